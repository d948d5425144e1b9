package webchat_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"veiviser/bot"
	"veiviser/bot/webchat"
	"veiviser/content"
)

// inquiries are what was sent to the editors, in memory.
type inquiries struct {
	mu   sync.Mutex
	open []bot.OpenInquiry
	err  error
}

func (d *inquiries) Inquire(_ context.Context, i bot.Inquiry) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := i.Checked()
	if err == nil {
		err = d.err
	}
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(d.open, func(o bot.OpenInquiry) bool { return o.Person == i.Person && o.Text == i.Text }) {
		return false, nil
	}
	d.open = append(d.open, bot.OpenInquiry{Inquiry: i, ID: i.Text, Day: today, Deleted: today.AddDate(0, 0, 90)})
	return true, nil
}

func (d *inquiries) Inquiries(context.Context) ([]bot.OpenInquiry, error) { return d.open, d.err }

func (d *inquiries) CloseInquiry(_ context.Context, id string) error {
	d.open = slices.DeleteFunc(d.open, func(o bot.OpenInquiry) bool { return o.ID == id })
	return d.err
}

func withDesk(d *inquiries) func(*webchat.Config) {
	return func(c *webchat.Config) {
		c.Desk, c.Inquiries, c.Reporter, c.ReportToken = d, d, counted{}, token
	}
}

const lacking = "Kan hun ta førerkort <b>?"

// TestSendToTheEditors by the form, which shows the text first, and by the API.
func TestSendToTheEditors(t *testing.T) {
	d := &inquiries{}
	s := newSite(t, withDesk(d))
	form := url.Values{"lang": {"nb"}, "entry": {"fagbrev"}, "section": {"duration"}, "text": {lacking}}
	page := body(t, s.post(t, "/editors", form))
	contains(t, page, "Kan hun ta førerkort &lt;b&gt;?</textarea>", "senest etter 90 dager", `name="section" value="duration"`, `href="/nb/fagbrev#duration"`)
	if len(d.open) != 0 {
		t.Fatal("the text is kept before it is sent")
	}
	form.Set("send", "1")
	for range 2 {
		contains(t, body(t, s.post(t, "/editors", form)), "Takk.")
	}
	if len(d.open) != 1 || d.open[0].Text != lacking || d.open[0].Entry != "fagbrev" || d.open[0].Section != content.Duration || d.open[0].Lang != "nb" {
		t.Errorf("kept are %+v", d.open)
	}
	form.Set("text", "gjelder 01019012480")
	contains(t, body(t, s.post(t, "/editors", form)), "Teksten er ikke sendt", "<textarea")
	for _, bad := range []url.Values{{}, {"send": {"1"}, "entry": {"x"}, "lang": {"de"}, "section": {"y"}, "text": {" "}}} {
		if res := s.post(t, "/editors", bad); res.StatusCode != http.StatusOK {
			t.Errorf("%v: status %d", bad, res.StatusCode)
		}
	}

	send := func(in, ip string) (int, string) {
		r := httptest.NewRequest("POST", "/api/editors", strings.NewReader(in))
		r.RemoteAddr = ip + ":1"
		res := s.do(t, r)
		return res.StatusCode, body(t, res)
	}
	var got struct {
		Sent bool
		Text string
	}
	for in, want := range map[string]bool{
		`{"text":"What about driving?","lang":"en","entry":"fagbrev"}`: true,
		`{"text":"01019012480","lang":"en"}`:                           false,
		`{"text":"","section":"` + strings.Repeat("x", 3000) + `"}`:    false,
	} {
		status, out := send(in, "192.0.2.1")
		if err := json.Unmarshal([]byte(out), &got); err != nil || status != http.StatusOK || got.Sent != want || got.Text == "" {
			t.Errorf("%.60s: status %d, %s", in, status, out)
		}
	}
	for _, in := range []string{"", "[]", `{"text":`, "text=a"} {
		if status, _ := send(in, "192.0.2.1"); status != http.StatusBadRequest {
			t.Errorf("%q: status %d, want 400", in, status)
		}
	}
	last := 0
	for i := range 40 { // from one address
		last, _ = send(`{"text":"nummer `+strings.Repeat("i", i)+`"}`, "192.0.2.9")
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("the fortieth: status %d, want 429", last)
	}
	d.err = errors.New("the database is gone")
	if status, out := send(`{"text":"hei"}`, "192.0.2.3"); status != http.StatusServiceUnavailable || strings.Contains(out, "database") {
		t.Errorf("without a database: status %d, %s", status, out)
	}

	for _, path := range []string{"/editors", "/api/editors", "/report/close"} {
		if res := s.post(t, path, form, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site"); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s from another site: status %d, want 403", path, res.StatusCode)
		}
	}
	nobody := newSite(t)
	for _, path := range []string{"/editors", "/api/editors"} {
		if res := nobody.post(t, path, form); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s where nobody reads it: status %d, want 404", path, res.StatusCode)
		}
	}
}

