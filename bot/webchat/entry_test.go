package webchat_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/webchat"
	"veiviser/content"
)

func TestTodaysPageIsAskedForEachTime(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/", "/nb/fagbrev", "/nb/fagbrev?side=nn", "/nb/jamal?step=1", "/nb/map", "/nb/fagbrev/note"} {
		res := s.get(t, path)
		if got := res.Header.Get("Cache-Control"); got != "no-cache" {
			t.Errorf("GET %s: Cache-Control = %q, want no-cache", path, got)
		}
		etag := res.Header.Get("ETag")
		again := s.get(t, path, "If-None-Match", etag)
		if etag == "" || again.StatusCode != http.StatusNotModified || body(t, again) != "" {
			t.Errorf("GET %s with its ETag %q: status %d, want 304", path, etag, again.StatusCode)
		}
		if other := s.get(t, path, "If-None-Match", `"other"`); other.StatusCode != http.StatusOK {
			t.Errorf("GET %s with another ETag: status %d, want 200", path, other.StatusCode)
		}
	}
}

func TestCompressed(t *testing.T) {
	s := newSite(t)
	plain, packed := s.get(t, "/nb/fagbrev"), s.get(t, "/nb/fagbrev", "Accept-Encoding", "br, gzip")
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("headers of the compressed page: %v", packed.Header)
	}
	if plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Error("the compressed page has the plain page's ETag")
	}
	if again := s.get(t, "/nb/fagbrev", "Accept-Encoding", "gzip", "If-None-Match", packed.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("compressed page with its ETag: status %d, want 304", again.StatusCode)
	}
}

func TestStaticFilesAreKeptForEver(t *testing.T) {
	s := newSite(t)
	page := body(t, s.get(t, "/"))
	_, rest, _ := strings.Cut(page, `href="/static/`)
	name, _, _ := strings.Cut(rest, `"`)
	res := s.get(t, "/static/"+name)
	if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("GET /static/%s: status %d, Cache-Control %q", name, res.StatusCode, res.Header.Get("Cache-Control"))
	}
	_, file, _ := strings.Cut(name, "/")
	old := s.get(t, "/static/000000000000/"+file)
	if old.StatusCode != http.StatusOK || old.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("a file of another release: status %d, Cache-Control %q", old.StatusCode, old.Header.Get("Cache-Control"))
	}
	for _, path := range []string{"/static/x/../../webchat.go", "/static/x/nothing.css", "/static/x/"} {
		if res := s.get(t, path); res.StatusCode == http.StatusOK {
			t.Errorf("GET %s: status 200", path)
		}
	}
}

func TestWaysToNowhere(t *testing.T) {
	s := newSite(t)
	for _, tt := range []struct {
		name, path, want string
		status           int
	}{
		{"old id", "/nb/fagbrev-pa-jobb", "", http.StatusMovedPermanently},
		{"slip in the id", "/en/norks", `href="/en/norsk"`, 404},
		{"words of an id", "/nb/norskopplaering-for-voksne", `href="/nb/norsk"`, 404},
		{"unknown id", "/nb/xyzzy", "Fant ikke siden", 404},
		{"wrong language", "/de/fagbrev", `href="/nb/fagbrev"`, 404},
		{"unknown language and id", "/de/xyzzy", "Fant ikke siden", 404},
		{"10 kB id", "/nb/" + strings.Repeat("a", 10_000), "Fant ikke siden", 404},
		{"traversal", "/nb/..%2f..%2fetc%2fpasswd", "Fant ikke siden", 404},
		{"HTML", "/nb/%3Cscript%3Ealert(1)%3C/script%3E", "Fant ikke siden", 404},
		{"null byte", "/nb/fag%00brev", "Fant ikke siden", 404},
		{"personal number", "/nb/01019012480", "Fant ikke siden", 404},
		{"no version of a digest", "/nb/fagbrev@ffffffffffff", "aldri vist «Fagbrev på jobb»", 404},
		{"digest of another entry", "/nb/fagbrev@" + digits(s, "norsk"), "aldri vist", 404},
		{"digest that is none", "/nb/fagbrev@xyz", "Fant ikke siden", 404},
		{"empty digest", "/nb/fagbrev@", "Fant ikke siden", 404},
		{"step that is none", "/nb/jamal?step=99", "", http.StatusSeeOther},
		{"step of no journey", "/nb/fagbrev?step=1", "", http.StatusSeeOther},
		{"note of nothing", "/nb/xyzzy/note", "Fant ikke siden", 404},
		{"note of an old id", "/nb/fagbrev-pa-jobb/note", "", http.StatusMovedPermanently},
		{"note of no version", "/nb/fagbrev/note@ffffffffffff", "aldri vist", 404},
		{"page that is no note", "/nb/fagbrev/notes", "Fant ikke siden", 404},
		{"language alone", "/nn", "", http.StatusSeeOther},
		{"picture without a painter", "/pictures/nb/jamal.png", "Fant ikke siden", 404},
		{"no route", "/a/b/c/d", "Fant ikke siden", 404},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := s.get(t, tt.path)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			page := body(t, res)
			contains(t, page, tt.want)
			lacks(t, page, "<script>alert", "passwd", "01019012480", "aaaaaaaa")
		})
	}
	for path, want := range map[string]string{
		"/nb/fagbrev-pa-jobb":      "/nb/fagbrev",
		"/nb/fagbrev-pa-jobb/note": "/nb/fagbrev/note",
		"/nb/jamal?step=99":        "/nb/jamal",
	} {
		if got := s.get(t, path).Header.Get("Location"); got != want {
			t.Errorf("%s leads to %q, want %q", path, got, want)
		}
	}
}

