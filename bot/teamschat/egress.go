package teamschat

import (
	"context"
	"errors"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
)

// egress is what goes out to Teams: the [chat.Platform].
type egress struct {
	c         Config
	render    cards.Renderer
	connector *connector
}

// way is how Teams reaches an address: in answer to an activity, and for an invoke in
// the response to it.
type way struct {
	activity activity
	response *response // nil where there is none to answer in
}

// response is what an invoke is answered with; set by the event, read when it is done.
type response struct {
	card *cards.Card // to show in place of the pressed one
	word string      // a short word where the answer is a message of its own
}

func wayOf(a chat.Address) way {
	w, _ := a.Way.(way)
	return w
}

// Name implements [chat.Platform].
func (*egress) Name() bot.Platform { return bot.Teams }

const (
	// deadline leaves three of the fifteen seconds after which Teams brings an activity
	// again.
	deadline = 12 * time.Second
	// maxMessage is what Teams takes of a message's JSON, in UTF-16 units.
	maxMessage = 40_000
)

// Limits implements [chat.Platform]. Teams lets a bot send 7 messages in a second, 8 in
// two, 60 in 30 and 1800 in an hour to a conversation; two buckets stay within all four.
func (*egress) Limits() chat.Limits {
	return chat.Limits{
		Text: maxMessage, Buttons: 6, Channel: []chat.Rate{{PerSecond: 1.8, Burst: 4}, {PerSecond: 0.4, Burst: 300}},
		Deadline: deadline, Redeliver: true, Threads: true, Edits: true,
	}
}

// message lays a message out as an activity.
func (e *egress) message(m chat.Message) message {
	switch m.Kind {
	case chat.TextMessage:
		return message{Type: typeMessage, TextFormat: "plain", Text: m.Text}
	case chat.NoteMessage, chat.SnippetMessage:
		card := e.card(m)
		return cardMessage(card, card.FallbackText)
	}
	return answerOf(e.render, m.Card)
}

// card lays a message out as a card.
func (e *egress) card(m chat.Message) cards.Card {
	switch m.Kind {
	case chat.NoteMessage:
		return e.render.Note(m.Card, m.Note)
	case chat.SnippetMessage:
		return e.render.Snippet(m.Card, m.Snippet, func(lang string) string { return e.c.Bot.SnippetLang(m.Lang, lang) })
	}
	return e.render.Card(m.Card)
}

// Post implements [chat.Platform].
func (e *egress) Post(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	if err := e.connector.reply(ctx, w.activity, e.message(m)); err != nil {
		return err
	}
	if w.response != nil {
		w.response.word = m.Card.Title
	}
	return nil
}

// Tell implements [chat.Platform]: who pressed a button reads it in the response, and who
// wrote in front of others in the chat they alone have with the bot. Where the bot may
// not write there, it is an answer in the thread: they must be told, and nothing that
// only one person is told repeats what they wrote.
func (e *egress) Tell(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	if w.response != nil && m.Kind == chat.TextMessage {
		w.response.word = m.Text
		return nil
	}
	if !to.Direct {
		if err := e.connector.direct(ctx, w.activity, e.message(m)); !refused(err) {
			return err
		}
	}
	return e.connector.reply(ctx, w.activity, e.message(m))
}

// refused reports whether Teams took nothing and never will.
func refused(err error) bool {
	f, ok := errors.AsType[*chat.Failure](err)
	return ok && f.Sent == chat.NotSent && !f.Again
}

// Replace implements [chat.Replacer]: in the response, for who pressed alone. Clients
// without Action.Execute see a step change for everybody, and the rest as a message.
func (e *egress) Replace(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	card := e.card(m)
	switch {
	case w.response != nil && m.Kind == chat.TextMessage:
		w.response.word = m.Text
	case w.response != nil:
		w.response.card = &card
	case m.Kind == chat.CardMessage && m.Ref.Step > 0 && w.activity.ReplyToID != "":
		return e.connector.replace(ctx, w.activity, cardMessage(card, card.FallbackText))
	default:
		chat.Begin(ctx)
		return e.connector.reply(ctx, w.activity, e.message(m))
	}
	return nil
}

// Language implements [chat.Speaker].
func (*egress) Language(_ context.Context, at chat.Address) content.Lang {
	a := wayOf(at).activity
	return a.lang()
}
