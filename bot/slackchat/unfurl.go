package slackchat

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

// pageLink is one of our pages, taken from a link.
type pageLink struct {
	lang   content.Lang
	id     string
	digest string // of a version; empty for today's
	step   int    // of a journey; 0 for none
}

// parseLink reads the address of an entry's page; ok is false for any other.
func (ch *Chat) parseLink(address string) (l pageLink, ok bool) {
	u, err := url.Parse(address)
	base, baseErr := url.Parse(ch.c.BaseURL)
	if err != nil || baseErr != nil || base.Host == "" || !strings.EqualFold(u.Host, base.Host) {
		return l, false
	}
	parts := strings.Split(strings.Trim(strings.TrimPrefix(u.Path, base.Path), "/"), "/")
	if len(parts) < 2 {
		return l, false
	}
	l.lang, ok = content.ParseLang(parts[0])
	l.id, l.digest, _ = strings.Cut(parts[1], "@")
	l.step, _ = strconv.Atoi(u.Query().Get("step"))
	return l, ok
}

// shown is what a link leads to.
type shown struct {
	entry    *content.Entry // as the link shows it
	card     bot.Card
	standing blocks.Standing
}

// resolve finds what a link shows; ok is false for no entry of the guide's, ever, and
// for a version nobody knows: another text must not stand in its place.
func (ch *Chat) resolve(ctx context.Context, l pageLink) (s shown, ok bool) {
	g := ch.c.Bot.Guide()
	e, here := g.Entry(l.id)
	if !here {
		e, here = g.Renamed(l.id)
	}
	if here && (l.digest == "" || strings.HasPrefix(strings.TrimPrefix(g.Digest(e.ID), content.DigestPrefix), l.digest)) {
		s.entry = e
	} else if s.entry = ch.version(ctx, l); s.entry == nil {
		return s, false
	} else if s.standing = blocks.Changed; !here {
		s.standing = blocks.Removed
	}
	c, isStep := ch.c.Bot.StepCard(l.lang, s.entry, l.step)
	if !isStep {
		c = ch.c.Bot.EntryCard(l.lang, s.entry, "")
	}
	if s.standing != blocks.Current {
		c.Path = bot.Permalink(l.lang, s.entry.ID, s.entry.Digest())
	}
	s.card = c
	return s, true
}

// version is the entry as it stood, nil where it is not known.
func (ch *Chat) version(ctx context.Context, l pageLink) *content.Entry {
	if ch.c.History == nil || l.digest == "" {
		return nil
	}
	e, ok, err := ch.c.History.Version(ctx, l.id, l.digest)
	if err != nil {
		ch.c.Log.Warn("slack preview: version", "entry", l.id, "err", err)
	}
	if !ok {
		return nil
	}
	return e
}

// linkShared shows the cards of our links, in a message or while it is being written.
// Links that are none of ours, or lead nowhere, are left alone.
func (ch *Chat) linkShared(ctx context.Context, e *envelope) error {
	previews := map[string]slack.Attachment{}
	meta := slack.WorkObjectMetadata{}
	for _, link := range e.Event.Links {
		l, ok := ch.parseLink(link.URL)
		if !ok {
			continue
		}
		s, ok := ch.resolve(ctx, l)
		if !ok {
			continue
		}
		previews[link.URL] = slack.Attachment{Fallback: s.card.Title, Blocks: slack.Blocks{BlockSet: ch.render.Preview(s.card, s.standing)}}
		meta.Entities = append(meta.Entities, ch.render.WorkObject(l.lang, s.entry, link.URL))
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
	l, ok := ch.parseLink(e.Event.EntityURL)
	if !ok {
		l = pageLink{lang: ch.lang(ctx, asker{at: e.workspace(), user: e.Event.User, lang: content.LangOfTag(e.Event.UserLocale)}), id: e.Event.ExternalRef.ID}
	}
	p := slack.EntityPresentDetailsParameters{TriggerID: e.Event.TriggerID}
	if s, ok := ch.resolve(ctx, l); ok {
		w := ch.render.WorkObject(l.lang, s.entry, orElse(e.Event.EntityURL, ch.c.BaseURL+s.card.Path))
		p.Metadata = &slack.EntityDetailsMetadata{EntityType: w.EntityType, URL: w.URL, ExternalRef: w.ExternalRef, EntityPayload: w.EntityPayload}
	} else {
		p.Error = &slack.EntityDetailsError{Status: "not_found"}
	}
	return cl.api.EntityPresentDetailsContext(ctx, p)
}
