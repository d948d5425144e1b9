package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/norwegian"
	"golang.org/x/text/unicode/norm"

	"veiviser/content"
)

// fold makes one spelling of many: compatibility forms and case are unified, accents
// dropped, and å/aa, ø/oe, æ/ae written a, o and a. Question and guide are folded
// alike, so an adviser without Norwegian keys finds what one with them finds.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	var prev rune
	for _, r := range norm.NFKD.String(s) {
		if r >= utf8.RuneSelf && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r)) {
			continue
		}
		r = unicode.ToLower(r)
		switch r {
		case 'æ':
			r = 'a'
		case 'ø':
			r = 'o'
		}
		switch {
		case r == 'a' && prev == 'a', r == 'e' && (prev == 'a' || prev == 'o'):
			// aa, ae and oe are ways to write å, æ and ø.
			prev = 0
			continue
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// maxWord bounds one word; nothing people write is longer.
const maxWord = 60

// words folds text and splits it into words.
func (lx lexicon) words(text string) []string {
	var out []string
	eachWord(text, func(w string, _ []rune) bool {
		if w = lx.fold(w); w != "" && utf8.RuneCountInString(w) <= maxWord {
			out = append(out, w)
		}
		return true
	})
	return out
}

// split returns the words of text as they are written.
func split(text string) []string {
	var out []string
	eachWord(text, func(w string, _ []rune) bool {
		if utf8.RuneCountInString(w) <= maxWord {
			out = append(out, w)
		}
		return true
	})
	return out
}

// eachWord calls fn with every word of text as it was typed, a run of letters and
// digits, and with what stands between it and the word before. A slash, comma or point
// between digits stays (23/5, 37,5), for such things are names here. It ends when fn
// returns false.
func eachWord(text string, fn func(word string, before []rune) bool) {
	rs := []rune(norm.NFKC.String(text))
	start, end := -1, 0 // of the word, and where the word before ended
	for i, r := range rs {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if start < 0 {
				start = i
			}
			continue
		case start < 0, unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
			continue
		case r == '/' || r == ',' || r == '.':
			if i+1 < len(rs) && unicode.IsDigit(rs[i-1]) && unicode.IsDigit(rs[i+1]) {
				continue
			}
		}
		if !fn(string(rs[start:i]), rs[end:start]) {
			return
		}
		start, end = -1, i
	}
	if start >= 0 {
		fn(string(rs[start:]), rs[end:start])
	}
}

// stem reduces a folded word to its stem in the language; nynorsk shares bokmål's
// stemmer, whose endings cover both.
func stem(l content.Lang, w string) string {
	if !isWord(w) {
		return w
	}
	env := snowballstem.NewEnv(w)
	if l == content.English {
		english.Stem(env)
	} else {
		norwegian.Stem(env)
	}
	st := env.Current()
	if l != content.English && strings.HasSuffix(st, "mm") {
		// No Norwegian word ends so: programmet is of program.
		st = st[:len(st)-1]
	}
	return st
}

// isWord reports whether w is letters only: numbers, paragraphs and codes have no
// stem.
func isWord(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
