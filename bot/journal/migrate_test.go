package journal_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

// testFromFirst opens tables as the first migration left them, with what they held.
func testFromFirst(t *testing.T, s store) {
	// What a journal with this salt keeps for the event, the conversation and the person.
	j := s.recorded(t)
	if err := j.Events.Set(t.Context(), []string{"Ev1"}, chat.Done); err != nil {
		t.Fatal(err)
	}
	course := bot.Conversation{Subject: "norskkurs", Lang: content.Nynorsk}
	pref := chat.Preference{Lang: content.English, Municipality: "4601"}
	keep(t, j, "C1", course)
	j.Preferences.KeepPreference("P1", pref)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	past := s.past(t)
	do := func(statements ...string) {
		t.Helper()
		for _, q := range statements {
			if _, err := past.Exec(q); err != nil {
				t.Fatalf("%s: %v", q, err)
			}
		}
	}
	do(`ALTER TABLE event RENAME TO event_now`, `ALTER TABLE memory RENAME TO memory_now`,
		`DROP INDEX event_at`, `DROP INDEX memory_kept`, `DROP TABLE vote`, `DROP TABLE inquiry`, `DROP TABLE subscription`, `DROP TABLE chat_setting`, `DELETE FROM journal_migration WHERE version_id > 1`)
	first, err := os.ReadFile("migrations/0001_journal.sql")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`(?m)^--.*$`).ReplaceAllString(string(first), "")
	for _, q := range strings.Split(code, ";") {
		if strings.Contains(q, "seen_event") || strings.Contains(q, "memory") {
			do(q)
		}
	}
	do(`INSERT INTO seen_event (id, at) SELECT id, at FROM event_now`,
		`INSERT INTO memory (id, kind, entry, lang, municipality, kept)
			SELECT id, kind, 'norskkurs', 'nn', '', kept FROM memory_now WHERE kind = 'thread' UNION ALL
			SELECT id, kind, '', 'en', '4601', kept FROM memory_now WHERE kind = 'preference'`,
		`DROP TABLE event_now`, `DROP TABLE memory_now`)

	j = s.open(t)
	if c, err := j.Events.Take(t.Context(), []string{"Ev1"}, 0); c.State != chat.Done || err != nil {
		t.Errorf("Take of an event seen before = %+v, %v, want it done", c, err)
	}
	if got, ok := last(t, j, "C1"); !reflect.DeepEqual(got, course) || !ok {
		t.Errorf("Last of a conversation kept before = %+v, %v, want %+v", got, ok, course)
	}
	if got, ok := j.Preferences.Preference(t.Context(), "P1"); got != pref || !ok {
		t.Errorf("Preference kept before = %+v, %v, want %+v", got, ok, pref)
	}
}

// testNewer opens a database that a newer program has changed.
func testNewer(t *testing.T, s store) {
	if err := s.open(t).Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.past(t).Exec(`INSERT INTO journal_migration (version_id, is_applied) VALUES (99, true)`); err != nil {
		t.Fatal(err)
	}
	_, err := journal.Open(t.Context(), s.c)
	if !errors.Is(err, journal.ErrNewer) || !strings.Contains(err.Error(), "they are of version 99, this program knows 6") {
		t.Errorf("Open = %v, want ErrNewer with both versions", err)
	}
}

// TestWaitsForAnothersMigration starts beside a program that takes a second to migrate,
// longer than any write waits.
func TestWaitsForAnothersMigration(t *testing.T) {
	t.Parallel()
	s := sqliteStore(t)
	lock, err := sql.Open("sqlite", "file:"+filepath.Join(s.c.Dir, "journal.lock")+"?_txlock=exclusive")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	tx, err := lock.Begin()
	if err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(time.Second, func() { _ = tx.Rollback() })
	defer timer.Stop()
	j, err := journal.Open(t.Context(), s.c)
	if err != nil {
		t.Fatalf("Open = %v, want it to wait", err)
	}
	if err := j.Close(); err != nil {
		t.Error(err)
	}
}
