package webchat_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot/bottest"
	"veiviser/content"
)

// asked sends the page's form without its script, and follows nothing.
func asked(t *testing.T, s *site, form url.Values) *http.Response {
	t.Helper()
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, formRequest("/", form))
	return rec.Result()
}

// TestAddressOfAnAnswer: the form leads to an address that shows the same answer, in the
// language it was asked in, and holds no word of the question; so does an old link.
func TestAddressOfAnAnswer(t *testing.T) {
	s := newWholeSite(t)
	for _, tt := range []struct {
		question string
		lang     string
		want     string // what is left of the address but the conversation
	}{
		{"hvor lenge varer KVP?", "", "e=kvalifiseringsprogram&p=duration.0%2Cduration.1%2Cduration.3&s=duration"},
		{"kan KVP forlenges?", "", "e=kvalifiseringsprogram&p=duration.0%2Cduration.1%2Cduration.3&s=duration"},
		{"hvor gammel må man være for KVP", "", "e=kvalifiseringsprogram&p=who.0&s=requirements"},
		{"how long does the qualification programme last?", "", "e=kvalifiseringsprogram&in=en&s=duration"},
		{"hvor lenge varer KVP?", "en", "e=kvalifiseringsprogram&lang=en&s=duration"},
		{"hva er jobbsjansen", "", "e=jobbsjansen"},
		{"reise hawa", "", "e=hawa&step=1"},
	} {
		form := url.Values{"q": {tt.question}}
		if tt.lang != "" {
			form.Set("lang", tt.lang)
		}
		rec := httptest.NewRecorder()
		s.ServeHTTP(rec, httptest.NewRequest("GET", "/?"+form.Encode(), nil))
		for way, res := range map[string]*http.Response{"form": asked(t, s, form), "link": rec.Result()} {
			to := res.Header.Get("Location")
			rest := regexp.MustCompile(`c=[a-z2-7]{26}&`).ReplaceAllString(strings.TrimPrefix(to, "/?"), "")
			if res.StatusCode != http.StatusSeeOther || rest != tt.want {
				t.Errorf("%q as a %s: %d to %s, want %s", tt.question, way, res.StatusCode, to, tt.want)
				continue
			}
			form.Set("part", "exchange")
			alone := body(t, s.post(t, "/", form))
			form.Del("part")
			shown := s.get(t, to)
			if got := shown.Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("%s: Cache-Control %q: the page has a conversation", to, got)
			}
			page := body(t, shown)
			said := regexp.MustCompile(`(?s)<div class="points">.*?</div>`)
			if got, want := said.FindString(page), said.FindString(alone); steady(got) != steady(want) || got == "" {
				t.Errorf("%s shows\n%s\nwant\n%s", to, got, want)
			}
		}
	}
}

// steady is HTML without the ids that differ from one answer to the next.
func steady(html string) string { return changing.ReplaceAllString(html, "") }

// TestAnswersWithoutAnAddress: what is made of the question's words comes with the form
// itself, is for nobody else, and names nothing by its words.
func TestAnswersWithoutAnAddress(t *testing.T) {
	s := newWholeSite(t)
	talked := s.post(t, "/", url.Values{"q": {"hvor lenge varer KVP?"}, "part": {"exchange"}}).Header.Get("X-Conversation")
	if res := asked(t, s, url.Values{"q": {"lag notat"}, "conversation": {talked}}); res.StatusCode != http.StatusOK {
		t.Errorf("a note that is asked for leads to %s", res.Header.Get("Location"))
	}
	for _, q := range []string{"xyzzy", "tilbud for flyktninger med A2", "introduksjonsprogram eller KVP", "takk", "hva med 01019012480", ""} {
		res := asked(t, s, url.Values{"q": {q}})
		if res.StatusCode != http.StatusOK || res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%q: %s, Cache-Control %q", q, res.Status, res.Header.Get("Cache-Control"))
		}
		page := body(t, res)
		lacks(t, page, " data-copy-link>")
		if q != "" {
			for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(mainOf(page), -1) {
				if strings.Contains(m[1], url.QueryEscape(q)) {
					t.Errorf("%q: the address %s", q, m[1])
				}
			}
		}
	}
}

