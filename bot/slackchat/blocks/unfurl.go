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

// WorkObject describes an entry to Slack as content of ours, by its id, which never
// changes. url is the link that was shared, e the entry as the link shows it.
func (r Renderer) WorkObject(l content.Lang, e *content.Entry, url string) slack.WorkObjectEntity {
	t := e.Text(l)
	w := r.Words.In(string(l))
	payload := map[string]any{
		"attributes": map[string]any{"title": map[string]any{"text": t.Title}, "product_name": w.Text(locales.WebSite)},
		"fields": map[string]any{
			"description": map[string]any{"value": t.Summary, "format": "markdown"},
		},
	}
	if d := e.Newest(); !d.Unknown() {
		payload["custom_fields"] = []map[string]any{
			{"key": "source", "label": w.Text(locales.SlackWorkSource), "type": "string", "value": d.In(l)},
		}
	}
	return slack.WorkObjectEntity{
		AppUnfurlURL: url, URL: url, ExternalRef: slack.WorkObjectExternalRef{ID: e.ID, Type: string(e.Kind)},
		EntityType: slack.EntityTypeContentItem, EntityPayload: payload,
	}
}
