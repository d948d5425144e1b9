package blocks

import (
	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Preview is the card of a link in a message: what it is, the summary, the facts and
// what must be known before acting.
func (r Renderer) Preview(c bot.Card) []slack.Block {
	b := cardBuilder{r.builder(c.Lang)}
	b.sectionOf(mrkdwn("*"+link(b.url(c.Path), cut(c.Title, MaxHeader))+"*"), nil)
	b.smallPlain(c.Label)
	for _, n := range c.Notices {
		if n.Warning() {
			b.warning(n)
		}
	}
	if c.Lead != "" {
		b.section(c.Lead, nil)
	}
	left := room{text: MaxText - b.used, blocks: MaxMessageBlocks - len(b.blocks)}
	b.facts(c, &left)
	if c.Entry != "" {
		b.actions(b.button(Show, b.words.Text(locales.SlackShow), c.Ref()), b.button(Note, b.words.Text(locales.ActionNote), c.Ref()))
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
			{"key": "source", "label": w.Text(locales.SlackWorkSource), "type": "string", "value": d.String()},
		}
	}
	return slack.WorkObjectEntity{
		AppUnfurlURL: url, URL: url, ExternalRef: slack.WorkObjectExternalRef{ID: e.ID, Type: string(e.Kind)},
		EntityType: slack.EntityTypeContentItem, EntityPayload: payload,
	}
}
