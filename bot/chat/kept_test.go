package chat_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

// keeping is a chat that keeps what it acknowledges too early; what it resumes is done
// by do.
type keeping struct {
	*chat.Chat
	mu      sync.Mutex
	resumed []string
}

func newKeeping(l *chattest.Ledger, k chat.Keeper) *keeping {
	kc := &keeping{}
	kc.Chat = chat.New(chat.Config{
		Bot: bot.New(bot.Config{}), Platform: &chattest.Console{}, Ledger: l, Keeper: k, Log: slog.New(slog.DiscardHandler),
		Resume: func(ctx context.Context, name string, body []byte) error {
			kc.mu.Lock()
			kc.resumed = append(kc.resumed, name+" "+string(body))
			kc.mu.Unlock()
			return kc.do(ctx, name, string(body), 0)
		},
	})
	return kc
}

func (k *keeping) do(ctx context.Context, name, id string, took time.Duration) error {
	ctx = chat.WithBody(ctx, name, []byte(id))
	return k.Do(ctx, chat.Event{IDs: []string{id}, Name: name, Do: func(context.Context) error {
		time.Sleep(took)
		return nil
	}}, chat.Address{})
}

func (k *keeping) all() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.resumed
}

// What was acknowledged before it was done is done by another program where its own was
// killed, and only then.
func TestKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := chattest.NewStore()
		ledger := store.NewLedger()
		dead := newKeeping(ledger, ledger) // it never runs
		if err := dead.do(t.Context(), "command", "lost", 0); err != nil {
			t.Errorf("an event that was kept: %v, want it acknowledged", err)
		}
		if err := ledger.Keep(t.Context(), "slack 7", "slack command", nil); err != nil { // another platform's
			t.Fatal(err)
		}
		l := store.NewLedger()
		k := newKeeping(l, l)
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { k.Run(ctx) })
		if err := k.do(t.Context(), "command", "slow", 5*time.Second); err != nil {
			t.Errorf("a slow event: %v, want it kept", err)
		}
		if err := k.do(t.Context(), "command", "quick", 0); err != nil {
			t.Errorf("a quick event: %v", err)
		}
		time.Sleep(time.Minute)
		cancel()
		wg.Wait()
		if got := k.all(); len(got) != 1 || got[0] != "command lost" {
			t.Errorf("resumed %q, want what was lost, once", got)
		}
		if s := store.State("terminal  lost"); s != chat.Done {
			t.Errorf("state %d, want done", s)
		}
	})
}

// What can't be kept is not acknowledged.
func TestNotKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ledger := chattest.NewLedger()
		ledger.Break(errors.New("no database"))
		if err := newKeeping(ledger, ledger).do(t.Context(), "command", "1", 0); err == nil || errors.Is(err, chat.ErrPending) {
			t.Errorf("without a database: %v, want its error", err)
		}
		if err := newKeeping(ledger, nil).do(t.Context(), "command", "1", 0); !errors.Is(err, chat.ErrPending) {
			t.Errorf("without a keeper: %v, want ErrPending", err)
		}
	})
}
