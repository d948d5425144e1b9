package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/teamschat/cards"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// How much is asked in TestSameEverywhere, of each language.
const (
	questionsEach = 100
	dialoguesEach = 20
)

// guideQuestions are questions that the guide itself says it answers, from all of it.
func guideQuestions(g *content.Guide) []string {
	var out []string
	for _, l := range content.Langs() {
		var all []string
		for _, e := range g.Entries() {
			all = append(all, e.Text(l).Questions()...)
		}
		out = append(out, spreadOver(all, questionsEach)...)
	}
	return out
}

// guideDialogues are conversations made of the guide: a question of an entry, two of its
// sections in a word, another entry by name, all that is asked of the first at once, and
// what chooses of what was offered.
func guideDialogues(tb testing.TB, p *parts) [][]string {
	tb.Helper()
	var out [][]string
	for _, l := range content.Langs() {
		var all []*content.Entry
		for _, e := range p.guide.Entries() {
			if e.Kind == content.Offer || e.Kind == content.Support {
				all = append(all, e)
			}
		}
		for i, e := range spreadOver(all, dialoguesEach) {
			t, other := e.Text(l), all[(7*i+3)%len(all)].Text(l)
			said := []string{append(t.Questions(), t.Title)[0]}
			var sides []string
			for _, s := range t.Sections {
				sides = append(sides, strings.ToLower(p.bot.Names(l).SectionTitle(s.Key)))
			}
			said = append(said, sides[0]+"?", other.Title, sides[len(sides)-1]+"?", t.Title+": "+strings.Join(sides[:min(5, len(sides))], ", "), "2")
			out = append(out, said)
		}
	}
	return out
}

// spreadOver are n of all, as far from one another as can be.
func spreadOver[T any](all []T, n int) []T {
	var out []T
	for i := range min(n, len(all)) {
		out = append(out, all[i*len(all)/min(n, len(all))])
	}
	return out
}

// TestSameEverywhere: 300 questions and 60 conversations made of the guide are answered
// alike in Slack, in Teams, on the web, in the terminal and in JSON: the same points in
// the same order, with the same sources, notices and buttons.
func TestSameEverywhere(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	r := newRememberers(t)
	questions, dialogues := guideQuestions(r.parts.guide), guideDialogues(t, r.parts)
	if len(questions) < 3*questionsEach || len(dialogues) < 3*dialoguesEach {
		t.Errorf("%d questions and %d conversations", len(questions), len(dialogues))
	}
	for _, q := range bottest.Some(questions) {
		dialogues = append(dialogues, []string{q})
	}
	kinds := map[bot.CardKind]int{}
	conversations := dialogues[3*dialoguesEach:]
	for i, said := range slices.Concat(bottest.Some(dialogues[:3*dialoguesEach]), conversations) {
		for n, text := range said {
			name := fmt.Sprintf("%q, %d", said, n+1)
			a, err := r.parts.bot.Answer(t.Context(), bot.Question{Text: text, Platform: bot.Web, Conversation: "direct" + strconv.Itoa(i)})
			if err != nil {
				t.Fatal(err)
			}
			kinds[a.Card.Kind]++
			r.sameInSlack(t, name, a.Card)
			compareTeams(t, name+" in Teams", a.Card, cards.Renderer{Words: r.parts.words, BaseURL: publicURL}.Answer(a.Card, a.Card.Row))
			r.sameOnTheWeb(t, name, a.Card, inConversation(text, i))
			r.sameInTerminal(t, name, a.Card)
			r.sameAsJSON(t, name, text, i, a.Card)
			if t.Failed() {
				return // one is enough to read
			}
		}
	}
	t.Logf("%v", kinds)
	if !testing.Short() && len(kinds) < 4 {
		t.Errorf("cards of %v", kinds)
	}
}

// newRememberers are renderers whose bot remembers conversations.
func newRememberers(tb testing.TB) renderers {
	tb.Helper()
	p := bottest.Whole(tb)
	r := newRenderers(tb)
	r.parts.bot = bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(10_000)})
	r.mux = http.NewServeMux()
	web, err := webchat.New(webchat.Config{Bot: r.parts.bot, Words: p.Words, Log: slog.New(slog.DiscardHandler), BaseURL: publicURL})
	if err != nil {
		tb.Fatal(err)
	}
	web.Register(r.mux)
	return r
}

// inConversation is what the chat's page sends in its i-th conversation.
func inConversation(text string, i int) *http.Request {
	id := strings.NewReplacer("0", "a", "1", "b", "8", "c", "9", "d").Replace(fmt.Sprintf("%026d", i))
	form := url.Values{"q": {text}, "part": {"exchange"}, "conversation": {id}}
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.RemoteAddr = fromHere
	return r
}

