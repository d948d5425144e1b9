package journal

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// linger gathers what comes close together into one transaction.
	linger = 50 * time.Millisecond
	// sweepEvery is also how exactly Version.Last is known.
	sweepEvery = 10 * time.Minute
	// The pauses between tries while the database is in trouble double from the first
	// to the last.
	firstPause = 100 * time.Millisecond
	lastPause  = 5 * time.Second
)

// Run writes what waits and forgets what is older than its retention until ctx ends;
// then it returns nil. While the database is in trouble it keeps trying, ever slower; a
// panic is trouble as any other.
func (j *Journal) Run(ctx context.Context) error {
	sweep := time.NewTicker(sweepEvery)
	defer sweep.Stop()
	j.tend(ctx)
	var pause time.Duration // 0 while all is well
	for {
		wake, again := j.queue.wake, (<-chan time.Time)(nil)
		if pause > 0 {
			wake, again = nil, time.After(pause)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-sweep.C:
			j.tend(ctx)
			continue
		case <-again:
			j.queue.retried.Add(1)
		case <-wake:
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(linger):
			}
		}
		pause = j.attempt(ctx, pause)
	}
}

// attempt writes and returns how long to wait before the next attempt. Trouble is
// logged when it begins and when it ends, not at every try.
func (j *Journal) attempt(ctx context.Context, pause time.Duration) time.Duration {
	err := j.recover.Call("write", func() error { return j.write(ctx) })
	if ctx.Err() != nil {
		return pause
	}
	if err == nil {
		j.trouble.Store(nil)
		if pause > 0 {
			j.c.Log.Info("journal is written again", "dropped", j.queue.dropped.Load())
		}
		return 0
	}
	j.trouble.Store(&err)
	if pause > 0 {
		return min(2*pause, lastPause)
	}
	j.c.Log.Error("journal can't be written, answers go on", "err", err, "waiting", j.queue.waiting())
	return firstPause
}

// tend sweeps and says that the guide is still served.
func (j *Journal) tend(ctx context.Context) {
	err := errors.Join(
		j.recover.Call("serving", func() error { return j.stillServing(ctx) }),
		j.recover.Call("sweep", func() error { return j.Sweep(ctx) }))
	if err != nil && ctx.Err() == nil {
		j.c.Log.Warn("journal was not tended, trying again later", "err", err)
	}
}

// sweepRows are deleted at a time, so that writers need not wait for a long sweep.
const sweepRows = 1000

// Sweep forgets what is older than its retention. Run does it at its start and every
// ten minutes.
func (j *Journal) Sweep(ctx context.Context) error {
	now, r := j.c.Now(), j.c.Retention
	before := func(keep time.Duration) int64 { return millis(now.Add(-keep)) }
	oldest := dayOf(now.Add(-r.Feedback))
	return errors.Join(
		j.sweep(ctx, "events", `DELETE FROM seen_event WHERE id IN (
			SELECT id FROM seen_event WHERE at < $1 ORDER BY at, id LIMIT $2)`, before(r.Events)),
		j.sweep(ctx, "threads", `DELETE FROM memory WHERE id IN (
			SELECT id FROM memory WHERE kind = 'thread' AND kept < $1 ORDER BY kept, id LIMIT $2)`, before(r.Threads)),
		j.sweep(ctx, "preferences", `DELETE FROM memory WHERE id IN (
			SELECT id FROM memory WHERE kind = 'preference' AND kept < $1 ORDER BY kept, id LIMIT $2)`, before(r.Preferences)),
		j.sweep(ctx, "remarks", `DELETE FROM remark WHERE id IN (
			SELECT id FROM remark WHERE day < $1 ORDER BY day, id LIMIT $2)`, oldest),
		j.sweep(ctx, "counts", `DELETE FROM day_count WHERE day IN (
			SELECT DISTINCT day FROM day_count WHERE day < $1 ORDER BY day LIMIT $2)`, oldest),
	)
}

// sweep runs query with the limit of age and of rows until it finds no more.
func (j *Journal) sweep(ctx context.Context, what, query string, limit any) error {
	for {
		n, err := j.db.exec(ctx, query, limit, sweepRows)
		if err != nil {
			return fmt.Errorf("sweep %s: %w", what, err)
		}
		if n < sweepRows {
			return nil
		}
	}
}
