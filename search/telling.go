package search

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// Person is what a text tells of a participant. What the asker is or works with is no
// part of it, nor is what is told of their family.
type Person struct {
	content.Profile
	Goal       string    // of content.Goals
	Reaches    string    // of content.CEFRLevels: wanted, or asked for
	IncomeSoon bool      // money is needed soon
	Abroad     *bool     // whether the schooling is from abroad; nil where that is not told
	ByPronoun  bool      // nothing but a pronoun tells the gender
	Against    []Against // what can't be true together
	Drops      []string  // of content.ProfileFields and content.Statuses: to be forgotten of what was told before
	DropsLevel string    // of content.CEFRLevels: likewise, whatever of the participant it is
}

// Known reports whether anything is told.
func (p Person) Known() bool {
	return p.Goal != "" || p.Reaches != "" || p.Age != 0 || p.Gender != "" || p.Residence != "" || p.Norwegian != "" || p.Schooling != "" ||
		len(p.Status) > 0 || len(p.NotStatus) > 0 || p.MonthsSettled != nil || p.InNorway != nil || len(p.MonthsSince) > 0 || p.YearsOfWork != nil ||
		p.Care != nil || p.IncomeSoon || p.Abroad != nil
}

// Against are two values of one field of a [content.Profile] that can't both be true of
// somebody, in the order they are told in. Second is empty where First can't be true of
// anybody.
type Against struct{ Field, First, Second string }

// Reply is what a text says that answers a question, and nothing else.
type Reply string

// The replies.
const (
	Yes  Reply = "yes"
	No   Reply = "no"
	Skip Reply = "skip" // it is not known, or not to be asked for
)

// telling reads what is told of a participant.
type telling struct {
	*talk
	told  []int  // the words that tell it
	ofKin []bool // by word: it is told of the participant's family

	schooled [][2]int // the first and last word of what tells a schooling as high as the highest
}

// person reads what is told of a participant and returns the words that tell it.
func (t *talk) person() []int {
	r := telling{talk: t}
	r.family()
	r.phrases()
	r.trained()
	r.wantedGoal()
	r.levels()
	r.numbers()
	r.bare()
	r.left()
	r.fromAbroad()
	r.gender()
	r.test()
	r.contradict()
	r.implied()
	r.drop()
	return r.told
}

// at is word i, empty outside the text.
func (t telling) at(i int) string {
	if i < 0 || i >= len(t.tokens) {
		return ""
	}
	return t.tokens[i].text
}

// sameClause reports whether words i and j stand in one clause.
func (t telling) sameClause(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(t.tokens) && j < len(t.tokens) && t.tokens[i].clause == t.tokens[j].clause
}

// family finds what is told of the participant's family: from "mannen hennes", "sønnen" or
// "her mother" to the end of the clause, or to the participant.
func (t *telling) family() {
	w := t.ix.told
	t.ofKin = make([]bool, len(t.tokens))
	for i := range t.tokens {
		if !t.kinSubject(i) {
			continue
		}
		for j := i; j < len(t.tokens) && t.sameClause(i, j); j++ {
			if j > i && in1(w.subjects, t.at(j)) && t.at(j-1) != "til" && t.at(j-1) != "av" && t.at(j-1) != "of" && t.at(j-1) != "to" {
				break
			}
			t.ofKin[j] = true
		}
	}
}

// kinSubject reports whether word i is somebody of the participant's family of whom
// something is told behind: one that is named as theirs, and not what they have.
func (t *telling) kinSubject(i int) bool {
	w := t.ix.told
	if whose := strings.TrimSuffix(t.at(i), "s"); whose != t.at(i) && in1(w.kin, whose) && definite(whose) { // "konas norsk"
		return true
	}
	own := in1(w.herSide, t.at(i+1)) && t.at(i+1) != "hun" && t.at(i+1) != "ho" && t.at(i+1) != "she" || in1(w.hisSide, t.at(i+1)) && t.at(i+1) != "han" && t.at(i+1) != "he" || t.at(i+1) == "sin" || t.at(i+1) == "si" || t.at(i+1) == "sine" || t.at(i+1) == "deres"
	their := slices.Contains([]string{"her", "his", "their", "hennes", "hans", "hennar", "deres", "sin", "si"}, t.at(i-1))
	switch {
	case in1(w.owned, t.at(i)) && (own || their):
		return true
	case !in1(w.kin, t.at(i)):
		return false
	}
	return own || their || definite(t.at(i))
}

// definite reports whether a Norwegian noun of the family is one that is known of: "sønnen".
func definite(w string) bool {
	return len(w) > 3 && (w[len(w)-2:] == "en" || w[len(w)-2:] == "ne" || w[len(w)-2:] == "et" || w[len(w)-1:] == "a") && w != "kone" && w != "children"
}

