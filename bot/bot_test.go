package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// newBot returns a bot over the small guide of testdata.
func newBot(t testing.TB, c bot.Config) *bot.Bot {
	t.Helper()
	g, err := content.Load(os.DirFS("testdata/guide"))
	if err != nil {
		t.Fatal(err)
	}
	if c.Index == nil {
		ix, err := search.New(g)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := ix.Close(); err != nil {
				t.Error(err)
			}
		})
		c.Index = ix
	}
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	c.Guide, c.Words = g, words
	return bot.New(c)
}

func answer(t testing.TB, b *bot.Bot, q bot.Question) bot.Answer {
	t.Helper()
	a, err := b.Answer(context.Background(), q)
	if err != nil {
		t.Fatalf("Answer: %v", err)
	}
	return a
}

// TestGolden compares whole answers as JSON: a change of words, order or facts shows
// as a diff of the files.
func TestGolden(t *testing.T) {
	b := newBot(t, bot.Config{})
	tests := []struct{ name, text string }{
		{"entry", "hva er språkpraksis"},
		{"section", "hva lever hun av i språkpraksis"},
		{"gap", "how long is a language practice placement"},
		{"journey", "reise jamal"},
		{"journey_entry", "eksempelet Jamal: fra mottak til jobb"},
		{"none", "oppskrift på lapskaus"},
		{"list", "hvilke tilbud finnes for flyktninger med A2"},
		{"help", "hjelp"},
		{"map", "kart"},
		{"guard", "kurs for 01010750160"},
		{"empty", "🙂🙂"},
		{"nynorsk", "kven har ansvar for språkpraksis"},
		{"topic", "norsk og arbeid"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			if err := enc.Encode(answer(t, b, bot.Question{Text: tt.text}).Card); err != nil {
				t.Fatal(err)
			}
			golden(t, tt.name+".json", got.Bytes())
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got), -update rewrites it:\n%s", name, diff)
	}
}

func TestSameQuestionSameBytes(t *testing.T) {
	const q = "Hva lever hun av mens hun er i språkpraksis, og hvem har ansvar?"
	var want []byte
	for range 3 {
		b := newBot(t, bot.Config{})
		got, err := json.Marshal(answer(t, b, bot.Question{Text: q}).Reply())
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if !bytes.Equal(got, want) {
			t.Fatalf("another answer:\n%s\n%s", got, want)
		}
	}
}

func TestAskedSectionComesFirst(t *testing.T) {
	b := newBot(t, bot.Config{})
	for _, tt := range []struct {
		text string
		want content.Section
		gap  bool
	}{
		{"hva lever de av i språkpraksis", content.Livelihood, false},
		{"hvem har ansvar for språkpraksis", content.Responsible, false},
		{"språkpraksis hvor lenge", content.Duration, true},
		{"kven betaler norskkurs", content.Payer, false},
		{"which requirements does the Norwegian course have", content.Requirements, false},
	} {
		a := answer(t, b, bot.Question{Text: tt.text})
		if a.Section != tt.want || len(a.Card.Sections) == 0 {
			t.Errorf("%q: section %q, card %v, want %q", tt.text, a.Section, a.Card, tt.want)
			continue
		}
		if s := a.Card.Sections[0]; s.Key != tt.want || !s.Asked || s.Gap != tt.gap || len(s.Points) == 0 {
			t.Errorf("%q: the card begins with %+v, want %q", tt.text, s, tt.want)
		}
	}
}

func TestFollowUp(t *testing.T) {
	b := newBot(t, bot.Config{Conversations: bot.NewMemory(10)})
	ask := func(conversation, text string) bot.Answer {
		return answer(t, b, bot.Question{Text: text, Conversation: conversation})
	}
	ask("a", "språkpraksis")
	if a := ask("a", "og hva lever hun av?"); a.Card.Entry != "sprakpraksis" || a.Section != content.Livelihood {
		t.Errorf("follow-up answered with %v, section %q", a.Card, a.Section)
	}
	if a := ask("b", "og hva lever hun av?"); a.Card.Entry == "sprakpraksis" {
		t.Error("another conversation's entry was used")
	}
	if a := ask("a", "norskkurs"); a.Card.Entry != "norskkurs" {
		t.Errorf("a new subject answered with %v", a.Card)
	}
}

func TestLanguageIsKeptInTheConversation(t *testing.T) {
	b := newBot(t, bot.Config{Conversations: bot.NewMemory(10)})
	if a := answer(t, b, bot.Question{Text: "språk nn", Conversation: "a"}); a.Lang != content.Nynorsk {
		t.Fatalf("språk nn answered in %q", a.Lang)
	}
	if a := answer(t, b, bot.Question{Text: "språkpraksis", Conversation: "a"}); a.Card.Lang != content.Nynorsk {
		t.Errorf("answered in %q, chosen nn", a.Card.Lang)
	}
	if a := answer(t, b, bot.Question{Text: "språk tysk", Conversation: "a"}); !strings.Contains(a.Card.Title, "nynorsk") {
		t.Errorf("an unknown language answered with %q", a.Card.Title)
	}
}

