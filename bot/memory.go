package bot

import (
	"container/list"
	"context"
	"sync"
)

// Memory keeps threads in the process: what a program without a journal needs. The
// oldest is forgotten when it is full. It is safe for concurrent use.
type Memory struct {
	mu    sync.Mutex
	max   int
	byKey map[string]*list.Element
	order *list.List // most recently kept first
}

type remembered struct {
	key    string
	thread Thread
}

// NewMemory returns a Memory of at most max threads.
func NewMemory(max int) *Memory {
	return &Memory{max: max, byKey: map[string]*list.Element{}, order: list.New()}
}

// Last implements [Threads].
func (m *Memory) Last(_ context.Context, conversation string) (Thread, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	el, ok := m.byKey[conversation]
	if !ok {
		return Thread{}, false, nil
	}
	return el.Value.(remembered).thread, true, nil
}

// Keep implements [Threads].
func (m *Memory) Keep(_ context.Context, conversation string, t Thread) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if el, ok := m.byKey[conversation]; ok {
		el.Value = remembered{conversation, t}
		m.order.MoveToFront(el)
		return nil
	}
	m.byKey[conversation] = m.order.PushFront(remembered{conversation, t})
	if m.order.Len() > m.max {
		oldest := m.order.Back()
		delete(m.byKey, oldest.Value.(remembered).key)
		m.order.Remove(oldest)
	}
	return nil
}
