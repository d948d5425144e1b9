package bot_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
)

func FuzzParseTicks(f *testing.F) {
	f.Add("0,1;norskkurs@0123456789ab.payer.0,jamal.step.2,kvp.summary.0")
	f.Add("1,1,-1,x;norskkurs.payer.00,norskkurs..0,a.b.c.d,norskkurs.payer.100")
	f.Fuzz(func(t *testing.T, s string) {
		got := bot.ParseTicks(s)
		if again := bot.ParseTicks(got.String()); again.String() != got.String() {
			t.Errorf("%q becomes %q", got, again)
		}
		if n := len(got.String()); n > 4000 || len(got.On) > len(got.Offered) || len(got.Offered) > 24 {
			t.Errorf("%d bytes, %d of %d on", n, len(got.On), len(got.Offered))
		}
		for _, p := range got.On {
			if !slices.Contains(got.Offered, p) {
				t.Errorf("%v is on and not offered", p)
			}
		}
	})
}

// TestTicksOfAConversation: a note is offered the points of every answer that was given,
// that of the place first with two ticked; no words of a question are kept for it.
func TestTicksOfAConversation(t *testing.T) {
	memory := bot.NewMemory(10)
	b := newBot(t, bot.Config{Conversations: memory})
	var answers []bot.Answer
	for _, text := range []string{"hvem betaler norskkurs", "hva er språkpraksis"} {
		answers = append(answers, answer(t, b, bot.Question{Text: text, Conversation: "c"}))
	}
	first, second := answers[0].Card, answers[1].Card
	ticks, err := b.Ticks(t.Context(), "c", second.Ref())
	if err != nil {
		t.Fatal(err)
	}
	if len(ticks.On) == 0 || len(ticks.On) > 2 || ticks.On[0] != second.Points[0].ID {
		t.Errorf("on are %v, want the first points of %v", ticks.On, second.Points)
	}
	if last := ticks.Offered[len(ticks.Offered)-1]; last != first.Points[0].ID {
		t.Errorf("offered are %v, want those of the answer before too", ticks.Offered)
	}
	if read := bot.ParseTicks(ticks.String()); !slices.Equal(read.On, ticks.On) || !slices.Equal(read.Offered, ticks.Offered) {
		t.Errorf("%q is read as %+v", ticks, read)
	}

	// In the order they are ticked, what stands in one place together, each link once.
	c, err := b.Compose(t.Context(), content.Bokmal, ticks.With(first.Points[0].ID.String(), "gibberish", second.Points[0].ID.String(), "jamal.step.1"), noon)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Note.Parts) != 2 || c.Note.Parts[0].Title != "Norskkurs, hvem som betaler" || len(c.Note.Links) != 2 || c.Note.Title != c.Note.Parts[0].Title {
		t.Errorf("the note is %+v", c.Note)
	}
	if got := strings.Count(c.Note.Plain(), "Slik det sto i Veiviser 07.11.2026:"); got != 1 {
		t.Errorf("%d times the day in\n%s", got, c.Note.Plain())
	}
	var on int
	for _, g := range c.Groups {
		for _, tick := range g.Ticks {
			if tick.Label == "" || len([]rune(tick.Label)) > 60 {
				t.Errorf("label %q", tick.Label)
			}
			if tick.On {
				on++
			}
		}
	}
	if on != 2 || c.Groups[0].Title == "" {
		t.Errorf("%d ticks on in %+v", on, c.Groups)
	}
}

// TestTicksOfAnEntry: where nothing was answered, what the entry's marks say comes first; a
// section's note is of its points, the others offered.
func TestTicksOfAnEntry(t *testing.T) {
	p := bottest.Whole(t)
	b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
	for _, e := range bottest.Some(p.Guide.Entries()) {
		for _, l := range content.Langs() {
			sections := []content.Section{""}
			for _, s := range content.Sections() {
				if e.Text(l).Section(s) != nil {
					sections = append(sections, s)
				}
			}
			for _, s := range sections {
				r := bot.Ref{Lang: l, Entry: e.ID, Section: s}
				ticks, err := b.Ticks(t.Context(), "", r)
				if err != nil || len(ticks.On) == 0 {
					t.Fatalf("%s: %v, %v", r, ticks, err)
				}
				c, err := b.Compose(t.Context(), l, ticks, noon)
				if err != nil || len(c.Offered) != len(ticks.Offered) || len(c.On) != len(ticks.On) {
					t.Fatalf("%s: %d of %d offered, %d of %d on, %v", r, len(c.Offered), len(ticks.Offered), len(c.On), len(ticks.On), err)
				}
				if n := len(ticks.String()); n > 1900 {
					t.Errorf("%s: ticks of %d bytes", r, n)
				}
				if facts := strings.Contains(ticks.String(), ".facts."); facts && s != "" {
					t.Errorf("%s: facts of the whole in %s", r, ticks)
				}
				// The note of all points shown is the answer's.
				card := b.EntryCard(l, e, s)
				var shown []bot.Pick
				for _, p := range card.Points {
					shown = append(shown, p.ID)
				}
				all, err := b.Compose(t.Context(), l, bot.Ticks{Offered: shown, On: shown}, noon)
				if want := b.Note(card, noon).Plain(); err != nil || all.Note.Plain() != want {
					t.Fatalf("%s: %v\n%s\nwant:\n%s", r, err, all.Note.Plain(), want)
				}
			}
		}
	}
	if _, err := b.Ticks(t.Context(), "", bot.Ref{Lang: "nb", Entry: "never-was"}); !errors.Is(err, bot.ErrGone) {
		t.Errorf("a note of nothing: %v", err)
	}
}

// TestNothingToNote: that the guide lacks something is not offered to a note.
func TestNothingToNote(t *testing.T) {
	memory := bot.NewMemory(10)
	b := newBot(t, bot.Config{Conversations: memory})
	for _, e := range b.Guide().Entries() {
		for _, s := range content.Sections() {
			if e.Text("nb").Section(s) == nil && s != content.What {
				if err := b.Showed(t.Context(), "c", "", bot.Ref{Lang: "nb", Entry: e.ID, Section: s}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if c, ok, _ := memory.Last(t.Context(), "c"); !ok || len(c.Given) != 0 {
		t.Errorf("kept is %+v", c.Given)
	}
	for range 10 { // bounded, the latest kept
		for _, e := range b.Guide().Entries() {
			if err := b.Showed(t.Context(), "c", "", bot.Ref{Lang: "nb", Entry: e.ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if c, _, _ := memory.Last(t.Context(), "c"); len(c.Given) == 0 || len(c.Given) > 6 {
		t.Errorf("%d answers are kept", len(c.Given))
	}
}
