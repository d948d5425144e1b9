package bot_test

import (
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// noteCard is a card with everything a note has to carry, written by somebody who
// wishes ill.
var noteCard = bot.Card{
	Kind: bot.EntryCard, Lang: content.Bokmal, Entry: "fagbrev", Label: "Tilbud · Opplæring", Title: "Fagbrev *på* jobb <b>",
	Lead: "1. For voksne i [lønnet](javascript:x) arbeid.",
	Notices: []bot.Notice{
		{Kind: bot.LawChanged, Text: "Loven ble endret i 2024."},
		{Kind: bot.Local, Text: "Tilbudene varierer mellom kommuner."},
	},
	Sections: []bot.Section{
		{Key: content.Livelihood, Title: "Hva en lever av", Asked: true, Points: []bot.Point{{Text: "Den ansatte beholder lønnen <script>.", Source: 2}, {Text: "- Spør NAV."}}},
		{Key: content.What, Title: "Hva det er", Points: []bot.Point{{Text: "Et fagbrev.", Source: 1}}},
	},
	Sources: []bot.Source{
		{Number: 1, Title: "Loven", URL: "https://example.org/lov", Dated: "kilde fra 2024"},
		{Number: 2, Title: "HK-dir & venner", URL: "https://example.org/a?b=1&c=(2)", Dated: "kilde fra 2024-03", Note: "forslag"},
	},
	Path: "/nb/fagbrev", Permalink: "/nb/fagbrev@92aa6b435022",
}

func noteOf(t *testing.T, c bot.Card, base string) bot.Note {
	t.Helper()
	return supersededNote(t, c, base, nil)
}

func supersededNote(t *testing.T, c bot.Card, base string, s *bot.Superseded) bot.Note {
	t.Helper()
	w, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	b := bot.New(bot.Config{Words: w})
	return b.Note(c, bot.NoteOptions{Base: base, On: time.Date(2026, 11, 7, 12, 0, 0, 0, time.UTC), Superseded: s})
}

func TestNote(t *testing.T) {
	n := noteOf(t, noteCard, "https://veiviser.example.no")
	for name, got := range map[string]string{"note.txt": n.Plain(), "note.md": n.Markdown(), "note.html": n.HTML()} {
		golden(t, name, []byte(got))
		if strings.Contains(got, n.Reminder) {
			t.Errorf("%s carries the reminder to the adviser", name)
		}
	}
	if n.Reminder == "" {
		t.Error("no reminder")
	}
}

func TestNoteOfASupersededText(t *testing.T) {
	s := bot.Superseded{
		From: time.Date(2025, 1, 2, 0, 0, 0, 0, time.UTC), To: time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC), Today: "/nb/fagbrev@000000000000",
	}
	n := supersededNote(t, noteCard, "https://veiviser.example.no", &s)
	removed := s
	removed.Today = ""
	gone := supersededNote(t, noteCard, "https://veiviser.example.no", &removed)
	for name, got := range map[string]string{
		"note-older.txt": n.Plain(), "note-older.md": n.Markdown(), "note-older.html": n.HTML(),
		"note-removed.txt": gone.Plain(), "note-removed.md": gone.Markdown(), "note-removed.html": gone.HTML(),
	} {
		golden(t, name, []byte(got))
	}
}

func TestNoteOfTheWhole(t *testing.T) {
	c := noteCard
	c.Sections = c.Sections[1:]
	n := noteOf(t, c, "")
	if n.Section != nil || len(n.Sources) != 2 {
		t.Errorf("section %v, %d sources; want none and all", n.Section, len(n.Sources))
	}
	if len(n.Links) != 1 || n.Links[0].URL != "/nb/fagbrev@92aa6b435022" {
		t.Errorf("links = %q", n.Links)
	}
}

func TestNoteOfAStep(t *testing.T) {
	c := bot.Card{
		Kind: bot.StepCard, Lang: content.English, Title: "Jamal", Permalink: "/en/jamal@92aa6b435022",
		Step: &bot.Step{Number: 2, Of: 8, Position: "Step 2 of 8", Title: "Guidance", Text: "He gets guidance."},
	}
	n := noteOf(t, c, "")
	if n.Title != "Jamal · Step 2 of 8: Guidance" || n.Summary != "He gets guidance." {
		t.Errorf("note = %+v", n)
	}
	if !strings.Contains(n.Plain(), "7 November 2026") {
		t.Errorf("no date in %q", n.Plain())
	}
}

func TestNoteLinksOnlyToTheWeb(t *testing.T) {
	c := noteCard
	c.Sources = []bot.Source{{Number: 2, Title: "Ond", URL: "javascript:alert(1)", Dated: "uten dato"}}
	n := noteOf(t, c, "")
	for name, got := range map[string]string{"HTML": n.HTML(), "Markdown": n.Markdown()} {
		if strings.Contains(got, "javascript:alert") {
			t.Errorf("%s links to a script:\n%s", name, got)
		}
	}
}

func TestReply(t *testing.T) {
	e := &content.Entry{ID: "fagbrev", Kind: content.Offer, Texts: map[content.Lang]*content.Text{content.Bokmal: {Title: "Fagbrev"}}}
	a := bot.Answer{Lang: content.Bokmal, Confidence: search.Strong, Section: content.Payer, Release: "sha256:00"}
	for range 12 {
		a.Hits = append(a.Hits, search.Hit{Entry: e, Score: 2})
	}
	r := a.Reply()
	if len(r.Hits) != 10 || r.Hits[0] != (bot.ReplyHit{ID: "fagbrev", Kind: content.Offer, Title: "Fagbrev", Score: 2, URL: "/nb/fagbrev"}) {
		t.Errorf("hits = %+v", r.Hits)
	}
	if r.Section == nil || *r.Section != content.Payer || r.Guard != nil {
		t.Errorf("section %v, guard %v; want payer and none", r.Section, r.Guard)
	}
	guarded := bot.Answer{Guard: bot.DUFNummer}.Reply()
	if guarded.Guard == nil || *guarded.Guard != bot.DUFNummer || guarded.Hits == nil || guarded.Section != nil {
		t.Errorf("reply = %+v", guarded)
	}
}
