package slackchat

import (
	"context"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

// newsDays is how far back the home tab tells of changes.
const newsDays = 30

// publishHome fills the asker's home tab.
func (ch *Chat) publishHome(ctx context.Context, a asker) error {
	cl, err := ch.clients.of(ctx, a.at)
	if err != nil {
		return err
	}
	p := ch.preference(ctx, a)
	a.lang = "" // the tab is in the chosen language, not in a button's
	l := ch.lang(ctx, a)
	h := blocks.Home{
		Lang: l, Chosen: p.Lang, Municipality: p.Municipality, Help: ch.c.Bot.Help(l), Topics: ch.topics(l), Days: newsDays,
	}
	if h.News, err = ch.news(ctx, l); err != nil {
		ch.c.Log.Warn("slack home: news", "err", err)
	}
	_, err = cl.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: a.user, View: ch.render.Home(h)})
	return err
}

// topics are the areas of the opportunity map with the number of their offers.
func (ch *Chat) topics(l content.Lang) []blocks.Topic {
	g := ch.c.Bot.Guide()
	var out []blocks.Topic
	for _, t := range g.Topics() {
		n := 0
		for _, e := range g.OfTopic(t.ID) {
			if e.Kind == content.Offer {
				n++
			}
		}
		c := ch.c.Bot.Choice(l, t)
		out = append(out, blocks.Topic{Item: c.Item, Line: c.Line, Offers: n})
	}
	return out
}

// news are the entries changed lately, newest first.
func (ch *Chat) news(ctx context.Context, l content.Lang) ([]bot.Item, error) {
	if ch.c.History == nil {
		return nil, nil
	}
	ids, err := ch.c.History.Changed(ctx, ch.c.Now().Add(-newsDays*24*time.Hour))
	if err != nil {
		return nil, err
	}
	var out []bot.Item
	for _, id := range ids {
		if e, ok := ch.c.Bot.Guide().Entry(id); ok {
			out = append(out, ch.c.Bot.Choice(l, e).Item)
		}
	}
	return out, nil
}
