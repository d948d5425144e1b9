package bot

import (
	"context"
	"fmt"
)

// About returns the place that a conversation is about now; ok is false for a conversation
// that nobody knows, and for one that is about nothing: a new one, or one that was offered
// several things and has chosen none.
func (b *Bot) About(ctx context.Context, conversation string) (r Ref, ok bool, err error) {
	c, err := b.load(ctx, conversation)
	if err != nil {
		return Ref{}, false, err
	}
	if _, ok = b.guide.Entry(c.Subject); !ok {
		return Ref{}, false, nil
	}
	return Ref{Lang: known(c.Answered), Entry: c.Subject, Section: c.Section, Step: c.Step}, true, nil
}

// Forget forgets what a conversation is about and what it was offered. What was told of the
// participant and the answers a note can be made of stay, as does the way back to the
// subject. A conversation that nobody knows is no error.
func (b *Bot) Forget(ctx context.Context, conversation string) error {
	return b.change(ctx, conversation, func(c *Conversation) { c.offer(nil, "") })
}

// Restart forgets all of a conversation but the language that was chosen in it.
func (b *Bot) Restart(ctx context.Context, conversation string) error {
	return b.change(ctx, conversation, func(c *Conversation) { *c = c.anew() })
}

// anew is what is left of a conversation that begins anew.
func (c Conversation) anew() Conversation { return Conversation{Lang: c.Lang} }

// change changes what is kept of a conversation; where nothing is, nothing is written.
func (b *Bot) change(ctx context.Context, conversation string, by func(*Conversation)) error {
	if conversation == "" || b.c.Conversations == nil {
		return nil
	}
	done, err := b.line.turns.take(ctx, conversation)
	if err != nil {
		return err
	}
	defer done()
	c, ok, err := b.c.Conversations.Last(ctx, conversation)
	if err != nil {
		return fmt.Errorf("what the conversation is about: %w", err)
	}
	if !ok {
		return nil
	}
	by(&c)
	return b.store(ctx, conversation, "", c)
}
