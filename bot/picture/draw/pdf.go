package draw

import (
	"fmt"
	"io"
	"math"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// markColour is what cut marks are drawn in.
const markColour Colour = "#4a5163"

// pdfWriter draws a scene on the pages of a PDF.
type pdfWriter struct {
	*fpdf.Fpdf
	sheets Sheets
	base   string
	scale  float64 // millimetres a unit
	origin Point   // of the scene on the page
	layers map[string]int
}

// PDFOptions is how a scene is printed.
type PDFOptions struct {
	Sheets Sheets
	Lang   string // of its text, as BCP 47 has it
	Base   string // before every link; empty leaves the links out: paper has no site of its own
}

// PDF writes the scene to w, a page for every sheet. Links can be clicked, and every
// layer can be hidden in the reader.
func (s *Scene) PDF(w io.Writer, f *Fonts, o PDFOptions) error {
	t := o.Sheets
	p := &pdfWriter{
		Fpdf:   fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: t.W, Ht: t.H}}),
		sheets: t,
		base:   o.Base,
		scale:  t.Scale(s),
		layers: map[string]int{},
	}
	// The same guide must give the same bytes, so the file carries no time of its own.
	p.SetCatalogSort(true)
	p.SetCreationDate(time.Unix(0, 0).UTC())
	p.SetModificationDate(time.Unix(0, 0).UTC())
	p.SetTitle(s.Title, true)
	p.SetLang(o.Lang)
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	p.AddUTF8FontFromBytes("noto", "", f.regular.ttf)
	p.AddUTF8FontFromBytes("noto", "B", f.bold.ttf)
	for n := range t.Columns * t.Rows {
		p.AddPageFormat("P", fpdf.SizeType{Wd: t.W, Ht: t.H})
		p.origin = t.origin(s, n%t.Columns, n/t.Columns)
		p.ClipRect(t.Margin, t.Margin, t.W-2*t.Margin, t.H-2*t.Margin, false)
		p.shape(Shape{Path: Rect(0, 0, s.W, s.H, 0), Fill: s.Ground})
		p.items(s.Items)
		p.ClipEnd()
		if t.Margin > 0 {
			p.marks(fmt.Sprintf("%d/%d", n+1, t.Columns*t.Rows))
		}
	}
	return p.Output(w)
}

// marks shows in the margin where to cut, and which sheet this is.
func (p *pdfWriter) marks(sheet string) {
	t, far := p.sheets, 2.0
	p.SetDrawColor(markColour.RGB())
	p.SetLineWidth(0.2)
	p.SetDashPattern(nil, 0)
	for _, x := range []float64{t.Margin, t.W - t.Margin} {
		p.Line(x, far, x, t.Margin-1)
		p.Line(x, t.H-t.Margin+1, x, t.H-far)
	}
	for _, y := range []float64{t.Margin, t.H - t.Margin} {
		p.Line(far, y, t.Margin-1, y)
		p.Line(t.W-t.Margin+1, y, t.W-far, y)
	}
	p.SetFont("noto", "B", 9)
	p.SetTextColor(markColour.RGB())
	p.Text(t.Margin+4, t.H-3.5, sheet)
}

func (p *pdfWriter) at(pt Point) (x, y float64) {
	return p.origin.X + pt.X*p.scale, p.origin.Y + pt.Y*p.scale
}

func (p *pdfWriter) items(items []Item) {
	for _, it := range items {
		switch it := it.(type) {
		case *Group:
			p.group(it)
		case Shape:
			p.shape(it)
		case Label:
			p.label(it)
		}
	}
}

func (p *pdfWriter) group(g *Group) {
	if g.Hidden && g.Layer == "" {
		return
	}
	if g.Layer != "" {
		id, ok := p.layers[g.Layer]
		if !ok {
			id = p.AddLayer(g.Layer, !g.Hidden)
			p.layers[g.Layer] = id
		}
		p.BeginLayer(id)
		defer p.EndLayer()
	}
	p.items(g.Items)
	if g.Href == "" || p.base == "" {
		return
	}
	if x1, y1, x2, y2 := p.visible(g.Items); x1 < x2 && y1 < y2 {
		p.LinkString(x1, y1, x2-x1, y2-y1, p.base+g.Href)
	}
}

// visible is the rectangle around the group's shapes and texts on this page, empty
// where x1 >= x2 or y1 >= y2.
func (p *pdfWriter) visible(items []Item) (x1, y1, x2, y2 float64) {
	x1, y1, x2, y2 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	grow := func(pt Point) {
		x, y := p.at(pt)
		x1, y1, x2, y2 = min(x1, x), min(y1, y), max(x2, x), max(y2, y)
	}
	for _, it := range items {
		switch it := it.(type) {
		case Shape:
			low, high := it.Path.Bounds()
			grow(low)
			grow(high)
		case Label:
			grow(Point{it.X, it.Y - it.Size})
			grow(Point{it.X + it.W, it.Y + it.Size*0.3})
		}
	}
	t := p.sheets
	return max(x1, t.Margin), max(y1, t.Margin), min(x2, t.W-t.Margin), min(y2, t.H-t.Margin)
}

func (p *pdfWriter) shape(s Shape) {
	how := ""
	if s.Fill != "" {
		p.SetFillColor(s.Fill.RGB())
		how = "F"
	}
	if s.Stroke != "" {
		p.SetDrawColor(s.Stroke.RGB())
		p.SetLineWidth(s.Width * p.scale)
		p.SetLineJoinStyle("round")
		dash := make([]float64, len(s.Dash))
		for i, d := range s.Dash {
			dash[i] = d * p.scale
		}
		p.SetDashPattern(dash, 0)
		how += "D"
	}
	for _, seg := range s.Path {
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

func (p *pdfWriter) label(l Label) {
	weight := ""
	if l.Bold {
		weight = "B"
	}
	p.SetFont("noto", weight, 0)
	p.SetFontUnitSize(l.Size * p.scale)
	p.SetTextColor(l.Ink.RGB())
	x, y := p.at(Point{l.X, l.Y})
	p.Text(x, y, l.Text)
}
