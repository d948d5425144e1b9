package blocks

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/locales"
)

// Place is where a dialog was opened from: the thread that a part of it can be shared in.
// The zero Place is none.
type Place struct {
	Channel, Thread string
	Alone           bool // one person alone saw what it was opened from
}

// Metadata is what a dialog keeps of itself while it is open: what it shows, and where it
// was opened from.
func Metadata(r bot.Ref, p Place) string {
	parts := []string{r.String(), p.Channel, p.Thread}
	if p.Alone {
		parts = append(parts, metaAlone)
	}
	return strings.TrimRight(strings.Join(parts, " "), " ")
}

// metaAlone is in a dialog's metadata where one person alone saw what it was opened from.
const metaAlone = "alone"

// ParseMetadata reads what [Metadata] wrote; ok is false for what it did not.
func ParseMetadata(s string) (r bot.Ref, p Place, ok bool) {
	parts := strings.Split(s, " ")
	r, ok = bot.ParseCompact(parts[0])
	if len(parts) > 1 {
		p.Channel = parts[1]
	}
	if len(parts) > 2 {
		p.Thread = parts[2]
	}
	if len(parts) > 3 {
		p.Alone = parts[3] == metaAlone
		ok = ok && p.Alone && len(parts) == 4
	}
	return r, p, ok
}

// CardView shows a card in a dialog: an entry whole, any other card as it stands in a
// message.
func (r Renderer) CardView(c bot.Card, from Place, o Options) slack.ModalViewRequest {
	if c.Kind == bot.EntryCard {
		return r.MoreView(c, from, o)
	}
	o.View = true
	b := dialogBuilder{r.builder(c.Lang)}
	b.blocks = r.answer(c, o)
	return b.view(CardView, b.words.Text(locales.SlackShortcutAsk), "", Metadata(c.Ref(), from))
}

// MoreView is the whole entry in a dialog, which disturbs nobody: one section at a time,
// the card's own first, with its sources and what can be done with it.
func (r Renderer) MoreView(c bot.Card, from Place, o Options) slack.ModalViewRequest {
	b := moreBuilder{cardBuilder{r.builder(c.Lang)}}
	b.room, b.most = MaxText-forEnd, MaxViewBlocks/2
	b.outdated(c)
	open := b.tabs(c)
	if open == nil {
		b.overview(c, o)
	} else {
		b.tab(c, *open)
	}
	b.end(c)
	b.context(Escape(o.Said))
	b.ways(c, from, o)
	b.thumbs(c)
	title := c.Title
	if c.Subject != nil {
		title = c.Subject.Short
	}
	return dialogBuilder{b.builder}.view(MoreView, title, "", Metadata(c.Ref(), from))
}

// moreBuilder builds the dialog with a whole entry.
type moreBuilder struct{ cardBuilder }

// tabs is a menu of the sections, and returns the one that is open; nil for the overview,
// which is the first.
func (b moreBuilder) tabs(c bot.Card) (open *bot.Section) {
	at := c.Ref()
	place := at
	place.Section, place.Step = "", 0
	options := []option{{place.String(), b.words.Text(locales.SlackOverview)}}
	chosen := 0
	for i, s := range c.Sections {
		if s.Gap && !s.Asked {
			continue // what the guide lacks is no place to go
		}
		place.Section = s.Key
		if s.Key == at.Section {
			open, chosen = &c.Sections[i], len(options)
		}
		options = append(options, option{place.String(), s.Title})
	}
	menu := selection(b.actionID(Tab), options)
	menu = menu.WithInitialOption(menu.Options[chosen])
	// With the same id Slack would keep what was chosen before.
	b.add(slack.NewActionBlock("sections "+string(at.Section), menu), labelSize(menu))
	return open
}

// tab is a section: its statements and their sources.
func (b moreBuilder) tab(c bot.Card, s bot.Section) {
	if s.Gap {
		for _, p := range s.Points {
			b.section(p.Text, nil)
		}
		return
	}
	var items []slack.RichTextElement
	n := 0
	for _, p := range s.Points {
		parts, m := []slack.RichTextSectionElement{words(cut(p.Text, MaxSection))}, size(p.Text)
		if src, ok := source(c, p.Source); ok {
			parts, m = append(parts, words(" "), reference(src.URL, mark(src.Number))), m+size(src.URL)
		}
		if n+m > MaxText/2 {
			break
		}
		items, n = append(items, line(parts...)), n+m
	}
	b.add(slack.NewRichTextBlock("", listOf(slack.RTEListBullet, items)), n)
	b.skipped = b.skipped || len(items) < len(s.Points)
	b.context(sources(c.CitedBy(s.Points[:len(items)])))
}

