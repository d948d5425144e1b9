package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	publicURL     = "https://veiviser.example.no"
	signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
	webhookSecret = "c2l4dGVlbiBieXRlcyBvZiBrZXk="
)

type object = map[string]any

func marshal(tb testing.TB, v any) string {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// within is v's next value, which must come soon.
func within[T any](tb testing.TB, c <-chan T, what string) T {
	tb.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(15 * time.Second):
		tb.Fatalf("%s did not come", what)
		panic("unreachable")
	}
}

// fakeSlack is Slack's Web API as far as answering a mention goes.
type fakeSlack struct {
	*httptest.Server
	posts chan url.Values // of chat.postMessage
}

func newFakeSlack(tb testing.TB) *fakeSlack {
	f := &fakeSlack{posts: make(chan url.Values, 100)}
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			tb.Error(err)
		}
		if r.FormValue("token") != "xoxb-one" && r.Header.Get("Authorization") != "Bearer xoxb-one" {
			tb.Errorf("%s without the bot's token", r.URL.Path)
		}
		if r.URL.Path == "/api/chat.postMessage" {
			f.posts <- r.PostForm
		}
		_, _ = io.WriteString(w, `{"ok":true,"ts":"1.2","channel":"C1","user":{"locale":"nb-NO"}}`)
	}))
	tb.Cleanup(f.Close)
	return f
}

func (f *fakeSlack) settings() settings {
	return settings{
		"VEIVISER_BASE_URL": publicURL, "VEIVISER_SLACK_SIGNING_SECRET": signingSecret,
		"VEIVISER_SLACK_BOT_TOKEN": "xoxb-one", "VEIVISER_SLACK_API_URL": f.URL + "/api/",
	}
}

// mention delivers a message to the bot in channel C1, signed as Slack signs, and
// returns the status.
func (s *server) mention(tb testing.TB, event, ts, thread, question string) int {
	tb.Helper()
	inner := object{"type": "app_mention", "user": "U1", "text": "<@UBOT> " + question, "ts": ts, "channel": "C1"}
	if thread != "" {
		inner["thread_ts"] = thread
	}
	body := marshal(tb, object{
		"type": "event_callback", "team_id": "T1", "event_id": event, "event": inner,
		"authorizations": []object{{"team_id": "T1", "user_id": "UBOT", "is_bot": true}},
	})
	now := strconv.FormatInt(time.Now().Unix(), 10)
	resp, _ := s.do(tb, http.MethodPost, "/slack/events", body, "Content-Type", "application/json", "X-Slack-Request-Timestamp", now,
		"X-Slack-Signature", "v0="+hex.EncodeToString(mac([]byte(signingSecret), "v0:"+now+":"+body)))
	return resp.StatusCode
}

// A mention in Slack is answered in its thread, once, and the follow-up understood.
func TestSlack(t *testing.T) {
	t.Parallel()
	slack := newFakeSlack(t)
	s := start(t, slack.settings(), "--data", t.TempDir())
	for range 3 { // Slack sends an event again when it saw no answer
		if got := s.mention(t, "Ev1", "1.1", "", "norskkurs"); got != http.StatusOK {
			t.Fatalf("a signed event got %d", got)
		}
	}
	first := within(t, slack.posts, "the answer")
	if first.Get("channel") != "C1" || first.Get("thread_ts") != "1.1" || !strings.Contains(first.Get("blocks"), "Kurset følger deltakerens norskplan.") {
		t.Errorf("answered %v", first)
	}
	s.mention(t, "Ev2", "1.3", "1.1", "hvem betaler?")
	if second := within(t, slack.posts, "the follow-up's answer"); !strings.Contains(second.Get("blocks"), "Kommunen betaler for den som har rett til kurset.") {
		t.Errorf("the follow-up is answered %v", second)
	}
	resp, _ := s.do(t, http.MethodPost, "/slack/events", `{"type":"event_callback"}`, "X-Slack-Signature", "v0=00")
	if resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("an unsigned event got %s", resp.Status)
	}
	if got := s.page(t, "/metrics"); !strings.Contains(got, `veiviser_answers_total{confidence="strong",lang="nb",platform="slack"} 2`) {
		t.Error("the answers in Slack are not counted as two")
	}
	s.mention(t, "Ev3", "2.1", "", "språkpraksis")
	s.stop(t) // what was taken on is answered first
	if last := within(t, slack.posts, "the last answer"); last.Get("thread_ts") != "2.1" {
		t.Errorf("answered %v", last)
	}
	if len(slack.posts) > 0 {
		t.Error("the repeated event was answered again")
	}
	for _, hidden := range []string{"norskkurs?", "hvem betaler", signingSecret, "xoxb-one"} {
		if strings.Contains(s.log.String(), hidden) {
			t.Errorf("the log holds %q", hidden)
		}
	}
}

