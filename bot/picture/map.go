package picture

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot/picture/draw"
	"veiviser/content"
)

// Measures of the map in millimetres of an A2 sheet.
const (
	pitch     = 4.4  // between two boxes; a line passes in the middle
	boxWidth  = 55.0 // an offer
	sideWidth = 44.0 // where a journey starts and ends
	boxPad    = 3.2  // from a box's edge to what stands in it
	laneGap   = 2.0  // between two legs of one line side by side
	gutterPad = 3.0  // from a box to the nearest line
	panelPad  = 2.6  // between a topic's boxes and its edge
	mapEdge   = 12.0

	markHeight = 4.8 // of a visit's mark
	markGap    = 1.2 // between two marks

	webRows = 18 // of the whole guide these are four columns: on a page 1280 pixels wide the offers are then set in 13 pixels
)

// beside are the topics that go on beside all others, from start to goal. Their offers
// lie in a band under the rest: those who try the map out asked its makers to show that
// one learns Norwegian while one works or goes to school (ideas2evidence, report 2021:5,
// section 8.3).
var beside = []string{"norsk-og-samfunnskunnskap", "supplerende"}

var (
	mapTitleStyle = draw.Style{Size: 13, Bold: true, Ink: ink}
	mapHintStyle  = draw.Style{Size: 5.2, Ink: muted}
	topicStyle    = draw.Style{Size: 5.2, Bold: true, Ink: ink}
	alongStyle    = draw.Style{Size: 4.3, Ink: muted}
	boxStyle      = draw.Style{Size: 4.3, Ink: ink}
	nameStyle     = draw.Style{Size: 4.6, Bold: true, Ink: ink}
	badgeStyle    = draw.Style{Size: 3.8, Bold: true, Ink: white}
	walkStyle     = draw.Style{Size: 4.0, Ink: ink}
)

// chart is the opportunity map while it is laid out, from left to right: where the
// journeys start, the topics in columns with the bands under them, the goals. A journey
// is a line between its boxes. One line is seen at a time, so each has its way as if it
// were alone.
type chart struct {
	*Painter
	lang    content.Lang
	words   Words
	columns []*column // the starts, the topics, the goals
	blocks  []*block
	boxes   map[string]*box
	lines   []*line
	gutters []gutter // gutter i is left of column i
	width   float64
	top     float64 // of the highest column or line
	bottom  float64 // of the lowest
}

// column is a stack of panels.
type column struct {
	panels []*panel
	x, w   float64
}

// panel is the part of a block in a column. The column of starts and that of goals are a
// panel each.
type panel struct {
	head  []string
	boxes []*box
	y, h  float64
}

// block is a topic with its offers, in one column or in several beside each other.
type block struct {
	topic *content.Entry
	along bool // it lies under all columns
	boxes []*box
	parts []*panel
	first int // column of the first part
}

// box is an offer, or a journey's start or goal.
type box struct {
	entry   *content.Entry
	col     int
	x, y    float64
	w, h    float64
	name    string // over the lines, for a start or goal
	text    string
	lines   []string // text, broken
	rows    int      // of marks
	visits  []*visit // in the order of the journeys
	goal    bool
	ordinal float64 // what sorts it inside its panel
}

// line is a journey's way through the map.
type line struct {
	entry  *content.Entry
	code   string // two letters that stand for the journey
	colour draw.Colour
	stops  []*visit // where the line goes, in order
	visits []*visit // every offer its steps go through
	hops   []*hop
}

// visit is a journey at a box: one mark, however often it comes by.
type visit struct {
	line  *line
	box   *box
	steps []int      // from 1; none at a start or goal
	main  bool       // the line goes here
	at    draw.Point // of its mark, from the box's lower left corner
}

// y is where the line touches the box.
func (v *visit) y() float64 { return v.box.y + v.box.h/2 }

// label is what the mark says: whose journey, which steps.
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

// chart lays the map out with at most rows offers and headings in a column, at least two.
func (p *Painter) chart(v View, rows int) *chart {
	c := &chart{Painter: p, lang: v.Lang, words: v.Words, boxes: map[string]*box{}}
	c.addBlocks()
	c.addLines()
	c.sortBoxes()
	c.addColumns(rows)
	c.addEnds()
	c.chooseSides()
	for _, b := range c.allBoxes() {
		b.lines = c.fonts.Sentences(b.text, boxStyle, b.w-2*boxPad, 0, 5)
		c.placeMarks(b)
		b.h = b.height()
	}
	c.stack()
	c.route()
	return c
}

