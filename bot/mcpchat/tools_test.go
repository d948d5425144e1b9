package mcpchat_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/mcpchat"
	"veiviser/content"
)

// asked is how many questions a scripted client asks.
const asked = 50

// said is what a card says, as far as the guide says it.
func said(c bot.Card) []string {
	var out []string
	add := func(p bot.Passage) {
		out = append(out, fmt.Sprint(p.Text, p.Whole, p.Sources(), p.Rule, p.Caution, p.Entry, p.Section))
	}
	for _, p := range c.Points {
		add(p)
	}
	for _, ch := range c.Choices {
		out = append(out, ch.ID)
		if ch.Says != nil {
			add(*ch.Says)
		}
	}
	return out
}

func (r reply) said() []string {
	var out []string
	add := func(s statement) {
		out = append(out, fmt.Sprint(s.Text, s.Whole, s.Sources, s.Law, s.Caution, s.Entry, s.Section))
	}
	for _, s := range r.all() {
		if len(r.Choices) == 0 {
			add(s)
		}
	}
	for _, c := range r.Choices {
		out = append(out, c.Entry)
		if c.Says != nil {
			add(*c.Says)
		}
	}
	return out
}

// A client is told what the bot answers: the same statements with the same sources, and
// the same choices. How long it takes is printed.
func TestSameAsTheBot(t *testing.T) {
	s := serve(t, nil)
	c := s.dial(t)
	noted := func(s []bot.Source) []bot.Source { // what no program is sent
		for i := range s {
			s[i].Noted = ""
		}
		return s
	}
	var took []time.Duration
	kinds := map[string]int{}
	for _, q := range append(heldout(t, asked), "introduksjonsprogram eller KVP") {
		begin := time.Now()
		data, text := c.must(t, "ask", map[string]any{"question": q})
		took = append(took, time.Since(begin))
		a, err := s.bot.Answer(t.Context(), bot.Question{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range a.Card.Points {
			if p.Source != nil {
				src := *p.Source
				a.Card.Points[i].Source, a.Card.Points[i].Also = &noted([]bot.Source{src})[0], noted(slices.Clone(p.Also))
			}
		}
		for i, ch := range a.Card.Choices {
			if ch.Says != nil && ch.Says.Source != nil {
				says, src := *ch.Says, *ch.Says.Source
				src.Noted = ""
				says.Source, says.Also = &src, noted(slices.Clone(says.Also))
				a.Card.Choices[i].Says = &says
			}
		}
		r := as[reply](t, data)
		want, got := said(a.Card), r.said()
		if a.Card.Table != nil { // whose rows may be fewer
			slices.Sort(want)
			slices.Sort(got)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: (-bot +mcp)\n%s", q, diff)
		}
		if r.Confidence != string(a.Confidence) || r.Language != string(a.Lang) {
			t.Errorf("%s: %s in %s, want %s in %s", q, r.Confidence, r.Language, a.Confidence, a.Lang)
		}
		r.sound(t, q, text)
		kinds[r.Kind]++
	}
	if len(kinds) < 4 {
		t.Errorf("the questions lead to %v alone", kinds)
	}
	first, rest := took[0], took[1:]
	slices.Sort(rest)
	t.Logf("%d questions, %v: first %v, then median %v, slowest %v (mark: 20 ms)", len(took), kinds, first, rest[len(rest)/2], rest[len(rest)-1])
}

// sound wants every statement of a reply to say what it rests on and where it stands for
// ever, and the text to say the same.
func (r reply) sound(tb testing.TB, name, text string) {
	tb.Helper()
	for _, s := range r.all() {
		if len(s.Sources) == 0 && !r.Step.Constructed && s.Section != content.What { // a summary may say what the points do
			tb.Errorf("%s: no source: %s", name, s.Text)
		}
		if !strings.Contains(text, s.Text) || !strings.Contains(text, s.Whole) || !strings.Contains(text, s.Caution) {
			tb.Errorf("%s: the text leaves out %s", name, s.Text)
		}
		for _, src := range s.Sources {
			if src.Dated == "" || !strings.Contains(text, src.Title+" · "+src.About()) || !strings.Contains(text, src.URL) {
				tb.Errorf("%s: the text leaves out %v", name, src)
			}
		}
		if s.Law != nil && (s.Law.Act == "" || s.Law.Checked == "" || !strings.HasPrefix(s.Law.URL, "https://lovdata.no/")) {
			tb.Errorf("%s: the law is %v", name, s.Law)
		}
		link, _, _ := strings.Cut(s.Permalink, "#")
		if !strings.HasPrefix(link, base+"/"+r.Language+"/") || !strings.Contains(link, "@") || !strings.Contains(text, link) {
			tb.Errorf("%s: the permalink is %q, and the text is\n%s", name, s.Permalink, text)
		}
	}
	if r.Step.Origin != "" && !strings.Contains(text, r.Step.Origin) {
		tb.Errorf("%s: the text leaves out %s", name, r.Step.Origin)
	}
	if strings.TrimSpace(text) != text || text == "" || !strings.Contains(text, r.Release) {
		tb.Errorf("%s: the text is %q", name, text)
	}
}

// Every entry can be read, by its id and by its permalink, in every language, and a
// section of it alone.
func TestEveryEntry(t *testing.T) {
	s := serve(t, nil)
	c := s.dial(t)
	laws := 0
	for i, e := range bottest.Some(s.parts.Guide.Entries()) {
		l := content.Langs()[i%len(content.Langs())]
		data, text := c.must(t, "entry", map[string]any{"entry": e.ID, "language": l})
		r := as[reply](t, data)
		r.sound(t, e.ID, text)
		points := 0
		for _, sec := range e.Text(l).Sections {
			points += len(sec.Points)
		}
		for _, sec := range r.Sections {
			if !sec.Gap {
				points -= len(sec.Statements)
			}
		}
		if r.Entry != e.ID || r.Language != string(l) || points != 0 {
			t.Errorf("%s in %s has %s, %d statements more or fewer", e.ID, l, r.Entry, points)
		}
		for _, st := range r.all() {
			if st.Law != nil {
				laws++
			}
		}
		data, _ = c.must(t, "entry", map[string]any{"entry": r.Permalink})
		if again := as[reply](t, data); cmp.Diff(r, again) != "" {
			t.Errorf("%s is another by its permalink:\n%s", e.ID, cmp.Diff(r, again))
		}
		if len(r.Sections) == 0 || r.Sections[0].Gap {
			continue
		}
		key := r.Sections[len(r.Sections)-1].Section
		data, _ = c.must(t, "entry", map[string]any{"entry": e.ID, "language": l, "section": key})
		if one := as[reply](t, data); len(one.Sections) != 1 || one.Sections[0].Section != key || one.Side == "" {
			t.Errorf("%s of %s is %+v", key, e.ID, one.Sections)
		}
	}
	if laws == 0 {
		t.Error("no statement rests on the law")
	}
}

// Every step of every journey can be gone to.
func TestEveryStep(t *testing.T) {
	s := serve(t, nil)
	c := s.dial(t)
	for i, e := range bottest.Some(s.parts.Guide.OfKind(content.Journey)) {
		l := content.Langs()[i%len(content.Langs())]
		data, text := c.must(t, "journey", map[string]any{"journey": e.ID, "language": l})
		r := as[reply](t, data)
		r.sound(t, e.ID, text)
		if len(r.Lists) == 0 || len(r.Lists[0].Items) != len(e.Steps) {
			t.Fatalf("%s lists %v, want %d steps", e.ID, r.Lists, len(e.Steps))
		}
		for k, step := range r.Lists[0].Items {
			data, text := c.must(t, "journey", map[string]any{"journey": e.ID, "step": k + 1, "language": l})
			st := as[reply](t, data)
			st.sound(t, e.ID, text)
			want := e.Steps[k].Texts[l].Text
			if len(st.Statements) != 1 || st.Statements[0].Text != want || !strings.HasSuffix(st.Statements[0].Permalink, fmt.Sprint("?step=", k+1)) || st.Kind != string(bot.StepCard) {
				t.Errorf("step %d of %s is %+v, want %q", k+1, e.ID, st.Statements, want)
			}
			data, _ = c.must(t, "journey", map[string]any{"journey": step.URL})
			if at := as[reply](t, data); at.Side != st.Side {
				t.Errorf("%s leads to %q, want %q", step.URL, at.Side, st.Side)
			}
		}
	}
}

// What is compared has every statement whole.
func TestCompare(t *testing.T) {
	s := serve(t, nil)
	c := s.dial(t)
	e, _ := s.parts.Guide.Entry("introduksjonsprogram")
	data, text := c.must(t, "compare", map[string]any{"entries": []string{"kvalifiseringsprogram", base + "/en/introduksjonsprogram@" + bot.ShortDigest(e.Digest())}, "language": "en", "section": "duration"})
	r := as[reply](t, data)
	r.sound(t, "compare", text)
	if len(r.Table.Rows) != 1 || r.Table.Rows[0].Section != content.Duration || len(r.all()) != 2 || r.Table.Columns[1].Entry != "introduksjonsprogram" {
		t.Errorf("compared: %+v", r.Table)
	}
}

type news []string

func (n news) Changed(context.Context, time.Time) ([]string, error) { return n, nil }

// What is changed is told by day: of the law, what is to come and what came since, and
// of the guide, what somebody keeps.
func TestChanges(t *testing.T) {
	s := serve(t, func(c *mcpchat.Config) {
		c.News = news{"jamal", "gone"}
		c.Now = func() time.Time { return time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC) }
	})
	c := s.dial(t)
	type changes struct {
		Coming, InForce []struct {
			Date, Text string
			Entries    []option
		}
		Entries []option
	}
	read := func(args map[string]any) (changes, string) {
		data, text := c.must(t, "changes", args)
		data["inForce"] = data["in_force"]
		return as[changes](t, data), text
	}
	year, text := read(nil)
	if len(year.Coming)+len(year.InForce) == 0 || len(year.Entries) != 1 || year.Entries[0].URL != base+"/nb/jamal" {
		t.Errorf("changes: %+v", year)
	}
	since, _ := read(map[string]any{"since": "2026-08-01", "language": "nn"})
	if len(since.InForce) == 0 || len(since.InForce) >= len(year.InForce) {
		t.Errorf("%d changes in a year, %d on the last day of it", len(year.InForce), len(since.InForce))
	}
	none, _ := read(map[string]any{"since": "2026-08-02"})
	if len(none.InForce) != 0 || len(none.Coming) != len(year.Coming) {
		t.Errorf("tomorrow: %+v", none)
	}
	for _, ch := range slices.Concat(year.Coming, year.InForce) {
		if !strings.Contains(text, ch.Text) || !strings.Contains(text, ch.Date) {
			t.Errorf("the text leaves out %v", ch)
		}
	}
	for _, ch := range since.InForce {
		if ch.Date != "2026-08-01" {
			t.Errorf("since 2026-08-01: %v", ch)
		}
	}
}

// A conversation goes on, for who has its id and nobody else.
func TestConversation(t *testing.T) {
	s := serve(t, nil)
	c := s.dial(t)
	data, text := c.must(t, "ask", map[string]any{"question": "hvor lenge varer KVP"})
	first := as[reply](t, data)
	if !strings.Contains(text, first.Conversation) {
		t.Errorf("the text does not tell of the conversation:\n%s", text)
	}
	data, _ = c.must(t, "ask", map[string]any{"question": "hva kreves", "conversation": first.Conversation})
	if r := as[reply](t, data); r.Entry != first.Entry || r.Side == first.Side || r.Conversation != first.Conversation {
		t.Errorf("asked on: %+v", r)
	}
	data, _ = c.must(t, "ask", map[string]any{"question": "norskkurs eller fagbrev", "conversation": first.Conversation})
	choices := as[reply](t, data).Choices
	if len(choices) < 2 {
		t.Fatalf("no choices: %+v", choices)
	}
	data, _ = c.must(t, "ask", map[string]any{"choice": "2", "conversation": first.Conversation})
	if r := as[reply](t, data); r.Entry != choices[1].Entry {
		t.Errorf("chose %s, got %s", choices[1].Entry, r.Entry)
	}
	data, _ = c.must(t, "ask", map[string]any{"question": "hva kreves", "conversation": strings.Repeat("a", 26)})
	if r := as[reply](t, data); r.Entry != "" {
		t.Errorf("another conversation is about %s", r.Entry)
	}
	data, _ = c.must(t, "ask", map[string]any{"question": "hva kreves"})
	if r := as[reply](t, data); r.Entry != "" || r.Conversation == first.Conversation {
		t.Errorf("a new conversation is about %q", r.Entry)
	}
}

// More than anybody reads is not answered.
func TestTooManyTurns(t *testing.T) {
	c := serve(t, nil).dial(t)
	for range 30 {
		c.must(t, "ask", map[string]any{"question": "KVP", "conversation": strings.Repeat("b", 26)})
	}
	if _, text, failed := c.call(t, "ask", map[string]any{"question": "KVP", "conversation": strings.Repeat("b", 26), "language": "en"}); !failed || !strings.HasPrefix(text, "You ask faster") {
		t.Errorf("the 31st turn of a minute: %s", text)
	}
}

// What can't be answered is told in words, in the language asked for, and nothing of it is
// said again.
func TestWrongArguments(t *testing.T) {
	c := serve(t, nil).dial(t)
	for _, tt := range []struct {
		tool string
		args map[string]any
		want string
	}{
		{"entry", map[string]any{"entry": "zzqq-xx"}, "Guiden har ingen oppføring"},
		{"entry", map[string]any{"entry": "kvalifiserings-program", "language": "en"}, "- kvalifiseringsprogram (Qualification Programme (KVP))"},
		{"entry", map[string]any{"entry": "https://other.example/nb/jamal", "language": "nn"}, "Guiden har inga oppføring"},
		{"entry", map[string]any{"entry": base + "/nb"}, "Guiden har ingen oppføring"},
		{"entry", map[string]any{"entry": base + ".evil.example/nb/jamal"}, "Guiden har ingen oppføring"},
		{"entry", map[string]any{"entry": "../../etc/passwd"}, "Guiden har ingen oppføring"},
		{"entry", map[string]any{"entry": strings.Repeat("a", 5000)}, "Guiden har ingen oppføring"},
		{"entry", map[string]any{"entry": ""}, "Guiden har ingen oppføring"},
		{"entry", map[string]any{"entry": base + "/en/jamal@abcdefabcdef"}, "has not been kept. As it is today: " + base + "/en/jamal"},
		{"entry", map[string]any{}, "entry"},
		{"entry", map[string]any{"entry": "jamal", "section": "everything"}, "section"},
		{"entry", map[string]any{"entry": "jamal", "more": true}, "more"},
		{"journey", map[string]any{"journey": "kvalifiseringsprogram", "language": "en"}, "not a journey"},
		{"journey", map[string]any{"journey": "jamal", "step": 99, "language": "en"}, "Choose from 1 to 8"},
		{"journey", map[string]any{"journey": "jamal", "step": -1}, "Velg fra 1 til 8"},
		{"journey", map[string]any{"journey": "jamal", "step": "two"}, "step"},
		{"compare", map[string]any{"entries": []string{"jamal"}, "language": "en"}, "two or three different entries"},
		{"compare", map[string]any{"entries": []string{"jamal", "jamal"}}, "to eller tre ulike"},
		{"compare", map[string]any{"entries": []string{"jamal", "hawa", "rebecca", "nav"}}, "to eller tre ulike"},
		{"compare", map[string]any{"entries": []string{}}, "to eller tre ulike"},
		{"compare", map[string]any{"entries": []string{"jamal", "zzqq-xx"}}, "Guiden har ingen oppføring"},
		{"changes", map[string]any{"since": "i går"}, "Skriv dagen som 2026-07-01"},
		{"ask", map[string]any{"question": "KVP", "conversation": "1", "language": "en"}, "There is no conversation with that id"},
		{"ask", map[string]any{"question": "KVP", "language": "sv"}, "[nb nn en]"},
		{"ask", map[string]any{"question": 3}, "question"},
	} {
		data, text, failed := c.call(t, tt.tool, tt.args)
		if !failed || data != nil || !strings.Contains(text, tt.want) {
			t.Errorf("%s %.100v: %v %s, want %q", tt.tool, tt.args, data, text, tt.want)
		}
		if strings.Contains(text, "zzqq") || strings.Contains(text, "other.example") {
			t.Errorf("%s %v is said again: %s", tt.tool, tt.args, text)
		}
	}
	if _, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: "delete"}); err == nil {
		t.Error("there is a tool delete")
	}
	for question, kind := range map[string]string{"": "text", strings.Repeat("a ", 3000): "text"} {
		data, _ := c.must(t, "ask", map[string]any{"question": question})
		if r := as[reply](t, data); r.Kind != kind {
			t.Errorf("%.20q is answered with %s", question, r.Kind)
		}
	}
}

// Everything that is offered says what it is and what it takes and gives.
func TestOffered(t *testing.T) {
	c := serve(t, nil).dial(t)
	var names []string
	for tool, err := range c.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, tool.Name)
		if tool.Title == "" || tool.Description == "" || tool.InputSchema == nil || tool.OutputSchema == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
		for name, p := range as[struct {
			Properties map[string]struct{ Description string }
		}](t, tool.InputSchema).Properties {
			if p.Description == "" && name != "section" {
				t.Errorf("%s says nothing of %s", tool.Name, name)
			}
		}
	}
	if want := []string{"ask", "changes", "compare", "entry", "journey"}; !slices.Equal(slices.Sorted(slices.Values(names)), want) {
		t.Errorf("tools are %v, want %v", names, want)
	}
	caps := c.InitializeResult().Capabilities
	if caps.Tools == nil || caps.Prompts == nil || caps.Resources == nil || caps.Completions == nil || caps.Resources.Subscribe {
		t.Errorf("capabilities: %+v", caps)
	}

}
