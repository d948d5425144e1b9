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

// screen is a terminal of which an answer takes at most one window.
type screen struct{ terminal }

// answer draws what the card answers, in at most maxLines lines of a window that is as
// wide as text is; card draws all of it.
func (t screen) answer(c bot.Card) {
	switch {
	case c.Subject != nil:
		t.points(c)
	case c.Table != nil:
		t.sideBySide(c)
	case len(c.Choices) > 0:
		t.toChoose(c)
	case c.Kind == bot.NoneCard:
		t.nothing(c)
	case len(c.Groups) > 0:
		t.groups(c)
	default:
		t.card(c)
	}
}

// over draws the line over an answer: what it is about, the short name where there is
// no room.
func (t screen) over(c bot.Card) {
	if c.Moved != "" {
		t.item("", c.Moved, dim)
	}
	title, _, side := c.Heading()
	line := strings.Trim(title+" · "+side, " ·")
	if c.Subject != nil && utf8.RuneCountInString(line) > t.width {
		line = strings.Trim(c.Subject.Short+" · "+side, " ·")
	}
	t.item("", line, bold)
	fmt.Fprintln(t.out)
}

// points draws as many points of the answer as there is room for: where there is none, the
// sources go without their addresses, and then points go, from the last. The first is
// always drawn, but for one that only stands nearest to what is missing.
func (t screen) points(c bot.Card) {
	for {
		var b bytes.Buffer
		for _, cited := range []func(screen, bot.Card){screen.cited, screen.citedInShort} {
			b.Reset()
			t.to(&b).pointsOf(c, cited)
			if lines(&b) <= maxLines {
				break
			}
		}
		n := len(c.Points)
		if lines(&b) <= maxLines || n == 0 || n == 1 && c.Gap == "" {
			t.out.Write(b.Bytes())
			return
		}
		if c.Points = c.Points[:n-1]; n == 1 {
			c.Near = ""
		}
	}
}

func (t screen) pointsOf(c bot.Card, cited func(screen, bot.Card)) {
	t.over(c)
	if c.Step != nil {
		t.line("  ", c.Step.Persona, dim)
	}
	t.item("  ", c.Gap, "")
	t.item("  ", c.Near, "")
	for i, p := range c.Points {
		mark := "  - "
		if i == 0 && c.Near == "" {
			mark = "  "
		}
		t.item(mark, p.Before+p.Text+p.Marks(), "")
		t.item("  ! ", p.Caution, yellow)
	}
	cited(t, c)
	fmt.Fprintln(t.out)
	for _, line := range c.Foot {
		t.item("", line, dim)
	}
	for _, a := range c.Row { // what else may have been meant
		if a.Kind == bot.ShowEntry && a.Entry != c.Entry && strings.HasSuffix(a.Label, "?") {
			t.item("", a.Aloud, dim)
		}
	}
	t.on(c)
}

// cited draws where the answer is from, apart from it.
func (t screen) cited(c bot.Card) {
	cited := c.Cited()
	if len(cited) > 0 {
		fmt.Fprintln(t.out)
	}
	for _, s := range cited {
		t.source(s)
	}
}

// citedInShort is cited without the addresses.
func (t screen) citedInShort(c bot.Card) {
	if cited := c.Cited(); len(cited) > 0 {
		fmt.Fprintln(t.out)
		t.inLines(cited)
	}
}

