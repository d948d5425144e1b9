package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
)

// Mention is an entry named in a question.
type Mention struct {
	Entry       *content.Entry
	First, Last int // words of the question, counted from 0
	Kind        NameKind
	Match       Match

	common float64 // of the name
	shared bool    // entries share the name and none has a better right to it
}

// Match tells how a name stands in a question.
type Match int

// The matches, the surest first.
const (
	Inflected Match = iota // as it is, inflected, split or joined
	Reordered              // its words in another order, or with other small words
	Compound               // as the first part of a compound
	Misspelt               // with a slip of the hand
)

// span is where a name was found.
type span struct {
	first, last int
	names       []int32
	match       Match
}

// namer finds the entries that a question names, by the names and the stems of the guide.
type namer struct {
	*lexicon
	entries []*content.Entry
	book    *namebook
	stems   dictionary
	common  *strTable // words that are written in small letters, or stand in a name of an entry
}

// namer finds the entries of the index.
func (ix *Index) namer() namer {
	return namer{&ix.lexicon, ix.entries, ix.book, ix.stems, &ix.common}
}

// know looks the tokens up in the guide, and takes those it lacks for a slip of a word
// of one of its names where one is near. It returns what it found near, by word.
func (nm namer) know(ts []token) nearby {
	found := nearby{}
	for i := range ts {
		t := &ts[i]
		entries := nm.stems.entriesWith(t.text)
		t.known, t.seldom = t.stop || entries > 0, !t.stop && entries == 1
		t.foreign = t.proper() && !nm.common.has(t.text)
		if t.known || t.foreign || !isWord(t.text) {
			continue
		}
		near := nm.stems.slipsOf(t.text)
		found[t.text] = near
		for r := range t.stems {
			if st, ok := nm.book.nearest(r, t, near); ok {
				t.stems[r], t.slip = st, true
			}
		}
	}
	return found
}

// mentions returns the entries that the tokens name, in the order of the question. Of
// overlapping names the longest counts. A name that several entries have equal right
// to gives a mention of each.
func (nm namer) mentions(ts []token) []Mention {
	var out []Mention
	for _, sp := range longest(nm.spans(ts)) {
		out = append(out, nm.owners(sp, ts)...)
	}
	return out
}

// spans returns every place where a name stands.
func (nm namer) spans(ts []token) []span {
	var out []span
	book := nm.book
	for r := range readings {
		var stems, raw []byte
		for i := range ts {
			stems, raw = stems[:0], raw[:0]
			match := Inflected
			for j := i; j < len(ts) && j < i+book.longest; j++ {
				t := &ts[j]
				if t.slip {
					match = Misspelt
				}
				stems = append(stems, t.stems[r]...)
				names := numbersOf(&book.keys[r], stems)
				if j > i {
					names = slices.Concat(names, numbersOf(&book.keys[r], append(raw, t.stems[r]...)))
				}
				if j == i && !t.stop {
					names = slices.Concat(names, numbersOf(&book.short, t.text))
				}
				if names = nm.typed(names, ts[i:j+1]); len(names) > 0 {
					out = append(out, span{i, j, names, match})
				} else if names = nm.reordered(r, ts[i:j+1]); len(names) > 0 {
					out = append(out, span{i, j, names, max(match, Reordered)})
				}
				if t.slip {
					raw = append(raw, t.stems[r]...)
				} else {
					raw = append(raw, t.text...)
				}
			}
			if sp, ok := nm.compound(r, i, &ts[i]); ok {
				out = append(out, sp)
			}
		}
	}
	return out
}

// reordered finds the titles whose words, but the small ones, are these in whatever order.
func (nm namer) reordered(r int, ts []token) []int32 {
	if len(ts) < 2 || len(ts) > mostInBag || slices.ContainsFunc(ts, func(t token) bool { return t.stop }) {
		return nil
	}
	return numbersOf(&nm.book.bags[r], bag(len(ts), func(i int) (string, bool) { return ts[i].stems[r], false }))
}

// commonPart is the share of entries above which the head of a title is no name.
const commonPart = 0.1

