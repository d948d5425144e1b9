package picture_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot/bottest"
	"veiviser/bot/picture"
	"veiviser/content"
)

var update = flag.Bool("update", false, "rewrite the golden files and the pictures of the README")

// Every journey of the guide is a picture a chat takes. The languages take turns:
// drawing all is slow under the race detector, and the layout is tested in all.
func TestJourneyPNG(t *testing.T) {
	for _, g := range []*content.Guide{guide(t), fixture(t)} {
		p := painter(t, g)
		for i, j := range bottest.Some(g.OfKind(content.Journey)) {
			v := view(content.Langs()[i%3])
			plain, err := p.JourneyPNG(t.Context(), j.ID, v)
			if err != nil {
				t.Fatal(err)
			}
			img, err := png.DecodeConfig(bytes.NewReader(plain))
			if err != nil {
				t.Fatal(err)
			}
			if img.Width > 1024 || img.Height > 1024 || max(img.Width, img.Height) < 900 {
				t.Errorf("%s in %s: %d × %d pixels, want at most 1024 and not much less", j.ID, v.Lang, img.Width, img.Height)
			}
			if len(plain) > 200_000 {
				t.Errorf("%s in %s: %d bytes, want at most 200 kB", j.ID, v.Lang, len(plain))
			}
			if j.ID != "oksana" {
				continue
			}
			v.Step = 2
			if marked, err := p.JourneyPNG(t.Context(), j.ID, v); err != nil || bytes.Equal(plain, marked) {
				t.Errorf("marking a step changed nothing (%v)", err)
			}
		}
	}
}

// The same guide gives the same bytes, whoever draws.
func TestDeterministic(t *testing.T) {
	draw := func(v picture.View) (out [][]byte) {
		p := painter(t, fixture(t))
		add := func(b []byte, err error) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, b)
		}
		add(p.JourneyPNG(t.Context(), "oksana", v))
		add(p.JourneySVG(t.Context(), "oksana", v))
		add(p.MapSVG(t.Context(), v))
		var pdf bytes.Buffer
		err := p.MapPDF(t.Context(), &pdf, picture.A4, v)
		add(pdf.Bytes(), err)
		return out
	}
	v := view(content.Bokmal)
	v.Standalone = true
	first, second := draw(v), draw(v)
	for i := range first {
		if !bytes.Equal(first[i], second[i]) {
			t.Errorf("picture %d differs when drawn again", i)
		}
	}
}

func TestGolden(t *testing.T) {
	p := painter(t, fixture(t))
	journey, err := p.JourneySVG(t.Context(), "oksana", view(content.Bokmal))
	if err != nil {
		t.Fatal(err)
	}
	chart, err := p.MapSVG(t.Context(), view(content.English))
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"journey.svg": journey, "map.svg": chart} {
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-want +got; -update rewrites it):\n%s", name, diff)
		}
	}
}

