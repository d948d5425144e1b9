package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"veiviser/bot/chat"
)

// The end of the service takes at most ten seconds, after which platforms kill a
// program: Kubernetes gives thirty, Docker ten. The open requests and the chats' events
// end side by side, in the seven seconds of an inbox's drain; then the journal's worker
// ends in what is left of endWait, which is most of it where nothing hangs, and the
// journal has two seconds to write the rest.
const (
	drainWait = 7250 * time.Millisecond
	endWait   = 7500 * time.Millisecond
	// cutOff is when requests are cut off: those that the chats' drain, of seven seconds, has
	// ended are answered by then, and what comes of the cut ends in drainWait.
	cutOff = 7150 * time.Millisecond
)

// run serves on l until ctx ends, or until the listener or the journal's worker fails,
// and then ends every part, in their order. A part that panics has failed. What does not
// end in its time is left behind with an error: the program ends with it.
func (s *site) run(ctx context.Context, l net.Listener) error {
	srv := &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: readHeaderTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	run := &workers{recover: s.recoverer(), failed: cancel}
	later := context.WithoutCancel(ctx) // each part ends when it is told to
	keeping, stopKeeping := context.WithCancel(later)
	defer stopKeeping()
	journal := run.start("the journal's worker", func() error { return s.keep(keeping) })
	keepers := []worker{journal}
	if s.admin != nil {
		keepers = append(keepers, run.start("operators' address", func() error { return s.admin(keeping) }))
	}
	chats, stopChats := context.WithCancel(later)
	defer stopChats()
	platforms := run.start("platforms", func() error { s.runPlatforms(chats); return nil })
	draining := []worker{platforms}
	if s.reload != nil {
		draining = append(draining, run.start("reload", func() error { return s.reload(chats) }))
	}
	if len(s.expiries) > 0 {
		draining = append(draining, run.start("expiries", func() error { return s.warnOfExpiries(chats) }))
	}
	listener := run.start("listener", func() error {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})

	<-ctx.Done()
	end := time.Now().Add(endWait)
	s.stopping.Store(true)
	stopChats()
	requests := run.start("requests", func() error { return s.shutdown(srv) })
	run.wait(drainWait, append(draining, requests, listener)...)
	stopKeeping()
	run.wait(time.Until(end), keepers...)
	return run.err()
}

// runPlatforms runs all platforms and waits for them.
func (s *site) runPlatforms(ctx context.Context) {
	var all sync.WaitGroup
	for _, p := range s.platforms {
		all.Go(func() { s.runPlatform(ctx, p) })
	}
	all.Wait()
}

// shutdown takes no new connection and waits for the open requests; those that take
// longer than the chats' drain are cut off.
func (s *site) shutdown(srv *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), cutOff)
	defer cancel()
	err := srv.Shutdown(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("requests were cut off at the end")
		err = srv.Close()
	}
	return err
}

// workers are parts of the service that run beside each other.
type workers struct {
	recover chat.Recoverer
	failed  func() // called when one fails
	mu      sync.Mutex
	errs    []error
}

// worker is one of them; done is closed at its end.
type worker struct {
	name string
	done chan struct{}
}

func (r *workers) start(name string, f func() error) worker {
	p := worker{name, make(chan struct{})}
	go func() {
		defer close(p.done)
		if err := r.recover.Call(name, f); err != nil {
			r.fail(fmt.Errorf("%s: %w", name, err))
			r.failed()
		}
	}()
	return p
}

func (r *workers) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errs = append(r.errs, err)
}

// wait waits for parts to end, at most d for all of them. One that did not has failed.
func (r *workers) wait(d time.Duration, parts ...worker) {
	t := time.NewTimer(d)
	defer t.Stop()
	over := false
	for _, p := range parts {
		if !over {
			select {
			case <-p.done:
				continue
			case <-t.C:
				over = true
			}
		}
		select {
		case <-p.done:
		default:
			r.fail(fmt.Errorf("%s: not ended within %v", p.name, d))
		}
	}
}

// err is what failed, nil for nothing.
func (r *workers) err() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return errors.Join(r.errs...)
}
