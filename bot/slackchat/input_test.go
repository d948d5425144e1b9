package slackchat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/slackchat"
)

const form = "application/x-www-form-urlencoded"

type badRequest struct {
	name   string
	path   string
	body   []byte
	change func(*http.Request)
	want   int
}

func badRequests(good []byte, now time.Time) []badRequest {
	return []badRequest{
		{"unsigned", "/slack/events", good, func(r *http.Request) { r.Header.Del("X-Slack-Signature") }, 401},
		{"no time", "/slack/events", good, func(r *http.Request) { r.Header.Del("X-Slack-Request-Timestamp") }, 401},
		{"wrongly signed", "/slack/events", good, func(r *http.Request) { r.Header.Set("X-Slack-Signature", "v0="+strings.Repeat("ab", 32)) }, 401},
		{"no hexadecimal", "/slack/events", good, func(r *http.Request) { r.Header.Set("X-Slack-Signature", "v0=xyz") }, 401},
		{"other version", "/slack/events", good, func(r *http.Request) {
			r.Header.Set("X-Slack-Signature", "v1="+r.Header.Get("X-Slack-Signature")[3:])
		}, 401},
		{"stale", "/slack/events", good, func(r *http.Request) { *r = *sign(r.URL.String(), "application/json", good, now.Add(-6*time.Minute)) }, 401},
		{"from the future", "/slack/events", good, func(r *http.Request) { *r = *sign(r.URL.String(), "application/json", good, now.Add(6*time.Minute)) }, 401},
		{"changed by a byte", "/slack/events", good, func(r *http.Request) {
			*r = *sign(r.URL.String(), "application/json", append([]byte(" "), good...), now)
			r.Body = http.NoBody
			r.ContentLength = 0
		}, 401},
		{"no JSON", "/slack/events", []byte("hello"), nil, 400},
		{"JSON of the wrong shape", "/slack/events", []byte(`{"type":["event_callback"]}`), nil, 400},
		{"a list", "/slack/events", []byte(`[]`), nil, 400},
		{"no type", "/slack/events", []byte(`{}`), nil, 400},
		{"no event id", "/slack/events", []byte(`{"type":"event_callback","event":{"type":"app_mention"}}`), nil, 400},
		{"cut short JSON", "/slack/events", good[:len(good)/2], nil, 400},
		{"unknown outer type", "/slack/events", []byte(`{"type":"something_new"}`), nil, 200},
		{"rate limited", "/slack/events", []byte(`{"type":"app_rate_limited","team_id":"T1"}`), nil, 200},
		{"too large", "/slack/events", bytes.Repeat([]byte("x"), 1<<20+1), nil, 413},
		{"command without one", "/slack/commands", []byte("text=x"), nil, 400},
		{"command of another app", "/slack/commands", []byte("command=%2Fother"), nil, 200},
		{"bad form", "/slack/commands", []byte("%zz"), nil, 400},
		{"interaction without payload", "/slack/interactions", []byte("x=y"), nil, 400},
		{"interaction of a wrong shape", "/slack/interactions", []byte("payload=" + url.QueryEscape(`{"type":5}`)), nil, 400},
		{"interaction without type", "/slack/interactions", []byte("payload=" + url.QueryEscape(`{}`)), nil, 400},
		{"unknown interaction", "/slack/interactions", []byte("payload=" + url.QueryEscape(`{"type":"workflow_step_edit"}`)), nil, 200},
		{"press of nothing", "/slack/interactions", []byte("payload=" + url.QueryEscape(`{"type":"block_actions","actions":[]}`)), nil, 400},
		{"unknown dialog", "/slack/interactions", []byte("payload=" + url.QueryEscape(`{"type":"view_submission","view":{"id":"V","callback_id":"x"}}`)), nil, 200},
		{"note of nothing", "/slack/interactions", []byte("payload=" + url.QueryEscape(`{"type":"view_submission","view":{"id":"V","callback_id":"note"}}`)), nil, 400},
		{"get", "/slack/events", nil, func(r *http.Request) { r.Method = "GET" }, 405},
	}
}

