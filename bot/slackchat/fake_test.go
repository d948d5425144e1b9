package slackchat_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
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
// in what the chat could get wrong: tokens, methods, arguments, block counts, and who
// sees a private message. It is an http.Handler, for a server or for none.
type fakeSlack struct {
	*http.ServeMux
	tb    testing.TB
	url   string
	delay time.Duration

	mu       sync.Mutex
	tokens   map[string]bool
	faults   map[string][]fault // by method, used up one by one
	posted   int                // messages, for their names
	broken   *fault             // of every call, nil for none
	messages map[string]bool    // the app's own, by channel and name
	parents  map[string]any     // what a thread begins with, by channel and thread
	threads  map[string][]any   // replies by channel and thread, as conversations.replies shows them
	people   map[string]obj     // what users.info tells besides, by token and user
	history  bool               // whether the app may read channels
	oauth    map[string]any     // answer to oauth.v2.access
	steps    map[string]string  // tokens of steps of workflows that run, by their execution
	panes    map[string]bool    // triggers that a pane was filled for
	plain    bool               // the workspace has no work objects
	calls    chan call
	extras   chan call // to an agent's thread: status, title, prompts
	socket   chan *websocket.Conn
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
	lose       bool   // drops the connection without doing what was asked
}

// newFakeSlack returns a Slack that listens.
func newFakeSlack(tb testing.TB) *fakeSlack {
	f := newHandler(tb)
	server := httptest.NewServer(f)
	tb.Cleanup(server.Close)
	f.url = server.URL
	return f
}

// newHandler returns a Slack that is called without a network.
func newHandler(tb testing.TB) *fakeSlack {
	f := &fakeSlack{
		ServeMux: http.NewServeMux(), tb: tb, url: "https://slack.example",
		tokens: map[string]bool{"xoxb-one": true, "xapp-one": true}, faults: map[string][]fault{}, threads: map[string][]any{}, steps: map[string]string{}, panes: map[string]bool{}, messages: map[string]bool{}, parents: map[string]any{},
		calls: make(chan call, 100_000), extras: make(chan call, 100_000), socket: make(chan *websocket.Conn, 10),
	}
	f.HandleFunc("POST /api/{method}", f.api)
	f.HandleFunc("POST /hook/{id}", f.hook)
	f.HandleFunc("POST /actions/{team}/{id}", f.hook)
	f.HandleFunc("GET /socket", func(w http.ResponseWriter, r *http.Request) {
		conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
		if err != nil {
			tb.Error(err)
			return
		}
		f.socket <- conn
	})
	return f
}

func (f *fakeSlack) apiURL() string { return f.url + "/api/" }

func (f *fakeSlack) hookURL(id string) string { return f.url + "/hook/" + id }

// replied notes a reply in a thread; nil is a person's.
func (f *fakeSlack) replied(channel, thread, ts string, metadata any) {
	f.threads[channel+" "+thread] = append(f.threads[channel+" "+thread], map[string]any{"ts": ts, "thread_ts": thread, "metadata": metadata})
}

// wrote notes a message of a person where it stands in a thread.
func (f *fakeSlack) wrote(channel, thread string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.replied(channel, thread, "9.9", map[string]any{})
}

// fail makes the next calls of a method fail, one fault each.
func (f *fakeSlack) fail(method string, faults ...fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.faults[method] = append(f.faults[method], faults...)
}

// breakAll makes every call from now on fail; nil ends that.
func (f *fakeSlack) breakAll(ft *fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.broken = ft
}

// faultOf is what the next call of a method meets; f.mu is held.
func (f *fakeSlack) faultOf(method string) (ft fault) {
	if fs := f.faults[method]; len(fs) > 0 {
		ft, f.faults[method] = fs[0], fs[1:]
	} else if f.broken != nil {
		ft = *f.broken
	}
	return ft
}

// revoke makes a token worthless, as uninstalling does.
func (f *fakeSlack) revoke(token string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.tokens, token)
}

// grant makes a token good again.
func (f *fakeSlack) grant(token string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[token] = true
}

