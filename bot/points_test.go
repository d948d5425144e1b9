package bot_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
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
				checkNumbers(t, name, c)
				if n := utf8.RuneCountInString(brief); n == 0 || n > bot.MaxBrief || strings.ContainsAny(brief, "*_<>[]|`\n") || strings.Contains(brief, "://") || strings.Contains(brief, "..") {
					t.Errorf("%s: %d characters of brief: %s", name, n, brief)
				}
				if strings.HasSuffix(brief, "…") && (c.Gap != "" || strings.Contains(brief, c.Points[0].Text)) {
					t.Errorf("%s: more than a statement is cut: %s", name, brief)
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

// checkNumbers wants a number to be one source wherever in the card it stands: those of
// the answer first, and a statement of the answer and of the whole by the same.
func checkNumbers(t *testing.T, name string, c bot.Card) {
	t.Helper()
	if cited := c.Cited(); len(cited) > len(c.Sources) || !slices.Equal(cited, c.Sources[:len(cited)]) {
		t.Errorf("%s: the answer cites\n%v, the whole rests on\n%v", name, cited, c.Sources)
	}
	for i, s := range c.Sources {
		if s.Number != i+1 {
			t.Errorf("%s: source %d has the number %d", name, i+1, s.Number)
		}
	}
	for _, s := range c.Sections {
		if s.Key == content.What {
			continue // the summary may say the same by other sources
		}
		for _, p := range s.Points {
			for _, said := range c.Points {
				if said.Text == p.Text && said.Section == s.Key && said.Entry == c.Entry && said.Source != nil && said.Source.Number != p.Source {
					t.Errorf("%s: [%d] in the answer is [%d] in %s", name, said.Source.Number, p.Source, s.Key)
				}
			}
		}
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
		said := strings.Contains(e.Text(l).Summary, p.Full()) && p.Section == content.What
		said = said || slices.ContainsFunc(e.Text(l).Section(p.Section), func(q content.Point) bool { return q.Text == p.Full() })
		if !said {
			t.Errorf("%s: no statement of %s/%s: %s", name, p.Entry, p.Section, p.Full())
		}
		if older := olderThanLaw(g, e, l, p); older != (p.Caution != "") {
			t.Errorf("%s: older than the law: %v, it says %q: %s", name, older, p.Caution, p.Full())
		}
		if i > 0 && n > 40 {
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

// olderThanLaw reports whether a point's source is older than a change of law that is in
// force, and no rule says that somebody has read it since.
func olderThanLaw(g *content.Guide, e *content.Entry, l content.Lang, p bot.Passage) bool {
	for _, q := range e.Text(l).Section(p.Section) {
		src, _ := e.Source(q.Source)
		if q.Text != p.Full() || q.Rule != nil || src.Dated.Unknown() {
			continue
		}
		return slices.ContainsFunc(g.ChangesSince(e), func(ch content.Change) bool { return !ch.Coming && src.Dated.Before(ch.Date) })
	}
	return false
}

// foundFor is a search that finds the same whatever is asked.
type foundFor search.Result

func (f foundFor) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result(f), nil
}

// TestPointsInTheOrderFound: what the search found of the entry stands first, in its order,
// then what the section asked for has beside that; what it found of other entries is no
// answer, and of other sections none where two are asked for. Without a section all that was found of the entry is.
func TestPointsInTheOrderFound(t *testing.T) {
	p := bottest.Whole(t)
	e, _ := p.Guide.Entry("kvalifiseringsprogram")
	lacks, _ := p.Guide.Entry("introduksjonsprogram") // what is local
	other, _ := p.Guide.Entry("jobbsjansen")
	at := func(e *content.Entry, s content.Section, i int) search.Passage {
		return search.Passage{Entry: e, Section: s, Point: i}
	}
	tests := []struct {
		name, text string
		asked      []content.Section
		found      []search.Passage
		want       []search.Passage
	}{
		{"a section in the order found", "KVP, pause", []content.Section{content.Duration}, []search.Passage{at(e, content.Duration, 2)}, []search.Passage{at(e, content.Duration, 2), at(e, content.Duration, 0)}},
		{"another section than asked for, where the search puts it first", "KVP, pause", []content.Section{content.Duration}, []search.Passage{at(e, content.Next, 0), at(e, content.Duration, 2)}, []search.Passage{at(e, content.Next, 0), at(e, content.Duration, 2)}},
		{"a section of which nothing was found", "KVP, år", []content.Section{content.Duration}, []search.Passage{at(other, content.Duration, 1)}, []search.Passage{at(e, content.Duration, 0)}},
		{"two sections: the best of each", "KVP, år, bevis", []content.Section{content.Next, content.Duration}, []search.Passage{at(e, content.Duration, 2)}, []search.Passage{at(e, content.Next, 0), at(e, content.Duration, 2)}},
		{"no section", "KVP og bevis", nil, []search.Passage{at(e, content.Next, 0), at(e, content.Duration, 2)}, []search.Passage{at(e, content.Next, 0), at(e, content.Duration, 2)}},
		{"two sections, one missing", "intro, i Bodø, bevis", []content.Section{content.Local, content.Next}, nil, []search.Passage{at(lacks, content.Next, 0)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res := search.Result{Lang: content.Bokmal, Confidence: search.Strong, Hits: []search.Hit{{Entry: tt.want[0].Entry, Score: 1}}, Passages: tt.found}
			res.Sections, res.Mentions = tt.asked, []search.Mention{{Entry: tt.want[0].Entry}}
			if len(tt.asked) > 0 {
				res.Section = tt.asked[0]
			}
			b := bot.New(bot.Config{Guide: p.Guide, Index: foundFor(res), Words: p.Words})
			a := answer(t, b, bot.Question{Text: tt.text})
			for i, w := range tt.want {
				if want := w.Entry.Text(content.Bokmal).Section(w.Section)[w.Point].Text; len(a.Card.Points) <= i || a.Card.Points[i].Full() != want {
					t.Fatalf("points %+v, want %s/%d at %d", a.Card.Points, w.Section, w.Point, i)
				}
			}
			if gap := tt.name == "two sections, one missing"; gap != (a.Card.Gap != "") {
				t.Errorf("the gap: %q", a.Card.Gap)
			}
			if r := a.Reply(); len(tt.asked) > 1 && !slices.Equal(r.Sections, tt.asked) || len(tt.asked) < 2 && r.Sections != nil {
				t.Errorf("the reply's sections are %v", r.Sections)
			}
		})
	}
	t.Run("a name alone", func(t *testing.T) {
		res := search.Result{Lang: content.Bokmal, Confidence: search.Strong, Hits: []search.Hit{{Entry: e, Score: 1}}, Passages: []search.Passage{at(e, content.Next, 0)}}
		res.Mentions = []search.Mention{{Entry: e}}
		a := answer(t, bot.New(bot.Config{Guide: p.Guide, Index: foundFor(res), Words: p.Words}), bot.Question{Text: "KVP"})
		if !strings.HasPrefix(e.Text(content.Bokmal).Summary, a.Card.Points[0].Text) || a.Card.Subject.Section != content.What {
			t.Errorf("%s: %+v", a.Card.Subject, a.Card.Points)
		}
	})
}

// TestPointersAreFollowed: a section that only says which support one lives on says what
// the first of them is, where there is room.
func TestPointersAreFollowed(t *testing.T) {
	cards := wholeCards(t)
	followed := 0
	for _, e := range cards.Guide().Entries() {
		points := e.Text(content.Bokmal).Section(content.Livelihood)
		supports := map[string]string{}
		for _, c := range e.Conditions {
			if c.Field == "livelihood" && supports[c.PointID] == "" {
				supports[c.PointID] = c.Value.Word("support")
			}
		}
		only := len(points) > 0 && !slices.ContainsFunc(points, func(p content.Point) bool { return p.ID == "" || supports[p.ID] == "" })
		got := cards.EntryCard(content.Bokmal, e, content.Livelihood).Points
		to := slices.IndexFunc(got, func(p bot.Passage) bool { return p.Entry != e.ID })
		if to >= 0 && (!only || to != 1 || got[1].Entry != supports[points[0].ID] || got[1].Section != content.What) {
			t.Errorf("%s: only pointers: %v; point %d is of %s/%s", e.ID, only, to, got[to].Entry, got[to].Section)
		}
		if to >= 0 {
			followed++
		}
		if to, ok := cards.Guide().Entry(supports[firstID(points)]); only && ok && to != e {
			what := to.Text(content.Bokmal).Section(content.What)
			if len(what) > 0 && len(strings.Fields(points[0].Text+" "+what[0].Text)) <= 38 && (len(got) < 2 || got[1].Full() != what[0].Text) {
				t.Errorf("%s: what it points to, %s, is not told: %+v", e.ID, to.ID, got)
			}
		}
	}
	if followed < 5 {
		t.Errorf("%d pointers are followed", followed)
	}
	t.Logf("%d pointers are followed", followed)
}

// firstID is the id of the first of the points; empty for none.
func firstID(ps []content.Point) string {
	if len(ps) == 0 {
		return ""
	}
	return ps[0].ID
}

// TestFirstPointIsNeverCut: the best point is shown, however long it is.
func TestFirstPointIsNeverCut(t *testing.T) {
	p := bottest.Whole(t)
	long := 0
	for _, e := range p.Guide.Entries() {
		for _, st := range e.Text(content.Bokmal).Sections {
			for i, point := range st.Points {
				if len(strings.Fields(point.Text)) <= 40 {
					continue
				}
				long++
				res := search.Result{Lang: content.Bokmal, Confidence: search.Strong, Hits: []search.Hit{{Entry: e, Score: 1}}, Passages: []search.Passage{{Entry: e, Section: st.Key, Point: i}}}
				a := answer(t, bot.New(bot.Config{Guide: p.Guide, Index: foundFor(res), Words: p.Words}), bot.Question{Text: "hva da"})
				if len(a.Card.Points) != 1 || a.Card.Points[0].Text != point.Text {
					t.Errorf("%s/%s/%d: %+v", e.ID, st.Key, i, a.Card.Points)
				}
			}
		}
	}
	if long == 0 {
		t.Error("no point is longer than an answer")
	}
}

// TestBriefs: whatever kind a card is of, it is told in few words.
func TestBriefs(t *testing.T) {
	b := newBot(t, bot.Config{})
	for text, begins := range map[string]string{
		"hvem betaler norskkurs":                    "Norskkurs, hvem som betaler: Kommunen betaler",
		"how long is a language practice placement": "Language practice placement, duration: The guide has no source on duration. Ask: ",
		"reise jamal":                               "Jamal: fra mottak til jobb, Steg 1 av 3: Norsk: Han begynner",
		"norskkurs og språkpraksis":                 "Norskkurs og Språkpraksis: ",
		"oppskrift på lapskaus":                     "Fant ikke noe om ",
		"kart":                                      "Mulighetskartet: ",
		"hjelp":                                     "Slik spør du: ",
		"kurs for 01010750160":                      "",
		"":                                          "Skriv et spørsmål: ",
		"tilbud for flyktninger med A2":             "Tilbud etter vilkår, Norsknivå: A2",
		strings.Repeat("kurs ", 2000):               "",
	} {
		brief := answer(t, b, bot.Question{Text: text}).Card.Brief()
		if n := utf8.RuneCountInString(brief); !strings.HasPrefix(brief, begins) || n == 0 || n > bot.MaxBrief {
			t.Errorf("%.40q: %q", text, brief)
		}
	}
	long := bot.Card{Title: "Kort", Lead: strings.Repeat("å", 10) + " " + strings.Repeat("ord ", 200)}
	if got := long.Brief(); utf8.RuneCountInString(got) > bot.MaxBrief || !strings.HasSuffix(got, " ord…") {
		t.Errorf("cut to %q", got)
	}
}

// TestNoteOfAnAnswer: it has the points that were shown and their sources, and nothing
// else of the entry.
func TestNoteOfAnAnswer(t *testing.T) {
	b := newBot(t, bot.Config{})
	a := answer(t, b, bot.Question{Text: "hvem betaler norskkurs"})
	n := b.Note(a.Card, bot.NoteOptions{Base: "https://veiviser.example.no", On: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)})
	want := `Norskkurs, hvem som betaler
- Kommunen betaler for den som har rett til kurset. (IMDi: Norskkurs, februar 2025)

Slik det sto i Veiviser 26.11.2026:
https://veiviser.example.no` + a.Card.Permalink + "\n"
	if got := n.Plain(); got != want {
		t.Errorf("the note:\n%s\nwant:\n%s", got, want)
	}
	for form, got := range map[string]string{"Markdown": n.Markdown(), "HTML": n.HTML()} {
		if strings.Contains(got, "****") || strings.Contains(got, "<strong></strong>") || strings.Contains(got, "<br></p>") || !strings.Contains(got, "Kommunen betaler") {
			t.Errorf("%s:\n%s", form, got)
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
