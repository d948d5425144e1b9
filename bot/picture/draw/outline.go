package draw

import "math"

// Point is a place in a scene.
type Point struct{ X, Y float64 }

// Pt is the point x, y.
func Pt(x, y float64) Point { return Point{x, y} }

// Outline is a path: moves, lines, cubic curves and closings.
type Outline []segment

// segment is one command of a path: 'M' and 'L' use the last point, 'C' all three,
// 'Z' none.
type segment struct {
	op byte
	p  [3]Point
}

func moveTo(x, y float64) segment { return segment{op: 'M', p: [3]Point{2: {x, y}}} }
func lineTo(x, y float64) segment { return segment{op: 'L', p: [3]Point{2: {x, y}}} }

// kappa makes a cubic curve of a quarter of a circle.
const kappa = 4 * (math.Sqrt2 - 1) / 3

// corner rounds the corner c on the way from a to b, both at the distance of the
// radius from it.
func corner(a, c, b Point) segment {
	mix := func(p Point) Point { return Point{p.X + (c.X-p.X)*kappa, p.Y + (c.Y-p.Y)*kappa} }
	return segment{op: 'C', p: [3]Point{mix(a), mix(b), b}}
}

// Rect is a rectangle with corners of radius r, or as much of it as it has room for.
func Rect(x, y, w, h, r float64) Outline {
	r = min(r, w/2, h/2)
	if r <= 0 {
		return Polygon([]Point{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}})
	}
	x2, y2 := x+w, y+h
	return Outline{
		moveTo(x+r, y), lineTo(x2-r, y), corner(Point{x2 - r, y}, Point{x2, y}, Point{x2, y + r}),
		lineTo(x2, y2-r), corner(Point{x2, y2 - r}, Point{x2, y2}, Point{x2 - r, y2}),
		lineTo(x+r, y2), corner(Point{x + r, y2}, Point{x, y2}, Point{x, y2 - r}),
		lineTo(x, y+r), corner(Point{x, y + r}, Point{x, y}, Point{x + r, y}), {op: 'Z'},
	}
}

// Circle is a circle around x, y.
func Circle(x, y, r float64) Outline { return Rect(x-r, y-r, 2*r, 2*r, r) }

// Polygon is a closed outline; it needs at least one point.
func Polygon(pts []Point) Outline { return append(Polyline(0, pts), segment{op: 'Z'}) }

// Polyline is an open line with corners of radius r, less where the points lie
// closer; it needs at least one point.
func Polyline(r float64, pts []Point) Outline {
	o := Outline{moveTo(pts[0].X, pts[0].Y)}
	for i := 1; i < len(pts); i++ {
		c := pts[i]
		if i == len(pts)-1 {
			return append(o, lineTo(c.X, c.Y))
		}
		before, after := towards(c, pts[i-1], r), towards(c, pts[i+1], r)
		o = append(o, lineTo(before.X, before.Y))
		if r > 0 {
			o = append(o, corner(before, c, after))
		}
	}
	return o
}

// towards is the point at distance d from a in the direction of b, at most half-way.
func towards(a, b Point, d float64) Point {
	l := math.Hypot(b.X-a.X, b.Y-a.Y)
	if l == 0 {
		return a
	}
	d = min(d, l/2)
	return Point{a.X + (b.X-a.X)*d/l, a.Y + (b.Y-a.Y)*d/l}
}

// Bounds is the smallest rectangle around the outline's corners; of an empty outline
// the first corner is infinitely far down and right.
func (o Outline) Bounds() (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, s := range o {
		if s.op != 'Z' {
			p := s.p[2]
			low = Point{min(low.X, p.X), min(low.Y, p.Y)}
			high = Point{max(high.X, p.X), max(high.Y, p.Y)}
		}
	}
	return low, high
}

// Clip keeps the part of a convex polygon where side, which must be linear, is not
// negative.
func Clip(pts []Point, side func(Point) float64) []Point {
	var out []Point
	for i, b := range pts {
		a := pts[(i+len(pts)-1)%len(pts)]
		da, db := side(a), side(b)
		if (da < 0) != (db < 0) {
			t := da / (da - db)
			out = append(out, Point{a.X + (b.X-a.X)*t, a.Y + (b.Y-a.Y)*t})
		}
		if db >= 0 {
			out = append(out, b)
		}
	}
	return out
}
