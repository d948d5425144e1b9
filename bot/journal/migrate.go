package journal

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// ErrNewer is a database whose tables a newer program has changed: this one could write
// into them what the newer one can't read.
var ErrNewer = errors.New("the tables were made by a newer program")

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
	there, known, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("migrate: %w", err)
	case there > known:
		return fmt.Errorf("%w: they are of version %d, this program knows %d; start the newer program, or restore the backup made before it", ErrNewer, there, known)
	}
	return nil
}
