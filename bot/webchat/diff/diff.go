// Package diff tells two versions of a text apart so that a person can read it: by
// statement, and within a statement that was reworded by word.
//
// [Lines] is where to start. The same texts always give the same diff.
package diff

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Kind says what became of a line or a stretch of it.
type Kind string

// The kinds. Only a line can be Changed: its spans say where.
const (
	Same    Kind = "same"
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Line is a statement. Its spans put together are its text, of both versions where
// it was reworded.
type Line struct {
	Kind  Kind
	Spans []Span
}

// Span is a stretch of a line.
type Span struct {
	Kind Kind
	Text string
}

// Lines tells the lines of a and b apart. A line that was reworded becomes one line
// with its words marked.
func Lines(a, b []string) []Line {
	var out []Line
	whole := func(kind Kind, lines []string) {
		for _, s := range lines {
			out = append(out, Line{kind, []Span{{kind, s}}})
		}
	}
	es := edits(a, b)
	for i := 0; i < len(es); i++ {
		switch {
		case es[i].kind == Removed && i+1 < len(es) && es[i+1].kind == Added:
			gone, come := es[i].tokens, es[i+1].tokens
			i++
			for len(gone) > 0 && len(come) > 0 {
				spans, alike := words(gone[0], come[0])
				if !alike {
					break
				}
				out = append(out, Line{Changed, spans})
				gone, come = gone[1:], come[1:]
			}
			whole(Removed, gone)
			whole(Added, come)
		default:
			whole(es[i].kind, es[i].tokens)
		}
	}
	return out
}

// words marks the words that differ; alike is false where less than half is kept,
// and the two are better read apart.
func words(a, b string) (spans []Span, alike bool) {
	kept, all := 0, 0
	for _, e := range edits(strings.SplitAfter(a, " "), strings.SplitAfter(b, " ")) {
		text := strings.Join(e.tokens, "")
		spans = append(spans, Span{e.kind, text})
		all += len(text)
		if e.kind == Same {
			kept += 2 * len(text)
			all += len(text)
		}
	}
	return spans, 2*kept >= all
}

// Slips is about how many letters one word is from another.
func Slips(a, b string) int {
	dmp := diffmatchpatch.New()
	return dmp.DiffLevenshtein(dmp.DiffMain(a, b, false))
}

// edit is a run of tokens that were kept, added or removed.
type edit struct {
	kind   Kind
	tokens []string
}

// edits tells how a becomes b. The library compares characters; each token stands for
// one.
func edits(a, b []string) []edit {
	const first = 0x10000 // past the surrogates, room for a million tokens
	codes, tokens := map[string]rune{}, []string{}
	encode := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, t := range list {
			code, ok := codes[t]
			if !ok {
				code = first + rune(len(tokens))
				codes[t] = code
				tokens = append(tokens, t)
			}
			out[i] = code
		}
		return out
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the same texts always give the same diff
	var out []edit
	for _, d := range dmp.DiffMainRunes(encode(a), encode(b), false) {
		e := edit{kind: map[diffmatchpatch.Operation]Kind{
			diffmatchpatch.DiffEqual: Same, diffmatchpatch.DiffInsert: Added, diffmatchpatch.DiffDelete: Removed,
		}[d.Type]}
		for _, r := range d.Text {
			e.tokens = append(e.tokens, tokens[r-first])
		}
		out = append(out, e)
	}
	return out
}
