package chat

import (
	"context"

	"veiviser/bot"
	"veiviser/content"
)

// more shows the whole entry where it disturbs nobody: in a dialog, in the place of what
// was pressed, or to the person alone.
func (p press) more(ctx context.Context) error {
	m, _, err := p.card(ctx)
	if err != nil {
		return err
	}
	m.Kind, m.Municipality = MoreMessage, p.Municipality(ctx, p.a.At, p.Preference(ctx, p.a.At))
	return p.open(ctx, m)
}

// answer shows what the button answers; the conversation is about that from then on.
func (p press) answer(ctx context.Context) error {
	q := p.inConversation(p.a.At, p.a.Conversation)
	q.Fallback = p.Language(ctx, p.a.At)
	a, err := Button{p.a.Verb, p.a.Ref, p.a.Value}.Answer(ctx, p.bot, q)
	if err != nil {
		return err
	}
	m := Message{Lang: a.Lang, Card: a.Card, Ref: a.Ref, Key: p.a.Key, Asker: p.a.At.asker()}
	show := p.beside
	if _, instead := p.a.Verb.Answers(); instead {
		show = p.instead
	}
	if a.Guard != "" {
		show = func(ctx context.Context, m Message) error { return p.Tell(ctx, p.a.At, m) }
	}
	if err := show(ctx, m); err != nil {
		return err
	}
	if err := a.Keep(ctx, p.bot, q); err != nil {
		p.c.Log.WarnContext(ctx, "a conversation's subject is not kept", "platform", p.c.Platform.Name(), "err", err)
	}
	return nil
}

// instead shows m in the place of what was pressed; to who did not ask, beside it.
func (p press) instead(ctx context.Context, m Message) error {
	switch p.a.At.Surface {
	case InDialog, OnHome, OnPreview:
		return p.beside(ctx, m)
	case Ephemeral:
		m.Private = true
	case InThread:
		if p.aside() {
			return p.beside(ctx, m)
		}
	}
	return p.replace(ctx, m)
}

// again shows the card in the place of what took its place.
func (p press) again(ctx context.Context) error {
	m, _, err := p.card(ctx)
	if err != nil {
		return err
	}
	return p.replace(ctx, m)
}

// card lays out the place the press is about.
func (p press) card(ctx context.Context) (Message, *content.Entry, error) {
	r := p.a.Ref
	res, card, err := p.bot.Open(ctx, r, bot.ParsePoints(p.a.Value)...)
	if err != nil {
		return Message{}, nil, err
	}
	return Message{Lang: r.Lang, Card: card, Ref: res.Ref, Asker: p.a.At.asker()}, res.Entry, nil
}
