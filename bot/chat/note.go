package chat

import (
	"context"
	"errors"

	"veiviser/bot"
)

// noter does what is pressed for a case note.
type noter struct{ press }

// note shows the case note of what is shown, with what else the conversation was answered
// to choose from.
func (p noter) note(ctx context.Context) error {
	m, err := p.noteOf(ctx, p.a.At.conversation(p.c.Platform.Name(), p.a.Conversation), p.a.Ref, bot.ParsePoints(p.a.Value)...)
	if err != nil {
		return err
	}
	if p.c.Editors != nil {
		p.c.Editors.NoteCopied(m.Ref.Entry, m.Lang)
	}
	return p.open(ctx, m)
}

// tick shows the note again with what is ticked now.
func (p noter) tick(ctx context.Context) error {
	m, err := p.Noted(ctx, p.a.Ref, bot.ParseTicks(p.a.Value))
	if err != nil {
		return err
	}
	return p.open(ctx, m)
}

// NoteOf makes the case note of a place, of no conversation.
func (c *Chat) NoteOf(ctx context.Context, r bot.Ref) (Message, error) { return c.noteOf(ctx, "", r) }

func (c *Chat) noteOf(ctx context.Context, conversation string, r bot.Ref, points ...bot.PointRef) (Message, error) {
	b, done := c.c.Bot.Current()
	defer done()
	t, err := b.Ticks(ctx, conversation, r, points...)
	if err != nil {
		return Message{}, err
	}
	return c.noted(ctx, b, r, t)
}

// Noted makes the case note of what is ticked, as a dialog with a note is sent or changed;
// r is the place whose note was asked for.
func (c *Chat) Noted(ctx context.Context, r bot.Ref, t bot.Ticks) (Message, error) {
	b, done := c.c.Bot.Current()
	defer done()
	return c.noted(ctx, b, r, t)
}

func (c *Chat) noted(ctx context.Context, b *bot.Bot, r bot.Ref, t bot.Ticks) (Message, error) {
	n, err := b.Compose(ctx, r.Lang, t, bot.NoteOptions{Base: c.c.BaseURL, On: c.c.Now()})
	if err != nil {
		return Message{}, err
	}
	if len(n.Offered) == 0 {
		return Message{}, bot.ErrGone
	}
	r.Note = true
	res, card, err := b.Open(ctx, r)
	if err != nil && !errors.Is(err, bot.ErrGone) { // what else was answered is still there
		return Message{}, err
	}
	return Message{Kind: NoteMessage, Lang: n.Lang, Card: card, Ref: res.Ref, Note: n.Note, Ticks: n.Ticks, Groups: n.Groups}, nil
}
