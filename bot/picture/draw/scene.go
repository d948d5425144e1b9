// Package draw is a picture as data, and its three ways out: SVG for the web, PNG for
// a chat, PDF for paper.
//
// A [Scene] is laid out once, with the widths that [Fonts] measures, and then written
// by [Scene.SVG], [Scene.PNG] or [Scene.PDF], each of which only translates. The same
// scene gives the same bytes. The package knows nothing of the guide.
package draw

// Scene is a laid out picture. Lengths are in the scene's own unit, y grows downwards.
type Scene struct {
	W, H   float64
	Ground Colour // behind everything
	Title  string
	Items  []Item
}

// Item is a [Shape], a [Label] or a *[Group]; later ones lie over earlier ones.
type Item any

// Shape is an outline that is filled, stroked or both.
type Shape struct {
	Path   Outline
	Fill   Colour
	Stroke Colour
	Width  float64   // of the stroke
	Dash   []float64 // lengths drawn and left out, in turn; empty = a whole line
}

// Style is how a text is set.
type Style struct {
	Size float64
	Bold bool
	Ink  Colour
}

// Lead is the distance from one line of text to the next.
func (st Style) Lead() float64 { return st.Size * 1.24 }

// Label is one line of text; X is its left edge, Y its base line, W its width as
// [Fonts.Width] measures it.
type Label struct {
	Style
	X, Y, W float64
	Text    string
}

// Group is a part of the picture that can be addressed, linked or shown alone. A PNG
// has only its items.
type Group struct {
	ID, Class string
	Href      string // where a click leads, a path on the site; empty = nowhere
	Title     string // what a pointer or a screen reader tells of it
	Layer     string // name of the PDF's layer; empty = the page itself
	Hidden    bool   // not seen until a page or a reader of the PDF shows it; never in a PNG
	Data      []Attribute
	Items     []Item
}

// Attribute is one data-… attribute of a group in an SVG.
type Attribute struct{ Name, Value string }

// Add puts the items over what is there.
func (s *Scene) Add(items ...Item) { s.Items = append(s.Items, items...) }

// Add puts the items over what is there.
func (g *Group) Add(items ...Item) { g.Items = append(g.Items, items...) }
