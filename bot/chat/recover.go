package chat

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
)

// Panic is a panic that ended a job. It never holds the value the code panicked with:
// that can quote what a person wrote.
type Panic struct {
	// Stack is where it happened, "function file:line" each, the innermost first,
	// without the frames of the runtime. It holds no argument.
	Stack []string

	reported atomic.Bool
}

// Error names the place of the panic.
func (p *Panic) Error() string {
	if len(p.Stack) == 0 {
		return "panic"
	}
	return "panic in " + p.Stack[0]
}

// Call runs f and returns its error; a panic in f becomes a *[Panic].
// http.ErrAbortHandler, by which a handler drops its connection on purpose, goes on.
func Call(f func() error) (err error) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case http.ErrAbortHandler:
			panic(v)
		default:
			err = &Panic{Stack: callers()}
		}
	}()
	return f()
}

// maxFrames is more than any path from a job to its panic; a recursion without end
// says no more by being longer.
const maxFrames = 32

// callers returns the frames of the function that panicked and of those that called
// it, up to Call. It is called by Call's deferred function alone.
func callers() []string {
	pcs := make([]uintptr, 2*maxFrames)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)]) // 3: Callers, callers, the deferred function
	var out []string
	for len(out) < maxFrames {
		f, more := frames.Next()
		if !more || strings.HasSuffix(f.Function, "/bot/chat.Call") {
			break
		}
		if !strings.HasPrefix(f.Function, "runtime.") {
			out = append(out, f.Function+" "+path.Base(f.File)+":"+strconv.Itoa(f.Line))
		}
	}
	return out
}

// Recoverer runs the jobs of one part of the program. The zero Recoverer recovers,
// and says so to nobody. It is safe for concurrent use.
type Recoverer struct {
	Part  string           // "slack", "teams", "web", "journal": for the log
	Log   *slog.Logger     // nil: nothing is logged
	Count func(job string) // counts a panic in a job of that kind; nil: nothing
}

// In is r for a job of the request that ctx is of: its log line carries the request's id.
func (r Recoverer) In(ctx context.Context) Recoverer {
	if id := RequestID(ctx); id != "" && r.Log != nil {
		r.Log = r.Log.With("request", id)
	}
	return r
}

// Call is [Call] with [Recoverer.Report]. The job is a kind of job, of which there are
// few: it is logged and counted.
func (r Recoverer) Call(job string, f func() error) error {
	err := Call(f)
	r.Report(job, err)
	return err
}

// Do runs f and, when that fails or panics, failed with the error, to tell who waits
// for the job. A panic in failed is recovered too.
func (r Recoverer) Do(job string, f func() error, failed func(err error)) {
	err := r.Call(job, f)
	if err == nil {
		return
	}
	_ = r.Call(job+" failed", func() error { failed(err); return nil }) // reported
}

// Report counts and logs err where it is a *[Panic] that came back from f in a job of
// that kind, once however many recoverers the error passes through; any other error is
// left to the caller.
func (r Recoverer) Report(job string, err error) {
	p, ok := errors.AsType[*Panic](err)
	if !ok || p.reported.Swap(true) {
		return
	}
	if r.Count != nil {
		r.Count(job)
	}
	if r.Log != nil {
		r.Log.Error("panic", "part", r.Part, "job", job, "stack", p.Stack)
	}
}
