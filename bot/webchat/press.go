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

// press is what a button of an answer does, as the page sends it. The zero press is none.
type press struct{ chat.Button }

// answers reports whether the verb is answered where it is pressed. All others are pages,
// as the steps of a journey are, or open in place.
func answers(v chat.Verb) bool {
	ok, _ := v.Answers()
	return ok && v != chat.Step
}

// pressOf is what the button of an action does; zero for one that is a page.
func pressOf(a bot.Action, card bot.Card) press {
	v := chat.VerbOf(a, card)
	if !answers(v) || a.Kind == bot.GoToStep {
		return press{}
	}
	return press{chat.Button{Verb: v, Ref: a.Ref, Value: a.Value}}
}

// choosing is the press of a choice.
func choosing(l content.Lang, ch bot.Choice) press {
	return press{chat.Button{Verb: chat.Choose, Ref: bot.Ref{Lang: l, Entry: ch.ID, Section: ch.Section}}}
}

// Instead reports whether the answer takes the place of what was pressed.
func (p press) Instead() bool {
	_, instead := p.Verb.Answers()
	return instead
}

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
	return p, ok && answers(p.Verb)
}

// press answers a button. What it shows is what the conversation of q is about from then
// on.
func (c conversation) press(ctx context.Context, text string, q bot.Question) (bot.Answer, error) {
	p, ok := parsePress(text)
	if !ok {
		return bot.Answer{}, &statusError{status: http.StatusBadRequest}
	}
	if kind := bot.FindNumber(q.Text); kind != "" { // of a form, whose fields are no question
		return c.Bot.Answer(ctx, q)
	}
	q.Lang, q.Text, q.Fallback = "", "", p.Ref.Lang
	a, err := p.Answer(ctx, c.Bot, q)
	if errors.Is(err, bot.ErrGone) {
		return bot.Answer{Lang: p.Ref.Lang, Card: c.gone(p.Ref.Lang)}, nil
	}
	if err != nil {
		return bot.Answer{}, err
	}
	return a.Answer, a.Keep(ctx, c.Bot, q)
}

// gone tells that what a button shows is no longer there.
func (c conversation) gone(l content.Lang) bot.Card {
	return bot.Card{Kind: bot.TextCard, Lang: l, Title: c.text(l, locales.LinkGone)}
}
