package bot_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// slow is a memory that takes a second to read, so that those who press at once read at once.
type slow struct{ *bot.Memory }

func (s slow) Last(ctx context.Context, conversation string) (bot.Conversation, bool, error) {
	c, ok, err := s.Memory.Last(ctx, conversation)
	time.Sleep(time.Second)
	return c, ok, err
}

// TestTwoPressAtOnce presses in one conversation at once: what each tells is kept, and so is
// what is shown and forgotten beside it.
func TestTwoPressAtOnce(t *testing.T) {
	p := bottest.Whole(t)
	synctest.Test(t, func(t *testing.T) {
		m := slow{bot.NewMemory(10)}
		b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: m})
		answer(t, b, bot.Question{Choice: bot.Telling("age=34"), Conversation: "c"})
		var all sync.WaitGroup
		for _, value := range []string{"gender=woman", "norwegian=A2", "residence=refugee", "schooling=primary"} {
			all.Go(func() {
				if _, err := b.Answer(t.Context(), bot.Question{Choice: bot.Telling(value), Conversation: "c"}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Go(func() {
			if err := b.Showed(t.Context(), "c", "somebody", bot.Ref{Lang: "nb", Entry: "kvalifiseringsprogram"}); err != nil {
				t.Error(err)
			}
		})
		all.Go(func() {
			if err := b.Forget(t.Context(), "c"); err != nil {
				t.Error(err)
			}
		})
		all.Wait()
		c, _, _ := m.Last(t.Context(), "c")
		if got := c.Told; got.Age != 34 || got.Gender != "woman" || got.Norwegian != "A2" || got.Residence != "refugee" || got.Schooling != "primary" {
			t.Errorf("kept %+v of five who told at once", got)
		}
	})
}

// TestPressesAtOnceWaitNoLongerThanTheirAsker gives up a turn that waits when its asker is
// gone, and holds up nobody in another conversation.
func TestPressesAtOnceWaitNoLongerThanTheirAsker(t *testing.T) {
	p := bottest.Whole(t)
	synctest.Test(t, func(t *testing.T) {
		b := bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: slow{bot.NewMemory(10)}})
		first := make(chan error)
		go func() {
			_, err := b.Answer(t.Context(), bot.Question{Choice: bot.Telling("age=34"), Conversation: "c"})
			first <- err
		}()
		synctest.Wait() // the first has the turn
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
		defer cancel()
		if _, err := b.Answer(ctx, bot.Question{Choice: bot.Telling("age=35"), Conversation: "c"}); err == nil {
			t.Error("who is gone is answered all the same")
		}
		began := time.Now()
		answer(t, b, bot.Question{Choice: bot.Telling("age=36"), Conversation: "other"})
		if took := time.Since(began); took > time.Second {
			t.Errorf("another conversation waits %s", took)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
	})
}
