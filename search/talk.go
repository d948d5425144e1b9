package search

import (
	"cmp"
	"slices"
	"strconv"

	"veiviser/content"
)

// Saying is something of talk that a text says.
type Saying struct {
	Talk  content.Talk
	Value string // "" for a key of talk without values
}

// Said is what a text says beside a question to the guide.
type Said struct {
	Talk    Saying         // all that is said, where it is manners or a command; zero else
	Tongues []content.Lang // the languages that Talk is said in
	Choice  int            // all that is said is a place in a list, from 1; -1 for the last, 0 for none
	Person  Person         // what is told of a participant
	Bare    bool           // something is told of a participant, and nothing else is said
	Also    bool           // it goes on from the question before: "and …"
	About   bool           // it asks of something else what was asked before: "what about …"
	Side    bool           // it asks for a section, and nothing tells of what
	Money   bool           // supports are spoken of, not what one takes part in
	HowMuch bool           // it asks how much something is
	Differs bool           // it asks how things differ; of what, the conversation may tell
	Silent  bool           // nothing is said but small words
	Foreign string         // the language of a text in none of the guide's: of content.SnippetLangs, or content.OtherLang
}

// Person is what a text tells of a participant. What the asker is or works with is no
// part of it.
type Person struct {
	content.Profile
	Goal    string    // of content.Goals
	Reaches string    // of content.CEFRLevels: wanted, or asked for
	Against []Against // what can't be true together
}

// Known reports whether anything is told.
func (p Person) Known() bool {
	return p.Goal != "" || p.Reaches != "" || p.Age != 0 || p.Gender != "" || p.Residence != "" || p.Norwegian != "" || p.Schooling != "" || len(p.Status) > 0
}

// Against are two values of one field of a [content.Profile] that can't both be true of
// somebody, in the order they are told in.
type Against struct{ Field, First, Second string }

// talk reads what a text says beside a question.
type talk struct {
	*reader
	said  []asking // the phrases found
	asker []int    // words that tell of the asker
}

// find finds the phrases of talk.
func (t *talk) find() {
	t.said = t.ix.talk.find(t.matcher())
	for _, a := range t.said {
		if a.says.Talk == content.Adviser {
			t.asker = append(append(t.asker, a.words...), t.restOfAsker(a.last())...)
		}
	}
	t.said = slices.DeleteFunc(t.said, func(a asking) bool {
		return a.says.Talk != content.Adviser && slices.Contains(t.asker, a.first())
	})
	t.u.listed = t.says(content.Listing)
}

// restOfAsker returns the words behind word i that still tell of the asker: to the end
// of the clause, or to what is asked or joined to it.
func (t *talk) restOfAsker(i int) []int {
	var out []int
	for j := i + 1; j < len(t.tokens) && t.tokens[j].clause == t.tokens[i].clause; j++ {
		if w := t.tokens[j].text; in1(t.ix.small.asks, w) || in1(t.ix.small.joins, w) {
			break
		}
		out = append(out, j)
	}
	return out
}

// read takes what was found together.
func (t *talk) read() {
	u := t.u
	u.HowMuch = t.says(content.HowMuch)
	u.Money = t.says(content.Supports)
	t.amount()
	t.again()
	u.Choice = t.choice()
	u.Talk = t.whole()
	told := t.person()
	u.About = t.says(content.AlsoOf)
	u.Also = u.About || len(t.tokens) > 0 && in1(t.ix.small.opens, t.tokens[0].text)
	u.Bare = u.Person.Known() && u.Talk.Talk == "" && t.nothingBut(told)
	u.Side = u.FollowUp && t.covers(t.sectionWords())
	u.Silent = u.Talk.Talk == "" && len(u.Sections) == 0 && !u.Bare && t.nothingBut(nil)
	if u.Choice != 0 {
		u.FollowUp = false
		u.Sections = slices.Clone(u.phrased) // what is learnt of questions tells nothing of a place
	}
}

// says reports whether a sentence that asks says k.
func (t *talk) says(k content.Talk) bool {
	return slices.ContainsFunc(t.said, func(a asking) bool { return a.says.Talk == k && t.asked(a.first()) })
}

