package webchat_test

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
)

func TestNotePage(t *testing.T) {
	s := newSite(t, withHistory(oldFagbrev(t)))
	page := body(t, s.get(t, "/nb/fagbrev/note?section=livelihood"))
	contains(t, page, "Notatet sier ingenting om deltakeren", "Den ansatte beholder lønnen. (Rapport om ", "Slik det sto i Veiviser 07.11.2026",
		"/nb/fagbrev@"+digits(s, "fagbrev"), `<textarea class="ds-input" id="plain"`, `<textarea class="ds-input" id="markdown"`,
		`href="/nb/fagbrev/note?section=livelihood" aria-current="true"`)
	lacks(t, page, "<script>alert", "Ordningen gir fagbrev")

	contains(t, body(t, s.get(t, "/nb/fagbrev/note?section=nothing")), `href="/nb/fagbrev/note" aria-current="true"`)
	contains(t, body(t, s.get(t, "/en/jamal/note?step=2")), "Step 2 of 2: Job and trade certificate")
	old := oldFagbrev(t)
	contains(t, body(t, s.get(t, "/nb/fagbrev/note@"+shortOf(old)+"?p=fagbrev@"+shortOf(old)+".summary.1")), "tar fagprøve uten skole.", "/nb/fagbrev@"+shortOf(old))
}

// TestNoteOfSeveral: an address can name statements of several entries, in an order; what
// it names that is none is left out. The page and the API make the same note.
func TestNoteOfSeveral(t *testing.T) {
	s := newSite(t)
	const query = "p=jamal.step.2&p=fagbrev.livelihood.0,gibberish&p=never-was.who.0&p=fagbrev.who.99"
	var note struct {
		Title, Plain, Markdown, HTML string
		Parts                        []struct{ Title string }
		Links                        []struct{ URL string }
	}
	if err := json.Unmarshal([]byte(body(t, s.get(t, "/api/note?lang=nb&"+query))), &note); err != nil {
		t.Fatal(err)
	}
	if len(note.Parts) != 2 || len(note.Links) != 2 || note.Title != note.Parts[0].Title || !strings.HasPrefix(note.Title, "Jamal") {
		t.Errorf("the note is %+v", note)
	}
	page := body(t, s.get(t, "/nb/fagbrev/note?"+query))
	contains(t, page, html.EscapeString(note.Plain), html.EscapeString(note.Markdown), note.HTML,
		`value="fagbrev.livelihood.0" checked`, `value="jamal.step.2" checked`)
	for _, bad := range []string{"/api/note", "/api/note?p=", "/api/note?p=never-was.who.0&lang=xx", "/api/note?p=" + strings.Repeat("a", 5000)} {
		if got := s.get(t, bad).StatusCode; got != http.StatusNotFound {
			t.Errorf("%.40s: status %d", bad, got)
		}
	}
}

func TestMapPage(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Pictures = painter{} })
	page := body(t, s.get(t, "/nb/map"))
	contains(t, page, "<svg", "2 tilbud passer", "/pictures/nb/map-a2.pdf", `href="/nb/jamal"`,
		`data-offer data-goals="work education" data-norwegian="B1" data-schooling="primary" data-residence="refugee">`)

	for _, tt := range []struct{ query, count, hidden string }{
		{"?goal=participation", "1 tilbud passer", "/nb/fagbrev"},
		{"?level=A1", "1 tilbud passer", "/nb/fagbrev"},
		{"?schooling=primary&residence=refugee", "2 tilbud passer", ""},
		{"?goal=nothing&level=Z9", "2 tilbud passer", ""},
	} {
		page := body(t, s.get(t, "/nb/map"+tt.query))
		contains(t, page, tt.count)
		if hidden := strings.Count(mainOf(page), " hidden>"); (hidden == 1) != (tt.hidden != "") {
			t.Errorf("%s: %d offers hidden", tt.query, hidden)
		}
	}
}

// painter draws next to nothing.
type painter struct{ err error }

func (p painter) Of(*content.Guide) webchat.Pictures { return p }

