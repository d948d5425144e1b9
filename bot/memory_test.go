package bot_test

import (
	"testing"

	"veiviser/bot"
)

func TestMemoryForgetsTheOldest(t *testing.T) {
	m := bot.NewMemory(2)
	ctx := t.Context()
	for _, k := range []string{"a", "b", "a", "c"} {
		if err := m.Keep(ctx, k, bot.Conversation{Subject: k}); err != nil {
			t.Fatal(err)
		}
	}
	for k, want := range map[string]bool{"a": true, "b": false, "c": true} {
		if _, ok, err := m.Last(ctx, k); ok != want || err != nil {
			t.Errorf("Last(%q) = %v, %v, want %v", k, ok, err, want)
		}
	}
}
