package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// backgroundShare is how much a word counts that stands in another sentence than the
// one that asks: the case is what a question is seen against, not what it asks.
const backgroundShare = 0.2

// said is one word of a question with how it stands there.
type said struct {
	text    string  // folded
	share   float64 // how much it counts: 1 in a sentence that asks, less in the background
	capital bool    // begins with a capital and goes on in small letters
	initial bool    // begins a sentence
}

// proper reports whether the word is written as the names of people and places are. A
// long one may as well begin a sentence; few names are so long.
func (w said) proper() bool {
	const long = 8
	return w.capital && (!w.initial || utf8.RuneCountInString(w.text) < long)
}

// question reads a question: its words without those that name a person, a place or a
// month, which are no evidence for or against an entry. A guide says what is common.
func (ix *Index) question(text string) []said {
	return slices.DeleteFunc(ix.read(text, maxWords), func(w said) bool {
		_, common := ix.common[w.text]
		return w.proper() && !common
	})
}

// read splits a text into its words, at most most of them. Where a sentence ends with a
// question mark, the others are background; where none does, all count.
func (lx lexicon) read(text string, most int) []said {
	var out []said
	from, asks := 0, false
	end := func(asking bool) {
		for i := from; i < len(out); i++ {
			out[i].share = backgroundShare
			if asking {
				out[i].share, asks = 1, true
			}
		}
		from = len(out)
	}
	for line := range strings.Lines(text) {
		for field := range strings.FieldsSeq(line) {
			if len(out) >= most {
				break
			}
			capital := hasCapital(field)
			for i, w := range lx.words(field) {
				out = append(out, said{text: w, capital: capital, initial: i == 0 && len(out) == from})
			}
			if mark, ok := endsSentence(field); ok {
				end(mark == '?')
			}
		}
		end(false)
	}
	for i := range out {
		if !asks {
			out[i].share = 1
		}
	}
	return out[:min(most, len(out))]
}

// hasCapital reports whether a word begins with a capital and goes on in small letters.
func hasCapital(word string) bool {
	word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && strings.ContainsFunc(word[size:], unicode.IsLower)
}

// endsSentence reports whether a sentence ends behind a word, and with which mark. A
// full stop behind a short word in small letters is that of an abbreviation.
func endsSentence(word string) (mark rune, ok bool) {
	const shortest = 4
	word = strings.TrimRight(word, `"'»”’)]`)
	mark, size := utf8.DecodeLastRuneInString(word)
	before := word[:len(word)-size]
	switch mark {
	case '?', '!', '…', ';', ':':
		return mark, true
	case '.':
		small := before == strings.ToLower(before)
		return mark, !small || utf8.RuneCountInString(before) >= shortest && !strings.Contains(before, ".")
	}
	return mark, false
}

// texts returns the folded words.
func texts(ws []said) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.text
	}
	return out
}
