package search

import (
	"cmp"
	"slices"

	"veiviser/content"
)

// dropping reads that something told before is to be forgotten: "glem alderen", "fjern A2".
type dropping struct {
	*talk
	fields []string // of content.ProfileFields and content.Statuses: to be forgotten
	words  []int    // the words that say so
}

// read makes what a text tells what is to be forgotten, where that is all it says. told are
// the words that tell of the participant.
func (d dropping) read(told []int) {
	first, ok := d.begins()
	if !ok {
		return
	}
	if in1(d.ix.told.lacking, d.tokens[first].text) && !d.takesBack(first) {
		return // "uten jobb"
	}
	d.words = []int{first}
	for _, a := range d.said {
		if a.says.Talk == content.Field {
			d.words = append(d.words, a.words...)
			d.add(a.says.Value)
		}
	}
	for i, w := range d.tokens {
		if s, ok := d.ix.told.posts[w.text]; ok && i > first {
			d.words = append(d.words, i)
			d.add(s)
		}
	}
	p := &d.u.Person
	for _, f := range p.fields() {
		if f != "norwegian" && f != "reaches" {
			d.add(f)
		}
	}
	level := cmp.Or(p.Norwegian, p.Reaches)
	if level == "none" {
		d.add("norwegian")
		level = ""
	}
	if len(d.fields) == 0 && level == "" {
		return
	}
	const few = 4 // words that hardly say anything beside
	if len(d.tokens) > few && !d.without(append(d.words, told...)).onlySmall(d.ix.told.dropBeside) {
		return
	}
	*p = Person{Drops: d.fields, DropsLevel: level, Against: p.Against}
}

// lackable are the fields that "without" takes back: "uten alder"; "uten skolegang" tells something.
var lackable = set{"age": {}, "gender": {}, "residence": {}, "goal": {}, "status": {}}

// takesBack reports whether "without" at word i takes a field back.
func (d dropping) takesBack(i int) bool {
	return slices.ContainsFunc(d.said, func(a asking) bool {
		return a.says.Talk == content.Field && in1(lackable, a.says.Value) && a.first() > i && a.first() <= i+2
	})
}

// add notes a field that is to be forgotten.
func (d *dropping) add(field string) {
	if !slices.Contains(d.fields, field) {
		d.fields = append(d.fields, field)
	}
}

// begins is the word that a text begins with which says that something is to be forgotten,
// after polite ones; ok is false for none. "Ta" says so with "bort" or the like.
func (d dropping) begins() (first int, ok bool) {
	told, small := &d.ix.told, &d.ix.small
	first = slices.IndexFunc(d.tokens, func(w token) bool {
		return !in1(small.polite, w.text) && !in1(small.ofUs, w.text) && !in1(told.no, w.text) && !in1(small.opens, w.text)
	})
	if first < 0 || !in1(told.drops, d.tokens[first].text) {
		return 0, false
	}
	away := func(w token) bool { return in1(told.away, w.text) }
	return first, !in1(told.takes, d.tokens[first].text) || slices.ContainsFunc(d.tokens, away)
}
