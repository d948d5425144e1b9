package teamschat_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
)

// TestExercise holds Teams to the contract of every chat.
func TestExercise(t *testing.T) { chattest.Exercise(t, onWire) }

func onWire(t *testing.T, p chattest.Parts) chattest.Harness {
	w := &wire{tb: t}
	c := exercised(p, w)
	mux := http.NewServeMux()
	c.Register(mux)
	return chattest.Harness{
		Deliver: func(in chattest.Inbound) bool { return w.deliver(mux, in) },
		Seen:    w.all, Fail: w.fail,
		Run: func(ctx context.Context) { _ = c.Run(ctx) }, // it returns nil
	}
}

// exercised is a chat of the parts that a contract gives, on a wire.
func exercised(p chattest.Parts, w *wire) *teamschat.Chat {
	c := teamschat.Config{BaseURL: base, Development: true, HTTP: &http.Client{Transport: w}}
	c.Bot, c.Words, c.People = p.Bot, p.Words, p.People
	c.Ledger, c.Log, c.Count = p.Ledger, p.Log, p.Count
	chat, err := teamschat.New(c)
	if err != nil {
		w.tb.Fatal(err)
	}
	return chat
}

// wire is Microsoft's side without a network: the conversations, each of one person or
// of many.
type wire struct {
	tb    testing.TB
	mu    sync.Mutex
	seen  []chattest.Seen
	fault chattest.Fault
	calls []string // method and path of each request
	alone int      // status of a request for a conversation with one person; 0 for 201

	targeted int // status of a message to one person in front of others; 0 for 201
}

// alone stands before a person's id in the name of the chat they have with the bot.
const alone = "alone-"

func (w *wire) all() []chattest.Seen {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]chattest.Seen(nil), w.seen...)
}

func (w *wire) fail(f chattest.Fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fault = f
}

func (w *wire) show(to, body string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, chattest.Seen{To: to, Body: body})
}

// RoundTrip implements [http.RoundTripper].
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	w.calls = append(w.calls, r.Method+" "+r.URL.Path)
	fault, status, targeted := w.fault, w.alone, w.targeted
	w.mu.Unlock()
	out := httptest.NewRecorder()
	switch fault {
	case chattest.Down:
		out.WriteHeader(http.StatusInternalServerError)
		return out.Result(), nil
	case chattest.Limited:
		out.Header().Set("Retry-After", "30")
		out.WriteHeader(http.StatusTooManyRequests)
		return out.Result(), nil
	case chattest.Refusing:
		out.WriteHeader(http.StatusForbidden)
		return out.Result(), nil
	}
	conversation, isActivity := strings.CutPrefix(r.URL.Path, "/v3/conversations/")
	aside := r.URL.Query().Get("isTargetedActivity") == "true"
	switch {
	case aside && targeted != 0:
		out.WriteHeader(targeted)
	case !isActivity && status != 0:
		out.WriteHeader(status)
	case !isActivity:
		var asked struct {
			Members []struct {
				ID string `json:"id"`
			} `json:"members"`
		}
		if json.Unmarshal(body, &asked) != nil || len(asked.Members) != 1 {
			w.tb.Errorf("a conversation is asked for as %s, want one member", body)
			return nil, errors.New("bad request")
		}
		out.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(out, `{"id":"`+alone+asked.Members[0].ID+`"}`)
	default:
		conversation, _, _ = strings.Cut(conversation, "/")
		to := ""
		if aside {
			to = recipient(w.tb, body)
		}
		if person, ok := strings.CutPrefix(conversation, alone); ok {
			to = person
		}
		w.show(to, string(body))
		out.WriteHeader(http.StatusCreated)
	}
	if fault == chattest.LostReply {
		return nil, errors.New("connection reset by peer")
	}
	return out.Result(), nil
}

// recipient is whom a message names.
func recipient(tb testing.TB, body []byte) string {
	var m struct {
		Recipient struct {
			ID string `json:"id"`
		} `json:"recipient"`
	}
	if err := json.Unmarshal(body, &m); err != nil || m.Recipient.ID == "" {
		tb.Errorf("a message to one person names nobody: %s", body)
	}
	return m.Recipient.ID
}

// deliver brings what a person does and reports whether it was acknowledged.
func (w *wire) deliver(h http.Handler, in chattest.Inbound) bool {
	a := map[string]any{
		"type": "message", "id": in.ID, "serviceUrl": "http://127.0.0.1/", "channelId": "msteams", "locale": "nb-NO",
		"from": map[string]any{"id": in.Person}, "recipient": map[string]any{"id": "28:bot"}, "text": in.Text,
		"conversation": map[string]any{"id": alone + in.Person, "conversationType": "personal", "tenantId": tenantID},
	}
	if in.Channel != "" {
		a["conversation"] = map[string]any{"id": "19:" + in.Channel, "conversationType": "channel", "tenantId": tenantID}
		a["text"] = "<at>Veiviser</at> " + in.Text
		a["entities"] = []any{map[string]any{"type": "mention", "mentioned": map[string]any{"id": "28:bot"}}}
	}
	if in.Text == "" {
		a["type"], a["name"], a["text"] = "invoke", "adaptiveCard/action", ""
		a["value"] = press(map[string]any{"verb": in.Verb, "ref": in.Ref, "value": in.Value, "asker": in.Asker, "helpful": in.Value == chat.Helpful})
	}
	before := len(w.all())
	out := httptest.NewRecorder()
	h.ServeHTTP(out, fromHere(httptest.NewRequest(http.MethodPost, "/teams/messages", bytes.NewReader(encode(w.tb, a)))))
	if out.Code != http.StatusOK {
		return false
	}
	if a["type"] == "invoke" && !w.announces(out.Body.Bytes(), before) {
		w.show(in.Person, out.Body.String())
	}
	return true
}

// announces reports whether a response only names what was sent meanwhile, as a short
// word does where the answer is a message of its own.
func (w *wire) announces(response []byte, before int) bool {
	var executed struct {
		Value any `json:"value"`
	}
	if err := json.Unmarshal(response, &executed); err != nil {
		w.tb.Errorf("an invoke was answered with %s", response)
	}
	word, ok := executed.Value.(string)
	for _, s := range w.all()[before:] {
		if ok && strings.Contains(s.Body, word) {
			return true
		}
	}
	return false
}

// fromHere makes a request one that came to and from this machine.
func fromHere(r *http.Request) *http.Request {
	here := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080}
	r.RemoteAddr = "127.0.0.1:50000"
	return r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, here))
}