// phrases reads what the phrases of _talk.yaml tell.
func (t *telling) phrases() {
	p := &t.u.Person
	var kinGround, family string
	found := append(slices.Clone(t.said), t.withHoles()...)
	levels := content.SchoolingLevels()
	highest, fit := -1, t.fitAsked()
	for _, a := range found {
		v := a.says.Value
		if v == "" || a.says.Talk == content.InLang || a.says.Talk == content.SetLang || a.says.Talk == content.Field || swallowedIn(found, a) {
			continue
		}
		if fit >= 0 && a.first() > fit && (a.says.Talk == content.Aim || a.says.Talk == content.Situation) {
			continue // "hva må til for at hun får norskopplæring?" is asked of
		}
		if t.asksOf(a.first()) || t.pastAim(a) || t.plainlyNot(a) {
			continue
		}
		if t.ofKin[a.first()] && a.says.Talk != content.Caring {
			if a.says.Talk == content.Ground {
				kinGround = v
			}
			continue
		}
		no := t.negated(a.first()) || t.inHole(a)
		if a.says.Talk == content.Situation {
			t.status(a, no)
			continue
		}
		if a.says.Talk == content.Aim && v == "work" && (t.at(a.first()) == "i" || t.at(a.first()) == "in") && (no || t.isIn(a)) { // "ikke i jobb", "kvinne, i jobb"
			a.says = Saying{content.Situation, "employed"}
			t.status(a, no)
			continue
		}
		if no && a.says.Talk != content.Caring {
			continue
		}
		switch a.says.Talk {
		case content.Ground:
			if t.wanted(a.first()) && (v == "permanent" || v == "citizen" || v == "student") {
				continue
			}
			p.set("residence", &p.Residence, v)
			family = cmp.Or(family, v)
		case content.Schooled:
			n := slices.Index(levels, v)
			if t.wanted(a.first()) || t.unfinished(a) || t.sameClause(a.last(), a.last()+1) && in1(t.ix.told.students, t.at(a.last()+1)) {
				continue
			}
			if (n == 0) != (highest == 0) && highest >= 0 {
				p.Against = append(p.Against, Against{"schooling", levels[highest], v})
			}
			if n > highest {
				highest, p.Schooling, t.schooled = n, v, nil
			}
			t.schooled = append(t.schooled, [2]int{a.first(), a.last()})
		case content.Gender:
			if t.behindAny(a.first(), t.ix.told.children) || t.marriedTo(a.first()) {
				continue
			}
			p.set("gender", &p.Gender, v)
		case content.Speaks:
			p.set("norwegian", &p.Norwegian, v)
		case content.Aim:
			if p.Goal == "" || p.Goal == "education" {
				p.Goal = v
			}
		case content.Caring:
			if in1(t.ix.told.children, t.at(a.last())) && t.askerHas(a.first()) {
				continue
			}
			if v == "true" && strings.HasPrefix(t.at(a.first()), "ansvar") && t.has(t.ix.small.asks) {
				continue // "hvem har ansvaret for det?"
			}
			if yes := v == "true" && !no; p.Care == nil || !yes { // "no children" has "children" in it
				p.Care = &yes
			}
		case content.EarnsSoon:
			p.IncomeSoon = true
		default:
			continue
		}
		t.told = append(t.told, a.words...)
	}
	if p.Residence == content.FamilyResidence {
		switch kinGround {
		case "refugee", "collective-protection", "humanitarian":
			p.Residence = "family-of-protected"
		case "labour":
			p.Residence = "family-of-labour"
		case "citizen":
			p.Residence = "family-of-other"
		}
	}
}

// isIn reports whether "i jobb" is told of what is so, and is not what is wanted.
func (t *telling) isIn(a asking) bool {
	return !t.wanted(a.first()) && !t.u.listed && !t.has(t.ix.small.asks) && (!t.sameClause(a.first()-1, a.first()) || in1(t.ix.told.people, t.at(a.first()-1)))
}

// plainlyNot reports whether a phrase is only found because letters are folded: "får" is no
// father; or is of somebody's child: "her boy".
func (t *telling) plainlyNot(a asking) bool {
	if a.says.Talk != content.Gender {
		return false
	}
	if x := t.tokens[a.first()]; x.text == "far" && x.plain != "far" || x.text == "kar" && x.plain != "kar" {
		return true
	}
	return a.first() > 0 && slices.Contains([]string{"her", "his", "hennes", "hans", "hennar", "sin", "si"}, t.at(a.first()-1))
}

// status reads a status, or that it is none.
func (t *telling) status(a asking, no bool) {
	p := &t.u.Person
	v := a.says.Value
	if v == "finished-introduction-programme" && t.soon(a.first()) {
		v = "in-introduction-programme"
	}
	for i := a.first() - 2; i < a.first(); i++ {
		if slices.Contains([]string{"rett", "krav", "right", "entitled"}, t.at(i)) && t.sameClause(i, a.first()) {
			return // "har hun rett på norskopplæring?"
		}
	}
	if v == "unemployed" && t.at(a.first()) == "unemployment" || strings.HasPrefix(v, "on-") && t.amountAsked(a) {
		return // "unemployment benefit", "how much does she get in …?"
	}
	was := t.bygone(a) || v == "employed" && a.first() == 0 && t.has(t.ix.small.asks) // "works in a school, what is there for …"
	switch {
	case t.wanted(a.first()) || was:
		return
	case no:
		if !slices.Contains(p.NotStatus, v) && !slices.Contains(p.Status, v) {
			p.NotStatus = append(p.NotStatus, v)
		}
	case !slices.Contains(p.Status, v):
		p.Status = append(p.Status, v)
		p.NotStatus = slices.DeleteFunc(p.NotStatus, func(s string) bool { return s == v })
	}
	t.told = append(t.told, a.words...)
	for i := max(0, a.first()-2); i <= min(a.last()+1, len(t.tokens)-1); i++ {
		if in1(t.ix.told.holes, t.at(i)) {
			t.told = append(t.told, i)
		}
	}
}

// soon reports whether what stands at word i is nearly so.
func (t *telling) soon(i int) bool {
	for j := i - 1; j >= max(0, i-2) && t.sameClause(i, j); j-- {
		if slices.Contains([]string{"snart", "nesten", "soon", "almost", "nearly"}, t.at(j)) {
			return true
		}
	}
	return false
}

