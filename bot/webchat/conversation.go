package webchat

import (
	"cmp"
	"context"
	"html/template"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"veiviser/bot"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
)

// conversation answers questions: of the chat page, its script and the JSON API.
type conversation struct{ *edition }

// chatPage is the page one asks on.
type chatPage struct {
	Chosen       content.Lang // language chosen by the reader; empty answers in the question's
	Conversation string
	Examples     []example
	Exchange     template.HTML // the question and its answer; empty before the first
	Words        suggestWords
	Front        *frontView // all that the guide has; nil beside an answer
}

type example struct{ Text, Path string }

// exchange is one question with its answer.
type exchange struct {
	Question string
	Answer   answerView
}

// home shows the chat page, with the answer to ?q= where there is one.
func (c conversation) home(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if q.Get("q") != "" {
		return c.answer(w, r, q)
	}
	l := requestLang(r)
	chosen := langOf(q.Get("lang"))
	d, err := c.cache.get("/?"+string(chosen), func() (*assets.Document, error) {
		return c.render(r, c.chatPage(l, chatPage{Chosen: chosen}))
	})
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
	return c.answer(w, r, r.PostForm)
}

// answer answers the question of a form. The page's script asks for the exchange
// alone and adds it to what is there.
func (c conversation) answer(w http.ResponseWriter, r *http.Request, form url.Values) error {
	chosen := langOf(form.Get("lang"))
	conversation := form.Get("conversation")
	if !conversationForm.MatchString(conversation) {
		conversation = newConversation()
	}
	if wait := c.limits.ask(c.Proxies.client(r), form.Get("conversation")); wait > 0 {
		return c.tooOften(cmp.Or(chosen, content.Bokmal), wait)
	}
	text := strings.ToValidUTF8(form.Get("q"), "")
	a, err := c.answerTo(r.Context(), form.Get("press"), question(text, chosen, conversation))
	if err != nil {
		return err
	}
	if form.Has("press") {
		text = ""
	}
	part := form.Get("part") // of the page, for its script
	ex, err := c.exchange(text, a)
	if part == "card" {
		ex, err = c.fragment(a.Lang, "card", c.answerView(a))
	}
	if err != nil {
		return err
	}
	if part != "" {
		w.Header().Set("X-Conversation", conversation)
		assets.NewDocument(htmlType, []byte(ex)).Serve(w, r, http.StatusOK, cacheNever)
		return nil
	}
	l := chosen
	if l == "" {
		l = content.Bokmal
	}
	p := c.chatPage(l, chatPage{Chosen: chosen, Conversation: conversation, Exchange: ex})
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

// conversationForm is the form of newConversation's ids.
var conversationForm = regexp.MustCompile(`^[a-z2-7]{26}$`)

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
func (c conversation) exchange(text string, a bot.Answer) (template.HTML, error) {
	x := exchange{Answer: c.answerView(a)}
	if a.Guard == "" && !bot.TooLong(text) {
		x.Question = bot.Visible(text)
	}
	return c.fragment(a.Lang, "exchange", x)
}

func (c conversation) chatPage(l content.Lang, p chatPage) page {
	for _, e := range c.Bot.Examples(l) {
		q := url.Values{"q": {e}}
		if p.Chosen != "" {
			q.Set("lang", string(p.Chosen))
		}
		p.Examples = append(p.Examples, example{e, withQuery("/", q)})
	}
	p.Words = c.suggestWords(l)
	if p.Exchange == "" {
		p.Front = c.front(l)
	}
	out := page{Name: "chat", Lang: l, Title: c.words[l]["site"], Description: c.words[l]["tagline"], Script: "front.js", Body: p}
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
