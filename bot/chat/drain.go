package chat

import "time"

// close takes nothing more on. What waits for a time of its own is left to the platform
// to bring again; the rest has three quarters of the drain to be done in, and the last
// to be noted in.
func (in *Inbox) close() {
	work := in.c.Drain * 3 / 4
	in.mu.Lock()
	in.closed, in.drained = true, time.Now().Add(work)
	in.mu.Unlock()
	in.notify()
	time.AfterFunc(work, in.stop) // Run ends both before that where it can
	time.AfterFunc(in.c.Drain, in.over)
}

// abandon ends what still waits at the end of the drain.
func (in *Inbox) abandon() {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, j := range in.waiting.all() {
		in.forget(j)
		j.end(ErrPending)
	}
	in.waiting = turns{}
}
