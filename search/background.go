package search

import "unicode/utf8"

// backgroundShare is how much a word counts that stands in another sentence than the
// one that asks: the case is what a question is seen against, not what it asks.
const backgroundShare = 0.6

// proper reports whether the word is written as the names of people and places are. A
// long one may as well begin a sentence; few names are so long.
func (t token) proper() bool {
	const long = 8
	return t.capital && (!t.initial || utf8.RuneCountInString(t.text) < long)
}

// read understands a question and prepares its scoring: of all words but those that name
// a person, a place or a month, which are no evidence for or against an entry.
func (ix *Index) read(text string) (*scorer, Understanding) {
	ts := ix.tokens(text, maxWords)
	u := ix.understand(ts)
	var words []token
	for i, t := range ts {
		if !t.foreign || within(u.Mentions, i) {
			words = append(words, t)
		}
	}
	return &scorer{ix: ix, words: words, read: &u, who: participant{Profile: u.Person.Profile}}, u
}
