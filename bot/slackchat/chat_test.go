package slackchat_test

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/journal"
	"veiviser/bot/slackchat"
	"veiviser/content"
)

const (
	secret = "8f742231b10e8888abcd99yyyzzz85a5"
	base   = "https://veiviser.example.no"
)

func openJournal(tb testing.TB, c journal.Config) *journal.Journal {
	tb.Helper()
	if c.URL == "" && c.Dir == "" {
		c.Dir = tb.TempDir()
	}
	c.Key = bytes.Repeat([]byte{7}, 32)
	j, err := journal.Open(context.Background(), c)
	if err != nil {
		tb.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- j.Run(ctx) }()
	tb.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			tb.Error(err)
		}
		if err := j.Close(); err != nil {
			tb.Error(err)
		}
	})
	return j
}

// editors are told what was of use, and sent texts.
type editors struct {
	*journal.Counts
	*journal.Inquiries
}

// fixture is a running chat between a fake Slack and a real journal.
type fixture struct {
	*slackchat.Chat
	slack   *fakeSlack
	bot     *bot.Bot
	guide   *content.Guide
	journal *journal.Journal
	log     *lockedBuffer
	counts  *counts
	server  *httptest.Server
	stop    func() // waits until the chat has done everything
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

type counts struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counts) add(what, detail string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[what+" "+detail]++
}

func (c *counts) of(what string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n[what]
}

func newFixture(tb testing.TB, change func(*slackchat.Config)) *fixture {
	tb.Helper()
	return newFixtureOn(tb, newFakeSlack(tb), openJournal(tb, journal.Config{}), change)
}

func newFixtureOn(tb testing.TB, fake *fakeSlack, j *journal.Journal, change func(*slackchat.Config)) *fixture {
	tb.Helper()
	s := bottest.Whole(tb)
	f := &fixture{slack: fake, guide: s.Guide, journal: j, log: &lockedBuffer{}, counts: &counts{n: map[string]int{}}}
	f.bot = bot.New(bot.Config{Guide: s.Guide, Index: s.Index, Words: s.Words, Conversations: bot.NewMemory(100), Versions: j.Versions, BaseURL: base})
	c := slackchat.Config{
		Bot: f.bot, Words: s.Words, Ledger: j.Events, Log: slog.New(slog.NewTextHandler(f.log, nil)),
		BaseURL: base, SigningSecret: secret, BotToken: "xoxb-one", APIURL: fake.apiURL(),
		People: j.Preferences, News: j.Versions, Editors: editors{j.Counts, j.Inquiries}, Count: f.counts.add,
	}
	if change != nil {
		change(&c)
	}
	var err error
	if f.Chat, err = slackchat.New(c); err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	f.Register(mux)
	f.server = httptest.NewServer(mux)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	f.stop = sync.OnceFunc(func() {
		f.server.Close()
		cancel()
		if err := <-done; err != nil {
			tb.Errorf("Run: %v", err)
		}
	})
	tb.Cleanup(f.stop)
	return f
}

// sign makes a request as Slack does.
func sign(path, contentType string, body []byte, at time.Time) *http.Request {
	r, _ := http.NewRequest("POST", path, bytes.NewReader(body))
	ts := strconv.FormatInt(at.Unix(), 10)
	h := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(h, "v0:%s:%s", ts, body)
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("X-Slack-Request-Timestamp", ts)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(h.Sum(nil)))
	return r
}

