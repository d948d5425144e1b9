package picture

import (
	"math"

	"veiviser/bot/picture/draw"
)

// Paper is what the map is printed on.
type Paper string

// The map is made for A2. Printed on two sheets of A3 or four of A4 that are glued
// together it is about a tenth smaller, because printers need a margin.
const (
	A2 Paper = "a2"
	A3 Paper = "a3"
	A4 Paper = "a4"
)

var papers = map[Paper]draw.Sheets{
	A2: {Columns: 1, Rows: 1, W: 594, H: 420},
	A3: {Columns: 2, Rows: 1, W: 297, H: 420, Margin: 9},
	A4: {Columns: 2, Rows: 2, W: 297, H: 210, Margin: 9},
}

// poster is the map with as many rows as print largest.
func (p *Painter) poster(v View, t draw.Sheets) *draw.Scene {
	var best *draw.Scene
	most := math.Inf(-1)
	for rows := 5; rows <= 20; rows++ {
		if s := p.chart(v, rows).drawing(white, true); t.Scale(s) > most {
			best, most = s, t.Scale(s)
		}
	}
	return best
}
