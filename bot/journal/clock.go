package journal

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// clock tells the database's time. Leases end by it, because it is the only time that
// all replicas share: by their own, one whose clock goes ten seconds ahead would take
// events that another is still working on. It is asked for now and then and counted on
// from there, so that a lease costs no question and every statement stays the same on
// both databases.
type clock struct {
	mu sync.Mutex
	db int64     // the database's milliseconds …
	at time.Time // … at this time of ours
}

// setClock asks the database what time it is.
func (c *core) setClock(ctx context.Context) error {
	before := c.cfg.Now()
	var db int64
	if err := c.db.read.QueryRowContext(ctx, c.db.clock).Scan(&db); err != nil {
		return fmt.Errorf("the database's clock: %w", err)
	}
	after := c.cfg.Now()
	c.clock.mu.Lock()
	defer c.clock.mu.Unlock()
	c.clock.db, c.clock.at = db, before.Add(after.Sub(before)/2)
	return nil
}

// dbNow is the database's time in milliseconds.
func (c *core) dbNow() int64 {
	c.clock.mu.Lock()
	defer c.clock.mu.Unlock()
	return c.clock.db + c.cfg.Now().Sub(c.clock.at).Milliseconds()
}

// ourTime is a time of the database's by our clock.
func (c *core) ourTime(db int64) time.Time {
	c.clock.mu.Lock()
	defer c.clock.mu.Unlock()
	return c.clock.at.Add(time.Duration(db-c.clock.db) * time.Millisecond)
}
