package webchat_test

import (
	"encoding/xml"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/content"
)

// listed is a page of the sitemap.
type listed struct {
	Loc        string `xml:"loc"`
	Alternates []struct {
		Lang string `xml:"hreflang,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
}

var (
	canonical = regexp.MustCompile(`<link rel="canonical" href="([^"]*)">`)
	alternate = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">`)
)

// TestSitemap: the sitemap names every page in every language. Each address in it is one
// of a page that is there and calls itself by it, and that names the same other languages
// as the sitemap; each of those names it back.
func TestSitemap(t *testing.T) {
	bottest.OneByOne(t)
	s := newWholeSite(t, withAddress)
	contains(t, body(t, s.get(t, "/robots.txt")), "\nSitemap: "+address+"/sitemap.xml\n")
	res := s.get(t, "/sitemap.xml")
	if got := res.Header.Get("Content-Type"); res.StatusCode != http.StatusOK || got != "application/xml; charset=utf-8" {
		t.Fatalf("status %d, type %q", res.StatusCode, got)
	}
	var list struct {
		URLs []listed `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(body(t, res)), &list); err != nil {
		t.Fatal(err)
	}
	others := map[string]map[string]string{} // of an address: its page's in each language
	for _, u := range list.URLs {
		if others[u.Loc] != nil {
			t.Errorf("%s is named twice", u.Loc)
		}
		others[u.Loc] = map[string]string{}
		for _, a := range u.Alternates {
			others[u.Loc][a.Lang] = a.Href
		}
	}
	for _, e := range s.guide.Entries() {
		for _, l := range content.Langs() {
			if others[address+"/"+string(l)+"/"+e.ID] == nil {
				t.Errorf("%s in %s is not named", e.ID, l)
			}
		}
		for _, sn := range e.Snippets {
			if others[address+"/handout/"+sn.Lang+"/"+e.ID] == nil {
				t.Errorf("the sheet of %s in %s is not named", e.ID, sn.Lang)
			}
		}
	}
	for loc, langs := range others {
		path, ours := strings.CutPrefix(loc, address)
		res := s.get(t, path)
		page := body(t, res)
		if !ours || res.StatusCode != http.StatusOK || len(res.Cookies()) > 0 {
			t.Errorf("%s: status %d", loc, res.StatusCode)
			continue
		}
		if own := canonical.FindStringSubmatch(page); own == nil || own[1] != loc {
			t.Errorf("%s calls itself %q", loc, own)
		}
		named := map[string]string{}
		for _, m := range alternate.FindAllStringSubmatch(page, -1) {
			named[m[1]] = m[2]
		}
		if !maps.Equal(named, langs) {
			t.Errorf("%s: the page names %v, the sitemap %v", loc, named, langs)
		}
		if !slices.Contains(slices.Collect(maps.Values(langs)), loc) {
			t.Errorf("%s is none of its own languages", loc)
		}
		for lang, other := range langs {
			if back := others[other]; back == nil || !maps.Equal(back, langs) {
				t.Errorf("%s in %s, %s, does not name it back", loc, lang, other)
			}
		}
	}
}

// TestNoSitemapWithoutAnAddress: a sitemap has whole addresses, and a host that somebody
// names is none of ours.
func TestNoSitemapWithoutAnAddress(t *testing.T) {
	s := newSite(t)
	if res := s.get(t, "/sitemap.xml", "Host", "evil.example"); res.StatusCode != http.StatusNotFound {
		t.Errorf("status %d, want 404", res.StatusCode)
	}
	lacks(t, body(t, s.get(t, "/robots.txt", "Host", "evil.example")), "Sitemap", "evil")
}

// TestWhereAPageIsAtHome: pages with more in their address than names them are at home
// without it; those that are not to be found are nowhere.
func TestWhereAPageIsAtHome(t *testing.T) {
	old := oldFagbrev(t)
	s := newSite(t, withHistory(old), withAddress)
	for path, want := range map[string]string{
		"/": "/", "/?lang=nb": "/", "/?lang=en": "/?lang=en", "/nb/fagbrev?side=en": "/nb/fagbrev", "/nn/map?goal=work": "/nn/map",
		"/nb/jamal?step=2": "/nb/jamal?step=2", "/nb/fagbrev@" + digits(s, "fagbrev"): "/nb/fagbrev",
		"/nb/fagbrev@" + shortOf(old): "", "/nb/fagbrev/note": "", "/?q=fagbrev": "", "/nb/fagbrv": "", "/handout/so/fagbrev": "",
	} {
		page := body(t, s.get(t, path))
		own := canonical.FindStringSubmatch(page)
		if want == "" {
			if own != nil || alternate.MatchString(page) {
				t.Errorf("%s is at home at %q", path, own)
			}
			continue
		}
		if own == nil || own[1] != address+want {
			t.Errorf("%s is at home at %q, want %q", path, own, address+want)
		}
	}
}

// TestForgivenAddresses: whoever writes an address nearly right gets there.
func TestForgivenAddresses(t *testing.T) {
	s := newSite(t)
	for typed, want := range map[string]string{
		"/no/fagbrev": "/nb/fagbrev", "/nb-NO/fagbrev?side=en": "/nb/fagbrev?side=en", "/NN_no/map/": "/nn/map", "/no": "/nb",
		"/nb/%66agbrev": "/nb/fagbrev", "/nb/fagbrev-p%C3%A5-jobb": "/nb/fagbrev-pa-jobb", "/nb/Fagbrev_pa%20jobb": "/nb/fagbrev-pa-jobb",
		"/fagbrev": "/nb/fagbrev", "/Fagbrev-pa-jobb": "/nb/fagbrev-pa-jobb", "/map": "/nb/map",
		"/en/fagbrev/Note/": "/en/fagbrev/note", "/handout/AR/fagbrev": "/handout/ar/fagbrev",
	} {
		res := s.get(t, typed)
		if got := res.Header.Get("Location"); res.StatusCode != http.StatusPermanentRedirect || got != want {
			t.Errorf("GET %s: status %d to %q, want 308 to %q", typed, res.StatusCode, got, want)
		}
	}
	for _, path := range []string{
		"/nothing", "/de/fagbrev", "/evil.example/nb/fagbrev", "/nb/fagbrev%2F..%2Fx", "/no/" + strings.Repeat("a", 10_000), "/nb/fagbrev%00", "/handout/", "/note",
	} {
		res := s.get(t, path)
		if to := res.Header.Get("Location"); strings.Contains(to, "evil") || res.StatusCode == http.StatusOK {
			t.Errorf("GET %.40s: status %d to %q", path, res.StatusCode, to)
		}
	}
}
