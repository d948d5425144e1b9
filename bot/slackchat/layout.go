package slackchat

import (
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// layout is how messages look in Slack.
type layout struct {
	catalog *locales.Catalog
	render  blocks.Renderer
	laid    *laidCards
}

func newLayout(c Config) layout {
	render := c.renderer()
	return layout{c.Words, render, newLaidCards(render)}
}

// message lays a message out for a channel or a direct conversation.
func (l layout) message(m chat.Message) blocks.Message { return l.shared(m, "") }

// shared lays a message out that somebody shares; empty for nobody.
func (l layout) shared(m chat.Message, sharer string) blocks.Message {
	switch m.Kind {
	case chat.TextMessage:
		return l.render.Sentence(m.Text)
	case chat.NoteMessage:
		return l.render.NoteMessage(m.Lang, m.Note)
	}
	c := m.Card
	c.Row = m.Row(l.catalog)
	return l.laid.message(c, blocks.Options{Municipality: m.Municipality, Sharer: sharer}).AskedBy(m.Asker)
}

// words are those of a language.
func (l layout) words(lang content.Lang) *locales.Words { return l.catalog.In(string(lang)) }
