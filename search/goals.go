package search

// goals reads what a participant wants: by a word that wants, "vil", "på jakt etter", "aims
// for", and what is wanted behind it in the same clause, whatever stands between them.
type goals struct{ *telling }

// mostBetween is how many words may stand between the one that wants and what is wanted:
// "ønsker seg aller helst en fast jobb".
const mostBetween = 7

// read reads a goal where no phrase has told one.
func (g goals) read() {
	if g.Goal != "" && g.Goal != "education" {
		return
	}
	for i, w := range g.tokens {
		if !in1(g.told.aims, w.text) || !g.whose.ofParticipant(i) || g.whose.ofSelf(i) || g.meant.denied(i) || g.meant.asked(i) {
			continue
		}
		if goal, last := g.wantedBehind(i); goal != "" {
			g.Goal = goal
			for j := i; j <= last; j++ {
				g.tell(j)
			}
			return
		}
	}
}

// wantedBehind returns what is wanted behind word i and the last word that tells it; empty for
// nothing, and for what is to end: "vil slutte i jobben".
func (g goals) wantedBehind(i int) (goal string, last int) {
	become := false
	if !g.sameClause(i, i+1) && in1(g.told.aimNames, g.at(i)) && g.holds(i+1) { // "mål: fast jobb"
		i++
		if goal, ok := g.told.goals[g.at(i)]; ok {
			return goal, i
		}
	}
	for j, w := range g.after(i, mostBetween) {
		next := g.next(j)
		switch {
		case in1(g.told.quits, w), in1(g.told.without, w), in1(g.told.subjects, w) && j > i+1 && !in1(g.told.gets, g.at(j-1)):
			return "", 0
		case in1(g.told.becomes, w):
			become = true
		case become && in1(g.told.professions, w):
			return "higher", j
		case become && in1(g.told.trades, w):
			return "trade-certificate", j
		}
		goal, ok := g.told.goals[w]
		if !ok || in1(g.told.goalMeans, next) || in1(g.told.higher, w) && !in1(g.told.education, next) { // "work permit", "norsk statsborger", "høyere lønn"
			continue
		}
		return goal, j
	}
	return "", 0
}
