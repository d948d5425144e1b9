package blocks

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"veiviser/bot"
)

// tableBuilder builds a comparison.
type tableBuilder struct{ *builder }

// table sets entries side by side. Where Slack draws no tables, each has its lines.
func (b tableBuilder) table(c bot.Card, o Options) {
	if o.View || o.Plain {
		b.sections(b.columns(c))
		return
	}
	cited := c.Cited()
	t := slack.NewTableBlock("")
	n := 0
	cell := func(parts ...slack.RichTextSectionElement) slack.TableCell {
		return slack.NewTableRichTextCell(line(parts...))
	}
	head := []slack.TableCell{cell(words(" "))} // Slack takes no empty text
	for i, col := range c.Table.Columns {
		head, n = append(head, cell(titled(b.url(col.Path), cut(col.Short, maxLinkText)))), n+size(col.Short)
		t.ColumnSettings = append(t.ColumnSettings, slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true})
		if i == 0 {
			t.ColumnSettings = append(t.ColumnSettings, t.ColumnSettings[0]) // of the names of the rows
		}
	}
	t.AddRow(head...)
	for _, r := range c.Table.Rows {
		row := []slack.TableCell{cell(strong(capital(r.Short)))}
		n += size(r.Short)
		for _, ce := range r.Cells {
			parts := []slack.RichTextSectionElement{words(cut(ce.Text, maxCell))}
			if ce.Source > 0 && ce.Source <= len(cited) {
				parts = append(parts, words(" "), reference(cited[ce.Source-1].URL, mark(ce.Source)))
			}
			row, n = append(row, cell(parts...)), n+size(ce.Text)
		}
		t.AddRow(row...)
	}
	b.add(t, n)
}

// maxCell is what a cell says; the guide's short forms stay far below.
const maxCell = 300

// columns are what stands side by side, an entry after the other.
func (b tableBuilder) columns(c bot.Card) []string {
	var texts []string
	for i, col := range c.Table.Columns {
		text := "*" + link(b.url(col.Path), col.Title) + "*"
		for _, r := range c.Table.Rows {
			if i >= len(r.Cells) {
				continue
			}
			text += "\n• " + Escape(capital(r.Short)) + ": " + Escape(cut(r.Cells[i].Text, maxCell))
			if n := r.Cells[i].Source; n > 0 {
				text += " " + mark(n)
			}
		}
		texts = append(texts, text)
	}
	return texts
}

// titled is a name in bold that leads to its page.
func titled(url, text string) slack.RichTextSectionElement {
	if url == "" || len(url) > maxURL {
		return strong(text)
	}
	return slack.NewRichTextSectionLinkElement(url, text, &slack.RichTextSectionTextStyle{Bold: true})
}

// mark is the number of a source.
func mark(n int) string { return "[" + strconv.Itoa(n) + "]" }

// capital begins s with a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