// typed leaves out the names that the words as typed can't mean.
func (nm namer) typed(names []int32, ts []token) []int32 {
	if len(names) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(names), func(id int32) bool {
		n := nm.book.names[id]
		if n.kind == PartName && n.common > commonPart || n.kind == FormerName && !n.as(ts) {
			return true
		}
		if n.words != len(ts) {
			// Split or joined: no part of a compound is a small word.
			return len(ts) > 1 && slices.ContainsFunc(ts, func(t token) bool { return t.stop || len(t.text) < 2 })
		}
		i := 0
		for plain := range strings.SplitSeq(n.plain, " ") {
			t := ts[i]
			i++
			if t.plain == plain {
				continue
			}
			// Two small words may be folded alike: noe and no, aev and av.
			_, other := nm.smallPlain[t.plain]
			if other && nm.fold(plain) == t.text && (len(ts) == 1 || len(plain) != len(t.plain)) {
				return true
			}
		}
		if len(ts) > 1 {
			return false
		}
		const shortest = 2
		t := ts[0]
		_, small := nm.smallPlain[t.plain]
		letters := utf8.RuneCountInString(t.text)
		if !t.capitals && n.lang == content.English && letters <= shortName && nm.stems.in(content.Bokmal, stem(content.Bokmal, t.text)) > 0 {
			return true // VET is no "vet"
		}
		short := utf8.RuneCountInString(t.plain) <= shortest // as typed: aap is folded to two
		return !t.capitals && (small || short) || t.stop && t.plain != n.plain
	})
}

const (
	// shortestFirst is the least length of a name as the first part of a compound.
	shortestFirst = 5
	// shortestRest is the least length of what follows it.
	shortestRest = 4
)

// compound finds the longest name that token i begins with, where what follows is a
// word of the guide: introprogramdeltaker.
func (nm namer) compound(r, i int, t *token) (span, bool) {
	if t.known || t.slip || len(t.text) < shortestFirst+shortestRest {
		return span{}, false
	}
	for cut := len(t.text) - shortestRest; cut >= shortestFirst; cut-- {
		if !utf8.RuneStart(t.text[cut]) {
			continue
		}
		names := numbersOf(&nm.book.keys[r], t.text[:cut])
		if len(names) == 0 || nm.book.names[names[0]].words > 1 && cut < 2*shortestFirst {
			continue
		}
		for _, joint := range []string{"", "s", "e"} { // fagopplæring-s-lærer
			rest, ok := strings.CutPrefix(t.text[cut:], joint)
			if ok && len(rest) >= shortestRest && nm.stems.hasWord(rest) {
				return span{i, i, names, Compound}, true
			}
		}
	}
	return span{}, false
}

// longest chooses among overlapping spans the ones of most words, the surer match and
// the earlier of two alike; spans of the same words are one.
func longest(all []span) []span {
	slices.SortStableFunc(all, func(a, b span) int {
		return cmp.Or(cmp.Compare(b.last-b.first, a.last-a.first), cmp.Compare(a.match, b.match), cmp.Compare(a.first, b.first))
	})
	var out []span
	for _, sp := range all {
		i := slices.IndexFunc(out, func(o span) bool { return sp.first <= o.last && o.first <= sp.last })
		switch {
		case i < 0:
			out = append(out, sp)
		case out[i].first == sp.first && out[i].last == sp.last && out[i].match == sp.match:
			out[i].names = append(slices.Clone(out[i].names), sp.names...)
		}
	}
	slices.SortFunc(out, func(a, b span) int { return cmp.Compare(a.first, b.first) })
	return out
}

// as reports whether the name is typed just so.
func (n bookName) as(ts []token) bool {
	rest, more := n.plain, true
	for _, t := range ts {
		var w string
		if w, rest, more = strings.Cut(rest, " "); w != t.plain {
			return false
		}
	}
	return !more
}

// owners returns the entries that have the best right to the name at sp: one typed just
// so goes before one inflected, a title before another name.
func (nm namer) owners(sp span, ts []token) []Mention {
	var out []Mention
	right := func(n bookName) int {
		order := 2 * int(n.kind)
		if IsContext(nm.entries[n.entry]) {
			order++ // an actor's name is also what the actor gives
		}
		if !n.as(ts[sp.first : sp.last+1]) {
			order += 2 * int(PartName+1)
		}
		return order
	}
	best := math.MaxInt
	for _, id := range sp.names {
		best = min(best, right(nm.book.names[id]))
	}
	for _, id := range sp.names {
		n := nm.book.names[id]
		if right(n) != best {
			continue
		}
		i := slices.IndexFunc(out, func(m Mention) bool { return m.Entry == nm.entries[n.entry] })
		if i >= 0 {
			out[i].common = max(out[i].common, n.common)
			continue
		}
		out = append(out, Mention{Entry: nm.entries[n.entry], First: sp.first, Last: sp.last, Kind: n.kind, Match: sp.match, common: n.common})
	}
	for i := range out {
		out[i].shared = len(out) > 1
	}
	slices.SortFunc(out, func(a, b Mention) int { return cmp.Compare(a.Entry.ID, b.Entry.ID) })
	return out
}
