package webchat

import (
	"net/http"
	"slices"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// Feedback is a reader's word on an entry. Nothing tells who the reader is.
type Feedback struct {
	Entry   string
	Lang    content.Lang
	Helpful bool
	Reasons []Reason // why not, at most two
	Text    string   // only where Config.FreeText allows it
}

// Reason says why an answer was no help.
type Reason string

// The reasons a reader can choose among.
const (
	Incomplete Reason = "incomplete" // something is missing
	Outdated   Reason = "outdated"   // the facts are wrong or have changed
	Unclear    Reason = "unclear"    // hard to understand
	OffTopic   Reason = "off-topic"  // not what was asked
)

// reasonKeys name the reasons, in the order of the form.
var reasonKeys = []struct {
	Reason
	key locales.Key
}{
	{Incomplete, locales.WebReasonIncomplete}, {Outdated, locales.WebReasonOutdated},
	{Unclear, locales.WebReasonUnclear}, {OffTopic, locales.WebReasonOffTopic},
}

const (
	maxReasons = 2
	// A few sentences: more is no feedback on an entry.
	maxFreeText = 500
)

// feedbackForm asks whether an answer was helpful.
type feedbackForm struct {
	Lang     content.Lang
	Entry    string
	Reasons  []option
	FreeText bool
	Max      int
}

// feedbackForm returns nil where nobody reads the answers.
func (c *Chat) feedbackForm(l content.Lang, entry string) *feedbackForm {
	if c.Journal == nil {
		return nil
	}
	f := &feedbackForm{Lang: l, Entry: entry, FreeText: c.FreeText, Max: maxFreeText}
	for _, r := range reasonKeys {
		f.Reasons = append(f.Reasons, option{Value: string(r.Reason), Label: c.text(l, r.key)})
	}
	return f
}

// thanksPage is what the reader sees after the form.
type thanksPage struct{ Back bot.Item }

// feedback takes the form.
func (c *Chat) feedback(w http.ResponseWriter, r *http.Request) error {
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
	if err := c.Journal.Feedback(f); err != nil {
		return err
	}
	title := e.Text(f.Lang).Title
	back := bot.Item{ID: e.ID, Title: c.text(f.Lang, locales.WebBack, "Title", title), Path: bot.Path(f.Lang, e.ID)}
	return c.show(w, r, cacheNever, page{
		Name: "thanks", Lang: f.Lang, Title: c.words[f.Lang]["thanks"], NoIndex: true, Body: thanksPage{back},
	})
}

// readFeedback takes nothing the form could not have sent. A text with a personal
// number is refused whole.
func (c *Chat) readFeedback(r *http.Request) (Feedback, *content.Entry, error) {
	bad := &statusError{status: http.StatusBadRequest}
	l, okLang := content.ParseLang(r.PostForm.Get("lang"))
	e, okEntry := c.Bot.Guide().Entry(r.PostForm.Get("entry"))
	helpful := r.PostForm.Get("helpful")
	if !okLang || !okEntry || helpful != "yes" && helpful != "no" {
		return Feedback{}, nil, bad
	}
	f := Feedback{Entry: e.ID, Lang: l, Helpful: helpful == "yes"}
	for _, known := range reasonKeys {
		if !f.Helpful && len(f.Reasons) < maxReasons && slices.Contains(r.PostForm["reason"], string(known.Reason)) {
			f.Reasons = append(f.Reasons, known.Reason)
		}
	}
	if c.FreeText {
		text := r.PostForm.Get("text")
		f.Text = bot.Visible(text)
		if utf8.RuneCountInString(f.Text) > maxFreeText || bot.FindNumber(text) != "" {
			bad.page = errorPage{Lang: l, Title: c.text(l, locales.WebBadRequest), Text: c.text(l, locales.WebFreeTextRefused)}
			return Feedback{}, nil, bad
		}
	}
	return f, e, nil
}
