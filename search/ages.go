package search

import (
	"slices"
	"strconv"
)

// The ages a participant can have.
const youngest, oldest = 15, 99

// grown is the age from which a child is none.
const grown = 18

// ages reads how old a participant is.
type ages struct {
	*telling
	amounts []amount // of the whole text
}

// read reads "34 år gammel", "en 34-åring", "hun er 34 år".
func (g ages) read(a amount) {
	n := int(a.n)
	if float64(n) != a.n || n < 1 {
		return
	}
	before := g.wordBefore(a)
	bound := 0 // over 55 is 56 at least
	switch {
	case in1(g.told.over, before):
		bound = 1
	case in1(g.told.under, before):
		bound = -1
	}
	sure := g.sure(a, before)
	if !sure && g.childsAge(a) {
		g.cares(true)
		return
	}
	if !sure && (!g.likely(a, before, bound != 0) || n+bound < youngest || n+bound > oldest) {
		return // a day, or how many they are
	}
	if g.ofFamily(a) {
		if a.unit == ofAge && n < youngest && g.Care == nil { // "har en 3-åring"
			g.cares(true)
		}
		return
	}
	if a.unit == ofAge && g.at(a.last) == "arig" && n < youngest {
		return // "3-årig utdanning"
	}
	for i := a.first; i <= a.last; i++ {
		g.tell(i)
	}
	if g.sameClause(a.last+1, a.last) {
		g.tell(a.last + 1)
	}
	if !g.note(n + bound) {
		return
	}
	if m := joinedAge.FindStringSubmatch(g.at(a.first)); m != nil {
		g.genderBeside(m[4] + m[5])
	}
}

// wordBefore is the word before an amount, before those that say that it is about so much.
func (g ages) wordBefore(a amount) string {
	before := g.at(a.first - 1)
	for k := a.first - 1; in1(g.told.nearly, before) && k > 0 && g.sameClause(k, a.first); k-- {
		before = g.at(k - 1)
	}
	return before
}

// sure reports whether an amount can't but be an age.
func (g ages) sure(a amount, before string) bool {
	old := in1(g.told.old, g.at(a.last+1))
	if g.preceded(a.first, 2, g.told.agesNamed) && a.n >= youngest {
		return true
	}
	return a.unit == ofAge || a.unit == years && (old || in1(g.told.ages, before)) || before == "alder" || before == "age" || before == "aged"
}

// likely reports whether an amount is an age by what stands beside it.
func (g ages) likely(a amount, before string, bounded bool) bool {
	next := g.at(a.last + 1)
	measured := a.unit == noUnit && isWord(next) && g.sameClause(a.last, a.last+1) && !g.tokens[a.last+1].stop
	switch {
	case a.unit == months || a.unit == weeks, g.ofFamily(a), measured:
		return false
	case bounded && (a.unit == years || !g.sameClause(a.last, a.last+1)):
		return true
	case a.unit == noUnit && in1(g.told.ages, before) && !a.plain && before != "of":
		return true
	case a.unit == noUnit && a.plain:
		return before == "pa" && in1(g.told.people, g.at(a.first-2)) && a.n >= youngest // "en mann på førti"
	}
	if g.insteadOf(a) || g.askedAlso(a) || a.unit == years && a.n >= youngest && g.tells(a.first-1) && g.sameClause(a.first-1, a.first) {
		return true
	}
	return in1(g.told.people, before) && !a.plain || g.aloneInClause(a) || a.unit == years && in1(g.told.people, next)
}

// insteadOf reports whether a number is told in place of another: "ikke 20 men 30".
func (g ages) insteadOf(a amount) bool {
	return a.n >= youngest && in1(g.told.but, g.at(a.first-1)) && g.preceded(a.first-1, 4, g.told.negates)
}

// askedAlso reports whether a number is all that the same is asked of: "hva med 25 år?"
func (g ages) askedAlso(a amount) bool {
	opened := false
	for j, w := range g.before(a.first, len(g.tokens)) {
		also := slices.Contains(g.also, j)
		if !also && !in1(g.small.opens, w) && !in1(g.small.supposes, w) && !in1(g.told.subjects, w) && !in1(g.told.ages, w) {
			return false
		}
		opened = opened || also || in1(g.small.supposes, w)
	}
	return opened && a.n >= youngest && (a.unit == years || a.unit == noUnit) && (!g.sameClause(a.last+1, a.last) || in1(g.told.ages, g.at(a.last+1)))
}

