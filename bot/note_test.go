package bot_test

import (
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/search"
)

// evilNote is a note of everything there is, written by somebody who wishes ill.
var evilNote = bot.Note{
	Title: "Fagbrev *på* jobb <b>, hva en lever av",
	Parts: []bot.NotePart{
		{Title: "Fagbrev *på* jobb <b>, hva en lever av", Points: []bot.NotePoint{
			{Text: "1. For voksne i [lønnet](javascript:x) arbeid <script>.", Sources: []bot.NoteSource{
				{Title: "opplæringslova § 23-3", URL: "https://example.org/a?b=1&c=(2)", Dated: "kontrollert 02.07.2026"},
				{Title: "HK-dir & venner", URL: "javascript:alert(1)", Dated: "03.2024, forslag"},
			}, Caution: "Bygger på gammel lov."},
			{Text: "- Spør Nav."},
		}},
		{Title: "Jobbsjansen, varighet", Points: []bot.NotePoint{{Text: "Inntil to år.", Sources: []bot.NoteSource{{Title: "IMDi", Dated: "26.01.2026"}}}}},
	},
	Links: []bot.Link{
		{Title: "Slik det sto i Veiviser 07.11.2026", URL: "https://veiviser.example.no/nb/fagbrev@92aa6b435022"},
		{Title: "Slik det sto i Veiviser 07.11.2026", URL: "https://veiviser.example.no/nb/jobbsjansen@b07d11c49922"},
		{Title: "Siden var tatt ut av guiden 07.11.2026."},
	},
	Reminder: "Notatet sier ingenting om deltakeren.",
}

func TestNote(t *testing.T) {
	for name, got := range map[string]string{"note.txt": evilNote.Plain(), "note.md": evilNote.Markdown(), "note.html": evilNote.HTML()} {
		golden(t, name, []byte(got))
		if strings.Contains(got, evilNote.Reminder) {
			t.Errorf("%s carries the reminder to the adviser", name)
		}
		if name != "note.txt" && strings.Contains(got, "(<javascript") || strings.Contains(got, `href="javascript`) {
			t.Errorf("%s links to a script:\n%s", name, got)
		}
	}
}

// noon is when the notes of these tests are made.
var noon = bot.NoteOptions{Base: "https://veiviser.example.no", On: time.Date(2026, 11, 7, 12, 0, 0, 0, time.UTC)}

// TestNoteOfASupersededText: a note of an older text bears the days it was shown, and
// links to today's.
func TestNoteOfASupersededText(t *testing.T) {
	e, _ := newBot(t, bot.Config{}).Guide().Entry("norskkurs")
	old, gone := stood(t, e, "norskkurs"), stood(t, e, "forsok")
	b := newBot(t, bot.Config{Versions: past{versions: []bot.Version{old, gone}}})
	on := bot.ParsePicks("norskkurs@" + bot.ShortDigest(old.Digest) + ".summary.0,norskkurs.payer.0,forsok@" + bot.ShortDigest(gone.Digest) + ".payer.0")
	c, err := b.Compose(t.Context(), content.Bokmal, bot.Ticks{Offered: on, On: on}, noon)
	if err != nil || len(c.Note.Parts) != 3 {
		t.Fatalf("%v: %+v", err, c.Note)
	}
	golden(t, "note-older.txt", []byte(c.Note.Plain()))
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
