package chat

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot"
)

// What Deliver says of an event that is not done.
var (
	// ErrFull: the event was not taken on; the platform should bring it again.
	ErrFull = errors.New("too many events wait")
	// ErrPending: the event is taken on but not done. A platform that brings events
	// again should be refused, so that it does.
	ErrPending = errors.New("not done yet")
	// ErrUnknown: an answer may be out, and it can't be found out whether.
	ErrUnknown = errors.New("not known whether an answer is out")
)

// InboxConfig is what an Inbox is made of. Ledger and Log are required.
type InboxConfig struct {
	Platform bot.Platform
	Ledger   Ledger
	Log      *slog.Logger
	Count    func(what, detail string) // nil: nothing is counted
	Panicked func(job string)          // counts a panic in a job of that kind; nil: nothing
	Channels *Limiter                  // of posts to a channel; nil: none waits

	Size      int           // events that wait or are done at a time; 0: 1024
	Workers   int           // events done at a time; 0: 32
	PerPerson int           // events of one person that wait; 0: 30
	Lease     time.Duration // how long an event is a dead program's; 0: 10 s
	Timeout   time.Duration // of one try; 0: a minute
	GiveUp    time.Duration // age at which an event that keeps failing is given up; 0: five minutes
	Drain     time.Duration // how long the end may take; 0: seven seconds
}

func (c InboxConfig) withDefaults() InboxConfig {
	orDefault(&c.Size, 1024)
	orDefault(&c.Workers, 32)
	orDefault(&c.PerPerson, 30)
	orDefault(&c.Lease, 10*time.Second)
	orDefault(&c.Timeout, time.Minute)
	orDefault(&c.GiveUp, 5*time.Minute)
	orDefault(&c.Drain, 7*time.Second)
	if c.Count == nil {
		c.Count = func(string, string) {}
	}
	return c
}

func orDefault[N ~int | ~int64](n *N, otherwise N) {
	if *n <= 0 {
		*n = otherwise
	}
}

// Inbox does events: each once, in fair turns, a bounded number at a time, within a
// deadline, and until it is done or its person was told. [Inbox.Deliver] takes an event
// on, [Inbox.Run] does them. It is safe for concurrent use.
type Inbox struct {
	c    InboxConfig
	wake chan struct{}   // holds a token while something may be ready
	ctx  context.Context // of what is done
	stop context.CancelFunc
	last context.Context // of telling people and noting states; ends after ctx
	over context.CancelFunc
	told *Limiter // of kind sentences to who asks too fast

	mu      sync.Mutex
	closed  bool
	drained time.Time // when ctx ends; zero before the drain began
	waiting turns
	jobs    map[string]*job // by each id, until the end
	busy    map[string]bool // channels in which one is being done
	people  map[string]int  // events that wait or are being done, by person
	running map[*job]struct{}
	done    *lru.Cache[string, struct{}] // ids of the last events done, to spare the ledger
}

// rememberDone ids are about a megabyte; older ones the ledger knows.
const rememberDone = 10_000

// NewInbox returns an inbox from c.
func NewInbox(c InboxConfig) *Inbox {
	done, err := lru.New[string, struct{}](rememberDone)
	if err != nil {
		panic(err) // only for a size below one
	}
	in := &Inbox{
		c: c.withDefaults(), wake: make(chan struct{}, 1), told: NewLimiter(Same(PerMinute(1))),
		jobs: map[string]*job{}, busy: map[string]bool{}, people: map[string]int{}, running: map[*job]struct{}{}, done: done,
	}
	in.c.Ledger = recovered{in.c.Ledger, in.recover()}
	in.ctx, in.stop = context.WithCancel(context.Background())
	in.last, in.over = context.WithCancel(context.Background())
	return in
}

// Deliver takes an event on and waits until it is done, which is nil, or ctx ends. The
// caller acknowledges the event for nil, and for ErrUnknown where Posted is nil: nobody
// waits for it, and brought again it would be unknown still. A repeat of an event that is on its way
// waits for the same end.
func (in *Inbox) Deliver(ctx context.Context, e Event) error {
	e.request, e.tracer = RequestID(ctx), bot.TracerOf(ctx)
	j, err := in.put(e)
	if j == nil || err != nil {
		return err
	}
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		j.late.Store(true)
		return ErrPending
	}
}

// put queues the event, or finds it; no job and no error is an event that was done.
func (in *Inbox) put(e Event) (*job, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, id := range slices.Concat(e.IDs, e.Repeats) {
		if j, ok := in.jobs[id]; ok {
			in.c.Count("duplicate", e.Name)
			return j, nil
		}
		if in.done.Contains(id) {
			in.c.Count("duplicate", e.Name)
			return nil, nil
		}
	}
	if in.closed || in.waiting.n+len(in.running) >= in.c.Size {
		return nil, ErrFull
	}
	if e.Person != "" && in.people[e.Person] >= in.c.PerPerson {
		return in.slow(e)
	}
	return in.add(e), nil
}

