package search

import (
	"slices"

	"veiviser/content"
)

// assertion tells how what stands in a text is meant: as so or not so, as wanted, as nearly
// so, as past, as passed or as given up.
type assertion struct{ clauses }

// negated reports whether the word before word i says that it is not so. "No" before a small
// word answers what was said before.
func (m assertion) negated(i int) bool {
	return m.sameClause(i-1, i) && in1(m.small.negates, m.at(i-1)) && (m.at(i-1) != "no" || !m.tokens[i].stop)
}

// denied reports whether a negation stands before word i in its clause.
func (m assertion) denied(i int) bool {
	return m.at(i-1) == "no" && i == 1 && !in1(m.told.subjects, m.at(i+1)) || m.preceded(i, 4, m.told.denies)
}

// denies reports whether a negation stands within the words of a phrase, or close before
// them: "er ikke lenger i intro".
func (m assertion) denies(a asking) bool {
	for i := a.first(); i <= a.last(); i++ {
		if in1(m.told.negates, m.at(i)) && !slices.Contains(a.words, i) {
			return true
		}
	}
	for i, w := range m.before(a.first(), 2) {
		if in1(m.told.negates, w) && (i == a.first()-1 || m.tokens[i+1].stop) {
			return true
		}
	}
	return false
}

// wanted reports whether what stands at word i is wanted, and not had.
func (m assertion) wanted(i int) bool {
	return m.preceded(i, 4, m.told.wants, m.small.joins, m.told.subjects, m.told.relative)
}

// asked reports whether a question asks what stands at word i, and nobody of whom it could be
// told stands between: "hvordan søker hun autorisasjon?", but "hva finnes for en som vil ha jobb?"
func (m assertion) asked(i int) bool {
	if m.sameClause(i-1, i) && in1(m.small.asks, m.at(i-1)) || m.tokens[i].initial && m.tokens[i].asks || m.at(i+1) == "til" && (m.at(i) == "skal" || m.at(i) == "ma") {
		return true
	}
	for j, w := range m.earlier(i) {
		switch {
		case in1(m.told.subjects, w), in1(m.told.people, w), in1(m.told.relative, w), w == "en", w == "ein", w == "someone", w == "somebody":
			return false
		case in1(m.small.asks, w) && (m.sameClause(j, i) || m.tokens[j].initial):
			return true
		}
	}
	return false
}

// nearly reports whether what stands at word i is nearly so.
func (m assertion) nearly(i int) bool { return m.preceded(i, 2, m.told.soon) }

// bygone reports whether a status is told of what was, or of what one does in general: "har
// jobbet som", "var i jobb", "å jobbe som".
func (m assertion) bygone(a asking) bool {
	past := func(i int) bool { return in1(m.told.past, m.at(i)) }
	if a.says.Value == "employed" && slices.ContainsFunc(a.words, past) && m.at(a.first()) != "in" && m.at(a.last()) != "work" {
		return true
	}
	if a.says.Value == "finished-introduction-programme" || a.says.Value == "unemployed" {
		return false
	}
	return m.preceded(a.first(), 2, m.told.formerly)
}

// passed reports whether somebody has passed, or reached, what stands at word i.
func (m assertion) passed(i int) bool {
	if m.preceded(i, 5, m.told.passed) {
		return true
	}
	for _, w := range m.after(i, 3) {
		if in1(m.told.passed, w) {
			return true
		}
	}
	return false
}

// reached reports whether what reads as a goal is told of as reached: "finished primary".
func (m assertion) reached(a asking) bool {
	return a.says.Talk == content.Aim && in1(m.told.reached, m.at(a.first()))
}

// unfinished reports whether a schooling is told of as not finished.
func (m assertion) unfinished(a asking) bool {
	if a.says.Value == "none" {
		return false
	}
	for _, w := range m.before(a.first(), 4) {
		if in1(m.told.notFinished, w) {
			return true
		}
		if in1(m.small.joins, w) {
			return false
		}
	}
	return slices.ContainsFunc(a.words, func(i int) bool { return in1(m.told.notFinished, m.at(i)) })
}
