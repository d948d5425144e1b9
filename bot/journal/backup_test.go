package journal_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

// testBackup backs a journal up while a program has it open, lets a newer program change its
// tables, and goes back: what was kept at the backup is there, what came after is not.
func testBackup(t *testing.T, s store) {
	j := s.recorded(t)
	then, now := chat.Preference{Lang: content.Nynorsk}, chat.Preference{Lang: content.English}
	j.Preferences.KeepPreference("P1", then)
	if err := j.Close(); err != nil { // written
		t.Fatal(err)
	}
	j = s.open(t)
	restore := s.backup(t)

	j.Preferences.KeepPreference("P1", now)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	past := s.past(t)
	if _, err := past.Exec(`INSERT INTO journal_migration (version_id, is_applied) VALUES (99, true)`); err != nil {
		t.Fatal(err)
	}
	past.Close()
	if _, err := journal.Open(t.Context(), s.c); !errors.Is(err, journal.ErrNewer) {
		t.Fatalf("the old program opens what a newer one has changed: %v", err)
	}
	restore()

	j = s.open(t)
	if got, ok := j.Preferences.Preference(t.Context(), "P1"); got != then || !ok {
		t.Errorf("after the restore the preference is %+v, %v, want %+v", got, ok, then)
	}
	g := guide(t, "first")
	if _, ok, err := j.Versions.Version(t.Context(), "norskkurs", g.Digest("norskkurs")); !ok || err != nil {
		t.Errorf("after the restore a version is there: %v, %v", ok, err)
	}
}

// backup copies the database as its documents say and returns what puts the copy in its
// place.
func (s store) backup(t *testing.T) (restore func()) {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "copy")
	if s.server != nil {
		command(t, s.server.Tool(t, "pg_dump"), "--format=custom", "--file="+copied, s.c.URL)
		restore := s.server.Tool(t, "pg_restore")
		return func() { command(t, restore, "--clean", "--if-exists", "--exit-on-error", "--dbname="+s.c.URL, copied) }
	}
	// What sqlite3's .backup does, by a statement: that program is not on every machine.
	if _, err := s.past(t).Exec(`VACUUM INTO ?`, copied); err != nil {
		t.Fatal(err)
	}
	return func() {
		file := filepath.Join(s.c.Dir, "journal.db")
		err := errors.Join(os.RemoveAll(file+"-wal"), os.RemoveAll(file+"-shm"), os.Rename(copied, file))
		if err != nil {
			t.Fatal(err)
		}
	}
}

func command(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}