// amountAsked reports whether a benefit is asked of, and not told of: "kor mykje får ho i dagpengar?"
func (t *telling) amountAsked(a asking) bool {
	for i := a.last(); i >= max(0, a.first()-3); i-- {
		if w := t.at(i); w == "som" || w == "who" || w == "med" || w == "with" {
			return false
		} else if in1(t.ix.small.asks, w) && t.sameClause(i, a.first()) {
			return true
		}
	}
	return false
}

// bygone reports whether a status is told of what was, or of what one does in general: "har
// jobbet som", "var i jobb", "å jobbe som".
func (t *telling) bygone(a asking) bool {
	if a.says.Value == "employed" && slices.ContainsFunc(a.words, func(i int) bool { return in1(t.ix.told.past, t.at(i)) }) && t.at(a.first()) != "in" && t.at(a.last()) != "work" {
		return true
	}
	if a.says.Value == "finished-introduction-programme" || a.says.Value == "unemployed" {
		return false
	}
	for j := a.first() - 1; j >= 0 && j >= a.first()-2 && t.sameClause(j, a.first()); j-- {
		switch t.at(j) {
		case "hadde", "had", "tidligere", "tidlegare", "used", "previously", "formerly", "var", "was", "vart", "vore":
			return true
		}
	}
	return false
}

// withHoles are the statuses that are found where small words stand in between: "er ikke
// lenger i intro", "går nå på norskkurs".
func (t *telling) withHoles() []asking {
	holes := t.ix.told.holes
	if !slices.ContainsFunc(t.tokens, func(w token) bool { return in1(holes, w.text) }) {
		return nil
	}
	var kept []token
	var at []int
	for i, w := range t.tokens {
		if !in1(holes, w.text) {
			kept, at = append(kept, w), append(at, i)
		}
	}
	m := matcher{tokens: kept, next: make([]int, len(kept)), named: make([]bool, len(kept))}
	for i := range kept {
		m.next[i] = i + 1
	}
	var out []asking
	for _, a := range t.ix.talk.find(m) {
		if a.says.Talk != content.Situation {
			continue
		}
		for i, w := range a.words {
			a.words[i] = at[w]
		}
		if a.loose() > 0 && !slices.Contains(t.asker, a.first()) && t.sameClause(a.first(), a.last()) {
			out = append(out, a)
		}
	}
	return out
}

// inHole reports whether a negation stands within what a says, or close before it.
func (t *telling) inHole(a asking) bool {
	neg := func(i int) bool {
		return slices.Contains([]string{"ikke", "ikkje", "not", "t", "never", "aldri", "longer"}, t.at(i)) && !slices.Contains(a.words, i)
	}
	for i := a.first(); i <= a.last(); i++ {
		if neg(i) {
			return true
		}
	}
	for i := a.first() - 1; i >= max(0, a.first()-2) && t.sameClause(i, a.first()); i-- {
		if neg(i) && (i == a.first()-1 || t.tokens[i+1].stop) {
			return true
		}
	}
	return false
}

// wanted reports whether what stands at word i is wanted, and not had.
func (t *telling) wanted(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && t.sameClause(j, i); j-- {
		switch w := t.at(j); {
		case in1(t.ix.told.wants, w):
			return true
		case in1(t.ix.small.joins, w), in1(t.ix.told.subjects, w), w == "som", w == "who":
			return false
		}
	}
	return false
}

// unfinished reports whether a schooling is told of as not finished.
func (t *telling) unfinished(a asking) bool {
	for j := a.first() - 1; j >= 0 && j >= a.first()-4 && t.sameClause(j, a.first()); j-- {
		if w := t.at(j); in1(t.ix.told.notFinished, w) && a.says.Value != "none" {
			return true
		} else if in1(t.ix.small.joins, w) {
			return false
		}
	}
	return slices.ContainsFunc(a.words, func(i int) bool { return in1(t.ix.told.notFinished, t.at(i)) && a.says.Value != "none" })
}

// marriedTo reports whether who stands at word i is whom the participant is married to.
func (t *telling) marriedTo(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5 && t.sameClause(j, i); j-- {
		switch t.at(j) {
		case "gift", "married", "gjenforent", "reunited", "samboer", "sambuar", t.ix.fold("sameint"):
			return true
		case "og", "and":
			return false
		}
	}
	return false
}

// negated reports whether word i is said not to be so.
func (t *talk) negated(i int) bool {
	return i > 0 && t.tokens[i-1].clause == t.tokens[i].clause && in1(t.ix.small.negates, t.tokens[i-1].text) && (t.tokens[i-1].text != "no" || !t.tokens[i].stop)
}

// swallowedIn reports whether a longer phrase of the same key says more than a: "ukrainsk
// flyktning" is no flyktning.
func swallowedIn(said []asking, a asking) bool {
	return slices.ContainsFunc(said, func(o asking) bool {
		return o.says.Talk == a.says.Talk && len(o.words) > len(a.words) && o.first() <= a.first() && a.last() <= o.last() && o.says.Value != a.says.Value
	})
}

// finer are grounds of which one makes the other exact, and what both mean.
var finer = [][3]string{
	{"refugee", "collective-protection", "collective-protection"}, {"refugee", "family", "family-of-protected"}, {"collective-protection", "family", "family-of-protected"},
	{"refugee", "permanent", "refugee"}, {"collective-protection", "permanent", "collective-protection"}, {"family", "permanent", "family"},
	{"labour", "family", "family-of-labour"}, {"labour", "eea", "eea"}, {"labour", "permanent", "labour"}, {"humanitarian", "permanent", "humanitarian"}, {"humanitarian", "family", "humanitarian"},
	{"refugee", "humanitarian", "humanitarian"}, {"family-of-other", "family", "family-of-other"}, {"family-of-labour", "family", "family-of-labour"}, {"family-of-labour", "labour", "family-of-labour"},
	{"independent", "permanent", "independent"}, {"labour", "nordic", "nordic"}, {"eea", "nordic", "nordic"}, {"family-of-other", "eea", "family-of-other"}, {"family-of-other", "citizen", "family-of-other"},
	{"family-of-protected", "family", "family-of-protected"}, {"family", "independent", "independent"}, {"family", "citizen", "family-of-other"}, {"eea", "permanent", "eea"},
}

