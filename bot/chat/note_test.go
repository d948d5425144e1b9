package chat_test

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/content"
)

// opener is a platform that keeps what it is shown.
type opener struct {
	chattest.Console
	mu    sync.Mutex
	shown []chat.Message
}

func (o *opener) Open(_ context.Context, _ chat.Address, m chat.Message) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.shown = append(o.shown, m)
	return nil
}

func (o *opener) Tell(ctx context.Context, to chat.Address, m chat.Message) error {
	return o.Open(ctx, to, m)
}
func (o *opener) Post(ctx context.Context, to chat.Address, m chat.Message) error {
	return o.Open(ctx, to, m)
}

// last is what was shown last; it forgets the rest.
func (o *opener) last(t *testing.T) chat.Message {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.shown) != 1 {
		t.Fatalf("%d messages were shown, want one", len(o.shown))
	}
	m := o.shown[0]
	o.shown = nil
	return m
}

// running is a chat on the whole guide, for as long as the bubble it is called in.
func running(t *testing.T, p chat.Platform, with ...func(*chat.Config)) (c *chat.Chat, stop func()) {
	t.Helper()
	parts := bottest.Whole(t)
	cfg := chat.Config{
		Bot:   bot.New(bot.Config{Guide: parts.Guide, Index: parts.Index, Words: parts.Words, Conversations: bot.NewMemory(100)}),
		Words: parts.Words, Platform: p, Ledger: chattest.NewLedger(), Log: slog.New(slog.DiscardHandler),
		BaseURL: "https://veiviser.example.no", Now: func() time.Time { return time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC) },
	}
	for _, f := range with {
		f(&cfg)
	}
	c = chat.New(cfg)
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() { c.Run(ctx) })
	return c, func() { cancel(); wg.Wait() }
}

// TestNoteOfSeveralAnswers puts two answers of a conversation into one note, that nothing
// but its buttons remembers.
func TestNoteOfSeveralAnswers(t *testing.T) {
	bottest.Whole(t) // before the bubble: it is everybody's
	synctest.Test(t, func(t *testing.T) {
		o := &opener{}
		c, stop := running(t, o)
		defer stop()
		at := chat.Address{Workspace: "w", Person: "ada", Channel: "with ada", Direct: true}
		ask := func(id, text string) chat.Message {
			t.Helper()
			if err := c.Ask(t.Context(), chat.Question{IDs: []string{id}, Name: "message", At: at, Text: text, Conversation: "ada"}); err != nil {
				t.Fatal(err)
			}
			return o.last(t)
		}
		press := func(id string, v chat.Verb, r bot.Ref, value string) chat.Message {
			t.Helper()
			if err := c.Act(t.Context(), chat.Action{IDs: []string{id}, Verb: v, Ref: r, Value: value, At: at, Conversation: "ada"}); err != nil {
				t.Fatal(err)
			}
			return o.last(t)
		}
		first := ask("1", "hvor lenge varer kvalifiseringsprogrammet")
		second := ask("2", "hvor lenge varer jobbsjansen")
		m := press("3", chat.Note, first.Ref, "")
		if m.Kind != chat.NoteMessage || m.Note.Title != "Kvalifiseringsprogrammet (KVP), varighet" || len(m.Note.Parts) != 1 || len(m.Groups) < 2 {
			t.Fatalf("the note is %+v of %+v", m.Note, m.Groups)
		}
		if n := len(m.Ticks.On); n == 0 || n > 2 || m.Ticks.On[0] != first.Card.Points[0].ID {
			t.Errorf("ticked are %v", m.Ticks.On)
		}
		other := second.Card.Points[0].ID
		ticks := m.Ticks.With(other.String(), m.Ticks.On[0].String())
		m = press("4", chat.Tick, m.Ref, ticks.String())
		if len(m.Note.Parts) != 2 || m.Note.Parts[0].Title != "Jobbsjansen, varighet" || len(m.Note.Links) != 2 {
			t.Errorf("the note is %+v", m.Note)
		}
		if sent, err := c.Noted(t.Context(), m.Ref, m.Ticks); err != nil || sent.Note.Plain() != m.Note.Plain() {
			t.Errorf("sent is %q, %v", sent.Note.Plain(), err)
		}
		if said := ask("5", "lag notat"); said.Kind != chat.NoteMessage || !strings.Contains(said.Note.Plain(), second.Card.Points[0].Text) {
			t.Errorf("asked for in words, the note is %+v", said)
		}
		if m = press("6", chat.Tick, first.Ref, "gibberish;;;,,"); m.Kind != chat.TextMessage {
			t.Errorf("ticks of nothing show %+v", m)
		}
		// A press of an older release, in no conversation.
		if err := c.Act(t.Context(), chat.Action{IDs: []string{"7"}, Verb: chat.Note, Ref: bot.Ref{Lang: content.English, Entry: "jobbsjansen"}, At: at}); err != nil {
			t.Fatal(err)
		}
		if m = o.last(t); m.Kind != chat.NoteMessage || m.Lang != content.English || !strings.Contains(m.Note.Plain(), "26 November 2026") {
			t.Errorf("an old press shows %+v", m.Note)
		}
	})
}
