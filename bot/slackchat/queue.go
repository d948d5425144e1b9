package slackchat

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"sync"
	"time"

	"github.com/slack-go/slack"
)

const (
	// jobTimeout leaves room for one long Retry-After; Slack's own clocks (a trigger's
	// three seconds) end a job that is too late anyway.
	jobTimeout   = time.Minute
	drainTimeout = 10 * time.Second
)

// job is work that waits.
type job struct {
	id    string // claimed before the work begins; empty: need not be
	name  string // kind of event or action, for logs and metrics
	asker asker  // who is told when it fails
	do    func(ctx context.Context) error
}

// queue is a bounded line of jobs and those who work on them.
type queue struct {
	chat    *Chat
	jobs    chan job
	workers int

	mu     sync.RWMutex
	closed bool
	stop   context.CancelFunc
	ctx    context.Context // of the jobs; outlives Run's by the drain
}

func newQueue(ch *Chat, size, workers int) *queue {
	q := &queue{chat: ch, jobs: make(chan job, size), workers: workers}
	q.ctx, q.stop = context.WithCancel(context.Background())
	return q
}

// put adds a job; false means that the queue is full or closed.
func (q *queue) put(j job) bool {
	q.mu.RLock()
	defer q.mu.RUnlock()
	if q.closed {
		return false
	}
	select {
	case q.jobs <- j:
		return true
	default:
		return false
	}
}

// close takes no more jobs. It can be called twice.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.closed = true
		close(q.jobs)
	}
}

// run works until the queue is closed and empty.
func (q *queue) run() {
	var wg sync.WaitGroup
	for range q.workers {
		wg.Go(func() {
			for j := range q.jobs {
				q.work(j)
			}
		})
	}
	wg.Wait()
}

// drain waits for run to end; jobs that take too long are cancelled.
func (q *queue) drain(done <-chan struct{}) {
	q.close()
	t := time.AfterFunc(drainTimeout, q.stop)
	defer t.Stop()
	<-done
	q.stop()
}

// work does a job, and tells the asker when it failed or panicked.
func (q *queue) work(j job) {
	ctx, cancel := context.WithTimeout(q.ctx, jobTimeout)
	defer cancel()
	q.chat.recover.Do(j.name,
		func() error { return q.chat.once(ctx, j) },
		func(err error) { q.chat.failed(ctx, j, err) })
}

// once does a job unless it was claimed before.
func (ch *Chat) once(ctx context.Context, j job) error {
	if j.id != "" {
		first, err := ch.c.Claims.Claim(ctx, j.id)
		if err != nil {
			// The claim still tells what this replica knows: better two answers than none.
			ch.c.Log.Warn("slack claim", "job", j.name, "err", err)
		}
		if !first {
			ch.c.Count("duplicate", j.name)
			return nil
		}
	}
	if err := j.do(ctx); err != nil {
		return err
	}
	ch.c.Count("done", j.name)
	return nil
}

// failed logs why a job failed under an id and tells the asker, privately, to try again
// with the same id to give to the operator.
func (ch *Chat) failed(ctx context.Context, j job, err error) {
	ch.c.Count("failed", j.name)
	if errors.Is(err, ErrNotInstalled) {
		// Nobody can be told: there is no token to tell them with.
		ch.c.Log.Warn("slack workspace is not installed", "job", j.name, "workspace", j.asker.at.String())
		return
	}
	ch.clients.refused(j.asker.at, err)
	id := failureID()
	attrs := []any{"id", id, "job", j.name, "workspace", j.asker.at.String(), "err", clean(err)}
	if e, ok := errors.AsType[slack.SlackErrorResponse](err); ok && e.Needed != "" {
		attrs = append(attrs, "missing_scope", e.Needed, "granted", e.Provided)
	}
	ch.c.Log.Error("slack", attrs...)
	if j.asker.user == "" {
		return
	}
	if ctx.Err() != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
		defer cancel()
	}
	if err := ch.tellFailed(ctx, j.asker, id); err != nil {
		ch.c.Log.Warn("slack asker not told", "id", id, "err", clean(err))
	}
}

func failureID() string {
	b := make([]byte, 4)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
