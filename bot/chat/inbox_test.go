package chat_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

// inbox runs an inbox for the length of a test.
type inbox struct {
	*chat.Inbox
	store *chattest.Store
	log   *chattest.Log
	end   func() // ends Run and waits for it
}

func start(t *testing.T, c chat.InboxConfig) *inbox {
	t.Helper()
	in := &inbox{store: chattest.NewStore(), log: &chattest.Log{}}
	if c.Ledger == nil {
		c.Ledger = in.store.NewLedger()
	}
	c.Log = slog.New(slog.NewTextHandler(in.log, nil))
	in.Inbox = chat.NewInbox(c)
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { in.Run(ctx) })
	in.end = func() {
		cancel()
		wg.Wait()
	}
	t.Cleanup(in.end)
	return in
}

// within delivers an event and waits at most d for its end.
func (in *inbox) within(d time.Duration, e chat.Event) error {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	return in.Deliver(ctx, e)
}

// counter counts how often something was done.
type counter struct {
	mu sync.Mutex
	n  int
}

func (c *counter) add() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.n
}

func (c *counter) do(took time.Duration) func(context.Context) error {
	return func(ctx context.Context) error {
		c.add()
		select {
		case <-time.After(took):
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (c *counter) is(t *testing.T, want int) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n != want {
		t.Errorf("done %d times, want %d", c.n, want)
	}
}

func TestEachOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var c counter
		e := chat.Event{IDs: []string{"1", "also 1"}, Do: c.do(time.Second)}
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if err := in.within(time.Minute, e); err != nil {
					t.Errorf("Deliver: %v", err)
				}
			})
		}
		wg.Wait()
		again := chat.Event{IDs: []string{"2", "also 1"}, Do: c.do(0)} // known by its second name
		if err := in.within(time.Minute, again); err != nil {
			t.Errorf("a repeat: %v", err)
		}
		c.is(t, 1)
		if s := in.store.State("1"); s != chat.Done {
			t.Errorf("state %v, want done", s)
		}
	})
}

func TestTwoReplicasOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := chattest.NewStore()
		a := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
		b := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
		var c counter
		var wg sync.WaitGroup
		for i := range 50 {
			e := chat.Event{IDs: []string{fmt.Sprint(i)}, Channel: fmt.Sprint(i), Do: c.do(100 * time.Millisecond)}
			for _, in := range []*inbox{a, b} {
				wg.Go(func() {
					if err := in.within(time.Minute, e); err != nil {
						t.Errorf("Deliver: %v", err)
					}
				})
			}
		}
		wg.Wait()
		c.is(t, 50)
	})
}

func TestPendingThenDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var c counter
		e := chat.Event{IDs: []string{"1"}, Do: c.do(4 * time.Second)}
		if err := in.within(2*time.Second, e); !errors.Is(err, chat.ErrPending) {
			t.Errorf("at the deadline: %v, want ErrPending", err)
		}
		if err := in.within(3*time.Second, e); err != nil {
			t.Errorf("the repeat: %v", err)
		}
		c.is(t, 1)
	})
}

func TestFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{Size: 3, Workers: 1})
		var c counter
		for i := range 3 {
			_ = in.within(time.Millisecond, chat.Event{IDs: []string{fmt.Sprint(i)}, Do: c.do(time.Second)})
		}
		if err := in.within(time.Second, chat.Event{IDs: []string{"x"}, Do: c.do(0)}); !errors.Is(err, chat.ErrFull) {
			t.Errorf("a fourth: %v, want ErrFull", err)
		}
		time.Sleep(10 * time.Second)
		if err := in.within(time.Second, chat.Event{IDs: []string{"x"}, Do: c.do(0)}); err != nil {
			t.Errorf("after the others: %v", err)
		}
		c.is(t, 4)
	})
}

// One channel's hundred questions hold nobody else up: not another channel, not
// another person in the same workspace, not another workspace.
func TestFairTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		channels := chat.NewLimiter(chat.Same(chat.Rate{PerSecond: 1, Burst: 3}))
		in := start(t, chat.InboxConfig{Workers: 4, PerPerson: 500, Channels: channels})
		begin := time.Now()
		do := func(channel string) func(context.Context) error {
			return func(ctx context.Context) error { return channels.Wait(ctx, channel) }
		}
		for i := range 200 {
			_ = in.within(time.Nanosecond, chat.Event{IDs: []string{fmt.Sprint(i)}, Workspace: "T1", Person: "U1", Channel: "C1", Do: do("C1")})
		}
		for _, e := range []chat.Event{
			{IDs: []string{"a"}, Workspace: "T1", Person: "U1", Channel: "C2"},
			{IDs: []string{"b"}, Workspace: "T1", Person: "U2", Channel: "C3"},
			{IDs: []string{"c"}, Workspace: "T2", Person: "U3", Channel: "C4"},
		} {
			e.Do = do(e.Channel)
			if err := in.within(time.Second, e); err != nil {
				t.Errorf("%s: %v after %v", e.IDs[0], err, time.Since(begin))
			}
		}
		time.Sleep(210 * time.Second)
		synctest.Wait()
		if n, r := in.Waiting(); n+r != 0 {
			t.Errorf("%d wait and %d are being done after their time", n, r)
		}
	})
}