// wordsOf are the words that say k.
func (t *talk) wordsOf(k content.Talk) []int {
	var out []int
	for _, a := range t.said {
		if a.says.Talk == k {
			out = append(out, a.words...)
		}
	}
	return out
}

// again reads "what about the requirements": what stands behind asks for a section, and
// not "what about" for whom it is.
func (t *talk) again() {
	words := t.u.also
	within := func(a asking) bool {
		return !slices.ContainsFunc(a.words, func(w int) bool { return !slices.Contains(words, w) })
	}
	if len(t.chosen) == 0 || !within(t.chosen[0]) {
		return
	}
	if best := t.best(t.found, func(a asking) bool { return !within(a) }); best >= 0 {
		t.chosen = []asking{t.found[best]}
		t.u.Sections = []content.Section{t.found[best].section}
	}
}

// amount turns the question for what a support costs into one for what it is: how much
// it is stands there.
func (t *talk) amount() {
	u := t.u
	if len(u.Subjects) > 0 && u.Subjects[0].Kind == content.Support && slices.Equal(u.Sections, []content.Section{content.Payer}) && u.HowMuch {
		u.Sections[0], u.Intent = content.What, Definition
	}
}

// choice returns the place in a list that the text names, where its first clause names
// nothing else: "the second one", "nr 2, how long?", "how long is the second one?"
func (t *talk) choice() int {
	if n := t.placeIn(t.tokens); n != 0 || len(t.u.Sections) == 0 {
		return n
	}
	first := slices.IndexFunc(t.tokens, func(w token) bool { return w.clause > 0 })
	if n := t.placeIn(t.tokens[:max(0, first)]); n != 0 {
		return n
	}
	return t.placeAsked()
}

// placeAsked returns the place in a list of which a section is asked, and nothing else:
// "who has a right to the first one?"
func (t *talk) placeAsked() int {
	asking := t.sectionWords()
	for i, w := range t.tokens {
		if i == 0 || t.ix.small.ordinals[w.text] == 0 || !in1(t.ix.small.articles, t.tokens[i-1].text) || slices.Contains(asking, i) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(t.tokens), func(o token) bool {
			return slices.Contains(asking, o.place) || o.stop && o.place < i-1
		})
		return t.placeIn(rest)
	}
	return 0
}

// placeIn returns the place in a list that words name and nothing else. A small word that
// is a number too ("to", "en", "a") is one alone or behind "nr" and its like.
func (t *talk) placeIn(words []token) int {
	found := 0
	for i, w := range words {
		n := t.ix.small.ordinals[w.text]
		if v, err := strconv.Atoi(w.text); err == nil && v > 0 && v < 100 {
			n = v
		}
		small := in1(t.ix.small.choosing, w.text) || w.stop && w.text != "andre"
		if small && len(words) > 1 && (i == 0 || !in1(t.ix.small.numbering, words[i-1].text)) {
			n = 0
		}
		switch {
		case n != 0 && found != 0 && n != found:
			return 0
		case n != 0:
			found = n
		case !in1(t.ix.small.choosing, w.text) && !in1(t.ix.small.numbering, w.text) && !in1(t.ix.small.polite, w.text):
			return 0
		}
	}
	return found
}

// rank orders what a text may say at once: "hei, hvem er du" asks who.
func rank(k content.Talk) int {
	switch k {
	case content.Okay:
		return 1
	case content.Greeting:
		return 2
	case content.Goodbye:
		return 3
	case content.Thanks:
		return 4
	case content.Listing, content.AlsoOf, content.HowMuch, content.Adviser, content.Ground, content.Schooled, content.Gender, content.Situation, content.Speaks, content.Aim:
		return 0
	}
	return 5
}

