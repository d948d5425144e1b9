package search

import (
	"slices"
	"unicode/utf8"
)

// backgroundShare is how much a word counts that stands in another sentence than the
// one that asks: the case is what a question is seen against, not what it asks.
const backgroundShare = 0.2

// proper reports whether the word is written as the names of people and places are. A
// long one may as well begin a sentence; few names are so long.
func (t token) proper() bool {
	const long = 8
	return t.capital && (!t.initial || utf8.RuneCountInString(t.text) < long)
}

// question reads a question: its words without those that name a person, a place or a
// month, which are no evidence for or against an entry. The guide says what is common.
func (ix *Index) question(text string) []token {
	return slices.DeleteFunc(ix.tokens(text, maxWords), func(t token) bool {
		_, common := ix.common[t.text]
		return t.proper() && !common
	})
}

// read understands a question and prepares its scoring.
func (ix *Index) read(text string) (*scorer, Understanding, error) {
	ts := ix.question(text)
	u, err := ix.understand(ts)
	return &scorer{ix: ix, words: ts, slipsOf: u.near}, u, err
}
