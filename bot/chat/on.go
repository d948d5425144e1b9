package chat

import (
	"context"
	"strings"

	"veiviser/bot"
)

// more shows the whole entry where it disturbs nobody: in a dialog, in the place of what
// was pressed, or to the person alone.
func (p press) more(ctx context.Context) error {
	m, _, err := p.card(ctx)
	if err != nil {
		return err
	}
	m.Kind = MoreMessage
	return p.open(ctx, m)
}

// choose puts one of the choices in their place.
func (p press) choose(ctx context.Context) error {
	m, _, err := p.card(ctx)
	if err != nil {
		return err
	}
	m.Key = p.a.Key
	if err := p.instead(ctx, m); err != nil {
		return err
	}
	p.showed(ctx, m.Ref)
	return nil
}

// none says that nothing of what was offered was meant, in its place.
func (p press) none(ctx context.Context) error { return p.chosen(ctx, bot.ChooseNone, p.a.Value) }

// page puts the next page of a list in the place of the one shown.
func (p press) page(ctx context.Context) error { return p.chosen(ctx, bot.ChooseNext, "") }

// chosen answers what was chosen of what the conversation offers.
func (p press) chosen(ctx context.Context, choice, text string) error {
	q := p.question(text)
	q.Choice, q.Lang = choice, p.Language(ctx, p.a.At)
	return p.answered(ctx, q, p.instead)
}

// ask answers the button's text as a question.
func (p press) ask(ctx context.Context) error {
	return p.answered(ctx, p.question(p.a.Value), p.beside)
}

// question is a question of who pressed, in the conversation of what was pressed.
func (p press) question(text string) bot.Question {
	q := p.inConversation(p.a.At, p.a.Conversation)
	q.Text, q.Fallback = text, p.a.At.Lang
	return q
}

// answered answers q and shows that.
func (p press) answered(ctx context.Context, q bot.Question, show func(context.Context, Message) error) error {
	a, err := p.bot.Answer(ctx, q)
	if err != nil {
		return err
	}
	m := answerMessage(a, p.a.At, p.a.Key)
	if a.Guard != "" {
		return p.Tell(ctx, p.a.At, m)
	}
	return show(ctx, m)
}

// compare sets the entries of the value side by side by another section.
func (p press) compare(ctx context.Context) error {
	a := p.a
	c, ok := p.bot.Compare(a.Ref.Lang, strings.Split(a.Value, ","), a.Ref.Section)
	if !ok {
		return bot.ErrGone
	}
	return p.beside(ctx, Message{Lang: c.Lang, Card: c, Key: a.Key, Asker: a.At.asker()})
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
