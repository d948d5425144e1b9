package picture

import (
	"fmt"
	"math"
	"os"
	"sync"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// The layout is tested from inside: a PNG no longer knows where its texts are.

var loadGuide = sync.OnceValues(func() (*content.Guide, error) { return content.Load(content.FS()) })

func testPainters(t *testing.T) map[string]*Painter {
	t.Helper()
	out := map[string]*Painter{}
	g, err := content.Load(os.DirFS("testdata/guide"))
	if err != nil {
		t.Fatal(err)
	}
	if out["fixture"], err = New(g); err != nil {
		t.Fatal(err)
	}
	if g, err = loadGuide(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Logf("without the guide, which has errors: %v", err)
		return out
	}
	if out["guide"], err = New(g); err != nil {
		t.Fatal(err)
	}
	return out
}

func testView(l content.Lang) View {
	return View{Lang: l, Words: Words{
		Start: "Start", Goal: "Goal", LivesOn: "Lives on", Responsible: "Responsible", Parallel: "at the same time", Sourced: "from the source",
		Constructed: "constructed for the guide", Step: "Step", Here: "here", Map: "Opportunity map", Journeys: "Example journeys", Release: "Release",
		MapHint: "Each line is an example journey. The marks show who comes by, and in which step.",
		Stop:    "the line stops here in step 2", Visit: "the step also comes by here",
	}}
}

// labels are the scene's texts.
func labels(items []draw.Item) []draw.Label {
	var out []draw.Label
	for _, it := range items {
		switch it := it.(type) {
		case *draw.Group:
			out = append(out, labels(it.Items)...)
		case draw.Label:
			out = append(out, it)
		}
	}
	return out
}

// checkTexts finds text that is cut by the picture's edge, lies over other text or
// has characters the fonts lack.
func checkTexts(t *testing.T, what string, f *draw.Fonts, s *draw.Scene) {
	t.Helper()
	all := labels(s.Items)
	for i, a := range all {
		if !f.Covers(a.Text) {
			t.Errorf("%s: the fonts lack a character of %q", what, a.Text)
		}
		if a.X < 0 || a.X+a.W > s.W || a.Y-a.Size*0.8 < 0 || a.Y+a.Size*0.25 > s.H {
			t.Errorf("%s: %q at %.0f, %.0f is cut by the edge of %.0f × %.0f", what, a.Text, a.X, a.Y, s.W, s.H)
		}
		for _, b := range all[:i] {
			if a.X < b.X+b.W && b.X < a.X+a.W && a.Y-a.Size*0.74 < b.Y+b.Size*0.22 && b.Y-b.Size*0.74 < a.Y+a.Size*0.22 {
				t.Errorf("%s: %q lies over %q at %.0f, %.0f", what, a.Text, b.Text, a.X, a.Y)
			}
		}
	}
}

func TestJourneyLayout(t *testing.T) {
	bottest.OneByOne(t)
	for name, p := range testPainters(t) {
		for _, e := range bottest.Some(p.guide.OfKind(content.Journey)) {
			for _, l := range content.Langs() {
				what := fmt.Sprintf("%s: %s in %s", name, e.ID, l)
				j := journey{Painter: p, entry: e, lang: l, words: testView(l).Words}
				s, scale := j.fit()
				checkTexts(t, what, p.fonts, s)
				for _, tx := range labels(s.Items) {
					if px := tx.Size * scale; px < 18 && tx.Text != "kr" && e.ID != "ola" { // Ola has 24 steps
						t.Errorf("%s: %q is %.0f pixels small", what, tx.Text, px)
					}
				}
				j.detail, j.w = true, webWidth
				checkTexts(t, what+" for the web", p.fonts, j.layout())
			}
		}
	}
}

func TestMapLayout(t *testing.T) {
	for name, p := range testPainters(t) {
		for _, l := range content.Langs() {
			for columns := 1; columns <= 8; columns++ {
				if name == "guide" && columns != webColumns && columns != 5 {
					continue // the ways it is drawn are enough
				}
				what := fmt.Sprintf("%s: map in %s, %d columns", name, l, columns)
				c := p.chart(testView(l), columns, columns > 4)
				checkTexts(t, what, p.fonts, c.drawing(white))
				c.checkLines(t, what)
			}
		}
	}
}

// checkLines finds lines that cover each other or run through a box.
func (c *chart) checkLines(t *testing.T, what string) {
	t.Helper()
	type segment struct {
		line   *line
		a, b   draw.Point
		upward bool
	}
	var all []segment
	for _, l := range c.lines {
		for _, h := range l.hops {
			pts := c.points(h)
			for i := 1; i < len(pts); i++ {
				all = append(all, segment{line: l, a: pts[i-1], b: pts[i], upward: pts[i-1].X == pts[i].X})
			}
		}
	}
	between := func(a, b, c, d float64) float64 { // how far a…b and c…d overlap
		return min(max(a, b), max(c, d)) - max(min(a, b), min(c, d))
	}
	for i, s := range all {
		for _, o := range all[:i] {
			if s.line == o.line || s.upward != o.upward {
				continue
			}
			along, aside := between(s.a.X, s.b.X, o.a.X, o.b.X), math.Abs(s.a.Y-o.a.Y)
			if s.upward {
				along, aside = between(s.a.Y, s.b.Y, o.a.Y, o.b.Y), math.Abs(s.a.X-o.a.X)
			}
			if along > 0.1 && aside < lineWidth {
				t.Errorf("%s: the lines of %s and %s cover each other at %.0f, %.0f", what, s.line.entry.ID, o.line.entry.ID, s.a.X, s.a.Y)
			}
		}
		for _, col := range c.columns {
			for _, pn := range col.panels {
				for _, b := range pn.boxes {
					if between(s.a.X, s.b.X, b.x+0.1, b.x+b.w-0.1) >= 0 && between(s.a.Y, s.b.Y, b.y+0.1, b.y+b.h-0.1) >= 0 {
						t.Errorf("%s: the line of %s runs through %q", what, s.line.entry.ID, b.entry.ID)
					}
				}
			}
		}
	}
}

// A guide without journeys, offers or anything else still has a map.
func TestEmptyMap(t *testing.T) {
	f, err := draw.LoadFonts()
	if err != nil {
		t.Fatal(err)
	}
	p := &Painter{guide: &content.Guide{}, fonts: f}
	for _, ends := range []bool{false, true} {
		s := p.chart(testView(content.English), 5, ends).drawing(white)
		if !(s.W > 0 && s.H > 0 && s.H < 500) {
			t.Errorf("the empty map is %f × %f", s.W, s.H)
		}
	}
}

func TestCodes(t *testing.T) {
	p := testPainters(t)["guide"]
	if p == nil {
		t.Skip("the guide has errors")
	}
	seen := map[string]string{}
	for _, l := range p.chart(testView(content.Bokmal), 5, true).lines {
		if other := seen[l.code]; other != "" {
			t.Errorf("%s and %s are both %q", l.entry.ID, other, l.code)
		}
		seen[l.code] = l.entry.ID
	}
	if seen["Jm"] != "jamal" || seen["Js"] != "jasmin" {
		t.Errorf("codes %v, want Jm for Jamal and Js for Jasmin", seen)
	}
}
