package journal

import (
	"context"
	"database/sql"
	"errors"
)

// Tend does what Run does every ten minutes.
func (j *Journal) Tend(ctx context.Context) error {
	return errors.Join(j.stillServing(ctx), j.Sweep(ctx))
}

// Break sets a PRAGMA on the only connection that writes, such as max_page_count for a
// full disk and query_only for one mounted read-only.
func (j *Journal) Break(ctx context.Context, pragma string) error {
	_, err := j.db.write.ExecContext(ctx, "PRAGMA "+pragma)
	return err
}

// Write writes what waits now.
func (j *Journal) Write(ctx context.Context) error { return j.write(ctx) }

// Poison makes every write panic until the function it returns is called.
func (j *Journal) Poison() (heal func()) {
	j.guides.mu.Lock()
	defer j.guides.mu.Unlock()
	j.guides.waiting = append(j.guides.waiting, served{})
	return func() { j.guides.done(served{}) }
}

// PanicInTx panics with v in a transaction that has written.
func (j *Journal) PanicInTx(ctx context.Context, v any) error {
	return j.db.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES ('panic', 'half')`); err != nil {
			return err
		}
		panic(v)
	})
}
