package slackchat_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/slackchat"
)

// A signed command can name any address to answer at: none but Slack's is called.
func TestForeignResponseURL(t *testing.T) {
	f := newFixture(t, nil)
	for i, address := range []string{
		"http://127.0.0.1:1/x", "https://hooks.slack.com.evil.example/x", "https://evil.example/hooks.slack.com", "http://hooks.slack.com/x",
		"https://user@evil.example/", "//hooks.slack.com/x", "file:///etc/passwd", "%zz", f.slack.url + ".evil.example/hook/x",
	} {
		command := url.Values{"command": {"/veiviser"}, "text": {"hjelp"}, "team_id": {"T1"}, "user_id": {"U1"}, "trigger_id": {fmt.Sprint("tr", i)}, "response_url": {address}}
		if code, _ := f.send(t, "/slack/commands", form, []byte(command.Encode())); code != 503 {
			t.Errorf("%s got %d, want 503: nobody was answered", address, code)
		}
	}
	f.stop()
	f.slack.quiet(t)
	if n := strings.Count(f.log.String(), "response_url is not Slack's"); n == 0 || strings.Contains(f.log.String(), "evil") {
		t.Errorf("the log says %s", f.log)
	}
}

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// An OAuth state is good for the browser that got it, for ten minutes.
func TestOAuthState(t *testing.T) {
	c := &clock{at: time.Now()}
	f := oauthFixtureWith(t, func(cfg *slackchat.Config) { cfg.Now = c.now })
	state := func() (string, *http.Cookie) {
		client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
		resp, err := client.Get(f.server.URL + "/slack/install")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		to, _ := url.Parse(resp.Header.Get("Location"))
		return to.Query().Get("state"), resp.Cookies()[0]
	}
	back := func(state string, cookie *http.Cookie) int {
		r, _ := http.NewRequest("GET", f.server.URL+"/slack/oauth?"+url.Values{"code": {"c1"}, "state": {state}}.Encode(), nil)
		if cookie != nil {
			r.AddCookie(cookie)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	mine, cookie := state()
	theirs, another := state()
	forged := strings.Repeat("0", 32) + "." + strconv.FormatInt(c.now().Add(time.Hour).Unix(), 10) + "." + strings.Repeat("ab", 32)
	for name, code := range map[string]int{
		"of another browser": back(mine, another), "without a cookie": back(mine, nil), "of nobody": back("", cookie),
		"forged": back(forged, &http.Cookie{Name: cookie.Name, Value: forged}),
	} {
		if code != 400 {
			t.Errorf("a state %s got %d, want 400", name, code)
		}
	}
	c.add(9 * time.Minute)
	if code := back(mine, cookie); code != 200 {
		t.Errorf("a state of nine minutes got %d, want 200", code)
	}
	c.add(2 * time.Minute)
	if code := back(theirs, another); code != 400 {
		t.Errorf("a state of eleven minutes got %d, want 400", code)
	}
}

// What another replica keeps of a workspace is seen within five minutes, and at once
// where Slack refuses the token that is known.
func TestTokenOfAnotherReplica(t *testing.T) {
	c := &clock{at: time.Now()}
	f := oauthFixtureWith(t, func(cfg *slackchat.Config) { cfg.Now = c.now })
	f.approve(t, nil)
	ask := func(id, want string) {
		t.Helper()
		f.send(t, "/slack/events", "application/json", event(id, mention("C"+id, "1.1", "hjelp")))
		if c := f.slack.next(t, "chat.postMessage"); c.token != want {
			t.Errorf("%s: answered with the token %q, want %q", id, c.token, want)
		}
	}
	ask("Ev1", "xoxb-one")
	save := func(token string) {
		f.slack.grant(token)
		if err := f.journal.Installations.SaveInstallation(t.Context(), chat.Installation{TeamID: "T1", BotToken: token}); err != nil {
			t.Fatal(err)
		}
	}
	save("xoxb-two")
	c.add(6 * time.Minute)
	ask("Ev2", "xoxb-two")
	save("xoxb-three")
	f.slack.revoke("xoxb-two")
	if code, _ := f.send(t, "/slack/events", "application/json", event("Ev3", mention("C3", "1.1", "hjelp"))); code == 503 {
		ask("Ev3", "xoxb-three") // Slack brings it again
	} else if c := f.slack.next(t, "chat.postEphemeral"); c.token != "xoxb-three" {
		t.Errorf("told with the token %q", c.token)
	}
	ask("Ev4", "xoxb-three")
}

// An uninstalled app says nothing more, though its token was in use a moment ago.
func TestSilentAfterUninstall(t *testing.T) {
	f := oauthFixture(t)
	f.approve(t, nil)
	f.event(t, "Ev1", mention("C1", "1.1", "hjelp"))
	f.slack.next(t, "chat.postMessage")
	body := strings.Replace(string(event("Ev2", obj{"type": "app_uninstalled"})), "1700000000", strconv.FormatInt(time.Now().Add(time.Minute).Unix(), 10), 1)
	f.send(t, "/slack/events", "application/json", []byte(body))
	f.event(t, "Ev3", mention("C1", "1.2", "hjelp"))
	f.stop()
	f.slack.quiet(t)
	if n := f.counts.of("refused not installed"); n != 1 {
		t.Errorf("counted %v", f.counts.n)
	}
}

// A dialog's answer is given once, though the list after it has to be tried again; what
// was shared is shared once, though the private message could not be taken away.
func TestSecondHalfFails(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("chat.postMessage", fault{}, fault{status: 500})
	f.interact(t, askSubmission("V1", "hjelp", map[string]string{"goal": "work"}))
	wantText(t, f.slack.next(t, "chat.postMessage"), "Slik spør du")
	wantText(t, f.slack.next(t, "chat.postMessage"), "Tilbud etter vilkår")
	f.slack.fail("hook", fault{}, fault{status: 500})
	ephemeral := obj{"container": obj{"type": "message", "channel_id": "C1", "message_ts": "1.2", "is_ephemeral": true}}
	f.press(t, "tr1", "share:1", "nb/jobbsjansen//0", ephemeral)
	if c := f.slack.next(t, "hook tr1"); c.body["response_type"] != "in_channel" {
		t.Errorf("shared as %v", c.body["response_type"])
	}
	f.stop()
	f.slack.quiet(t)
}

// program is a chat on a wire, for the length of a test in a bubble.
func (w *wire) program(t *testing.T) (stop func()) {
	t.Helper()
	s := bottest.Whole(t)
	ch, err := slackchat.New(slackchat.Config{
		Bot: bot.New(bot.Config{Guide: s.Guide, Index: s.Index, Words: s.Words}), Words: s.Words, Ledger: chattest.NewLedger(), Log: quietLog,
		SigningSecret: secret, BotToken: "xoxb-one", APIURL: w.apiURL(), HTTP: &http.Client{Transport: w},
	})
	if err != nil {
		t.Fatal(err)
	}
	ch.Register(w.mux)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { _ = ch.Run(ctx) })
	return func() {
		cancel()
		wg.Wait()
	}
}

// bubble runs a test with a program whose time is its own.
func bubble(t *testing.T, test func(t *testing.T, w *wire)) {
	bottest.Whole(t) // read outside, where it may take its time
	synctest.Test(t, func(t *testing.T) {
		w := &wire{fakeSlack: newHandler(t), mux: http.NewServeMux()}
		defer w.program(t)()
		test(t, w)
	})
}

// Nobody waits for the language that Slack knows of others: it tells a hundred a minute.
func TestLanguageHoldsNobodyUp(t *testing.T) {
	bubble(t, func(t *testing.T, w *wire) {
		begin := time.Now()
		for n := range 300 {
			if !w.deliver(chattest.Inbound{ID: fmt.Sprint(n), Person: fmt.Sprint("U", n), Channel: fmt.Sprint("C", n), Text: "hjelp"}) {
				t.Error("a question was not answered")
			}
		}
		if d := time.Since(begin); d > time.Second {
			t.Errorf("300 people waited %v", d)
		}
	})
}

// A method that Slack has limited is left alone by every event until its time is over.
func TestMethodIsHeldBack(t *testing.T) {
	bubble(t, func(t *testing.T, w *wire) {
		begin := time.Now()
		w.fail("chat.postMessage", fault{status: 429, retryAfter: "30"})
		for n := range 2 {
			w.deliver(chattest.Inbound{ID: fmt.Sprint(n), Person: "U1", Channel: fmt.Sprint("C", n), Text: "hjelp"})
		}
		time.Sleep(time.Minute)
		for range 2 {
			if c := w.next(t, "chat.postMessage"); c.at.Sub(begin) < 30*time.Second {
				t.Errorf("posted after %v, want Slack left alone for 30s", c.at.Sub(begin))
			}
		}
	})
}

// A command that takes longer than Slack waits is acknowledged in time, and answered; an
// event is refused in time, for Slack to bring it again, and answered once.
func TestSlowSlack(t *testing.T) {
	bubble(t, func(t *testing.T, w *wire) {
		w.delay = 5 * time.Second
		command := url.Values{"command": {"/veiviser"}, "text": {"hjelp"}, "team_id": {"T1"}, "user_id": {"U1"}, "trigger_id": {"tr1"}, "response_url": {w.hookURL("tr1")}}
		begin := time.Now()
		if !w.post("/slack/commands", form, command.Encode()) || time.Since(begin) >= 3*time.Second {
			t.Errorf("the command was not acknowledged in time: %v", time.Since(begin))
		}
		begin = time.Now()
		in := chattest.Inbound{ID: "1", Person: "U1", Channel: "C1", Text: "hjelp"}
		if w.deliver(in) || time.Since(begin) >= 3*time.Second {
			t.Errorf("the event was acknowledged, or refused too late: %v", time.Since(begin))
		}
		time.Sleep(time.Minute)
		if !w.deliver(in) {
			t.Error("Slack's repeat was not acknowledged")
		}
		got := map[string]int{}
		for len(w.calls) > 0 {
			got[(<-w.calls).method]++
		}
		if got["hook tr1"] != 1 || got["chat.postMessage"] != 1 {
			t.Errorf("Slack got %v", got)
		}
	})
}
