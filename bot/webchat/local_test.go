package webchat_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

// newLocalSite serves the guide that ships with the program, with local folders.
func newLocalSite(tb testing.TB) *site {
	tb.Helper()
	p := bottest.WithLocal(tb)
	return serve(tb, p.Guide, p.Index)
}

// askJSON asks the API.
func askJSON(tb testing.TB, s *site, question string) *http.Response {
	tb.Helper()
	r := httptest.NewRequest(http.MethodPost, "/api/ask", strings.NewReader(question))
	r.Header.Set("Content-Type", "application/json")
	return s.do(tb, r)
}

// onlyLocalTo holds a page or reply to what is local of the places alone.
func onlyLocalTo(t *testing.T, what, text string, places ...string) {
	t.Helper()
	for _, p := range bottest.LocalPlaces() {
		may := false
		for _, own := range places {
			may = may || own == p
		}
		rest := text
		for _, own := range places { // a county's number begins its municipalities'
			rest = strings.ReplaceAll(rest, bottest.LocalWord(own), "")
		}
		if !may && strings.Contains(rest, bottest.LocalWord(p)) {
			t.Errorf("%s shows what is local of %s", what, p)
		}
	}
}

// The form has a field for a municipality where something is local, keeps what is chosen, and
// answers by it, with the page's script and without; so do the API and the suggestions.
func TestMunicipality(t *testing.T) {
	s := newLocalSite(t)
	home := body(t, s.get(t, "/"))
	contains(t, home, `name="municipality"`, `pattern="[0-9]{4}"`)
	onlyLocalTo(t, "the front page", home)
	if page := body(t, newWholeSite(t).get(t, "/")); strings.Contains(page, "municipality") {
		t.Error("a guide with nothing local asks for a municipality")
	}
	const q = "hvor lenge varer norskopplæring"
	for municipality, places := range map[string][]string{"9901": {"99", "9901"}, "1103": {"1103"}, "0301": nil, "": nil, "99": nil, "x": nil} {
		form := url.Values{"q": {q}, "municipality": {municipality}, "part": {"exchange"}}
		shows := func(what, text string) {
			t.Helper()
			onlyLocalTo(t, what+" in "+municipality, text, places...)
			for _, p := range places {
				if !strings.Contains(text, bottest.LocalWord(p)) {
					t.Errorf("%s in %s lacks what is local of %s", what, municipality, p)
				}
			}
		}
		shows("the script's answer", body(t, s.post(t, "/", form)))

		form.Del("part")
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		s.ServeHTTP(rec, r) // without the script, the answer stands at an address
		at, err := url.Parse(rec.Header().Get("Location"))
		if err != nil || rec.Code != http.StatusSeeOther {
			t.Fatalf("in %q: %d, %v", municipality, rec.Code, err)
		}
		if got := at.Query().Get("municipality"); len(places) > 0 && got != municipality {
			t.Errorf("in %q the answer stands at %s", municipality, at)
		}
		page := body(t, s.get(t, at.String()))
		shows("the page without a script", page)
		if len(places) > 0 {
			contains(t, page, `value="`+municipality+`"`)
		}

		found := ""
		for _, sug := range suggested(t, s, url.Values{"q": {"norsk på jobb"}, "municipality": {municipality}}) {
			found += sug.Title + sug.Entry
		}
		shows("a suggestion", found)
		if municipality == "99" || municipality == "x" {
			continue
		}
		shows("the API", body(t, askJSON(t, s, `{"question":"`+q+`","municipality":"`+municipality+`"}`)))
	}
	for _, wrong := range []string{"99", "x", "99011", "990a"} {
		if res := askJSON(t, s, `{"question":"norskopplæring","municipality":"`+wrong+`"}`); res.StatusCode != http.StatusBadRequest {
			t.Errorf("the municipality %q is answered with %s", wrong, res.Status)
		}
	}
}

// A conversation that goes on elsewhere keeps nothing of the municipality before: neither its
// subject, nor what was offered, nor a press.
func TestMunicipalityChanges(t *testing.T) {
	s := newLocalSite(t)
	for _, q := range []string{"lokalt veiledningstorg", "hvor lenge varer det?", "1", "den første", "tilbake"} {
		for _, municipality := range []string{"1103", "9902", ""} {
			text := body(t, askJSON(t, s, `{"question":"`+q+`","municipality":"`+municipality+`","conversation":"one"}`))
			var places []string
			if municipality != "" {
				places = []string{municipality}
			}
			if municipality == "9902" {
				places = append(places, "99")
			}
			onlyLocalTo(t, q+" in "+municipality, text, places...)
		}
	}
}

// A local entry's page and its permalink are anybody's, in every language, and say where the
// entry holds; no list of the site has them.
func TestLocalPages(t *testing.T) {
	s := newLocalSite(t)
	for lang, mark := range map[string]string{"nb": "lokalt i 9901", "nn": "lokalt i 9901", "en": "local to 9901"} {
		page := body(t, s.get(t, "/"+lang+"/9901-norsk-pa-jobb"))
		contains(t, page, mark, bottest.LocalWord("9901"))
		_, rest, _ := strings.Cut(page, `/9901-norsk-pa-jobb@`)
		digits, _, _ := strings.Cut(rest, `"`)
		contains(t, body(t, s.get(t, "/"+lang+"/9901-norsk-pa-jobb@"+digits)), mark)
		onlyLocalTo(t, "a page of 9901", page, "9901")
		for _, path := range []string{"/" + lang + "/map", "/" + lang + "/norskopplaering", "/" + lang + "/norsk-og-samfunnskunnskap", "/sitemap.xml", "/?lang=" + lang} {
			onlyLocalTo(t, path, body(t, s.get(t, path)))
		}
	}
}
