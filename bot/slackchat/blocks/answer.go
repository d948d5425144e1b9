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
	b := r.builder(c.Lang)
	b.answer(c, o)
	return b.blocks
}

// answer is a card from the line over it to the buttons under it. What there is no room
// for is left out, and the answer says where it stands.
func (b *builder) answer(c bot.Card, o Options) {
	b.room, b.most = MaxText-forEnd, MaxAnswer-forRow
	b.body(c, o)
	b.end(c)
	b.row(c, o.Asker)
	if c.Entry != "" && !o.View {
		b.feedback(c)
	}
}

// forRow are the blocks that an answer ends with: where to read the rest, buttons, thumbs.
const forRow = 3

// end says where to read what was left out.
func (b *builder) end(c bot.Card) {
	b.room, b.most = 0, 0
	if b.skipped {
		b.context(b.rest(c))
	}
}

func (b *builder) body(c bot.Card, o Options) {
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
		b.table(c, o)
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
}

// outdated tells that the card is older than today's guide, with the page to read instead.
func (b *builder) outdated(c bot.Card) {
	for _, n := range c.Notices {
		if n.Kind == bot.Outdated {
			b.warning(n)
		}
	}
}

// warning is a notice that must be read first, with the page to read instead.
func (b *builder) warning(n bot.Notice) {
	text := "⚠️ " + Escape(n.Text)
	if url := b.url(n.Path); url != "" {
		text += " " + link(url, b.words.Text(locales.LinkToday))
	}
	b.context(text)
}

// heading is the line over the answer: what it is about, linked to its page, and the side
// of it.
func (b *builder) heading(c bot.Card) {
	title, path, side := c.Heading()
	text := "*" + link(b.url(path), cut(title, MaxHeader)) + "*"
	if side != "" {
		text += " · " + Escape(cut(side, MaxHeader))
	}
	b.sectionOf(mrkdwn(text), nil)
}

// says is the answer of an entry: what is missing, then the points.
func (b *builder) says(c bot.Card) {
	if c.Gap != "" {
		b.section(c.Gap, nil)
	}
	b.points(c.Near, c.Points)
}

// maxPoints is how many characters the points of an answer have together; the guide's own
// stay far below.
const maxPoints = 4000

// points are statements with the numbers of their sources: the first a paragraph, the
// others a list. What must be known of one stands right under it. What there is no room
// for is left out from a point on.
func (b *builder) points(before string, ps []bot.Passage) {
	if len(ps) == 0 {
		return
	}
	b.skipped = b.skipped || size(ps[0].Text) > MaxSection
	ps = slices.Clone(ps)
	ps[0].Text = cut(ps[0].Text, MaxSection)
	first, n := passage(ps[0])
	if before != "" {
		first, n = append([]slack.RichTextSectionElement{strong(before + " ")}, first...), n+size(before)
	}
	elements := []slack.RichTextElement{line(first...)}
	var items []slack.RichTextElement
	for _, p := range ps[1:] {
		parts, m := passage(p)
		if n += m; n > maxPoints {
			b.skipped, n = true, n-m
			break
		}
		items = append(items, line(parts...))
	}
	if len(items) > 0 {
		elements = append(elements, listOf(slack.RTEListBullet, items))
	}
	b.add(slack.NewRichTextBlock("", elements...), n)
}

// passage is a statement with its sources and what must be known of it.
func passage(p bot.Passage) (parts []slack.RichTextSectionElement, n int) {
	parts, n = []slack.RichTextSectionElement{words(p.Text)}, size(p.Text)
	for _, s := range sourcesOf(p) {
		m := mark(s.Number)
		parts, n = append(parts, words(" "), reference(s.URL, m)), n+1+size(m)+size(s.URL)
	}
	if p.Caution != "" {
		parts, n = append(parts, faint("\n"+p.Caution)), n+1+size(p.Caution)
	}
	return parts, n
}

// near is what the buttons are about where nothing answers.
func (b *builder) near(c bot.Card) {
	if c.Near != "" {
		b.section(c.Near, nil)
	}
}

