package picture

import (
	"math"
	"testing"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// Every text can be read on its ground (WCAG 2.1: 4.5:1), every mark be seen (3:1).
func TestContrast(t *testing.T) {
	type pair struct{ fore, ground draw.Colour }
	texts := []pair{
		{ink, white}, {ink, paper}, {ink, sand}, {ink, marked}, {white, ink}, {muted, paper}, {muted, white},
		{income, paper}, {white, income}, {linked, button}, {white, muted},
	}
	marks := []pair{{income, paper}, {ink, paper}, {ink, marked}}
	for _, c := range lineColours {
		texts = append(texts, pair{white, c}, pair{c, white})
		marks = append(marks, pair{c, sand}, pair{c, paper})
	}
	for _, c := range actorColours {
		marks = append(marks, pair{c, white}, pair{c, marked})
	}
	for _, p := range texts {
		if k := draw.Contrast(p.fore, p.ground); k < 4.5 {
			t.Errorf("text %s on %s has %.2f:1, want 4.5:1", p.fore, p.ground, k)
		}
	}
	for _, p := range marks {
		if k := draw.Contrast(p.fore, p.ground); k < 3 {
			t.Errorf("mark %s on %s has %.2f:1, want 3:1", p.fore, p.ground, k)
		}
	}
}

// visions turn linear RGB into what a reader with full protanopia, deuteranopia or
// tritanopia sees of it (Machado, Oliveira and Fernandes 2009).
var visions = map[string][9]float64{
	"full colour":  {1, 0, 0, 0, 1, 0, 0, 0, 1},
	"protanopia":   {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
	"deuteranopia": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
	"tritanopia":   {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
}

// oklab is a colour as seen with the given vision, in a space where distance is
// difference; 0.02 is just noticeable.
func oklab(c draw.Colour, m [9]float64) [3]float64 {
	r, g, b := c.Linear()
	bound := func(v float64) float64 { return min(1, max(0, v)) }
	r, g, b = bound(m[0]*r+m[1]*g+m[2]*b), bound(m[3]*r+m[4]*g+m[5]*b), bound(m[6]*r+m[7]*g+m[8]*b)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	n := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*n - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*n + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*n - 0.8086757660*s,
	}
}

// Any two colours that tell journeys or actors apart do so for every reader.
func TestColourBlind(t *testing.T) {
	for name, palette := range map[string][]draw.Colour{"journeys": lineColours[:], "actors": actorColours[:]} {
		for vision, m := range visions {
			for i, a := range palette {
				for _, b := range palette[:i] {
					p, q := oklab(a, m), oklab(b, m)
					if d := math.Hypot(math.Hypot(p[0]-q[0], p[1]-q[1]), p[2]-q[2]); d < 0.1 {
						t.Errorf("%s, %s: %s and %s differ by %.3f, want 0.1", name, vision, a, b, d)
					}
				}
			}
		}
	}
}

// No two actors look the same, and those of one step share neither colour nor pattern.
func TestSwatches(t *testing.T) {
	for name, p := range testPainters(t) {
		seen := map[legendStyle]string{}
		for id, s := range p.styles {
			if seen[s] != "" {
				t.Errorf("%s: %s and %s look the same", name, id, seen[s])
			}
			seen[s] = id
		}
		for _, j := range p.guide.OfKind(content.Journey) {
			for _, s := range j.Steps {
				for i, a := range s.Responsible {
					for _, b := range s.Responsible[:i] {
						if p.styles[a].colour == p.styles[b].colour {
							t.Errorf("%s: %s and %s, both responsible in one step of %s, have one colour", name, a, b, j.ID)
						}
					}
				}
			}
		}
	}
}
