package search

import "slices"

// account is what a text is found to tell of a participant.
type account struct {
	*Person
	by []int // the words that tell it
}

// tell notes words that tell something of the participant.
func (a *account) tell(words ...int) { a.by = append(a.by, words...) }

// tells reports whether word i is found to tell something.
func (a *account) tells(i int) bool { return slices.Contains(a.by, i) }

// hasStatus reports whether a status is told, as so or as not so.
func (a *account) hasStatus(s string) bool {
	return slices.Contains(a.Status, s) || slices.Contains(a.NotStatus, s)
}

// addStatus adds a status, or that it is none.
func (a *account) addStatus(s string, no bool) {
	if no {
		a.NotStatus = append(a.NotStatus, s)
	} else {
		a.Status = append(a.Status, s)
	}
}

// against notes two values of a field that can't both be.
func (a *account) against(field, first, second string) {
	a.Against = append(a.Against, Against{field, first, second})
}

// cares notes whether the participant has a child to care for.
func (a *account) cares(yes bool) { a.Care = &yes }

// telling is a text that may tell of a participant: its words, of whom they are told and how
// they are meant, with the account that is made of them.
type telling struct {
	clauses
	whose spokenOf
	meant assertion
	*account

	said     []asking         // the phrases found
	asks     bool             // a word asks
	listed   bool             // several offers are asked for
	also     []int            // the words that ask the same of something else
	names    func(i int) bool // word i names an entry that a question may be about
	supposed bool             // something is supposed: "if she …"
	fit      int              // the word that begins to ask why something fits, -1 for none
	howMuch  bool             // it is asked how much something is
}

// person reads what is told of a participant and returns the words that tell it. What stands
// alone, or tells only together with something else, is read last.
func (t *talk) person() []int {
	c := clauses{t.tokens, &t.ix.lexicon}
	r := telling{
		clauses: c, whose: newSpokenOf(c, t.asker), meant: assertion{c}, account: &account{Person: &t.u.Person},
		said: t.said, asks: t.has(t.ix.small.asks), listed: t.u.listed, names: t.inSubject, also: t.u.also, supposed: t.supposed(), fit: t.fitAsked(), howMuch: t.u.HowMuch,
	}
	amounts := numerals{c}.all()
	statuses := statuses{&r}
	residence, schooling := residence{telling: &r}, schooling{telling: &r, highest: -1}
	toldPhrases{&r, statuses, &residence, &schooling, append(slices.Clone(t.said), statuses.withHoles(t.ix.talk)...)}.read()
	schooling.byProfession()
	goals{&r}.read()
	levels{&r}.read()
	r.quantities(amounts)
	statuses.left()
	statuses.bare()
	spoken := slices.ContainsFunc(c.tokens, func(w token) bool { return in1(c.told.she, w.text) || in1(c.told.he, w.text) })
	if r.Known() || spoken && !r.asks {
		statuses.works()
	}
	if r.Known() {
		residence.bare()
		ages{&r, amounts}.bare()
		statuses.bare() // of what stands beside the age
	}
	schooling.abroad()
	gender{&r}.read()
	if t.has(t.ix.told.wants) {
		levels{&r}.test()
	}
	statuses.contradict()
	if r.Care == nil && slices.Contains(r.Status, "on-care-leave") {
		r.cares(true)
	}
	return r.by
}

// quantities reads ages, and how long something is or has been.
func (t *telling) quantities(amounts []amount) {
	durations, ages := durations{t}, ages{t, amounts}
	for _, a := range amounts {
		if t.whose.ofAsker(a.first) || t.whose.ofSelf(a.first) {
			continue
		}
		if !durations.read(a) {
			ages.read(a)
		}
	}
	for i, w := range t.tokens { // settled last year
		if next := t.at(i + 1); w.text == "i" && next == "fjor" || w.text == "last" && next == "year" {
			durations.read(amount{n: 1, unit: years, first: i, last: i + 1})
		}
	}
	durations.neverWorked()
}
