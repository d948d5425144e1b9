package webchat

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// press is what a button of an answer does, as the page sends it: a verb of the chats,
// the place it is about and what the verb says of it. The zero press is none.
type press struct {
	Verb  chat.Verb
	Ref   bot.Ref
	Value string
}

// presses are the verbs that are answered where they are pressed. All others are pages,
// or open in place.
var presses = map[chat.Verb]func(conversation, context.Context, press, bot.Question) (bot.Answer, error){
	chat.Show: conversation.showPlace, chat.Choose: conversation.showPlace, chat.Compare: conversation.compare,
	chat.None: conversation.chooseNone, chat.Page: conversation.chooseNext, chat.AskText: conversation.askText,
}

// instead are the verbs whose answer takes the place of what was pressed.
var instead = map[chat.Verb]bool{chat.Choose: true, chat.Compare: true, chat.None: true, chat.Page: true}

// pressOf is what the button of an action does; zero for one that is a page.
func pressOf(a bot.Action, card bot.Card) press {
	v := chat.VerbOf(a, card)
	if presses[v] == nil || a.Kind == bot.GoToStep {
		return press{}
	}
	return press{v, a.Ref, a.Value}
}

// choosing is the press of a choice.
func choosing(l content.Lang, ch bot.Choice) press {
	return press{Verb: chat.Choose, Ref: bot.Ref{Lang: l, Entry: ch.ID, Section: ch.Section}}
}

// Instead reports whether the answer takes the place of what was pressed.
func (p press) Instead() bool { return instead[p.Verb] }

// String is the press as the page sends it and parsePress reads it; empty for none.
func (p press) String() string {
	if p.Verb == "" {
		return ""
	}
	return strings.TrimSpace(strings.Join([]string{string(p.Verb), p.Ref.String(), p.Value}, " "))
}

// parsePress reads what String wrote; ok is false for what no page of ours sends.
func parsePress(s string) (p press, ok bool) {
	verb, rest, _ := strings.Cut(s, " ")
	ref, value, _ := strings.Cut(rest, " ")
	p.Verb, p.Value = chat.Verb(verb), value
	p.Ref, ok = bot.ParseCompact(ref)
	return p, ok && presses[p.Verb] != nil
}

// press answers a button. What it shows is what the conversation of q is about from then
// on.
func (c conversation) press(ctx context.Context, text string, q bot.Question) (bot.Answer, error) {
	p, ok := parsePress(text)
	if !ok {
		return bot.Answer{}, &statusError{status: http.StatusBadRequest}
	}
	q.Lang, q.Text = p.Ref.Lang, ""
	return presses[p.Verb](c, ctx, p, q)
}

// showPlace shows a place of the guide.
func (c conversation) showPlace(ctx context.Context, p press, q bot.Question) (bot.Answer, error) {
	res, card, err := c.Bot.Open(ctx, p.Ref, bot.ParsePoints(p.Value)...)
	if errors.Is(err, bot.ErrGone) {
		return bot.Answer{Lang: p.Ref.Lang, Card: c.gone(p.Ref.Lang)}, nil
	}
	if err != nil {
		return bot.Answer{}, err
	}
	a := bot.Answer{Lang: card.Lang, Card: card, Section: p.Ref.Section}
	return a, c.Bot.Showed(ctx, q.Conversation, q.Person, res.Ref, bot.ParsePoints(p.Value)...)
}

// gone tells that what a button shows is no longer there.
func (c conversation) gone(l content.Lang) bot.Card {
	return bot.Card{Kind: bot.TextCard, Lang: l, Title: c.text(l, locales.LinkGone)}
}

// compare sets entries side by side.
func (c conversation) compare(_ context.Context, p press, _ bot.Question) (bot.Answer, error) {
	card, ok := c.Bot.Compare(p.Ref.Lang, strings.Split(p.Value, ","), p.Ref.Section)
	if !ok {
		card = c.gone(p.Ref.Lang)
	}
	return bot.Answer{Lang: card.Lang, Card: card}, nil
}

// chooseNone answers that nothing of what was offered was meant; the value is the
// question, which the asker may send to the editors.
func (c conversation) chooseNone(ctx context.Context, p press, q bot.Question) (bot.Answer, error) {
	q.Choice, q.Text = bot.ChooseNone, p.Value
	return c.Bot.Answer(ctx, q)
}

// chooseNext answers with more of a list.
func (c conversation) chooseNext(ctx context.Context, _ press, q bot.Question) (bot.Answer, error) {
	q.Choice = bot.ChooseNext
	return c.Bot.Answer(ctx, q)
}

// askText answers the value as a question.
func (c conversation) askText(ctx context.Context, p press, q bot.Question) (bot.Answer, error) {
	q.Text = p.Value
	return c.Bot.Answer(ctx, q)
}
