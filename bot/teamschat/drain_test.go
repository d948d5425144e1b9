package teamschat_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/teamschat"
)

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
