package journal_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/journal"
)

func testLedger(t *testing.T, s store) {
	chattest.ExerciseLedger(t, func(t *testing.T) (a, b chat.Ledger) {
		one, other := s.open(t), s.open(t)
		if _, err := s.past(t).Exec(`DELETE FROM event`); err != nil {
			t.Fatal(err)
		}
		return one.Events, other.Events
	})
}

// testClocks lets replicas whose clocks differ by an hour hold leases of a minute.
func testClocks(t *testing.T, s store) {
	ahead := func(d time.Duration) func(*journal.Config) {
		return func(c *journal.Config) { c.Now = func() time.Time { return time.Now().Add(d) } }
	}
	behind, before := s.open(t, ahead(-time.Hour)), s.open(t, ahead(time.Hour))
	for _, tt := range []struct {
		name        string
		holder, who *journal.Journal
		now         time.Time // of who
	}{
		{"ahead", behind, before, time.Now().Add(time.Hour)},
		{"behind", before, behind, time.Now().Add(-time.Hour)},
	} {
		if c, err := tt.holder.Events.Take(t.Context(), []string{tt.name}, time.Minute); c.State != chat.Taken || !c.Held.IsZero() || err != nil {
			t.Errorf("Take = %+v, %v, want it", c, err)
		}
		c, err := tt.who.Events.Take(t.Context(), []string{tt.name}, time.Minute)
		if left := c.Held.Sub(tt.now); left < 30*time.Second || left > 90*time.Second || err != nil {
			t.Errorf("one whose clock goes %s finds the lease held for %v (%v), want a minute", tt.name, left, err)
		}
	}
}

// testKept keeps events that were acknowledged before they were answered.
func testKept(t *testing.T, s store) {
	now := newClock()
	ctx := t.Context()
	one, other := s.open(t, now.config, key), s.open(t, now.config, key)
	body := []byte("hva lever hun av?\x00\xff")
	stays := func(when string, want ...string) {
		t.Helper()
		got, err := other.Events.Kept(ctx)
		var ids []string
		for _, k := range got {
			ids = append(ids, k.ID)
			if k.Name != "message" || !slices.Equal(k.Body, body) {
				t.Errorf("%s %s is kept as %q, %q", when, k.ID, k.Name, k.Body)
			}
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%s Kept = %v, %v, want %v", when, ids, err, want)
		}
	}
	keep := func(id string) {
		t.Helper()
		if err := one.Events.Keep(ctx, id, "message", body); err != nil {
			t.Error(err)
		}
	}
	set := func(id string, state chat.State) {
		t.Helper()
		if err := one.Events.Set(ctx, []string{id}, state); err != nil {
			t.Error(err)
		}
	}
	take := func(j *journal.Journal, id string, lease time.Duration) {
		t.Helper()
		if c, err := j.Events.Take(ctx, []string{id}, lease); c.State != chat.Taken || !c.Held.IsZero() || err != nil {
			t.Errorf("Take(%s) = %+v, %v, want it", id, c, err)
		}
	}
	for _, id := range []string{"not taken", "being done", "lost", "tried again", "done"} {
		keep(id)
		now.add(time.Second)
	}
	take(one, "being done", time.Hour)
	take(one, "lost", 0)
	take(one, "tried again", time.Minute)
	set("tried again", chat.Free)
	take(one, "done", time.Minute)
	set("done", chat.Done)
	keep("done") // too late
	stays("at once")
	now.add(10 * time.Second)
	stays("after a while", "not taken", "lost", "tried again")
	if everything := dump(t, s); strings.Contains(everything, "hva lever") || strings.Contains(everything, "being done") {
		t.Error("a kept event can be read in the database")
	}
	take(other, "lost", time.Hour)
	stays("when one is taken over", "not taken", "tried again")
	if err := other.Events.Set(ctx, []string{"not taken"}, chat.Done); err != nil {
		t.Error(err)
	}
	stays("when one is done", "tried again")
	now.add(5 * time.Minute)
	stays("after five minutes")
	if err := one.Sweep(ctx); err != nil {
		t.Error(err)
	}
	var kept int
	if err := s.past(t).QueryRow(`SELECT count(*) FROM event WHERE kept <> ''`).Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d events are still kept (%v), want none", kept, err)
	}

	if err := one.Events.Keep(ctx, "big", "message", make([]byte, 65<<10)); err == nil {
		t.Error("Keep of 65 kB = nil, want an error")
	}
	keyless := s.open(t)
	if err := keyless.Events.Keep(ctx, "x", "message", body); !errors.Is(err, journal.ErrNoKey) {
		t.Errorf("without a key Keep = %v, want ErrNoKey", err)
	}
	if _, err := keyless.Events.Kept(ctx); !errors.Is(err, journal.ErrNoKey) {
		t.Errorf("without a key Kept = %v, want ErrNoKey", err)
	}
	keep("under another key")
	now.add(time.Minute)
	another := s.open(t, now.config, func(c *journal.Config) { c.Key = []byte(strings.Repeat("8", 32)) })
	if got, err := another.Events.Kept(ctx); len(got) > 0 || err != nil {
		t.Errorf("with another key Kept = %v, %v, want none", got, err)
	}
}

func testClaim(t *testing.T, s store) {
	one, other := s.open(t), s.open(t)
	claim := func(j *journal.Journal, id string, want bool) {
		t.Helper()
		if first, err := j.Events.Claim(t.Context(), id); first != want || err != nil {
			t.Errorf("Claim(%q) = %v, %v, want %v", id, first, err, want)
		}
	}
	claim(one, "Ev1", true)
	claim(one, "Ev1", false)
	claim(other, "Ev1", false)
	claim(other, "Ev2", true)
	one.Events.Forget(t.Context(), "Ev1") // its queue was full
	claim(other, "Ev1", true)
	claim(one, "Ev1", false)
	one.Events.Forget(t.Context(), "never seen")
	claim(one, "æ\x00\xff", true)

	if first, err := one.Events.Claim(t.Context(), ""); first || err == nil {
		t.Errorf("Claim of no id = %v, %v, want an error", first, err)
	}
}

// testClaimsOfReplicas delivers events up to four times in random order to two
// replicas at once: each is taken on exactly once.
func testClaimsOfReplicas(t *testing.T, s store) {
	replicas := []*journal.Journal{s.open(t), s.open(t)}
	const events = 300
	var deliveries []int
	for n := range events {
		for range 1 + n%4 {
			deliveries = append(deliveries, n)
		}
	}
	rand.Shuffle(len(deliveries), func(a, b int) { deliveries[a], deliveries[b] = deliveries[b], deliveries[a] })
	var taken [events]atomic.Int32
	next := make(chan int)
	var workers sync.WaitGroup
	for w := range 8 {
		workers.Go(func() {
			for n := range next {
				first, err := replicas[(w+n)%2].Events.Claim(t.Context(), fmt.Sprint("event ", n))
				if err != nil {
					t.Errorf("Claim: %v", err)
				}
				if first {
					taken[n].Add(1)
				}
			}
		})
	}
	for _, n := range deliveries {
		next <- n
	}
	close(next)
	workers.Wait()
	for n := range taken {
		if times := taken[n].Load(); times != 1 {
			t.Errorf("event %d was taken on %d times", n, times)
		}
	}
}