func (p painter) JourneyPNG(_ context.Context, l content.Lang, id string, step int) ([]byte, error) {
	return fmt.Appendf(nil, "png %s %s %d", l, id, step), p.err
}
func (p painter) StripPNG(_ context.Context, l content.Lang, id string, step int) ([]byte, error) {
	return fmt.Appendf(nil, "strip %s %s %d", l, id, step), p.err
}
func (p painter) JourneySVG(context.Context, content.Lang, string) ([]byte, error) {
	return []byte("<svg></svg>"), p.err
}
func (p painter) MapSVG(context.Context, content.Lang) ([]byte, error) {
	return []byte("<svg></svg>"), p.err
}
func (p painter) MapPDF(_ context.Context, _ content.Lang, paper string) ([]byte, error) {
	return []byte("pdf " + paper), p.err
}

func TestPictures(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Pictures = painter{} })
	for _, tt := range []struct{ path, kind, want string }{
		{"/pictures/nb/jamal.png", "image/png", "png nb jamal 0"},
		{"/pictures/en/jamal-2.png", "image/png", "png en jamal 2"},
		{"/pictures/nn/map-a3.pdf", "application/pdf", "pdf a3"},
		{"/pictures/nn/jamal/2.png", "image/png", "strip nn jamal 2"},
		{"/pictures/nn/jamal/02.png", "", ""},
		{"/pictures/nn/jamal/2.gif", "", ""},
		{"/pictures/nn/jamal/x.png", "", ""},
		{"/pictures/nb/fagbrev.png", "", ""},
		{"/pictures/nb/jamal-0.png", "", ""},
		{"/pictures/nb/jamal-x.png", "", ""},
		{"/pictures/nb/jamal.gif", "", ""},
		{"/pictures/nb/map-a9.pdf", "", ""},
		{"/pictures/de/jamal.png", "", ""},
	} {
		res := s.get(t, tt.path)
		got := body(t, res)
		if tt.kind == "" {
			if res.StatusCode != http.StatusNotFound {
				t.Errorf("GET %s: status %d, want 404", tt.path, res.StatusCode)
			}
			continue
		}
		if res.Header.Get("Content-Type") != tt.kind || got != tt.want {
			t.Errorf("GET %s: %s %q, want %s %q", tt.path, res.Header.Get("Content-Type"), got, tt.kind, tt.want)
		}
	}
	lacking := newSite(t, func(c *webchat.Config) { c.Pictures = painter{fmt.Errorf("%w: step 9", webchat.ErrNoPicture)} })
	for _, path := range []string{"/pictures/nb/jamal-9.png", "/pictures/nb/jamal/9.png"} {
		if res := lacking.get(t, path); res.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s, a picture there is not: status %d, want 404", path, res.StatusCode)
		}
	}
	broken := newSite(t, func(c *webchat.Config) { c.Pictures = painter{errGone} })
	if res := broken.get(t, "/pictures/nb/jamal.png"); res.StatusCode != http.StatusInternalServerError {
		t.Errorf("a painter that fails: status %d, want 500", res.StatusCode)
	}
	if res := broken.get(t, "/nb/jamal"); res.StatusCode != http.StatusOK {
		t.Errorf("the journey's page without its drawing: status %d, want 200", res.StatusCode)
	}
}

