package journal_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/search"
)

const count = `SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM memory),
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
	// More than are swept at a time.
	if _, err := past.Exec(`INSERT INTO event (id, at) WITH RECURSIVE event_number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM event_number WHERE n < 2500)
		SELECT CAST(n AS TEXT), $1 FROM event_number`, now.Now().UnixMilli()); err != nil {
		t.Fatal(err)
	}
	keep(t, j, "C1", bot.Conversation{Subject: "norsk"})
	j.Preferences.KeepPreference("P1", chat.Preference{Lang: content.English})
	if err := j.Counts.Feedback(bot.Feedback{Entry: "norsk", Text: "Takk"}); err != nil {
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
		for n := range 510 { // more than a batch
			keep(t, j, fmt.Sprint("C", n), bot.Conversation{Subject: "norsk"})
		}
		stop()
		if err := j.Close(); err != nil {
			t.Errorf("Close = %v", err)
		}
		if _, ok := last(t, s.open(t), "C509"); !ok {
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
		if _, err := j.Events.Take(t.Context(), []string{bad}, time.Minute); err != nil {
			t.Fatal(err)
		}
		if err := j.Events.Keep(t.Context(), bad+"2", bad, []byte(bad)); err != nil {
			t.Fatal(err)
		}
		keep(t, j, bad, bot.Conversation{Subject: "norsk"})
		keep(t, j, "C", bot.Conversation{Subject: bad, Lang: content.Lang(bad)})
		j.Preferences.KeepPreference(bad, chat.Preference{Lang: content.English})
		j.Preferences.KeepPreference("P", chat.Preference{Lang: content.Lang(bad), Municipality: bad})
		j.Counts.Count(bot.Event{Platform: bot.Platform(bad), Entry: bad, Section: content.Section(bad), Lang: content.Lang(bad), Confidence: search.Confidence(bad)})
		j.Counts.Opened(bad, content.Lang(bad))
		j.Counts.NoteCopied(bad, content.Bokmal)
		_ = j.Counts.Feedback(bot.Feedback{Entry: "norsk", Text: bad})
		_ = j.Counts.Feedback(bot.Feedback{Entry: bad, Reasons: []bot.Reason{bot.Reason(bad)}})
		_ = j.Installations.SaveInstallation(t.Context(), chat.Installation{TeamID: "T1", BotToken: bad, BotUserID: bad, Scopes: []string{bad}})
		_ = j.Installations.SaveInstallation(t.Context(), chat.Installation{TeamID: "Team " + bad, BotToken: "x"})
		_, _ = j.Inquiries.Inquire(t.Context(), bot.Inquiry{Person: bad, Text: bad, Lang: content.Lang(bad), Entry: bad, Section: content.Section(bad)})
		if v, ok, err := j.Versions.Version(t.Context(), bad, bad); ok || err != nil {
			t.Errorf("Version = %v, %v", v, err)
		}
	}
	if _, err := j.Counts.Report(t.Context(), time.Now()); err != nil {
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