// note notes an age; false for one that no participant has.
func (g ages) note(n int) bool {
	if n < youngest || n > oldest {
		g.against("age", strconv.Itoa(n), "")
		return false
	}
	if g.Age != 0 && g.Age != n {
		g.against("age", strconv.Itoa(g.Age), strconv.Itoa(n))
	}
	g.Age = n
	return true
}

// genderBeside reads the letter that is typed beside an age: "34F".
func (g ages) genderBeside(letter string) {
	if v, ok := g.told.letters[letter]; ok {
		g.set("gender", &g.Gender, v)
	}
}

// aloneInClause reports whether an age is all that its clause says: "kvinne, 34 år", "34, woman".
func (g ages) aloneInClause(a amount) bool {
	if g.sameClause(a.first-1, a.first) || g.sameClause(a.last+1, a.last) && !in1(g.small.joins, g.at(a.last+1)) {
		return false
	}
	person := func(i int) bool { return in1(g.told.people, g.at(i)) }
	return a.unit == years || person(a.first-1) || person(a.last+1) || a.first > 0 && g.tokens[a.first-1].foreign || person(a.last+2)
}

// ofFamily reports whether an age is told of somebody of the participant's family: the
// nearest who is named before it.
func (g ages) ofFamily(a amount) bool {
	if g.whose.family[a.first] || g.preceded(a.first, 3, g.told.marries, g.small.joins) {
		return true
	}
	if a.unit == ofAge && a.n < youngest {
		for j := a.first - 1; j >= a.first-3; j-- {
			if in1(g.told.hasOne, g.at(j)) {
				return true
			}
		}
	}
	for i, w := range g.earlier(a.first) {
		switch child := in1(g.told.children, w); {
		case in1(g.told.subjects, w), in1(g.told.people, w) && !child && !g.whose.had(i):
			return false
		case in1(g.told.kin, w), child && g.whose.had(i):
			return g.sameClause(i, a.first) || g.listedFrom(i, a.first)
		}
	}
	return false
}

// childsAge reports whether a number is the age of a child that the participant has: "barn på 3".
func (g ages) childsAge(a amount) bool {
	of := g.at(a.first - 1)
	return a.n < grown && g.Care == nil && (of == "pa" || of == "of" || of == "aged") && in1(g.told.child, g.at(a.first-2)) && !g.whose.family[a.first]
}

// listedFrom reports whether nothing but numbers stands between the clauses of words i and j:
// "barn på 5, 8 og 16 år".
func (g ages) listedFrom(i, j int) bool {
	before := j - 1
	for before > i && g.sameClause(before, j) {
		before--
	}
	_, isUnit := g.told.units[g.at(j-1)]
	_, isAmount := numerals{g.clauses}.amountAt(before)
	return isAmount && before > i && !isUnit
}

// bare reads an age that is a number alone: "kvinne 41 flyktning", "asylsøker, 24, A1".
func (g ages) bare() {
	if g.Age != 0 || slices.ContainsFunc(g.Against, func(a Against) bool { return a.Field == "age" }) {
		return
	}
	for _, a := range g.amounts {
		n := int(a.n)
		if a.plain || a.unit != noUnit || float64(n) != a.n || n < youngest || n > oldest || g.whose.ofAsker(a.first) || g.whose.ofSelf(a.first) || g.ofFamily(a) || !g.toldBare(a) {
			continue
		}
		g.Age = n
		for i := a.first; i <= a.last; i++ {
			g.tell(i)
		}
		return
	}
}

// toldBare reports whether a number without a unit stands where an age does, and counts
// nothing else.
func (g ages) toldBare(a amount) bool {
	before, behind := g.prev(a.first), g.next(a.last)
	digits := g.at(a.first) == strconv.Itoa(int(a.n))
	switch first := g.tokens[a.first]; {
	case first.counted, first.section, in1(g.told.counted, behind), in1(g.told.counting, before), !digits && (before != "" || behind != ""):
		return false
	}
	_, letter := g.told.letters[before]
	return before == "" || letter || in1(g.told.people, before) || g.tells(a.first-1)
}
