package blocks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// room is what is left of a payload.
type room struct{ text, blocks int }

// fits takes one block of n characters from the room if it has them.
func (r *room) fits(n int) bool {
	if r.text < n || r.blocks < 1 {
		return false
	}
	r.text -= n
	r.blocks--
	return true
}

// body lays out what a card says, as far as there is room; all tells whether it was
// everything.
func (b cardBuilder) body(c bot.Card, left room) (all bool) {
	all = true
	sections := c.Sections
	if len(sections) > 0 && sections[0].Asked {
		all = b.points(c, sections[0], &left)
		sections = sections[1:]
	}
	b.facts(c, &left)
	b.stepFacts(c, &left)
	for _, ch := range c.Choices {
		all = b.choice(c.Lang, ch, &left) && all
	}
	for _, g := range c.Groups {
		all = b.group(c, g, &left) && all
	}
	for _, s := range sections {
		all = all && b.points(c, s, &left)
	}
	return all
}

// longFact is a value that reads badly in half a line's width.
const longFact = 60

// facts are label and value side by side, or over the whole width when they are long.
func (b cardBuilder) facts(c bot.Card, left *room) {
	var fields []*slack.TextBlockObject
	var long []slack.RichTextElement
	short, n := 0, 0
	for _, f := range c.Facts {
		if size(f.Value) > longFact {
			parts := line(strong(f.Label+": "), words(cut(f.Value, MaxField)+"\n"))
			long, n = append(long, parts), n+size(f.Label)+size(f.Value)+3
			continue
		}
		if len(fields) < MaxFields {
			t := mrkdwn(bold(f.Label) + "\n" + Escape(f.Value))
			fields, short = append(fields, t), short+size(t.Text)
		}
	}
	if len(fields) > 0 && left.fits(short) {
		b.add(slack.NewSectionBlock(nil, fields, nil), short)
	}
	if len(long) > 0 && left.fits(n) {
		b.add(slack.NewRichTextBlock("", long...), n)
	}
}

// stepFacts say where a step comes from and what runs at the same time.
func (b cardBuilder) stepFacts(c bot.Card, left *room) {
	if c.Step == nil {
		return
	}
	text := Escape(c.Step.Origin)
	for i, p := range c.Step.Parallel {
		if i == 0 {
			text += "\n" + bold(b.words.Text(locales.JourneyParallel)) + ": "
		} else {
			text += ", "
		}
		text += Escape(p)
	}
	if left.fits(size(text)) {
		b.context(text)
	}
}

// points is a section as a list: its title, then a statement a line with its source.
func (b cardBuilder) points(c bot.Card, s bot.Section, left *room) (all bool) {
	const least = 200 // a title with the beginning of nothing helps nobody
	n := size(s.Title)
	if left.text < n+least || left.blocks < 1 {
		return false
	}
	var items []slack.RichTextElement
	for _, p := range s.Points {
		parts, m := b.point(c, s, p)
		if n+m > left.text {
			break
		}
		items, n = append(items, line(parts...)), n+m
	}
	if len(items) == 0 || !left.fits(n) {
		return false
	}
	l := listOf(slack.RTEListBullet, items)
	b.add(slack.NewRichTextBlock("", line(strong(s.Title)), l), n)
	return len(items) == len(s.Points)
}

func (b cardBuilder) point(c bot.Card, s bot.Section, p bot.Point) (parts []slack.RichTextSectionElement, n int) {
	text := cut(p.Text, MaxSection)
	if s.Gap {
		return []slack.RichTextSectionElement{faint(text)}, size(text)
	}
	parts, n = []slack.RichTextSectionElement{words(text)}, size(text)
	if p.Source < 1 || p.Source > len(c.Sources) {
		return parts, n
	}
	number, url := "["+strconv.Itoa(p.Source)+"]", c.Sources[p.Source-1].URL
	return append(parts, words(" "), reference(url, number)), n + 1 + size(number) + size(url)
}

// choice is one possible answer with a button to take it.
func (b cardBuilder) choice(l content.Lang, ch bot.Choice, left *room) bool {
	t := mrkdwn(cut(bold(ch.Title)+"\n_"+Escape(ch.Label)+"_\n"+Escape(ch.Line), MaxSection))
	e := b.button(Show, b.words.Text(locales.ActionChoose), bot.Ref{Lang: l, Entry: ch.ID, Section: ch.Section})
	e.AccessibilityLabel = cut(b.words.Text(locales.ActionChoose)+": "+ch.Title, MaxButton)
	if !left.fits(size(t.Text) + size(e.Text.Text)) {
		return false
	}
	b.sectionOf(t, e)
	return true
}

// group is a part of a list: its title, then its entries as buttons. The steps of a
// journey are told in order instead: they are no ways out of it.
func (b cardBuilder) group(c bot.Card, g bot.Group, left *room) bool {
	if c.Entry != "" {
		return b.steps(g, left)
	}
	title := "*" + link(b.url(g.Path), g.Title) + "*"
	for _, it := range g.Items {
		if it.Why != "" {
			title += "\n" + bold(it.Title) + ": " + Escape(it.Why)
		}
	}
	if g.More != "" {
		title += "\n_" + Escape(g.More) + "_"
	}
	title = cut(title, MaxSection)
	var buttons []slack.BlockElement
	n := size(title)
	for _, it := range g.Items[:min(len(g.Items), MaxButtons)] {
		e := b.button(Show, it.Title, bot.Ref{Lang: c.Lang, Entry: it.ID})
		buttons, n = append(buttons, e), n+size(e.Text.Text)
	}
	if left.text < n || left.blocks < 2 {
		return false
	}
	left.fits(n)
	left.fits(0)
	b.sectionOf(mrkdwn(title), nil)
	b.actions(buttons...)
	return len(g.Items) <= MaxButtons
}

// steps lists a journey's steps by number.
func (b cardBuilder) steps(g bot.Group, left *room) bool {
	var items []slack.RichTextElement
	n := size(g.Title)
	for i, it := range g.Items {
		// The list numbers its lines itself.
		label := "  " + strings.TrimPrefix(it.Label, strconv.Itoa(i+1)+" · ")
		m := size(it.Title) + size(label)
		if n+m > left.text {
			break
		}
		items, n = append(items, line(strong(it.Title), faint(label))), n+m
	}
	if len(items) == 0 || !left.fits(n) {
		return false
	}
	l := listOf(slack.RTEListOrdered, items)
	b.add(slack.NewRichTextBlock("", line(strong(g.Title)), l), n)
	return len(items) == len(g.Items)
}

// relations are the ways on: a label, then a button an entry. An item that is no
// entry ("not told") is text.
func (b cardBuilder) relations(l content.Lang, rs []bot.Relation) {
	for _, r := range rs {
		label := bold(r.Label)
		var buttons []slack.BlockElement
		for _, it := range r.Items {
			if it.ID == "" {
				label += ": " + Escape(it.Title)
				continue
			}
			buttons = append(buttons, b.button(Show, it.Title, bot.Ref{Lang: l, Entry: it.ID}))
		}
		b.context(label)
		for some := range slices.Chunk(buttons, MaxButtons) { // a topic has more
			b.actions(some...)
		}
	}
}
