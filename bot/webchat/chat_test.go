package webchat_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/chat/chattest"
	"veiviser/content"
)

func TestAskOnThePage(t *testing.T) {
	s := newSite(t)
	for _, tt := range []struct {
		name string
		form url.Values
		want []string
		not  []string
	}{
		{"bokmål", url.Values{"q": {"hva er fagbrev på jobb"}}, []string{`lang="nb"`, "For voksne i lønnet arbeid"}, nil},
		{"nynorsk", url.Values{"q": {"kva er norskopplæring"}}, []string{`lang="nn"`, "Kurs i norsk for vaksne"}, nil},
		{"engelsk", url.Values{"q": {"what is norwegian training"}}, []string{`lang="en"`, "Norwegian courses for adult immigrants"}, nil},
		{"language chosen", url.Values{"q": {"fagbrev på jobb"}, "lang": {"nn"}}, []string{"For vaksne i lønt arbeid"}, nil},
		{"unknown language", url.Values{"q": {"fagbrev på jobb"}, "lang": {"de"}}, []string{"For voksne i lønnet arbeid"}, nil},
		{"empty", url.Values{"q": {""}}, []string{"Skriv et spørsmål"}, nil},
		{"only emoji", url.Values{"q": {"🙂🙂"}}, []string{"Skriv et spørsmål"}, nil},
		{"too long", url.Values{"q": {strings.Repeat("fagbrev ", 1_000)}}, []string{"Spørsmålet er for langt"}, []string{"fagbrev fagbrev"}},
		{"personal number", url.Values{"q": {"hva med 01019012480"}}, []string{"personnummer"}, []string{"01019012480"}},
		{"HTML", url.Values{"q": {"<script>alert(1)</script> bilen"}}, []string{"&lt;script&gt;"}, []string{"<script>alert"}},
		{"invalid UTF-8", url.Values{"q": {"fagbrev \xff\xfe på jobb"}}, []string{"For voksne i lønnet arbeid"}, []string{"\xff"}},
		{"right-to-left marks", url.Values{"q": {"\u202efagbrev\u202c på jobb\u0000"}}, []string{"For voksne i lønnet arbeid"}, []string{"\u202e"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := s.post(t, "/", tt.form)
			if res.StatusCode != http.StatusOK {
				t.Errorf("status %d", res.StatusCode)
			}
			if got := res.Header.Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control = %q, want no-store", got)
			}
			page := body(t, res)
			contains(t, page, tt.want...)
			lacks(t, page, tt.not...)
		})
	}
	res := s.post(t, "/", url.Values{"q": {strings.Repeat("fagbrev ", 12_500)}})
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("100 kB: status %d, want 413", res.StatusCode)
	}
	contains(t, body(t, res), "Teksten er for lang")
}

var conversationField = regexp.MustCompile(`name="conversation" value="([a-z2-7]{26})"`)

func TestFollowUpInTheSameConversation(t *testing.T) {
	s := newSite(t)
	first := body(t, s.post(t, "/", url.Values{"q": {"fagbrev på jobb"}}))
	m := conversationField.FindStringSubmatch(first)
	if m == nil {
		t.Fatalf("no conversation in:\n%s", first)
	}
	next := body(t, s.post(t, "/", url.Values{"q": {"og hva lever hun av?"}, "conversation": {m[1]}}))
	contains(t, next, "Fagbrev på jobb</a> · livsopphold", "Den ansatte beholder lønnen.", m[1])

	other := body(t, s.post(t, "/", url.Values{"q": {"og hva lever hun av?"}, "conversation": {"guessed"}}))
	lacks(t, other, "Den ansatte beholder lønnen.", `value="guessed"`)
}

func TestExchangeAloneForTheScript(t *testing.T) {
	s := newSite(t)
	res := s.post(t, "/", url.Values{"q": {"fagbrev på jobb"}, "part": {"exchange"}})
	page := body(t, res)
	contains(t, page, `<section class="exchange">`, "For voksne i lønnet arbeid")
	lacks(t, page, "<html", "<form class=\"ask\"")
	if !regexp.MustCompile(`^[a-z2-7]{26}$`).MatchString(res.Header.Get("X-Conversation")) {
		t.Errorf("X-Conversation = %q", res.Header.Get("X-Conversation"))
	}
}

