package search

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"veiviser/content"
)

// otherSmallWords are common words that stopWords has in another language only, or in
// none because they say something in a search. What is a common word of two languages
// stands in the lists of both, whatever it means in each: me, so, to, men, bare.
var otherSmallWords = map[content.Lang]string{
	content.Bokmal:  `å an flere gjeld man si to`,
	content.Nynorsk: `å an betyr finne fleire man nå so to`,
	content.English: `another anyone anything bare everyone everything far man men someone something`,
}

// langSet is a set of the guide's languages: a bit for each, in the order of
// content.Langs.
type langSet uint8

func (s langSet) has(l int) bool { return s>>l&1 != 0 }

// detector tells which of the guide's languages a question is written in. Each word
// votes for every language that has it: a small word (a pronoun, an article) by the
// lists of small words, any other by the guide's own texts. So only what tells languages
// apart counts: "me" is a word of nynorsk and English, "deltakar" of nynorsk alone.
// What an entry is called stands untranslated in sentences of any language, and counts
// for less than a word.
type detector struct {
	fold    func(string) string
	small   map[string]langSet
	counts  listTable // by folded word: how often the texts of each language have it
	names   strTable  // of entries, as bokmål's stems with a space between
	longest int       // words of the longest name
}

// perLang is a number for each language, in the order of content.Langs.
type perLang [3]int32

// plus adds n to the languages of the set.
func (t perLang) plus(in langSet, n int32) perLang {
	for l := range t {
		if in.has(l) {
			t[l] += n
		}
	}
	return t
}

// most returns the languages with the highest number.
func (t perLang) most() langSet {
	var in langSet
	for l, n := range t {
		if n == slices.Max(t[:]) {
			in |= 1 << l
		}
	}
	return in
}

// What a small word, another word and a name count for. Small words tell most: what is
// left over, people take from the other language with the thing it names.
const (
	smallVote = 4
	guideVote = 2
	nameVote  = 1
)

// newDetector returns a detector that knows the small words and no text. fold makes one
// spelling of many.
func newDetector(fold func(string) string) *detector {
	d := &detector{fold: fold, small: map[string]langSet{}}
	for i, l := range content.Langs() {
		for w := range strings.FieldsSeq(stopWords[l] + " " + otherSmallWords[l]) {
			d.small[w] |= 1 << i
			if strings.ContainsAny(w, "æøå") {
				d.small[fold(w)] |= 1 << i // as typed without these: "frå" is nynorsk, "fra" may be both
			}
		}
	}
	return d
}

// heard is what a detector is taught of the guide.
type heard struct {
	*detector
	counts map[string]*perLang
	names  map[string]struct{}
}

func newHeard(d *detector) *heard { return &heard{d, map[string]*perLang{}, map[string]struct{}{}} }

// countsOf returns how often each language has a folded word, to be counted on.
func (h *heard) countsOf(w string) *perLang {
	if h.counts[w] == nil {
		h.counts[w] = &perLang{}
	}
	return h.counts[w]
}

// addName adds a name of an entry: its folded words, and their stems in bokmål. One of
// small words alone is left out: it says as much as they do.
func (h *heard) addName(ws, stems []string) {
	if slices.ContainsFunc(ws, func(w string) bool { return h.small[w] == 0 }) {
		h.names[strings.Join(stems, " ")] = struct{}{}
		h.longest = max(h.longest, len(stems))
	}
}

// teach gives the detector what was heard.
func (h *heard) teach() {
	counts := map[string][]int32{}
	for w, n := range h.counts {
		counts[w] = n[:]
	}
	h.detector.counts, h.detector.names = newListTable(counts), setOf(h.names)
}

// detect returns the language of text, and fallback where its words tell none or tell
// it and another alike. Bokmål stands in for an empty fallback. A single word or name
// is no sentence: it is in the language of the fallback, if there is one.
func (d *detector) detect(text string, fallback content.Lang) content.Lang {
	ws := split(lower(text))
	ws = ws[:min(len(ws), maxWords)]
	spelt := make([]spelling, len(ws))
	for i, w := range ws {
		folded := d.fold(w)
		spelt[i] = spelling{w, folded, stem(content.Bokmal, folded)}
	}
	var votes perLang
	for i := 0; i < len(spelt); {
		n, named := d.nameAt(spelt[i:])
		if n == len(spelt) && fallback != "" {
			return fallback
		}
		said := d.votes(spelt[i : i+n])
		if named {
			said = perLang{}.plus(said.most(), nameVote)
		}
		for l := range votes {
			votes[l] += said[l]
		}
		i += n
	}
	langs, most := content.Langs(), votes.most()
	if i := slices.Index(langs, fallback); i >= 0 && most.has(i) {
		return fallback
	}
	return langs[bits.TrailingZeros8(uint8(most))]
}

// spelling is a word of the question.
type spelling struct{ lower, folded, stem string }

// nameAt returns the number of words of the longest name that ws begin with, and 1 for
// none.
func (d *detector) nameAt(ws []spelling) (n int, ok bool) {
	stems := ""
	n = 1
	for i, w := range ws[:min(len(ws), d.longest)] {
		if i > 0 {
			stems += " "
		}
		stems += w.stem
		if d.names.has(stems) {
			n, ok = i+1, true
		}
	}
	return n, ok
}

// votes counts the votes of words.
func (d *detector) votes(ws []spelling) perLang {
	var t perLang
	for _, w := range ws {
		switch {
		case d.small[w.lower] != 0:
			t = t.plus(d.small[w.lower], smallVote)
		case d.small[w.folded] != 0:
			t = t.plus(d.small[w.folded], smallVote)
		default:
			t = t.plus(d.inGuide(w.folded), guideVote)
		}
	}
	return t
}

// inGuide returns the languages whose texts have the folded word a quarter as often as
// the texts that have it most. The texts say the same in every language, so a word of
// one language is missing in the others; three times in one and never in another may
// be chance.
func (d *detector) inGuide(w string) langSet {
	const share, chance = 4, 1
	n := numbersOf(&d.counts, w)
	if n == nil {
		return 0
	}
	var in langSet
	for l := range n {
		if (n[l]+chance)*share > slices.Max(n) {
			in |= 1 << l
		}
	}
	return in
}

// lower makes one of the ways to write a letter, its case among them, and keeps æ, ø
// and å, which fold does not.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf && unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}
