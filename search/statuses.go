package search

import (
	"slices"
	"strings"

	"veiviser/content"
)

// statuses reads the statuses of a participant: what they take part in, what they live of,
// whether they work.
type statuses struct{ *telling }

// phrase reads a phrase of a status, as so or as not so.
func (s statuses) phrase(a asking, no bool) {
	v := a.says.Value
	if v == "finished-introduction-programme" && s.meant.nearly(a.first()) {
		v = "in-introduction-programme"
	}
	if s.entitled(a) || v == "unemployed" && s.at(a.first()) == "unemployment" || strings.HasPrefix(v, "on-") && s.amountAsked(a) {
		return // "har hun rett på norskopplæring?", "unemployment benefit", "how much does she get in …?"
	}
	was := s.meant.bygone(a) || v == "employed" && a.first() == 0 && s.asks // "works in a school, what is there for …"
	switch {
	case s.meant.wanted(a.first()) || was:
		return
	case no:
		if !s.hasStatus(v) {
			s.addStatus(v, true)
		}
	case !slices.Contains(s.Status, v):
		s.addStatus(v, false)
		s.NotStatus = slices.DeleteFunc(s.NotStatus, func(o string) bool { return o == v })
	}
	s.tell(a.words...)
	if v == "student" || v == "employed" { // where: "student på høgskolen"
		for i, w := range s.after(a.last(), 2) {
			if in1(s.told.doing, w) || s.names(i) && (in1(s.told.doing, s.at(i-1)) || i == a.last()+1) {
				s.tell(i)
			}
		}
	}
	for i := a.first() - 2; i <= a.last()+1; i++ {
		if in1(s.told.holes, s.at(i)) {
			s.tell(i)
		}
	}
}

// entitled reports whether a phrase stands behind the right to what it names.
func (s statuses) entitled(a asking) bool { return s.meant.preceded(a.first(), 2, s.told.rights) }

// amountAsked reports whether a benefit is asked of, and not told of: "kor mykje får ho i
// dagpengar?"
func (s statuses) amountAsked(a asking) bool {
	for i := a.last(); i >= a.first()-3; i-- {
		switch w := s.at(i); {
		case in1(s.told.relative, w), w == "med", w == "with":
			return false
		case in1(s.small.asks, w) && s.sameClause(i, a.first()):
			return true
		}
	}
	return false
}

// withHoles are the phrases of a status that are found where small words stand in between:
// "er ikke lenger i intro", "går nå på norskkurs".
func (s statuses) withHoles(phrases *phraseLexicon) []asking {
	if !slices.ContainsFunc(s.tokens, func(w token) bool { return in1(s.told.holes, w.text) }) {
		return nil
	}
	var kept []token
	var at []int // by word kept: where it stands in the text
	for i, w := range s.tokens {
		if !in1(s.told.holes, w.text) {
			kept, at = append(kept, w), append(at, i)
		}
	}
	m := matcher{tokens: kept, next: make([]int, len(kept)), named: make([]bool, len(kept))}
	for i := range kept {
		m.next[i] = i + 1
	}
	var out []asking
	for _, a := range phrases.find(m) {
		if a.says.Talk != content.Situation {
			continue
		}
		for i, w := range a.words {
			a.words[i] = at[w]
		}
		if a.loose() > 0 && !s.whose.ofAsker(a.first()) && s.sameClause(a.first(), a.last()) {
			out = append(out, a)
		}
	}
	return out
}

// bare reads programmes and benefits that are named and not asked of: "kvinne 41, KVP".
func (s statuses) bare() {
	for i, w := range s.tokens {
		v, ok := s.told.statuses[w.text]
		if !ok || s.tells(i) || s.hasStatus(v) || !s.whose.ofParticipant(i) || s.whose.ofSelf(i) || s.meant.wanted(i) || !s.toldBare(i, v) {
			continue
		}
		if s.tell(i); s.at(i-1) == "nav" { // "Nav-tiltak"
			s.tell(i - 1)
		}
		s.addStatus(v, s.meant.denied(i))
	}
}

