package webchat_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// operated is a service with somebody who answers for it and a few things that are kept.
func operated(c *webchat.Config) {
	const day = 24 * time.Hour
	c.Operator = webchat.Operator{Name: "Nordfjord kommune", Contact: "personvern@example.no"}
	c.Kept = []webchat.Kept{
		{What: "event_ids", For: 25 * time.Hour, Of: "hash"},
		{What: "conversation", For: day, Of: "hash"},
		{What: "preferences", For: 730 * day, Of: "hash"},
		{What: "pending", For: 5 * time.Minute, Until: "done", Of: "encrypted"},
		{What: "sent_to_editors", For: 90 * day, Until: "closed", Of: "text"},
		{What: "subscriptions", Until: "stopped", Of: "id"},
		{What: "entry_versions", Until: "ever", Of: "nothing"},
	}
}

// TestPrivacyAndTerms: the pages are there in every language, linked from every other, and
// say what is kept, for how long and who answers for it.
func TestPrivacyAndTerms(t *testing.T) {
	s := newSite(t, operated)
	says := map[content.Lang][]string{
		content.Bokmal:  {"25 timer", "1 døgn", "2 år", "høyst 5 minutter", "høyst 90 dager", "slutt å si fra", "for alltid"},
		content.Nynorsk: {"25 timar", "1 døgn", "2 år", "høgst 5 minutt", "høgst 90 dagar", "slutt å seie frå", "for alltid"},
		content.English: {"25 hours", "1 day", "2 years", "at most 5 minutes", "at most 90 days", "ask not to be told", "for ever"},
	}
	for _, l := range content.Langs() {
		page := mainOf(body(t, s.get(t, "/"+string(l)+"/privacy")))
		contains(t, page, "Nordfjord kommune", `<a class="ds-link" href="mailto:personvern@example.no">personvern@example.no</a>`)
		contains(t, page, says[l]...)
		if n := strings.Count(page, "<tr"); n != 8 {
			t.Errorf("%s: %d rows of what is kept, want 7 and a head", l, n)
		}
		terms := body(t, s.get(t, "/"+string(l)+"/terms"))
		contains(t, terms, `<html lang="`+string(l)+`"`, "Nordfjord kommune", "mailto:personvern@example.no")
		for _, other := range content.Langs() {
			contains(t, terms, `href="/`+string(other)+`/terms"`) // the language links
		}
		contains(t, body(t, s.get(t, "/"+string(l)+"/fagbrev")), `href="/`+string(l)+`/privacy"`, `href="/`+string(l)+`/terms"`)
	}
	for from, to := range map[string]string{
		"/privacy": "/nb/privacy", "/privacy?lang=en": "/en/privacy", "/terms?lang=nn": "/nn/terms", "/terms": "/nb/terms", "/privacy?lang=fi": "/nb/privacy",
	} {
		if res := s.get(t, from); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != to {
			t.Errorf("%s leads to %d %q, want %s", from, res.StatusCode, res.Header.Get("Location"), to)
		}
	}
	if res := s.get(t, "/fi/privacy"); res.StatusCode != http.StatusNotFound {
		t.Errorf("a page in a language there is none of: %d", res.StatusCode)
	}
}

// TestNobodyAnswers: where nobody is named the pages say so, and what to do.
func TestNobodyAnswers(t *testing.T) {
	for path, want := range map[string]string{"/nb/privacy": "har ikke sagt hvem det er", "/nn/terms": "har ikkje sagt kven det er", "/en/privacy": "has not said who they are"} {
		page := mainOf(body(t, newSite(t).get(t, path)))
		contains(t, page, want, "VEIVISER_OPERATOR", "VEIVISER_OPERATOR_CONTACT")
		lacks(t, page, "mailto:", "<table")
	}
	page := mainOf(body(t, newSite(t, func(c *webchat.Config) {
		c.Operator = webchat.Operator{Name: "<b>Ola & sønn</b>", Contact: "https://example.no/kontakt"}
	}).get(t, "/nb/privacy")))
	contains(t, page, "&lt;b&gt;Ola &amp; sønn&lt;/b&gt;", `href="https://example.no/kontakt"`)
}

// TestKeptWithoutWords: what is kept and has no words on the page keeps the site from starting.
func TestKeptWithoutWords(t *testing.T) {
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	for name, k := range map[string]webchat.Kept{
		"thing": {What: "diary", For: time.Hour, Of: "hash"}, "person": {What: "votes", For: time.Hour, Of: "name"},
		"end": {What: "votes", Until: "later", Of: "hash"}, "no end": {What: "votes", Of: "hash"},
	} {
		if _, err := webchat.New(webchat.Config{Words: words, Log: slog.New(slog.DiscardHandler), Kept: []webchat.Kept{k}}); err == nil || !strings.Contains(err.Error(), "no words") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFraming: where Teams has a tab its pages alone may show ours in a frame, and only
// those that are read; nobody's may show the editors' or the API.
func TestFraming(t *testing.T) {
	s := newWholeSite(t, withAddress, reported, func(c *webchat.Config) { c.Framers = []string{"https://teams.example", "https://*.teams.example"} })
	for path, framed := range map[string]bool{
		"/": true, "/?q=jamal": true, "/nb": true, "/nb/map": true, "/nb/note": true, "/nb/fagbrev-pa-jobb": true, "/nb/fagbrev-pa-jobb/note": true,
		"/nb/nothing": true, "/nb/privacy": true, "/terms": true, "/nn/terms": true, "/api": true, "/en/api": true, "/privacy": true,
		"/handout/uk/introduksjonsstonad": true,
		"/report":                         false, "/report.csv": false, "/api/openapi.json": false, "/api/suggest?q=k": false, "/sitemap.xml": false, "/robots.txt": false,
		"/oembed": false, "/no/such/page": false, "/static/x/logo.svg": false,
	} {
		h := s.get(t, path).Header
		csp := h.Get("Content-Security-Policy")
		if got := strings.HasSuffix(csp, "frame-ancestors https://teams.example https://*.teams.example"); got != framed {
			t.Errorf("%s: %s", path, csp)
		}
		if !framed && (!strings.HasSuffix(csp, "frame-ancestors 'none'") || h.Get("X-Frame-Options") != "DENY") || framed && h.Get("X-Frame-Options") != "" {
			t.Errorf("%s: %s, X-Frame-Options %q", path, csp, h.Get("X-Frame-Options"))
		}
	}
	for _, path := range []string{"/feedback", "/editors", "/api/editors", "/report/close"} {
		if csp := s.post(t, path, nil).Header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "'none'") {
			t.Errorf("POST %s: %s", path, csp)
		}
	}
}
