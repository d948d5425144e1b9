package webchat

import (
	"cmp"
	"context"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
)

// conversation answers questions: of the chat page, its script and the JSON API.
type conversation struct{ *edition }

// chatPage is the page one asks on.
type chatPage struct {
	Chosen       content.Lang // language chosen by the reader; empty answers in the question's
	Local        *localView   // the municipality the reader chose; nil where nothing is local
	Conversation string
	Profile      *profileForm
	About        place // what the conversation is about, as far as the page shows; zero for nothing
	Examples     []string
	Numbers      []numberWarning
	Exchange     template.HTML // the question and its answer; empty before the first
	Layout       string        // of the page: a script keeps no answers from one to another
	Words        suggestWords
	Front        *frontView // all that the guide has; nil beside an answer
}

// exchange is one question with its answer.
type exchange struct {
	Question string
	Answer   answerView
}

// home shows the chat page: with the answer at ?e=, or with the one to ?q=, which links had
// before and none of ours has any more.
func (c conversation) home(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	c = c.in(q.Get(fieldMunicipality))
	switch {
	case q.Get("q") != "":
		return c.answer(w, r, q)
	case q.Get("e") != "":
		return c.answerAt(w, r)
	}
	p := chatPage{Chosen: langOf(q.Get("lang")), Conversation: q.Get("c")}
	if !bot.IsConversationID(p.Conversation) {
		p.Conversation = ""
	}
	l := requestLang(r)
	if p.Conversation != "" || c.municipality != "" { // nobody else's
		return c.show(w, r, cacheToday, c.chatPage(l, p))
	}
	d, err := c.cache.get("/?"+string(p.Chosen), func() (*assets.Document, error) { return c.render(r, c.chatPage(l, p)) })
	if err != nil {
		return err
	}
	d.Serve(w, r, http.StatusOK, cacheToday)
	return nil
}

// ask answers the page's form.
func (c conversation) ask(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return bodyError(err)
	}
	c = c.in(r.PostForm.Get(fieldMunicipality))
	if r.PostForm.Has("forget") && !asks(r.PostForm) {
		return c.forget(w, r, r.PostForm)
	}
	return c.answer(w, r, r.PostForm)
}

// asks reports whether a form asks for an answer.
func asks(form url.Values) bool {
	return form.Get("q") != "" || form.Has("press") || form.Has("example")
}

// answer answers the question of a form. The page's script asks for the exchange
// alone and adds it to what is there. Without it, the answer stands at an address that
// somebody can come back to, where it shows a place of the guide. Choices, lists, refusals
// and what the bot says of itself are made of the question's words, which neither an
// address nor the server is to keep: they come with the form itself.
func (c conversation) answer(w http.ResponseWriter, r *http.Request, form url.Values) error {
	chosen := langOf(form.Get("lang"))
	conversation := form.Get("conversation")
	if !bot.IsConversationID(conversation) {
		conversation = bot.NewConversationID()
	}
	if wait := c.limits.ask(c.Proxies.client(r), form.Get("conversation")); wait > 0 {
		return c.tooOften(cmp.Or(chosen, content.Bokmal), wait)
	}
	text := strings.ToValidUTF8(cmp.Or(form.Get("example"), form.Get("q")), "")
	q := question(text, chosen, conversation)
	if err := c.begin(r.Context(), form, &q); err != nil {
		return err
	}
	pressed := form.Get("press")
	if p, ok := parsePress(pressed); ok && p.Verb == chat.Tell && strings.HasPrefix(p.Value, formTold) {
		p.Value, q.Text = toldIn(form, strings.TrimPrefix(p.Value, formTold))
		pressed = p.String()
	}
	a, err := c.answerTo(r.Context(), pressed, q)
	if err != nil {
		return err
	}
	if form.Has("press") {
		text = ""
	}
	now, err := c.now(r.Context(), a, q.Conversation)
	if err != nil {
		return err
	}
	part := form.Get("part") // of the page, for its script
	if path := now.within(c.municipality).path(chosen, conversation); part == "" && path != "" && placeOf(a.Card).Ref.Entry != "" {
		http.Redirect(w, r, path, http.StatusSeeOther)
		return nil
	}
	var ex template.HTML
	if part == "card" {
		ex, err = c.fragment(a.Lang, "card", replies(c).view(a, now))
	} else {
		ex, err = c.exchange(text, a, now)
	}
	if err != nil {
		return err
	}
	if part != "" {
		w.Header().Set("X-Conversation", conversation)
		assets.NewDocument(htmlType, []byte(ex)).Serve(w, r, http.StatusOK, cacheNever)
		return nil
	}
	p := c.chatPage(cmp.Or(chosen, content.Bokmal), chatPage{Chosen: chosen, Conversation: conversation, About: now, Exchange: ex})
	p.Title, p.NoIndex = a.Card.Title, true
	return c.show(w, r, cacheNever, p)
}

// answerTo answers a button, or where none was pressed the question.
func (c conversation) answerTo(ctx context.Context, pressed string, q bot.Question) (bot.Answer, error) {
	if pressed != "" {
		return c.press(ctx, pressed, q)
	}
	return c.Bot.Answer(ctx, q)
}

// question is a question of the web. Conversations of the platforms are kept apart.
func question(text string, l content.Lang, conversation string) bot.Question {
	q := bot.Question{Text: text, Lang: l, Platform: bot.Web}
	if conversation != "" {
		q.Conversation = "web:" + conversation
	}
	return q
}

// exchange renders a question and its answer. A question with a personal number is
// not shown again.
func (c conversation) exchange(text string, a bot.Answer, now place) (template.HTML, error) {
	x := exchange{Answer: replies(c).view(a, now)}
	if a.Guard == "" && !bot.TooLong(text) {
		x.Question = bot.Visible(text)
	}
	return c.fragment(a.Lang, "exchange", x)
}

func (c conversation) chatPage(l content.Lang, p chatPage) page {
	p.Local = c.localView(l)
	p.Examples, p.Numbers, p.Layout, p.Words = c.Bot.Examples(l), c.numberWarnings(l), c.layout, c.suggestWords(l)
	if p.Exchange == "" {
		p.Front, p.Profile = c.front(l), replies(c).profileForm("p-", bot.Card{Lang: l})
	}
	out := page{Name: "chat", Lang: l, Title: c.words[l]["site"], Description: c.words[l]["tagline"], Script: "front.js", Feed: c.feedOf(l, nil), Body: p}
	out.Preview = c.preview(l, "", out.Title, out.Description, homePath(l), nil)
	return out
}

// langOf is the guide's language named s, empty for any other string.
func langOf(s string) content.Lang {
	l, _ := content.ParseLang(s)
	return l
}

// isJSON reports whether the request's body is JSON.
func isJSON(r *http.Request) bool {
	t, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && t == "application/json"
}
