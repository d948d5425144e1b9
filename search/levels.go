package search

import (
	"cmp"
	"slices"

	"veiviser/content"
)

// levels reads the levels of Norwegian: what a participant has, and what they want to reach.
type levels struct{ *telling }

// read reads every level that is named. Of two neighbouring ones somebody has the lower:
// "A1/A2", "A2 muntlig, A1 skriftlig". That of a course is nobody's.
func (l levels) read() {
	all := content.CEFRLevels()
	var has []int
	for i, w := range l.tokens {
		n, ok := l.told.levels[w.text]
		if !ok || !l.whose.ofParticipant(i) {
			continue
		}
		l.tell(i)
		switch {
		case l.behind(i, l.small.negates), l.ofCourse(i):
		case l.aimed(i):
			l.Reaches = cmp.Or(l.Reaches, all[n])
		default:
			has = append(has, n)
		}
	}
	if len(has) == 0 {
		return
	}
	lowest, highest := slices.Min(has), slices.Max(has)
	if highest-lowest > 1 && !l.ofSkills() {
		first, other := lowest, highest
		if slices.Index(has, highest) < slices.Index(has, lowest) {
			first, other = highest, lowest
		}
		l.against("norwegian", all[first], all[other])
	}
	if l.Norwegian != "" {
		l.against("norwegian", l.Norwegian, all[lowest])
	}
	l.Norwegian = all[lowest]
}

// ofCourse reports whether a level is that of a course or of a test that is not passed, or
// one that somebody is only near.
func (l levels) ofCourse(i int) bool {
	if l.meant.passed(i) {
		return false
	}
	before := l.at(i - 1)
	if before == "pa" || before == "for" || before == "on" || before == "at" { // "norskprøven på B1"
		before = l.at(i - 2)
	}
	course := in1(l.told.courses, l.next(i)) || l.sameClause(i, i-1) && (in1(l.told.courses, before) || in1(l.told.tests, before))
	return course && !l.wanted(i) || l.preceded(i, 2, l.told.lacks)
}

// ofSkills reports whether levels are told of skills apart: "B2 muntlig, A2 skriftlig".
func (l levels) ofSkills() bool {
	n := 0
	for _, w := range l.tokens {
		if in1(l.told.skills, w.text) {
			n++
		}
	}
	return n > 1
}

// aimed reports whether a level is what is aimed for: "målet er B1", "vil ha B2", "til B1".
func (l levels) aimed(i int) bool {
	if in1(l.told.asked, l.next(i)) {
		return true
	}
	if l.behind(i, l.small.from) || len(l.tokens) > 0 && in1(l.told.changes, l.tokens[0].text) {
		return false
	}
	return l.behind(i, l.small.toward) && !l.behind(i, l.told.passed, l.told.has) || l.wanted(i) && !l.meant.passed(i)
}

// wanted reports whether the level at word i is wanted, by a word close before it or an aim
// further off: "aims to pass the Norwegian test at A2".
func (l levels) wanted(i int) bool {
	const far = 8
	return l.meant.wanted(i) || l.preceded(i, far, l.told.aims, l.told.subjects, l.told.relative, l.told.people)
}

// levelNames are the places of the levels in content.CEFRLevels by their names, folded.
func levelNames(fold func(string) string) map[string]int {
	out := map[string]int{}
	for n, level := range content.CEFRLevels() {
		out[fold(level)] = n
	}
	return out
}

// test reads that somebody who is to reach a level wants to pass the test of it: to learn
// Norwegian is what they want.
func (l levels) test() {
	if l.Goal != "" || l.Reaches == "" {
		return
	}
	for i, w := range l.tokens {
		if in1(l.told.tests, w.text) && !l.whose.family[i] {
			l.Goal = "norwegian"
			return
		}
	}
}