func (f *fixture) send(tb testing.TB, path, contentType string, body []byte) (int, string) {
	tb.Helper()
	resp, err := http.DefaultClient.Do(sign(f.server.URL+path, contentType, body, time.Now()))
	if err != nil {
		tb.Fatal(err)
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	_, _ = b.ReadFrom(resp.Body)
	return resp.StatusCode, b.String()
}

// drop sends an event and hangs up before the answer is there.
func (f *fixture) drop(tb testing.TB, body []byte) {
	tb.Helper()
	r := sign(f.server.URL+"/slack/events", "application/json", body, time.Now())
	conn, err := net.Dial("tcp", r.URL.Host)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close()
	if err := r.Write(conn); err != nil {
		tb.Fatal(err)
	}
}

type obj = map[string]any

// event wraps an event as Slack does, under an id.
func event(id string, inner obj) []byte {
	b, _ := json.Marshal(obj{
		"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "event_id": id, "event_time": 1700000000, "event": inner,
		"authorizations": []obj{{"enterprise_id": nil, "team_id": "T1", "user_id": "UBOT", "is_bot": true, "is_enterprise_install": false}},
	})
	return b
}

func mention(channel, ts, text string) obj {
	return obj{"type": "app_mention", "user": "U1", "text": "<@UBOT> " + text, "ts": ts, "channel": channel}
}

func direct(ts, text string) obj {
	return obj{"type": "message", "channel_type": "im", "user": "U1", "text": text, "ts": ts, "channel": "D1"}
}

// event delivers an event and wants it acknowledged.
func (f *fixture) event(tb testing.TB, id string, inner obj) {
	tb.Helper()
	if thread, ok := inner["thread_ts"].(string); ok {
		f.slack.wrote(inner["channel"].(string), thread)
	}
	if code, body := f.send(tb, "/slack/events", "application/json", event(id, inner)); code != 200 {
		tb.Fatalf("event got %d %s", code, body)
	}
}

func (f *fixture) command(tb testing.TB, trigger, text string) {
	tb.Helper()
	form := url.Values{
		"command": {"/veiviser"}, "text": {text}, "team_id": {"T1"}, "channel_id": {"C1"}, "user_id": {"U1"}, "trigger_id": {trigger},
		"response_url": {f.slack.hookURL(trigger)},
	}
	if code, body := f.send(tb, "/slack/commands", "application/x-www-form-urlencoded", []byte(form.Encode())); code != 200 || body != "" {
		tb.Fatalf("command got %d %q", code, body)
	}
}

// interact delivers an interaction and returns the reply.
func (f *fixture) interact(tb testing.TB, payload obj) string {
	tb.Helper()
	for k, v := range (obj{"team": obj{"id": "T1"}, "user": obj{"id": "U1"}}) {
		if payload[k] == nil {
			payload[k] = v
		}
	}
	b, _ := json.Marshal(payload)
	form := url.Values{"payload": {string(b)}}
	code, body := f.send(tb, "/slack/interactions", "application/x-www-form-urlencoded", []byte(form.Encode()))
	if code != 200 {
		tb.Fatalf("interaction got %d %s", code, body)
	}
	return body
}

// press is a button pressed on a message in channel C1, thread 1.1.
func (f *fixture) press(tb testing.TB, trigger, actionID, value string, more obj) string {
	tb.Helper()
	payload := obj{
		"type": "block_actions", "trigger_id": trigger, "response_url": f.slack.hookURL(trigger), "channel": obj{"id": "C1"},
		"message": obj{"ts": "1.2", "thread_ts": "1.1"}, "container": obj{"type": "message", "channel_id": "C1", "message_ts": "1.2", "thread_ts": "1.1"},
		"actions": []obj{{"type": "button", "block_id": "b", "action_id": actionID, "value": value}},
	}
	for k, v := range more {
		payload[k] = v
	}
	return f.interact(tb, payload)
}

// title is the title of an entry as the tests expect it in an answer.
func (f *fixture) title(tb testing.TB, l content.Lang, id string) string {
	tb.Helper()
	e, ok := f.guide.Entry(id)
	if !ok {
		tb.Fatalf("the guide has no entry %q", id)
	}
	return e.Text(l).Title
}

// short is what an entry is called where there is little room, as in a notification.
func (f *fixture) short(tb testing.TB, l content.Lang, id string) string {
	tb.Helper()
	e, ok := f.guide.Entry(id)
	if !ok {
		tb.Fatalf("the guide has no entry %q", id)
	}
	return cmp.Or(e.Text(l).Short, e.Text(l).Title)
}

func wantText(tb testing.TB, c call, want string) {
	tb.Helper()
	if !strings.Contains(c.text(), want) {
		tb.Errorf("%s says %q, want %q in it", c.method, c.text(), want)
	}
}

var quietLog = slog.New(slog.DiscardHandler)

func journalConfig(tb testing.TB) journal.Config { return journal.Config{Dir: tb.TempDir()} }
