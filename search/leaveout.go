package search

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"veiviser/content"
)

// LeaveOut scores the search on the guide's own phrases: each is asked of an index and
// a classifier that were made without it, in five folds that the phrases' letters
// decide. It can't be raised by adding the answer, so it is the figure to tune on. A
// phrase counts for the one entry that it stands in, though others may answer it too:
// it is lower than any figure on judged questions.
//
// Types are the kinds of entries, and "none" for phrases of subjects outside; half of
// those are of subjects no other phrase of which is known. The rules are those fitted
// on all folds together. Misses are not listed.
func LeaveOut(ctx context.Context, g *content.Guide) (Report, error) {
	f, err := readTrained()
	if err != nil {
		return Report{}, err
	}
	c, s := corpusOf(g), setup{tune: defaultTuning(), lexicon: newLexicon(fold)}
	s.trained.rules = f.With
	parts := make([]*evaluation, folds)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for part := range folds {
		parts[part] = newEvaluation()
		group.Go(func() error { return leaveOutFold(ctx, parts[part], c, s, part) })
	}
	if err := group.Wait(); err != nil {
		return Report{}, err
	}
	for _, p := range parts[1:] {
		parts[0].join(p)
	}
	if len(parts[0].times) == 0 {
		return Report{}, errors.New("the guide has no phrases to leave out")
	}
	return parts[0].report(), nil
}

func leaveOutFold(ctx context.Context, ev *evaluation, c corpus, s setup, part int) error {
	ix, left, err := openFold(c, s, part)
	if err != nil {
		return err
	}
	defer ix.Close()
	for i, l := range left {
		err := ev.ask(ctx, ix, l.judged(fmt.Sprintf("%d-%d", part, i), c.entries))
		if err != nil && !errors.Is(err, ErrEmptyQuery) {
			return err
		}
	}
	ev.misses = ev.misses[:0]
	return nil
}

// judged makes a question of a phrase.
func (l leftOut) judged(id string, entries []*content.Entry) Judged {
	q := Judged{ID: id, Lang: l.lang, Query: l.text, Type: "none", Form: formOf(l.text)}
	if l.entry != notCovered {
		e := entries[l.entry]
		q.Type, q.Relevant = string(e.Kind), map[string]int{e.ID: BestGrade}
	}
	return q
}

// formOf tells phrases apart by their length.
func formOf(text string) string {
	const short, long = 4, 12
	switch n := len(strings.Fields(text)); {
	case n < short:
		return "1-3 words"
	case n < long:
		return "4-11 words"
	}
	return "12 words or more"
}

// join adds what another evaluation gathered.
func (ev *evaluation) join(o *evaluation) {
	ev.all.join(&o.all)
	for _, m := range []struct{ to, from map[string]*tally }{{ev.langs, o.langs}, {ev.types, o.types}, {ev.forms, o.forms}} {
		for _, k := range slices.Sorted(maps.Keys(m.from)) {
			of(m.to, k).join(m.from[k])
		}
	}
	ev.times = append(ev.times, o.times...)
	ev.misses = append(ev.misses, o.misses...)
}