func TestBadInput(t *testing.T) {
	b := newBot(t, bot.Config{})
	for name, text := range map[string]string{
		"empty": "", "spaces": " \t\n", "emoji": "😀🎉", "stop words": "hva er det som er", "control": "\x00\x01\x02\x7f",
		"right to left": "\u202e\u200f\u2067", "invalid": "\xff\xfe\xc3\x28", "huge": strings.Repeat("kurs ", 20_000),
		"one long word": strings.Repeat("a", 3000), "html": "<script>alert(1)</script>", "nul between": "kurs\x00praksis",
	} {
		a := answer(t, b, bot.Question{Text: text})
		if a.Card.Title == "" || a.Card.Lang == "" || a.Release == "" {
			t.Errorf("%s: no clear answer: %+v", name, a.Card)
		}
		if raw, err := json.Marshal(a.Reply()); err != nil || bytes.Contains(raw, []byte("script>")) {
			t.Errorf("%s: the question stands in the answer: %s %v", name, raw, err)
		}
	}
}

// broken is a search that fails.
type broken struct{}

func (broken) Search(context.Context, search.Query) (search.Result, error) {
	return search.Result{}, errors.New("disk on fire")
}

func TestFailingSearchIsAnError(t *testing.T) {
	b := newBot(t, bot.Config{Index: broken{}})
	_, err := b.Answer(t.Context(), bot.Question{Text: "hemmelig spørsmål"})
	if err == nil || strings.Contains(err.Error(), "hemmelig") {
		t.Errorf("Answer gave %v, want an error without the question", err)
	}
}

// tallies counts events.
type tallies struct {
	mu     sync.Mutex
	events []bot.Event
}

func (c *tallies) Count(e bot.Event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.events = append(c.events, e)
}

func TestAnswersAreCounted(t *testing.T) {
	c := &tallies{}
	b := newBot(t, bot.Config{Counter: c})
	answer(t, b, bot.Question{Text: "språkpraksis hvor lenge", Platform: bot.Slack})
	answer(t, b, bot.Question{Text: "kurs for 01010750160", Platform: bot.Slack})
	want := []bot.Event{{Platform: bot.Slack, Entry: "sprakpraksis", Section: content.Duration, Lang: content.Bokmal, Confidence: search.Strong, Missing: true}}
	if diff := cmp.Diff(want, c.events); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestStepCards(t *testing.T) {
	b := newBot(t, bot.Config{})
	e, _ := b.Guide().Entry("jamal")
	for k := 1; k <= 3; k++ {
		c, ok := b.StepCard(content.English, e, k)
		if !ok || c.Step.Number != k || c.Step.Of != 3 || len(c.Step.Relations) != 3 {
			t.Errorf("step %d: %+v", k, c.Step)
		}
		next, previous := false, false
		for _, a := range c.Actions {
			next = next || a.Kind == bot.GoToStep && a.Step == k+1
			previous = previous || a.Kind == bot.GoToStep && a.Step == k-1
		}
		if next != (k < 3) || previous != (k > 1) {
			t.Errorf("step %d: next %v, previous %v", k, next, previous)
		}
	}
	if c, _ := b.StepCard(content.English, e, 1); len(c.Step.Parallel) != 1 || c.Step.Parallel[0] != "Placement" {
		t.Errorf("step 1 runs in parallel with %v", c.Step.Parallel)
	}
	for _, k := range []int{-1, 0, 4} {
		if _, ok := b.StepCard(content.English, e, k); ok {
			t.Errorf("step %d exists", k)
		}
	}
	offer, _ := b.Guide().Entry("norskkurs")
	if _, ok := b.StepCard(content.English, offer, 1); ok {
		t.Error("an offer has steps")
	}
}

func TestSnippets(t *testing.T) {
	b := newBot(t, bot.Config{})
	e, _ := b.Guide().Entry("sprakpraksis")
	s, ok := b.Snippet(content.Bokmal, e, "ar")
	if !ok || !s.RTL || s.Name != "arabisk" || s.Original == "" || s.Caution == "" || len(s.Others) != 3 {
		t.Errorf("Snippet(ar) = %+v", s)
	}
	if _, ok := b.Snippet(content.Bokmal, e, "ti"); ok {
		t.Error("a snippet that is not there")
	}
}

// TestLawToComeIsShownAsComing: with its day where it has one, in every language, and as
// no warning, since what the entry says is still the law.
func TestLawToComeIsShownAsComing(t *testing.T) {
	b := newBot(t, bot.Config{})
	for q, want := range map[string][2]string{
		"introduksjonsstønad":  {"Kommer 1. juli 2099: Stønaden skal få et nytt navn.", "Vedtatt, ikke i kraft: Fylket skal ta over ansvaret."},
		"introduction benefit": {"Coming 1 July 2099: The benefit is to have a new name.", "Adopted, not in force: The county is to take over the responsibility."},
	} {
		var got []string
		for _, n := range answer(t, b, bot.Question{Text: q}).Card.Notices {
			if n.Kind == bot.LawComing {
				got = append(got, n.Text)
			}
			if n.Kind == bot.LawComing && n.Warning() {
				t.Errorf("%s: %q is a warning", q, n.Text)
			}
		}
		if !slices.Equal(got, want[:]) {
			t.Errorf("%s: notices of what comes %q, want %q", q, got, want)
		}
	}
}

func TestLawChangeIsAnnounced(t *testing.T) {
	b := newBot(t, bot.Config{})
	a := answer(t, b, bot.Question{Text: "språkpraksis"})
	if len(a.Card.Notices) == 0 || a.Card.Notices[0].Kind != bot.LawChanged {
		t.Errorf("notices %v, want the change of law first", a.Card.Notices)
	}
}
