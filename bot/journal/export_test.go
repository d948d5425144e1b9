package journal

import "context"

// Housekeeping does what Run does every ten minutes.
func (j *Journal) Housekeeping(ctx context.Context) error {
	j.housekeeping(ctx, 0)
	if err := j.core.lastError.Load(); err != nil {
		return *err
	}
	return nil
}

// Break sets a PRAGMA on the only connection that writes, such as max_page_count for a
// full disk and query_only for one mounted read-only.
func (j *Journal) Break(ctx context.Context, pragma string) error {
	_, err := j.core.db.write.ExecContext(ctx, "PRAGMA "+pragma)
	return err
}

// Write writes what waits now.
func (j *Journal) Write(ctx context.Context) error { return j.write(ctx) }

// KeepAtMost sets how many conversations are kept.
func (j *Journal) KeepAtMost(conversations int) { j.Conversations.max = conversations }
