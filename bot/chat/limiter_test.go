package chat_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
)

func TestLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := chat.NewLimiter(chat.Same(chat.Rate{PerSecond: 2, Burst: 4}, chat.Rate{PerSecond: 1, Burst: 8}))
		begin := time.Now()
		for range 12 {
			if err := l.Wait(t.Context(), "a"); err != nil {
				t.Fatal(err)
			}
		}
		// Four and eight at once, then the slower rate decides: the twelfth after four seconds.
		if d := time.Since(begin); d < 4*time.Second || d > 4100*time.Millisecond {
			t.Errorf("twelve took %v, want 4s", d)
		}
		if !l.Allow("b") {
			t.Error("another key has to wait")
		}
	})
}

func TestLimiterBackOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := chat.NewLimiter(chat.Same())
		l.BackOff("a", 30*time.Second)
		l.BackOff("a", 2*time.Second) // a shorter one takes nothing away
		if d := l.Delay("a"); d != 30*time.Second {
			t.Errorf("Delay = %v, want 30s", d)
		}
		if l.Allow("a") || !l.Allow("b") {
			t.Error("the key that is held back may go, or another may not")
		}
		begin := time.Now()
		if err := l.Wait(t.Context(), "a"); err != nil || time.Since(begin) != 30*time.Second {
			t.Errorf("Wait = %v after %v, want 30s", err, time.Since(begin))
		}
		l.BackOff("a", 0) // a 429 without a time
		if d := l.Delay("a"); d != time.Second {
			t.Errorf("Delay = %v, want a second", d)
		}
	})
}

func TestLimiterCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := chat.NewLimiter(chat.Same(chat.Rate{PerSecond: 0.1, Burst: 1}))
		l.Allow("a")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		begin := time.Now()
		if err := l.Wait(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) || time.Since(begin) != time.Second {
			t.Errorf("Wait = %v after %v", err, time.Since(begin))
		}
	})
}

func TestLimiterForgets(t *testing.T) {
	l := chat.NewLimiter(chat.Same(chat.Rate{PerSecond: 0.001, Burst: 1}))
	l.Allow("first")
	for i := range 20_000 {
		l.Allow(fmt.Sprint(i))
	}
	if !l.Allow("first") {
		t.Error("a key that was used least recently is still remembered among 20,000 others")
	}
}
