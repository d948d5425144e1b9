package search

import (
	"slices"
	"strings"
)

// spokenOf tells of whom the words of a text are told: of the participant, of somebody in
// their family, or of who asks.
type spokenOf struct {
	clauses
	family []bool // by word: it is told of the family
	asker  []int  // the words of phrases in which who asks tells of themselves
}

// newSpokenOf finds what is told of the family: from "mannen hennes", "sønnen" or "her
// mother" to the end of the clause, or to the participant.
func newSpokenOf(c clauses, asker []int) spokenOf {
	s := spokenOf{clauses: c, family: make([]bool, len(c.tokens)), asker: asker}
	for i := range c.tokens {
		if !s.relative(i) {
			continue
		}
		s.family[i] = true
		for j, w := range c.after(i, len(c.tokens)) {
			if in1(c.told.subjects, w) && !in1(c.told.relates, c.at(j-1)) {
				break
			}
			s.family[j] = true
		}
	}
	return s
}

// relative reports whether word i is somebody of the participant's family of whom something
// is told behind: one that is named as theirs, and not what they have.
func (s spokenOf) relative(i int) bool {
	if whose, ok := strings.CutSuffix(s.at(i), "s"); ok && in1(s.told.kin, whose) && definite(whose) { // "konas norsk"
		return true
	}
	theirs := in1(s.told.theirs, s.at(i+1)) || in1(s.told.their, s.at(i-1))
	switch {
	case in1(s.told.owned, s.at(i)) && theirs:
		return true
	case !in1(s.told.kin, s.at(i)):
		return false
	}
	return theirs || definite(s.tokens[i].plain) // as typed: "naboen" is folded otherwise
}

// definite reports whether a Norwegian noun of the family is one that is known of: "sønnen".
func definite(w string) bool {
	if len(w) <= 3 || w == "kone" || w == "kollega" || w == "children" {
		return false
	}
	return w[len(w)-1:] == "a" || slices.Contains([]string{"en", "ne", "et"}, w[len(w)-2:])
}

// ofParticipant reports whether word i is told of the participant, as far as phrases and
// words for the family tell.
func (s spokenOf) ofParticipant(i int) bool { return !s.family[i] && !s.ofAsker(i) }

// ofAsker reports whether word i belongs to a phrase in which who asks tells of themselves.
func (s spokenOf) ofAsker(i int) bool { return slices.Contains(s.asker, i) }

// ofSelf reports whether who asks begins to tell of themselves before word i in its sentence:
// "jeg er selv utdannet sykepleier", "we work with refugees".
func (s spokenOf) ofSelf(i int) bool {
	for j, w := range s.earlier(i) {
		next := s.at(j + 1)
		switch {
		case in1(s.told.subjects, w), in1(s.told.relative, w), in1(s.told.people, w) && !s.sameClause(i, j):
			return false
		case (w == "har" || w == "have") && in1(s.small.joins, s.at(j-1)): // "jobber på Nav og har en mann på 40"
			return false
		case in1(s.told.i, w):
			return in1(s.told.iWork, next) && s.sameClause(i, j) || in1(s.told.iAm, next)
		}
	}
	return false
}

// ofAskersWork reports whether the work of who asks is told of at word i: "I work here, and
// have for ten years".
func (s spokenOf) ofAskersWork(i int) bool {
	for j, w := range s.earlier(i) {
		switch {
		case in1(s.told.subjects, w), in1(s.told.people, w), in1(s.told.relative, w):
			return false
		case w == "i": // Norwegian "i" too
			if in1(s.told.iDo, s.at(j+1)) {
				return true
			}
		case in1(s.told.i, w):
			return true
		}
	}
	return false
}

// askerHas reports whether word i says whom the asker has before them: "har en gutt på 18".
func (s spokenOf) askerHas(i int) bool {
	return (s.at(i) == "har" || s.at(i) == "have") && (i == 0 || in1(s.told.i, s.at(i-1)))
}

// had reports whether who stands at word i is somebody that another one has: "hun har en
// sønn", "gift med en mann".
func (s spokenOf) had(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if s.askerHas(j) {
			return false
		}
		if in1(s.told.having, s.at(j)) {
			return true
		}
	}
	return false
}
