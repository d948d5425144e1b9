package chattest

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/locales"
)

// Console is the smallest platform there is: what is said stands in memory. It shows
// what a new platform has to bring, and lets the engine be tested without a network.
type Console struct {
	words *locales.Catalog // of the chat it is the platform of
	mu    sync.Mutex
	seen  []Seen
	fault Fault
}

// Name implements [chat.Platform].
func (*Console) Name() bot.Platform { return bot.Terminal }

// Limits implements [chat.Platform].
func (*Console) Limits() chat.Limits {
	return chat.Limits{Deadline: 2 * time.Second, Redeliver: true, Private: true, Forms: true, Channel: []chat.Rate{{PerSecond: 1, Burst: 3}}}
}

// Post implements [chat.Platform].
func (c *Console) Post(_ context.Context, to chat.Address, m chat.Message) error {
	if to.Direct {
		return c.show(to.Person, m)
	}
	return c.show("", m)
}

// Tell implements [chat.Platform].
func (c *Console) Tell(_ context.Context, to chat.Address, m chat.Message) error {
	return c.show(to.Person, m)
}

func (c *Console) show(to string, m chat.Message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	shown := struct {
		chat.Message
		Row []bot.Action
	}{Message: m}
	if c.words != nil {
		shown.Row = m.Row(c.words)
	}
	body, err := json.Marshal(shown)
	if err != nil {
		return fmt.Errorf("encode message: %w", err)
	}
	switch c.fault {
	case Down:
		return chat.Retry(errDown, 0)
	case Limited:
		return chat.Retry(errDown, 30*time.Second)
	case Refusing:
		return chat.Refused(errDown)
	}
	c.seen = append(c.seen, Seen{to, string(body)})
	if c.fault == LostReply {
		return chat.Unknown(errDown)
	}
	return nil
}

// Seen returns what was shown, in order.
func (c *Console) Seen() []Seen {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Seen(nil), c.seen...)
}

// Fail makes the console fail from now on.
func (c *Console) Fail(f Fault) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fault = f
}

// Harness returns the console behind a chat made of p.
func (c *Console) Harness(p Parts) Harness {
	c.words = p.Words
	ch := chat.New(chat.Config{Bot: p.Bot, Words: p.Words, Platform: c, Ledger: p.Ledger, Log: p.Log, Count: p.Count, People: p.People})
	return Harness{
		Deliver: func(in Inbound) bool { return deliver(ch, in) == nil },
		Seen:    c.Seen, Fail: c.Fail, Run: ch.Run,
	}
}

func deliver(ch *chat.Chat, in Inbound) error {
	at := chat.Address{Workspace: "w", Person: in.Person, Channel: in.Channel, Thread: cmp.Or(in.Thread, in.ID), Direct: in.Channel == ""}
	conversation := at.Channel + "/" + at.Thread
	if at.Direct {
		at.Channel, conversation = "with "+in.Person, in.Person
	}
	if in.Text != "" {
		return ch.Ask(context.Background(), chat.Question{IDs: []string{in.ID}, Name: "message", At: at, Text: in.Text, Conversation: conversation})
	}
	return ch.Act(context.Background(), chat.Action{IDs: []string{in.ID}, Verb: in.Verb, Ref: in.Ref, Value: in.Value, Asker: in.Asker, At: at, Conversation: conversation})
}
