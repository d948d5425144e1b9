package search

import (
	"math"
	"slices"

	"veiviser/content"
	"veiviser/search/classifier"
)

// How sure the classifier of sections must be. Of the phrases of one fold that ask for a
// section, it has 49 of a hundred right with these two, 19 wrong and none for 32; the
// phrases of _sections.yaml alone have 38, 32 and 30 (go test ./search -run LeftOut -v).
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
	for _, p := range c.guide.Words().SectionPhrases() {
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
		name := t.foreign || t.capital && !t.known // where it begins a sentence, as far as anybody knows
		if !name && !within(u.Mentions, i) && !slices.Contains(u.also, i) {
			out = append(out, classifier.Word{Text: t.text, Share: 1})
		}
	}
	return out
}

// learnt lets the classifier of sections speak where the phrases ask for one section or
// none: it says what they don't know, and takes back what they misread.
func (r *reader) learnt() {
	if r.ix.sections == nil {
		return
	}
	words := r.u.facetWords()
	all, logits := content.Sections(), r.ix.sections.Scores(words)
	r.u.sides = make([]float64, len(all))
	best := 0
	for i := range all {
		r.u.sides[i] = probability(logits, i)
		if logits[i] > logits[best] {
			best = i
		}
	}
	said := r.u.Sections
	if len(said) > 1 || len(said) == 1 && r.plain() {
		return
	}
	if !slices.ContainsFunc(words, func(w classifier.Word) bool { return !r.ix.stop.any(w.Text) }) {
		return // names and small words ask for nothing
	}
	switch {
	case r.u.sides[best] >= sureSection:
		r.u.Sections = []content.Section{all[best]}
	case len(said) == 1 && r.u.sides[slices.Index(all, said[0])] < doubtsSection:
		r.u.Sections = nil
	}
}

// shortFollowUp is how many words a follow-up has in which hardly more is said than what
// it asks for.
const shortFollowUp = 7

// plain reports whether little is said beside the phrase that asks for a section, in
// which it could have been misread: a name that decides, or nothing new. What the one
// named says nothing of, is more likely misread.
func (r *reader) plain() bool {
	if r.u.decided {
		s := r.u.Sections[0]
		return s == content.What || r.u.Subjects[0].Text(content.Bokmal).Section(s) != nil
	}
	return r.u.FollowUp && len(r.tokens) <= shortFollowUp
}

// plainly reports whether nothing is said but what asks for one section, with a name or of
// what was spoken of before.
func (r *reader) plainly() bool {
	return !r.u.HowMuch && len(r.u.Sections) == 1 && slices.Equal(r.u.Sections, r.u.phrased) && (r.u.Side || r.u.decided && r.nothingElse())
}

// nothingElse reports whether nothing is said but a name, what asks for a section, and of whom.
func (r *reader) nothingElse() bool {
	for i, t := range r.u.tokens {
		if !t.stop && !r.inName(i) && !slices.Contains(r.u.cues, i) && !slices.Contains(r.u.told, i) {
			return false
		}
	}
	return true
}

// speaksFor is how much a question speaks for section s, in logarithms: by the classifier,
// and by a phrase that asks for it. Without a classifier it is the phrase alone.
func (u *Understanding) speaksFor(s content.Section) float64 {
	var out float64
	if slices.ContainsFunc(u.phrased, func(p content.Section) bool { return p == s }) {
		out = saidByPhrase
	}
	if u.sides != nil {
		out += math.Log(u.sides[slices.Index(content.Sections(), s)])
	}
	return out
}

// mayAsk reports whether a question may well ask for section s, by what is learnt.
func (u *Understanding) mayAsk(s content.Section) bool {
	const likely = 0.1
	return u.sides != nil && u.sides[slices.Index(content.Sections(), s)] >= likely
}

// saidByPhrase is what a phrase that asks for a section adds to what is learnt: it makes
// the section thrice as likely.
const saidByPhrase = 1.0

// cue reports whether w is one of the words that ask for a section.
func (u *Understanding) cue(w string) bool {
	return slices.ContainsFunc(u.cues, func(i int) bool { return u.tokens[i].text == w })
}
