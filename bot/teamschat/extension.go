package teamschat

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"veiviser/bot"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
)

const (
	thumbnailType = "application/vnd.microsoft.card.thumbnail"
	// maxResults with their cards are about 60 KB, on every keystroke.
	maxResults = 8
	// maxExtensionCard keeps the list of results small; the card links the page.
	maxExtensionCard = 5_000
)

// extensionAnswer answers the message extension.
type extensionAnswer struct {
	Extension extensionResult `json:"composeExtension"`
}

type extensionResult struct {
	Type        string       `json:"type"` // result or message
	Layout      string       `json:"attachmentLayout,omitempty"`
	Attachments []attachment `json:"attachments,omitempty"`
	Text        string       `json:"text,omitempty"`
}

type thumbnail struct {
	Title    string `json:"title"`
	Subtitle string `json:"subtitle,omitempty"`
	Text     string `json:"text"`
}

// query finds entries while somebody types. Nothing of it is counted or remembered.
func (c *Chat) query(w http.ResponseWriter, r *http.Request, a activity) error {
	var v struct {
		Parameters []struct {
			Name  string `json:"name"`
			Value any    `json:"value"`
		} `json:"parameters"`
		Options struct {
			Skip int `json:"skip"`
		} `json:"queryOptions"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	text := ""
	for _, p := range v.Parameters {
		if s, ok := p.Value.(string); ok && p.Name == searchParameter {
			text = s
		}
	}
	if v.Options.Skip > 0 {
		return respond(w, results(nil)) // there is one page
	}
	l := a.lang()
	if text == "" {
		return respond(w, results(c.previews(l, c.c.Bot.Guide().Topics())))
	}
	ans, err := c.c.Bot.Answer(r.Context(), bot.Question{Text: plainText(text), Fallback: l, Platform: bot.Teams, Draft: true})
	if err != nil {
		return err
	}
	if ans.Guard != "" {
		return respond(w, extensionAnswer{extensionResult{Type: "message", Text: ans.Card.Title + ". " + ans.Card.Lead}})
	}
	var found []*content.Entry
	for _, h := range ans.Hits {
		found = append(found, h.Entry)
	}
	return respond(w, results(c.previews(ans.Lang, found)))
}

func results(as []attachment) extensionAnswer {
	return extensionAnswer{extensionResult{Type: "result", Layout: "list", Attachments: as}}
}

func (c *Chat) previews(l content.Lang, es []*content.Entry) []attachment {
	var out []attachment
	for _, e := range es[:min(maxResults, len(es))] {
		out = append(out, c.preview(c.c.Bot.EntryCard(l, e, "")))
	}
	return out
}

// preview is a card that goes into somebody's own message, where it has links only.
func (c *Chat) preview(card bot.Card) attachment {
	r := c.render
	r.LinksOnly, r.Brief, r.Max = true, true, maxExtensionCard
	line := card.Lead
	if card.Step != nil {
		line = card.Step.Position + ": " + card.Step.Title
	}
	return attachment{
		ContentType: cards.ContentType, Content: r.Card(card),
		Preview: &attachment{ContentType: thumbnailType, Content: thumbnail{Title: card.Title, Subtitle: card.Label, Text: line}},
	}
}

// unfurl shows the card of a link of ours. Links that are not get no answer.
func (c *Chat) unfurl(w http.ResponseWriter, r *http.Request, a activity) error {
	var v struct {
		URL string `json:"url"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	card, ok, err := c.linked(r.Context(), v.URL)
	if err != nil {
		return err
	}
	if !ok {
		return respond(w, results(nil))
	}
	return respond(w, results([]attachment{c.preview(card)}))
}

// linked lays out what a link of ours points to; ok is false for any other link. A
// permalink shows the entry as it stood, and says when today's is another.
func (c *Chat) linked(ctx context.Context, link string) (card bot.Card, ok bool, err error) {
	ref, ok := parseLink(c.c.BaseURL, link)
	if !ok {
		return card, false, nil
	}
	today, known := c.c.Bot.Guide().Entry(ref.entry)
	if !known {
		today, known = c.c.Bot.Guide().Renamed(ref.entry)
	}
	e, changed := today, false
	if ref.digest != "" && !(known && strings.HasPrefix(strings.TrimPrefix(c.c.Bot.Guide().Digest(today.ID), content.DigestPrefix), ref.digest)) {
		if c.c.Version == nil {
			return card, false, nil
		}
		if e, ok, err = c.c.Version(ctx, ref.entry, ref.digest); err != nil || !ok {
			return card, false, err
		}
		changed = true
	}
	if e == nil {
		return card, false, nil
	}
	card = c.c.Bot.EntryCard(ref.lang, e, "")
	if ref.step > 0 {
		if step, ok := c.c.Bot.StepCard(ref.lang, e, ref.step); ok {
			card = step
		}
	}
	if changed {
		c.markChanged(&card, known)
	}
	return card, true, nil
}

// markChanged says on top of a card that it shows what once stood.
func (c *Chat) markChanged(card *bot.Card, stillThere bool) {
	key := locales.TeamsChanged
	if !stillThere {
		key = locales.TeamsGone
	}
	card.Notices = append([]bot.Notice{{Kind: bot.LawChanged, Text: c.words(card.Lang).Text(key)}}, card.Notices...)
}
