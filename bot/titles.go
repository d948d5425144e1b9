package bot

import (
	"veiviser/content"
	"veiviser/locales"
)

// sectionTitle returns the heading of a section, its key for an unknown one.
func (co composer) sectionTitle(s content.Section) string {
	if k, ok := sectionKeys[s]; ok {
		return co.words.Text(k)
	}
	return string(s)
}

// markTitle names a mark of an entry, the mark itself for an unknown one.
func (co composer) markTitle(mark string) string {
	for _, keys := range []map[string]locales.Key{goalKeys, schoolingKeys, residenceKeys} {
		if k, ok := keys[mark]; ok {
			return co.words.Text(k)
		}
	}
	return mark
}
