package webchat_test

import (
	"net/http"
	"strings"
	"testing"

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
		contains(t, page, "Siden er endret etter dette", "Gjaldt fra 07.02.2026 til 07.09.2026", "Ordningen er en prøve.",
			`href="/nb/fagbrev"`, `<del>`, `<ins>`, "opplæring i ", "/nb/fagbrev/note@"+digest[:12], `content="noindex"`)
		lacks(t, page, "side=")
	}

	english := body(t, s.get(t, "/en/fagbrev@"+digest))
	contains(t, english, "The page has changed since")
	lacks(t, english, "<ins>", "<del>") // only the Norwegian text has changed
}

func TestVersionOfToday(t *testing.T) {
	with, without := newSite(t, withHistory()), newSite(t)
	for _, s := range []*site{with, without} {
		page := body(t, s.get(t, "/nb/fagbrev@"+digits(s, "fagbrev")))
		contains(t, page, "Siden er ikke endret")
		lacks(t, page, "<del>", "noindex")
	}
	contains(t, body(t, with.get(t, "/nb/fagbrev@"+digits(with, "fagbrev"))), "Gjelder fra 07.09.2026")
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
	contains(t, page, "Siden er tatt ut av guiden", "Gjaldt fra", "Ordningen er en prøve.")
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