// TestEveryAnswerHasAnAddress: the link of every section of every entry shows that section.
func TestEveryAnswerHasAnAddress(t *testing.T) {
	s := newWholeSite(t)
	for i, e := range bottest.Some(s.guide.Entries()) {
		l := content.Langs()[i%len(content.Langs())]
		sections := e.Text(l).Sections
		section := sections[i%max(1, len(sections)):]
		key := ""
		if len(section) > 0 {
			key = string(section[0].Key)
		}
		link := "/?" + url.Values{"e": {e.ID}, "s": {key}, "lang": {string(l)}}.Encode()
		page := body(t, s.get(t, link))
		contains(t, page, `data-about="show `+string(l)+"/"+e.ID+"/"+key+`/0"`, `name="about" value="show `+string(l)+"/"+e.ID+"/"+key+`/0"`, `<meta name="robots" content="noindex">`)
	}
}

// TestAddressesOfNoAnswer: an address with an entry that nobody knows says so and suggests
// others; a section, step or point that isn't there leaves the entry.
func TestAddressesOfNoAnswer(t *testing.T) {
	s := newSite(t)
	for path, status := range map[string]int{
		"/?e=fagbrv": 404, "/?e=gone": 404, "/?e=%3Cscript%3E": 404, "/?e=fagbrev@zz": 404, "/?e=fagbrev@000000000000": 404, "/?e=../nb/fagbrev": 404,
		"/?e=fagbrev&s=nothing": 200, "/?e=fagbrev&step=x": 404, "/?e=fagbrev&step=7": 200, "/?e=jamal&step=2": 200, "/?e=fagbrev&p=what.99,%3Cb%3E": 200,
		"/?e=fagbrev&c=guessed": 200, "/?e=fagbrev&lang=de&in=xx": 200, "/?e=" + strings.Repeat("x", 3000): 404, "/?e=fagbrev&q=": 200,
	} {
		res := s.get(t, path)
		if res.StatusCode != status {
			t.Errorf("GET %.60s: %s, want %d", path, res.Status, status)
		}
		page := body(t, res)
		lacks(t, page, "guessed", "<script>", "<b>")
		if path == "/?e=fagbrv" {
			contains(t, page, `href="/nb/fagbrev"`)
		}
	}
}

// TestFollowUpWithoutAScript: what the page is about is what the next question is about, in
// the conversation, in none, and after another answer was gone back to.
func TestFollowUpWithoutAScript(t *testing.T) {
	s := newWholeSite(t)
	field := func(page, name string) string {
		m := regexp.MustCompile(`id="ask">(?s:.*?)name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("no field %s", name)
		}
		return m[1]
	}
	send := func(page, q string) string {
		t.Helper()
		return body(t, s.post(t, "/", url.Values{"q": {q}, "conversation": {field(page, "conversation")}, "about": {field(page, "about")}}))
	}
	sent := body(t, s.get(t, "/?e=kvalifiseringsprogram&s=duration"))
	if c := field(sent, "conversation"); c != "" {
		t.Errorf("an address begins the conversation %s", c)
	}
	first := send(sent, "og hva lever hun av?")
	contains(t, first, "Kvalifiseringsprogrammet (KVP)</a> · livsopphold")
	second := send(first, "jobbsjansen")
	if field(second, "conversation") != field(first, "conversation") {
		t.Error("the conversation is another")
	}
	contains(t, send(second, "hvem betaler?"), "Jobbsjansen</a> · hvem som betaler")
	contains(t, send(first, "hvor lenge varer det?"), "Kvalifiseringsprogrammet (KVP)</a> · varighet")
	contains(t, send(body(t, s.get(t, "/?e=jobbsjansen&in=en")), "KVP"), `data-about="show en/kvalifiseringsprogram`) // words of no language
}

// TestForgetWithoutAScript: the chip and "new conversation" are buttons of the page.
func TestForgetWithoutAScript(t *testing.T) {
	s := newWholeSite(t)
	res := s.post(t, "/", url.Values{"q": {"hvor lenge varer KVP?"}, "part": {"exchange"}})
	c := res.Header.Get("X-Conversation")
	for _, tt := range []struct{ what, lang, to string }{{"subject", "nn", "/?c=" + c + "&lang=nn"}, {"all", "", "/"}} {
		form := url.Values{"forget": {tt.what}, "conversation": {c}}
		if tt.lang != "" {
			form.Set("lang", tt.lang)
		}
		res := asked(t, s, form)
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != tt.to {
			t.Errorf("forgetting %s: %s to %s", tt.what, res.Status, res.Header.Get("Location"))
		}
		lacks(t, body(t, s.post(t, "/", url.Values{"q": {"og hva lever hun av?"}, "conversation": {c}, "part": {"exchange"}})), "(KVP)</a> · livsopphold")
		s.post(t, "/", url.Values{"q": {"hvor lenge varer KVP?"}, "conversation": {c}})
	}
	contains(t, body(t, s.get(t, "/?c="+c)), `name="conversation" value="`+c+`"`)
	for _, form := range []url.Values{{"forget": {"everything"}, "conversation": {c}}, {"forget": {"x"}, "q": {"KVP"}}} {
		if res := asked(t, s, form); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%v: %s", form, res.Status)
		}
	}
	if res := asked(t, s, url.Values{"forget": {"subject"}, "conversation": {"guessed"}}); res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/" {
		t.Errorf("of a conversation that is none: %s to %s", res.Status, res.Header.Get("Location"))
	}
}

