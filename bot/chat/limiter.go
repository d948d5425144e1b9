package chat

import (
	"context"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"
)

// Rate is how often something may happen: so many times a second in the long run, and
// so many at once.
type Rate struct {
	PerSecond float64
	Burst     int
}

// PerMinute is a rate of n a minute, all of which may come at once.
func PerMinute(n int) Rate { return Rate{float64(n) / 60, n} }

// maxKeys is how many keys a Limiter knows: those used last. Ten thousand busy
// conversations are more than a replica answers in the time a bucket takes to fill.
const maxKeys = 10_000

// Limiter keeps each key within its rates and holds one back for as long as a platform
// asks. It forgets the keys that were used least recently. It is safe for concurrent
// use.
type Limiter struct {
	rates func(key string) []Rate
	mu    sync.Mutex
	keys  *lru.Cache[string, *bucket]
}

type bucket struct {
	limits    []*rate.Limiter
	backedOff time.Time
}

// NewLimiter returns a limiter in which a key has the rates that rates tells; none
// means that it is only held back when asked to.
func NewLimiter(rates func(key string) []Rate) *Limiter {
	keys, err := lru.New[string, *bucket](maxKeys)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &Limiter{rates: rates, keys: keys}
}

// Same is the rates of a limiter in which every key has the same.
func Same(rates ...Rate) func(string) []Rate { return func(string) []Rate { return rates } }

func (l *Limiter) bucket(key string) *bucket {
	if b, ok := l.keys.Get(key); ok {
		return b
	}
	b := &bucket{}
	for _, r := range l.rates(key) {
		b.limits = append(b.limits, rate.NewLimiter(rate.Limit(r.PerSecond), r.Burst))
	}
	l.keys.Add(key, b)
	return b
}

// Delay is how long key has to wait; 0 where it may go now. Nothing is used up.
func (l *Limiter) Delay(key string) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bucket(key).delay(time.Now())
}

func (b *bucket) delay(now time.Time) time.Duration {
	wait := max(0, b.backedOff.Sub(now))
	for _, lim := range b.limits {
		if missing := 1 - lim.TokensAt(now); missing > 0 {
			// Rounded up, so that who waits this long finds a whole token.
			wait = max(wait, time.Duration(missing/float64(lim.Limit())*float64(time.Second))+time.Millisecond)
		}
	}
	return wait
}

// Allow reports whether key may go now, and counts it if so.
func (l *Limiter) Allow(key string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	b := l.bucket(key)
	if b.delay(now) > 0 {
		return false
	}
	for _, lim := range b.limits {
		lim.AllowN(now, 1)
	}
	return true
}

// Wait waits until key may go, and counts it. The error is ctx's.
func (l *Limiter) Wait(ctx context.Context, key string) error {
	for !l.Allow(key) {
		t := time.NewTimer(max(l.Delay(key), time.Millisecond))
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return ctx.Err()
		}
	}
	return ctx.Err()
}

// BackOff holds key back for d, as a platform's 429 asks; less than a second counts as
// one. A longer hold that is under way stays.
func (l *Limiter) BackOff(key string, d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bucket(key)
	if until := time.Now().Add(max(d, time.Second)); until.After(b.backedOff) {
		b.backedOff = until
	}
}
