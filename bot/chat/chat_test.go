package chat_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

func TestConsole(t *testing.T) {
	chattest.Exercise(t, func(t *testing.T, p chattest.Parts) chattest.Harness {
		return (&chattest.Console{}).Harness(p)
	})
}

// busy is a platform that wants to be left alone for a while after the first post.
type busy struct {
	chattest.Console
	mu sync.Mutex
	at []time.Time
}

func (b *busy) Post(_ context.Context, to chat.Address, _ chat.Message) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at = append(b.at, time.Now())
	if len(b.at) == 1 {
		return chat.Retry(errors.New("status 429"), 20*time.Second)
	}
	return nil
}

// A channel that is to be left alone is left alone by all its events, and holds no
// worker meanwhile.
func TestChannelIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &busy{}
		c := chat.New(chat.Config{Platform: b, Ledger: chattest.NewLedger(), Log: slog.New(slog.DiscardHandler), Inbox: chat.InboxConfig{Workers: 1}})
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { c.Run(ctx) })
		deliver := func(id, channel string) {
			at := chat.Address{Person: id, Channel: channel}
			_ = c.Do(t.Context(), chat.Event{IDs: []string{id}, Channel: "/" + channel, Do: func(ctx context.Context) error {
				return c.Post(ctx, at, chat.Message{})
			}}, at)
		}
		begin := time.Now()
		for _, id := range []string{"1", "2"} {
			deliver(id, "busy")
		}
		deliver("3", "quiet")
		time.Sleep(30 * time.Second)
		cancel()
		wg.Wait()
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.at) != 4 || b.at[1].Sub(begin) > 5*time.Second || b.at[2].Sub(begin) < 20*time.Second {
			t.Errorf("posted at %v after %v, want the quiet channel next and the busy one from 20 s on", b.at, begin)
		}
	})
}
