// Package picture draws the guide: every journey, and the opportunity map with the
// journeys as lines through it.
//
// A [Painter] lays a picture out from the guide's own data, so a picture never falls
// behind it, and draws it as SVG (the web), PNG (a chat) or PDF (paper). The same
// guide gives the same bytes. The few words that are not the guide's come from the
// caller as [Words]. Text in Arabic or Ethiopic script has no font here.
package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// ErrUnknown is wrapped by errors about a journey, a language or a step that the
// guide does not have.
var ErrUnknown = errors.New("not in the guide")

// Limits of a picture for a chat: Teams takes images up to 1024 × 1024 pixels. The
// smallest scale keeps letters at 20 pixels; no journey of the guide needs it.
const (
	chatSize  = 1024
	webWidth  = 1024 // of a journey's SVG, in its own units
	minScale  = 0.7
	scaleStep = 0.02
)

// Painter draws one guide. It is safe for concurrent use. What it has drawn it keeps
// in memory, within a bound.
type Painter struct {
	guide  *content.Guide
	fonts  *draw.Fonts
	styles map[string]legendStyle
	cache  *cache

	// Recover runs a drawing and makes an error of its panic, so that who else waits for
	// the drawing gets it too. It is set before anything is drawn; nil tells no more than
	// that the drawing broke.
	Recover func(f func() error) error
}

// View is how a picture is wanted.
type View struct {
	Lang  content.Lang
	Words Words // in Lang; none may be empty

	// Step is the step of a journey's PNG that is marked, from 1; 0 marks none.
	Step int
	// BaseURL stands before every link ("/nb/jobbklubb") in an SVG or PDF. Empty keeps
	// the links relative to the site; a file that is on no site, a PDF or a standalone
	// SVG, then has none.
	BaseURL string
	// Standalone makes an SVG that is a file of its own: it carries the fonts, and the
	// map is the one of the poster, with the journeys step by step. Otherwise the
	// SVG is to be put into a page that has the fonts of [Fonts].
	Standalone bool
}

// New returns a painter of the guide.
func New(g *content.Guide) (*Painter, error) {
	f, err := draw.LoadFonts()
	if err != nil {
		return nil, fmt.Errorf("load fonts: %w", err)
	}
	return &Painter{guide: g, fonts: f, styles: legendStyles(g), cache: newCache(maxPictures)}, nil
}

// Of returns a painter of another guide.
func (p *Painter) Of(g *content.Guide) *Painter {
	return &Painter{guide: g, fonts: p.fonts, styles: legendStyles(g), cache: newCache(maxPictures), Recover: p.Recover}
}

// JourneyPNG draws a journey for a chat: 1024 pixels wide and at most as high. The
// bytes are shared and must not be changed. An unknown journey, language or step is
// ErrUnknown.
func (p *Painter) JourneyPNG(ctx context.Context, id string, v View) ([]byte, error) {
	j, err := p.journey(id, v)
	if err != nil {
		return nil, err
	}
	if v.Step < 0 || v.Step > len(j.entry.Steps) {
		return nil, fmt.Errorf("step %d of journey %q: %w", v.Step, id, ErrUnknown)
	}
	v.BaseURL, v.Standalone = "", false // a PNG has neither
	return p.draw(ctx, key{what: "png", id: id, view: v}, func() ([]byte, error) {
		s, scale := j.fit()
		return s.PNG(p.fonts, scale)
	})
}

// JourneySVG draws a journey for the web, with each step's text and links to its
// offers. The bytes are shared and must not be changed. An unknown journey or
// language is ErrUnknown.
func (p *Painter) JourneySVG(ctx context.Context, id string, v View) ([]byte, error) {
	v.Step = 0
	j, err := p.journey(id, v)
	if err != nil {
		return nil, err
	}
	return p.draw(ctx, key{what: "svg", id: id, view: v}, func() ([]byte, error) {
		j.detail, j.w = true, webWidth
		return j.layout().SVG(p.fonts, v.svg()), nil
	})
}

// MapSVG draws the opportunity map. Every offer is a link with the class "offer", the
// id "map-" and its own, and the attributes data-topic, data-goals, data-norwegian,
// data-schooling, data-residence and data-journeys (lists are separated by spaces;
// empty = no limit, or not said). Every journey's marks are a group with the class
// "journey" and the id "journey-" and its own; its line is in it, a group with the class
// "way" that is not displayed until the page says so. The bytes are shared and must not
// be changed.
func (p *Painter) MapSVG(ctx context.Context, v View) ([]byte, error) {
	v.Step = 0
	if err := p.check(v); err != nil {
		return nil, err
	}
	return p.draw(ctx, key{what: "map", view: v}, func() ([]byte, error) {
		if v.Standalone {
			return p.poster(v, papers[A2]).SVG(p.fonts, v.svg()), nil
		}
		return p.chart(v, webRows).drawing(paper, false).SVG(p.fonts, v.svg()), nil
	})
}

// MapPDF writes the opportunity map for printing, with every topic and offer linked
// where the view has a BaseURL, and for every journey a layer of its marks and one of
// its line, which is hidden until the reader shows it.
func (p *Painter) MapPDF(ctx context.Context, w io.Writer, paper Paper, v View) error {
	v.Step, v.Standalone = 0, false
	if err := p.check(v); err != nil {
		return err
	}
	b, err := p.draw(ctx, key{what: "pdf " + string(paper), view: v}, func() ([]byte, error) {
		sheets, ok := papers[paper]
		if !ok {
			return nil, fmt.Errorf("paper %q: want %s, %s or %s", paper, A2, A3, A4)
		}
		var b bytes.Buffer
		err := p.poster(v, sheets).PDF(&b, p.fonts, draw.PDFOptions{Sheets: sheets, Lang: string(v.Lang), Base: v.BaseURL})
		return b.Bytes(), err
	})
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// journey prepares a journey's picture.
func (p *Painter) journey(id string, v View) (*journey, error) {
	if err := p.check(v); err != nil {
		return nil, err
	}
	e, ok := p.guide.Entry(id)
	if !ok || e.Kind != content.Journey {
		return nil, fmt.Errorf("journey %q: %w", id, ErrUnknown)
	}
	return &journey{Painter: p, entry: e, lang: v.Lang, words: v.Words, marked: v.Step}, nil
}

func (p *Painter) check(v View) error {
	if _, ok := content.ParseLang(string(v.Lang)); !ok {
		return fmt.Errorf("language %q: %w", v.Lang, ErrUnknown)
	}
	return v.Words.check()
}

// fit lays the journey out with the largest letters that fit into a chat's picture.
func (j *journey) fit() (s *draw.Scene, scale float64) {
	for scale = 1; ; scale -= scaleStep {
		for _, beside := range []bool{true, false} {
			try := *j
			try.w, try.beside = chatSize/scale, beside
			if s = try.layout(); s.H*scale <= chatSize {
				return s, scale
			}
		}
		if scale < minScale {
			// More steps than a picture can hold: all of them, as small as it takes.
			return s, chatSize / s.H
		}
	}
}

func (v View) svg() draw.SVGOptions {
	return draw.SVGOptions{Lang: string(v.Lang), Base: v.BaseURL, Standalone: v.Standalone}
}

// Fonts returns the font files of the pictures and their licence, for a page that
// shows an SVG which is not standalone: see [draw.FontFiles].
func Fonts() fs.FS { return draw.FontFiles() }

// href is an entry's page on the site.
func href(lang content.Lang, id string) string { return "/" + string(lang) + "/" + id }
