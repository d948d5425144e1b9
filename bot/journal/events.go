package journal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot/chat"
)

// Events knows how far each event has come, for all replicas and for 25 hours. It
// implements [chat.Ledger]. Ids are kept as salted hashes.
//
// While the database can't be asked, what this program did itself is all it goes by;
// what it does meanwhile is written when the database is back.
type Events struct {
	*core
	owner string // stands for this run of the program

	taking, sending, ending *group // of events with one id, by what is written of them

	mu  sync.Mutex
	own *lru.Cache[string, event] // what this program did last
}

// event is what this program knows of an event. It is what waits in the queue too.
type event struct {
	state chat.State
	at    int64 // when it was seen first, by our clock
	until int64 // when our lease ends, by the database's; 0 for none
}

func newEvents(c *core) *Events {
	own, err := lru.New[string, event](c.cfg.Queue)
	if err != nil {
		panic(err) // only for a size below one
	}
	e := &Events{core: c, owner: rand.Text(), own: own}
	e.taking, e.sending, e.ending = newGroup(e.writeTaken), newGroup(e.writeState(chat.Sending)), newGroup(e.writeState(chat.Done))
	return e
}

// eventWait bounds how long an event waits for a database that hangs. Once Run knows of
// trouble, events don't wait at all.
const eventWait = time.Second

var errNoID = errors.New("event without an id")

// errWaits is an event whose earlier state is not written yet: what is in the database
// of it is out of date.
var errWaits = errors.New("what was noted of it before is not written yet")

// keys returns the hashes of ids in order, each once: replicas that take the same ones
// in another order would wait for each other in a ring.
func (e *Events) keys(ids []string) ([]string, error) {
	if len(ids) == 0 || slices.Contains(ids, "") {
		return nil, errNoID
	}
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = e.hash("event", id)
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// Take implements [chat.Ledger]. What this program did itself is known without the
// database. With an error the event was taken for this program alone, unless the error
// is that an id is empty.
func (e *Events) Take(ctx context.Context, ids []string, lease time.Duration) (chat.Claim, error) {
	keys, err := e.keys(ids)
	if err != nil {
		return chat.Claim{State: chat.Taken}, fmt.Errorf("take: %w", err)
	}
	if c := e.known(keys); c.State == chat.Done || !c.LeasedUntil.IsZero() {
		return c, nil
	}
	var c chat.Claim
	err = e.ask(ctx, keys, func(ctx context.Context) error {
		var err error
		c, err = e.take(ctx, keys, lease)
		return err
	})
	if err != nil {
		return e.takeAlone(keys, lease), fmt.Errorf("take: %w", err)
	}
	if c.State != chat.Done && c.LeasedUntil.IsZero() {
		e.note(keys, event{c.State, millis(e.cfg.Now()), e.dbNow() + lease.Milliseconds()})
	}
	return c, nil
}

// ask runs f with the time an event may wait for the database.
func (e *Events) ask(ctx context.Context, keys []string, f func(context.Context) error) error {
	if last := e.lastError.Load(); last != nil {
		return *last
	}
	if e.queue.hasEvent(keys) {
		return errWaits
	}
	ctx, cancel := context.WithTimeout(ctx, eventWait)
	defer cancel()
	return f(ctx)
}

// known is what this program itself knows of an event: State is Free for nothing.
func (e *Events) known(keys []string) chat.Claim {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.knownLocked(keys)
}

func (e *Events) knownLocked(keys []string) chat.Claim {
	var c chat.Claim
	now, until := e.dbNow(), int64(0)
	for _, k := range keys {
		ev, ok := e.own.Get(k)
		switch {
		case !ok:
		case ev.state == chat.Done:
			return chat.Claim{State: chat.Done}
		default:
			c.State = max(c.State, ev.state)
			until = max(until, ev.until)
		}
	}
	if until > now {
		c.LeasedUntil = e.ourTime(until)
	}
	return c
}

// takeAlone takes the event as far as this program knows, and queues that it did.
func (e *Events) takeAlone(keys []string, lease time.Duration) chat.Claim {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := e.knownLocked(keys) // may have changed while the database was asked
	if c.State == chat.Done || !c.LeasedUntil.IsZero() {
		return c
	}
	c.State = max(c.State, chat.Taken)
	ev := event{c.State, millis(e.cfg.Now()), e.dbNow() + lease.Milliseconds()}
	for _, k := range keys {
		e.own.Add(k, ev)
		e.queue.event(k, ev)
	}
	return c
}

func (e *Events) note(keys []string, ev event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, k := range keys {
		e.own.Add(k, ev)
	}
}

// Renew implements [chat.Ledger]. An event that another program took since, that is
// done or whose lease was ended is left as it is.
func (e *Events) Renew(ctx context.Context, ids []string, lease time.Duration) error {
	keys, err := e.keys(ids)
	if err != nil {
		return fmt.Errorf("renew: %w", err)
	}
	until := e.dbNow() + lease.Milliseconds()
	for part := range slices.Chunk(keys, batchRows) {
		e.change(part, func(ev event) event {
			if ev.state != chat.Done && ev.until > 0 {
				ev.until = until
			}
			return ev
		})
		err := e.ask(ctx, part, func(ctx context.Context) error {
			_, err := e.db.exec(ctx, renewEvents(len(part)), append([]any{until, e.owner, chat.Done}, anys(part)...)...)
			return err
		})
		if err != nil {
			return fmt.Errorf("renew: %w", err)
		}
	}
	return nil
}

// change changes what is known of events, where something is, also in the queue.
func (e *Events) change(keys []string, f func(event) event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, k := range keys {
		if ev, ok := e.own.Peek(k); ok {
			e.own.Add(k, f(ev))
		}
	}
	e.queue.changeEvents(keys, f)
}

// Set implements [chat.Ledger]. A state that can't be noted in the database is this
// program's from then on and written later; the error says so. Free and Taken change
// nothing of an event that another program took since.
func (e *Events) Set(ctx context.Context, ids []string, s chat.State) error {
	keys, err := e.keys(ids)
	if err != nil {
		return fmt.Errorf("set: %w", err)
	}
	e.setOwn(keys, s)
	err = e.ask(ctx, keys, func(ctx context.Context) error { return e.set(ctx, keys, s) })
	if err != nil {
		e.queueState(keys, s)
		return fmt.Errorf("set: %w", err)
	}
	return nil
}

// after is ev when the state was set to s.
func (ev event) after(s chat.State) event {
	switch s {
	case chat.Done:
		ev.state, ev.until = chat.Done, 0
	case chat.Taken:
		ev.until = 0
	default:
		ev.state = max(ev.state, s)
	}
	return ev
}

func (e *Events) setOwn(keys []string, s chat.State) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, k := range keys {
		ev, ok := e.own.Peek(k)
		switch {
		case s == chat.Free:
			e.own.Remove(k)
		case ok || s == chat.Done:
			e.own.Add(k, ev.after(s))
		}
	}
}

// queueState queues what could not be set.
func (e *Events) queueState(keys []string, s chat.State) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, k := range keys {
		ev, ok := e.own.Peek(k)
		if !ok {
			ev.state = s
		}
		ev.at = millis(e.cfg.Now())
		e.queue.event(k, ev)
	}
}
