package picture

import (
	"container/list"
	"context"
	"errors"
	"sync"
)

// memo keeps what was drawn, the most recently used first, within a number of bytes.
// What several ask for at once is drawn once.
type memo struct {
	limit int

	mu    sync.Mutex
	cells map[key]*list.Element // of *cell
	order *list.List
	size  int
}

// key names a picture.
type key struct {
	what, id string
	view     View
}

// cell is one picture; it may be read when done is closed.
type cell struct {
	key  key
	done chan struct{}
	b    []byte
	err  error
}

func newMemo(limit int) *memo {
	return &memo{limit: limit, cells: map[key]*list.Element{}, order: list.New()}
}

// errBroken is what those get who wait for a drawing that panics.
var errBroken = errors.New("the drawing was not finished")

// get returns the picture k, drawing it if it is not there. An error is not kept. A
// cancelled ctx ends the wait for another's drawing, not one's own. A panic of draw
// goes on to the caller; who else waits for the drawing gets errBroken.
func (m *memo) get(ctx context.Context, k key, draw func() ([]byte, error)) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	if e, ok := m.cells[k]; ok {
		m.order.MoveToFront(e)
		m.mu.Unlock()
		c := e.Value.(*cell)
		select {
		case <-c.done:
			return c.b, c.err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	c := &cell{key: k, done: make(chan struct{}), err: errBroken}
	m.cells[k] = m.order.PushFront(c)
	m.mu.Unlock()

	defer func() {
		close(c.done)
		m.settle(c)
	}()
	c.b, c.err = draw()
	return c.b, c.err
}

// settle counts the new picture and forgets the ones that are used least.
func (m *memo) settle(c *cell) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.size += len(c.b)
	if c.err != nil {
		m.forget(m.cells[c.key])
	}
	for e := m.order.Back(); e != nil && m.size > m.limit; {
		before := e.Prev()
		select {
		case <-e.Value.(*cell).done:
			m.forget(e)
		default: // still being drawn
		}
		e = before
	}
}

func (m *memo) forget(e *list.Element) {
	c := m.order.Remove(e).(*cell)
	delete(m.cells, c.key)
	m.size -= len(c.b)
}
