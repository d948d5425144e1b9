package picture

import (
	"cmp"
	"math"
	"slices"
)

// hop is the way from one stop to the next: along gutters, and across a column
// between two of its boxes.
type hop struct {
	line     *line
	from, to *visit
	out, in  int // gutters
	legs     []*leg
}

// leg is the part of a hop in one gutter.
type leg struct {
	hop          *hop
	y1, y2       float64
	left1, left2 bool // whether it comes from and goes to the left of the gutter
	lane         int
}

func (l *leg) top() float64 { return min(l.y1, l.y2) }
func (l *leg) low() float64 { return max(l.y1, l.y2) }

// gutter is the room between two columns, in lanes.
type gutter struct {
	legs  []*leg
	lanes int
	x     float64 // of the first lane
}

// route finds every hop's way and gives each of its legs a lane.
func (c *chart) route() {
	c.gutters = make([]gutter, len(c.columns)+1)
	taken := make([]map[float64]bool, len(c.columns))
	passes := make([][]float64, len(c.columns))
	var hops []*hop
	for _, l := range c.lines {
		hops = append(hops, l.hops...)
	}
	for i := range c.columns {
		taken[i] = map[float64]bool{}
		passes[i] = c.passes(i, len(hops))
	}
	// Short hops first: they have the fewest ways to choose from.
	slices.SortStableFunc(hops, func(a, b *hop) int { return cmp.Compare(a.span(), b.span()) })
	for _, h := range hops {
		c.walk(h, passes, taken)
	}
	for i := range c.gutters {
		c.gutters[i].assign()
	}
	c.setX()
	for _, g := range c.gutters {
		for _, l := range g.legs {
			c.top, c.bottom = min(c.top, l.top()), max(c.bottom, l.low())
		}
	}
}

func (h *hop) span() int {
	if h.in > h.out {
		return h.in - h.out
	}
	return h.out - h.in
}

// detour is how much longer a way may be before it is drawn around a column.
const detour = 60

// walk crosses the columns between the hop's gutters where the way is shortest.
func (c *chart) walk(h *hop, passes [][]float64, taken []map[float64]bool) {
	y, target := h.from.y(), h.to.y()
	g, left := h.out, h.from.box.col < h.out
	for g != h.in {
		col, next := g, g+1
		if h.in < g {
			col, next = g-1, g-1
		}
		best, cost := 0.0, math.Inf(1)
		for _, p := range passes[col] {
			d := math.Abs(p-y) + math.Abs(p-target)
			if p < c.columns[col].top() || p > c.columns[col].low() {
				d += detour
			}
			if !taken[col][p] && d < cost {
				best, cost = p, d
			}
		}
		taken[col][best] = true
		c.leg(h, g, y, best, left, next < g)
		y, left, g = best, next > g, next
	}
	c.leg(h, g, y, target, left, h.to.box.col < g)
}

func (c *chart) leg(h *hop, g int, y1, y2 float64, left1, left2 bool) {
	l := &leg{hop: h, y1: y1, y2: y2, left1: left1, left2: left2}
	h.legs = append(h.legs, l)
	c.gutters[g].legs = append(c.gutters[g].legs, l)
}

// passes are the heights at which a line can cross a column without touching a box:
// between boxes, between panels, and n above and below them all.
func (c *chart) passes(col, n int) []float64 {
	var ys []float64
	for i, pn := range c.columns[col].panels {
		if i > 0 {
			ys = append(ys, pn.y-pitch/2)
		}
		for _, b := range pn.boxes {
			ys = append(ys, b.y+b.h+pitch/2)
		}
	}
	top, low := c.columns[col].top(), c.columns[col].low()
	for i := range n {
		ys = append(ys, top-pitch*(float64(i)+0.5), low+pitch*(float64(i)+0.5))
	}
	return ys
}

func (col *column) top() float64 { return col.panels[0].y }

func (col *column) low() float64 {
	last := col.panels[len(col.panels)-1]
	return last.y + last.h
}

// setX puts the columns beside each other, each gutter as wide as its lanes need.
func (c *chart) setX() {
	x := 0.0
	for i := range c.gutters {
		g := &c.gutters[i]
		outer := i == 0 || i == len(c.columns)
		if len(g.legs) > 0 || !outer {
			g.x = x + gutterPad
			x += 2*gutterPad + float64(max(0, g.lanes-1))*laneGap
		}
		if i == len(c.columns) {
			break
		}
		col := c.columns[i]
		col.x = x
		for _, pn := range col.panels {
			for _, b := range pn.boxes {
				b.x = x + pn.indent
			}
		}
		x += col.w
	}
	c.width = x
}
