package teamschat

import (
	"context"
	"errors"
	"sync"
	"time"

	"veiviser/bot/chat"
)

const (
	// maxWaiting answers take a few seconds; who waits longer has asked elsewhere.
	maxWaiting = 500
	workers    = 32 // they mostly wait for Teams
	// maxOfOne keeps one busy conversation, which Teams makes us slow down in, from
	// holding up all others.
	maxOfOne  = 8
	jobTime   = time.Minute
	drainTime = 10 * time.Second
)

var errBusy = errors.New("too much to do")

// queue does what need not be done before a request is answered.
type queue struct {
	recover chat.Recoverer

	mu     sync.Mutex
	closed bool
	of     map[string]int // jobs that wait or run, by conversation
	jobs   chan job
}

// job is work that waits.
type job struct {
	conversation string
	name         string // kind of job, for logs and metrics
	event        string // of the conversation, by which a repeat is known
	do           func(context.Context) error
	failed       func(context.Context, error) // tells who waits that do failed
}

func newQueue(r chat.Recoverer) *queue {
	return &queue{recover: r, of: map[string]int{}, jobs: make(chan job, maxWaiting)}
}

// put takes a job on, or returns errBusy.
func (q *queue) put(j job) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.of[j.conversation] >= maxOfOne {
		return errBusy
	}
	select {
	case q.jobs <- j:
		q.of[j.conversation]++
		return nil
	default:
		return errBusy
	}
}

// run does jobs until ctx ends, then what is left for at most drainTime.
func (q *queue) run(ctx context.Context) {
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for j := range q.jobs {
				q.work(working, j)
			}
		})
	}
	<-ctx.Done()
	q.mu.Lock()
	q.closed = true
	close(q.jobs)
	q.mu.Unlock()
	late := time.AfterFunc(drainTime, stop)
	defer late.Stop()
	wg.Wait()
}

// work does a job; one that fails or panics holds up no other.
func (q *queue) work(ctx context.Context, j job) {
	ctx, cancel := context.WithTimeout(ctx, jobTime)
	defer cancel()
	q.recover.Do(j.name,
		func() error { return j.do(ctx) },
		func(err error) { j.failed(ctx, err) })
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.of[j.conversation]--; q.of[j.conversation] == 0 {
		delete(q.of, j.conversation)
	}
}
