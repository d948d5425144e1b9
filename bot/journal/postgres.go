package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

const (
	// connections of one replica: a small server allows a hundred in all.
	connections = 8
	idleFor     = 5 * time.Minute
	connectWait = 5 * time.Second
)

// openPostgres connects to the server at url, waiting at most startTimeout for one that is
// not up yet, and migrates.
func openPostgres(ctx context.Context, url string, startTimeout time.Duration) (*database, error) {
	if !strings.HasPrefix(url, "postgres://") && !strings.HasPrefix(url, "postgresql://") {
		return nil, errors.New("database url: want postgres://user:password@host/name, or none for SQLite")
	}
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		// The library's error repeats parts of the URL.
		return nil, errors.New("database url: not a valid postgres:// address (is the password percent-encoded?)")
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = connectWait
	}
	db := stdlib.OpenDB(*cfg)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	db.SetConnMaxIdleTime(idleFor)
	if err = awaitServer(ctx, db, startTimeout); err == nil {
		err = migratePostgres(ctx, db)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("postgresql: %w", err), db.Close())
	}
	return &database{write: db, read: db, clock: `SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)`}, nil
}

// collided reports whether the server ended a transaction for the sake of another, so
// that it can be run again. SQLite has one writer at a time.
func collided(err error) bool {
	const serialization, deadlock = "40001", "40P01"
	e, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (e.Code == serialization || e.Code == deadlock)
}

// awaitServer waits for a server that starts at the same time as we do. One that
// answers with a refusal won't change its mind.
func awaitServer(ctx context.Context, db *sql.DB, startTimeout time.Duration) error {
	const (
		pause      = 250 * time.Millisecond
		startingUp = "57P03"
	)
	for tries := int(startTimeout / pause); ; tries-- {
		err := db.PingContext(ctx)
		refusal, refused := errors.AsType[*pgconn.PgError](err)
		if err == nil || tries <= 0 || refused && refusal.Code != startingUp {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

// migratePostgres migrates under a lock of the server's, so that replicas that start
// together wait for one another.
func migratePostgres(ctx context.Context, db *sql.DB) error {
	// Asks every second for a minute.
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return fmt.Errorf("lock for migrating: %w", err)
	}
	return migrate(ctx, goose.DialectPostgres, db, goose.WithSessionLocker(locker))
}