// TestHomeward: whoever types an address with capitals or a slash at its end meant the
// page. The query goes along; nothing that is no page is led anywhere.
func TestHomeward(t *testing.T) {
	s := newSite(t)
	var pages []string
	for _, l := range content.Langs() {
		pages = append(pages, "/"+string(l), bot.MapPath(l))
		for _, e := range s.guide.Entries() {
			r := bot.Ref{Lang: l, Entry: e.ID}
			version := bot.Ref{Lang: l, Entry: e.ID, Digest: digits(s, e.ID)}
			pages = append(pages, r.Path(), version.Path(), r.Path()+"/note", version.Path()+"/note")
		}
	}
	for _, page := range pages {
		for _, typed := range []string{page + "/", page + "//", strings.ToUpper(page), strings.ToUpper(page) + "/"} {
			for _, query := range []string{"", "?step=2&side=NN"} {
				for _, method := range []string{http.MethodGet, http.MethodHead} {
					res := s.do(t, httptest.NewRequest(method, typed+query, nil))
					if strings.Contains(typed, "//") && res.StatusCode/100 == 3 {
						continue // the mux tidies double slashes itself
					}
					if got := res.Header.Get("Location"); got != page+query || res.StatusCode != http.StatusPermanentRedirect {
						t.Fatalf("%s %s leads to %q (%d), want %q", method, typed+query, got, res.StatusCode, page+query)
					}
				}
			}
		}
		if res := s.get(t, page); strings.EqualFold(res.Header.Get("Location"), page) {
			t.Errorf("GET %s leads to itself", page)
		}
	}
	for _, tt := range []struct {
		method, path string
	}{
		{"POST", "/NB/Fagbrev"}, {"POST", "/API/Ask"}, {"GET", "/API/ask/"},
		{"GET", "/Robots.txt"}, {"GET", "/XX/Fagbrev"}, {"GET", "/nb/Fagbrev/Notes"},
		{"GET", "/nb/" + strings.Repeat("A", 10_000)}, {"GET", "/NB/%2F%2Fevil.example"},
	} {
		res := s.do(t, httptest.NewRequest(tt.method, tt.path, nil))
		if res.StatusCode/100 == 3 || res.Header.Get("Location") != "" {
			t.Errorf("%s %.60s: status %d, Location %q", tt.method, tt.path, res.StatusCode, res.Header.Get("Location"))
		}
	}
}

// digits are those of the digest of an entry of today.
func digits(s *site, id string) string {
	return strings.TrimPrefix(s.guide.Digest(id), "sha256:")[:12]
}

func TestHostileHostIsIgnored(t *testing.T) {
	for _, base := range []string{"", "https://veiviser.example.no"} {
		s := newSite(t, func(c *webchat.Config) { c.BaseURL = base + "/"[:min(1, len(base))] })
		for _, path := range []string{"/", "/nb/fagbrev", "/nb/fagbrev/note", "/nb/fagbrev-pa-jobb", "/oembed?url=" + base + "/nb/fagbrev"} {
			res := s.get(t, path, "Host", "evil.example", "X-Forwarded-Host", "evil.example")
			lacks(t, body(t, res)+res.Header.Get("Location"), "evil.example")
		}
		contains(t, body(t, s.get(t, "/nb/fagbrev/note")), base+"/nb/fagbrev@"+digits(s, "fagbrev"))
	}
}

func TestOpenedIsCounted(t *testing.T) {
	s := newSite(t)
	for _, path := range []string{"/nb/fagbrev", "/nb/fagbrev", "/en/jamal?step=1", "/nn/fagbrev@" + digits(s, "fagbrev"), "/nb/nothing", "/nn/fagbrev/note"} {
		s.get(t, path)
	}
	if want := []string{"nb/fagbrev", "nb/fagbrev", "en/jamal", "nn/fagbrev"}; !slices.Equal(s.journal.opened, want) {
		t.Errorf("opened = %v, want %v", s.journal.opened, want)
	}
	if want := []string{"nn/fagbrev"}; !slices.Equal(s.journal.noted, want) {
		t.Errorf("noted = %v, want %v", s.journal.noted, want)
	}
}

func TestEveryEntryHasItsPages(t *testing.T) {
	bottest.OneByOne(t)
	s := newWholeSite(t)
	for _, e := range s.guide.Entries() {
		for _, path := range []string{"/nb/" + e.ID, "/nn/" + e.ID + "?side=en", "/en/" + e.ID + "/note", "/en/" + e.ID + "@" + digits(s, e.ID)} {
			if res := s.get(t, path); res.StatusCode != http.StatusOK {
				t.Errorf("GET %s: status %d", path, res.StatusCode)
			}
		}
	}
}

// FuzzAddress asks for any address: the answer is never a failure of ours, never
// without its headers, and never shows the address as it came.
func FuzzAddress(f *testing.F) {
	for _, s := range []string{"fagbrev", "fagbrev@92aa6b435022", "fagbrev/note@92aa", "jamal?step=2", "fagbrev?side=nn", "..%2f", "<b>", "@", "a@b@c"} {
		f.Add(s)
	}
	g := newSite(f, func(c *webchat.Config) { c.Journal = nil })
	f.Fuzz(func(t *testing.T, path string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut("/nb/"+path, "?")
		res := g.do(t, r)
		if res.StatusCode >= 500 {
			t.Errorf("GET /nb/%q: status %d", path, res.StatusCode)
		}
		if res.StatusCode != http.StatusMovedPermanently && res.StatusCode != http.StatusTemporaryRedirect && res.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("GET /nb/%q: no policy", path)
		}
	})
}
