package slackchat

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
)

// What is sent is what the library would send: every field, whatever stands in it.
func TestFormIsTheLibrarys(t *testing.T) {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	text := string(every) + "æøå – 100 % «hva?» a+b & c=d 😀"
	m := blocks.Message{Text: text, Blocks: []slack.Block{
		slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, "*æ* <https://a.no|b> & 50 %", false, false), nil, nil), slack.NewDividerBlock(),
	}}
	for _, tt := range []target{
		{channel: "C1", thread: "1.1", key: "Ev1"}, {channel: "D1"}, {channel: "C1", thread: "1.1", only: "U1", key: "Ev1"}, {channel: "C1", only: "U1"},
		{channel: "C1", thread: "1.1", key: "Ev1", asked: "1.1"}, {channel: "C1", thread: "1.1", key: "Ev1", over: "1.2"},
	} {
		got, header := sent(t, func(cl *client) error {
			ts, err := cl.send(t.Context(), tt, written(m))
			if ts != "1.2" {
				t.Errorf("%+v: Slack calls it %q", tt, ts)
			}
			return err
		})
		want, _ := sent(t, func(cl *client) error {
			opts := append(messageOptions(m), slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl())
			if payload := tt.metadata(); len(payload) > 0 && tt.only == "" {
				opts = append(opts, slack.MsgOptionMetadata(slack.SlackMetadata{EventType: answerEvent, EventPayload: payload}))
			}
			if tt.over != "" {
				_, _, _, err := cl.api.UpdateMessageContext(t.Context(), tt.channel, tt.over, opts...)
				return err
			}
			if tt.thread != "" {
				opts = append(opts, slack.MsgOptionTS(tt.thread))
			}
			if tt.only != "" {
				_, err := cl.api.PostEphemeralContext(t.Context(), tt.channel, tt.only, opts...)
				return err
			}
			_, _, err := cl.api.PostMessageContext(t.Context(), tt.channel, opts...)
			return err
		})
		if header != "Bearer xoxb-one" {
			t.Errorf("%+v: authorization %q", tt, header)
		}
		want.Del("token") // ours stands in the header
		if g, w := got.Encode(), want.Encode(); g != w {
			t.Errorf("%+v is sent as\n%s\nwant\n%s", tt, g, w)
		}
	}
}

// sent is the path, as "path", and the form of what a client sends.
func sent(t *testing.T, send func(*client) error) (form url.Values, authorization string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		form, authorization = r.PostForm, r.Header.Get("Authorization")
		form.Set("path", r.URL.Path)
		_, _ = w.Write([]byte(`{"ok":true,"channel":"C1","ts":"1.2"}`))
	}))
	defer server.Close()
	if err := send(newClient(Config{APIURL: server.URL + "/api/", HTTP: server.Client()}, "xoxb-one")); err != nil {
		t.Error(err)
	}
	return form, authorization
}

// What Slack says of a message means the same as when the library reads it.
func TestWhatSlackSays(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		after  string
		body   string
		sent   chat.Sent
		again  bool
		wait   time.Duration
	}{
		{"too many", 429, "7", "", chat.NotSent, true, 7 * time.Second},
		{"too many, no time", 429, "", "", chat.NotSent, false, 0},
		{"broken", 500, "", "<html>", chat.NotSent, true, 0},
		{"a gateway's error", 502, "", "<html>", chat.UnknownSent, false, 0},
		{"refused", 200, "", `{"ok":false,"error":"channel_not_found"}`, chat.NotSent, false, 0},
		{"cut off", 200, "", `{"ok":tr`, chat.UnknownSent, false, 0},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if tt.after != "" {
				w.Header().Set("Retry-After", tt.after)
			}
			w.WriteHeader(tt.status)
			_, _ = w.Write([]byte(tt.body))
		}))
		cl := newClient(Config{APIURL: server.URL + "/api/", HTTP: server.Client()}, "xoxb-one")
		_, err := cl.post(t.Context(), target{channel: "C1"}, blocks.Message{Text: "hei"})
		f, ok := errors.AsType[*chat.Failure](err)
		if !ok || f.Sent != tt.sent || f.Again != tt.again || f.After != tt.wait {
			t.Errorf("%s: %#v of %v", tt.name, f, err)
		}
		server.Close()
	}
}

// The scope that a refusal names reaches the operator.
func TestRefusalNamesScope(t *testing.T) {
	resp := httptest.NewRecorder()
	_, _ = resp.WriteString(`{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"commands"}`)
	_, err := said(resp.Result())
	e, ok := errors.AsType[slack.SlackErrorResponse](err)
	if !ok || e.Err != "missing_scope" || e.Needed != "chat:write" || e.Provided != "commands" {
		t.Errorf("said %+v", e)
	}
}

// unwritable is a block that can't be JSON.
type unwritable struct{ *slack.DividerBlock }

func (unwritable) MarshalJSON() ([]byte, error) { return nil, errors.New("no") }

func TestUnwritableBlock(t *testing.T) {
	m := written(blocks.Message{Text: "hei", Blocks: []slack.Block{unwritable{slack.NewDividerBlock()}}})
	_, err := newClient(Config{APIURL: "http://127.0.0.1:1/api/", HTTP: http.DefaultClient}, "t").send(t.Context(), target{channel: "C1"}, m)
	if err == nil || !strings.Contains(err.Error(), "encode a block") {
		t.Errorf("sent with %v", err)
	}
}
