package bottest

import (
	"os"
	"testing"
)

// OverSQLite skips what a test does over SQLite where CI looks for races: SQLite is Go here,
// and takes ten times as long under the detector. The same is done over PostgreSQL.
func OverSQLite(tb testing.TB) {
	tb.Helper()
	if racing && testing.Short() && os.Getenv("CI") == "true" {
		tb.Skip("CI looks for races over PostgreSQL")
	}
}
