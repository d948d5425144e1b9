package webchat_test

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// guarded are texts with and without personal numbers: every writing that the guard is
// judged by, as it stands and hidden in the ways a browser can send it, and strings of what
// such texts are made of.
func guarded(t *testing.T) []string {
	t.Helper()
	r := rand.New(rand.NewPCG(14, 2))
	var out []string
	for _, file := range []string{"guard.txt", "guard_heldout.txt"} {
		for _, w := range bottest.Writings(t, "../testdata/"+file) {
			text := bottest.Fill(r, w.Text)
			out = append(out, text)
			switch r.IntN(12) {
			case 0:
				out = append(out, url.QueryEscape(text), strings.ReplaceAll(url.PathEscape(text), "%20", "%2f"))
			case 1:
				out = append(out, html.EscapeString("<b>"+text+"</b>"), "<p class=x>"+strings.ReplaceAll(text, " ", "</p>\n<p>"))
			case 2:
				out = append(out, strings.ReplaceAll(text, " ", "&nbsp;"), strings.ReplaceAll(text, " ", "&#160;"), strings.ReplaceAll(text, " ", "&ensp"))
			case 3:
				out = append(out, strings.ToUpper(text), strings.Join(strings.Split(text, ""), "\u200b"))
			}
		}
	}
	parts := strings.Fields(`fnr f.nr personnummer personnumer fødselsnummer: D-nummer dufnr pass passport kontonr sak tlf kl er for og født fra 1. januar
		mai 1990 90 01 12 31 2012 586975 61 201258697561 01019012480 410190 12480 010190 AB 1234567 12345678 +47 22 33 44 55 1234.56.78903 2024/123456-78
		1.8.2024 12:30 123.456,00 ٠١٠١٩٠ ０１０１９０ ①② 𝟎𝟏 é ÆØÅ İ ß & &amp; &#48;&#49; %20 <b> </b> — – · _ ' " ( ) / , . : * ~ ` + "`" + ` \ 😀 e` + "\u0301" + ` 1` + "\ufe0f\u20e3")
	gaps := []string{" ", "", "  ", "-", ".", "\n", "\t", "\u00a0", "/", ": ", ", "}
	for range 1000 {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(parts[r.IntN(len(parts))] + gaps[r.IntN(len(gaps))])
		}
		out = append(out, b.String())
	}
	return out
}

// TestGuardInTheBrowser: the page finds in what is being written what the guard finds in
// what was sent, the same kind at the same text; and what it takes out leaves nothing to
// find, and all else.
func TestGuardInTheBrowser(t *testing.T) {
	s := newSite(t)
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx := browser(t)
	do(t, ctx, chromedp.Navigate(srv.URL+"/"))
	texts := guarded(t)
	written, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	type seen struct{ Kind, Without string }
	began := time.Now()
	found := eval[[]seen](t, ctx, fmt.Sprintf(`import(%q).then((m) => %s.map((text) => ({Kind: m.find(text)?.kind ?? "", Without: m.without(text)})))`,
		staticPath(t, s, "guard.js"), written))
	took := time.Since(began)
	numbers, wrong := 0, 0
	for i, text := range texts {
		want := string(bot.FindNumber(text))
		if want != "" {
			numbers++
		}
		if found[i].Kind != want {
			if wrong++; wrong <= 20 {
				t.Errorf("%q is %q in the browser, want %q", text, found[i].Kind, want)
			}
		}
		if kind := bot.FindNumber(found[i].Without); kind != "" {
			t.Errorf("%q without its number is %q, which has a %s", text, found[i].Without, kind)
		}
	}
	t.Logf("%d texts in %v, %d of them with a number, judged otherwise in the browser: %d", len(texts), took, numbers, wrong)
	if numbers < 300 || len(texts)-numbers < 300 {
		t.Errorf("%d texts with a number, %d without: too few of either", numbers, len(texts)-numbers)
	}
}

// staticPath is the address of a script of the pages.
func staticPath(t *testing.T, s *site, name string) string {
	t.Helper()
	page := body(t, s.get(t, "/"))
	m := regexp.MustCompile(`"(/static/[0-9a-f]+/)front.js"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page has no script")
	}
	return m[1] + name
}
