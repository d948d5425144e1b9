package search

import (
	"strings"

	"veiviser/content"
)

// lexicon is what the search knows of the languages apart from the guide: how words
// are spelled, and which of them say something about the question itself.
type lexicon struct {
	fold       func(string) string // makes one spelling of many
	stop       wordSets            // words left out
	smallPlain set                 // the same, not folded
	small      smallWords          // closed classes that tell how a question is built
	told       toldWords           // closed classes that tell of a participant
}

// newLexicon folds every list with the same fold that texts are folded with.
func newLexicon(fold func(string) string) lexicon {
	return lexicon{
		fold:       fold,
		stop:       newStopWords(fold),
		smallPlain: wordSet(stopWords[content.Bokmal]+stopWords[content.Nynorsk]+stopWords[content.English], strings.ToLower),
		small:      newSmallWords(fold),
		told:       newToldWords(fold),
	}
}
