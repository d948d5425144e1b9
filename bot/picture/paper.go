package picture

import "math"

// Paper is what the map is printed on.
type Paper string

// The map is made for A2. Printed on two sheets of A3 or four of A4 that are glued
// together it is about an eighth smaller, because printers need a margin.
const (
	A2 Paper = "a2"
	A3 Paper = "a3"
	A4 Paper = "a4"
)

// tiling is how many sheets of which size a poster is made of, in millimetres.
type tiling struct {
	columns, rows int
	w, h          float64
	margin        float64 // stays white: most printers cannot reach it
}

// glue is how far neighbouring sheets show the same, to be glued over each other.
const glue = 6

var (
	a2     = tiling{columns: 1, rows: 1, w: 594, h: 420}
	papers = map[Paper]tiling{
		A2: a2,
		A3: {columns: 2, rows: 1, w: 297, h: 420, margin: 9},
		A4: {columns: 2, rows: 2, w: 297, h: 210, margin: 9},
	}
)

// size is the poster that the sheets make together.
func (t tiling) size() (w, h float64) {
	c, r := float64(t.columns), float64(t.rows)
	return c*(t.w-2*t.margin) - (c-1)*glue, r*(t.h-2*t.margin) - (r-1)*glue
}

// scale is how large a scene can be printed on the poster.
func (t tiling) scale(s *scene) float64 {
	w, h := t.size()
	return min(w/s.w, h/s.h)
}

// origin is where the scene begins on a sheet; it lies off the paper on all but the
// first. The scene stands in the poster's middle.
func (t tiling) origin(s *scene, column, row int) point {
	w, h := t.size()
	k := t.scale(s)
	return point{
		t.margin + (w-s.w*k)/2 - float64(column)*(t.w-2*t.margin-glue),
		t.margin + (h-s.h*k)/2 - float64(row)*(t.h-2*t.margin-glue),
	}
}

// poster is the map with as many columns as print largest.
func (p *Painter) poster(v View, t tiling) *scene {
	var best *scene
	most := math.Inf(-1)
	for columns := 3; columns <= 7; columns++ {
		if s := p.chart(v, columns, true).drawing(white); t.scale(s) > most {
			best, most = s, t.scale(s)
		}
	}
	return best
}
