package bot

import (
	"context"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Memory is [Conversations] in the process, for a program that ends with who asks. It is
// safe for concurrent use.
type Memory struct {
	threads *lru.Cache[string, Conversation]
}

// NewMemory returns a Memory of at most size conversations, which must be above 0; the
// one used least is forgotten.
func NewMemory(size int) *Memory {
	threads, err := lru.New[string, Conversation](size)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &Memory{threads}
}

// Last implements [Conversations].
func (m *Memory) Last(_ context.Context, conversation string) (Conversation, bool, error) {
	t, ok := m.threads.Get(conversation)
	return t, ok, nil
}

// Keep implements [Conversations].
func (m *Memory) Keep(_ context.Context, conversation string, t Conversation) error {
	m.threads.Add(conversation, t)
	return nil
}
