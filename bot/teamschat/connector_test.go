package teamschat_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

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
	})
}

// activityNow is a message sent at the time of the test's clock.
func (m *microsoft) activityNow(text string) map[string]any { return m.message(text) }
