package journal_test

import (
	"errors"
	"testing"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/journal"
)

// take takes events in trouble: everything is known to this program, with an error for
// what others don't know yet.
func (o outage) take(t *testing.T, j *journal.Journal) {
	t.Helper()
	take := func(id string, want chat.Claim, told bool) {
		t.Helper()
		c, err := j.Events.Take(t.Context(), []string{id}, time.Hour)
		held := !c.LeasedUntil.IsZero()
		c.LeasedUntil = want.LeasedUntil
		if c != want || held == want.LeasedUntil.IsZero() || (err != nil) != told {
			t.Errorf("in trouble Take(%s) = %+v, held %v, %v, want %+v, an error: %v", id, c, held, err, want, told)
		}
	}
	set := func(id string, s chat.State) {
		t.Helper()
		if err := j.Events.Set(t.Context(), []string{id}, s); err == nil {
			t.Errorf("in trouble Set(%s) = nil", id)
		}
	}
	free, mine := chat.Claim{State: chat.Taken}, chat.Claim{State: chat.Taken, LeasedUntil: time.Now()}
	take("done", free, true)
	take("done", mine, false)
	set("done", chat.Sending)
	set("done", chat.Done)
	take("done", chat.Claim{State: chat.Done}, false)
	take("free", free, true)
	set("free", chat.Free)
	take("free", free, true)
	set("free", chat.Free)
	take("sending", free, true)
	set("sending", chat.Sending)
	take("given up", free, true)
	set("given up", chat.Sending)
	set("given up", chat.Taken)
	take("held", free, true)
	if err := j.Events.Renew(t.Context(), []string{"held"}, 2*time.Hour); err == nil {
		t.Error("in trouble Renew = nil")
	}
}

// taken looks at what another journal finds of the events taken in trouble.
func (o outage) taken(t *testing.T, other *journal.Journal) {
	t.Helper()
	for _, tt := range []struct {
		id    string
		state chat.State
		held  time.Duration
	}{
		{"done", chat.Done, 0}, {"free", chat.Taken, 0}, {"sending", chat.Sending, time.Hour},
		{"given up", chat.Sending, 0}, {"held", chat.Taken, 2 * time.Hour},
	} {
		c, err := other.Events.Take(t.Context(), []string{tt.id}, time.Hour)
		left := time.Until(c.LeasedUntil)
		if c.State != tt.state || err != nil || c.LeasedUntil.IsZero() != (tt.held == 0) || tt.held > 0 && (left > tt.held || left < tt.held-5*time.Minute) {
			t.Errorf("another's Take(%s) = %+v, %v, want state %d, held for %v", tt.id, c, err, tt.state, tt.held)
		}
	}
}

// TestLateLease takes events while the database can't be written to by one program that
// another has or had: what is written late changes nothing of the other's.
func TestLateLease(t *testing.T) {
	t.Parallel()
	s := sqliteStore(t)
	j, other := s.open(t), s.open(t)
	ctx, held, done := t.Context(), []string{"held"}, []string{"done"}
	if _, err := other.Events.Take(ctx, held, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(other.Events.Set(ctx, done, chat.Done), j.Break(ctx, "query_only = 1")); err != nil {
		t.Fatal(err)
	}
	for _, ids := range [][]string{held, done} {
		if c, err := j.Events.Take(ctx, ids, time.Hour); c != (chat.Claim{State: chat.Taken}) || err == nil {
			t.Errorf("in trouble Take(%q) = %+v, %v, want it, with an error", ids, c, err)
		}
	}
	if err := errors.Join(j.Break(ctx, "query_only = 0"), j.Write(ctx), other.Events.Set(ctx, held, chat.Free)); err != nil {
		t.Fatal(err)
	}
	third := s.open(t)
	if c, err := third.Events.Take(ctx, held, time.Hour); c != (chat.Claim{State: chat.Taken}) || err != nil {
		t.Errorf("Take of what its holder freed = %+v, %v, want it", c, err)
	}
	if c, err := third.Events.Take(ctx, done, time.Hour); c.State != chat.Done || err != nil {
		t.Errorf("Take of what was done = %+v, %v, want it done", c, err)
	}
}
