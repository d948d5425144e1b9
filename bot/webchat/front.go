package webchat

import (
	"strconv"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// frontView is what stands below the question's box before anything is asked: all that the
// guide has, by one press.
type frontView struct {
	Topics   []bot.Choice
	Journeys []journeyView
	Coming   []bot.News // changes of law to come
	New      []bot.News // the latest in force
	Grants   []bot.Item
	Tools    []bot.Item
	AllTools string // how many, in words
	Map      string // path
	Way      string // path of the page that makes paths of one's own
	Lines    []previewLine
	Covers   string
	Feed     *feedLink // of what changes in the guide; nil for none
}

// journeyView is a journey as a line of steps.
type journeyView struct {
	bot.Item
	Persona, Goal string
	Steps         string // how many, in words
	Beads         []bead
}

// bead is a step on the line.
type bead struct {
	X    string
	Made bool // for the guide, not from the source
}

// front lays the front page out.
func (c conversation) front(l content.Lang) *frontView {
	g, words := c.Bot.Guide(), c.Words.In(string(l))
	v := &frontView{Map: bot.MapPath(l), Way: c.wayOf(l), Feed: c.feedOf(l, nil)}
	for _, t := range g.Topics() {
		v.Topics = append(v.Topics, c.Bot.Choice(l, t))
	}
	for _, j := range g.OfKind(content.Journey) {
		t := j.Text(l)
		v.Journeys = append(v.Journeys, journeyView{
			Item: c.Bot.Item(l, j), Persona: bot.FirstSentence(t.Persona), Goal: bot.FirstSentence(t.Goal),
			Steps: words.Count(locales.FrontSteps, len(j.Steps)), Beads: beads(j.Steps),
		})
	}
	v.Coming, v.New = c.Bot.News(l, c.Now())
	for _, e := range g.OfKind(content.Support) {
		if e.Recipient != "" && !e.Closed {
			v.Grants = append(v.Grants, c.Bot.Item(l, e))
		}
	}
	for _, e := range g.OfKind(content.Resource) {
		v.Tools = append(v.Tools, c.Bot.Item(l, e))
	}
	v.AllTools = words.Count(locales.FrontTools, len(v.Tools))
	v.Lines = previewLines(func(id string) string {
		e, ok := g.Entry(id)
		if !ok {
			return ""
		}
		return c.Bot.Choice(l, e).Short
	})
	v.Covers = words.Text(locales.FrontCoversText, "Offers", len(g.OfKind(content.Offer)), "Supports", len(g.OfKind(content.Support)), "Actors", len(g.OfKind(content.Actor)))
	return v
}

// The line of a journey, in the units of its drawing.
const (
	lineFrom = 12.0
	lineTo   = 188.0
)

// beads spreads steps over a line.
func beads(steps []content.Step) []bead {
	out := make([]bead, len(steps))
	for i, s := range steps {
		x := lineFrom
		if len(steps) > 1 {
			x += (lineTo - lineFrom) * float64(i) / float64(len(steps)-1)
		}
		out[i] = bead{strconv.FormatFloat(x, 'f', 1, 64), s.Constructed}
	}
	return out
}

// previewLine is one of the lines of the map's preview.
type previewLine struct {
	Y, LabelY int
	Stops     []previewStop
}

type previewStop struct {
	X     int
	Label string
}

// previewStops are entries known by every adviser, three ways from start to goal.
var previewStops = [3][3]string{
	{"norskopplaering", "forberedende-opplaering-for-voksne", "videregaende-opplaering-for-voksne"},
	{"kvalifiseringsprogram", "arbeidstrening", "jobbklubb"},
	{"jobbsjansen", "amo-kurs", "lonnstilskudd"},
}

// previewLines draws a hint of the map: three ways from start to goal, with the names of
// some entries. A guide without them has the lines alone.
func previewLines(name func(id string) string) []previewLine {
	var out []previewLine
	for i, ids := range previewStops {
		y := 36 + 68*i
		line := previewLine{Y: y, LabelY: y - 14}
		if i == len(previewStops)-1 {
			line.LabelY = y + 24 // below, where no line bends away from it
		}
		for j, id := range ids {
			if label := name(id); label != "" {
				line.Stops = append(line.Stops, previewStop{92 + 98*j, label})
			}
		}
		out = append(out, line)
	}
	return out
}
