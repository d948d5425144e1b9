package search

import (
	"context"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"veiviser/content"
)

// observation is a question that was asked of a corpus without it, with all that was
// found.
type observation struct {
	leftOut
	*scorer
}

// frames are questions around a subject. Both the guide's own phrases and those of
// subjects outside are asked in them, so that the frame itself tells nothing.
var frames = map[content.Lang][]string{
	content.Bokmal:  {"%s", "hvordan søker man om %s?", "hva koster %s?", "deltakeren min spør om %s", "hvem har ansvar for %s i kommunen?"},
	content.Nynorsk: {"%s", "korleis søkjer ein om %s?", "kva kostar %s?", "deltakaren min spør om %s", "kven har ansvar for %s i kommunen?"},
	content.English: {"%s", "how do you apply for %s?", "what does %s cost?", "my participant asks about %s", "who is responsible for %s in the municipality?"},
}

// shortPhrase is how many words a phrase may have to stand in a frame.
const shortPhrase = 4

// framed returns the ways a left-out phrase is asked: as it is, and a short one in one
// of the frames as well, which one its letters decide.
func (l leftOut) framed() []string {
	out := []string{l.text}
	if n := len(strings.Fields(l.text)); n <= shortPhrase {
		fs := frames[l.lang]
		f := fs[1+(foldOf(l.text+l.subject)+n)%(len(fs)-1)]
		out = append(out, fmt.Sprintf(f, l.text))
	}
	return out
}

// observe asks the phrases of every fold of an index without them. Without a model,
// the fields are asked alone. The order is always the same.
func observe(ctx context.Context, c corpus, s setup, model bool) ([]observation, error) {
	parts := make([][]observation, folds)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for part := range folds {
		g.Go(func() (err error) {
			parts[part], err = observeFold(ctx, c, s, part, model)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	var out []observation
	for _, p := range parts {
		out = append(out, p...)
	}
	return out, nil
}

func observeFold(ctx context.Context, c corpus, s setup, part int, model bool) ([]observation, error) {
	ix, left, err := openFold(c, s, part, model)
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	var out []observation
	for _, l := range left {
		for _, text := range l.framed() {
			ws, shares := ix.sentences(text)
			sc := &scorer{ix: ix, words: ws, shares: shares}
			if err := sc.run(ctx); err != nil {
				return nil, err
			}
			out = append(out, observation{l, sc})
		}
	}
	return out, nil
}

// openFold indexes the corpus without a fold, with a model of its own.
func openFold(c corpus, s setup, part int, model bool) (*Index, []leftOut, error) {
	rest, left := c.without(part)
	s.trained.model = nil
	if model {
		s.trained.model = rest.train(s.lexicon)
	}
	ix, err := newIndex(rest, s)
	return ix, left, err
}
