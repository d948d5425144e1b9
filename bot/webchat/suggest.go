package webchat

import (
	"net/http"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// suggestReply is what GET /api/suggest answers. Fields may be added, never renamed.
type suggestReply struct {
	Suggestions []suggestion `json:"suggestions"` // at most seven, likeliest first
}

// suggestion is what a text may become, and how the chat page has it answered.
type suggestion struct {
	bot.Suggestion
	Press string `json:"press"` // what the page's form sends as press to have it answered
}

// suggest answers what is typed with what it may become.
func (c conversation) suggest(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	c = c.in(q.Get(fieldMunicipality))
	if wait := c.limits.suggest(c.Proxies.client(r)); wait > 0 {
		return c.tooOften(requestLang(r), wait)
	}
	found, err := c.Bot.Suggest(r.Context(), question(strings.ToValidUTF8(q.Get("q"), ""), langOf(q.Get("lang")), ""))
	if err != nil {
		return err
	}
	out := suggestReply{Suggestions: []suggestion{}}
	for _, s := range found {
		out.Suggestions = append(out.Suggestions, suggestion{s, press{chat.Button{Verb: chat.Show, Ref: s.Ref}}.String()})
	}
	body, err := marshalReply(out)
	if err != nil {
		return err
	}
	assets.NewDocument("application/json; charset=utf-8", body).Serve(w, r, http.StatusOK, cacheNever)
	return nil
}

// suggestWords are the words with places to fill that the page's script says.
type suggestWords struct {
	One, Other string // how many there are; the script puts the number in the place of 0
	Ask        string // the text as a question, in the place of …
}

func (c *site) suggestWords(l content.Lang) suggestWords {
	w := c.Words.In(string(l))
	return suggestWords{w.Count(locales.SuggestCount, 1), w.Count(locales.SuggestCount, 0), w.Text(locales.SuggestAsk, "Text", "…")}
}
