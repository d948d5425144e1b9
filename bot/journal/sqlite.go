package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// readers is how many pages can be looked up at the same time.
const readers = 4

// openSQLite opens journal.db in dir. Other programs may have it open too: one that is
// being replaced, or "veiviser report" beside a running service.
func openSQLite(ctx context.Context, dir string) (*database, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	d := &database{file: filepath.Join(dir, "journal.db"), clock: `SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)`}
	f, err := os.OpenFile(d.file, os.O_RDWR|os.O_CREATE, 0o600) // SQLite would let everybody read it
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	if d.info, err = f.Stat(); err == nil {
		err = f.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	// One writer: Go's queue for the connection is fair, SQLite's own waiting is not.
	if d.write, err = sqliteDB(d.file, 1, busyWait, "_txlock=immediate", "_pragma=secure_delete(1)"); err != nil {
		return nil, err
	}
	if d.read, err = sqliteDB(d.file, readers, busyWait, "_pragma=query_only(1)"); err != nil {
		return nil, errors.Join(err, d.write.Close())
	}
	if err := d.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", d.file, err), d.close())
	}
	return d, nil
}

// prepare turns on the write-ahead log, so that readers and the writer don't wait for
// one another, and migrates; one program at a time.
func (d *database) prepare(ctx context.Context) error {
	unlock, err := lockFile(ctx, filepath.Join(filepath.Dir(d.file), "journal.lock"))
	if err != nil {
		return err
	}
	var mode string
	err = d.write.QueryRowContext(ctx, `PRAGMA journal_mode = WAL`).Scan(&mode)
	if err == nil && mode != "wal" {
		err = fmt.Errorf("no write-ahead log on this file system (journal mode %q)", mode)
	}
	if err == nil {
		err = migrate(ctx, goose.DialectSQLite3, d.write)
	}
	return errors.Join(err, unlock())
}

const (
	// busyWait is how long a statement waits for other programs: it ends with no context,
	// so it is short, and theirs are writes of milliseconds.
	busyWait = 500 * time.Millisecond
	// migrateWait is how long a start waits for another that migrates.
	migrateWait = 20 * time.Second
)

// sqliteDB returns a pool of at most size connections with the given parameters, which
// wait for other programs as long as wait says.
func sqliteDB(file string, size int, wait time.Duration, params ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	dsn := (&url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(abs)}).String() +
		fmt.Sprintf("?_busy_timeout=%d&_pragma=synchronous(NORMAL)", wait.Milliseconds())
	for _, p := range params {
		dsn += "&" + p
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// lockFile waits until no other program holds the lock and takes it. The lock is
// SQLite's own on an empty database, so it works wherever the journal does and is free
// again when its holder is killed.
func lockFile(ctx context.Context, file string) (unlock func() error, err error) {
	db, err := sqliteDB(file, 1, migrateWait)
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, `BEGIN EXCLUSIVE`)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock for migrating: %w", err), db.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		return errors.Join(err, conn.Close(), db.Close())
	}, nil
}
