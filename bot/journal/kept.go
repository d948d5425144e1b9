package journal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"veiviser/bot/chat"
)

const (
	// KeptFor is how long an event is worth answering: whoever asked has given up then.
	KeptFor = 5 * time.Minute
	// keptGrace is how long an event is left to the program that kept it.
	keptGrace = 10 * time.Second
	// maxKept is the largest body that is kept: requests of chats are smaller.
	maxKept = 64 << 10
	// maxKeptRows are read at a time, to bound the memory they take.
	maxKeptRows = 100
)

// sealedEvent is what is encrypted of a kept event. Fields may be added, never renamed.
type sealedEvent struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Body []byte `json:"body"`
}

// Keep implements [chat.Keeper]. An event is kept until it is done and for five minutes at
// most; what is done is not kept. Without a key the error is [ErrNoKey]; a database that
// can't be written to is an error too.
func (e *Events) Keep(ctx context.Context, id, name string, body []byte) error {
	keys, err := e.keys([]string{id})
	switch {
	case err != nil:
		return fmt.Errorf("keep: %w", err)
	case e.seal == nil:
		return fmt.Errorf("keep: %w", ErrNoKey)
	case len(body) > maxKept:
		return fmt.Errorf("keep: event of %d bytes (at most %d)", len(body), maxKept)
	}
	sealed, err := e.seal.seal(sealedEvent{id, name, body}, "event "+keys[0])
	if err != nil {
		return fmt.Errorf("keep: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, eventWait)
	defer cancel()
	_, err = e.db.exec(ctx, `INSERT INTO event (id, at, state, owner, lease_end, kept) VALUES ($1, $2, 0, '', 0, $3)
		ON CONFLICT (id) DO UPDATE SET kept = excluded.kept WHERE event.state < $4`,
		keys[0], millis(e.cfg.Now()), sealed, chat.Done)
	if err != nil {
		return fmt.Errorf("keep: %w", err)
	}
	return nil
}

// Kept implements [chat.Keeper]. It returns events that were kept at least ten seconds ago by a program that no
// longer works on them, oldest first, at most a hundred. Whoever answers them takes them
// first, as any event. Events kept under another key are left out.
func (e *Events) Kept(ctx context.Context) ([]chat.Kept, error) {
	if e.seal == nil {
		return nil, fmt.Errorf("kept events: %w", ErrNoKey)
	}
	now := e.cfg.Now()
	rows, err := e.db.read.QueryContext(ctx, `SELECT id, kept FROM event
		WHERE kept <> '' AND at BETWEEN $1 AND $2 AND state < $3 AND lease_end <= $4 ORDER BY at, id LIMIT $5`,
		millis(now.Add(-KeptFor)), millis(now.Add(-keptGrace)), chat.Done, e.dbNow(), maxKeptRows)
	if err != nil {
		return nil, fmt.Errorf("kept events: %w", err)
	}
	defer rows.Close()
	var all []chat.Kept
	for rows.Next() {
		var key, sealed string
		if err := rows.Scan(&key, &sealed); err != nil {
			return nil, fmt.Errorf("kept events: %w", err)
		}
		var ev sealedEvent
		switch err := e.seal.open(sealed, "event "+key, &ev); {
		case errors.Is(err, ErrWrongKey):
		case err != nil:
			return nil, fmt.Errorf("kept events: %w", err)
		default:
			all = append(all, chat.Kept(ev))
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("kept events: %w", err)
	}
	return all, nil
}

// forgetKept forgets the events that nobody waits for any more.
func (e *Events) forgetKept(ctx context.Context) error {
	_, err := e.db.exec(ctx, `UPDATE event SET kept = '' WHERE kept <> '' AND at < $1`, millis(e.cfg.Now().Add(-KeptFor)))
	if err != nil {
		return fmt.Errorf("forget kept events: %w", err)
	}
	return nil
}
