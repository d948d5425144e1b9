package chat_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

// chooser is a [chat.SettingsKeeper] in memory.
type chooser struct {
	by    map[chat.Scope]chat.Settings
	err   error
	reads int
}

func (c *chooser) Settings(_ context.Context, s chat.Scope) (map[chat.Level]chat.Settings, error) {
	c.reads++
	out := map[chat.Level]chat.Settings{}
	for _, l := range s.Levels() {
		at, _ := s.At(l)
		if chosen, ok := c.by[at]; ok {
			out[l] = chosen
		}
	}
	return out, c.err
}

func (c *chooser) KeepSettings(_ context.Context, s chat.Scope, chosen chat.Settings) error {
	c.by[s] = chosen
	return c.err
}

func (c *chooser) ForgetSettings(_ context.Context, s chat.Scope, _ time.Time) error {
	delete(c.by, s)
	return c.err
}

// choosing is a chat on the console with what is chosen, at a clock of its own.
func choosing(t *testing.T, c *chooser, log *chattest.Log, now func() time.Time) *chat.Chat {
	t.Helper()
	p := bottest.Whole(t)
	return chat.New(chat.Config{
		Words: p.Words, Platform: &opener{}, Ledger: chattest.NewLedger(), Log: slog.New(slog.NewTextHandler(log, nil)), Settings: c, Now: now,
	})
}

// The nearest level that says something holds, setting by setting; alone with somebody there
// is no channel.
func TestSettingsNearestFirst(t *testing.T) {
	scope := func(workspace, team, channel string) chat.Scope {
		return chat.Scope{Platform: "terminal", Workspace: workspace, Team: team, Channel: channel}
	}
	c := &chooser{by: map[chat.Scope]chat.Settings{
		scope("w", "", ""):   {Lang: "en", Answers: chat.AskerAlone, Municipality: "4204", Editors: "E"},
		scope("w", "t", ""):  {Lang: "nn", Municipality: "0301"},
		scope("w", "t", "c"): {Answers: chat.Everybody},
	}}
	ch := choosing(t, c, &chattest.Log{}, nil)
	for _, tt := range []struct {
		at   chat.Address
		want chat.Settings
	}{
		{chat.Address{Workspace: "w", Team: "t", Channel: "c"}, chat.Settings{Lang: "nn", Answers: chat.Everybody, Municipality: "0301", Editors: "E"}},
		{chat.Address{Workspace: "w", Team: "t", Channel: "thread of c", Room: "c"}, chat.Settings{Lang: "nn", Answers: chat.Everybody, Municipality: "0301", Editors: "E"}},
		{chat.Address{Workspace: "w", Team: "t", Channel: "c", Direct: true}, chat.Settings{Lang: "en", Answers: chat.AskerAlone, Municipality: "4204", Editors: "E"}},
		{chat.Address{Workspace: "w", Channel: "c"}, chat.Settings{Lang: "en", Answers: chat.AskerAlone, Municipality: "4204", Editors: "E"}},
		{chat.Address{Workspace: "v", Team: "t", Channel: "c"}, chat.Settings{}},
		{chat.Address{}, chat.Settings{}},
	} {
		if diff := cmp.Diff(tt.want, ch.Settings(t.Context(), tt.at)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.at, diff)
		}
		// What is local to a place is the same for all who read there; alone with somebody, theirs.
		own, local := chat.Preference{Municipality: "5501"}, tt.want.Municipality
		if tt.at.Direct {
			local = own.Municipality
		}
		if got := ch.Local(t.Context(), tt.at, own); got != local {
			t.Errorf("%+v: local is %q, want %q", tt.at, got, local)
		}
	}
}

// What can't be read is as it was read last; the operator is told once a minute. What
// another replica keeps is seen within half a minute.
func TestSettingsThatCantBeRead(t *testing.T) {
	c, log, now := &chooser{by: map[chat.Scope]chat.Settings{}}, &chattest.Log{}, time.Now()
	ch := choosing(t, c, log, func() time.Time { return now })
	at := chat.Address{Workspace: "w", Channel: "c"}
	scope := chat.Scope{Platform: "terminal", Workspace: "w", Channel: "c"}
	want := func(when string, lang string, reads int) {
		t.Helper()
		if got := ch.Settings(t.Context(), at).Lang; string(got) != lang || c.reads != reads {
			t.Errorf("%s: %q after %d reads, want %q after %d", when, got, c.reads, lang, reads)
		}
	}
	want("nothing is chosen", "", 1)
	c.by[scope] = chat.Settings{Lang: "nn"}
	want("by another replica, at once", "", 1)
	now = now.Add(31 * time.Second)
	want("by another replica, later", "nn", 2)
	c.err = errors.New("no database")
	for i := range 3 {
		now = now.Add(31 * time.Second)
		want("without a database", "nn", 3+i)
	}
	if got := ch.Settings(t.Context(), chat.Address{Workspace: "v"}); got != (chat.Settings{}) {
		t.Errorf("what was never read is %+v", got)
	}
	if n := strings.Count(log.String(), "settings can't be read"); n != 1 {
		t.Errorf("told %d times, want once", n)
	}
}

