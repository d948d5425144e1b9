// Package blocks lays cards out as Slack's Block Kit: messages, dialogs, the home tab
// and previews of links.
//
// A [Renderer] is pure: the same card gives the same bytes, and every payload keeps
// Slack's limits by being cut at a point, with a link to the page for the rest. Guide
// text is plain or rich text wherever Slack takes it, and escaped elsewhere. The
// package sends nothing.
package blocks

import (
	"github.com/slack-go/slack"

	"veiviser/bot"
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

// AskedBy is m with the asker, Slack's id of whose question it answers in front of others,
// in the row of buttons under it, where [Asker] reads it. m itself stays as it is, and is m
// where nobody knows who asked.
func (m Message) AskedBy(asker string) Message {
	if asker != "" {
		m.Blocks, m.Plain = rowAskedBy(m.Blocks, asker), rowAskedBy(m.Plain, asker)
	}
	return m
}

// Options say where a card is shown.
type Options struct {
	View         bool   // in a dialog, where thumbs and tables are not allowed
	Plain        bool   // without pictures and tables
	Municipality string // number of the one person's who sees it; empty for none
	Following    Following
	Subscribe    bool   // somebody can be told of changes
	Said         string // what came of the last press in a dialog; empty for nothing
	Sharer       string // Slack's id of who shared it; empty where nobody did
}

// say makes the text that stands for a card where blocks are not shown.
func say(c bot.Card) string { return Escape(c.Brief()) }

// Sentence is a message of one sentence of the bot's own.
func (r Renderer) Sentence(text string) Message {
	return Message{Text: Escape(text), Blocks: []slack.Block{slack.NewSectionBlock(plain(text, MaxSection), nil, nil)}}
}
