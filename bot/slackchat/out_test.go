package slackchat_test

import (
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat"
)

// Slack's own troubles are waited for, a bounded number of times.
func TestRetries(t *testing.T) {
	for _, tt := range []struct {
		name   string
		faults []fault
		least  time.Duration
	}{
		{"busy", []fault{{status: 429, retryAfter: "1"}}, time.Second},
		{"broken", []fault{{status: 500}, {status: 503}}, 0},
		{"dropped after sending", []fault{{drop: true}}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f := newFixture(t, nil)
			f.slack.fail("chat.postMessage", tt.faults...)
			start := time.Now()
			f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
			c := f.slack.next(t, "chat.postMessage")
			if tt.least > c.at.Sub(start) {
				t.Errorf("tried again after %v", c.at.Sub(start))
			}
			f.stop()
			f.slack.quiet(t)
			if strings.Contains(f.log.String(), "ERROR") {
				t.Errorf("log: %s", f.log)
			}
		})
	}
}

// The question's language comes first, then the saved choice, then Slack's.
func TestLanguage(t *testing.T) {
	f := newFixture(t, nil)
	for i, tt := range []struct{ user, text, want string }{
		{"UNN", "kart", "Moglegheitskartet"},
		{"U1", "kart", "Mulighetskartet"},
		{"UNN", "who pays for upper secondary education for adults?", "upper secondary"},
		{"UNN", "hva lever hun av mens hun går på videregående skole?", "videregående"},
		{"UNN", "language english", "English"},
		{"UNN", "?!", "Write a question"},
	} {
		e := direct(strconv.Itoa(i)+".1", tt.text)
		e["user"], e["channel"] = tt.user, "D"+strconv.Itoa(i)
		f.event(t, "Ev"+strconv.Itoa(i), e)
		if c := f.slack.next(t, "chat.postMessage"); !strings.Contains(strings.ToLower(c.text()), strings.ToLower(tt.want)) {
			t.Errorf("%s asking %q got %q, want %q in it", tt.user, tt.text, c.text(), tt.want)
		}
	}
}

// A channel of two organisations can give an event to each of their installations.
func TestSharedChannel(t *testing.T) {
	f := newFixture(t, nil)
	for _, id := range []string{"EvA", "EvB"} {
		body := strings.Replace(string(event(id, mention("C1", "1.1", "fagbrev på jobb"))), `"api_app_id"`, `"is_ext_shared_channel":true,"api_app_id"`, 1)
		if code, _ := f.send(t, "/slack/events", "application/json", []byte(body)); code != 200 {
			t.Errorf("%s got %d", id, code)
		}
	}
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
}

// An answer that can't be given is told to the asker alone, under an id the log has.
func TestFailureIsTold(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("chat.postMessage", fault{err: "missing_scope", needed: "chat:write"})
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	c := f.slack.next(t, "chat.postEphemeral")
	wantText(t, c, "Prøv igjen")
	f.stop()
	log := f.log.String()
	_, rest, _ := strings.Cut(log, " id=")
	id, _, _ := strings.Cut(rest, " ")
	if id == "" || !strings.Contains(c.text(), id) {
		t.Errorf("the asker is told %q, the log says %s", c.text(), log)
	}
	if !strings.Contains(log, "missing_scope=chat:write") {
		t.Errorf("the scope is not named: %s", log)
	}
	f.slack.quiet(t)
}

// A picture that Slack can't fetch does not keep the answer back.
func TestPictureRefused(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.fail("chat.postMessage", fault{err: "invalid_blocks"})
	f.event(t, "Ev1", mention("C1", "1.1", "reise jamal"))
	c := f.slack.next(t, "chat.postMessage")
	if strings.Contains(c.args.Get("blocks"), `"image"`) {
		t.Error("the picture is still there")
	}
	f.slack.fail("hook", fault{status: 400})
	f.press(t, "tr1", "step:1", "nb/jamal//3", nil)
	if c := f.slack.next(t, "hook tr1"); strings.Contains(c.all(), `"image"`) {
		t.Error("the picture is still there")
	}
	f.stop()
	f.slack.quiet(t)
}

// The channel's rate is kept: a burst of three, then one a second.
func TestChannelRate(t *testing.T) {
	f := newFixture(t, nil)
	for _, id := range []string{"1", "2", "3", "4"} {
		f.event(t, "Ev"+id, mention("C1", id+".1", "fagbrev på jobb"))
	}
	var at []time.Time
	for range 4 {
		at = append(at, f.slack.next(t, "chat.postMessage").at)
	}
	if d := at[3].Sub(at[0]); d < 900*time.Millisecond {
		t.Errorf("the fourth message came after %v", d)
	}
}

