package journal_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

func testConversations(t *testing.T, s store) {
	now := newClock()
	j, other := s.recorded(t, now.config), s.recorded(t, now.config)
	last := func(j *journal.Journal, conversation string, want bot.Conversation, ok bool) {
		t.Helper()
		if got, there := last(t, j, conversation); !reflect.DeepEqual(got, want) || there != ok {
			t.Errorf("Last(%q) = %+v, %v, want %+v, %v", conversation, got, there, want, ok)
		}
	}
	write := func(j *journal.Journal) {
		t.Helper()
		if err := j.Write(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	course := bot.Conversation{Subject: "norskkurs", Lang: content.Nynorsk, Answered: content.English}
	last(j, "C1", bot.Conversation{}, false)
	keep(t, j, "C1", course)
	last(j, "C1", course, true) // though it is not written
	last(other, "C1", bot.Conversation{}, false)
	write(j)
	last(j, "C1", course, true)
	last(other, "C1", course, true)
	last(j, "C2", bot.Conversation{}, false)

	chosen := bot.Conversation{Lang: content.English, Answered: content.Bokmal}
	late := bot.Conversation{Subject: "kommune"}
	keep(t, j, "C1", late) // and is cut off until the other has kept more
	now.add(time.Minute)
	keep(t, other, "C1", chosen)
	write(other)
	write(j)
	last(j, "C1", chosen, true)

	keep(t, j, "", course)
	last(j, "", bot.Conversation{}, false)
	now.add(23 * time.Hour)
	last(j, "C1", chosen, true)
	keep(t, j, "C3", course)
	now.add(25 * time.Hour)
	last(j, "C1", bot.Conversation{}, false)
	last(j, "C3", bot.Conversation{}, false) // old while it waited
}

func testPreferences(t *testing.T, s store) {
	j := s.recorded(t)
	want := chat.Preference{Lang: content.Nynorsk, Municipality: "4601"}
	j.Preferences.KeepPreference("slack T1 U1", want)
	for range 2 {
		if got, ok := j.Preferences.Preference(t.Context(), "slack T1 U1"); got != want || !ok {
			t.Errorf("Preference = %+v, %v, want %+v", got, ok, want)
		}
		if got, ok := last(t, j, "slack T1 U1"); ok {
			t.Errorf("a preference is a thread too: %+v", got)
		}
		if err := j.Write(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := j.Preferences.Preference(t.Context(), "slack T1 U2"); ok {
		t.Error("another's Preference is there")
	}
}

// testManyConversations keeps more conversations than there is room for.
func testManyConversations(t *testing.T, s store) {
	now := newClock()
	j := s.recorded(t, now.config)
	j.KeepAtMost(20)
	for n := range 50 {
		keep(t, j, fmt.Sprint("C", n), bot.Conversation{Subject: "norsk"})
		now.add(time.Second)
		if err := j.Write(t.Context()); err != nil {
			t.Fatal(err)
		}
		var kept int
		if err := s.past(t).QueryRow(`SELECT count(*) FROM memory`).Scan(&kept); err != nil || kept > 22 {
			t.Fatalf("%d conversations are kept (%v), want 20 or a tenth more", kept, err)
		}
	}
	j.Preferences.KeepPreference("P", chat.Preference{Lang: content.English})
	now.add(time.Second)
	if err := j.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	j.KeepAtMost(10)
	if err := j.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]bool{0: false, 39: false, 40: true, 49: true} {
		if _, ok := last(t, j, fmt.Sprint("C", n)); ok != want {
			t.Errorf("conversation %d is kept: %v, want %v", n, ok, want)
		}
	}
	if _, ok := j.Preferences.Preference(t.Context(), "P"); !ok {
		t.Error("a preference had to make room")
	}
}

// testStateGrows reads what older and newer programs kept.
func testStateGrows(t *testing.T, s store) {
	j := s.recorded(t)
	keep(t, j, "C", bot.Conversation{Subject: "norsk"})
	if err := j.Write(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, state string
		want        bot.Conversation
		ok          bool
	}{
		{"one more field", `{"v":1,"state":{"entry":"norsk","choices":["kommune"]}}`, bot.Conversation{Subject: "norsk"}, true},
		{"one field less", `{"v":1,"state":{"lang":"nn"}}`, bot.Conversation{Lang: content.Nynorsk}, true},
		{"another meaning", `{"v":2,"state":{"entry":"norsk"}}`, bot.Conversation{}, false},
		{"damaged", `{"v":1,"state":`, bot.Conversation{}, false},
	} {
		if _, err := s.past(t).Exec(`UPDATE memory SET state = $1`, tt.state); err != nil {
			t.Fatal(err)
		}
		if got, ok := last(t, j, "C"); !reflect.DeepEqual(got, tt.want) || ok != tt.ok {
			t.Errorf("%s: Last = %+v, %v, want %+v, %v", tt.name, got, ok, tt.want, tt.ok)
		}
	}
}
