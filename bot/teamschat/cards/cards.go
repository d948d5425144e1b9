// Package cards lays answers out as Adaptive Cards for Teams.
//
// A [Renderer] is pure: the same bot.Card gives the same [Card], which stays below
// Teams' limit by being cut at a point, with a link to the page for the rest. Buttons
// carry a [Press], which is enough to lay the next card out. Text of the guide can
// neither format nor link nor mention. The package sends nothing.
package cards

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Renderer lays out cards as Adaptive Cards: all of a card, in its order. Rendering is
// a pure function of the card.
type Renderer struct {
	Words   *locales.Catalog
	BaseURL string // "https://veiviser.example.no": links and pictures must be absolute

	// LinksOnly leaves out every button but links: outgoing webhooks and cards that
	// somebody puts into a message of their own take no other.
	LinksOnly bool
	// Brief shows the first section and its sources, and links the page for the rest.
	Brief bool
	// Max is the most UTF-16 code units of the card's JSON; 0 means maxCard. A longer
	// card is cut at a point and links the page for the rest.
	Max int
}

// maxCard: Teams takes 100 KB of UTF-16 a message and asks for at most 80; the rest of
// the message (sources, notification) stays below 16 KB.
const maxCard = 64_000 / 2

// Card renders c.
func (r Renderer) Card(c bot.Card) Card {
	most := cmp.Or(r.Max, maxCard)
	if r.Brief {
		return r.fit(brief(c), most, true)
	}
	return r.fit(c, most, false)
}

// brief is what a preview of c shows: the first section with its sources, and no ways
// on.
func brief(c bot.Card) bot.Card {
	c.Sections = c.Sections[:min(1, len(c.Sections))]
	c.Relations, c.Groups, c.Links = nil, nil, nil
	c.Sources = named(c)
	return c
}

// fit renders c with as much of it as fits.
func (r Renderer) fit(c bot.Card, most int, cut bool) Card {
	card := r.lay(c, cut)
	actions := card.Actions
	for size(card) > most && shorten(&c) {
		c.Sources = named(c)
		card = r.lay(c, true)
	}
	card.Actions = actions // of the whole card: they know what was asked for
	return card
}

// shorten takes off what is missed least: points and list entries from the end, then
// ways on and links, and the first section last. It reports false when nothing is left
// to take.
func shorten(c *bot.Card) bool {
	switch {
	case len(c.Sections) > 1:
		c.Sections = withoutLast(c.Sections)
	case len(c.Groups) > 0:
		c.Groups = shorter(c.Groups)
	case len(c.Relations) > 0:
		c.Relations = c.Relations[:len(c.Relations)-1]
	case len(c.Links) > 0:
		c.Links = nil
	case len(c.Sections) > 0:
		c.Sections = withoutLast(c.Sections)
	default:
		return false
	}
	return true
}

// withoutLast leaves out the last point, and its section when it was the only one.
func withoutLast(ss []bot.Section) []bot.Section {
	ss = slices.Clone(ss)
	last := &ss[len(ss)-1]
	if len(last.Points) <= 1 {
		return ss[:len(ss)-1]
	}
	last.Points = last.Points[:len(last.Points)-1]
	return ss
}

// shorter leaves out about an eighth of the last group at once, as every try costs a
// rendering.
func shorter(gs []bot.Group) []bot.Group {
	gs = slices.Clone(gs)
	last := &gs[len(gs)-1]
	keep := len(last.Items) - 1 - len(last.Items)/8
	if keep <= 0 {
		return gs[:len(gs)-1]
	}
	last.Items = last.Items[:keep]
	return gs
}

// named are the sources that the card's points, or its step, rest on.
func named(c bot.Card) []bot.Source {
	if c.Step != nil {
		return c.Sources
	}
	return slices.DeleteFunc(slices.Clone(c.Sources), func(s bot.Source) bool {
		return !slices.ContainsFunc(c.Sections, func(sec bot.Section) bool {
			return slices.ContainsFunc(sec.Points, func(p bot.Point) bool { return p.Source == s.Number })
		})
	})
}

// size is the length of v's JSON as Teams counts it: in UTF-16 code units.
func size(v any) int {
	b, err := json.Marshal(v)
	if err != nil {
		return 0 // our own types always marshal
	}
	n := 0
	for _, r := range string(b) {
		n += utf16.RuneLen(r)
	}
	return n
}

func (r Renderer) words(l content.Lang) *locales.Words { return r.Words.In(string(l)) }

// page returns the full address of a path of the site.
func (r Renderer) page(path string) string { return r.BaseURL + path }

// blank is a card with its title.
func (r Renderer) blank(l content.Lang, title string) Card {
	version := "1.5" // for Action.Execute
	if r.LinksOnly {
		version = "1.3" // what link previews take
	}
	return Card{
		Type: "AdaptiveCard", Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Version: version,
		Lang: string(l), FallbackText: title, Teams: teamsCard{"full"},
	}
}

