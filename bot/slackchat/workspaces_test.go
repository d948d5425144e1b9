package slackchat_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/bot/journal/pgtest"
	"veiviser/bot/slackchat"
)

// twoWorkspaces is one program in which T1 and T2 installed the app, with the tokens
// xoxb-one and xoxb-two. U1 administers T1, and is somebody else in T2.
func twoWorkspaces(t *testing.T, c journal.Config) *fixture {
	j := openJournal(t, c)
	s := bottest.Whole(t)
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) {
		c.BotToken, c.ClientID, c.ClientSecret = "", "123.456", "client-secret"
		c.Installations, c.Settings = j.Installations, j.Settings
		c.Bot = bot.New(bot.Config{Guide: s.Guide, Index: s.Index, Words: s.Words, Conversations: j.Conversations, Versions: j.Versions, BaseURL: base})
	})
	if err := j.Versions.Record(t.Context(), s.Guide); err != nil { // entries that conversations can be about
		t.Fatal(err)
	}
	f.slack.grant("xoxb-two")
	f.slack.people = map[string]obj{"xoxb-one U1": {"team_id": "T1", "is_admin": true}, "xoxb-two U1": {"team_id": "T2"}, "xoxb-two U2": {"team_id": "T2", "is_owner": true}}
	for team, token := range map[string]string{"T1": "xoxb-one", "T2": "xoxb-two"} {
		f.slack.oauth = obj{
			"ok": true, "access_token": token, "token_type": "bot", "scope": "chat:write,commands", "bot_user_id": "UBOT", "app_id": "A1",
			"team": obj{"id": team, "name": team}, "enterprise": nil, "is_enterprise_install": false,
		}
		if code, body := f.approve(t, nil); code != 200 {
			t.Fatalf("installing in %s got %d %s", team, code, body)
		}
	}
	return f
}

// in delivers an event in a workspace, and wants it acknowledged.
func (f *fixture) in(t *testing.T, team, id string, inner obj) {
	t.Helper()
	body := strings.ReplaceAll(string(event(id, inner)), `"T1"`, strconv.Quote(team))
	if code, got := f.send(t, "/slack/events", "application/json", []byte(body)); code != 200 {
		t.Fatalf("event in %s got %d %s", team, code, got)
	}
}

// TestTwoWorkspaces: two workspaces of one program, whose channels, people, messages and
// events are called the same, never see each other's conversation, choices, settings or
// installation.
func TestTwoWorkspaces(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		bottest.OverSQLite(t)
		testTwoWorkspaces(t, journal.Config{})
	})
	t.Run("postgres", func(t *testing.T) {
		testTwoWorkspaces(t, journal.Config{URL: pgtest.Start(t).Database(t)})
	})
}

func testTwoWorkspaces(t *testing.T, c journal.Config) {
	f := twoWorkspaces(t, c)
	token := map[string]string{"T1": "xoxb-one", "T2": "xoxb-two"}
	ask := func(team, id, ts, text, want string) call {
		t.Helper()
		m := mention("C1", ts, text)
		if ts != "1.1" {
			m["thread_ts"] = "1.1"
		}
		f.in(t, team, id, m)
		c := f.slack.next(t, "chat.postMessage")
		if c.token != token[team] {
			t.Errorf("%s: answered with the token %q", team, c.token)
		}
		wantText(t, c, want)
		return c
	}
	// The same event, channel, message and person.
	ask("T1", "Ev1", "1.1", "hvor lenge varer KVP?", "KVP")
	ask("T2", "Ev1", "1.1", "hvor lenge varer jobbsjansen?", "Jobbsjansen")
	// Each goes on with its own.
	ask("T1", "Ev2", "1.2", "hvem betaler?", "KVP")
	ask("T2", "Ev2", "1.2", "hvem betaler?", "Jobbsjansen")
	ask("T1", "Ev3", "1.3", "språk en", "English")
	ask("T2", "Ev4", "1.3", "hjelp", "Slik spør du")

	// The same button of the same message by the same person at the same moment.
	for _, team := range []string{"T1", "T2"} {
		f.press(t, "tr1", "", "", obj{"team": obj{"id": team}, "actions": []obj{{"type": "button", "block_id": "b", "action_id": "show:1", "value": "nb/jobbsjansen/duration/0", "action_ts": "1700000001.9"}}})
		if c := f.slack.next(t, "chat.postMessage"); c.token != token[team] {
			t.Errorf("%s: a press is answered with the token %q", team, c.token)
		}
	}

	// What an administrator of one chooses, the other knows nothing of.
	if reply := f.interact(t, settings("workspace", "C1", map[string]string{"answers": "private", "municipality": "4204"})); problem(reply) != nil {
		t.Fatalf("not saved: %s", reply)
	}
	if len(f.chosen(t, "T1")) != 1 || len(f.chosen(t, "T2")) != 0 {
		t.Errorf("kept %v for T1, %v for T2", f.chosen(t, "T1"), f.chosen(t, "T2"))
	}
	f.in(t, "T1", "Ev5", mention("C2", "5.1", "KVP"))
	f.slack.next(t, "chat.postEphemeral")
	f.in(t, "T2", "Ev5", mention("C2", "5.1", "KVP"))
	f.slack.next(t, "chat.postMessage")

	// The end of one is not the other's.
	save := settings("channel", "C1", map[string]string{"lang": "nn"})
	save["team"], save["user"] = obj{"id": "T2"}, obj{"id": "U2"}
	f.interact(t, save)
	body := strings.Replace(string(event("Ev6", obj{"type": "app_uninstalled"})), "1700000000", strconv.FormatInt(time.Now().Add(time.Minute).Unix(), 10), 1)
	if code, _ := f.send(t, "/slack/events", "application/json", []byte(body)); code != 200 {
		t.Errorf("uninstalling got %d", code)
	}
	if got := f.chosen(t, "T1"); len(got) != 0 {
		t.Errorf("settings of an app that is removed: %v", got)
	}
	if _, err := f.journal.Installations.Installation(t.Context(), "", "T1"); !errors.Is(err, chat.ErrNotInstalled) {
		t.Errorf("T1's installation: %v", err)
	}
	if got := f.chosen(t, "T2"); got[chat.ForChannel].Lang != "nn" {
		t.Errorf("T2's settings are %v", got)
	}
	ask("T2", "Ev7", "7.1", "hvem betaler?", "Jobbsjansen")
	f.stop()
	f.slack.quiet(t)
}

