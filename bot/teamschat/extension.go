package teamschat

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

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
	// maxPreview is what Teams shows of a result's text, in characters.
	maxPreview = 200
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

// extension is the message extension: it searches the guide, and shows links to it.
type extension struct{ *ingress }

// query finds entries while somebody types. Nothing of it is counted or remembered.
func (in extension) query(w http.ResponseWriter, r *http.Request, a activity) error {
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
	b, done := in.c.Bot.Current()
	defer done()
	if text == "" {
		return respond(w, results(in.previews(b, l, b.Guide().Topics())))
	}
	var ans bot.Answer
	err := in.recover.Call("search", func() (err error) {
		ans, err = b.Answer(r.Context(), bot.Question{Text: reader{in.c.Bot}.plainText(text), Fallback: l, Platform: bot.Teams, Draft: true, Municipality: in.local(r.Context(), a)})
		return err
	})
	if err != nil {
		in.c.Log.ErrorContext(r.Context(), "teams search is not answered", "err", err)
		return respond(w, extensionAnswer{extensionResult{Type: "message", Text: in.tryAgain(a)}})
	}
	if ans.Guard != "" {
		return respond(w, extensionAnswer{extensionResult{Type: "message", Text: ans.Card.Title + ". " + ans.Card.Lead}})
	}
	if len(ans.Hits) == 0 || ans.Card.Kind == bot.NoneCard {
		return respond(w, extensionAnswer{extensionResult{Type: "message", Text: ans.Card.Title}})
	}
	return respond(w, results(in.found(b.At(in.local(r.Context(), a)), ans)))
}

// found are the entries that answer: the answer itself first, the others by the section
// that was asked for.
func (in extension) found(b *bot.Bot, ans bot.Answer) []attachment {
	var out []attachment
	for _, h := range ans.Hits[:min(maxResults, len(ans.Hits))] {
		card := ans.Card
		if card.Entry != h.Entry.ID {
			card = b.EntryCard(ans.Lang, h.Entry, ans.Section)
		}
		out = append(out, in.preview(card))
	}
	return out
}

func results(as []attachment) extensionAnswer {
	return extensionAnswer{extensionResult{Type: "result", Layout: "list", Attachments: as}}
}

func (in extension) previews(b *bot.Bot, l content.Lang, es []*content.Entry) []attachment {
	var out []attachment
	for _, e := range es[:min(maxResults, len(es))] {
		out = append(out, in.preview(b.EntryCard(l, e, "")))
	}
	return out
}

// preview is a card that goes into somebody's own message, where it has links only; in
// the list of results stands the statement that answers.
func (in extension) preview(card bot.Card) attachment {
	r := in.out.render
	r.LinksOnly, r.Max = true, maxExtensionCard
	line := card.Lead
	if len(card.Points) > 0 {
		line = card.Points[0].Text
	}
	title, _, side := card.Heading()
	open := bot.Action{Kind: bot.OpenPage, Label: in.c.Words.In(string(card.Lang)).Text(locales.ActionOpen), Path: card.Path}
	return attachment{
		ContentType: cards.ContentType, Content: r.Alone(card, []bot.Action{open}),
		Preview: &attachment{ContentType: thumbnailType, Content: thumbnail{Title: title, Subtitle: side, Text: atMost(line, maxPreview)}},
	}
}

// unfurl shows the card of a link of ours. Links that are not get no answer.
func (in extension) unfurl(w http.ResponseWriter, r *http.Request, a activity) error {
	var v struct {
		URL string `json:"url"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	ref, ok := in.c.Bot.ParseLink(v.URL)
	if !ok {
		return respond(w, results(nil))
	}
	b, done := in.c.Bot.Current()
	defer done()
	_, card, err := b.Open(r.Context(), ref)
	if errors.Is(err, bot.ErrGone) {
		return respond(w, results(nil))
	}
	if err != nil {
		return err
	}
	return respond(w, results([]attachment{in.preview(card)}))
}
