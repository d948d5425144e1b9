package journal

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"sync"

	"veiviser/bot/chat"
)

// database hides which of the two it is. All statements use $1 for arguments, which
// both understand.
type database struct {
	write *sql.DB
	read  *sql.DB // the same as write on PostgreSQL

	clock string // asks for its time in milliseconds since 1970

	file string      // SQLite's; empty on PostgreSQL
	info os.FileInfo // of file when it was opened

	written, asked statements // prepared on write and on read
}

// errGone is a database file that was removed or replaced: SQLite would go on writing
// into a file nobody will ever find.
var errGone = errors.New("the database file is gone or replaced since the start; restart to use the new one")

// present reports whether what is written will be found again.
func (d *database) present() error {
	if d.file == "" {
		return nil
	}
	now, err := os.Stat(d.file)
	if err != nil || !os.SameFile(now, d.info) {
		return fmt.Errorf("%s: %w", d.file, errGone)
	}
	return nil
}

// exec runs one statement and returns the number of rows it changed.
func (d *database) exec(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = d.again(func() error {
		res, err := d.write.ExecContext(ctx, query, args...)
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	return n, err
}

// tries is how often is tried what the database ended because it and something else
// waited for each other.
const tries = 3

// again runs f, and again where the database asks for it.
func (d *database) again(f func() error) error {
	err := d.present()
	if err != nil {
		return err
	}
	for range tries {
		if err = f(); err == nil || !collided(err) {
			break
		}
	}
	return err
}

// maxPrepared bounds the statements that stay compiled; those of events are some for
// each number of ids, and an event has two or three.
const maxPrepared = 50

// prepared runs f with the statement of a query that writes for every event.
func (d *database) prepared(ctx context.Context, query string, f func(*sql.Stmt) error) error {
	return d.again(func() error { return d.written.with(ctx, d.write, query, f) })
}

// statements are queries that are run for every event, so that they are not compiled
// each time.
type statements struct {
	mu  sync.Mutex
	all map[string]*sql.Stmt
}

// with runs f with the statement of a query.
func (s *statements) with(ctx context.Context, db *sql.DB, query string, f func(*sql.Stmt) error) error {
	stmt, stays, err := s.of(ctx, db, query)
	if err != nil {
		return err
	}
	err = f(stmt)
	if !stays {
		err = errors.Join(err, stmt.Close())
	}
	return err
}

// of returns what was prepared, or prepares it: stays is false where the caller closes
// it.
func (s *statements) of(ctx context.Context, db *sql.DB, query string) (stmt *sql.Stmt, stays bool, err error) {
	s.mu.Lock()
	stmt, stays = s.all[query]
	s.mu.Unlock()
	if stays {
		return stmt, true, nil
	}
	if stmt, err = db.PrepareContext(ctx, query); err != nil {
		return nil, false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.all[query]; there || len(s.all) >= maxPrepared {
		return stmt, false, nil
	}
	if s.all == nil {
		s.all = map[string]*sql.Stmt{}
	}
	s.all[query] = stmt
	return stmt, true, nil
}

func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var err error
	for _, stmt := range s.all {
		err = errors.Join(err, stmt.Close())
	}
	return err
}

// inTx runs f in a transaction that holds when f returns nil, and is undone when f fails
// or panics. f may be run again.
func (d *database) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	return d.again(func() error { return d.tryTx(ctx, f) })
}

func (d *database) tryTx(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := d.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := chat.Call(func() error { return f(tx) }); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

// ignoreDone drops the error of a transaction that its context ended already.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// checkpoint brings what was committed to the disk itself: on SQLite a commit outlives
// the program but not a power cut until the log is copied back. PostgreSQL does so with
// every commit.
func (d *database) checkpoint(ctx context.Context) error {
	if d.file == "" {
		return nil
	}
	if _, err := d.write.ExecContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`); err != nil {
		return fmt.Errorf("checkpoint: %w", err)
	}
	return nil
}

func (d *database) close() error {
	err := errors.Join(d.written.close(), d.asked.close(), d.write.Close())
	if d.read != d.write {
		err = errors.Join(err, d.read.Close())
	}
	return err
}

// salt returns the database's salt; the first to open a database makes it.
func (d *database) salt(ctx context.Context) ([]byte, error) {
	fresh := make([]byte, sha256.Size)
	rand.Read(fresh) // never fails
	if _, err := d.exec(ctx, `INSERT INTO setting (name, value) VALUES ('salt', $1)
		ON CONFLICT (name) DO NOTHING`, hex.EncodeToString(fresh)); err != nil {
		return nil, fmt.Errorf("salt: %w", err)
	}
	var s string
	if err := d.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = 'salt'`).Scan(&s); err != nil {
		return nil, fmt.Errorf("salt: %w", err)
	}
	return hex.DecodeString(s)
}
