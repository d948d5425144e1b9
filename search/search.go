package search

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"veiviser/content"
)

// Query is a question to the index.
type Query struct {
	Text     string
	Lang     content.Lang     // language of the answer; the question's own when empty
	Fallback content.Lang     // where the words tell none; empty means bokmål
	Limit    int              // most hits wanted; 0 or less means DefaultLimit
	Among    []*content.Entry // what was offered last: a word of a name may be enough to choose one
	Subject  *content.Entry   // what was spoken of last; nil for nothing
	Before   content.Section  // asked for last, of the subject; empty for none
	Told     content.Profile  // what was told of the participant before; the text's own goes before it
}

// DefaultLimit is the number of hits where a Query names none: what `ask` prints.
const DefaultLimit = 10

// Hit is an entry with its score. Scores order the hits of one question and mean
// nothing across questions.
type Hit struct {
	Entry *content.Entry
	Score float64
}

// Result is what a Query found.
type Result struct {
	Lang       content.Lang    // language to answer in: the question's, or the one asked for
	Section    content.Section // the first of those asked for; empty for the whole entry
	Confidence Confidence
	Hits       []Hit     // best first; may be empty
	Passages   []Passage // best first: points of the Query's Subject for what goes on from it, of the first hit for a strong answer; else a point of each of the first hits

	Among   *content.Entry // the one of Query.Among that is chosen by name; nil for none
	Outside bool           // it speaks of a subject that the guide leaves out
	Goes    *Passage       // the point of Query.Subject that a text asks for which names nothing else; nil where it asks for none

	Local       []*content.Entry // local entries that may answer too, likeliest first; none where nothing is local
	LocalPoints []Passage        // what places add to the first hit's entry that answers best; likewise

	Understanding // what the question says
}

// ErrEmptyQuery is returned for a text without any letter or digit.
var ErrEmptyQuery = errors.New("the question has no words")

// maxWords bounds how much of a pasted text is searched for; what matters in a
// question stands within its first lines, and time grows with the words.
const maxWords = 120

// surelyOutside is the likeness from which a question says nothing but what a phrase about
// a subject outside the guide says.
const surelyOutside = 0.99

// Search returns the entries that answer q best, at most q.Limit, best first. The
// same question on the same guide gives the same result. A text without words is
// ErrEmptyQuery; a cancelled ctx ends the search with its error.
func (ix *Index) Search(ctx context.Context, q Query) (Result, error) {
	res, _, err := ix.search(ctx, q)
	return res, err
}

// limitOf is how many hits are wanted.
func limitOf(q Query) int {
	if q.Limit <= 0 {
		return DefaultLimit
	}
	return q.Limit
}

// search is Search, with what it weighed.
func (ix *Index) search(ctx context.Context, q Query) (Result, *scorer, error) {
	if len(ix.tokens(q.Text, 1)) == 0 {
		return Result{}, nil, ErrEmptyQuery
	}
	s, u := ix.read(q.Text)
	if err := s.run(ctx); err != nil {
		return Result{}, nil, err
	}
	u.decided = u.decided && s.agrees(u.Subjects[0])
	if s.outside >= surelyOutside && !u.decided {
		u.FollowUp, u.Side = false, false // it is of nothing that was spoken of
	}
	chosen := ix.among(q.Among, u)
	if !u.decided {
		u.Foreign = ix.foreign(q.Text, u.tokens)
	}
	// A reader who chose a language may still ask in another.
	lang := ix.detector.detect(q.Text, cmp.Or(q.Lang, q.Fallback))
	limit := limitOf(q)
	switch {
	case u.decided:
		s.putFirst(u.Subjects[:1])
	case u.together:
		s.putFirst(u.Subjects)
	}
	res := Result{Lang: cmp.Or(q.Lang, lang), Section: u.section(), Among: chosen, Understanding: u, Hits: s.hits(max(limit, maxPassages))}
	ranked, err := s.confidence(ctx)
	if err != nil {
		return Result{}, nil, err
	}
	res.Confidence, res.Outside = u.confidence(ranked), s.outside >= mostlyOutside
	s.who.earlier = q.Told
	res.Goes = onSubject{s}.goes(q.Subject, q.Before, &res)
	onSubject{s}.then(q.Subject, &res)
	res.Passages = pointing{s}.of(&res, q.Subject)
	if len(res.Hits) > limit {
		res.Hits = res.Hits[:limit]
	}
	return res, s, nil
}

// hits returns the entries with the highest scores, at most so many, best first; equal
// scores by id. Whatever their number, only few are ever put in order.
func (s *scorer) hits(most int) []Hit {
	var out []Hit
	least := 0.0 // what a hit must have more than, once there are enough: those before it go first
	for i, score := range s.total {
		if score <= least {
			continue
		}
		if out = append(out, Hit{s.ix.entries[i], score}); len(out) == 2*most {
			out = bestFirst(out)[:most]
			least = out[most-1].Score
		}
	}
	out = bestFirst(out)
	return out[:min(most, len(out))]
}

// bestFirst puts hits in order.
func bestFirst(hits []Hit) []Hit {
	slices.SortFunc(hits, func(a, b Hit) int {
		if a.Score != b.Score {
			return cmp.Compare(b.Score, a.Score)
		}
		return cmp.Compare(a.Entry.ID, b.Entry.ID)
	})
	return hits
}
