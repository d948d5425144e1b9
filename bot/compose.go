package bot

import (
	"cmp"

	"veiviser/content"
	"veiviser/locales"
)

// Cards lays out what one guide holds. Here as in [Places], a language that the guide
// does not have is answered in bokmål. It is safe for concurrent use.
type Cards struct {
	guide *content.Guide
	all   *locales.Catalog
}

// Guide returns the guide.
func (cs Cards) Guide() *content.Guide { return cs.guide }

func (cs Cards) words(l content.Lang) *locales.Words { return cs.all.In(string(l)) }

// composer lays out cards in one language. [Cards.in] is the only way to one, so what
// composes always has a language that the guide is written in.
type composer struct {
	guide *content.Guide
	lang  content.Lang
	Names
}

// in returns the composer for l; a language the guide does not have counts as none,
// and none is bokmål.
func (cs Cards) in(l content.Lang) composer {
	l = cmp.Or(known(l), content.Bokmal)
	return composer{guide: cs.guide, lang: l, Names: Names{cs.words(l)}}
}

// known is l, or none where the guide does not have it: a Lang can be made from any
// string, as a row of an old database is.
func known(l content.Lang) content.Lang {
	l, _ = content.ParseLang(string(l))
	return l
}

// EntryCard lays out an entry, section asked first (empty: the usual order). The
// entry may be an older version; relations are named as in today's guide.
func (cs Cards) EntryCard(l content.Lang, e *content.Entry, asked content.Section) Card {
	return cs.in(l).entryCard(e, asked)
}

// StepCard lays out step k (from 1) of a journey. ok is false if the entry is no
// journey or has no such step.
func (cs Cards) StepCard(l content.Lang, e *content.Entry, k int) (c Card, ok bool) {
	return cs.in(l).stepCard(e, k)
}

// Map lists every topic with its offers.
func (cs Cards) Map(l content.Lang) Card { return lists{cs.in(l)}.topicMap() }

// List lists the offers by how those stand to them whom the filter tells of.
func (cs Cards) List(l content.Lang, f Filter) Card {
	co := stands{cs.in(l), f.told()}
	return co.card(co.offers(func(*content.Entry) bool { return true }), 1)
}

// Choice lays an entry out as one of several.
func (cs Cards) Choice(l content.Lang, e *content.Entry) Choice { return cs.in(l).choice(e) }

// Item is e as a link to its page.
func (cs Cards) Item(l content.Lang, e *content.Entry) Item { return cs.in(l).item(e) }

// Help says how to ask.
func (cs Cards) Help(l content.Lang) Card { return lists{cs.in(l)}.help() }

// Examples returns questions to try.
func (cs Cards) Examples(l content.Lang) []string { return lists{cs.in(l)}.examples() }

// Snippet returns the entry's text to the participant in lang. ok is false if the
// entry has none.
func (cs Cards) Snippet(l content.Lang, e *content.Entry, lang string) (s Snippet, ok bool) {
	return cs.in(l).snippet(e, lang)
}
