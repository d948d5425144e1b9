package bot_test

import (
	"slices"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/locales"
)

// TestInPlaceOfPath: where no paths are made, who asks for one has the offers and is told
// why, or is asked to tell of the participant; what is told is still told.
func TestInPlaceOfPath(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(10), NoPaths: true})
	for l, said := range map[string][3]string{
		"nb": {"lag en vei", "lag en plan for en flyktning på 34 med A1", "lag en vei"},
		"nn": {"lag ein veg", "lag ein veg for ein flyktning på 34 med A1", "lag ein plan"},
		"en": {"make a path", "make a path for a refugee of 34 with A1", "make a path"},
	} {
		w := p.Words.In(l)
		c := answer(t, b, bot.Question{Text: said[0], Conversation: l}).Card
		if c.Lead != w.Text(locales.PathOffTell) || len(c.Row) != 1 || c.Row[0].Kind != bot.AskThis {
			t.Errorf("%q, of nobody: %q, %d buttons", said[0], c.Lead, len(c.Row))
		}
		for _, text := range said[1:] {
			c := answer(t, b, bot.Question{Text: text, Conversation: l}).Card
			if c.Kind != bot.ListCard || c.Moved != w.Text(locales.PathOff) || !slices.ContainsFunc(c.Told, func(ch bot.Chip) bool { return ch.Field == "norwegian" && ch.Value == "A1" }) {
				t.Errorf("%q: %s, %q, told %v", text, c.Kind, c.Moved, c.Told)
			}
		}
	}
}
