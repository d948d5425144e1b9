package search

// What somebody wants is told by a word that wants, "vil", "på jakt etter", "aims for", and
// what is wanted behind it in the same clause, whatever stands between them.

// mostBetween is how many words may stand between the one that wants and what is wanted:
// "ønsker seg aller helst en fast jobb".
const mostBetween = 7

// wantedGoal reads what a participant wants where no phrase has told it.
func (t *telling) wantedGoal() {
	p, w := &t.u.Person, t.ix.told
	if p.Goal != "" && p.Goal != "education" {
		return
	}
	for i := range t.tokens {
		if !in1(w.aims, t.at(i)) || t.ofKin[i] || t.asksOf(i) || t.denied(i) || t.isAsked(i) {
			continue
		}
		if goal, last := t.goalBehind(i); goal != "" {
			p.Goal = goal
			for j := i; j <= last; j++ {
				t.told = append(t.told, j)
			}
			return
		}
	}
}

// isAsked reports whether a question asks what stands at word i, and nobody of whom it is
// told stands between: "hvordan søker hun autorisasjon?", but "hva finnes for en som vil ha jobb?"
func (t *telling) isAsked(i int) bool {
	w := t.ix.told
	if i > 0 && t.sameClause(i-1, i) && in1(t.ix.small.asks, t.at(i-1)) || t.tokens[i].initial && t.tokens[i].asks || t.at(i+1) == "til" && in1(set{"skal": {}, "ma": {}}, t.at(i)) {
		return true
	}
	asked := false
	for j := 0; j < i; j++ {
		switch word := t.at(j); {
		case t.tokens[j].sentence != t.tokens[i].sentence:
			asked = false
		case in1(t.ix.small.asks, word) && word != "som" && word != "who":
			asked = true
		case in1(w.subjects, word), in1(w.people, word), word == "som", word == "who", word == "en", word == "ein", word == "someone", word == "somebody":
			asked = false
		}
	}
	return asked
}

// goalBehind returns what is wanted behind word i and the last word that tells it; empty for
// nothing, and for what is to end: "vil slutte i jobben".
func (t *telling) goalBehind(i int) (goal string, last int) {
	w := t.ix.told
	become := false
	for j := i + 1; j <= i+mostBetween && t.sameClause(i, j); j++ {
		word := t.at(j)
		next := ""
		if t.sameClause(j, j+1) {
			next = t.at(j + 1)
		}
		switch {
		case in1(w.leaves, word), in1(w.without, word), in1(w.subjects, word) && j > i+1 && !in1(w.gets, t.at(j-1)):
			return "", 0
		case in1(w.becomes, word):
			become = true
		case become && in1(w.professions, word):
			return "higher", j
		case become && in1(w.trades, word):
			return "trade-certificate", j
		}
		g, ok := w.goals[word]
		switch {
		case !ok, in1(w.goalMeans, next): // "work permit", "norsk statsborger", "høyere lønn"
			continue
		case g == "higher" && (word == "higher" || word == t.ix.fold("høyere") || word == t.ix.fold("høgare")) && !in1(w.education, next):
			continue
		}
		return g, j
	}
	return "", 0
}
