package blocks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// dialogBuilder builds a dialog, field by field.
type dialogBuilder struct{ *builder }

// view is a dialog's frame; submit may be empty.
func (b dialogBuilder) view(callback, title, submit, metadata string) slack.ModalViewRequest {
	v := slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, PrivateMetadata: metadata,
		Title: plain(title, MaxViewTitle), Close: plain(b.words.Text(locales.SlackClose), MaxViewTitle),
		Blocks: slack.Blocks{BlockSet: b.blocks},
	}
	if submit != "" {
		v.Submit = plain(submit, MaxViewTitle)
	}
	return v
}

// The block ids of the dialogs' fields: what a submitted dialog's values are found by.
const (
	FieldQuestion  = "question"
	FieldLanguage  = "language"
	FieldGoal      = "goal"
	FieldLevel     = "level"
	FieldSchooling = "schooling"
	FieldResidence = "residence"
	FieldPlace     = "place"
	FieldNote      = "note"
	FieldEditors   = "editors"
	FieldReasons   = "reasons"
)

// Any is the value of a choice that narrows nothing.
const Any = "any"

// AskView is the dialog to ask in: a question, the language of the answer, and what
// the offers must fit. question fills the field beforehand; it may be empty.
func (r Renderer) AskView(l content.Lang, question string) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(l)}
	w := b.words
	field := slack.NewPlainTextInputBlockElement(nil, FieldQuestion).WithMultiline(true).WithMaxLength(MaxInput)
	if question != "" {
		field = field.WithInitialValue(cut(question, MaxInput))
	}
	b.input(FieldQuestion, w.Text(locales.SlackAskLabel), w.Text(locales.SlackAskHint), field)
	langs := []option{{Any, w.Text(locales.SlackAsQuestion)}}
	for _, lang := range content.Langs() {
		langs = append(langs, option{string(lang), w.Text(langNames[lang])})
	}
	b.choose(FieldLanguage, w.Text(locales.SlackAskLanguage), langs)
	for _, f := range r.filters(l) {
		b.choose(f.id, f.label, append([]option{{Any, w.Text(locales.WebFilterAny)}}, f.options...))
	}
	return b.view(AskView, w.Text(locales.SlackAsk), w.Text(locales.SlackSubmit), string(l))
}

var langNames = map[content.Lang]locales.Key{
	content.Bokmal: locales.LangNb, content.Nynorsk: locales.LangNn, content.English: locales.LangEn,
}

type option struct{ value, text string }

type filter struct {
	id, label string
	options   []option
}

// filters are the conditions of bot.Filter as choices.
func (r Renderer) filters(l content.Lang) []filter {
	w := r.Words.In(string(l))
	named := func(prefix string, values []string) []option {
		var out []option
		for _, v := range values {
			// The messages of these lists are keyed by the guide's own values; a test
			// fails on one that is missing.
			out = append(out, option{v, w.Text(locales.Key(prefix + "." + v))})
		}
		return out
	}
	var levels []option
	for _, v := range content.CEFRLevels() {
		levels = append(levels, option{v, v})
	}
	return []filter{
		{FieldGoal, w.Text(locales.FactGoals), named("goal", content.EntryGoals())},
		{FieldLevel, w.Text(locales.WebFilterLevel), levels},
		{FieldSchooling, w.Text(locales.FactSchooling), named("schooling", content.SchoolingLevels())},
		{FieldResidence, w.Text(locales.FactResidence), named("residence", content.ResidenceGrounds())},
	}
}

// input is a field that may be left empty.
func (b dialogBuilder) input(id, label, hint string, e slack.BlockElement) {
	var h *slack.TextBlockObject
	if hint != "" {
		h = plain(hint, MaxSection)
	}
	b.add(slack.NewInputBlock(id, plain(label, MaxSection), h, e).WithOptional(true), size(label)+size(hint))
}

// choose is a field with one of several values, the first unless changed.
func (b dialogBuilder) choose(id, label string, options []option) {
	s := selection(id, options)
	b.input(id, label, "", s.WithInitialOption(s.Options[0]))
}

func selection(actionID string, options []option) *slack.SelectBlockElement {
	var out []*slack.OptionBlockObject
	for _, o := range options[:min(len(options), MaxOptions)] {
		out = append(out, slack.NewOptionBlockObject(o.value, plain(o.text, MaxButton), nil))
	}
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, actionID, out...)
}

