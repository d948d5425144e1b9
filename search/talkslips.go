package search

import (
	"maps"
	"slices"
	"unicode/utf8"
)

// talkSpelling are the words that talk and what is told of a participant are read by, in order.
// A word that is a slip of the hand of one of them is read as it.
type talkSpelling struct {
	words []string
	known set
}

const (
	shortestSlip = 5 // of shorter words too many are near another
	longSlip     = 8 // from which a word may have two slips
	surelyRare   = 7 // from which a word that one entry has may be a slip: the guide has those that people make
	maxSpelt     = 8 // words of a text that are looked at: more is no typing in haste
)

// newTalkSpelling is of the words of the phrases of talk, and of the closed classes.
func newTalkSpelling(talk *phraseLexicon, words lexicon) talkSpelling {
	known := maps.Clone(words.told.all)
	for w := range words.small.asks {
		known[w] = struct{}{}
	}
	for _, p := range talk.phrases {
		for _, part := range p.parts {
			for _, w := range part.words {
				known[w] = struct{}{}
			}
		}
	}
	s := talkSpelling{known: known}
	for w := range known {
		if utf8.RuneCountInString(w) >= shortestSlip-1 && isWord(w) {
			s.words = append(s.words, w)
		}
	}
	slices.Sort(s.words)
	return s
}

// correct returns ts with the words that are slips of one of ours as that one. A word that
// the guide has, or that may name somebody or somewhere, is none.
func (s talkSpelling) correct(ts []token) []token {
	var out []token
	looked := 0
	for i, t := range ts {
		if t.known && !t.seldom || t.capital && !t.initial || t.capitals || in1(s.known, t.text) || !isWord(t.text) || utf8.RuneCountInString(t.text) < shortestSlip || looked == maxSpelt {
			continue
		}
		looked++
		w, ok := s.nearest(t)
		if !ok {
			continue
		}
		if out == nil {
			out = slices.Clone(ts)
		}
		out[i].text = w
		for r := range out[i].stems {
			out[i].stems[r] = stem(langOf(r), w)
		}
	}
	if out == nil {
		return ts
	}
	return out
}

// nearest is the word with fewest slips to w, the first of equals; ok is false for none near
// enough. People seldom miss the first letter.
func (s talkSpelling) nearest(t token) (near string, ok bool) {
	rs := []rune(t.text)
	least := 2
	switch {
	case t.known && len(rs) < surelyRare:
		return "", false
	case !t.known && len(rs) >= longSlip:
		least = 3
	}
	first := string(rs[:1])
	from, _ := slices.BinarySearch(s.words, first)
	for _, o := range s.words[from:] {
		if o[:len(first)] != first {
			break
		}
		if n := slipsBetween(rs, []rune(o), least-1); n < least {
			near, least = o, n
		}
	}
	return near, near != ""
}
