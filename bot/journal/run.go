package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/sethvargo/go-retry"
)

const (
	// batchWindow gathers what comes close together into one transaction.
	batchWindow = 50 * time.Millisecond
	// housekeepEvery is also how exactly the times of a version are known.
	housekeepEvery = 10 * time.Minute
	// forgetKeptEvery is short because a kept event holds what somebody asked, though
	// encrypted.
	forgetKeptEvery = time.Minute
	// The pauses between tries while the database is in trouble double from the first
	// to the last.
	firstPause = 100 * time.Millisecond
	lastPause  = 5 * time.Second
)

// Run writes what waits and forgets what is older than its retention until ctx ends;
// then it returns nil. While the database is in trouble it keeps trying, ever slower; a
// panic is trouble as any other.
func (j *Journal) Run(ctx context.Context) error {
	housekeep, forget := time.NewTicker(housekeepEvery), time.NewTicker(forgetKeptEvery)
	defer housekeep.Stop()
	defer forget.Stop()
	pause := j.housekeeping(ctx, 0) // 0 while all is well
	for {
		wake, again := j.core.queue.wake, (<-chan time.Time)(nil)
		if pause > 0 {
			wake, again = nil, time.After(pause)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-housekeep.C:
			pause = j.housekeeping(ctx, pause)
			continue
		case <-forget.C:
			j.warn(ctx, j.recover.Call("forget kept events", func() error { return j.Events.forgetKept(ctx) }))
			continue
		case <-again:
			j.core.queue.retried.Add(1)
		case <-wake:
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(batchWindow):
			}
		}
		pause = j.attempt(ctx, pause)
	}
}

// attempt writes and returns how long to wait before the next attempt; 0 when all is
// well. After trouble a probe must succeed too: the queue can be empty.
func (j *Journal) attempt(ctx context.Context, pause time.Duration) time.Duration {
	err := j.recover.Call("write", func() error { return j.write(ctx) })
	if err == nil && pause > 0 {
		err = j.probe(ctx)
	}
	return j.wrote(ctx, pause, err)
}

// wrote notes how writing went and returns how long to wait before the next attempt.
// Trouble is logged when it begins and when it ends, not at every try.
func (j *Journal) wrote(ctx context.Context, pause time.Duration, err error) time.Duration {
	if ctx.Err() != nil {
		return pause
	}
	log, q := j.core.cfg.Log, j.core.queue
	if err == nil {
		j.core.lastError.Store(nil)
		if pause > 0 {
			log.Info("journal is written again", "dropped", q.dropped.Load())
		}
		return 0
	}
	j.core.lastError.Store(&err)
	if pause == 0 {
		j.backoff = retry.WithCappedDuration(lastPause, retry.NewExponential(firstPause))
		log.Error("journal can't be written, answers go on", "err", err, "waiting", q.waiting())
	}
	pause, _ = j.backoff.Next()
	return pause
}

// batchWait bounds one transaction: a server that hangs is as good as gone.
const batchWait = 10 * time.Second

// write records the guides that wait and empties the queue.
func (j *Journal) write(ctx context.Context) error {
	j.writing.Lock()
	defer j.writing.Unlock()
	if err := j.Versions.record(ctx); err != nil {
		return err
	}
	q := j.core.queue
	for b := q.next(); b.rows() > 0; b = q.next() {
		if err := j.writeBatch(ctx, b); err != nil {
			return err
		}
		q.done(b)
		if err := j.Conversations.wrote(ctx, len(b.memories)); err != nil {
			return err
		}
	}
	return nil
}

// writeBatch always writes in the same order: replicas that write the same rows in
// another would wait for each other in a ring.
func (j *Journal) writeBatch(ctx context.Context, b batch) error {
	ctx, cancel := context.WithTimeout(ctx, batchWait)
	defer cancel()
	return j.core.db.inTx(ctx, func(tx *sql.Tx) error {
		for _, id := range slices.Sorted(maps.Keys(b.memories)) {
			if err := b.memories[id].write(ctx, tx, id); err != nil {
				return err
			}
		}
		counts := maps.Clone(b.counts)
		for _, id := range slices.Sorted(maps.Keys(b.votes)) {
			if err := b.votes[id].write(ctx, tx, id, counts); err != nil {
				return err
			}
		}
		for _, k := range slices.SortedFunc(maps.Keys(counts), countKey.compare) {
			if err := k.write(ctx, tx, counts[k]); err != nil {
				return err
			}
		}
		for _, id := range slices.Sorted(maps.Keys(b.events)) {
			if err := b.events[id].write(ctx, tx, id, j.Events.owner, j.core.dbNow()); err != nil {
				return err
			}
		}
		for _, r := range b.remarks {
			if err := r.write(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// pingWait is shorter than the probes of any platform wait for /readyz.
const pingWait = 2 * time.Second

// Ping reports why the journal can't keep what it is given: the last write failed, the
// database does not answer or its file is gone, or the guide served is not recorded.
// nil when all is well. It writes nothing: a database that is full or read-only is
// found out by whatever is written, and every ten minutes by a write for that alone.
func (j *Journal) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pingWait)
	defer cancel()
	err := j.core.db.present()
	if last := j.core.lastError.Load(); last != nil {
		err = *last // tells more
	}
	if err == nil {
		var one int
		err = j.core.db.read.QueryRowContext(ctx, `SELECT 1 FROM setting LIMIT 1`).Scan(&one)
	}
	if err != nil {
		return fmt.Errorf("journal: %d writes wait: %w", j.core.queue.waiting(), err)
	}
	if n := j.Versions.unrecorded(); n > 0 {
		return fmt.Errorf("journal: %d guides served are not recorded", n)
	}
	return nil
}

// probe writes for the sake of writing.
func (j *Journal) probe(ctx context.Context) error {
	_, err := j.core.db.exec(ctx, `INSERT INTO setting (name, value) VALUES ('ping', $1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, j.core.cfg.Now().UTC().Format(time.RFC3339))
	return err
}

// housekeeping finds out whether the database takes writes, says that the guide is
// still served, and forgets what is old. It returns how long to wait before the next
// attempt, as attempt does.
func (j *Journal) housekeeping(ctx context.Context, pause time.Duration) time.Duration {
	if pause == 0 {
		pause = j.wrote(ctx, pause, j.probe(ctx))
	}
	j.warn(ctx, j.recover.Call("housekeeping", func() error {
		return errors.Join(j.core.setClock(ctx), j.Versions.stillServing(ctx), j.Sweep(ctx))
	}))
	return pause
}

func (j *Journal) warn(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		j.core.cfg.Log.Warn("the journal's housekeeping is not done, trying again later", "err", err)
	}
}
