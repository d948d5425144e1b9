package picture

import (
	"strings"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

const (
	lineWidth = 1.25
	casing    = 2.3 // white beneath a line: shows which of two crossing lines is above
)

// mapDrawing draws a chart that is laid out.
type mapDrawing struct{ *chart }

// drawing turns the chart into a scene on the given ground.
func (ch *chart) drawing(on draw.Colour) *draw.Scene {
	c := mapDrawing{ch}
	s := &draw.Scene{W: c.width + 2*mapEdge, Ground: on, Title: c.words.Map}
	y := c.heading(s)
	c.move(mapEdge, y-c.top)
	c.drawPanels(s)
	for _, l := range c.lines {
		s.Add(c.drawLine(l))
	}
	s.H = c.footer(s, c.drawStrips(s, c.bottom+9)-2)
	return s
}

// heading draws the title and how to read the map, and returns where the map begins.
func (c mapDrawing) heading(s *draw.Scene) float64 {
	s.Add(c.fonts.Label(mapEdge, mapEdge+mapTitleStyle.Size*0.8, c.words.Map, mapTitleStyle))
	x, y := mapEdge+c.fonts.Width(c.words.Map, mapTitleStyle)+10, mapEdge+4.6
	if s.W-x < 190 { // too narrow for a text beside the title
		x, y = mapEdge, mapEdge+mapTitleStyle.Lead()+6
	}
	for _, l := range c.fonts.Wrap(c.words.MapHint, mapHintStyle, s.W-mapEdge-x, 0) {
		s.Add(c.fonts.Label(x, y, l, mapHintStyle))
		y += mapHintStyle.Lead()
	}
	sample := &visit{line: &line{code: "Aa", colour: muted}, steps: []int{2}, main: true}
	mark, at := c.badgeWidth(sample)+2, x
	for _, text := range []string{c.words.Stop, c.words.Visit} {
		l := c.fonts.Label(0, 0, text, mapHintStyle)
		if at > x && at+mark+l.W > s.W-mapEdge {
			at, y = x, y+mapHintStyle.Lead()
		}
		g := &draw.Group{}
		c.badge(g, sample, at, y-1.6)
		l.X, l.Y = at+mark, y
		s.Add(g, l)
		at += mark + l.W + 9
		sample.main = false
	}
	return max(y, mapEdge+mapTitleStyle.Size*0.8) + 10
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
		for _, l := range c.gutters[i].legs {
			l.y1 += dy
			l.y2 += dy
		}
	}
	c.bottom += dy
}

func (c mapDrawing) drawPanels(s *draw.Scene) {
	for _, col := range c.columns {
		for _, pn := range col.panels {
			if pn.topic != nil {
				s.Add(draw.Shape{Path: draw.Rect(col.x, pn.y-2, col.w, pn.h, 3), Fill: sand})
				a := &draw.Group{Href: href(c.lang, pn.topic.ID), Class: "topic", Title: pn.topic.Text(c.lang).Title}
				for i, l := range pn.head {
					a.Add(c.fonts.Label(col.x+panelPad+1, pn.y+topicStyle.Size+1+float64(i)*topicStyle.Lead(), l, topicStyle))
				}
				s.Add(a)
			}
			if pn.topic == nil && len(pn.head) > 0 {
				s.Add(c.fonts.Label(col.x, pn.y+topicStyle.Size, pn.head[0], topicStyle))
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
	h := float64(len(b.lines)) * st.Lead()
	if b.name != "" {
		h += name.Lead()
	}
	y := b.y + (b.h-h)/2 + st.Size*0.98
	x := b.x + b.indent
	if b.name != "" {
		a.Add(c.fonts.Label(x, y+0.4, b.name, name))
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

// drawLine draws a journey with its badges.
func (c mapDrawing) drawLine(l *line) *draw.Group {
	g := &draw.Group{ID: "journey-" + l.entry.ID, Class: "journey", Layer: l.entry.Text(c.lang).Title}
	var way draw.Outline
	for _, h := range l.hops {
		way = append(way, draw.Polyline(1.9, c.points(h))...)
	}
	g.Add(draw.Shape{Path: way, Stroke: white, Width: casing}, draw.Shape{Path: way, Stroke: l.colour, Width: lineWidth, Dash: l.dash})
	for _, v := range l.visits {
		c.badgeAt(g, v)
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

// badgeAt marks a visit at the side where the line comes in.
func (c mapDrawing) badgeAt(g *draw.Group, v *visit) {
	x := v.box.x
	if !v.left {
		x += v.box.w
	}
	c.badge(g, v, x-c.badgeWidth(v)/2, v.y())
}

func (c *chart) badgeWidth(v *visit) float64 { return c.fonts.Width(v.label(), badgeStyle) + 3 }

// badge draws a visit's mark: filled where the line stops, a ring where the step only
// goes by.
func (c mapDrawing) badge(g *draw.Group, v *visit, x, y float64) {
	st, w := badgeStyle, c.badgeWidth(v)
	pill := draw.Shape{Path: draw.Rect(x, y-1.95, w, 3.9, 1.95), Fill: v.line.colour, Stroke: white, Width: 0.4}
	if !v.main {
		st.Ink, pill.Fill, pill.Stroke = v.line.colour, white, v.line.colour
	}
	g.Add(pill, c.fonts.Label(x+1.5, y+st.Size*0.36, v.label(), st))
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

func (c mapDrawing) offers(topic string) []*content.Entry {
	var out []*content.Entry
	for _, e := range c.guide.OfTopic(topic) {
		if e.Kind == content.Offer {
			out = append(out, e)
		}
	}
	return out
}