// slow tells a person that they ask too fast, which is the end of what they asked: the
// sentence says to ask again. It is told once a minute and stands for all they asked in
// it; a platform that brought each of them again would only add to the load. in.mu is
// held.
func (in *Inbox) slow(e Event) (*job, error) {
	in.c.Count("too fast", e.Name)
	switch {
	case e.Slow == nil:
		return nil, ErrFull
	case !in.told.Allow(e.Person):
		return nil, nil
	}
	e.Do, e.Channel, e.Posted = e.Slow, "", nil
	return in.add(e), nil
}

// add puts an event into the line; in.mu is held.
func (in *Inbox) add(e Event) *job {
	j := &job{Event: e, since: time.Now(), done: make(chan struct{})}
	for _, id := range j.ids() {
		in.jobs[id] = j
	}
	in.people[e.Person]++
	in.waiting.put(j)
	in.notify()
	return j
}

// notify tells Run that something may be ready.
func (in *Inbox) notify() {
	select {
	case in.wake <- struct{}{}:
	default:
	}
}

// Run does what is delivered until ctx ends; then it takes nothing more on, finishes
// what waits for at most the drain, and returns when nothing of it is under way.
func (in *Inbox) Run(ctx context.Context) {
	defer in.over()
	defer in.stop()
	var all sync.WaitGroup
	defer all.Wait()
	renewing := make(chan struct{})
	all.Go(func() { in.renew(renewing) })
	defer close(renewing)
	defer context.AfterFunc(ctx, in.close)()
	var jobs sync.WaitGroup
	defer jobs.Wait()
	slots := make(chan struct{}, in.c.Workers)
	for {
		slots <- struct{}{}
		j := in.next()
		if j == nil {
			return
		}
		jobs.Go(func() {
			worker{in}.work(j)
			<-slots
			in.notify()
		})
	}
}

// next waits for the next job that may be done; nil at the end.
func (in *Inbox) next() *job {
	for {
		j, wait, end := in.ready()
		if end {
			in.abandon()
		}
		if j != nil || end {
			return j
		}
		var again <-chan time.Time
		var timer *time.Timer
		if wait > 0 {
			timer = time.NewTimer(wait)
			again = timer.C
		}
		select {
		case <-in.wake:
		case <-again:
		case <-in.ctx.Done():
			in.abandon()
			return nil
		}
		if timer != nil {
			timer.Stop()
		}
	}
}

// ready takes out the next job whose turn it is and whose channel is free.
func (in *Inbox) ready() (j *job, wait time.Duration, end bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	now := time.Now()
	j, wait = in.waiting.next(func(j *job) time.Duration { return in.delay(j, now) })
	if j == nil {
		late := in.waiting.n == 0 || wait > in.drained.Sub(now)
		return nil, wait, in.closed && late && len(in.running) == 0
	}
	if j.Channel != "" {
		in.busy[j.Channel] = true
	}
	in.running[j] = struct{}{}
	if in.waiting.n > 0 {
		in.notify() // another may be ready too
	}
	return j, 0, false
}

// aWhile is longer than the time after which somebody notifies it.
const aWhile = time.Hour

// delay is how long a job has to wait.
func (in *Inbox) delay(j *job, now time.Time) time.Duration {
	if j.Channel != "" && in.busy[j.Channel] {
		return aWhile // until the one being done is done
	}
	d := max(0, j.after.Sub(now))
	if j.Channel != "" && in.c.Channels != nil {
		d = max(d, in.c.Channels.Delay(j.Channel))
	}
	return d
}

// forget takes a job out of what is known to be on its way; in.mu is held.
func (in *Inbox) forget(j *job) {
	for _, id := range j.ids() {
		delete(in.jobs, id)
	}
	if in.people[j.Person]--; in.people[j.Person] <= 0 {
		delete(in.people, j.Person)
	}
}

// release makes room for the next of the job's channel; in.mu is held.
func (in *Inbox) release(j *job) {
	delete(in.running, j)
	if j.Channel != "" {
		delete(in.busy, j.Channel)
	}
}

// finish ends a job. A nil error is remembered, so that repeats are spared the ledger.
func (in *Inbox) finish(j *job, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.release(j)
	in.forget(j)
	if err == nil {
		for _, id := range j.endedIDs() {
			in.done.Add(id, struct{}{})
		}
	}
	j.end(err)
}

// later puts a job back to be done after d.
func (in *Inbox) later(j *job, d time.Duration) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.release(j)
	j.after = time.Now().Add(d)
	in.waiting.put(j)
}

// Waiting returns how many events wait and are being done, for metrics.
func (in *Inbox) Waiting() (waiting, running int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.waiting.n, len(in.running)
}

// newID names a failure to the person and in the log.
func newID() string { return rand.Text()[:8] }
