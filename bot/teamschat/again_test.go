package teamschat_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat"
)

// TestRepeats: Teams brings a message that was not acknowledged in time once more with
// its id, and later with a new one. Who asks the same again after an answer gets one.
func TestRepeats(t *testing.T) {
	tests := []struct {
		name   string
		slow   time.Duration // until Teams takes a post
		change func(map[string]any)
		after  time.Duration
		want   int
	}{
		{"not in time, new id", 20 * time.Second, nil, 45 * time.Second, 1},
		{"not in time, new id, while it is under way", 20 * time.Second, nil, 15 * time.Second, 1},
		{"not in time, much later", 20 * time.Second, nil, 3 * time.Minute, 2},
		{"not in time, other words", 20 * time.Second, func(a map[string]any) { a["text"] = "kart" }, 45 * time.Second, 2},
		{"not in time, another person", 20 * time.Second, func(a map[string]any) { by("29:ola", a) }, 45 * time.Second, 2},
		{"not in time, another conversation", 20 * time.Second, func(a map[string]any) { in("other", a) }, 45 * time.Second, 2},
		{"in time", 0, nil, 45 * time.Second, 2},
		{"in time, at once", 0, nil, 0, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
				r := run(t, m, c)
				m.delay = tt.slow
				first := in("c", m.message("hjelp"))
				late := r.status(t, first)
				if want := map[bool]int{true: 503, false: 200}[tt.slow > 0]; late != want {
					t.Errorf("status %d, want %d", late, want)
				}
				time.Sleep(tt.after - min(tt.after, 12*time.Second))
				m.mu.Lock()
				m.delay = 0
				m.mu.Unlock()
				again := in("c", m.message("hjelp"))
				if tt.change != nil {
					tt.change(again)
				}
				r.send(t, again)
				if late != http.StatusOK {
					r.send(t, first) // by its own id, any number of times
				}
				synctest.Wait()
				if got := len(m.sent); got != tt.want {
					t.Errorf("%d answers, want %d", got, tt.want)
				}
			})
		})
	}
}

// TestRepeatElsewhere: a message is the same under its new id on another replica too,
// and the ledger holds none of its words.
func TestRepeatElsewhere(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		store := chattest.NewStore()
		c.Ledger = store.NewLedger()
		a := run(t, m, c)
		c.Ledger = store.NewLedger()
		b := run(t, m, c)
		m.delay = 14 * time.Second
		if got := a.status(t, in("c", m.message("fagbrev på jobb"))); got != http.StatusServiceUnavailable {
			t.Errorf("status %d, want 503", got)
		}
		time.Sleep(30 * time.Second)
		b.send(t, in("c", m.message("fagbrev på jobb")))
		if n := len(m.sent); n != 1 {
			t.Errorf("%d answers, want 1", n)
		}
		if ids := strings.Join(store.IDs(), " "); strings.Contains(ids, "fagbrev") || strings.Contains(ids, "29:kari") {
			t.Errorf("the ledger holds words or people: %s", ids)
		}
	})
}

// TestAskAgainAfterUnknown: nobody knows whether the answer is out, which is told; who
// sees none and asks again gets one.
func TestAskAgainAfterUnknown(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.fail = []int{502}
		r := run(t, m, c)
		r.send(t, in("c", m.message("hjelp")))
		r.send(t, in("c", m.message("hjelp")))
		if told, _ := (<-m.sent).Activity["text"].(string); !strings.Contains(told, "vet ikke om svaret kom fram") {
			t.Errorf("told %q, want that nobody knows", told)
		}
		if n := len(m.sent); n != 1 {
			t.Errorf("%d answers, want 1", n)
		}
	})
}

// TestInvokeAgain: an invoke that Teams brings again has the same response, and is
// neither done nor counted again.
func TestInvokeAgain(t *testing.T) {
	tests := []struct {
		verb  string
		posts int
		notes int
		votes int
	}{{"show", 1, 0, 0}, {"map", 1, 0, 0}, {"note", 0, 1, 0}, {"feedback", 0, 0, 1}, {"step", 0, 0, 0}, {"card", 0, 0, 0}, {"snippet", 0, 0, 0}}
	for _, tt := range tests {
		t.Run(tt.verb, func(t *testing.T) {
			m := newMicrosoft(t)
			c := m.config(t)
			told := &editors{}
			c.Editors = told
			r := run(t, m, c)
			a := m.activity("invoke")
			a["name"], a["value"] = "adaptiveCard/action", press(map[string]any{"verb": tt.verb, "ref": "nb/jamal//2", "helpful": true})
			first := r.send(t, a).Body.String()
			for range 3 {
				if again := r.send(t, a).Body.String(); again != first || len(again) < 60 {
					t.Errorf("brought again: %.200s, want %.200s", again, first)
				}
			}
			if n := len(m.sent); n != tt.posts || len(told.notes) != tt.notes || len(told.feedback) != tt.votes {
				t.Errorf("%d posts, %d notes, %d votes, want %d, %d, %d", n, len(told.notes), len(told.feedback), tt.posts, tt.notes, tt.votes)
			}
		})
	}
}

// TestInvokeOfOtherAgain: a step of somebody else's journey is told to who pressed, once.
func TestInvokeOfOtherAgain(t *testing.T) {
	m := newMicrosoft(t)
	r := run(t, m, m.config(t))
	a := m.activity("invoke")
	a["conversation"] = map[string]any{"id": "19:x", "conversationType": "channel", "tenantId": tenantID}
	a["name"], a["value"] = "adaptiveCard/action", press(map[string]any{"verb": "step", "ref": "nb/jamal//2", "asker": "29:ada"})
	for range 3 {
		r.send(t, a)
	}
	if n := len(m.sent); n != 1 {
		t.Errorf("told %d times, want once", n)
	}
}

// TestInvokeElsewhere: what a press only shows is the same from another replica.
func TestInvokeElsewhere(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	replicas := []running{run(t, m, c), run(t, m, c)} // one ledger
	a := m.activity("invoke")
	a["name"], a["value"] = "adaptiveCard/action", press(map[string]any{"verb": "step", "ref": "nb/jamal//2"})
	first := replicas[0].send(t, a).Body.String()
	if again := replicas[1].send(t, a).Body.String(); again != first || !strings.Contains(again, "Steg 2") {
		t.Errorf("from another replica: %.200s, want %.200s", again, first)
	}
}

// TestInvokeUnknown: a press whose answer may be out is not told as a failure.
func TestInvokeUnknown(t *testing.T) {
	m := newMicrosoft(t)
	m.fail = []int{502}
	r := run(t, m, m.config(t))
	got := r.invoke(t, "adaptiveCard/action", press(map[string]any{"verb": "show", "lang": "nb", "entry": "jamal"}))
	if got["statusCode"] != 200.0 || m.posts.Load() != 1 || strings.Contains(fmt.Sprint(got["value"]), "galt") {
		t.Errorf("answered %v after %d posts", got, m.posts.Load())
	}
}
