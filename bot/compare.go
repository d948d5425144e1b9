package bot

import (
	"slices"
	"strings"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/locales"
)

// MaxCompared is the most that stands side by side, and maxRows the most sections it is
// compared by: a telephone has no room for more.
const (
	MaxCompared = 3
	maxRows     = 4
)

// comparing lays out entries side by side.
type comparing struct{ composer }

// Table sets entries side by side: a column each, and a row for each section that they
// are compared by.
type Table struct {
	Columns []Column   `json:"columns"` // two or three
	Rows    []TableRow `json:"rows"`    // at most maxRows
}

// Column is an entry that is compared.
type Column struct {
	Item
	Short string `json:"short"` // the title where there is little room
}

// TableRow is what the entries say of a section, in the order of the columns.
type TableRow struct {
	Side
	Cells []Cell `json:"cells"`
}

// Cell is a statement where there is little room. Source is the number among those that
// the card cites; 0 where the entry says nothing, and Text says that.
type Cell struct {
	Text   string `json:"text"`
	Source int    `json:"source,omitempty"`
}

// compared are the sections that tell offers apart, where none is asked for.
var compared = []content.Section{content.Who, content.Duration, content.Livelihood, content.Requirements}

// Compare sets the entries side by side, two or three of them, by a section; empty are
// those that tell most. Entries that the guide doesn't have are left out; ok is
// false where fewer than two are left.
func (cs Cards) Compare(l content.Lang, entries []string, by content.Section) (c Card, ok bool) {
	var es []*content.Entry
	for _, id := range entries {
		if e, ok := cs.guide.Entry(id); ok && !slices.Contains(es, e) && len(es) < MaxCompared {
			es = append(es, e)
		}
	}
	if len(es) < 2 {
		return Card{}, false
	}
	return comparing{cs.in(l)}.compareCard(es, sectionsOf(by)), true
}

// compareCard sets entries side by side by the sections asked for.
func (co comparing) compareCard(es []*content.Entry, asked []content.Section) Card {
	w := co.words
	names := make([]string, len(es))
	for i, e := range es {
		names[i] = co.short(e)
	}
	c := Card{Kind: CompareCard, Lang: co.lang, Title: and(w, names), Aside: w.Text(locales.CompareAside)}
	by := asked
	if len(by) == 0 {
		by = compared
	} else {
		c.Aside = co.sides(asked)
	}
	table := &Table{}
	for _, e := range es {
		table.Columns = append(table.Columns, Column{Item: co.item(e), Short: co.short(e)})
	}
	var at [][2]int // of each of the card's points, its cell
	for _, s := range by {
		row := TableRow{Side: co.side(s)}
		said := false
		for i, e := range es {
			cell := Cell{Text: w.Text(locales.CompareNothing)}
			if ps := (statements{composer: co.composer, entry: e}).cell(s); len(ps) > 0 {
				cell.Text, said = co.cellText(ps[0]), true
				c.Points, at = append(c.Points, ps[0]), append(at, [2]int{len(table.Rows), i})
			}
			row.Cells = append(row.Cells, cell)
		}
		if (said || len(asked) > 0) && len(table.Rows) < maxRows {
			table.Rows = append(table.Rows, row)
		}
	}
	renumber(c.Points)
	for i, p := range c.Points {
		if p.Source != nil {
			table.Rows[at[i][0]].Cells[at[i][1]].Source = p.Source.Number
		}
	}
	c.Table = table
	c.Row = buttons(co).compareRow(es, by)
	return c
}

// compareRow are the buttons under a comparison: a section more to compare by, and each
// entry alone.
func (co buttons) compareRow(es []*content.Entry, by []content.Section) []Action {
	var out []Action
	for _, s := range append(slices.Clone(compared), content.Right, content.Next) {
		if slices.Contains(by, s) || !slices.ContainsFunc(es, func(e *content.Entry) bool { return e.Text(co.lang).Section(s) != nil }) {
			continue
		}
		side := co.side(s)
		out = append(out, Action{
			Kind: CompareOn, Label: capital(side.Short), Aloud: side.Title, Section: s,
			Ref: Ref{Lang: co.lang, Entry: es[0].ID, Section: s}, Value: strings.Join(ids(es), ","),
		})
		break
	}
	for _, e := range es {
		out = append(out, co.entry(e))
	}
	return out
}

// cellText is a statement where there is little room, else that the page has it.
func (co comparing) cellText(p Passage) string {
	if text, ok := inShort(p.Short, p.Text); ok {
		return text
	}
	return co.words.Text(locales.CompareSeePage)
}

// inShort is a statement where there is little room: its short form, else as much of its
// beginning as says something by itself. ok is false where neither is there, and said then
// is cut at a word.
func inShort(short, text string) (said string, ok bool) {
	if short != "" {
		return short, true
	}
	for _, end := range []string{"", ". ", ", ", "; ", ": "} {
		head := text
		if end != "" {
			head, _, _ = strings.Cut(text, end)
		}
		if head = strings.TrimSuffix(head, "."); utf8.RuneCountInString(head) <= content.ShortMax && strings.Contains(head, " ") {
			return head, true
		}
	}
	return cutWords(text, content.ShortMax), false
}

// and joins names as a sentence does.
func and(w *locales.Words, names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return w.Text(locales.And, "First", strings.Join(names[:last], ", "), "Last", names[last])
}
