// Package blocks lays cards out as Slack's Block Kit: messages, dialogs, the home tab
// and previews of links.
//
// A [Renderer] is pure: the same card gives the same bytes, and every payload keeps
// Slack's limits by being cut at a point, with a link to the page for the rest. Guide
// text is plain or rich text wherever Slack takes it, and escaped elsewhere. The
// package sends nothing.
package blocks

import (
	"strconv"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Renderer lays cards out. It is immutable and safe for concurrent use.
type Renderer struct {
	Words *locales.Catalog
	Base  string // address of the web pages without a slash at its end; empty: no links to them
	// Pictures tells whether Slack can fetch pictures from Base: it refuses a whole
	// message when one picture can't be fetched.
	Pictures bool
}

// Message is what is posted: blocks, and the text that notifications and screen
// readers give instead of them.
type Message struct {
	Text   string
	Blocks []slack.Block
	// Plain are blocks to send where Slack refuses Blocks: without pictures, which it
	// must fetch, and tables, which it does not draw everywhere. nil: Blocks has neither.
	Plain []slack.Block
}

// Options say where a card is shown.
type Options struct {
	View         bool   // in a dialog, where thumbs and tables are not allowed
	Plain        bool   // without pictures and tables
	Municipality string // number of the one person's who sees it; empty for none
	Asker        string // Slack's id of whose question it answers in front of others; empty where nobody knows
	Following    Following
	Said         string // what came of the last press in a dialog; empty for nothing
	Sharer       string // Slack's id of who shared it; empty where nobody did
}

// builder gathers blocks and counts their text.
type builder struct {
	Renderer
	words  *locales.Words
	blocks []slack.Block
	used   int // characters
	ids    int // action ids given out

	room    int  // characters; a block past it is left out. 0 for no end
	most    int  // blocks, likewise
	skipped bool // something was left out
}

func (r Renderer) builder(l content.Lang) *builder {
	return &builder{Renderer: r, words: r.Words.In(string(l))}
}

// add appends a block whose text has n characters.
func (b *builder) add(block slack.Block, n int) {
	if b.room > 0 && b.used+n > b.room || b.most > 0 && len(b.blocks) >= b.most {
		b.skipped = true
		return
	}
	b.blocks = append(b.blocks, block)
	b.used += n
}

func (b *builder) header(text string) {
	t := plain(text, MaxHeader)
	b.add(slack.NewHeaderBlock(t), size(t.Text))
}

// context is small print; mrkdwn must be escaped.
func (b *builder) context(texts ...string) {
	var elements []slack.MixedElement
	n := 0
	for _, t := range texts {
		if t == "" || len(elements) == MaxContext {
			continue
		}
		o := mrkdwn(cut(t, MaxSection))
		elements, n = append(elements, o), n+size(o.Text)
	}
	if len(elements) > 0 {
		b.add(slack.NewContextBlock("", elements...), n)
	}
}

// section is a paragraph of plain text, with a menu or button beside it (may be nil).
func (b *builder) section(text string, beside slack.BlockElement) {
	if text == "" {
		text = " "
	}
	t := plain(text, MaxSection)
	b.sectionOf(t, beside)
}

func (b *builder) sectionOf(t *slack.TextBlockObject, beside slack.BlockElement) {
	var accessory *slack.Accessory
	if beside != nil {
		accessory = slack.NewAccessory(beside)
	}
	b.add(slack.NewSectionBlock(t, nil, accessory, slack.SectionBlockOptionExpand(true)), size(t.Text)+labelSize(beside))
}

// actions are buttons side by side; those past Slack's limit are left out.
func (b *builder) actions(elements ...slack.BlockElement) { b.pressed("", elements) }

// pressed are buttons side by side in a block with an id.
func (b *builder) pressed(id string, elements []slack.BlockElement) {
	if len(elements) == 0 {
		return
	}
	elements = elements[:min(len(elements), MaxButtons)]
	n := 0
	for _, e := range elements {
		n += labelSize(e)
	}
	b.add(slack.NewActionBlock(id, elements...), n)
}

// labelSize counts the text of an element.
func labelSize(e slack.BlockElement) int {
	n := 0
	options := func(os []*slack.OptionBlockObject) {
		for _, o := range os {
			n += size(o.Text.Text)
		}
	}
	switch e := e.(type) {
	case *slack.ButtonBlockElement:
		n = size(e.Text.Text)
	case *slack.CheckboxGroupsBlockElement:
		options(e.Options)
	case *slack.SelectBlockElement:
		options(e.Options)
	}
	return n
}

// actionID numbers the actions of a payload: Slack wants them apart.
func (b *builder) actionID(verb string) string {
	b.ids++
	return verb + ":" + strconv.Itoa(b.ids)
}

func (b *builder) button(verb, label string, ref bot.Ref) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(b.actionID(verb), ref.String(), plain(label, MaxButton))
}

// linkButton opens a page; nil where there are no pages.
func (b *builder) linkButton(label, path string) *slack.ButtonBlockElement {
	e := b.button(Open, label, bot.Ref{})
	e.Value = ""
	return e.WithURL(b.url(path))
}

// url is the address of a page, "" where there are none.
func (b *builder) url(path string) string {
	if b.Base == "" || path == "" {
		return ""
	}
	return b.Base + path
}

// say makes the text that stands for a card where blocks are not shown.
func say(c bot.Card) string { return Escape(c.Brief()) }

// Sentence is a message of one sentence of the bot's own.
func (r Renderer) Sentence(text string) Message {
	return Message{Text: Escape(text), Blocks: []slack.Block{slack.NewSectionBlock(plain(text, MaxSection), nil, nil)}}
}
