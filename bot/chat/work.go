package chat

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/sethvargo/go-retry"

	"veiviser/bot"
)

// worker does the jobs of an inbox.
type worker struct{ *Inbox }

// work does a job once: takes its event, does it, and sees to what came of it.
func (in worker) work(j *job) {
	ctx, cancel := context.WithTimeout(bot.WithTracer(WithRequestID(in.ctx, j.request), j.tracer), in.c.Timeout)
	defer cancel()
	begin, again, err := in.take(ctx, j)
	switch {
	case again > 0:
		in.later(j, again)
		return
	case !begin:
		in.finish(j, err)
		return
	}
	begun := false
	ctx = context.WithValue(ctx, sendingKey{}, func() {
		if !begun {
			begun = true
			in.set(j, Sending)
		}
	})
	ctx, traced := bot.Trace(ctx, "event")
	err = Call(func() error { return j.Do(ctx) })
	traced(bot.Span{Platform: in.c.Platform, Job: j.Name, Failed: err != nil})
	if _, ok := errors.AsType[*Panic](err); ok && begun {
		err = Unknown(err) // it may have come after the answer went out
	}
	in.outcome(j, err)
}

// leasedPause is how often an event that another replica works on is looked at again.
const leasedPause = 250 * time.Millisecond

// take leases the event. begin tells to do it; again, to look at it again later; neither,
// that it has ended with err.
func (in worker) take(ctx context.Context, j *job) (begin bool, again time.Duration, err error) {
	if len(j.IDs) == 0 {
		return true, 0, nil
	}
	c, err := in.c.Ledger.Take(ctx, j.ids(), in.c.Lease)
	if err != nil {
		// The claim still tells what this program alone knows: better two answers than none.
		in.log(j).Warn("event can't be taken for all replicas", "err", err)
	}
	switch {
	case c.State == Done:
		in.c.Count("duplicate", j.Name)
		return false, 0, nil
	case !c.LeasedUntil.IsZero():
		return in.leasedElsewhere(j)
	case c.State != Sending:
		return true, 0, nil
	}
	return in.sentBefore(ctx, j)
}

// leasedElsewhere is an event that another replica works on: it is waited for until that replica
// is done, or has lost it and the lease ends.
func (in worker) leasedElsewhere(j *job) (bool, time.Duration, error) {
	if time.Since(j.since) > in.c.GiveUp {
		return false, 0, ErrPending
	}
	return false, leasedPause, nil
}

// sentBefore is an event whose answer may be out from an earlier try.
func (in worker) sentBefore(ctx context.Context, j *job) (bool, time.Duration, error) {
	if j.Posted != nil {
		posted, known := false, false
		_ = in.recoverOf(j).Call(j.Name, func() error { posted, known = j.Posted(ctx); return nil }) // reported
		switch {
		case known && posted:
			in.set(j, Done)
			in.c.Count("found", j.Name)
			return false, 0, nil
		case known:
			in.set(j, Free) // nothing went out: the try begins anew
			if _, err := in.c.Ledger.Take(ctx, j.ids(), in.c.Lease); err != nil {
				in.log(j).Warn("event can't be taken for all replicas", "err", err)
			}
			return true, 0, nil
		}
	}
	in.unknown(j, nil)
	return false, 0, in.unsure(j)
}

// outcome sees to what came of a try.
func (in worker) outcome(j *job, err error) {
	f := failure(err)
	switch {
	case err == nil:
		in.set(j, Done)
		in.c.Count("done", j.Name)
		in.finish(j, nil)
	case f.Sent == UnknownSent:
		in.unknown(j, err)
		if j.Posted != nil { // a repeat finds it out
			in.set(j, Taken)
			in.finish(j, ErrUnknown)
			return
		}
		in.finish(j, in.unsure(j))
	case in.ctx.Err() != nil: // the end came first: the platform brings it to another program
		in.set(j, Free)
		in.finish(j, ErrPending)
	case f.Again && time.Since(j.since)+f.After < in.c.GiveUp:
		in.set(j, Free)
		in.c.Count("again", j.Name)
		in.later(j, max(f.After, j.pause()))
	default:
		in.failed(j, err)
	}
}

// The pauses between the tries of an event double from the first to the last.
const (
	firstPause = 500 * time.Millisecond
	lastPause  = 30 * time.Second
)

// pause is how long to leave the event before the next try.
func (j *job) pause() time.Duration {
	if j.backoff == nil {
		j.backoff = retry.WithCappedDuration(lastPause, retry.NewExponential(firstPause))
	}
	d, _ := j.backoff.Next()
	return d
}

