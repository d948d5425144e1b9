package chat

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/sethvargo/go-retry"

	"veiviser/bot"
)

// Event is something to be done once: a message to answer, an action, a command.
type Event struct {
	// IDs tell the event apart: what the platform calls it, and whatever else it may be
	// delivered as. An event without any is done whenever it comes.
	IDs []string
	// Shared are ids of the event that hold in all workspaces, as in a channel that two of
	// them share; IDs hold in its own.
	Shared []string
	// Repeats are other ids that it may be brought again under where it was not
	// acknowledged in time: they count while it is under way, and afterwards if it was.
	Repeats []string
	Name    string // its kind, for logs and metrics

	Workspace string // whose turn it is: first of workspaces,
	Person    string // then of people,
	Channel   string // then of channels. One event of a channel is done at a time, within the channel's rate; empty: it waits for none

	// Do does it. Called again only where the last try's error was a [Failure] to be
	// tried again, or a try was cut off before anything went out.
	Do func(ctx context.Context) error
	// Fail tells the person who waits that it failed, with an id that stands in the log.
	// nil: nobody waits.
	Fail func(ctx context.Context, id string) error
	// Slow tells the person that they ask faster than they are answered, which ends the
	// event. nil: nobody is told, and the event is refused.
	Slow func(ctx context.Context) error
	// Unsure tells the person that nobody knows whether the answer is out, and that they
	// may ask again, which ends the event. It is told where that can't be found out, by
	// Posted or at all. nil: nobody is told.
	Unsure func(ctx context.Context) error
	// Posted finds out whether an answer is out that nobody knows about, after a call's
	// answer was lost. nil, or known being false: it can't be found out.
	Posted func(ctx context.Context) (posted, known bool)

	request string     // id of the request it came by; empty for none
	tracer  bot.Tracer // is told of the work on it; nil for nobody
}

// job is an event on its way through the inbox.
type job struct {
	Event
	since   time.Time
	backoff retry.Backoff // of its tries; nil before the second
	after   time.Time     // not before
	late    atomic.Bool   // somebody stopped waiting for it
	done    chan struct{} // closed at its end
	err     error         // how it ended; read after done is closed
}

// ids are all ids the event goes by while it is under way.
func (j *job) ids() []string { return slices.Concat(j.IDs, j.Repeats) }

// line is where the job waits.
func (j *job) line() []string { return []string{j.Workspace, j.Person, j.Channel} }

// end tells everybody who waits for the job how it ended.
func (j *job) end(err error) {
	j.err = err
	close(j.done)
}

type sendingKey struct{}

// Begin notes, before an answer goes out for the event that ctx works on, that one
// may be out from now on. Outside an event it does nothing.
func Begin(ctx context.Context) {
	if note, ok := ctx.Value(sendingKey{}).(func()); ok {
		note()
	}
}
