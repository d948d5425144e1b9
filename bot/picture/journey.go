package picture

import (
	"slices"
	"strconv"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// Measures of a journey, in pixels of a picture that is drawn at full size.
const (
	edge       = 26.0 // white around everything
	spineX     = 54.0 // the middle of the line that joins the steps
	cardGap    = 34.0 // from a line to the card beside it
	cardRight  = 40.0 // from where cards end to the picture's edge; the bar of the income lies between
	incomeBarX = 21.0 // from the bar to the picture's edge
	rowGap     = 13   // between two cards
	cardPad    = 11
	discR      = 21
	switchGap  = 22.0 // room for the lines that part and meet
	bend       = 16   // radius of a line's corners
)

var (
	titleStyle = draw.Style{Size: 40, Bold: true, Ink: ink}
	stepStyle  = draw.Style{Size: 31, Bold: true, Ink: ink}
	actorStyle = draw.Style{Size: 26, Ink: ink}
	proseStyle = draw.Style{Size: 27, Ink: ink}
	moneyStyle = draw.Style{Size: 27, Bold: true, Ink: income}
	smallStyle = draw.Style{Size: 24, Ink: muted}
)

// journey lays one journey out, from the top down.
type journey struct {
	*Painter
	entry  *content.Entry
	lang   content.Lang
	words  Words
	detail bool // each step's text and its offers too: for the web
	beside bool // who is responsible stands beside a step's title, not beneath it
	marked int  // the step to mark, from 1; 0 for none
	w      float64
	side   float64 // where the actors start in a card, when beside
	scene  *draw.Scene
	y      float64
	goalY  float64     // the middle of the goal's mark
	spine  *draw.Group // drawn beneath everything
}

// layout draws the whole journey.
func (j *journey) layout() *draw.Scene {
	t := j.entry.Text(j.lang)
	j.spine = &draw.Group{}
	j.scene = &draw.Scene{W: j.w, Ground: paper, Title: t.Title}
	j.side = j.actorsAt()
	j.scene.Add(j.spine)
	j.y = edge
	j.lines(j.fonts.Wrap(t.Title, titleStyle, j.w-2*edge, 0), edge, titleStyle)
	j.y += 12
	top := j.y
	j.end(j.words.Start, t.Start, false)
	j.stages()
	j.end(j.words.Goal, t.Goal, true)
	j.spine.Items = slices.Insert(j.spine.Items, 0, draw.Item(j.line(draw.Pt(spineX, top+20), draw.Pt(spineX, j.goalY))))
	j.legend()
	j.scene.H = j.y + edge
	return j.scene
}

func (j *journey) line(pts ...draw.Point) draw.Shape {
	return draw.Shape{Path: draw.Polyline(bend, pts), Stroke: ink, Width: 8}
}

// adder is a scene or a group.
type adder interface{ Add(...draw.Item) }

// text adds one line with its base line at y, and returns its width.
func (j *journey) text(to adder, x, y float64, s string, st draw.Style) float64 {
	l := j.fonts.Label(x, y, s, st)
	to.Add(l)
	return l.W
}

// lines adds lines of text below each other and moves on.
func (j *journey) lines(lines []string, x float64, st draw.Style) {
	for _, l := range lines {
		j.text(j.scene, x, j.y+st.Size*0.93, l, st)
		j.y += st.Lead()
	}
}

// end draws the box the journey starts or ends with.
func (j *journey) end(name, text string, goal bool) {
	x, w := spineX+cardGap, j.w-cardRight-spineX-cardGap
	prose, head := proseStyle, draw.Style{Size: proseStyle.Size, Bold: true, Ink: ink}
	box := draw.Shape{Fill: sand}
	if goal {
		prose.Ink, head.Ink, box.Fill = white, white, ink
	}
	indent := j.fonts.Width(name, head) + 14
	n := 2
	if j.detail {
		n = 99
	}
	lines := j.fonts.Sentences(text, prose, w-2*16, indent, n)
	h := float64(len(lines))*prose.Lead() + 2*cardPad
	box.Path = draw.Rect(x, j.y, w, h, 10)
	j.scene.Add(box)
	base := j.y + cardPad + prose.Size*0.95
	j.text(j.scene, x+16, base, name, head)
	for i, l := range lines {
		at := x + 16
		if i == 0 {
			at += indent
		}
		j.text(j.scene, at, base+float64(i)*prose.Lead(), l, prose)
	}
	if goal {
		j.goalY = base - 9
		j.flag(spineX, j.goalY)
	} else {
		j.scene.Add(draw.Shape{Path: draw.Circle(spineX, base-9, 17), Fill: white, Stroke: ink, Width: 8})
	}
	j.y += h + rowGap
}

func (j *journey) flag(x, y float64) {
	j.scene.Add(
		draw.Shape{Path: draw.Circle(x, y, 24), Fill: ink},
		draw.Shape{Path: draw.Rect(x-9, y-14, 4, 28, 1), Fill: white},
		draw.Shape{Path: draw.Polygon([]draw.Point{draw.Pt(x-5, y-13), draw.Pt(x+14, y-6), draw.Pt(x-5, y+2)}), Fill: white})
}

// legend explains the two kinds of steps.
func (j *journey) legend() {
	var sourced, constructed bool
	for _, s := range j.entry.Steps {
		sourced, constructed = sourced || !s.Constructed, constructed || s.Constructed
	}
	x, mid := float64(spineX), j.y+14
	for _, k := range []struct {
		shown, constructed bool
		text               string
	}{{sourced, false, j.words.Sourced}, {constructed, true, j.words.Constructed}} {
		if !k.shown {
			continue
		}
		j.disc(j.scene, x, mid, 12, k.constructed)
		x += 24 + j.text(j.scene, x+22, mid+8, k.text, smallStyle) + 44
	}
	j.y += 28
}

// disc is the mark of a step; a made-up one has a broken edge.
func (j *journey) disc(to adder, x, y, r float64, constructed bool) {
	if !constructed {
		to.Add(draw.Shape{Path: draw.Circle(x, y, r), Fill: ink})
		return
	}
	to.Add(draw.Shape{Path: draw.Circle(x, y, r), Fill: white, Stroke: white, Width: r * 0.2},
		draw.Shape{Path: draw.Circle(x, y, r*0.93), Stroke: ink, Width: r * 0.15, Dash: []float64{r * 0.3, r * 0.187}})
}

// number draws a step's disc with its number.
func (j *journey) number(to *draw.Group, x, y float64, i int) {
	constructed := j.entry.Steps[i].Constructed
	j.disc(to, x, y, discR, constructed)
	st := draw.Style{Size: 27, Bold: true, Ink: white}
	if constructed {
		st.Ink = ink
	}
	s := strconv.Itoa(i + 1)
	j.text(to, x-j.fonts.Width(s, st)/2, y+9.5, s, st)
}

// name is the title of another entry, cut to what a picture has room for.
func (j *journey) name(id string, cut func(string) string) string {
	e, ok := j.guide.Entry(id)
	if !ok {
		return id // a loaded guide has every entry it points at
	}
	return cut(e.Text(j.lang).Title)
}
