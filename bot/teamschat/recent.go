package teamschat

import (
	"context"
	"sync"
)

// maxRecent ids are some hours of a busy bot, in a few MB.
const maxRecent = 20_000

// recent is Events in the process: for a bot without a journal. It remembers between
// half of and all its size.
type recent struct {
	mu         sync.Mutex
	size       int
	young, old map[string]struct{}
}

func newRecent(size int) *recent { return &recent{size: size, young: map[string]struct{}{}} }

// Claim implements [Events].
func (r *recent) Claim(_ context.Context, id string) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, young := r.young[id]
	_, old := r.old[id]
	if young || old {
		return false, nil
	}
	if len(r.young) >= r.size/2 {
		r.old, r.young = r.young, map[string]struct{}{}
	}
	r.young[id] = struct{}{}
	return true, nil
}

// Forget implements [Events].
func (r *recent) Forget(_ context.Context, id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.young, id)
	delete(r.old, id)
}
