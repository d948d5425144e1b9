package slackchat_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/bot/slackchat"
	"veiviser/content"
	"veiviser/search"
)

// fragile panics in whatever of it is called while it is broken, with what was asked.
type fragile struct {
	chat.Ledger
	news  slackchat.News
	index bot.Searcher

	mu     sync.Mutex
	broken bool

	panics chan string // the jobs they are counted by
}

const broke = "deltakeren min heter Kari"

func (f *fragile) set(broken bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.broken = broken
}

func (f *fragile) mayBreak() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken {
		panic(broke)
	}
}

// panicked waits for n panics and returns the kinds of their jobs, sorted.
func (f *fragile) panicked(t *testing.T, n int) []string {
	t.Helper()
	var jobs []string
	for range n {
		select {
		case job := <-f.panics:
			jobs = append(jobs, job)
		case <-time.After(10 * time.Second):
			t.Fatalf("only %q panicked, want %d", jobs, n)
		}
	}
	slices.Sort(jobs)
	return jobs
}

func (f *fragile) Search(ctx context.Context, q search.Query) (search.Result, error) {
	f.mayBreak()
	return f.index.Search(ctx, q)
}

func (f *fragile) Take(ctx context.Context, ids []string, lease time.Duration) (chat.Claim, error) {
	if strings.Contains(ids[0], "ledger") {
		f.mayBreak()
	}
	return f.Ledger.Take(ctx, ids, lease)
}

func (f *fragile) Changed(ctx context.Context, since time.Time) ([]string, error) {
	f.mayBreak()
	return f.news.Changed(ctx, since)
}

func (f *fragile) NoteCopied(string, content.Lang) { f.mayBreak() }

func (f *fragile) Feedback(bot.Feedback) error {
	f.mayBreak()
	return nil
}

// fragileChat is a chat whose search, journal and counter can be broken.
func fragileChat(t *testing.T, change func(*slackchat.Config)) (*fixture, *fragile) {
	t.Helper()
	s := bottest.Whole(t)
	j := openJournal(t, journal.Config{})
	fr := &fragile{Ledger: j.Events, news: j.Versions, index: s.Index, panics: make(chan string, 100)}
	f := newFixtureOn(t, newFakeSlack(t), j, func(c *slackchat.Config) {
		c.Bot = bot.New(bot.Config{Guide: s.Guide, Index: fr, Words: s.Words})
		c.Ledger, c.News, c.Editors, c.Panicked = fr, fr, fr, func(job string) { fr.panics <- job }
		count := c.Count
		c.Count = func(what, detail string) {
			if what == "ignored" || what == "unknown" {
				fr.mayBreak()
			}
			count(what, detail)
		}
		if change != nil {
			change(c)
		}
	})
	return f, fr
}

// TestPanic: whatever breaks in a job ends that job alone, is counted by its kind, is
// told to who waits in their language, and leaves nothing of its value in the log.
func TestPanic(t *testing.T) {
	f, fr := fragileChat(t, nil)
	fr.set(true)
	told := func(method, want string) {
		t.Helper()
		if c := f.slack.next(t, method); !strings.Contains(c.text(), want) {
			t.Errorf("told %q, want %q in it", c.text(), want)
		}
	}
	f.event(t, "Ev1", mention("C1", "1.1", "fagbrev på jobb"))
	told("chat.postEphemeral", "Noe gikk galt")
	nynorsk := mention("C1", "1.2", "fagbrev på jobb")
	nynorsk["user"] = "UNN"
	f.event(t, "Ev2", nynorsk)
	told("chat.postEphemeral", "Noko gjekk gale")
	f.event(t, "Ev ledger", mention("C1", "1.3", "fagbrev på jobb"))
	told("chat.postEphemeral", "Noe gikk galt")
	f.command(t, "tr1", "fagbrev på jobb")
	told("hook tr1", "Noe gikk galt")
	f.press(t, "tr2", "note:1", "en/fagbrev-pa-jobb//0", nil)
	told("hook tr2", "Something went wrong")
	f.event(t, "Ev3", obj{"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}) // nobody is told, and nobody waits for a message
	got := fr.panicked(t, 7)
	if want := []string{"app_home_opened", "app_mention", "app_mention", "app_mention", "command", "ledger", "note"}; !slices.Equal(got, want) {
		t.Errorf("counted panics in %q, want %q", got, want)
	}

	fr.set(false)
	f.event(t, "Ev4", mention("C2", "2.1", "fagbrev på jobb"))
	f.slack.next(t, "chat.postMessage")
	f.stop()
	f.slack.quiet(t)
	checkLog(t, f.log.String())
}

// checkLog wants a log that says where it broke and not with what.
func checkLog(t *testing.T, log string) {
	t.Helper()
	if !strings.Contains(log, "mayBreak") || !strings.Contains(log, "part=slack") {
		t.Errorf("the log does not say where it broke: %s", log)
	}
	if strings.Contains(log, "Kari") || strings.Contains(log, "fagbrev på jobb") {
		t.Errorf("the log holds what was asked: %s", log)
	}
}

// TestPanicInNotice: even the notice of a failure can break; the next job is done.
func TestPanicInNotice(t *testing.T) {
	f, fr := fragileChat(t, func(c *slackchat.Config) {
		c.Inbox.Workers = 1
		c.HTTP = &http.Client{Transport: breaking("chat.postEphemeral")}
	})
	fr.set(true)
	if code, _ := f.send(t, "/slack/events", "application/json", event("Ev1", mention("C1", "1.1", "fagbrev på jobb"))); code != http.StatusInternalServerError {
		t.Errorf("an event that nobody was told of got %d, want 500", code)
	}
	f.command(t, "tr1", "fagbrev på jobb")
	f.slack.next(t, "hook tr1")
	f.stop()
	got := fr.panicked(t, 3)
	if want := []string{"app_mention", "app_mention failed", "command"}; !slices.Equal(got, want) {
		t.Errorf("counted panics in %q, want %q", got, want)
	}
	checkLog(t, f.log.String())
}

// breaking is a transport that panics when a method is called.
type breaking string

func (method breaking) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, string(method)) {
		panic(broke)
	}
	return http.DefaultTransport.RoundTrip(r)
}