func source(c bot.Card, number int) (bot.Source, bool) {
	if number < 1 || number > len(c.Sources) {
		return bot.Source{}, false
	}
	return c.Sources[number-1], true
}

// overview is what stands above the sections and beside them: what the entry is, in short
// facts, a journey's steps, what it has to do with, where to read more.
func (b moreBuilder) overview(c bot.Card, o Options) {
	if c.Lead != "" {
		b.section(c.Lead, nil)
	}
	for _, n := range c.Notices {
		if n.Kind == bot.Outdated {
			continue
		}
		text := n.Text
		if n.Kind == bot.Local && o.Municipality != "" {
			text += " " + b.words.Text(locales.SlackYourMunicipality, "Number", o.Municipality)
		}
		b.context(Escape(text))
	}
	var facts []string
	for _, f := range c.Facts {
		facts = append(facts, bold(f.Label)+": "+Escape(f.Value))
	}
	for _, g := range c.Groups {
		b.steps(g)
	}
	for _, r := range c.Relations {
		facts = append(facts, strings.Replace(b.related(r), Escape(r.Label)+":", bold(r.Label)+":", 1))
	}
	if len(c.Links) > 0 {
		var links []string
		for _, l := range c.Links {
			links = append(links, link(l.URL, l.Title))
		}
		facts = append(facts, bold(b.words.Text(locales.LinksTitle))+": "+strings.Join(links, ", "))
	}
	b.lines(facts)
}

// steps lists a journey's steps by number.
func (b moreBuilder) steps(g bot.Group) {
	var items []slack.RichTextElement
	n := 0
	for i, it := range g.Items {
		// The list numbers its lines itself.
		label := "  " + strings.TrimPrefix(it.Label, strconv.Itoa(i+1)+" · ")
		items, n = append(items, line(strong(it.Title), faint(label))), n+size(it.Title)+size(label)
	}
	if len(items) > 0 {
		b.add(slack.NewRichTextBlock("", line(strong(g.Title)), listOf(slack.RTEListOrdered, items)), n)
	}
}

// ways are what can be done with what is open: to share it where the dialog was opened
// from, to keep it, to give it to the participant, to read its page.
func (b moreBuilder) ways(c bot.Card, from Place, o Options) {
	at := c.Ref()
	var out []slack.BlockElement
	for _, a := range c.Actions {
		if a.Kind == bot.GoToStep && c.Step == nil {
			to := at
			to.Step, to.Section = a.Step, ""
			out = append(out, b.button(Step, a.Label, to).WithStyle(slack.StylePrimary))
		}
	}
	if from.Channel != "" {
		out = append(out, b.button(Share, b.words.Text(locales.SlackShareThread), at))
	}
	for _, a := range c.Actions {
		switch {
		case a.Kind == bot.CopyNote:
			out = append(out, b.button(Note, b.words.Text(locales.RowNote), at))
		case a.Kind == bot.ShowSnippet:
			out = append(out, b.button(Snippet, b.words.Text(locales.RowSnippet), bot.Ref{Lang: at.Lang, Entry: at.Entry, Digest: at.Digest}))
		case a.Kind == bot.OpenPage && b.url(a.Path) != "":
			page := at
			page.Step = 0
			out = append(out, b.linkButton(a.Label, page.Path()))
		}
	}
	if o.Subscribe && at.Entry != "" {
		out = append(out, b.button(string(chat.Subscribe), b.words.Text(locales.SubscribePress), bot.Ref{Lang: at.Lang, Entry: at.Entry}))
	}
	if o.Following != "" {
		out = append(out, b.following(o.Following))
	}
	b.actions(out...)
}

// thumbs ask whether the entry was of use, with ordinary buttons: a dialog has no others.
func (b moreBuilder) thumbs(c bot.Card) {
	if c.Entry == "" {
		return
	}
	b.context(Escape(b.words.Text(locales.WebHelpful)))
	thumb := func(k locales.Key, value string) slack.BlockElement {
		e := b.button(Feedback, b.words.Text(k), bot.Ref{})
		e.Value = value + ":" + c.Ref().String()
		return e
	}
	b.actions(thumb(locales.SlackHelpful, Helpful), thumb(locales.SlackNotHelpful, NotHelpful))
}
