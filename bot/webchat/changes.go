package webchat

import (
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/bot/webchat/diff"
	"veiviser/content"
	"veiviser/locales"
)

// diffPart is a part of a page that has changed.
type diffPart struct {
	Title string
	Lines []diff.Line
}

// changes lists the parts of an entry that differ in l from then to today, in the
// order of the page.
func (c *edition) changes(l content.Lang, then, today *content.Entry) []diffPart {
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
			out = append(out, diffPart{t, diff.Lines(a, b)})
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
func (c *edition) parts(l content.Lang, e *content.Entry) []part {
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
		out = append(out, part{w["snippets"], []string{c.Bot.Names(l).SnippetLang(s.Lang) + ": " + s.Text}})
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
