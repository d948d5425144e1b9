package cards

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/locales"
)

// choices are entries to choose among: the whole row is pressed, and its number can be
// written.
func (r Renderer) choices(row []bot.Action, u under) []Element {
	var out []Element
	for _, ch := range u.card.Choices {
		name := strconv.Itoa(ch.Number) + "  " + ch.Title
		if ch.Number == 0 {
			name = ch.Title
		}
		title := block("**" + Escape(name) + "**")
		title.Color = "Accent"
		line := small(Escape(r.beside(ch)))
		line.Subtle, line.Spacing = false, "None"
		arrow := block("›")
		arrow.Color, arrow.Size = "Accent", "Large"
		e := Element{
			Type: "ColumnSet", Spacing: "Small", Separator: len(out) > 0, Select: r.choose(ch, row, u),
			Columns: []Element{
				{Type: "Column", Width: "stretch", Items: []Element{title, line}},
				{Type: "Column", Width: "auto", Align: "Center", Items: []Element{arrow}},
			},
		}
		out = append(out, e)
	}
	return out
}

// maxBeside is the longest statement that stands in a choice's row, in characters: two
// lines of a phone.
const maxBeside = 100

// beside is the line under a choice: what it answers, or where that is long, what tells it
// from the others; the statement is then told with the sources.
func (r Renderer) beside(ch bot.Choice) string {
	if said := ch.Explained(); r.LinksOnly || ch.Differs == "" || utf8.RuneCountInString(said) <= maxBeside {
		return said
	}
	return ch.Differs
}

// behind is what stands behind the choices of a card: the statements that are too long for
// their rows, and where all of them are from.
func (r Renderer) behind(c bot.Card) []Element {
	title, es := locales.SourcesTitle, []Element{}
	for _, ch := range c.Choices {
		if said := ch.Explained(); r.beside(ch) != said {
			title = locales.RowMore
			es = append(es, small(strconv.Itoa(ch.Number)+"  "+Escape(said)))
		}
	}
	if es = append(es, sources(c.Cited())...); len(es) == 0 || r.LinksOnly {
		return es
	}
	return folded("behind", r.words(c.Lang).Text(title), container(es...))
}

// choose is what a choice does: what its button in the row does, else to show it.
func (r Renderer) choose(ch bot.Choice, row []bot.Action, u under) *Action {
	a := bot.Action{Kind: bot.ShowEntry, Path: ch.Path, Ref: bot.Ref{Lang: u.card.Lang, Entry: ch.ID, Section: ch.Section}}
	if i := slices.IndexFunc(row, func(a bot.Action) bool { return a.Kind == bot.Choose && a.Entry == ch.ID }); i >= 0 {
		a = row[i]
	}
	a.Label, a.Aloud = ch.Title, ""
	b, ok := r.button(a, u)
	if !ok {
		return nil
	}
	return &b
}

// maxOpen is how many entries of a list stand with what made them stand there; longer
// lists are for picking by name.
const maxOpen = 12

// groups are the parts of a list: each under its title with how many there are, and a
// line an entry. What a phone has no room for is opened by its title.
func (r Renderer) groups(u under) []Element {
	n := 0
	for _, g := range u.card.Groups {
		n += len(g.Items)
	}
	var out []Element
	for i, g := range u.card.Groups {
		title := "**" + r.linked(g.Title, g.Path) + "**"
		plain := g.Title
		if g.Count > 0 {
			title, plain = title+" · "+strconv.Itoa(g.Count), plain+" · "+strconv.Itoa(g.Count)
		}
		head := block(title)
		head.Spacing = "Small"
		if n > maxOpen { // the titles lead to their pages
			out = append(out, head)
			continue
		}
		items := container()
		items.Spacing = "None"
		for _, ch := range g.Items {
			items.Items = append(items.Items, r.listed(ch, u))
		}
		if i > 0 && !r.LinksOnly && high(append(out, head, items)...) > maxHigh-frame-rowHigh {
			out = append(out, folded("group"+strconv.Itoa(i), plain, items)...)
			continue
		}
		out = append(out, head, items)
	}
	return out
}

