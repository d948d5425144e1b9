package search

import (
	"veiviser/content"
	"veiviser/search/classifier"
)

// How much a text counts as an example of its entry.
const (
	nameWeight  = 3
	askedWeight = 1
	pointWeight = 0.5
	stepWeight  = 0.3
)

// texts calls fn with each text that is learnt from: a class for each entry, in their
// order, and one more for what lies outside.
func (c corpus) texts(fn func(class int, weight float32, text string)) {
	for i, e := range c.entries {
		for _, l := range content.Langs() {
			t := e.Text(l)
			for _, n := range append([]string{t.Title}, t.AlsoCalled...) {
				fn(i, nameWeight, n)
			}
			for _, a := range t.Asked {
				fn(i, askedWeight, a)
			}
			for _, s := range []string{t.Summary, t.Persona, t.Start, t.Goal} {
				fn(i, askedWeight, s)
			}
			for _, st := range t.Sections {
				for _, p := range st.Points {
					fn(i, pointWeight, p.Text)
				}
			}
			for _, s := range e.Steps {
				fn(i, stepWeight, s.Texts[l].Title+"\n"+s.Texts[l].Text)
			}
		}
	}
	for _, o := range c.outside {
		for _, l := range content.Langs() {
			for _, p := range o.Phrases[l] {
				fn(len(c.entries), askedWeight, p)
			}
		}
	}
}

// train learns a classifier of the corpus. Stop words are left out as in a question.
func (c corpus) train(lx lexicon) *classifier.Model {
	var examples []classifier.Example
	c.texts(func(class int, weight float32, text string) {
		var ws []string
		for _, w := range lx.words(text) {
			if !lx.stop.any(w) {
				ws = append(ws, w)
			}
		}
		examples = append(examples, classifier.Example{Class: class, Weight: weight, Words: ws})
	})
	return classifier.Train(examples, len(c.entries)+1)
}
