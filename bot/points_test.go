package bot_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

// wholeCards lays out the guide that ships with the program.
func wholeCards(t *testing.T) bot.Cards {
	t.Helper()
	p := bottest.Whole(t)
	return bot.New(bot.Config{Guide: p.Guide, Words: p.Words}).Cards
}

// wordsBefore are those that a reader meets before the end of the points.
func wordsBefore(g bot.Gist) int {
	said := []string{g.Subject.String(), g.Gap, g.Near}
	for _, p := range g.Points {
		said = append(said, p.Text, p.Caution)
	}
	return len(strings.Fields(strings.Join(said, " ")))
}

// TestPoints: whatever section of whatever entry is asked for, in whatever language, the
// answer stands on one screen, is of that section or says that the guide has none, and
// is the same twice.
func TestPoints(t *testing.T) {
	cards := wholeCards(t)
	var words []int
	longest, gaps, points := 0, 0, 0
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(cards.Guide().Entries()) {
			for _, s := range append([]content.Section{""}, content.Sections()...) {
				name := bot.Ref{Lang: l, Entry: e.ID, Section: s}.String()
				c := cards.EntryCard(l, e, s)
				brief := c.Brief()
				words = append(words, wordsBefore(c.Gist))
				longest = max(longest, utf8.RuneCountInString(brief))
				points += len(c.Points)
				if c.Gap != "" {
					gaps++
				}
				has := s == "" || s == content.What || e.Text(l).Section(s) != nil
				switch {
				case has == (c.Gap != ""):
					t.Errorf("%s: the guide has the section: %v, the gap: %q", name, has, c.Gap)
				case has && len(c.Points) == 0 || len(c.Points) > 3 || !has && len(c.Points) > 1:
					t.Errorf("%s: %d points", name, len(c.Points))
				case has && s != "" && (c.Points[0].Section != s || c.Points[0].Entry != e.ID):
					t.Errorf("%s: the first point is of %s/%s", name, c.Points[0].Entry, c.Points[0].Section)
				case !has && len(c.Points) > 0 && c.Near == "":
					t.Errorf("%s: a point of another section, and nothing says so", name)
				}
				checkPoints(t, name, cards.Guide(), l, c)
				if n := utf8.RuneCountInString(brief); n == 0 || n > bot.MaxBrief || strings.ContainsAny(brief, "*_<>[]|`\n") || strings.Contains(brief, "://") || strings.Contains(brief, "..") {
					t.Errorf("%s: %d characters of brief: %s", name, n, brief)
				}
				if first, second := marshal(t, c.Gist), marshal(t, cards.EntryCard(l, e, s).Gist); first != second {
					t.Errorf("%s: laid out twice:\n%s\n%s", name, first, second)
				}
			}
		}
	}
	slices.Sort(words)
	median, p95 := words[len(words)/2], words[len(words)*95/100]
	t.Logf("%d answers (%d gaps), %d points; words before the end of the points: median %d, p95 %d, most %d; longest brief %d",
		len(words), gaps, points, median, p95, words[len(words)-1], longest)
	if median > 60 || p95 > 120 {
		t.Errorf("words before the end of the points: median %d, p95 %d, want at most 60 and 120", median, p95)
	}
}

// checkPoints wants the points of an answer to be statements of the guide in their
// language, in one screen, with their sources counted from 1.
func checkPoints(t *testing.T, name string, g *content.Guide, l content.Lang, c bot.Card) {
	t.Helper()
	n := 0
	for i, p := range c.Points {
		n += len(strings.Fields(p.Text))
		e, ok := g.Entry(p.Entry)
		if !ok {
			t.Errorf("%s: a point of %q", name, p.Entry)
			continue
		}
		said := strings.Contains(e.Text(l).Summary, p.Text) && p.Section == content.What
		said = said || slices.ContainsFunc(e.Text(l).Section(p.Section), func(q content.Point) bool { return q.Text == p.Text })
		if !said {
			t.Errorf("%s: no statement of %s/%s: %s", name, p.Entry, p.Section, p.Text)
		}
		if i > 0 && n > 45 {
			t.Errorf("%s: %d words", name, n)
		}
	}
	for i, s := range c.Cited() {
		if s.Number != i+1 {
			t.Errorf("%s: source %d has the number %d", name, i+1, s.Number)
		}
	}
	if len(c.Next) > 2 {
		t.Errorf("%s: %d next sections", name, len(c.Next))
	}
	for _, s := range append(slices.Clone(c.Next), c.More...) {
		if text, _ := g.Entry(c.Entry); text.Text(l).Section(s.Section) == nil || s.Section == c.Subject.Section && s.Section != content.What || s.Title == "" {
			t.Errorf("%s: %q leads on to nothing new", name, s.Section)
		}
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
