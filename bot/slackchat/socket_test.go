package slackchat_test

import (
	"encoding/json"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"veiviser/bot/journal"
	"veiviser/bot/slackchat"
)

// socket is Slack's end of a Socket Mode connection.
type socket struct{ *websocket.Conn }

func (s socket) send(tb testing.TB, envelope, kind string, payload any) {
	tb.Helper()
	if err := s.WriteJSON(obj{"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": true}); err != nil {
		tb.Fatal(err)
	}
}

// acked waits for the acknowledgement of an envelope and returns its payload.
func (s socket) acked(tb testing.TB, envelope string) json.RawMessage {
	tb.Helper()
	_ = s.SetReadDeadline(time.Now().Add(5 * time.Second))
	var ack struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	if err := s.ReadJSON(&ack); err != nil || ack.ID != envelope {
		tb.Fatalf("ack of %q: got %q, %v", envelope, ack.ID, err)
	}
	return ack.Payload
}

func (f *fixture) connected(tb testing.TB) socket {
	tb.Helper()
	select {
	case c := <-f.slack.socket:
		tb.Cleanup(func() { c.Close() })
		return socket{c}
	case <-time.After(5 * time.Second):
		tb.Fatal("the chat does not connect")
		return socket{}
	}
}

// Through Socket Mode everything works as over HTTP, without a public address.
func TestSocketMode(t *testing.T) {
	f := newFixture(t, func(c *slackchat.Config) { c.SigningSecret, c.AppToken, c.BaseURL = "", "xapp-one", "" })
	resp, err := http.Post(f.server.URL+"/slack/events", "application/json", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusNotFound {
		t.Errorf("without a signing secret requests get %d", resp.StatusCode)
	}
	f.slack.next(t, "apps.connections.open")
	s := f.connected(t)
	for range 2 { // the same envelope again, without any mark of a retry
		s.send(t, "env1", "events_api", json.RawMessage(event("Ev1", mention("C1", "1.1", "reise jamal"))))
		s.acked(t, "env1")
	}
	c := f.slack.next(t, "chat.postMessage")
	wantText(t, c, "Jamal")
	if strings.Contains(c.args.Get("blocks"), `"image"`) {
		t.Error("a picture without an address")
	}
	s.send(t, "env2", "slash_commands", obj{
		"command": "/veiviser", "text": "kart", "team_id": "T1", "user_id": "U1", "channel_id": "C1", "trigger_id": "tr2", "response_url": f.slack.hookURL("tr2"),
	})
	s.acked(t, "env2")
	f.slack.next(t, "hook tr2")
	press := obj{
		"type": "block_actions", "trigger_id": "tr3", "response_url": f.slack.hookURL("tr3"), "team": obj{"id": "T1"}, "user": obj{"id": "U1"},
		"channel": obj{"id": "C1"}, "actions": []obj{{"type": "button", "block_id": "b", "action_id": "step:1", "value": "nb/jamal//3"}},
	}
	s.send(t, "env3", "interactive", press)
	s.acked(t, "env3")
	wantText(t, f.slack.next(t, "hook tr3"), "Steg 3")
	ask := askSubmission("V1", "", nil)
	ask["team"], ask["user"] = obj{"id": "T1"}, obj{"id": "U1"}
	s.send(t, "env4", "interactive", ask)
	if got := string(s.acked(t, "env4")); !strings.Contains(got, "errors") {
		t.Errorf("the empty dialog got %s", got)
	}
	// What is unknown is acknowledged, so that it is not sent again for ever.
	s.send(t, "env5", "events_api", json.RawMessage(event("Ev5", obj{"type": "event_of_tomorrow"})))
	s.acked(t, "env5")
	// Slack closes a connection every few hours.
	if err := s.WriteJSON(obj{"type": "disconnect", "reason": "refresh_requested"}); err != nil {
		t.Fatal(err)
	}
	f.slack.next(t, "apps.connections.open")
	s = f.connected(t)
	s.send(t, "env6", "events_api", json.RawMessage(event("Ev6", mention("C2", "1.1", "fagbrev på jobb"))))
	s.acked(t, "env6")
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
}

// Socket Mode that Slack refuses for good is off, which shows; what comes over HTTP is
// answered, and Run ends when it is told to.
func TestSocketModeRefused(t *testing.T) {
	off := make(chan string, 1)
	fake := newFakeSlack(t)
	fake.revoke("xapp-one")
	f := newFixtureOn(t, fake, openJournal(t, journal.Config{}), func(c *slackchat.Config) {
		count := c.Count
		c.AppToken, c.Count = "xapp-one", func(what, detail string) {
			if count(what, detail); what == "off" {
				off <- detail
			}
		}
	})
	select {
	case <-off:
	case <-time.After(10 * time.Second):
		t.Fatal("nobody is told that Socket Mode is off")
	}
	if err := f.Err(); err == nil || !strings.Contains(err.Error(), "socket mode: invalid_auth") {
		t.Errorf("Err() = %v", err)
	}
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	f.slack.next(t, "chat.postMessage")
	f.stop()
	if log := f.log.String(); !strings.Contains(log, "Socket Mode is off") || strings.Contains(log, "xapp-") {
		t.Errorf("the log says %s", log)
	}
}

// What is not done in time is not acknowledged, so that Slack brings it again; only then
// is it, and answered once.
func TestSocketModeComesAgain(t *testing.T) {
	f := newFixture(t, func(c *slackchat.Config) { c.SigningSecret, c.AppToken, c.BaseURL = "", "xapp-one", "" })
	f.slack.next(t, "apps.connections.open")
	s := f.connected(t)
	f.slack.fail("chat.postMessage", fault{drop: true})
	s.send(t, "env1", "events_api", json.RawMessage(event("Ev1", direct("1.1", "fagbrev på jobb"))))
	f.slack.next(t, "chat.postMessage")
	for f.counts.of("refused socket message") == 0 {
		runtime.Gosched()
	}
	s.send(t, "env2", "events_api", json.RawMessage(event("Ev1", direct("1.1", "fagbrev på jobb"))))
	s.acked(t, "env2") // env1 never was
	f.stop()
	f.slack.quiet(t)
}
