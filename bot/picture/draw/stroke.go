package draw

import "math"

// flatten turns the outline into lines of points, scaled; a closed one ends where it
// began.
func (o Outline) flatten(scale float64) [][]Point {
	var lines [][]Point
	var line []Point
	at := func(p Point) Point { return Point{p.X * scale, p.Y * scale} }
	for _, s := range o {
		switch s.op {
		case 'M':
			if len(line) > 1 {
				lines = append(lines, line)
			}
			line = []Point{at(s.p[2])}
		case 'L':
			line = append(line, at(s.p[2]))
		case 'C':
			line = curve(line, [3]Point{at(s.p[0]), at(s.p[1]), at(s.p[2])})
		case 'Z':
			line = append(line, line[0])
		}
	}
	if len(line) > 1 {
		lines = append(lines, line)
	}
	return lines
}

// curve appends the points of a cubic curve that starts at the line's end.
func curve(line []Point, c [3]Point) []Point {
	const pieces = 12 // a quarter circle of 60 pixels' radius is then off by less than a tenth of a pixel
	a := line[len(line)-1]
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		b0, b1, b2, b3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		line = append(line, Point{b0*a.X + b1*c[0].X + b2*c[1].X + b3*c[2].X, b0*a.Y + b1*c[0].Y + b2*c[1].Y + b3*c[2].Y})
	}
	return line
}

// dashes cuts the line into the parts that are drawn; without a pattern it is one.
func dashes(line []Point, pattern []float64) [][]Point {
	if len(pattern) == 0 {
		return [][]Point{line}
	}
	var parts [][]Point
	part := []Point{line[0]}
	n, left := 0, pattern[0]
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		for l := math.Hypot(b.X-a.X, b.Y-a.Y); l > left; l = math.Hypot(b.X-a.X, b.Y-a.Y) {
			a = Point{a.X + (b.X-a.X)*left/l, a.Y + (b.Y-a.Y)*left/l}
			if n%2 == 0 {
				parts = append(parts, append(part, a))
			}
			part = []Point{a}
			n++
			left = pattern[n%len(pattern)]
		}
		left -= math.Hypot(b.X-a.X, b.Y-a.Y)
		part = append(part, b)
	}
	if n%2 == 0 && len(part) > 1 {
		parts = append(parts, part)
	}
	return parts
}

// longBar is how long a straight piece is, in pixels, to be filled by itself: the
// time it takes grows with the rectangle around what is filled at once.
const longBar = 60

// stroked returns runs of polygons that together cover the line drawn with a pen of
// the given width: a bar a piece and a disc at every bend. All turn the same way, so
// that filling a run never leaves a hole.
func stroked(line []Point, width float64) [][][]Point {
	var runs [][][]Point
	var run [][]Point
	h := width / 2
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		l := math.Hypot(b.X-a.X, b.Y-a.Y)
		if l == 0 {
			continue
		}
		nx, ny := (b.Y-a.Y)/l*h, -(b.X-a.X)/l*h
		bar := []Point{{a.X + nx, a.Y + ny}, {b.X + nx, b.Y + ny}, {b.X - nx, b.Y - ny}, {a.X - nx, a.Y - ny}}
		if l > longBar {
			runs = append(runs, run, [][]Point{bar})
			run = nil
		} else {
			run = append(run, bar)
		}
		if i+1 < len(line) || line[0] == line[len(line)-1] {
			run = append(run, joint(b, h))
		}
	}
	return append(runs, run)
}

// joint is a small disc around a bend.
func joint(c Point, r float64) []Point {
	const corners = 12
	p := make([]Point, corners)
	for i := range p {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		p[i] = Point{c.X + r*cos, c.Y + r*sin}
	}
	return p
}
