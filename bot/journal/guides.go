package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"veiviser/bot"
	"veiviser/content"
)

// entries is which ids there are: nothing else is ever written as an entry.
type entries struct {
	mu       sync.Mutex
	known    map[string]bool // every entry ever served
	versions map[string]bool // and every version, by the digits that permalinks carry
}

func (es *entries) knows(id string) bool {
	es.mu.Lock()
	defer es.mu.Unlock()
	return es.known[id]
}

// served reports whether digits are those of a version.
func (es *entries) served(digits string) bool {
	es.mu.Lock()
	defer es.mu.Unlock()
	return es.versions[digits]
}

func (es *entries) add(g *content.Guide) {
	es.mu.Lock()
	defer es.mu.Unlock()
	for _, e := range slices.Concat(g.Entries(), g.Places().Entries()) {
		es.known[e.ID], es.versions[bot.ShortDigest(g.Digest(e.ID))] = true, true
	}
}

// loadEntries reads the ids and digests of every entry served before.
func (c *core) loadEntries(ctx context.Context) error {
	rows, err := c.db.read.QueryContext(ctx, `SELECT entry, digest FROM entry_version`)
	if err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	defer rows.Close()
	c.entries.known, c.entries.versions = map[string]bool{}, map[string]bool{}
	for rows.Next() {
		var id, digest string
		if err := rows.Scan(&id, &digest); err != nil {
			return fmt.Errorf("entries: %w", err)
		}
		c.entries.known[id], c.entries.versions[bot.ShortDigest(digest)] = true, true
	}
	return rows.Err()
}

// served is a guide and since when.
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
func (v *Versions) Record(ctx context.Context, g *content.Guide) error {
	if err := v.add(served{g, v.cfg.Now()}); err != nil {
		return fmt.Errorf("record release %s: %w", g.Release(), err)
	}
	err := v.record(ctx)
	if err != nil {
		v.queue.notify() // Run tries again
	}
	return err
}

func (v *Versions) add(s served) error {
	v.entries.add(s.guide)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.serving = s.guide.Release()
	// Kept in the order they were served: the last written is today's.
	v.waiting = slices.DeleteFunc(v.waiting, func(w served) bool { return w.guide.Release() == v.serving })
	if len(v.waiting) >= maxGuides {
		return errTooManyGuides
	}
	v.waiting = append(v.waiting, s)
	return nil
}

func (v *Versions) first() (s served, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.waiting) == 0 {
		return served{}, false
	}
	return v.waiting[0], true
}

func (v *Versions) done(s served) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.waiting = slices.DeleteFunc(v.waiting, func(w served) bool { return w == s })
}

func (v *Versions) unrecorded() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return len(v.waiting)
}

// record writes the guides that wait, oldest first.
func (v *Versions) record(ctx context.Context) error {
	v.recording.Lock()
	defer v.recording.Unlock()
	wrote := false
	for s, ok := v.first(); ok; s, ok = v.first() {
		err := v.db.inTx(ctx, func(tx *sql.Tx) error { return writeGuide(ctx, tx, s) })
		if err != nil {
			return fmt.Errorf("record release %s: %w", s.guide.Release(), err)
		}
		v.done(s)
		wrote = true
	}
	if !wrote {
		return nil
	}
	return v.db.checkpoint(ctx)
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
	for _, e := range slices.Concat(s.guide.Entries(), s.guide.Places().Entries()) { // always in this order, so that two replicas never wait for each other in a ring
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
func (v *Versions) stillServing(ctx context.Context) error {
	v.mu.Lock()
	release := v.serving
	v.mu.Unlock()
	if release == "" {
		return nil
	}
	_, err := v.db.exec(ctx, `UPDATE guide_release SET last_seen = $2 WHERE digest = $1 AND last_seen < $2`,
		release, millis(v.cfg.Now()))
	if err != nil {
		return fmt.Errorf("still serving: %w", err)
	}
	return nil
}
