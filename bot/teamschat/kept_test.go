package teamschat_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
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
		{"bad gateway: it may be out", []int{502}, 200, 1, 200, 0},
		{"gateway timeout: it may be out", []int{504}, 200, 1, 200, 0},
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

// TestAskAgainAfterUnknown: nobody knows whether the answer is out; who sees none and
// asks again gets one.
func TestAskAgainAfterUnknown(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.fail = []int{502}
		r := run(t, m, c)
		r.send(t, in("c", m.message("hjelp")))
		r.send(t, in("c", m.message("hjelp")))
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

// TestDrain: what was taken on is answered before Run returns; what comes later is sent
// away.
func TestDrain(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		m.delay = 20 * time.Millisecond
		r, run := stopped(t, m, c)
		var wg sync.WaitGroup
		for i := range 40 {
			wg.Go(func() { r.send(t, by(fmt.Sprint("29:", i), m.message("hjelp"))) })
		}
		synctest.Wait() // all are taken on
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		run(ctx)
		wg.Wait()
		if n := len(m.sent); n != 40 {
			t.Errorf("%d of 40 questions were answered", n)
		}
		if got := r.status(t, m.message("hjelp")); got != http.StatusServiceUnavailable {
			t.Errorf("status %d after the end, want 503", got)
		}
	})
}

// stopped is a bot that does not run before run is called.
func stopped(t *testing.T, m *microsoft, c teamschat.Config) (r running, run func(context.Context)) {
	t.Helper()
	ch, err := teamschat.New(c)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	ch.Register(mux)
	return running{mux, m, ch}, func(ctx context.Context) {
		if err := ch.Run(ctx); err != nil {
			t.Error(err)
		}
	}
}

// hanging is a Teams that takes a request and never answers. The login and the keys do.
type hanging struct{ to http.RoundTripper }

func (h hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	if !strings.HasPrefix(r.URL.Path, "/teams/") {
		return h.to.RoundTrip(r)
	}
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestDrainOfHanging: a Teams that hangs holds up the end for the inbox's drain at most.
func TestDrainOfHanging(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		c.HTTP = &http.Client{Transport: hanging{inProcess{m.Config.Handler}}}
		r, run := stopped(t, m, c)
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { run(ctx) })
		for i := range 50 { // more than are done at a time
			wg.Go(func() { r.status(t, by(fmt.Sprint("29:", i), m.message("hjelp"))) })
		}
		synctest.Wait()
		begin := time.Now()
		cancel()
		wg.Wait()
		if d := time.Since(begin); d > 7*time.Second {
			t.Errorf("the end took %v, want at most 7 s", d)
		}
	})
}

// TestDrainOfKeys: a key server that hangs does not hold up the end.
func TestDrainOfKeys(t *testing.T) {
	inBubble(t, func(t *testing.T, m *microsoft, c teamschat.Config) {
		c.HTTP = &http.Client{Transport: hangingKeys{}}
		r, run := stopped(t, m, c)
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { run(ctx) })
		wg.Go(func() {
			if got := r.status(t, m.message("hjelp")); got != http.StatusServiceUnavailable {
				t.Errorf("status %d, want 503", got)
			}
		})
		synctest.Wait()
		begin := time.Now()
		cancel()
		wg.Wait()
		if d := time.Since(begin); d > time.Second {
			t.Errorf("the end took %v", d)
		}
	})
}

type hangingKeys struct{}

func (hangingKeys) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, errors.New("hung up")
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