// whole returns what the text says where manners and commands are all it says.
func (t *talk) whole() Saying {
	best, most := Saying{}, 0
	var covered []int
	for _, a := range t.said {
		r := rank(a.says.Talk)
		if r == 0 || a.says.Talk == content.Go && !t.goes(a) || a.says.Talk == content.Subscribe && !t.ofUs(a) || (a.says.Talk == content.Help || a.says.Talk == content.Goodbye) && t.has(t.ix.small.asks) {
			continue // "who can help him?" asks for no help of ours, "when is she done?" is no goodbye
		}
		covered = append(covered, a.words...)
		if a.says.Talk == content.Subscribe { // whatever of it changes
			for i := a.first(); i <= a.last(); i++ {
				covered = append(covered, i)
			}
		}
		if t.partOf(a) {
			continue
		}
		if score := 100*r + len(a.words); score > most || score == most && a.says.Talk == content.Go {
			best, most = a.says, score
		}
	}
	if most == 0 {
		return Saying{}
	}
	for _, m := range t.u.Mentions {
		if best.Talk == content.Go && m.Entry.Kind == content.Journey {
			covered = append(covered, m.First, m.Last)
		}
		if best.Talk == content.Subscribe || best.Talk == content.Unsubscribe {
			for i := m.First; i <= m.Last; i++ {
				covered = append(covered, i)
			}
		}
	}
	if !t.coversWith(covered, t.ix.small.talking) {
		return Saying{}
	}
	for _, a := range t.said {
		if a.says == best && !slices.Contains(t.u.Tongues, a.lang) {
			t.u.Tongues = append(t.u.Tongues, a.lang)
		}
	}
	return best
}

// partOf reports whether the words of a stand in a longer phrase: "takk for hjelpen"
// asks for no help.
func (t *talk) partOf(a asking) bool {
	return slices.ContainsFunc(t.said, func(o asking) bool {
		return rank(o.says.Talk) > 0 && len(o.words) > len(a.words) && !slices.ContainsFunc(a.words, func(w int) bool { return !slices.Contains(o.words, w) })
	})
}

// ofUs reports whether what the phrase asks for is asked of us: "kan du si fra når dette
// endres?", but "må hun si fra når noe endres?" asks what somebody else has to do.
func (t *talk) ofUs(a asking) bool {
	for _, w := range t.tokens[:a.first()] {
		if !in1(t.ix.small.ofUs, w.text) && !in1(t.ix.small.polite, w.text) {
			return false
		}
	}
	return true
}

// goes reports whether a journey is named behind the phrase.
func (t *talk) goes(a asking) bool {
	return slices.ContainsFunc(t.u.Mentions, func(m Mention) bool { return m.Entry.Kind == content.Journey && m.First > a.last() })
}

// covers reports whether the words and small ones are all there is.
func (t *talk) covers(words []int) bool { return t.coversWith(words, nil) }

// coversWith reports whether the words, small ones and those of a set are all there is.
func (t *talk) coversWith(words []int, more set) bool {
	for i, w := range t.tokens {
		if slices.Contains(words, i) || in1(t.ix.small.polite, w.text) || in1(more, w.text) {
			continue
		}
		if !w.stop && !in1(t.ix.small.particles, w.text) && !w.foreign || t.inName(i) {
			return false
		}
	}
	return true
}

// nothingBut reports whether nothing is said but what is told of a participant, who
// asks, and that a list or the same of something else is wanted.
func (t *talk) nothingBut(told []int) bool {
	words := append(slices.Clone(told), t.asker...)
	for _, a := range t.said {
		switch a.says.Talk {
		case content.Listing, content.AlsoOf, content.Greeting, content.Thanks:
			words = append(words, a.words...)
		}
	}
	for i, w := range t.tokens {
		if slices.Contains(words, i) || in1(t.ix.small.people, w.text) || in1(t.ix.small.polite, w.text) || in1(t.ix.small.negates, w.text) || in1(t.ix.small.toward, w.text) {
			continue
		}
		if !w.stop && !in1(t.ix.small.particles, w.text) && !w.foreign || t.inSubject(i) {
			return false
		}
	}
	return true
}

// inSubject reports whether word i names an entry that a question may be about.
func (t *talk) inSubject(i int) bool {
	return slices.ContainsFunc(t.u.Mentions, func(m Mention) bool {
		return m.First <= i && i <= m.Last && m.Entry.Kind != content.Actor && m.Entry.Kind != content.Level
	})
}

