package cards_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	journeys "veiviser/bot/picture"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

var update = flag.Bool("update", false, "write the pictures of README.md")

// message is an answer to be drawn, or a card in its place.
type message struct {
	Name     string     `json:"name"`
	Question string     `json:"question,omitempty"` // drawn above for who looks at the picture
	Text     string     `json:"text,omitempty"`
	Card     cards.Card `json:"card"`
	Points   []string   `json:"points,omitempty"` // what is measured
}

// drawn is what a message came out as.
type drawn struct {
	Name            string
	Width           int
	Says            string
	Text, Card, All float64 // heights
	Points          []*struct{ Top, Height float64 }
	Sources         float64 // height of the lines that tell where they are from
	Buttons         int
	Wide            bool
	Broken          int
}

// draw draws messages as Teams would, into files of the folder out where that is not
// empty.
func draw(tb testing.TB, out string, widths []int, messages []message) []drawn {
	tb.Helper()
	dir := needNode(tb)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			tb.Fatal(err)
		}
		tb.Skip("needs chromium:", err)
	}
	pictures := journeyPictures(tb)
	if out == "" { // measured, and a strip is as large as another
		for _, strip := range pictures {
			pictures["*"] = strip
		}
	}
	in, err := json.Marshal(map[string]any{"widths": widths, "shoot": out != "", "messages": messages, "pictures": pictures})
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.CommandContext(tb.Context(), "node", filepath.Join("..", "testdata", "node", "draw.mjs"), dir, out, chromium)
	cmd.Stdin = bytes.NewReader(in)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	body, err := cmd.Output()
	if err != nil {
		tb.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	var all []drawn
	if err := json.Unmarshal(body, &all); err != nil {
		tb.Fatal(err)
	}
	if len(all) != len(widths)*len(messages) {
		tb.Fatalf("%d drawn, want %d at %d widths", len(all), len(messages), len(widths))
	}
	return all
}

