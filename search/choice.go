package search

import (
	"slices"
	"strconv"
)

// choice reads the place in a list that a text names.
type choice struct {
	tokens []token
	small  *smallWords
	asking []int // the words that ask for a section
}

// only is the place that the text names and nothing else, 0 for none: "the second one", "nr 2".
func (c choice) only() int { return c.placeIn(c.tokens) }

// asked is the place of which a section is asked, and that is all that the text says or its
// first clause: "nr 2, how long?", "how long is the second one?"
func (c choice) asked() int {
	first := slices.IndexFunc(c.tokens, func(w token) bool { return w.clause > 0 })
	if n := c.placeIn(c.tokens[:max(0, first)]); n != 0 {
		return n
	}
	for i, w := range c.tokens {
		if i == 0 || c.small.ordinals[w.text] == 0 || !in1(c.small.articles, c.tokens[i-1].text) || slices.Contains(c.asking, i) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(c.tokens), func(o token) bool {
			return slices.Contains(c.asking, o.place) || o.stop && o.place < i-1
		})
		return c.placeIn(rest)
	}
	return 0
}

// placeIn is the place that words name and nothing else. A small word that is a number too
// ("to", "en", "a") is one alone or behind "nr" and its like.
func (c choice) placeIn(words []token) int {
	found := 0
	for i, w := range words {
		n := c.small.ordinals[w.text]
		if v, err := strconv.Atoi(w.text); err == nil && v > 0 && v < 100 {
			n = v
		}
		small := in1(c.small.choosing, w.text) || w.stop && w.text != "andre"
		if small && len(words) > 1 && (i == 0 || !in1(c.small.numbering, words[i-1].text)) {
			n = 0
		}
		switch {
		case n != 0 && found != 0 && n != found:
			return 0
		case n != 0:
			found = n
		case !in1(c.small.choosing, w.text) && !in1(c.small.numbering, w.text) && !in1(c.small.polite, w.text):
			return 0
		}
	}
	return found
}
