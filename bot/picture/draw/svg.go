package draw

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"strconv"
	"strings"
)

// svgWriter writes a scene as SVG. Everything is said in attributes, so that the
// picture can stand in a page whose policy forbids inline styles and scripts.
type svgWriter struct {
	b    bytes.Buffer
	base string // before every link
	bare bool   // without links
}

// SVGOptions is how an SVG is wanted.
type SVGOptions struct {
	Lang string // of its text, as BCP 47 has it
	// Base stands before every link. Empty keeps them relative to the site, and leaves
	// them out of a file of its own, which has no site.
	Base string
	// Standalone makes a file of its own, which carries the fonts; otherwise the page
	// the SVG is put into must have those of [FontFiles].
	Standalone bool
}

// SVG renders the scene. Texts are texts, and links can be reached by keyboard.
func (s *Scene) SVG(f *Fonts, o SVGOptions) []byte {
	w := &svgWriter{base: o.Base, bare: o.Standalone && o.Base == ""}
	size := num(s.W) + ` ` + num(s.H)
	w.str(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + size + `" lang="` + escape(o.Lang) +
		`" role="group" aria-label="` + escape(s.Title) + `" font-family="'` + fontFamily + `', 'Noto Sans', sans-serif"`)
	if o.Standalone {
		w.str(` width="` + num(s.W) + `" height="` + num(s.H) + `"><title>` + escape(s.Title) + `</title>`)
		w.fontFaces(f)
	} else {
		w.str(`>`)
	}
	w.shape(Shape{Path: Rect(0, 0, s.W, s.H, 0), Fill: s.Ground})
	w.items(s.Items)
	w.str("</svg>\n")
	return w.b.Bytes()
}

func (w *svgWriter) str(s string) { w.b.WriteString(s) }

func (w *svgWriter) fontFaces(f *Fonts) {
	w.str(`<style>`)
	for _, fc := range []struct {
		weight string
		ttf    []byte
	}{{"400", f.regular.ttf}, {"600", f.bold.ttf}} {
		w.str(`@font-face{font-family:'` + fontFamily + `';font-weight:` + fc.weight + `;src:url(data:font/ttf;base64,` +
			base64.StdEncoding.EncodeToString(fc.ttf) + `)}`)
	}
	w.str(`</style>`)
}

func (w *svgWriter) items(items []Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *Group:
			w.group(it)
		case Shape:
			w.shape(it)
		case Label:
			w.label(it)
		}
	}
}

func (w *svgWriter) group(g *Group) {
	tag, href := "g", w.link(g.Href)
	if href != "" {
		tag = "a"
	}
	w.str("\n<" + tag)
	w.attr("href", href)
	w.attr("id", g.ID)
	w.attr("class", g.Class)
	if g.Hidden {
		w.attr("display", "none")
	}
	for _, d := range g.Data {
		w.str(` data-` + d.Name + `="` + escape(d.Value) + `"`)
	}
	w.str(">")
	if g.Title != "" {
		w.str("<title>" + escape(g.Title) + "</title>")
	}
	w.items(g.Items)
	w.str("</" + tag + ">")
}

func (w *svgWriter) link(href string) string {
	if href == "" || w.bare {
		return ""
	}
	return w.base + href
}

// attr writes an attribute, nothing for an empty value.
func (w *svgWriter) attr(name, value string) {
	if value != "" {
		w.str(" " + name + `="` + escape(value) + `"`)
	}
}

func (w *svgWriter) shape(s Shape) {
	w.str(`<path d="`)
	for _, seg := range s.Path {
		w.b.WriteByte(seg.op)
		from := 2
		switch seg.op {
		case 'Z':
			continue
		case 'C':
			from = 0
		}
		for i, p := range seg.p[from:] {
			if i > 0 {
				w.str(" ")
			}
			w.str(num(p.X) + " " + num(p.Y))
		}
	}
	w.str(`"`)
	fill := string(s.Fill)
	if fill == "" {
		fill = "none"
	}
	w.attr("fill", fill)
	if s.Stroke != "" {
		w.attr("stroke", string(s.Stroke))
		w.attr("stroke-width", num(s.Width))
		if len(s.Dash) > 0 {
			dash := make([]string, len(s.Dash))
			for i, d := range s.Dash {
				dash[i] = num(d)
			}
			w.attr("stroke-dasharray", strings.Join(dash, " "))
		}
	}
	w.str("/>")
}

// label pins the text's width with textLength: a reader without the font sees the
// same layout.
func (w *svgWriter) label(l Label) {
	w.str(`<text x="` + num(l.X) + `" y="` + num(l.Y) + `" font-size="` + num(l.Size) + `"`)
	if l.Bold {
		w.str(` font-weight="600"`)
	}
	w.str(` fill="` + string(l.Ink) + `" textLength="` + num(l.W) + `" lengthAdjust="spacingAndGlyphs">` + escape(l.Text) + `</text>`)
}

// num writes v with at most two decimals.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		panic(err) // a strings.Builder never fails
	}
	return b.String()
}
