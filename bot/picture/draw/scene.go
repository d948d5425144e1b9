package picture

import "math"

// scene is a laid out picture: what the SVG, the PNG and the PDF are drawn from.
// Lengths are in the scene's own unit, y grows downwards.
type scene struct {
	w, h  float64
	title string
	items []item
}

// item is a shape, a label or a group.
type item any

// shape is an outline that is filled, stroked or both.
type shape struct {
	path   outline
	fill   colour
	stroke colour
	width  float64
	dash   []float64
}

// style is how a text is set.
type style struct {
	size float64
	bold bool
	ink  colour
}

// label is one line of text; x is its left edge, y its base line.
type label struct {
	style
	x, y, w float64
	text    string
}

// group is a part of the picture that can be addressed, linked or shown alone.
type group struct {
	id, class string
	href      string // where a click leads; empty = nowhere
	title     string // what a pointer or screen reader tells of it
	layer     string // name of the PDF's layer; empty = the page
	data      []attribute
	items     []item
}

// attribute is one data-… attribute of a group in the SVG.
type attribute struct{ name, value string }

func (s *scene) add(items ...item) { s.items = append(s.items, items...) }
func (g *group) add(items ...item) { g.items = append(g.items, items...) }

type point struct{ x, y float64 }

// outline is a path: moves, lines, cubic curves and closings.
type outline []segment

// segment is one command of a path: 'M' and 'L' use the last point, 'C' all three,
// 'Z' none.
type segment struct {
	op byte
	p  [3]point
}

func moveTo(x, y float64) segment { return segment{op: 'M', p: [3]point{2: {x, y}}} }
func lineTo(x, y float64) segment { return segment{op: 'L', p: [3]point{2: {x, y}}} }

// kappa makes a cubic curve of a quarter of a circle.
var kappa = 4 * (math.Sqrt2 - 1) / 3

// corner rounds the corner c on the way from a to b, both at the distance of the
// radius from it.
func corner(a, c, b point) segment {
	mix := func(p point) point { return point{p.x + (c.x-p.x)*kappa, p.y + (c.y-p.y)*kappa} }
	return segment{op: 'C', p: [3]point{mix(a), mix(b), b}}
}

// rect is a rectangle with corners of radius r.
func rect(x, y, w, h, r float64) outline {
	r = min(r, w/2, h/2)
	if r <= 0 {
		return polygon(point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
	}
	x2, y2 := x+w, y+h
	return outline{
		moveTo(x+r, y), lineTo(x2-r, y), corner(point{x2 - r, y}, point{x2, y}, point{x2, y + r}),
		lineTo(x2, y2-r), corner(point{x2, y2 - r}, point{x2, y2}, point{x2 - r, y2}),
		lineTo(x+r, y2), corner(point{x + r, y2}, point{x, y2}, point{x, y2 - r}),
		lineTo(x, y+r), corner(point{x, y + r}, point{x, y}, point{x + r, y}), {op: 'Z'},
	}
}

func circle(x, y, r float64) outline { return rect(x-r, y-r, 2*r, 2*r, r) }

func polygon(pts ...point) outline {
	o := polyline(0, pts...)
	return append(o, segment{op: 'Z'})
}

// polyline is an open line through pts with corners of radius r, less where the
// points lie closer.
func polyline(r float64, pts ...point) outline {
	o := outline{moveTo(pts[0].x, pts[0].y)}
	for i := 1; i < len(pts); i++ {
		c := pts[i]
		if i == len(pts)-1 {
			o = append(o, lineTo(c.x, c.y))
			break
		}
		before, after := towards(c, pts[i-1], r), towards(c, pts[i+1], r)
		o = append(o, lineTo(before.x, before.y))
		if r > 0 {
			o = append(o, corner(before, c, after))
		}
	}
	return o
}

// towards is the point at distance d from a in the direction of b, at most half-way.
func towards(a, b point, d float64) point {
	l := math.Hypot(b.x-a.x, b.y-a.y)
	if l == 0 {
		return a
	}
	d = min(d, l/2)
	return point{a.x + (b.x-a.x)*d/l, a.y + (b.y-a.y)*d/l}
}
