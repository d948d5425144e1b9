package picture

import (
	"strconv"
	"strings"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

const (
	lineWidth = 1.4
	casing    = 2.6 // white beneath a line: keeps it clear of what it passes
)

// mapDrawing draws a chart that is laid out.
type mapDrawing struct{ *chart }

// drawing turns the chart into a scene on the given ground. A poster has a title, and the
// journeys step by step below the map.
func (ch *chart) drawing(on draw.Colour, poster bool) *draw.Scene {
	c := mapDrawing{ch}
	s := &draw.Scene{W: c.width + 2*mapEdge, Ground: on, Title: c.words.Map}
	y := c.heading(s, poster)
	c.move(mapEdge, y-c.top)
	c.drawBlocks(s)
	c.drawBoxes(s)
	for _, l := range c.lines {
		s.Add(c.drawLine(l))
	}
	y = c.drawStrips(s, c.bottom+9)
	if poster {
		y = c.drawJourneys(s, y+2)
	}
	s.H = c.footer(s, y-2)
	return s
}

// heading draws the title, where the map stands alone, and how to read it, and returns
// where the map begins.
func (c mapDrawing) heading(s *draw.Scene, titled bool) float64 {
	x, y := mapEdge, mapEdge+2.0
	if titled {
		s.Add(c.fonts.Label(mapEdge, mapEdge+mapTitleStyle.Size*0.8, c.words.Map, mapTitleStyle))
		x, y = mapEdge+c.fonts.Width(c.words.Map, mapTitleStyle)+10, mapEdge+4.6
		if s.W-x < 190 { // too narrow for a text beside the title
			x, y = mapEdge, mapEdge+mapTitleStyle.Lead()+6
		}
	}
	for _, l := range c.fonts.Wrap(c.words.MapHint, mapHintStyle, s.W-mapEdge-x, 0) {
		s.Add(c.fonts.Label(x, y, l, mapHintStyle))
		y += mapHintStyle.Lead()
	}
	sample := &visit{line: &line{code: "Aa", colour: muted}, steps: []int{2}, main: true}
	mark, at := c.markWidth(sample)+2, x
	for _, text := range []string{c.words.Stop, c.words.Visit} {
		l := c.fonts.Label(0, 0, text, mapHintStyle)
		if at > x && at+mark+l.W > s.W-mapEdge {
			at, y = x, y+mapHintStyle.Lead()
		}
		g := &draw.Group{}
		c.mark(g, sample, at, y-1.8)
		l.X, l.Y = at+mark, y
		s.Add(g, l)
		at += mark + l.W + 9
		sample.main = false
	}
	if titled {
		y = max(y, mapEdge+mapTitleStyle.Size*0.8)
	}
	return y + 10
}

// footer says which release of the guide was drawn, and returns where the map ends.
func (c mapDrawing) footer(s *draw.Scene, y float64) float64 {
	digest := strings.TrimPrefix(c.guide.Release(), content.DigestPrefix)
	l := c.fonts.Label(0, y, c.words.Release+" "+digest[:min(8, len(digest))], boxStyle)
	l.X, l.Ink = s.W-mapEdge-l.W, muted
	s.Add(l)
	return y + mapEdge*0.7
}

// move shifts everything that was laid out.
func (c mapDrawing) move(dx, dy float64) {
	for _, col := range c.columns {
		col.x += dx
		for _, pn := range col.panels {
			pn.y += dy
			for _, b := range pn.boxes {
				b.x += dx
				b.y += dy
			}
		}
	}
	for i := range c.gutters {
		c.gutters[i].x += dx
	}
	for _, l := range c.lines {
		for _, h := range l.hops {
			for _, leg := range h.legs {
				leg.y1 += dy
				leg.y2 += dy
			}
		}
	}
	c.bottom += dy
}

// drawBlocks draws what is behind the topics' offers, and their titles.
func (c mapDrawing) drawBlocks(s *draw.Scene) {
	for _, bl := range c.blocks {
		from, to, h := c.columns[bl.first], c.columns[bl.first+len(bl.parts)-1], 0.0
		for _, pn := range bl.parts {
			h = max(h, pn.h)
		}
		ground, pn := sand, bl.parts[0]
		if bl.along {
			ground = along
		}
		s.Add(draw.Shape{Path: draw.Rect(from.x, pn.y-2, to.x+to.w-from.x, h, 3), Fill: ground})
		a := &draw.Group{Href: href(c.lang, bl.topic.ID), Class: "topic", Title: bl.topic.Text(c.lang).Title}
		x, y := from.x+panelPad+1, pn.y+topicStyle.Size+1
		for i, l := range pn.head {
			a.Add(c.fonts.Label(x, y+float64(i)*topicStyle.Lead(), l, topicStyle))
		}
		s.Add(a)
		if bl.along && len(pn.head) == 1 {
			s.Add(c.fonts.Label(x+c.fonts.Width(pn.head[0], topicStyle)+4, y, c.words.Along, alongStyle))
		}
	}
}

// drawBoxes draws the offers, and the journeys' starts and goals under their titles.
func (c mapDrawing) drawBoxes(s *draw.Scene) {
	for i, col := range c.columns {
		for _, pn := range col.panels {
			if outerColumn(c.chart, i) && len(pn.boxes) > 0 {
				s.Add(c.fonts.Label(col.x, pn.y+topicStyle.Size+1, pn.head[0], topicStyle))
			}
			for _, b := range pn.boxes {
				s.Add(c.drawBox(b))
			}
		}
	}
}

func (c mapDrawing) drawBox(b *box) *draw.Group {
	t := b.entry.Text(c.lang)
	a := &draw.Group{Href: href(c.lang, b.entry.ID), Class: string(b.entry.Kind), Title: t.Title}
	frame := draw.Shape{Path: draw.Rect(b.x, b.y, b.w, b.h, 2), Fill: white, Stroke: hair, Width: 0.35}
	name, st := nameStyle, boxStyle
	if b.entry.Kind == content.Offer {
		a.ID = "map-" + b.entry.ID
		a.Title = t.Title + ": " + t.Summary
		a.Data = facets(b)
	} else if b.goal {
		frame.Fill, frame.Stroke, name.Ink, st.Ink = ink, "", white, white
	}
	a.Add(frame)
	h := float64(len(b.lines))*st.Lead() + float64(b.rows)*(markHeight+markGap)
	if b.name != "" {
		h += name.Lead()
	}
	y := b.y + (b.h-h)/2 + st.Size*0.98
	x := b.x + boxPad
	if b.name != "" {
		at := x
		for _, v := range b.visits {
			c.mark(a, v, x, y-1.2)
			at += c.markWidth(v) + 2
		}
		a.Add(c.fonts.Label(at, y+0.4, b.name, name))
		y += name.Lead()
	}
	for _, l := range b.lines {
		a.Add(c.fonts.Label(x, y, l, st))
		y += st.Lead()
	}
	return a
}

// facets are what the page filters the map by.
func facets(b *box) []draw.Attribute {
	e := b.entry
	level := ""
	if e.Norwegian != nil {
		level = e.Norwegian.Level
	}
	var journeys []string
	for _, v := range b.visits {
		journeys = append(journeys, v.line.entry.ID)
	}
	return []draw.Attribute{
		{Name: "topic", Value: e.Topic},
		{Name: "goals", Value: strings.Join(e.Goals, " ")},
		{Name: "norwegian", Value: level},
		{Name: "schooling", Value: strings.Join(e.Schooling, " ")},
		{Name: "residence", Value: strings.Join(e.Residence, " ")},
		{Name: "journeys", Value: strings.Join(journeys, " ")},
	}
}

// drawLine draws a journey's marks, and its line, which is not seen until it is asked
// for: eight lines at once are a tangle.
func (c mapDrawing) drawLine(l *line) *draw.Group {
	name := l.entry.Text(c.lang).Title
	g := &draw.Group{ID: "journey-" + l.entry.ID, Class: "journey", Layer: name}
	way := &draw.Group{Class: "way", Layer: "→ " + name, Hidden: true}
	var path draw.Outline
	for _, h := range l.hops {
		path = append(path, draw.Polyline(1.9, c.points(h))...)
	}
	way.Add(draw.Shape{Path: path, Stroke: white, Width: casing}, draw.Shape{Path: path, Stroke: l.colour, Width: lineWidth})
	for _, v := range l.stops {
		way.Add(draw.Shape{Path: draw.Rect(v.box.x, v.box.y, v.box.w, v.box.h, 2), Stroke: l.colour, Width: lineWidth})
	}
	g.Add(way)
	for _, v := range l.visits {
		c.mark(g, v, v.box.x+v.at.X, v.box.y+v.box.h+v.at.Y)
	}
	return g
}

// points is the way of a hop, from box to box.
func (c *chart) points(h *hop) []draw.Point {
	edge := func(v *visit, gutter int) draw.Point {
		if gutter == v.box.col {
			return draw.Pt(v.box.x, v.y())
		}
		return draw.Pt(v.box.x+v.box.w, v.y())
	}
	pts := []draw.Point{edge(h.from, h.out)}
	g := h.out
	for _, l := range h.legs {
		x := c.gutters[g].x + float64(l.lane)*laneGap
		pts = append(pts, draw.Pt(x, l.y1), draw.Pt(x, l.y2))
		if h.in > g {
			g++
		} else {
			g--
		}
	}
	return append(pts, edge(h.to, h.in))
}

func (c *chart) markWidth(v *visit) float64 { return c.fonts.Width(v.label(), badgeStyle) + 3 }

// mark draws a visit's mark, x its left edge and y its middle: filled where the line
// stops, a ring where the step only goes by.
func (c mapDrawing) mark(g *draw.Group, v *visit, x, y float64) {
	st, w := badgeStyle, c.markWidth(v)
	pill := draw.Shape{Path: draw.Rect(x, y-markHeight/2, w, markHeight, markHeight/2), Fill: v.line.colour, Stroke: white, Width: 0.4}
	if !v.main {
		st.Ink, pill.Fill, pill.Stroke = v.line.colour, white, v.line.colour
	}
	g.Add(pill, c.fonts.Label(x+1.5, y+st.Size*0.36, v.label(), st))
}

// drawJourneys sets the journeys under each other, step by step: all of them can be read
// at once, and what several do at the same point stands together.
func (c mapDrawing) drawJourneys(s *draw.Scene, y float64) float64 {
	most := 0
	for _, l := range c.lines {
		most = max(most, len(l.entry.Steps))
	}
	if most == 0 {
		return y
	}
	s.Add(c.fonts.Label(mapEdge, y+topicStyle.Size, c.words.Journeys, topicStyle))
	y += topicStyle.Lead() + 3
	const gap, pad = 2.0, 1.8
	names := 0.0
	for _, l := range c.lines {
		names = max(names, c.fonts.Width(nameOf(l.entry, c.lang), nameStyle)+c.markWidth(&visit{line: l})+6)
	}
	w := (s.W - 2*mapEdge - names - gap*float64(most-1)) / float64(most)
	for _, l := range c.lines {
		h := 0.0
		var cells [][]string
		for i, st := range l.entry.Steps {
			lines := c.fonts.Wrap(strconv.Itoa(i+1)+" "+st.Texts[c.lang].Title, walkStyle, w-2*pad, 0)
			cells = append(cells, lines)
			h = max(h, float64(len(lines))*walkStyle.Lead()+2*pad)
		}
		a := &draw.Group{Href: href(c.lang, l.entry.ID), Class: "walked", Title: l.entry.Text(c.lang).Title}
		v := &visit{line: l, main: true}
		c.mark(a, v, mapEdge, y+4.2)
		a.Add(c.fonts.Label(mapEdge+c.markWidth(v)+2, y+5.8, nameOf(l.entry, c.lang), nameStyle))
		for i, lines := range cells {
			x := mapEdge + names + float64(i)*(w+gap)
			a.Add(draw.Shape{Path: draw.Rect(x, y, w, h, 1.5), Fill: white, Stroke: l.colour, Width: 0.5})
			for k, text := range lines {
				a.Add(c.fonts.Label(x+pad, y+pad+walkStyle.Size*0.95+float64(k)*walkStyle.Lead(), text, walkStyle))
			}
		}
		s.Add(a)
		y += h + 2.4
	}
	return y + 6
}

// nameOf is the name before a journey's title: "Jamal".
func nameOf(e *content.Entry, l content.Lang) string {
	name, _, _ := strings.Cut(e.Text(l).Title, ": ")
	return name
}

// drawStrips lists what has no offers: the money and who is responsible.
func (c mapDrawing) drawStrips(s *draw.Scene, y float64) float64 {
	for _, t := range c.guide.Topics() {
		entries := c.guide.OfTopic(t.ID)
		var shown []*content.Entry
		for _, e := range entries {
			if e.Kind == content.Support || e.Kind == content.Actor {
				shown = append(shown, e)
			}
		}
		if len(shown) == 0 || len(c.offers(t.ID)) > 0 {
			continue
		}
		a := &draw.Group{Href: href(c.lang, t.ID), Class: "topic", Title: t.Text(c.lang).Title}
		a.Add(c.fonts.Label(mapEdge, y+topicStyle.Size, plain(t.Text(c.lang).Title), topicStyle))
		s.Add(a)
		x := mapEdge
		y += topicStyle.Lead() + 1.5
		for _, e := range shown {
			name := plain(e.Text(c.lang).Title)
			w := c.fonts.Width(name, boxStyle) + 6
			if x+w > s.W-mapEdge {
				x, y = mapEdge, y+8.6
			}
			a := &draw.Group{Href: href(c.lang, e.ID), ID: "map-" + e.ID, Class: string(e.Kind), Title: e.Text(c.lang).Title + ": " + e.Text(c.lang).Summary}
			a.Add(draw.Shape{Path: draw.Rect(x, y, w, 7, 2), Fill: white, Stroke: hair, Width: 0.35}, c.fonts.Label(x+3, y+4.9, name, boxStyle))
			s.Add(a)
			x += w + 2.5
		}
		y += 13
	}
	return y
}

// offers are a topic's.
func (c *chart) offers(topic string) []*content.Entry {
	var out []*content.Entry
	for _, e := range c.guide.OfTopic(topic) {
		if e.Kind == content.Offer {
			out = append(out, e)
		}
	}
	return out
}
