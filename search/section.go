package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
)

// askWord is a word, or its stem, that a phrase may begin with.
type askWord struct {
	reading int // of the stem; -1 for the word itself
	text    string
}

// askPart is one place of a phrase; see [content.PhrasePart].
type askPart struct {
	words, stems        []string
	optional, gap, name bool
	weight              int // what a match says
}

// askPhrase is one way to ask for a section, or to say something of talk.
type askPhrase struct {
	says    Saying // empty for one that asks for a section
	section content.Section
	lang    content.Lang
	reading int
	parts   []askPart
}

// phraseLexicon finds the phrases that ask for a section.
type phraseLexicon struct {
	phrases []askPhrase
	begin   map[askWord][]int32                 // phrases by the words they may begin with
	named   []int32                             // phrases that begin with an entry's name
	stems   [readings]map[string]bool           // of the phrases' words
	nouns   map[string]bool                     // words that are a phrase of their own, inflected too
	words   map[content.Section]map[string]bool // of each section's phrases, but small ones, inflected too
}

// shortestStem is the length from which a word of a phrase stands for its inflected
// forms: of shorter ones, "varer" and "var", the stem means too much.
const shortestStem = 4

func newPhraseLexicon(phrases []content.SectionPhrase, words lexicon) *phraseLexicon {
	lx := &phraseLexicon{begin: map[askWord][]int32{}, nouns: map[string]bool{}, words: map[content.Section]map[string]bool{}}
	for r := range lx.stems {
		lx.stems[r] = map[string]bool{}
	}
	for _, p := range phrases {
		lx.add(askPhrase{section: p.Section, reading: readingOf(p.Lang)}, p.Lang, p.Parts, words)
	}
	return lx
}

// newTalkLexicon finds the phrases of talk.
func newTalkLexicon(phrases []content.TalkPhrase, words lexicon) *phraseLexicon {
	lx := newPhraseLexicon(nil, words)
	for _, p := range phrases {
		lx.add(askPhrase{says: Saying{p.Talk, p.Value}, reading: readingOf(p.Lang)}, p.Lang, p.Parts, words)
	}
	return lx
}

// add adds a phrase with its parts.
func (lx *phraseLexicon) add(ask askPhrase, l content.Lang, parts []content.PhrasePart, words lexicon) {
	i := len(lx.phrases)
	ask.lang = l
	of := lx.words[ask.section]
	if of == nil {
		of = map[string]bool{}
		lx.words[ask.section] = of
	}
	for _, part := range parts {
		a := askPart{optional: part.Optional, gap: part.Gap, name: part.Name}
		for _, w := range part.Words {
			w = words.fold(w)
			a.weight = max(a.weight, words.says(w))
			forms := inflections(l, w)
			a.words = append(a.words, forms...)
			for _, f := range forms {
				if !words.stop.any(f) {
					of[f] = true
				}
			}
			if utf8.RuneCountInString(w) < shortestStem {
				continue
			}
			// The stemmer takes "kurs" and "vilkår" for inflected too.
			for _, st := range []string{w, stem(l, w)} {
				if utf8.RuneCountInString(st) >= shortestStem {
					a.stems = append(a.stems, st)
					lx.stems[ask.reading][st] = true
				}
			}
		}
		ask.parts = append(ask.parts, a)
	}
	lx.phrases = append(lx.phrases, ask)
	first := ask.parts[0]
	if len(ask.parts) == 1 && ask.reading == norwegianReading {
		for _, w := range first.words {
			lx.nouns[w] = true
		}
	}
	if first.name {
		lx.named = append(lx.named, int32(i))
	}
	for _, w := range first.words {
		lx.begin[askWord{-1, w}] = append(lx.begin[askWord{-1, w}], int32(i))
	}
	for _, st := range first.stems {
		lx.begin[askWord{ask.reading, st}] = append(lx.begin[askWord{ask.reading, st}], int32(i))
	}
}

// endingsOf are the inflections of nouns and verbs, where a word ends in a consonant and
// where it ends in e.
var endingsOf = map[int][2][]string{
	norwegianReading: {{"en", "et", "a", "e", "er", "ar", "ene", "ane", "s"}, {"n", "t", "r", "ne", "s"}},
	englishReading:   {{"s", "ed", "ing"}, {"s", "d"}},
}

// inflections returns the word and, for one of four letters or more, its inflected
// forms: the stemmer takes the ends of some words for more than they are ("varighet").
func inflections(l content.Lang, w string) []string {
	out := []string{w}
	if utf8.RuneCountInString(w) < shortestStem || !isWord(w) {
		return out
	}
	kind := 0
	if strings.HasSuffix(w, "e") {
		kind = 1
	}
	for _, e := range endingsOf[readingOf(l)][kind] {
		out = append(out, w+e)
	}
	return out
}