// TestDraw draws one message of each kind as Teams would, and looks whether everything
// fits and is told. With -update the pictures of ../README.md are written.
func TestDraw(t *testing.T) {
	out := t.TempDir()
	messages := gallery(t)
	for i, d := range draw(t, out, []int{330, 480}, messages) {
		if d.Broken > 0 {
			t.Errorf("%s: %d pictures are broken", d.Name, d.Broken)
		}
		if d.Wide {
			t.Errorf("%s: something sticks out at %d", d.Name, d.Width)
		}
		for k, p := range d.Points {
			if p == nil {
				t.Errorf("%s does not show %q", d.Name, messages[i/2].Points[k])
			}
		}
		if strings.Contains(d.Says, `\`) || strings.Contains(d.Says, "**") {
			t.Errorf("%s shows marks: escaped where nothing reads Markdown", d.Name)
		}
		t.Logf("%-12s %d: text %3.0f, card %3.0f, all %3.0f px, %d buttons", d.Name, d.Width, d.Text, d.Card, d.All, d.Buttons)
	}
	if !*update {
		return
	}
	for _, name := range shown {
		png, err := os.ReadFile(filepath.Join(out, name+".png"))
		if err == nil {
			err = os.WriteFile(filepath.Join("..", "pictures", name+".png"), png, 0o644)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

// shown are the pictures of ../README.md.
var shown = []string{
	"answer-330", "answer-480", "gap-330", "choices-330", "none-330", "list-330", "compare-330", "step-330", "step-480",
	"more-330", "note-330", "snippet-330", "editors-330", "guard-330",
}

// journeyPictures are what the cards of the gallery show, by address.
func journeyPictures(tb testing.TB) map[string][]byte {
	tb.Helper()
	p, err := journeys.New(newBot(tb).Guide())
	if err != nil {
		tb.Fatal(err)
	}
	w := newRenderer(tb).Words.In("nb")
	out := map[string][]byte{}
	strip, err := p.StripPNG(tb.Context(), "hawa", journeys.View{Lang: content.Bokmal, Step: 3, Words: journeys.Words{
		Start: w.Text(locales.PictureStart), Goal: w.Text(locales.PictureGoal), LivesOn: w.Text(locales.PictureLivesOn),
		Responsible: w.Text(locales.PictureResponsible), Parallel: w.Text(locales.PictureParallel),
		Sourced: w.Text(locales.PictureSourced), Constructed: w.Text(locales.PictureConstructed),
		Step: w.Text(locales.PictureStep), Here: w.Text(locales.PictureHere), Map: w.Text(locales.MapTitle),
		MapHint: w.Text(locales.PictureMapHint), Along: w.Text(locales.PictureAlong), Stop: w.Text(locales.PictureStop), Visit: w.Text(locales.PictureVisit),
		Journeys: w.Text(locales.PictureJourneys), Release: w.Text(locales.PictureRelease),
	}})
	if err != nil {
		tb.Fatal(err)
	}
	out[base+bot.Ref{Lang: content.Bokmal, Entry: "hawa", Step: 3}.StripPath()] = strip
	return out
}

// gallery is one message of each kind.
func gallery(tb testing.TB) []message {
	tb.Helper()
	p := bottest.Whole(tb)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(10), BaseURL: base})
	r := newRenderer(tb)
	ask := func(q string) bot.Card {
		ans, err := b.Answer(tb.Context(), bot.Question{Text: q, Conversation: "gallery"})
		if err != nil {
			tb.Fatal(err)
		}
		return ans.Card
	}
	answer := func(name, question string, c bot.Card) message {
		a := r.Answer(c, c.Row)
		m := message{Name: name, Question: question, Text: a.Text, Card: a.Card}
		for _, p := range c.Points {
			if c.Table == nil {
				m.Points = append(m.Points, p.Text)
			}
		}
		return m
	}
	instead := func(name string, c bot.Card, card cards.Card) message {
		return message{Name: name, Text: r.Answer(c, c.Row).Text, Card: card}
	}
	var out []message
	for _, q := range []struct{ name, text string }{
		{"answer", "hvor lenge varer KVP?"}, {"changed", "hvor lenge varer jobbsjansen?"}, {"definition", "hva er introduksjonsstønad?"},
		{"gap", "hvem betaler introduksjonsprogrammet?"}, {"list", "hvilke tilbud for A1 i arbeid"},
		{"guard", "hva gjelder for " + number}, {"help", "hjelp"}, {"none", "kan hun få førerkort dekket?"}, {"map", "kart"}, {"journey", "hawa"},
	} {
		out = append(out, answer(q.name, q.text, ask(q.text)))
	}
	entry := func(id string) *content.Entry {
		e, ok := b.Guide().Entry(id)
		if !ok {
			tb.Fatalf("no entry %q", id)
		}
		return e
	}
	both, _ := b.Compare(content.Bokmal, []string{"introduksjonsprogram", "kvalifiseringsprogram"}, "")
	step, _ := b.StepCard(content.Bokmal, entry("hawa"), 3)
	kvp := b.EntryCard(content.Bokmal, entry("kvalifiseringsprogram"), content.Duration)
	job := b.EntryCard(content.Bokmal, entry("fagbrev-pa-jobb"), content.Requirements)
	note := noteOf(tb, b, kvp, "gallery")
	arabic, _ := b.Snippet(content.Bokmal, entry("fagbrev-pa-jobb"), "ar")
	more := pressed(kvp)
	more.Open = string(content.Requirements)
	ways := pressed(kvp)
	ways.Open = "ways"
	none := ask("kan hun få førerkort dekket?")
	links := r
	links.LinksOnly = true
	a := links.Answer(kvp, kvp.Row)
	return append(out,
		answer("choices", "norsk på jobben", unsureCard(tb, content.Bokmal, search.Weak)),
		answer("compare", "hva er forskjellen på introduksjonsprogram og KVP?", both),
		answer("step", "", step),
		instead("more", kvp, r.More(kvp, more)),
		instead("ways", kvp, r.More(kvp, ways)),
		instead("note", kvp, r.Note(note, pressed(kvp))),
		instead("editors", none, r.Editors(chat.Message{Kind: chat.EditorsMessage, Lang: content.Bokmal, Ref: none.Ref(),
			Form: b.ToEditors(content.Bokmal).Form("Kan hun ta førerkort som del av introduksjonsprogrammet?", false)}, pressed(none))),
		instead("ticks", kvp, opened(r.Note(note, pressed(kvp)))),
		instead("snippet", job, r.Snippet(job, arabic, func(l string) string { return b.Names(content.Bokmal).SnippetLang(l) }, pressed(job))),
		message{Name: "settings", Card: r.Settings(chattest.SettingsForm(tb, p.Words, content.Bokmal, false))},
		message{Name: "preview", Card: links.Alone(kvp, []bot.Action{{Kind: bot.OpenPage, Label: "Åpne siden", Path: kvp.Path}})},
		message{Name: "webhook", Text: a.Text, Card: a.Card},
	)
}

// opened is a card with everything on it that a press opens.
func opened(c cards.Card) cards.Card {
	c.Body = slices.Clone(c.Body)
	for i := range c.Body {
		c.Body[i].Hidden = nil
	}
	return c
}
