package teamschat_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/teamschat"
	"veiviser/locales"
)

// status posts the activity with a good token and returns the status.
func (r running) status(tb testing.TB, a map[string]any) int {
	tb.Helper()
	return r.post(r.m.token(tb, "teams", r.m.claims(nil)), encode(tb, a)).Code
}

// in puts an activity into a conversation of one person.
func in(conversation string, a map[string]any) map[string]any {
	a["conversation"] = map[string]any{"id": conversation, "conversationType": "personal", "tenantId": tenantID}
	return a
}

func by(person string, a map[string]any) map[string]any {
	a["from"] = map[string]any{"id": person}
	return a
}

// TestOutcomes: what each status of a post to Teams means for the activity, and for
// Teams bringing it once more.
func TestOutcomes(t *testing.T) {
	tests := []struct {
		name   string
		fail   []int
		status int // of the response to Teams
		posts  int // requests to Teams until then
		again  int // of the response when Teams brings it again
		arrive int // answers that arrive in the end
	}{
		{"taken", nil, 200, 1, 200, 1},
		{"too many requests", []int{429, 429}, 200, 3, 200, 1},
		{"another has changed it", []int{412}, 200, 2, 200, 1},
		{"broken for a while", []int{500, 503}, 200, 3, 200, 1},
		// Whether it is out nobody can find out: that is told instead.
		{"bad gateway: it may be out", []int{502}, 200, 2, 200, 1},
		{"gateway timeout: it may be out", []int{504}, 200, 2, 200, 1},
		{"it may be out, which can't be told", []int{502, 403}, 503, 2, 200, 1},
		{"token refused once", []int{401}, 200, 2, 200, 1},
		// What is refused is told, which is refused too: Teams is to come again.
		{"token refused", []int{401, 401, 401, 401}, 503, 4, 200, 1},
		{"gone", []int{404, 404}, 503, 2, 200, 1},
		{"forbidden", []int{403, 403}, 503, 2, 200, 1},
		{"too big", []int{413, 413}, 503, 2, 200, 1},
		// What is refused and told is done.
		{"refused once", []int{403}, 200, 2, 200, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
				m.fail = tt.fail
				r := run(t, m, c)
				a := m.message("hjelp")
				if got := r.status(t, a); got != tt.status {
					t.Errorf("status %d, want %d", got, tt.status)
				}
				if got := int(m.posts.Load()); got != tt.posts {
					t.Errorf("%d requests, want %d", got, tt.posts)
				}
				if got := r.status(t, a); got != tt.again {
					t.Errorf("brought again: status %d, want %d", got, tt.again)
				}
				if got := len(m.sent); got != tt.arrive {
					t.Errorf("%d answers arrived, want %d", got, tt.arrive)
				}
			})
		})
	}
}

// TestUnknownOfAChange: putting a card in the place of another may be done twice.
func TestUnknownOfAChange(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.fail = []int{502, 504}
		r := run(t, m, c)
		a := m.activity("message")
		a["value"], a["replyToId"] = map[string]any{"verb": "step", "lang": "nb", "entry": "jamal", "step": 2}, "card-1"
		r.send(t, a)
		if s := m.next(t); s.Method != http.MethodPut || m.posts.Load() != 3 {
			t.Errorf("%s after %d requests, want a PUT after 3", s.Method, m.posts.Load())
		}
	})
}

// TestHeldBack: a conversation that Teams wants left alone is left alone, all of it and
// it alone.
func TestHeldBack(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.fail, m.retryAfter = []int{429}, "30"
		r := run(t, m, c)
		begin := time.Now()
		var wg sync.WaitGroup
		held := []map[string]any{in("held", m.message("hjelp")), in("held", m.message("kart"))}
		for _, a := range held {
			wg.Go(func() {
				if got := r.status(t, a); got != http.StatusServiceUnavailable {
					t.Errorf("status %d, want 503", got)
				}
			})
		}
		wg.Wait()
		if d := time.Since(begin); d != 12*time.Second {
			t.Errorf("refused after %v, want the deadline of 12 s", d)
		}
		r.send(t, in("other", m.message("hjelp")))
		if s := m.next(t); time.Since(begin) > 13*time.Second || !strings.Contains(s.Path, "other") {
			t.Errorf("another conversation was answered after %v at %s", time.Since(begin), s.Path)
		}
		for range held {
			if s := m.next(t); s.At.Sub(begin) < 30*time.Second {
				t.Errorf("posted after %v, Teams asked for 30 s", s.At.Sub(begin))
			}
		}
		for _, a := range held {
			r.send(t, a)
		}
		if n := m.posts.Load(); n != 4 {
			t.Errorf("%d requests, want 4", n)
		}
	})
}

