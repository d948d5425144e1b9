package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
)

// NameKind tells where a name comes from.
type NameKind int

// The kinds of names, the one that counts most first: where entries share a name, it
// is the entry's whose kind comes first.
const (
	TitleName    NameKind = iota // the title, or its part before, in or without brackets
	OtherName                    // also-called
	FormerName                   // an id, today's or a former one
	RejectedName                 // a word that the guide's term list replaces; never shown
	PartName                     // the head of a longer title
)

// bookName is one name of one entry.
type bookName struct {
	entry  int32
	kind   NameKind
	words  int
	lang   content.Lang
	plain  string  // its words in small letters, as written, with a space between
	common float64 // share of the entries, in the name's language, that may hold it
}

// namebook finds the names of entries in a question, however they are inflected,
// joined or split: a key is the stems of a name written together.
type namebook struct {
	names   []bookName
	keys    [readings]listTable
	short   listTable           // abbreviations with their endings
	bags    [readings]listTable // titles, by the stems of their words but small ones
	stems   [readings]strTable  // of the names' words
	longest int                 // words of the longest name
}

// nameDraft is a namebook while names are taken into it.
type nameDraft struct {
	names   []bookName
	keys    [readings]map[string][]int32
	short   map[string][]int32
	bags    [readings]map[string][]int32
	stems   [readings]map[string]bool
	longest int
	said    []saidName // the names' words, to weigh them when the guide is counted
}

func newNameDraft() *nameDraft {
	b := &nameDraft{short: map[string][]int32{}}
	for r := range b.keys {
		b.keys[r], b.bags[r], b.stems[r] = map[string][]int32{}, map[string][]int32{}, map[string]bool{}
	}
	return b
}

// book returns the names as they are looked up.
func (b *nameDraft) book() *namebook {
	out := &namebook{names: b.names, short: newListTable(b.short), longest: b.longest}
	for r := range b.keys {
		out.keys[r], out.bags[r], out.stems[r] = newListTable(b.keys[r]), newListTable(b.bags[r]), setOf(b.stems[r])
	}
	return out
}

// shortName is the length up to which a name in capitals is an abbreviation.
const shortName = 5

// suffixes are the endings that abbreviations take: KVP-en, AAPen.
var suffixes = []string{"en", "et", "a", "ene", "ane", "er", "ar", "s", "ens", "ets"}

// addName takes a name of entry i, written in l, into the book.
func (b *builder) addName(i int, kind NameKind, l content.Lang, text string) {
	var ws []string
	var plain []string
	capitals := text == strings.ToUpper(text)
	eachWord(text, func(w, _ string) bool {
		if f := b.ix.fold(w); f != "" {
			ws, plain = append(ws, f), append(plain, strings.ToLower(w))
		}
		return true
	})
	if len(ws) > 1 && (ws[0] == "the" || ws[0] == "a") {
		ws, plain = ws[1:], plain[1:]
	}
	if len(ws) == 0 {
		return
	}
	book := b.book
	if kind <= OtherName {
		b.heard.addName(ws, b.stemsOf(content.Bokmal, ws))
	}
	n := bookName{entry: int32(i), kind: kind, lang: l, words: len(ws), plain: strings.Join(plain, " ")}
	id := int32(len(book.names))
	book.names = append(book.names, n)
	book.longest = max(book.longest, len(ws))
	book.said = append(book.said, saidName{l, ws})
	for r := range book.keys {
		if r == englishReading && l != content.English {
			continue
		}
		lang := langOf(r)
		var stems, raw string
		for _, w := range ws[:len(ws)-1] {
			st := b.stem(lang, w)
			book.stems[r][st] = true
			stems, raw = stems+st, raw+w
		}
		if key := bag(len(ws), func(i int) (string, bool) { return b.stem(lang, ws[i]), b.ix.stop.any(ws[i]) }); key != "" && kind == TitleName {
			book.bags[r][key] = append(book.bags[r][key], id)
		}
		// The stemmer takes "kurs" for inflected too: "kurset" is then of another stem.
		for _, end := range []string{ws[len(ws)-1], b.stem(lang, ws[len(ws)-1])} {
			book.stems[r][end] = true
			book.put(r, stems+end, id)
			book.put(r, raw+end, id)
		}
	}
	if len(ws) == 1 && capitals && utf8.RuneCountInString(ws[0]) <= shortName && !b.ix.stop.any(ws[0]) {
		for _, s := range suffixes {
			book.short[ws[0]+s] = append(book.short[ws[0]+s], id)
		}
	}
}

// mostInBag bounds the words of a name that may stand in another order.
const mostInBag = 5

// bag is a key of n words in whatever order, without the small ones: "Jobbsjansen-
// tilskudd" is "Tilskudd til Jobbsjansen". It is empty for one word, or too many.
func bag(n int, word func(int) (stem string, small bool)) string {
	var room [mostInBag]string
	stems := room[:0]
	for i := range n {
		st, small := word(i)
		if small {
			continue
		}
		if len(stems) == mostInBag {
			return ""
		}
		stems = append(stems, st)
	}
	if len(stems) < 2 {
		return ""
	}
	slices.Sort(stems)
	return strings.Join(stems, " ")
}

// put puts the name that was taken last under a key.
func (b *nameDraft) put(r int, key string, id int32) {
	if list := b.keys[r][key]; len(list) == 0 || list[len(list)-1] != id {
		b.keys[r][key] = append(list, id)
	}
}

// saidName is a name's words with their language, kept until the guide is counted.
type saidName struct {
	lang  content.Lang
	words []string
}

// shortestPart is the least length of a title's head that is a name by itself.
const shortestPart = 8

