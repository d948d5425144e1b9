package search

import "strconv"

// durations reads how long ago somebody was settled or came, and how long they have worked.
type durations struct{ *telling }

// state is what has been for a time, or since one.
type state string

const (
	noState   state = ""
	settled   state = "settled"
	inNorway  state = "in Norway"
	working   state = "working"
	protected state = "protection"                      // of the keys of [content.Profile.MonthsSince]
	introDone state = "finished-introduction-programme" // likewise
)

// read reads an amount; false for what is no time, and may be an age.
func (d durations) read(a amount) bool {
	n, isTime := a.inMonths()
	before, behind := d.at(a.first-1), d.at(a.last+1)
	if !isTime || in1(d.told.old, behind) {
		return false
	}
	if (in1(d.told.people, before) || d.tells(a.first-1)) && d.sameClause(a.first-1, a.first) && a.unit == years && a.n >= youngest {
		return false // "mann 38 år har jobbet"
	}
	if in1(d.told.ages, before) && a.unit == years && a.n >= youngest && !in1(d.told.ago, behind) {
		return false // "fyller 50 år i morgen"
	}
	of, at := d.whatFor(a)
	if of == noState && a.unit == years && d.asWhat(a) {
		of, at = working, a.last+1
	}
	switch {
	case of == working && d.whose.ofAskersWork(a.first):
		return true
	case of == noState && d.ongoing(a) && !d.whose.family[a.first] && !d.whose.ofSelf(a.first):
		years := n / 12
		d.YearsOfWork = &years
		return true
	case of == noState:
		return in1(d.told.ago, behind) || before == "i" || before == "for"
	case d.whose.family[a.first]:
		return true
	}
	d.tellTime(a, of, at)
	d.note(a, of, n)
	return true
}

// tellTime notes the words that tell a time: the one that says of what, the amount, and for
// work as what.
func (d durations) tellTime(a amount, of state, at int) {
	d.tell(at)
	for i := a.first; i <= a.last; i++ {
		d.tell(i)
	}
	if in1(d.told.ago, d.at(a.last+1)) {
		d.tell(a.last + 1)
	}
	if of != working || at > 0 && !d.sameClause(at-1, at) { // only behind who is said to work
		return
	}
	for i := range d.after(at, 4) { // as what they worked
		if in1(d.told.as, d.at(i-1)) {
			d.tell(i)
		}
	}
}

// note notes a time of so many months.
func (d durations) note(a amount, of state, n int) {
	switch of {
	case settled:
		if was := d.MonthsSettled; was != nil && *was != n {
			d.against("months_settled", strconv.Itoa(*was), strconv.Itoa(n))
		}
		d.MonthsSettled = &n
	case inNorway:
		if was := d.InNorway; was != nil && *was != n {
			d.against("months_in_norway", strconv.Itoa(*was), strconv.Itoa(n))
		}
		d.InNorway = &n
	case working:
		if years := n / 12; years > 0 && !in1(d.told.ago, d.at(a.last+1)) {
			d.YearsOfWork = &years
		}
	case protected, introDone:
		if d.MonthsSince == nil {
			d.MonthsSince = map[string]int{}
		}
		d.MonthsSince[string(of)] = n
	}
}

// whatFor is what has been for the time of a: the nearest word before it in its clause that
// tells, else the nearest behind it; noState for what is not asked of a participant.
func (d durations) whatFor(a amount) (of state, at int) {
	for i := range d.before(a.first, len(d.tokens)) {
		if of, ok := d.stateAt(a, i); ok {
			return of, i
		}
	}
	for i, w := range d.after(a.last, 6) {
		if of, ok := d.stateAt(a, i); ok {
			return of, i
		}
		if in1(d.told.norway, w) || w == "her" && (d.at(i-1) == "bodd" || d.at(i-1) == "budd") {
			return inNorway, i
		}
	}
	for i, w := range d.before(a.first, len(d.tokens)) {
		if in1(d.told.norway, w) {
			return inNorway, i
		}
	}
	return noState, -1
}

