package blocks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/locales"
)

// MaxAnswer is how many blocks an answer has at most: it stands on one screen.
const MaxAnswer = 12

// Card lays a card out as a message: the answer, on one screen. What more the guide has is
// behind its last button, see [Renderer.MoreView].
func (r Renderer) Card(c bot.Card, o Options) Message {
	m := Message{Text: say(c), Blocks: r.answer(c, o)}
	if slices.ContainsFunc(m.Blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTImage || b.BlockType() == slack.MBTTable }) {
		o.Plain = true
		m.Plain = r.answer(c, o)
	}
	return m
}

// answer lays out what a card answers.
func (r Renderer) answer(c bot.Card, o Options) []slack.Block {
	b := answerBuilder{cardBuilder{r.builder(c.Lang)}}
	b.answer(c, o)
	return b.blocks
}

// answerBuilder builds a card as a message.
type answerBuilder struct{ cardBuilder }

// answer is a card from the line over it to the buttons under it. What there is no room
// for is left out, and the answer says where it stands.
func (b answerBuilder) answer(c bot.Card, o Options) {
	b.room, b.most = MaxText-forEnd, MaxAnswer-forRow
	b.body(c, o)
	b.end(c)
	buttons := pressBuilder{b.builder}
	buttons.row(c)
	if c.Entry != "" && !o.View {
		buttons.feedback(c)
	}
}

// forRow are the blocks that an answer ends with: where to read the rest, buttons, thumbs.
const forRow = 3

// body is what a card answers, without the buttons.
func (b answerBuilder) body(c bot.Card, o Options) {
	if o.Sharer != "" {
		b.context(b.words.Text(locales.SlackShared, "Who", "<@"+o.Sharer+">")) // the sharer is told of nothing by it
	}
	if c.Moved != "" {
		b.context("↪ " + Escape(c.Moved))
	}
	b.heading(c)
	b.context(Escape(c.Understood))
	b.outdated(c)
	switch {
	case c.Step != nil:
		b.step(c, o)
	case c.Table != nil:
		tableBuilder{b.builder}.table(c, o)
	case c.Subject != nil:
		b.says(c)
	case c.Kind == bot.NoneCard:
		b.near(c)
	default:
		b.lead(c)
	}
	b.choices(c.Choices)
	if c.Kind == bot.ListCard {
		b.groups(c)
	}
	b.context(sources(c.Cited()))
	b.person(c.Ask)
	var foot []string
	for _, s := range c.Foot {
		foot = append(foot, Escape(s))
	}
	b.context(strings.Join(foot, "\n"))
	b.asksBack(c)
}

// asksBack is what is asked of a list, and beside it a menu of what was told, each to be
// taken away, and of what the row has no place for.
func (b answerBuilder) asksBack(c bot.Card) {
	menu := pressBuilder{b.builder}.menu(c)
	switch {
	case c.AskBack != nil:
		b.sectionOf(mrkdwn(bold(c.AskBack.Text)), menu)
	case menu != nil:
		b.sectionOf(mrkdwn(Escape(b.words.Text(locales.ToldTitle)+": "+cut(c.Lead, MaxSection/2))), menu)
	}
}

// near is what the buttons are about where nothing answers.
func (b answerBuilder) near(c bot.Card) {
	if c.Near != "" {
		b.section(c.Near, nil)
	}
}

// lead is what a card of no entry says: in sentences, and under headings of its own.
func (b answerBuilder) lead(c bot.Card) {
	if c.Lead != "" && c.Lead != c.Aside && c.Kind != bot.ChoicesCard { // which tell how in the foot
		b.section(c.Lead, nil)
	}
	for _, s := range c.Sections {
		b.list(s.Title, s.Points)
	}
}

// list is a heading and lines of our own words.
func (b answerBuilder) list(title string, ps []bot.Point) {
	var items []slack.RichTextElement
	n := size(title)
	for _, p := range ps {
		items, n = append(items, line(words(p.Text))), n+size(p.Text)
	}
	b.add(slack.NewRichTextBlock("", line(strong(title)), listOf(slack.RTEListBullet, items)), n)
}

// step is where a journey stands: whose it is, the step, and its place among the others.
func (b answerBuilder) step(c bot.Card, o Options) {
	b.context(Escape(c.Step.Persona))
	b.says(c)
	if p := c.Picture; p != nil && p.Strip != "" && b.Pictures && b.Base != "" && !o.Plain {
		alt := cut(p.Alt, maxAlt)
		b.add(slack.NewImageBlock(b.url(p.Strip), alt, "", nil), size(alt))
	}
}

// maxAlt is what a picture says in words at most.
const maxAlt = 1000

// choices are what may be meant: a number and a name, and under them what one answers to
// the question, else what tells it from the others. More than fit a block each share one.
func (b answerBuilder) choices(cs []bot.Choice) {
	var texts []string
	for _, ch := range cs {
		name := ch.Title
		if ch.Number > 0 {
			name = strconv.Itoa(ch.Number) + "  " + name
		}
		line := Escape(cut(ch.Differs, maxLinkText))
		if ch.Says != nil {
			line = Escape(cut(ch.Says.Text, MaxSection/2))
			for _, s := range ch.Says.Sources() {
				line += " " + link(s.URL, mark(s.Number))
			}
		}
		texts = append(texts, bold(cut(name, maxLinkText))+"\n"+line)
	}
	b.sections(texts)
}

// maxLines is how many lines a list has on a screen.
const maxLines = 16

// maxBeside is what stands beside an entry of a list; the guide's words for it stay below.
const maxBeside = 120

// groups are the parts of a list: a title and how many there are, then a line an entry.
// Where there are more entries than lines, the parts are told alone.
func (b answerBuilder) groups(c bot.Card) {
	lines := 0
	for _, g := range c.Groups {
		lines += len(g.Items)
	}
	var texts []string
	for _, g := range c.Groups {
		text := "*" + link(b.url(g.Path), g.Title) + "*"
		switch {
		case g.Count > 0:
			text += " · " + strconv.Itoa(g.Count)
		case lines > maxLines:
			text += " · " + strconv.Itoa(len(g.Items))
		}
		for _, it := range g.Items {
			if lines <= maxLines {
				text += "\n" + b.item(it)
			}
		}
		if g.More != "" {
			text += "\n" + Escape(g.More)
		}
		texts = append(texts, text)
	}
	if lines > maxLines {
		b.skipped = true
		b.lines(texts)
		return
	}
	b.sections(texts)
}

// item is an entry of a list, with its number where it can be chosen by that, and why it
// stands there.
func (b answerBuilder) item(it bot.Choice) string {
	text := "•"
	if it.Number > 0 {
		text = strconv.Itoa(it.Number) + "."
	}
	text += " " + link(b.url(it.Path), it.Title)
	if beside := it.InList(); beside != "" {
		text += ": " + Escape(cut(beside, maxBeside))
	}
	return text
}

// person are people to ask.
func (b answerBuilder) person(r *bot.Relation) {
	if r == nil || len(r.Items) == 0 {
		return
	}
	b.sectionOf(mrkdwn(b.related(*r)), nil)
}
