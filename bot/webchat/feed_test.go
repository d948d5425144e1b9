package webchat_test

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
)

// atomFeed is a feed as a reader of RFC 4287 has it.
type atomFeed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      []string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   []string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  []string   `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID      []string   `xml:"http://www.w3.org/2005/Atom id"`
		Title   []string   `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string   `xml:"http://www.w3.org/2005/Atom updated"`
		Links   []atomLink `xml:"http://www.w3.org/2005/Atom link"`
		Summary []string   `xml:"http://www.w3.org/2005/Atom summary"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr"`
}

// valid checks what RFC 4287 demands of a feed: each element that must be there is, once;
// times are RFC 3339, ids absolute and no two the same; a feed without a text of its own has
// a page, and so has each entry.
func (f atomFeed) valid(t *testing.T, path string) {
	t.Helper()
	ids := map[string]bool{}
	element := func(name string, values []string) string {
		t.Helper()
		if len(values) != 1 || strings.TrimSpace(values[0]) == "" {
			t.Errorf("%s: %s is %q, want it once", path, name, values)
			return ""
		}
		return values[0]
	}
	common := func(id, title, updated []string, links []atomLink) (at time.Time) {
		t.Helper()
		element("title", title)
		name := element("id", id)
		if u, err := url.Parse(name); err != nil || !u.IsAbs() || ids[name] {
			t.Errorf("%s: the id %q is not absolute, or not alone", path, name)
		}
		ids[name] = true
		at, err := time.Parse(time.RFC3339, element("updated", updated))
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		pages := 0
		for _, l := range links {
			if u, err := url.Parse(l.Href); err != nil || !u.IsAbs() || l.Type == "" {
				t.Errorf("%s: the link %+v", path, l)
			}
			if l.Rel == "alternate" {
				pages++
			}
		}
		if pages != 1 {
			t.Errorf("%s: %d pages, want one", path, pages)
		}
		return at
	}
	latest := common(f.ID, f.Title, f.Updated, f.Links)
	element("author", f.Author)
	if len(f.Links) == 0 || f.Links[0].Rel != "self" || f.Links[0].Href != address+path {
		t.Errorf("%s: the feed is at %+v", path, f.Links)
	}
	before := latest
	for _, e := range f.Entries {
		at := common(e.ID, e.Title, e.Updated, e.Links)
		element("summary", e.Summary)
		if at.After(before) {
			t.Errorf("%s: an entry of %v stands behind one of %v", path, at, before)
		}
		before = at
	}
}

// revisions is what a journal knows.
type revisions struct {
	history
	all  []bot.Revision
	fail error
}

func (r *revisions) Revisions(_ context.Context, limit int) ([]bot.Revision, error) {
	return r.all[:min(limit, len(r.all))], r.fail
}

// revisedSite is a site whose guide changed: of fagbrev a statement twice, and between that
// something that is none; jamal is new, and norsk was called something else.
func revisedSite(t *testing.T) (*site, *revisions) {
	t.Helper()
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	first := guideWith(t, " kom i 2018.", " kom i 2017.")
	second := guideWith(t, "example.org/fagbrev?a=1", "example.org/fagbrev?a=2")
	third, err := content.Load(fixture)
	if err != nil {
		t.Fatal(err)
	}
	r := &revisions{}
	version := func(g *content.Guide, id string, day int) string {
		e, ok := g.Entry(id)
		if !ok {
			t.Fatal(id)
		}
		v := bot.Version{Entry: e, Digest: g.Digest(id), From: at.AddDate(0, 0, day), To: at.AddDate(0, 0, day+1)}
		r.versions = append(r.versions, v)
		return v.Digest
	}
	a, b, c := version(first, "fagbrev", 0), version(second, "fagbrev", 1), version(third, "fagbrev", 2)
	r.all = []bot.Revision{
		{Entry: "jamal", Digest: version(third, "jamal", 3), At: at.AddDate(0, 0, 3)},
		{Entry: "fagbrev", Digest: c, Before: b, At: at.AddDate(0, 0, 2)},
		{Entry: "fagbrev", Digest: b, Before: a, At: at.AddDate(0, 0, 1)},
		{Entry: "borte", Digest: a, Before: b, At: at},
	}
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t, withAddress, func(c *webchat.Config) {
		c.Bot = bot.New(bot.Config{Guide: third, Index: finder{third}, Words: words, Versions: r.history})
		c.History = r
	})
	return s, r
}

