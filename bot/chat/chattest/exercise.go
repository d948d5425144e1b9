package chattest

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"veiviser/bot"
	"veiviser/bot/bottest"
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
	Thread  string // the ID of the message that began the thread it stands in; empty: it begins one
	Text    string // what they write; empty: they press a button
	Verb    chat.Verb
	Ref     bot.Ref
	Value   string
	Asker   string // whose answer the button stands under; empty: nobody knows
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
	parts := newShared(t)
	type contract struct {
		name string
		test func(*run)
	}
	contracts := []contract{
		{"answers once", answersOnce},
		{"answers without its ledger", answersWithoutLedger},
		{"is fair", isFair},
		{"tells who asks too fast", tellsTooFast},
		{"tells a personal number to its author alone", tellsGuard},
		{"answers after an outage", answersAfterOutage},
		{"comes again when it is told to", backsOff},
		{"posts once when the answer is lost", postsOnce},
		{"tells a failure that is one", tellsFailure},
		{"survives a panic", survivesPanic},
		{"takes over from a dead program", takesOver},
		{"tells what it can't find out", tellsUnsure},
		{"counts a judgement once", countsOnce},
		{"shows more by buttons", pressesButtons},
		{"answers a press once", pressesOnce},
		{"answers a press of somebody else to them alone", answersOthersAlone},
		{"answers buttons of long ago", answersOldButtons},
		{"shows what is local to who is there", showsLocal},
		{"finishes what it took on", finishes},
		{"ends in time", endsInTime},
	}
	for _, talk := range talks(t) {
		contracts = append(contracts, contract{"talk/" + talk.name, talk.run})
	}
	for _, tt := range contracts {
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
type shared struct {
	words *locales.Catalog
	guide *content.Guide
	index bot.Searcher
}

func newShared(t *testing.T) shared {
	t.Helper()
	p := bottest.WithLocal(t)
	return shared{p.Words, p.Guide, &searcher{to: p.Index}}
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

// In searches what is local beside it.
func (s *searcher) In(view *content.Guide) (*search.Placed, error) {
	ix, ok := s.to.(*search.Index)
	if !ok {
		return nil, errors.New("no index that searches local entries")
	}
	return ix.In(view)
}

// people are those whose preferences are kept, in memory.
type people struct {
	mu        sync.Mutex
	by        map[string]chat.Preference
	everybody chat.Preference // of who has kept none
}

func (p *people) Preference(_ context.Context, person string) (chat.Preference, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept, ok := p.by[person]
	if !ok {
		kept, ok = p.everybody, p.everybody != chat.Preference{}
	}
	return kept, ok
}

func (p *people) KeepPreference(person string, kept chat.Preference) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.by[person] = kept
}

// run is one test of the contract.
type run struct {
	*testing.T
	h      Harness
	start  func(*testing.T, Parts) Harness
	parts  Parts
	store  *Store
	ledger *Ledger
	log    *Log
	ctx    context.Context
	stop   context.CancelFunc
	wg     sync.WaitGroup
}

func newRun(t *testing.T, s shared) *run {
	r := &run{T: t, store: NewStore(), log: &Log{}}
	r.ledger = r.store.NewLedger()
	r.parts = Parts{
		Bot:   bot.New(bot.Config{Guide: s.guide, Index: s.index, Words: s.words, Conversations: bot.NewMemory(1000)}),
		Words: s.words, Ledger: r.ledger, Count: func(string, string) {}, People: &people{by: map[string]chat.Preference{}},
		Log: slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	r.ctx, r.stop = context.WithCancel(context.Background())
	return r
}

func (r *run) end() {
	r.stop()
	r.wg.Wait()
}
