package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/journal"
	"veiviser/bot/picture"
	"veiviser/bot/slackchat/blocks"
	"veiviser/bot/teamschat/cards"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// shownAt is everything that is shown of some entries at a moment, by name.
type shownAt map[string]string

// clockSite is a site on the small guide whose journal holds an older version of
// norskkurs besides.
type clockSite struct {
	parts   *parts
	old     *content.Entry
	painter *picture.Painter
}

// The journal's moments: the older text was served from the first to the second.
var (
	oldServed = time.Date(2023, 2, 1, 12, 0, 0, 0, time.UTC)
	newServed = time.Date(2023, 8, 1, 12, 0, 0, 0, time.UTC)
)

func newClockSite(tb testing.TB) clockSite {
	tb.Helper()
	now := oldServed
	j, err := journal.Open(tb.Context(), journal.Config{Dir: tb.TempDir(), Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return now }})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := j.Close(); err != nil {
			tb.Error(err)
		}
	})
	old, err := newParts(guideAt{dir: copyGuide(tb, "norskkurs.yaml", payerThen, payerNow)}, search.NewStore("", nil))
	if err != nil {
		tb.Fatal(err)
	}
	p, err := newParts(guideAt{dir: small}, search.NewStore("", nil))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _, _ = old.index.Close(), p.index.Close() })
	for _, g := range []*content.Guide{old.guide, p.guide} {
		if err := j.Versions.Record(tb.Context(), g); err != nil {
			tb.Fatal(err)
		}
		now = newServed
	}
	painter, err := picture.New(p.guide)
	if err != nil {
		tb.Fatal(err)
	}
	p.bot = bot.New(bot.Config{Guide: p.guide, Index: p.index, Words: p.words, Versions: j.Versions, BaseURL: publicURL})
	s := clockSite{parts: p, painter: painter}
	s.old, _ = old.guide.Entry("norskkurs")
	return s
}

// permalink is the path of an entry as it stands in e.
func permalink(l content.Lang, e *content.Entry) string {
	return bot.Ref{Lang: l, Entry: e.ID, Digest: bot.ShortDigest(e.Digest())}.Path()
}

// show renders everything by the code that serves it, made anew so that nothing is
// kept from before.
func (s clockSite) show(tb testing.TB) shownAt {
	tb.Helper()
	out := shownAt{}
	s.pages(tb, out)
	for _, l := range content.Langs() {
		for _, e := range s.parts.guide.Entries() {
			s.chats(tb, out, s.parts.bot.EntryCard(l, e, ""))
			for k := range e.Steps {
				c, _ := s.parts.bot.StepCard(l, e, k+1)
				s.chats(tb, out, c)
			}
		}
		s.chats(tb, out, s.parts.bot.EntryCard(l, s.old, ""))
		s.chats(tb, out, s.parts.bot.Map(l))
	}
	s.pictures(tb, out)
	return out
}

// pages are the web's.
func (s clockSite) pages(tb testing.TB, out shownAt) {
	tb.Helper()
	web, err := webchat.New(webchat.Config{
		Bot: s.parts.bot, Words: s.parts.words, Log: slog.New(slog.DiscardHandler), BaseURL: publicURL,
		Pictures: pictures{s.painter, s.parts.words, publicURL},
	})
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	web.Register(mux)
	get := func(path string) {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusOK {
			tb.Fatalf("GET %s: %d", path, w.Code)
		}
		for _, ofBody := range []string{"ETag", "Content-Length"} {
			w.Header().Del(ofBody)
		}
		out["GET "+path] = fmt.Sprint(w.Header(), w.Body)
	}
	for _, l := range content.Langs() {
		get(bot.MapPath(l))
		for _, e := range s.parts.guide.Entries() {
			page, stood := bot.Ref{Lang: l, Entry: e.ID}.Path(), permalink(l, e)
			get(page)
			get(page + "?side=en")
			get(page + "/note")
			get(stood)
			get("/oembed?url=" + publicURL + page)
			for k := range e.Steps {
				step := bot.Ref{Lang: l, Entry: e.ID, Step: k + 1}
				get(step.Path())
				get(step.PicturePath())
			}
		}
		stood := permalink(l, s.old)
		get(stood)
		get(strings.Replace(stood, "@", "/note@", 1))
		get("/oembed?url=" + publicURL + stood)
	}
}