// listed is an entry of a list; the line is pressed.
func (r Renderer) listed(ch bot.Choice, u under) Element {
	text := "**" + Escape(ch.Short) + "**"
	if ch.Number > 0 {
		text = strconv.Itoa(ch.Number) + "  " + text
	}
	if ch.Line != "" {
		text += ": " + Escape(ch.Line)
	}
	line := block(text)
	line.Size = "Small"
	e := container(line)
	e.Spacing = "None"
	a := bot.Action{Kind: bot.ShowEntry, Label: ch.Title, Path: ch.Path, Ref: bot.Ref{Lang: u.card.Lang, Entry: ch.ID, Section: ch.Section}}
	if b, ok := r.button(a, u); ok {
		e.Select = &b
	}
	return e
}

// table sets entries side by side; where a table can't be drawn, a line for each that
// is said of each.
func (r Renderer) table(c bot.Card) []Element {
	lines := r.sideBySide(c)
	if r.LinksOnly { // version 1.3 has none
		return append(lines, sources(c.Cited())...)
	}
	cell := func(markdown string) Element {
		text := block(markdown)
		text.Size = "Small"
		return Element{Type: "TableCell", Items: []Element{text}}
	}
	instead := container(lines...)
	t := Element{Type: "Table", Header: true, GridLines: true, Fallback: &instead}
	head := Element{Type: "TableRow", Cells: []Element{cell(" ")}}
	t.Columns = []Element{{Width: 3}}
	for _, col := range c.Table.Columns {
		t.Columns = append(t.Columns, Element{Width: 5})
		head.Cells = append(head.Cells, cell("**"+r.linked(col.Short, col.Path)+"**"))
	}
	t.Rows = []Element{head}
	rest := Element{Type: "Table", GridLines: true, Columns: t.Columns, Spacing: "Small"}
	for _, row := range c.Table.Rows {
		cells := []Element{cell("**" + Escape(capital(row.Short)) + "**")}
		for _, said := range row.Cells {
			cells = append(cells, cell(cited(said)))
		}
		line := Element{Type: "TableRow", Cells: cells}
		n := len(t.Rows) // of those said, with this one
		if len(rest.Rows) > 0 || n > 1 && high(t)+tableRowHigh(line) > maxHigh-frame-rowHigh-lineHigh-high(sources(citedIn(c, 0, n))...) {
			rest.Rows = append(rest.Rows, line)
			continue
		}
		t.Rows = append(t.Rows, line)
	}
	n := len(t.Rows) - 1
	out := append([]Element{t}, sources(citedIn(c, 0, n))...)
	if len(rest.Rows) == 0 {
		return out
	}
	var names []string
	for _, row := range c.Table.Rows[n:] {
		names = append(names, capital(row.Short))
	}
	more := container(append([]Element{rest}, sources(citedIn(c, n, len(c.Table.Rows)))...)...)
	return append(out, folded("rest", strings.Join(names, ", "), more)...)
}

// citedIn are the sources of some rows of a comparison.
func citedIn(c bot.Card, from, to int) []bot.Source {
	return slices.DeleteFunc(c.Cited(), func(s bot.Source) bool {
		return !slices.ContainsFunc(c.Table.Rows[from:to], func(row bot.TableRow) bool {
			return slices.ContainsFunc(row.Cells, func(cell bot.Cell) bool { return cell.Source == s.Number })
		})
	})
}

// sideBySide is a table in lines.
func (r Renderer) sideBySide(c bot.Card) []Element {
	var out []Element
	for i, col := range c.Table.Columns {
		head := block("**" + r.linked(col.Short, col.Path) + "**")
		head.Spacing = "Small"
		out = append(out, head)
		for _, row := range c.Table.Rows {
			line := block(Escape(capital(row.Short)) + ": " + cited(row.Cells[i]))
			line.Size, line.Spacing = "Small", "None"
			out = append(out, line)
		}
	}
	return out
}

// cited is what a cell says, with the number of its source.
func cited(c bot.Cell) string {
	if c.Source == 0 {
		return Escape(c.Text)
	}
	return Escape(c.Text) + " [" + strconv.Itoa(c.Source) + "]"
}

// capital begins a word within a sentence as one that stands alone.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
