package slackchat

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/content"
)

// linkShared shows the cards of our links, in a message or while it is being written.
// Links that are none of ours, or lead nowhere, are left alone.
func (ch *Chat) linkShared(ctx context.Context, e *envelope) error {
	previews := map[string]slack.Attachment{}
	meta := slack.WorkObjectMetadata{}
	for _, link := range e.Event.Links {
		ref, ok := ch.c.Bot.ParseLink(link.URL)
		if !ok {
			continue
		}
		r, c, err := ch.c.Bot.Open(ctx, ref)
		if err != nil {
			if !errors.Is(err, bot.ErrGone) {
				ch.c.Log.Warn("slack preview", "entry", ref.Entry, "err", err) // the other links go on
			}
			continue
		}
		previews[link.URL] = slack.Attachment{Fallback: c.Title, Blocks: slack.Blocks{BlockSet: ch.render.Preview(c)}}
		meta.Entities = append(meta.Entities, ch.render.WorkObject(ref.Lang, r.Entry, link.URL))
	}
	if len(previews) == 0 {
		ch.c.Count("ignored", "link")
		return nil
	}
	cl, err := ch.clients.of(ctx, e.workspace())
	if err != nil {
		return err
	}
	how := slack.MsgOptionUnfurl(e.Event.MessageTS, previews)
	if e.Event.UnfurlID != "" {
		how = slack.MsgOptionUnfurlByID(e.Event.UnfurlID, e.Event.Source, previews)
	}
	_, _, err = cl.api.PostMessageContext(ctx, e.Event.Channel, how, slack.MsgOptionWorkObjectMetadata(meta))
	return err
}

// detailsRequested fills the pane beside the conversation for a link's entry.
func (ch *Chat) detailsRequested(ctx context.Context, e *envelope) error {
	cl, err := ch.clients.of(ctx, e.workspace())
	if err != nil {
		return err
	}
	ref, ok := ch.c.Bot.ParseLink(e.Event.EntityURL)
	if !ok {
		l := ch.lang(ctx, asker{at: e.workspace(), user: e.Event.User, lang: content.LangOfTag(e.Event.UserLocale)})
		ref = bot.Ref{Lang: l, Entry: e.Event.ExternalRef.ID}
	}
	p := slack.EntityPresentDetailsParameters{TriggerID: e.Event.TriggerID}
	r, c, err := ch.c.Bot.Open(ctx, ref)
	switch {
	case errors.Is(err, bot.ErrGone):
		p.Error = &slack.EntityDetailsError{Status: "not_found"}
	case err != nil:
		return err
	default:
		w := ch.render.WorkObject(ref.Lang, r.Entry, orElse(e.Event.EntityURL, ch.c.BaseURL+c.Path))
		p.Metadata = &slack.EntityDetailsMetadata{EntityType: w.EntityType, URL: w.URL, ExternalRef: w.ExternalRef, EntityPayload: w.EntityPayload}
	}
	return cl.api.EntityPresentDetailsContext(ctx, p)
}
