package journal

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// sweepRows are deleted at a time, so that writers need not wait for a long sweep.
const sweepRows = 1000

// Sweep forgets what is older than its retention. Run does it at its start and every
// ten minutes.
func (j *Journal) Sweep(ctx context.Context) error {
	now, r := j.core.cfg.Now(), j.core.cfg.Retention
	before := func(keep time.Duration) int64 { return millis(now.Add(-keep)) }
	oldest := dayOf(now.Add(-r.Feedback))
	db := j.core.db
	return errors.Join(
		j.Events.forgetKept(ctx),
		db.sweep(ctx, "events", `DELETE FROM event WHERE id IN (
			SELECT id FROM event WHERE at < $1 ORDER BY at, id LIMIT $2)`, before(r.Events)),
		db.sweep(ctx, "conversations", `DELETE FROM memory WHERE id IN (
			SELECT id FROM memory WHERE kind = 'thread' AND kept < $1 ORDER BY kept, id LIMIT $2)`, before(r.Conversations)),
		j.Conversations.trim(ctx),
		db.sweep(ctx, "preferences", `DELETE FROM memory WHERE id IN (
			SELECT id FROM memory WHERE kind = 'preference' AND kept < $1 ORDER BY kept, id LIMIT $2)`, before(r.Preferences)),
		db.sweep(ctx, "votes", `DELETE FROM vote WHERE id IN (
			SELECT id FROM vote WHERE day < $1 ORDER BY day, id LIMIT $2)`, dayOf(now.Add(-r.Votes))),
		db.sweep(ctx, "remarks", `DELETE FROM remark WHERE id IN (
			SELECT id FROM remark WHERE day < $1 ORDER BY day, id LIMIT $2)`, oldest),
		db.sweep(ctx, "inquiries", `DELETE FROM inquiry WHERE id IN (
			SELECT id FROM inquiry WHERE day <= $1 ORDER BY day, id LIMIT $2)`, j.Inquiries.lastDay()),
		db.sweep(ctx, "counts", `DELETE FROM day_count WHERE day IN (
			SELECT DISTINCT day FROM day_count WHERE day < $1 ORDER BY day LIMIT $2)`, oldest),
	)
}

// sweep runs query with the limit of age and of rows until it finds no more.
func (d *database) sweep(ctx context.Context, what, query string, limit any) error {
	for {
		n, err := d.exec(ctx, query, limit, sweepRows)
		if err != nil {
			return fmt.Errorf("sweep %s: %w", what, err)
		}
		if n < sweepRows {
			return nil
		}
	}
}
