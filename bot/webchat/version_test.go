package webchat_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
)

func TestVersion(t *testing.T) {
	old := oldFagbrev(t)
	s := newSite(t, withHistory(old))
	digest := strings.TrimPrefix(old.Digest, content.DigestPrefix)

	for _, path := range []string{digest, digest[:12], digest[:6], old.Digest} {
		res := s.get(t, "/nb/fagbrev@"+path)
		if got := res.Header.Get("Cache-Control"); res.StatusCode != http.StatusOK || !strings.Contains(got, "immutable") {
			t.Fatalf("GET /nb/fagbrev@%s: status %d, Cache-Control %q", path, res.StatusCode, got)
		}
		page := body(t, res)
		contains(t, page, "Siden er endret etter dette", "Vist fra 7. februar 2026, sist 7. september 2026", "Ordningen er en prøve.",
			`href="/nb/fagbrev"`, `<del>`, `<ins>`, "opplæring i ", "/nb/fagbrev/note@"+digest[:12], `content="noindex"`)
		lacks(t, page, "side=")
	}

	english := body(t, s.get(t, "/en/fagbrev@"+digest))
	contains(t, english, "The page has changed since")
	lacks(t, english, "<ins>", "<del>") // only the Norwegian text has changed
}

// The note of an older version bears the days that it was shown, never the day the note
// is made, and links to today's text besides.
func TestNoteOfAVersion(t *testing.T) {
	old := oldFagbrev(t)
	gone, err := content.ParseCanonical(old.Entry.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	gone.ID = "forsok"
	undated := old
	undated.From, undated.To = time.Time{}, time.Time{}
	removed := bot.Version{Entry: gone, Digest: gone.Digest(), From: old.From, To: old.To}
	s, nobody := newSite(t, withHistory(old, removed)), newSite(t, withHistory(undated))
	then, now := "/nb/fagbrev@"+shortOf(old), "/nb/fagbrev@"+digits(s, "fagbrev")[:12]
	const made = "Slik det sto i Veiviser 07.11.2026"
	for _, tt := range []struct {
		name, path string
		site       *site
		has, lacks []string
	}{
		{"older", "/nb/fagbrev/note@" + shortOf(old), s, []string{
			"Slik det sto i Veiviser fra 07.02.2026, sist 07.09.2026:\n" + then, "Siden er endret. Slik den sto 07.11.2026:\n" + now,
			`data-paths="` + then + " " + now + `"`, `href="` + then + `">Til`,
		}, []string{made}},
		{"older, of a section", "/nb/fagbrev/note@" + shortOf(old) + "?section=what", s, []string{
			"Slik det sto i Veiviser fra 07.02.2026, sist 07.09.2026:\n" + then, "Slik den sto 07.11.2026:\n" + now,
		}, []string{made}},
		{"older, in English", "/en/fagbrev/note@" + shortOf(old), s, []string{
			"As it stood in Veiviser from 7 February 2026, last on 7 September 2026:\n/en/fagbrev@" + shortOf(old),
			"As it stood on 7 November 2026:\n/en/fagbrev@" + digits(s, "fagbrev")[:12],
		}, []string{"Veiviser on 7 November"}},
		{"older, nobody knows when", "/nb/fagbrev/note@" + shortOf(old), nobody, []string{
			"Slik det sto i en eldre versjon i Veiviser:\n" + then, "Slik den sto 07.11.2026:\n" + now,
		}, []string{made, "0001"}},
		{"of an entry that is no more", "/nb/forsok/note@" + shortOf(removed), s, []string{
			"Slik det sto i Veiviser fra 07.02.2026, sist 07.09.2026:\n/nb/forsok@" + shortOf(removed), "Siden var tatt ut av guiden 07.11.2026.",
		}, []string{made}},
		{"today's by its digest", "/nb/fagbrev/note@" + digits(s, "fagbrev"), s, []string{made + ":\n" + now}, []string{"Siden er endret", "07.09.2026"}},
		{"today's", "/nb/fagbrev/note", s, []string{made + ":\n" + now}, []string{"Siden er endret", "07.09.2026"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := body(t, tt.site.get(t, tt.path))
			contains(t, page, tt.has...)
			lacks(t, page, tt.lacks...)
		})
	}
}

func TestVersionOfToday(t *testing.T) {
	with, without := newSite(t, withHistory()), newSite(t)
	for _, s := range []*site{with, without} {
		page := body(t, s.get(t, "/nb/fagbrev@"+digits(s, "fagbrev")))
		contains(t, page, "Siden er ikke endret")
		lacks(t, page, "<del>", "noindex")
	}
	contains(t, body(t, with.get(t, "/nb/fagbrev@"+digits(with, "fagbrev"))), "Vist fra 7. september 2026")
}

func TestVersionOfARemovedEntry(t *testing.T) {
	old := oldFagbrev(t)
	gone, err := content.ParseCanonical(old.Entry.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	gone.ID = "forsok"
	old.Entry, old.Digest = gone, gone.Digest()
	s := newSite(t, withHistory(old))
	page := body(t, s.get(t, "/nb/forsok@"+shortOf(old)))
	contains(t, page, "Siden er tatt ut av guiden", "Vist fra", "Ordningen er en prøve.")
}

func TestVersionUnderAnOldID(t *testing.T) {
	old := oldFagbrev(t)
	before, err := content.ParseCanonical(old.Entry.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	before.ID = "fagbrev-pa-jobb"
	old.Entry, old.Digest = before, before.Digest()
	s := newSite(t, withHistory(old))
	page := body(t, s.get(t, "/nb/fagbrev-pa-jobb@"+shortOf(old)))
	contains(t, page, "Siden er endret etter dette", `href="/nb/fagbrev"`, "<del>")
}

func shortOf(v bot.Version) string { return v.Digest[len(content.DigestPrefix):][:12] }

func TestADatabaseThatIsGone(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Journal.(*journal).history = history{err: errGone} })
	for _, tt := range []struct {
		name, path string
		status     int
	}{
		{"today's page goes on", "/nb/fagbrev", 200},
		{"today's version goes on", "/nb/fagbrev@" + digits(s, "fagbrev"), 200},
		{"today's note goes on", "/nb/fagbrev/note@" + digits(s, "fagbrev"), 200},
		{"another version cannot be told", "/nb/fagbrev@ffffffffffff", 503},
		{"nor its note", "/nb/fagbrev/note@ffffffffffff", 503},
		{"nor its preview", "/oembed?url=/nb/fagbrev@ffffffffffff", 503},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := s.get(t, tt.path)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			lacks(t, body(t, res), errGone.Error())
		})
	}
}