// lead is what a card of no entry says: in sentences, and under headings of its own.
func (b *builder) lead(c bot.Card) {
	if c.Lead != "" && c.Lead != c.Aside && c.Kind != bot.ChoicesCard { // which tell how in the foot
		b.section(c.Lead, nil)
	}
	for _, s := range c.Sections {
		b.list(s.Title, s.Points)
	}
}

// list is a heading and lines of our own words.
func (b *builder) list(title string, ps []bot.Point) {
	var items []slack.RichTextElement
	n := size(title)
	for _, p := range ps {
		items, n = append(items, line(words(p.Text))), n+size(p.Text)
	}
	b.add(slack.NewRichTextBlock("", line(strong(title)), listOf(slack.RTEListBullet, items)), n)
}

// rest says where to read what was left out.
func (b *builder) rest(c bot.Card) string {
	url := b.url(c.Path)
	if url == "" {
		return b.words.Text(locales.SlackMoreNoPage)
	}
	// The link is put in after escaping: the sentence is ours, the title is not.
	return strings.Replace(Escape(b.words.Text(locales.SlackMore, "Link", "\x00")), "\x00", link(url, c.Title), 1)
}

// step is where a journey stands: whose it is, the step, and its place among the others.
func (b *builder) step(c bot.Card, o Options) {
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
func (b *builder) choices(cs []bot.Choice) {
	var texts []string
	for _, ch := range cs {
		name := ch.Title
		if ch.Number > 0 {
			name = strconv.Itoa(ch.Number) + "  " + name
		}
		line := Escape(cut(ch.Differs, maxLinkText))
		if ch.Says != nil {
			line = Escape(cut(ch.Says.Text, MaxSection/2))
			for _, s := range sourcesOf(*ch.Says) {
				line += " " + link(s.URL, mark(s.Number))
			}
		}
		texts = append(texts, bold(cut(name, maxLinkText))+"\n"+line)
	}
	b.sections(texts)
}

// maxLines is how many lines a list has on a screen.
const maxLines = 16

// maxEvidence is how long a line can be that says why an entry stands in a list.
const maxEvidence = 60

// groups are the parts of a list: a title and how many there are, then a line an entry.
// Where there are more entries than lines, the parts are told alone.
func (b *builder) groups(c bot.Card) {
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
func (b *builder) item(it bot.Choice) string {
	text := "•"
	if it.Number > 0 {
		text = strconv.Itoa(it.Number) + "."
	}
	text += " " + link(b.url(it.Path), it.Title)
	why := it.Why
	if why == "" && size(it.Line) <= maxEvidence {
		why = it.Line
	}
	if why != "" {
		text += ": " + Escape(cut(why, maxEvidence))
	}
	return text
}

// maxOfList is how many blocks a list has.
const maxOfList = 5

// sections are texts of mrkdwn, a block each; the last block takes what there are too many
// of, and a text that is too long is cut at a line.
func (b *builder) sections(texts []string) {
	if len(texts) > maxOfList {
		last := strings.Join(texts[maxOfList-1:], "\n\n")
		texts = append(slices.Clone(texts[:maxOfList-1]), last)
	}
	for _, t := range texts {
		t, all := cutLines(t, MaxSection)
		b.skipped = b.skipped || !all
		if t != "" {
			b.sectionOf(mrkdwn(t), nil)
		}
	}
}

// person are people to ask.
func (b *builder) person(r *bot.Relation) {
	if r == nil || len(r.Items) == 0 {
		return
	}
	b.sectionOf(mrkdwn(b.related(*r)), nil)
}

// related is a label with links to entries.
func (b *builder) related(r bot.Relation) string {
	text := Escape(r.Label) + ": "
	for i, it := range r.Items {
		item := link(b.url(it.Path), it.Title)
		if i > 0 {
			item = ", " + item
		}
		if size(text)+size(item) > MaxSection-1 {
			return text + "…"
		}
		text += item
	}
	return text
}