// on draws how to go on from an answer. A gap is nothing to note.
func (t screen) on(c bot.Card) {
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

// ways draws how to go on: a line, with its gaps, where there is room.
func (t screen) ways(line string) {
	if utf8.RuneCountInString(line) > t.width {
		t.item("", line, dim)
		return
	}
	fmt.Fprintln(t.out, t.style(dim, line))
}

// wayGap tells the ways on of a line apart.
const wayGap = "   "

// toChoose draws choices, numbered as they are chosen: each one's name, and beside it what
// it answers or what tells it from the others. Where there is no room, the sources go
// without their addresses, and then what they say goes too.
func (t screen) toChoose(c bot.Card) {
	for _, draw := range []func(screen, bot.Card){screen.explained, screen.explainedInShort, screen.toldApart} {
		var b bytes.Buffer
		draw(t.to(&b), c)
		if lines(&b) <= maxLines {
			t.out.Write(b.Bytes())
			return
		}
	}
	t.toldApart(c)
}

func (t screen) explained(c bot.Card) {
	t.choicesOf(c, bot.Choice.Explained)
	t.cited(c)
	t.howToChoose(c)
}

func (t screen) explainedInShort(c bot.Card) {
	t.choicesOf(c, bot.Choice.Explained)
	t.citedInShort(c)
	t.howToChoose(c)
}

func (t screen) toldApart(c bot.Card) {
	t.choicesOf(c, func(ch bot.Choice) string { return ch.Differs })
	t.howToChoose(c)
}

// howToChoose stands apart from what is chosen among, and from where that is from.
func (t screen) howToChoose(c bot.Card) {
	fmt.Fprintln(t.out)
	t.ways(t.words.Text(locales.TerminalChoose, "Number", min(2, len(c.Choices))))
}

func (t screen) choicesOf(c bot.Card, says func(bot.Choice) string) {
	t.over(c)
	names := make([]string, len(c.Choices))
	for i, ch := range c.Choices {
		names[i] = ch.Short
	}
	w := nameWidth(names)
	for i, ch := range c.Choices {
		t.beside(fmt.Sprintf("  %d  ", i+1), ch.Short, says(ch), w)
	}
}

// inLines draws sources without their addresses, each title in one line where it has room
// there.
func (t screen) inLines(sources []bot.Source) {
	whole := func(s string) string {
		if utf8.RuneCountInString(s) > t.width-len("[10] ") {
			return s
		}
		return strings.ReplaceAll(s, " ", "\u00a0")
	}
	for _, l := range bot.SourceLines(sources) {
		t.item("", l.Join(func(s bot.Source) string { return whole(s.Title) }, whole), "")
	}
}

// nothing draws that nothing answers: what was understood, who can be asked, what is
// nearest.
func (t screen) nothing(c bot.Card) {
	t.over(c)
	for _, line := range []string{c.Understood, c.Lead} {
		if line != "" {
			t.item("  ", line, "")
			break
		}
	}
	if c.Ask != nil {
		t.item("  ", c.Ask.Label+": "+strings.Join(itemTitles(c.Ask.Items), ", "), "")
	}
	var near []string
	for _, a := range c.Row {
		if a.Kind == bot.ShowEntry {
			near = append(near, a.Label)
		}
	}
	if len(near) > 0 {
		t.item("  ", c.Near+" "+strings.Join(near, " · "), "")
	}
	fmt.Fprintln(t.out)
	t.ways(t.words.Text(locales.TerminalRest))
}

func itemTitles(items []bot.Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.Title
	}
	return out
}

// groups draws a list: of each group how many there are and as many of its first items as
// there is room for; of many groups as many.
func (t screen) groups(c bot.Card) {
	n := maxItems
	if len(c.Groups) == 1 {
		n = maxLines
	}
	for {
		var b bytes.Buffer
		t.to(&b).groupsOf(c, n)
		if lines(&b) <= maxLines || n == 1 && len(c.Groups) == 1 {
			t.out.Write(b.Bytes())
			return
		}
		if n == 1 {
			c.Groups = c.Groups[:len(c.Groups)-1]
		}
		n = max(1, n-1)
	}
}

func (t screen) groupsOf(c bot.Card, n int) {
	t.over(c)
	var names []string
	for _, g := range c.Groups {
		for _, i := range g.Items[:min(n, len(g.Items))] {
			names = append(names, i.Short)
		}
	}
	w := nameWidth(names)
	for _, g := range c.Groups {
		title := g.Title
		if g.Count > 0 {
			title += fmt.Sprintf(" (%d)", g.Count)
		}
		t.item("", title, bold)
		for _, i := range g.Items[:min(n, len(g.Items))] {
			t.beside("  ", i.Short, i.InList(), w)
		}
	}
	fmt.Fprintln(t.out)
	if q := c.AskBack; q != nil {
		t.item("", q.Text+" "+strings.Join(optionTexts(q.Options), " · "), "")
		return
	}
	t.ways(t.words.Text(locales.TerminalRest))
}

func optionTexts(os []bot.Option) []string {
	out := make([]string, len(os))
	for i, o := range os {
		out[i] = o.Text
	}
	return out
}

// sideBySide draws a comparison: as many of its rows as there is room for, and the
// sources of those.
func (t screen) sideBySide(c bot.Card) {
	for {
		var b bytes.Buffer
		t.to(&b).tableOf(c)
		if lines(&b) <= maxLines || len(c.Table.Rows) == 1 {
			t.out.Write(b.Bytes())
			return
		}
		short := *c.Table
		short.Rows = short.Rows[:len(short.Rows)-1]
		c.Table = &short
	}
}

func (t screen) tableOf(c bot.Card) {
	t.over(c)
	t.table(*c.Table)
	fmt.Fprintln(t.out)
	t.inLines(c.CitedIn(c.Table.Rows))
	fmt.Fprintln(t.out)
	t.ways(t.words.Text(locales.TerminalRest))
}

// to is t that draws to b.
func (t screen) to(b *bytes.Buffer) screen {
	t.out = b
	return t
}

// lines counts the lines of what was drawn.
func lines(b *bytes.Buffer) int { return bytes.Count(b.Bytes(), []byte("\n")) }
