package picture_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/bot/picture"
	"veiviser/content"
)

// TestStrip: of every step of every journey, those behind it and itself are filled and
// those to come are not, and the ring of what is made for the guide is broken.
func TestStrip(t *testing.T) {
	bottest.OneByOne(t)
	g := guide(t)
	p := painter(t, g)
	for _, e := range g.OfKind(content.Journey) {
		v := view(content.Bokmal)
		for v.Step = 1; v.Step <= len(e.Steps); v.Step++ {
			b, err := p.StripPNG(t.Context(), e.ID, v)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.Decode(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if size := img.Bounds().Size(); size != image.Pt(1280, 128) || len(b) > 16_000 {
				t.Errorf("%s, step %d: %v pixels, %d bytes", e.ID, v.Step, size, len(b))
			}
			for k, s := range e.Steps {
				x := 68 + (1280-2*68)*float64(k)/float64(len(e.Steps)-1)
				if filled := blue(img.At(int(x), 64-28)); filled != (k < v.Step) { // over the number
					t.Errorf("%s, step %d: step %d is filled: %v", e.ID, v.Step, k+1, filled)
				}
				r := 40.0
				if k+1 == v.Step {
					r = 52
				}
				if gaps := gapsAround(img, x, r); (gaps > 5) != s.Constructed {
					t.Errorf("%s, step %d: %d gaps around step %d, which is made for the guide: %v", e.ID, v.Step, gaps, k+1, s.Constructed)
				}
			}
		}
		for _, v.Step = range []int{0, len(e.Steps) + 1} {
			if _, err := p.StripPNG(t.Context(), e.ID, v); !errors.Is(err, picture.ErrUnknown) {
				t.Errorf("%s, step %d: %v", e.ID, v.Step, err)
			}
		}
	}
	if _, err := p.StripPNG(t.Context(), "nobody", view(content.Bokmal)); !errors.Is(err, picture.ErrUnknown) {
		t.Errorf("nobody's journey: %v", err)
	}
}

func blue(c color.Color) bool {
	r, _, b, _ := c.RGBA()
	return b > 2*r
}

// gapsAround counts how often the ring around x is broken.
func gapsAround(img image.Image, x, r float64) int {
	gaps, white := 0, false
	for a := 0.0; a < 2*math.Pi; a += 0.005 {
		red, _, _, _ := img.At(int(math.Round(x+r*math.Cos(a))), int(math.Round(64+r*math.Sin(a)))).RGBA()
		if now := red > 0xc000; now != white {
			white = now
			if now {
				gaps++
			}
		}
	}
	return gaps
}