// allBoxes are those of every column, from left to right and top to bottom.
func (c *chart) allBoxes() []*box {
	var out []*box
	for _, col := range c.columns {
		for _, pn := range col.panels {
			out = append(out, pn.boxes...)
		}
	}
	return out
}

// addBlocks makes a block of every topic that has offers, and a box of each of them.
func (c *chart) addBlocks() {
	for _, t := range c.guide.Topics() {
		bl := &block{topic: t, along: slices.Contains(beside, t.ID)}
		for _, e := range c.offers(t.ID) {
			b := &box{entry: e, w: boxWidth, text: plain(e.Text(c.lang).Title)}
			c.boxes[e.ID] = b
			bl.boxes = append(bl.boxes, b)
		}
		if len(bl.boxes) > 0 {
			c.blocks = append(c.blocks, bl)
		}
	}
}

// addColumns puts the blocks into columns in their order. Small ones stand under each
// other while there are rows; a large one has columns of its own. Those that go on beside
// the others lie under all columns, row by row.
func (c *chart) addColumns(rows int) {
	c.columns = append(c.columns, &column{w: sideWidth})
	left := 0 // rows of the last column
	for _, bl := range c.blocks {
		if bl.along {
			continue
		}
		n := len(bl.boxes) + 1
		if n > left {
			c.columns, left = append(c.columns, topicColumn()), rows
		}
		bl.first = len(c.columns) - 1
		if n <= rows {
			c.addPart(bl, bl.boxes, bl.first)
			left -= n
			continue
		}
		parts := (n-2)/(rows-1) + 1
		for i := range parts {
			if i > 0 {
				c.columns = append(c.columns, topicColumn())
			}
			from, to := i*len(bl.boxes)/parts, (i+1)*len(bl.boxes)/parts
			c.addPart(bl, bl.boxes[from:to], bl.first+i)
		}
		left = 0
	}
	if len(c.columns) == 1 && len(c.blocks) > 0 { // none but those beside the others
		c.columns = append(c.columns, topicColumn())
	}
	middle := len(c.columns) - 1
	for _, bl := range c.blocks {
		if !bl.along {
			continue
		}
		bl.first = 1
		in := make([][]*box, middle)
		for i, b := range bl.boxes {
			in[i%middle] = append(in[i%middle], b)
		}
		for i, boxes := range in {
			c.addPart(bl, boxes, 1+i)
		}
	}
	c.columns = append(c.columns, &column{w: sideWidth})
}

func topicColumn() *column { return &column{w: boxWidth + 2*panelPad} }

// addPart adds a part of the block to a column. The first has the topic's title, and the
// others room for it.
func (c *chart) addPart(bl *block, boxes []*box, col int) {
	for _, b := range boxes {
		b.col = col
	}
	pn := &panel{boxes: boxes}
	bl.parts = append(bl.parts, pn)
	c.columns[col].panels = append(c.columns[col].panels, pn)
}

// addLines turns every journey into the stops it makes.
func (c *chart) addLines() {
	journeys := c.guide.OfKind(content.Journey)
	codes := codes(journeys, c.lang)
	for i, e := range journeys {
		l := &line{entry: e, code: codes[i], colour: lineColours[i%len(lineColours)]}
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
	for _, bl := range c.blocks {
		slices.SortStableFunc(bl.boxes, func(a, b *box) int { return cmp.Compare(rank(a), rank(b)) })
	}
}

// addEnds makes the boxes where the journeys start and end, in the same order.
func (c *chart) addEnds() {
	first, last := c.columns[0], c.columns[len(c.columns)-1]
	starts, goals := &panel{}, &panel{}
	for _, l := range c.lines {
		t := l.entry.Text(c.lang)
		_, rest, _ := strings.Cut(t.Title, ": ")
		name := nameOf(l.entry, c.lang)
		from := &box{entry: l.entry, w: sideWidth, name: name, text: rest}
		to := &box{entry: l.entry, w: sideWidth, col: len(c.columns) - 1, name: name, text: t.Goal, goal: true}
		start, end := &visit{line: l, box: from, main: true}, &visit{line: l, box: to, main: true}
		from.visits, to.visits = []*visit{start}, []*visit{end}
		l.stops = append(append([]*visit{start}, l.stops...), end)
		starts.boxes = append(starts.boxes, from)
		goals.boxes = append(goals.boxes, to)
	}
	starts.head, goals.head = []string{c.words.Start}, []string{c.words.Goal}
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