// unknown is an event whose answer may be out: nobody is told of a failure that may be
// none.
func (in worker) unknown(j *job, err error) {
	in.c.Count("unknown", j.Name)
	in.log(j).Warn("it is not known whether an answer is out", "err", err)
}

// unsure tells the person what nobody can find out, which ends the event. Where that does
// not reach them the lease ends, for the event to come again and be told of then.
func (in worker) unsure(j *job) error {
	if j.Unsure == nil {
		in.set(j, Taken)
		return ErrUnknown
	}
	told := in.tell(j, "unsure", j.Unsure)
	if told != nil && failure(told).Sent == NotSent {
		in.log(j).Warn("the person was not told that an answer may be lost", "err", told)
		in.set(j, Taken)
		return told
	}
	in.c.Count("unsure", j.Name)
	j.late.Store(false) // who asks again may use the same words
	in.set(j, Done)
	return nil
}

// tell tells the person something about a job, also when the try's own time is over.
func (in worker) tell(j *job, what string, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(WithRequestID(in.last, j.request), tellTimeout)
	defer cancel()
	return in.recoverOf(j).Call(j.Name+" "+what, func() error { return f(ctx) })
}

// failed tells the person and the operator. Where the person can't be told, the event
// is nobody's again, for the platform to bring once more.
func (in worker) failed(j *job, err error) {
	id := newID()
	in.c.Count("failed", j.Name)
	in.recoverOf(j).Report(j.Name, err)
	in.log(j).Error("event is not answered", "id", id, "workspace", j.Workspace, "err", err)
	if j.Fail == nil {
		in.set(j, Done)
		in.finish(j, nil)
		return
	}
	told := in.tell(j, "failed", func(ctx context.Context) error { return j.Fail(ctx, id) })
	if told != nil && failure(told).Sent == NotSent {
		in.log(j).Warn("the person was not told of a failure", "id", id, "err", told)
		in.set(j, Free)
		in.finish(j, err)
		return
	}
	in.set(j, Done)
	in.finish(j, nil)
}

// log is for lines about a job: they carry the id of the request it came by.
func (in worker) log(j *job) *slog.Logger {
	return in.recoverOf(j).Log.With("platform", in.c.Platform, "job", j.Name)
}

// recoverOf counts and logs what panicked in a job.
func (in worker) recoverOf(j *job) Recoverer {
	return in.recover().In(WithRequestID(in.ctx, j.request))
}

// recover counts and logs what panicked.
func (in *Inbox) recover() Recoverer {
	return Recoverer{Part: string(in.c.Platform), Log: in.c.Log, Count: in.c.Panicked}
}

// tellTimeout bounds telling somebody of a failure, and noting a state.
const tellTimeout = 3 * time.Second

// set notes the event's state, also when the try's own time is over.
func (in worker) set(j *job, s State) {
	if len(j.IDs) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(in.last, tellTimeout)
	defer cancel()
	ids := j.ids()
	if s == Done || s == Taken { // it has ended
		ids = j.endedIDs()
	}
	err := in.c.Ledger.Set(ctx, ids, s)
	if rest := len(j.ids()) - len(ids); err == nil && rest > 0 {
		err = in.c.Ledger.Set(ctx, j.Repeats, Free)
	}
	if err != nil {
		in.log(j).Warn("state of an event is not noted", "err", err)
	}
}

// endedIDs are the ids by which the event is known to have ended. Where that was in time
// nobody brings it again under another: who asks the same once more gets an answer.
func (j *job) endedIDs() []string {
	if j.late.Load() {
		return j.ids()
	}
	return j.IDs
}

// renew keeps the leases of what is being done.
func (in *Inbox) renew(end <-chan struct{}) {
	t := time.NewTicker(in.c.Lease / 3)
	defer t.Stop()
	for {
		select {
		case <-end:
			return
		case <-t.C:
		}
		var ids []string
		in.mu.Lock()
		for j := range in.running {
			ids = append(ids, j.ids()...)
		}
		in.mu.Unlock()
		if len(ids) == 0 {
			continue
		}
		slices.Sort(ids)
		if err := in.c.Ledger.Renew(in.ctx, ids, in.c.Lease); err != nil && in.ctx.Err() == nil {
			in.c.Log.Warn("leases of events are not renewed", "platform", in.c.Platform, "err", err)
		}
	}
}
