package chattest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"veiviser/bot/chat"
)

// ExerciseLedger holds an implementation of [chat.Ledger] to the contract. two returns
// the ledgers of two replicas that share an empty store.
func ExerciseLedger(t *testing.T, two func(t *testing.T) (a, b chat.Ledger)) {
	for _, tt := range []struct {
		name string
		test func(l ledgers)
	}{
		{"taken once", ledgers.takenOnce},
		{"done for good", ledgers.done},
		{"ended lease", ledgers.ended},
		{"sending", ledgers.sending},
		{"free again", ledgers.free},
		{"given up", ledgers.givenUp},
		{"renewed", ledgers.renewed},
		{"several ids", ledgers.several},
		{"at once", ledgers.atOnce},
		{"taken over at once", ledgers.takenOverAtOnce},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := two(t)
			tt.test(ledgers{t, a, b})
		})
	}
}

// ledgers are those of two replicas.
type ledgers struct {
	t    *testing.T
	a, b chat.Ledger
}

// A lease that has not ended by the end of the test, and one that has ended before it
// began, also where clocks are not quite the same.
const (
	long = time.Hour
	over = -time.Second
)

// take takes an event and wants it to be the caller's, in that state, or Done.
func (l ledgers) take(by chat.Ledger, lease time.Duration, want chat.State, ids ...string) {
	l.t.Helper()
	if c, err := by.Take(l.t.Context(), ids, lease); c != (chat.Claim{State: want}) || err != nil {
		l.t.Errorf("Take(%q) = %+v, %v, want state %d", ids, c, err, want)
	}
}

// held takes an event and wants it to be held for about as long as a long lease.
func (l ledgers) held(by chat.Ledger, want chat.State, ids ...string) {
	l.t.Helper()
	c, err := by.Take(l.t.Context(), ids, long)
	if left := time.Until(c.LeasedUntil); err != nil || c.State != want || left < long-time.Minute || left > long+time.Minute {
		l.t.Errorf("Take(%q) = %+v, %v, want state %d, held for an hour", ids, c, err, want)
	}
}

func (l ledgers) set(by chat.Ledger, s chat.State, ids ...string) {
	l.t.Helper()
	if err := by.Set(l.t.Context(), ids, s); err != nil {
		l.t.Errorf("Set(%q, %d): %v", ids, s, err)
	}
}

func (l ledgers) renew(by chat.Ledger, ids ...string) {
	l.t.Helper()
	if err := by.Renew(l.t.Context(), ids, long); err != nil {
		l.t.Errorf("Renew(%q): %v", ids, err)
	}
}

func (l ledgers) takenOnce() {
	l.take(l.a, long, chat.Taken, "1")
	l.held(l.b, chat.Taken, "1")
	l.held(l.a, chat.Taken, "1") // its own lease holds too
	l.take(l.b, long, chat.Taken, "2")
	l.take(l.a, long, chat.Taken, "æ\x00\xff")
	l.held(l.b, chat.Taken, "æ\x00\xff")
}

func (l ledgers) done() {
	l.take(l.a, long, chat.Taken, "1")
	l.set(l.a, chat.Done, "1")
	l.set(l.a, chat.Done, "never taken")
	l.take(l.a, over, chat.Taken, "taken over")
	l.take(l.b, long, chat.Taken, "taken over")
	l.set(l.a, chat.Done, "taken over") // it answered all the same
	for _, id := range []string{"1", "never taken", "taken over"} {
		for _, by := range []chat.Ledger{l.a, l.b} {
			for _, s := range []chat.State{chat.Free, chat.Taken, chat.Sending} {
				l.set(by, s, id)
			}
			l.renew(by, id)
		}
		l.take(l.b, long, chat.Done, id)
		l.take(l.a, long, chat.Done, id)
	}
}

func (l ledgers) ended() {
	l.take(l.a, over, chat.Taken, "1")
	l.take(l.b, long, chat.Taken, "1")
	l.renew(l.a, "1")
	for _, s := range []chat.State{chat.Free, chat.Taken} {
		l.set(l.a, s, "1") // it is not its own any more
	}
	l.held(l.a, chat.Taken, "1")
	l.held(l.b, chat.Taken, "1")
}

func (l ledgers) sending() {
	l.take(l.a, over, chat.Taken, "1")
	l.set(l.a, chat.Sending, "1")
	l.take(l.b, long, chat.Sending, "1")
	l.held(l.a, chat.Sending, "1")
}

