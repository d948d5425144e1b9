package journal_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/journal"
)

func testLedger(t *testing.T, s store) {
	chattest.ExerciseLedger(t, func(t *testing.T) (a, b chat.Ledger) {
		one, other := s.open(t), s.open(t)
		if _, err := s.past(t).Exec(`DELETE FROM event`); err != nil {
			t.Fatal(err)
		}
		return one.Events, other.Events
	})
}

// testClocks lets replicas whose clocks differ by an hour hold leases of a minute.
func testClocks(t *testing.T, s store) {
	ahead := func(d time.Duration) func(*journal.Config) {
		return func(c *journal.Config) { c.Now = func() time.Time { return time.Now().Add(d) } }
	}
	behind, before := s.open(t, ahead(-time.Hour)), s.open(t, ahead(time.Hour))
	for _, tt := range []struct {
		name        string
		holder, who *journal.Journal
		now         time.Time // of who
	}{
		{"ahead", behind, before, time.Now().Add(time.Hour)},
		{"behind", before, behind, time.Now().Add(-time.Hour)},
	} {
		if c, err := tt.holder.Events.Take(t.Context(), []string{tt.name}, time.Minute); c.State != chat.Taken || !c.LeasedUntil.IsZero() || err != nil {
			t.Errorf("Take = %+v, %v, want it", c, err)
		}
		c, err := tt.who.Events.Take(t.Context(), []string{tt.name}, time.Minute)
		if left := c.LeasedUntil.Sub(tt.now); left < 30*time.Second || left > 90*time.Second || err != nil {
			t.Errorf("one whose clock goes %s finds the lease held for %v (%v), want a minute", tt.name, left, err)
		}
	}
}

// testKept keeps events that were acknowledged before they were answered.
func testKept(t *testing.T, s store) {
	now := newClock()
	ctx := t.Context()
	one, other := s.open(t, now.config, key), s.open(t, now.config, key)
	body := []byte("hva lever hun av?\x00\xff")
	stays := func(when string, want ...string) {
		t.Helper()
		got, err := other.Events.Kept(ctx)
		var ids []string
		for _, k := range got {
			ids = append(ids, k.ID)
			if k.Name != "message" || !slices.Equal(k.Body, body) {
				t.Errorf("%s %s is kept as %q, %q", when, k.ID, k.Name, k.Body)
			}
		}
		if err != nil || !slices.Equal(ids, want) {
			t.Errorf("%s Kept = %v, %v, want %v", when, ids, err, want)
		}
	}
	past := s.past(t)
	rows := func(when string, want int) {
		t.Helper()
		var kept int
		if err := past.QueryRow(`SELECT count(*) FROM event WHERE kept <> ''`).Scan(&kept); err != nil || kept != want {
			t.Errorf("%s %d events stand in the database (%v), want %d", when, kept, err, want)
		}
	}
	keep := func(id string) {
		t.Helper()
		if err := one.Events.Keep(ctx, id, "message", body); err != nil {
			t.Error(err)
		}
	}
	set := func(id string, state chat.State) {
		t.Helper()
		if err := one.Events.Set(ctx, []string{id}, state); err != nil {
			t.Error(err)
		}
	}
	take := func(j *journal.Journal, id string, lease time.Duration) {
		t.Helper()
		if c, err := j.Events.Take(ctx, []string{id}, lease); c.State != chat.Taken || !c.LeasedUntil.IsZero() || err != nil {
			t.Errorf("Take(%s) = %+v, %v, want it", id, c, err)
		}
	}
	for _, id := range []string{"not taken", "being done", "lost", "tried again", "done"} {
		keep(id)
		now.add(time.Second)
	}
	take(one, "being done", time.Hour)
	take(one, "lost", 0)
	take(one, "tried again", time.Minute)
	set("tried again", chat.Free)
	take(one, "done", time.Minute)
	set("done", chat.Done)
	keep("done") // too late
	stays("at once")
	now.add(10 * time.Second)
	stays("after a while", "not taken", "lost", "tried again")
	if everything := dump(t, s); strings.Contains(everything, "hva lever") || strings.Contains(everything, "being done") {
		t.Error("a kept event can be read in the database")
	}
	take(other, "lost", time.Hour)
	stays("when one is taken over", "not taken", "tried again")
	if err := other.Events.Set(ctx, []string{"not taken"}, chat.Done); err != nil {
		t.Error(err)
	}
	stays("when one is done", "tried again")
	rows("when two are done", 3)
	now.add(5 * time.Minute)
	stays("after five minutes")
	if err := one.Sweep(ctx); err != nil {
		t.Error(err)
	}
	rows("after the sweep", 0)
}

// testKeptRefused keeps what can't be kept, and looks for what was kept with another key.
func testKeptRefused(t *testing.T, s store) {
	now := newClock()
	ctx := t.Context()
	one, keyless := s.open(t, now.config, key), s.open(t)
	if err := one.Events.Keep(ctx, "big", "message", make([]byte, 65<<10)); err == nil {
		t.Error("Keep of 65 kB = nil, want an error")
	}
	if err := keyless.Events.Keep(ctx, "x", "message", nil); !errors.Is(err, journal.ErrNoKey) {
		t.Errorf("without a key Keep = %v, want ErrNoKey", err)
	}
	if _, err := keyless.Events.Kept(ctx); !errors.Is(err, journal.ErrNoKey) {
		t.Errorf("without a key Kept = %v, want ErrNoKey", err)
	}
	if err := one.Events.Keep(ctx, "under another key", "message", nil); err != nil {
		t.Error(err)
	}
	now.add(time.Minute)
	another := s.open(t, now.config, func(c *journal.Config) { c.Key = []byte(strings.Repeat("8", 32)) })
	if got, err := another.Events.Kept(ctx); len(got) > 0 || err != nil {
		t.Errorf("with another key Kept = %v, %v, want none", got, err)
	}
}

// testNoID gives what is no event.
func testNoID(t *testing.T, s store) {
	e := s.open(t, key).Events
	for _, ids := range [][]string{nil, {}, {""}, {"Ev1", ""}} {
		if _, err := e.Take(t.Context(), ids, time.Minute); err == nil {
			t.Errorf("Take(%q) = nil, want an error", ids)
		}
		if err := e.Renew(t.Context(), ids, time.Minute); err == nil {
			t.Errorf("Renew(%q) = nil, want an error", ids)
		}
		if err := e.Set(t.Context(), ids, chat.Done); err == nil {
			t.Errorf("Set(%q) = nil, want an error", ids)
		}
	}
	if err := e.Keep(t.Context(), "", "message", nil); err == nil {
		t.Error("Keep of no id = nil, want an error")
	}
	if c, err := e.Take(t.Context(), []string{"Ev1"}, time.Minute); c != (chat.Claim{State: chat.Taken}) || err != nil {
		t.Errorf("Take(Ev1) = %+v, %v, want it: it was never taken", c, err)
	}
}