// TestEditorsPage: what was sent, by what it is about, with its age and its end, to be
// closed by who has the token alone.
func TestEditorsPage(t *testing.T) {
	d := &inquiries{}
	s := newSite(t, withDesk(d))
	for n, i := range []bot.Inquiry{
		{Text: lacking, Entry: "fagbrev", Section: content.Payer}, {Text: "Noe annet"}, {Text: "En til", Entry: "fagbrev", Section: content.Payer}, {Text: "Om noe som er borte", Entry: "gone"},
	} {
		if _, err := d.Inquire(t.Context(), i); err != nil {
			t.Fatal(err)
		}
		d.open[n].Day = today.AddDate(0, 0, -n)
	}
	d.open[3].Sealed, d.open[3].Text = true, ""
	// What most ask for stands first, and counts as a need of the entry.
	page := body(t, s.get(t, "/report?lang=nb", "Authorization", "Bearer "+token))
	contains(t, page, "Fagbrev på jobb · Hvem som betaler</a> (2)", "førerkort &lt;b&gt;?", "2 dager siden", "Slettes ", "kryptert med en annen nøkkel", `action="/report/close"`)
	if first := strings.Index(page, "Fagbrev på jobb · Hvem som betaler"); first > strings.Index(page, "Noe annet") {
		t.Error("what two ask for does not stand before what one does")
	}
	contains(t, body(t, s.get(t, "/report.csv", "Authorization", "Bearer "+token)), "fagbrev,Fagbrev på jobb,0,0,0,0,0,,,2,2,0,0,0")
	lacks(t, body(t, s.get(t, "/report.json", "Authorization", "Bearer "+token)), "førerkort", "Noe annet")

	form := url.Values{"lang": {"nn"}, "id": {"Noe annet"}}
	if res := s.post(t, "/report/close", form); res.StatusCode != http.StatusUnauthorized || len(d.open) != 4 {
		t.Errorf("without the token: status %d, %d open", res.StatusCode, len(d.open))
	}
	for range 2 { // another editor was first
		res := s.post(t, "/report/close", form, "Authorization", "Bearer "+token)
		if res.StatusCode != http.StatusSeeOther || res.Header.Get("Location") != "/report?lang=nn#inquiries" || len(d.open) != 3 {
			t.Errorf("status %d to %q, %d open", res.StatusCode, res.Header.Get("Location"), len(d.open))
		}
	}
	lacks(t, body(t, s.get(t, "/report", "Authorization", "Bearer "+token)), "Noe annet")
	d.err = errors.New("gone")
	for _, res := range []*http.Response{s.get(t, "/report", "Authorization", "Bearer "+token), s.post(t, "/report/close", form, "Authorization", "Bearer "+token)} {
		if res.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("without a database: status %d, want 503", res.StatusCode)
		}
	}
	empty := body(t, newSite(t, withDesk(&inquiries{})).get(t, "/report?lang=en", "Authorization", "Bearer "+token))
	contains(t, empty, "No questions are waiting.")
}
