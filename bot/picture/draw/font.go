package draw

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// fontFamily is the name the SVG and the PDF know the embedded fonts by.
const fontFamily = "Noto Sans SemiCondensed"

//go:embed fonts/*.ttf fonts/OFL.txt
var fontFiles embed.FS

// FontFiles returns the font files and their licence, for a page that shows an SVG
// which does not carry them: NotoSans-SemiCondensed.ttf (weight 400) and
// NotoSans-SemiCondensedSemiBold.ttf (600) of the family "Noto Sans SemiCondensed".
func FontFiles() fs.FS {
	sub, err := fs.Sub(fontFiles, "fonts")
	if err != nil {
		panic("draw: embedded fonts: " + err.Error()) // the path is constant
	}
	return sub
}

// Fonts measures and breaks text. It is safe for concurrent use.
type Fonts struct{ regular, bold *face }

// face is one font file with its characters' glyphs. Lengths are in font units.
type face struct {
	ttf    []byte
	font   *sfnt.Font
	units  fixed.Int26_6
	glyphs map[rune]glyph
	kerns  sync.Map // fixed.Int26_6 by [2]sfnt.GlyphIndex: looking one up in the font is slow
}

type glyph struct {
	index   sfnt.GlyphIndex
	advance fixed.Int26_6
}

// LoadFonts reads the embedded fonts. They cover Latin and Cyrillic, Ukrainian
// included; a character they lack takes no room and is not drawn.
func LoadFonts() (*Fonts, error) {
	regular, err := loadFace("NotoSans-SemiCondensed.ttf")
	if err != nil {
		return nil, err
	}
	bold, err := loadFace("NotoSans-SemiCondensedSemiBold.ttf")
	if err != nil {
		return nil, err
	}
	return &Fonts{regular: regular, bold: bold}, nil
}

func loadFace(name string) (*face, error) {
	ttf, err := fs.ReadFile(FontFiles(), name)
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

func (f *Fonts) face(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// Covers reports whether the fonts have every character of s.
func (f *Fonts) Covers(s string) bool {
	for _, r := range s {
		if _, ok := f.regular.glyphs[r]; !ok {
			return false
		}
		if _, ok := f.bold.glyphs[r]; !ok {
			return false
		}
	}
	return true
}

// Width returns how wide s is in the given style, kerned.
func (f *Fonts) Width(s string, st Style) float64 {
	fc := f.face(st.Bold)
	return float64(fc.each(s, func(sfnt.GlyphIndex, fixed.Int26_6) {})) / float64(fc.units) * st.Size
}

// each calls place for every glyph of s with its start, and returns the end of the
// text. A character the font lacks takes no room.
func (f *face) each(s string, place func(g sfnt.GlyphIndex, x fixed.Int26_6)) fixed.Int26_6 {
	var x fixed.Int26_6
	var prev sfnt.GlyphIndex
	for _, r := range s {
		g, ok := f.glyphs[r]
		if !ok {
			continue
		}
		if prev != 0 {
			x += f.kern(prev, g.index)
		}
		place(g.index, x)
		x += g.advance
		prev = g.index
	}
	return x
}

// kern returns how much closer to a b stands; negative is closer.
func (f *face) kern(a, b sfnt.GlyphIndex) fixed.Int26_6 {
	pair := [2]sfnt.GlyphIndex{a, b}
	if k, ok := f.kerns.Load(pair); ok {
		return k.(fixed.Int26_6)
	}
	var buf sfnt.Buffer
	k, err := f.font.Kern(&buf, a, b, f.units, font.HintingNone)
	if err != nil {
		k = 0 // most pairs have none
	}
	f.kerns.Store(pair, k)
	return k
}

// Wrap breaks s into lines no wider than width, the first one no wider than
// width-indent. The lines come out about equally long. A word that is wider than a
// whole line is broken with a hyphen.
func (f *Fonts) Wrap(s string, st Style, width, indent float64) []string {
	lines := f.fill(s, st, width, indent)
	if len(lines) < 2 || indent > 0 {
		return lines
	}
	// The narrowest column with as many lines makes them equally long.
	low, high := min(f.LongestWord(s, st), width), width
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

func (f *Fonts) fill(s string, st Style, width, indent float64) []string {
	var lines []string
	line, room := "", width-indent
	for _, word := range strings.Fields(s) {
		next := word
		if line != "" {
			next = line + " " + word
		}
		if f.Width(next, st) <= room {
			line = next
			continue
		}
		if line != "" || len(lines) == 0 && indent > 0 {
			lines, room = append(lines, line), width
		}
		for f.Width(word, st) > width {
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
func (f *Fonts) hyphenate(word string, st Style, width float64) (head, tail string) {
	runes := []rune(word)
	n := max(1, len(runes)-3) // a tail of one or two letters looks like a slip
	for n > 1 && f.Width(string(runes[:n])+"-", st) > width {
		n--
	}
	return string(runes[:n]) + "-", string(runes[n:])
}

// LongestWord returns the width of the widest word of s.
func (f *Fonts) LongestWord(s string, st Style) float64 {
	return f.widest(strings.Fields(s), st)
}

func (f *Fonts) widest(lines []string, st Style) float64 {
	var w float64
	for _, l := range lines {
		w = max(w, f.Width(l, st))
	}
	return w
}

// Sentences returns as many whole sentences of s as fit into n lines, at least the
// first one.
func (f *Fonts) Sentences(s string, st Style, width, indent float64, n int) []string {
	lines := f.Wrap(s, st, width, indent)
	for len(lines) > n {
		cut := strings.LastIndex(strings.TrimRight(s, ".!?"), ". ")
		if cut < 0 {
			break
		}
		s = s[:cut+1]
		lines = f.Wrap(s, st, width, indent)
	}
	return lines
}

// Label is one line of text with its left edge at x and its base line at y.
func (f *Fonts) Label(x, y float64, s string, st Style) Label {
	return Label{Style: st, X: x, Y: y, W: f.Width(s, st), Text: s}
}