// With a full queue Slack is told to send again, and the event is not lost by it.
func TestFullQueue(t *testing.T) {
	f := newFixture(t, func(c *slackchat.Config) { c.Queue, c.Workers = 1, 1 })
	f.slack.delay = 200 * time.Millisecond
	refused := ""
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		if code, _ := f.send(t, "/slack/events", "application/json", event("Ev"+id, mention("C"+id, "1.1", "fagbrev på jobb"))); code == 503 {
			refused = id
		}
	}
	if refused == "" {
		t.Fatal("nothing was refused")
	}
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		code, _ := f.send(t, "/slack/events", "application/json", event("Ev"+refused, mention("C"+refused, "1.1", "fagbrev på jobb")))
		if code == 200 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("never taken")
		}
	}
	for {
		if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") == "C"+refused {
			return
		}
	}
}

func oauthFixture(t *testing.T) *fixture {
	j := openJournal(t, journalConfig(t))
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) {
		c.BotToken, c.ClientID, c.ClientSecret = "", "123.456", "client-secret"
		c.Installations = j.Installations
	})
	f.slack.oauth = obj{
		"ok": true, "access_token": "xoxb-one", "token_type": "bot", "scope": "chat:write,commands", "bot_user_id": "UBOT", "app_id": "A1",
		"team": obj{"id": "T1", "name": "Kommunen"}, "enterprise": nil, "is_enterprise_install": false,
	}
	return f
}

// approve goes through the installation as a browser does.
func (f *fixture) approve(t *testing.T, change func(q url.Values)) (int, string) {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	client := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Get(f.server.URL + "/slack/install")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	to, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || to.Host != "slack.com" {
		t.Fatalf("sent to %v, %v", to, err)
	}
	if got := to.Query().Get("redirect_uri"); got != base+"/slack/oauth" {
		t.Errorf("redirect_uri is %q", got)
	}
	q := url.Values{"code": {"c1"}, "state": {to.Query().Get("state")}}
	if change != nil {
		change(q)
	}
	req, _ := http.NewRequest("GET", f.server.URL+"/slack/oauth?"+q.Encode(), nil)
	for _, c := range resp.Cookies() {
		req.AddCookie(c) // the test's server has no https, which the cookie asks for
	}
	if resp, err = client.Do(req); err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b := make([]byte, 4096)
	n, _ := resp.Body.Read(b)
	return resp.StatusCode, string(b[:n])
}

// Installed by OAuth the app answers; uninstalled, in whatever order Slack tells it, it
// says nothing more.
func TestInstallAndUninstall(t *testing.T) {
	f := oauthFixture(t)
	f.event(t, "Ev0", mention("C1", "1.1", "fagbrev på jobb")) // not installed yet: 200 and silence
	if code, body := f.approve(t, nil); code != 200 || !strings.Contains(body, "installert") {
		t.Fatalf("installation got %d %s", code, body)
	}
	f.event(t, "Ev1", mention("C1", "1.2", "fagbrev på jobb"))
	f.slack.next(t, "chat.postMessage")
	later := time.Now().Add(time.Minute).Unix()
	f.event(t, "Ev2", obj{"type": "tokens_revoked", "tokens": obj{"oauth": []string{"U1"}, "bot": []string{}}})
	f.event(t, "Ev3", mention("C2", "1.3", "fagbrev på jobb"))
	f.slack.next(t, "chat.postMessage")
	f.slack.revoke("xoxb-one")
	for id, inner := range map[string]obj{
		"Ev4": {"type": "tokens_revoked", "tokens": obj{"bot": []string{"UBOT"}}}, "Ev5": {"type": "app_uninstalled"},
	} {
		body := strings.Replace(string(event(id, inner)), "1700000000", strconv.FormatInt(later, 10), 1)
		if code, _ := f.send(t, "/slack/events", "application/json", []byte(body)); code != 200 {
			t.Errorf("%s got %d", id, code)
		}
	}
	f.stop()
	if _, err := f.journal.Installations.Installation(t.Context(), "", "T1"); !errors.Is(err, chat.ErrNotInstalled) {
		t.Errorf("the installation is still there: %v", err)
	}
	f.slack.quiet(t)
	if strings.Contains(f.log.String(), "xoxb-") || strings.Contains(f.log.String(), "client-secret") {
		t.Error("a secret is in the log")
	}
}

func TestInstallRefused(t *testing.T) {
	f := oauthFixture(t)
	if code, body := f.approve(t, func(q url.Values) { q.Set("state", q.Get("state")+"0") }); code != 400 {
		t.Errorf("a forged state got %d %s", code, body)
	}
	if code, body := f.approve(t, func(q url.Values) { q.Set("error", "access_denied") }); code != 200 || !strings.Contains(body, "avbrutt") {
		t.Errorf("declining got %d %s", code, body)
	}
	f.slack.oauth = obj{"ok": false, "error": "invalid_code"}
	if code, _ := f.approve(t, nil); code != 502 {
		t.Errorf("a bad code got %d", code)
	}
	f.stop()
	f.slack.quiet(t)
}

// Everything missing is named at once.
func TestConfig(t *testing.T) {
	_, err := slackchat.New(slackchat.Config{ClientID: "1", APIURL: "http://x"})
	if err == nil {
		t.Fatal("an empty configuration makes a chat")
	}
	for _, want := range []string{"signing secret", "client secret", "public address", "slash"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name the %s", err, want)
		}
	}
}