// TestOtherWorkspacesPayload: what names another workspace in a request of one's own reaches
// nothing of it.
func TestOtherWorkspacesPayload(t *testing.T) {
	f := twoWorkspaces(t, journal.Config{})
	fields := map[string]string{"lang": "en", "answers": "private", "municipality": ""}
	by := func(team, user string, change func(payload, view obj)) string {
		payload := settings("workspace", "C1", fields)
		payload["team"], payload["user"] = obj{"id": team}, obj{"id": user, "team_id": team}
		if change != nil {
			change(payload, payload["view"].(obj))
		}
		return f.interact(t, payload)
	}
	// U1 administers T1, and nothing in T2, whatever the dialog says of itself.
	for name, change := range map[string]func(payload, view obj){
		"replayed from the other workspace": nil,
		"metadata that names it":            func(_, v obj) { v["private_metadata"] = "nb///0 T1/C1 1.1" },
		"metadata with a fourth part":       func(_, v obj) { v["private_metadata"] = "nb///0 C1 1.1 T1" },
		"a view of the other team":          func(_, v obj) { v["team_id"] = "T1" },
		"a state with its id": func(_, v obj) {
			v["state"].(obj)["values"].(obj)["set workspace team"] = obj{"x": obj{"value": "T1"}}
		},
	} {
		if got := problem(by("T2", "U1", change)); len(got) == 0 {
			t.Errorf("%s: it is taken", name)
		}
		if len(f.chosen(t, "T1"))+len(f.chosen(t, "T2")) != 0 {
			t.Fatalf("%s: %v is kept for T1, %v for T2", name, f.chosen(t, "T1"), f.chosen(t, "T2"))
		}
	}
	// Who administers T2 chooses for T2 alone.
	by("T2", "U2", func(_, v obj) { v["private_metadata"] = "nb///0 C1 1.1 T1" })
	if len(f.chosen(t, "T1")) != 0 || f.chosen(t, "T2")[chat.ForWorkspace].Lang != "en" {
		t.Errorf("kept %v for T1, %v for T2", f.chosen(t, "T1"), f.chosen(t, "T2"))
	}
	// In a dialog that T1 shows somebody of T2, in a channel that they share, T1 is asked who
	// administers T1.
	f.slack.people["xoxb-one U2"] = obj{"team_id": "T2", "is_stranger": true, "is_owner": true}
	by("T2", "U2", func(_, v obj) { v["app_installed_team_id"] = "T1" })
	if len(f.chosen(t, "T1")) != 0 {
		t.Errorf("a stranger chooses %v for T1", f.chosen(t, "T1"))
	}
	f.slack.wrote("C1", "1.1")
	// A reply address of T1 is not answered at: T2's own token answers.
	f.press(t, "tr1", "map:1", "nb///0", obj{"team": obj{"id": "T2"}, "response_url": f.slack.url + "/actions/T1/other"})
	if c := f.slack.next(t, "chat.postEphemeral"); c.token != "xoxb-two" {
		t.Errorf("answered with the token %q", c.token)
	}
	f.press(t, "tr2", "map:1", "nb///0", obj{"team": obj{"id": "T2"}, "response_url": f.slack.url + "/actions/T2/own"})
	f.slack.next(t, "hook own")
	// Neither is that of a command.
	form := url.Values{
		"command": {"/veiviser"}, "text": {"kart"}, "team_id": {"T2"}, "channel_id": {"C1"}, "user_id": {"U1"}, "trigger_id": {"tr3"},
		"response_url": {f.slack.url + "/actions/T1/other"},
	}
	if code, body := f.send(t, "/slack/commands", "application/x-www-form-urlencoded", []byte(form.Encode())); code != 200 {
		t.Errorf("command got %d %s", code, body)
	}
	if c := f.slack.next(t, "chat.postEphemeral"); c.token != "xoxb-two" {
		t.Errorf("answered with the token %q", c.token)
	}
	// A workspace that is not installed reaches nothing, with the ids of one that is.
	payload := settings("workspace", "C1", fields)
	payload["team"], payload["user"] = obj{"id": "T3"}, obj{"id": "U1"}
	b, _ := json.Marshal(payload)
	if code, _ := f.send(t, "/slack/interactions", "application/x-www-form-urlencoded", []byte(url.Values{"payload": {string(b)}}.Encode())); code == 200 || len(f.chosen(t, "T3")) != 0 {
		t.Errorf("a workspace without the app got %d, and %v is kept", code, f.chosen(t, "T3"))
	}
	f.stop()
	f.slack.quiet(t)
}

