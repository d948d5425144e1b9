package journal_test

import (
	"testing"
	"time"

	"veiviser/bot/journal"
	"veiviser/content"
)

func testThreads(t *testing.T, s store) {
	now := newClock()
	j, other := s.recorded(t, now.config), s.recorded(t, now.config)
	last := func(j *journal.Journal, conversation string, want journal.Thread, ok bool) {
		t.Helper()
		if got, there := j.LastThread(t.Context(), conversation); got != want || there != ok {
			t.Errorf("LastThread(%q) = %+v, %v, want %+v, %v", conversation, got, there, want, ok)
		}
	}
	write := func(j *journal.Journal) {
		t.Helper()
		if err := j.Write(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	course := journal.Thread{Entry: "norskkurs", Lang: content.Nynorsk, Answered: content.English}
	last(j, "C1", journal.Thread{}, false)
	j.KeepThread("C1", course)
	last(j, "C1", course, true) // though it is not written
	last(other, "C1", journal.Thread{}, false)
	write(j)
	last(j, "C1", course, true)
	last(other, "C1", course, true)
	last(j, "C2", journal.Thread{}, false)

	chosen := journal.Thread{Lang: content.English, Answered: content.Bokmal}
	late := journal.Thread{Entry: "kommune"}
	j.KeepThread("C1", late) // and is cut off until the other has kept more
	now.add(time.Minute)
	other.KeepThread("C1", chosen)
	write(other)
	write(j)
	last(j, "C1", chosen, true)

	j.KeepThread("", course)
	last(j, "", journal.Thread{}, false)
	now.add(23 * time.Hour)
	last(j, "C1", chosen, true)
	j.KeepThread("C3", course)
	now.add(25 * time.Hour)
	last(j, "C1", journal.Thread{}, false)
	last(j, "C3", journal.Thread{}, false) // old while it waited
}

func testPreferences(t *testing.T, s store) {
	j := s.recorded(t)
	want := journal.Preference{Lang: content.Nynorsk, Municipality: "4601"}
	j.KeepPreference("slack T1 U1", want)
	for range 2 {
		if got, ok := j.Preference(t.Context(), "slack T1 U1"); got != want || !ok {
			t.Errorf("Preference = %+v, %v, want %+v", got, ok, want)
		}
		if got, ok := j.LastThread(t.Context(), "slack T1 U1"); ok {
			t.Errorf("a preference is a thread too: %+v", got)
		}
		if err := j.Write(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := j.Preference(t.Context(), "slack T1 U2"); ok {
		t.Error("another's Preference is there")
	}
}
