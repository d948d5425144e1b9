package chattest

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Inbound is what a person does on a platform.
type Inbound struct {
	ID      string // the platform's own of the event
	Person  string
	Channel string // a message in a channel; empty: a direct message
	Text    string // what they write; empty: they press a button
	Verb    chat.Verb
	Ref     bot.Ref
	Value   string
}

// Seen is what was shown.
type Seen struct {
	To   string // the one person who sees it; empty for everybody in the channel
	Body string // everything that was sent
}

// Fault is how a platform's own side fails.
type Fault int

// The faults.
const (
	NoFault   Fault = iota
	Down            // it takes nothing and says so (500)
	Limited         // it says to come again in thirty seconds (429)
	LostReply       // it shows what it was sent, and its answer is lost
	Refusing        // it refuses for good
)

// Harness is a platform with the other end of its wire.
type Harness struct {
	// Deliver brings an event and reports whether it was acknowledged.
	Deliver func(Inbound) bool
	// Seen returns all that was shown since the start, in order.
	Seen func() []Seen
	// Fail makes the platform's own side fail in every call from now on.
	Fail func(Fault)
	// Run is the platform's.
	Run func(context.Context)
}

// Parts are what a platform is to be made of.
type Parts struct {
	Bot    *bot.Bot
	Words  *locales.Catalog
	Ledger chat.Ledger
	Log    *slog.Logger
	Count  func(what, detail string)
	People chat.People
}

// Exercise holds a platform to the contract of package chat. start makes the platform
// within a synctest bubble, so nothing of it may use the network.
func Exercise(t *testing.T, start func(t *testing.T, p Parts) Harness) {
	t.Helper()
	parts := shared(t)
	for _, tt := range []struct {
		name string
		test func(*run)
	}{
		{"answers once", answersOnce},
		{"tells a personal number to its author alone", tellsGuard},
		{"answers after an outage", answersAfterOutage},
		{"comes again when it is told to", backsOff},
		{"posts once when the answer is lost", postsOnce},
		{"tells a failure that is one", tellsFailure},
		{"survives a panic", survivesPanic},
		{"takes over from a dead program", takesOver},
		{"counts a judgement once", countsOnce},
		{"shows more by buttons", pressesButtons},
		{"ends in time", endsInTime},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRun(t, parts)
				defer r.end()
				r.start = start
				r.h = start(t, r.parts)
				r.wg.Go(func() { r.h.Run(r.ctx) })
				tt.test(r)
			})
		})
	}
}

// shared is what every test reads alike.
func shared(t *testing.T) Parts {
	t.Helper()
	g, err := content.Load(content.FS())
	if err != nil {
		t.Fatal(err)
	}
	words, err := locales.New()
	if err != nil {
		t.Fatal(err)
	}
	ix, err := search.New(g)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ix.Close() })
	s := &searcher{to: ix}
	return Parts{Words: words, Bot: bot.New(bot.Config{Guide: g, Index: s, Words: words})}
}

// panicWord makes the search panic, as a fault of ours would.
const panicWord = "xyzzypanikk"

// searcher is an index in which one word panics.
type searcher struct{ to bot.Searcher }

func (s *searcher) Search(ctx context.Context, q search.Query) (search.Result, error) {
	if strings.Contains(q.Text, panicWord) {
		panic(q.Text)
	}
	return s.to.Search(ctx, q)
}

// run is one test of the contract.
type run struct {
	*testing.T
	h     Harness
	start func(*testing.T, Parts) Harness
	parts Parts
	store *Store
	log   *Log
	ctx   context.Context
	stop  context.CancelFunc
	wg    sync.WaitGroup
}

func newRun(t *testing.T, p Parts) *run {
	r := &run{T: t, store: NewStore(), log: &Log{}}
	p.Ledger, p.Log = r.store.NewLedger(), slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	p.Count = func(string, string) {}
	r.parts = p
	r.ctx, r.stop = context.WithCancel(context.Background())
	return r
}

func (r *run) end() {
	r.stop()
	r.wg.Wait()
}

const question = "hva er kvalifiseringsprogrammet?"

// expect is part of every answer to the question.
const expect = "Kvalifiseringsprogram"

// seen counts what was shown that holds the text, to whom.
func (r *run) seen(text string) (everybody, alone int) {
	for _, s := range r.h.Seen() {
		switch {
		case !strings.Contains(s.Body, text):
		case s.To == "":
			everybody++
		default:
			alone++
		}
	}
	return everybody, alone
}

func (r *run) want(text string, everybody, alone int) {
	r.Helper()
	e, a := r.seen(text)
	if e != everybody || a != alone {
		r.Errorf("%q was shown to everybody %d times and to one person %d times, want %d and %d", text, e, a, everybody, alone)
	}
}

func (r *run) words(k locales.Key) string {
	s := r.parts.Words.In("nb").Text(k, "ID", "\x00")
	before, _, _ := strings.Cut(s, "\x00")
	return before
}

func answersOnce(r *run) {
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	for range 3 {
		if !r.h.Deliver(in) {
			r.Error("an answered question was not acknowledged")
		}
	}
	r.want(expect, 1, 0)
	if strings.Contains(r.log.String(), "kvalifiseringsprogrammet") {
		r.Error("the log holds what was asked")
	}
	if !r.h.Deliver(Inbound{ID: "2", Person: "ada", Text: question}) {
		r.Error("a direct message was not acknowledged")
	}
	e, a := r.seen(expect)
	if e+a != 2 {
		r.Errorf("%d answers after a direct message too, want 2", e+a)
	}
}

