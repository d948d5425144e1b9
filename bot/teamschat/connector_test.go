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

func TestRetries(t *testing.T) {
	tests := []struct {
		name string
		fail []int
		want bool // the answer arrives
	}{
		{"too many requests", []int{429, 429}, true},
		{"what Teams asks to try again", []int{412, 502, 504}, true},
		{"for ever", []int{502, 502, 502, 502, 502, 502, 502}, false},
		{"gone", []int{404}, false},
		{"refused", []int{403}, false},
		{"too big", []int{413}, false},
		{"token refused once", []int{401}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
				// After a failure the bot also tries to say so: that fails too.
				m.fail = append(tt.fail, repeat(tt.want, 404)...)
				r := run(t, m, c)
				r.send(t, m.message("hjelp"))
				time.Sleep(time.Minute)
				synctest.Wait()
				if got := len(m.sent) == 1; got != tt.want {
					t.Errorf("%d answers arrived, want one: %v", len(m.sent), tt.want)
				}
			})
		})
	}
}

// repeat is five times the status, none where the answer arrives.
func repeat(arrives bool, status int) []int {
	if arrives {
		return nil
	}
	return []int{status, status, status, status, status}
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

// TestPace: a busy conversation is answered as fast as Teams takes it, and does not hold
// up another.
func TestPace(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		r := run(t, m, c)
		busy := map[string]any{"id": "busy", "conversationType": "personal", "tenantId": tenantID}
		accepted := 0
		for range 30 {
			a := m.message("hjelp")
			a["conversation"] = busy
			if w := r.post(m.token(t, "teams", m.claims(nil)), encode(t, a)); w.Code == http.StatusOK {
				accepted++
			}
		}
		start := time.Now()
		r.send(t, m.message("kart"))
		for {
			if s := m.next(t); s.Activity["conversation"].(map[string]any)["id"] != "busy" {
				break
			}
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("another conversation waited %v", took)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if accepted < 8 || accepted == 30 {
			t.Errorf("%d of 30 messages at once were taken on, want a few", accepted)
		}
		var times []time.Time
		for len(m.sent) > 0 {
			times = append(times, (<-m.sent).At)
		}
		for i := range times {
			if j := i + 7; j < len(times) && times[j].Sub(times[i]) < time.Second {
				t.Errorf("messages %d to %d came within a second, Teams takes 7", i, j)
			}
		}
	})
}
