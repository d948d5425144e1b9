package journal

import (
	"context"
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
