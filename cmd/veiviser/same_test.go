package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// whole is what answers from the guide that ships with the program, made once.
func whole(tb testing.TB) *parts {
	tb.Helper()
	p := bottest.Whole(tb)
	return &parts{guide: p.Guide, index: p.Index, words: p.Words, bot: bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})}
}

// said is what an answer or one of its renderings says: facts in the order shown, each
// a line that begins with its kind.
type said struct {
	facts []string
	rest  bool   // it tells that there is more
	page  string // the page it names for the rest
}

func (s *said) add(kind string, parts ...string) {
	for i, p := range parts {
		parts[i] = strings.Join(strings.Fields(p), " ")
	}
	s.facts = append(s.facts, kind+": "+strings.Join(parts, " | "))
}

// addressed is add for what has an address, however that is written.
func (s *said) addressed(kind, text, address string) {
	if plain, err := url.PathUnescape(address); err == nil {
		address = plain
	}
	s.add(kind, text, address)
}

func (s *said) relation(label string, titles ...string) {
	for _, t := range titles {
		s.add("relation", label, t)
	}
}

// action notes an action by the page that does the same.
func (s *said) action(path string) { s.add("action", string(kindOf(path)), path) }

// kindOf tells what an action does from the page that does the same.
func kindOf(path string) bot.ActionKind {
	switch {
	case strings.HasSuffix(path, "/note"):
		return bot.CopyNote
	case strings.HasSuffix(path, "/map"):
		return bot.ShowMap
	case strings.HasSuffix(path, "#snippets"):
		return bot.ShowSnippet
	case strings.Contains(path, "?step="):
		return bot.GoToStep
	}
	return bot.OpenPage
}

// say is what a card says; every rendering must say the same.
func say(c bot.Card) said {
	var s said
	s.add("title", c.Title)
	if c.Lead != "" {
		s.add("lead", c.Lead)
	}
	for _, n := range c.Notices {
		s.add("notice", n.Text)
	}
	if st := c.Step; st != nil {
		s.add("step", st.Position, st.Title, st.Text)
		s.add("origin", st.Origin)
		if len(st.Parallel) > 0 {
			s.add("parallel", strings.Join(st.Parallel, ", "))
		}
		for _, r := range st.Relations {
			s.relation(r.Label, titles(r.Items)...)
		}
	}
	for _, f := range c.Facts {
		s.add("fact", f.Label, f.Value)
	}
	for _, sec := range c.Sections {
		for _, p := range sec.Points {
			s.add("point", sec.Title, p.Text+number(p.Source))
		}
	}
	for _, r := range c.Relations {
		s.relation(r.Label, titles(r.Items)...)
	}
	for _, ch := range c.Choices {
		s.add("choice", ch.Title, ch.Label, ch.Line)
	}
	for _, g := range c.Groups {
		for _, it := range g.Items {
			s.add("item", g.Title, it.Title)
			if it.Why != "" {
				s.add("why", g.Title, it.Title, it.Why)
			}
		}
		if g.More != "" {
			s.add("more", g.Title, g.More)
		}
	}
	for _, l := range c.Links {
		s.addressed("link", l.Title, l.URL)
	}
	for _, src := range c.Sources {
		s.addressed("source", fmt.Sprintf("[%d] %s", src.Number, src), src.URL)
	}
	for _, a := range c.Actions {
		s.add("action", string(a.Kind), a.Path)
	}
	return s
}

func titles(items []bot.Item) []string {
	out := make([]string, len(items))
	for i, it := range items {
		out[i] = it.Title
	}
	return out
}

// of are the facts of one kind, in their order.
func (s said) of(kind string) []string {
	var out []string
	for _, f := range s.facts {
		if strings.HasPrefix(f, kind+": ") {
			out = append(out, f)
		}
	}
	return out
}

// shows reports whether f is the fact want, or as much of its title as there is room
// for on a button that leads to the whole.
func shows(f, want string) bool {
	if f == want {
		return true
	}
	begun, cut := strings.CutSuffix(f, "…")
	button := strings.HasPrefix(f, "relation: ") || strings.HasPrefix(f, "item: ")
	return cut && button && strings.HasPrefix(want, begun)
}