func TestUnfurl(t *testing.T) {
	const base = "https://veiviser.example.no"
	old := oldFagbrev(t)
	s := newSite(t, withHistory(old), func(c *webchat.Config) { c.BaseURL, c.Pictures = base, painter{} })
	contains(t, body(t, s.get(t, "/nb/fagbrev")),
		`<meta property="og:title" content="Fagbrev på jobb">`, `<meta property="og:url" content="`+base+`/nb/fagbrev">`,
		`<meta property="og:image" content="`+base+`/static/`, `<meta property="og:locale" content="nb_NO">`,
		`type="application/json+oembed" href="`+base+`/oembed?url=https%3A%2F%2Fveiviser.example.no%2Fnb%2Ffagbrev"`)
	contains(t, body(t, s.get(t, "/nn/jamal")), `<meta property="og:image" content="`+base+`/pictures/nn/jamal.png">`)

	for _, tt := range []struct {
		address, title string
		status         int
	}{
		{base + "/nb/fagbrev", "Fagbrev på jobb", 200},
		{base + "/en/jamal", "Jamal: from course to trade certificate", 200},
		{base + "/nb/fagbrev@" + shortOf(old), "Fagbrev på jobb", 200},
		{base + "/nb/fagbrev@ffffffffffff", "", 404},
		{"https://evil.example/nb/fagbrev", "", 404},
		{base + ".evil.example/nb/fagbrev", "", 404},
		{base + "/nb/nothing", "", 404},
		{base + "/nb/%zz", "", 404},
		{"", "", 404},
	} {
		res := s.get(t, "/oembed?format=json&url="+url.QueryEscape(tt.address))
		if res.StatusCode != tt.status {
			t.Errorf("oEmbed of %q: status %d, want %d", tt.address, res.StatusCode, tt.status)
			continue
		}
		if tt.status != http.StatusOK {
			continue
		}
		var got struct{ Version, Type, Title, Description, Thumbnail_url string }
		if err := json.Unmarshal([]byte(body(t, res)), &got); err != nil {
			t.Fatal(err)
		}
		if got.Version != "1.0" || got.Type != "link" || got.Title != tt.title || got.Description == "" || !strings.HasPrefix(got.Thumbnail_url, base) {
			t.Errorf("oEmbed of %q = %+v", tt.address, got)
		}
	}
	if res := s.get(t, "/oembed?format=xml&url="+base+"/nb/fagbrev"); res.StatusCode != http.StatusNotImplemented {
		t.Errorf("oEmbed as XML: status %d, want 501", res.StatusCode)
	}
}

func TestFeedback(t *testing.T) {
	for _, tt := range []struct {
		name     string
		form     url.Values
		freeText bool
		status   int
		want     []bot.Feedback
	}{
		{"helpful", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"yes"}, "reason": {"unclear"}}, false, 200,
			[]bot.Feedback{{Entry: "fagbrev", Lang: "nb", Helpful: true}}},
		{"not", url.Values{"lang": {"en"}, "entry": {"fagbrev"}, "helpful": {"no"}}, false, 200,
			[]bot.Feedback{{Entry: "fagbrev", Lang: "en"}}},
		{"two reasons at most", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"no"}, "reason": {"off-topic", "unclear", "outdated", "x"}}, false, 200,
			[]bot.Feedback{{Entry: "fagbrev", Lang: "nb", Reasons: []bot.Reason{bot.ReasonOutdated, bot.ReasonUnclear}}}},
		{"no text by default", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"no"}, "text": {"feil"}}, false, 200,
			[]bot.Feedback{{Entry: "fagbrev", Lang: "nb"}}},
		{"text", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"no"}, "text": {"feil lenke"}}, true, 200,
			[]bot.Feedback{{Entry: "fagbrev", Lang: "nb"}}},
		{"personal number", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"no"}, "text": {"gjelder 01019012480"}}, true, 400, nil},
		{"long text", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"no"}, "text": {strings.Repeat("a", 501)}}, true, 400, nil},
		{"unknown entry", url.Values{"lang": {"nb"}, "entry": {"x"}, "helpful": {"no"}}, false, 400, nil},
		{"unknown language", url.Values{"lang": {"de"}, "entry": {"fagbrev"}, "helpful": {"no"}}, false, 400, nil},
		{"neither", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}}, false, 400, nil},
		{"too large", url.Values{"lang": {"nb"}, "text": {strings.Repeat("a", 20_000)}}, true, 413, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := &inquiries{}
			s := newSite(t, func(c *webchat.Config) {
				if tt.freeText {
					c.Desk = d
				}
			})
			res := s.post(t, "/feedback", tt.form)
			if res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			lacks(t, body(t, res), "01019012480")
			if sent := len(d.open) == 1 && d.open[0].Text == "feil lenke"; sent != (tt.name == "text") {
				t.Errorf("sent to the editors: %+v", d.open)
			}
			for i := range s.journal.feedback {
				s.journal.feedback[i].Person = "" // TestOneVoteAPerson
			}
			if diff := cmp.Diff(tt.want, s.journal.feedback); diff != "" {
				t.Errorf("feedback (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFeedbackFromAnotherSite(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.BaseURL = "https://veiviser.example.no" })
	form := url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"no"}}
	if res := s.post(t, "/feedback", form, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"); res.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: status %d, want 403", res.StatusCode)
	}
	if res := s.post(t, "/feedback", form, "Origin", "https://veiviser.example.no"); res.StatusCode != http.StatusOK {
		t.Errorf("from our own, through a proxy: status %d, want 200", res.StatusCode)
	}
	if n := len(s.journal.feedback); n != 1 {
		t.Errorf("%d pieces of feedback, want 1", n)
	}
}

