package chat

import (
	"context"

	"veiviser/bot"
	"veiviser/content"
)

// Question is a message to be answered.
type Question struct {
	IDs     []string // tell it apart; see [Event]
	Shared  []string // likewise
	Repeats []string // likewise
	Name    string   // what the platform calls it, for logs and metrics
	At      Address
	Text    string // what the person wrote, the platform's own marks taken out

	Conversation string       // within the platform; empty for none
	Chosen       content.Lang // for this answer; empty to detect it
	Private      bool         // only the asker sees the answer
	Key          string       // tells the answer apart; empty for the first id

	// Above reads what the question may point to, as the message a thread begins with. It
	// is asked for only where the question alone has no sure answer; empty for nothing,
	// nil where there is nothing.
	Above func(ctx context.Context) string
	// Unasked is a message that nobody addressed to the program: what has no sure answer
	// gets none.
	Unasked bool
}

// Ask answers a question where it was asked. A personal number is told to its author
// alone, whatever else was set. It returns as [Chat.Do] does.
func (c *Chat) Ask(ctx context.Context, q Question) error {
	q.Private = q.Private || c.AnswersAlone(ctx, q.At)
	if q.Key == "" && len(q.IDs) > 0 {
		q.Key = q.IDs[0]
	}
	e := Event{IDs: q.IDs, Shared: q.Shared, Repeats: q.Repeats, Name: q.Name, Do: func(ctx context.Context) error { return c.Answer(ctx, q) }}
	if !q.Private {
		e.Channel = q.At.channel()
	}
	if f, ok := c.c.Platform.(Checker); ok && !q.Private { // what one person sees stands in no thread
		e.Posted = func(ctx context.Context) (bool, bool) { return f.Posted(ctx, q.At, q.Key) }
	}
	return c.Do(ctx, e, q.At)
}

// Answer answers a question at once: what Ask does when its turn has come.
func (c *Chat) Answer(ctx context.Context, q Question) error {
	if w, ok := c.c.Platform.(Worker); ok {
		w.Working(ctx, q.At)
	}
	p := c.Preference(ctx, q.At)
	b, done := c.c.Bot.Current()
	a, ok, err := reading{b, q}.answer(ctx, c.botQuestion(ctx, q, p))
	done()
	if err != nil || !ok {
		return err
	}
	if a.Chosen != "" {
		p.Lang = a.Chosen
		c.KeepPreference(q.At, p)
	}
	c.c.Log.InfoContext(ctx, "answer", "platform", c.c.Platform.Name(), "card", a.Card.String(), "section", a.Section,
		"lang", a.Lang, "confidence", a.Confidence, "guard", a.Guard != "")
	m := answerMessage(a, q.At, q.Key)
	if a.Subscribe.Do != "" {
		card, told, err := c.Changes.answer(ctx, q.At, q.Private, a)
		if told || err != nil {
			return err
		}
		m.Card = card
	}
	if a.Note {
		if m, err = c.noteOf(ctx, q.At.conversation(c.c.Platform.Name(), q.Conversation), m.Ref); err != nil {
			return err
		}
		m.Key = q.Key
	}
	switch {
	case a.Guard != "":
		return c.Tell(ctx, q.At, m)
	case q.Private:
		m.Private, m.Municipality = !q.At.Direct, c.Municipality(ctx, q.At, p)
		return c.Tell(ctx, q.At, m)
	case q.At.Direct:
		m.Municipality = c.Municipality(ctx, q.At, p)
	}
	return c.Post(ctx, q.At, m)
}

func (c *Chat) botQuestion(ctx context.Context, q Question, p Preference) bot.Question {
	out := c.inConversation(q.At, q.Conversation)
	out.Text, out.Lang, out.Fallback = q.Text, q.Chosen, c.chosen(ctx, q.At, p)
	out.Municipality = c.Local(ctx, q.At, p)
	return out
}

// inConversation is a question of the person at the address in a platform's conversation,
// without its words.
func (c *Chat) inConversation(at Address, within string) bot.Question {
	name := c.c.Platform.Name()
	return bot.Question{Platform: name, Person: at.who(name), Conversation: at.conversation(name, within)}
}

// answerMessage shows an answer to the question of the person at the address.
func answerMessage(a bot.Answer, at Address, key string) Message {
	return Message{Lang: a.Lang, Card: a.Card, Ref: refOf(a.Card), Key: key, Asker: at.asker()}
}

// refOf is the place a card shows.
func refOf(c bot.Card) bot.Ref {
	r := bot.Ref{Lang: c.Lang, Entry: c.Entry}
	if c.Step != nil {
		r.Step = c.Step.Number
	}
	if len(c.Sections) > 0 && c.Sections[0].Asked {
		r.Section = c.Sections[0].Key
	}
	return r
}