// fromHere is who asks from this machine, for whom no rate counts.
const fromHere = "127.0.0.1:50000"

// sameAsJSON wants the API to answer with the card itself.
func (r renderers) sameAsJSON(tb testing.TB, name, text string, i int, c bot.Card) {
	tb.Helper()
	body, _ := json.Marshal(map[string]string{"question": text, "conversation": "json" + strconv.Itoa(i)})
	request := httptest.NewRequest(http.MethodPost, "/api/ask", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.RemoteAddr = fromHere
	var reply struct{ Answer any }
	if err := json.Unmarshal([]byte(r.web(tb, request)), &reply); err != nil {
		tb.Fatal(err)
	}
	var want any
	if err := json.Unmarshal([]byte(marshal(tb, c)), &want); err != nil {
		tb.Fatal(err)
	}
	if m, ok := want.(map[string]any); ok {
		m["brief"] = c.Brief()
	}
	if diff := cmp.Diff(want, reply.Answer); diff != "" {
		tb.Errorf("%s: the API answers otherwise (-want +got):\n%s", name, diff)
	}
}

// sameInTerminal wants the short answer to say what the card answers, in its order; of an
// entry, and nothing else.
func (r renderers) sameInTerminal(tb testing.TB, name string, c bot.Card) {
	tb.Helper()
	var b bytes.Buffer
	screen{terminal{out: &b, words: r.parts.words.In(string(c.Lang)), width: 1 << 20, base: publicURL}}.answer(c)
	var got []string
	for line := range strings.Lines(b.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			got = append(got, strings.TrimPrefix(strings.TrimPrefix(line, "- "), "! "))
		}
	}
	if len(got) == 0 {
		tb.Fatalf("%s: the terminal is empty", name)
	}
	shown := terminalSays(c, withAddresses)
	if !strings.Contains(b.String(), "://") {
		shown = terminalSays(c, withoutAddresses) // there was no room for them
	}
	if c.Subject != nil {
		if diff := cmp.Diff(shown, got[:len(got)-1]); diff != "" { // the last says how to go on
			tb.Errorf("%s: the terminal answers otherwise (-want +got):\n%s", name, diff)
		}
		return
	}
	all := strings.Join(got, " ")
	for _, f := range shown {
		_, after, ok := strings.Cut(all, f)
		if !ok {
			tb.Errorf("%s: the terminal leaves out %q, or has it elsewhere:\n%s", name, f, &b)
			return
		}
		all = after
	}
}

// terminalSays are the lines that the terminal has of an answer, those of no entry as far
// as they are not cut; cited are those of sources.
func terminalSays(c bot.Card, sources func([]bot.Source) []string) []string {
	var out []string
	add := func(lines ...string) {
		for _, l := range lines {
			if l = strings.Join(strings.Fields(l), " "); l != "" {
				out = append(out, l)
			}
		}
	}
	title, _, side := c.Heading()
	cited := func() { add(sources(c.Cited())...) }
	switch {
	case c.Subject != nil:
		add(c.Moved, strings.Trim(title+" · "+side, " ·"))
		if c.Step != nil {
			add(c.Step.Persona)
		}
		add(c.Gap, c.Near)
		for _, p := range c.Points {
			add(p.Before+p.Text+p.Marks(), p.Caution)
		}
		cited()
		add(c.Foot...)
		for _, a := range c.Row {
			if a.Kind == bot.ShowEntry && a.Entry != c.Entry && strings.HasSuffix(a.Label, "?") {
				add(a.Aloud)
			}
		}
	case c.Table != nil:
		add(title)
		for _, col := range c.Table.Columns {
			add(col.Short)
		}
	case len(c.Choices) > 0:
		add(title)
		for i, ch := range c.Choices {
			add(strconv.Itoa(i+1), ch.Explained())
		}
		cited()
	case len(c.Groups) > 0 && c.Kind != bot.NoneCard:
		add(title)
		for _, g := range c.Groups[:1] {
			add(g.Title)
		}
	default:
		add(title)
	}
	return out
}

func withAddresses(ss []bot.Source) []string {
	var out []string
	for _, s := range ss {
		out = append(out, s.Mark()+" "+s.String(), s.URL)
	}
	return out
}

func withoutAddresses(ss []bot.Source) []string {
	var out []string
	for _, l := range bot.SourceLines(ss) {
		out = append(out, l.Join(func(s bot.Source) string { return s.Title }, func(s string) string { return s }))
	}
	return out
}
