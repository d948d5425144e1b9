package picture

import (
	"fmt"
	"io"
	"math"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// pdfWriter draws a scene on the pages of a PDF.
type pdfWriter struct {
	*fpdf.Fpdf
	tiling
	base   string
	scale  float64 // millimetres a unit
	origin point   // of the scene on the page
	layers map[string]int
}

// pdf writes the scene to w, a page for every sheet.
func (s *scene) pdf(w io.Writer, f *fonts, t tiling, v View) error {
	p := &pdfWriter{
		Fpdf:   fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: t.w, Ht: t.h}}),
		tiling: t,
		base:   v.BaseURL,
		scale:  t.scale(s),
		layers: map[string]int{},
	}
	// The same guide must give the same bytes, so the file carries no time of its own.
	p.SetCatalogSort(true)
	p.SetCreationDate(time.Unix(0, 0).UTC())
	p.SetModificationDate(time.Unix(0, 0).UTC())
	p.SetTitle(s.title, true)
	p.SetLang(string(v.Lang))
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	p.AddUTF8FontFromBytes("noto", "", f.regular.ttf)
	p.AddUTF8FontFromBytes("noto", "B", f.bold.ttf)
	for row := range t.rows {
		for column := range t.columns {
			p.AddPageFormat("P", fpdf.SizeType{Wd: t.w, Ht: t.h})
			p.origin = t.origin(s, column, row)
			p.ClipRect(t.margin, t.margin, t.w-2*t.margin, t.h-2*t.margin, false)
			p.items(s.items)
			p.ClipEnd()
			if t.columns*t.rows > 1 {
				p.marks(fmt.Sprintf("%d/%d", row*t.columns+column+1, t.columns*t.rows))
			}
		}
	}
	return p.Output(w)
}

// marks shows in the margin where to cut, and which sheet this is.
func (p *pdfWriter) marks(sheet string) {
	m, far := p.margin, 2.0
	p.SetDrawColor(muted.rgb())
	p.SetLineWidth(0.2)
	p.SetDashPattern(nil, 0)
	for _, x := range []float64{m, p.w - m} {
		p.Line(x, far, x, m-1)
		p.Line(x, p.h-m+1, x, p.h-far)
	}
	for _, y := range []float64{m, p.h - m} {
		p.Line(far, y, m-1, y)
		p.Line(p.w-m+1, y, p.w-far, y)
	}
	p.SetFont("noto", "B", 9)
	p.SetTextColor(muted.rgb())
	p.Text(m+4, p.h-3.5, sheet)
}

func (p *pdfWriter) at(pt point) (x, y float64) {
	return p.origin.x + pt.x*p.scale, p.origin.y + pt.y*p.scale
}

func (p *pdfWriter) items(items []item) {
	for _, it := range items {
		switch it := it.(type) {
		case *group:
			p.group(it)
		case shape:
			p.shape(it)
		case label:
			p.label(it)
		}
	}
}

func (p *pdfWriter) group(g *group) {
	if g.layer != "" {
		id, ok := p.layers[g.layer]
		if !ok {
			id = p.AddLayer(g.layer, true)
			p.layers[g.layer] = id
		}
		p.BeginLayer(id)
		defer p.EndLayer()
	}
	p.items(g.items)
	if g.href == "" {
		return
	}
	if x1, y1, x2, y2 := p.visible(g.items); x1 < x2 && y1 < y2 {
		p.LinkString(x1, y1, x2-x1, y2-y1, p.base+g.href)
	}
}

// visible is the rectangle around the group's shapes and texts on this page, empty
// where x1 >= x2 or y1 >= y2.
func (p *pdfWriter) visible(items []item) (x1, y1, x2, y2 float64) {
	x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	grow := func(pt point) {
		x, y := p.at(pt)
		x1, y1, x2, y2 = min(x1, x), min(y1, y), max(x2, x), max(y2, y)
	}
	for _, it := range items {
		switch it := it.(type) {
		case shape:
			for _, s := range it.path {
				if s.op != 'Z' {
					grow(s.p[2])
				}
			}
		case label:
			grow(point{it.x, it.y - it.size})
			grow(point{it.x + it.w, it.y + it.size*0.3})
		}
	}
	m := p.margin
	return max(x1, m), max(y1, m), min(x2, p.w-m), min(y2, p.h-m)
}

func (p *pdfWriter) shape(s shape) {
	how := ""
	if s.fill != "" {
		p.SetFillColor(s.fill.rgb())
		how = "F"
	}
	if s.stroke != "" {
		p.SetDrawColor(s.stroke.rgb())
		p.SetLineWidth(s.width * p.scale)
		p.SetLineJoinStyle("round")
		dash := make([]float64, len(s.dash))
		for i, d := range s.dash {
			dash[i] = d * p.scale
		}
		p.SetDashPattern(dash, 0)
		how += "D"
	}
	for _, seg := range s.path {
		x, y := p.at(seg.p[2])
		switch seg.op {
		case 'M':
			p.MoveTo(x, y)
		case 'L':
			p.LineTo(x, y)
		case 'C':
			ax, ay := p.at(seg.p[0])
			bx, by := p.at(seg.p[1])
			p.CurveBezierCubicTo(ax, ay, bx, by, x, y)
		case 'Z':
			p.ClosePath()
		}
	}
	p.DrawPath(how)
}

func (p *pdfWriter) label(l label) {
	weight := ""
	if l.bold {
		weight = "B"
	}
	p.SetFont("noto", weight, 0)
	p.SetFontUnitSize(l.size * p.scale)
	p.SetTextColor(l.ink.rgb())
	x, y := p.at(point{l.x, l.y})
	p.Text(x, y, l.text)
}
