package picture

import (
	"context"
	"fmt"
	"strconv"

	"veiviser/bot/picture/draw"
)

// Measures of a strip, in pixels of a telephone's screen. It is drawn larger by
// stripScale, so that it is sharp there.
const (
	stripW     = 640.0
	stripH     = 64.0
	stripR     = 20.0 // of a step
	stripNow   = 26.0 // of the step where one is
	stripEdge  = 34.0 // from the picture's edge to the middle of the first step
	stripScale = 2
)

// StripPNG draws where a step, that of the view, stands among a journey's: those behind
// it and itself filled, those to come as rings, and those made for the guide with a
// broken ring. It is as high as two lines of text. The bytes are shared and must not be
// changed. An unknown journey, language or step is ErrUnknown.
func (p *Painter) StripPNG(ctx context.Context, id string, v View) ([]byte, error) {
	j, err := p.journey(id, v)
	if err != nil {
		return nil, err
	}
	if v.Step < 1 || v.Step > len(j.entry.Steps) {
		return nil, fmt.Errorf("step %d of journey %q: %w", v.Step, id, ErrUnknown)
	}
	v.Words, v.BaseURL, v.Standalone = Words{}, "", false // it has none of them
	return p.draw(ctx, key{what: "strip", id: id, view: v}, func() ([]byte, error) {
		return j.strip().PNG(p.fonts, stripScale)
	})
}

// strip lays the steps out in a line.
func (j *journey) strip() *draw.Scene {
	s := &draw.Scene{W: stripW, H: stripH, Ground: white, Title: j.entry.Text(j.lang).Title}
	n := len(j.entry.Steps)
	at := func(k int) float64 { // of the step k, from 1
		if n == 1 {
			return stripW / 2
		}
		return stripEdge + (stripW-2*stripEdge)*float64(k-1)/float64(n-1)
	}
	way := func(from, to float64, c draw.Colour) {
		if from < to {
			s.Add(draw.Shape{Path: draw.Polyline(0, []draw.Point{draw.Pt(from, stripH/2), draw.Pt(to, stripH/2)}), Stroke: c, Width: 5})
		}
	}
	way(at(1), at(j.marked), linked)
	way(at(j.marked), at(n), hair)
	for k := 1; k <= n; k++ {
		j.bead(s, at(k), k)
	}
	return s
}

// bead draws the step k at x.
func (j *journey) bead(s *draw.Scene, x float64, k int) {
	const y = stripH / 2
	r, inside := stripR, white
	st := draw.Style{Size: 21, Bold: true, Ink: ink}
	ring := draw.Shape{Stroke: muted, Width: 2.5}
	if k == j.marked {
		r, st.Size = stripNow, 25
	}
	if k <= j.marked {
		inside, st.Ink, ring.Stroke = linked, white, linked
	}
	if j.entry.Steps[k-1].Constructed {
		ring.Dash = []float64{5, 3.2}
	}
	s.Add(draw.Shape{Path: draw.Circle(x, y, r+3), Fill: white})
	ring.Path = draw.Circle(x, y, r)
	disc := draw.Shape{Path: draw.Circle(x, y, r-1), Fill: inside}
	if k <= j.marked && ring.Dash != nil { // the broken ring stands clear of what it holds
		disc.Path = draw.Circle(x, y, r-4.5)
	}
	s.Add(disc, ring)
	text := strconv.Itoa(k)
	s.Add(j.fonts.Label(x-j.fonts.Width(text, st)/2, y+st.Size*0.355, text, st))
}
