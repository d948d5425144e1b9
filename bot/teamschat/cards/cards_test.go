package cards_test

import (
	"encoding/json"
	"errors"
	"fmt"
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

// TestCut: an answer that is too long loses whole statements and entries, says so, and
// keeps its buttons.
func TestCut(t *testing.T) {
	b, r := newBot(t), newRenderer(t)
	e, ok := b.Guide().Entry("introduksjonsprogram")
	if !ok {
		t.Fatal("no such entry")
	}
	long := b.EntryCard(content.Bokmal, e, content.Who)
	long.Points = nil
	for i := range 40 {
		long.Points = append(long.Points, bot.Passage{Text: fmt.Sprintf("Utsagn %d. %s", i, strings.Repeat("Ord ", 50)), Entry: e.ID})
	}
	list := b.Map(content.Bokmal)
	for len(list.Groups) < 60 {
		list.Groups = append(list.Groups, list.Groups...)
	}
	for name, c := range map[string]bot.Card{"statements": long, "groups": list} {
		r.Max = 6_000
		whole := r
		whole.Max = 1 << 30
		for how, got := range map[string]cards.Answer{"below a text": r.Answer(c, c.Row), "alone": {Card: r.Alone(c, c.Row)}} {
			if n := units(t, got); n > r.Max {
				t.Errorf("%s %s: %d units, want at most %d", name, how, n, r.Max)
			}
			if len(got.Card.Actions) != len(whole.Below(c, c.Row).Actions) {
				t.Errorf("%s %s: cutting took buttons", name, how)
			}
			says := got.Text + texts(got.Card)
			if !strings.Contains(says, "[Resten står på siden]("+base+c.Path+")") {
				t.Errorf("%s %s: the rest is not told of", name, how)
			}
			for _, p := range c.Points {
				if strings.Contains(says, p.Text[:12]+" ") && !strings.Contains(says, strings.TrimSpace(p.Text)) {
					t.Errorf("%s %s: cut within %.20q", name, how, p.Text)
				}
			}
		}
	}
}

// texts are all texts of a card.
func texts(c cards.Card) string {
	var b strings.Builder
	walk(c, func(e cards.Element) { b.WriteString("\n" + e.Text) }, func(cards.Action) {})
	return b.String()
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
	item := bot.Choice{Item: bot.Item{ID: "x", Title: evil, Path: "/nb/x"}, Short: evil, Label: evil, Line: evil, Differs: evil}
	point := bot.Passage{Text: evil, Caution: evil, Source: &bot.Source{Number: 1, Title: evil, URL: "javascript:evil", Dated: evil, Note: evil}}
	c := bot.Card{
		Kind: bot.EntryCard, Lang: "nb", Title: evil, Lead: evil, Label: evil, Facts: []bot.Fact{{Label: "x", Value: evil}},
		Gist: bot.Gist{
			Moved: evil, Subject: &bot.Subject{Item: item.Item, Short: evil, Side: evil}, Understood: evil, Gap: evil, Near: evil, Points: []bot.Passage{point, point},
			Ask: &bot.Relation{Label: evil, Items: []bot.Item{item.Item}}, Foot: []string{evil},
		},
		Notices:   []bot.Notice{{Kind: bot.Outdated, Text: evil, Path: "/nb/x"}},
		Sections:  []bot.Section{{Key: "who", Title: evil, Points: []bot.Point{{Text: evil, Source: 1}}}},
		Sources:   []bot.Source{{Number: 1, Title: evil, URL: "https://good.example/a)[x](https://evil.example", Dated: evil}},
		Relations: []bot.Relation{{Label: evil, Items: []bot.Item{item.Item}}}, Groups: []bot.Group{{Title: evil, Items: []bot.Choice{item}}},
		Links: []bot.Link{{Title: evil, URL: "javascript:evil"}},
	}
	choices, none, table, step := c, c, c, c
	choices.Choices = []bot.Choice{item}
	none.Kind = bot.NoneCard
	table.Table = &bot.Table{Columns: []bot.Column{{Item: item.Item, Short: evil}}, Rows: []bot.TableRow{{Side: bot.Side{Short: evil}, Cells: []bot.Cell{{Text: evil}}}}}
	step.Kind, step.Step = bot.StepCard, &bot.Step{Position: evil, Title: evil, Persona: evil, Text: evil}
	ways := pressed(c)
	ways.Open = "ways"
	answers := []cards.Answer{
		{Card: r.More(c, pressed(c))}, {Card: r.More(c, ways)},
		{Card: r.Snippet(c, bot.Snippet{Lang: "ar", Text: evil, Original: evil, Caution: evil}, func(string) string { return evil }, pressed(c))},
	}
	for _, c := range []bot.Card{c, choices, none, table, step} {
		answers = append(answers, r.Answer(c, nil), cards.Answer{Card: r.Alone(c, nil)})
	}
	for _, a := range answers {
		all := []string{a.Text}
		walk(a.Card, func(e cards.Element) { all = append(all, e.Text) }, func(a cards.Action) {
			if strings.Contains(a.URL, "evil") {
				t.Errorf("a link to %s", a.URL)
			}
		})
		for _, s := range all {
			for _, at := range []string{"](https://evil", "](javascript", "<at>", "**[klikk"} {
				for i := strings.Index(s, at); i >= 0; i = -1 {
					if i == 0 || s[i-1] != '\\' {
						t.Errorf("can link, mention or format: %q", s)
					}
				}
			}
		}
	}
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
		if err != nil {
			return
		}
		for _, c := range []cards.Card{r.Alone(c, c.Row), r.More(c, p)} {
			if units(t, c) > 32_000+len(raw)*3 {
				t.Errorf("press %q leads to a card too large", raw)
			}
		}
	})
}

// The municipality of who looks at the whole entry stands beside what differs from one to
// another, and nowhere else.
func TestMunicipality(t *testing.T) {
	b, r := newBot(t), newRenderer(t)
	e, ok := b.Guide().Entry("introduksjonsprogram")
	if !ok {
		t.Fatal("no entry")
	}
	c := b.EntryCard(content.Bokmal, e, content.Duration)
	said := func(t *testing.T, v any) string {
		t.Helper()
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	r.Municipality = "4204"
	if got := said(t, r.More(c, pressed(c))); strings.Count(got, "Din kommune har nummer 4204") != 1 {
		t.Errorf("the whole entry shows %s", got)
	}
	if got := said(t, r.Answer(c, c.Row)); strings.Contains(got, "4204") {
		t.Errorf("an answer shows %s", got)
	}
	r.Municipality = ""
	if got := said(t, r.More(c, pressed(c))); strings.Contains(got, "Din kommune") {
		t.Errorf("without one it shows %s", got)
	}
}
