package picture

import (
	"bytes"
	"image"
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
	fonts *fonts
	scale float64
}

// png renders the scene with scale pixels a unit.
func (s *scene) png(f *fonts, scale float64) ([]byte, error) {
	w, h := int(math.Round(s.w*scale)), int(math.Round(s.h*scale))
	r := &raster{img: image.NewRGBA(image.Rect(0, 0, w, h)), ras: vector.NewRasterizer(0, 0), fonts: f, scale: scale}
	if err := r.items(s.items); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, paletted(r.img)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (r *raster) items(items []item) error {
	for _, it := range items {
		switch it := it.(type) {
		case *group:
			if err := r.items(it.items); err != nil {
				return err
			}
		case shape:
			r.shape(it)
		case label:
			if err := r.label(it); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *raster) shape(s shape) {
	lines := s.path.flatten(r.scale)
	if s.fill != "" {
		r.fill(lines, s.fill)
	}
	if s.stroke == "" {
		return
	}
	dash := make([]float64, len(s.dash))
	for i, d := range s.dash {
		dash[i] = d * r.scale
	}
	var strokes [][]point
	for _, l := range lines {
		for _, part := range dashes(l, dash) {
			strokes = append(strokes, stroked(part, s.width*r.scale)...)
		}
	}
	r.fill(strokes, s.stroke)
}

// fill fills the closed polygons, in pixels.
func (r *raster) fill(polygons [][]point, c colour) {
	box := bounds(polygons).Intersect(r.img.Rect)
	if box.Empty() {
		return
	}
	r.ras.Reset(box.Dx(), box.Dy())
	for _, p := range polygons {
		for i, pt := range p {
			x, y := float32(pt.x-float64(box.Min.X)), float32(pt.y-float64(box.Min.Y))
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
func (r *raster) label(l label) error {
	fc := r.fonts.face(l.bold)
	size := l.size * r.scale
	perUnit := size / float64(fc.units)
	left, base := l.x*r.scale, l.y*r.scale
	box := image.Rect(int(left)-2, int(base-size*1.1), int(left+l.w*r.scale)+3, int(base+size*0.35)+1).Intersect(r.img.Rect)
	r.ras.Reset(box.Dx(), box.Dy())
	var buf sfnt.Buffer
	var failed error
	fc.each(l.text, func(g sfnt.GlyphIndex, x fixed.Int26_6) {
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
	r.ras.Draw(r.img, box, image.NewUniform(l.ink.rgba()), image.Point{})
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

func bounds(polygons [][]point) image.Rectangle {
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range polygons {
		for _, pt := range p {
			minX, maxX = min(minX, pt.x), max(maxX, pt.x)
			minY, maxY = min(minY, pt.y), max(maxY, pt.y)
		}
	}
	if minX > maxX {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(minX)), int(math.Floor(minY)), int(math.Ceil(maxX)), int(math.Ceil(maxY)))
}
