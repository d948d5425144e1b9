package draw_test

import (
	"bytes"
	"image"
	"image/png"
	"io/fs"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"veiviser/bot/picture/draw"
)

const (
	white draw.Colour = "#ffffff"
	red   draw.Colour = "#cc0000"
	blue  draw.Colour = "#0000cc"
	black draw.Colour = "#000000"
)

func loadFonts(tb testing.TB) *draw.Fonts {
	tb.Helper()
	f, err := draw.LoadFonts()
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// example has one of everything: a filled square in a link, a dashed line in a layer,
// a text.
func example(f *draw.Fonts) *draw.Scene {
	s := &draw.Scene{W: 100, H: 60, Ground: white, Title: "A & B"}
	link := &draw.Group{Href: "/nb/a?b&c", ID: "one", Class: "offer", Title: "<One>", Data: []draw.Attribute{{Name: "goals", Value: `"work"`}}}
	link.Add(draw.Shape{Path: draw.Rect(10, 10, 20, 20, 0), Fill: red})
	layer := &draw.Group{Layer: "Journey"}
	layer.Add(draw.Shape{Path: draw.Polyline(0, []draw.Point{draw.Pt(0, 50), draw.Pt(100, 50)}), Stroke: blue, Width: 4, Dash: []float64{10, 10}})
	s.Add(link, layer, f.Label(40, 25, "Hei, Ґ!", draw.Style{Size: 12, Ink: black}))
	return s
}

func TestPNG(t *testing.T) {
	f := loadFonts(t)
	b, err := example(f).PNG(f, 2)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds(); got != image.Rect(0, 0, 200, 120) {
		t.Fatalf("bounds %v, want 200 × 120", got)
	}
	for _, tt := range []struct {
		what string
		x, y int // in units
		want draw.Colour
	}{
		{"the ground", 5, 5, white}, {"the square", 20, 20, red}, {"beside the square", 32, 20, white},
		{"a dash", 5, 50, blue}, {"a gap", 15, 50, white}, {"the next dash", 25, 50, blue}, {"below the line", 5, 55, white},
	} {
		r, g, b := tt.want.RGB()
		if gr, gg, gb, _ := img.At(2*tt.x, 2*tt.y).RGBA(); int(gr>>8) != r || int(gg>>8) != g || int(gb>>8) != b {
			t.Errorf("%s is %02x%02x%02x, want %s", tt.what, gr>>8, gg>>8, gb>>8, tt.want)
		}
	}
	dark := 0
	for x := 80; x < 170; x++ {
		for y := 30; y < 56; y++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x4000 {
				dark++
			}
		}
	}
	if dark < 100 || dark > 900 {
		t.Errorf("%d dark pixels where the text stands, want some hundreds", dark)
	}
}

