package webchat

import (
	"slices"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// diffPart is a part of a page that has changed.
type diffPart struct {
	Title string
	Lines []diffLine
}

// diffLine is a statement: kept, added, removed, or changed within.
type diffLine struct {
	Kind  string // "same", "added", "removed" or "changed"
	Spans []diffSpan
}

// diffSpan is a stretch of a line.
type diffSpan struct {
	Kind string // "same", "added" or "removed"
	Text string
}

// changes lists the parts of an entry that differ in l from then to today, in the
// order of the page.
func (c *Chat) changes(l content.Lang, then, today *content.Entry) []diffPart {
	old, new := c.parts(l, then), c.parts(l, today)
	var titles []string
	for _, p := range slices.Concat(new, old) {
		if !slices.Contains(titles, p.title) {
			titles = append(titles, p.title)
		}
	}
	var out []diffPart
	for _, t := range titles {
		a, b := linesOf(old, t), linesOf(new, t)
		if !slices.Equal(a, b) {
			out = append(out, diffPart{t, diffLines(a, b)})
		}
	}
	return out
}

// part is what a reader sees under one heading, a statement a line.
type part struct {
	title string
	lines []string
}

func linesOf(ps []part, title string) []string {
	var out []string
	for _, p := range ps {
		if p.title == title {
			out = append(out, p.lines...)
		}
	}
	return out
}

// parts takes an entry's page apart. It goes by the card, so that what a reader cannot
// see is no change.
func (c *Chat) parts(l content.Lang, e *content.Entry) []part {
	card, w := c.Bot.EntryCard(l, e, ""), c.words[l]
	out := []part{{c.text(l, locales.WebDiffTitle), []string{card.Title, card.Label, card.Lead}}}
	for _, f := range card.Facts {
		out = append(out, part{w["facts"], []string{f.Label + ": " + f.Value}})
	}
	for _, g := range card.Groups {
		p := part{title: g.Title}
		for _, it := range g.Items {
			p.lines = append(p.lines, it.Label+" · "+it.Title+": "+it.Line)
		}
		out = append(out, p)
	}
	for _, s := range card.Sections {
		p := part{title: s.Title}
		for _, pt := range s.Points {
			p.lines = append(p.lines, pt.Text)
		}
		out = append(out, p)
	}
	for _, r := range card.Relations {
		p := part{title: r.Label}
		for _, it := range r.Items {
			p.lines = append(p.lines, it.Title)
		}
		out = append(out, p)
	}
	for _, s := range e.Snippets {
		out = append(out, part{w["snippets"], []string{c.Bot.SnippetLang(l, s.Lang) + ": " + s.Text}})
	}
	return append(out, part{w["links"], linkLines(card.Links)}, part{w["sources"], sourceLines(card.Sources)})
}

func linkLines(links []bot.Link) []string {
	var out []string
	for _, l := range links {
		out = append(out, l.Title+" "+l.URL)
	}
	return out
}

func sourceLines(sources []bot.Source) []string {
	var out []string
	for _, s := range sources {
		out = append(out, strings.TrimSpace(s.String()+" "+s.URL))
	}
	return out
}

// diffLines tells the lines of a and b apart; a line that was reworded becomes one
// line with its words marked.
func diffLines(a, b []string) []diffLine {
	var out []diffLine
	whole := func(kind string, lines []string) {
		for _, s := range lines {
			out = append(out, diffLine{kind, []diffSpan{{kind, s}}})
		}
	}
	es := edits(a, b)
	for i := 0; i < len(es); i++ {
		switch {
		case es[i].kind == "removed" && i+1 < len(es) && es[i+1].kind == "added":
			gone, come := es[i].tokens, es[i+1].tokens
			i++
			for len(gone) > 0 && len(come) > 0 {
				spans, alike := diffWords(gone[0], come[0])
				if !alike {
					break
				}
				out = append(out, diffLine{"changed", spans})
				gone, come = gone[1:], come[1:]
			}
			whole("removed", gone)
			whole("added", come)
		default:
			whole(es[i].kind, es[i].tokens)
		}
	}
	return out
}

// diffWords marks the words that differ; alike is false where less than half is kept,
// and the two are better read apart.
func diffWords(a, b string) (spans []diffSpan, alike bool) {
	kept, all := 0, 0
	for _, e := range edits(strings.SplitAfter(a, " "), strings.SplitAfter(b, " ")) {
		text := strings.Join(e.tokens, "")
		spans = append(spans, diffSpan{e.kind, text})
		all += len(text)
		if e.kind == "same" {
			kept += 2 * len(text)
			all += len(text)
		}
	}
	return spans, 2*kept >= all
}

// slips is how many letters a word is from another.
func slips(a, b string) int {
	dmp := diffmatchpatch.New()
	return dmp.DiffLevenshtein(dmp.DiffMain(a, b, false))
}

// edit is a run of tokens that were kept, added or removed.
type edit struct {
	kind   string
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
		e := edit{kind: map[diffmatchpatch.Operation]string{
			diffmatchpatch.DiffEqual: "same", diffmatchpatch.DiffInsert: "added", diffmatchpatch.DiffDelete: "removed",
		}[d.Type]}
		for _, r := range d.Text {
			e.tokens = append(e.tokens, tokens[r-first])
		}
		out = append(out, e)
	}
	return out
}