func TestTurnsGoRound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{Workers: 1})
		var mu sync.Mutex
		var got []string
		put := func(workspace, person, channel string, n int) {
			for i := range n {
				name := fmt.Sprintf("%s%s%s%d", workspace, person, channel, i)
				_ = in.within(time.Nanosecond, chat.Event{IDs: []string{name}, Workspace: workspace, Person: workspace + person, Channel: workspace + person + channel, Do: func(context.Context) error {
					mu.Lock()
					defer mu.Unlock()
					got = append(got, name)
					time.Sleep(time.Second)
					return nil
				}})
			}
		}
		_ = in.within(time.Nanosecond, chat.Event{Workspace: "z", Do: func(context.Context) error { time.Sleep(time.Second); return nil }})
		put("A", "u", "x", 3)
		put("A", "u", "y", 1)
		put("A", "v", "x", 1)
		put("B", "u", "x", 2)
		time.Sleep(time.Minute)
		mu.Lock()
		defer mu.Unlock()
		want := "Aux0 Bux0 Avx0 Bux1 Auy0 Aux1 Aux2"
		if s := strings.Join(got, " "); s != want {
			t.Errorf("order %s, want %s", s, want)
		}
	})
}

func TestTooFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{PerPerson: 2, Workers: 8})
		var done, slow counter
		ended := 0
		for i := range 6 {
			err := in.within(time.Millisecond, chat.Event{IDs: []string{fmt.Sprint(i)}, Person: "U1", Do: done.do(time.Second), Slow: slow.do(0)})
			if err == nil {
				ended++
			}
		}
		if err := in.within(time.Second, chat.Event{IDs: []string{"untold"}, Person: "U1", Do: done.do(0)}); !errors.Is(err, chat.ErrFull) {
			t.Errorf("of whom nobody can be told: %v, want ErrFull", err)
		}
		if err := in.within(2*time.Second, chat.Event{IDs: []string{"x"}, Person: "U2", Do: done.do(0)}); err != nil {
			t.Errorf("another person: %v", err)
		}
		time.Sleep(5 * time.Second)
		done.is(t, 3)
		slow.is(t, 1)
		if err := in.within(2*time.Second, chat.Event{IDs: []string{"later"}, Person: "U1", Do: done.do(0)}); err != nil {
			t.Errorf("the same person when the answers are out: %v", err)
		}
		if ended != 4 {
			t.Errorf("%d ended by the sentence, want 4", ended)
		}
	})
}

func TestOrderInAChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var mu sync.Mutex
		var got []int
		for i := range 5 {
			_ = in.within(time.Nanosecond, chat.Event{IDs: []string{fmt.Sprint(i)}, Channel: "C", Do: func(context.Context) error {
				time.Sleep(time.Duration(5-i) * time.Second)
				mu.Lock()
				defer mu.Unlock()
				got = append(got, i)
				return nil
			}})
		}
		time.Sleep(time.Minute)
		mu.Lock()
		defer mu.Unlock()
		if !slices.Equal(got, []int{0, 1, 2, 3, 4}) {
			t.Errorf("done in order %v", got)
		}
	})
}

// An event that was not acknowledged in time may be brought again under another id. One
// that was is asked anew when somebody asks the same again.
func TestRepeats(t *testing.T) {
	for _, tt := range []struct {
		name string
		took time.Duration
		want int
	}{
		{"late", 20 * time.Second, 1},
		{"in time", time.Second, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := chattest.NewStore()
				a := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
				b := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
				var c counter
				_ = a.within(12*time.Second, chat.Event{IDs: []string{"1"}, Repeats: []string{"same words"}, Do: c.do(tt.took)})
				time.Sleep(30 * time.Second)
				for _, in := range []*inbox{a, b} {
					e := chat.Event{IDs: []string{"2"}, Repeats: []string{"same words"}, Do: c.do(0)}
					if err := in.within(12*time.Second, e); err != nil {
						t.Errorf("the repeat: %v", err)
					}
				}
				c.is(t, tt.want)
			})
		})
	}
}

// Nothing is held of an event that has ended, nor of its person and channel.
func TestNothingIsHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var c counter
		for i := range 3 {
			e := chat.Event{IDs: []string{fmt.Sprint(i)}, Workspace: "w", Person: fmt.Sprint("person", i), Channel: fmt.Sprint("channel", i), Do: c.do(0)}
			if err := in.within(time.Minute, e); err != nil {
				t.Error(err)
			}
		}
		if n := in.Held(); n != 0 {
			t.Errorf("%d things are held of three events that ended", n)
		}
	})
}