// TestFeeds: the feeds of a topic, of an entry and of the whole guide tell what is stated
// otherwise than before, in each language, as RFC 4287 has it.
func TestFeeds(t *testing.T) {
	s, _ := revisedSite(t)
	says := func(f atomFeed) string {
		var out []string
		for _, e := range f.Entries {
			out = append(out, fmt.Sprintf("%s %s: %s", e.Updated[0], e.Title[0], e.Summary[0]))
		}
		return strings.Join(out, "\n")
	}
	const reworded = "2026-03-02T11:00:00Z Fagbrev på jobb: Endret: Den kom i 2018."
	for path, want := range map[string]string{
		"/nb/fov/changes.atom":     reworded,
		"/nb/fagbrev/changes.atom": reworded,
		"/nb/norsk/changes.atom":   "",
		"/nb/changes.atom":         "2026-03-04T11:00:00Z",
		"/nn/fov/changes.atom":     "2026-03-02T11:00:00Z Fagbrev på jobb: Endra: Ho kom i 2018.",
		"/en/fov/changes.atom":     "",
		"/en/changes.atom":         "New in the guide: ",
	} {
		res := s.get(t, path)
		text := body(t, res)
		if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != "application/atom+xml; charset=utf-8" {
			t.Fatalf("%s: status %d, type %q", path, res.StatusCode, got)
		}
		var f atomFeed
		if err := xml.Unmarshal([]byte(text), &f); err != nil {
			t.Fatal(err)
		}
		f.valid(t, path)
		if f.Lang != path[1:3] {
			t.Errorf("%s is in %q", path, f.Lang)
		}
		if got := says(f); !strings.Contains(got, want) || want == "" && got != "" || strings.Contains(path, "/nb/f") && got != want {
			t.Errorf("%s says\n%s\nwant\n%s", path, got, want)
		}
	}
}

// TestFeedAddresses: a feed is told of by its pages, an unknown one is a page that says so in
// its language, one of an id of before leads home, and there is none without a journal.
func TestFeedAddresses(t *testing.T) {
	s, r := revisedSite(t)
	for path, feed := range map[string]string{"/": "/nb/changes.atom", "/?lang=nn": "/nn/changes.atom", "/en/fov": "/en/fov/changes.atom"} {
		page := body(t, s.get(t, path))
		contains(t, page, `<link rel="alternate" type="application/atom+xml"`, `href="`+feed+`" type="application/atom+xml"`)
	}
	contains(t, body(t, s.get(t, "/nb/fagbrev")), `href="/nb/fagbrev/changes.atom"`)
	for path, want := range map[string]string{"/nb/fovv/changes.atom": "Fant ikke siden", "/nn/nei/changes.atom": "Fann ikkje sida", "/en/no/changes.atom": "Page not found"} {
		res := s.get(t, path)
		if page := body(t, res); res.StatusCode != http.StatusNotFound || !strings.Contains(page, want) || !strings.Contains(page, `<html lang="`+path[1:3]) {
			t.Errorf("%s: status %d", path, res.StatusCode)
		}
	}
	contains(t, body(t, s.get(t, "/nb/fovv/changes.atom")), "/nb/fov")
	if res := s.get(t, "/nb/fagbrev-pa-jobb/changes.atom"); res.StatusCode != http.StatusMovedPermanently || res.Header.Get("Location") != "/nb/fagbrev/changes.atom" {
		t.Errorf("an id of before leads to %q with %d", res.Header.Get("Location"), res.StatusCode)
	}
	r.fail = errors.New("the journal does not answer")
	if res := s.get(t, "/nn/norsk/changes.atom"); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("without an answer of the journal: %d", res.StatusCode)
	}
	without := newSite(t)
	if res := without.get(t, "/nb/fov/changes.atom"); res.StatusCode != http.StatusNotFound {
		t.Errorf("without a journal: %d", res.StatusCode)
	}
	lacks(t, body(t, without.get(t, "/nb/fov")), "atom")
}

// TestFeedConditional: whoever has a feed already is told so, by its tag or by its time.
func TestFeedConditional(t *testing.T) {
	s, _ := revisedSite(t)
	const path = "/nb/fov/changes.atom"
	res := s.get(t, path)
	tag, modified := res.Header.Get("ETag"), res.Header.Get("Last-Modified")
	if tag == "" || modified != "Mon, 02 Mar 2026 11:00:00 GMT" {
		t.Fatalf("ETag %q, Last-Modified %q", tag, modified)
	}
	for _, tt := range []struct {
		header, value string
		want          int
	}{
		{"If-None-Match", tag, http.StatusNotModified},
		{"If-None-Match", `"another"`, http.StatusOK},
		{"If-Modified-Since", modified, http.StatusNotModified},
		{"If-Modified-Since", "Mon, 02 Mar 2026 10:59:59 GMT", http.StatusOK},
		{"If-Modified-Since", "yesterday", http.StatusOK},
	} {
		if res := s.get(t, path, tt.header, tt.value); res.StatusCode != tt.want {
			t.Errorf("%s %q: %d, want %d", tt.header, tt.value, res.StatusCode, tt.want)
		}
	}
}
