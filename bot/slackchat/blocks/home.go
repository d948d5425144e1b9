package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// Home is what the home tab shows.
type Home struct {
	Lang         content.Lang // that the tab is in
	Chosen       content.Lang // by the adviser; empty for none
	Municipality string       // its number; empty for none
	Administers  bool         // what holds for the workspace
	Help         bot.Card
	Topics       []Topic
	News         []bot.Item // entries changed lately, newest first
	Days         int        // how far back News goes
}

// Topic is one area of the opportunity map.
type Topic struct {
	bot.Item
	Line   string // its summary
	Offers int
}

// maxNews is how many changed entries the tab lists: a long list hides the rest.
const maxNews = 10

// Home lays the home tab out: ask, browse by topic, what is new, settings, help.
func (r Renderer) Home(h Home) slack.HomeTabViewRequest {
	b := homeBuilder{r.builder(h.Lang)}
	w := b.words
	b.header(w.Text(locales.WebSite))
	b.section(w.Text(locales.WebTagline), nil)
	b.actions(b.button(Ask, w.Text(locales.SlackAsk), bot.Ref{Lang: h.Lang}).WithStyle(slack.StylePrimary))
	b.topics(h)
	b.news(h)
	b.settings(h)
	b.help(h.Help)
	b.legal(h.Lang)
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: b.blocks}}
}

// homeBuilder builds the home tab, a part at a time.
type homeBuilder struct{ *builder }

func (b homeBuilder) topics(h Home) {
	b.divider()
	b.header(b.words.Text(locales.MapTitle))
	for _, t := range h.Topics {
		text := bold(t.Title)
		if t.Offers > 0 { // money and responsibility are topics without
			text += "  " + Escape(b.words.Count(locales.SlackTopicCount, t.Offers))
		}
		text += "\n" + Escape(t.Line)
		e := b.button(Show, b.words.Text(locales.SlackShow), bot.Ref{Lang: h.Lang, Entry: t.ID})
		e.AccessibilityLabel = cut(b.words.Text(locales.SlackShow)+": "+t.Title, MaxButton)
		b.sectionOf(mrkdwn(cut(text, MaxSection)), e)
	}
}

func (b homeBuilder) news(h Home) {
	b.divider()
	b.header(b.words.Text(locales.SlackHomeNew, "Days", h.Days))
	var buttons []slack.BlockElement
	for _, it := range h.News[:min(len(h.News), maxNews)] {
		buttons = append(buttons, b.button(Show, it.Title, bot.Ref{Lang: h.Lang, Entry: it.ID}))
	}
	if len(buttons) == 0 {
		b.section(b.words.Text(locales.SlackHomeNewNone), nil)
	}
	b.actions(buttons...)
}

func (b homeBuilder) settings(h Home) {
	b.divider()
	b.header(b.words.Text(locales.SlackHomeSettings))
	options := []option{{Any, b.words.Text(locales.SlackAsQuestion)}}
	for _, l := range content.Langs() {
		options = append(options, option{string(l), b.words.Text(langNames[l])})
	}
	s := selection(b.actionID(HomeLanguage), options)
	for _, o := range s.Options {
		if o.Value == string(h.Chosen) || h.Chosen == "" && o.Value == Any {
			s = s.WithInitialOption(o)
		}
	}
	b.sectionOf(mrkdwn(bold(b.words.Text(locales.SlackHomeLanguage))+"\n"+Escape(b.words.Text(locales.SlackHomeLanguageHint))), s)
	field := slack.NewPlainTextInputBlockElement(nil, b.actionID(HomePlace)).WithMaxLength(MaxPlace)
	field.DispatchActionConfig = &slack.DispatchActionConfig{TriggerActionsOn: []string{"on_enter_pressed"}}
	if h.Municipality != "" {
		field = field.WithInitialValue(cut(h.Municipality, MaxPlace))
	}
	in := slack.NewInputBlock(FieldPlace, plain(b.words.Text(locales.SlackHomeMunicipality), MaxSection),
		plain(b.words.Text(locales.SlackHomeMunicipalityHint), MaxSection), field).WithOptional(true).WithDispatchAction(true)
	b.add(in, 0)
	if h.Administers {
		b.actions(b.button(string(chat.ShowSettings), b.words.Text(locales.SettingTitle)+": "+b.words.Text(locales.SettingForWorkspace), bot.Ref{Lang: h.Lang}))
	}
}

// MaxPlace is how long a municipality's number is.
const MaxPlace = 4

// legal leads to the pages that say what is kept, who answers for it and where to turn.
func (b homeBuilder) legal(l content.Lang) {
	at := "/" + string(l)
	if b.url(at) == "" {
		return
	}
	b.context(link(b.url(at+"/privacy"), b.words.Text(locales.PrivacyHeading)) + " · " + link(b.url(at+"/terms"), b.words.Text(locales.TermsTitle)))
}

// help is a card's text without what a message has around it.
func (b homeBuilder) help(c bot.Card) {
	b.divider()
	b.header(c.Title)
	b.section(c.Lead, nil)
	for _, s := range c.Sections {
		var items []slack.RichTextElement
		var all strings.Builder
		for _, p := range s.Points {
			items = append(items, line(words(p.Text)))
			all.WriteString(p.Text)
		}
		b.add(slack.NewRichTextBlock("", line(strong(s.Title)), listOf(slack.RTEListBullet, items)), size(all.String()))
	}
}