// TestRemovedFromOrganisation: what a workspace of an organisation is told of changes ends
// with the app there, the organisation's settings with its last workspace; a removal that
// comes after the app was installed anew ends nothing.
func TestRemovedFromOrganisation(t *testing.T) {
	j := openJournal(t, journalConfig(t))
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) {
		c.BotToken, c.ClientID, c.ClientSecret = "", "123.456", "client-secret"
		c.Installations, c.Settings, c.Kept = j.Installations, j.Settings, j.Subscriptions
	})
	guide := bottest.Whole(t).Guide
	if err := j.Versions.Record(t.Context(), guide); err != nil {
		t.Fatal(err)
	}
	for _, team := range []string{"T1", "T2"} {
		if err := j.Installations.SaveInstallation(t.Context(), chat.Installation{EnterpriseID: "E1", TeamID: team, BotToken: "xoxb-one"}); err != nil {
			t.Fatal(err)
		}
		if _, err := j.Subscriptions.Subscribe(t.Context(), chat.SubscriptionOf{
			Platform: bot.Slack, Place: chat.Place{Org: "E1", Workspace: team, Channel: "C" + team}, Entry: "jobbsjansen", Digest: guide.Digest("jobbsjansen"), Lang: "nb",
		}); err != nil {
			t.Fatal(err)
		}
	}
	scope := chat.Scope{Platform: bot.Slack, Workspace: "E1", Channel: "C1"}
	if err := j.Settings.KeepSettings(t.Context(), scope, chat.Settings{Lang: "nn"}); err != nil {
		t.Fatal(err)
	}
	for i, tt := range []struct {
		team         string
		when         time.Time
		told, chosen int
	}{{"T1", time.Unix(1700000000, 0), 2, 1}, {"T1", time.Now().Add(time.Minute), 1, 1}, {"T2", time.Now().Add(time.Minute), 0, 0}} {
		e := obj{
			"type": "event_callback", "event_id": "Ev" + strconv.Itoa(i), "team_id": tt.team, "enterprise_id": "E1", "event_time": tt.when.Unix(),
			"event": obj{"type": "app_uninstalled"}, "authorizations": []obj{{"enterprise_id": "E1", "team_id": tt.team}},
		}
		b, _ := json.Marshal(e)
		if code, body := f.send(t, "/slack/events", "application/json", b); code != 200 {
			t.Fatalf("uninstalling got %d %s", code, body)
		}
		page, _, err := j.Subscriptions.Page(t.Context(), bot.Slack, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := f.chosen(t, "E1"); len(page) != tt.told || len(got) != tt.chosen {
			t.Errorf("%d: after %s is removed %d are told, and %v is chosen, want %d and %d", i, tt.team, len(page), got, tt.told, tt.chosen)
		}
	}
}