// A step as it stood says that it is of old, and leads on to the others as they stood.
func TestStepOfAVersion(t *testing.T) {
	s := newSite(t)
	e, _ := s.guide.Entry("jamal")
	old, err := content.ParseCanonical([]byte(strings.Replace(string(e.Canonical()), e.Text("nb").Summary, "Slik det sto før.", 1)))
	if err != nil {
		t.Fatal(err)
	}
	s.journal.history = history{versions: []bot.Version{{Entry: old, Digest: old.Digest()}}}
	r := bot.Ref{Lang: content.Bokmal, Entry: "jamal", Digest: bot.ShortDigest(old.Digest()), Step: 1}
	page := body(t, s.get(t, r.Path()))
	contains(t, page, "Siden er endret etter denne versjonen", `href="/nb/jamal"`, `href="/nb/jamal@`+r.Digest+`?step=2"`, `href="/nb/jamal/note@`+r.Digest+`?step=1"`, `content="noindex"`)
	lacks(t, page, `href="/nb/jamal?step=2"`)
	whole := body(t, s.get(t, bot.Ref{Lang: content.Bokmal, Entry: "jamal", Digest: r.Digest}.Path()))
	contains(t, whole, `href="/nb/jamal@`+r.Digest+`?step=1"`)
	today := body(t, s.get(t, "/nb/jamal?step=1"))
	contains(t, today, `href="/nb/jamal?step=2"`)
	lacks(t, today, "Siden er endret", "noindex", "@"+r.Digest)
	r.Step = 99
	if res := s.get(t, r.Path()); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/nb/jamal@"+r.Digest {
		t.Errorf("a step that is none: status %d, to %q", res.StatusCode, res.Header.Get("Location"))
	}
}

// An entry that is no more is gone, and its versions are listed.
func TestAnEntryThatIsNoMore(t *testing.T) {
	old := oldFagbrev(t)
	gone, err := content.ParseCanonical(old.Entry.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	gone.ID = "forsok"
	old.Entry, old.Digest = gone, gone.Digest()
	s := newSite(t, withHistory(old))
	for _, path := range []string{"/nb/forsok", "/nb/forsok/note", "/nb/forsok@ffffffffffff"} {
		res := s.get(t, path)
		if res.StatusCode != http.StatusGone {
			t.Errorf("GET %s: status %d, want 410", path, res.StatusCode)
		}
		contains(t, body(t, res), "Siden finnes ikke lenger i guiden", `href="/nb/forsok@`+shortOf(old)+`"`)
	}
	if res := s.get(t, "/oembed?url=/nb/forsok"); res.StatusCode != http.StatusNotFound {
		t.Errorf("its preview: status %d", res.StatusCode)
	}
}
