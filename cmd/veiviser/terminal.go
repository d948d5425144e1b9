package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

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

// columns is how wide text is at most: longer lines are hard to read.
const columns = 80

// leastColumns is the narrowest window text is broken for; some windows say 0.
const leastColumns = 20

// newTerminal draws to e's output, in colour where it is shown in a window and the
// reader has not asked for none (https://no-color.org).
func newTerminal(e env, words *locales.Words, base string) terminal {
	t := terminal{out: e.out, words: words, width: columns, base: base}
	if width, ok := e.window(); ok {
		t.color = e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
		if width >= leastColumns {
			t.width = min(width, columns)
		}
	}
	return t
}

// stdoutWindow is the env's window of a program that prints to standard output.
func stdoutWindow() (width int, ok bool) {
	width, _, err := term.GetSize(int(os.Stdout.Fd()))
	return width, err == nil
}

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
	t.item("", c.Label, dim)
	t.item("", c.Title, bold)
	t.item("", c.Lead, "")
	for _, n := range c.Notices {
		t.item("! ", n.Text, yellow)
	}
	if c.Step != nil {
		t.step(*c.Step)
	}
	if c.Table != nil {
		fmt.Fprintln(t.out)
		t.table(*c.Table)
		c.Sources = c.Cited()
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
			t.item("  ", i.Why, dim)
		}
		t.item("  ", g.More, dim)
	}
	if len(c.Relations) > 0 {
		fmt.Fprintln(t.out)
	}
	t.relations(c.Relations)
	t.sources(c)
	t.actions(c)
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

// sources draws what the card rests on, and where to read more of it.
func (t terminal) sources(c bot.Card) {
	if len(c.Links) > 0 {
		t.heading(t.words.Text(locales.LinksTitle))
	}
	for _, l := range c.Links {
		t.item("- ", l.Title, "")
		t.raw("  ", l.URL)
	}
	if len(c.Sources) > 0 {
		t.heading(t.words.Text(locales.SourcesTitle))
	}
	for _, s := range c.Sources {
		t.source(s)
	}
}

// source draws where a statement is from, with the address on a line of its own.
func (t terminal) source(s bot.Source) {
	mark := s.Mark() + " "
	t.item(mark, s.String(), "")
	t.raw(strings.Repeat(" ", len(mark)), s.URL)
}

// actions draws what can be done with the card as the pages that do it.
func (t terminal) actions(c bot.Card) {
	if len(c.Actions) > 0 {
		fmt.Fprintln(t.out)
	}
	for _, a := range c.Actions {
		t.item("> ", a.Label+": "+t.base+a.Path, "")
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

func (t terminal) heading(s string) {
	fmt.Fprintln(t.out)
	t.item("", s, bold)
}

// raw prints an address whole: a broken one can't be opened.
func (t terminal) raw(indent, s string) {
	if s != "" {
		fmt.Fprintln(t.out, indent+t.style(dim, s))
	}
}

// item prints text after mark, wrapped, the following lines indented as far; nothing
// for no text.
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
// stands alone, and so does what a no-break space holds together.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
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
