package picture

import (
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// Measures of a journey, in pixels of a picture that is drawn at full size.
const (
	edge      = 26.0 // white around everything
	railX     = 54.0 // the middle of the line that joins the steps
	cardGap   = 34.0 // from a line to the card beside it
	cardRight = 40.0 // from where cards end to the picture's edge; the tray of the income lies between
	trayX     = 21.0 // from the tray to the picture's edge
	rowGap    = 13   // between two cards
	cardPad   = 11
	discR     = 21
	switchGap = 22.0 // room for the lines that part and meet
	bend      = 16   // radius of a line's corners
)

var (
	titleStyle = style{size: 40, bold: true, ink: ink}
	stepStyle  = style{size: 31, bold: true, ink: ink}
	actorStyle = style{size: 26, ink: ink}
	proseStyle = style{size: 27, ink: ink}
	moneyStyle = style{size: 27, bold: true, ink: income}
	smallStyle = style{size: 24, ink: muted}
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
	scene  *scene
	y      float64
	goalY  float64 // the middle of the goal's mark
	rail   *group  // drawn beneath everything
}

// layout draws the whole journey.
func (j *journey) layout() *scene {
	t := j.entry.Text(j.lang)
	j.rail = &group{}
	j.scene = &scene{w: j.w, title: t.Title}
	j.side = j.actorsAt()
	ground := &group{}
	j.scene.add(ground, j.rail)
	j.y = edge
	j.lines(j.fonts.wrap(t.Title, titleStyle, j.w-2*edge, 0), edge, titleStyle)
	j.y += 12
	top := j.y
	j.end(j.words.Start, t.Start, false)
	j.stages()
	j.end(j.words.Goal, t.Goal, true)
	j.rail.items = slices.Insert(j.rail.items, 0, item(j.line(point{railX, top + 20}, point{railX, j.goalY})))
	j.legend()
	j.scene.h = j.y + edge
	ground.add(shape{path: rect(0, 0, j.scene.w+1, j.scene.h+1, 0), fill: paper}) // over the last half pixel
	return j.scene
}

func (j *journey) line(pts ...point) shape {
	return shape{path: polyline(bend, pts...), stroke: ink, width: 8}
}

// text adds one line with its base line at y.
func (j *journey) text(g *group, x, y float64, s string, st style) float64 {
	l := label{style: st, x: x, y: y, w: j.fonts.width(s, st), text: s}
	if g == nil {
		j.scene.add(l)
	} else {
		g.add(l)
	}
	return l.w
}

func lead(st style) float64 { return st.size * 1.24 }

// lines adds lines of text below each other and moves on.
func (j *journey) lines(lines []string, x float64, st style) {
	for _, l := range lines {
		j.text(nil, x, j.y+st.size*0.93, l, st)
		j.y += lead(st)
	}
}

// end draws the box the journey starts or ends with.
func (j *journey) end(name, text string, goal bool) {
	x, w := railX+cardGap, j.w-cardRight-railX-cardGap
	prose, head := proseStyle, style{size: proseStyle.size, bold: true, ink: ink}
	box := shape{path: nil, fill: "#e4e0d4"}
	if goal {
		prose.ink, head.ink, box.fill = white, white, ink
	}
	indent := j.fonts.width(name, head) + 14
	n := 2
	if j.detail {
		n = 99
	}
	lines := j.fonts.sentences(text, prose, w-2*16, indent, n)
	h := float64(len(lines))*lead(prose) + 2*cardPad
	box.path = rect(x, j.y, w, h, 10)
	j.scene.add(box)
	base := j.y + cardPad + prose.size*0.95
	j.text(nil, x+16, base, name, head)
	for i, l := range lines {
		at := x + 16
		if i == 0 {
			at += indent
		}
		j.text(nil, at, base+float64(i)*lead(prose), l, prose)
	}
	if goal {
		j.goalY = base - 9
		j.flag(railX, j.goalY)
	} else {
		j.scene.add(shape{path: circle(railX, base-9, 17), fill: white, stroke: ink, width: 8})
	}
	j.y += h + rowGap
}

func (j *journey) flag(x, y float64) {
	j.scene.add(
		shape{path: circle(x, y, 24), fill: ink},
		shape{path: rect(x-9, y-14, 4, 28, 1), fill: white},
		shape{path: polygon(point{x - 5, y - 13}, point{x + 14, y - 6}, point{x - 5, y + 2}), fill: white})
}

// stages draws the steps, and beneath every run of stages that are lived through on
// the same income the line with its name.
func (j *journey) stages() {
	stages := j.entry.Stages()
	for from := 0; from < len(stages); {
		money := j.livelihood(stages[from])
		to := from + 1
		for to < len(stages) && slices.Equal(money, j.livelihood(stages[to])) {
			to++
		}
		top := j.y
		for _, stage := range stages[from:to] {
			j.stage(stage)
		}
		if len(money) > 0 {
			j.tray(top, money)
		}
		from = to
	}
}

// livelihood is what one lives on through a stage, each benefit once.
func (j *journey) livelihood(stage []int) []string {
	var ids []string
	for _, i := range stage {
		for _, id := range j.entry.Steps[i].Livelihood {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// tray underlines the cards since top with what one lives on.
func (j *journey) tray(top float64, money []string) {
	x := railX + cardGap
	names := make([]string, len(money))
	for i, id := range money {
		names[i] = lowerFirst(j.name(id, short))
	}
	text := j.words.LivesOn + " " + strings.Join(names, ", ")
	lines := j.fonts.wrap(text, moneyStyle, j.w-trayX-x-90, 0)
	mid := j.y + lead(moneyStyle)/2 + 1
	var w float64
	for _, l := range lines {
		w = max(w, j.text(nil, x+36, j.y+moneyStyle.size*0.95, l, moneyStyle))
		j.y += lead(moneyStyle)
	}
	coin := style{size: 15, bold: true, ink: white}
	j.scene.add(
		shape{path: circle(x+14, mid, 14), fill: income},
		shape{path: polyline(bend, point{x + 50 + w, mid}, point{j.w - trayX, mid}, point{j.w - trayX, top + 6}), stroke: income, width: 7})
	j.text(nil, x+14-j.fonts.width("kr", coin)/2, mid+5, "kr", coin)
	j.y += rowGap
}

// stage draws one step, or several side by side on tracks of their own.
func (j *journey) stage(steps []int) {
	n := float64(len(steps))
	pitch := (j.w - cardRight - railX + cardGap) / n
	cards, h := j.cards(steps, pitch-2*cardGap)
	if len(steps) > 1 {
		j.y += switchGap
		j.tracks(steps, pitch, h)
	}
	for k, c := range cards {
		c.draw(railX+float64(k)*pitch, j.y, h)
	}
	j.y += h + rowGap
	if len(steps) > 1 {
		j.y += switchGap
	}
}

// cards measures the steps of a stage for cards of width w and returns the tallest
// one's height. Cards side by side take smaller letters before a word is broken.
func (j *journey) cards(steps []int, w float64) ([]*card, float64) {
	cards := make([]*card, len(steps))
	for size := 1.0; ; size -= 0.05 {
		var h float64
		whole := true
		for k, i := range steps {
			cards[k] = j.card(i, w, size, len(steps) > 1)
			h = max(h, cards[k].h)
			whole = whole && cards[k].whole
		}
		if whole || len(steps) == 1 || size < 0.8 {
			return cards, h
		}
	}
}

// tracks draws the lines that leave the rail and come back to it.
func (j *journey) tracks(steps []int, pitch, h float64) {
	above, below := j.y-switchGap+4, j.y+h+switchGap-4
	for k := len(steps) - 1; k > 0; k-- {
		x := railX + float64(k)*pitch
		l := j.line(point{railX, above}, point{x, above}, point{x, below}, point{railX, below})
		l.width = 6
		j.rail.add(l)
	}
	x, w := railX+cardGap+12, j.fonts.width(j.words.Parallel, smallStyle)
	j.scene.add(shape{path: rect(x-8, above-5, w+16, 10, 0), fill: paper})
	j.text(nil, x, above+7, j.words.Parallel, smallStyle)
}

// actorsAt is where the actors of a whole card start: right of the longest title, but
// never before the middle nor where no actor's name has room.
func (j *journey) actorsAt() float64 {
	var longest float64
	for _, stage := range j.entry.Stages() {
		if len(stage) == 1 {
			longest = max(longest, j.fonts.width(j.entry.Steps[stage[0]].Texts[j.lang].Title, stepStyle))
		}
	}
	w := j.w - cardRight - railX - cardGap
	return min(max(longest+cardPad+32, w*0.5), w*0.62)
}

// legend explains the two kinds of steps.
func (j *journey) legend() {
	var sourced, constructed bool
	for _, s := range j.entry.Steps {
		sourced, constructed = sourced || !s.Constructed, constructed || s.Constructed
	}
	x, mid := float64(railX), j.y+14
	for _, k := range []struct {
		shown, constructed bool
		text               string
	}{{sourced, false, j.words.Sourced}, {constructed, true, j.words.Constructed}} {
		if !k.shown {
			continue
		}
		j.disc(j.scene, x, mid, 12, k.constructed)
		x += 24 + j.text(nil, x+22, mid+8, k.text, smallStyle) + 44
	}
	j.y += 28
}

type adder interface{ add(...item) }

// disc is the mark of a step; a made-up one has a broken edge.
func (j *journey) disc(to adder, x, y, r float64, constructed bool) {
	if !constructed {
		to.add(shape{path: circle(x, y, r), fill: ink})
		return
	}
	to.add(shape{path: circle(x, y, r), fill: white, stroke: white, width: r * 0.2},
		shape{path: circle(x, y, r*0.93), stroke: ink, width: r * 0.15, dash: []float64{r * 0.3, r * 0.187}})
}

// number draws a step's disc with its number.
func (j *journey) number(to *group, x, y float64, i int) {
	constructed := j.entry.Steps[i].Constructed
	j.disc(to, x, y, discR, constructed)
	st := style{size: 27, bold: true, ink: white}
	if constructed {
		st.ink = ink
	}
	s := strconv.Itoa(i + 1)
	j.text(to, x-j.fonts.width(s, st)/2, y+9.5, s, st)
}

// name is the title of another entry, cut to what a picture has room for.
func (j *journey) name(id string, cut func(string) string) string {
	e, ok := j.guide.Entry(id)
	if !ok {
		return id // a loaded guide has every entry it points at
	}
	return cut(e.Text(j.lang).Title)
}