func (l ledgers) free() {
	l.take(l.a, long, chat.Taken, "1")
	l.set(l.a, chat.Sending, "1")
	l.set(l.a, chat.Free, "1")
	l.take(l.b, long, chat.Taken, "1")
	l.set(l.a, chat.Free, "never taken")
	l.take(l.b, long, chat.Taken, "never taken")
}

func (l ledgers) givenUp() {
	l.take(l.a, long, chat.Taken, "1")
	l.set(l.a, chat.Sending, "1")
	l.set(l.a, chat.Taken, "1")
	l.renew(l.a, "1") // ends nothing that was begun: the lease is given up
	l.take(l.b, over, chat.Sending, "1")
	l.take(l.a, long, chat.Sending, "1")
}

func (l ledgers) renewed() {
	var ids []string
	for n := range 1200 {
		ids = append(ids, fmt.Sprint(n))
	}
	for _, id := range ids[:3] {
		l.take(l.a, over, chat.Taken, id)
	}
	l.renew(l.a, ids...) // most were never taken
	for _, id := range ids[:3] {
		l.held(l.b, chat.Taken, id)
	}
	l.take(l.b, long, chat.Taken, ids[1000])
}

func (l ledgers) several() {
	l.take(l.a, long, chat.Taken, "1", "2", "1")
	l.held(l.b, chat.Taken, "3", "2")
	l.take(l.b, long, chat.Taken, "3") // nothing was left of it
	l.set(l.a, chat.Done, "1", "2")
	l.take(l.b, long, chat.Done, "4", "2")
	l.take(l.a, long, chat.Done, "3", "1") // though one is held
	l.take(l.b, long, chat.Taken, "4")
	l.set(l.a, chat.Done, "7") // with no lease that holds it
	l.take(l.b, long, chat.Done, "8", "7")
	l.take(l.b, long, chat.Taken, "8")

	l.take(l.a, over, chat.Taken, "5")
	l.set(l.a, chat.Sending, "5")
	l.take(l.b, over, chat.Sending, "6", "5")
	l.take(l.a, long, chat.Sending, "6") // sending had begun, whichever id it comes by
	l.set(l.a, chat.Free, "6")
	l.take(l.b, long, chat.Sending, "5")
}

// atOnce takes events by several ids in any order, from both replicas at once: each is
// taken once and done once.
func (l ledgers) atOnce() {
	const events, times = 60, 6
	var taken [events]atomic.Int32
	l.everywhere(events*times, func(by chat.Ledger, n int) error {
		n %= events
		ids := []string{fmt.Sprint("a", n), fmt.Sprint("b", n), fmt.Sprint("c", n)}
		rand.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
		c, err := by.Take(l.t.Context(), ids, long)
		if c == (chat.Claim{State: chat.Taken}) && err == nil {
			taken[n].Add(1)
			err = by.Set(l.t.Context(), ids, chat.Done)
		}
		return err
	})
	for n := range taken {
		if got := taken[n].Load(); got != 1 {
			l.t.Errorf("event %d was taken %d times, want once", n, got)
		}
		l.take(l.b, long, chat.Done, fmt.Sprint("b", n))
	}
}

// takenOverAtOnce lets many take an event whose lease has ended.
func (l ledgers) takenOverAtOnce() {
	const events, times = 40, 6
	for n := range events {
		l.take(l.a, over, chat.Taken, fmt.Sprint(n), fmt.Sprint("b", n))
	}
	var taken [events]atomic.Int32
	l.everywhere(events*times, func(by chat.Ledger, n int) error {
		n %= events
		ids := []string{fmt.Sprint(n), fmt.Sprint("b", n)}
		if rand.IntN(2) == 0 {
			slices.Reverse(ids)
		}
		c, err := by.Take(l.t.Context(), ids, long)
		if c.LeasedUntil.IsZero() && err == nil {
			taken[n].Add(1)
		}
		return err
	})
	for n := range taken {
		if got := taken[n].Load(); got != 1 {
			l.t.Errorf("event %d was taken over %d times, want once", n, got)
		}
	}
}

// everywhere calls f with each number below n in any order, by both replicas at once.
func (l ledgers) everywhere(n int, f func(by chat.Ledger, n int) error) {
	l.t.Helper()
	next := make(chan int)
	var workers sync.WaitGroup
	for w := range 8 {
		by := []chat.Ledger{l.a, l.b}[w%2]
		workers.Go(func() {
			for n := range next {
				if err := f(by, n); err != nil {
					l.t.Errorf("event %d: %v", n, err)
				}
			}
		})
	}
	for _, i := range rand.Perm(n) {
		next <- i
	}
	close(next)
	workers.Wait()
}