var methods = []string{
	"chat.postMessage", "chat.postEphemeral", "chat.update", "chat.unfurl", "views.open", "views.push", "views.update", "views.publish", "users.info",
	"assistant.threads.setStatus", "assistant.threads.setTitle", "assistant.threads.setSuggestedPrompts", "entity.presentDetails", "apps.connections.open", "oauth.v2.access",
	"conversations.replies", "functions.completeSuccess", "functions.completeError",
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
	case ft.drop, ft.lose:
		panic(http.ErrAbortHandler)
	}
	w.Header().Set("Content-Type", "application/json")
	f.mu.Lock()
	scopes := "chat:write"
	if f.history {
		scopes += ",channels:history"
	}
	w.Header().Set("X-OAuth-Scopes", scopes)
	f.mu.Unlock()
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
	if strings.HasPrefix(c.method, stepMethods) {
		ft := f.faultOf(c.method)
		if ft.status == 0 && ft.err == "" && !ft.lose {
			if refusal := f.completes(c); refusal != "" {
				return fault{err: refusal}, nil
			}
			f.calls <- c
		}
		return ft, map[string]any{"ok": true}
	}
	if c.method != "oauth.v2.access" && !f.tokens[c.token] {
		return fault{err: "invalid_auth"}, nil
	}
	ft := f.faultOf(c.method)
	if ft.status != 0 || ft.err != "" || ft.lose {
		return ft, nil
	}
	f.posted++
	answer := map[string]any{"ok": true, "ts": fmt.Sprintf("9.%d", f.posted), "channel": c.args.Get("channel")}
	if person, ok := strings.CutPrefix(c.args.Get("channel"), "U"); ok { // a message to a person stands in a channel of its own
		answer["channel"] = "D" + person
	}
	switch c.method {
	case "apps.connections.open":
		answer["url"] = "ws" + strings.TrimPrefix(f.url, "http") + "/socket"
	case "oauth.v2.access":
		return ft, f.oauth
	case "users.info":
		locale := "nb-NO"
		if c.args.Get("user") == "UNN" {
			locale = "nn-NO"
		}
		user := obj{"id": c.args.Get("user"), "locale": locale}
		maps.Copy(user, f.people[c.token+" "+c.args.Get("user")])
		answer["user"] = user
		return ft, answer
	case "conversations.replies":
		return f.replies(c)
	}
	var bs []any
	if s := c.args.Get("blocks"); s != "" && (json.Unmarshal([]byte(s), &bs) != nil || len(bs) > 50) {
		return fault{err: "invalid_blocks"}, nil
	}
	if ft := f.message(c, answer["ts"].(string)); ft.err != "" {
		return ft, nil
	}
	if strings.HasPrefix(c.method, agentMethods) {
		f.extras <- c
	} else {
		f.calls <- c
	}
	return ft, answer
}

// agentMethods begin the names of what an answer is as good without.
const agentMethods = "assistant.threads."

// message keeps what a thread shows, and refuses what Slack doesn't show or know.
func (f *fakeSlack) message(c call, ts string) fault {
	channel, thread := c.args.Get("channel"), c.args.Get("thread_ts")
	switch {
	case c.args.Has("client_msg_id"):
		f.tb.Error("client_msg_id is no argument of Slack's")
		return fault{err: "invalid_arguments"}
	case c.method == "chat.postEphemeral" && thread != "" && len(f.threads[channel+" "+thread]) == 0:
		f.tb.Error("a private message in a thread without replies: Slack takes it and shows it to nobody")
	case c.method == "chat.postEphemeral" && c.args.Has("metadata"):
		f.tb.Error("a private message has no metadata")
	case c.method == "chat.postMessage" && thread != "":
		var metadata any
		if s := c.args.Get("metadata"); s != "" && json.Unmarshal([]byte(s), &metadata) != nil {
			return fault{err: "invalid_metadata_format"}
		}
		f.replied(channel, thread, ts, metadata)
	case c.method == "chat.unfurl":
		return f.unfurls(c)
	case c.method == "entity.presentDetails":
		return f.presents(c)
	case c.method == "chat.update" && !f.has(channel, c.args.Get("ts")):
		return fault{err: "message_not_found"}
	}
	if c.method == "chat.postMessage" {
		f.messages[channel+" "+ts] = true
	}
	return fault{}
}

// has reports whether a message of the app's stands in a channel.
func (f *fakeSlack) has(channel, ts string) bool { return f.messages[channel+" "+ts] }

// replies shows a thread to an app that may read it: a direct conversation, or a channel
// whose history it was given.
func (f *fakeSlack) replies(c call) (fault, map[string]any) {
	channel, ts := c.args.Get("channel"), c.args.Get("ts")
	if !f.history && !strings.HasPrefix(channel, "D") {
		return fault{err: "missing_scope", needed: "channels:history"}, nil
	}
	root, ok := f.parents[channel+" "+ts]
	if !ok {
		root = map[string]any{"ts": ts}
	}
	return fault{}, map[string]any{"ok": true, "messages": append([]any{root}, f.threads[channel+" "+ts]...), "has_more": false}
}

func (f *fakeSlack) hook(w http.ResponseWriter, r *http.Request) {
	time.Sleep(f.delay)
	c := call{method: "hook " + r.PathValue("id"), at: time.Now()}
	_ = json.NewDecoder(r.Body).Decode(&c.body)
	f.mu.Lock()
	ft := f.faultOf("hook")
	f.mu.Unlock()
	switch {
	case ft.err != "":
		w.WriteHeader(http.StatusBadRequest)
		return
	case ft.status != 0:
		w.Header().Set("Retry-After", ft.retryAfter)
		w.WriteHeader(ft.status)
		return
	case ft.lose:
		panic(http.ErrAbortHandler)
	}
	f.calls <- c
	if ft.drop {
		panic(http.ErrAbortHandler)
	}
	fmt.Fprint(w, "ok")
}

// next waits for the next call with an effect, which must be of the method.
func (f *fakeSlack) next(tb testing.TB, method string) call {
	tb.Helper()
	calls := f.calls
	if strings.HasPrefix(method, agentMethods) {
		calls = f.extras
	}
	select {
	case c := <-calls:
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