// Whatever comes that Slack did not send, or not whole, gets a status and nothing else.
func TestBadRequests(t *testing.T) {
	f := newFixture(t, nil)
	good := event("Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	now := time.Now()
	for _, tt := range badRequests(good, now) {
		t.Run(tt.name, func(t *testing.T) {
			r := sign(f.server.URL+tt.path, "application/json", tt.body, now)
			if tt.change != nil {
				tt.change(r)
			}
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != tt.want {
				t.Errorf("got %d, want %d", resp.StatusCode, tt.want)
			}
		})
	}
	f.stop()
	f.slack.quiet(t)
	if s := f.log.String(); strings.Contains(s, secret) || strings.Contains(s, "fagbrev") {
		t.Errorf("the log tells too much: %s", s)
	}
}

// A body that ends before its announced length is refused.
func TestBodyCutShort(t *testing.T) {
	f := newFixture(t, nil)
	body := event("Ev1", mention("C1", "1.1", "fagbrev"))
	mux := http.NewServeMux()
	f.Register(mux)
	r := sign("/slack/events", "application/json", body, time.Now())
	r.Body = http.NoBody
	r.Body = readCloser{&shortReader{bytes.NewReader(body[:20])}}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	if w.Code != 400 {
		t.Errorf("got %d, want 400", w.Code)
	}
}

type readCloser struct{ *shortReader }

func (readCloser) Close() error { return nil }

type shortReader struct{ r *bytes.Reader }

func (s *shortReader) Read(p []byte) (int, error) {
	if n, _ := s.r.Read(p); n > 0 {
		return n, nil
	}
	return 0, http.ErrBodyReadAfterClose
}

func TestURLVerification(t *testing.T) {
	f := newFixture(t, nil)
	code, body := f.send(t, "/slack/events", "application/json", []byte(`{"type":"url_verification","challenge":"3eZbr","token":"x"}`))
	var got struct{ Challenge string }
	if err := json.Unmarshal([]byte(body), &got); code != 200 || err != nil || got.Challenge != "3eZbr" {
		t.Errorf("got %d %s", code, body)
	}
}

// The signature of Slack's own documentation is taken at its time, and only there.
func TestPublishedSignature(t *testing.T) {
	body := "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA" +
		"&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	s := bottest.Whole(t)
	j := openJournal(t, journalConfig(t))
	synctest.Test(t, func(t *testing.T) {
		ch, err := slackchat.New(slackchat.Config{
			Bot: bot.New(bot.Config{Guide: s.Guide, Index: s.Index, Words: s.Words}), Words: s.Words, Ledger: j.Events, Log: quietLog,
			SigningSecret: secret, BotToken: "xoxb-one",
		})
		if err != nil {
			t.Fatal(err)
		}
		mux := http.NewServeMux()
		ch.Register(mux)
		for _, tt := range []struct {
			at   int64
			want int
		}{{1531420618, 200}, {1531420618 + 299, 200}, {1531420618 + 302, 401}} {
			time.Sleep(time.Until(time.Unix(tt.at, 0)))
			r := httptest.NewRequest("POST", "/slack/commands", strings.NewReader(body))
			r.Header.Set("X-Slack-Request-Timestamp", "1531420618")
			r.Header.Set("X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
			w := httptest.NewRecorder()
			mux.ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("at %d: got %d, want %d", tt.at, w.Code, tt.want)
			}
		}
	})
}

// A personal number is told to its author alone and leaves no trace.
func TestGuard(t *testing.T) {
	numbers := []struct{ text, kind string }{
		{"01019010046", "fødselsnummer"}, {"010190 10046", "fødselsnummer"}, {"2012 586975 61", "DUF-nummer"},
		{"<tel:01019010046|ring>", "fødselsnummer"}, {"0\u200b1\u200b019010046", "fødselsnummer"},
	}
	f := newFixture(t, nil)
	for i, tt := range numbers {
		text := "hva gjelder for " + tt.text + " som vil ta fagbrev på jobb"
		f.event(t, fmt.Sprint("Ev", i), mention("C1", fmt.Sprint(i, ".1"), text))
		c := f.slack.next(t, "chat.postEphemeral")
		wantText(t, c, tt.kind)
		if c.args.Get("user") != "U1" {
			t.Errorf("told to %q", c.args.Get("user"))
		}
		f.command(t, fmt.Sprint("tr", i), text)
		c2 := f.slack.next(t, fmt.Sprint("hook tr", i))
		if c2.body["response_type"] != "ephemeral" {
			t.Errorf("told as %v", c2.body["response_type"])
		}
		for _, c := range []call{c, c2} {
			if digits := strings.NewReplacer(" ", "", "+", "").Replace(c.all()); strings.Contains(digits, "10046") || strings.Contains(digits, "586975") {
				t.Errorf("the number is echoed in %s", c.method)
			}
		}
	}
	// Eleven digits that are no personal number are a question like any other.
	f.event(t, "EvOther", mention("C9", "9.1", "fagbrev på jobb sak 12345678901"))
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
	if s := f.log.String(); strings.Contains(s, "10046") || strings.Contains(s, "586975") || strings.Contains(s, "hva gjelder") {
		t.Errorf("the log holds what was asked: %s", s)
	}
}

// Nothing a person writes comes back as a mention or a link.
func TestEscaping(t *testing.T) {
	f := newFixture(t, nil)
	for i, text := range []string{"<!channel> xyzzy", "&lt;!channel&gt; xyzzy", "<https://evil.example|fagbrev på jobb>", "<@U99> hjelp", strings.Repeat("fagbrev ", 5000)} {
		f.event(t, fmt.Sprint("Ev", i), mention(fmt.Sprint("C", i), "1.1", text))
		c := f.slack.next(t, "chat.postMessage")
		for _, bad := range []string{"<!channel", "evil.example", "U99"} {
			if strings.Contains(c.all(), bad) {
				t.Errorf("%q comes back with %q", text[:10], bad)
			}
		}
	}
}

// FuzzRequests sends signed nonsense to every route: nothing panics, and what is not
// taken is refused, or is to come again because its channel was busy.
func FuzzRequests(f *testing.F) {
	fx := newFixture(f, func(c *slackchat.Config) {
		c.Panicked = func(job string) { f.Errorf("%s panicked", job) }
	})
	mux := http.NewServeMux()
	fx.Register(mux)
	f.Add(uint8(0), event("Ev1", mention("C1", "1.1", "fagbrev")))
	f.Add(uint8(0), []byte(`{"type":"event_callback","event_id":"x","event":{"type":"link_shared","links":[{"url":"https://veiviser.example.no/nb/x@"}]}}`))
	f.Add(uint8(1), []byte("command=%2Fveiviser&text=hjelp"))
	f.Add(uint8(2), []byte("payload="+url.QueryEscape(`{"type":"block_actions","actions":[{"action_id":"show:1","block_id":"b","value":"nb/x//0"}]}`)))
	f.Add(uint8(2), []byte("payload="+url.QueryEscape(`{"type":"view_submission","view":{"callback_id":"ask","state":{"values":{}}}}`)))
	f.Fuzz(func(t *testing.T, route uint8, body []byte) {
		path := []string{"/slack/events", "/slack/commands", "/slack/interactions"}[route%3]
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, sign(path, form, body, time.Now()))
		if w.Code >= 500 && w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s got %d", path, w.Code)
		}
	})
}