func TestSVG(t *testing.T) {
	f := loadFonts(t)
	got := string(example(f).SVG(f, draw.SVGOptions{Lang: "nb", Base: "https://x.example"}))
	for _, want := range []string{
		`viewBox="0 0 100 60" lang="nb" role="group" aria-label="A &amp; B"`,
		`<a href="https://x.example/nb/a?b&amp;c" id="one" class="offer" data-goals="&#34;work&#34;"><title>&lt;One&gt;</title>`,
		`<path d="M10 10L30 10L30 30L10 30Z" fill="#cc0000"/>`,
		`stroke="#0000cc" stroke-width="4" stroke-dasharray="10 10"`,
		`font-size="12" fill="#000000" textLength="`, `>Hei, Ґ!</text>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in\n%s", want, got)
		}
	}
	if strings.Contains(got, "<style") {
		t.Error("an embedded picture carries a style sheet")
	}
	if alone := string(example(f).SVG(f, draw.SVGOptions{Lang: "nb", Standalone: true})); strings.Count(alone, "@font-face") != 2 || !strings.Contains(alone, `width="100"`) {
		t.Error("a standalone picture lacks its fonts or its size")
	}
}

func TestPDF(t *testing.T) {
	f := loadFonts(t)
	print := func() []byte {
		var b bytes.Buffer
		o := draw.PDFOptions{Lang: "nb", Base: "https://x.example", Sheets: draw.Sheets{Columns: 2, Rows: 1, W: 100, H: 80, Margin: 5}}
		if err := example(f).PDF(&b, f, o); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	b := print()
	if !bytes.Equal(b, print()) {
		t.Error("printed again, the file differs")
	}
	for want, n := range map[string]int{
		"/Type /Page\n": 2, "/URI (https://x.example/nb/a?b&c)": 1, "/Type /OCG ": 1, "/FontFile2": 2, "/Lang (nb)": 1,
	} {
		if got := bytes.Count(b, []byte(want)); got != n {
			t.Errorf("%d times %q, want %d", got, want, n)
		}
	}
}

// The sheets together show the whole scene, at one scale.
func TestSheets(t *testing.T) {
	s := &draw.Scene{W: 200, H: 100}
	for _, tt := range []struct {
		sheets  draw.Sheets
		w, h, k float64
	}{
		{draw.Sheets{Columns: 1, Rows: 1, W: 100, H: 100}, 100, 100, 0.5},
		{draw.Sheets{Columns: 2, Rows: 1, W: 100, H: 100}, 194, 100, 0.97},
		{draw.Sheets{Columns: 2, Rows: 2, W: 100, H: 100, Margin: 10}, 154, 154, 0.77},
	} {
		if w, h := tt.sheets.Size(); w != tt.w || h != tt.h || tt.sheets.Scale(s) != tt.k {
			t.Errorf("%+v: %v × %v at %v, want %v × %v at %v", tt.sheets, w, h, tt.sheets.Scale(s), tt.w, tt.h, tt.k)
		}
	}
}

func TestFonts(t *testing.T) {
	f := loadFonts(t)
	for _, s := range []string{
		"Blåbærsyltetøy ÆØÅ «sitat» – … ’ “ ” § 1. ½ × €",
		"АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ абвгґдеєжзиіїйклмнопрстуфхцчшщьюя ʼ",
		"Zażółć gęślą jaźń", "·",
	} {
		if !f.Covers(s) {
			t.Errorf("the fonts do not cover %q", s)
		}
	}
	if f.Covers("ሰላም") || f.Covers("سلام") {
		t.Error("the fonts claim to cover Ethiopic or Arabic")
	}
	st := draw.Style{Size: 100}
	if kerned, apart := f.Width("To", st), f.Width("T", st)+f.Width("o", st); kerned >= apart {
		t.Errorf("To is %.1f wide, its letters %.1f: not kerned", kerned, apart)
	}
	if f.Width("", st) != 0 || f.Width("ሰ", st) != 0 {
		t.Error("nothing has a width")
	}
	size := 0
	err := fs.WalkDir(draw.FontFiles(), ".", func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		size += int(info.Size())
		return err
	})
	if err != nil || size > 1_000_000 {
		t.Errorf("the fonts take %d bytes (%v), want less than a megabyte", size, err)
	}
	if _, err := fs.Stat(draw.FontFiles(), "OFL.txt"); err != nil {
		t.Errorf("no licence: %v", err)
	}
}

func TestWrap(t *testing.T) {
	f := loadFonts(t)
	st := draw.Style{Size: 10}
	for _, tt := range []struct {
		s             string
		width, indent float64
		want          []string
	}{
		{"", 50, 0, nil},
		{"ett ord", 500, 0, []string{"ett ord"}},
		{"en to tre fire fem", 60, 0, []string{"en to tre", "fire fem"}}, // not "en to tre fire", "fem"
		{"hele setningen rykkes inn", 60, 58, []string{"", "hele", "setningen", "rykkes inn"}},
		{"realkompetansevurdering", 60, 0, []string{"realkompeta-", "nsevurdering"}},
	} {
		got := f.Wrap(tt.s, st, tt.width, tt.indent)
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("Wrap(%q, %v, %v) = %q, want %q", tt.s, tt.width, tt.indent, got, tt.want)
		}
	}
	if got := f.Sentences("En setning. En til som er lang. Og en.", st, 80, 0, 1); strings.Join(got, "|") != "En setning." {
		t.Errorf("one line of sentences is %q, want the first one whole", got)
	}
}

// Whatever a text holds, its lines fit and lose nothing.
func FuzzWrap(f *testing.F) {
	fonts := loadFonts(f)
	for _, s := range []string{"", "a", "Realkompetansevurdering med tolk", "\x00\xff ሰ", "Ґ  \t x"} {
		f.Add(s, 40.0)
	}
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if !(width >= 25 && width < 1e6) || len(s) > 500 {
			t.Skip("no column of a picture is so narrow, no text so long")
		}
		st := draw.Style{Size: 10}
		lines := fonts.Wrap(s, st, width, 0)
		for _, l := range lines {
			if w := fonts.Width(l, st); w > width+0.01 {
				t.Errorf("%q is %.1f wide, want %.1f", l, w, width)
			}
		}
		if !utf8.ValidString(s) {
			return // a broken character may come out as U+FFFD
		}
		bare := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '-' || unicode.IsSpace(r) }), "")
		}
		if got := strings.Join(lines, ""); bare(got) != bare(s) {
			t.Errorf("Wrap(%q) keeps %q", s, got)
		}
	})
}

func TestContrast(t *testing.T) {
	if k := draw.Contrast(black, white); k < 20.99 || k > 21.01 {
		t.Errorf("black on white is %v:1, want 21", k)
	}
	if k := draw.Contrast(white, white); k != 1 {
		t.Errorf("white on white is %v:1, want 1", k)
	}
	if r, g, b := draw.Colour("red").RGB(); r+g+b != 0 {
		t.Error("a malformed colour is not black")
	}
}
