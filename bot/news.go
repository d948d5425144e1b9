package bot

import (
	"cmp"
	"slices"
	"time"

	"veiviser/content"
)

// News is a change of law with what of the guide it touches.
type News struct {
	Date  string // in words; empty for one whose day is not set
	Text  string // what changes, in a sentence
	Items []Item // some of the entries it touches, at most maxTouched; none where the guide has none
}

const (
	maxTouched = 3
	maxInForce = 4 // changes in force: older ones have no news in them
)

// News returns the changes of law of the guide as they stand on the day now: those to come,
// the next first and then those whose day is not set, and the latest that are in force, the
// newest first.
func (cs Cards) News(l content.Lang, now time.Time) (coming, inForce []News) {
	co := telling{cs.in(l)}
	var next, past []content.Change
	for _, ch := range content.Changes(co.guide) {
		if today := content.DateOf(now); ch.Date.Unknown() || today.Before(ch.Date) {
			next = append(next, ch)
		} else {
			past = append(past, ch)
		}
	}
	slices.SortStableFunc(next, func(a, b content.Change) int {
		return cmp.Compare(a.Date.String(), b.Date.String()) // "ukjent" stands behind every year
	})
	slices.SortStableFunc(past, func(a, b content.Change) int { return cmp.Compare(b.Date.String(), a.Date.String()) })
	for _, ch := range next {
		coming = append(coming, co.news(ch))
	}
	for _, ch := range past[:min(maxInForce, len(past))] {
		inForce = append(inForce, co.news(ch))
	}
	return coming, inForce
}

// telling lays out what is new.
type telling struct{ composer }

// news lays a change out. What its note says after the first sentence is to readers of an
// entry that is older.
func (co telling) news(ch content.Change) News {
	n := News{Date: ch.Date.In(co.lang), Text: FirstSentence(ch.Note[co.lang])}
	var touched []*content.Entry
	for _, id := range ch.Entries {
		if e, ok := co.guide.Entry(id); ok {
			touched = append(touched, e)
		}
	}
	// Of what a change touches, offers and money say most of it; a topic, a person and who is
	// responsible are touched by many.
	last := []content.Kind{content.Topic, content.Journey, content.Actor}
	slices.SortStableFunc(touched, func(a, b *content.Entry) int {
		return cmp.Compare(slices.Index(last, a.Kind), slices.Index(last, b.Kind))
	})
	n.Items = co.items(ids(touched[:min(maxTouched, len(touched))]))
	return n
}
