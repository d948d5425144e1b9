package blocks

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/locales"
)

// Card lays a card out as a message of at most 50 blocks and MaxText characters.
func (r Renderer) Card(c bot.Card, o Options) Message {
	return Message{Text: say(c), Blocks: r.card(c, o, MaxMessageBlocks)}
}

// cardBuilder gathers the blocks of a card.
type cardBuilder struct{ *builder }

// card lays out the head and the foot, then as much of the body as there is room for.
func (r Renderer) card(c bot.Card, o Options, maxBlocks int) []slack.Block {
	b := cardBuilder{r.builder(c.Lang)}
	b.head(c)
	foot := cardBuilder{r.builder(c.Lang)}
	foot.ids = b.ids
	foot.foot(c, o)
	body := cardBuilder{r.builder(c.Lang)}
	body.ids = foot.ids
	room := room{text: MaxText - b.used - foot.used, blocks: maxBlocks - len(b.blocks) - len(foot.blocks)}
	rest := body.rest(c)
	room.text -= size(rest)
	room.blocks--
	if all := body.body(c, room); !all || foot.skipped {
		body.context(rest)
	}
	return append(append(b.blocks, body.blocks...), foot.blocks...)
}

// rest says where to read what was cut.
func (b cardBuilder) rest(c bot.Card) string {
	url := b.url(c.Path)
	if url == "" {
		return b.words.Text(locales.SlackMoreNoPage)
	}
	// The link is put in after escaping: the sentence is ours, the title is not.
	return strings.Replace(Escape(b.words.Text(locales.SlackMore, "Link", "\x00")), "\x00", link(url, c.Title), 1)
}

// head is what a card begins with: what it is, what must be read first, the summary.
func (b cardBuilder) head(c bot.Card) {
	b.header(c.Title)
	label := c.Label
	if c.Step != nil {
		label += " · " + c.Step.Position
	}
	b.smallPlain(cut(label, maxLabel))
	for _, n := range c.Notices {
		if n.Warning() {
			b.warning(n)
		}
	}
	switch {
	case c.Step != nil:
		b.picture(c)
		b.sectionOf(mrkdwn(cut(bold(cut(c.Step.Title, MaxHeader))+"\n"+Escape(c.Step.Text), maxLead)), b.menu(c))
	case c.Lead != "":
		b.section(cut(c.Lead, maxLead), b.menu(c))
	}
	if c.Step == nil {
		b.picture(c)
	}
}

// warning is a notice that must be read first, with the page to read instead.
func (b cardBuilder) warning(n bot.Notice) {
	if url := b.url(n.Path); url != "" {
		b.context("⚠️ "+bold(n.Text), link(url, b.words.Text(locales.LinkToday)))
		return
	}
	b.section("⚠️ "+n.Text, nil)
}

func (b cardBuilder) picture(c bot.Card) {
	if c.Picture == nil || !b.Pictures || b.Base == "" {
		return
	}
	alt := cut(c.Picture.Alt, maxAlt)
	b.add(slack.NewImageBlock(b.url(c.Picture.Path), alt, "", nil), size(alt))
}

// menu holds what can be done with an entry besides reading it; nil for cards of no
// entry, whose one action is a button.
func (b cardBuilder) menu(c bot.Card) slack.BlockElement {
	if c.Entry == "" {
		return nil
	}
	ref := c.Ref()
	var options []*slack.OptionBlockObject
	for _, a := range c.Actions {
		verb, url := "", ""
		switch a.Kind {
		case bot.CopyNote:
			verb = Note
		case bot.ShowSnippet:
			verb = Snippet
		case bot.ShowMap:
			verb = Map
		case bot.OpenPage:
			verb, url = Open, b.url(a.Path)
		}
		if verb == "" || verb == Open && url == "" || len(options) == MaxOverflow {
			continue
		}
		o := slack.NewOptionBlockObject(verb+":"+ref.String(), plain(a.Label, MaxButton), nil)
		o.URL = url
		options = append(options, o)
	}
	if len(options) == 0 {
		return nil
	}
	return slack.NewOverflowBlockElement(b.actionID(Menu), options...)
}

// The foot leaves room for what the card says: ways on and links have so many
// characters, with the sources so many together.
const (
	maxWaysOn = 3000
	maxFoot   = 5000
)