// chats are a card in Slack, in Teams, as JSON and in the terminal.
func (s clockSite) chats(tb testing.TB, out shownAt, c bot.Card) {
	tb.Helper()
	words := s.parts.words
	name := c.Path + " " + c.Permalink
	slack, teams := blocks.Renderer{Words: words, Base: publicURL, Pictures: true}, cards.Renderer{Words: words, BaseURL: publicURL}
	out["Slack "+name] = marshal(tb, slack.Card(c, blocks.Options{}).Blocks)
	out["Slack preview "+name] = marshal(tb, slack.Preview(c))
	out["Teams "+name] = marshal(tb, teams.Answer(c, c.Row))
	out["JSON "+name] = marshal(tb, c)
	var screen bytes.Buffer
	terminal{out: &screen, words: words.In(string(c.Lang)), width: columns, base: publicURL}.card(c)
	out["terminal "+name] = screen.String()
}

// pictures are the files that map prints, and a note from the terminal.
func (s clockSite) pictures(tb testing.TB, out shownAt) {
	tb.Helper()
	for _, format := range []string{"html", "svg", "pdf"} {
		b, err := drawMap(tb.Context(), env{settings{"VEIVISER_BASE_URL": publicURL}.get, io.Discard, io.Discard, noWindow, noCache}, s.parts, content.Nynorsk, format, "a4")
		if err != nil {
			tb.Fatal(err)
		}
		out["map as "+format] = string(b)
	}
	var note bytes.Buffer
	a, err := s.parts.bot.Answer(tb.Context(), bot.Question{Text: "norskkurs"})
	if err == nil {
		err = printAnswer(env{settings{"VEIVISER_BASE_URL": publicURL}.get, &note, io.Discard, noWindow, noCache}, s.parts, a, "note", false)
	}
	if err != nil {
		tb.Fatal(err)
	}
	out["note in the terminal"] = note.String()
}

// Two years later everything that is shown is the same to the byte, but for the day
// on which a case note is made. The bubble's clock is moved, so that nothing can ask
// another one.
func TestClock(t *testing.T) {
	bottest.OneByOne(t)
	s := newClockSite(t)
	const years = 2 * 365 * 24 * time.Hour
	synctest.Test(t, func(t *testing.T) {
		first, before := time.Now(), s.show(t)
		time.Sleep(years)
		second, after := time.Now(), s.show(t)
		if len(before) < 200 || len(after) != len(before) {
			t.Fatalf("shows %d and %d things", len(before), len(after))
		}
		changed := 0
		for _, name := range slices.Sorted(maps.Keys(before)) {
			want := before[name]
			if strings.Contains(name, "note") {
				changed++
				want = aged(t, want, first, second)
				if want == before[name] {
					t.Errorf("%s does not say on which day it was made", name)
				}
			}
			if after[name] != want {
				t.Errorf("%s has changed in two years:\n%s", name, cmp.Diff(want, after[name]))
			}
		}
		t.Logf("%d things shown, %d of them case notes", len(before), changed)
	})
}

// A note of the older text bears the days it was served, whatever the day it is made.
func TestNoteOfAnOlderText(t *testing.T) {
	bottest.OneByOne(t)
	s := newClockSite(t)
	out := shownAt{}
	s.pages(t, out)
	stood := permalink(content.Bokmal, s.old)
	note := out["GET "+strings.Replace(stood, "@", "/note@", 1)]
	today, _ := s.parts.guide.Entry(s.old.ID)
	for _, want := range []string{
		text(t, "nb", locales.NoteLinkShown, "From", "01.02.2023", "To", "01.02.2023") + ":\n" + publicURL + stood,
		":\n" + publicURL + permalink(content.Bokmal, today),
	} {
		if !strings.Contains(note, want) {
			t.Errorf("the note does not say %q:\n%s", want, note)
		}
	}
	if page := out["GET "+stood]; !strings.Contains(page, text(t, "nb", locales.WebValid, "From", "1. februar 2023", "To", "1. februar 2023")) {
		t.Error("the version's page does not say when it was shown")
	}
	if page := out["GET "+bot.Ref{Lang: content.Bokmal, Entry: today.ID}.Path()]; !strings.Contains(page, text(t, "nb", locales.WebValidNow, "From", "1. august 2023")) {
		t.Error("the entry's page does not say since when it is shown")
	}
}

// aged replaces the day a note was made by another.
func aged(tb testing.TB, note string, from, to time.Time) string {
	tb.Helper()
	for _, l := range content.Langs() {
		layout := text(tb, string(l), locales.DateLayout)
		note = strings.ReplaceAll(note, from.Format(layout), to.Format(layout))
	}
	return note
}
