package webchat_test

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/webchat"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day of every test.
var today = time.Date(2026, 11, 7, 12, 0, 0, 0, time.UTC)

// fixture is a small guide.
var fixture = os.DirFS("testdata/guide")

// site is a server of the pages with what the tests look at from inside.
type site struct {
	http.Handler
	guide   *content.Guide
	journal *journal
}

// newSite serves the small guide of testdata; each change alters its configuration.
func newSite(tb testing.TB, changes ...func(*webchat.Config)) *site {
	tb.Helper()
	g, err := content.Load(fixture)
	if err != nil {
		tb.Fatal(err)
	}
	return serve(tb, g, finder{g}, changes...)
}

// finder finds an entry by its id or a whole title, so that a change of the search's
// weights changes no page of the small guide.
type finder struct{ guide *content.Guide }

func (f finder) Search(_ context.Context, q search.Query) (search.Result, error) {
	text := " " + strings.Join(strings.Fields(strings.ToLower(q.Text)), " ") + " "
	if strings.Trim(text, " 🙂") == "" {
		return search.Result{}, search.ErrEmptyQuery
	}
	res := search.Result{Lang: q.Lang, Confidence: search.None}
	for _, l := range []struct {
		lang content.Lang
		word string
	}{{content.Nynorsk, " kva "}, {content.English, " what "}, {content.Bokmal, ""}} {
		if res.Lang == "" && strings.Contains(text, l.word) {
			res.Lang = l.lang
		}
	}
	if strings.Contains(text, " lever ") {
		res.Section, res.Sections = content.Livelihood, []content.Section{content.Livelihood}
	}
	for _, e := range f.guide.Entries() {
		for _, l := range content.Langs() {
			title := " " + strings.ToLower(e.Text(l).Title) + " "
			if strings.Contains(text, title) || strings.Contains(text, strings.ReplaceAll(title, "æ", "ae")) || strings.Contains(text, " "+e.ID+" ") {
				res.Hits = append(res.Hits, search.Hit{Entry: e, Score: 1})
				break
			}
		}
	}
	switch len(res.Hits) {
	case 0:
		res.FollowUp = res.Section != ""
	case 1:
		res.Confidence = search.Strong
	default:
		res.Confidence = search.Weak
	}
	return res, nil
}

// newWholeSite serves the guide that ships with the program.
func newWholeSite(tb testing.TB, changes ...func(*webchat.Config)) *site {
	tb.Helper()
	p := bottest.Whole(tb)
	return serve(tb, p.Guide, p.Index, changes...)
}

func serve(tb testing.TB, g *content.Guide, ix bot.Searcher, changes ...func(*webchat.Config)) *site {
	tb.Helper()
	w, err := locales.New()
	if err != nil {
		tb.Fatal(err)
	}
	s := &site{guide: g, journal: &journal{}}
	c := webchat.Config{
		Bot:   bot.New(bot.Config{Guide: g, Index: ix, Words: w, Conversations: bot.NewMemory(100), Versions: s.journal}),
		Words: w, Log: slog.New(slog.NewTextHandler(tb.Output(), nil)), Journal: s.journal,
		Now: func() time.Time { return today },
	}
	for _, change := range changes {
		change(&c)
	}
	chat, err := webchat.New(c)
	if err != nil {
		tb.Fatal(err)
	}
	mux := http.NewServeMux()
	chat.Register(mux)
	s.Handler = mux
	return s
}

// journal remembers what it was told.
type journal struct {
	mu       sync.Mutex
	opened   []string
	noted    []string
	feedback []bot.Feedback
	history
}

func (j *journal) Opened(entry string, l content.Lang) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.opened = append(j.opened, string(l)+"/"+entry)
}

func (j *journal) NoteCopied(entry string, l content.Lang) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.noted = append(j.noted, string(l)+"/"+entry)
}

func (j *journal) Feedback(f bot.Feedback) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.feedback = append(j.feedback, f)
	return nil
}

// history is a journal of versions.
type history struct {
	versions []bot.Version
	err      error
}

func (h history) Versions(_ context.Context, id string) ([]bot.Version, error) {
	var out []bot.Version
	for _, v := range h.versions {
		if v.Entry.ID == id {
			out = append(out, v)
		}
	}
	return out, h.err
}

func (h history) Version(ctx context.Context, id, digits string) (bot.Version, bool, error) {
	vs, err := h.Versions(ctx, id)
	for _, v := range vs {
		if strings.HasPrefix(v.Digest, content.DigestPrefix+digits) {
			return v, true, nil
		}
	}
	return bot.Version{}, false, err
}

var errGone = errors.New("the database is gone")

// get asks for a path; header pairs follow.
func (s *site) get(tb testing.TB, path string, header ...string) *http.Response {
	tb.Helper()
	return s.do(tb, httptest.NewRequest("GET", path, nil), header...)
}

// post sends a form.
func (s *site) post(tb testing.TB, path string, form url.Values, header ...string) *http.Response {
	tb.Helper()
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.do(tb, r, header...)
}

func (s *site) do(tb testing.TB, r *http.Request, header ...string) *http.Response {
	tb.Helper()
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
			continue
		}
		r.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	s.ServeHTTP(rec, r)
	res := rec.Result()
	if to := res.Header.Get("Location"); res.StatusCode == http.StatusSeeOther && isAnswer.MatchString(to) { // as a browser does
		return s.get(tb, to)
	}
	return res
}

// isAnswer is an answer's address.
var isAnswer = regexp.MustCompile(`^/\?(?:c=[a-z2-7]{26}&)?e=`)

// body reads an answer.
func body(tb testing.TB, res *http.Response) string {
	tb.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// contains reports each of want that is not in text.
func contains(tb testing.TB, text string, want ...string) {
	tb.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			tb.Errorf("no %q in:\n%s", w, mainOf(text))
		}
	}
}

// mainOf is the part of a page that differs from the others.
func mainOf(text string) string {
	if _, rest, ok := strings.Cut(text, "<main"); ok {
		text, _, _ = strings.Cut(rest, "</main>")
	}
	return text
}

// lacks reports each of unwanted that is in text.
func lacks(tb testing.TB, text string, unwanted ...string) {
	tb.Helper()
	for _, w := range unwanted {
		if strings.Contains(text, w) {
			tb.Errorf("%q in:\n%s", w, mainOf(text))
		}
	}
}

// changing is what differs from run to run or with every change of a style.
var changing = regexp.MustCompile(`(/static/)[0-9a-f]{12}|(name="conversation" value="|[?;]c=)[a-z2-7]{26}|((?:id="|href="#)k)[a-z2-7]{8}|(data-layout=")[0-9a-f]{12}`)

// golden compares text with a file of testdata, or writes it with -update.
func golden(tb testing.TB, name, text string) {
	tb.Helper()
	text = changing.ReplaceAllString(text, "${1}${2}${3}${4}…")
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text); diff != "" {
		tb.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

func TestNewRefusesABadBaseURL(t *testing.T) {
	w, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"veiviser.no", "javascript:alert(1)", "https://", "https://a.no/?q", "https://a.no/#x", "ftp://a.no"} {
		_, err := webchat.New(webchat.Config{Words: w, BaseURL: base})
		if err == nil || !strings.Contains(err.Error(), "want") {
			t.Errorf("New with base URL %q: %v, want an error with a hint", base, err)
		}
	}
}
