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
	eachWord(text, func(w, _ string) bool {
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
	eachWord(text, func(w, _ string) bool {
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
func eachWord(text string, fn func(word, before string) bool) {
	text = norm.NFKC.String(text)
	start, end := -1, 0 // of the word, and where the word before ended
	var last rune       // the one before r
	for i, r := range text {
		part := unicode.IsLetter(r) || unicode.IsDigit(r) ||
			start >= 0 && (unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || joinsNumber(r) && betweenDigits(last, text[i+1:]))
		switch {
		case part && start < 0:
			start = i
		case !part && start >= 0:
			if !fn(text[start:i], text[end:start]) {
				return
			}
			start, end = -1, i
		}
		last = r
	}
	if start >= 0 {
		fn(text[start:], text[end:start])
	}
}

// joinsNumber reports whether r may stand within a number.
func joinsNumber(r rune) bool { return r == '/' || r == ',' || r == '.' }

// betweenDigits reports whether digits stand on both sides: the rune before, and the first
// of what follows.
func betweenDigits(before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsDigit(before) && unicode.IsDigit(next)
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
