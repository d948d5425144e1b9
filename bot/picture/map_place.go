package picture

import (
	"math"
	"slices"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// chooseSides decides on which side of its box a line comes and goes. A hop leaves
// towards the other column; inside a column it uses the gutter with fewer of the line's
// own.
func (c *chart) chooseSides() {
	for _, l := range c.lines {
		load := make([]int, len(c.columns)+1)
		for i := 1; i < len(l.stops); i++ {
			a, b := l.stops[i-1], l.stops[i]
			h := &hop{from: a, to: b}
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
			l.hops = append(l.hops, h)
		}
	}
}

// placeMarks sets the marks of an offer's visits in rows along its lower edge. A start
// or goal has its journey's beside the name.
func (c *chart) placeMarks(b *box) {
	if b.entry.Kind != content.Offer {
		return
	}
	x := boxPad
	for _, v := range b.visits {
		w := c.markWidth(v)
		if b.rows == 0 || x+w > b.w-boxPad {
			x, b.rows = boxPad, b.rows+1
		}
		v.at = draw.Pt(x, float64(b.rows))
		x += w + markGap
	}
	for _, v := range b.visits {
		v.at.Y = -2 - (float64(b.rows)-v.at.Y+0.5)*(markHeight+markGap) + markGap/2
	}
}

// height is what the box needs for its text and marks, in half pitches.
func (b *box) height() float64 {
	h := float64(len(b.lines))*boxStyle.Lead() + float64(b.rows)*(markHeight+markGap) + 3.4
	if b.name != "" {
		h += nameStyle.Lead() + 1
	}
	return math.Ceil(h/pitch*2) * pitch / 2
}

// stack gives every box its place in its column, and those of the blocks that go on beside
// the others theirs under them all.
func (c *chart) stack() {
	ends := make([]float64, len(c.columns)) // of what stands in each
	for _, bl := range c.blocks {
		if bl.along {
			continue
		}
		head := c.headOf(bl)
		for i, pn := range bl.parts {
			y := &ends[bl.first+i]
			*y = pn.stack(*y, head) + pitch
		}
	}
	low := slices.Max(ends)
	for _, bl := range c.blocks {
		if bl.along {
			low = bl.stackRows(low+pitch/2, c.headOf(bl)) + pitch
		}
	}
	c.bottom = max(c.bottom, low-pitch)
	for _, col := range []*column{c.columns[0], c.columns[len(c.columns)-1]} {
		c.spread(col.panels[0])
	}
}

// headOf sets a block's title over its first part, and returns the room it takes.
func (c *chart) headOf(bl *block) float64 {
	w := float64(len(bl.parts))*(boxWidth+2*panelPad) - 2*panelPad
	bl.parts[0].head = c.fonts.Wrap(plain(bl.topic.Text(c.lang).Title), topicStyle, w, 0)
	return headRoom(len(bl.parts[0].head))
}

// headRoom is what a title of n lines takes.
func headRoom(n int) float64 { return float64(n)*topicStyle.Lead() + 4.5 }

// stack puts the panel's boxes under each other from y on, below room for a title, and
// returns where it ends.
func (pn *panel) stack(y, head float64) float64 {
	pn.y = y
	y += head
	for _, b := range pn.boxes {
		b.y = y
		y += b.h + pitch
	}
	pn.h = y - pn.y
	return y
}

// stackRows puts the block's boxes in rows from y on, below room for a title, and returns
// where it ends. The boxes of a row are as high as the highest.
func (bl *block) stackRows(y, head float64) float64 {
	top := y
	y += head
	for row := 0; row < len(bl.parts[0].boxes); row++ {
		h := 0.0
		for _, pn := range bl.parts {
			if row < len(pn.boxes) {
				h = max(h, pn.boxes[row].h)
			}
		}
		for _, pn := range bl.parts {
			if row < len(pn.boxes) {
				pn.boxes[row].y, pn.boxes[row].h = y, h
			}
		}
		y += h + pitch
	}
	for _, pn := range bl.parts {
		pn.y, pn.h = top, y-top
	}
	return y
}

// spread puts the boxes of a column of ends over the map's height, with equal gaps.
func (c *chart) spread(pn *panel) {
	sum := headRoom(1)
	for _, b := range pn.boxes {
		sum += b.h
	}
	gap := pitch
	if n := len(pn.boxes); n > 1 {
		gap = max(pitch, (c.bottom-sum-pitch)/float64(n-1))
	}
	y := headRoom(1)
	for _, b := range pn.boxes {
		b.y = y
		y += b.h + gap
	}
	pn.h = y - gap
	c.bottom = max(c.bottom, pn.h)
}
