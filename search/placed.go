package search

import (
	"context"
	"slices"
	"sync"

	"veiviser/content"
)

// Placed searches the guide as one municipality sees it, [content.Guide.At]: the national
// entries by their own index, so that what they answer is the same everywhere, and the local
// ones of the place beside them by one of theirs. No index has the entries of two places. It
// is immutable and safe for concurrent use, and of no use once the index it is from is closed.
type Placed struct {
	national *Index
	local    *Index
	view     *content.Guide
}

// placedIndexes are the local indexes that were asked for, each made once.
type placedIndexes struct {
	mu sync.Mutex
	of map[*content.Guide]*Placed
}

// In returns the search of a guide that [content.Guide.At] made of the index's own. It takes
// a few milliseconds to make for the first question there.
func (ix *Index) In(view *content.Guide) (*Placed, error) {
	ix.placed.mu.Lock()
	defer ix.placed.mu.Unlock()
	if p := ix.placed.of[view]; p != nil {
		return p, nil
	}
	f, err := readTrained()
	if err != nil {
		return nil, err
	}
	// What is local is in no training: its fields decide alone.
	local := newFew(corpus{guide: ix.guide, entries: view.Here().Shown()}, setup{tune: ix.tune, lexicon: ix.lexicon, trained: trained{rules: f.Without}, like: ix})
	p := &Placed{national: ix, local: local, view: view}
	if ix.placed.of == nil {
		ix.placed.of = map[*content.Guide]*Placed{}
	}
	ix.placed.of[view] = p
	return p, nil
}

// maxBeside is how many local entries stand beside an answer.
const maxBeside = 3

// Search answers q as [Index.Search] does, and says which local entries stand beside the
// answer. A local entry is the answer where the question names it and no national one as
// fully, where the conversation is about it, and where nothing national answers.
func (p *Placed) Search(ctx context.Context, q Query) (Result, error) {
	national, local := q, q
	if q.Subject != nil && q.Subject.Place != "" {
		national.Subject, national.Before = nil, ""
	} else {
		local.Subject, local.Before = nil, ""
	}
	local.Among = nil // the names of what was offered are read once
	res, _, err := p.national.search(ctx, national)
	if err != nil {
		return res, err
	}
	own, s, err := p.local.search(ctx, local)
	if err != nil {
		return res, err
	}
	beside := s.likely()
	if !p.leads(q.Subject, &res, &own) {
		p.addedTo(&res, &own)
		res.Local, res.LocalPoints = withoutAdded(beside), p.added(s, &res)
		return res, nil
	}
	own.Lang, own.Among = res.Lang, res.Among // more of the guide's words tell the language
	own.Hits = slices.DeleteFunc(own.Hits, func(h Hit) bool { return h.Entry.AddsTo != "" })
	for _, h := range res.Hits[:min(len(res.Hits), max(0, limitOf(q)-len(own.Hits)))] {
		own.Hits = append(own.Hits, Hit{Entry: h.Entry}) // scores of two indexes don't compare
	}
	own.Local = slices.DeleteFunc(withoutAdded(beside), func(e *content.Entry) bool { return e == own.Hits[0].Entry })
	return own, nil
}

// leads reports whether what is local answers, and not what is national.
func (p *Placed) leads(subject *content.Entry, national, local *Result) bool {
	if len(local.Hits) == 0 || local.Hits[0].Entry.AddsTo != "" {
		return false
	}
	here, there := longestName(local.Understanding), longestName(national.Understanding)
	if here > there && local.Confidence == Strong {
		return true
	}
	if subject != nil && subject.Place != "" {
		return there == 0 && (local.FollowUp || local.Goes != nil)
	}
	return national.Confidence == None && local.Confidence == Strong
}

// addedTo puts the entry first of which a place says what is asked, where nothing national is
// sure of an answer: only there it is known when the next course begins.
func (p *Placed) addedTo(national, local *Result) {
	if national.Confidence == Strong || local.Confidence != Strong || len(local.Hits) == 0 || local.Hits[0].Entry.AddsTo == "" {
		return
	}
	if slices.ContainsFunc(local.Mentions, func(m Mention) bool { return m.Entry.AddsTo != "" }) {
		return // its name is the national one's, too, which weighs it among all others
	}
	e, ok := p.view.Entry(local.Hits[0].Entry.AddsTo)
	if !ok {
		return
	}
	rest := slices.DeleteFunc(national.Hits, func(h Hit) bool { return h.Entry == e })
	national.Hits = append([]Hit{{Entry: e, Score: 1}}, rest...)
	national.Hits = national.Hits[:min(len(national.Hits), max(len(rest), 1))]
	national.Confidence, national.Section, national.Sections = Strong, local.Section, local.Sections
	national.Passages = slices.DeleteFunc(national.Passages, func(o Passage) bool { return o.Entry != e })
}

// longestName is how many words of a question the longest name of what it is about has; 0
// where it names nothing.
func longestName(u Understanding) int {
	longest := 0
	for _, m := range u.Mentions {
		if m.Entry.AddsTo == "" && slices.Contains(u.Subjects, m.Entry) {
			longest = max(longest, m.Last-m.First+1)
		}
	}
	return longest
}

// leastCovered is the share of what a question says that a local entry must hold for it to
// stand beside the national answer. What no local entry holds counts as said.
const leastCovered = 0.6

// likely are the entries that hold most of what a question says, the likeliest first.
func (s *scorer) likely() []*content.Entry {
	var out []*content.Entry
	for _, h := range s.hits(2 * maxBeside) {
		if s.cover[s.ix.numbers[h.Entry.ID]]*s.weight >= leastCovered*(s.weight+s.unknown) {
			out = append(out, h.Entry)
		}
	}
	return out
}

// withoutAdded are the first entries that are entries of their own.
func withoutAdded(es []*content.Entry) []*content.Entry {
	out := slices.DeleteFunc(es, func(e *content.Entry) bool { return e.AddsTo != "" })
	return out[:min(maxBeside, len(out))]
}

// added are the points that answer best of what the place adds to the entry that answers.
func (p *Placed) added(s *scorer, res *Result) []Passage {
	if len(res.Hits) == 0 {
		return nil
	}
	var out []Passage
	for _, e := range p.view.Here().Added(res.Hits[0].Entry.ID) {
		if i := s.ix.numbers[e.ID]; s.cover[i] > 0 {
			out = append(out, pointing{s}.best(i, 1)...)
		}
	}
	return out
}
