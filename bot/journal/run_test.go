package journal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veiviser/bot/journal"
	"veiviser/content"
)

const count = `SELECT (SELECT count(*) FROM seen_event), (SELECT count(*) FROM memory),
	(SELECT count(*) FROM day_count), (SELECT count(*) FROM remark), (SELECT count(*) FROM entry_version)`

func testSweep(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config, allowAll)
	past := s.past(t)
	rows := func(when string, want [5]int) {
		t.Helper()
		if err := j.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		var got [5]int
		if err := past.QueryRow(count).Scan(&got[0], &got[1], &got[2], &got[3], &got[4]); err != nil || got != want {
			t.Errorf("%s there are %v events, memories, counts, remarks and versions, want %v (%v)", when, got, want, err)
		}
	}
	for n := range 2500 { // more than are swept at a time
		if _, err := past.Exec(`INSERT INTO seen_event (id, at) VALUES ($1, $2)`, fmt.Sprint(n), now.Now().UnixMilli()); err != nil {
			t.Fatal(err)
		}
	}
	j.KeepThread("C1", journal.Thread{Entry: "norsk"})
	j.KeepPreference("P1", journal.Preference{Lang: content.English})
	if err := j.Feedback(journal.Feedback{Entry: "norsk", Text: "Takk"}); err != nil {
		t.Fatal(err)
	}
	if err := j.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows("at first", [5]int{2500, 2, 1, 1, 3})
	now.add(24*time.Hour + time.Minute)
	rows("after a day", [5]int{2500, 1, 1, 1, 3})
	now.add(time.Hour)
	rows("after 25 hours", [5]int{0, 1, 1, 1, 3})
	now.add(728 * 24 * time.Hour)
	rows("in the second year", [5]int{0, 1, 1, 1, 3})
	now.add(48 * time.Hour)
	rows("after two years", [5]int{0, 0, 0, 0, 3})
}

// testClosed shows that Close writes what waits, whether Run ran or not.
func testClosed(t *testing.T, s store) {
	for _, runs := range []bool{false, true} {
		j := s.recorded(t)
		stop := func() {}
		if runs {
			stop = run(t, j)
		}
		for n := range 700 { // more than a batch
			j.KeepThread(fmt.Sprint("C", n), journal.Thread{Entry: "norsk"})
		}
		stop()
		if err := j.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
		if _, ok := s.open(t).LastThread(t.Context(), "C699"); !ok {
			t.Errorf("the last thread is not there after Close (Run: %v)", runs)
		}
		if _, err := s.past(t).Exec(`DELETE FROM memory`); err != nil {
			t.Fatal(err)
		}
	}
}

// hostile is what must never be found in a database.
var hostile = []string{"Ola Nordmann", "01010112345", "hva med sonen min", "U0HOSTILE", "C0HOSTILE", "xoxb-hostile"}

// testHostile gives every method what people should not have written, and looks for it
// in everything the database holds.
func testHostile(t *testing.T, s store) {
	j := s.recorded(t, key)
	for _, bad := range hostile {
		if _, err := j.Claim(t.Context(), bad); err != nil {
			t.Fatal(err)
		}
		j.Forget(t.Context(), bad+"2")
		j.KeepThread(bad, journal.Thread{Entry: "norsk"})
		j.KeepThread("C", journal.Thread{Entry: bad, Lang: content.Lang(bad)})
		j.KeepPreference(bad, journal.Preference{Lang: content.English})
		j.KeepPreference("P", journal.Preference{Lang: content.Lang(bad), Municipality: bad})
		j.Count(journal.Event{Platform: bad, Entry: bad, Section: content.Section(bad), Lang: content.Lang(bad), Confidence: bad})
		j.Opened(bad, content.Lang(bad))
		j.NoteCopied(bad, content.Bokmal)
		_ = j.Feedback(journal.Feedback{Entry: "norsk", Text: bad})
		_ = j.Feedback(journal.Feedback{Entry: bad, Reasons: []journal.Reason{journal.Reason(bad)}})
		_ = j.SaveInstallation(t.Context(), journal.Installation{TeamID: "T1", BotToken: bad, BotUserID: bad, Scopes: []string{bad}})
		_ = j.SaveInstallation(t.Context(), journal.Installation{TeamID: "Team " + bad, BotToken: "x"})
		if v, err := j.Version(t.Context(), bad, bad); err == nil {
			t.Errorf("Version = %v", v)
		}
	}
	if _, err := j.Report(t.Context(), time.Now()); err != nil {
		t.Fatal(err)
	}
	everything := dump(t, s)
	if !strings.Contains(everything, "norskkurs") {
		t.Error("the search finds nothing at all")
	}
	for _, bad := range hostile {
		if strings.Contains(strings.ToLower(everything), strings.ToLower(bad)) {
			t.Errorf("the database holds %q", bad)
		}
	}
}

// dump returns all that s holds: of SQLite the bytes of its files with the write-ahead
// log, of PostgreSQL every row of every table.
func dump(t *testing.T, s store) string {
	t.Helper()
	var b strings.Builder
	if s.c.URL == "" {
		files, err := filepath.Glob(filepath.Join(s.c.Dir, "*"))
		if err != nil || len(files) < 3 {
			t.Fatalf("files = %v, %v, want the write-ahead log among them", files, err)
		}
		for _, f := range files {
			content, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			b.Write(content)
		}
		return b.String()
	}
	past := s.past(t)
	var tables string
	if err := past.QueryRow(`SELECT string_agg(table_name, ' ') FROM information_schema.tables WHERE table_schema = 'public'`).Scan(&tables); err != nil {
		t.Fatal(err)
	}
	for table := range strings.FieldsSeq(tables) {
		var rows *string
		if err := past.QueryRow(`SELECT string_agg(x::text, ' ') FROM ` + table + ` x`).Scan(&rows); err != nil {
			t.Fatal(err)
		}
		if rows != nil {
			b.WriteString(*rows)
		}
	}
	return b.String()
}