// set sets a field, or notes that it can't be both.
func (p *Person) set(field string, to *string, v string) {
	if *to == "" || *to == v {
		*to = v
		return
	}
	for _, f := range finer {
		if field == "residence" && (f[0] == v && f[1] == *to || f[0] == *to && f[1] == v) {
			*to = f[2]
			return
		}
	}
	if field == "residence" && *to == "family-of-protected" && (v == "refugee" || v == "family" || v == "collective-protection") {
		return
	}
	if a := (Against{field, *to, v}); !slices.Contains(p.Against, a) {
		p.Against = append(p.Against, a)
	}
}

// levels reads the levels of Norwegian: what somebody has, and what they want to reach.
// Of two neighbouring ones somebody has the lower: "A1/A2", "A2 muntlig, A1 skriftlig".
// That of a course is nobody's.
func (t *telling) levels() {
	p := &t.u.Person
	var has []int
	all := content.CEFRLevels()
	for i, w := range t.tokens {
		n := slices.IndexFunc(all, func(l string) bool { return t.ix.fold(l) == w.text })
		if n < 0 || slices.Contains(t.asker, i) || t.ofKin[i] {
			continue
		}
		t.told = append(t.told, i)
		switch {
		case t.behindAny(i, t.ix.small.negates), t.ofCourse(i):
		case t.behindAny(i, t.ix.small.toward) && !t.behindAny(i, t.ix.small.from) && !t.behindAny(i, t.ix.told.passed), t.aimed(i):
			p.Reaches = cmp.Or(p.Reaches, all[n])
		default:
			has = append(has, n)
		}
	}
	if len(has) == 0 {
		return
	}
	lowest, highest := slices.Min(has), slices.Max(has)
	if highest-lowest > 1 {
		first, other := lowest, highest
		if slices.Index(has, highest) < slices.Index(has, lowest) {
			first, other = highest, lowest
		}
		p.Against = append(p.Against, Against{"norwegian", all[first], all[other]})
	}
	if p.Norwegian != "" {
		p.Against = append(p.Against, Against{"norwegian", p.Norwegian, all[lowest]})
	}
	p.Norwegian = all[lowest]
}

