package slackchat

import (
	"context"
	"regexp"
	"strings"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

// question is a text to answer and where the answer goes.
type question struct {
	asker
	text         string       // as Slack sent it
	chosen       content.Lang // for this answer; empty to detect it
	conversation string       // channel and thread; empty for none
	key          string       // tells a repeated post of the answer apart
	direct       bool         // in a direct message
	private      bool         // only the asker sees the answer
	filter       bot.Filter   // what the offers must fit, from the dialog
}

// answer answers a question where it was asked. A personal number is told to the asker
// alone, whatever else was set.
func (ch *Chat) answer(ctx context.Context, q question) error {
	if l, ok := bot.LangCommand(plainText(q.text)); ok {
		p := ch.preference(ctx, q.asker)
		p.Lang = l
		ch.keepPreference(q.asker, p)
	}
	a, err := ch.c.Bot.Answer(ctx, ch.botQuestion(ctx, q))
	if err != nil {
		return err
	}
	ch.c.Log.Info("slack answer", "card", a.Card.String(), "lang", a.Lang, "confidence", a.Confidence, "guard", a.Guard != "")
	if a.Guard != "" {
		return ch.tell(ctx, q.asker, ch.render.Card(a.Card, blocks.Options{}))
	}
	return ch.give(ctx, q, a.Card)
}

func (ch *Chat) botQuestion(ctx context.Context, q question) bot.Question {
	text := plainText(q.text)
	if !bot.TooLong(q.text) && bot.FindNumber(q.text) != "" {
		text = q.text // Slack's own marks can hide a number, as a link to a telephone
	}
	out := bot.Question{Text: text, Lang: q.chosen, Fallback: ch.chosen(ctx, q.asker), Platform: bot.Slack}
	if q.conversation != "" {
		out.Conversation = "slack/" + q.at.String() + "/" + q.conversation
	}
	return out
}

// give shows a card where the question was asked.
func (ch *Chat) give(ctx context.Context, q question, c bot.Card) error {
	o := blocks.Options{Private: q.private && !q.direct}
	if q.private || q.direct {
		o.Municipality = ch.preference(ctx, q.asker).Municipality
	}
	m := ch.render.Card(c, o)
	if q.respond != "" {
		return ch.reply(q.asker).privately(ctx, m)
	}
	cl, err := ch.clients.of(ctx, q.at)
	if err != nil {
		return err
	}
	p := place{channel: q.channel, thread: q.thread, key: q.key}
	if q.private {
		p.only = q.user
	}
	return cl.post(ctx, p, m)
}

// answerDialog answers what was asked in the dialog, in a direct message.
func (ch *Chat) answerDialog(ctx context.Context, q question) error {
	q.direct, q.channel = true, q.user
	if strings.TrimSpace(q.text) != "" {
		if err := ch.answer(ctx, q); err != nil {
			return err
		}
	}
	if q.filter == (bot.Filter{}) {
		return nil
	}
	l := q.chosen
	if l == "" {
		l = ch.lang(ctx, q.asker)
	}
	q.key += " list"
	return ch.give(ctx, q, ch.c.Bot.List(l, q.filter))
}

// markup is what Slack writes for mentions, channels, links and broadcasts.
var markup = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)

// plainText is what a person wrote: mentions gone, links by their label, the three
// escaped signs themselves again.
func plainText(s string) string {
	s = markup.ReplaceAllStringFunc(s, func(m string) string {
		parts := markup.FindStringSubmatch(m)
		target, label := parts[1], parts[2]
		switch {
		case strings.HasPrefix(target, "@"), strings.HasPrefix(target, "!"):
			return " "
		case label != "":
			return label
		case strings.HasPrefix(target, "#"):
			return " "
		}
		return target
	})
	return strings.TrimSpace(unescaper.Replace(s))
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
