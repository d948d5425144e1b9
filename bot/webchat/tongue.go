package webchat

import (
	"html/template"
	"iter"
	"regexp"
	"strings"
	"unicode"

	"veiviser/content"
)

// The languages that words of the guide are told apart by. Norwegian is of no written
// form: a title seldom tells which.
const (
	norwegian = "no"
	english   = "en"
)

// tongues knows the words of a guide's Norwegian from those of its English, so that a
// title can say which of its words are of another language than the page: screen readers
// pronounce them by that, and browsers hyphenate them.
type tongues struct {
	uses map[string]*uses
}

// uses is how often a word stands in Norwegian texts, and in English ones.
type uses struct{ no, en int }

// newTongues counts the words of g. What an English text has in brackets is often the
// Norwegian word, and is not counted as English.
func newTongues(g *content.Guide) *tongues {
	t := &tongues{map[string]*uses{}}
	for _, e := range g.Entries() {
		for _, l := range content.Langs() {
			for _, s := range textsOf(e.Text(l)) {
				t.count(l, s)
			}
		}
	}
	return t
}

// textsOf are the texts that a reader sees of an entry.
func textsOf(t *content.Text) []string {
	out := append([]string{t.Title, t.Short, t.Summary}, t.AlsoCalled...)
	for _, s := range t.Sections {
		for _, p := range s.Points {
			out = append(out, p.Text)
		}
	}
	return out
}

func (t *tongues) count(l content.Lang, s string) {
	if l == content.English {
		s = withoutBrackets(s)
	}
	for w := range wordsOf(s) {
		n := t.uses[w]
		if n == nil {
			n = &uses{}
			t.uses[w] = n
		}
		if l == content.English {
			n.en++
		} else {
			n.no++
		}
	}
}

// withoutBrackets leaves out what stands in brackets.
func withoutBrackets(s string) string {
	for {
		before, rest, ok := strings.Cut(s, "(")
		_, after, closed := strings.Cut(rest, ")")
		if !ok || !closed {
			return s
		}
		s = before + after
	}
}

// wordsOf are the words of a text in small letters. Abbreviations in capitals and web
// addresses are of no language.
func wordsOf(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for w := range strings.FieldsSeq(s) {
			w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
			small := strings.ToLower(w)
			if w == "" || strings.Contains(w, ".") || len(w) > 1 && w == strings.ToUpper(w) {
				continue
			}
			if !yield(small) {
				return
			}
		}
	}
}

// often is how many times as often a word must stand in one language to be of it and not
// of both.
const often = 2

// of returns the language that most words of s are of; empty where the guide knows none
// of them, or as many of both.
func (t *tongues) of(s string) string {
	no, en := 0, 0
	for w := range wordsOf(s) {
		n := t.uses[w]
		switch {
		case n == nil && strings.ContainsAny(w, "æøå"):
			no++
		case n == nil:
		case n.no > often*n.en:
			no++
		case n.en > often*n.no:
			en++
		}
	}
	switch {
	case no > en:
		return norwegian
	case en > no && en > 1: // one alone may be a name
		return english
	}
	return ""
}

// bracketed is a part of a text in brackets.
var bracketed = regexp.MustCompile(`\([^()]*\)`)

// mark returns a title of a page in l, its parts in another language marked. What stands
// in brackets is a part of its own.
func (t *tongues) mark(l content.Lang, s string) template.HTML {
	own := norwegian
	if l == content.English {
		own = english
	}
	var b strings.Builder
	part := func(s string) {
		of := t.of(s)
		if of == "" || of == own {
			b.WriteString(template.HTMLEscapeString(s))
			return
		}
		text := strings.TrimSpace(s)
		before, after, _ := strings.Cut(s, text)
		b.WriteString(before)
		writeIn(&b, "span", of, text)
		b.WriteString(after)
	}
	last := 0
	for _, at := range bracketed.FindAllStringIndex(s, -1) {
		part(s[last:at[0]])
		b.WriteString("(")
		part(s[at[0]+1 : at[1]-1])
		b.WriteString(")")
		last = at[1]
	}
	part(s[last:])
	return template.HTML(b.String())
}

// latin is words of Latin letters and numbers, one after the other: "kr 22 758".
var latin = regexp.MustCompile(`\p{Latin}[\p{Latin}\d]*(?:[ .\x{a0}\x{202f}-][\p{Latin}\d]+)*`)

// snippet returns a text to the participant, its Norwegian words marked: in another script
// all Latin letters, which also keep their own direction, else what stands in brackets.
func (t *tongues) snippet(lang, s string) template.HTML {
	var b strings.Builder
	last := 0
	within, element := latin, "bdi"
	if usesLatin(s) {
		within, element = bracketed, "span"
	}
	for _, at := range within.FindAllStringIndex(s, -1) {
		if element == "span" {
			at = []int{at[0] + 1, at[1] - 1}
			if lang == string(content.Bokmal) || t.of(s[at[0]:at[1]]) != norwegian {
				continue
			}
		}
		b.WriteString(template.HTMLEscapeString(s[last:at[0]]))
		writeIn(&b, element, norwegian, s[at[0]:at[1]])
		last = at[1]
	}
	b.WriteString(template.HTMLEscapeString(s[last:]))
	return template.HTML(b.String())
}

// usesLatin reports whether most letters of s are Latin.
func usesLatin(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case !unicode.IsLetter(r):
		case unicode.Is(unicode.Latin, r):
			n++
		default:
			n--
		}
	}
	return n >= 0
}

// writeIn writes an element with its language.
func writeIn(b *strings.Builder, element, lang, s string) {
	b.WriteString("<" + element + ` lang="` + lang + `">` + template.HTMLEscapeString(s) + "</" + element + ">")
}
