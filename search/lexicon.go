package search

// lexicon is what the search knows of the languages apart from the guide: how words
// are spelled, and which of them say something about the question itself.
type lexicon struct {
	fold  func(string) string // makes one spelling of many
	stop  wordSets            // words left out
	marks wordSets            // words that tell one language from the others
	cues  []cue               // phrases that ask for one section
}

// newLexicon folds every list with the same fold that texts are folded with.
func newLexicon(fold func(string) string) lexicon {
	return lexicon{
		fold:  fold,
		stop:  newWordSets(stopWords, fold),
		marks: newWordSets(marks, fold),
		cues:  newCues(fold),
	}
}
