package teamschat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"veiviser/bot"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
)

var errUnknownInvoke = errors.New("an invoke we do not know")

// invoke answers what must be answered in the response. A failure of ours is told
// there, where the form of the answer has room for words.
func (c *Chat) invoke(w http.ResponseWriter, r *http.Request, a activity) error {
	err := c.recover.Call("invoke", func() error { return c.invoked(w, r, a) })
	if err == nil || status(err) != http.StatusInternalServerError {
		return err
	}
	switch a.Name {
	case "adaptiveCard/action":
		return respond(w, toast(c.failure(a, err)))
	case "composeExtension/query":
		return respond(w, extensionAnswer{extensionResult{Type: "message", Text: c.failure(a, err)}})
	}
	return err
}

func (c *Chat) invoked(w http.ResponseWriter, r *http.Request, a activity) error {
	switch a.Name {
	case "adaptiveCard/action":
		return c.execute(w, r, a)
	case "message/submitAction":
		return c.rate(w, a)
	case "composeExtension/query":
		return c.query(w, r, a)
	case "composeExtension/queryLink", "composeExtension/anonymousQueryLink":
		return c.unfurl(w, r, a)
	}
	return fmt.Errorf("%w", errUnknownInvoke)
}

// The types of answers to a pressed Action.Execute.
const (
	toastType = "application/vnd.microsoft.activity.message"
	maxToast  = 100
)

// executed answers a pressed Action.Execute.
type executed struct {
	Status int    `json:"statusCode"`
	Type   string `json:"type"`
	Value  any    `json:"value"`
}

// execute answers a pressed Action.Execute: with the card to show in place, or with a
// short word where the answer is a message of its own.
func (c *Chat) execute(w http.ResponseWriter, r *http.Request, a activity) error {
	var v struct {
		Action struct {
			Data json.RawMessage `json:"data"`
		} `json:"action"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	p, err := cards.DecodePress(v.Action.Data)
	if err != nil {
		return err
	}
	if p.InPlace() {
		card, err := c.pressed(p)
		if errors.Is(err, cards.ErrGone) {
			return respond(w, toast(c.words(p.Lang).Text(locales.TeamsGone)))
		}
		if err != nil {
			return err
		}
		return respond(w, executed{http.StatusOK, cards.ContentType, card})
	}
	word, err := c.elsewhere(r.Context(), a, p)
	if err != nil {
		return err
	}
	return respond(w, toast(word))
}

func toast(s string) executed { return executed{http.StatusOK, toastType, atMost(s, maxToast)} }

// submit answers a pressed Action.Submit, which clients without Action.Execute send as
// a message: the card of another step takes the place of the pressed one for all, and
// what is read once comes as a message.
func (c *Chat) submit(w http.ResponseWriter, r *http.Request, a activity) error {
	p, err := cards.DecodePress(a.Value)
	if err != nil {
		return err
	}
	if !p.InPlace() {
		if _, err := c.elsewhere(r.Context(), a, p); err != nil {
			return err
		}
		return acknowledge(w)
	}
	return c.once(w, r, a, job{name: "press", event: a.ID, do: func(ctx context.Context) error {
		card, err := c.pressed(p)
		if errors.Is(err, cards.ErrGone) {
			return c.connector.reply(ctx, a, c.gone(p.Lang))
		}
		if err != nil {
			return err
		}
		send := c.connector.reply
		if p.Verb == cards.Step && a.ReplyToID != "" {
			send = c.connector.replace
		}
		return send(ctx, a, cardMessage(card, card.FallbackText))
	}})
}

func (c *Chat) gone(l content.Lang) message {
	return message{Type: typeMessage, TextFormat: "plain", Text: c.words(l).Text(locales.TeamsGone)}
}

// elsewhere does what leaves the pressed card standing, and says in a word what that
// is.
func (c *Chat) elsewhere(ctx context.Context, a activity, p cards.Press) (string, error) {
	switch p.Verb {
	case cards.Feedback:
		c.feedback(Feedback{p.Entry, p.Lang, p.Helpful})
		return c.words(p.Lang).Text(locales.TeamsThanks), nil
	case cards.Show, cards.Map:
		card := c.c.Bot.Map(p.Lang)
		if p.Verb == cards.Show {
			var err error
			if card, _, err = p.Card(c.c.Bot); errors.Is(err, cards.ErrGone) {
				return c.words(p.Lang).Text(locales.TeamsGone), nil
			}
		}
		return card.Title, c.enqueue(ctx, a, job{name: "press", event: a.ID, do: func(ctx context.Context) error {
			if err := c.connector.reply(ctx, a, answerOf(c.render, card)); err != nil {
				return err
			}
			if err := c.c.Bot.Showed(ctx, a.conversationKey(), card.Entry); err != nil {
				c.c.Log.Error("teams press", "verb", p.Verb, "err", err) // the card is there
			}
			return nil
		}})
	}
	return "", fmt.Errorf("%w: unknown verb", cards.ErrBadPress)
}

func (c *Chat) feedback(f Feedback) {
	if c.c.Feedback == nil {
		return
	}
	if err := c.c.Feedback(f); err != nil {
		c.c.Log.Warn("teams feedback", "err", err)
	}
}

// pressed lays out the card that takes the place of the pressed one.
func (c *Chat) pressed(p cards.Press) (cards.Card, error) {
	card, e, err := p.Card(c.c.Bot)
	if err != nil {
		return cards.Card{}, err
	}
	switch p.Verb {
	case cards.Note:
		if c.c.Noted != nil {
			c.c.Noted(e.ID, p.Lang)
		}
		return c.render.Note(card, c.c.Bot.Note(card, bot.NoteOptions{Base: c.c.BaseURL, On: c.c.Now()})), nil
	case cards.Snippet:
		return c.snippet(card, e, p)
	}
	return c.render.Card(card), nil
}

// snippet lays out the text to the participant in the language of p, the choice of
// languages alone where p names none.
func (c *Chat) snippet(card bot.Card, e *content.Entry, p cards.Press) (cards.Card, error) {
	lang := p.Language
	if !slices.Contains(content.SnippetLangs(), lang) {
		lang = cards.Norwegian
	}
	s, ok := c.c.Bot.Snippet(p.Lang, e, lang)
	if !ok {
		return cards.Card{}, cards.ErrGone
	}
	name := func(lang string) string { return c.c.Bot.SnippetLang(p.Lang, lang) }
	return c.render.Snippet(card, s, name), nil
}

// rate takes the thumbs below a message. Only cards of no entry have them: what is
// told apart is whether "no answer" and "one of these" helped.
func (c *Chat) rate(w http.ResponseWriter, a activity) error {
	var v struct {
		ActionName  string `json:"actionName"`
		ActionValue struct {
			Reaction string `json:"reaction"` // "like" or "dislike"; the words beside it are not read
		} `json:"actionValue"`
	}
	if len(a.Value) == 0 || json.Unmarshal(a.Value, &v) != nil {
		return fmt.Errorf("%w: an invoke without a value", errBadActivity)
	}
	if v.ActionName == "feedback" {
		c.c.Log.Info("teams feedback on an answer of no entry", "helpful", v.ActionValue.Reaction == "like")
	}
	return acknowledge(w)
}
