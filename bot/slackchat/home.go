package slackchat

import (
	"context"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// newsDays is how far back the home tab tells of changes.
const newsDays = 30

// home is the app's own tab, and the prompts of an agent's.
type home struct{ *ingress }

// publish fills a person's home tab.
func (h *home) publish(ctx context.Context, at chat.Address) error {
	p := h.chat.Preference(ctx, at)
	at.Lang = "" // the tab is in the chosen language, not in a button's
	l := h.chat.Language(ctx, at)
	b, done := h.c.Bot.Current()
	defer done()
	tab := blocks.Home{
		Lang: l, Chosen: p.Lang, Municipality: p.Municipality, Administers: h.c.Settings != nil && h.mayChoose(ctx, at), Help: b.Help(l), Topics: topics(b.Guide(), l), Days: newsDays,
	}
	var err error
	if tab.News, err = h.news(ctx, b.Guide(), l); err != nil {
		h.c.Log.WarnContext(ctx, "slack: the home tab has no news", "err", err)
	}
	return h.out.call(ctx, wayOf(at).at, func(api *slack.Client) error {
		_, err := api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: at.Person, View: h.out.render.Home(tab)})
		return err
	})
}

// mayChoose reports whether a button to choose settings is worth showing; it holds nobody up,
// and whoever presses it is looked at again.
func (h *home) mayChoose(ctx context.Context, at chat.Address) bool {
	cl, err := h.out.clients.of(ctx, wayOf(at).at)
	if err != nil || cl.calls.methods.Delay("users.info") > 0 {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, extraTimeout)
	defer cancel()
	return h.chat.May(ctx, at)
}

// suggest shows questions to begin with. An app that is no agent can't; that is no
// failure.
func (h *home) suggest(ctx context.Context, at chat.Address, channel, thread string) error {
	l := h.chat.Language(ctx, at)
	p := slack.AssistantThreadsSetSuggestedPromptsParameters{ChannelID: channel, ThreadTS: thread, Title: h.out.words(l).Text(locales.SlackPrompts)}
	b, done := h.c.Bot.Current()
	for _, q := range b.Examples(l)[:maxPrompts] {
		p.AddPrompt(q, q)
	}
	done()
	cl, err := h.out.clients.of(ctx, wayOf(at).at)
	if err != nil {
		return err
	}
	if err := cl.api.SetAssistantThreadsSuggestedPromptsContext(ctx, p); err != nil {
		h.c.Log.DebugContext(ctx, "slack prompts", "err", clean(err))
	}
	return nil
}

// maxPrompts is how many suggestions Slack shows.
const maxPrompts = 4

// topics are the areas of the opportunity map with the number of their offers.
func topics(g *content.Guide, l content.Lang) []blocks.Topic {
	var out []blocks.Topic
	for _, t := range g.Topics() {
		n := 0
		for _, e := range g.OfTopic(t.ID) {
			if e.Kind == content.Offer {
				n++
			}
		}
		out = append(out, blocks.Topic{Item: item(l, t), Line: t.Text(l).Summary, Offers: n})
	}
	return out
}

func item(l content.Lang, e *content.Entry) bot.Item {
	return bot.Item{ID: e.ID, Title: e.Text(l).Title, Path: bot.Ref{Lang: l, Entry: e.ID}.Path()}
}

// news are the entries changed lately, newest first.
func (h *home) news(ctx context.Context, g *content.Guide, l content.Lang) ([]bot.Item, error) {
	if h.c.News == nil {
		return nil, nil
	}
	ids, err := h.c.News.Changed(ctx, h.c.Now().Add(-newsDays*24*time.Hour))
	if err != nil {
		return nil, err
	}
	var out []bot.Item
	for _, id := range ids {
		if e, ok := g.Entry(id); ok {
			out = append(out, item(l, e))
		}
	}
	return out, nil
}
