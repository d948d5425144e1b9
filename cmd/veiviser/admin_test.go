package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sync/semaphore"

	"veiviser/bot/webchat"
)

// freeAddr is an address that nobody listens on.
func freeAddr(tb testing.TB) string {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// With an address of their own, operators read there what everybody else no longer can.
func TestAdminAddress(t *testing.T) {
	t.Parallel()
	admin := &server{url: "http://" + freeAddr(t)}
	data := t.TempDir()
	s := start(t, settings{"VEIVISER_ADMIN_ADDR": strings.TrimPrefix(admin.url, "http://")}, "--data", data)
	for _, path := range []string{"/metrics", "/readyz", "/healthz", "/debug/pprof/", "/debug/pprof/heap?debug=1", "/debug/pprof/cmdline"} {
		if admin.page(t, path) == "" {
			t.Errorf("operators get nothing at %s", path)
		}
	}
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/heap"} {
		if resp, _ := s.do(t, http.MethodGet, path, ""); resp.StatusCode != http.StatusNotFound {
			t.Errorf("everybody gets %s: %s", path, resp.Status)
		}
	}
	if got := admin.page(t, "/"+"readyz"); got != "ready\n" {
		t.Errorf("/readyz says %q to operators", got)
	}
	if resp, _ := admin.do(t, http.MethodGet, "/nb/norskkurs", ""); resp.StatusCode != http.StatusNotFound {
		t.Errorf("the pages are at the operators' address: %s", resp.Status)
	}

	// A journal whose file is gone.
	if err := os.Rename(filepath.Join(data, "veiviser.db"), filepath.Join(data, "gone.db")); err != nil {
		t.Skip(err)
	}
	for who, tt := range map[*server]string{s: "not ready\n", admin: "the journal can't be written; answers go on\n"} {
		resp, got := who.do(t, http.MethodGet, "/readyz", "")
		if resp.StatusCode != http.StatusServiceUnavailable || got != tt {
			t.Errorf("/readyz without a journal: %s, %q, want %q", resp.Status, got, tt)
		}
	}
	if err := os.Rename(filepath.Join(data, "gone.db"), filepath.Join(data, "veiviser.db")); err != nil {
		t.Fatal(err)
	}
}

// A request goes by one id: a proxy's where it sends one, in the answer, on the error
// page and in the log.
func TestRequestID(t *testing.T) {
	t.Parallel()
	s := start(t, nil, "--data", t.TempDir())
	const given = "from-the-proxy-1"
	resp, _ := s.do(t, http.MethodGet, "/nb/norskkurs", "", "X-Request-Id", given)
	if got := resp.Header.Get("X-Request-Id"); got != given {
		t.Errorf("the id given became %q", got)
	}
	resp, _ = s.do(t, http.MethodGet, "/nb/norskkurs", "", "X-Request-Id", "a b")
	other, _ := s.do(t, http.MethodGet, "/nb/norskkurs", "")
	a, b := resp.Header.Get("X-Request-Id"), other.Header.Get("X-Request-Id")
	if len(a) != 16 || len(b) != 16 || a == b {
		t.Errorf("ids made: %q and %q", a, b)
	}
	if metrics := s.page(t, "/metrics"); !strings.Contains(metrics, `route="GET /nb/{id}"`) && !strings.Contains(metrics, `route="GET /nb/{id}`) {
		t.Error("requests are no longer counted by their routes")
	}
}

// What all bodies hold together is bounded, whatever each route takes; what finds no room
// is told to come again, and room is given back.
func TestBodiesAreBounded(t *testing.T) {
	t.Parallel()
	const room = 100
	free := semaphore.NewWeighted(room)
	reading, proceed := make(chan struct{}), make(chan struct{})
	h := boundBodies(free, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		if _, err := b.ReadFrom(r.Body); err != nil {
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		if r.URL.Path == "/hold" {
			reading <- struct{}{}
			<-proceed
		}
		fmt.Fprint(w, b.Len())
	}))
	post := func(path string, size int) *httptest.ResponseRecorder {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest("POST", path, strings.NewReader(strings.Repeat("x", size))))
		return rec
	}
	done := make(chan int)
	go func() { done <- post("/hold", 60).Code }()
	<-reading
	if rec := post("/", 60); rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == "" {
		t.Errorf("a body without room: %d", rec.Code)
	}
	if rec := post("/", 40); rec.Code != http.StatusOK || rec.Body.String() != "40" {
		t.Errorf("a body that finds room: %d %s", rec.Code, rec.Body)
	}
	close(proceed)
	if code := <-done; code != http.StatusOK {
		t.Errorf("the body that was there first: %d", code)
	}
	if !free.TryAcquire(room) {
		t.Error("room is not given back")
	}
}

// The settings of this file's matters are checked at start, and no token is shown.
func TestOperatorsSettings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, value, want string }{
		{"ADMIN_ADDR", "9090", "no port"}, {"ADMIN_ADDR", ":8080", "the pages' address"}, {"ADMIN_ADDR", ":x", "no number"},
		{"REPORT_TOKEN", "hemmelig", fmt.Sprint(webchat.MinReportToken)},
		{"TRUSTED_PROXIES", "10.0.0.1 proxy", `"proxy"`},
		{"QUESTIONS_PER_MINUTE", "-1", `"-1"`}, {"QUESTIONS_PER_MINUTE", "many", `"many"`},
	} {
		_, err := loadConfig(config{}, settings{"VEIVISER_" + tt.name: tt.value}.get)
		if err == nil || !strings.HasPrefix(err.Error(), "VEIVISER_"+tt.name+": ") || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "hemmelig") {
			t.Errorf("%s=%s: %v", tt.name, tt.value, err)
		}
	}
	c, err := loadConfig(config{}, settings{"VEIVISER_TRUSTED_PROXIES": "10.0.0.0/8", "VEIVISER_QUESTIONS_PER_MINUTE": "0"}.get)
	if err != nil || len(c.Proxies) != 1 || c.Questions >= 0 {
		t.Errorf("a network and no limit: %v, %d, %v", c.Proxies, c.Questions, err)
	}
}

// The program takes its limits from its settings: one question a minute is one.
func TestQuestionsPerMinute(t *testing.T) {
	t.Parallel()
	s := start(t, settings{"VEIVISER_QUESTIONS_PER_MINUTE": "1", "VEIVISER_TRUSTED_PROXIES": "127.0.0.0/8"}, "--data", t.TempDir())
	ask := func() (*http.Response, string) {
		return s.do(t, http.MethodPost, "/api/ask", `{"question":"norskkurs"}`, "Content-Type", "application/json", "X-Forwarded-For", "203.0.113.1")
	}
	if resp, _ := ask(); resp.StatusCode != http.StatusOK {
		t.Fatal(resp.Status)
	}
	resp, body := ask()
	var told struct{ Error string }
	if err := json.Unmarshal([]byte(body), &told); err != nil || resp.StatusCode != http.StatusTooManyRequests || !strings.HasPrefix(resp.Header.Get("Retry-After"), "6") || told.Error == "" {
		t.Errorf("the second question: %s, Retry-After %q, %q", resp.Status, resp.Header.Get("Retry-After"), body)
	}
}
