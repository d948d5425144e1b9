package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"veiviser/bot"
	"veiviser/content"
)

// Versions keeps every version of every entry that was served. It implements
// [bot.Versions].
type Versions struct {
	*core
	recording sync.Mutex // one guide at a time is written

	mu      sync.Mutex
	waiting []served // not written yet, oldest first
	serving string   // release given last
}

// MinDigest is the fewest hexadecimal digits that a version is looked up by.
const MinDigest = 4

// newestRelease is the release that today's versions are part of.
const newestRelease = `(SELECT digest FROM guide_release ORDER BY recorded DESC, digest DESC LIMIT 1)`

// versionsOf selects the versions of the entry $1 with their releases.
const versionsOf = `
	SELECT v.digest, t.canonical, f.first_seen, l.last_seen, v.last_release = ` + newestRelease + ` AS is_current
	FROM entry_version v
	JOIN entry_text t ON t.digest = v.digest
	JOIN guide_release f ON f.digest = v.first_release
	JOIN guide_release l ON l.digest = v.last_release
	WHERE v.entry = $1`

// Version returns the version of entry id whose digest begins with digits, with or
// without "sha256:". ok is false where none or several do, and for fewer than
// [MinDigest] digits or anything else. Its times are exact to ten minutes; it can have
// been another in between.
func (v *Versions) Version(ctx context.Context, id, digits string) (found bot.Version, ok bool, err error) {
	digits = strings.ToLower(strings.TrimPrefix(digits, content.DigestPrefix))
	if !mayBeEntry(id) || len(digits) < MinDigest || len(digits) > 2*sha256.Size || !isHex(digits) {
		return bot.Version{}, false, nil
	}
	where, args := ` AND v.digest = $2`, []any{id, content.DigestPrefix + digits}
	if len(digits) < 2*sha256.Size {
		where = ` AND substr(v.digest, 1, $3) = $2 LIMIT 2`
		args = append(args, len(content.DigestPrefix)+len(digits))
	}
	all, err := v.query(ctx, versionsOf+where, args...)
	if err != nil {
		return bot.Version{}, false, fmt.Errorf("version of %q: %w", id, err)
	}
	if len(all) != 1 {
		return bot.Version{}, false, nil
	}
	return all[0], true, nil
}

// Versions returns every version of entry id, today's first, then the one served last.
// An unknown id has none.
func (v *Versions) Versions(ctx context.Context, id string) ([]bot.Version, error) {
	if !mayBeEntry(id) {
		return nil, nil
	}
	all, err := v.query(ctx, versionsOf+` ORDER BY is_current DESC, l.last_seen DESC, f.first_seen DESC, v.digest`, id)
	if err != nil {
		return nil, fmt.Errorf("versions of %q: %w", id, err)
	}
	return all, nil
}

// maxID bounds what the database is asked for; the guide's ids end well before.
const maxID = 100

// mayBeEntry reports whether id looks like an entry's. Another replica may serve entries
// this one does not know.
func mayBeEntry(id string) bool {
	return id != "" && len(id) <= maxID && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }

func (v *Versions) query(ctx context.Context, query string, args ...any) ([]bot.Version, error) {
	rows, err := v.db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []bot.Version
	for rows.Next() {
		found, err := scanVersion(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, found)
	}
	return all, rows.Err()
}

func scanVersion(rows *sql.Rows) (bot.Version, error) {
	var v bot.Version
	var canonical string
	var first, last int64
	var current bool // orders them
	if err := rows.Scan(&v.Digest, &canonical, &first, &last, &current); err != nil {
		return v, err
	}
	v.From, v.To = time.UnixMilli(first), time.UnixMilli(last)
	// Case notes rest on this text: what does not match its digest is not shown.
	if sum := sha256.Sum256([]byte(canonical)); content.DigestPrefix+hex.EncodeToString(sum[:]) != v.Digest {
		return v, fmt.Errorf("version %s is damaged in the database", v.Digest)
	}
	var err error
	if v.Entry, err = content.ParseCanonical([]byte(canonical)); err != nil {
		return v, fmt.Errorf("version %s: %w", v.Digest, err)
	}
	return v, nil
}

// Changed returns the ids of the entries of the release recorded last that were new or
// changed at or after since, latest first. What the very first release held counts as
// old.
func (v *Versions) Changed(ctx context.Context, since time.Time) ([]string, error) {
	rows, err := v.db.read.QueryContext(ctx, `
		SELECT v.entry
		FROM entry_version v JOIN guide_release f ON f.digest = v.first_release
		WHERE v.last_release = `+newestRelease+` AND f.first_seen >= $1
			AND f.first_seen > (SELECT min(first_seen) FROM guide_release)
		ORDER BY f.first_seen DESC, v.entry`, millis(since))
	if err != nil {
		return nil, fmt.Errorf("changed entries: %w", err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("changed entries: %w", err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("changed entries: %w", err)
	}
	return ids, nil
}

// Revisions returns the versions by which entries changed or came to be, the latest first,
// at most limit. What the very first release held counts as old, and a version that was
// served before and is again is no change of its own.
func (v *Versions) Revisions(ctx context.Context, limit int) ([]bot.Revision, error) {
	rows, err := v.db.read.QueryContext(ctx, `
		SELECT v.entry, v.digest, f.first_seen, COALESCE((
			SELECT p.digest FROM entry_version p JOIN guide_release r ON r.digest = p.first_release
			WHERE p.entry = v.entry AND r.first_seen < f.first_seen ORDER BY r.first_seen DESC, p.digest LIMIT 1), '')
		FROM entry_version v JOIN guide_release f ON f.digest = v.first_release
		WHERE f.first_seen > (SELECT min(first_seen) FROM guide_release)
		ORDER BY f.first_seen DESC, v.entry, v.digest LIMIT $1`, limit)
	if err != nil {
		return nil, fmt.Errorf("revisions: %w", err)
	}
	defer rows.Close()
	var all []bot.Revision
	for rows.Next() {
		var r bot.Revision
		var at int64
		if err := rows.Scan(&r.Entry, &r.Digest, &at, &r.Before); err != nil {
			return nil, fmt.Errorf("revisions: %w", err)
		}
		r.At = time.UnixMilli(at)
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("revisions: %w", err)
	}
	return all, nil
}
