package cards_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	journeys "veiviser/bot/picture"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

var update = flag.Bool("update", false, "write the pictures of README.md")

type picture struct {
	Name  string     `json:"name"`
	Card  cards.Card `json:"card"`
	Width int        `json:"width"` // of the card in pixels: a chat is about 600 wide, a phone 330
}

// TestDraw draws one card of each kind as Teams would, and looks whether everything
// fits and is told. With -update the pictures of ../README.md are written.
func TestDraw(t *testing.T) {
	dir := needNode(t)
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("needs chromium:", err)
	}
	out := t.TempDir()
	pictures := gallery(t)
	in, err := json.Marshal(map[string]any{"cards": pictures, "pictures": journeyPictures(t)})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join("..", "testdata", "node", "draw.mjs"), dir, out, chromium)
	cmd.Stdin = bytes.NewReader(in)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	body, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	var drawn []struct {
		Name, Text string
		Wide       bool
		Broken     int
	}
	if err := json.Unmarshal(body, &drawn); err != nil {
		t.Fatal(err)
	}
	for i, d := range drawn {
		if d.Broken > 0 {
			t.Errorf("%s: %d pictures are broken", d.Name, d.Broken)
		}
		if d.Wide {
			t.Errorf("%s: something sticks out", d.Name)
		}
		if title := pictures[i].Card.FallbackText; !strings.Contains(d.Text, title) {
			t.Errorf("%s does not show %q", d.Name, title)
		}
		if strings.Contains(d.Text, `\`) {
			t.Errorf("%s shows a backslash: escaped where nothing reads Markdown", d.Name)
		}
	}
	if *update {
		for _, name := range []string{"offer", "choices", "step", "note", "snippet", "guard", "none"} {
			png, err := os.ReadFile(filepath.Join(out, name+".png"))
			if err == nil {
				err = os.WriteFile(filepath.Join("..", "pictures", name+".png"), png, 0o644)
			}
			if err != nil {
				t.Error(err)
			}
		}
	}
	if len(drawn) != len(pictures) {
		t.Errorf("%d cards drawn, want %d", len(drawn), len(pictures))
	}
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
	for _, k := range []int{0, 2} {
		png, err := p.JourneyPNG(tb.Context(), "jamal", journeys.View{Lang: content.Bokmal, Step: k, Words: journeys.Words{
			Start: w.Text(locales.PictureStart), Goal: w.Text(locales.PictureGoal), LivesOn: w.Text(locales.PictureLivesOn),
			Responsible: w.Text(locales.PictureResponsible), Parallel: w.Text(locales.PictureParallel),
			Sourced: w.Text(locales.PictureSourced), Constructed: w.Text(locales.PictureConstructed),
			Step: w.Text(locales.PictureStep), Here: w.Text(locales.PictureHere), Map: w.Text(locales.MapTitle),
			MapHint: w.Text(locales.PictureMapHint), Stop: w.Text(locales.PictureStop), Visit: w.Text(locales.PictureVisit),
			Journeys: w.Text(locales.PictureJourneys), Release: w.Text(locales.PictureRelease),
		}})
		if err != nil {
			tb.Fatal(err)
		}
		out[base+bot.PicturePath(content.Bokmal, "jamal", k)] = png
	}
	return out
}

// gallery is one card of each kind.
func gallery(tb testing.TB) []picture {
	tb.Helper()
	b, r := newBot(tb), newRenderer(tb)
	ask := func(q string) bot.Card {
		ans, err := b.Answer(tb.Context(), bot.Question{Text: q})
		if err != nil {
			tb.Fatal(err)
		}
		return ans.Card
	}
	entry := func(id string) *content.Entry {
		e, ok := b.Guide().Entry(id)
		if !ok {
			tb.Fatalf("no entry %q", id)
		}
		return e
	}
	jamal, job := entry("jamal"), entry("fagbrev-pa-jobb")
	step, _ := b.StepCard(content.Bokmal, jamal, 2)
	offer := b.EntryCard(content.Bokmal, job, content.Requirements)
	note := b.Note(offer, bot.NoteOptions{Base: base, On: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)})
	arabic, _ := b.Snippet(content.Bokmal, job, "ar")
	links := r
	links.LinksOnly = true
	return []picture{
		{"offer", r.Card(offer), 600},
		{"offer-phone", r.Card(offer), 330},
		{"journey", r.Card(b.EntryCard(content.Bokmal, jamal, "")), 600},
		{"step", r.Card(step), 480},
		{"choices", r.Card(unsureCard(tb, content.Bokmal, search.Weak)), 600},
		{"none", r.Card(unsureCard(tb, content.Bokmal, search.None)), 600},
		{"map", r.Card(b.Map(content.Bokmal)), 600},
		{"list", r.Card(ask("hvilke tilbud for B1 i arbeid")), 600},
		{"guard", r.Card(ask("hva gjelder for " + number)), 600},
		{"help", r.Card(b.Help(content.English)), 600},
		{"note", r.Note(offer, note), 600},
		{"snippet", r.Snippet(offer, arabic, func(l string) string { return b.SnippetLang(content.Bokmal, l) }), 600},
		{"webhook", links.Card(offer), 600},
	}
}
