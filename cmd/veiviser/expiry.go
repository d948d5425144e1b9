package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// expiry is something that ends on a known day, and that an operator must renew before.
type expiry struct {
	of string // "teams certificate"
	at time.Time
}

const (
	// expiryWarning is how long before its end the operator is warned.
	expiryWarning = 30 * 24 * time.Hour
	// expiryPause is how often.
	expiryPause = 24 * time.Hour
)

// state says in a line what is to be renewed; empty where that is far away.
func (e expiry) state(now time.Time) string {
	day := e.at.UTC().Format(time.DateOnly)
	switch left := e.at.Sub(now); {
	case left <= 0:
		return fmt.Sprintf("the %s ended on %s: renew it", e.of, day)
	case left <= expiryWarning:
		return fmt.Sprintf("the %s ends on %s, in %d days: renew it", e.of, day, int(left/(24*time.Hour)))
	}
	return ""
}

// addExpiry warns of e on /readyz, in the metrics, and in the log at the start and once a
// day.
func (s *site) addExpiry(e expiry) {
	s.expiries = append(s.expiries, e)
	s.addCheck(false, func(context.Context) string { return e.state(time.Now()) })
	s.metrics.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "veiviser_expiry_seconds", Help: "Time until something must have been renewed.", ConstLabels: prometheus.Labels{"of": e.of},
	}, func() float64 { return time.Until(e.at).Seconds() }))
}

// warnOfExpiries logs what is to be renewed, now and once a day, until ctx ends.
func (s *site) warnOfExpiries(ctx context.Context) error {
	t := time.NewTicker(expiryPause)
	defer t.Stop()
	for {
		for _, e := range s.expiries {
			if state := e.state(time.Now()); state != "" {
				s.log.WarnContext(ctx, state, "expires", e.at)
			}
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return nil
		}
	}
}