// TestAPIChoice: a choice is of what was offered last, by its place or its id, and keeps
// the section that was asked for.
func TestAPIChoice(t *testing.T) {
	s := newWholeSite(t)
	ask := func(text string) (r bot.Reply) {
		t.Helper()
		q := httptest.NewRequest("POST", "/api/ask", strings.NewReader(text))
		q.Header.Set("Content-Type", "application/json")
		if err := json.Unmarshal([]byte(body(t, s.do(t, q))), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	ask(`{"question":"hvor lenge varer jobbsjansen, kvalifiseringsprogrammet, introduksjonsprogrammet og arbeidstrening?","conversation":"c"}`)
	for choice, want := range map[string]string{"2": "kvalifiseringsprogram", `"1"`: "jobbsjansen", `"arbeidstrening"`: "arbeidstrening", "-1": "arbeidstrening"} {
		if r := ask(`{"choice":` + choice + `,"conversation":"c"}`); r.Answer.Entry != want || r.Section == nil || *r.Section != content.Duration {
			t.Errorf("choice %s shows %q, section %v, want %s", choice, r.Answer.Entry, r.Section, want)
		}
	}
}

// TestDialogues holds the conversations of every chat on the web.
func TestDialogues(t *testing.T) {
	s := newWholeSite(t)
	for name, said := range chattest.Dialogues(t) {
		conversation := ""
		for _, line := range said {
			res := s.post(t, "/", url.Values{"q": {line.Text}, "conversation": {conversation}, "part": {"exchange"}})
			conversation = res.Header.Get("X-Conversation")
			if got := body(t, res); !strings.Contains(got, line.Shown) {
				t.Errorf("%s: %q: no %q in %.600s", name, line.Text, line.Shown, got)
			}
		}
	}
}

func TestAPIAsk(t *testing.T) {
	s := newSite(t)
	ask := func(kind, text string) *http.Response {
		r := httptest.NewRequest("POST", "/api/ask", strings.NewReader(text))
		r.Header.Set("Content-Type", kind)
		return s.do(t, r)
	}
	res := ask("application/json", `{"question":"hva lever man av med fagbrev på jobb","lang":"nb"}`)
	if got := res.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("Content-Type = %q", got)
	}
	text := body(t, res)
	var reply bot.Reply
	if err := json.Unmarshal([]byte(text), &reply); err != nil {
		t.Fatal(err)
	}
	if reply.Lang != "nb" || reply.Answer.Title == "" || len(reply.Hits) == 0 || reply.Release != s.guide.Release() {
		t.Errorf("reply = %s", text)
	}
	form := body(t, ask("application/x-www-form-urlencoded", url.Values{"question": {"hva lever man av med fagbrev på jobb"}, "lang": {"nb"}}.Encode()))
	if form != text {
		t.Errorf("as a form: %s\nas JSON: %s", form, text)
	}

	for _, tt := range []struct {
		name, kind, body string
		status           int
		want             string
	}{
		{"empty question", "application/json", `{"question":""}`, 200, `"confidence":"none"`},
		{"personal number", "application/json", `{"question":"01019012480"}`, 200, `"guard":"`},
		{"hits are never null", "application/json", `{"question":"xyzzy"}`, 200, `"hits":[`},
		{"no JSON", "application/json", `question`, 400, `"error":`},
		{"no object", "application/json", `["question"]`, 400, `"error":`},
		{"no choice", "application/json", `{"choice":["1"]}`, 400, `"error":`},
		{"endless choice", "application/json", `{"choice":"` + strings.Repeat("x", 300) + `"}`, 400, `"error":`},
		{"nothing to choose among", "application/json", `{"choice":2,"conversation":"new"}`, 200, `"confidence":"none"`},
		{"unknown language", "application/json", `{"question":"x","lang":"de"}`, 400, `"error":`},
		{"endless conversation", "application/json", `{"question":"x","conversation":"` + strings.Repeat("x", 300) + `"}`, 400, `"error":`},
		{"too long a question", "application/json", `{"question":"` + strings.Repeat("fagbrev ", 1_000) + `"}`, 200, `"kind":"text"`},
		{"above 16 kB", "application/json", `{"question":"` + strings.Repeat("fagbrev ", 2_100) + `"}`, 413, `"error":`},
		{"1 MB", "application/json", `{"question":"` + strings.Repeat("fagbrev ", 130_000) + `"}`, 413, `"error":`},
		{"1 MB form", "application/x-www-form-urlencoded", "question=" + strings.Repeat("fagbrev+", 130_000), 413, `"error":`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := ask(tt.kind, tt.body)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			got := body(t, res)
			contains(t, got, tt.want)
			lacks(t, got, "01019012480")
		})
	}
}

func TestTheSameQuestionGivesTheSameBytes(t *testing.T) {
	s := newSite(t)
	ask := func() string { return body(t, s.post(t, "/api/ask", url.Values{"question": {"fagbrev"}})) }
	if a, b := ask(), ask(); a != b {
		t.Errorf("first:\n%s\nthen:\n%s", a, b)
	}
}
