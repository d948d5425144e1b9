package cards

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/locales"
)

// table lays out a comparison.
type table struct{ Renderer }

// rows set entries side by side; where a table can't be drawn, a line for each that
// is said of each. What a telephone has no room for is opened, with where all is from.
func (r table) rows(c bot.Card) []Element {
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
		if len(rest.Rows) > 0 || n > 1 && high(t)+tableRowHigh(line) > maxHigh-frame-rowHigh-lineHigh-3*gapHigh {
			rest.Rows = append(rest.Rows, line)
			continue
		}
		t.Rows = append(t.Rows, line)
	}
	if len(rest.Rows) == 0 {
		return append([]Element{t}, sources(c.Cited())...)
	}
	names := make([]string, 0, len(rest.Rows)+1)
	for _, row := range c.Table.Rows[len(t.Rows)-1:] {
		names = append(names, capital(row.Short))
	}
	names = append(names, r.words(c.Lang).Text(locales.SourcesTitle))
	more := container(append([]Element{rest}, sources(c.Cited())...)...)
	return append([]Element{t}, folded("rest", strings.Join(names, ", "), more)...)
}

// sideBySide is a table in lines.
func (r table) sideBySide(c bot.Card) []Element {
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
