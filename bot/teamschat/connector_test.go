package teamschat_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
)

// inBubble runs f with a clock of its own against a Microsoft without a network.
func inBubble(t *testing.T, f func(t *testing.T, m *microsoft, c teamschat.Config)) {
	m := newMicrosoft(t)
	synctest.Test(t, func(t *testing.T) {
		c := m.config(t)
		c.HTTP = &http.Client{Transport: inProcess{m.Config.Handler}}
		m.sent = make(chan sent, 2000) // of the bubble, so that waiting on it lets time pass
		f(t, m, c)
	})
}

// TestToken: one login serves an hour, and a refused token is asked for anew.
func TestToken(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		r := run(t, m, c)
		ask := func() {
			t.Helper()
			r.send(t, m.activityNow("hjelp"))
			m.next(t)
		}
		ask()
		time.Sleep(45 * time.Minute)
		ask()
		if n := m.logins.Load(); n != 1 {
			t.Errorf("%d logins within 45 minutes, want 1", n)
		}
		time.Sleep(6 * time.Minute)
		ask()
		if n := m.logins.Load(); n != 2 {
			t.Errorf("%d logins when the token was about to end, want 2", n)
		}
		m.fail = []int{401}
		ask()
		if n := m.logins.Load(); n != 3 {
			t.Errorf("%d logins after a token was refused, want 3", n)
		}
	})
}

// activityNow is a message sent at the time of the test's clock.
func (m *microsoft) activityNow(text string) map[string]any { return m.message(text) }

// TestLoginDown: while the login is down the old token goes on until it ends, and the
// login is asked at a measured pace.
func TestLoginDown(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		r := run(t, m, c)
		ask := func() int { return r.status(t, m.message("hjelp")) }
		ask()
		m.noLogin.Store(true)
		time.Sleep(51 * time.Minute)
		begin := time.Now()
		for range 10 {
			if got := ask(); got != http.StatusOK || time.Since(begin) > 0 {
				t.Errorf("status %d after %v with a token of 51 minutes, want 200 at once", got, time.Since(begin))
			}
		}
		if n := m.logins.Load(); n != 2 {
			t.Errorf("%d logins, want 2: one at the start and one within ten seconds", n)
		}
		time.Sleep(10 * time.Minute)
		if got := ask(); got != http.StatusServiceUnavailable {
			t.Errorf("status %d with a token that has ended, want 503", got)
		}
	})
}

// TestBegun: the ledger knows that an answer may be out before it goes out, whichever
// way that is.
func TestBegun(t *testing.T) {
	for name, value := range map[string]map[string]any{
		"a question":                        nil,
		"an answer to a press":              {"verb": "show", "lang": "nb", "entry": "jamal"},
		"a note, from a client that is old": {"verb": "note", "lang": "nb", "entry": "jamal"},
	} {
		inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
			store := chattest.NewStore()
			c.Ledger = store.NewLedger()
			m.delay = 5 * time.Second
			r := run(t, m, c)
			a := in("c", m.message("hjelp"))
			if value != nil {
				a["text"], a["value"] = "", value
			}
			var wg sync.WaitGroup
			wg.Go(func() { r.send(t, a) })
			time.Sleep(time.Second)
			if got := store.State("teams " + tenantID + " c " + a["id"].(string)); got != chat.Sending {
				t.Errorf("%s: state %v while it is sent, want sending", name, got)
			}
			wg.Wait()
		})
	}
}