// ofCourse reports whether a level is that of a course or of a test that is not passed, or
// one that somebody is only near.
func (t *telling) ofCourse(i int) bool {
	w := t.ix.told
	course := t.sameClause(i, i+1) && in1(w.courses, t.at(i+1)) || t.sameClause(i, i-1) && in1(w.courses, t.at(i-1))
	if course && !t.passed(i) && !t.wanted(i) {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-2 && t.sameClause(j, i); j-- {
		if in1(w.lacks, t.at(j)) && !t.passed(i) {
			return true
		}
	}
	return false
}

// passed reports whether somebody has passed what stands at word i.
func (t *telling) passed(i int) bool {
	for j := i - 1; j >= 0 && j >= i-5 && t.sameClause(j, i); j-- {
		if in1(t.ix.told.passed, t.at(j)) && t.at(j) != "har" && t.at(j) != "has" {
			return true
		}
	}
	for j := i + 1; j <= i+3 && t.sameClause(j, i); j++ {
		if in1(t.ix.told.passed, t.at(j)) && t.at(j) != "har" && t.at(j) != "has" {
			return true
		}
	}
	return false
}

// aimed reports whether a level is what is aimed for: "målet er B1", "vil ha B2".
func (t *telling) aimed(i int) bool {
	return t.wanted(i) && !t.behindAny(i, t.ix.small.from) && !t.passed(i)
}

// behindAny reports whether one of the words stands before word i, at most one small
// word between them.
func (t *talk) behindAny(i int, words set) bool {
	for j := i - 1; j >= 0 && j >= i-2 && t.tokens[j].clause == t.tokens[i].clause; j-- {
		w := t.tokens[j].text
		if in1(words, w) {
			return true
		}
		if !t.tokens[j].stop && !in1(t.ix.small.people, w) {
			return false
		}
	}
	return false
}

// The ages a participant can have.
const youngest, oldest = 15, 99

// numbers reads ages, and how long something is or has been.
func (t *telling) numbers() {
	for _, a := range t.amounts() {
		if slices.Contains(t.asker, a.first) || t.asksOf(a.first) {
			continue
		}
		if t.time(a) {
			continue
		}
		t.age(a)
	}
	for i := range t.tokens { // settled last year
		if a := (amount{n: 1, unit: years, first: i, last: i + 1}); t.at(i) == "i" && t.at(i+1) == "fjor" || t.at(i) == "last" && t.at(i+1) == "year" {
			t.time(a)
		}
	}
	t.neverWorked()
}

// time reads how long ago somebody was settled or came, and how long they have worked; ok
// is false for what may be an age.
func (t *telling) time(a amount) (ok bool) {
	p, w := &t.u.Person, t.ix.told
	n, isTime := a.inMonths()
	if !isTime || in1(w.old, t.at(a.last+1)) {
		return false
	}
	if (in1(w.people, t.at(a.first-1)) || slices.Contains(t.told, a.first-1)) && t.sameClause(a.first-1, a.first) && a.unit == years && a.n >= youngest && !in1(w.asWhat, t.at(a.last+1)) {
		return false // "mann 38 år har jobbet"
	}
	what, at := t.whatFor(a)
	if what == "" && a.unit == years && in1(w.asWhat, t.at(a.last+1)) && t.sameClause(a.last+1, a.last) { // "20 år som sjåfør"
		what, at = "work", a.last+1
	}
	switch {
	case what == "work" && t.ofAsker(a.first):
		return true
	case what == "" && t.ongoing(a) && !t.ofKin[a.first] && !t.asksOf(a.first):
		years := n / 12
		p.YearsOfWork = &years
		return true
	case what == "":
		return in1(w.ago, t.at(a.last+1)) || t.at(a.first-1) == "i" || t.at(a.first-1) == "for"
	case t.ofKin[a.first]:
		return true
	}
	t.told = append(t.told, at)
	for i := a.first; i <= a.last+1 && i < len(t.tokens); i++ {
		if i <= a.last || in1(w.ago, t.at(i)) {
			t.told = append(t.told, i)
		}
	}
	for i := max(0, at-1); what == "work" && i <= at+4 && t.sameClause(i, at); i++ { // as what they worked
		if before := t.at(i - 1); i > at && (before == "som" || before == "as" || before == "a" || before == "an" && i > 1) {
			t.told = append(t.told, i)
		}
	}
	switch what {
	case "settled":
		if was := p.MonthsSettled; was != nil && *was != n {
			p.Against = append(p.Against, Against{"months_settled", strconv.Itoa(*was), strconv.Itoa(n)})
		}
		p.MonthsSettled = &n
	case "norway":
		p.InNorway = &n
	case "work":
		if years := n / 12; years > 0 && !in1(w.ago, t.at(a.last+1)) {
			p.YearsOfWork = &years
		}
	case "protection", "finished-introduction-programme":
		if p.MonthsSince == nil {
			p.MonthsSince = map[string]int{}
		}
		p.MonthsSince[what] = n
	}
	return true
}

// whatFor is what has been for the time of a: the nearest word before it in its clause that
// tells, else the nearest behind it; empty for nothing that is asked of a participant.
func (t *telling) whatFor(a amount) (what string, at int) {
	w := t.ix.told
	tells := func(i int) string {
		switch word := t.at(i); {
		case in1(w.settled, word):
			return "settled"
		case in1(w.other, word):
			return "other"
		case in1(w.work, word):
			return "work"
		case in1(w.done, word) && t.near(i, w.programme):
			return "finished-introduction-programme"
		case in1(w.permits, word):
			return "protection"
		case in1(w.lived, word):
			return "norway"
		case in1(w.jobs, word):
			return "jobs"
		}
		return ""
	}
	take := func(i int) (string, bool) {
		switch what := tells(i); what {
		case "":
			return "", false
		case "other":
			return "", true
		case "norway":
			arrives := slices.Contains([]string{"kom", "kommet", "ankom", "ankomst", "ankomsten", "botid", "butid", "came", "arrived", "arrival"}, t.at(i))
			if !arrives && !t.near(i, w.here) {
				return "", t.at(i) != "here"
			}
			return what, true
		case "jobs":
			if in1(w.without, t.at(i-1)) {
				return "", false // "uten jobb"
			}
			if in1(w.ago, t.at(a.last+1)) {
				return "", true
			}
			return "work", true
		default:
			return what, true
		}
	}
	for i := a.first - 1; i >= 0 && t.sameClause(i, a.first); i-- {
		if what, ok := take(i); ok {
			return what, i
		}
	}
	for i := a.last + 1; t.sameClause(i, a.last) && i <= a.last+6; i++ {
		if what, ok := take(i); ok {
			return what, i
		}
		if in1(w.norway, t.at(i)) || t.at(i) == "her" && in1(set{"bodd": {}, "budd": {}}, t.at(i-1)) {
			return "norway", i
		}
	}
	for i := a.first - 1; i >= 0 && t.sameClause(i, a.first); i-- {
		if in1(w.norway, t.at(i)) {
			return "norway", i
		}
	}
	return "", -1
}

// ofAsker reports whether word i is told of who asks: "I work here, and have for ten years".
func (t *telling) ofAsker(i int) bool {
	for j := i - 1; j >= 0 && t.tokens[j].sentence == t.tokens[i].sentence; j-- {
		switch w := t.at(j); {
		case in1(t.ix.told.subjects, w), in1(t.ix.told.people, w), w == "som", w == "who":
			return false
		case w == "jeg", w == "eg", w == "vi", w == "i" && (t.at(j+1) == "have" || t.at(j+1) == "work" || t.at(j+1) == "am"), w == "we":
			return true
		}
	}
	return false
}

// near reports whether one of the words stands in the clause of word i.
func (t *telling) near(i int, words set) bool {
	for j, w := range t.tokens {
		if t.sameClause(i, j) && in1(words, w.text) {
			return true
		}
	}
	return false
}

// neverWorked reads that somebody has no work experience at all.
func (t *telling) neverWorked() {
	p, w := &t.u.Person, t.ix.told
	if p.YearsOfWork != nil {
		return
	}
	for i, word := range t.tokens {
		job := slices.Contains([]string{"jobb", "job"}, word.text)
		if !in1(w.work, word.text) && !job || t.ofKin[i] || slices.Contains(t.asker, i) || t.near(i, w.norway) {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-4 && t.sameClause(i, j); j-- {
			before := t.at(j)
			if never := in1(w.never, before); never && (!job || before == "aldri" || before == "never") && (before != "ikke" && before != "ikkje" && before != "not" || t.at(i+1) == t.ix.fold("før") || t.at(i-1) == "noen") {
				zero := 0
				p.YearsOfWork, t.told = &zero, append(t.told, i, j)
				return
			}
			if !t.tokens[j].stop && !in1(set{"hatt": {}, "had": {}, "any": {}, "formal": {}, "formell": {}}, before) {
				break
			}
		}
	}
}

// age reads how old a participant is: "34 år gammel", "en 34-åring", "hun er 34 år".
func (t *telling) age(a amount) {
	p, w := &t.u.Person, t.ix.told
	n := int(a.n)
	if float64(n) != a.n || n < 1 {
		return
	}
	before := t.at(a.first - 1)
	for k := a.first - 1; in1(w.nearly, before) && k > 0 && t.sameClause(k, a.first); k-- {
		before = t.at(k - 1)
	}
	old := in1(w.old, t.at(a.last+1))
	bound := 0 // over 55 is 56 at least
	switch {
	case in1(w.over, before):
		bound = 1
	case in1(w.under, before):
		bound = -1
	}
	measured := a.unit == noUnit && isWord(t.at(a.last+1)) && t.sameClause(a.last, a.last+1) && !t.tokens[a.last+1].stop
	sure := a.unit == ofAge || a.unit == years && old || a.unit == years && in1(w.ages, before) || (before == "alder" || before == "age" || before == "aged")
	switch {
	case sure:
	case t.childAge(a):
		yes := true
		p.Care = &yes
		return
	case a.unit == months || a.unit == weeks, t.ofKinAge(a), measured:
		return
	case bound != 0 && (a.unit == years || t.at(a.last+1) == "" || !t.sameClause(a.last, a.last+1)):
	case a.unit == noUnit && in1(w.ages, before) && !a.plain && before != "of":
	case a.unit == noUnit && a.plain && before == "pa" && in1(w.people, t.at(a.first-2)) && n >= youngest: // "en mann på førti"
	case a.unit == noUnit && a.plain:
		return
	case in1(w.people, before) && !a.plain, t.alone(a), t.insteadOf(a), t.askedAlso(a):
	case a.unit == years && slices.Contains(t.told, a.first-1) && t.sameClause(a.first-1, a.first) && n >= youngest:
	case a.unit == years && in1(w.people, t.at(a.last+1)):
	default:
		return
	}
	if !sure && (n+bound < youngest || n+bound > oldest) {
		return // a day, or how many they are
	}
	if t.ofKinAge(a) {
		if a.unit == ofAge && n < youngest && p.Care == nil { // "har en 3-åring"
			yes := true
			p.Care = &yes
		}
		return
	}
	if a.unit == ofAge && t.at(a.last) == t.ix.fold("årig") && n < youngest {
		return // "3-årig utdanning"
	}
	for i := a.first; i <= a.last+1 && i < len(t.tokens); i++ {
		if i <= a.last || t.sameClause(i, a.last) {
			t.told = append(t.told, i)
		}
	}
	if n += bound; n < youngest || n > oldest {
		p.Against = append(p.Against, Against{"age", strconv.Itoa(n), ""})
		return
	}
	if p.Age != 0 && p.Age != n {
		p.Against = append(p.Against, Against{"age", strconv.Itoa(p.Age), strconv.Itoa(n)})
	}
	p.Age = n
	if l := joinedAge.FindStringSubmatch(t.at(a.first)); l != nil {
		switch l[4] + l[5] {
		case "f", "k":
			p.set("gender", &p.Gender, "woman")
		case "m":
			p.set("gender", &p.Gender, "man")
		}
	}
}

// insteadOf reports whether a number is told in place of another: "ikke 20 men 30".
func (t *telling) insteadOf(a amount) bool {
	if a.n < youngest || !in1(t.ix.told.but, t.at(a.first-1)) {
		return false
	}
	for j := a.first - 2; j >= 0 && j >= a.first-5; j-- {
		if in1(t.ix.told.without, t.at(j)) {
			return true
		}
	}
	return false
}

// askedAlso reports whether a number is all that the same is asked of: "hva med 25 år?"
func (t *telling) askedAlso(a amount) bool {
	also := t.wordsOf(content.AlsoOf)
	opened := false
	for j := a.first - 1; t.sameClause(j, a.first); j-- {
		if w := t.at(j); !slices.Contains(also, j) && !in1(t.ix.small.opens, w) && !in1(t.ix.small.supposes, w) && !in1(t.ix.told.subjects, w) && !in1(t.ix.told.ages, w) {
			return false
		}
		opened = opened || slices.Contains(also, j) || in1(t.ix.small.supposes, t.at(j))
	}
	behind := t.at(a.last + 1)
	return opened && a.n >= youngest && (a.unit == years || a.unit == noUnit) && (!t.sameClause(a.last+1, a.last) || in1(t.ix.told.ages, behind))
}

// alone reports whether an age is all that its clause says: "kvinne, 34 år", "34, woman".
func (t *telling) alone(a amount) bool {
	if t.sameClause(a.first-1, a.first) || t.sameClause(a.last+1, a.last) && !in1(t.ix.small.joins, t.at(a.last+1)) {
		return false
	}
	return a.unit == years || in1(t.ix.told.people, t.at(a.first-1)) || in1(t.ix.told.people, t.at(a.last+1)) || a.first > 0 && t.tokens[a.first-1].foreign || in1(t.ix.told.people, t.at(a.last+2))
}

// ofKinAge reports whether an age is told of somebody of the participant's family: the
// nearest who is named before it.
func (t *telling) ofKinAge(a amount) bool {
	w := t.ix.told
	if t.ofKin[a.first] {
		return true
	}
	if a.unit == ofAge && a.n < youngest {
		for j := a.first - 1; j >= 0 && j >= a.first-3; j-- {
			if slices.Contains([]string{"har", "med", "has", "with", "til"}, t.at(j)) {
				return true
			}
		}
	}
	for i := a.first - 1; i >= 0 && t.tokens[i].sentence == t.tokens[a.first].sentence; i-- {
		switch word := t.at(i); {
		case in1(w.subjects, word), in1(w.people, word) && !in1(w.children, word) && !t.had(i):
			return false
		case in1(w.kin, word), in1(w.children, word) && t.had(i):
			return t.sameClause(i, a.first) || t.listed(i, a.first)
		}
	}
	return false
}

// childAge reports whether a number is the age of a child that the participant has: "barn på 3".
func (t *telling) childAge(a amount) bool {
	of := t.at(a.first - 2)
	return a.n < 18 && t.u.Person.Care == nil && (t.at(a.first-1) == "pa" || t.at(a.first-1) == "of" || t.at(a.first-1) == "aged") && slices.Contains([]string{"barn", "born", "barna", "sonn", "datter", "dotter", "son", "daughter", "child", "children", "gutt", "jente", "baby"}, of) && !t.ofKin[a.first]
}

// askerHas reports whether word i says whom the asker has before them: "har en gutt på 18".
func (t *telling) askerHas(i int) bool {
	return (t.at(i) == "har" || t.at(i) == "have") && (i == 0 || slices.Contains([]string{"jeg", "eg", "vi", "i", "we"}, t.at(i-1)))
}

// had reports whether who stands at word i is somebody that another one has.
func (t *telling) had(i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if t.askerHas(j) {
			return false
		}
		if slices.Contains([]string{"har", "has", "mor", "far", "mother", "father", "gift", "married"}, t.at(j)) {
			return true
		}
	}
	return false
}

// listed reports whether nothing but numbers stands between the clauses of words i and j:
// "barn på 5, 8 og 16 år".
func (t *telling) listed(i, j int) bool {
	before := j - 1
	for before > i && t.sameClause(before, j) {
		before--
	}
	_, ok := t.amountAt(before)
	return ok && before > i && !t.ix.told.unitsHas(t.at(j-1))
}

func (w toldWords) unitsHas(s string) bool { _, ok := w.units[s]; return ok }

// fromAbroad reads whether the schooling is from abroad: what stands around it tells.
func (t *telling) fromAbroad() {
	p := &t.u.Person
	if p.Schooling == "none" {
		return
	}
	spans := t.schooled
	if p.Schooling == "" { // of what was told before: "utdanninga er frå Iran"
		for i := range t.tokens {
			if in1(t.ix.told.papers, t.at(i)) && !t.ofKin[i] && !t.asksOf(i) && !t.isAsked(i) {
				spans = append(spans, [2]int{i, i})
			}
		}
	}
	for _, span := range spans {
		if abroad, at, ok := t.whereFrom(span[0], span[1]); ok {
			p.Abroad, t.told = &abroad, append(append(t.told, at), span[0])
			return
		}
	}
}

// whereFrom returns whether a schooling that words first to last tell is from abroad, and the
// word that tells it; ok is false where none does.
func (t *telling) whereFrom(first, last int) (abroad bool, at int, ok bool) {
	const before, behind = 2, 5
	w := t.ix.told
	if b := t.at(first - 1); t.sameClause(first-1, first) && (b == "norsk" || b == "norwegian") {
		return false, first - 1, true
	}
	for i := max(0, first-before); i <= last+behind; i++ {
		if !t.sameClause(i, first) {
			continue
		}
		home := slices.Contains([]string{"his", "her", "their", "home"}, t.at(i-1)) && t.at(i) == "country"
		from := slices.Contains([]string{"fra", t.ix.fold("frå"), "from", "i", "in", "pa", "at", "ved", "av"}, t.at(i-1))
		switch {
		case i >= first && i <= last && t.at(i) == "norsk":
			return false, i, true
		case in1(w.abroad, t.at(i)) && (i < first || i > last), home, from && i > last && t.placeAbroad(i):
			return true, i, true
		case from && i > last && (in1(w.norwegian, t.at(i)) || in1(w.places, t.at(i)) && !in1(w.halfPlaces, t.at(i))):
			return false, i, true
		}
	}
	return false, 0, false
}

// test reads that somebody who is to reach a level wants to pass the test of it: to learn
// Norwegian is what they want.
func (t *telling) test() {
	p := &t.u.Person
	if p.Goal != "" || p.Reaches == "" {
		return
	}
	for i := range t.tokens {
		if in1(t.ix.told.tests, t.at(i)) && !t.ofKin[i] && t.has(t.ix.told.wants) {
			p.Goal = "norwegian"
			return
		}
	}
}

// gender reads who the participant is by what stands for them, where something else is told
// too: a pronoun alone tells of nobody.
func (t *telling) gender() {
	p, w := &t.u.Person, t.ix.told
	if p.Gender != "" || !p.Known() {
		return
	}
	english := slices.ContainsFunc(t.tokens, func(x token) bool { return in1(w.english, x.text) })
	woman, man := false, false
	for i := range t.tokens { // "34, k, flyktning"
		if t.aloneInClause(i) && !t.ofKin[i] {
			switch t.at(i) {
			case "k", "f", "fem", "kvin":
				p.Gender = "woman"
			case "m", "mnn":
				p.Gender = "man"
			}
			if p.Gender != "" {
				t.told = append(t.told, i)
				return
			}
		}
	}
	for i := range t.tokens { // who is spoken of, before whose something is
		if slices.Contains(t.asker, i) || t.ofKin[i] {
			continue
		}
		one := t.at(i) == "ei" && slices.Contains([]string{"som", "pa", "med", "i", "fra"}, t.at(i+1)) // "ei på 26"
		woman = woman || one || slices.Contains([]string{"hun", "ho", "she"}, t.at(i))
		man = man || slices.Contains([]string{"han", "he"}, t.at(i)) || t.isManAlone(i)
	}
	for i, x := range t.tokens {
		if woman || man {
			break
		}
		if slices.Contains(t.asker, i) || t.ofKin[i] && !(i > 0 && t.kinSubject(i-1)) && !in1(w.kin, t.at(i+1)) && !in1(w.owned, t.at(i+1)) {
			continue
		}
		woman = woman || in1(w.herSide, x.text) || (english || in1(w.kin, t.at(i+1)) || in1(w.owned, t.at(i+1))) && x.text == "her"
		man = man || in1(w.hisSide, x.text)
	}
	switch {
	case woman && !man:
		p.Gender, p.ByPronoun = "woman", true
	case man && !woman:
		p.Gender, p.ByPronoun = "man", true
	}
}

// lackable are the fields that "without" takes back: "uten alder"; without schooling is told of somebody.
var lackable = set{"age": {}, "gender": {}, "residence": {}, "goal": {}, "status": {}}

// drop reads that something told before is to be forgotten: "glem alderen", "fjern A2".
func (t *telling) drop() {
	u := t.u
	first := 0
	for first < len(t.tokens) && (in1(t.ix.small.polite, t.at(first)) || in1(t.ix.small.ofUs, t.at(first)) || in1(t.ix.told.no, t.at(first)) || in1(t.ix.small.opens, t.at(first))) {
		first++
	}
	if first >= len(t.tokens) || !in1(t.ix.told.drops, t.at(first)) {
		return
	}
	if w := t.at(first); (w == "ta" || w == "take" || w == "tek") && !slices.ContainsFunc(t.tokens, func(x token) bool {
		return slices.Contains([]string{"bort", "vekk", "ut", "vekke", "away", "out", "off", "fra"}, x.text)
	}) {
		return
	}
	if in1(t.ix.told.lacking, t.at(first)) && !slices.ContainsFunc(t.said, func(a asking) bool { return a.says.Talk == content.Field && in1(lackable, a.says.Value) && a.first() > first && a.first() <= first+2 }) {
		return // "uten jobb"
	}
	words := []int{first}
	var drops []string
	add := func(field string) {
		if !slices.Contains(drops, field) {
			drops = append(drops, field)
		}
	}
	for _, a := range t.said {
		if a.says.Talk == content.Field {
			words = append(words, a.words...)
			add(a.says.Value)
		}
	}
	for i, x := range t.tokens {
		if s, ok := t.ix.told.posts[x.text]; ok && i > first {
			words = append(words, i)
			add(s)
		}
	}
	for _, f := range u.Person.fields() {
		if f != "norwegian" && f != "reaches" {
			add(f)
		}
	}
	level := cmp.Or(u.Person.Norwegian, u.Person.Reaches)
	if level == "none" {
		add("norwegian")
		level = ""
	}
	if len(drops) == 0 && level == "" || !t.coversWith(append(words, t.told...), wordSet("at det den han hun ho er var på krav om bort vekk ut ting opplysningen away out off that she he is the about", t.ix.fold)) && len(t.tokens) > 4 {
		return
	}
	against := u.Person.Against
	u.Person = Person{Drops: drops, DropsLevel: level, Against: against}
}

// fields are the fields of what is told.
func (p Person) fields() []string {
	var out []string
	for _, f := range []struct {
		name string
		told bool
	}{
		{"age", p.Age != 0}, {"gender", p.Gender != "" && !p.ByPronoun}, {"residence", p.Residence != ""}, {"norwegian", p.Norwegian != ""}, {"reaches", p.Reaches != ""},
		{"schooling", p.Schooling != ""}, {"status", len(p.Status)+len(p.NotStatus) > 0}, {"months_settled", p.MonthsSettled != nil}, {"months_in_norway", p.InNorway != nil},
		{"years_of_work", p.YearsOfWork != nil}, {"care", p.Care != nil}, {"income_soon", p.IncomeSoon}, {"goal", p.Goal != ""},
	} {
		if f.told {
			out = append(out, f.name)
		}
	}
	return out
}

// reply is what a text says that answers a question, where it says nothing else; empty for
// none.
func (t *talk) reply() Reply {
	w := t.ix.told
	yes, no, skip := 0, 0, 0
	for _, x := range t.tokens {
		switch {
		case in1(w.yes, x.text):
			yes++
		case in1(w.no, x.text):
			no++
		case in1(w.skips, x.text):
			skip++
		case in1(t.ix.small.polite, x.text), in1(t.ix.small.pronouns, x.text), x.text == "jeg", x.text == "eg", x.text == "vi", x.text == "i", x.text == "we", x.text == "har", x.text == "er", x.text == "is", x.text == "does", x.text == "do", x.text == "gjor", x.text == "it", x.text == "this", x.text == "om":
		default:
			return ""
		}
	}
	switch {
	case len(t.tokens) == 0 || len(t.tokens) > 6:
		return ""
	case skip > 0 && yes == 0 && !(skip == 1 && no > 0):
		return Skip
	case yes > 0 && no == 0:
		return Yes
	case no > 0 && yes == 0:
		return No
	}
	return ""
}
