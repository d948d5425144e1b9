// Package cards lays answers out for Teams: the text of a message, which is the answer
// itself, and below it an Adaptive Card with its sources and the ways on.
//
// A [Renderer] is pure: the same bot.Card gives the same [Answer], which stays below
// Teams' limit by being cut at a statement, with a link to the page for the rest. Buttons
// carry a [Press], which is enough to lay the next card out. Text of the guide can
// neither format nor link nor mention. The package sends nothing.
package cards

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf16"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Renderer lays out answers for Teams. Rendering is a pure function of the card.
type Renderer struct {
	Words   *locales.Catalog
	BaseURL string // "https://veiviser.example.no": links and pictures must be absolute

	// LinksOnly makes every button a link to the page that does the same: outgoing
	// webhooks and cards that somebody puts into a message of their own take no other.
	LinksOnly bool
	// Asker is whose answer the buttons stand under, in front of others; empty for none.
	Asker string
	// Subscribe is whether somebody can be told of changes.
	Subscribe bool
	// Municipality is the number of that of who sees the card alone; empty for none.
	Municipality string
	// Max is the most UTF-16 code units of the text and the card's JSON; 0 means maxCard.
	Max int
}

// maxCard: Teams takes 100 KB of UTF-16 a message and asks for at most 80; the rest of
// the message (citations, notification) stays below 16 KB.
const maxCard = 64_000 / 2

// Answer is how Teams shows an answer: two bubbles, neither of which repeats the other.
type Answer struct {
	Text string // Markdown; empty where the card says it all
	Card Card   // without body and actions where the text says it all
}

// Empty reports whether there is nothing on the card.
func (c Card) Empty() bool { return len(c.Body) == 0 && len(c.Actions) == 0 }

// Answer lays out c with the buttons of row.
func (r Renderer) Answer(c bot.Card, row []bot.Action) Answer {
	a := r.answer(c, row, false)
	for r.over(a) && shorten(&c) {
		a = r.answer(c, row, true)
	}
	return a
}

func (r Renderer) answer(c bot.Card, row []bot.Action, cut bool) Answer {
	if c.Kind == bot.StepCard { // walked in place, where only a card can be replaced
		return Answer{Card: r.whole(c, row, cut)}
	}
	return Answer{Text: markdown(texts{r}.parts(c)), Card: r.card(row, under{c, r.Asker, originOf(c, true)}, cut)}
}

// Below is the card that stands under the text of c's answer.
func (r Renderer) Below(c bot.Card, row []bot.Action) Card { return r.Answer(c, row).Card }

// Alone is a card that says by itself what c answers: for previews of links, and where
// no text stands above.
func (r Renderer) Alone(c bot.Card, row []bot.Action) Card {
	card := r.whole(c, row, false)
	for r.over(Answer{Card: card}) && shorten(&c) {
		card = r.whole(c, row, true)
	}
	return card
}

func (r Renderer) whole(c bot.Card, row []bot.Action, cut bool) Card {
	out := r.card(row, under{c, r.Asker, originOf(c, false)}, cut)
	said := texts{r}
	out.Body = append(said.elements(said.parts(c)), out.Body...)
	return out
}

// over reports whether a is more than Teams takes.
func (r Renderer) over(a Answer) bool { return size(a) > cmp.Or(r.Max, maxCard) }

