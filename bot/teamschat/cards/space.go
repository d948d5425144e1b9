package cards

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// What a card may take of a phone's screen, in pixels: a chat there is 330 wide, and a
// card higher than maxHigh pushes the text above out of sight or is folded by Teams.
// Letters are taken to be as wide as they are on average in the fonts of the clients; a
// card drawn a line higher does no harm.
const (
	maxHigh   = 350
	inner     = 296 // of the card, within its padding
	frame     = 30  // padding above and below
	lineHigh  = 19
	smallHigh = 16
	gapHigh   = 8
	rowHigh   = 42 // of buttons

	perLine   = 43 // letters of a line
	perSmall  = 50
	perLetter = 8.2 // pixels of a button's letter
	perButton = 34  // pixels of a button's edges, and of the gap behind it
)

// marks are what Markdown doesn't draw.
var marks = regexp.MustCompile(`\]\([^)]*\)|\*\*|\\|\[`)

// high is about how high elements are drawn, without the card's frame.
func high(es ...Element) int {
	sum := 0
	for i, e := range es {
		if e.Hidden != nil {
			continue
		}
		switch e.Type {
		case "TextBlock":
			sum += textHigh(e, perLine, perSmall)
		case "ActionSet":
			sum += rowHigh
		case "Image":
			sum += rowHigh
		case "Table":
			for _, row := range e.Rows {
				sum += tableRowHigh(row)
			}
		case "ColumnSet":
			most := 0
			for _, c := range e.Columns {
				most = max(most, high(c.Items...))
			}
			sum += most
		default:
			sum += high(e.Items...)
		}
		if i > 0 && e.Spacing != "None" {
			sum += gapHigh
		}
	}
	return sum
}

func textHigh(e Element, wide, narrow int) int {
	n := utf8.RuneCountInString(marks.ReplaceAllString(e.Text, ""))
	if e.Size == "Small" {
		return (n/narrow + 1) * smallHigh
	}
	return (n/wide + 1) * lineHigh
}

// tableRowHigh is about how high a row of a table is: words break in its narrow cells, and
// the more of them there are the narrower they are.
func tableRowHigh(row Element) int {
	most, letters := 0, 42/max(1, len(row.Cells))
	for _, cell := range row.Cells {
		for _, e := range cell.Items {
			most = max(most, textHigh(e, letters, letters))
		}
	}
	return most + 2*gapHigh
}

// wide is about how wide a button is.
func wide(a Action) float64 {
	return float64(utf8.RuneCountInString(strings.TrimSpace(a.Title)))*perLetter + perButton
}

// inRows breaks buttons into rows that a phone shows whole.
func inRows(actions []Action) [][]Action {
	var out [][]Action
	room := 0.0
	for _, a := range actions {
		if room -= wide(a); room < 0 || len(out) == 0 {
			out = append(out, nil)
			room = inner + gapHigh - wide(a)
		}
		out[len(out)-1] = append(out[len(out)-1], a)
	}
	return out
}
