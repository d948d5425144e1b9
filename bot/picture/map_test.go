package picture_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/bot/picture"
	"veiviser/content"
)

// Every offer of the guide is on the map as a link that the page can filter by, and
// every journey is a group of its own.
func TestMapSVG(t *testing.T) {
	bottest.OneByOne(t)
	g := guide(t)
	p := painter(t, g)
	for _, l := range content.Langs() {
		svg, err := p.MapSVG(t.Context(), view(l))
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]*element{}
		for _, e := range parse(t, svg) {
			if e.name == "script" || e.name == "style" || e.attrs["style"] != "" {
				t.Errorf("<%s> with attributes %v: a page's policy forbids it", e.name, e.attrs)
			}
			id := e.attrs["id"]
			if id == "" {
				continue
			}
			if ids[id] != nil {
				t.Errorf("id %q stands twice", id)
			}
			ids[id] = e
		}
		for _, o := range g.OfKind(content.Offer) {
			checkOffer(t, l, o, ids["map-"+o.ID])
		}
		for _, j := range g.OfKind(content.Journey) {
			if e := ids["journey-"+j.ID]; e == nil || e.name != "g" || e.attrs["class"] != "journey" {
				t.Errorf("%s: journey %q is %+v, want a group of class journey", l, j.ID, e)
			}
		}
		hidden := 0
		for _, e := range parse(t, svg) {
			if e.attrs["class"] == "way" && e.attrs["display"] == "none" {
				hidden++
			}
		}
		if n := len(g.OfKind(content.Journey)); hidden != n {
			t.Errorf("%s: %d lines that wait to be asked for, want %d", l, hidden, n)
		}
	}
}

func checkOffer(t *testing.T, l content.Lang, o *content.Entry, e *element) {
	t.Helper()
	if e == nil {
		t.Errorf("%s: offer %q is not on the map", l, o.ID)
		return
	}
	level := ""
	if o.Norwegian != nil {
		level = o.Norwegian.Level
	}
	want := map[string]string{
		"href": "/" + string(l) + "/" + o.ID, "class": "offer", "data-topic": o.Topic, "data-goals": strings.Join(o.Goals, " "),
		"data-norwegian": level, "data-schooling": strings.Join(o.Schooling, " "), "data-residence": strings.Join(o.Residence, " "),
	}
	for name, value := range want {
		got, ok := e.attrs[name]
		if !ok || got != value {
			t.Errorf("%s: offer %q has %s=%q, want %q", l, o.ID, name, got, value)
		}
	}
	if title := o.Text(l).Title; e.name != "a" || !strings.HasPrefix(e.title, title) {
		t.Errorf("%s: offer %q is <%s> with the title %q, want <a> with %q", l, o.ID, e.name, e.title, title)
	}
}

// The poster has all journeys' starts and goals, its own fonts and absolute links.
func TestPosterSVG(t *testing.T) {
	v := view(content.English)
	v.Standalone, v.BaseURL = true, "https://veiviser.example"
	svg, err := painter(t, fixture(t)).MapSVG(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	all := parse(t, svg)
	for _, want := range []string{"Opportunity map", "Ola", "a very long way", "Оксана", "Arbeid.", "Introduction benefit", "Municipality", "@font-face"} {
		if !strings.Contains(all[0].text, want) {
			t.Errorf("the poster does not say %q", want)
		}
	}
	for _, a := range named(all, "a") {
		if !strings.HasPrefix(a.attrs["href"], "https://veiviser.example/en/") {
			t.Errorf("link %q does not lead to the site", a.attrs["href"])
		}
	}
}

var pdfLink = regexp.MustCompile(`/URI \(([^)]*)\)`)

// The printed map has the sheets of its paper, and every offer's link.
func TestMapPDF(t *testing.T) {
	g := guide(t)
	p := painter(t, g)
	v := view(content.Bokmal)
	v.BaseURL = "https://veiviser.example"
	for paper, pages := range map[picture.Paper]int{picture.A2: 1, picture.A3: 2, picture.A4: 4} {
		var b bytes.Buffer
		if err := p.MapPDF(t.Context(), &b, paper, v); err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(b.Bytes(), []byte("/Type /Page\n")); n != pages || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) {
			t.Errorf("%s: %d pages, want %d", paper, n, pages)
		}
		if len(b.Bytes()) > 1_000_000 {
			t.Errorf("%s: %d bytes, want less than a megabyte", paper, b.Len())
		}
		var links []string
		for _, m := range pdfLink.FindAllSubmatch(b.Bytes(), -1) {
			links = append(links, string(m[1]))
		}
		for _, k := range []content.Kind{content.Offer, content.Journey} {
			for _, e := range g.OfKind(k) {
				if want := "https://veiviser.example/nb/" + e.ID; !slices.Contains(links, want) {
					t.Errorf("%s: no link %s", paper, want)
				}
			}
		}
		journeys := len(g.OfKind(content.Journey))
		if n := bytes.Count(b.Bytes(), []byte("/Type /OCG ")); n != 2*journeys {
			t.Errorf("%s: %d layers, want two for each of %d journeys", paper, n, journeys)
		}
		_, off, _ := strings.Cut(b.String(), "/OFF [")
		off, _, _ = strings.Cut(off, "]")
		if n := strings.Count(off, " R"); n != journeys {
			t.Errorf("%s: %d layers are hidden, want the lines of %d journeys", paper, n, journeys)
		}
	}
}