// TestTooLongHeld: a conversation that is to be left alone for hours is given up.
func TestTooLongHeld(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.fail, m.retryAfter = []int{429, 429}, "7200"
		r := run(t, m, c)
		if got := r.status(t, m.message("hjelp")); got != http.StatusServiceUnavailable {
			t.Errorf("status %d, want 503", got)
		}
		if waiting, running := r.chat.Waiting(); waiting+running != 0 {
			t.Errorf("%d wait and %d are being done", waiting, running)
		}
	})
}

// TestPace: a busy conversation is answered as fast as Teams takes it, and does not hold
// up another.
func TestPace(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		r := run(t, m, c)
		const messages = 29
		status := make([]int, messages)
		var wg sync.WaitGroup
		for i := range messages {
			a := in("busy", m.message(fmt.Sprintf("hjelp %d", i)))
			wg.Go(func() { status[i] = r.status(t, a) })
		}
		synctest.Wait()
		start := time.Now()
		r.send(t, in("quiet", m.message("kart")))
		if took := time.Since(start); took > time.Second {
			t.Errorf("another conversation waited %v", took)
		}
		wg.Wait()
		answered := len(slices.DeleteFunc(slices.Clone(status), func(s int) bool { return s != http.StatusOK }))
		if answered < 8 || answered == messages {
			t.Errorf("%d of %d messages at once were answered within the deadline", answered, messages)
		}
		time.Sleep(time.Minute)
		var times []time.Time
		for len(m.sent) > 0 {
			if s := <-m.sent; strings.Contains(s.Path, "busy") {
				times = append(times, s.At)
			}
		}
		if len(times) != messages {
			t.Errorf("%d answers, want %d", len(times), messages)
		}
		for _, limit := range []struct {
			n      int
			within time.Duration
		}{{7, time.Second}, {8, 2 * time.Second}, {60, 30 * time.Second}} {
			for i := range times {
				if j := i + limit.n; j < len(times) && times[j].Sub(times[i]) < limit.within {
					t.Errorf("messages %d to %d came within %v, Teams takes %d", i, j, limit.within, limit.n)
				}
			}
		}
	})
}

// TestTooFast: who asks faster than is answered is told so, once.
func TestTooFast(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		c.Inbox = chat.InboxConfig{PerPerson: 2}
		m.delay = time.Second
		r := run(t, m, c)
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Go(func() { r.status(t, in(fmt.Sprint("c", i), m.message("hjelp"))) })
		}
		wg.Wait()
		time.Sleep(5 * time.Second)
		told := 0
		for len(m.sent) > 0 {
			if s := <-m.sent; s.Activity["text"] == newWords(t).In("nb").Text(locales.ChatTooFast) {
				told++
			}
		}
		if told != 1 {
			t.Errorf("told %d times, want once", told)
		}
	})
}

// TestLanguageIsKept: a language chosen in one conversation is the person's in all.
func TestLanguageIsKept(t *testing.T) {
	m := newMicrosoft(t)
	c := m.config(t)
	kept := &people{chosen: map[string]chat.Preference{}}
	c.People = kept
	r := run(t, m, c)
	title := func(a map[string]any) string {
		t.Helper()
		r.send(t, a)
		return card(t, m.next(t).Activity)
	}
	title(in("one", m.message("språk nn")))
	if got := title(in("two", m.message("kart"))); !strings.Contains(got, "Moglegheitskartet") {
		t.Errorf("in another conversation: %.200s, want nynorsk", got)
	}
	if got := title(by("29:ola", in("three", m.message("kart")))); !strings.Contains(got, "Mulighetskartet") {
		t.Errorf("another person: %.200s, want bokmål", got)
	}
	if want := "teams/" + tenantID + "/29:kari"; kept.chosen[want].Lang != "nn" || len(kept.chosen) != 1 {
		t.Errorf("kept %v, want nn of %s", kept.chosen, want)
	}
}

// people remember in memory.
type people struct {
	mu     sync.Mutex
	chosen map[string]chat.Preference
}

func (p *people) Preference(_ context.Context, person string) (chat.Preference, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, ok := p.chosen[person]
	return c, ok
}

func (p *people) KeepPreference(person string, c chat.Preference) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.chosen[person] = c
}
