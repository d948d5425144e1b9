package picture

import (
	"cmp"
	"math"
	"slices"
)

// hop is the way from one stop to the next: along gutters, and across a column
// between two of its boxes.
type hop struct {
	from, to *visit
	out, in  int // gutters
	legs     []*leg
}

// leg is the part of a hop in one gutter.
type leg struct {
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

// route finds every line's way, and makes each gutter as wide as the line that needs
// most of it.
func (c *chart) route() {
	c.gutters = make([]gutter, len(c.columns)+1)
	most := 0
	for _, l := range c.lines {
		most = max(most, len(l.hops))
	}
	passes := make([][]float64, len(c.columns))
	for i := range c.columns {
		passes[i] = c.passes(i, most)
	}
	for _, l := range c.lines {
		for i, g := range l.route(c, passes) {
			c.gutters[i].lanes = max(c.gutters[i].lanes, g.lanes)
			for _, leg := range g.legs {
				c.top, c.bottom = min(c.top, leg.top()), max(c.bottom, leg.low())
			}
		}
	}
	c.setX()
}

// route finds the line's hops' ways through the chart and gives each of their legs a
// lane of the gutters it returns.
func (l *line) route(c *chart, passes [][]float64) []gutter {
	w := walker{c, passes, make([]map[float64]bool, len(c.columns)), make([]gutter, len(c.gutters))}
	for i := range w.taken {
		w.taken[i] = map[float64]bool{}
	}
	// Short hops first: they have the fewest ways to choose from.
	order := slices.Clone(l.hops)
	slices.SortStableFunc(order, func(a, b *hop) int { return cmp.Compare(a.span(), b.span()) })
	for _, h := range order {
		w.walk(h)
	}
	for i := range w.gutters {
		w.gutters[i].assign()
	}
	return w.gutters
}

// walker finds the ways of one line's hops.
type walker struct {
	*chart
	passes  [][]float64        // where a column can be crossed
	taken   []map[float64]bool // where it is
	gutters []gutter
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
func (w walker) walk(h *hop) {
	y, target := h.from.y(), h.to.y()
	g, left := h.out, h.from.box.col < h.out
	for g != h.in {
		col, next := g, g+1
		if h.in < g {
			col, next = g-1, g-1
		}
		best, cost := 0.0, math.Inf(1)
		for _, p := range w.passes[col] {
			d := math.Abs(p-y) + math.Abs(p-target)
			if p < w.columns[col].top() || p > w.columns[col].low() {
				d += detour
			}
			if !w.taken[col][p] && d < cost {
				best, cost = p, d
			}
		}
		w.taken[col][best] = true
		w.leg(h, g, y, best, left, next < g)
		y, left, g = best, next > g, next
	}
	w.leg(h, g, y, target, left, h.to.box.col < g)
}

func (w walker) leg(h *hop, g int, y1, y2 float64, left1, left2 bool) {
	l := &leg{y1: y1, y2: y2, left1: left1, left2: left2}
	h.legs = append(h.legs, l)
	w.gutters[g].legs = append(w.gutters[g].legs, l)
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

func (col *column) top() float64 {
	if len(col.panels) == 0 {
		return 0
	}
	return col.panels[0].y
}

func (col *column) low() float64 {
	if len(col.panels) == 0 {
		return 0
	}
	last := col.panels[len(col.panels)-1]
	return last.y + last.h
}

// setX puts the columns beside each other, each gutter as wide as its lanes need.
func (c *chart) setX() {
	x := 0.0
	for i := range c.gutters {
		g := &c.gutters[i]
		outer := i == 0 || i == len(c.columns)
		if g.lanes > 0 || !outer {
			g.x = x + gutterPad
			x += 2*gutterPad + float64(max(0, g.lanes-1))*laneGap
		}
		if i == len(c.columns) {
			break
		}
		col := c.columns[i]
		col.x = x
		indent := 0.0
		if !outerColumn(c, i) {
			indent = panelPad
		}
		for _, pn := range col.panels {
			for _, b := range pn.boxes {
				b.x = x + indent
			}
		}
		x += col.w
	}
	c.width = x
}

// outerColumn reports whether column i is that of the starts or that of the goals.
func outerColumn(c *chart, i int) bool { return i == 0 || i == len(c.columns)-1 }