// compare wants got to say what the card says; where it had to be cut, a beginning of
// it and where the rest stands. It reports whether it was cut.
func compare(tb testing.TB, name string, c bot.Card, got said) (cut bool) {
	tb.Helper()
	want := say(c)
	for _, f := range got.facts {
		if !slices.ContainsFunc(want.facts, func(w string) bool { return shows(f, w) }) {
			tb.Errorf("%s says what the answer does not:\n%s", name, f)
		}
	}
	missing := slices.DeleteFunc(slices.Clone(want.facts), func(w string) bool {
		return slices.ContainsFunc(got.facts, func(f string) bool { return shows(f, w) })
	})
	if len(missing) > 0 && !got.rest {
		tb.Errorf("%s leaves out, without a word:\n%s", name, strings.Join(missing, "\n"))
	}
	if len(missing) == 0 && got.rest {
		tb.Errorf("%s says that there is more; there is not", name)
	}
	if got.rest && got.page != c.Path {
		tb.Errorf("%s names %q for the rest, want %s", name, got.page, c.Path)
	}
	if points, all := got.of("point"), want.of("point"); len(points) > len(all) || !slices.Equal(points, all[:len(points)]) {
		tb.Errorf("%s shows other than the first points:\n%s", name, strings.Join(points, "\n"))
	}
	return len(missing) > 0
}

// renderers show a card on every platform, by the code that serves it, and read what
// is shown.
type renderers struct {
	parts *parts
	mux   *http.ServeMux
}

func newRenderers(tb testing.TB) renderers {
	tb.Helper()
	p := whole(tb)
	web, err := webchat.New(webchat.Config{Bot: p.bot, Words: p.words, Log: slog.New(slog.DiscardHandler), BaseURL: publicURL})
	if err != nil {
		tb.Fatal(err)
	}
	r := renderers{p, http.NewServeMux()}
	web.Register(r.mux)
	return r
}

// web is the page that answers a request.
func (r renderers) web(tb testing.TB, request *http.Request) string {
	tb.Helper()
	w := httptest.NewRecorder()
	r.mux.ServeHTTP(w, request)
	if w.Code != http.StatusOK {
		tb.Fatalf("%s: %d", request.URL, w.Code)
	}
	return w.Body.String()
}