// stateAt is what word i says that the time of a is of; ok is false for a word that says none.
func (d durations) stateAt(a amount, i int) (of state, ok bool) {
	switch w := d.at(i); {
	case in1(d.told.settled, w), w == "here" && d.near(i, d.told.settled):
		return settled, true
	case in1(d.told.other, w):
		return noState, true
	case in1(d.told.work, w):
		return working, true
	case in1(d.told.done, w) && d.near(i, d.told.programme):
		return introDone, true
	case in1(d.told.permits, w) && d.near(i, d.told.norway): // "3 års opphold i Norge"
		return inNorway, true
	case in1(d.told.permits, w):
		return protected, true
	case in1(d.told.lived, w):
		if !in1(d.told.arrives, w) && !d.near(i, d.told.here) {
			return noState, w != "here"
		}
		return inNorway, true
	case in1(d.told.jobs, w) && in1(d.told.lacking, d.at(i-1)): // "uten jobb"
		return noState, false
	case in1(d.told.jobs, w):
		if in1(d.told.ago, d.at(a.last+1)) {
			return noState, true
		}
		return working, true
	}
	return noState, false
}

// asWhat reports whether what stands behind a tells that it is of work: "20 år som sjåfør",
// "åtte år på byggeplass", "6 years of work".
func (d durations) asWhat(a amount) bool {
	by, what := d.at(a.last+1), d.at(a.last+2)
	if !d.sameClause(a.last+1, a.last) || !d.sameClause(a.last+2, a.last) {
		return false
	}
	switch {
	case by == "som" || by == "as":
		return !d.tokens[a.last+2].stop && !in1(d.told.aims, what) && !in1(d.told.works, what)
	case by == "of":
		return in1(d.told.work, what) || what == "work"
	case in1(d.told.doing, by):
		x := d.tokens[a.last+2]
		return isWord(what) && !x.stop && !x.capital && !in1(d.told.other, what) && !in1(d.told.norway, what) && !in1(d.told.programme, what) && !in1(d.told.names, what) && !in1(d.told.places, what)
	}
	return false
}

// ongoing reads "regnskapsfører i 15 år": for years somebody has been what is named before.
func (d durations) ongoing(a amount) bool {
	before := d.at(a.first - 1)
	if a.unit != years || before != "i" && before != "for" || in1(d.told.ago, d.at(a.last+1)) || !d.sameClause(a.first-1, a.first) {
		return false
	}
	for j, word := range d.before(a.first-1, len(d.tokens)) {
		if _, status := d.told.statuses[word]; status || in1(d.told.programme, word) || in1(d.told.other, word) {
			return false
		}
		if w := d.tokens[j]; !w.stop && isWord(word) && !w.foreign && !in1(d.told.names, word) && !d.tells(j) {
			return true
		}
	}
	return false
}

// neverWorked reads that somebody has no work experience at all.
func (d durations) neverWorked() {
	if d.YearsOfWork != nil {
		return
	}
	for i, w := range d.tokens {
		job := w.text == "jobb" || w.text == "job"
		job = job || (w.text == "arbeid" || w.text == "work" || w.text == "employment") && (d.at(i-1) == "i" || d.at(i-1) == "in")
		if !in1(d.told.work, w.text) && !job || !d.whose.ofParticipant(i) || d.near(i, d.told.norway) {
			continue
		}
		if j := d.never(i, job); j >= 0 {
			zero := 0
			d.YearsOfWork = &zero
			d.tell(i, j)
			return
		}
	}
}

// never is the word before word i that says that the work at it never was, -1 for none. Only
// "aldri" and "never" say so of a job: "ikke" may be of the one that is now.
func (d durations) never(i int, job bool) int {
	for j, w := range d.before(i, 4) {
		switch {
		case !in1(d.told.never, w):
		case job && w != "aldri" && w != "never":
		case w != "ikke" && w != "ikkje" && w != "not" || d.at(i+1) == "for" || d.at(i-1) == "noen": // "ikke jobbet før"
			return j
		}
		if !d.tokens[j].stop && !in1(d.told.anyWork, w) {
			break
		}
	}
	return -1
}
