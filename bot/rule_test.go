package bot_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/locales"
)

const ruledTopic = `id: tema
kind: topic
sources:
  intl: {law: integreringsloven, dated: 2026-07-02}
  nav: {title: "Nav: Programmet", url: "https://www.nav.no/", dated: 2026-05}
  kommunen: {title: Kommunen, dated: 2024, kind: local}
nb:
  title: Tema
  summary: Om temaet.
  duration:
    - {text: Det varer i ett år., source: intl, rule: {law: integreringsloven § 13, in_force: 2021-01-01, checked: 2026-07-02}}
    - {text: Det varer i to år., source: intl, rule: {law: integreringsloven § 14 a, in_force: 2021-01-01, checked: 2026-07-02}}
    - {text: Det forlenges ikke., source: intl, rule: {law: integreringsloven § 13, in_force: 2021-01-01, checked: 2026-07-02}}
    - {text: Det blir kortere., source: nav, rule: {law: integreringsloven § 13, in_force: nei, checked: 2026-07-02}}
    - {text: Nav avtaler lengden., source: nav}
    - {text: Kommunen bruker et halvt år., source: kommunen}
nn: {title: Tema, summary: Om temaet på nynorsk., duration: [{text: Det varer i eitt år., source: intl}, {text: Det varer i to år no., source: intl}, {text: Det blir ikkje forlengt., source: intl}, {text: Det blir kortare., source: nav}, {text: Nav avtaler lengda., source: nav}, {text: Kommunen bruker eit halvt år., source: kommunen}]}
en: {title: Topic, summary: On the topic., duration: [{text: It lasts a year., source: intl}, {text: It lasts two years., source: intl}, {text: It is not extended., source: intl}, {text: It gets shorter., source: nav}, {text: Nav agrees on the length., source: nav}, {text: The municipality takes half a year., source: kommunen}]}
`

const ruledLaws = "laws:\n  - {id: lov/2020-11-06-127, nb: integreringsloven, nn: integreringslova, en: Integration Act, title: Lov om integrering, sections: [13, 14 a]}\n"

// ruled is a bot on a guide with one entry that states rules, and that entry.
func ruled(t *testing.T) (*bot.Bot, *content.Entry) {
	t.Helper()
	g, err := content.Load(fstest.MapFS{"tema.yaml": {Data: []byte(ruledTopic)}, "_laws.yaml": {Data: []byte(ruledLaws)}})
	if err != nil {
		t.Fatal(err)
	}
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	e, _ := g.Entry("tema")
	return bot.New(bot.Config{Guide: g, Words: words}), e
}

func TestRulesOnACard(t *testing.T) {
	b, e := ruled(t)
	c := b.EntryCard(content.Bokmal, e, content.Duration)
	want := []bot.Source{
		{Number: 1, Title: "integreringsloven § 13", URL: "https://lovdata.no/lov/2020-11-06-127/§13", Dated: "kontrollert 2. juli 2026"},
		{Number: 2, Title: "integreringsloven § 14 a", URL: "https://lovdata.no/lov/2020-11-06-127/§14a", Dated: "kontrollert 2. juli 2026"},
		{Number: 3, Title: "integreringsloven § 13", URL: "https://lovdata.no/lov/2020-11-06-127/§13", Dated: "vedtatt, men ikke i kraft da det ble kontrollert 2. juli 2026", Note: "Nav: Programmet"},
		{Number: 4, Title: "Nav: Programmet", URL: "https://www.nav.no/", Dated: "mai 2026"},
		{Number: 5, Title: "Kommunen", Dated: "2024", Note: "lokal kilde"},
	}
	if len(c.Sources) != len(want) {
		t.Fatalf("sources %+v", c.Sources)
	}
	for i, s := range c.Sources {
		if marshal(t, s) != marshal(t, want[i]) {
			t.Errorf("source %d = %+v, want %+v", i+1, s, want[i])
		}
	}
	var numbers []int
	var weights []content.Weight
	for _, p := range c.Sections[0].Points {
		numbers, weights = append(numbers, p.Source), append(weights, p.Weight)
	}
	if got, want := numbers, []int{1, 2, 1, 3, 4, 5}; !slices.Equal(got, want) {
		t.Errorf("the points' sources are %v, want %v", got, want)
	}
	if want := []content.Weight{"binding", "binding", "binding", "binding", "guiding", "local"}; !slices.Equal(weights, want) {
		t.Errorf("the points' weights are %v, want %v", weights, want)
	}

	note := b.Note(c, bot.NoteOptions{On: time.Date(2026, 11, 7, 12, 0, 0, 0, time.UTC)}).Plain()
	if want := "(integreringsloven § 14 a, kontrollert 02.07.2026)\n"; !strings.Contains(note, want) {
		t.Errorf("the note lacks %q:\n%s", want, note)
	}
}

