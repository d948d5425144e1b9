package chat_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
)

func TestDrain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{Workers: 2, Channels: chat.NewLimiter(chat.Same(chat.Rate{PerSecond: 0.01, Burst: 1}))})
		var quick, hung, parked counter
		channels := []string{"C1", "C2"}
		_ = in.within(time.Millisecond, chat.Event{IDs: []string{"hung"}, Do: hung.do(time.Hour)})
		_ = in.within(time.Millisecond, chat.Event{IDs: []string{"quick"}, Channel: channels[0], Do: quick.do(3 * time.Second)})
		ends := make(chan error, 1)
		go func() {
			ends <- in.within(time.Hour, chat.Event{IDs: []string{"parked"}, Channel: channels[0], Do: func(ctx context.Context) error {
				parked.add()
				return chat.Retry(errors.New("status 500"), time.Minute)
			}})
		}()
		time.Sleep(time.Second)
		begin := time.Now()
		in.end()
		if d := time.Since(begin); d > 10*time.Second {
			t.Errorf("the end took %v, want at most ten seconds", d)
		}
		if err := <-ends; !errors.Is(err, chat.ErrPending) {
			t.Errorf("who still waited: %v, want ErrPending", err)
		}
		quick.is(t, 1)
		if err := in.within(time.Second, chat.Event{IDs: []string{"late"}, Do: quick.do(0)}); !errors.Is(err, chat.ErrFull) {
			t.Errorf("after the end: %v, want ErrFull", err)
		}
	})
}

func TestDrainWithNothingToDoIsQuick(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{})
		_ = in.within(time.Second, chat.Event{IDs: []string{"1"}, Do: func(context.Context) error {
			return chat.Retry(errors.New("status 500"), time.Minute)
		}})
		begin := time.Now()
		in.end()
		if d := time.Since(begin); d > time.Second {
			t.Errorf("the end took %v though nothing could be done", d)
		}
	})
}

// hangs does nothing until its time is over.
func hangs(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

// What hangs is cut off before the end of the drain, and left to the platform: nobody is
// told of a failure of what is brought again.
func TestDrainOfWhatHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := start(t, chat.InboxConfig{Workers: 3, Drain: 8 * time.Second})
		var told counter
		var wg sync.WaitGroup
		for i := range 5 { // more than are done at a time
			wg.Go(func() {
				err := in.within(time.Hour, chat.Event{
					IDs: []string{fmt.Sprint(i)}, Do: hangs, Fail: func(context.Context, string) error { told.add(); return nil },
				})
				if !errors.Is(err, chat.ErrPending) {
					t.Errorf("%d: %v, want ErrPending", i, err)
				}
			})
		}
		synctest.Wait()
		begin := time.Now()
		in.end()
		if d := time.Since(begin); d != 6*time.Second {
			t.Errorf("the end took %v, want three quarters of the drain", d)
		}
		wg.Wait()
		told.is(t, 0)
		for i := range 5 {
			if s := in.store.State(fmt.Sprint(i)); s != chat.Free {
				t.Errorf("%d: state %v, want free for another program", i, s)
			}
		}
	})
}

// slowLedger is a database that hangs from some time on.
type slowLedger struct {
	chat.Ledger
	hang chan struct{} // closed when it does
}

func (l slowLedger) Set(ctx context.Context, ids []string, s chat.State) error {
	select {
	case <-l.hang:
		<-ctx.Done()
		return ctx.Err()
	default:
		return l.Ledger.Set(ctx, ids, s)
	}
}

// Telling and noting end with the drain as well.
func TestDrainOfTellingAndNoting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := slowLedger{chattest.NewLedger(), make(chan struct{})}
		in := start(t, chat.InboxConfig{Ledger: l, Drain: 4 * time.Second})
		_ = in.within(time.Nanosecond, chat.Event{
			IDs: []string{"1"}, Fail: func(ctx context.Context, _ string) error { return hangs(ctx) },
			Do: func(context.Context) error { time.Sleep(2 * time.Second); return errors.New("refused") },
		})
		_ = in.within(time.Nanosecond, chat.Event{IDs: []string{"2"}, Do: hangs})
		synctest.Wait()
		close(l.hang)
		begin := time.Now()
		in.end()
		if d := time.Since(begin); d > 4*time.Second {
			t.Errorf("the end took %v, want the drain of 4s at most", d)
		}
	})
}
