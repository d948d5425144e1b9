package webchat

import (
	"cmp"
	"context"
	"net/http"
	"net/url"

	"veiviser/bot"
	"veiviser/content"
)

// begin readies the conversation of q for what a form asks: some of it is to be forgotten,
// or it is about what the page shows.
func (c conversation) begin(ctx context.Context, form url.Values, q *bot.Question) error {
	if err := c.drop(ctx, form.Get("forget"), q.Conversation); err != nil {
		return err
	}
	return c.about(ctx, form.Get("about"), q)
}

// drop forgets the subject of a conversation, or all of it; "" forgets nothing.
func (c conversation) drop(ctx context.Context, what, conversation string) error {
	switch what {
	case "":
		return nil
	case "subject":
		return c.Bot.Forget(ctx, conversation)
	case "all":
		return c.Bot.Restart(ctx, conversation)
	}
	return &statusError{status: http.StatusBadRequest}
}

// forget forgets and leads back to the empty page, which goes on with the conversation
// where only its subject is gone.
func (c conversation) forget(w http.ResponseWriter, r *http.Request, form url.Values) error {
	chosen, conversation := langOf(form.Get("lang")), form.Get("conversation")
	if wait := c.limits.ask(c.Proxies.client(r), conversation); wait > 0 {
		return c.tooOften(cmp.Or(chosen, content.Bokmal), wait)
	}
	home := url.Values{}
	if c.municipality != "" {
		home.Set(fieldMunicipality, c.municipality)
	}
	if chosen != "" {
		home.Set("lang", string(chosen))
	}
	if bot.IsConversationID(conversation) {
		q := question("", chosen, conversation)
		if err := c.drop(r.Context(), form.Get("forget"), q.Conversation); err != nil {
			return err
		}
		if form.Get("forget") == "subject" {
			home.Set("c", conversation)
		}
	}
	if form.Get("part") != "" {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, withQuery("/", home), http.StatusSeeOther)
	return nil
}
