package teamschat

import (
	"context"
	"errors"
	"sync"
	"time"
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
	mu     sync.Mutex
	closed bool
	of     map[string]int // jobs that wait or run, by conversation
	jobs   chan job
}

type job struct {
	conversation string
	do           func(context.Context)
}

func newQueue() *queue { return &queue{of: map[string]int{}, jobs: make(chan job, maxWaiting)} }

// put takes a job on, or returns errBusy.
func (q *queue) put(conversation string, do func(context.Context)) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.of[conversation] >= maxOfOne {
		return errBusy
	}
	select {
	case q.jobs <- job{conversation, do}:
		q.of[conversation]++
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

func (q *queue) work(ctx context.Context, j job) {
	ctx, cancel := context.WithTimeout(ctx, jobTime)
	defer cancel()
	j.do(ctx)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.of[j.conversation]--; q.of[j.conversation] == 0 {
		delete(q.of, j.conversation)
	}
}
