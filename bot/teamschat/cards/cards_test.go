package cards_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"veiviser/bot"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
)

func TestEscape(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Fagbrev på jobb (2024)", "Fagbrev på jobb (2024)"},
		{"1. september", `1\. september`},
		{"- krav", `\- krav`},
		{"# krav", `\# krav`},
		{"[her](https://evil.example)", `\[her\](https://evil.example)`},
		{"*viktig* _og_ `kode` ~bort~", "\\*viktig\\* \\_og\\_ \\`kode\\` \\~bort\\~"},
		{"<at>alle</at>", `\<at\>alle\</at\>`},
		{`a\b`, `a\\b`},
		{"", ""},
	}
	for _, tt := range tests {
		if got := cards.Escape(tt.in); got != tt.want {
			t.Errorf("Escape(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// TestCut: a card that is too long loses whole points, says so, and keeps its buttons.
func TestCut(t *testing.T) {
	b, r := newBot(t), newRenderer(t)
	e, ok := b.Guide().Entry("introduksjonsprogram")
	if !ok {
		t.Fatal("no such entry")
	}
	card := b.EntryCard(content.Bokmal, e, content.Payer)
	var points []string
	for _, s := range card.Sections {
		for _, p := range s.Points {
			points = append(points, p.Text)
		}
	}
	whole := r.Card(card)
	r.Max = 25_000
	short := r.Card(card)
	if n := units(t, short); n > r.Max {
		t.Errorf("%d units, want at most %d", n, r.Max)
	}
	if !reflect.DeepEqual(short.Actions, whole.Actions) {
		t.Error("cutting took buttons")
	}
	left := 0
	linked := false
	walk(short, func(el cards.Element) {
		for _, run := range el.Inlines {
			if text, ok := strings.CutPrefix(run.Text, "• "); ok {
				text, _, _ = strings.Cut(text, " [")
				left++
				found := false
				for _, p := range points {
					found = found || strings.HasPrefix(p, text)
				}
				if !found {
					t.Errorf("a point was cut within: %q", run.Text)
				}
			}
			linked = linked || run.Text == "Resten står på siden" && run.Select != nil && run.Select.URL == base+card.Path
		}
	}, func(cards.Action) {})
	if left == 0 || left >= len(points) || !linked {
		t.Errorf("%d of %d points left, linked: %v", left, len(points), linked)
	}
}

func units(tb testing.TB, v any) int {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return len(utf16.Encode([]rune(string(b))))
}

// TestHostileGuide: what stands in a guide somebody else wrote stays text.
func TestHostileGuide(t *testing.T) {
	evil := "**[klikk](https://evil.example)** <at>alle</at>"
	r := newRenderer(t)
	c := r.Card(bot.Card{
		Kind: bot.EntryCard, Lang: "nb", Title: evil, Lead: evil, Label: evil, Facts: []bot.Fact{{Label: "x", Value: evil}},
		Sections: []bot.Section{{Title: evil, Points: []bot.Point{{Text: evil}}}},
		Choices:  []bot.Choice{{Item: bot.Item{ID: "x", Title: evil, Path: "/nb/x"}, Label: evil, Line: evil}},
	})
	walk(c, func(e cards.Element) {
		texts := []string{e.Text}
		for _, f := range e.Facts {
			texts = append(texts, f.Value)
		}
		for _, s := range texts {
			if strings.Contains(s, "](") && !strings.Contains(s, `\](`) || strings.Contains(s, "<at>") {
				t.Errorf("%s can link or mention: %q", e.Type, s)
			}
		}
	}, func(a cards.Action) {
		if strings.Contains(a.URL, "evil") {
			t.Errorf("a link to %s", a.URL)
		}
	})
}

// TestPressesOfBefore: cards sent before buttons had a ref stay in channels for years.
func TestPressesOfBefore(t *testing.T) {
	for raw, want := range map[string]cards.Press{
		`{"verb":"step","lang":"nb","entry":"jamal","step":2}`:                                  {Verb: "step", Ref: bot.Ref{Lang: "nb", Entry: "jamal", Step: 2}},
		`{"verb":"note","lang":"nn","entry":"fagbrev-pa-jobb","section":"payer"}`:               {Verb: "note", Ref: bot.Ref{Lang: "nn", Entry: "fagbrev-pa-jobb", Section: "payer"}},
		`{"verb":"card","lang":"en","entry":"jamal","section":"of-old"}`:                        {Verb: "card", Ref: bot.Ref{Lang: "en", Entry: "jamal"}},
		`{"verb":"map","lang":"en"}`:                                                            {Verb: "map", Ref: bot.Ref{Lang: "en"}},
		`{"verb":"feedback","lang":"nb","entry":"jamal","helpful":true}`:                        {Verb: "feedback", Ref: bot.Ref{Lang: "nb", Entry: "jamal"}, Helpful: true},
		`{"verb":"snippet","lang":"nb","entry":"jamal","language":"ar"}`:                        {Verb: "snippet", Ref: bot.Ref{Lang: "nb", Entry: "jamal"}, Language: "ar"},
		`{"verb":"note","ref":"nb/jamal@0123456789ab//2","lang":"en","entry":"other","step":1}`: {Verb: "note", Ref: bot.Ref{Lang: "nb", Entry: "jamal", Digest: "0123456789ab", Step: 2}},
	} {
		if got, err := cards.DecodePress([]byte(raw)); err != nil || got != want {
			t.Errorf("%s is read as %+v: %v", raw, got, err)
		}
	}
	for _, raw := range []string{
		``, `{}`, `[]`, `"nb"`, `{"verb":"map","lang":"xx"}`, `{"verb":"card","ref":"xx/jamal//0"}`, `{"verb":"card","ref":"hva betaler NAV"}`, `{"verb":"card","ref":7}`,
		`{"verb":"card","lang":"nb","entry":"hva betaler NAV"}`, `{"verb":"step","lang":"nb","entry":"jamal","step":-1}`, `{"verb":"step","lang":"nb","entry":"jamal","step":"2"}`,
		`{"verb":"card","lang":"nb","entry":"` + strings.Repeat("a", 10_000) + `"}`,
	} {
		if got, err := cards.DecodePress([]byte(raw)); !errors.Is(err, cards.ErrBadPress) || strings.Contains(err.Error(), "betaler") {
			t.Errorf("%.60s is read as %+v: %v", raw, got, err)
		}
	}
}

func FuzzPress(f *testing.F) {
	f.Add([]byte(`{"verb":"step","lang":"nb","entry":"jamal","step":2}`))
	f.Add([]byte(`{"verb":"show","lang":"nn","entry":"fagbrev-pa-jobb","section":"payer"}`))
	f.Add([]byte(`{"verb":"note","ref":"nb/jamal@0123456789ab//2/note"}`))
	b, r := newBot(f), newRenderer(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := cards.DecodePress(raw)
		if err != nil {
			return
		}
		_, c, err := b.Open(t.Context(), p.Ref)
		if err == nil && units(t, r.Card(c)) > 32_000 {
			t.Errorf("press %q leads to a card too large", raw)
		}
	})
}
