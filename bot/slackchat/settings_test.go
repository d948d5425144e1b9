package slackchat_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/bot/slackchat"
	"veiviser/content"
)

// administered is a fixture whose user U1 administers the workspace T1, and whose editors
// have a room.
func administered(t *testing.T) *fixture {
	j := openJournal(t, journal.Config{})
	desk := chat.NewDesk(j.Inquiries, bottest.Whole(t).Words, chat.Recoverer{})
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) {
		c.Settings = j.Settings
		c.Editors = struct {
			*journal.Counts
			*chat.Desk
		}{j.Counts, desk}
	})
	desk.Add(f.Room("CDEFAULT"))
	f.slack.people = map[string]obj{"xoxb-one U1": {"team_id": "T1", "is_admin": true}, "xoxb-one U2": {"team_id": "T1"}}
	return f
}

// settings is the dialog as it is submitted, at a level.
func settings(level, place string, fields map[string]string) obj {
	values := obj{}
	for field, value := range fields {
		id := "set " + level + " " + field
		action := obj{"type": "static_select", "selected_option": obj{"value": value}}
		switch {
		case field == chat.FieldEditors:
			action = obj{"type": "conversations_select", "selected_conversation": value}
		case field == chat.FieldMunicipality:
			action = obj{"type": "plain_text_input", "value": value}
		case value == "":
			action = obj{"type": "static_select", "selected_option": obj{"value": "any"}}
		}
		values[id] = obj{id: action}
	}
	metadata := strings.TrimSpace("nb///0 " + place)
	return obj{"type": "view_submission", "trigger_id": "tr", "view": obj{
		"id": "V1", "type": "modal", "callback_id": "settings", "private_metadata": metadata, "state": obj{"values": values},
	}}
}

// chosen is what is kept for channel C1 of a workspace.
func (f *fixture) chosen(t *testing.T, workspace string) map[chat.Level]chat.Settings {
	t.Helper()
	got, err := f.journal.Settings.Settings(t.Context(), chat.Scope{Platform: "slack", Workspace: workspace, Channel: "C1"})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// problem is what a submitted dialog is told, by field.
func problem(reply string) map[string]string {
	var r struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
	}
	_ = json.Unmarshal([]byte(reply), &r)
	return r.Errors
}

