package chat

import (
	"context"

	"veiviser/bot"
)

// reading is a question that is read together with where it stands.
type reading struct {
	bot *bot.Bot
	q   Question
}

// answer answers what the platform's question asks. What stands above is read with it
// where it says too little alone ("kan du svare på denne?"); ok is false where nobody
// asked and nothing is sure.
func (r reading) answer(ctx context.Context, q bot.Question) (a bot.Answer, ok bool, err error) {
	if r.q.Above != nil || r.q.Unasked {
		sure, err := r.sure(ctx, q)
		if !sure && err == nil && r.q.Above != nil {
			q, err = r.withAbove(ctx, q)
		}
		if err != nil || !sure && r.q.Unasked {
			return bot.Answer{}, false, err
		}
	}
	a, err = r.bot.Answer(ctx, q)
	return a, err == nil, err
}

// withAbove is q with what stands above, or that alone, where it makes the answer sure or
// holds a number that must be told of; else q.
func (r reading) withAbove(ctx context.Context, q bot.Question) (bot.Question, error) {
	above := r.q.Above(ctx)
	if above == "" {
		return q, nil
	}
	for _, text := range []string{above + "\n" + q.Text, above} {
		with := q
		with.Text = text
		if !bot.TooLong(text) && bot.FindNumber(text) != "" {
			return with, nil
		}
		sure, err := r.sure(ctx, with)
		if sure || err != nil {
			return with, err
		}
	}
	return q, nil
}

// sure reports whether q has a sure answer, without counting or keeping anything.
func (r reading) sure(ctx context.Context, q bot.Question) (bool, error) {
	q.Draft = true
	a, err := r.bot.Answer(ctx, q)
	return a.Sure(), err
}
