package journal

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/pressly/goose/v3"

	"veiviser/bot/chat"
)

// database hides which of the two it is. All statements use $1 for arguments, which
// both understand.
type database struct {
	write *sql.DB
	read  *sql.DB // the same as write on PostgreSQL

	file string      // SQLite's; empty on PostgreSQL
	info os.FileInfo // of file when it was opened
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
func (d *database) exec(ctx context.Context, query string, args ...any) (int64, error) {
	if err := d.present(); err != nil {
		return 0, err
	}
	res, err := d.write.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// inTx runs f in a transaction that holds when f returns nil, and is undone when f
// fails or panics.
func (d *database) inTx(ctx context.Context, f func(*sql.Tx) error) error {
	if err := d.present(); err != nil {
		return err
	}
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

// settle brings what was committed to the disk itself: on SQLite a commit outlives the
// program but not a power cut until the log is copied back. What must last for years
// is settled; PostgreSQL settles every commit.
func (d *database) settle(ctx context.Context) error {
	if d.file == "" {
		return nil
	}
	if _, err := d.write.ExecContext(ctx, `PRAGMA wal_checkpoint(PASSIVE)`); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	return nil
}

func (d *database) close() error {
	err := d.write.Close()
	if d.read != d.write {
		err = errors.Join(err, d.read.Close())
	}
	return err
}

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the tables up to date. It must be called by one at a time; options
// say how where the database itself can see to that.
func migrate(ctx context.Context, dialect goose.Dialect, db *sql.DB, options ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	// The default table name could be that of another program in the same database.
	options = append(options, goose.WithTableName("journal_migration"), goose.WithDisableGlobalRegistry(true))
	p, err := goose.NewProvider(dialect, db, files, options...)
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
