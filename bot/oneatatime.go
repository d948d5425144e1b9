package bot

import (
	"context"
	"sync"
)

// turns lets what reads and keeps one conversation come one after the other: of two who
// press at once, the second goes on from what the first told. It holds in this process; of
// several replicas, the last that writes wins. The zero value is ready.
type turns struct {
	mu sync.Mutex
	of map[string]*queue // those that somebody is in
}

// queue is who is in a conversation and waits for it.
type queue struct {
	turn chan struct{} // holds one while somebody has the turn
	in   int           // that have it or wait for it
}

// take waits for the conversation and has it until done is called, which must be once. An
// empty name is no conversation and never waits. The error is ctx's, where it ended before.
func (t *turns) take(ctx context.Context, conversation string) (done func(), err error) {
	if conversation == "" {
		return func() {}, nil
	}
	q := t.join(conversation)
	select {
	case q.turn <- struct{}{}:
		return func() { <-q.turn; t.leave(conversation, q) }, nil
	case <-ctx.Done():
		t.leave(conversation, q)
		return nil, ctx.Err()
	}
}

// join is the queue of the conversation, with one more in it.
func (t *turns) join(conversation string) *queue {
	t.mu.Lock()
	defer t.mu.Unlock()
	q := t.of[conversation]
	if q == nil {
		if t.of == nil {
			t.of = map[string]*queue{}
		}
		q = &queue{turn: make(chan struct{}, 1)}
		t.of[conversation] = q
	}
	q.in++
	return q
}

// leave takes one out of the queue; one that nobody is in is forgotten.
func (t *turns) leave(conversation string, q *queue) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if q.in--; q.in == 0 {
		delete(t.of, conversation)
	}
}