// administrated is a platform on which everybody administers.
type administrated struct {
	opener
	forms []chat.Message
}

func (*administrated) Administers(context.Context, chat.Address) (bool, error) { return true, nil }

func (*administrated) Editors(at chat.Address, channel string) (chat.Room, error) {
	return chat.Room{At: at, Post: func(context.Context, chat.Address, chat.Message) error { return nil }}, nil
}

func (p *administrated) Open(_ context.Context, _ chat.Address, m chat.Message) error {
	if m.Kind == chat.SettingsMessage {
		p.forms = append(p.forms, m)
	}
	return nil
}

// Where settings can't be read, who wants to change them changes none, and what was read
// last goes on: nothing that was private becomes open. So it is after somebody chose
// something, here or elsewhere in the workspace.
func TestSettingsChangedWithoutADatabase(t *testing.T) {
	whole := bottest.Whole(t)
	synctest.Test(t, func(t *testing.T) { testSettingsChangedWithoutADatabase(t, whole) })
}

func testSettingsChangedWithoutADatabase(t *testing.T, whole bottest.Parts) {
	scope := chat.Scope{Platform: "terminal", Workspace: "w", Channel: "c"}
	chosen := chat.Settings{Answers: chat.AskerAlone, Editors: "E"}
	c, p := &chooser{by: map[chat.Scope]chat.Settings{scope: chosen}}, &administrated{}
	ch := chat.New(chat.Config{
		Bot: bot.New(bot.Config{Guide: whole.Guide, Words: whole.Words}), Words: whole.Words,
		Platform: p, Ledger: chattest.NewLedger(), Log: slog.New(slog.DiscardHandler), Settings: c,
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { ch.Run(ctx); close(done) }()
	at := chat.Address{Workspace: "w", Person: "p", Channel: "c"}
	holds := func(when string) {
		t.Helper()
		if got := ch.Settings(t.Context(), at); got != chosen || c.by[scope] != chosen {
			t.Errorf("%s: %+v holds, %+v is kept", when, got, c.by[scope])
		}
	}
	holds("at first")
	elsewhere := chat.Address{Workspace: "w", Person: "p", Channel: "d"}
	if saved, err := ch.SaveSettings(t.Context(), elsewhere, chat.SettingsValue(chat.ForChannel, nil)); err != nil || !saved.Done {
		t.Fatalf("SaveSettings = %+v, %v", saved, err)
	}
	c.err = errors.New("no database")
	holds("after another channel chose")
	value := chat.SettingsValue(chat.ForChannel, map[string]string{chat.FieldEditors: chat.EditorsKept})
	if saved, err := ch.SaveSettings(t.Context(), at, value); err == nil || saved.Done {
		t.Errorf("SaveSettings = %+v, %v", saved, err)
	}
	holds("after somebody wanted to choose")
	err := ch.Act(t.Context(), chat.Action{Verb: chat.ShowSettings, At: at})
	stop()
	if <-done; err == nil || len(p.forms) != 0 {
		t.Errorf("an empty form is shown: %+v, %v", p.forms, err)
	}
	holds("after somebody opened the form")
}

// A platform that doesn't say who administers takes no settings.
func TestSettingsOfAPlatformWithoutRoles(t *testing.T) {
	c := &chooser{by: map[chat.Scope]chat.Settings{}}
	ch := choosing(t, c, &chattest.Log{}, nil)
	at := chat.Address{Workspace: "w", Person: "p", Channel: "c"}
	saved, err := ch.SaveSettings(t.Context(), at, chat.SettingsValue(chat.ForChannel, map[string]string{chat.FieldLang: "nn"}))
	if err != nil || saved.Done || saved.Text == "" || len(c.by) != 0 || ch.May(t.Context(), at) {
		t.Errorf("SaveSettings = %+v, %v; kept %v", saved, err, c.by)
	}
}