// An administrator opens the form by a word of any language, for the channel or for all; what
// was chosen before stands in it.
func TestSettingsDialog(t *testing.T) {
	f := administered(t)
	for i, word := range []string{"innstillinger", "Innstillingar", " settings "} {
		f.command(t, fmt.Sprint("tr", i), word)
		c := f.slack.next(t, "views.open")
		view := c.body["view"].(obj)
		if view["callback_id"] != "settings" || view["private_metadata"] != "nb///0 C1" || !strings.Contains(c.all(), "set channel lang") {
			t.Errorf("%q opens %v of %v", word, view["callback_id"], view["private_metadata"])
		}
	}
	if reply := f.interact(t, settings("channel", "C1", map[string]string{"lang": "nn", "answers": "", "municipality": "4204"})); !strings.Contains(reply, "Lagret") {
		t.Errorf("saving is answered with %s", reply)
	}
	want := chat.Settings{Lang: content.Nynorsk, Municipality: "4204"}
	if got := f.chosen(t, "T1"); got[chat.ForChannel] != want || len(got) != 1 {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	f.command(t, "tr9", "innstillinger")
	if c := f.slack.next(t, "views.open"); !strings.Contains(c.all(), `"initial_value":"4204"`) {
		t.Error("what was chosen does not stand in the form")
	}
	level := inDialog("nb///0 C1")
	level["view"].(obj)["callback_id"] = "settings"
	level["actions"] = []obj{{"type": "static_select", "block_id": "levels channel", "action_id": "settings:1", "selected_option": obj{"value": "nb///0 workspace"}}}
	f.press(t, "tr10", "", "", level)
	if c := f.slack.next(t, "views.update"); !strings.Contains(c.all(), "set workspace lang") || strings.Contains(c.all(), "4204") {
		t.Error("another level is not shown with what is chosen there")
	}
	f.interact(t, settings("channel", "C1", map[string]string{"lang": "", "answers": "", "municipality": ""}))
	if got := f.chosen(t, "T1"); len(got) != 0 {
		t.Errorf("%+v is kept after nothing was chosen", got)
	}
}

// The home tab has the form for who administers, and for nobody else.
func TestSettingsAtHome(t *testing.T) {
	f := administered(t)
	for user, want := range map[string]bool{"U1": true, "U2": false} {
		f.event(t, "Ev"+user, obj{"type": "app_home_opened", "user": user, "tab": "home", "channel": "D1"})
		if got := strings.Contains(f.slack.next(t, "views.publish").all(), "settings:"); got != want {
			t.Errorf("%s is shown the button: %v, want %v", user, got, want)
		}
	}
	home := obj{"view": obj{"id": "V0", "type": "home"}, "container": obj{"type": "view"}, "message": nil, "channel": nil, "response_url": ""}
	f.press(t, "tr1", "settings:9", "nb///0", home)
	if c := f.slack.next(t, "views.open"); !strings.Contains(c.all(), "set workspace lang") || strings.Contains(c.all(), "levels") {
		t.Error("the home tab's form is not that of the workspace alone")
	}
}

// Who administers nothing is told so in their own language, when they ask and when they
// send; nothing is kept. So it is where Slack does not say who administers.
func TestSettingsRefused(t *testing.T) {
	f := administered(t)
	f.slack.people["xoxb-one U1"] = obj{"team_id": "T1", "locale": "nn-NO"}
	f.command(t, "tr1", "innstillinger")
	if c := f.slack.next(t, "hook tr1"); c.body["response_type"] != "ephemeral" || !strings.Contains(c.text(), "Spør ein av dei") {
		t.Errorf("told %s %q", c.body["response_type"], c.text())
	}
	fields := map[string]string{"lang": "en", "answers": "private", "municipality": ""}
	if got := problem(f.interact(t, settings("workspace", "C1", fields))); !strings.Contains(got["set workspace lang"], "administrerer") {
		t.Errorf("a press by who does not administer any more is answered with %v", got)
	}
	for name, person := range map[string]obj{
		"a guest": {"team_id": "T1", "is_admin": true, "is_restricted": true}, "somebody of another workspace": {"team_id": "T2", "is_admin": true},
		"a stranger": {"team_id": "T1", "is_admin": true, "is_stranger": true}, "who is gone": {"team_id": "T1", "is_admin": true, "deleted": true},
	} {
		f.slack.people["xoxb-one U1"] = person
		if got := problem(f.interact(t, settings("workspace", "C1", fields))); len(got) == 0 {
			t.Errorf("%s chooses settings", name)
		}
	}
	f.slack.fail("users.info", fault{err: "missing_scope", needed: "users:read"})
	if got := problem(f.interact(t, settings("workspace", "C1", fields))); !strings.Contains(got["set workspace lang"], "får ikke vite") {
		t.Errorf("without the scope: %v", got)
	}
	if got := f.chosen(t, "T1"); len(got) != 0 {
		t.Errorf("%+v is kept", got)
	}
	if n := f.counts.of("refused settings"); n != 6 {
		t.Errorf("%d refusals are counted, want 6", n)
	}
}

// In an organisation its own administrators choose, for all its workspaces.
func TestSettingsOfAnOrganisation(t *testing.T) {
	f := administered(t)
	of := func(payload obj) obj { payload["enterprise"] = obj{"id": "E1"}; return payload }
	fields := map[string]string{"lang": "en", "answers": "", "municipality": ""}
	for _, tt := range []struct {
		enterprise obj
		want       bool
	}{
		{nil, false}, {obj{"enterprise_id": "E1"}, false}, {obj{"enterprise_id": "E2", "is_owner": true}, false}, {obj{"enterprise_id": "E1", "is_owner": true}, true},
	} {
		f.slack.people["xoxb-one U1"] = obj{"team_id": "T1", "is_admin": true, "enterprise_user": tt.enterprise}
		if got := len(problem(f.interact(t, of(settings("workspace", "", fields))))) == 0; got != tt.want {
			t.Errorf("%v chooses: %v, want %v", tt.enterprise, got, tt.want)
		}
	}
	if len(f.chosen(t, "E1")) != 1 || len(f.chosen(t, "T1")) != 0 {
		t.Errorf("kept %v for the organisation and %v for a workspace of its id", f.chosen(t, "E1"), f.chosen(t, "T1"))
	}
}

// A field that can't be kept is told of where it stands.
func TestSettingsFields(t *testing.T) {
	f := administered(t)
	for name, fields := range map[string]map[string]string{
		"municipality": {"municipality": "oslo", "editors": ""}, "editors": {"municipality": "", "editors": "U1"}, " editors": {"municipality": "", "editors": "C404"},
	} {
		if fields["editors"] == "C404" {
			f.slack.fail("chat.postMessage", fault{err: "channel_not_found"})
		}
		if got := problem(f.interact(t, settings("workspace", "", fields))); got["set workspace "+strings.TrimSpace(name)] == "" {
			t.Errorf("%v is answered with %v", fields, got)
		}
	}
	for _, level := range []string{"team", "", "planet"} {
		if got := problem(f.interact(t, settings(level, "C1", map[string]string{"lang": "nn"}))); len(got) == 0 {
			t.Errorf("the level %q is taken", level)
		}
	}
	if got := f.chosen(t, "T1"); len(got) != 0 {
		t.Errorf("%+v is kept", got)
	}
	f.stop()
	f.slack.quiet(t)
}

// What is chosen holds: the channel's before the workspace's, a person's own before both.
func TestSettingsHold(t *testing.T) {
	f := administered(t)
	save := func(level string, fields map[string]string) {
		t.Helper()
		if reply := f.interact(t, settings(level, "C1", fields)); problem(reply) != nil {
			t.Fatalf("not saved: %s", reply)
		}
	}
	ask := func(id, channel, text, method string) call {
		t.Helper()
		f.event(t, "Ev"+id, mention(channel, id, text))
		return f.slack.next(t, method)
	}
	save("workspace", map[string]string{"lang": "en", "answers": "private", "municipality": "4204"})
	wantText(t, ask("1.1", "C2", "KVP", "chat.postEphemeral"), "what it is")
	save("channel", map[string]string{"lang": "nn", "answers": "open", "municipality": ""})
	wantText(t, ask("1.2", "C1", "KVP", "chat.postMessage"), "kva det er")
	wantText(t, ask("1.3", "C2", "KVP", "chat.postEphemeral"), "what it is")
	f.press(t, "tr1", "show:1", "nb/jobbsjansen/duration/0", nil)
	f.slack.next(t, "chat.postMessage")
	f.press(t, "tr2", "show:1", "nb/jobbsjansen/duration/0", obj{"channel": obj{"id": "C2"}, "container": obj{"type": "message", "channel_id": "C2", "message_ts": "1.2", "thread_ts": "1.1"}})
	f.slack.next(t, "hook tr2") // alone, as answers are there
	f.press(t, "tr3", "more:5", "nb/introduksjonsprogram//0", nil)
	if c := f.slack.next(t, "views.open"); !strings.Contains(c.all(), "4204") {
		t.Error("the municipality of the workspace is not told beside local differences")
	}
	f.event(t, "Ev8", direct("2.1", "språk nb"))
	f.slack.next(t, "chat.postMessage")
	wantText(t, ask("1.4", "C2", "KVP", "chat.postEphemeral"), "hva det er") // the person's own

	save("channel", map[string]string{"lang": "nn", "answers": "open", "editors": "CEDITORS"})
	if c := f.slack.next(t, "chat.postMessage"); c.args.Get("channel") != "CEDITORS" || !strings.Contains(c.text(), "redaksjonen") {
		t.Errorf("the editors' channel is told %q in %s", c.text(), c.args.Get("channel"))
	}
	send := func(id, channel, text string) string {
		t.Helper()
		f.interact(t, obj{"type": "view_submission", "trigger_id": id, "view": obj{
			"id": id, "type": "modal", "callback_id": "editors", "private_metadata": "nb/introduksjonsprogram/payer/0 " + channel + " 1.1",
			"state": obj{"values": obj{"editors": obj{"editors": obj{"type": "plain_text_input", "value": text}}}},
		}})
		to := f.slack.next(t, "chat.postMessage").args.Get("channel")
		f.slack.wrote(channel, "1.1")
		f.slack.next(t, "chat.postEphemeral") // thanks
		return to
	}
	f.slack.wrote("C1", "1.1")
	f.slack.wrote("C2", "1.1")
	if to := send("V7", "C1", "Hvem betaler for førerkort?"); to != "CEDITORS" {
		t.Errorf("the editors are told in %s", to)
	}
	if to := send("V8", "C2", "Hvem betaler for busskort?"); to != "CDEFAULT" {
		t.Errorf("the editors of a channel without its own are told in %s", to)
	}
	f.stop()
	f.slack.quiet(t)
}
