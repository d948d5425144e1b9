package search

import (
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
	Unnamed bool           // no section is asked for in words, and no entry named but in what is told of a participant
	Wants   bool           // a goal is told of, and nothing is asked
	Case    bool           // something is told of a participant, and nothing is asked
	Bare    bool           // something is told of a participant, and nothing else is said
	Also    bool           // it goes on from the question before: "and …"
	About   bool           // it asks of something else what was asked before: "what about …"
	Side    bool           // it asks for a section, and nothing tells of what
	Money   bool           // supports are spoken of, not what one takes part in
	HowMuch bool           // it asks how much something is
	Differs bool           // it asks how things differ; of what, the conversation may tell
	Silent  bool           // nothing is said but small words
	Reply   Reply          // what answers a question, where nothing else is said; empty for none
	Fits    bool           // it asks why something fits somebody, or what is missing for it
	Asks    bool           // a word asks, or a question mark stands anywhere
	Broad   bool           // something is told of a participant, and nothing is asked but what there is for them
	Another bool           // what is told is of another participant than before: "new participant: …"
	Foreign string         // the language of a text in none of the guide's: of content.SnippetLangs, or content.OtherLang
}

// talk reads what a text says beside a question.
type talk struct {
	*reader
	tokens []token  // the reader's, with slips of the hand as the words they were to be
	said   []asking // the phrases found
	asker  []int    // words that tell of the asker
}

// find finds the phrases of talk.
func (t *talk) find() {
	m := t.matcher()
	m.tokens = t.tokens
	t.said = t.ix.talk.find(m)
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
	told := t.person()
	u.Talk = t.whole(told)
	if Debug != nil {
		defer Debug(t, told)
	}
	t.goal()
	u.Reply = t.reply()
	u.Fits = t.asksFit()
	u.Asks = t.asksAnything()
	u.About = t.says(content.AlsoOf)
	u.Also = u.About || len(t.tokens) > 0 && in1(t.ix.small.opens, t.tokens[0].text)
	u.Bare = u.Person.Known() && u.Talk.Talk == "" && t.nothingBut(told)
	broad := func(s content.Section) bool { return s == content.What || s == content.Who || s == content.Next }
	u.Unnamed = t.namesNothing(told) && !slices.ContainsFunc(u.phrased, func(s content.Section) bool { return !broad(s) })
	if u.listed && (u.Unnamed || len(u.Person.fields()) >= leastTold && t.namesTopics(told)) {
		u.Intent = List
	}
	u.Broad = u.Person.Known() && u.Talk.Talk == "" && t.asksBroadly(told)
	u.Another = u.Person.Known() && u.Talk.Talk == "" && t.another()
	u.Wants = u.Person.Goal != "" && u.Talk.Talk == "" && !t.asksAnything()
	u.Case = u.Bare || u.Person.Known() && u.Talk.Talk == "" && t.asksNothing(told)
	u.Side = u.FollowUp && t.covers(t.sectionWords())
	u.Silent = u.Talk.Talk == "" && len(u.Sections) == 0 && !u.Bare && t.nothingBut(nil)
	if described := len(u.Person.fields()) >= leastDescribed; described && u.Unnamed && (u.Bare || u.Case || u.Broad) {
		u.Sections = nil // what is learnt of questions tells nothing of a case
	}
	if u.Choice != 0 {
		u.FollowUp = false
		u.Sections = slices.Clone(u.phrased) // what is learnt of questions tells nothing of a place
	}
}

// asksFit reports whether a text asks why something fits somebody; "hva kan hun få?" asks what
// there is.
func (t *talk) asksFit() bool { return t.fitAsked() >= 0 }

// fitAsked is the word that begins to ask why something fits somebody, -1 for none.
func (t *talk) fitAsked() int {
	at := slices.IndexFunc(t.said, func(a asking) bool {
		i := a.first()
		may := slices.Contains([]string{"kan", "far", "can", "could", "may"}, t.tokens[i].text)
		return a.says.Talk == content.Fitting && t.asked(i) && !(may && (t.u.listed || i > 0 && in1(t.ix.small.asks, t.tokens[i-1].text)))
	})
	switch {
	case at >= 0:
		return t.said[at].first()
	case len(t.tokens) == 1 && slices.Contains([]string{"hvorfor", "kvifor", "korfor", "why"}, t.tokens[0].text):
		return 0
	}
	return -1
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
	case content.Listing, content.AlsoOf, content.HowMuch, content.Adviser, content.Ground, content.Schooled, content.Gender, content.Situation, content.Speaks, content.Aim, content.Caring, content.EarnsSoon, content.Field, content.Fitting:
		return 0
	}
	return 5
}

