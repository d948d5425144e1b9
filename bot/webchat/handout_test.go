package webchat_test

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	goqr "github.com/piglig/go-qr"

	"veiviser/bot/bottest"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// address is the site's to the world.
const address = "https://veiviser.example.no"

func withAddress(c *webchat.Config) { c.BaseURL = address }

// TestHandouts: every text to participants that the guide has has a sheet, with the
// Norwegian beside it, whom to ask, its address as text and as a code, and whether somebody
// has checked it; nothing on it depends on the language its reader has chosen.
func TestHandouts(t *testing.T) {
	bottest.OneByOne(t)
	s := newWholeSite(t, withAddress)
	i := 0
	for _, e := range s.guide.Entries() {
		original, _ := e.Snippet("nb")
		for _, sn := range e.Snippets {
			i++
			path := "/handout/" + sn.Lang + "/" + e.ID
			page := body(t, s.get(t, path))
			text := plain(page)
			dir := "ltr"
			if sn.Lang == "ar" || sn.Lang == "prs" {
				dir = "rtl"
			}
			contains(t, page, fmt.Sprintf(`<section class="theirs" lang="%s" dir="%s">`, sn.Lang, dir), `<h1 class="ds-heading" data-size="md" lang="nb" dir="ltr">`)
			contains(t, text, sn.Text, original.Text, e.Text(content.Bokmal).Title, address+path, "Hvem du kan spørre · Who you can ask", "Utkast", "Draft")
			for _, id := range e.Responsible {
				a, _ := s.guide.Entry(id)
				contains(t, text, a.Text(content.Bokmal).Title)
			}
			if i%(len(content.SnippetLangs())+1) != 0 {
				continue // the rest is of one language of each
			}
			if got := decoded(t, page); got != address+path {
				t.Errorf("GET %s: the code says %q", path, got)
			}
			if sheet(body(t, s.get(t, path+"?lang=en"))) != strings.ReplaceAll(sheet(page), `href="/nb/`, `href="/en/`) {
				t.Errorf("GET %s: the sheet depends on the reader's language", path)
			}
		}
	}
	if i < 300 {
		t.Errorf("%d sheets", i)
	}
}

// sheet is the part of the page that is printed.
func sheet(page string) string {
	_, rest, _ := strings.Cut(page, `<article class="sheet"`)
	s, _, _ := strings.Cut(rest, "</article>")
	return s
}

var tag = regexp.MustCompile(`<[^>]*>`)

// plain is a page's text. Apostrophes and the like are written as in the guide.
func plain(page string) string {
	return strings.NewReplacer("&#39;", "'", "&#34;", `"`, "&amp;", "&").Replace(tag.ReplaceAllString(page, ""))
}

