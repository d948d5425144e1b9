package blocks

import (
	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Preview is the card of a link in a message: what the entry answers there, and what
// must be known before acting.
func (r Renderer) Preview(c bot.Card) []slack.Block {
	b := cardBuilder{r.builder(c.Lang)}
	b.room, b.most = MaxText-forEnd, MaxAnswer-forRow
	b.outdated(c)
	b.heading(c)
	b.says(c)
	b.context(sources(c.Cited()))
	b.end(c)
	if c.Entry != "" {
		b.actions(b.button(Show, b.words.Text(locales.SlackShow), c.Ref()), b.button(Note, b.words.Text(locales.RowNote), c.Ref()))
	}
	return b.blocks
}

// What Slack takes of a work object's actions.
const (
	MaxPrimaryActions  = 2
	MaxOverflowActions = 5
)

// WorkObject describes an entry to Slack as content of ours, by its id, which never
// changes, with what can be done about it: its answer, its case note, its page. url is the
// link that was shared, e the entry as the link shows it, ref the place it leads to.
func (r Renderer) WorkObject(ref bot.Ref, e *content.Entry, url string) slack.WorkObjectEntity {
	t := e.Text(ref.Lang)
	w := r.Words.In(string(ref.Lang))
	action := func(verb string, k locales.Key) map[string]any {
		return map[string]any{"text": cut(w.Text(k), MaxButton), "action_id": verb + ":object", "value": ref.String()}
	}
	payload := map[string]any{
		"attributes": map[string]any{"title": map[string]any{"text": t.Title}, "product_name": w.Text(locales.WebSite)},
		"fields": map[string]any{
			"description": map[string]any{"value": t.Summary, "format": "markdown"},
		},
		"actions": map[string]any{
			"primary_actions":  []map[string]any{action(Show, locales.SlackShow), action(Note, locales.RowNote)},
			"overflow_actions": []map[string]any{{"text": cut(w.Text(locales.ActionOpen), MaxButton), "action_id": Open + ":object", "url": url}},
		},
	}
	if d := e.Newest(); !d.Unknown() {
		payload["custom_fields"] = []map[string]any{
			{"key": "source", "label": w.Text(locales.SlackWorkSource), "type": "string", "value": d.In(ref.Lang)},
		}
	}
	return slack.WorkObjectEntity{
		AppUnfurlURL: url, URL: url, ExternalRef: slack.WorkObjectExternalRef{ID: e.ID, Type: string(e.Kind)},
		EntityType: slack.EntityTypeContentItem, EntityPayload: payload,
	}
}