// whole returns what the text says where manners and commands are all it says, beside for
// whom a path is to be made.
func (t *talk) whole(told []int) Saying {
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
	if best.Talk == content.MakePath { // "lag en vei til høyere utdanning"
		covered = append(covered, t.whereTo()...)
	}
	forSomebody := best.Talk == content.MakePath && len(told) > 0 && t.namesNothing(told)
	if !forSomebody && !t.coversWith(covered, t.ix.small.talking) {
		return Saying{}
	}
	for _, a := range t.said {
		if a.says == best && !slices.Contains(t.u.Tongues, a.lang) {
			t.u.Tongues = append(t.u.Tongues, a.lang)
		}
	}
	return best
}

// whereTo are the words behind "to" that name a goal, or level, at the end of a text.
func (t *talk) whereTo() []int {
	const most = 5
	for i, w := range t.tokens {
		if !in1(t.ix.told.toGoal, w.text) || i == 0 || len(t.tokens)-i-1 > most {
			continue
		}
		var out []int
		for j := i; j < len(t.tokens); j++ {
			out = append(out, j)
		}
		return out
	}
	return nil
}

// goal reads where a path is to lead: "lag en vei til fagbrev".
func (t *talk) goal() {
	if t.u.Talk.Talk != content.MakePath || t.u.Person.Goal != "" {
		return
	}
	for _, i := range t.whereTo() {
		if g, ok := t.ix.told.goals[t.tokens[i].text]; ok {
			t.u.Person.Goal = g
			return
		}
	}
}

// partOf reports whether the words of a stand in a longer phrase: "takk for hjelpen"
// asks for no help.
func (t *talk) partOf(a asking) bool {
	return slices.ContainsFunc(t.said, func(o asking) bool {
		return (rank(o.says.Talk) > 0 || o.says.Talk == content.Listing) && len(o.words) > len(a.words) && !slices.ContainsFunc(a.words, func(w int) bool { return !slices.Contains(o.words, w) })
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

// leastDescribed is how much is told of a participant where a text describes one.
const leastDescribed = 2

// leastTold is how much is told of a participant where a topic that is named is theirs too:
// "hun har master i økonomi, hva anbefaler du?"
const leastTold = 3

// namesTopics reports whether a text names no entry but topics, outside what it tells.
func (t *talk) namesTopics(told []int) bool {
	for i := range t.tokens {
		if !slices.Contains(told, i) && slices.ContainsFunc(t.u.Mentions, func(m Mention) bool {
			return m.First <= i && i <= m.Last && m.Entry.Kind != content.Actor && m.Entry.Kind != content.Level && m.Entry.Kind != content.Topic
		}) {
			return false
		}
	}
	return true
}

// another reports whether a text begins with somebody else: "new participant: man, 60".
func (t *talk) another() bool {
	const opening = 2 // at most so many words before: "ok, ny deltaker"
	return slices.ContainsFunc(t.said, func(a asking) bool {
		return a.says.Talk == content.Restart && a.first() <= opening && a.last() < len(t.tokens)-1
	})
}

// asksBroadly reports whether all that is asked is what there is for the participant that is
// told of: "hva passer for …", "what would you suggest?". What else is told names no entry.
func (t *talk) asksBroadly(told []int) bool {
	if !t.namesNothing(told) {
		return false
	}
	asks := map[int]bool{} // the clauses that ask
	for _, w := range t.tokens {
		if in1(t.ix.small.sidesAsked, w.text) {
			return false
		}
		if in1(t.ix.small.asks, w.text) {
			asks[w.clause] = true
		}
	}
	if len(asks) == 0 && len(t.tokens) > 0 { // the last clause does, or nothing
		asks[t.tokens[len(t.tokens)-1].clause] = true
	}
	words := slices.Clone(told)
	for i, w := range t.tokens {
		background := !asks[w.clause] && len(t.u.Person.fields()) >= leastDescribed
		if background || in1(t.ix.small.broad, w.text) || in1(t.ix.small.asks, w.text) || in1(t.ix.small.pronouns, w.text) {
			words = append(words, i)
		}
	}
	return t.nothingBut(words)
}

// nothingBut reports whether nothing is said but what is told of a participant, who
// asks, and that a list or the same of something else is wanted.
func (t *talk) nothingBut(told []int) bool {
	words := append(slices.Clone(told), t.asker...)
	for _, a := range t.said {
		switch a.says.Talk {
		case content.Listing, content.AlsoOf, content.Greeting, content.Thanks, content.Restart:
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

// asksNothing reports whether a text asks for nothing and names no entry but in what it
// tells of a participant.
func (t *talk) asksNothing(told []int) bool {
	return t.namesNothing(told) && !t.asksAnything()
}

// asksAnything reports whether a word asks, or a question mark stands anywhere.
func (t *talk) asksAnything() bool {
	return slices.ContainsFunc(t.tokens, func(w token) bool { return w.asks || in1(t.ix.small.asks, w.text) })
}

// namesNothing reports whether a text names no entry but in what it tells of a participant.
func (t *talk) namesNothing(told []int) bool {
	for i := range t.tokens {
		if !slices.Contains(told, i) && t.inSubject(i) {
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

var Debug func(*talk, []int)
