package picture

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// Measures of the map in millimetres of an A2 sheet. Everything in a column stands on
// a lattice of pitch, so that a line always has a place of its own.
const (
	pitch     = 4.4  // between two lines that touch the same box
	boxWidth  = 60.0 // an offer
	sideWidth = 52.0 // where a journey starts and ends
	laneGap   = 2.1  // between two lines side by side
	gutterPad = 6.6  // from a box to the nearest line: half a badge, and air
	panelPad  = 2.6  // between a topic's boxes and its edge
	mapEdge   = 12.0

	webColumns = 4 // on a page 1280 pixels wide the offers are then set in 13 pixels
)

var (
	mapTitleStyle = draw.Style{Size: 13, Bold: true, Ink: ink}
	mapHintStyle  = draw.Style{Size: 5.2, Ink: muted}
	topicStyle    = draw.Style{Size: 5.2, Bold: true, Ink: ink}
	boxStyle      = draw.Style{Size: 4.1, Ink: ink}
	nameStyle     = draw.Style{Size: 4.6, Bold: true, Ink: ink}
	badgeStyle    = draw.Style{Size: 3.1, Bold: true, Ink: white}
)

// chart is the opportunity map while it is laid out: columns of boxes, and the
// journeys as lines between them.
type chart struct {
	*Painter
	lang    content.Lang
	words   Words
	columns []*column // the starts, the topics, the goals
	boxes   map[string]*box
	lines   []*line
	gutters []gutter // gutter i is left of column i
	ends    bool     // with a column of starts and one of goals
	width   float64
	top     float64 // of the highest column or line
	bottom  float64 // of the lowest
}

// column is a stack of panels.
type column struct {
	panels []*panel
	x, w   float64
}

// panel is a topic with its offers. The column of starts and that of goals are a
// panel without a topic each.
type panel struct {
	topic  *content.Entry
	head   []string
	boxes  []*box
	y, h   float64
	indent float64 // of the boxes
}

// box is an offer, or a journey's start or goal.
type box struct {
	entry   *content.Entry
	col     int
	x, y    float64
	w, h    float64
	name    string // over the lines, for a start or goal
	text    string
	lines   []string // text, broken where the badges leave room
	indent  float64  // of the lines
	visits  []*visit
	goal    bool
	ordinal float64 // what sorts it inside its panel
}

// line is a journey's way through the map.
type line struct {
	entry  *content.Entry
	code   string // two letters that stand for the journey
	colour draw.Colour
	dash   []float64
	stops  []*visit // where the line goes, in order
	visits []*visit // every box its steps go through
	hops   []*hop
}

// visit is a journey at a box: one badge, however often it comes by.
type visit struct {
	line        *line
	box         *box
	steps       []int // from 1
	main        bool  // the line goes here
	left, right bool  // the sides where the line touches the box
	slot        int
}

// y is where the line touches the box.
func (v *visit) y() float64 {
	free := int(v.box.h/pitch+0.5) - v.box.slots()
	return v.box.y + pitch/2 + float64(free/2+v.slot)*pitch
}

// label is what the badge says: whose journey, which steps.
func (v *visit) label() string {
	if len(v.steps) == 0 {
		return v.line.code
	}
	steps := make([]string, len(v.steps))
	for i, s := range v.steps {
		steps[i] = strconv.Itoa(s)
	}
	return v.line.code + " " + strings.Join(steps, "·")
}

// slots is how many lines the box must have room for above each other.
func (b *box) slots() int {
	n := 0
	for _, v := range b.visits {
		n = max(n, v.slot+1)
	}
	return n
}

// chart lays the map out with the given number of columns of topics.
func (p *Painter) chart(v View, columns int, ends bool) *chart {
	c := &chart{Painter: p, lang: v.Lang, words: v.Words, ends: ends, boxes: map[string]*box{}}
	c.addTopics(columns)
	c.addLines()
	if ends {
		c.addEnds()
	}
	c.chooseSides()
	for _, col := range c.columns {
		for _, pn := range col.panels {
			for _, b := range pn.boxes {
				b.assignSlots()
				c.breakLines(b)
			}
		}
	}
	c.stack()
	c.route()
	return c
}

// addTopics makes a box of every offer and spreads the topics, in their order, over
// the columns so that the longest column is as short as can be.
func (c *chart) addTopics(columns int) {
	var panels []*panel
	for _, t := range c.guide.Topics() {
		pn := &panel{topic: t, head: c.fonts.Wrap(plain(t.Text(c.lang).Title), topicStyle, boxWidth, 0), indent: panelPad}
		for _, e := range c.guide.OfTopic(t.ID) {
			if e.Kind != content.Offer {
				continue
			}
			b := &box{entry: e, w: boxWidth, text: plain(e.Text(c.lang).Title)}
			c.boxes[e.ID] = b
			pn.boxes = append(pn.boxes, b)
		}
		if len(pn.boxes) > 0 {
			panels = append(panels, pn)
		}
	}
	if c.ends {
		c.columns = append(c.columns, &column{w: sideWidth})
	}
	for _, part := range partition(panels, columns) {
		c.columns = append(c.columns, &column{panels: part, w: boxWidth + 2*panelPad})
	}
	if c.ends {
		c.columns = append(c.columns, &column{w: sideWidth})
	}
	for i, col := range c.columns {
		for _, pn := range col.panels {
			for _, b := range pn.boxes {
				b.col = i
			}
		}
	}
}

