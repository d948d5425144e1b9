package blocks

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/locales"
)

// cardBuilder builds what an answer, a dialog and a preview of a card have in common:
// the line over it, what it says, and where to read what was left out.
type cardBuilder struct{ *builder }

// outdated tells that the card is older than today's guide, with the page to read instead.
func (b cardBuilder) outdated(c bot.Card) {
	for _, n := range c.Notices {
		if n.Kind == bot.Outdated {
			b.warning(n)
		}
	}
}

// warning is a notice that must be read first, with the page to read instead.
func (b cardBuilder) warning(n bot.Notice) {
	text := "⚠️ " + Escape(n.Text)
	if url := b.url(n.Path); url != "" {
		text += " " + link(url, b.words.Text(locales.LinkToday))
	}
	b.context(text)
}

// heading is the line over the answer: what it is about, linked to its page, and the side
// of it.
func (b cardBuilder) heading(c bot.Card) {
	title, path, side := c.Heading()
	text := "*" + link(b.url(path), cut(title, MaxHeader)) + "*"
	if side != "" {
		text += " · " + Escape(cut(side, MaxHeader))
	}
	b.sectionOf(mrkdwn(text), nil)
}

// says is the answer of an entry: what is missing, then the points.
func (b cardBuilder) says(c bot.Card) {
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
func (b cardBuilder) points(before string, ps []bot.Passage) {
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
	parts, n = []slack.RichTextSectionElement{words(p.Before + p.Text)}, size(p.Before)+size(p.Text)
	for _, s := range p.Sources() {
		m := mark(s.Number)
		parts, n = append(parts, words(" "), reference(s.URL, m)), n+1+size(m)+size(s.URL)
	}
	if p.Caution != "" {
		parts, n = append(parts, faint("\n"+p.Caution)), n+1+size(p.Caution)
	}
	return parts, n
}

// end says where to read what was left out.
func (b cardBuilder) end(c bot.Card) {
	b.room, b.most = 0, 0
	if b.skipped {
		b.context(b.rest(c))
	}
}

// rest says where to read what was left out.
func (b cardBuilder) rest(c bot.Card) string {
	url := b.url(c.Path)
	if url == "" {
		return b.words.Text(locales.SlackMoreNoPage)
	}
	// The link is put in after escaping: the sentence is ours, the title is not.
	return strings.Replace(Escape(b.words.Text(locales.SlackMore, "Link", "\x00")), "\x00", link(url, c.Title), 1)
}

// related is a label with links to entries.
func (b cardBuilder) related(r bot.Relation) string {
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
