package search

import (
	"slices"
	"strings"
	"unicode"
)

// backgroundShare is how much a word counts that stands in another sentence than the
// one that asks: the case is what a question is seen against, not what it asks.
const backgroundShare = 0.3

// sentences splits a text into its words and how much each counts. Where a sentence
// ends with a question mark, the others are background; where none does, all count.
func (lx lexicon) sentences(text string) (ws []string, shares []float64) {
	type sentence struct {
		words []string
		asks  bool
	}
	var all []sentence
	for text != "" {
		end := endOfSentence(text)
		all = append(all, sentence{lx.words(text[:end]), strings.HasSuffix(text[:end], "?")})
		text = text[end:]
	}
	asks := slices.ContainsFunc(all, func(s sentence) bool { return s.asks && len(s.words) > 0 })
	for _, s := range all {
		share := 1.0
		if asks && !s.asks {
			share = backgroundShare
		}
		for _, w := range s.words {
			ws, shares = append(ws, w), append(shares, share)
		}
	}
	return ws, shares
}

// endOfSentence returns where the first sentence of text ends: behind a question or
// exclamation mark, at a line's end, and behind a full stop or colon that is followed by space.
func endOfSentence(text string) int {
	rs := []rune(text)
	size := 0
	for i, r := range rs {
		size += len(string(r))
		switch {
		case r == '?' || r == '!' || r == '\n' || r == '…' || r == ';':
			return min(size, len(text))
		case (r == '.' || r == ':') && i+1 < len(rs) && unicode.IsSpace(rs[i+1]):
			return min(size, len(text))
		}
	}
	return len(text)
}