func TestNoFeedbackWhereNobodyReadsIt(t *testing.T) {
	s := newSite(t, func(c *webchat.Config) { c.Journal = nil })
	lacks(t, body(t, s.get(t, "/nb/fagbrev")), `action="/feedback"`)
	if res := s.post(t, "/feedback", url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "helpful": {"yes"}}); res.StatusCode != http.StatusNotFound {
		t.Errorf("status %d, want 404", res.StatusCode)
	}
}

// counted is a report.
type counted struct {
	rep bot.Report
	err error
}

func (c counted) Report(context.Context, time.Time) (bot.Report, error) { return c.rep, c.err }

func TestReport(t *testing.T) {
	rep := bot.Report{
		Rows: []bot.ReportRow{
			{Entry: "fagbrev", Shown: 12, Opened: 3, Noted: 2, Helpful: 4, NotHelpful: 1,
				Missing: map[content.Section]int{content.Payer: 3}, Reasons: map[bot.Reason]int{bot.ReasonOutdated: 1}},
			{Entry: "gone", Shown: 1},
		},
		Answers: []bot.ReportAnswers{{Platform: "slack", Lang: "nn", Strong: 7}},
		Remarks: []bot.Remark{{Day: today, Entry: "fagbrev", Text: "<b>feil</b>"}},
	}
	s := newSite(t, func(c *webchat.Config) { c.Reporter, c.ReportToken = counted{rep: rep}, token })
	for _, path := range []string{"/report", "/report.csv"} {
		for name, auth := range map[string]string{"none": "", "wrong": "Bearer wrong", "empty": "Bearer "} {
			res := s.get(t, path, "Authorization", auth)
			if res.StatusCode != http.StatusUnauthorized || res.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("GET %s with %s token: status %d, want 401", path, name, res.StatusCode)
			}
			lacks(t, body(t, res), "Fagbrev", token)
		}
	}
	page := body(t, s.get(t, "/report?lang=nn", "Authorization", "Bearer "+token))
	contains(t, page, "Rapport for redaktørar", "Fagbrev på jobb", ">12<", "Kven som betaler (3)", "slack", "&lt;b&gt;feil&lt;/b&gt;", "gone", "7. november 2026 · fagbrev")

	rows, err := csv.NewReader(strings.NewReader(body(t, s.get(t, "/report.csv", "Authorization", "Bearer "+token)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"fagbrev", "Fagbrev på jobb", "12", "3", "2", "4", "1", "Feil eller utdatert (1)", "Hvem som betaler (3)"}
	if len(rows) != 3 || !reflect.DeepEqual(rows[1], want) {
		t.Errorf("CSV = %q, want row %q", rows, want)
	}

	closed := newSite(t, func(c *webchat.Config) { c.Reporter = counted{rep: rep} })
	if res := closed.get(t, "/report", "Authorization", "Bearer "); res.StatusCode != http.StatusNotFound {
		t.Errorf("without a token set: status %d, want 404", res.StatusCode)
	}
	broken := newSite(t, func(c *webchat.Config) { c.Reporter, c.ReportToken = counted{err: errGone}, token })
	if res := broken.get(t, "/report", "Authorization", "Bearer "+token); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("without a database: status %d, want 503", res.StatusCode)
	}
}

// TestMapQuery: the map's links carry on what the map reads of its address, once, and
// nothing else that somebody put there.
func TestMapQuery(t *testing.T) {
	s := newSite(t)
	page := body(t, s.get(t, "/nb/map?goal=work&goal=education&journey=all&secret=01020312345&level="+strings.Repeat("x", 200)))
	contains(t, page, "/nn/map?goal=work&amp;journey=all")
	lacks(t, page, "secret", "01020312345", "xxxx", "goal=education")
}
