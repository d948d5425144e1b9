package search

import (
	"slices"

	"veiviser/content"
)

// Saying is something of talk that a text says.
type Saying struct {
	Talk  content.Talk
	Value string // "" for a key of talk without values
}

// Said is what a text says beside a question to the guide.
type Said struct {
	Talk     Saying         // all that is said, where it is manners or a command; zero else
	Tongues  []content.Lang // the languages that Talk is said in
	Choice   int            // all that is said is a place in a list, from 1; -1 for the last, 0 for none
	Person   Person         // what is told of a participant
	Unnamed  bool           // no section is asked for in words, and no entry named but in what is told of a participant
	Wants    bool           // a goal is told of, and nothing is asked
	Case     bool           // something is told of a participant, and nothing is asked
	Bare     bool           // something is told of a participant, and nothing else is said
	Supposes bool           // it goes on from the question before and supposes something: "and if …", "what if …"
	Also     bool           // it goes on from the question before: "and …"
	About    bool           // it asks of something else what was asked before: "what about …"
	Side     bool           // it asks for a section, and nothing tells of what
	Money    bool           // supports are spoken of, not what one takes part in
	HowMuch  bool           // it asks how much something is
	Differs  bool           // it asks how things differ; of what, the conversation may tell
	Silent   bool           // nothing is said but small words
	Reply    Reply          // what answers a question, where nothing else is said; empty for none
	Fits     bool           // it asks why something fits somebody, or what is missing for it
	Asks     bool           // a word asks, or a question mark stands anywhere
	Broad    bool           // something is told of a participant, and nothing is asked but what there is for them
	Another  bool           // what is told is of another participant than before: "new participant: …"
	Foreign  string         // the language of a text in none of the guide's: of content.SnippetLangs, or content.OtherLang
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
	choice := choice{t.tokens, &t.ix.small, t.sectionWords()}
	if u.Choice = choice.only(); u.Choice == 0 && len(u.Sections) > 0 {
		u.Choice = choice.asked()
	}
	told := t.person()
	u.told = told
	dropping{talk: t}.read(told)
	beside := t.without(told)
	u.Talk = command{t}.read(told)
	if u.Talk.Talk == content.MakePath && u.Person.Goal == "" {
		u.Person.Goal = command{t}.goal()
	}
	u.Reply = replyOf(clauses{t.tokens, &t.ix.lexicon})
	u.Fits = t.fitAsked() >= 0
	u.Asks = t.asksAnything()
	u.About = t.says(content.AlsoOf)
	u.Also = u.About || len(t.tokens) > 0 && in1(t.ix.small.opens, t.tokens[0].text)
	u.Supposes = t.supposed() && (u.Also || in1(t.ix.small.supposes, t.tokens[0].text))
	u.Bare = u.Person.Known() && u.Talk.Talk == "" && beside.onlyTalk()
	u.Unnamed = beside.namesNothing() && !t.asksOneSide(told)
	if u.listed && (u.Unnamed || len(u.Person.fields()) >= leastTold && beside.namesTopics()) {
		u.Intent = List
	}
	u.Broad = u.Person.Known() && u.Talk.Talk == "" && beside.asksBroadly()
	u.Another = u.Person.Known() && u.Talk.Talk == "" && t.another()
	u.Wants = u.Person.Goal != "" && u.Talk.Talk == "" && !t.asksAnything()
	u.Case = u.Bare || u.Person.Known() && u.Talk.Talk == "" && beside.asksNothing()
	u.Side = u.FollowUp && t.without(t.sectionWords()).onlySmall(nil)
	u.Silent = u.Talk.Talk == "" && len(u.Sections) == 0 && !u.Bare && t.without(nil).onlyTalk()
	if n := len(u.Person.fields()); n >= leastDescribed && u.Unnamed && (u.Bare || u.Case || u.Broad) {
		u.Choice = 0 // "34, A2" is no place in a list
		if u.Sections = nil; n < leastTold && !(u.Broad && t.has(t.ix.small.asks)) {
			u.Sections = slices.Clone(u.phrased) // what is learnt of questions tells nothing of a case
		}
	}
	if u.Choice != 0 {
		u.FollowUp = false
		u.Sections = slices.Clone(u.phrased) // what is learnt of questions tells nothing of a place
	}
}

// fitAsked is the word that begins to ask why something fits somebody, -1 for none; "hva kan hun
// få?" asks what there is.
func (t *talk) fitAsked() int {
	at := slices.IndexFunc(t.said, func(a asking) bool {
		i := a.first()
		may := in1(t.ix.small.may, t.tokens[i].text)
		return a.says.Talk == content.Fitting && t.asked(i) && !(may && (t.u.listed || i > 0 && in1(t.ix.small.asks, t.tokens[i-1].text)))
	})
	switch {
	case at >= 0:
		return t.said[at].first()
	case len(t.tokens) == 1 && in1(t.ix.small.why, t.tokens[0].text):
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

// leastDescribed is how much is told of a participant where a text describes one.
const leastDescribed = 2

// leastTold is how much is told of a participant where a topic that is named is theirs too:
// "hun har master i økonomi, hva anbefaler du?"
const leastTold = 3

// another reports whether a text begins with somebody else: "new participant: man, 60".
func (t *talk) another() bool {
	const opening = 2 // at most so many words before: "ok, ny deltaker"
	return slices.ContainsFunc(t.said, func(a asking) bool {
		return a.says.Talk == content.Restart && a.first() <= opening && a.last() < len(t.tokens)-1
	})
}

// asksOneSide reports whether a section is asked for in words that says something in particular,
// beside what is told of a participant.
func (t *talk) asksOneSide(told []int) bool {
	described := len(t.u.Person.fields()) >= leastTold
	return slices.ContainsFunc(t.chosen, func(a asking) bool {
		switch a.section {
		case content.What, content.Who, content.Next:
			return false
		}
		beside := slices.ContainsFunc(a.words, func(i int) bool { return !slices.Contains(told, i) }) // "må tjene penger" tells something
		return beside || !described
	})
}

// supposed reports whether something is supposed within the first words.
func (t *talk) supposed() bool {
	const opening = 3
	return slices.ContainsFunc(t.tokens[:min(opening, len(t.tokens))], func(w token) bool { return in1(t.ix.small.supposes, w.text) })
}

// asksAnything reports whether a word asks, or a question mark stands anywhere.
func (t *talk) asksAnything() bool {
	return slices.ContainsFunc(t.tokens, func(w token) bool { return w.asks || in1(t.ix.small.asks, w.text) })
}

// inSubject reports whether word i names an entry that a question may be about.
func (t *talk) inSubject(i int) bool { return t.namedBy(i, isSubject) }

// namedBy reports whether word i belongs to the name of an entry that ok holds for.
func (t *talk) namedBy(i int, ok func(*content.Entry) bool) bool {
	return slices.ContainsFunc(t.u.Mentions, func(m Mention) bool { return m.First <= i && i <= m.Last && ok(m.Entry) })
}

// isSubject reports whether a question may be about an entry: about an actor or a level it
// is only asked in passing.
func isSubject(e *content.Entry) bool { return e.Kind != content.Actor && e.Kind != content.Level }
