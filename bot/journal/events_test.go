package journal_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"veiviser/bot/journal"
)

func testClaim(t *testing.T, s store) {
	one, other := s.open(t), s.open(t)
	claim := func(j *journal.Journal, id string, want bool) {
		t.Helper()
		if first, err := j.Claim(t.Context(), id); first != want || err != nil {
			t.Errorf("Claim(%q) = %v, %v, want %v", id, first, err, want)
		}
	}
	claim(one, "Ev1", true)
	claim(one, "Ev1", false)
	claim(other, "Ev1", false)
	claim(other, "Ev2", true)
	one.Forget(t.Context(), "Ev1") // its queue was full
	claim(other, "Ev1", true)
	claim(one, "Ev1", false)
	one.Forget(t.Context(), "never seen")
	claim(one, "æ\x00\xff", true)

	if first, err := one.Claim(t.Context(), ""); first || err == nil {
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
				first, err := replicas[(w+n)%2].Claim(t.Context(), fmt.Sprint("event ", n))
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
