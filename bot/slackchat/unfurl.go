package slackchat

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
)

// linkShared shows the cards of our links, in a message or while it is being written.
// Links that are none of ours, or lead nowhere, are left alone.
func (in *ingress) linkShared(ctx context.Context, e *envelope) error {
	return in.do(ctx, e, e.nobody(), func(ctx context.Context) error { return in.preview(ctx, e) })
}

func (in *ingress) preview(ctx context.Context, e *envelope) error {
	b, done := in.c.Bot.Current()
	defer done()
	previews := map[string]slack.Attachment{}
	meta := slack.WorkObjectMetadata{}
	for _, link := range e.Event.Links {
		ref, ok := b.ParseLink(link.URL)
		if !ok {
			continue
		}
		r, c, err := b.Open(ctx, ref)
		if errors.Is(err, bot.ErrGone) {
			continue
		}
		if err != nil {
			return err
		}
		previews[link.URL] = slack.Attachment{Fallback: c.Title, Blocks: slack.Blocks{BlockSet: in.out.render.Preview(c)}}
		meta.Entities = append(meta.Entities, in.out.render.WorkObject(c.Ref(), r.Entry, link.URL))
	}
	if len(previews) == 0 {
		in.c.Count("ignored", "link")
		return nil
	}
	how := slack.MsgOptionUnfurl(e.Event.MessageTS, previews)
	if e.Event.UnfurlID != "" {
		how = slack.MsgOptionUnfurlByID(e.Event.UnfurlID, e.Event.Source, previews)
	}
	return in.out.call(ctx, e.workspace(), func(api *slack.Client) error {
		_, _, err := api.PostMessageContext(ctx, e.Event.Channel, how, slack.MsgOptionWorkObjectMetadata(meta))
		if withoutObjects(err) {
			in.c.Count("refused", "work object")
			_, _, err = api.PostMessageContext(ctx, e.Event.Channel, how)
		}
		return err
	})
}

// withoutObjects reports whether Slack may take a link's card without its work object: a
// workspace that doesn't have them, an app that was made from an older manifest. No page of
// Slack's lists the refusals, so any that is not about the token counts.
func withoutObjects(err error) bool {
	refusal, ok := errors.AsType[slack.SlackErrorResponse](err)
	f, _ := errors.AsType[*chat.Failure](outcome(err))
	return ok && refusal.Needed == "" && !slices.Contains(deadToken, refusal.Err) && f.Sent == chat.NotSent && !f.Again
}

// detailsRequested fills the pane beside the conversation for a link's entry.
func (in *ingress) detailsRequested(ctx context.Context, e *envelope) error {
	return in.do(ctx, e, e.nobody(), func(ctx context.Context) error { return in.details(ctx, e) })
}

func (in *ingress) details(ctx context.Context, e *envelope) error {
	b, done := in.c.Bot.Current()
	defer done()
	ref, ok := b.ParseLink(e.Event.EntityURL)
	if !ok {
		at := e.nobody()
		at.Person, at.Lang = e.Event.User, content.LangOfTag(e.Event.UserLocale)
		ref = bot.Ref{Lang: in.chat.Language(ctx, at), Entry: e.Event.ExternalRef.ID}
	}
	p := slack.EntityPresentDetailsParameters{TriggerID: e.Event.TriggerID}
	r, c, err := b.Open(ctx, ref)
	switch {
	case errors.Is(err, bot.ErrGone):
		p.Error = &slack.EntityDetailsError{Status: "not_found"}
	case err != nil:
		return err
	default:
		w := in.out.render.WorkObject(c.Ref(), r.Entry, orElse(e.Event.EntityURL, in.c.BaseURL+c.Path))
		p.Metadata = &slack.EntityDetailsMetadata{EntityType: w.EntityType, URL: w.URL, ExternalRef: w.ExternalRef, EntityPayload: w.EntityPayload}
	}
	return in.out.call(ctx, e.workspace(), func(api *slack.Client) error { return api.EntityPresentDetailsContext(ctx, p) })
}
