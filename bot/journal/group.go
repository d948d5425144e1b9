package journal

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"veiviser/bot/chat"
)

// maxGroup is how many events are written at once at the most.
const maxGroup = 32

// group writes at once what comes while the database is busy: a commit costs more than
// what stands in it, and an event takes three. Who comes to an idle database waits for
// nobody. It is safe for concurrent use.
type group struct {
	// write writes the rows, which have keys of their own and stand in order: replicas
	// that wrote the same ones in another would wait for each other in a ring. It answers
	// for the rows that it tells something of.
	write func(ctx context.Context, rows []groupRow) (map[string]chat.State, error)
	turn  chan struct{} // holds a token while a group is being written

	mu      sync.Mutex
	waiting []*grouped
}

// groupRow is an event with one id.
type groupRow struct {
	key   string
	until int64 // when its lease ends; 0 for none
}

type grouped struct {
	groupRow
	done  chan struct{} // closed when the rest is there
	state chat.State
	found bool // write answered for it
	err   error
}

func newGroup(write func(context.Context, []groupRow) (map[string]chat.State, error)) *group {
	return &group{write: write, turn: make(chan struct{}, 1)}
}

// do writes a row and returns what write told of it; found is false for nothing. When
// ctx ends first it may be written all the same.
func (g *group) do(ctx context.Context, row groupRow) (s chat.State, found bool, err error) {
	m := &grouped{groupRow: row, done: make(chan struct{})}
	g.mu.Lock()
	g.waiting = append(g.waiting, m)
	g.mu.Unlock()
	for {
		select {
		case <-m.done:
			return m.state, m.found, m.err
		case <-ctx.Done():
			select {
			case <-m.done: // written, by us or another, when the time ran out
				return m.state, m.found, m.err
			default:
				return 0, false, ctx.Err()
			}
		case g.turn <- struct{}{}:
			g.next(ctx)
			<-g.turn
		}
	}
}

// next writes who waits longest. The one whose turn it is may give up without the others'
// failing: what bounds them is the time an event waits for the database.
func (g *group) next(ctx context.Context) {
	all := g.take()
	if len(all) == 0 {
		return
	}
	rows := make([]groupRow, len(all))
	for i, m := range all {
		rows[i] = m.groupRow
	}
	slices.SortFunc(rows, func(a, b groupRow) int { return cmp.Compare(a.key, b.key) })
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), eventWait)
	defer cancel()
	var states map[string]chat.State
	err := chat.Call(func() (err error) {
		states, err = g.write(ctx, rows)
		return err
	})
	for _, m := range all {
		m.state, m.found = states[m.key]
		m.err = err
		close(m.done)
	}
}

// take takes out the next group: a power of two, so that few statements have to stay
// prepared, and no key twice.
func (g *group) take() []*grouped {
	g.mu.Lock()
	defer g.mu.Unlock()
	size := 1
	for 2*size <= min(len(g.waiting), maxGroup) {
		size *= 2
	}
	seen := map[string]bool{}
	var all, rest []*grouped
	for _, m := range g.waiting {
		if len(all) == size || seen[m.key] {
			rest = append(rest, m)
			continue
		}
		seen[m.key] = true
		all = append(all, m)
	}
	if n := len(all); n&(n-1) != 0 { // a key stood twice
		for size > n {
			size /= 2
		}
		all, rest = all[:size], append(slices.Clone(all[size:]), rest...)
	}
	g.waiting = rest
	return all
}
