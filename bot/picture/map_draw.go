package picture

import (
	"strings"

	"veiviser/content"
)

// lineColours are the journeys' colours: white text on them has at least 4.5:1, and
// readers with protanopia, deuteranopia and tritanopia tell any two apart. From the
// fifth journey on, the line is broken too.
var lineColours = [...]colour{"#0b4f9e", "#b65d06", "#46041b", "#a416f6", "#2c4611", "#9d0754", "#00165b", "#70758b"}

var lineDashes = [][]float64{nil, {4.5, 1.6}, {1.6, 1.6}}

const (
	lineWidth = 1.25
	casing    = 2.3 // white beneath a line: shows which of two crossing lines is above
)

// drawing turns the chart into a scene on the given ground.
func (c *chart) drawing(on colour) *scene {
	s := &scene{w: c.width + 2*mapEdge, title: c.words.Map}
	ground := &group{}
	s.add(ground)
	y := c.heading(s)
	c.move(mapEdge, y-c.top)
	c.drawPanels(s)
	for _, l := range c.lines {
		s.add(c.drawLine(l))
	}
	s.h = c.drawStrips(s, c.bottom+9) + mapEdge - 6
	ground.add(shape{path: rect(0, 0, s.w, s.h, 0), fill: on})
	return s
}

// heading draws the title and how to read the map, and returns where the map begins.
func (c *chart) heading(s *scene) float64 {
	s.add(c.label(mapEdge, mapEdge+mapTitleStyle.size*0.8, c.words.Map, mapTitleStyle))
	x, y := mapEdge+c.fonts.width(c.words.Map, mapTitleStyle)+10, mapEdge+4.6
	s.add(c.label(x, y, c.words.MapHint, mapHintStyle))
	y += lead(mapHintStyle)
	sample := &visit{line: &line{code: "Aa", colour: muted}, steps: []int{2}, main: true}
	for _, text := range []string{c.words.Stop, c.words.Visit} {
		g := &group{}
		w := c.badge(g, sample, x, y-1.6)
		x += w + 2
		l := c.label(x, y, text, mapHintStyle)
		s.add(g, l)
		x += l.w + 9
		sample.main = false
	}
	release := c.label(0, mapEdge+mapTitleStyle.size*0.8, c.words.Release+" "+shortDigest(c.guide.Release()), mapHintStyle)
	release.x = s.w - mapEdge - release.w
	s.add(release)
	return mapEdge + mapTitleStyle.size*0.8 + 10
}

// shortDigest is the beginning of a digest: enough to tell two releases apart.
func shortDigest(digest string) string {
	digest = strings.TrimPrefix(digest, content.DigestPrefix)
	return digest[:min(8, len(digest))]
}

