package webchat

import (
	"net/http"
	"slices"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// feedback takes what readers think of an entry.
type feedback struct{ *edition }

// reasonKeys name the reasons, in the order of the form.
var reasonKeys = []struct {
	bot.Reason
	key locales.Key
}{
	{bot.ReasonIncomplete, locales.WebReasonIncomplete}, {bot.ReasonOutdated, locales.WebReasonOutdated},
	{bot.ReasonUnclear, locales.WebReasonUnclear}, {bot.ReasonOffTopic, locales.WebReasonOffTopic},
}

// feedbackForm asks whether an answer was helpful.
type feedbackForm struct {
	Lang     content.Lang
	Entry    string
	Reasons  []option
	FreeText bool
	Max      int
}

// feedbackForm returns nil where nobody reads the answers.
func (c *edition) feedbackForm(l content.Lang, entry string) *feedbackForm {
	if c.Journal == nil {
		return nil
	}
	f := &feedbackForm{Lang: l, Entry: entry, FreeText: c.FreeText, Max: bot.MaxRemark}
	for _, r := range reasonKeys {
		f.Reasons = append(f.Reasons, option{Value: string(r.Reason), Label: c.text(l, r.key)})
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

// readFeedback takes nothing the form could not have sent. A text with a personal
// number is refused whole.
func (c feedback) readFeedback(r *http.Request) (bot.Feedback, *content.Entry, error) {
	bad := &statusError{status: http.StatusBadRequest}
	l, okLang := content.ParseLang(r.PostForm.Get("lang"))
	e, okEntry := c.Bot.Guide().Entry(r.PostForm.Get("entry"))
	helpful := r.PostForm.Get("helpful")
	if !okLang || !okEntry || helpful != "yes" && helpful != "no" {
		return bot.Feedback{}, nil, bad
	}
	f := bot.Feedback{Entry: e.ID, Lang: l, Helpful: helpful == "yes"}
	for _, known := range reasonKeys {
		if !f.Helpful && len(f.Reasons) < bot.MaxReasons && slices.Contains(r.PostForm["reason"], string(known.Reason)) {
			f.Reasons = append(f.Reasons, known.Reason)
		}
	}
	if c.FreeText {
		text := r.PostForm.Get("text")
		f.Text = bot.Visible(text)
		if utf8.RuneCountInString(f.Text) > bot.MaxRemark || bot.FindNumber(text) != "" {
			bad.page = errorPage{Lang: l, Title: c.text(l, locales.WebBadRequest), Text: c.text(l, locales.WebFreeTextRefused)}
			return bot.Feedback{}, nil, bad
		}
	}
	return f, e, nil
}
