// Package bottest holds what tests of the conversation and of the chats have in common.
package bottest

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"

	"veiviser/bot"
)

// Memory is [bot.Threads] in the process. It is safe for concurrent use.
type Memory struct {
	threads *lru.Cache[string, bot.Thread]
}

// NewMemory returns a Memory of at most size conversations, which must be above 0; the
// one used least is forgotten.
func NewMemory(size int) *Memory {
	threads, err := lru.New[string, bot.Thread](size)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &Memory{threads}
}

// Last implements [bot.Threads].
func (m *Memory) Last(_ context.Context, conversation string) (bot.Thread, bool, error) {
	t, ok := m.threads.Get(conversation)
	return t, ok, nil
}

// Keep implements [bot.Threads].
func (m *Memory) Keep(_ context.Context, conversation string, t bot.Thread) error {
	m.threads.Add(conversation, t)
	return nil
}
