package picture

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
}

// svg renders the scene.
func (s *scene) svg(f *fonts, v View) []byte {
	w := &svgWriter{base: v.BaseURL}
	size := num(s.w) + ` ` + num(s.h)
	w.str(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ` + size + `" lang="` + string(v.Lang) +
		`" role="group" aria-label="` + escape(s.title) + `" font-family="'` + fontFamily + `', 'Noto Sans', sans-serif"`)
	if v.Standalone {
		w.str(` width="` + num(s.w) + `" height="` + num(s.h) + `"><title>` + escape(s.title) + `</title>`)
		w.fontFaces(f)
	} else {
		w.str(`>`)
	}
	w.items(s.items)
	w.str("</svg>\n")
	return w.b.Bytes()
}

func (w *svgWriter) str(s string) { w.b.WriteString(s) }

func (w *svgWriter) fontFaces(f *fonts) {
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

func (w *svgWriter) items(items []item) {
	for _, it := range items {
		switch it := it.(type) {
		case *group:
			w.group(it)
		case shape:
			w.shape(it)
		case label:
			w.label(it)
		}
	}
}

func (w *svgWriter) group(g *group) {
	tag := "g"
	if g.href != "" {
		tag = "a"
	}
	w.str("\n<" + tag)
	w.attr("href", w.link(g.href))
	w.attr("id", g.id)
	w.attr("class", g.class)
	for _, d := range g.data {
		w.str(` data-` + d.name + `="` + escape(d.value) + `"`)
	}
	w.str(">")
	if g.title != "" {
		w.str("<title>" + escape(g.title) + "</title>")
	}
	w.items(g.items)
	w.str("</" + tag + ">")
}

func (w *svgWriter) link(href string) string {
	if href == "" {
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

func (w *svgWriter) shape(s shape) {
	w.str(`<path d="`)
	for _, seg := range s.path {
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
			w.str(num(p.x) + " " + num(p.y))
		}
	}
	w.str(`"`)
	fill := string(s.fill)
	if fill == "" {
		fill = "none"
	}
	w.attr("fill", fill)
	if s.stroke != "" {
		w.attr("stroke", string(s.stroke))
		w.attr("stroke-width", num(s.width))
		if len(s.dash) > 0 {
			dash := make([]string, len(s.dash))
			for i, d := range s.dash {
				dash[i] = num(d)
			}
			w.attr("stroke-dasharray", strings.Join(dash, " "))
		}
	}
	w.str("/>")
}

// label pins the text's width with textLength: a reader without the font sees the
// same layout.
func (w *svgWriter) label(l label) {
	w.str(`<text x="` + num(l.x) + `" y="` + num(l.y) + `" font-size="` + num(l.size) + `"`)
	if l.bold {
		w.str(` font-weight="600"`)
	}
	w.str(` fill="` + string(l.ink) + `" textLength="` + num(l.w) + `" lengthAdjust="spacingAndGlyphs">` + escape(l.text) + `</text>`)
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
