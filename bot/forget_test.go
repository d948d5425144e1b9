package bot_test

import (
	"testing"

	"veiviser/bot"
	"veiviser/content"
)

// TestForget: what a conversation is about can be asked for and forgotten, alone or with
// all else.
func TestForget(t *testing.T) {
	memory := bot.NewMemory(10)
	b := newBot(t, bot.Config{Conversations: memory})
	about := func(c string) string {
		t.Helper()
		r, _, err := b.About(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		return r.String()
	}
	kept := func(c string) bot.Conversation {
		t.Helper()
		was, _, err := memory.Last(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		return was
	}
	none := bot.Ref{}.String()
	for _, c := range []string{"", "unknown"} {
		for _, forget := range []func() error{func() error { return b.Forget(t.Context(), c) }, func() error { return b.Restart(t.Context(), c) }} {
			if err := forget(); err != nil || about(c) != none {
				t.Errorf("forgetting the conversation %q: %v, about %s", c, err, about(c))
			}
		}
		if _, ok, _ := memory.Last(t.Context(), c); ok {
			t.Errorf("the conversation %q is kept for being forgotten", c)
		}
	}
	answer(t, b, bot.Question{Text: "hvem er språkpraksis for", Conversation: "c", Lang: content.Bokmal})
	if got := about("c"); got != "nb/sprakpraksis/who/0" {
		t.Fatalf("the conversation is about %s", got)
	}
	if err := b.Forget(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
	if was := kept("c"); about("c") != none || len(was.Before) != 1 || len(was.Given) != 1 || was.Section != "" {
		t.Errorf("after the subject is forgotten: about %s, kept %+v", about("c"), was)
	}
	answer(t, b, bot.Question{Text: "språk nn", Conversation: "c"})
	answer(t, b, bot.Question{Text: "språkpraksis", Conversation: "c"})
	if err := b.Restart(t.Context(), "c"); err != nil {
		t.Fatal(err)
	}
	if was := kept("c"); was.Subject != "" || was.Before != nil || was.Given != nil || was.Lang != content.Nynorsk {
		t.Errorf("after all is forgotten: %+v", was)
	}
}
