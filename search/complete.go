package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
)

// Completion is what a text that is being typed may become: an entry, or a section of it.
type Completion struct {
	Entry   *content.Entry
	Section content.Section // empty for the whole entry
	Lang    content.Lang    // of the name that is typed
	Name    string          // that name, where it is another than the title and may be shown; else empty
}

// The bounds of what is completed. A longer text is a question, not the beginning of a name.
const (
	minTyped      = 2 // letters
	maxTyped      = 100
	maxTypedWords = 12
	maxCompleted  = 3 // sections of an entry that is named
)

// Completer completes texts by the names of a guide's entries. It is safe for concurrent
// use.
type Completer struct {
	names   []typedName
	named   map[string][]int // names by the stems of their words
	phrases []typedPhrase
}

// typedName is a name as it is typed.
type typedName struct {
	entry *content.Entry
	kind  NameKind
	lang  content.Lang
	text  string   // as it is written
	words []string // folded

	unused bool // another name that the term list replaces: people say it, the guide does not
}

// personaName is what is told of a journey's person: no name, but typed for one.
const personaName = PartName + 1

// typedPhrase is a way to ask for a section: at each place the words that may stand there,
// folded; none at a gap.
type typedPhrase struct {
	section content.Section
	parts   []content.PhrasePart
}

// NewCompleter returns the completer of g.
func NewCompleter(g *content.Guide) *Completer {
	c := &Completer{named: map[string][]int{}}
	for _, e := range g.Entries() {
		eachName(e, func(kind NameKind, l content.Lang, text string) {
			c.add(typedName{entry: e, kind: kind, lang: l, text: text})
		})
		if e.Kind == content.Journey {
			for _, l := range content.Langs() {
				c.add(typedName{entry: e, kind: personaName, lang: l, text: e.Text(l).Persona})
			}
		}
	}
	for _, t := range g.Words().Terms() {
		for _, e := range c.bearers(t) {
			eachRejected(t, func(l content.Lang, w string) { c.add(typedName{entry: e, kind: RejectedName, lang: l, text: w}) })
		}
		c.hide(t)
	}
	for _, p := range g.Words().SectionPhrases() {
		t := typedPhrase{section: p.Section}
		for _, part := range p.Parts {
			part.Words = slices.Clone(part.Words)
			for i, w := range part.Words {
				part.Words[i] = fold(w)
			}
			t.parts = append(t.parts, part)
		}
		c.phrases = append(c.phrases, t)
	}
	return c
}

func (c *Completer) add(n typedName) {
	n.words = folded(n.text)
	if len(n.words) == 0 {
		return
	}
	if n.kind < personaName {
		key := stems(n.lang, n.words)
		c.named[key] = append(c.named[key], len(c.names))
	}
	c.names = append(c.names, n)
}

// hide marks the names that a term replaces in their language.
func (c *Completer) hide(t content.Term) {
	for l, words := range t.Rejected {
		for _, w := range words {
			for _, i := range c.named[stems(l, folded(w))] {
				n := &c.names[i]
				n.unused = n.unused || n.lang == l && strings.EqualFold(n.text, w)
			}
		}
	}
}

// bearers are the entries whose title or other name is the term.
func (c *Completer) bearers(t content.Term) []*content.Entry {
	var out []*content.Entry
	for _, l := range content.Langs() {
		for _, form := range titleForms(t.Names[l]) {
			for _, i := range c.named[stems(l, folded(form))] {
				if n := c.names[i]; n.kind <= OtherName && !slices.Contains(out, n.entry) {
					out = append(out, n.entry)
				}
			}
		}
	}
	return out
}

// folded are the words of text in one spelling.
func folded(text string) []string {
	var out []string
	eachWord(text, func(w, before string) bool {
		ending := before == "-" && slices.Contains(suffixes, w) // KVP-en
		if w = fold(w); w != "" && !(ending && len(out) > 0) {
			out = append(out, w)
		}
		return true
	})
	return out
}

// stems joins the stems of words.
func stems(l content.Lang, ws []string) string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = stem(l, w)
	}
	return strings.Join(out, " ")
}

// Complete returns what text may become, at most limit, likeliest first; each entry and
// each section of one comes once. Where the text is no name's beginning, but names an entry
// and begins to ask for a section, the sections come first, and then the entry. l is the
// language whose names go before those of others; empty for bokmål. A text of one letter,
// or too long for a name, becomes nothing.
func (c *Completer) Complete(text string, l content.Lang, limit int) []Completion {
	if len(text) > utf8.UTFMax*maxTyped {
		return nil
	}
	typed := folded(text)
	if len(typed) == 0 || len(typed) > maxTypedWords || len(strings.Join(typed, "")) < minTyped {
		return nil
	}
	var out []Completion
	entries := c.entries(typed, l)
	if len(entries) == 0 || entries[0].how > atStart {
		out = c.sections(typed, l)
	}
	for _, m := range entries {
		if n := m.name; len(out) == 0 || n.entry != out[0].Entry {
			out = append(out, Completion{Entry: n.entry, Lang: n.lang, Name: n.shown()})
		}
	}
	return out[:min(limit, len(out))]
}

// match is a name that the text may become. Of two the smaller is likelier.
type match struct {
	name  *typedName
	how   int // of the ways below
	other int // 0 for a name in the language that is wanted
}

func (m match) compare(o match) int {
	kind := func(m match) int { return slices.Index(content.Kinds(), m.name.entry.Kind) }
	return cmp.Or(
		cmp.Compare(m.how, o.how), cmp.Compare(m.name.kind, o.name.kind), cmp.Compare(m.other, o.other), cmp.Compare(kind(m), kind(o)),
		cmp.Compare(len(m.name.words), len(o.name.words)), cmp.Compare(m.name.entry.ID, o.name.entry.ID), cmp.Compare(m.name.lang, o.name.lang),
	)
}

