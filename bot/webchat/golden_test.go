package webchat_test

import (
	"net/http"
	"testing"

	"veiviser/bot/webchat"
	"veiviser/content"
)

func TestPages(t *testing.T) {
	old := oldFagbrev(t)
	s := newSite(t, withHistory(old))
	for _, tt := range []struct {
		name, path string
		status     int
	}{
		{"chat", "/", 200},
		{"chat-nn", "/?lang=nn", 200},
		{"answer", "/?q=hva+lever+man+av+med+fagbrev+p%C3%A5+jobb", 200},
		{"answer-en", "/?q=trade+certificate+on+the+job&lang=en", 200},
		{"choices", "/?q=fagbrev+eller+norsk", 200},
		{"none", "/?q=hvor+er+bilen", 200},
		{"entry", "/nb/fagbrev", 200},
		{"entry-side", "/en/fagbrev?side=nn", 200},
		{"entry-journey", "/nn/jamal", 200},
		{"step", "/nb/jamal?step=2", 200},
		{"version", "/nb/fagbrev@" + old.Digest[7:19], 200},
		{"note", "/nb/fagbrev/note?section=livelihood", 200},
		{"note-version", "/nb/fagbrev/note@" + old.Digest[7:19] + "?section=livelihood", 200},
		{"map", "/en/map?goal=participation", 200},
		{"not-found", "/nb/fagbrv", 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := s.get(t, tt.path)
			if res.StatusCode != tt.status {
				t.Errorf("GET %s: status %d, want %d", tt.path, res.StatusCode, tt.status)
			}
			golden(t, tt.name+".html", body(t, res))
		})
	}
}

// oldFagbrev is fagbrev as it stood before today's.
func oldFagbrev(tb testing.TB) webchat.Version {
	tb.Helper()
	g, err := content.Load(fixture)
	if err != nil {
		tb.Fatal(err)
	}
	now, _ := g.Entry("fagbrev")
	old, err := content.ParseCanonical(now.Canonical())
	if err != nil {
		tb.Fatal(err)
	}
	nb := old.Texts[content.Bokmal]
	nb.Summary = "For voksne i lønnet arbeid. Den ansatte tar fagprøve uten skole."
	nb.Sections[0].Points = append(nb.Sections[0].Points, content.Point{Text: "Ordningen er en prøve.", Source: "rapport"})
	return webchat.Version{Entry: old, Digest: old.Digest(), From: today.AddDate(0, -9, 0), To: today.AddDate(0, -2, 0)}
}

// withHistory gives the site a journal with today's fagbrev and older versions.
func withHistory(older ...webchat.Version) func(*webchat.Config) {
	return func(c *webchat.Config) {
		e, _ := c.Bot.Guide().Entry("fagbrev")
		now := webchat.Version{Entry: e, Digest: e.Digest(), From: today.AddDate(0, -2, 0), To: today}
		c.Versions = history{versions: append([]webchat.Version{now}, older...)}
	}
}

func TestEveryPageIsSecure(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/", "/nb/fagbrev", "/nb/nothing", "/xx/fagbrev", "/nb/fagbrev/note", "/static/x/logo.svg", "/report", "/oembed"} {
		res := s.get(t, path)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("GET %s: %s = %q, want %q", path, name, got, want)
			}
		}
		csp := res.Header.Get("Content-Security-Policy")
		contains(t, csp, "default-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "style-src 'self'")
		lacks(t, csp, "unsafe")
		if c := res.Cookies(); len(c) > 0 {
			t.Errorf("GET %s sets cookies: %v", path, c)
		}
		lacks(t, body(t, res), "<script>", " style=", " onclick", "javascript:")
	}
}

func TestMethods(t *testing.T) {
	s := newSite(t)
	if res := s.post(t, "/nb/fagbrev", nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("POST to a page: status %d", res.StatusCode)
	}
	r, _ := http.NewRequest("HEAD", "/nb/fagbrev", nil)
	if res := s.do(t, r); res.StatusCode != http.StatusOK {
		t.Errorf("HEAD: status %d", res.StatusCode)
	}
}
