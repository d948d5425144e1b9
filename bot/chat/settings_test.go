package chat_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
