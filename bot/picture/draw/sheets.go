package draw

// Sheets is the paper a scene is printed on: one sheet, or several that are glued
// together to a poster. Lengths are in millimetres.
type Sheets struct {
	Columns, Rows int
	W, H          float64 // of one sheet
	Margin        float64 // stays white, but for marks where to cut
}

// glue is how far neighbouring sheets show the same, to be glued over each other.
const glue = 6

// Size is the poster that the sheets make together.
func (t Sheets) Size() (w, h float64) {
	c, r := float64(t.Columns), float64(t.Rows)
	return c*(t.W-2*t.Margin) - (c-1)*glue, r*(t.H-2*t.Margin) - (r-1)*glue
}

// Scale is how many millimetres a unit of the scene becomes when the whole of it is
// printed as large as it can be.
func (t Sheets) Scale(s *Scene) float64 {
	w, h := t.Size()
	return min(w/s.W, h/s.H)
}

// origin is where the scene begins on a sheet; on all but the first that is off the
// paper. The scene stands in the poster's middle.
func (t Sheets) origin(s *Scene, column, row int) Point {
	w, h := t.Size()
	k := t.Scale(s)
	return Point{
		t.Margin + (w-s.W*k)/2 - float64(column)*(t.W-2*t.Margin-glue),
		t.Margin + (h-s.H*k)/2 - float64(row)*(t.H-2*t.Margin-glue),
	}
}
