package journal

import (
	"slices"
	"sync"
	"sync/atomic"
)

// queue holds what is not written yet. What concerns the same row is one item, and an
// item stays until it is committed, so that readers of the queue and the database
// together miss nothing.
type queue struct {
	max  int           // of each kind
	wake chan struct{} // holds one token while something is new

	mu sync.Mutex
	batch

	queued, written, retried, dropped, rejected, readsFailed atomic.Uint64
}

func newQueue(max int) *queue {
	return &queue{
		max: max, wake: make(chan struct{}, 1),
		batch: batch{memories: map[string]memory{}, counts: map[countKey]int64{}, votes: map[string]vote{}, events: map[string]event{}},
	}
}

// notify tells Run that there is something to write.
func (q *queue) notify() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.rows()
}

// took notes that one write was asked for, and whether there was room for it.
func (q *queue) took(room bool) {
	q.queued.Add(1)
	if !room {
		q.dropped.Add(1)
		return
	}
	q.notify()
}

func (q *queue) remember(id string, m memory) { q.took(put(q, q.memories, id, m)) }

func (q *queue) vote(id string, v vote) { q.took(put(q, q.votes, id, v)) }

func (q *queue) event(id string, e event) { q.took(put(q, q.events, id, e)) }

// put sets m[k], which q.mu guards, unless that would be one item too many.
func put[K comparable, V any](q *queue, m map[K]V, k K, v V) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, there := m[k]; !there && len(m) >= q.max {
		return false
	}
	m[k] = v
	return true
}

// count adds one to k.
func (q *queue) count(k countKey) {
	q.mu.Lock()
	_, there := q.counts[k]
	room := there || len(q.counts) < q.max
	if room {
		q.counts[k]++
	}
	q.mu.Unlock()
	q.took(room)
}

func (q *queue) remark(r remark) {
	q.mu.Lock()
	room := len(q.remarks) < q.max
	if room {
		q.remarks = append(q.remarks, r)
	}
	q.mu.Unlock()
	q.took(room)
}

func (q *queue) memory(id string) (memory, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	m, ok := q.memories[id]
	return m, ok
}

// hasEvent reports whether one of the events waits to be written.
func (q *queue) hasEvent(ids []string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.events) == 0 {
		return false
	}
	return slices.ContainsFunc(ids, func(id string) bool {
		_, there := q.events[id]
		return there
	})
}

// batch is what one transaction writes.
type batch struct {
	memories map[string]memory
	counts   map[countKey]int64
	votes    map[string]vote
	events   map[string]event
	remarks  []remark
}

func (b *batch) rows() int {
	return len(b.memories) + len(b.counts) + len(b.votes) + len(b.events) + len(b.remarks)
}

// batchRows of each kind keep the only writer of SQLite busy for some ten milliseconds.
const batchRows = 500

// next returns the items to write now; they stay in the queue.
func (q *queue) next() batch {
	q.mu.Lock()
	defer q.mu.Unlock()
	return batch{
		some(q.memories), some(q.counts), some(q.votes), some(q.events),
		slices.Clone(q.remarks[:min(batchRows, len(q.remarks))]),
	}
}

func some[K comparable, V any](m map[K]V) map[K]V {
	part := make(map[K]V, min(batchRows, len(m)))
	for k, v := range m {
		if len(part) == batchRows {
			break
		}
		part[k] = v
	}
	return part
}

// done takes a committed batch out of the queue, but not what has changed since.
func (q *queue) done(b batch) {
	q.written.Add(uint64(b.rows()))
	q.mu.Lock()
	defer q.mu.Unlock()
	dropSame(q.memories, b.memories)
	dropSame(q.votes, b.votes)
	dropSame(q.events, b.events)
	for k, n := range b.counts {
		if q.counts[k] -= n; q.counts[k] == 0 {
			delete(q.counts, k)
		}
	}
	q.remarks = slices.Delete(q.remarks, 0, len(b.remarks))
}

func dropSame[V comparable](from, written map[string]V) {
	for k, v := range written {
		if from[k] == v {
			delete(from, k)
		}
	}
}

// changeEvents changes those of the events that wait.
func (q *queue) changeEvents(ids []string, f func(event) event) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, id := range ids {
		if ev, there := q.events[id]; there {
			q.events[id] = f(ev)
		}
	}
}
