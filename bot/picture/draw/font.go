package picture

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fontFamily is the name the SVG and the PDF know the embedded fonts by.
const fontFamily = "Noto Sans SemiCondensed"

//go:embed fonts/*.ttf fonts/OFL.txt
var fontFiles embed.FS

// Fonts returns the pictures' font files and their licence, for a page that shows an
// SVG that is not standalone: NotoSans-SemiCondensed.ttf (weight 400) and
// NotoSans-SemiCondensedSemiBold.ttf (600) of the family "Noto Sans SemiCondensed".
func Fonts() fs.FS {
	sub, err := fs.Sub(fontFiles, "fonts")
	if err != nil {
		panic("picture: embedded fonts: " + err.Error()) // the path is constant
	}
	return sub
}

// fonts measures text: what every picture is laid out with.
type fonts struct{ regular, bold *face }

// face is one font file with its characters' glyphs. Lengths are in font units.
type face struct {
	ttf    []byte
	font   *sfnt.Font
	units  fixed.Int26_6
	glyphs map[rune]glyph
}

type glyph struct {
	index   sfnt.GlyphIndex
	advance fixed.Int26_6
}

func loadFonts() (*fonts, error) {
	regular, err := loadFace("NotoSans-SemiCondensed.ttf")
	if err != nil {
		return nil, err
	}
	bold, err := loadFace("NotoSans-SemiCondensedSemiBold.ttf")
	if err != nil {
		return nil, err
	}
	return &fonts{regular: regular, bold: bold}, nil
}

func loadFace(name string) (*face, error) {
	ttf, err := fs.ReadFile(Fonts(), name)
	if err != nil {
		return nil, err
	}
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	fc := &face{ttf: ttf, font: f, units: fixed.Int26_6(f.UnitsPerEm()), glyphs: map[rune]glyph{}}
	var buf sfnt.Buffer
	for r := rune(' '); r < 0x2300; r++ {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			continue
		}
		adv, err := f.GlyphAdvance(&buf, g, fc.units, font.HintingNone)
		if err != nil {
			return nil, fmt.Errorf("%s: advance of %q: %w", name, r, err)
		}
		fc.glyphs[r] = glyph{index: g, advance: adv}
	}
	return fc, nil
}

func (f *fonts) face(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// width returns how wide s is in the given style, kerned.
func (f *fonts) width(s string, st style) float64 {
	fc := f.face(st.bold)
	return float64(fc.each(s, func(sfnt.GlyphIndex, fixed.Int26_6) {})) / float64(fc.units) * st.size
}

// each calls place for every glyph of s with its start, and returns the end of the
// text. A character the font lacks takes no room.
func (f *face) each(s string, place func(g sfnt.GlyphIndex, x fixed.Int26_6)) fixed.Int26_6 {
	var buf sfnt.Buffer
	var x fixed.Int26_6
	var prev sfnt.GlyphIndex
	for _, r := range s {
		g, ok := f.glyphs[r]
		if !ok {
			continue
		}
		if prev != 0 {
			if k, err := f.font.Kern(&buf, prev, g.index, f.units, font.HintingNone); err == nil {
				x += k
			}
		}
		place(g.index, x)
		x += g.advance
		prev = g.index
	}
	return x
}

// wrap breaks s into lines no wider than width, the first one no wider than
// width-indent. The lines come out about equally long. A word that is wider than a
// whole line is broken with a hyphen.
func (f *fonts) wrap(s string, st style, width, indent float64) []string {
	lines := f.fill(s, st, width, indent)
	if len(lines) < 2 || indent > 0 {
		return lines
	}
	// The narrowest column with as many lines makes them equally long.
	low, high := min(f.longestWord(s, st), width), width
	for range 12 {
		mid := (low + high) / 2
		if try := f.fill(s, st, mid, 0); len(try) > len(lines) {
			low = mid
		} else {
			high, lines = mid, try
		}
	}
	return lines
}

func (f *fonts) fill(s string, st style, width, indent float64) []string {
	var lines []string
	line, room := "", width-indent
	for _, word := range strings.Fields(s) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if f.width(next, st) <= room {
			line = next
			continue
		}
		if line != "" || len(lines) == 0 && indent > 0 {
			lines, room = append(lines, line), width
		}
		for f.width(word, st) > width {
			head, tail := f.hyphenate(word, st, width)
			lines, word = append(lines, head), tail
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// hyphenate cuts word so that its head and a hyphen fit into width; the head has at
// least one character.
func (f *fonts) hyphenate(word string, st style, width float64) (head, tail string) {
	runes := []rune(word)
	n := max(1, len(runes)-3) // a tail of one or two letters looks like a slip
	for n > 1 && f.width(string(runes[:n])+"-", st) > width {
		n--
	}
	return string(runes[:n]) + "-", string(runes[n:])
}

// longestWord returns the width of the widest word of s.
func (f *fonts) longestWord(s string, st style) float64 {
	return f.widest(strings.Fields(s), st)
}

func (f *fonts) widest(lines []string, st style) float64 {
	var w float64
	for _, l := range lines {
		w = max(w, f.width(l, st))
	}
	return w
}

// sentences returns as many whole sentences of s as fit into n lines, at least the
// first one.
func (f *fonts) sentences(s string, st style, width, indent float64, n int) []string {
	lines := f.wrap(s, st, width, indent)
	for len(lines) > n {
		cut := strings.LastIndex(strings.TrimRight(s, ".!?"), ". ")
		if cut < 0 {
			break
		}
		s = s[:cut+1]
		lines = f.wrap(s, st, width, indent)
	}
	return lines
}
