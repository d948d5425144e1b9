package journal

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"veiviser/content"
)

// Version is an entry as it stood.
type Version struct {
	Entry  *content.Entry
	Digest string
	// First and Last are when it was served first and, to ten minutes, last. It can
	// have been another in between. Last of a current version lies in the past too.
	First, Last               time.Time
	FirstRelease, LastRelease string
	Current                   bool // part of the release recorded last by any replica
}

var (
	// ErrNotFound is an entry or version the journal never saw, or an installation it
	// does not have.
	ErrNotFound = errors.New("not in the journal")
	// ErrAmbiguous is a shortened digest that several versions begin with.
	ErrAmbiguous = errors.New("several versions begin with this digest")
)

// MinDigest is the fewest hexadecimal digits that a version is looked up by.
const MinDigest = 4

// newestRelease is the release that today's versions are part of.
const newestRelease = `(SELECT digest FROM guide_release ORDER BY recorded DESC, digest DESC LIMIT 1)`

// versionsOf selects the versions of the entry $1 with their releases.
const versionsOf = `
	SELECT v.digest, t.canonical, f.digest, f.first_seen, l.digest, l.last_seen, v.last_release = ` + newestRelease + `
	FROM entry_version v
	JOIN entry_text t ON t.digest = v.digest
	JOIN guide_release f ON f.digest = v.first_release
	JOIN guide_release l ON l.digest = v.last_release
	WHERE v.entry = $1`

// Version returns the version of entry id whose digest begins with digest, with or
// without "sha256:". Fewer than [MinDigest] digits, or anything else, are ErrNotFound.
func (j *Journal) Version(ctx context.Context, id, digest string) (Version, error) {
	digits := strings.ToLower(strings.TrimPrefix(digest, content.DigestPrefix))
	if !j.guides.mayHold(id) || len(digits) < MinDigest || len(digits) > 2*sha256.Size || !isHex(digits) {
		return Version{}, ErrNotFound
	}
	where, args := ` AND v.digest = $2`, []any{id, content.DigestPrefix + digits}
	if len(digits) < 2*sha256.Size {
		where = ` AND substr(v.digest, 1, $3) = $2 LIMIT 2`
		args = append(args, len(content.DigestPrefix)+len(digits))
	}
	found, err := j.versions(ctx, versionsOf+where, args...)
	switch {
	case err != nil:
		return Version{}, fmt.Errorf("version of %q: %w", id, err)
	case len(found) == 0:
		return Version{}, ErrNotFound
	case len(found) > 1:
		return Version{}, ErrAmbiguous
	}
	return found[0], nil
}

// Versions returns every version of entry id, today's first, then the one served last.
// An unknown id has none.
func (j *Journal) Versions(ctx context.Context, id string) ([]Version, error) {
	if !j.guides.mayHold(id) {
		return nil, nil
	}
	found, err := j.versions(ctx, versionsOf+` ORDER BY 7 DESC, l.last_seen DESC, f.first_seen DESC, v.digest`, id)
	if err != nil {
		return nil, fmt.Errorf("versions of %q: %w", id, err)
	}
	return found, nil
}

// maxID bounds what the database is asked for; the guide's ids end well before.
const maxID = 100

// mayHold reports whether id looks like an entry's. Another replica may serve entries
// this one does not know.
func (*guides) mayHold(id string) bool {
	return id != "" && len(id) <= maxID && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func isHex(s string) bool { return strings.Trim(s, "0123456789abcdef") == "" }

func (j *Journal) versions(ctx context.Context, query string, args ...any) ([]Version, error) {
	rows, err := j.db.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Version
	for rows.Next() {
		v, err := scanVersion(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, v)
	}
	return found, rows.Err()
}

func scanVersion(rows *sql.Rows) (Version, error) {
	var v Version
	var canonical string
	var first, last int64
	err := rows.Scan(&v.Digest, &canonical, &v.FirstRelease, &first, &v.LastRelease, &last, &v.Current)
	if err != nil {
		return v, err
	}
	v.First, v.Last = time.UnixMilli(first), time.UnixMilli(last)
	// Case notes rest on this text: what does not match its digest is not shown.
	if sum := sha256.Sum256([]byte(canonical)); content.DigestPrefix+hex.EncodeToString(sum[:]) != v.Digest {
		return v, fmt.Errorf("version %s is damaged in the database", v.Digest)
	}
	if v.Entry, err = content.ParseCanonical([]byte(canonical)); err != nil {
		return v, fmt.Errorf("version %s: %w", v.Digest, err)
	}
	return v, nil
}

// Changed is an entry whose text of today is new.
type Changed struct {
	ID     string
	Digest string
	At     time.Time // when this version was served first
	New    bool      // the entry was not there before
}

// Changed returns the entries of the release recorded last that were new or changed at
// or after since, latest first. What the very first release held counts as old.
func (j *Journal) Changed(ctx context.Context, since time.Time) ([]Changed, error) {
	rows, err := j.db.read.QueryContext(ctx, `
		SELECT v.entry, v.digest, f.first_seen, (SELECT count(*) FROM entry_version o WHERE o.entry = v.entry)
		FROM entry_version v JOIN guide_release f ON f.digest = v.first_release
		WHERE v.last_release = `+newestRelease+` AND f.first_seen >= $1
			AND f.first_seen > (SELECT min(first_seen) FROM guide_release)
		ORDER BY 3 DESC, 1`, millis(since))
	if err != nil {
		return nil, fmt.Errorf("changed entries: %w", err)
	}
	defer rows.Close()
	var found []Changed
	for rows.Next() {
		var c Changed
		var at, versions int64
		if err := rows.Scan(&c.ID, &c.Digest, &at, &versions); err != nil {
			return nil, fmt.Errorf("changed entries: %w", err)
		}
		c.At, c.New = time.UnixMilli(at), versions == 1
		found = append(found, c)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("changed entries: %w", err)
	}
	return found, nil
}
