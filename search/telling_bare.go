package search

import (
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// What stands alone in a case that is told in few words: "kvinne 41, KVP, polsk".

// bare reads what stands alone and is told of somebody of whom something else is told too.
func (t *telling) bare() {
	t.ended()
	t.bareStatuses()
	if !t.u.Person.Known() {
		return
	}
	t.bareGround()
	t.working()
	t.bareAge()
	t.bareStatuses() // of what stands beside the age
}

// aloneInClause reports whether word i is all that its clause says.
func (t *telling) aloneInClause(i int) bool { return !t.sameClause(i-1, i) && !t.sameClause(i+1, i) }

// bareGround reads where somebody is from by an adjective alone.
func (t *telling) bareGround() {
	p, w := &t.u.Person, t.ix.told
	for i := range t.tokens {
		if p.Residence != "" {
			return
		}
		ground := ""
		switch {
		case t.at(i) == "53" && t.tokens[i].section:
			ground = "independent"
		case !t.aloneInClause(i):
		case in1(w.fromEEA, t.at(i)):
			ground = "eea"
		case in1(w.nordic, t.at(i)):
			ground = "nordic"
		}
		if ground != "" {
			p.Residence, t.told = ground, append(t.told, i)
		}
	}
}

// bareStatuses reads programmes and benefits that are named and not asked of.
func (t *telling) bareStatuses() {
	p := &t.u.Person
	asks := t.has(t.ix.small.asks) && !t.asksApart()
	for i := range t.tokens {
		s, ok := t.ix.told.statuses[t.at(i)]
		if !ok || slices.Contains(t.told, i) || t.ofKin[i] || t.wanted(i) || slices.Contains(t.asker, i) || slices.Contains(p.Status, s) || slices.Contains(p.NotStatus, s) || t.asksOf(i) {
			continue
		}
		of := t.at(i - 2) // "kvinne i KVP"
		ofSomebody := t.behindIn(i) && len(t.tokens) > 3 && (in1(t.ix.told.people, of) || in1(t.ix.told.subjects, of) || of == "elev" || slices.Contains(t.told, i-2) || slices.Contains(t.told, i-3))
		if s == "in-introduction-programme" && slices.Contains(p.Status, "finished-introduction-programme") || len(t.tokens) <= 3 && !t.denied(i) {
			continue
		}
		if strings.HasPrefix(s, "on-") && t.u.HowMuch && asks {
			continue
		}
		if !ofSomebody && !(t.aloneInClause(i) && len(p.fields()) >= leastDescribed) && (asks || !p.Known() && !(t.denied(i) && (t.behindIn(i) || i <= 1))) {
			continue
		}
		if s == "in-introduction-programme" && !slices.Contains(t.told, i-1) && !t.behindIn(i) && !t.aloneInClause(i) || s == "in-reception" && !t.behindIn(i) {
			continue
		}
		if n := t.inClause(i); n > 4 && !t.behindIn(i) && !slices.Contains(t.told, i-1) && !slices.Contains(t.told, i+1) {
			continue
		}
		if t.near(i, t.ix.told.done) || t.near(i, t.ix.told.notYet) {
			continue
		}
		if t.told = append(t.told, i); t.at(i-1) == "nav" { // "i Nav-tiltak"
			t.told = append(t.told, i-1)
		}
		if t.denied(i) {
			p.NotStatus = append(p.NotStatus, s)
			continue
		}
		p.Status = append(p.Status, s)
	}
}

// ended reads that a status is over: "permisjonen er over", "the job is finished".
func (t *telling) ended() {
	over := []string{"over", "slutt", "ferdig", "avsluttet", "avslutta", "forbi", "ended", "finished", "done"}
	p := &t.u.Person
	for i := range t.tokens {
		s, ok := t.ix.told.posts[t.at(i)]
		if !ok || t.ofKin[i] || s == "in-introduction-programme" || !t.sameClause(i, i+2) || !slices.Contains([]string{"er", "is", "ble", "vart", "was", "har", "has"}, t.at(i+1)) || !slices.Contains(over, t.at(i+2)) && !slices.Contains(over, t.at(i+3)) {
			continue
		}
		p.Status = slices.DeleteFunc(p.Status, func(o string) bool { return o == s })
		p.NotStatus, t.told = append(p.NotStatus, s), append(t.told, i, i+2)
	}
}

// behindIn reports whether "i", "på", "med" or "in" stands before word i, an article between.
func (t *telling) behindIn(i int) bool {
	in := []string{"i", "pa", "med", "in", "on", "at", "with", "far", "gar", "hadde", "har", "had", "has"}
	return t.sameClause(i-1, i) && (slices.Contains(in, t.at(i-1)) || slices.Contains(in, t.at(i-2)) && t.tokens[i-1].stop)
}

// inClause is how many words the clause of word i has.
func (t *telling) inClause(i int) int {
	n := 0
	for j := range t.tokens {
		if t.sameClause(i, j) {
			n++
		}
	}
	return n
}

// denied reports whether a negation stands before word i in its clause.
func (t *telling) denied(i int) bool {
	if t.at(i-1) == "no" && i == 1 {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-4 && t.sameClause(i, j); j-- {
		if slices.Contains([]string{"ikke", "ikkje", "not", "ingen", "uten", "utan", "never", "longer"}, t.at(j)) {
			return true
		}
	}
	return false
}

// asksApart reports whether what asks stands in another sentence than what is told first.
func (t *telling) asksApart() bool {
	for _, w := range t.tokens {
		if w.sentence == 0 && in1(t.ix.small.asks, w.text) {
			return false
		}
	}
	return true
}

// working reads that somebody works now, whatever as.
func (t *telling) working() {
	p := &t.u.Person
	if slices.Contains(p.Status, "employed") || slices.Contains(p.NotStatus, "employed") {
		return
	}
	for i := range t.tokens {
		job := (t.at(i) == "jobb" || t.at(i) == "work") && (t.at(i-1) == "i" || t.at(i-1) == "in") && t.sameClause(i-1, i) && t.at(i+1) != "training" && !t.wanted(i) && (!t.sameClause(i-2, i) || in1(t.ix.told.people, t.at(i-2)))
		if !in1(t.ix.told.works, t.at(i)) && !job || t.ofKin[i] || t.wanted(i) || t.asksOf(i) || slices.Contains(t.asker, i) || i == 0 && t.has(t.ix.small.asks) || i > 0 && t.tokens[i-1].text == "som" && !t.sameClause(i-2, i) {
			continue
		}
		t.told = append(t.told, i)
		if t.denied(i) || t.at(i+1) == "ikke" || t.at(i+1) == "ikkje" {
			p.NotStatus = append(p.NotStatus, "employed")
		} else {
			p.Status = append(p.Status, "employed")
		}
		return
	}
}

// bareAge reads an age that is a number alone: "kvinne 41 flyktning", "asylsøker, 24, A1".
func (t *telling) bareAge() {
	p, w := &t.u.Person, t.ix.told
	if p.Age != 0 || slices.ContainsFunc(p.Against, func(a Against) bool { return a.Field == "age" }) {
		return
	}
	for _, a := range t.amounts() {
		n := int(a.n)
		if a.plain || a.unit != noUnit || float64(n) != a.n || n < youngest || n > oldest || slices.Contains(t.asker, a.first) || t.asksOf(a.first) || t.ofKinAge(a) {
			continue
		}
		digits := t.at(a.first) == strconv.Itoa(n)
		sign := t.tokens[a.first].counted || t.tokens[a.first].section
		after, before := t.at(a.last+1), t.at(a.first-1)
		if !t.sameClause(a.last+1, a.last) {
			after = ""
		}
		if !t.sameClause(a.first-1, a.first) {
			before = ""
		}
		switch {
		case sign, in1(w.counted, after), in1(w.counting, before), !digits && (before != "" || after != ""):
			continue
		case before == "", in1(w.people, before), slices.Contains(t.told, a.first-1):
		default:
			continue
		}
		p.Age = n
		for i := a.first; i <= a.last; i++ {
			t.told = append(t.told, i)
		}
		return
	}
}

// asksOf reports whether word i is told of who asks: "jeg er selv utdannet sykepleier".
func (t *telling) asksOf(i int) bool {
	for j := i - 1; j >= 0 && t.tokens[j].sentence == t.tokens[i].sentence; j-- {
		w, next := t.at(j), t.at(j+1)
		switch {
		case in1(t.ix.told.subjects, w), w == "som", w == "who", in1(t.ix.told.people, w) && !t.sameClause(i, j):
			return false
		case (w == "har" || w == "have") && in1(t.ix.small.joins, t.at(j-1)): // "jobber på Nav og har en mann på 40"
			return false
		case w == "jeg" || w == "eg" || w == "vi" || w == "i" || w == "we":
			works := slices.Contains([]string{"jobber", "jobbar", "arbeider", "arbeidar", "work"}, next) && t.sameClause(i, j)
			return works || slices.Contains([]string{"er", "am", "m", "selv", "sjolv", "are"}, next)
		}
	}
	return false
}

// ongoing reads "regnskapsfører i 15 år": for years somebody has been what is named before.
func (t *telling) ongoing(a amount) bool {
	before := t.at(a.first - 1)
	if a.unit != years || before != "i" && before != "for" || in1(t.ix.told.ago, t.at(a.last+1)) || !t.sameClause(a.first-1, a.first) {
		return false
	}
	for j := a.first - 2; j >= 0 && t.sameClause(j, a.first); j-- {
		w := t.tokens[j]
		if _, status := t.ix.told.statuses[w.text]; status || in1(t.ix.told.programme, w.text) || in1(t.ix.told.other, w.text) {
			return false
		}
		if !w.stop && isWord(w.text) && !w.foreign && !in1(t.ix.told.names, w.text) && !slices.Contains(t.told, j) {
			return true
		}
	}
	return false
}

// implied takes what goes with what is told: who is on leave has a child to care for.
func (t *telling) implied() {
	if p := &t.u.Person; p.Care == nil && slices.Contains(p.Status, "on-care-leave") {
		yes := true
		p.Care = &yes
	}
}

// contradict notes what is told of a field twice and can't both be.
func (t *telling) contradict() {
	p := &t.u.Person
	for _, pair := range [][2]string{{"finished-introduction-programme", "in-introduction-programme"}, {"employed", "unemployed"}} {
		if slices.Contains(p.Status, pair[0]) && slices.Contains(p.Status, pair[1]) {
			p.Against = append(p.Against, Against{"status", pair[0], pair[1]})
		}
	}
}

// isManAlone reports whether word i is the English "man" and no "man" of the others'.
func (t *telling) isManAlone(i int) bool {
	if t.at(i) != "man" {
		return false
	}
	if i > 0 && t.sameClause(i-1, i) && t.at(i-1) != "a" {
		of := t.tokens[i-1] // "Ukrainian man", "Eritrean man"
		return slices.Contains(t.told, i-1) || slices.ContainsFunc([]string{"ian", "ean", "ese", "ish"}, func(end string) bool { return strings.HasSuffix(of.text, end) }) || in1(t.ix.told.names, of.text)
	}
	_, err := strconv.Atoi(t.at(i + 1))
	return t.aloneInClause(i) || err == nil
}

// placeAbroad reports whether word i names a place that is not in Norway.
func (t *telling) placeAbroad(i int) bool {
	if i < 0 || i >= len(t.tokens) {
		return false
	}
	x, w := t.tokens[i], t.ix.told
	return in1(w.names, x.text) || x.capital && !x.initial && !in1(w.norwegian, x.text) && !in1(w.places, x.text) && !strings.HasSuffix(x.text, "kommune")
}

// pastAim reports whether what reads as a goal is told of as reached: "finished primary".
func (t *telling) pastAim(a asking) bool {
	return a.says.Talk == content.Aim && in1(t.ix.told.reached, t.at(a.first()))
}
