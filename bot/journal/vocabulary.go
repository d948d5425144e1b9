package journal

import (
	"encoding/json"
	"math"
	"slices"

	"veiviser/bot"
	"veiviser/content"
)

// maxNumber is above every year, age and place in a list, and below every number that
// could be a person's.
const maxNumber = 10_000

// inVocabulary reports whether the JSON holds nothing but entries' ids, places of the
// versions served, words of the guide's own lists, small numbers and truth values, so that nothing anybody wrote can be kept
// by way of it.
func (c *core) inVocabulary(state string) bool {
	var v any
	return json.Unmarshal([]byte(state), &v) == nil && c.valueInVocabulary(v)
}

func (c *core) valueInVocabulary(v any) bool {
	switch v := v.(type) {
	case string:
		return v == "" || c.entries.knows(v) || isWord(v) || c.isPick(v)
	case float64:
		return math.Abs(v) < maxNumber
	case []any:
		for _, e := range v {
			if !c.valueInVocabulary(e) {
				return false
			}
		}
	case map[string]any: // the keys are names of fields
		for _, e := range v {
			if !c.valueInVocabulary(e) {
				return false
			}
		}
	}
	return true
}

// isPick reports whether s names a statement of an entry as it was served.
func (c *core) isPick(s string) bool {
	p, ok := bot.ParsePick(s)
	return ok && c.entries.knows(p.Entry) && c.entries.served(p.Digest)
}

// isWord reports whether s stands in one of the guide's lists.
func isWord(s string) bool {
	_, isLang := content.ParseLang(s)
	return isLang || slices.Contains(content.Sections(), content.Section(s)) ||
		slices.Contains(content.Kinds(), content.Kind(s)) || slices.Contains(content.Goals(), s) ||
		slices.Contains(content.SchoolingLevels(), s) || slices.Contains(content.ResidenceGrounds(), s) ||
		slices.Contains(content.CEFRLevels(), s) || slices.Contains(content.Residences(), s) ||
		slices.Contains(content.Statuses(), s) || slices.Contains(content.ProfileFields(), s) || slices.Contains(content.Papers(), s) || slices.Contains(content.Genders(), s) ||
		slices.Contains(bot.WayWords(), s)
}

// validLang reports whether l is a language of the guide or none.
func validLang(l content.Lang) bool {
	_, ok := content.ParseLang(string(l))
	return ok || l == ""
}

// knownLang is l, or none for a language of a guide that had more of them.
func knownLang(l content.Lang) content.Lang {
	l, _ = content.ParseLang(string(l))
	return l
}
