package search

import "veiviser/content"

// lexicon is what the search knows of the languages apart from the guide: how words
// are spelled, and which of them say something about the question itself.
type lexicon struct {
	fold  func(string) string // makes one spelling of many
	stop  wordSets            // words left out
	cues  []cue               // phrases that ask for one section
	kinds map[content.Kind]map[string]struct{}
}

// newLexicon folds every list with the same fold that texts are folded with.
func newLexicon(fold func(string) string) lexicon {
	return lexicon{
		fold:  fold,
		stop:  newStopWords(fold),
		cues:  newCues(fold),
		kinds: newKindCues(fold),
	}
}
