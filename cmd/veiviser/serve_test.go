package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"veiviser/locales"
)

// text is a message of the bot's own.
func text(tb testing.TB, lang string, k locales.Key, pairs ...any) string {
	tb.Helper()
	words, err := locales.New()
	if err != nil {
		tb.Fatal(err)
	}
	return words.In(lang).Text(k, pairs...)
}

// What somebody does who has just started the program, with no setting at all.
func TestServe(t *testing.T) {
	t.Parallel()
	s := start(t, nil, "--data", t.TempDir())

	for lang, path := range map[string]string{"nb": "/", "nn": "/?lang=nn", "en": "/?lang=en"} {
		home := s.page(t, path)
		if !strings.Contains(home, text(t, lang, locales.WebAskTitle)) || !strings.Contains(home, `<html lang="`+lang+`"`) {
			t.Errorf("GET %s is not the chat page in %s", path, lang)
		}
	}
	if page := s.page(t, "/?q="+url.QueryEscape("hvem betaler norskkurs")); !strings.Contains(page, "Kommunen betaler for den som har rett til kurset.") {
		t.Error("the chat page does not answer")
	}

	r := s.ask(t, "hvem betaler norskkurs")
	if r.Lang != "nb" || r.Confidence != "strong" || r.Answer.Entry != "norskkurs" || r.Section == nil || *r.Section != "payer" {
		t.Errorf("asked who pays for norskkurs: %+v", r)
	}
	for _, path := range []string{r.Answer.Path, r.Answer.Permalink, r.Hits[0].URL} {
		if !strings.Contains(s.page(t, path), r.Answer.Title) {
			t.Errorf("%s is not the page of %q", path, r.Answer.Title)
		}
	}
	if en := s.ask(t, "who pays for the Norwegian course?"); en.Lang != "en" || en.Answer.Entry != "norskkurs" || !strings.HasPrefix(en.Answer.Path, "/en/") {
		t.Errorf("asked in English: %+v", en)
	}
	if nn := s.ask(t, "kva er språkpraksis"); nn.Lang != "nn" || nn.Answer.Entry != "sprakpraksis" {
		t.Errorf("asked in nynorsk: %+v", nn)
	}

	if got := s.page(t, "/healthz"); got != "ok\n" {
		t.Errorf("/healthz says %q", got)
	}
	if got := s.page(t, "/readyz"); got != "ready\n" {
		t.Errorf("/readyz says %q", got)
	}
	metrics := s.page(t, "/metrics")
	for _, want := range []string{
		`veiviser_answers_total{confidence="strong",lang="en",platform="web"} 1`,
		`veiviser_guide_info{release="` + r.Release + `"} 6`,
		`veiviser_request_seconds_count{route="POST /api/ask",status="200"} 3`,
		"veiviser_journal_dropped 0",
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	s.stop(t)
	if strings.Contains(s.log.String(), "norskkurs") {
		t.Error("the log holds what was asked")
	}
}

// fields are the parts of a JSON object as they stand.
type fields map[string]json.RawMessage

func (f fields) keys() string { return strings.Join(slices.Sorted(maps.Keys(f)), " ") }

// api posts a body to the JSON API, which must take it.
func (s *server) api(tb testing.TB, body string, headers ...string) fields {
	tb.Helper()
	resp, got := s.do(tb, http.MethodPost, "/api/ask", body, headers...)
	var f fields
	if err := json.Unmarshal([]byte(got), &f); err != nil || resp.StatusCode != http.StatusOK {
		tb.Fatalf("POST %s: %s, %v", body, resp.Status, err)
	}
	return f
}

// The JSON of an answer is read by other programs: its keys stay.
func TestAPI(t *testing.T) {
	t.Parallel()
	s := start(t, nil, "--data", t.TempDir())
	for _, tt := range []struct {
		name, question string
		want           fields
	}{
		{"strong", "norskkurs", fields{"confidence": []byte(`"strong"`), "section": []byte("null"), "guard": []byte("null"), "question_lang": []byte(`"nb"`)}},
		{"section", "what do people live on during språkpraksis", fields{"section": []byte(`"livelihood"`), "question_lang": []byte(`"en"`)}},
		{"none", "hvor høy er eiffeltårnet", fields{"confidence": []byte(`"none"`), "section": []byte("null"), "guard": []byte("null")}},
		{"command", "kart", fields{"confidence": []byte(`"none"`), "hits": []byte("[]")}},
		{"number", "deltaker 15076500565 vil ha norskkurs", fields{"confidence": []byte(`"none"`), "guard": []byte(`"fodselsnummer"`), "hits": []byte("[]")}},
		{"empty", " ", fields{"confidence": []byte(`"none"`), "hits": []byte("[]"), "section": []byte("null")}},
	} {
		o := s.api(t, `{"question":"`+tt.question+`"}`, "Content-Type", "application/json")
		if got, want := o.keys(), "answer confidence guard hits question_lang release section"; got != want {
			t.Errorf("%s: keys %s, want %s", tt.name, got, want)
		}
		for k, want := range tt.want {
			if string(o[k]) != string(want) {
				t.Errorf("%s: %s is %s, want %s", tt.name, k, o[k], want)
			}
		}
		if tt.name == "number" && strings.Contains(string(o["answer"]), "15076500565") {
			t.Error("the personal number is echoed")
		}
	}

	var hits []fields
	if err := json.Unmarshal(s.api(t, `{"question":"norskkurs"}`)["hits"], &hits); err != nil || len(hits) == 0 {
		t.Fatalf("hits: %v", err)
	}
	if got, want := hits[0].keys(), "id kind score title url"; got != want {
		t.Errorf("a hit has the keys %s, want %s", got, want)
	}

	s.stop(t)
	if strings.Contains(s.log.String(), "15076500565") {
		t.Error("the log holds the personal number")
	}
}

// Whatever a program calls its body, it is read as what it is.
func TestAPIBodies(t *testing.T) {
	t.Parallel()
	s := start(t, nil, "--data", t.TempDir())
	want := string(s.api(t, `{"question":"hvem betaler norskkurs","lang":"nn"}`, "Content-Type", "application/json")["answer"])
	for name, request := range map[string][]string{
		"no type":   {`{"question":"hvem betaler norskkurs","lang":"nn"}`},
		"curl -d":   {`{"question":"hvem betaler norskkurs","lang":"nn"}`, "Content-Type", "application/x-www-form-urlencoded"},
		"form":      {"question=hvem+betaler+norskkurs&lang=nn", "Content-Type", "application/x-www-form-urlencoded"},
		"text":      {`{"question":"hvem betaler norskkurs","lang":"nn"}`, "Content-Type", "text/plain"},
		"charset":   {`{"question":"hvem betaler norskkurs","lang":"nn"}`, "Content-Type", "application/json; charset=utf-8"},
		"bad UTF-8": {"{\"question\":\"hvem betaler norskkurs\xff\",\"lang\":\"nn\"}", "Content-Type", "application/json"},
	} {
		if got := string(s.api(t, request[0], request[1:]...)["answer"]); got != want {
			t.Errorf("%s: answered %s, want %s", name, got, want)
		}
	}
	for name, tt := range map[string]struct {
		body   string
		status int
	}{
		"cut JSON":         {`{"question":`, http.StatusBadRequest},
		"unknown language": {`{"question":"norskkurs","lang":"xx"}`, http.StatusBadRequest},
		"huge":             {`{"question":"` + strings.Repeat("a", 1<<20) + `"}`, http.StatusRequestEntityTooLarge},
	} {
		if resp, _ := s.do(t, http.MethodPost, "/api/ask", tt.body, "Content-Type", "application/json"); resp.StatusCode != tt.status {
			t.Errorf("%s: %s, want %d", name, resp.Status, tt.status)
		}
	}
}

// A link in a case note opens after the guide has changed and the service was started
// anew, shows what the guide said then, and says that it has changed.
func TestPermalinkLasts(t *testing.T) {
	t.Parallel()
	const then, now = "Kommunen betaler for den som har rett til kurset.", "Fylkeskommunen betaler for alle."
	data := t.TempDir()
	s := start(t, nil, "--data", data)
	r := s.ask(t, "hvem betaler norskkurs")
	if page := s.page(t, r.Answer.Permalink); strings.Contains(page, text(t, "nb", locales.WebVersionChanged)) || !strings.Contains(page, then) {
		t.Fatal("the permalink of today's entry does not show it as today's")
	}
	s.stop(t)

	s = start(t, settings{"VEIVISER_BASE_URL": publicURL}, "--data", data, "--content", copyGuide(t, "norskkurs.yaml", then, now))
	old := s.page(t, r.Answer.Permalink)
	if !strings.Contains(old, then) || !strings.Contains(old, text(t, "nb", locales.WebVersionChanged)) {
		t.Error("the old permalink does not show the old text and that it has changed")
	}
	if today := s.page(t, r.Answer.Path); !strings.Contains(today, now) || strings.Contains(today, then) {
		t.Error("today's page does not show the new text alone")
	}
	again := s.ask(t, "hvem betaler norskkurs")
	if again.Answer.Permalink == r.Answer.Permalink || again.Release == r.Release {
		t.Error("the changed entry has the old permalink or release")
	}
	if linked := s.ask(t, "hvem betaler "+publicURL+r.Answer.Permalink); len(linked.Hits) != 1 || linked.Answer.Permalink != again.Answer.Permalink {
		t.Errorf("a question with the old permalink is answered with %s, want %s", linked.Answer.Permalink, again.Answer.Permalink)
	}
	if note := s.page(t, r.Answer.Path+"/note"); !strings.Contains(note, again.Answer.Permalink) {
		t.Error("the case note has no permalink")
	}
}

// What happened is there for the editors after the service has ended.
func TestReport(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := start(t, nil, "--data", data)
	for range 3 {
		s.ask(t, "norskkurs")
	}
	s.ask(t, "varighet av språkpraksis")
	s.page(t, "/nb/norskkurs")
	if resp, _ := s.do(t, http.MethodPost, "/feedback", "lang=nb&entry=norskkurs&helpful=yes", "Content-Type", "application/x-www-form-urlencoded"); resp.StatusCode >= 400 {
		t.Errorf("feedback: %s", resp.Status)
	}
	const inquiry = "Kan hun ta førerkort?"
	if resp, out := s.do(t, http.MethodPost, "/api/editors", `{"text":"`+inquiry+`","lang":"nb","entry":"norskkurs"}`, "Content-Type", "application/json"); resp.StatusCode != http.StatusOK {
		t.Errorf("sent to the editors: %s %s", resp.Status, out)
	}
	s.stop(t)
	if strings.Contains(s.log.String(), "førerkort") {
		t.Error("the log holds what was sent to the editors")
	}
	want := "entry,shown,opened,noted,helpful,not_helpful,missing\n" +
		"norskkurs,3,1,0,1,0,\n" +
		"sprakpraksis,1,0,0,0,0,duration 1\n"
	if got := must(t, nil, "report", "--data", data, "--format", "csv"); got != want {
		t.Errorf("report:\n%s\nwant\n%s", got, want)
	}
	if got := must(t, nil, "report", "--data", data); !strings.Contains(got, "answers web nb: 4 strong, 0 weak, 0 none") || !strings.Contains(got, ", norskkurs: "+inquiry+"\n") {
		t.Errorf("report as text:\n%s", got)
	}
}