// person reads what is told of a participant and returns the words that tell it.
func (t *talk) person() (told []int) {
	p := &t.u.Person
	var sayings []asking
	for _, a := range t.said {
		if a.says.Value != "" && a.says.Talk != content.InLang && !t.negated(a.first()) && !t.swallowed(a) {
			sayings = append(sayings, a)
			told = append(told, a.words...)
		}
	}
	for _, a := range sayings {
		switch v := a.says.Value; a.says.Talk {
		case content.Ground:
			p.set("residence", &p.Residence, v)
		case content.Schooled:
			p.set("schooling", &p.Schooling, v)
		case content.Gender:
			p.set("gender", &p.Gender, v)
		case content.Speaks:
			p.set("norwegian", &p.Norwegian, v)
		case content.Situation:
			if !slices.Contains(p.Status, v) {
				p.Status = append(p.Status, v)
			}
		case content.Aim:
			p.Goal = cmp.Or(p.Goal, v)
		}
	}
	told = append(told, t.levels()...)
	return append(told, t.age()...)
}

// negated reports whether word i is said not to be so.
func (t *talk) negated(i int) bool {
	return i > 0 && t.tokens[i-1].clause == t.tokens[i].clause && in1(t.ix.small.negates, t.tokens[i-1].text)
}

// swallowed reports whether a longer phrase of the same key says more than a: "ukrainsk
// flyktning" is no flyktning.
func (t *talk) swallowed(a asking) bool {
	return slices.ContainsFunc(t.said, func(o asking) bool {
		return o.says.Talk == a.says.Talk && len(o.words) > len(a.words) && o.first() <= a.first() && a.last() <= o.last()
	})
}

// finer are grounds of which one makes the other exact, and what both mean.
var finer = [][3]string{
	{"refugee", "collective-protection", "collective-protection"}, {"refugee", "family", "family-of-protected"}, {"collective-protection", "family", "family-of-protected"},
	{"refugee", "permanent", "refugee"}, {"collective-protection", "permanent", "collective-protection"}, {"family", "permanent", "family"},
	{"labour", "family", "family-of-labour"}, {"labour", "eea", "eea"}, {"labour", "permanent", "labour"}, {"humanitarian", "permanent", "humanitarian"}, {"humanitarian", "family", "humanitarian"},
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
func (t *talk) levels() (told []int) {
	p := &t.u.Person
	var has []int
	all := content.CEFRLevels()
	for i, w := range t.tokens {
		n := slices.IndexFunc(all, func(l string) bool { return t.ix.fold(l) == w.text })
		if n < 0 || slices.Contains(t.asker, i) {
			continue
		}
		told = append(told, i)
		switch {
		case t.behindAny(i, t.ix.small.negates):
		case t.behindAny(i, t.ix.small.toward) && !t.behindAny(i, t.ix.small.from):
			p.Reaches = cmp.Or(p.Reaches, all[n])
		default:
			has = append(has, n)
		}
	}
	if len(has) == 0 {
		return told
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
	return told
}

// behindAny reports whether one of the words stands before word i, at most one small
// word between them.
func (t *talk) behindAny(i int, words set) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
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

// age reads how old a participant is: "34 år gammel", "en 34-åring", "hun er 34 år".
func (t *talk) age() (told []int) {
	p := &t.u.Person
	at := func(i int) string {
		if i < 0 || i >= len(t.tokens) {
			return ""
		}
		return t.tokens[i].text
	}
	is := func(w string, words ...string) bool {
		return slices.ContainsFunc(words, func(o string) bool { return t.ix.fold(o) == w })
	}
	for i, w := range t.tokens {
		n, err := strconv.Atoi(w.text)
		if err != nil || n < youngest || n > oldest {
			continue
		}
		unit, next, before := at(i+1), at(i+2), at(i-1)
		bound := 0 // over 55 is 56 at least
		switch {
		case is(before, "over", "above"):
			bound = 1
		case is(before, "under", "below"):
			bound = -1
		}
		years := is(unit, "år", "year", "years")
		switch {
		case bound != 0 && (years || unit == ""), is(unit, "åring", "åringer", "åringar", "årig"), years && is(next, "gammel", "gamal", "gammal", "gamle", "old"),
			(years || unit == "" || !isWord(unit)) && is(before, "er", "is", "alder", "aged", "age", "var", "vart", "was", "blir", "fyller", "turns"), unit == "" && is(before, "på"), years && is(before, "på") && !is(next, "i", "med", "og"):
			if n += bound; p.Age != 0 && p.Age != n {
				p.Against = append(p.Against, Against{"age", strconv.Itoa(p.Age), strconv.Itoa(n)})
			}
			p.Age = n
			told = append(told, i, i+1)
		}
	}
	return told
}
