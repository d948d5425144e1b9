package slackchat

import (
	"encoding/json"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

// A card laid out before is sent as it was then, and one that differs anywhere is laid
// out anew: in a point, a notice, who sees it.
func TestLaidCards(t *testing.T) {
	bottest.OneByOne(t)
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
	r := blocks.Renderer{Words: p.Words, Base: "https://veiviser.example.no"}
	l := newLaidCards(r)
	e, _ := p.Guide.Entry("fagbrev-pa-jobb")
	card := func(change func(*bot.Card)) bot.Card {
		c := b.EntryCard(content.Bokmal, e, content.Payer)
		change(&c)
		return c
	}
	same := func(*bot.Card) {}
	for range 2 {
		for name, tt := range map[string]struct {
			card    bot.Card
			options blocks.Options
		}{
			"as it is":  {card(same), blocks.Options{}},
			"shared":    {card(same), blocks.Options{Sharer: "U1"}},
			"at home":   {card(same), blocks.Options{Municipality: "4204"}},
			"a notice":  {card(func(c *bot.Card) { c.Notices = []bot.Notice{{Kind: bot.Outdated, Text: "Endret."}} }), blocks.Options{}},
			"one point": {card(func(c *bot.Card) { c.Points[0].Text += "!" }), blocks.Options{}},
			"list":      {b.Map(content.Bokmal), blocks.Options{}},
		} {
			got := l.message(tt.card, tt.options)
			fresh := r.Card(tt.card, tt.options)
			if got, want := marshal(t, got), marshal(t, fresh); got != want {
				t.Errorf("%s is laid out as %s, want %s", name, got, want)
			}
			if got, want := marshal(t, got.AskedBy("U2")), marshal(t, fresh.AskedBy("U2")); got != want {
				t.Errorf("%s, asked by somebody, is laid out as %s, want %s", name, got, want)
			}
		}
	}
	first, again := l.message(card(same), blocks.Options{}), l.message(card(same), blocks.Options{})
	if &first.Blocks[0] != &again.Blocks[0] {
		t.Error("the same card is laid out again")
	}
	lay := layout{catalog: p.Words, render: r, laid: l}
	ask := func(who string) string {
		return marshal(t, lay.message(chat.Message{Kind: chat.CardMessage, Lang: content.Bokmal, Card: card(same), Asker: who}))
	}
	if one := ask("U3"); !strings.Contains(one, "row U3") {
		t.Errorf("nothing tells who asked: %s", one)
	}
	known := l.cards.Len()
	if two := ask("U4"); l.cards.Len() != known || !strings.Contains(two, "row U4") || strings.Contains(two, "U3") {
		t.Errorf("the answer of another asker is laid out again, or is another's: %s", two)
	}
}

func marshal(t *testing.T, m blocks.Message) string {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
