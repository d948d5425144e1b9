package slackchat_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// fakeSlack is Slack's Web API, its response_urls and Socket Mode, as strict as Slack
// in what the chat could get wrong: tokens, methods, block counts, message ids.
type fakeSlack struct {
	tb     testing.TB
	server *httptest.Server
	delay  time.Duration

	mu     sync.Mutex
	tokens map[string]bool
	faults map[string][]fault // by method, used up one by one
	posted map[string]bool    // client_msg_id
	oauth  map[string]any     // answer to oauth.v2.access
	calls  chan call
	socket chan *websocket.Conn
}

// call is one message or other call that had an effect.
type call struct {
	method, token string
	args          url.Values     // form, or
	body          map[string]any // JSON
	at            time.Time
}

func (c call) text() string {
	if s, ok := c.body["text"].(string); ok {
		return s
	}
	return c.args.Get("text")
}

// all is everything that was sent, to look for what must not be there.
func (c call) all() string {
	b, _ := json.Marshal(c.body)
	return c.args.Encode() + c.args.Get("blocks") + c.args.Get("text") + string(b)
}

// fault is what the next call of a method gets instead of success.
type fault struct {
	status     int    // 429, 500 …
	retryAfter string // with a 429
	err        string // Slack's error, with 200
	needed     string // with missing_scope
	drop       bool   // does what was asked, then drops the connection
}

func newFakeSlack(tb testing.TB) *fakeSlack {
	f := &fakeSlack{
		tb: tb, tokens: map[string]bool{"xoxb-one": true, "xapp-one": true}, faults: map[string][]fault{}, posted: map[string]bool{},
		calls: make(chan call, 100_000), socket: make(chan *websocket.Conn, 10),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/{method}", f.api)
	mux.HandleFunc("POST /hook/{id}", f.hook)
	mux.HandleFunc("GET /socket", func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
		if err != nil {
			tb.Error(err)
			return
		}
		f.socket <- conn
	})
	f.server = httptest.NewServer(mux)
	tb.Cleanup(f.server.Close)
	return f
}

func (f *fakeSlack) apiURL() string { return f.server.URL + "/api/" }

func (f *fakeSlack) hookURL(id string) string { return f.server.URL + "/hook/" + id }

// fail makes the next calls of a method fail, one fault each.
func (f *fakeSlack) fail(method string, faults ...fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults[method] = append(f.faults[method], faults...)
}

// revoke makes a token worthless, as uninstalling does.
func (f *fakeSlack) revoke(token string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.tokens, token)
}

var methods = []string{
	"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.unfurl", "views.open", "views.push", "views.update", "views.publish", "users.info",
	"assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts", "entity.presentDetails", "apps.connections.open", "oauth.v2.access",
}

func (f *fakeSlack) api(w http.ResponseWriter, r *http.Request) {
	time.Sleep(f.delay)
	c := call{method: r.PathValue("method"), at: time.Now()}
	raw, _ := io.ReadAll(r.Body)
	c.token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		_ = json.Unmarshal(raw, &c.body)
	} else {
		c.args, _ = url.ParseQuery(string(raw))
		if t := c.args.Get("token"); t != "" {
			c.token = t
		}
	}
	ft, answer := f.judge(c)
	switch {
	case ft.status != 0:
		w.Header().Set("Retry-After", ft.retryAfter)
		w.WriteHeader(ft.status)
		return
	case ft.err != "":
		answer = map[string]any{"ok": false, "error": ft.err, "needed": ft.needed}
	case ft.drop:
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

// judge decides what a call gets, and records it when it has an effect.
func (f *fakeSlack) judge(c call) (fault, map[string]any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !slices.Contains(methods, c.method) {
		f.tb.Errorf("unknown method %q", c.method)
		return fault{err: "unknown_method"}, nil
	}
	if c.method != "oauth.v2.access" && !f.tokens[c.token] {
		return fault{err: "invalid_auth"}, nil
	}
	var ft fault
	if fs := f.faults[c.method]; len(fs) > 0 {
		ft, f.faults[c.method] = fs[0], fs[1:]
	}
	if ft.status != 0 || ft.err != "" {
		return ft, nil
	}
	answer := map[string]any{"ok": true, "ts": "9.9", "channel": c.args.Get("channel")}
	switch c.method {
	case "apps.connections.open":
		answer["url"] = "ws" + strings.TrimPrefix(f.server.URL, "http") + "/socket"
	case "oauth.v2.access":
		return ft, f.oauth
	case "users.info":
		locale := "nb-NO"
		if c.args.Get("user") == "UNN" {
			locale = "nn-NO"
		}
		answer["user"] = map[string]any{"id": c.args.Get("user"), "locale": locale}
		return ft, answer
	}
	var bs []any
	if s := c.args.Get("blocks"); s != "" && (json.Unmarshal([]byte(s), &bs) != nil || len(bs) > 50) {
		return fault{err: "invalid_blocks"}, nil
	}
	if id := c.args.Get("client_msg_id"); id != "" {
		if f.posted[id] {
			return ft, answer // known, and not posted again
		}
		f.posted[id] = true
	}
	f.calls <- c
	return ft, answer
}

func (f *fakeSlack) hook(w http.ResponseWriter, r *http.Request) {
	c := call{method: "hook " + r.PathValue("id"), at: time.Now()}
	_ = json.NewDecoder(r.Body).Decode(&c.body)
	f.mu.Lock()
	var ft fault
	if fs := f.faults["hook"]; len(fs) > 0 {
		ft, f.faults["hook"] = fs[0], fs[1:]
	}
	f.mu.Unlock()
	if ft.status != 0 {
		w.WriteHeader(ft.status)
		return
	}
	f.calls <- c
	fmt.Fprint(w, "ok")
}

// next waits for the next call with an effect, which must be of the method.
func (f *fakeSlack) next(tb testing.TB, method string) call {
	tb.Helper()
	select {
	case c := <-f.calls:
		if c.method != method {
			tb.Fatalf("Slack got %s (%s), want %s", c.method, c.text(), method)
		}
		return c
	case <-time.After(10 * time.Second):
		tb.Fatalf("Slack got no %s", method)
		return call{}
	}
}

// quiet fails when Slack got anything more; the chat must have stopped.
func (f *fakeSlack) quiet(tb testing.TB) {
	tb.Helper()
	select {
	case c := <-f.calls:
		tb.Errorf("Slack also got %s: %s", c.method, c.text())
	default:
	}
}