// The README shows what the guide looks like now.
func TestReadmePictures(t *testing.T) {
	if !*update {
		t.Skip("only rewrites the README's pictures: run with -update")
	}
	p := painter(t, guide(t))
	v := view(content.Bokmal)
	v.Step = 5
	journey, err := p.JourneyPNG(t.Context(), "jamal", v)
	if err != nil {
		t.Fatal(err)
	}
	v.Standalone, v.Step = true, 0
	chart, err := p.MapSVG(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{"journey.png": journey, "map.svg": chart} {
		if err := os.WriteFile(name, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestBadInput(t *testing.T) {
	p := painter(t, fixture(t))
	noWord := view(content.Bokmal)
	noWord.Words.LivesOn = ""
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	png := func(ctx context.Context, id string, v picture.View) error {
		_, err := p.JourneyPNG(ctx, id, v)
		return err
	}
	at := func(step int) picture.View {
		v := view(content.Bokmal)
		v.Step = step
		return v
	}
	tests := []struct {
		name string
		err  error
		is   error
		text string
	}{
		{"unknown journey", png(t.Context(), "../etc/passwd", at(0)), picture.ErrUnknown, `journey "../etc/passwd": not in the guide`},
		{"an offer is no journey", png(t.Context(), "sprakkafe", at(0)), picture.ErrUnknown, `"sprakkafe"`},
		{"no id", png(t.Context(), "", at(0)), picture.ErrUnknown, `journey ""`},
		{"step after the last", png(t.Context(), "oksana", at(8)), picture.ErrUnknown, "step 8"},
		{"negative step", png(t.Context(), "oksana", at(-1)), picture.ErrUnknown, "step -1"},
		{"unknown language", png(t.Context(), "oksana", picture.View{Lang: "ar", Words: norwegian}), picture.ErrUnknown, `language "ar"`},
		{"missing word", png(t.Context(), "oksana", noWord), nil, "LivesOn is empty"},
		{"cancelled", png(cancelled, "oksana", at(0)), context.Canceled, "canceled"},
		{"paper", p.MapPDF(t.Context(), new(bytes.Buffer), "letter", at(0)), nil, `paper "letter": want a2, a3 or a4`},
	}
	for _, tt := range tests {
		if tt.err == nil || !strings.Contains(tt.err.Error(), tt.text) || tt.is != nil && !errors.Is(tt.err, tt.is) {
			t.Errorf("%s: error %v, want one that says %q and is %v", tt.name, tt.err, tt.text, tt.is)
		}
	}
	if _, err := p.JourneyAlt("oksana", at(99)); !errors.Is(err, picture.ErrUnknown) {
		t.Errorf("JourneyAlt of step 99: %v, want ErrUnknown", err)
	}
}

// What the guide's texts contain never becomes markup.
func TestJourneySVG(t *testing.T) {
	svg, err := painter(t, fixture(t)).JourneySVG(t.Context(), "oksana", view(content.Bokmal))
	if err != nil {
		t.Fatal(err)
	}
	all := parse(t, svg)
	for _, e := range all {
		if e.name == "script" || e.name == "style" || e.attrs["style"] != "" {
			t.Errorf("<%s> with attributes %v: a page's policy forbids it", e.name, e.attrs)
		}
	}
	for _, want := range []string{"Оксана: fra Україна til arbeid", "<script>alert(1)</script>", "Lever på introduksjonsstønad", "HK-dir", "samtidig"} {
		if !strings.Contains(all[0].text, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	var links []string
	for _, a := range named(all, "a") {
		links = append(links, a.attrs["href"])
	}
	want := []string{"/nb/kompetansekartlegging", "/nb/norskopplaering", "/nb/sprakkafe", "/nb/karriereveiledning", "/nb/arbeidstrening", "/nb/sprakkafe",
		"/nb/kompetansekartlegging", "/nb/karriereveiledning", "/nb/hverdagsintegreringsmedarbeideropplaering"}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

func TestJourneyAlt(t *testing.T) {
	v := view(content.Bokmal)
	v.Step = 3
	got, err := painter(t, fixture(t)).JourneyAlt("oksana", v)
	if err != nil {
		t.Fatal(err)
	}
	want := "Оксана: fra Україна til arbeid. Start: Hun er nylig bosatt & klar. 1. Kartlegging; 2. Norsk hver dag; " +
		"3. Realkompetansevurderingssamtale (samtidig, her); 4. Praksis (samtidig); 5. Språkkafé <script>alert(1)</script> (samtidig); " +
		"6. Kartlegging på nytt; 7. Arbeid. Mål: Arbeid."
	if got != want {
		t.Errorf("JourneyAlt = %q\nwant %q", got, want)
	}
}

// Many ask at once, for the same and for different pictures.
func TestConcurrent(t *testing.T) {
	p := painter(t, fixture(t))
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			v := view(content.Langs()[i%3])
			v.Step = i % 2
			if _, err := p.JourneyPNG(t.Context(), "oksana", v); err != nil {
				t.Error(err)
			}
			if _, err := p.MapSVG(t.Context(), v); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

// A picture is drawn once and then served from memory.
func TestServedFromMemory(t *testing.T) {
	p := painter(t, fixture(t))
	first, err := p.JourneyPNG(t.Context(), "oksana", view(content.Bokmal))
	if err != nil {
		t.Fatal(err)
	}
	v := view(content.Bokmal)
	v.BaseURL, v.Standalone = "https://veiviser.example", true // change nothing in a PNG
	again, err := p.JourneyPNG(t.Context(), "oksana", v)
	if err != nil {
		t.Fatal(err)
	}
	if &first[0] != &again[0] {
		t.Error("the picture was drawn twice")
	}
}
