package bot_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// lead is a question and what its answer may begin with.
type lead struct {
	kind  string
	right []string // points, as entry#id
	lang  content.Lang
	turns []string // the question is the last
}

// leads reads testdata/leads.txt.
func leads(t *testing.T) []lead {
	t.Helper()
	data, err := os.ReadFile("testdata/leads.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []lead
	var of lead
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch kind, isKind := strings.CutPrefix(line, "= "); {
		case line == "" || strings.HasPrefix(line, "#"):
		case isKind:
			name, points, _ := strings.Cut(kind, ":")
			of = lead{kind: name, right: strings.Fields(points)}
		default:
			l, q, _ := strings.Cut(line, " ")
			of.lang, of.turns = content.Lang(l), strings.Split(q, " > ")
			out = append(out, of)
		}
	}
	return out
}

// pointsOf returns the statements of the points named, in language l. A point that is not
// there fails the test.
func pointsOf(t *testing.T, g *content.Guide, l content.Lang, named []string) []string {
	t.Helper()
	var out []string
	for _, n := range named {
		id, point, _ := strings.Cut(n, "#")
		e, ok := g.Entry(id)
		if !ok {
			t.Fatalf("no entry %q", id)
		}
		before := len(out)
		for _, st := range e.Text(content.Bokmal).Sections {
			for i, p := range st.Points {
				if p.ID == point {
					out = append(out, e.Text(l).Section(st.Key)[i].Text)
				}
			}
		}
		if len(out) == before {
			t.Fatalf("%s has no point %q", id, point)
		}
	}
	return out
}

// leadFloors are the least shares, of a hundred, of questions that are answered with the
// right statement first.
var leadFloors = map[content.Lang]int{content.Bokmal: 72, content.Nynorsk: 76, content.English: 56}

// TestLeads asks what advisers ask about daily: the first statement is the one that
// answers it. No line is a phrase of the guide.
func TestLeads(t *testing.T) {
	p := bottest.Whole(t)
	phrases := map[string]bool{}
	for _, e := range p.Guide.Entries() {
		for _, l := range content.Langs() {
			for _, q := range e.Text(l).Questions() {
				phrases[strings.ToLower(strings.TrimRight(q, "?"))] = true
			}
		}
	}
	all, right := map[content.Lang]int{}, map[content.Lang]int{}
	for _, ld := range bottest.Some(leads(t)) {
		b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
		var a bot.Answer
		var err error
		for _, q := range ld.turns {
			if a, err = b.Answer(t.Context(), bot.Question{Text: q, Lang: ld.lang, Conversation: "c"}); err != nil {
				t.Fatal(err)
			}
		}
		q := ld.turns[len(ld.turns)-1]
		if phrases[strings.ToLower(strings.TrimRight(q, "?"))] {
			t.Errorf("%s: %q is a phrase of the guide", ld.kind, q)
		}
		want := pointsOf(t, p.Guide, ld.lang, ld.right)
		all[ld.lang]++
		if slices.Contains(want, firstSaid(a.Card)) {
			right[ld.lang]++
			continue
		}
		got := string(a.Card.Kind)
		if len(a.Card.Points) > 0 {
			got = a.Card.Points[0].Entry + ": " + a.Card.Points[0].Text
		}
		t.Logf("%s, %s: %s: %s", ld.kind, ld.lang, strings.Join(ld.turns, " > "), got)
	}
	for l, n := range all {
		t.Logf("%s: %d of %d begin with the right statement", l, right[l], n)
		if !testing.Short() && right[l]*100 < n*leadFloors[l] {
			t.Errorf("%s: %d of %d begin with the right statement, want %d of a hundred", l, right[l], n, leadFloors[l])
		}
	}
}

// firstSaid is the first statement that a card shows: its first point, or what the first
// choice answers.
func firstSaid(c bot.Card) string {
	switch {
	case len(c.Points) > 0:
		return c.Points[0].Text
	case len(c.Choices) > 0 && c.Choices[0].Says != nil:
		return c.Choices[0].Says.Text
	}
	return ""
}

// TestAnotherSubjectKeepsTheSide: who asks the same of another offer in a word is answered
// with what was asked for, and not with what the word itself finds.
func TestAnotherSubjectKeepsTheSide(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(1000)})
	asked := 0
	for _, e := range bottest.Some(p.Guide.OfKind(content.Offer)) {
		if e.ID == "kvalifiseringsprogram" || e.Text(content.Bokmal).Section(content.Duration) == nil {
			continue
		}
		ask := func(text string) bot.Card {
			a, err := b.Answer(t.Context(), bot.Question{Text: text, Lang: content.Bokmal, Conversation: e.ID})
			if err != nil {
				t.Fatal(err)
			}
			return a.Card
		}
		ask("hvor lenge varer KVP?")
		c := ask("hva med " + e.Text(content.Bokmal).Title + "?")
		if c.Subject == nil || c.Entry != e.ID || c.Subject.Section != content.Duration {
			continue // understood as something else
		}
		if asked++; c.Points[0].Section != content.Duration {
			t.Errorf("%s: answered with %s: %s", e.ID, c.Points[0].Section, c.Points[0].Text)
		}
	}
	if asked == 0 {
		t.Error("nothing was asked")
	}
	t.Logf("%d offers", asked)
}
