package search

import (
	"slices"

	"veiviser/content"
)

// Intent is what a question wants to be answered with.
type Intent string

// The intents. Commands and small talk are no matter of the search.
const (
	Answer      Intent = "answer"     // what the guide says
	Definition  Intent = "definition" // what something is
	List        Intent = "list"       // several entries
	Compare     Intent = "compare"    // how two entries differ
	Example     Intent = "journey"    // somebody's way, to lean on
	Responsible Intent = "who"        // who does it
)

// intent tells what kind of answer is wanted.
func (r *reader) intent() {
	u := r.u
	u.Differs = r.differs()
	switch {
	case u.Differs && (len(u.Mentions) != 1 || r.refers()):
		u.Intent = Compare
	case u.listed && !r.ownSubject():
		u.Intent = List
	case r.has(r.ix.small.examples):
		u.Intent = Example
	case slices.Contains(u.Sections, content.Responsible):
		u.Intent = Responsible
	case slices.Contains(u.Sections, content.What):
		u.Intent = Definition
	case len(u.Sections) == 0 && r.has(r.ix.small.lists) && r.has(r.ix.small.asks):
		u.Intent = List
	default:
		u.Intent = Answer
	}
}

// differs reports whether a question asks how things differ, in a word of its own: neither
// part of a name nor of what asks for a section, as "local differences" is.
func (r *reader) differs() bool {
	longer := slices.DeleteFunc(slices.Clone(r.u.Mentions), func(m Mention) bool { return m.First == m.Last })
	asking := r.sectionWords()
	return slices.ContainsFunc(r.tokens, func(t token) bool {
		return (in1(r.ix.small.differs, t.text) || r.measures(t.place)) && !within(longer, t.place) && !slices.Contains(asking, t.place)
	})
}

// measures reports whether word i and the next one hold one thing against another: "the same
// as", "better than".
func (r *reader) measures(i int) bool {
	return i+1 < len(r.tokens) && in1(r.ix.small.measures, r.tokens[i].text) && in1(r.ix.small.thans, r.tokens[i+1].text)
}

// either reports whether one of the words stands between others.
func (u *Understanding) either(words set) bool {
	for i, t := range u.tokens {
		if i > 0 && i+1 < len(u.tokens) && in1(words, t.text) {
			return true
		}
	}
	return false
}

// ownSubject reports whether an entry is named that a question may be about by itself.
func (r *reader) ownSubject() bool {
	return slices.ContainsFunc(r.u.Mentions, func(m Mention) bool { return !IsContext(m.Entry) })
}
