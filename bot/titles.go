package bot

import (
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// Names says in one language what things are called: the guide's sections and marks, kinds of
// numbers, and what is told of a participant.
type Names struct{ words *locales.Words }

// Names returns what things are called in a language.
func (cs Cards) Names(l content.Lang) Names { return cs.in(l).Names }

// SectionTitle returns the heading of a section, its key for an unknown one.
func (na Names) SectionTitle(s content.Section) string {
	if k, ok := sectionKeys[s]; ok {
		return na.words.Text(k)
	}
	return string(s)
}

// MarkTitle names a mark of an entry (a goal, schooling or ground of residence), the mark
// itself for an unknown one.
func (na Names) MarkTitle(mark string) string { return na.markTitle(mark) }

// markTitle names a mark of an entry, the mark itself for an unknown one.
func (na Names) markTitle(mark string) string {
	for _, keys := range []map[string]locales.Key{goalKeys, schoolingKeys, residenceKeys} {
		if k, ok := keys[mark]; ok {
			return na.words.Text(k)
		}
	}
	return mark
}

// SnippetLang returns the name of a snippet language, the code itself for an unknown one.
func (na Names) SnippetLang(lang string) string {
	k, ok := langKeys[lang]
	if !ok {
		return lang
	}
	return na.words.Text(k)
}

// sides names sections within a sentence.
func (na Names) sides(ss []content.Section) string { return strings.Join(na.sideNames(ss), ", ") }

func (na Names) sideNames(ss []content.Section) []string {
	names := make([]string, len(ss))
	for i, s := range ss {
		names[i] = na.words.Text(sideKeys[s])
	}
	return names
}

func (na Names) side(s content.Section) Side {
	return Side{Section: s, Title: na.SectionTitle(s), Short: na.words.Text(sideKeys[s])}
}

// NumberName names one of [NumberKinds] within a sentence.
func (na Names) NumberName(k NumberKind) string { return na.words.Text(numberKeys[k]) }
