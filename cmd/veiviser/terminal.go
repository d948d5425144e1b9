package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/locales"
)

// terminal draws a card as text that reads well in a window of width columns.
type terminal struct {
	out   io.Writer
	words *locales.Words
	width int
	color bool
	base  string // before the addresses of pages; empty leaves them as paths
}

// columns is the width of a terminal nobody asked about.
const columns = 80

// The styles of a terminal that shows colour.
const (
	bold   = "1"
	dim    = "2"
	yellow = "33"
)

func (t terminal) style(code, s string) string {
	if !t.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// card draws everything the card says.
func (t terminal) card(c bot.Card) {
	if c.Label != "" {
		fmt.Fprintln(t.out, t.style(dim, c.Label))
	}
	fmt.Fprintln(t.out, t.style(bold, c.Title))
	t.paragraph("", c.Lead)
	for _, n := range c.Notices {
		t.item("! ", n.Text, yellow)
	}
	if c.Step != nil {
		t.step(*c.Step)
	}
	for _, f := range c.Facts {
		t.item("  ", f.Label+": "+f.Value, "")
	}
	for _, s := range c.Sections {
		t.heading(s.Title)
		for _, p := range s.Points {
			t.item("- ", p.Text+number(p.Source), "")
		}
	}
	t.choices(c.Choices)
	for _, g := range c.Groups {
		t.heading(g.Title)
		for _, i := range g.Items {
			t.item("- ", i.Title+" ("+t.base+i.Path+")", "")
		}
	}
	if len(c.Relations) > 0 {
		fmt.Fprintln(t.out)
	}
	t.relations(c.Relations)
	t.sources(c)
}

func (t terminal) step(s bot.Step) {
	t.heading(s.Position + ": " + s.Title)
	t.item("  ", s.Text, "")
	t.item("  ", "("+s.Origin+")", dim)
	for _, p := range s.Parallel {
		t.item("  ", t.words.Text(locales.JourneyParallel)+": "+p, "")
	}
	t.relations(s.Relations)
}

func (t terminal) choices(cs []bot.Choice) {
	for i, c := range cs {
		fmt.Fprintln(t.out)
		t.item(fmt.Sprintf("%d. ", i+1), c.Title, bold)
		t.item("   ", c.Label, dim)
		t.item("   ", c.Line, "")
		t.item("   ", t.base+c.Path, dim)
	}
}

func (t terminal) relations(rs []bot.Relation) {
	for _, r := range rs {
		titles := make([]string, len(r.Items))
		for i, it := range r.Items {
			titles[i] = it.Title
		}
		t.item("  ", r.Label+": "+strings.Join(titles, " · "), "")
	}
}

func (t terminal) sources(c bot.Card) {
	if len(c.Sources) > 0 {
		t.heading(t.words.Text(locales.SourcesTitle))
	}
	for _, s := range c.Sources {
		t.item(fmt.Sprintf("[%d] ", s.Number), s.String(), "")
		t.raw("    ", s.URL)
	}
	if len(c.Links) > 0 {
		t.heading(t.words.Text(locales.LinksTitle))
	}
	for _, l := range c.Links {
		t.item("- ", l.Title, "")
		t.raw("  ", l.URL)
	}
	if c.Permalink != "" {
		fmt.Fprintln(t.out)
		t.raw("", t.base+c.Permalink)
	}
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" [%d]", n)
}

func (t terminal) heading(s string) { fmt.Fprintf(t.out, "\n%s\n", t.style(bold, s)) }

func (t terminal) paragraph(indent, s string) {
	if s != "" {
		t.item(indent, s, "")
	}
}

// raw prints an address whole: a broken one can't be opened.
func (t terminal) raw(indent, s string) {
	if s != "" {
		fmt.Fprintln(t.out, indent+t.style(dim, s))
	}
}

// item prints text after mark, wrapped, the following lines indented as far.
func (t terminal) item(mark, text, code string) {
	pad := strings.Repeat(" ", utf8.RuneCountInString(mark))
	for i, line := range wrap(text, t.width-len(pad)) {
		if i > 0 {
			mark = pad
		}
		fmt.Fprintln(t.out, mark+t.style(code, line))
	}
}

// wrap breaks text at spaces into lines of at most width characters; a longer word
// stands alone.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for w := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = w
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > width:
			lines = append(lines, line)
			line = w
		default:
			line += " " + w
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
