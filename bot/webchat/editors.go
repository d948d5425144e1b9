package webchat

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
	"veiviser/locales"
)

// editors sends readers' texts to the editors. The reader sees the exact text first: the
// page's button carries it, and nothing of it is kept before it is sent.
type editors struct{ *edition }

// Inquiries are what was sent to the editors and no editor has closed.
type Inquiries interface {
	Inquiries(ctx context.Context) ([]bot.OpenInquiry, error)
	CloseInquiry(ctx context.Context, id string) error
}

// editorsPage shows the text that will be sent, or what came of it.
type editorsPage struct {
	bot.InquiryForm
	Lang    content.Lang
	Entry   string
	Section content.Section
	Wrong   string   // why it was not sent; empty where it wasn't tried
	Thanks  string   // sent
	Back    bot.Item // where to go on
}

// apiInquiry is the body of POST /api/editors.
type apiInquiry struct {
	Text    string          `json:"text"`
	Lang    string          `json:"lang"`    // of the reader: nb, nn or en
	Entry   string          `json:"entry"`   // nearest; empty for none
	Section content.Section `json:"section"` // likewise
}

// inquiryReply is what it is answered with.
type inquiryReply struct {
	Sent bool   `json:"sent"`
	Text string `json:"text"` // to the reader
}

// post shows the form with the text, and sends it where the form says so.
func (c editors) post(w http.ResponseWriter, r *http.Request) error {
	if err := c.allowed(r); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return bodyError(err)
	}
	f := r.PostForm
	i := c.about(langOf(f.Get("lang")), f.Get("text"), f.Get("entry"), content.Section(f.Get("section")))
	p := editorsPage{InquiryForm: c.Bot.ToEditors(i.Lang).Form(i.Text, false), Lang: i.Lang, Entry: i.Entry, Section: i.Section}
	p.Back = bot.Item{Title: c.words[i.Lang]["nav_ask"], Path: homePath(i.Lang)}
	if e, ok := c.Bot.Guide().Entry(i.Entry); ok {
		p.Back = bot.Item{Title: c.text(i.Lang, locales.WebBack, "Title", e.Text(i.Lang).Title), Path: bot.Ref{Lang: i.Lang, Entry: e.ID, Section: i.Section}.Path()}
	}
	if f.Get("send") != "" {
		said, sent, err := c.send(r, i)
		switch {
		case err != nil:
			return err
		case sent:
			p.Thanks = said
		default:
			p.Wrong, p.Text = said, i.Text
		}
	}
	return c.show(w, r, cacheNever, page{Name: "editors", Lang: i.Lang, Title: p.Title, NoIndex: true, Body: p})
}

// api sends a text.
func (c editors) api(w http.ResponseWriter, r *http.Request) error {
	if err := c.allowed(r); err != nil {
		return err
	}
	var in apiInquiry
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return bodyError(err)
	}
	said, sent, err := c.send(r, c.about(langOf(in.Lang), in.Text, in.Entry, in.Section))
	if err != nil {
		return err
	}
	body, err := marshalReply(inquiryReply{sent, said})
	if err != nil {
		return err
	}
	assets.NewDocument("application/json; charset=utf-8", body).Serve(w, r, http.StatusOK, cacheNever)
	return nil
}

// allowed refuses what another site's page sends, and all where nobody reads it.
func (c editors) allowed(r *http.Request) error {
	if c.sameSite.Check(r) != nil {
		return &statusError{status: http.StatusForbidden}
	}
	if c.Desk == nil {
		return c.notFound(r, requestLang(r), "")
	}
	return nil
}

// about is an inquiry of an entry of the guide's, or of none.
func (c editors) about(l content.Lang, text, entry string, s content.Section) bot.Inquiry {
	if l == "" {
		l = content.Bokmal
	}
	i := bot.Inquiry{Text: text, Lang: l}
	if e, ok := c.Bot.Guide().Called(entry); ok {
		i.Entry = e.ID
		if slices.Contains(content.Sections(), s) { // also one that it lacks: that is why it is asked
			i.Section = s
		}
	}
	return i
}

// send sends a text; said is what the reader is told of it.
func (c *edition) send(r *http.Request, i bot.Inquiry) (said string, sent bool, err error) {
	if _, err := i.Checked(); err == nil { // what can't be sent costs nothing
		if who := "editors " + subscriber(c.Proxies.client(r)); !c.limits.feedback.Allow(who) {
			return "", false, c.tooOften(i.Lang, c.limits.feedback.Delay(who))
		}
	}
	i.Person = c.voter(r)
	_, err = c.Desk.Inquire(r.Context(), i)
	said, ok := c.Bot.ToEditors(i.Lang).Answer(err)
	if !ok {
		return "", false, &statusError{status: http.StatusServiceUnavailable, cause: err}
	}
	return said, err == nil, nil
}

// need is what several ask of one side of an entry.
type need struct {
	Title     string // empty where nothing was near
	Path      string
	Inquiries []inquiryLine
}

type inquiryLine struct {
	bot.OpenInquiry
	Age     string // when it was sent
	Deleted string // when it is deleted
}

// needs are the inquiries by what they are about: what most ask for first, then the latest.
func (c reports) needs(l content.Lang, all []bot.OpenInquiry) []need {
	var out []need
	places := map[bot.Ref]int{}
	today := c.Now().UTC()
	for _, i := range all {
		r := bot.Ref{Entry: i.Entry, Section: i.Section}
		k, there := places[r]
		if !there {
			k = len(out)
			places[r], out = k, append(out, need{})
			if e, ok := c.Bot.Guide().Entry(i.Entry); ok {
				r.Lang = l
				out[k].Title, out[k].Path = e.Text(l).Title, r.Path()
				if r.Section != "" {
					out[k].Title += " · " + c.Bot.Names(l).SectionTitle(r.Section)
				}
			}
		}
		days := int(today.Sub(i.Day).Hours() / 24)
		out[k].Inquiries = append(out[k].Inquiries, inquiryLine{
			i, c.text(l, locales.EditorsAge, "Date", content.DateOf(i.Day).In(l), "Days", days),
			c.text(l, locales.EditorsDeleted, "Date", content.DateOf(i.Deleted).In(l)),
		})
	}
	slices.SortStableFunc(out, func(a, b need) int { return cmp.Compare(len(b.Inquiries), len(a.Inquiries)) })
	return out
}

// closeInquiry deletes what an editor is done with, and goes back to the list.
func (c reports) closeInquiry(w http.ResponseWriter, r *http.Request) error {
	if c.sameSite.Check(r) != nil {
		return &statusError{status: http.StatusForbidden}
	}
	if err := r.ParseForm(); err != nil {
		return bodyError(err)
	}
	l := langOf(r.PostForm.Get("lang"))
	if l == "" {
		l = content.Bokmal
	}
	if err := c.open(w, r, l); err != nil {
		return err
	}
	if c.Inquiries == nil {
		return c.notFound(r, l, "")
	}
	if err := c.Inquiries.CloseInquiry(r.Context(), r.PostForm.Get("id")); err != nil {
		return &statusError{status: http.StatusServiceUnavailable, cause: errors.Join(errors.New("an inquiry is not closed"), err)}
	}
	http.Redirect(w, r, "/report?lang="+string(l)+"#inquiries", http.StatusSeeOther)
	return nil
}