var dark = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1`)

// decoded reads the QR code of a page as a telephone does.
func decoded(t *testing.T, page string) string {
	t.Helper()
	const module = 4
	img := image.NewGray(image.Rect(0, 0, 60*module, 60*module))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for _, m := range dark.FindAllStringSubmatch(page, -1) {
		var n [3]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		at := image.Rect(n[0]*module, n[1]*module, (n[0]+n[2])*module, (n[1]+1)*module)
		draw.Draw(img, at, image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	text, err := goqr.Decode(img)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestHandoutAddresses: what an address may ask for beside today's sheet.
func TestHandoutAddresses(t *testing.T) {
	old := oldFagbrev(t)
	s := newSite(t, withHistory(old), withAddress)
	for _, tt := range []struct {
		name, path string
		status     int
		to         string
		want, not  []string
	}{
		{"today", "/handout/uk/fagbrev", 200, "", []string{"Ви можете отримати", "Du kan ta fagbrev mens du jobber.", "Draft: nobody"}, []string{"noindex"}},
		{"checked", "/handout/nb/fagbrev", 200, "", []string{"Kontrollert 10. januar 2026 av redaksjonen.", "Checked 10 January 2026 by redaksjonen."}, []string{"Utkast", `class="ours"`}},
		{"English page", "/handout/ar/fagbrev?lang=en", 200, "", []string{`<html lang="en"`, ">Print<", `href="/en/fagbrev"`, `href="/handout/uk/fagbrev?lang=en"`}, nil},
		{"as it stood", "/handout/uk/fagbrev@" + shortOf(old), 200, "", []string{"noindex", "Siden er endret etter dette.", `href="/handout/uk/fagbrev"`, "handout/<wbr>uk/<wbr>fagbrev@" + shortOf(old)}, []string{`rel="canonical"`}},
		{"today's version", "/handout/uk/fagbrev@" + digits(s, "fagbrev"), 200, "", []string{`rel="canonical" href="` + address + `/handout/uk/fagbrev"`}, []string{"Siden er endret etter dette."}},
		{"old id", "/handout/uk/fagbrev-pa-jobb?lang=nn", 301, "/handout/uk/fagbrev?lang=nn", nil, nil},
		{"capitals and a slash", "/handout/UK/Fagbrev/", 308, "/handout/uk/fagbrev", nil, nil},
		{"a language it lacks", "/handout/so/fagbrev", 404, "", []string{"Fagbrev på jobb har ingen tekst på somali", `href="/handout/uk/fagbrev" hreflang="uk" lang="uk"><bdi>Українська</bdi>`, "Norsk"}, nil},
		{"no language of ours", "/handout/xyzzy/fagbrev", 404, "", []string{"har ingen tekst på dette språket", "/handout/ar/fagbrev"}, []string{"xyzzy"}},
		{"no texts", "/handout/uk/norsk?lang=en", 404, "", []string{"has no text for the participant", `href="/en/norsk"`}, []string{"Українська"}},
		{"unknown entry", "/handout/uk/fagbrv", 404, "", []string{"Fagbrev på jobb"}, []string{"Українська"}},
		{"unknown version", "/handout/uk/fagbrev@ffffffffffff", 404, "", []string{`href="/nb/fagbrev"`}, nil},
		{"long id", "/handout/uk/" + strings.Repeat("a", 10_000), 404, "", nil, []string{"aaaa"}},
		{"long language", "/handout/" + strings.Repeat("a", 10_000) + "/fagbrev", 404, "", []string{"/handout/uk/fagbrev"}, []string{"aaaa"}},
		{"no id", "/handout/uk", 404, "", nil, nil},
		{"another address in it", "/handout/uk/fagbrev%3Fstep=2%23x", 404, "", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := s.get(t, tt.path)
			if res.StatusCode != tt.status || res.Header.Get("Location") != tt.to {
				t.Errorf("GET %.60s: status %d to %q, want %d to %q", tt.path, res.StatusCode, res.Header.Get("Location"), tt.status, tt.to)
			}
			page := body(t, res)
			contains(t, page, tt.want...)
			lacks(t, page, tt.not...)
			if len(res.Cookies()) > 0 {
				t.Error("a cookie is set")
			}
		})
	}
	// Where the site's address is not known, there is no code: its reader would not get here.
	page := body(t, newSite(t).get(t, "/handout/uk/fagbrev"))
	contains(t, page, `id="address">/<wbr>handout/<wbr>uk/<wbr>fagbrev<`)
	lacks(t, page, `class="qr"`)
	if res := s.do(t, httptest.NewRequest("POST", "/handout/uk/fagbrev", nil)); res.StatusCode == http.StatusOK {
		t.Error("a sheet is no form")
	}
}

var conversationIn = regexp.MustCompile(`name="conversation" value="([a-z2-7]{26})"`)

// TestLinksToHandouts: the entry's page and the answer with a text lead to its sheet.
func TestLinksToHandouts(t *testing.T) {
	s := newSite(t)
	contains(t, body(t, s.get(t, "/nn/fagbrev")), `href="/handout/uk/fagbrev?lang=nn"`, `<bdi lang="ar">العربية</bdi> (arabisk)`)

	whole := newWholeSite(t)
	ask := url.Values{"lang": {"nb"}, "q": {"hva er KVP?"}}
	res := whole.post(t, "/", ask)
	ask.Set("conversation", conversationIn.FindStringSubmatch(body(t, res))[1])
	ask.Set("q", "på arabisk")
	contains(t, body(t, whole.post(t, "/", ask)), `lang="ar" dir="auto">برنامج التأهيل (<bdi lang="no">kvalifiseringsprogram</bdi>`, `href="/handout/ar/kvalifiseringsprogram"`)
}
