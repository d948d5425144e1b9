package chat

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Kept is an event that was acknowledged before it was done.
type Kept struct {
	ID   string // as given to Keep
	Name string // what kind of event it is
	Body []byte
}

// Keeper keeps, encrypted, events that are acknowledged before they are done, for
// another program to do where this one is killed.
type Keeper interface {
	// Keep keeps an event until it is done, and for five minutes at most. With an error
	// it must not be acknowledged.
	Keep(ctx context.Context, id, name string, body []byte) error
	// Kept returns events that no program works on any more.
	Kept(ctx context.Context) ([]Kept, error)
}

type bodyKey struct{}

type keptBody struct {
	name string
	body []byte
}

// WithBody tells what an event delivered under the context came as, where the platform
// does not bring it again: at its deadline it is kept, and is then to be acknowledged.
// What was kept comes back through [Config].Resume with the same name and body.
func WithBody(ctx context.Context, name string, body []byte) context.Context {
	return context.WithValue(ctx, bodyKey{}, keptBody{name, body})
}

const (
	// keepTimeout is what is left after a platform's deadline.
	keepTimeout = 400 * time.Millisecond
	// resumePause is how often it is looked for events whose program was killed.
	resumePause = 10 * time.Second
)

// keep keeps a pending event; nil tells that it may be acknowledged.
func (c *Chat) keep(ctx context.Context, e Event) error {
	k, ok := ctx.Value(bodyKey{}).(keptBody)
	if !ok || c.c.Keeper == nil || len(e.IDs) == 0 {
		return ErrPending
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepTimeout)
	defer cancel()
	if err := c.c.Keeper.Keep(ctx, e.IDs[0], c.keptName(k.name), k.body); err != nil {
		return fmt.Errorf("keep %s: %w", k.name, err)
	}
	c.c.Count("kept", k.name)
	return nil
}

// keptName tells a platform's events from another's, which share the keeper.
func (c *Chat) keptName(name string) string { return string(c.c.Platform.Name()) + " " + name }

// resume does what other programs acknowledged and were killed over, until ctx ends.
func (c *Chat) resume(ctx context.Context) {
	t := time.NewTicker(resumePause)
	defer t.Stop()
	for {
		err := c.inbox.recover().Call("resume", func() error { return c.resumeAll(ctx) })
		if err != nil && ctx.Err() == nil {
			c.c.Log.Warn("kept events are not read", "platform", c.c.Platform.Name(), "err", err)
		}
		select {
		case <-t.C:
		case <-ctx.Done():
			return
		}
	}
}

func (c *Chat) resumeAll(ctx context.Context) error {
	all, err := c.c.Keeper.Kept(ctx)
	if err != nil {
		return err
	}
	var events sync.WaitGroup
	defer events.Wait()
	for _, k := range all {
		name, ours := strings.CutPrefix(k.Name, c.keptName(""))
		if !ours {
			continue
		}
		c.c.Count("resumed", name)
		events.Go(func() {
			err := c.inbox.recover().Call("resume", func() error { return c.c.Resume(ctx, name, k.Body) })
			if err != nil {
				c.c.Log.Warn("a kept event is not done yet", "platform", c.c.Platform.Name(), "job", name, "err", err)
			}
		})
	}
	return nil
}
