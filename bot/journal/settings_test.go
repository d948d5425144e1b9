package journal_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

// testSettings: what is chosen for one workspace, team or channel is that one's alone,
// outlives every retention, and ends with the app there.
func testSettings(t *testing.T, s store) {
	now := newClock()
	j := s.open(t, now.config, func(c *journal.Config) {
		c.Retention = journal.Retention{Conversations: time.Hour, Preferences: time.Hour}
	})
	ctx := t.Context()
	here := chat.Scope{Platform: "teams", Workspace: "one", Team: "19:a", Channel: "19:a"} // a team is called as its first channel
	at := func(s chat.Scope, l chat.Level) chat.Scope {
		out, ok := s.At(l)
		if !ok {
			t.Fatalf("%+v has no %s", s, l)
		}
		return out
	}
	of := func(s chat.Scope, change func(*chat.Scope)) chat.Scope { change(&s); return s }
	keep := func(s chat.Scope, lang content.Lang) {
		t.Helper()
		if err := j.Settings.KeepSettings(ctx, s, chat.Settings{Lang: lang}); err != nil {
			t.Fatal(err)
		}
	}
	want := func(what string, s chat.Scope, want map[chat.Level]content.Lang) {
		t.Helper()
		got, err := j.Settings.Settings(ctx, s)
		langs := map[chat.Level]content.Lang{}
		for l, chosen := range got {
			langs[l] = chosen.Lang
		}
		if diff := cmp.Diff(want, langs); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", what, err, diff)
		}
	}
	keep(here, content.Nynorsk)
	keep(at(here, chat.ForTeam), content.English)
	keep(at(here, chat.ForWorkspace), content.Bokmal)
	full := map[chat.Level]content.Lang{chat.ForChannel: content.Nynorsk, chat.ForTeam: content.English, chat.ForWorkspace: content.Bokmal}
	want("where it was chosen", here, full)
	others := map[string]chat.Scope{
		"another workspace with the same team and channel": of(here, func(s *chat.Scope) { s.Workspace = "two" }),
		"another platform":                    of(here, func(s *chat.Scope) { s.Platform = "slack" }),
		"a workspace called as both together": of(here, func(s *chat.Scope) { s.Workspace, s.Team, s.Channel = "one\x00channel\x0019:a", "", "" }),
		"no workspace":                        of(here, func(s *chat.Scope) { s.Workspace = "" }),
	}
	for what, other := range others {
		want(what, other, map[chat.Level]content.Lang{})
	}
	want("another channel", of(here, func(s *chat.Scope) { s.Channel = "19:b" }), map[chat.Level]content.Lang{chat.ForTeam: content.English, chat.ForWorkspace: content.Bokmal})
	want("a channel that hides as a team", of(here, func(s *chat.Scope) { s.Team, s.Channel = "", "" }), map[chat.Level]content.Lang{chat.ForWorkspace: content.Bokmal})

	two := others["another workspace with the same team and channel"]
	keep(two, content.English)
	now.add(3 * 365 * 24 * time.Hour)
	if err := j.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	want("three years later", here, full)

	late := now.Now()
	now.add(time.Hour)
	keep(at(here, chat.ForWorkspace), content.Nynorsk) // after it was installed anew
	if err := j.Settings.ForgetSettings(ctx, at(here, chat.ForTeam), late); err != nil {
		t.Fatal(err)
	}
	want("the app is out of the team", here, map[chat.Level]content.Lang{chat.ForWorkspace: content.Nynorsk})
	if err := j.Settings.ForgetSettings(ctx, at(here, chat.ForWorkspace), late); err != nil {
		t.Fatal(err)
	}
	want("a removal told of late", here, map[chat.Level]content.Lang{chat.ForWorkspace: content.Nynorsk})
	keep(at(here, chat.ForWorkspace), "")
	want("chosen away", here, map[chat.Level]content.Lang{})
	want("the other workspace all the while", two, map[chat.Level]content.Lang{chat.ForChannel: content.English})
	now.add(time.Hour)
	if err := j.Settings.ForgetSettings(ctx, chat.Scope{Platform: "teams", Workspace: "two"}, now.Now()); err != nil {
		t.Fatal(err)
	}
	want("the other workspace, removed", two, map[chat.Level]content.Lang{})

	for what, bad := range map[string]chat.Settings{
		"a language": {Lang: "xx"}, "an audience": {Answers: "all of them"}, "a number": {Municipality: "460"}, "letters": {Municipality: "oslo"},
		"a text": {Editors: "Kari Nordmann"}, "much": {Editors: strings.Repeat("C", 1000)},
	} {
		if err := j.Settings.KeepSettings(ctx, here, bad); err == nil {
			t.Errorf("%s that is none is kept", what)
		}
	}
	if err := j.Settings.KeepSettings(ctx, others["no workspace"], chat.Settings{Lang: content.English}); err == nil {
		t.Error("settings of no workspace are kept")
	}
	var n int
	if err := s.past(t).QueryRow(`SELECT COUNT(*) FROM chat_setting`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d rows are left, %v", n, err)
	}
}
