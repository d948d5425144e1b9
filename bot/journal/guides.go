package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"veiviser/content"
)

// guides is which guides were given to Record.
type guides struct {
	recording sync.Mutex // one at a time is written

	mu      sync.Mutex
	waiting []served        // not written yet, oldest first
	serving string          // release given last
	known   map[string]bool // ids of every entry ever served
}

type served struct {
	guide *content.Guide
	at    time.Time
}

// maxGuides that wait for the database: one is a few megabytes, and more reloads than
// this without a database are a mistake.
const maxGuides = 16

// errTooManyGuides is that mistake.
var errTooManyGuides = errors.New("too many guides wait for the database")

// Record keeps every version of every entry of g. It is to be called before g is
// served, also with a guide recorded before: g then is today's again. A killed Record
// leaves nothing half done. After an error the journal goes on trying while
// [Journal.Run] runs, and [Journal.Ping] tells; the caller can serve g.
func (j *Journal) Record(ctx context.Context, g *content.Guide) error {
	if err := j.guides.add(served{g, j.c.Now()}); err != nil {
		return fmt.Errorf("record release %s: %w", g.Release(), err)
	}
	err := j.record(ctx)
	if err != nil {
		j.queue.poke() // Run tries again
	}
	return err
}

func (gs *guides) add(s served) error {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	for _, e := range s.guide.Entries() {
		gs.known[e.ID] = true
	}
	gs.serving = s.guide.Release()
	// Kept in the order they were served: the last written is today's.
	gs.waiting = slices.DeleteFunc(gs.waiting, func(w served) bool { return w.guide.Release() == gs.serving })
	if len(gs.waiting) >= maxGuides {
		return errTooManyGuides
	}
	gs.waiting = append(gs.waiting, s)
	return nil
}

func (gs *guides) first() (s served, ok bool) {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	if len(gs.waiting) == 0 {
		return served{}, false
	}
	return gs.waiting[0], true
}

func (gs *guides) done(s served) {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	gs.waiting = slices.DeleteFunc(gs.waiting, func(w served) bool { return w == s })
}

func (gs *guides) unrecorded() int {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	return len(gs.waiting)
}

// knows reports whether id is that of an entry: nothing else is ever written as one.
func (gs *guides) knows(id string) bool {
	gs.mu.Lock()
	defer gs.mu.Unlock()
	return gs.known[id]
}

// record writes the guides that wait, oldest first.
func (j *Journal) record(ctx context.Context) error {
	j.guides.recording.Lock()
	defer j.guides.recording.Unlock()
	wrote := false
	for s, ok := j.guides.first(); ok; s, ok = j.guides.first() {
		err := j.db.inTx(ctx, func(tx *sql.Tx) error { return writeGuide(ctx, tx, s) })
		if err != nil {
			return fmt.Errorf("record release %s: %w", s.guide.Release(), err)
		}
		j.guides.done(s)
		wrote = true
	}
	if !wrote {
		return nil
	}
	return j.db.settle(ctx)
}

// writeGuide writes one release. Every statement may find its row there: another
// replica can be recording the same release.
func writeGuide(ctx context.Context, tx *sql.Tx, s served) error {
	release, at := s.guide.Release(), millis(s.at)
	var there int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM guide_release WHERE digest = $1`, release).Scan(&there); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `
		INSERT INTO guide_release (digest, first_seen, recorded, last_seen) VALUES ($1, $2, $2, $2)
		ON CONFLICT (digest) DO UPDATE SET
			recorded = CASE WHEN guide_release.recorded < excluded.recorded THEN excluded.recorded ELSE guide_release.recorded END,
			last_seen = CASE WHEN guide_release.last_seen < excluded.last_seen THEN excluded.last_seen ELSE guide_release.last_seen END`,
		release, at); err != nil {
		return err
	}
	for _, e := range s.guide.Entries() { // sorted, so that two replicas never wait for each other in a ring
		digest := s.guide.Digest(e.ID)
		if there == 0 { // else its texts were committed with it
			if _, err := tx.ExecContext(ctx, `INSERT INTO entry_text (digest, canonical) VALUES ($1, $2)
				ON CONFLICT (digest) DO NOTHING`, digest, string(e.Canonical())); err != nil {
				return fmt.Errorf("entry %q: %w", e.ID, err)
			}
		}
		// Whichever replica commits last, the release recorded last is the last: the same
		// order as in newestRelease.
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO entry_version (entry, digest, first_release, last_release, recorded) VALUES ($1, $2, $3, $3, $4)
			ON CONFLICT (entry, digest) DO UPDATE SET last_release = excluded.last_release, recorded = excluded.recorded
			WHERE entry_version.recorded < excluded.recorded OR
				entry_version.recorded = excluded.recorded AND entry_version.last_release < excluded.last_release`,
			e.ID, digest, release, at); err != nil {
			return fmt.Errorf("entry %q: %w", e.ID, err)
		}
	}
	return nil
}

// stillServing moves the time until which the guide given last was served.
func (j *Journal) stillServing(ctx context.Context) error {
	j.guides.mu.Lock()
	release := j.guides.serving
	j.guides.mu.Unlock()
	if release == "" {
		return nil
	}
	_, err := j.db.exec(ctx, `UPDATE guide_release SET last_seen = $2 WHERE digest = $1 AND last_seen < $2`,
		release, millis(j.c.Now()))
	if err != nil {
		return fmt.Errorf("still serving: %w", err)
	}
	return nil
}

// loadKnown reads the ids of every entry served before.
func (j *Journal) loadKnown(ctx context.Context) error {
	rows, err := j.db.read.QueryContext(ctx, `SELECT DISTINCT entry FROM entry_version`)
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	defer rows.Close()
	j.guides.known = map[string]bool{}
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return fmt.Errorf("entries: %w", err)
		}
		j.guides.known[id] = true
	}
	return rows.Err()
}
