package bot

import (
	"cmp"

	"veiviser/content"
	"veiviser/locales"
)

// composer lays out cards in one language. [Bot.in] is the only way to one, so what
// composes always has a language that the guide is written in.
type composer struct {
	guide *content.Guide
	lang  content.Lang
	words *locales.Words
}

// in returns the composer for l; a language the guide does not have counts as none,
// and none is bokmål.
func (b *Bot) in(l content.Lang) composer {
	l = cmp.Or(known(l), content.Bokmal)
	return composer{guide: b.c.Guide, lang: l, words: b.words(l)}
}

// known is l, or none where the guide does not have it: a Lang can be made from any
// string, as a row of an old database is.
func known(l content.Lang) content.Lang {
	l, _ = content.ParseLang(string(l))
	return l
}

// EntryCard lays out an entry, section asked first (empty: the usual order). The
// entry may be an older version; relations are named as in today's guide. Here as in
// the methods below, a language the guide does not have is answered in bokmål.
func (b *Bot) EntryCard(l content.Lang, e *content.Entry, asked content.Section) Card {
	return b.in(l).entryCard(e, asked)
}

// StepCard lays out step k (from 1) of a journey. ok is false if the entry is no
// journey or has no such step.
func (b *Bot) StepCard(l content.Lang, e *content.Entry, k int) (c Card, ok bool) {
	return b.in(l).stepCard(e, k)
}

// Map lists every topic with its offers.
func (b *Bot) Map(l content.Lang) Card { return b.in(l).topicMap() }

// List lists the offers the filter lets through, by topic.
func (b *Bot) List(l content.Lang, f Filter) Card { return b.in(l).list(f) }

// Choice lays an entry out as one of several.
func (b *Bot) Choice(l content.Lang, e *content.Entry) Choice { return b.in(l).choice(e) }

// Help says how to ask.
func (b *Bot) Help(l content.Lang) Card { return b.in(l).help() }

// Examples returns questions to try.
func (b *Bot) Examples(l content.Lang) []string { return b.in(l).examples() }

// Snippet returns the entry's text to the participant in lang. ok is false if the
// entry has none.
func (b *Bot) Snippet(l content.Lang, e *content.Entry, lang string) (s Snippet, ok bool) {
	return b.in(l).snippet(e, lang)
}

// SnippetLang returns the name of a snippet language in the adviser's language, the
// code itself for an unknown one.
func (b *Bot) SnippetLang(l content.Lang, lang string) string { return b.in(l).snippetLang(lang) }

// SectionTitle returns the heading of a section, its key for an unknown one.
func (b *Bot) SectionTitle(l content.Lang, s content.Section) string {
	return b.in(l).sectionTitle(s)
}

// MarkTitle names a mark of an entry (a goal, schooling or ground of residence), the
// mark itself for an unknown one.
func (b *Bot) MarkTitle(l content.Lang, mark string) string { return b.in(l).markTitle(mark) }
