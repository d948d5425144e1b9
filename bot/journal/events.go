package journal

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// event is what happened to an event's id that could not be written at once.
type event struct {
	at     int64
	forget bool
}

func (e event) write(ctx context.Context, tx *sql.Tx, id string) error {
	if e.forget {
		_, err := tx.ExecContext(ctx, forgetEvent, id)
		return err
	}
	_, err := tx.ExecContext(ctx, claimEvent, id, e.at)
	return err
}

const (
	claimEvent  = `INSERT INTO seen_event (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`
	forgetEvent = `DELETE FROM seen_event WHERE id = $1`
)

// claimWait bounds how long an event waits for a database that hangs. Once Run knows of
// trouble, claims don't wait at all.
const claimWait = time.Second

// Claim reports whether this is the first Claim of eventID by any replica within the
// retention. With an error the database could not be asked: first then is what this
// program alone knows, and the claim is written when the database is back. Whoever does
// not take the event on after all calls Forget. An empty id is an error.
func (j *Journal) Claim(ctx context.Context, eventID string) (first bool, err error) {
	if eventID == "" {
		return false, errors.New("claim: empty event id")
	}
	id := j.hash("event", eventID)
	if !j.seen.add(id) {
		return false, nil
	}
	at := millis(j.c.Now())
	n, err := j.execEvent(ctx, claimEvent, id, at)
	if err != nil {
		j.queue.mark(id, event{at: at})
		return true, fmt.Errorf("claim event: %w", err)
	}
	if n == 0 {
		// Another's: that one may still Forget it.
		j.seen.remove(id)
	}
	return n > 0, nil
}

// Forget undoes a Claim, so that the event can be claimed again. A database that can't
// be asked is told later.
func (j *Journal) Forget(ctx context.Context, eventID string) {
	id := j.hash("event", eventID)
	forgotten := event{at: millis(j.c.Now()), forget: true}
	j.queue.forgetMarked(id, forgotten)
	if _, err := j.execEvent(ctx, forgetEvent, id); err != nil {
		j.queue.mark(id, forgotten)
	}
	j.seen.remove(id)
}

func (j *Journal) execEvent(ctx context.Context, query string, args ...any) (int64, error) {
	if trouble := j.trouble.Load(); trouble != nil {
		return 0, *trouble
	}
	ctx, cancel := context.WithTimeout(ctx, claimWait)
	defer cancel()
	return j.db.exec(ctx, query, args...)
}

// seen is the events this program claimed itself, at least the last size of them.
// Event ids never come again for something new, so none needs to be forgotten in time.
type seen struct {
	mu         sync.Mutex
	size       int
	young, old map[string]struct{}
}

func newSeen(size int) *seen { return &seen{size: size, young: map[string]struct{}{}} }

// add reports whether id was not there.
func (s *seen) add(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.young[id]; there {
		return false
	}
	if _, there := s.old[id]; there {
		return false
	}
	if len(s.young) >= s.size {
		s.old, s.young = s.young, map[string]struct{}{}
	}
	s.young[id] = struct{}{}
	return true
}

func (s *seen) remove(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.young, id)
	delete(s.old, id)
}
