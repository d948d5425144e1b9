package picture_test

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"veiviser/bot/picture"
	"veiviser/content"
)

var loadGuide = sync.OnceValues(func() (*content.Guide, error) { return content.Load(content.FS()) })

// guide is the guide that ships with the program.
func guide(tb testing.TB) *content.Guide {
	tb.Helper()
	g, err := loadGuide()
	if err != nil && os.Getenv("CI") != "true" {
		tb.Skipf("the guide has errors: %v", err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// fixture is a small guide of the tests' own.
func fixture(tb testing.TB) *content.Guide {
	tb.Helper()
	g, err := content.Load(os.DirFS("testdata/guide"))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func painter(tb testing.TB, g *content.Guide) *picture.Painter {
	tb.Helper()
	p, err := picture.New(g)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

var (
	norwegian = picture.Words{
		Start: "Start", Goal: "Mål", LivesOn: "Lever på", Responsible: "Ansvar", Parallel: "samtidig", Sourced: "fra kilden",
		Constructed: "konstruert for guiden", Step: "Steg", Here: "her", Map: "Mulighetskart", Journeys: "Eksempelreiser", Release: "Utgave",
		MapHint: "Hver linje er en eksempelreise. Merkene viser hvem som er innom, og i hvilket steg.",
		Along:   "all the way",
		Stop:    "linjen stopper her i steg 2", Visit: "steget går også innom her",
	}
	english = picture.Words{
		Start: "Start", Goal: "Goal", LivesOn: "Lives on", Responsible: "Responsible", Parallel: "at the same time", Sourced: "from the source",
		Constructed: "constructed for the guide", Step: "Step", Here: "here", Map: "Opportunity map", Journeys: "Example journeys", Release: "Release",
		MapHint: "Each line is an example journey. The marks show who comes by, and in which step.",
		Along:   "all the way",
		Stop:    "the line stops here in step 2", Visit: "the step also comes by here",
	}
)

func view(l content.Lang) picture.View {
	if l == content.English {
		return picture.View{Lang: l, Words: english}
	}
	return picture.View{Lang: l, Words: norwegian}
}

// element is one element of a parsed SVG.
type element struct {
	name  string
	attrs map[string]string
	text  string // of itself and of all inside
	title string // of its <title>
}

// parse reads an SVG, which must be well-formed, into its elements in document order.
func parse(tb testing.TB, svg []byte) []*element {
	tb.Helper()
	var all, open []*element
	d := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			tb.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			e := &element{name: tok.Name.Local, attrs: map[string]string{}}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all, open = append(all, e), append(open, e)
		case xml.CharData:
			for i, e := range open {
				e.text += string(tok)
				if i == len(open)-2 && open[i+1].name == "title" {
					e.title += string(tok)
				}
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

func named(all []*element, name string) []*element {
	var out []*element
	for _, e := range all {
		if e.name == name {
			out = append(out, e)
		}
	}
	return out
}
