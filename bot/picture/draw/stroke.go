package picture

import "math"

// flatten turns the outline into lines of points, scaled; a closed one ends where it
// began.
func (o outline) flatten(scale float64) [][]point {
	var lines [][]point
	var line []point
	at := func(p point) point { return point{p.x * scale, p.y * scale} }
	for _, s := range o {
		switch s.op {
		case 'M':
			if len(line) > 1 {
				lines = append(lines, line)
			}
			line = []point{at(s.p[2])}
		case 'L':
			line = append(line, at(s.p[2]))
		case 'C':
			line = curve(line, [3]point{at(s.p[0]), at(s.p[1]), at(s.p[2])})
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
func curve(line []point, c [3]point) []point {
	const pieces = 12 // a quarter circle of 60 pixels' radius is then off by less than a tenth of a pixel
	a := line[len(line)-1]
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		b0, b1, b2, b3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		line = append(line, point{b0*a.x + b1*c[0].x + b2*c[1].x + b3*c[2].x, b0*a.y + b1*c[0].y + b2*c[1].y + b3*c[2].y})
	}
	return line
}

// dashes cuts the line into the parts that are drawn; without a pattern it is one.
func dashes(line []point, pattern []float64) [][]point {
	if len(pattern) == 0 {
		return [][]point{line}
	}
	var parts [][]point
	part := []point{line[0]}
	n, left := 0, pattern[0]
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		for l := math.Hypot(b.x-a.x, b.y-a.y); l > left; l = math.Hypot(b.x-a.x, b.y-a.y) {
			a = point{a.x + (b.x-a.x)*left/l, a.y + (b.y-a.y)*left/l}
			if n%2 == 0 {
				parts = append(parts, append(part, a))
			}
			part = []point{a}
			n++
			left = pattern[n%len(pattern)]
		}
		left -= math.Hypot(b.x-a.x, b.y-a.y)
		part = append(part, b)
	}
	if n%2 == 0 && len(part) > 1 {
		parts = append(parts, part)
	}
	return parts
}

// stroked returns polygons that together cover the line drawn with a pen of the given
// width: a bar a piece and a wedge at every bend. All turn the same way, so that
// filling them never leaves a hole.
func stroked(line []point, width float64) [][]point {
	var out [][]point
	h := width / 2
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		l := math.Hypot(b.x-a.x, b.y-a.y)
		if l == 0 {
			continue
		}
		nx, ny := (b.y-a.y)/l*h, -(b.x-a.x)/l*h
		out = append(out, []point{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}})
		if i+1 < len(line) || line[0] == line[len(line)-1] {
			out = append(out, joint(b, h))
		}
	}
	return out
}

// joint is a small disc around a bend.
func joint(c point, r float64) []point {
	const corners = 12
	p := make([]point, corners)
	for i := range p {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		p[i] = point{c.x + r*cos, c.y + r*sin}
	}
	return p
}
