package journal

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// queue holds what is not written yet. What concerns the same row is one item, and an
// item stays until it is committed, so that readers of the queue and the database
// together miss nothing.
type queue struct {
	max  int           // of each kind
	wake chan struct{} // holds one token while something is new

	mu       sync.Mutex
	memories map[string]memory
	counts   map[countKey]int64
	events   map[string]event
	remarks  []remark

	queued, written, retried, dropped, rejected, readsFailed atomic.Uint64
}

func newQueue(max int) *queue {
	return &queue{
		max: max, wake: make(chan struct{}, 1),
		memories: map[string]memory{}, counts: map[countKey]int64{}, events: map[string]event{},
	}
}

// poke tells Run that there is something to write.
func (q *queue) poke() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.memories) + len(q.counts) + len(q.events) + len(q.remarks)
}

// took notes that one write was asked for, and whether there was room for it.
func (q *queue) took(room bool) {
	q.queued.Add(1)
	if !room {
		q.dropped.Add(1)
		return
	}
	q.poke()
}

func (q *queue) remember(id string, m memory) {
	q.took(put(q, q.memories, id, m))
}

func (q *queue) mark(id string, e event) {
	q.took(put(q, q.events, id, e))
}

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

// forgetMarked turns a mark that waits into its removal.
func (q *queue) forgetMarked(id string, e event) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if _, there := q.events[id]; there {
		q.events[id] = e
	}
}

// batch is what one transaction writes.
type batch struct {
	memories map[string]memory
	counts   map[countKey]int64
	events   map[string]event
	remarks  []remark
}

func (b batch) rows() int {
	return len(b.memories) + len(b.counts) + len(b.events) + len(b.remarks)
}

// batchRows of each kind keep the only writer of SQLite busy for some ten milliseconds.
const batchRows = 500

// next returns the items to write now; they stay in the queue.
func (q *queue) next() batch {
	q.mu.Lock()
	defer q.mu.Unlock()
	return batch{
		some(q.memories), some(q.counts), some(q.events),
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

// batchWait bounds one transaction: a server that hangs is as good as gone.
const batchWait = 10 * time.Second

// write records the guides that wait and empties the queue.
func (j *Journal) write(ctx context.Context) error {
	j.writing.Lock()
	defer j.writing.Unlock()
	if err := j.record(ctx); err != nil {
		return err
	}
	for b := j.queue.next(); b.rows() > 0; b = j.queue.next() {
		if err := j.writeBatch(ctx, b); err != nil {
			return err
		}
		j.queue.done(b)
	}
	return nil
}

func (j *Journal) writeBatch(ctx context.Context, b batch) error {
	ctx, cancel := context.WithTimeout(ctx, batchWait)
	defer cancel()
	return j.db.inTx(ctx, func(tx *sql.Tx) error {
		// Always in the same order: replicas that write the same rows in another would
		// wait for each other in a ring.
		for _, id := range slices.Sorted(maps.Keys(b.memories)) {
			if err := b.memories[id].write(ctx, tx, id); err != nil {
				return err
			}
		}
		for _, k := range slices.SortedFunc(maps.Keys(b.counts), countKey.compare) {
			if err := k.write(ctx, tx, b.counts[k]); err != nil {
				return err
			}
		}
		for _, id := range slices.Sorted(maps.Keys(b.events)) {
			if err := b.events[id].write(ctx, tx, id); err != nil {
				return err
			}
		}
		for _, r := range b.remarks {
			if err := r.write(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}
