package search

import (
	"slices"

	"veiviser/content"
	"veiviser/search/classifier"
)

// How sure the classifier of sections must be. Learnt from three of the guide's voices and
// asked the phrases of the fourth, which name a section each (2,011), with these two the
// section was right in 58 %, another in 15 % and none in 27 %; the phrases of
// _sections.yaml alone had 39, 27 and 34.
const (
	sureSection   = 0.5  // says a section from here
	doubtsSection = 0.05 // a section that a phrase asks for is taken back below
)

// questions calls fn with each phrase of the guide and the section it asks for: its place
// in [content.Sections], and one more for a phrase that the whole entry answers.
func (c corpus) questions(fn func(class int, text string)) {
	all := content.Sections()
	for _, e := range c.entries {
		for _, l := range content.Langs() {
			t := e.Text(l)
			for _, a := range t.Asked {
				fn(len(all), a)
			}
			for class, s := range all {
				for _, a := range t.QuestionsFor(s) {
					fn(class, a)
				}
			}
		}
	}
	for _, p := range c.guide.SectionPhrases() {
		fn(slices.Index(all, p.Section), p.Example)
	}
}

// trainSections learns which section a question asks for.
func (ix *Index) trainSections() *classifier.Model {
	var examples []classifier.Example
	ix.corpus.questions(func(class int, text string) {
		u := ix.understand(ix.tokens(text, maxWords))
		examples = append(examples, classifier.Example{Class: class, Words: u.facetWords()})
	})
	return classifier.Train(examples, len(content.Sections())+1)
}

// facetWords are the words of a question but for the names in it, of entries, people and
// places: of what is asked, they tell which side. Small words are half of what tells it, so they count in full.
func (u *Understanding) facetWords() []classifier.Word {
	var out []classifier.Word
	for i, t := range u.tokens {
		if !t.foreign && !within(u.Mentions, i) {
			out = append(out, classifier.Word{Text: t.text, Share: 1})
		}
	}
	return out
}

// learnt lets the classifier of sections speak where the phrases ask for one section or
// none: it says what they don't know, and takes back what they misread. Beside a name that
// decides, a phrase is sure: little else is said that it could have been misread in.
func (r *reader) learnt() {
	if r.ix.sections == nil || len(r.u.Sections) > 1 || len(r.u.Sections) == 1 && r.u.decided {
		return
	}
	words := r.u.facetWords()
	if len(words) == 0 {
		return
	}
	all := content.Sections()
	logits := r.ix.sections.Scores(words)
	best := 0
	for i := range all {
		if logits[i] > logits[best] {
			best = i
		}
	}
	switch said := r.u.Sections; {
	case probability(logits, best) >= sureSection:
		r.u.Sections = []content.Section{all[best]}
	case len(said) == 1 && probability(logits, slices.Index(all, said[0])) < doubtsSection:
		r.u.Sections = nil
	}
}