// What the head has of them; the guide's own stay far below.
const (
	maxLabel = 300
	maxLead  = 1500
	maxAlt   = 1000
)

// foot is what a card ends with: ways on, sources, cautions, buttons.
func (b cardBuilder) foot(c bot.Card, o Options) {
	b.limit = maxWaysOn
	if c.Step != nil {
		b.relations(c.Lang, c.Step.Relations)
	}
	b.relations(c.Lang, c.Relations)
	b.links(c)
	b.limit = maxFoot
	b.sources(c)
	b.limit = 0
	b.cautions(c, o)
	b.pages(c)
	b.buttons(c, o)
	if c.Entry != "" && !o.View {
		b.feedback(c)
	}
}

// cautions are the notices that may stand last.
func (b cardBuilder) cautions(c bot.Card, o Options) {
	for _, n := range c.Notices {
		if n.Warning() {
			continue
		}
		text := "ℹ️ " + n.Text
		if n.Kind == bot.Local && o.Municipality != "" {
			text += " " + b.words.Text(locales.SlackYourMunicipality, "Number", o.Municipality)
		}
		b.smallPlain(text)
	}
}

func (b cardBuilder) links(c bot.Card) {
	if len(c.Links) == 0 {
		return
	}
	text := bold(b.words.Text(locales.LinksTitle))
	for _, l := range c.Links {
		item := "\n" + link(l.URL, l.Title)
		if size(text)+size(item) > MaxSection {
			break
		}
		text += item
	}
	b.context(text)
}

// sources are the small print: number, title with its address, date, what kind it is.
func (b cardBuilder) sources(c bot.Card) {
	if len(c.Sources) == 0 {
		return
	}
	texts := []string{bold(b.words.Text(locales.SourcesTitle))}
	for _, s := range c.Sources {
		item := "\n[" + strconv.Itoa(s.Number) + "] " + link(s.URL, s.Title) + Escape(strings.TrimPrefix(s.String(), s.Title))
		last := len(texts) - 1
		if size(texts[last])+size(item) > MaxSection {
			texts = append(texts, strings.TrimPrefix(item, "\n"))
			continue
		}
		texts[last] += item
	}
	for _, t := range texts {
		b.context(t)
	}
}

// pages links today's page and the page as it stands, for ever.
func (b cardBuilder) pages(c bot.Card) {
	if b.Base == "" || c.Permalink == "" {
		return
	}
	b.context(link(b.url(c.Permalink), b.words.Text(locales.SlackPermalink)))
}

// buttons are the steps of a journey, sharing, and the actions of a card of no entry.
func (b cardBuilder) buttons(c bot.Card, o Options) {
	var out []slack.BlockElement
	for _, a := range c.Actions {
		switch {
		case a.Kind == bot.GoToStep:
			verb := Step
			if c.Step == nil {
				verb = Show // begin the journey beside the card, not over it
			}
			to := c.Ref()
			to.Step, to.Section = a.Step, ""
			e := b.button(verb, a.Label, to)
			if c.Step == nil || a.Step > c.Step.Number {
				e = e.WithStyle(slack.StylePrimary)
			}
			out = append(out, e)
		case a.Kind == bot.ShowMap && c.Entry == "" && c.Path == "":
			out = append(out, b.button(Map, a.Label, bot.Ref{Lang: c.Lang}))
		case a.Kind == bot.ShowMap && c.Entry == "" && b.url(a.Path) != "":
			out = append(out, b.linkButton(b.words.Text(locales.ActionOpen), a.Path))
		}
	}
	if o.Private && c.Entry != "" {
		out = append(out, b.button(Share, b.words.Text(locales.SlackShare), c.Ref()))
	}
	b.actions(out...)
}

func (b cardBuilder) feedback(c bot.Card) {
	ref := c.Ref().String()
	choice := func(k locales.Key, value string) *slack.FeedbackButton {
		return slack.NewFeedbackButton(plain(b.words.Text(k), MaxButton), value+":"+ref)
	}
	e := slack.NewFeedbackButtonsBlockElement(b.actionID(Feedback),
		choice(locales.SlackHelpful, Helpful), choice(locales.SlackNotHelpful, NotHelpful))
	b.add(slack.NewContextActionsBlock("", e), size(e.PositiveButton.Text.Text)+size(e.NegativeButton.Text.Text))
}
