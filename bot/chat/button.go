package chat

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"veiviser/bot"
	"veiviser/content"
)

// Button is what stands in a button: what it does, of which place, and what it says.
type Button struct {
	Verb  Verb
	Ref   bot.Ref
	Value string // of Show, Choose and Step: points, as [bot.ParsePoints] reads them; see the verbs
}

// answering are the verbs that answer with a card of their own: what they answer is the
// same in every chat, and on the web.
var answering = map[Verb]struct {
	answer  func(Button, context.Context, *bot.Bot, bot.Question) (Answered, error)
	instead bool // in the place of what was pressed
}{
	Show: {answer: Button.opened}, Choose: {Button.opened, true}, Step: {Button.opened, true},
	None: {Button.none, true}, Page: {Button.page, true}, Tell: {Button.told, true}, AskText: {answer: Button.asked}, Compare: {answer: Button.compared}, Path: {Button.path, true},
}

// Answers reports whether a button of the verb is answered by [Button.Answer], and whether
// that takes the place of what was pressed.
func (v Verb) Answers() (ok, instead bool) {
	a, ok := answering[v]
	return ok, a.instead
}

// Answered is what a button answers.
type Answered struct {
	bot.Answer
	Ref bot.Ref // the place it shows; zero for none

	opened bool // nothing was asked: the conversation does not know of it yet
	points []bot.PointRef
}

// Answer answers the button in the conversation of q, to the person and in the language
// that q falls back to. What is no longer there is [bot.ErrGone], a verb that answers
// nothing by itself [ErrUnknownVerb].
func (x Button) Answer(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	a, ok := answering[x.Verb]
	if !ok {
		return Answered{}, fmt.Errorf("%w that answers: %.20q", ErrUnknownVerb, x.Verb)
	}
	return a.answer(x, ctx, b, q)
}

// Keep makes what was shown what the conversation of q is about.
func (a Answered) Keep(ctx context.Context, b *bot.Bot, q bot.Question) error {
	if !a.opened {
		return nil
	}
	return b.Showed(ctx, q.Conversation, q.Person, a.Ref, a.points...)
}

// opened is a place of the guide.
func (x Button) opened(ctx context.Context, b *bot.Bot, _ bot.Question) (Answered, error) {
	points := bot.ParsePoints(x.Value)
	res, card, err := b.Open(ctx, x.Ref, points...)
	if err != nil {
		return Answered{}, err
	}
	return Answered{bot.Answer{Lang: card.Lang, Card: card, Section: x.Ref.Section}, res.Ref, true, points}, nil
}

// compared sets entries side by side by another section.
func (x Button) compared(_ context.Context, b *bot.Bot, _ bot.Question) (Answered, error) {
	c, ok := b.Compare(x.Ref.Lang, strings.Split(x.Value, ","), x.Ref.Section)
	if !ok {
		return Answered{}, bot.ErrGone
	}
	return Answered{Answer: bot.Answer{Lang: c.Lang, Card: c}}, nil
}

// none says that nothing of what was offered was meant; the value is the question, which
// the asker can send to the editors.
func (x Button) none(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	q.Choice, q.Text = bot.ChooseNone, x.Value
	return x.chosen(ctx, b, q)
}

// page is the next page of a list.
func (x Button) page(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	q.Choice, q.Text = bot.ChooseNext, ""
	return x.chosen(ctx, b, q)
}

// path is a path of one's own, or a phase of it.
func (x Button) path(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	q.Choice, q.Text = bot.ChoosePath, x.Value
	return x.chosen(ctx, b, q)
}

// told tells something of the participant, or takes it back.
func (x Button) told(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	q.Choice, q.Text = bot.Telling(x.Value), ""
	return x.chosen(ctx, b, q)
}

// chosen answers what was chosen of what the conversation offers: no words tell in which
// language.
func (x Button) chosen(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	q.Lang = cmp.Or(q.Lang, q.Fallback, x.Ref.Lang, content.Bokmal)
	return answered(ctx, b, q)
}

// asked answers the value as a question.
func (x Button) asked(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	q.Text = x.Value
	return answered(ctx, b, q)
}

func answered(ctx context.Context, b *bot.Bot, q bot.Question) (Answered, error) {
	a, err := b.Answer(ctx, q)
	return Answered{Answer: a, Ref: refOf(a.Card)}, err
}
