package bot_test

import (
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
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

// TestWhereFromIsNoCase: what is asked of the guide and answered with an entry is so too where
// something of the participant is told behind it, and is no list of offers.
func TestWhereFromIsNoCase(t *testing.T) {
	const nth, fewest = 40, 150
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
	told := map[content.Lang]string{content.Bokmal: "? Deltakeren er fra Afghanistan.", content.Nynorsk: "? Deltakaren er frå Afghanistan.", content.English: "? The participant is from Afghanistan."}
	n, asked, lists := 0, 0, 0
	for _, e := range p.Guide.Entries() {
		for _, l := range content.Langs() {
			for _, text := range e.Text(l).Asked {
				if n++; n%nth != 0 || answer(t, b, bot.Question{Text: text, Lang: l}).Card.Kind != bot.EntryCard {
					continue
				}
				asked++
				if c := answer(t, b, bot.Question{Text: strings.TrimRight(text, "?. ") + told[l], Lang: l}).Card; c.Kind == bot.ListCard {
					lists++
					t.Logf("%q is a list", text)
				}
			}
		}
	}
	t.Logf("%d of %d are lists", lists, asked)
	if asked < fewest || lists*100 > asked {
		t.Error("want one of a hundred at most")
	}
}
