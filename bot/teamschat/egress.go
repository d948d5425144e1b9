package teamschat

import (
	"context"
	"errors"
	"slices"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
)

// egress is what goes out to Teams: the [chat.Platform].
type egress struct {
	c         Config
	render    cards.Renderer
	connector *connector
	shown     *shown
}

// way is how Teams reaches an address: in answer to an activity, and for an invoke in
// the response to it.
type way struct {
	activity activity
	response *response   // nil where there is none to answer in
	press    cards.Press // zero for what is no press
	dialog   bool        // the response is a dialog
}

// response is what an invoke is answered with; set by the event, read when it is done.
type response struct {
	card *cards.Card // to show in place of the pressed one
	word string      // a short word where the answer is a message of its own

	fault bool // the word tells that something went wrong
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
		Deadline: deadline, Redeliver: true, Threads: true, Edits: true, Private: true, Forms: true,
	}
}

// message lays a message out as an activity.
func (e *egress) message(to chat.Address, m chat.Message) message {
	switch m.Kind {
	case chat.TextMessage:
		return message{Type: typeMessage, TextFormat: "plain", Text: m.Text}
	case chat.CardMessage:
		r := e.renderer(m)
		return answerOf(r.Answer(m.Card, m.Row(e.c.Words)), m.Card)
	}
	return cardMessage(e.card(to, m))
}

func (e *egress) renderer(m chat.Message) cards.Renderer {
	r := e.render
	r.Asker, r.Municipality = m.Asker, m.Municipality
	return r
}

// card lays a message out as a card, to be put in the place of the one that was pressed.
func (e *egress) card(to chat.Address, m chat.Message) cards.Card {
	r, p := e.renderer(m), wayOf(to).press
	switch m.Kind {
	case chat.NoteMessage:
		return r.Note(m, p)
	case chat.SnippetMessage:
		return r.Snippet(m.Card, m.Snippet, func(lang string) string { return e.c.Bot.Names(m.Lang).SnippetLang(lang) }, p)
	case chat.MoreMessage:
		return r.More(m.Card, p)
	case chat.SettingsMessage:
		return r.Settings(m)
	case chat.EditorsMessage:
		if wayOf(to).dialog {
			return r.EditorsDialog(m)
		}
		return r.Editors(m, p)
	}
	if p.Below() {
		return r.Below(m.Card, m.Row(e.c.Words))
	}
	return r.Alone(m.Card, m.Row(e.c.Words))
}

// Post implements [chat.Platform].
func (e *egress) Post(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	if !to.Direct {
		m.Municipality = "" // it is one person's
	}
	id, err := e.connector.reply(ctx, w.activity, e.message(to, m))
	if err != nil {
		return err
	}
	e.shown.put(w.activity, id, m)
	if w.response != nil {
		w.response.word = m.Card.Title
	}
	return nil
}

// alone stands for the asker on a card that one person alone sees: what they press there is
// answered to them alone too, and can be shared.
const alone = "alone"

// Tell implements [chat.Platform]: who pressed a button reads a sentence in the response;
// in front of others the message is for them alone, else it is in the chat that they
// alone have with the bot. Where neither may be written to, it is an answer in the thread:
// they must be told, and nothing that only one person is told repeats what they wrote.
func (e *egress) Tell(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	if w.response != nil && m.Kind == chat.TextMessage {
		w.response.fault = m.Fault
		if w.response.word = m.Text; w.press.Verb == chat.Send && m.Text == e.c.Words.In(string(m.Lang)).Text(locales.EditorsThanks) {
			card := e.renderer(m).Said(m, w.press) // it is sent: there is nothing more to send
			w.response.card = &card
		}
		return nil
	}
	if w.response != nil {
		w.response.word = m.Card.Title
	}
	if m.Private {
		m.Asker = alone
	}
	if !to.Direct {
		if err := e.connector.target(ctx, w.activity, e.message(to, m)); !refused(err) {
			return err
		}
		if _, err := e.connector.direct(ctx, w.activity, e.message(to, m)); !refused(err) {
			return err
		}
	}
	return e.Post(ctx, to, m)
}

// refused reports whether Teams took nothing and never will.
func refused(err error) bool {
	f, ok := errors.AsType[*chat.Failure](err)
	return ok && f.Sent == chat.NotSent && !f.Again
}

// forAll are the verbs that change the pressed card for everybody: what it showed is
// answered.
var forAll = []chat.Verb{chat.Choose, chat.None, chat.Page, chat.Path}

// Replace implements [chat.Replacer]: in the response, for who pressed alone, or for
// everybody. Teams changes no message of a text and a card, so that the text above stays
// and the card says it all. Clients without Action.Execute see a step change for
// everybody, and the rest as a message.
func (e *egress) Replace(ctx context.Context, to chat.Address, m chat.Message) error {
	w := wayOf(to)
	pressed := w.activity.ReplyToID
	all := m.Kind == chat.CardMessage && pressed != "" && (slices.Contains(forAll, w.press.Verb) || w.response == nil && m.Ref.Step > 0)
	switch {
	case all:
		card := e.card(to, m)
		err := e.connector.put(ctx, w.activity, pressed, cardMessage(card))
		if err == nil {
			e.shown.put(w.activity, pressed, m)
			if w.response != nil {
				w.response.card = &card
			}
		}
		if refused(err) { // the message is gone
			chat.Begin(ctx)
			return e.Post(ctx, to, m)
		}
		return err
	case m.Kind == chat.TextMessage && w.response != nil:
		w.response.word = m.Text
	case w.response != nil:
		card := e.card(to, m)
		w.response.card = &card
	case m.Kind == chat.SettingsMessage: // for who pressed alone
		chat.Begin(ctx)
		return e.Tell(ctx, to, m)
	default:
		chat.Begin(ctx)
		return e.Post(ctx, to, m)
	}
	return nil
}

// Language implements [chat.Speaker].
func (*egress) Language(_ context.Context, at chat.Address) content.Lang {
	a := wayOf(at).activity
	return a.lang()
}
