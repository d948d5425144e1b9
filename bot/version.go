package bot

import (
	"context"
	"time"

	"veiviser/content"
)

// Versions finds entries as they stood; the journal keeps them.
type Versions interface {
	// Version returns the version of the entry whose digest begins with the hexadecimal
	// digits; ok is false where none or several do.
	Version(ctx context.Context, id, digits string) (v Version, ok bool, err error)
	// Versions returns every version of the entry, newest first; none for an entry that
	// never was.
	Versions(ctx context.Context, id string) ([]Version, error)
}

// Version is an entry as it stood for a time.
type Version struct {
	Entry  *content.Entry
	Digest string    // with its prefix
	From   time.Time // when it was first served; zero where nobody knows
	To     time.Time // when it was last served; likewise
}
