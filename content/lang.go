package content

import (
	"slices"
	"strings"
)

// Lang is a language of the guide.
type Lang string

// The three languages every entry is written in.
const (
	Bokmal  Lang = "nb"
	Nynorsk Lang = "nn"
	English Lang = "en"
)

// Langs lists the guide's languages, the one the facts were written in first.
func Langs() []Lang { return []Lang{Bokmal, Nynorsk, English} }

// ParseLang returns the guide language named s ("nb", "nn", "en"). For any other
// string, the empty one included, it returns the zero Lang and false: a language that
// the guide does not have never becomes a Lang.
func ParseLang(s string) (l Lang, ok bool) {
	if !slices.Contains(Langs(), Lang(s)) {
		return "", false
	}
	return Lang(s), true
}

// macrolanguage is the tag for Norwegian of no written form; most of it is bokmål.
const macrolanguage = "no"

// LangOfTag returns the guide language for a language tag or locale as clients send it
// ("nn-NO", "nb_NO", "no"), by its first subtag in any case. It returns the zero Lang
// for a language the guide does not have and for what is no tag.
func LangOfTag(tag string) Lang {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if strings.EqualFold(tag, macrolanguage) {
		return Bokmal
	}
	l, _ := ParseLang(strings.ToLower(tag))
	return l
}
