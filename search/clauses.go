package search

import (
	"iter"
	"slices"
)

// clauses are the words of a text as they stand in its clauses, with the word lists they are
// looked up in. A clause ends at a comma, a dash or the end of a sentence.
type clauses struct {
	tokens []token
	*lexicon
}

// at is word i, empty outside the text.
func (c clauses) at(i int) string {
	if !c.holds(i) {
		return ""
	}
	return c.tokens[i].text
}

// holds reports whether the text has a word i.
func (c clauses) holds(i int) bool { return i >= 0 && i < len(c.tokens) }

// sameClause reports whether words i and j stand in one clause; one outside the text stands
// in none.
func (c clauses) sameClause(i, j int) bool {
	return c.holds(i) && c.holds(j) && c.tokens[i].clause == c.tokens[j].clause
}

// prev and next are the words before and behind word i in its clause, empty for none.
func (c clauses) prev(i int) string {
	if !c.sameClause(i-1, i) {
		return ""
	}
	return c.at(i - 1)
}

func (c clauses) next(i int) string {
	if !c.sameClause(i, i+1) {
		return ""
	}
	return c.at(i + 1)
}

// alone reports whether word i is all that its clause says.
func (c clauses) alone(i int) bool { return !c.sameClause(i-1, i) && !c.sameClause(i+1, i) }

// length is how many words the clause of word i has.
func (c clauses) length(i int) int {
	n := 0
	for j := range c.tokens {
		if c.sameClause(i, j) {
			n++
		}
	}
	return n
}

// near reports whether one of the words stands in the clause of word i.
func (c clauses) near(i int, words set) bool {
	for j, w := range c.tokens {
		if c.sameClause(i, j) && in1(words, w.text) {
			return true
		}
	}
	return false
}

// before are the words before word i in its clause, the nearest first, at most so many.
func (c clauses) before(i, most int) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for j := i - 1; j >= i-most && c.sameClause(j, i); j-- {
			if !yield(j, c.tokens[j].text) {
				return
			}
		}
	}
}

// after are the words behind word i in its clause, the nearest first, at most so many.
func (c clauses) after(i, most int) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for j := i + 1; j <= i+most && c.sameClause(j, i); j++ {
			if !yield(j, c.tokens[j].text) {
				return
			}
		}
	}
}

// earlier are the words before word i in its sentence, the nearest first.
func (c clauses) earlier(i int) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for j := i - 1; j >= 0 && c.tokens[j].sentence == c.tokens[i].sentence; j-- {
			if !yield(j, c.tokens[j].text) {
				return
			}
		}
	}
}

// preceded reports whether one of the words is among the last so many before word i in its
// clause, nearer than any word of until.
func (c clauses) preceded(i, most int, words set, until ...set) bool {
	for _, w := range c.before(i, most) {
		if in1(words, w) {
			return true
		}
		if slices.ContainsFunc(until, func(s set) bool { return in1(s, w) }) {
			return false
		}
	}
	return false
}

// behind reports whether a word of one of the sets stands before word i, with at most one
// small word between them.
func (c clauses) behind(i int, sets ...set) bool {
	for j, w := range c.before(i, 2) {
		if slices.ContainsFunc(sets, func(s set) bool { return in1(s, w) }) {
			return true
		}
		if !c.tokens[j].stop && !in1(c.small.people, w) {
			return false
		}
	}
	return false
}

// within reports whether word i stands behind "i", "på", "med" or the like, with at most a
// small word between them: "hun går på et kurs".
func (c clauses) within(i int) bool {
	return c.sameClause(i-1, i) && (in1(c.told.in, c.at(i-1)) || in1(c.told.in, c.at(i-2)) && c.tokens[i-1].stop)
}