// shorten takes off what is missed least: entries of lists and statements, from the end.
// It reports false when nothing is left to take.
func shorten(c *bot.Card) bool {
	switch {
	case len(c.Groups) > 0:
		c.Groups = shorter(c.Groups)
	case len(c.Choices) > 1:
		c.Choices = c.Choices[:len(c.Choices)-1]
	case len(c.Sections) > 0:
		c.Sections = withoutLast(c.Sections)
	case len(c.Points) > 1:
		c.Points = c.Points[:len(c.Points)-1]
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

// blank is a card with nothing on it; title stands for it where no card is drawn.
func (r Renderer) blank(l content.Lang, title string) Card {
	version := "1.5" // for Action.Execute
	if r.LinksOnly {
		version = "1.3" // what link previews take
	}
	return Card{
		Type: "AdaptiveCard", Schema: "http://adaptivecards.io/schemas/adaptive-card.json", Version: version,
		Lang: string(l), FallbackText: title, Teams: teamsCard{"full"}, Body: []Element{},
	}
}

// card is what stands below the text of an answer: what is pressed or looked at rather
// than read. cut says that it is not the whole of it.
func (r Renderer) card(row []bot.Action, u under, cut bool) Card {
	c := u.card
	out, pressed := r.blank(c.Lang, heading(c)), rows{buttons{r, u}}
	for _, n := range c.Notices {
		if n.Kind == bot.Outdated {
			out.Body = append(out.Body, small(Escape(n.Text)+" "+r.today(c.Lang, n.Path)))
		}
	}
	switch {
	case c.Table != nil:
		out.Body = append(out.Body, table{r}.rows(c)...)
	case len(c.Choices) > 0:
		out.Body = append(out.Body, pressed.choices(row)...)
	case c.Kind == bot.NoneCard:
		out.Body = append(out.Body, nearest(c)...)
	case c.Kind == bot.ListCard:
		out.Body = append(out.Body, pressed.groups()...)
	}
	if p := c.Picture; p != nil && p.Strip != "" {
		out.Body = append(out.Body, Element{Type: "Image", URL: r.page(p.Strip), AltText: p.Alt, Size: "Stretch", Spacing: "None"}) // it has an edge of its own
	}
	switch {
	case c.Table != nil: // which has those of its rows
	case len(c.Choices) > 0:
		out.Body = append(out.Body, pressed.behind(c)...)
	default:
		out.Body = append(out.Body, sources(c.Cited())...)
	}
	if !footAbove(c) && c.Kind != bot.NoneCard {
		for i, f := range c.Foot {
			line := small(Escape(f))
			if i > 0 || len(c.Points) > 0 { // close to the sources, which it is of a kind with
				line.Spacing = "None"
			}
			out.Body = append(out.Body, line)
		}
	}
	if q := c.AskBack; q != nil && !r.LinksOnly {
		out.Body = append(out.Body, block("**"+Escape(q.Text)+"**"))
	}
	ways, actions := pressed.lay(row)
	out.Body = append(out.Body, pressed.menu()...)
	for _, row := range inRows(ways) {
		out.Body = append(out.Body, Element{Type: "ActionSet", Spacing: "Small", Actions: row})
	}
	if c.Ask != nil {
		out.Body = append(out.Body, r.people(*c.Ask))
	}
	if c.Kind == bot.NoneCard { // it is of the button that stands last
		for _, f := range c.Foot {
			out.Body = append(out.Body, small(Escape(f)))
		}
	}
	if cut && c.Path != "" {
		out.Body = append(out.Body, small(r.linked(r.words(c.Lang).Text(locales.TeamsRest), c.Path)))
	}
	if len(out.Body) > 0 {
		out.Body[0].Spacing = "None"
	}
	out.Actions = actions
	return out
}

// footAbove reports whether the small print of c is how to go on with what the card
// shows, which is said before it.
func footAbove(c bot.Card) bool { return c.Kind == bot.ChoicesCard || c.Kind == bot.ListCard }

// today leads to the page of a version as it is today; empty where there is none.
func (r Renderer) today(l content.Lang, path string) string {
	if path == "" {
		return ""
	}
	return r.linked(r.words(l).Text(locales.LinkToday), path)
}

// linked is a text that leads to a page of ours, or a text alone where there is none.
func (r Renderer) linked(text, path string) string {
	if path == "" {
		return Escape(text)
	}
	return link(text, r.page(path))
}

// heading is the line over a card as plain text.
func heading(c bot.Card) string {
	title, _, side := c.Heading()
	return strings.Join(slices.DeleteFunc([]string{title, side}, func(s string) bool { return s == "" }), " · ")
}

// people are whom to ask.
func (r Renderer) people(rel bot.Relation) Element {
	names := make([]string, len(rel.Items))
	for i, it := range rel.Items {
		names[i] = r.linked(it.Title, it.Path)
	}
	return block(Escape(rel.Label) + ": " + strings.Join(names, ", "))
}

// nearest says what is nearest to a question that nothing answers.
func nearest(c bot.Card) []Element {
	if c.Near == "" {
		return nil
	}
	return []Element{block(Escape(c.Near))}
}
