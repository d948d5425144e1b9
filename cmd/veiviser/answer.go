package main

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/locales"
)

// The most that an answer takes of a window, so that its question still stands in it.
const (
	maxLines = 15
	maxItems = 3 // of a list's group
)

// answer draws what the card answers, in at most maxLines lines of a window that is as
// wide as text is; card draws all of it.
func (t terminal) answer(c bot.Card) {
	switch {
	case c.Subject != nil:
		t.points(c)
	case len(c.Choices) > 0:
		t.toChoose(c)
	case len(c.Groups) > 0:
		t.groups(c)
	default:
		t.card(c)
	}
}

// points draws as many points of the answer as there is room for. The first is always
// drawn, but for one that only stands nearest to what is missing.
func (t terminal) points(c bot.Card) {
	var b bytes.Buffer
	t.to(&b).pointsOf(c)
	if n := len(c.Points); lines(&b) > maxLines && (n > 1 || n > 0 && c.Gap != "") {
		if c.Points = c.Points[:n-1]; n == 1 {
			c.Near = ""
		}
		t.points(c)
		return
	}
	t.out.Write(b.Bytes())
}

func (t terminal) pointsOf(c bot.Card) {
	t.item("", t.subject(*c.Subject), bold)
	fmt.Fprintln(t.out)
	t.item("  ", c.Gap, "")
	if c.Near != "" {
		t.item("  ", c.Near, "")
	}
	for i, p := range c.Points {
		mark := "  - "
		if i == 0 && c.Near == "" {
			mark = "  "
		}
		t.item(mark, p.Text+p.Marks(), "")
		t.item("  ! ", p.Caution, yellow)
	}
	if cited := c.Cited(); len(cited) > 0 {
		fmt.Fprintln(t.out)
		for _, s := range cited {
			t.source(s)
		}
	}
	fmt.Fprintln(t.out)
	t.on(c)
}

// subject is the line over the answer, with the short title where there is no room.
func (t terminal) subject(s bot.Subject) string {
	if line := s.String(); utf8.RuneCountInString(line) <= t.width {
		return line
	}
	s.Title = s.Short
	return s.String()
}

// on draws how to go on from an answer. A gap is nothing to note.
func (t terminal) on(c bot.Card) {
	var ways []string
	for n := len(c.Next); n > 0; n-- {
		names := make([]string, n)
		for i, s := range c.Next[:n] {
			names[i] = s.Short
		}
		ways = append(ways, t.words.Text(locales.TerminalOn, "Sections", strings.Join(names, " · ")))
	}
	rest := t.words.Text(locales.TerminalFull, "Title", c.Subject.Short)
	if c.Gap == "" {
		rest = t.words.Text(locales.TerminalNote) + wayGap + rest
	}
	for _, w := range ways {
		if line := w + wayGap + rest; utf8.RuneCountInString(line) <= t.width {
			t.ways(line)
			return
		}
	}
	t.ways(rest)
}

// source draws where a statement is from.
func (t terminal) source(s bot.Source) {
	mark := fmt.Sprintf("[%d] ", s.Number)
	about := s.Title + " · " + s.Dated
	if s.Note != "" {
		about += ", " + s.Note
	}
	t.item(mark, about, "")
	t.raw(strings.Repeat(" ", len(mark)), s.URL)
}

// ways draws how to go on: a line, with its gaps, where there is room.
func (t terminal) ways(line string) {
	if utf8.RuneCountInString(line) > t.width {
		t.item("", line, dim)
		return
	}
	fmt.Fprintln(t.out, t.style(dim, line))
}

// wayGap tells the ways on of a line apart.
const wayGap = "   "

// toChoose draws choices in a line or two each, numbered as they are chosen.
func (t terminal) toChoose(c bot.Card) {
	t.item("", c.Title, bold)
	fmt.Fprintln(t.out)
	for i, ch := range c.Choices {
		t.item(fmt.Sprintf("  %d  ", i+1), ch.Title, bold)
		t.item("     ", ch.Explained(), "")
	}
	fmt.Fprintln(t.out)
	for _, s := range c.Cited() {
		t.source(s)
	}
	t.ways(t.words.Text(locales.TerminalChoose, "Number", min(2, len(c.Choices))) + wayGap + t.words.Text(locales.TerminalRest))
}

// groups draws a list: as many of its groups as there is room for, a few items of each.
func (t terminal) groups(c bot.Card) {
	var head, foot bytes.Buffer
	t.to(&head).item("", c.Title, bold)
	t.to(&head).item("", c.Lead, "")
	fmt.Fprintln(&head)
	fmt.Fprintln(&foot)
	t.to(&foot).ways(t.words.Text(locales.TerminalRest))
	room := maxLines - lines(&head) - lines(&foot)
	t.out.Write(head.Bytes())
	for i, g := range c.Groups {
		var b bytes.Buffer
		t.to(&b).group(g)
		if room -= lines(&b); room < 0 && i > 0 {
			break
		}
		t.out.Write(b.Bytes())
	}
	t.out.Write(foot.Bytes())
}

// group draws the first items of a group, with why each stands there.
func (t terminal) group(g bot.Group) {
	t.item("", g.Title, bold)
	for _, i := range g.Items[:min(maxItems, len(g.Items))] {
		t.item("  ", strings.TrimSuffix(i.Title+": "+i.Why, ": "), "")
	}
}

// to is t that draws to b.
func (t terminal) to(b *bytes.Buffer) terminal {
	t.out = b
	return t
}

// lines counts the lines of what was drawn.
func lines(b *bytes.Buffer) int { return bytes.Count(b.Bytes(), []byte("\n")) }