// TestRulesInEveryLanguage also reads an older version back: what it says of the law must
// not need today's list of acts.
func TestRulesInEveryLanguage(t *testing.T) {
	b, e := ruled(t)
	old, err := content.ParseCanonical(e.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range map[content.Lang]string{
		content.Bokmal:  `{"text":"Det varer i to år.","source":2,"weight":"binding","rule":{"act":"integreringsloven","section":"14 a","checked":"kontrollert 2. juli 2026","url":"https://lovdata.no/lov/2020-11-06-127/§14a"}}`,
		content.Nynorsk: `{"text":"Det varer i to år no.","source":2,"weight":"binding","rule":{"act":"integreringslova","section":"14 a","checked":"kontrollert 2. juli 2026","url":"https://lovdata.no/lov/2020-11-06-127/§14a"}}`,
		content.English: `{"text":"It lasts two years.","source":2,"weight":"binding","rule":{"act":"Integration Act","section":"14 a","checked":"checked 2 July 2026","url":"https://lovdata.no/lov/2020-11-06-127/§14a"}}`,
	} {
		for _, v := range []*content.Entry{e, old} {
			got, err := json.Marshal(b.EntryCard(l, v, content.Duration).Sections[0].Points[1])
			if err != nil || string(got) != want {
				t.Errorf("%s: %s, %v\nwant %s", l, got, err, want)
			}
		}
	}
}

// TestDatesAreWrittenOut reads every date that a card of the guide shows.
func TestDatesAreWrittenOut(t *testing.T) {
	cs := wholeCards(t)
	guide := bottest.Whole(t).Guide
	written := regexp.MustCompile(`\d{4}-\d{2}`)
	for _, e := range guide.Entries() {
		for _, l := range content.Langs() {
			c := cs.EntryCard(l, e, "")
			var shown []string
			for _, s := range c.Sources {
				shown = append(shown, s.About(), s.Noted)
			}
			for _, n := range c.Notices {
				shown = append(shown, n.Text)
			}
			for _, text := range shown {
				if written.MatchString(text) {
					t.Errorf("%s in %s shows %q", e.ID, l, text)
				}
			}
		}
	}
}

// TestSourcesStandInLines puts together what follows one another and has the same to be
// said of it.
func TestSourcesStandInLines(t *testing.T) {
	law := func(n int, title string) bot.Source {
		return bot.Source{Number: n, Title: title, Dated: "kontrollert 2. juli 2026"}
	}
	got := bot.SourceLines([]bot.Source{
		law(1, "§ 1"), law(2, "§ 2"), {Number: 3, Title: "Nav", Dated: "2024", Note: "lokal kilde"}, law(4, "§ 4"), {Number: 5, Title: "IMDi", Dated: "2024"},
	})
	var lines []string
	for _, l := range got {
		lines = append(lines, l.Join(func(s bot.Source) string { return "<" + s.Title + ">" }, strings.ToUpper))
	}
	if want := []string{
		"[1]\u00a0<§ 1> · [2]\u00a0<§ 2> · KONTROLLERT 2. JULI 2026", "[3]\u00a0<Nav> · 2024, LOKAL KILDE", "[4]\u00a0<§ 4> · KONTROLLERT 2. JULI 2026", "[5]\u00a0<IMDi> · 2024",
	}; !slices.Equal(lines, want) {
		t.Errorf("lines %q, want %q", lines, want)
	}
	if len(bot.SourceLines(nil)) > 0 {
		t.Error("no sources have a line")
	}
}