// NoteView is the dialog with a case note, ready to select: what it has and could have of
// the conversation's answers is ticked above it.
func (r Renderer) NoteView(m chat.Message) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(m.Lang)}
	w := b.words
	for i, g := range m.Groups {
		for k, some := range slices.Collect(slices.Chunk(g.Ticks, MaxTicks)) {
			b.ticks(fmt.Sprint(TickPrefix, i, ".", k), g.Title, some)
		}
	}
	ticks := m.Ticks.String()
	on, _, _ := strings.Cut(ticks, ";")
	text, all := cutLines(m.Note.Plain(), MaxInput)
	e := slack.NewPlainTextInputBlockElement(nil, FieldNote).WithMultiline(true).WithInitialValue(text)
	// With the same id Slack would keep the text of what was ticked before.
	b.input(FieldNote+" "+on, w.Text(locales.SlackNoteMark), m.Note.Reminder, e)
	if !all {
		b.section(w.Text(locales.SlackNoteCut), nil)
		for _, l := range m.Note.Links {
			b.context(noteLink(l))
		}
	}
	return b.view(NoteView, w.Text(locales.SlackNoteTitle), w.Text(locales.SlackSend), Value(m.Ref, ticks))
}

// TickPrefix begins the ids of the blocks of ticks.
const TickPrefix = "tick "

// ticks are statements that a note has or can have.
func (b dialogBuilder) ticks(id, title string, ts []bot.Tick) {
	var options, on []*slack.OptionBlockObject
	for _, t := range ts {
		o := slack.NewOptionBlockObject(t.ID.String(), plain(t.Label, MaxButton), nil)
		options = append(options, o)
		if t.On {
			on = append(on, o)
		}
	}
	e := slack.NewCheckboxGroupsBlockElement(b.actionID(string(chat.Tick)), options...)
	e.InitialOptions = on
	b.add(slack.NewInputBlock(id, plain(title, MaxSection), nil, e).WithOptional(true).WithDispatchAction(true), size(title)+labelSize(e))
}

// noteLink is one of a note's links; the one of an entry that is no more has no address.
func noteLink(l bot.Link) string {
	if l.URL == "" {
		return Escape(l.Title)
	}
	return Escape(l.Title) + ": " + link(l.URL, l.URL)
}

// NoteMessage is the note as a message to oneself.
func (r Renderer) NoteMessage(l content.Lang, n bot.Note) Message {
	b := r.builder(l)
	w := b.words
	title := w.Text(locales.SlackNoteSent, "Title", n.Title)
	b.section(title, nil)
	text, all := cutLines(n.Plain(), MaxText/2)
	b.add(slack.NewRichTextBlock("", &slack.RichTextPreformatted{
		Type: slack.RTEPreformatted, Elements: []slack.RichTextSectionElement{words(text)},
	}), size(text))
	if !all {
		b.section(w.Text(locales.SlackNoteCut), nil)
	}
	if r.Base != "" {
		for _, l := range n.Links {
			b.context(noteLink(l))
		}
	}
	b.context(Escape(n.Reminder))
	return Message{Text: Escape(cut(title, maxFallback)), Blocks: b.blocks}
}

// SnippetView is the dialog with the text to the participant in one language, the
// Norwegian beside it, and the other languages to choose. names gives a language's
// name in the adviser's.
func (r Renderer) SnippetView(l content.Lang, s bot.Snippet, names func(string) string, ref bot.Ref) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(l)}
	w := b.words
	var options []option
	for _, lang := range s.Others {
		options = append(options, option{lang, names(lang)})
	}
	menu := selection(b.actionID(Language), options)
	menu.Placeholder = plain(w.Text(locales.SlackSnippetLanguage), MaxButton)
	for _, o := range menu.Options {
		if o.Value == s.Lang {
			menu = menu.WithInitialOption(o)
		}
	}
	b.sectionOf(plain(w.Text(locales.SlackSnippetLanguage), MaxSection), menu)
	if s.Caution != "" {
		b.section("⚠️ "+s.Caution, nil)
	}
	text := s.Text
	if s.RTL {
		text = rtl(text)
	}
	b.quote(s.Name, text)
	if s.Original != "" && s.Lang != string(content.Bokmal) {
		b.quote(w.Text(locales.SnippetOriginal), s.Original)
	}
	return b.view(SnippetView, w.Text(locales.SlackSnippetTitle), "", ref.String())
}

// quote is a text under a title, set apart.
func (b dialogBuilder) quote(title, text string) {
	text = cut(text, MaxSection)
	b.add(slack.NewRichTextBlock("", line(strong(title)), &slack.RichTextQuote{
		Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{words(text)},
	}), size(title)+size(text))
}

// TextView is a dialog with a sentence of the bot's own.
func (r Renderer) TextView(c bot.Card) slack.ModalViewRequest {
	b := dialogBuilder{r.builder(c.Lang)}
	b.header(c.Title)
	if c.Lead != "" {
		b.section(c.Lead, nil)
	}
	return b.view(CardView, b.words.Text(locales.SlackShortcutAsk), "", "")
}
