package webchat_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/locales"
)

// suggested are the suggestions for a text.
func suggested(tb testing.TB, s *site, query url.Values) []struct{ Title, Entry, Section, Press string } {
	tb.Helper()
	res := s.get(tb, "/api/suggest?"+query.Encode())
	if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" {
		tb.Errorf("%v: status %d, Cache-Control %q", query, res.StatusCode, res.Header.Get("Cache-Control"))
	}
	var out struct {
		Suggestions []struct{ Title, Entry, Section, Press string }
	}
	if err := json.Unmarshal([]byte(body(tb, res)), &out); err != nil {
		tb.Fatal(err)
	}
	if out.Suggestions == nil {
		tb.Errorf("%v: no list, not even an empty one", query)
	}
	return out.Suggestions
}

// TestSuggestionsAnswer: what is suggested is answered at once when the page's form sends
// its press, and what the answer is about is what was suggested.
func TestSuggestionsAnswer(t *testing.T) {
	s := newWholeSite(t)
	for _, tt := range []struct{ lang, text, want string }{
		{"", "kvp hvor lenge", "Kvalifiseringsprogrammet (KVP) · varighet"},
		{"nn", "kvp kor lenge", "Kvalifiseringsprogrammet (KVP) · varigheit"},
		{"en", "introd", "Introduction programme"},
		{"", "hawa", "Hawa: engelsk for å komme inn på studiet"},
		{"", "arbeidsrettet innh", "Arbeidsrettet innhold i kvalifiseringsløp"},
	} {
		got := suggested(t, s, url.Values{"q": {tt.text}, "lang": {tt.lang}})
		if len(got) == 0 || got[0].Title != tt.want {
			t.Errorf("%q suggests %+v, want first %q", tt.text, got, tt.want)
			continue
		}
		page := body(t, s.post(t, "/", url.Values{"press": {got[0].Press}, "lang": {tt.lang}, "part": {"exchange"}}))
		title, section, _ := strings.Cut(tt.want, " · ")
		contains(t, page, `href="/`, title, section, `class="points"`)
	}
	for _, text := range []string{"", "k", "01019012480", "introduksjonsprogram 01019012480", strings.Repeat("kvp ", 30_000), "\xff\x00"} {
		if got := suggested(t, s, url.Values{"q": {text}}); len(got) > 0 {
			t.Errorf("%.40q suggests %+v", text, got)
		}
	}
}

// TestSuggestionsFromOneAddress: ten times as often as it may ask may an address be given
// suggestions; they do not use up its questions.
func TestSuggestionsFromOneAddress(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Limits = webchat.Limits{Questions: 2} })
	typed := func(addr string) *http.Response {
		return s.from(t, addr, httptest.NewRequest("GET", "/api/suggest?q=fag&lang=nn", nil))
	}
	for range 20 {
		if got := typed("192.0.2.1").StatusCode; got != http.StatusOK {
			t.Fatalf("status %d", got)
		}
	}
	wantTooOften(t, typed("192.0.2.1"), "nn")
	if got := typed("192.0.2.2").StatusCode; got != http.StatusOK {
		t.Errorf("another address: status %d", got)
	}
	if got := s.from(t, "192.0.2.1", formRequest("/", url.Values{"q": {"fagbrev"}})).StatusCode; got != http.StatusOK {
		t.Errorf("a question after suggestions: status %d", got)
	}
}

// TestWhatIsTypedIsNotLogged: neither the log nor the answer to a failure has what was
// typed, nor the address it was sent by.
func TestWhatIsTypedIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, func(c *webchat.Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		c.Bot = bot.New(bot.Config{Guide: c.Bot.Guide(), Index: panicking{}, Words: words})
	})
	s.get(t, "/api/suggest?q=fag")
	if log.Len() > 0 {
		t.Errorf("log: %s", log.String())
	}
	res := s.get(t, "/api/suggest?q=deltakeren+min+Kari")
	if res.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d", res.StatusCode)
	}
	if log.Len() == 0 {
		t.Error("the failure is not logged")
	}
	lacks(t, log.String()+body(t, res), "Kari", "deltakeren", "q=")
}