// TestNoteOfSeveralEntries: the composed note has the points in their order, each entry's
// permalink once and only the cited sources; its buttons lead to the note as they say.
func TestNoteOfSeveralEntries(t *testing.T) {
	s := newWholeSite(t)
	link := regexp.MustCompile(`data-pick="([^"]+)"`)
	kvp := link.FindStringSubmatch(body(t, s.get(t, "/?e=kvalifiseringsprogram&s=duration")))[1]
	other := link.FindStringSubmatch(body(t, s.get(t, "/nn/jobbsjansen")))[1]
	gone := "gone@0123456789ab.what.0"
	for _, l := range content.Langs() {
		page := body(t, s.get(t, "/"+string(l)+"/note?p="+strings.Join([]string{kvp, other, kvp, gone, "<b>"}, ",")))
		picked := regexp.MustCompile(`data-picked="([^"]+)"`).FindAllStringSubmatch(page, -1)
		if len(picked) != 2 || picked[0][1] != kvp || picked[1][1] != other {
			t.Fatalf("%s: picked %v", l, picked)
		}
		plain := page[strings.Index(page, `id="plain"`):]
		plain = plain[:strings.Index(plain, "</textarea>")]
		for _, p := range []string{kvp, other} {
			entry, _, _ := strings.Cut(p, ".")
			if n := strings.Count(plain, "/"+string(l)+"/"+entry); n != 1 {
				t.Errorf("%s: the permalink of %s is there %d times in %s", l, entry, n, plain)
			}
		}
		contains(t, page, `class="caution"`, `href="/`+string(l)+"/note?p="+other+","+kvp+`"`, `href="/`+string(l)+"/note?p="+other+`"`, "2026)")
		lacks(t, mainOf(page), "gone", "<b>")
	}
	empty := body(t, s.get(t, "/nb/note"))
	contains(t, empty, `id="note-empty"`)
	part := body(t, s.get(t, "/nb/note?part=composer&p="+kvp))
	contains(t, part, `data-picked="`+kvp)
	lacks(t, part, "<html")
	if res := s.get(t, "/nb/note?p="+strings.Repeat("x", 5000)); res.StatusCode != http.StatusOK {
		t.Errorf("what is no point: %s", res.Status)
	}
}

// TestPointsCanBeTicked: every point of an entry's page has the name by which a note finds
// its very text.
func TestPointsCanBeTicked(t *testing.T) {
	s := newWholeSite(t)
	point := regexp.MustCompile(`data-pick="([^"]+)">([^<]+?)(?:&nbsp;)?<`)
	entries := s.guide.Entries()
	for i := 0; i < len(entries); i += 12 {
		e := entries[i]
		found := point.FindAllStringSubmatch(body(t, s.get(t, "/nb/"+e.ID)), -1)
		for len(found) > 0 {
			some := found[:min(20, len(found))]
			found = found[len(some):]
			var ids []string
			for _, m := range some {
				ids = append(ids, m[1])
			}
			note := body(t, s.get(t, "/nb/note?p="+strings.Join(ids, ",")))
			for _, m := range some {
				if !strings.Contains(note, ">"+m[2]+"</p>") {
					t.Errorf("%s is another text than %q", m[1], m[2])
				}
			}
		}
	}
}
