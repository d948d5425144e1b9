package chat_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

// A program that is killed leaves leases behind; another takes its events over when
// they end, and not before.
func TestLeaseOfTheDead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := chattest.NewStore()
		dead := store.NewLedger()
		if _, err := dead.Take(t.Context(), []string{"1"}, 10*time.Second); err != nil {
			t.Fatal(err)
		}
		in := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
		var c counter
		begin := time.Now()
		if err := in.within(9*time.Second, chat.Event{IDs: []string{"1"}, Do: c.do(0)}); !errors.Is(err, chat.ErrPending) {
			t.Errorf("before the lease ends: %v, want ErrPending", err)
		}
		c.is(t, 0)
		if err := in.within(2*time.Second, chat.Event{IDs: []string{"1"}, Do: c.do(0)}); err != nil {
			t.Errorf("after it: %v (%v)", err, time.Since(begin))
		}
		c.is(t, 1)
	})
}

// An answer may have gone out before its program was killed. It is looked for, sent
// where it is not there, and never sent twice where that can't be known.
func TestSentByTheDead(t *testing.T) {
	for _, tt := range []struct {
		name          string
		posted, known bool
		want          error
		done          int
	}{
		{"there", true, true, nil, 0},
		{"not there", false, true, nil, 1},
		{"not known", false, false, chat.ErrUnknown, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := chattest.NewStore()
				dead := store.NewLedger()
				_, _ = dead.Take(t.Context(), []string{"1"}, 10*time.Second)
				_ = dead.Set(t.Context(), []string{"1"}, chat.Sending)
				in := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
				var c counter
				err := in.within(20*time.Second, chat.Event{
					IDs: []string{"1"}, Do: c.do(0),
					Posted: func(context.Context) (bool, bool) { return tt.posted, tt.known },
				})
				if !errors.Is(err, tt.want) {
					t.Errorf("Deliver = %v, want %v", err, tt.want)
				}
				c.is(t, tt.done)
			})
		})
	}
}

func TestLongJobKeepsItsLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := chattest.NewStore()
		a := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
		b := start(t, chat.InboxConfig{Ledger: store.NewLedger()})
		var c counter
		e := chat.Event{IDs: []string{"1"}, Do: c.do(40 * time.Second)}
		_ = a.within(time.Millisecond, e)
		if err := b.within(50*time.Second, e); err != nil {
			t.Errorf("the other replica: %v", err)
		}
		c.is(t, 1)
	})
}

func TestTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var c counter
		var told counter
		begin := time.Now()
		err := in.within(time.Hour, chat.Event{IDs: []string{"1"}, Fail: func(context.Context, string) error { told.add(); return nil }, Do: func(context.Context) error {
			if c.add() < 4 {
				return chat.Retry(errors.New("status 500"), 10*time.Second)
			}
			return nil
		}})
		if err != nil || time.Since(begin) < 30*time.Second {
			t.Errorf("Deliver = %v after %v, want nil after three pauses of ten seconds", err, time.Since(begin))
		}
		c.is(t, 4)
		told.is(t, 0)
	})
}

func TestGivenUpAndTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{GiveUp: time.Minute})
		id := ""
		err := in.within(time.Hour, chat.Event{
			IDs: []string{"1"}, Name: "mention",
			Do:   func(context.Context) error { return chat.Retry(errors.New("status 500"), 0) },
			Fail: func(_ context.Context, i string) error { id = i; return nil },
		})
		if err != nil || id == "" || !strings.Contains(in.log.String(), id) {
			t.Errorf("Deliver = %v, told id %q, log %s", err, id, in.log)
		}
		if s := in.store.State("1"); s != chat.Done {
			t.Errorf("state %v, want done", s)
		}
	})
}

func TestWhoCantBeToldIsTriedLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		refused := errors.New("refused")
		e := chat.Event{
			IDs: []string{"1"}, Do: func(context.Context) error { return chat.Refused(refused) },
			Fail: func(context.Context, string) error { return chat.Refused(errors.New("no such user")) },
		}
		if err := in.within(time.Minute, e); !errors.Is(err, refused) {
			t.Errorf("Deliver = %v, want the refusal: not to be acknowledged", err)
		}
		var c counter
		e.Do = c.do(0)
		if err := in.within(time.Minute, e); err != nil {
			t.Errorf("brought again: %v", err)
		}
		c.is(t, 1)
	})
}

func TestUnknownIsNeitherToldNorRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var c, told counter
		e := chat.Event{
			IDs: []string{"1"}, Fail: func(context.Context, string) error { told.add(); return nil },
			Do: func(ctx context.Context) error {
				c.add()
				chat.Begin(ctx)
				return chat.Unknown(errors.New("connection reset"))
			},
		}
		for range 3 {
			begin := time.Now()
			if err := in.within(time.Minute, e); !errors.Is(err, chat.ErrUnknown) {
				t.Errorf("Deliver = %v, want ErrUnknown", err)
			}
			if d := time.Since(begin); d > time.Second {
				t.Errorf("a repeat took %v: nobody holds the event any more", d)
			}
		}
		c.is(t, 1)
		told.is(t, 0)
		e.Posted = func(context.Context) (bool, bool) { return true, true }
		if err := in.within(time.Minute, e); err != nil {
			t.Errorf("found to be out: %v", err)
		}
		c.is(t, 1)
	})
}

// What nobody can find out is told, once, and when the person can be reached; where it
// can be found out, that is left to a repeat.
func TestUnsureIsTold(t *testing.T) {
	for _, tt := range []struct {
		name        string
		posted      func(context.Context) (bool, bool)
		unreachable int // how often the person can't be told
		want        []error
	}{
		{"at once", nil, 0, []error{nil, nil, nil}},
		{"when they are reached", nil, 1, []error{errUnreachable, nil, nil}},
		{"when a repeat did not find out", func(context.Context) (bool, bool) { return false, false }, 0, []error{chat.ErrUnknown, nil, nil}},
		{"to nobody where a repeat finds out", func(context.Context) (bool, bool) { return true, true }, -1, []error{chat.ErrUnknown, nil, nil}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				in := start(t, chat.InboxConfig{})
				var done, told counter
				e := chat.Event{
					IDs: []string{"1"}, Posted: tt.posted,
					Do: func(ctx context.Context) error {
						done.add()
						chat.Begin(ctx)
						return chat.Unknown(errors.New("connection reset"))
					},
					Unsure: func(context.Context) error {
						if told.add() <= tt.unreachable {
							return chat.Refused(errUnreachable)
						}
						return nil
					},
				}
				for i, want := range tt.want {
					if err := in.within(time.Minute, e); !errors.Is(err, want) {
						t.Errorf("delivery %d: %v, want %v", i+1, err, want)
					}
				}
				done.is(t, 1)
				told.is(t, 1+tt.unreachable)
				if s := in.store.State("1"); s != chat.Done {
					t.Errorf("state %v, want done", s)
				}
			})
		})
	}
}

var errUnreachable = errors.New("no such user")

// Who was told to ask again may use the same words, also where it took long to tell.
func TestUnsureMayBeAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var c counter
		_ = in.within(12*time.Second, chat.Event{
			IDs: []string{"1"}, Repeats: []string{"same words"}, Unsure: func(context.Context) error { return nil },
			Do: func(ctx context.Context) error {
				_ = c.do(20 * time.Second)(ctx)
				chat.Begin(ctx)
				return chat.Unknown(errors.New("connection reset"))
			},
		})
		time.Sleep(30 * time.Second)
		_ = in.within(12*time.Second, chat.Event{IDs: []string{"2"}, Repeats: []string{"same words"}, Do: c.do(0)})
		c.is(t, 2)
	})
}

func TestPanicIsToldWithoutItsValue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var told counter
		err := in.within(time.Minute, chat.Event{
			IDs: []string{"1"}, Do: func(context.Context) error { panic("hemmelig 01019012345") },
			Fail: func(context.Context, string) error { told.add(); return nil },
		})
		if err != nil {
			t.Errorf("Deliver = %v", err)
		}
		told.is(t, 1)
		if s := in.log.String(); strings.Contains(s, "hemmelig") || !strings.Contains(s, "TestPanicIsTold") {
			t.Errorf("the log should name the place and not the value: %s", s)
		}
		var c counter
		if err := in.within(time.Minute, chat.Event{IDs: []string{"2"}, Do: c.do(0)}); err != nil {
			t.Errorf("the next event: %v", err)
		}
	})
}

func TestLedgerDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := chattest.NewLedger()
		l.Break(errors.New("no database"))
		in := start(t, chat.InboxConfig{Ledger: l})
		var c counter
		e := chat.Event{IDs: []string{"1"}, Do: c.do(0)}
		for range 2 {
			if err := in.within(time.Minute, e); err != nil {
				t.Errorf("Deliver = %v, want an answer without the ledger", err)
			}
		}
		c.is(t, 1)
	})
}