// message is a message to the bot in Teams.
func message(id, question string) object {
	return object{
		"type": "message", "id": id, "text": "<at>Veiviser</at> " + question, "channelId": "msteams", "locale": "nb-NO",
		"conversation": object{"id": "19:x", "conversationType": "channel"},
		"from":         object{"id": "29:u"}, "recipient": object{"id": "28:b"},
	}
}

// An outgoing webhook is answered in the response, with links only.
func TestTeamsWebhook(t *testing.T) {
	t.Parallel()
	s := start(t, settings{"VEIVISER_BASE_URL": publicURL, "VEIVISER_TEAMS_WEBHOOK_SECRET": webhookSecret}, "--data", t.TempDir())
	key, err := base64.StdEncoding.DecodeString(webhookSecret)
	if err != nil {
		t.Fatal(err)
	}
	body := marshal(t, message("m1", "hvem betaler norskkurs?"))
	resp, got := s.do(t, http.MethodPost, "/teams/webhook", body, "Authorization", "HMAC "+base64.StdEncoding.EncodeToString(mac(key, body)))
	if resp.StatusCode != http.StatusOK || !strings.Contains(got, "Kommunen betaler for den som har rett til kurset.") ||
		!strings.Contains(got, publicURL+"/nb/norskkurs") || strings.Contains(got, "Action.Execute") {
		t.Errorf("%s: %s", resp.Status, got)
	}
	if resp, _ := s.do(t, http.MethodPost, "/teams/webhook", body, "Authorization", "HMAC AAAA"); resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("a forged message got %s", resp.Status)
	}
	if resp, _ := s.do(t, http.MethodPost, "/teams/messages", body); resp.StatusCode == http.StatusOK {
		t.Error("the bot's own address answers without a registration")
	}
}

// In development mode the bot answers the Playground, which has no tokens.
func TestTeamsDevelopment(t *testing.T) {
	t.Parallel()
	sent := make(chan string, 10)
	teams := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if strings.Contains(string(b), `"message"`) {
			sent <- string(b)
		}
		w.WriteHeader(http.StatusCreated)
		_, _ = io.WriteString(w, `{"id":"1"}`)
	}))
	defer teams.Close()
	s := start(t, settings{"VEIVISER_TEAMS_DEV": "true"}, "--data", t.TempDir())
	m := message("m1", "norskkurs")
	maps.Copy(m, object{"serviceUrl": teams.URL, "conversation": object{"id": "a:1", "conversationType": "personal"}})
	if resp, got := s.do(t, http.MethodPost, "/teams/messages", marshal(t, m), "Content-Type", "application/json"); resp.StatusCode >= 300 {
		t.Fatalf("%s: %s", resp.Status, got)
	}
	if got := within(t, sent, "the answer"); !strings.Contains(got, "Kurset følger deltakerens norskplan.") {
		t.Errorf("answered %s", got)
	} else if page := s.url + "/nb/norskkurs"; !strings.Contains(got, page) {
		t.Errorf("without VEIVISER_BASE_URL the card does not link to %s: %s", page, got)
	}
	if !strings.Contains(s.log.String(), "WITHOUT AUTHENTICATION") {
		t.Error("development mode does not say that it asks for no token")
	}
}
