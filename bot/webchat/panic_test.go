package webchat_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// panicking breaks with what was asked, wherever the pages reach beyond themselves.
type panicking struct{ *journal }

const broke = "deltakeren min heter Kari"

func (panicking) Search(context.Context, search.Query) (search.Result, error) { panic(broke) }

func (panicking) Feedback(webchat.Feedback) error { panic(broke) }

func (panicking) Opened(string, content.Lang) { panic(broke) }

// TestPanic: a request that breaks is answered as any failure of ours, in the reader's
// language, counted by its route, and logged without the value.
func TestPanic(t *testing.T) {
	var log bytes.Buffer
	var counted []string
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, func(c *webchat.Config) {
		c.Bot = bot.New(bot.Config{Guide: c.Bot.Guide(), Index: panicking{}, Words: words})
		c.Journal, c.Log = panicking{}, slog.New(slog.NewTextHandler(&log, nil))
		c.Panicked = func(route string) { counted = append(counted, route) }
	})
	entry := s.guide.Entries()[0].ID
	in := func(l string) []string {
		w := words.In(l)
		return []string{w.Text(locales.WebUnavailable), w.Text(locales.TryAgain), `<html lang="` + l + `"`}
	}
	question := url.Values{"q": {"norskkurs for Kari"}}
	for _, tt := range []struct {
		name string
		res  *http.Response
		want []string
	}{
		{"question", s.post(t, "/", question), in("nb")},
		{"question in nynorsk", s.get(t, "/?lang=nn&"+question.Encode()), in("nn")},
		{"question in Swedish", s.get(t, "/?lang=sv&"+question.Encode(), "Accept-Language", "sv"), in("nb")},
		{"page", s.get(t, "/en/"+entry), in("en")},
		{"feedback", s.post(t, "/feedback", url.Values{"lang": {"nb"}, "entry": {entry}, "helpful": {"yes"}}), in("nb")},
		{"API", s.post(t, "/api/ask", url.Values{"question": {"norskkurs for Kari"}}), []string{`{"error":"` + words.In("nb").Text(locales.WebUnavailable)}},
	} {
		if tt.res.StatusCode != http.StatusInternalServerError {
			t.Errorf("%s: %s, want 500", tt.name, tt.res.Status)
		}
		text := body(t, tt.res)
		contains(t, text, tt.want...)
		lacks(t, text, "Kari", "panic")
	}
	want := []string{"POST /{$}", "GET /{$}", "GET /{$}", "GET /{lang}/{id}", "POST /feedback", "POST /api/ask"}
	if !slices.Equal(counted, want) {
		t.Errorf("counted %q, want %q", counted, want)
	}
	if strings.Contains(log.String(), "Kari") || !strings.Contains(log.String(), "panicking.Search") {
		t.Errorf("the log holds the value, or not the place: %s", &log)
	}
	if res := s.get(t, "/"); res.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %s", res.Status)
	}
}
