package journal_test

import (
	"errors"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

// A panic while writing is trouble as any other: it is counted, Ping tells of it, and
// what waited is written when it is over.
func TestPanicInRun(t *testing.T) {
	t.Parallel()
	var log logBuffer
	var panics atomic.Int32
	j := sqliteStore(t).recorded(t, logged(&log), func(c *journal.Config) {
		c.Panicked = func(job string) {
			if job != "write" {
				t.Errorf("counted a panic in %q", job)
			}
			panics.Add(1)
		}
	})
	heal := j.Poison()
	run(t, j)
	j.Counts.Opened("norskkurs", content.Bokmal)
	until(t, "another try", func() bool { return panics.Load() > 1 })
	if err := j.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), "panic in veiviser/") {
		t.Errorf("while it panics Ping = %v", err)
	}
	heal()
	until(t, "an empty queue", func() bool { return j.Stats().Waiting == 0 })
	until(t, "health", func() bool { return j.Ping(t.Context()) == nil })
	if !strings.Contains(log.String(), "part=journal") {
		t.Errorf("the log does not tell: %s", &log)
	}
}

// A panic undoes its transaction and gives the connection back.
func TestPanicInTransaction(t *testing.T) {
	t.Parallel()
	j := sqliteStore(t).recorded(t)
	for range 2 { // the second would wait for ever for a connection never given back
		err := j.PanicInTx(t.Context(), "deltakeren min heter Kari")
		if _, ok := errors.AsType[*chat.Panic](err); !ok || strings.Contains(err.Error(), "Kari") {
			t.Errorf("a panic in a transaction is %v", err)
		}
	}
	if err := j.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// A language of a row written by another version of the program is none.
func TestUnknownLanguageOfMemory(t *testing.T) {
	t.Parallel()
	s := sqliteStore(t)
	j := s.recorded(t)
	keep(t, j, "C1", bot.Conversation{Subject: "norskkurs", Lang: content.English, Answered: content.English})
	j.Preferences.KeepPreference("slack/T1/U1", chat.Preference{Lang: content.English, Municipality: "0301"})
	if err := j.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.past(t).ExecContext(t.Context(), `UPDATE memory SET state = replace(state, '"en"', '"sv"')`); err != nil {
		t.Fatal(err)
	}
	if got, ok := last(t, j, "C1"); !ok || !reflect.DeepEqual(got, bot.Conversation{Subject: "norskkurs"}) {
		t.Errorf("Last = %+v, %v, want the entry without a language", got, ok)
	}
	if got, ok := j.Preferences.Preference(t.Context(), "slack/T1/U1"); !ok || got != (chat.Preference{Municipality: "0301"}) {
		t.Errorf("Preference = %+v, %v, want the municipality without a language", got, ok)
	}
}
