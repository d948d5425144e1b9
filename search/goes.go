package search

import (
	"slices"

	"veiviser/content"
)

// goesOn is the share of what a text says that must stand in the subject, for a text that
// refers to something, or opens as one that goes on, to ask of it. One that does neither is
// of at most fewWords, all of which stand there.
const (
	goesOn   = 0.75
	fewWords = 3
)

// onSubject looks for what a text asks in what was spoken of before it.
type onSubject struct{ *scorer }

// goes returns the point of the subject that a text asks for which names nothing of its
// own: "is it taxed?", "and when the child is ill?", "which language". What it says must
// stand in the subject; else it speaks of something else.
func (s onSubject) goes(subject *content.Entry, u *Understanding) *Passage {
	if subject == nil || u.FollowUp || u.decided || u.Talk.Talk != "" || u.Choice != 0 || s.unknown > 0 || s.weight == 0 || s.outside >= surelyOutside {
		return nil
	}
	least := goesOn
	if !u.Refers && !u.Also {
		if least = 1; len(u.tokens) > fewWords {
			return nil
		}
	}
	if slices.ContainsFunc(u.Subjects, func(e *content.Entry) bool { return e != subject && !IsContext(e) }) {
		return nil
	}
	i, ok := s.ix.numbers[subject.ID]
	if !ok || s.ix.entries[i] != subject || s.stands(i) < least {
		return nil
	}
	ps := pointing(s).best(i, 1)
	if len(ps) == 0 {
		return nil
	}
	return &ps[0]
}

// stands is the share of what the text says that stands in the points of entry i.
func (s onSubject) stands(i int) float64 {
	b := s.ix.passages
	sp := b.of(i)
	found := 0.0
	for _, t := range s.asked {
		stands := false
		b.find(t, sp.from, sp.to, func(int, float64) { stands = true })
		if stands {
			found += t.need
		}
	}
	return found / s.weight
}