// weight estimates a panel's height before its boxes are known.
func (pn *panel) weight() float64 {
	h := 3 + float64(len(pn.head))
	for _, b := range pn.boxes {
		h += 2.5 + math.Ceil(float64(len(b.text))/24)
	}
	return h
}

// partition cuts the panels into at most n runs of which the heaviest is as light as
// can be.
func partition(panels []*panel, n int) [][]*panel {
	fits := func(limit float64) [][]*panel {
		var runs [][]*panel
		sum := math.Inf(1)
		for _, pn := range panels {
			if sum+pn.weight() > limit {
				runs, sum = append(runs, nil), 0
			}
			runs[len(runs)-1] = append(runs[len(runs)-1], pn)
			sum += pn.weight()
		}
		return runs
	}
	var limit float64
	for _, pn := range panels {
		limit = max(limit, pn.weight())
	}
	for ; ; limit++ {
		if runs := fits(limit); len(runs) <= n {
			return runs
		}
	}
}

// addLines turns every journey into the stops it makes.
func (c *chart) addLines() {
	journeys := c.guide.OfKind(content.Journey)
	codes := codes(journeys, c.lang)
	for i, e := range journeys {
		l := &line{entry: e, code: codes[i], colour: lineColours[i%len(lineColours)], dash: lineDashes[i/4%len(lineDashes)]}
		visits := map[*box]*visit{}
		for k, s := range e.Steps {
			main := true
			for _, id := range s.Offers {
				b := c.boxes[id]
				if b == nil {
					continue // a rule or a way of working: not on the map
				}
				v := visits[b]
				if v == nil {
					v = &visit{line: l, box: b}
					visits[b] = v
					b.visits = append(b.visits, v)
					l.visits = append(l.visits, v)
				}
				if !slices.Contains(v.steps, k+1) {
					v.steps = append(v.steps, k+1)
				}
				if main && (len(l.stops) == 0 || l.stops[len(l.stops)-1] != v) {
					l.stops = append(l.stops, v)
				}
				v.main = v.main || main
				main = false
				b.ordinal += float64(k) / float64(len(e.Steps))
			}
		}
		c.lines = append(c.lines, l)
	}
	c.sortBoxes()
}

// sortBoxes puts what the journeys meet early above what they meet late, and what
// none of them meets last.
func (c *chart) sortBoxes() {
	rank := func(b *box) float64 {
		if len(b.visits) == 0 {
			return 2
		}
		return b.ordinal / float64(len(b.visits))
	}
	for _, col := range c.columns {
		for _, pn := range col.panels {
			slices.SortStableFunc(pn.boxes, func(a, b *box) int { return cmp.Compare(rank(a), rank(b)) })
		}
	}
}

// addEnds makes the boxes where the journeys start and end.
func (c *chart) addEnds() {
	first, last := c.columns[0], c.columns[len(c.columns)-1]
	starts, goals := &panel{}, &panel{}
	for _, l := range c.lines {
		t := l.entry.Text(c.lang)
		name, rest, _ := strings.Cut(t.Title, ": ")
		from := &box{entry: l.entry, w: sideWidth, name: name, text: rest}
		to := &box{entry: l.entry, w: sideWidth, col: len(c.columns) - 1, name: name, text: t.Goal, goal: true}
		start, end := &visit{line: l, box: from, main: true}, &visit{line: l, box: to, main: true}
		from.visits, to.visits = []*visit{start}, []*visit{end}
		l.stops = append(append([]*visit{start}, l.stops...), end)
		l.visits = append(l.visits, start, end)
		starts.boxes = append(starts.boxes, from)
		goals.boxes = append(goals.boxes, to)
	}
	starts.head, goals.head = []string{c.words.Journeys}, []string{c.words.Goal}
	first.panels, last.panels = []*panel{starts}, []*panel{goals}
}

// codes gives every journey two letters of its name that no other has.
func codes(journeys []*content.Entry, lang content.Lang) []string {
	names := make([][]rune, len(journeys))
	for i, j := range journeys {
		names[i] = []rune(j.Text(lang).Title)
	}
	out := make([]string, len(names))
	seen := map[string]bool{}
	for i, n := range names {
		code := string(n[:1])
		for k := 1; k < len(n); k++ {
			if code = string([]rune{n[0], n[k]}); !seen[code] && !shared(names, i, k) {
				break
			}
		}
		seen[code] = true
		out[i] = code
	}
	return out
}

// shared reports whether another name has the same first and k-th letter.
func shared(names [][]rune, i, k int) bool {
	for o, n := range names {
		if o != i && len(n) > k && n[0] == names[i][0] && n[k] == names[i][k] {
			return true
		}
	}
	return false
}