// TestPanicBeforeQueue: Slack is told that the event was not taken, over HTTP by a 500
// and through Socket Mode by silence, and is listened to afterwards.
func TestPanicBeforeQueue(t *testing.T) {
	f, fr := fragileChat(t, nil)
	fr.set(true)
	if code, _ := f.send(t, "/slack/events", "application/json", event("Ev1", obj{"type": "reaction_added"})); code != http.StatusInternalServerError {
		t.Errorf("an event that broke got %d, want 500", code)
	}
	fr.set(false)
	if code, _ := f.send(t, "/slack/events", "application/json", event("Ev1", obj{"type": "reaction_added"})); code != http.StatusOK {
		t.Errorf("the next got %d, want 200", code)
	}
	f.stop()
	if got := fr.panicked(t, 1); !slices.Equal(got, []string{"/slack/events"}) {
		t.Errorf("counted panics in %q", got)
	}
	checkLog(t, f.log.String())
}

func TestPanicInSocket(t *testing.T) {
	f, fr := fragileChat(t, func(c *slackchat.Config) { c.SigningSecret, c.AppToken, c.BaseURL = "", "xapp-one", "" })
	f.slack.next(t, "apps.connections.open")
	s := f.connected(t)
	fr.set(true)
	s.send(t, "env1", "events_api", json.RawMessage(event("Ev1", obj{"type": "reaction_added"})))
	if got := fr.panicked(t, 1); !slices.Equal(got, []string{"socket message"}) {
		t.Errorf("counted panics in %q", got)
	}
	fr.set(false)
	s.send(t, "env2", "events_api", json.RawMessage(event("Ev2", mention("C1", "1.1", "fagbrev på jobb"))))
	s.acked(t, "env2") // and env1 never was
	f.slack.next(t, "chat.postMessage")
	f.stop()
	checkLog(t, f.log.String())
}

// TestDrain: what was taken on before the end is answered and acknowledged; what comes
// after is refused, for Slack to bring it to another replica.
func TestDrain(t *testing.T) {
	f := newFixture(t, nil)
	mux := http.NewServeMux()
	f.Register(mux)
	deliver := func(id string) int {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, sign("/slack/events", "application/json", event(id, mention("C"+id, "1.1", "hjelp")), time.Now()))
		return w.Code
	}
	f.slack.delay = 50 * time.Millisecond
	const events = 25
	var wg sync.WaitGroup
	for n := range events {
		wg.Go(func() {
			if code := deliver(fmt.Sprint("Ev", n)); code != http.StatusOK {
				t.Errorf("event %d got %d", n, code)
			}
		})
	}
	for waiting, running := f.Waiting(); waiting+running < events && len(f.slack.calls) == 0; waiting, running = f.Waiting() {
		runtime.Gosched()
	}
	f.stop()
	wg.Wait()
	if n := len(f.slack.calls); n != events {
		t.Errorf("%d of %d events were answered before the end", n, events)
	}
	if code := deliver("EvLate"); code != http.StatusServiceUnavailable {
		t.Errorf("an event after the end got %d, want 503", code)
	}
}
