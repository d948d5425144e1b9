package bot

import (
	"veiviser/content"
	"veiviser/locales"
)

// SectionTitle returns the heading of a section, its key for an unknown one.
func (b *Bot) SectionTitle(l content.Lang, s content.Section) string {
	if k, ok := sectionKeys[s]; ok {
		return b.words(l).Text(k)
	}
	return string(s)
}

// MarkTitle names a mark of an entry (a goal, schooling or ground of residence), the
// mark itself for an unknown one.
func (b *Bot) MarkTitle(l content.Lang, mark string) string {
	for _, keys := range []map[string]locales.Key{goalKeys, schoolingKeys, residenceKeys} {
		if k, ok := keys[mark]; ok {
			return b.words(l).Text(k)
		}
	}
	return mark
}