// addNames takes all names of entry i into the book.
func (b *builder) addNames(i int) {
	eachName(b.ix.entries[i], func(kind NameKind, l content.Lang, text string) { b.addName(i, kind, l, text) })
}

// eachName calls fn with every name of e, as it is written, but those that the term list
// gives it.
func eachName(e *content.Entry, fn func(kind NameKind, l content.Lang, text string)) {
	for _, l := range content.Langs() {
		t := e.Text(l)
		for _, n := range titleForms(t.Title) {
			fn(TitleName, l, n)
		}
		if _, rest, ok := strings.Cut(t.Title, "("); ok {
			inside, _, _ := strings.Cut(rest, ")")
			kind := PartName // it explains the title
			if l == content.English || inside == strings.ToUpper(inside) {
				kind = OtherName // the Norwegian name, an abbreviation
			}
			if kind == OtherName || strings.Contains(inside, " ") {
				fn(kind, l, inside)
			}
		}
		for _, n := range t.AlsoCalled {
			fn(OtherName, l, n)
		}
		for _, n := range titleHeads(t.Title) {
			if utf8.RuneCountInString(n) >= shortestPart {
				fn(PartName, l, n)
			}
		}
	}
	for _, id := range append([]string{e.ID}, e.Aliases...) {
		fn(FormerName, content.Bokmal, id)
	}
}

// titleForms returns a title as it is, without its brackets, and before a bracket or a
// colon.
func titleForms(title string) []string {
	out := []string{title}
	before, rest, ok := strings.Cut(title, "(")
	if ok {
		_, after, _ := strings.Cut(rest, ")")
		out = append(out, before, before+after)
	}
	if head, _, ok := strings.Cut(before, ":"); ok {
		out = append(out, head)
	}
	return out
}

// headEnds are the small words behind which a title says what its head is about.
var headEnds = []string{"til", "for", "i", "av", "ved", "med", "mellom", "fra", "frå", "under", "på", "uten", "utan", "mens", "medan",
	"of", "in", "to", "from", "during", "at", "with", "without", "between", "on", "while"}

// titleHeads returns the head of a title ("Deltidsarbeid ved siden av …") and the parts
// of one that names two things ("Skjermtolking og telefontolking").
func titleHeads(title string) []string {
	title, _, _ = strings.Cut(title, "(")
	title, _, _ = strings.Cut(title, ":")
	ws := strings.Fields(title)
	var out []string
	for i, w := range ws {
		if i > 0 && slices.Contains(headEnds, w) {
			out = append(out, strings.Join(ws[:i], " "))
			ws = ws[:i]
			break
		}
	}
	if len(ws) == 3 && (ws[1] == "og" || ws[1] == "and") && !strings.HasSuffix(ws[0], "-") {
		out = append(out, ws[0], ws[2])
	}
	return out
}

// rejected adds the words that the term list replaces as names of the entries that
// bear the guide's own word. They are searched, never shown.
func (b *builder) rejected() {
	for _, t := range b.ix.guide.Words().Terms() {
		bearers := map[int32]bool{}
		for _, l := range content.Langs() {
			for _, form := range titleForms(t.Names[l]) {
				for _, id := range b.book.exact(readingOf(l), b.ix.words(form)) {
					if n := b.book.names[id]; n.kind <= OtherName {
						bearers[n.entry] = true
					}
				}
			}
		}
		for i := range b.ix.entries {
			if bearers[int32(i)] {
				eachRejected(t, func(l content.Lang, w string) { b.addName(i, RejectedName, l, w) })
			}
		}
	}
}

// eachRejected calls fn with the words that a term replaces and that name what it names.
func eachRejected(t content.Term, fn func(l content.Lang, word string)) {
	for _, l := range content.Langs() {
		for _, w := range t.Rejected[l] {
			if !isPart(t, w) {
				fn(l, w)
			}
		}
	}
}

// isPart reports whether w is but a word of the term's name in some language: nynorsk
// rejects "høyere" of "høyere utdanning".
func isPart(t content.Term, w string) bool {
	return slices.ContainsFunc(content.Langs(), func(l content.Lang) bool {
		ws := strings.Fields(t.Names[l])
		return len(ws) > 1 && slices.Contains(ws, w)
	})
}

// exact returns the names that consist of just these folded words.
func (b *nameDraft) exact(r int, ws []string) []int32 {
	var key strings.Builder
	for _, w := range ws {
		key.WriteString(stem(langOf(r), w))
	}
	return b.keys[r][key.String()]
}

// weigh notes how common each name is, once every entry is counted: a name of several
// words is no more common than the rarest of them.
func (b *builder) weighNames() {
	for i, s := range b.book.said {
		least := len(b.ix.entries)
		for _, w := range s.words {
			if !b.ix.stop.any(w) {
				least = min(least, b.df[s.lang][b.stem(s.lang, w)])
			}
		}
		b.book.names[i].common = float64(least) / float64(len(b.ix.entries))
	}
}

// nearest returns the stem of a name's word that t is a slip of: the nearest, one
// letter off in words of up to eight letters, two in longer ones.
func (b *namebook) nearest(r int, t *token, near map[content.Lang][]slip) (string, bool) {
	const long = 9
	most := 1
	if utf8.RuneCountInString(t.text) >= long {
		most = 2
	}
	best := slip{slips: most + 1}
	for _, l := range content.Langs() {
		if readingOf(l) != r {
			continue
		}
		for _, s := range near[l] {
			if s.slips < best.slips && b.stems[r].has(s.stem) {
				best = s
			}
		}
	}
	return best.stem, best.stem != ""
}
