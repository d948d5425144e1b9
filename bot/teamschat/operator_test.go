package teamschat_test

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
)

// counts are what an operator's metrics would hold.
type counts struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counts) count(what, detail string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[what+" "+detail]++
}

// watched is c with a log and counts.
func watched(c *teamschat.Config) (*chattest.Log, *counts) {
	log, n := &chattest.Log{}, &counts{}
	c.Log, c.Count = slog.New(slog.NewTextHandler(log, nil)), n.count
	return log, n
}

// TestOperatorIsTold: a password that Microsoft refuses is counted each time and told
// once a minute, without a word of it; the question is answered when the login is mended.
func TestOperatorIsTold(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		log, n := watched(&c)
		m.noLogin.Store(true)
		r := run(t, m, c)
		if got := r.status(t, m.message("hjelp")); got != http.StatusServiceUnavailable {
			t.Errorf("status %d, want 503", got)
		}
		if told := strings.Count(log.String(), "refuses the app's login"); told != 1 || n.n["refused login"] < 3 {
			t.Errorf("told %d times, counted %d, want once and each time", told, n.n["refused login"])
		}
		if got := log.String(); strings.Contains(got, "s3cret") || strings.Contains(got, "hjelp") || !strings.Contains(got, "401") {
			t.Errorf("logged %s", got)
		}
		m.noLogin.Store(false)
		if s := m.next(t); s.Token != "Bearer granted" {
			t.Errorf("sent with %q", s.Token)
		}
	})
}

// TestCounted: what happens to events is counted by their kind, and never by what a
// stranger writes.
func TestCounted(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		log, n := watched(&c)
		m.fail = []int{429, 401, 201, 502}
		r := run(t, m, c)
		a := m.message("hjelp")
		r.send(t, a)
		r.send(t, a)
		r.send(t, m.message("hjelp"))
		r.send(t, m.activity("typing"))
		r.send(t, m.activity("kindOfAStranger"))
		unknown := m.activity("invoke")
		unknown["name"] = "nameOfAStranger"
		r.status(t, unknown)
		for range 5 {
			r.post("", []byte("{}"))
		}
		want := map[string]int{
			"again message": 1, "done message": 1, "duplicate message": 1, "unknown message": 1, "unsure message": 1, "refused token": 1, "ignored typing": 1,
			"ignored other": 1, "unknown invoke": 1, "refused Not Implemented": 1, "refused Unauthorized": 5,
		}
		for what, times := range want {
			if n.n[what] != times {
				t.Errorf("%s is counted %d times, want %d", what, n.n[what], times)
			}
		}
		if len(n.n) != len(want) {
			t.Errorf("counted %v, want %v", n.n, want)
		}
		if told := strings.Count(log.String(), "status=401 err=\"unauthorized"); told != 1 {
			t.Errorf("strangers are told of %d times, want once a minute", told)
		}
		time.Sleep(time.Minute)
		r.post("", []byte("{}"))
		if told := strings.Count(log.String(), "status=401 err=\"unauthorized"); told != 2 {
			t.Errorf("told %d times a minute later, want twice", told)
		}
	})
}
