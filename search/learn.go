package search

import (
	"veiviser/content"
	"veiviser/search/classifier"
)

// texts calls fn with each text that is learnt from: a class for each entry, in their
// order, and one more for what lies outside.
func (c corpus) texts(fn func(class int, text string)) {
	for i, e := range c.entries {
		for _, l := range content.Langs() {
			t := e.Text(l)
			for _, n := range append([]string{t.Title}, t.AlsoCalled...) {
				fn(i, n)
			}
			for _, a := range t.Questions() {
				fn(i, a)
			}
			for _, s := range []string{t.Summary, t.Persona, t.Start, t.Goal} {
				fn(i, s)
			}
			for _, st := range t.Sections {
				for _, p := range st.Points {
					fn(i, p.Text)
				}
			}
			for _, s := range e.Steps {
				fn(i, s.Texts[l].Title+"\n"+s.Texts[l].Text)
			}
		}
	}
	for _, o := range c.outside {
		for _, l := range content.Langs() {
			for _, p := range o.Phrases[l] {
				fn(len(c.entries), p)
			}
		}
	}
}

// smallShare is how much a small word counts in what is learnt from, and in a question:
// it says little, but "etter" before a name asks for something else than "uten".
const smallShare = 0.5

// shares are the words of a text as they are learnt from.
func (lx lexicon) shares(text string) []classifier.Word {
	var out []classifier.Word
	for _, w := range lx.words(text) {
		out = append(out, classifier.Word{Text: w, Share: lx.share(w)})
	}
	return out
}

// share is how much a word counts in what is learnt from.
func (lx lexicon) share(word string) float64 {
	if lx.stop.any(word) {
		return smallShare
	}
	return 1
}

// train learns a classifier of the corpus. Every text counts alike: more for names, or
// less for points, was worse on phrases left out.
func (c corpus) train(lx lexicon) *classifier.Model {
	var examples []classifier.Example
	c.texts(func(class int, text string) {
		examples = append(examples, classifier.Example{Class: class, Words: lx.shares(text)})
	})
	return classifier.Train(examples, len(c.entries)+1)
}
