package journal

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

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

// Busy reports whether err is SQLite's: another program wrote all the while.
func Busy(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && e.Code()&0xff == sqlite3.SQLITE_BUSY
}

// KeepAtMost sets how many conversations are kept.
func (j *Journal) KeepAtMost(conversations int) { j.Conversations.max = conversations }

// Poison makes every write panic until the function it returns is called.
func (j *Journal) Poison() (heal func()) {
	v := j.Versions
	v.mu.Lock()
	defer v.mu.Unlock()
	v.waiting = append(v.waiting, served{})
	return func() { v.done(served{}) }
}

// PanicInTx panics with v in a transaction that has written.
func (j *Journal) PanicInTx(ctx context.Context, v any) error {
	return j.core.db.inTx(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES ('panic', 'half')`); err != nil {
			return err
		}
		panic(v)
	})
}

// InVocabulary reports whether the JSON may be kept of a conversation.
func (j *Journal) InVocabulary(state string) bool { return j.core.inVocabulary(state) }

// Encode makes what is kept of numbers.
func Encode(numbers []int) (string, error) { return encode(numbers) }