// move shifts everything that was laid out.
func (c *chart) move(dx, dy float64) {
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

func (c *chart) label(x, y float64, s string, st style) label {
	return label{style: st, x: x, y: y, w: c.fonts.width(s, st), text: s}
}

func (c *chart) drawPanels(s *scene) {
	for _, col := range c.columns {
		for _, pn := range col.panels {
			if pn.topic != nil {
				s.add(shape{path: rect(col.x, pn.y-2, col.w, pn.h, 3), fill: "#e4e0d4"})
				a := &group{href: href(c.lang, pn.topic.ID), class: "topic", title: pn.topic.Text(c.lang).Title}
				for i, l := range pn.head {
					a.add(c.label(col.x+panelPad+1, pn.y+topicStyle.size+1+float64(i)*lead(topicStyle), l, topicStyle))
				}
				s.add(a)
			}
			if pn.topic == nil && len(pn.head) > 0 {
				s.add(c.label(col.x, pn.y+topicStyle.size, pn.head[0], topicStyle))
			}
			for _, b := range pn.boxes {
				s.add(c.drawBox(b))
			}
		}
	}
}

func (c *chart) drawBox(b *box) *group {
	t := b.entry.Text(c.lang)
	a := &group{href: href(c.lang, b.entry.ID), class: string(b.entry.Kind), title: t.Title}
	frame := shape{path: rect(b.x, b.y, b.w, b.h, 2), fill: white, stroke: hair, width: 0.35}
	name, st := nameStyle, boxStyle
	if b.entry.Kind == content.Offer {
		a.id = "map-" + b.entry.ID
		a.title = t.Title + ": " + t.Summary
		a.data = facets(b)
	} else if b.goal {
		frame.fill, frame.stroke, name.ink, st.ink = ink, "", white, white
	}
	a.add(frame)
	h := float64(len(b.lines)) * lead(st)
	if b.name != "" {
		h += lead(name)
	}
	y := b.y + (b.h-h)/2 + st.size*0.98
	x := b.x + 6.5
	if b.name != "" {
		a.add(c.label(x, y+0.4, b.name, name))
		y += lead(name)
	}
	for _, l := range b.lines {
		a.add(c.label(x, y, l, st))
		y += lead(st)
	}
	return a
}

// facets are what the page filters the map by.
func facets(b *box) []attribute {
	e := b.entry
	level := ""
	if e.Norwegian != nil {
		level = e.Norwegian.Level
	}
	var journeys []string
	for _, v := range b.visits {
		journeys = append(journeys, v.line.entry.ID)
	}
	return []attribute{
		{"topic", e.Topic}, {"goals", strings.Join(e.Goals, " ")}, {"norwegian", level},
		{"schooling", strings.Join(e.Schooling, " ")}, {"residence", strings.Join(e.Residence, " ")},
		{"journeys", strings.Join(journeys, " ")},
	}
}

// drawLine draws a journey with its badges.
func (c *chart) drawLine(l *line) *group {
	g := &group{id: "journey-" + l.entry.ID, class: "journey", layer: l.entry.Text(c.lang).Title}
	var way outline
	for _, h := range l.hops {
		way = append(way, polyline(1.9, c.points(h)...)...)
	}
	g.add(shape{path: way, stroke: white, width: casing}, shape{path: way, stroke: l.colour, width: lineWidth, dash: l.dash})
	for _, col := range c.columns {
		for _, pn := range col.panels {
			for _, b := range pn.boxes {
				for _, v := range b.visits {
					if v.line == l {
						c.badgeAt(g, v)
					}
				}
			}
		}
	}
	return g
}

// points is the way of a hop, from box to box.
func (c *chart) points(h *hop) []point {
	edge := func(v *visit, gutter int) point {
		if gutter == v.box.col {
			return point{v.box.x, v.y()}
		}
		return point{v.box.x + v.box.w, v.y()}
	}
	pts := []point{edge(h.from, h.out)}
	g := h.out
	for _, l := range h.legs {
		x := c.gutters[g].x + float64(l.lane)*laneGap
		pts = append(pts, point{x, l.y1}, point{x, l.y2})
		if h.in > g {
			g++
		} else {
			g--
		}
	}
	return append(pts, edge(h.to, h.in))
}

// badgeAt marks a visit at the side where the line comes in.
func (c *chart) badgeAt(g *group, v *visit) {
	x := v.box.x
	if !v.left {
		x += v.box.w
	}
	c.badge(g, v, x-c.badgeWidth(v)/2, v.y())
}

func (c *chart) badgeWidth(v *visit) float64 { return c.fonts.width(v.label(), badgeStyle) + 3 }

// badge draws a visit's mark: filled where the line stops, a ring where the step only
// goes by. It returns the mark's width.
func (c *chart) badge(g *group, v *visit, x, y float64) float64 {
	st, w := badgeStyle, c.badgeWidth(v)
	pill := shape{path: rect(x, y-1.95, w, 3.9, 1.95), fill: v.line.colour, stroke: white, width: 0.4}
	if !v.main {
		st.ink, pill.fill, pill.stroke = v.line.colour, white, v.line.colour
	}
	g.add(pill, c.label(x+1.5, y+st.size*0.36, v.label(), st))
	return w
}

// drawStrips lists what has no offers: the money and who is responsible.
func (c *chart) drawStrips(s *scene, y float64) float64 {
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
		a := &group{href: href(c.lang, t.ID), class: "topic", title: t.Text(c.lang).Title}
		a.add(c.label(mapEdge, y+topicStyle.size, plain(t.Text(c.lang).Title), topicStyle))
		s.add(a)
		x := mapEdge
		y += lead(topicStyle) + 1.5
		for _, e := range shown {
			name := plain(e.Text(c.lang).Title)
			w := c.fonts.width(name, boxStyle) + 6
			if x+w > s.w-mapEdge {
				x, y = mapEdge, y+8.6
			}
			a := &group{href: href(c.lang, e.ID), id: "map-" + e.ID, class: string(e.Kind), title: e.Text(c.lang).Title + ": " + e.Text(c.lang).Summary}
			a.add(shape{path: rect(x, y, w, 7, 2), fill: white, stroke: hair, width: 0.35}, c.label(x+3, y+4.9, name, boxStyle))
			s.add(a)
			x += w + 2.5
		}
		y += 13
	}
	return y
}

func (c *chart) offers(topic string) []*content.Entry {
	var out []*content.Entry
	for _, e := range c.guide.OfTopic(topic) {
		if e.Kind == content.Offer {
			out = append(out, e)
		}
	}
	return out
}