// Who asks again after an answer that nobody knows to be out gets one; what was not
// acknowledged in time may come again under another id, and does not.
func TestRepeatsOfTheUnknown(t *testing.T) {
	for _, tt := range []struct {
		name string
		took time.Duration
		want int
	}{{"late", 20 * time.Second, 1}, {"in time", time.Second, 2}} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				in := start(t, chat.InboxConfig{})
				var c counter
				_ = in.within(12*time.Second, chat.Event{IDs: []string{"1"}, Repeats: []string{"same words"}, Do: func(ctx context.Context) error {
					_ = c.do(tt.took)(ctx)
					chat.Begin(ctx)
					return chat.Unknown(errors.New("connection reset"))
				}})
				time.Sleep(30 * time.Second)
				_ = in.within(12*time.Second, chat.Event{IDs: []string{"2"}, Repeats: []string{"same words"}, Do: c.do(0)})
				c.is(t, tt.want)
			})
		})
	}
}

// What the platform puts off for longer than an event is kept is given up at once.
func TestPutOffForTooLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{GiveUp: time.Minute})
		var told counter
		begin := time.Now()
		err := in.within(time.Hour, chat.Event{
			IDs: []string{"1"}, Do: func(context.Context) error { return chat.Retry(errors.New("status 429"), 2*time.Minute) },
			Fail: func(context.Context, string) error { told.add(); return nil },
		})
		if d := time.Since(begin); err != nil || d > time.Second {
			t.Errorf("Deliver = %v after %v, want nil at once", err, d)
		}
		told.is(t, 1)
	})
}

// A notice that breaks is counted as what it is.
func TestPanicInTelling(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var jobs []string
		in := start(t, chat.InboxConfig{Panicked: func(job string) { jobs = append(jobs, job) }})
		refused := errors.New("refused")
		err := in.within(time.Minute, chat.Event{
			IDs: []string{"1"}, Name: "message", Do: func(context.Context) error { return refused },
			Fail: func(context.Context, string) error { panic("hemmelig") },
		})
		if !errors.Is(err, refused) || !slices.Equal(jobs, []string{"message failed"}) || strings.Contains(in.log.String(), "hemmelig") {
			t.Errorf("Deliver = %v, panics in %q, log %s", err, jobs, in.log)
		}
	})
}

// broken is a ledger that breaks.
type broken struct{}

func (broken) Take(context.Context, []string, time.Duration) (chat.Claim, error) { panic("hemmelig") }
func (broken) Renew(context.Context, []string, time.Duration) error              { panic("hemmelig") }
func (broken) Set(context.Context, []string, chat.State) error                   { panic("hemmelig") }

// A ledger that breaks is as one that is down: people are answered.
func TestLedgerBreaks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{Ledger: broken{}})
		var c counter
		if err := in.within(time.Minute, chat.Event{IDs: []string{"1"}, Do: c.do(20 * time.Second)}); err != nil {
			t.Errorf("Deliver = %v, want an answer", err)
		}
		c.is(t, 1)
		if got := in.log.String(); strings.Contains(got, "hemmelig") || !strings.Contains(got, "broken.Renew") {
			t.Errorf("the log should name the place and not the value: %s", got)
		}
	})
}

// A panic after the answer may have gone out is no failure to be told.
func TestPanicWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var told counter
		err := in.within(time.Minute, chat.Event{
			IDs: []string{"1"}, Fail: func(context.Context, string) error { told.add(); return nil },
			Do: func(ctx context.Context) error {
				chat.Begin(ctx)
				panic("hemmelig")
			},
		})
		if !errors.Is(err, chat.ErrUnknown) {
			t.Errorf("Deliver = %v, want ErrUnknown", err)
		}
		told.is(t, 0)
	})
}

// What is to be tried again is tried ever slower, up to every half minute, until it is
// given up.
func TestPausesOfTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		var tries []time.Time
		_ = in.within(time.Hour, chat.Event{IDs: []string{"1"}, Do: func(context.Context) error {
			tries = append(tries, time.Now())
			return chat.Retry(errors.New("unavailable"), 0)
		}})
		var pauses []time.Duration
		for i := range tries[1:] {
			pauses = append(pauses, tries[i+1].Sub(tries[i]))
		}
		want := []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 30 * time.Second, 30 * time.Second}
		if len(pauses) < len(want) || !slices.Equal(pauses[:len(want)], want) {
			t.Errorf("paused for %v, want %v and so on", pauses, want)
		}
	})
}