// lay renders all of c. cut says that c is not the whole card.
func (r Renderer) lay(c bot.Card, cut bool) Card {
	out := r.blank(c.Lang, c.Title)
	out.Body = append(out.Body, r.head(c)...)
	if c.Step != nil {
		out.Body = append(out.Body, r.step(c)...)
	}
	if p := c.Picture; p != nil {
		out.Body = append(out.Body, Element{
			Type: "Image", URL: r.page(p.Path), AltText: p.Alt, Spacing: "Medium",
			Select: &Action{Type: "Action.OpenUrl", Title: r.words(c.Lang).Text(locales.ActionOpen), URL: r.page(c.Path)},
		})
	}
	if len(c.Facts) > 0 {
		out.Body = append(out.Body, facts(c.Facts))
	}
	out.Body = append(out.Body, r.sections(c)...)
	for _, rel := range c.Relations {
		out.Body = append(out.Body, r.relation(c.Lang, rel))
	}
	for _, ch := range c.Choices {
		out.Body = append(out.Body, r.choice(c.Lang, ch, 0))
	}
	for _, g := range c.Groups {
		out.Body = append(out.Body, r.group(c, g, withLines(c))...)
	}
	if cut && c.Path != "" {
		w := r.words(c.Lang)
		out.Body = append(out.Body, paragraph(Run{Text: w.Text(locales.TeamsRest), Color: "Accent", Select: link(w.Text(locales.TeamsRest), r.page(c.Path))}))
	}
	out.Body = append(out.Body, r.links(c)...)
	out.Body = append(out.Body, r.sources(c)...)
	if !r.LinksOnly && c.Entry != "" {
		out.Body = append(out.Body, r.feedback(c))
	}
	out.Actions = r.actions(c)
	return out
}

func link(title, url string) *Action {
	a := openURL(title, url)
	return &a
}

// head is what every card begins with.
func (r Renderer) head(c bot.Card) []Element {
	var out []Element
	if c.Label != "" {
		out = append(out, subtle(c.Label))
	}
	title := heading(c.Title, "Large")
	title.Spacing = "None"
	out = append(out, title)
	if c.Lead != "" {
		out = append(out, paragraph(Run{Text: c.Lead}))
	}
	for _, n := range c.Notices {
		out = append(out, r.notice(c.Lang, n))
	}
	return out
}

func (r Renderer) notice(l content.Lang, n bot.Notice) Element {
	if n.Warning() {
		e := container(paragraph(Run{Text: n.Text, Weight: "Bolder"}))
		if n.Path != "" {
			e.Items = append(e.Items, paragraph(Run{Text: r.words(l).Text(locales.LinkToday), Color: "Accent", Select: link(r.words(l).Text(locales.LinkToday), r.page(n.Path))}))
		}
		e.Style = "warning"
		return e
	}
	return paragraph(Run{Text: n.Text, Italic: true, Subtle: true})
}

func facts(fs []bot.Fact) Element {
	e := Element{Type: "FactSet", Spacing: "Medium"}
	for _, f := range fs {
		e.Facts = append(e.Facts, fact{f.Label, Escape(f.Value)})
	}
	return e
}

// step is where a journey stands.
func (r Renderer) step(c bot.Card) []Element {
	s := c.Step
	position := text(s.Position)
	position.Weight, position.Spacing = "Bolder", "Medium"
	out := []Element{position, heading(s.Title, "Medium"), paragraph(Run{Text: s.Text})}
	for _, rel := range s.Relations {
		out = append(out, r.relation(c.Lang, rel))
	}
	if len(s.Parallel) > 0 {
		w := r.words(c.Lang)
		out = append(out, paragraph(
			Run{Text: w.Text(locales.JourneyParallel) + ": ", Weight: "Bolder"}, Run{Text: strings.Join(s.Parallel, ", ")}))
	}
	return append(out, subtle(s.Origin))
}

// openSections is how many sections stand open where none was asked for: with the
// facts above them they fill a phone's screen.
const openSections = 2

// moreID names the part of the card that "show more" opens.
const moreID = "more"

// sections are the sides of the entry. The one asked for stands open, the others
// behind a button: a whole entry is two screens long.
func (r Renderer) sections(c bot.Card) []Element {
	open := openSections
	if len(c.Sections) > 0 && c.Sections[0].Asked {
		open = 1
	}
	if r.LinksOnly || c.Kind == bot.TextCard || len(c.Sections) <= open+1 {
		open = len(c.Sections) // a button for one section saves nothing
	}
	var out, more []Element
	for i, s := range c.Sections {
		if i < open {
			out = append(out, section(s))
			continue
		}
		more = append(more, section(s))
	}
	if len(more) == 0 {
		return out
	}
	rest := container(more...).hidden()
	rest.ID = moreID
	return append(out, Element{Type: "ActionSet", Actions: []Action{
		{Type: "Action.ToggleVisibility", Title: r.words(c.Lang).Text(locales.TeamsMore), Targets: []string{moreID}},
	}}, rest)
}

func section(s bot.Section) Element {
	h := heading(s.Title, "Default")
	if s.Asked {
		h.Color = "Accent"
	}
	items := []Element{h}
	for _, p := range s.Points {
		items = append(items, point(p, s.Gap))
	}
	e := container(items...)
	e.Spacing = "Medium"
	return e
}

// point is one statement with the mark of its source. The link stands with the source
// below: repeated at every point, links would fill half of the message Teams takes.
func point(p bot.Point, gap bool) Element {
	text := "• " + p.Text
	if p.Source != 0 {
		text += " [" + strconv.Itoa(p.Source) + "]"
	}
	e := paragraph(Run{Text: text, Italic: gap})
	e.Spacing = "Small"
	return e
}
