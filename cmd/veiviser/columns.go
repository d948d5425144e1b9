package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"veiviser/bot"
)

// nameWidth is the width of a column of names: that of the longest, where there is room.
func nameWidth(names []string) int {
	const most = 26
	w := 0
	for _, n := range names {
		w = max(w, utf8.RuneCountInString(n))
	}
	return min(w, most)
}

// beside draws a name in w columns and a text beside it, each wrapped within its own.
func (t terminal) beside(mark, name, text string, w int) {
	const gap = "   "
	pad := utf8.RuneCountInString(mark)
	left, right := wrap(name, w), wrap(text, t.width-pad-w-len(gap))
	for i := range max(len(left), len(right)) {
		if i > 0 {
			mark = strings.Repeat(" ", pad)
		}
		n, r := "", ""
		if i < len(left) {
			n = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		fill := strings.Repeat(" ", max(0, w-utf8.RuneCountInString(n)))
		fmt.Fprintln(t.out, strings.TrimRight(mark+t.style(bold, n)+fill+gap+r, " "))
	}
}

// table draws columns beside each other, under their names.
func (t terminal) table(tab bot.Table) {
	const gap = "  "
	names := make([]string, len(tab.Rows))
	for i, r := range tab.Rows {
		names[i] = r.Short
	}
	head := nameWidth(names)
	w := (t.width - len(gap) - head - len(gap)*len(tab.Columns)) / len(tab.Columns)
	row := func(name, style string, cells []string) {
		parts := [][]string{wrap(name, head)}
		deep := len(parts[0])
		for _, c := range cells {
			lines := wrap(c, w)
			parts, deep = append(parts, lines), max(deep, len(lines))
		}
		for i := range deep {
			line := gap
			for k, p := range parts {
				text, wide := "", w
				if i < len(p) {
					text = p[i]
				}
				if k == 0 {
					wide = head
				}
				fill := strings.Repeat(" ", max(0, wide-utf8.RuneCountInString(text)))
				if k == 0 || style != "" {
					text = t.style(bold, text)
				}
				line += text + fill + gap
			}
			fmt.Fprintln(t.out, strings.TrimRight(line, " "))
		}
	}
	titles := make([]string, len(tab.Columns))
	for i, c := range tab.Columns {
		titles[i] = c.Short
	}
	row("", bold, titles)
	for _, r := range tab.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			cells[i] = c.Text + number(c.Source)
		}
		row(r.Short, "", cells)
	}
}

// line draws as much of a text as one line holds.
func (t terminal) line(mark, text, code string) {
	lines := wrap(text, t.width-len(mark)-1)
	if len(lines) > 1 {
		lines[0] += "…"
	}
	for _, l := range lines[:min(1, len(lines))] {
		t.item(mark, l, code)
	}
}
