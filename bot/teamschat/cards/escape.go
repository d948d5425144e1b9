package cards

import "regexp"

// markdownMarks are what some Teams client takes for formatting in a TextBlock or a
// FactSet, and the "<" of a tag or mention.
var markdownMarks = regexp.MustCompile("[\\\\`*_\\[\\]<>#~|]|^\\s*([-+]|\\d+[.)])")

// Escape makes a text that TextBlock and FactSet show as it stands: text of the guide
// can neither format, link nor mention.
func Escape(s string) string {
	return markdownMarks.ReplaceAllStringFunc(s, func(m string) string {
		return m[:len(m)-1] + `\` + m[len(m)-1:]
	})
}
