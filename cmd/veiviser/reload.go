package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"sync/atomic"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/journal"
	"veiviser/content"
)

// reloader puts the guide as its files are now in the place of the one served, whenever
// the process is told to. A guide that can't be served leaves the one before in place.
type reloader struct {
	at       guideAt
	parts    *parts // of the guide served; nobody else reads them while run runs
	bot      *bot.Bot
	versions *journal.Versions
	metrics  *metrics
	log      *slog.Logger
	recover  chat.Recoverer
	changed  func()                       // told of each guide that took the place of another; nil: nobody is
	failed   atomic.Pointer[failedReload] // the last one; nil where it succeeded
}

// failedReload is why the guide's files are not what is served.
type failedReload struct {
	at       time.Time
	problems int // in the guide; 0 where it could not be read at all
}

// run reloads the guide at each signal until ctx ends. Signals that come while it does
// are one more.
func (r *reloader) run(ctx context.Context, hangups <-chan os.Signal) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-hangups:
			if err := r.recover.Call("reload", func() error { return r.reload(ctx) }); err != nil {
				r.fail(err)
			}
		}
	}
}

// reload reads, checks and indexes the guide, and serves it. Its versions are recorded
// first, so that a link that somebody copies from it opens.
func (r *reloader) reload(ctx context.Context) error {
	index, err := r.at.open(r.parts.store)
	if err != nil {
		return err
	}
	g := index.Guide()
	if err := r.versions.Record(ctx, g); err != nil {
		r.log.Error("the guide's versions are not recorded yet", "err", err)
	}
	old := r.parts.index
	r.parts.index, r.parts.guide = index, g
	r.bot.Replace(g, index, func() {
		if err := old.Close(); err != nil {
			r.log.Error("the index of the guide before is not closed", "err", err)
		}
	})
	r.failed.Store(nil)
	r.metrics.reloaded(g)
	tellFit(r.log, index)
	if r.changed != nil {
		r.changed()
	}
	r.log.Info("the guide is reloaded", "release", bot.ShortDigest(g.Release()), "entries", len(g.Entries()))
	debug.FreeOSMemory() // as at start
	return nil
}

// fail notes that the guide was not reloaded.
func (r *reloader) fail(err error) {
	f := &failedReload{at: time.Now()}
	if ps, ok := errors.AsType[content.Problems](err); ok {
		f.problems = len(ps)
		err = ps[:1] // the first; veiviser check lists them all
	}
	r.failed.Store(f)
	r.metrics.notReloaded(f.problems)
	r.log.Error("the guide is not reloaded, the one before goes on", "problems", f.problems,
		"release", bot.ShortDigest(r.parts.guide.Release()), "err", err)
}

// state is the reloader's line for /readyz.
func (r *reloader) state(context.Context) string {
	f := r.failed.Load()
	switch {
	case f == nil:
		return ""
	case f.problems == 0:
		return fmt.Sprintf("the guide could not be reloaded at %s; the one before goes on", f.at.UTC().Format(time.RFC3339))
	}
	return fmt.Sprintf("the guide to reload at %s has %s; the one before goes on", f.at.UTC().Format(time.RFC3339), counted(f.problems, "error"))
}
