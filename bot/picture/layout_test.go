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
		Along:   "all the way",
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
			for rows := 2; rows <= 20; rows++ {
				if name == "guide" && rows != webRows && rows != 8 {
					continue // the ways it is drawn are enough
				}
				what := fmt.Sprintf("%s: map in %s, %d rows", name, l, rows)
				c := p.chart(testView(l), rows)
				checkTexts(t, what, p.fonts, c.drawing(white, rows != webRows))
				c.checkLines(t, what)
				c.checkBoxes(t, what)
			}
		}
	}
}

// TestPaperSize: what is printed can be read on paper, also where the map is the smallest
// (four sheets of A4), and none of it lies in the margin a printer needs.
func TestPaperSize(t *testing.T) {
	const (
		least = 7.5 // points
		point = 25.4 / 72
	)
	p := testPainters(t)["guide"]
	if p == nil {
		t.Skip("the guide has errors")
	}
	for _, l := range content.Langs() {
		for name, sheets := range papers {
			s := p.poster(testView(l), sheets)
			checkTexts(t, fmt.Sprintf("%s in %s", name, l), p.fonts, s)
			for _, tx := range labels(s.Items) {
				if size := tx.Size * sheets.Scale(s) / point; size < least {
					t.Fatalf("%s in %s: %q is %.1f points small, want %.1f", name, l, tx.Text, size, least)
				}
			}
		}
	}
}

// checkLines finds lines that cover themselves or run through a box.
func (c *chart) checkLines(t *testing.T, what string) {
	t.Helper()
	between := func(a, b, c, d float64) float64 { // how far a…b and c…d overlap
		return min(max(a, b), max(c, d)) - max(min(a, b), min(c, d))
	}
	for _, l := range c.lines {
		if len(l.hops) == 0 {
			t.Errorf("%s: the line of %s goes nowhere", what, l.entry.ID)
		}
		var upright [][2]draw.Point
		for _, h := range l.hops {
			pts := c.points(h)
			for i := 1; i < len(pts); i++ {
				a, b := pts[i-1], pts[i]
				for _, bx := range c.allBoxes() {
					if between(a.X, b.X, bx.x+0.1, bx.x+bx.w-0.1) >= 0 && between(a.Y, b.Y, bx.y+0.1, bx.y+bx.h-0.1) >= 0 {
						t.Errorf("%s: the line of %s runs through %q", what, l.entry.ID, bx.entry.ID)
					}
				}
				if a.X != b.X {
					continue
				}
				for _, o := range upright {
					if between(a.Y, b.Y, o[0].Y, o[1].Y) > 0.1 && math.Abs(a.X-o[0].X) < lineWidth {
						t.Errorf("%s: the line of %s covers itself at %.0f, %.0f", what, l.entry.ID, a.X, a.Y)
					}
				}
				upright = append(upright, [2]draw.Point{a, b})
			}
		}
	}
}

// checkBoxes holds that the map reads from left to right: the starts, the topics and the
// goals, with those that go on beside the others under all of them and as wide; and that
// marks stand in their box.
func (c *chart) checkBoxes(t *testing.T, what string) {
	t.Helper()
	low := 0.0
	for _, bl := range c.blocks {
		for _, pn := range bl.parts {
			for _, b := range pn.boxes {
				if b.col <= 0 || b.col >= len(c.columns)-1 {
					t.Errorf("%s: %q stands in column %d, not between starts and goals", what, b.entry.ID, b.col)
				}
				if !bl.along {
					low = max(low, b.y+b.h)
				} else if b.y < low {
					t.Errorf("%s: %q goes on beside the others, and does not lie under them", what, b.entry.ID)
				}
			}
		}
		if bl.along && len(bl.parts) != len(c.columns)-2 {
			t.Errorf("%s: %q is %d columns wide, want all %d", what, bl.topic.ID, len(bl.parts), len(c.columns)-2)
		}
	}
	for _, l := range c.lines {
		if l.stops[0].box.col != 0 || l.stops[len(l.stops)-1].box.col != len(c.columns)-1 {
			t.Errorf("%s: %s does not go from the starts to the goals", what, l.entry.ID)
		}
		for _, v := range l.visits {
			if v.at.X < 0 || v.at.X+c.markWidth(v) > v.box.w || v.at.Y > -markHeight/2 || -v.at.Y+markHeight/2 > v.box.h {
				t.Errorf("%s: the mark %q of %q does not stand in its box", what, v.label(), v.box.entry.ID)
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
	for _, walked := range []bool{false, true} {
		s := p.chart(testView(content.English), 5).drawing(white, walked)
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
	for _, l := range p.chart(testView(content.Bokmal), 5).lines {
		if other := seen[l.code]; other != "" {
			t.Errorf("%s and %s are both %q", l.entry.ID, other, l.code)
		}
		seen[l.code] = l.entry.ID
	}
	if seen["Jm"] != "jamal" || seen["Js"] != "jasmin" {
		t.Errorf("codes %v, want Jm for Jamal and Js for Jasmin", seen)
	}
}