// entries are the likeliest names, one an entry, that may become of what is typed.
func (c *Completer) entries(typed []string, l content.Lang) []match {
	best := map[*content.Entry]match{}
	for i := range c.names {
		n := &c.names[i]
		how, ok := n.begins(typed)
		if !ok {
			continue
		}
		m := match{n, how, 1}
		if n.lang == cmp.Or(l, content.Bokmal) {
			m.other = 0
		}
		if b, ok := best[n.entry]; !ok || m.compare(b) < 0 {
			best[n.entry] = m
		}
	}
	all := make([]match, 0, len(best))
	for _, m := range best {
		all = append(all, m)
	}
	slices.SortFunc(all, match.compare)
	return all
}

// shown is a name that is told beside the title, so that who typed it sees why the entry
// is there.
func (n *typedName) shown() string {
	if n.kind == OtherName && !n.unused {
		return n.text
	}
	return ""
}

// leastInside is how many letters of a word may be typed from within it: "stønad" is in
// introduksjonsstønad.
const leastInside = 4

// The ways in which a name may become of what is typed, the likeliest first.
const (
	wholeName = iota // it is the name
	atStart          // the name begins so
	later            // so do the words from another of the name's on
	scattered        // each typed word begins one of the name's
	inside           // it stands in a word
)

// begins tells how a name may become of what is typed; ok is false where it can't.
func (n *typedName) begins(typed []string) (how int, ok bool) {
	last := len(typed) - 1
	for at := 0; at+last < len(n.words); at++ {
		if slices.Equal(n.words[at:at+last], typed[:last]) && strings.HasPrefix(n.words[at+last], typed[last]) {
			switch {
			case at == 0 && last+1 == len(n.words) && n.words[last] == typed[last]:
				return wholeName, true
			case at == 0:
				return atStart, true
			}
			return later, true
		}
	}
	if len(typed) == 1 {
		long := len(typed[0]) >= leastInside && n.kind < personaName
		return inside, long && slices.ContainsFunc(n.words, func(w string) bool { return strings.Contains(w, typed[0]) })
	}
	for i, t := range typed {
		if !slices.ContainsFunc(n.words, func(w string) bool { return w == t || (i == last || len(t) >= leastInside) && strings.HasPrefix(w, t) }) {
			return 0, false
		}
	}
	return scattered, true
}

// sections are those of an entry that the text names, as its other words ask for them. The
// longest name that stands first or last in it counts.
func (c *Completer) sections(typed []string, l content.Lang) []Completion {
	for n := len(typed) - 1; n > 0; n-- {
		for _, cut := range []struct{ name, rest []string }{
			{typed[:n], typed[n:]}, {typed[len(typed)-n:], typed[:len(typed)-n]},
		} {
			name := c.whole(cut.name, l)
			if name == nil {
				continue
			}
			var out []Completion
			for _, s := range c.asked(name.entry, cut.rest) {
				out = append(out, Completion{Entry: name.entry, Section: s, Lang: name.lang})
			}
			if len(out) > 0 {
				out = append(out, Completion{Entry: name.entry, Lang: name.lang})
			}
			return out
		}
	}
	return nil
}

// whole is the likeliest name that consists of just these words, however they are
// inflected; nil for none.
func (c *Completer) whole(words []string, l content.Lang) *typedName {
	var best *match
	for _, as := range []content.Lang{content.Bokmal, content.English} {
		for _, i := range c.named[stems(as, words)] {
			m := match{name: &c.names[i], other: 1}
			if m.name.lang == cmp.Or(l, content.Bokmal) {
				m.other = 0
			}
			if best == nil || m.compare(*best) < 0 {
				best = &m
			}
		}
	}
	if best == nil {
		return nil
	}
	return best.name
}

// asked are the sections of e that words ask for, or begin to: those that a whole phrase
// asks for, else those that most phrases do.
func (c *Completer) asked(e *content.Entry, words []string) []content.Section {
	type count struct{ whole, words, phrases int }
	counts := map[content.Section]count{}
	for _, p := range c.phrases {
		if e.Text(content.Bokmal).Section(p.section) == nil {
			continue
		}
		n, whole := p.fits(words)
		if n == 0 {
			continue
		}
		was := counts[p.section]
		if was.phrases++; whole {
			was.whole = max(was.whole, n)
		}
		was.words = max(was.words, n)
		counts[p.section] = was
	}
	var out []content.Section
	for _, s := range content.Sections() {
		if counts[s].phrases > 0 {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b content.Section) int {
		x, y := counts[a], counts[b]
		return cmp.Or(cmp.Compare(y.whole, x.whole), cmp.Compare(y.words, x.words), cmp.Compare(y.phrases, x.phrases))
	})
	return out[:min(maxCompleted, len(out))]
}

// fits tells how many of the words are the phrase's, from its first on, and whether that is
// all of the phrase; 0 where they are not. The last word may be half typed.
func (p typedPhrase) fits(words []string) (n int, whole bool) {
	for from := range words {
		n := from
		whole = true
		for _, part := range p.parts {
			switch {
			case part.Gap || part.Name:
			case n < len(words) && typedAs(part.Words, words[n], n == len(words)-1):
				n++
			case part.Optional:
			case n == len(words) && from == 0:
				whole = false // so far
			default:
				n, whole = from, false
			}
			if !whole {
				break
			}
		}
		if n > from {
			return n - from, whole
		}
	}
	return 0, false
}

// typedAs reports whether a word is one of some, or, half typed, begins one.
func typedAs(some []string, word string, half bool) bool {
	return slices.ContainsFunc(some, func(w string) bool { return w == word || half && strings.HasPrefix(w, word) })
}
