package webchat

import (
	"net/http"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// feedback takes what readers think of an entry.
type feedback struct{ *edition }

// feedbackForm asks whether an answer was helpful.
type feedbackForm struct {
	Lang     content.Lang
	Entry    string
	Reasons  []option
	FreeText bool // a text goes to the editors
	Max      int
	Promise  string // what goes with the text, and for how long it is kept
}

// feedbackForm returns nil where nobody reads the answers.
func (c *edition) feedbackForm(l content.Lang, entry string) *feedbackForm {
	if c.Journal == nil {
		return nil
	}
	words := c.Bot.ToEditors(l).Form("", true)
	f := &feedbackForm{Lang: l, Entry: entry, FreeText: c.Desk != nil, Max: words.Max, Promise: words.Promise}
	for _, r := range words.Reasons {
		f.Reasons = append(f.Reasons, option{Value: string(r.Reason), Label: r.Label})
	}
	return f
}

// thanksPage is what the reader sees after the form.
type thanksPage struct{ Back bot.Item }

// post takes the form.
func (c feedback) post(w http.ResponseWriter, r *http.Request) error {
	if c.sameSite.Check(r) != nil {
		return &statusError{status: http.StatusForbidden}
	}
	if err := r.ParseForm(); err != nil {
		return bodyError(err)
	}
	if c.Journal == nil {
		return c.notFound(r, requestLang(r), "")
	}
	f, e, err := c.readFeedback(r)
	if err != nil {
		return err
	}
	if who := subscriber(c.Proxies.client(r)); !c.limits.feedback.Allow(who) {
		return c.tooOften(f.Lang, c.limits.feedback.Delay(who))
	}
	if text := r.PostForm.Get("text"); c.Desk != nil && !f.Helpful && strings.TrimSpace(text) != "" {
		said, sent, err := c.send(r, bot.Inquiry{Text: text, Lang: f.Lang, Entry: f.Entry})
		if err != nil {
			return err
		}
		if !sent {
			return &statusError{status: http.StatusBadRequest, page: errorPage{Lang: f.Lang, Title: c.text(f.Lang, locales.WebBadRequest), Text: said}}
		}
	}
	f.Person = c.voter(r)
	if err := c.Journal.Feedback(f); err != nil {
		return err
	}
	title := e.Text(f.Lang).Title
	back := bot.Item{ID: e.ID, Title: c.text(f.Lang, locales.WebBack, "Title", title), Path: bot.Ref{Lang: f.Lang, Entry: e.ID}.Path()}
	return c.show(w, r, cacheNever, page{
		Name: "thanks", Lang: f.Lang, Title: c.words[f.Lang]["thanks"], NoIndex: true, Body: thanksPage{back},
	})
}

// readFeedback takes nothing the form could not have sent.
func (c feedback) readFeedback(r *http.Request) (bot.Feedback, *content.Entry, error) {
	bad := &statusError{status: http.StatusBadRequest}
	l, okLang := content.ParseLang(r.PostForm.Get("lang"))
	e, okEntry := c.Bot.Guide().Called(r.PostForm.Get("entry"))
	helpful := r.PostForm.Get("helpful")
	if !okLang || !okEntry || helpful != "yes" && helpful != "no" {
		return bot.Feedback{}, nil, bad
	}
	f := bot.Feedback{Entry: e.ID, Lang: l, Helpful: helpful == "yes"}
	for _, known := range bot.Reasons() {
		if !f.Helpful && len(f.Reasons) < bot.MaxReasons && slices.Contains(r.PostForm["reason"], string(known)) {
			f.Reasons = append(f.Reasons, known)
		}
	}
	return f, e, nil
}
