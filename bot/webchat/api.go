package webchat

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"veiviser/bot/chat"
	"veiviser/bot/webchat/assets"
	"veiviser/content"
)

// apiQuestion is the body of POST /api/ask, as JSON or as a form.
type apiQuestion struct {
	Question     string `json:"question"`
	Lang         string `json:"lang"`         // nb, nn or en; empty to detect it
	Conversation string `json:"conversation"` // chosen by the caller; empty for none
	Choice       choice `json:"choice"`       // in place of a question: a place in what was offered last, from 1, or an id
	Municipality string `json:"municipality"` // its number, four digits: local entries of there stand beside the national ones; empty for these alone
	Forget       string `json:"forget"`       // before the question, or alone: the subject of the conversation, or all of it; empty for nothing
}

// nothing reports whether nothing is asked.
func (q apiQuestion) nothing() bool { return q.Question == "" && q.Choice == "" }

// choice is a number or a text.
type choice string

// UnmarshalJSON implements [json.Unmarshaler].
func (c *choice) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		var n int
		if err := json.Unmarshal(b, &n); err != nil {
			return err
		}
		s = strconv.Itoa(n)
	}
	*c = choice(s)
	return nil
}

// maxConversation bounds the ids of conversations callers choose.
const maxConversation = 200

// apiAsk answers a question as `ask --format json` does.
func (c conversation) apiAsk(w http.ResponseWriter, r *http.Request) error {
	in, err := readQuestion(r)
	if err != nil {
		return err
	}
	l, ok := content.ParseLang(in.Lang)
	if in.Lang != "" && !ok || in.Municipality != "" && !chat.IsMunicipality(in.Municipality) || len(in.Conversation) > maxConversation || len(in.Choice) > maxConversation {
		return &statusError{status: http.StatusBadRequest}
	}
	if wait := c.limits.ask(c.Proxies.client(r), in.Conversation); wait > 0 {
		return c.tooOften(cmp.Or(l, content.Bokmal), wait)
	}
	q := question(strings.ToValidUTF8(in.Question, ""), l, in.Conversation)
	q.Choice, q.Municipality = string(in.Choice), in.Municipality
	if err := c.drop(r.Context(), in.Forget, q.Conversation); err != nil {
		return err
	}
	if in.Forget != "" && in.nothing() {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	a, err := c.Bot.Answer(r.Context(), q)
	if err != nil {
		return err
	}
	body, err := marshalReply(a.Reply())
	if err != nil {
		return err
	}
	assets.NewDocument("application/json; charset=utf-8", body).Serve(w, r, http.StatusOK, cacheNever)
	return nil
}

// readQuestion reads JSON or a form. A body that begins with { is JSON whatever its
// type says: curl -d and many small programs call every body a form.
func readQuestion(r *http.Request) (apiQuestion, error) {
	body := bufio.NewReader(r.Body)
	if first, err := body.Peek(1); isJSON(r) || err == nil && first[0] == '{' {
		var in apiQuestion
		if err := json.NewDecoder(body).Decode(&in); err != nil {
			return in, bodyError(err)
		}
		return in, nil
	}
	r.Body = io.NopCloser(body) // the server closes its own
	if err := r.ParseForm(); err != nil {
		return apiQuestion{}, bodyError(err)
	}
	f := r.PostForm
	return apiQuestion{f.Get("question"), f.Get("lang"), f.Get("conversation"), choice(f.Get("choice")), f.Get(fieldMunicipality), f.Get("forget")}, nil
}

// marshalReply leaves <, > and & as they are: nobody reads JSON as HTML here.
func marshalReply(r any) ([]byte, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}
