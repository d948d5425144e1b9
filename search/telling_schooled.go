package search

import (
	"slices"
	"strconv"

	"veiviser/content"
)

// trained reads the schooling of who is named by a profession that asks for a degree:
// "en ingeniør fra Iran", "lærer, 41, B1".
func (t *telling) trained() {
	p, w := &t.u.Person, t.ix.told
	highest := content.SchoolingLevels()[len(content.SchoolingLevels())-1]
	for i := range t.tokens {
		if !in1(w.professions, t.at(i)) || t.ofKin[i] || t.asksOf(i) || slices.Contains(t.asker, i) || t.denied(i) || t.wanted(i) || !t.isProfession(i) {
			continue
		}
		t.told = append(t.told, i)
		t.schooled = append(t.schooled, [2]int{i, i})
		p.Schooling = highest
		return
	}
}

// isProfession reports whether word i says what somebody is by profession, and not whom they
// go to, what they work as or what they study for.
func (t *telling) isProfession(i int) bool {
	w := t.ix.told
	before, next := "", ""
	if t.sameClause(i-1, i) {
		before = t.at(i - 1)
	}
	if t.sameClause(i, i+1) {
		next = t.at(i + 1)
	}
	if in1(w.studies, next) {
		return false
	}
	trained := in1(w.trained, next) || in1(w.trained, before) || (before == "som" || before == "as") && in1(w.trained, t.at(i-2)) || in1(w.trained, t.at(i-2)) && (before == "a" || before == "an")
	if trained {
		return true
	}
	article := in1(w.articles, before)
	behind := before // what stands before the article
	if article {
		behind = ""
		if t.sameClause(i-2, i) {
			behind = t.at(i - 2)
		}
	}
	if in1(w.visits, behind) || behind == "som" || behind == "as" || in1(w.becomes, behind) {
		return false
	}
	from := in1(t.ix.small.from, next)
	_, err := strconv.Atoi(before)
	switch {
	case article, from, before == "er", before == "e", before == "is", before == "var", before == "was", err == nil, before == t.ix.fold("år"):
		return t.at(i) != t.ix.fold("lærer") || next != "norsk" && next != "seg" // "hun er ivrig og lærer norsk"
	case before == "":
		return next == "" || in1(t.ix.small.joins, next) || next == "i" || next == "in" || next == "med" || next == "with" || next == "som"
	}
	return slices.Contains(t.told, i-1) || in1(w.people, before) || in1(w.fromEEA, before) || t.tokens[i-1].foreign
}