// says is the weight of a word in a phrase: one that asks, or of meaning, says more than
// a small one.
func (lx lexicon) says(w string) int {
	if lx.stop.any(w) && !in1(lx.small.asks, w) {
		return 1
	}
	return 2
}

// asking is a phrase found in a question.
type asking struct {
	says    Saying // empty for one that asks for a section
	lang    content.Lang
	section content.Section
	words   []int // which words of the question are the phrase's own, in order
	slots   []int // where the names stand that the phrase has places for
	with    []int // the words behind a phrase that ends in a gap, to the end of the clause
	weight  int   // how exact the phrase is
}

// loose is how many words stand between the phrase's own: of two phrases as exact, the
// closer one is meant.
func (a asking) loose() int { return a.last() - a.first() + 1 - len(a.words) }

func (a asking) first() int { return a.words[0] }
func (a asking) last() int  { return a.words[len(a.words)-1] }

// matcher looks for phrases in one question.
type matcher struct {
	tokens []token
	next   []int  // the word after word i, an entry's name counting as one
	named  []bool // a name or a pronoun begins at word i
}

// heads notes which words are compounds of a word of the phrases: hovedansvar, minstekrav.
// The last part of a Norwegian compound says what it is.
func (lx *phraseLexicon) heads(ts []token) {
	const shortestFirst, shortestHead = 3, 4
	for i := range ts {
		t := &ts[i]
		for cut := shortestFirst; !t.stop && cut+shortestHead <= len(t.text); cut++ {
			if lx.nouns[t.text[cut:]] {
				t.head = t.text[cut:]
				break
			}
		}
	}
}

// has reports whether t, or the last part of it, is a word of the phrases that ask for
// the section: jobb, sommerjobb.
func (lx *phraseLexicon) has(s content.Section, t token) bool {
	const shortestFirst, shortestHead = 3, 4
	words := lx.words[s]
	if words[t.text] {
		return true
	}
	for cut := shortestFirst; cut+shortestHead <= len(t.text); cut++ {
		if words[t.text[cut:]] {
			return true
		}
	}
	return false
}

// find returns the phrases that the question holds, in its order.
func (lx *phraseLexicon) find(m matcher) []asking {
	var out []asking
	tried := make([]int, len(lx.phrases)) // at which word last, counted from 1
	for i, t := range m.tokens {
		try := func(list []int32) {
			for _, p := range list {
				if tried[p] == i+1 {
					continue
				}
				tried[p] = i + 1
				phrase := &lx.phrases[p]
				if a, ok := m.match(phrase.reading, phrase.parts, i, asking{}); ok && len(a.words) > 0 {
					a.section, a.says, a.lang = phrase.section, phrase.says, phrase.lang
					if phrase.parts[len(phrase.parts)-1].gap {
						a.with = m.restOfClause(a.last())
					}
					out = append(out, a)
				}
			}
		}
		try(lx.begin[askWord{-1, t.text}])
		if t.head != "" {
			try(lx.begin[askWord{-1, t.head}])
		}
		for r, st := range t.stems {
			try(lx.begin[askWord{r, st}])
		}
		if m.named[i] {
			try(lx.named)
		}
	}
	return out
}

// restOfClause returns the words behind word i in its clause.
func (m matcher) restOfClause(i int) []int {
	var out []int
	for j := i + 1; j < len(m.tokens) && m.tokens[j].clause == m.tokens[i].clause; j++ {
		out = append(out, j)
	}
	return out
}

// maxGap is how many words a gap spans.
const maxGap = 4

// match reports whether the parts stand from word i on, and adds to a which words they
// are.
func (m matcher) match(reading int, parts []askPart, i int, a asking) (asking, bool) {
	if len(parts) == 0 {
		return a, true
	}
	part := &parts[0]
	switch {
	case part.gap:
		if len(parts) > 1 {
			a.weight-- // the looser, the less exact
		}
		for range maxGap + 1 {
			if found, ok := m.match(reading, parts[1:], i, a); ok {
				return found, true
			}
			if i >= len(m.tokens) {
				break
			}
			i = m.next[i]
		}
		return a, false
	case part.name:
		if i >= len(m.tokens) || !m.named[i] {
			return a, false
		}
		with := a
		with.slots = append(slices.Clip(a.slots), i)
		return m.match(reading, parts[1:], m.next[i], with)
	case i < len(m.tokens) && part.is(&m.tokens[i], reading):
		with := a
		with.words, with.weight = append(slices.Clip(a.words), i), a.weight+part.weight
		if found, ok := m.match(reading, parts[1:], i+1, with); ok {
			return found, true
		}
	}
	if part.optional {
		return m.match(reading, parts[1:], i, a)
	}
	return a, false
}

// is reports whether t is one of the part's words, or an inflected form of one.
func (p *askPart) is(t *token, reading int) bool {
	return slices.Contains(p.words, t.text) || slices.Contains(p.stems, t.stems[reading]) ||
		t.head != "" && reading == norwegianReading && slices.Contains(p.words, t.head)
}
