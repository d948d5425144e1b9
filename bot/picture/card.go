package picture

import (
	"fmt"
	"strings"

	"veiviser/bot/picture/draw"
)

// card is one step: its title, who is responsible, and for the web its text and the
// offers it goes through.
type card struct {
	*journey
	step   int // index into the entry's steps
	w, h   float64
	head   draw.Style // of the title
	names  draw.Style // of the actors
	whole  bool       // no word had to be broken
	title  []string
	actors [][]tag
	side   float64 // where the actors start when they stand beside the title, else 0
	text   []string
	offers [][]tag
}

// tag is a name, or one line of a name that is wider than the card.
type tag struct {
	id, text string
	w        float64
	more     bool // the name began in the row before
}

const (
	styleW = 30
	tagGap = 22
)

// card measures the step for a card of width w, with letters of size times their
// usual size.
func (j *journey) card(step int, w, size float64, narrow bool) *card {
	s := j.entry.Steps[step]
	t := s.Texts[j.lang]
	c := &card{journey: j, step: step, w: w, head: stepStyle, names: actorStyle}
	c.head.Size *= size
	c.names.Size *= size
	room := w - 2*cardPad - 3
	beside := room
	if j.beside && !narrow {
		c.side = j.side
		room, beside = c.side-cardPad-18, w-c.side-cardPad
	}
	c.title = j.fonts.Wrap(t.Title, c.head, room, 0)
	c.actors = c.flow(s.Responsible, c.names, styleW+9, beside, short)
	c.whole = j.fonts.LongestWord(t.Title, c.head) <= room
	for _, id := range s.Responsible {
		c.whole = c.whole && j.fonts.LongestWord(c.name(id, short), c.names) <= beside-styleW-9
	}
	if j.detail {
		c.text = j.fonts.Wrap(t.Text, proseStyle, w-2*cardPad-6, 0)
		c.offers = c.flow(s.Offers, actorStyle, 26, w-2*cardPad-6, plain)
	}
	c.h = c.height()
	return c
}

func (c *card) height() float64 {
	titles, actors := float64(len(c.title))*c.head.Lead(), float64(len(c.actors))*c.names.Lead()
	h := titles + actors
	if c.side > 0 {
		h = max(titles, actors)
	}
	if c.detail {
		h += 6 + float64(len(c.text))*proseStyle.Lead() + 6 + float64(len(c.offers))*(actorStyle.Lead()+6)
	}
	return h + 2*cardPad
}

// flow sets the names of the entries in lines; mark is the room before each. A name
// that is wider than a line goes on in the next one.
func (c *card) flow(ids []string, st draw.Style, mark, w float64, cut func(string) string) [][]tag {
	var rows [][]tag
	var x float64
	for _, id := range ids {
		for i, text := range c.fonts.Wrap(c.name(id, cut), st, w-mark, 0) {
			t := tag{id: id, text: text, w: c.fonts.Width(text, st) + mark, more: i > 0}
			if len(rows) == 0 || i > 0 || x+t.w > w {
				rows, x = append(rows, nil), 0
			}
			rows[len(rows)-1] = append(rows[len(rows)-1], t)
			x += t.w + tagGap
		}
	}
	return rows
}

// draw draws the card beside the line at x, h high.
func (c *card) draw(x, y, h float64) {
	g := &draw.Group{Class: "step", Title: c.describe()}
	left := x + cardGap
	box := draw.Shape{Path: draw.Rect(left, y, c.w, h, 10), Fill: white, Stroke: hair, Width: 1.5}
	if c.marked == c.step+1 {
		box.Fill, box.Stroke, box.Width = marked, ink, 5
	}
	g.Add(box)
	first := y + cardPad + c.head.Size*0.95
	for i, l := range c.title {
		c.journey.text(g, left+cardPad+3, first+float64(i)*c.head.Lead(), l, c.head)
	}
	below := y + cardPad + float64(len(c.title))*c.head.Lead()
	ax, ay := left+cardPad+3, below
	if c.side > 0 {
		ax, ay = left+c.side, y+cardPad+2
		below = max(below, ay+float64(len(c.actors))*c.names.Lead())
	} else {
		below += float64(len(c.actors)) * c.names.Lead()
	}
	for _, row := range c.actors {
		c.responsible(g, row, ax, ay)
		ay += c.names.Lead()
	}
	c.number(g, x, first-c.head.Size*0.34, c.step)
	c.scene.Add(g)
	if c.detail {
		c.details(left+cardPad+3, below+6)
	}
}

// describe is the step in one line: its number, its title, who is responsible.
func (c *card) describe() string {
	s := c.entry.Steps[c.step]
	names := make([]string, len(s.Responsible))
	for i, id := range s.Responsible {
		names[i] = c.name(id, short)
	}
	text := fmt.Sprintf("%s %d: %s", c.words.Step, c.step+1, s.Texts[c.lang].Title)
	if len(names) == 0 {
		return text
	}
	return text + ". " + c.words.Responsible + ": " + strings.Join(names, ", ")
}

// responsible draws a row of actors: pattern and name.
func (c *card) responsible(g *draw.Group, row []tag, x, y float64) {
	for _, t := range row {
		if !t.more {
			g.Add(c.styles[t.id].draw(x, y+c.names.Size*0.15, styleW, c.names.Size*0.92, 8)...)
		}
		c.journey.text(g, x+styleW+9, y+c.names.Size*0.95, t.text, c.names)
		x += t.w + tagGap
	}
}

// details draws the step's text and links to its offers.
func (c *card) details(x, y float64) {
	for _, l := range c.text {
		c.journey.text(c.scene, x, y+proseStyle.Size*0.95, l, proseStyle)
		y += proseStyle.Lead()
	}
	y += 6
	var a *draw.Group
	for _, row := range c.offers {
		at := x
		for _, t := range row {
			st := actorStyle
			st.Ink = linked
			if !t.more {
				a = &draw.Group{Href: href(c.lang, t.id), Title: c.name(t.id, strings.Clone)}
				c.scene.Add(a)
			}
			a.Add(draw.Shape{Path: draw.Rect(at, y, t.w, actorStyle.Lead(), 6), Fill: button})
			c.journey.text(a, at+13, y+actorStyle.Size*0.95, t.text, st)
			a.Add(draw.Shape{Path: draw.Rect(at+13, y+actorStyle.Size*1.05, t.w-26, 1.5, 0), Fill: st.Ink})
			at += t.w + tagGap
		}
		y += actorStyle.Lead() + 6
	}
}
