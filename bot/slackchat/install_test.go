package slackchat_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/slackchat"
)

func oauthFixture(t *testing.T) *fixture { return oauthFixtureWith(t, func(*slackchat.Config) {}) }

func oauthFixtureWith(t *testing.T, change func(*slackchat.Config)) *fixture {
	j := openJournal(t, journalConfig(t))
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) {
		c.BotToken, c.ClientID, c.ClientSecret = "", "123.456", "client-secret"
		c.Installations = j.Installations
		change(c)
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
	for _, id := range []string{"Ev0", "Ev0b"} { // not installed yet: nobody can be told, so nobody asks Slack to repeat it
		f.event(t, id, mention("C1", "1.1", "fagbrev på jobb"))
	}
	if n, logged := f.counts.of("refused not installed"), strings.Count(f.log.String(), "not installed"); n != 2 || logged != 1 {
		t.Errorf("counted %d times and logged %d times, want 2 and 1", n, logged)
	}
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

// A token that Slack takes no more shows, the operator is told once, Slack is asked to
// come again, and a token that works again is no trouble.
func TestDeadToken(t *testing.T) {
	f := newFixture(t, nil)
	f.slack.revoke("xoxb-one")
	for _, id := range []string{"Ev1", "Ev2"} {
		if code, _ := f.send(t, "/slack/events", "application/json", event(id, mention("C1", "1.1", "fagbrev på jobb"))); code != 503 {
			t.Errorf("an event that nobody can be told of got %d, want 503", code)
		}
	}
	if err := f.Err(); err == nil || !strings.Contains(err.Error(), "invalid_auth") {
		t.Errorf("Err() = %v, want Slack's refusal", err)
	}
	if n := strings.Count(f.log.String(), "token"); n != 1 {
		t.Errorf("the operator is told %d times, want once", n)
	}
	if f.counts.of("refused token") == 0 {
		t.Errorf("counted %v", f.counts.n)
	}
	f.slack.grant("xoxb-one")
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	f.slack.next(t, "chat.postMessage")
	if err := f.Err(); err != nil {
		t.Errorf("Err() = %v after the token works again", err)
	}
	f.stop()
	if strings.Contains(f.log.String(), "xoxb-") {
		t.Error("a secret is in the log")
	}
}

// One workspace's dead token is no trouble of the others.
func TestDeadTokenOfOneWorkspace(t *testing.T) {
	f := oauthFixture(t)
	f.approve(t, nil)
	f.slack.revoke("xoxb-one")
	f.send(t, "/slack/events", "application/json", event("Ev1", mention("C1", "1.1", "fagbrev på jobb")))
	if err := f.Err(); err != nil || f.counts.of("refused token") == 0 {
		t.Errorf("Err() = %v, counted %v", err, f.counts.n)
	}
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

// A workspace whose token ends, kept by a program that said nothing of it, is told of when
// it is next used: once an hour, however often it is looked up. One whose token stays is
// not.
func TestExpiringTokenOfBefore(t *testing.T) {
	var later atomic.Int64
	f := oauthFixtureWith(t, func(c *slackchat.Config) {
		c.Now = func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
	})
	for i, expires := range []time.Time{{}, time.Now().Add(12 * time.Hour), time.Now().Add(12 * time.Hour), {}} {
		inst := chat.Installation{TeamID: "T1", BotToken: "xoxb-one", Expires: expires}
		if err := f.journal.Installations.SaveInstallation(t.Context(), inst); err != nil {
			t.Fatal(err)
		}
		f.event(t, fmt.Sprint("Ev", i), mention("C1", fmt.Sprint("1.", i), "hjelp"))
		f.slack.next(t, "chat.postMessage")
		later.Add(int64(10 * time.Minute)) // what is known of the workspace is looked up again
	}
	f.stop()
	if n := strings.Count(f.log.String(), "token of a workspace expires"); n != 1 || f.counts.of("token expires use") != 2 {
		t.Errorf("told %d times, counted %d, want 1 and 2: %s", n, f.counts.of("token expires use"), f.log)
	}
	if strings.Contains(f.log.String(), "xoxb-one") {
		t.Error("the token is logged")
	}
}
