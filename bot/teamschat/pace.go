package teamschat

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Teams lets a bot send 7 messages in a second, 8 in two, 60 in 30 and 1800 in an hour
// to a conversation; two buckets stay within all four. An app may make 30 requests a
// second to a tenant.
const (
	secondsRate, secondsBurst = 1.8, 4
	hourRate, hourBurst       = 0.4, 300
	tenantRate                = 30
	// After this long unused both buckets are full, and forgetting them changes nothing.
	paceIdle = time.Hour
	maxPaces = 10_000
)

// pace keeps us within the limits. It is safe for concurrent use.
type pace struct {
	now func() time.Time

	mu     sync.Mutex
	tenant *rate.Limiter
	talks  map[string]*talk // by conversation
}

type talk struct {
	seconds, hour *rate.Limiter
	used          time.Time
}

// newPace allows perSecond requests a second over all; 0 means what Teams allows.
func newPace(perSecond int, now func() time.Time) *pace {
	if perSecond == 0 {
		perSecond = tenantRate
	}
	// Half in the bucket and half coming in make up the most in any one second.
	return &pace{
		now:    now,
		tenant: rate.NewLimiter(rate.Limit(perSecond)/2, max(1, perSecond/2)),
		talks:  map[string]*talk{},
	}
}

// wait waits until a request about the conversation may be made.
func (p *pace) wait(ctx context.Context, conversation string) error {
	t := p.talk(conversation)
	for _, l := range []*rate.Limiter{t.hour, t.seconds, p.tenant} {
		if err := l.Wait(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (p *pace) talk(conversation string) *talk {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	if len(p.talks) >= maxPaces {
		for id, t := range p.talks {
			if now.Sub(t.used) > paceIdle {
				delete(p.talks, id)
			}
		}
	}
	t, ok := p.talks[conversation]
	if !ok {
		t = &talk{seconds: rate.NewLimiter(secondsRate, secondsBurst), hour: rate.NewLimiter(hourRate, hourBurst)}
		p.talks[conversation] = t
	}
	t.used = now
	return t
}
