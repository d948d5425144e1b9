package picture

import (
	"cmp"
	"math"
	"slices"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// legendStyle is how an actor looks: a colour and a pattern, so that the colour is never
// the only way to tell two actors apart.
type legendStyle struct {
	colour  draw.Colour
	pattern pattern
}

// pattern fills a rectangle with marks on white.
type pattern int

const (
	solid pattern = iota
	slanted
	dotted
	banded
	crossed
	patterns
)

// styles gives every actor its look. The actors that the journeys name most often
// choose first; each takes the look that differs most from those it shares a step or
// a journey with. No two actors look the same while there are looks left.
func legendStyles(g *content.Guide) map[string]legendStyle {
	uses, together := map[string]int{}, map[[2]string]int{}
	for _, j := range g.OfKind(content.Journey) {
		var all []string
		for _, s := range j.Steps {
			countTogether(together, s.Responsible, 10)
			for _, id := range s.Responsible {
				uses[id]++
			}
			all = append(all, s.Responsible...)
		}
		slices.Sort(all)
		countTogether(together, slices.Compact(all), 3)
	}
	actors := g.OfKind(content.Actor)
	slices.SortStableFunc(actors, func(a, b *content.Entry) int {
		return cmp.Or(uses[b.ID]-uses[a.ID], cmp.Compare(a.ID, b.ID))
	})
	m := map[string]legendStyle{}
	for i, a := range actors {
		m[a.ID] = choose(m, actors[:i], func(other string) int { return together[[2]string{a.ID, other}] })
	}
	return m
}

// countTogether counts that the actors were seen together, in both directions.
func countTogether(together map[[2]string]int, ids []string, weight int) {
	for _, a := range ids {
		for _, b := range ids {
			together[[2]string{a, b}] += weight
		}
	}
}

// choose returns the look that clashes least with those of the actors before.
func choose(m map[string]legendStyle, before []*content.Entry, near func(string) int) legendStyle {
	var best legendStyle
	least := -1
	for p := range patterns {
		for i := range actorColours {
			s := legendStyle{actorColours[i], p}
			clash := 0
			for _, b := range before {
				o := m[b.ID]
				switch {
				case o == s:
					clash += 10000
				case o.colour == s.colour:
					clash += 1 + 3*near(b.ID)
				case o.pattern == s.pattern:
					clash += 1 + near(b.ID)
				}
			}
			if least < 0 || clash < least {
				best, least = s, clash
			}
		}
	}
	return best
}

// draw fills the rectangle; unit is the size of the pattern's marks.
func (s legendStyle) draw(x, y, w, h, unit float64) []draw.Item {
	fill := func(o draw.Outline) draw.Item { return draw.Shape{Path: o, Fill: s.colour} }
	if s.pattern == solid {
		return []draw.Item{fill(draw.Rect(x, y, w, h, 0))}
	}
	items := []draw.Item{draw.Shape{Path: draw.Rect(x, y, w, h, 0), Fill: white}}
	switch s.pattern {
	case slanted:
		items = append(items, s.stripes(x, y, w, h, unit)...)
	case dotted:
		nx, ny := max(1, math.Round(w/unit)), max(1, math.Round(h/unit))
		for i := range int(nx) {
			for j := range int(ny) {
				items = append(items, fill(draw.Circle(x+(float64(i)+0.5)*w/nx, y+(float64(j)+0.5)*h/ny, unit*0.34)))
			}
		}
	case banded:
		n := max(1, math.Round(h/unit))
		for j := range int(n) {
			items = append(items, fill(draw.Rect(x, y+(float64(j)+0.25)*h/n, w, h/n/2, 0)))
		}
	case crossed:
		nx, ny := max(1, math.Round(w/unit/1.2)), max(1, math.Round(h/unit/1.2))
		for i := range int(nx) {
			items = append(items, fill(draw.Rect(x+(float64(i)+0.35)*w/nx, y, w/nx*0.3, h, 0)))
		}
		for j := range int(ny) {
			items = append(items, fill(draw.Rect(x, y+(float64(j)+0.35)*h/ny, w, h/ny*0.3, 0)))
		}
	}
	return append(items, draw.Shape{Path: draw.Rect(x, y, w, h, 0), Stroke: s.colour, Width: unit * 0.22})
}

// stripes are bars that rise to the right, cut at the rectangle's edges.
func (s legendStyle) stripes(x, y, w, h, unit float64) []draw.Item {
	var items []draw.Item
	step, thick := unit*1.3, unit*0.65
	for c := -h; c < w; c += step {
		// The bar between the lines X-Y' = c and X-Y' = c+thick, with Y' counted from below.
		var pts []draw.Point
		add := func(px, py float64) { pts = append(pts, draw.Pt(x+px, y+h-py)) }
		lo, hi := c, c+thick
		for _, p := range slantedCorners(lo, hi, w, h) {
			add(p.X, p.Y)
		}
		if len(pts) > 2 {
			items = append(items, draw.Shape{Path: draw.Polygon(pts), Fill: s.colour})
		}
	}
	return items
}

// slantedCorners are the corners of the part of the w × h rectangle where lo ≤ x-y ≤ hi.
func slantedCorners(lo, hi, w, h float64) []draw.Point {
	pts := []draw.Point{draw.Pt(0, 0), draw.Pt(w, 0), draw.Pt(w, h), draw.Pt(0, h)}
	pts = draw.Clip(pts, func(p draw.Point) float64 { return p.X - p.Y - lo })
	return draw.Clip(pts, func(p draw.Point) float64 { return hi - (p.X - p.Y) })
}