// question is what the chat's page sends.
func question(text string) *http.Request {
	form := url.Values{"q": {text}, "part": {"exchange"}}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// drawn is what the terminal says of the whole card.
func (r renderers) drawn(tb testing.TB, c bot.Card) map[string]said {
	tb.Helper()
	words := r.parts.words.In(string(c.Lang))
	var screen bytes.Buffer
	terminal{out: &screen, words: words, width: 1 << 20, base: publicURL}.card(c)
	return map[string]said{
		"terminal": readTerminal(tb, words, c.Label != "", screen.String()),
	}
}

// One answer, four renderings: whatever is asked, Slack, Teams, the web and the
// terminal say the same.
func TestSameAnswer(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	r := newRenderers(t)
	questions := append(heldout(t), asides...)
	for _, topic := range r.parts.guide.Topics() { // whose cards are the longest
		for _, l := range content.Langs() {
			questions = append(questions, topic.Text(l).Title)
		}
	}
	cuts := map[string]int{}
	kinds := map[bot.CardKind]int{}
	questions = bottest.Some(questions)
	for _, q := range questions {
		a, err := r.parts.bot.Answer(t.Context(), bot.Question{Text: q, Platform: bot.Web})
		if err != nil {
			t.Fatal(err)
		}
		kinds[a.Card.Kind]++
		if a.Card.Table != nil {
			continue // a terminal has no more of it than its answer
		}
		for _, act := range a.Card.Actions {
			if got := kindOf(act.Path); got != act.Kind {
				t.Fatalf("%s: the action %s has the path of %s", q, act.Kind, got)
			}
		}
		for platform, got := range r.drawn(t, a.Card) {
			if compare(t, platform+" on "+q, a.Card, got) {
				cuts[platform]++
			}
		}
	}
	if !testing.Short() && (len(questions) < 200 || len(kinds) < 6) {
		t.Errorf("%d questions led to cards of %v", len(questions), kinds)
	}
	t.Logf("%d questions, cards %v, cut: %v", len(questions), kinds, cuts)
}

// Every step of every journey is the same everywhere too.
func TestSameSteps(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	r := newRenderers(t)
	r.parts.eachStep(func(path string, c bot.Card) {
		for platform, got := range r.drawn(t, c) {
			if compare(t, platform+" on "+path, c, got) {
				t.Errorf("%s cuts %s", platform, path)
			}
		}
	})
}

// eachAnswer calls fn with what the questions the search is judged by, and those of the
// other kinds, are answered with, and counts the kinds of cards.
func (p *parts) eachAnswer(t *testing.T, on bot.Platform, fn func(question string, c bot.Card)) map[bot.CardKind]int {
	t.Helper()
	kinds := map[bot.CardKind]int{}
	for _, q := range bottest.Some(append(heldout(t), asides...)) {
		a, err := p.bot.Answer(t.Context(), bot.Question{Text: q, Platform: on})
		if err != nil {
			t.Fatal(err)
		}
		kinds[a.Card.Kind]++
		fn(q, a.Card)
	}
	return kinds
}

// eachStep calls fn with every step of every journey, the languages in turn.
func (p *parts) eachStep(fn func(path string, c bot.Card)) {
	for _, e := range p.guide.OfKind(content.Journey) {
		for k := range len(e.Steps) {
			l := content.Langs()[k%len(content.Langs())]
			c, _ := p.bot.StepCard(l, e, k+1)
			fn(bot.Ref{Lang: l, Entry: e.ID, Step: k + 1}.Path(), c)
		}
	}
}

// Lists say the same of every entry, however few of them tell why they stand there.
func TestSameLists(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	r := newRenderers(t)
	entry := func(id, why string) bot.Choice {
		return bot.Choice{Item: bot.Item{ID: id, Title: "Title of " + id, Path: "/en/" + id}, Label: "Offer", Line: "Its summary.", Why: why}
	}
	more := r.parts.words.In("en").Count(locales.ListMore, 5)
	all := []bot.Card{{Kind: bot.ListCard, Lang: "en", Title: "Offers", Lead: "For all.", Path: "/en/map", Groups: []bot.Group{
		{Title: "Some tell why", Path: "/en/topic", Items: []bot.Choice{entry("a", ""), entry("b", "meant for: age · not stated: status")}},
		{Title: "None tells why", Items: []bot.Choice{entry("c", ""), entry("d", "")}, More: more},
		{Title: "Only the first", Items: []bot.Choice{entry("e", "not usually: age"), entry("f", "")}, More: more},
		{Title: "As they are", Items: []bot.Choice{entry("g", ""), entry("h", "")}},
	}}}
	for _, l := range content.Langs() {
		for _, f := range []bot.Filter{{}, {Level: "A1"}, {Schooling: "higher", Residence: "labour", Level: "B2"}, {Goal: "work", Residence: "refugee"}} {
			all = append(all, r.parts.bot.List(l, f))
		}
	}
	for _, c := range all {
		for platform, got := range r.drawn(t, c) {
			compare(t, platform+" on "+c.Lead, c, got)
		}
	}
}

// heldout are the questions the search is judged by.
func heldout(tb testing.TB) []string {
	tb.Helper()
	return bottest.Judged(tb, "../../search/testdata/heldout.jsonl")
}

// asides are questions of the other kinds: commands, lists, journeys, topics, sides no
// source answers, and what is no question.
var asides = []string{
	"hjelp", "help", "kart", "map", "språk nn", "language en", "språk fransk",
	"reise jamal", "journey jamal", "reise rebecca", "reise hawa", "jamal", "rebecca", "hawa", "vis meg reisen til jamal",
	"tilbud for flyktninger med A2", "hvilke tilbud finnes for deltakere med grunnskole og B1", "offers for family immigrants with A1",
	"norsk og samfunnskunnskap", "programmer", "grunnskole og videregående", "livsopphold", "introduksjonsprogrammet", "kvalifiseringsprogrammet",
	"hvor lenge varer språkpraksis", "hva koster fagbrev på jobb", "kven har ansvaret for introduksjonsprogrammet", "what do people live on during FOV",
	"hvilket norsknivå kreves for helsefagarbeider", "hvem betaler norskopplæringen", "B1", "nav", "fylkeskommunen", "lånekassen",
	"deltaker 15076500565 trenger norskkurs", "", "🙂", "og i på det", "<b>*norskkurs*</b> <@U1> [x](http://x)", strings.Repeat("a ", 3000),
	"hva lever hun av mens hun går på grunnskolen", "oslo", "yrkesprøving", "realkompetansevurdering",
}
