package picture

import (
	"cmp"
	"math"
	"slices"

	"veiviser/content"
)

// chooseSides decides on which side of its box a line comes and goes. A hop leaves
// towards the other column; inside a column it uses the gutter with fewer lines.
func (c *chart) chooseSides() {
	load := make([]int, len(c.columns)+1)
	for _, l := range c.lines {
		for i := 1; i < len(l.stops); i++ {
			a, b := l.stops[i-1], l.stops[i]
			h := &hop{line: l, from: a, to: b}
			switch ca, cb := a.box.col, b.box.col; {
			case ca < cb:
				h.out, h.in = ca+1, cb
			case ca > cb:
				h.out, h.in = ca, cb+1
			case load[ca] < load[ca+1]:
				h.out, h.in = ca, ca
			default:
				h.out, h.in = ca+1, ca+1
			}
			load[h.out]++
			load[h.in]++
			a.touch(h.out)
			b.touch(h.in)
			l.hops = append(l.hops, h)
		}
	}
}

// touch notes that a line in the gutter reaches the box.
func (v *visit) touch(gutter int) {
	if gutter == v.box.col {
		v.left = true
		return
	}
	v.right = true
}

// assignSlots gives every visit a height of its own on the sides it uses; a badge
// without a line takes whichever side is free.
func (b *box) assignSlots() {
	var left, right []bool
	take := func(side *[]bool, n int) {
		for len(*side) <= n {
			*side = append(*side, false)
		}
		(*side)[n] = true
	}
	free := func(side []bool, n int) bool { return n >= len(side) || !side[n] }
	order := slices.Clone(b.visits)
	slices.SortStableFunc(order, func(v, w *visit) int { return w.sides() - v.sides() })
	for _, v := range order {
		for n := 0; ; n++ {
			if v.sides() == 0 {
				v.left, v.right = free(left, n), !free(left, n) && free(right, n)
				if v.sides() == 0 {
					continue
				}
			} else if v.left && !free(left, n) || v.right && !free(right, n) {
				continue
			}
			v.slot = n
			if v.left {
				take(&left, n)
			}
			if v.right {
				take(&right, n)
			}
			break
		}
	}
}

// breakLines sets the box's text between its badges, which stand half inside it.
func (c *chart) breakLines(b *box) {
	left, right := 3.5, 3.5
	if b.entry.Kind == content.Offer {
		left = 6.5 // the names of offers begin at one edge, badges or not
	}
	if b.goal {
		left = 5
	}
	for _, v := range b.visits {
		in := c.badgeWidth(v)/2 + 1.6
		if v.left {
			left = max(left, in)
		} else {
			right = max(right, in)
		}
	}
	b.indent = left
	b.lines = c.fonts.Sentences(b.text, boxStyle, b.w-left-right, 0, 5)
}

func (v *visit) sides() int {
	n := 0
	if v.left {
		n++
	}
	if v.right {
		n++
	}
	return n
}

// stack gives every box its height and its place in the column.
func (c *chart) stack() {
	for i, col := range c.columns {
		y := float64(i%2) * pitch / 2 // neighbours are half a pitch apart: their lines never meet head on
		for _, pn := range col.panels {
			pn.y = y
			if pn.head != nil {
				y += math.Ceil((float64(len(pn.head))*topicStyle.Lead()+3)/pitch) * pitch
			}
			for _, b := range pn.boxes {
				b.y = y
				b.h = b.height()
				y += b.h + pitch
			}
			pn.h = y - pn.y
			y += pitch
		}
		c.bottom = max(c.bottom, y-pitch)
	}
	if c.ends {
		last := len(c.columns) - 1
		c.spread(0, func(l *line) *visit { return l.stops[1] })
		c.spread(last, func(l *line) *visit { return l.stops[len(l.stops)-2] })
	}
}

func (b *box) height() float64 {
	h := float64(len(b.lines))*boxStyle.Lead() + 3
	if b.name != "" {
		h += nameStyle.Lead() + 1
	}
	return math.Ceil(max(h/pitch, float64(b.slots()))) * pitch
}

// spread puts the boxes of a column of ends into the order of their neighbours, with
// equal gaps over the height of the topics.
func (c *chart) spread(col int, neighbour func(*line) *visit) {
	boxes := c.columns[col].panels[0].boxes
	slices.SortStableFunc(boxes, func(a, b *box) int {
		return cmp.Compare(neighbour(a.visits[0].line).y(), neighbour(b.visits[0].line).y())
	})
	sum := 2 * pitch
	for _, b := range boxes {
		sum += b.h
	}
	gap := max(pitch, math.Floor((c.bottom-sum)/float64(len(boxes))/pitch)*pitch)
	y := float64(col%2)*pitch/2 + 2*pitch
	for _, b := range boxes {
		b.y = y
		y += b.h + gap
	}
	c.bottom = max(c.bottom, y-gap)
}
