// Package chattest helps to test what stands on package chat: a [Ledger] in memory, and
// [Exercise], the contract that every platform keeps.
package chattest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"veiviser/bot/chat"
)

// Store is what several ledgers share, as replicas share a database.
type Store struct {
	mu     sync.Mutex
	events map[string]row
	kept   []keptRow
}

type keptRow struct {
	chat.Kept
	at time.Time
}

type row struct {
	state chat.State
	owner *Ledger
	until time.Time
}

// NewStore returns an empty store.
func NewStore() *Store { return &Store{events: map[string]row{}} }

// Ledger is a [chat.Ledger] in memory: one replica's view of a [Store].
type Ledger struct {
	s *Store

	mu  sync.Mutex
	err error
}

// NewLedger returns the ledger of one more replica.
func (s *Store) NewLedger() *Ledger { return &Ledger{s: s} }

// NewLedger returns a ledger of its own.
func NewLedger() *Ledger { return NewStore().NewLedger() }

// Break makes every call fail with err from now on; nil mends it.
func (l *Ledger) Break(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.err = err
}

func (l *Ledger) broken() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// State returns how far an event has come.
func (s *Store) State(id string) chat.State {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.events[id].state
}

// IDs returns the ids of all events, in order.
func (s *Store) IDs() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.events))
}

// Take implements [chat.Ledger].
func (l *Ledger) Take(_ context.Context, ids []string, lease time.Duration) (chat.Claim, error) {
	if err := l.broken(); err != nil {
		return chat.Claim{State: chat.Taken}, err
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	now, c := time.Now(), chat.Claim{State: chat.Taken}
	for _, id := range ids {
		r := l.s.events[id]
		if r.state == chat.Done {
			return chat.Claim{State: chat.Done}, nil
		}
		c.State = max(c.State, r.state)
		if r.until.After(now) && r.until.After(c.LeasedUntil) {
			c.LeasedUntil = r.until
		}
	}
	if !c.LeasedUntil.IsZero() {
		return c, nil
	}
	for _, id := range ids {
		l.s.events[id] = row{c.State, l, now.Add(lease)}
	}
	return c, nil
}

// Renew implements [chat.Ledger].
func (l *Ledger) Renew(_ context.Context, ids []string, lease time.Duration) error {
	if err := l.broken(); err != nil {
		return err
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	for _, id := range ids {
		if r := l.s.events[id]; r.owner == l && r.state != chat.Done {
			r.until = time.Now().Add(lease)
			l.s.events[id] = r
		}
	}
	return nil
}

// Set implements [chat.Ledger].
func (l *Ledger) Set(_ context.Context, ids []string, s chat.State) error {
	if err := l.broken(); err != nil {
		return err
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	for _, id := range ids {
		r, there := l.s.events[id]
		ours := there && r.owner == l && r.state != chat.Done
		switch {
		case s == chat.Free && ours:
			delete(l.s.events, id)
		case s == chat.Taken && ours:
			l.s.events[id] = row{state: r.state}
		case s == chat.Sending && r.state == chat.Taken:
			r.state = chat.Sending
			l.s.events[id] = r
		case s == chat.Done:
			l.s.events[id] = row{state: chat.Done}
		}
	}
	return nil
}

// Keep implements [chat.Keeper].
func (l *Ledger) Keep(_ context.Context, id, name string, body []byte) error {
	if err := l.broken(); err != nil {
		return err
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	l.s.kept = append(l.s.kept, keptRow{chat.Kept{ID: id, Name: name, Body: body}, time.Now()})
	return nil
}

// Kept implements [chat.Keeper]: what was kept ten seconds ago, is not done and nobody's.
func (l *Ledger) Kept(context.Context) ([]chat.Kept, error) {
	if err := l.broken(); err != nil {
		return nil, err
	}
	l.s.mu.Lock()
	defer l.s.mu.Unlock()
	now := time.Now()
	var all []chat.Kept
	for _, k := range l.s.kept {
		r := l.s.events[k.ID]
		if now.Sub(k.at) >= 10*time.Second && r.state != chat.Done && !r.until.After(now) {
			all = append(all, k.Kept)
		}
	}
	return all, nil
}