// toldBare reports whether status v, named at word i, is told of somebody and is so now.
func (s statuses) toldBare(i int, v string) bool {
	const short, long = 3, 4 // words of a text that names only, and of a clause that may be of anything
	within, denied := s.within(i), s.meant.denied(i)
	asks := s.asks && !s.asksApart()
	of := s.at(i - 2)                                                                   // "kvinne i KVP"
	inverted := in1(s.told.has, s.at(i+1)) && in1(s.told.subjects, s.at(i+2))           // "dagpenger har han"
	named := s.at(i-1) == "nav" && (!s.sameClause(i-2, i) || in1(s.told.in, s.at(i-2))) // "Nav-tiltak, 50"
	beside := s.alone(i) && len(s.fields()) >= leastDescribed                           // "mann 35, intro, B1"
	ofSomebody := inverted || within && len(s.tokens) > short && (in1(s.told.people, of) || in1(s.told.subjects, of) || of == "elev" || s.tells(i-2) || s.tells(i-3))
	intro := v == "in-introduction-programme"
	switch {
	case intro && slices.Contains(s.Status, "finished-introduction-programme"),
		len(s.tokens) <= short && !denied,
		strings.HasPrefix(v, "on-") && s.howMuch && asks,
		!ofSomebody && !beside && !named && (asks || !s.Known() && !(denied && (within || i <= 1))),
		intro && !s.tells(i-1) && !within && !s.alone(i),
		v == "in-reception" && !within,
		s.length(i) > long && !within && !named && !inverted && !s.tells(i-1) && !s.tells(i+1),
		s.near(i, s.told.done) || s.near(i, s.told.notYet):
		return false
	}
	return true
}

// asksApart reports whether what asks stands in another sentence than what is told first.
func (s statuses) asksApart() bool {
	return !slices.ContainsFunc(s.tokens, func(w token) bool { return w.sentence == 0 && in1(s.small.asks, w.text) })
}

// left reads that somebody is out of what they were in: "har sluttet i jobben", "moved out of
// reception", "permisjonen er over", "off AAP".
func (s statuses) left() {
	for i, w := range s.tokens {
		v, ok := s.told.posts[w.text]
		if !ok || v == "in-introduction-programme" || !s.whose.ofParticipant(i) || s.meant.asked(i) || s.meant.wanted(i) {
			continue
		}
		first, last, out := s.leftBefore(i)
		if !out {
			first, last, out = s.overBehind(i)
		}
		if !out {
			continue
		}
		s.Status = slices.DeleteFunc(s.Status, func(o string) bool { return o == v })
		if !slices.Contains(s.NotStatus, v) {
			s.addStatus(v, true)
		}
		for k := first; k <= last; k++ {
			s.tell(k)
		}
	}
}

// leftBefore is whether a word that leaves stands before word i, with nothing between but
// small words, and from where to where that is told.
func (s statuses) leftBefore(i int) (first, last int, ok bool) {
	for j, w := range s.before(i, 4) {
		switch {
		case in1(s.told.leaves, w):
			return j, i, true
		case !s.tokens[j].stop && w != "nav":
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// overBehind is whether what stands at word i is said to be over, and from where to where.
func (s statuses) overBehind(i int) (first, last int, ok bool) {
	is := false
	for j, w := range s.after(i, 3) {
		switch {
		case is && in1(s.told.isOver, w), in1(s.told.longer, w) && s.meant.denied(j):
			return i, j, true
		case in1(s.told.is, w):
			is = true
		case !s.tokens[j].stop:
			return 0, 0, false
		}
	}
	return 0, 0, false
}

// works reads that somebody works now, whatever as.
func (s statuses) works() {
	if s.hasStatus("employed") {
		return
	}
	for i, w := range s.tokens {
		if !in1(s.told.works, w.text) && !s.inWork(i) || !s.whose.ofParticipant(i) || s.whose.ofSelf(i) || s.meant.wanted(i) {
			continue
		}
		if i == 0 && s.asks || s.at(i-1) == "som" && !s.sameClause(i-2, i) {
			continue
		}
		s.tell(i)
		s.addStatus("employed", s.meant.denied(i) || s.at(i+1) == "ikke" || s.at(i+1) == "ikkje")
		return
	}
}

// inWork reports whether word i ends "i jobb" or "in work", said of nothing or of somebody.
func (s statuses) inWork(i int) bool {
	return (s.at(i) == "jobb" || s.at(i) == "work") && (s.at(i-1) == "i" || s.at(i-1) == "in") && s.sameClause(i-1, i) && s.at(i+1) != "training" &&
		!s.meant.wanted(i) && (!s.sameClause(i-2, i) || in1(s.told.people, s.at(i-2)))
}

// hasJob reports whether a phrase that reads as the goal to work, "i jobb", tells that
// somebody does, or does not: "ikke i jobb", "kvinne, i jobb".
func (s statuses) hasJob(a asking, no bool) bool {
	first := a.first()
	if s.at(first) != "i" && s.at(first) != "in" {
		return false
	}
	if s.supposed && in1(s.told.is, s.at(first-1)) { // "om ho var i jobb, kva då?"
		return true
	}
	return no || !s.meant.wanted(first) && !s.listed && !s.asks && (!s.sameClause(first-1, first) || in1(s.told.people, s.at(first-1)))
}

// contradict notes two statuses that can't both be.
func (s statuses) contradict() {
	for _, pair := range [][2]string{{"finished-introduction-programme", "in-introduction-programme"}, {"employed", "unemployed"}} {
		if slices.Contains(s.Status, pair[0]) && slices.Contains(s.Status, pair[1]) {
			s.against("status", pair[0], pair[1])
		}
	}
}