func tellsGuard(r *run) {
	const number = "13097248022" // of the tax administration's test numbers' form: no such person
	r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: "kurs for " + number})
	r.want(r.words(locales.GuardTitle), 0, 1)
	if e, a := r.seen(number); e+a > 0 || strings.Contains(r.log.String(), number) {
		r.Error("a personal number was repeated")
	}
}

func answersAfterOutage(r *run) {
	r.h.Fail(Down)
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	if r.h.Deliver(in) {
		r.Error("acknowledged though nothing could be shown")
	}
	time.Sleep(2 * time.Minute)
	r.h.Fail(NoFault)
	time.Sleep(time.Minute)
	r.want(expect, 1, 0)
	if !r.h.Deliver(in) {
		r.Error("the repeat was not acknowledged")
	}
	r.want(expect, 1, 0)
	r.want(r.words(locales.ChatFailed), 0, 0)
}

func backsOff(r *run) {
	r.h.Fail(Limited)
	begin := time.Now()
	r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question})
	r.h.Fail(NoFault)
	time.Sleep(29*time.Second - time.Since(begin))
	r.want(expect, 0, 0)
	time.Sleep(20 * time.Second)
	r.want(expect, 1, 0)
}

func postsOnce(r *run) {
	r.h.Fail(LostReply)
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	r.h.Deliver(in)
	r.h.Fail(NoFault)
	for range 3 {
		r.h.Deliver(in)
		time.Sleep(time.Minute)
	}
	r.want(expect, 1, 0)
	r.want(r.words(locales.ChatFailed), 0, 0)
}

func tellsFailure(r *run) {
	r.h.Fail(Refusing)
	if r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}) {
		r.Error("acknowledged though neither an answer nor a failure could be shown")
	}
	r.h.Fail(NoFault)
	r.want(expect, 0, 0)
	if !strings.Contains(r.log.String(), "event is not answered") {
		r.Error("the operator is not told of a refused answer")
	}
}

func survivesPanic(r *run) {
	if !r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: panicWord}) {
		r.Error("a panic that its person was told of was not acknowledged")
	}
	r.want(r.words(locales.ChatFailed), 0, 1)
	if s := r.log.String(); strings.Contains(s, panicWord) || !strings.Contains(s, "panic in ") {
		r.Error("the log should name the panic's place and not its value")
	}
	r.h.Deliver(Inbound{ID: "2", Person: "ada", Channel: "kanal", Text: question})
	r.want(expect, 1, 0)
}

// takesOver finds out by what ids a question stands in the ledger, and asks it again of
// a program whose ledger says that another was killed while it worked on it.
func takesOver(r *run) {
	in := Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question}
	dead := r.store.NewLedger()
	if _, err := dead.Take(r.ctx, r.ids(in), 30*time.Second); err != nil { // past every platform's deadline
		r.Fatal(err)
	}
	r.h.Deliver(in)
	r.want(expect, 0, 0)
	time.Sleep(35 * time.Second)
	r.want(expect, 1, 0)
	if !r.h.Deliver(in) {
		r.Error("the repeat was not acknowledged")
	}
	r.want(expect, 1, 0)
}

// ids are the ids by which the platform knows the event, learnt from another program of
// the same platform.
func (r *run) ids(in Inbound) []string {
	store := NewStore()
	p := r.parts
	p.Ledger = store.NewLedger()
	h := r.start(r.T, p)
	ctx, stop := context.WithCancel(r.ctx)
	var wg sync.WaitGroup
	wg.Go(func() { h.Run(ctx) })
	h.Deliver(in)
	stop()
	wg.Wait()
	if ids := store.IDs(); len(ids) > 0 {
		return ids
	}
	r.Fatal("an answered question is in no ledger")
	return nil
}

func countsOnce(r *run) {
	in := Inbound{ID: "7", Person: "ada", Channel: "kanal", Verb: chat.Feedback, Ref: bot.Ref{Lang: content.Bokmal, Entry: "jobbsjansen"}, Value: chat.Helpful}
	for range 3 {
		if !r.h.Deliver(in) {
			r.Error("a judgement was not acknowledged")
		}
	}
	if n := strings.Count(strings.Join(r.store.IDs(), " "), "7"); n == 0 {
		r.Error("a judgement is in no ledger, so its repeats would count")
	}
}

func pressesButtons(r *run) {
	ref := bot.Ref{Lang: content.Bokmal, Entry: "jobbsjansen"}
	for i, v := range []chat.Verb{chat.Show, chat.Map, chat.Feedback} {
		if !r.h.Deliver(Inbound{ID: string(rune('a' + i)), Person: "ada", Channel: "kanal", Verb: v, Ref: ref, Value: chat.Helpful}) {
			r.Errorf("%s was not acknowledged", v)
		}
	}
	if e, a := r.seen("Jobbsjansen"); e+a == 0 {
		r.Error("show showed nothing")
	}
	gone := bot.Ref{Lang: content.Bokmal, Entry: "aldri-vaert-til"}
	r.h.Deliver(Inbound{ID: "z", Person: "ada", Channel: "kanal", Verb: chat.Show, Ref: gone})
	r.want(r.words(locales.LinkGone), 0, 1)
}

func endsInTime(r *run) {
	r.h.Fail(Down)
	r.h.Deliver(Inbound{ID: "1", Person: "ada", Channel: "kanal", Text: question})
	begin := time.Now()
	r.end()
	if d := time.Since(begin); d > 10*time.Second {
		r.Errorf("the end took %v", d)
	}
}

// errDown is a fault of the platform's own side.
var errDown = errors.New("the platform is down")
