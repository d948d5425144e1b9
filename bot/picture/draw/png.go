package draw

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// raster draws a scene into an image, scale pixels a unit.
type raster struct {
	img   *image.RGBA
	ras   *vector.Rasterizer
	fonts *Fonts
	scale float64
}

// PNG renders the scene with scale pixels a unit, in at most 256 colours.
func (s *Scene) PNG(f *Fonts, scale float64) ([]byte, error) {
	w, h := int(math.Round(s.W*scale)), int(math.Round(s.H*scale))
	r := &raster{img: image.NewRGBA(image.Rect(0, 0, w, h)), ras: vector.NewRasterizer(0, 0), fonts: f, scale: scale}
	draw.Draw(r.img, r.img.Rect, image.NewUniform(s.Ground.rgba()), image.Point{}, draw.Src)
	if err := r.items(s.Items); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, paletted(r.img)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (r *raster) items(items []Item) error {
	for _, it := range items {
		switch it := it.(type) {
		case *Group:
			if it.Hidden {
				continue
			}
			if err := r.items(it.Items); err != nil {
				return err
			}
		case Shape:
			r.shape(it)
		case Label:
			if err := r.label(it); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *raster) shape(s Shape) {
	lines := s.Path.flatten(r.scale)
	if s.Fill != "" {
		r.fill(lines, s.Fill)
	}
	if s.Stroke == "" {
		return
	}
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * r.scale
	}
	for _, l := range lines {
		for _, part := range dashes(l, dash) {
			for _, run := range stroked(part, s.Width*r.scale) {
				r.fill(run, s.Stroke)
			}
		}
	}
}

// fill fills the closed polygons, in pixels.
func (r *raster) fill(polygons [][]Point, c Colour) {
	box := bounds(polygons).Intersect(r.img.Rect)
	if box.Empty() {
		return
	}
	r.ras.Reset(box.Dx(), box.Dy())
	for _, p := range polygons {
		for i, pt := range p {
			x, y := float32(pt.X-float64(box.Min.X)), float32(pt.Y-float64(box.Min.Y))
			if i == 0 {
				r.ras.MoveTo(x, y)
				continue
			}
			r.ras.LineTo(x, y)
		}
		r.ras.ClosePath()
	}
	r.ras.Draw(r.img, box, image.NewUniform(c.rgba()), image.Point{})
}

// label draws all glyphs of one text at once.
func (r *raster) label(l Label) error {
	fc := r.fonts.face(l.Bold)
	size := l.Size * r.scale
	perUnit := size / float64(fc.units)
	left, base := l.X*r.scale, l.Y*r.scale
	box := image.Rect(int(left)-2, int(base-size*1.1), int(left+l.W*r.scale)+3, int(base+size*0.35)+1).Intersect(r.img.Rect)
	r.ras.Reset(box.Dx(), box.Dy())
	var buf sfnt.Buffer
	var failed error
	fc.each(l.Text, func(g sfnt.GlyphIndex, x fixed.Int26_6) {
		segs, err := fc.font.LoadGlyph(&buf, g, fc.units<<6, nil)
		if err != nil {
			failed = err
			return
		}
		at := func(p fixed.Point26_6) (float32, float32) {
			return float32(left + (float64(x)+float64(p.X)/64)*perUnit - float64(box.Min.X)),
				float32(base + float64(p.Y)/64*perUnit - float64(box.Min.Y))
		}
		r.glyph(segs, at)
	})
	r.ras.Draw(r.img, box, image.NewUniform(l.Ink.rgba()), image.Point{})
	return failed
}

func (r *raster) glyph(segs sfnt.Segments, at func(fixed.Point26_6) (float32, float32)) {
	for _, s := range segs {
		x, y := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.ras.ClosePath()
			r.ras.MoveTo(x, y)
		case sfnt.SegmentOpLineTo:
			r.ras.LineTo(x, y)
		case sfnt.SegmentOpQuadTo:
			x2, y2 := at(s.Args[1])
			r.ras.QuadTo(x, y, x2, y2)
		case sfnt.SegmentOpCubeTo:
			x2, y2 := at(s.Args[1])
			x3, y3 := at(s.Args[2])
			r.ras.CubeTo(x, y, x2, y2, x3, y3)
		}
	}
	r.ras.ClosePath()
}

func bounds(polygons [][]Point) image.Rectangle {
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range polygons {
		for _, pt := range p {
			minX, maxX = min(minX, pt.X), max(maxX, pt.X)
			minY, maxY = min(minY, pt.Y), max(maxY, pt.Y)
		}
	}
	if minX > maxX {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(minX)), int(math.Floor(minY)), int(math.Ceil(maxX)), int(math.Ceil(maxY)))
}
