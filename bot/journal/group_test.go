package journal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"veiviser/bot/chat"
)

// groups is a group whose first write waits until it is let go.
type groups struct {
	*group
	written [][]string // the keys, a write each
	let     chan error
	states  map[string]chat.State
}

func newGroups() *groups {
	g := &groups{let: make(chan error, 100), states: map[string]chat.State{}}
	g.group = newGroup(func(ctx context.Context, rows []groupRow) (map[string]chat.State, error) {
		var keys []string
		for _, r := range rows {
			keys = append(keys, r.key)
		}
		g.written = append(g.written, keys)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-g.let:
			if errors.Is(err, errPanic) {
				panic(err)
			}
			return g.states, err
		}
	})
	return g
}

var errPanic = errors.New("panic")

// What comes while a write is under way is written together: in order, a power of two
// at a time, no key twice, and nobody is forgotten.
func TestGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroups()
		g.states["b"] = chat.Sending
		var mu sync.Mutex
		got := map[string]int{}
		var all sync.WaitGroup
		for i, key := range []string{"first", "d", "b", "c", "b", "a", "e"} {
			all.Go(func() {
				s, found, err := g.do(t.Context(), groupRow{key: key})
				if err != nil || found != (key == "b") || found && s != chat.Sending {
					t.Errorf("%s: %v, %v, %v", key, s, found, err)
				}
				mu.Lock()
				defer mu.Unlock()
				got[key]++
			})
			if synctest.Wait(); i == 0 && len(g.written) != 1 {
				t.Error("who comes to an idle database waits")
			}
		}
		for range 10 {
			g.let <- nil
		}
		all.Wait()
		want := [][]string{{"first"}, {"a", "b", "c", "d"}, {"b", "e"}}
		if !slices.EqualFunc(g.written, want, slices.Equal) {
			t.Errorf("written %v, want %v", g.written, want)
		}
		if got["b"] != 2 || len(got) != 6 {
			t.Errorf("answered %v", got)
		}
	})
}

// A key that stands twice may not make a group of another size.
func TestGroupSizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGroups()
		var all sync.WaitGroup
		for i := range 150 {
			all.Go(func() { _, _, _ = g.do(t.Context(), groupRow{key: fmt.Sprint(i % 100)}) })
			synctest.Wait()
		}
		for range 100 {
			g.let <- nil
		}
		all.Wait()
		n := 0
		for _, keys := range g.written {
			size := len(keys)
			if n += size; size > maxGroup || size&(size-1) != 0 || len(slices.Compact(slices.Clone(keys))) != size {
				t.Errorf("%v written at once", keys)
			}
		}
		if n != 150 {
			t.Errorf("%d rows written, want 150", n)
		}
	})
}

// A write that fails or panics fails for all of its group and for nobody else, and who
// gives up does not wait.
func TestGroupFails(t *testing.T) {
	for _, fault := range []error{errors.New("disk full"), errPanic} {
		synctest.Test(t, func(t *testing.T) {
			g := newGroups()
			errs := map[string]error{}
			var mu sync.Mutex
			var all sync.WaitGroup
			do := func(ctx context.Context, key string) {
				all.Go(func() {
					_, _, err := g.do(ctx, groupRow{key: key})
					mu.Lock()
					defer mu.Unlock()
					errs[key] = err
				})
				synctest.Wait()
			}
			do(t.Context(), "first")
			do(t.Context(), "a")
			do(t.Context(), "b")
			short, cancel := context.WithTimeout(t.Context(), eventWait/4)
			defer cancel()
			do(short, "gives up")
			time.Sleep(eventWait / 2)
			synctest.Wait()
			mu.Lock()
			if err := errs["gives up"]; !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("who gives up gets %v", err)
			}
			mu.Unlock()
			for _, err := range []error{nil, fault, nil, nil} {
				g.let <- err
				synctest.Wait()
			}
			all.Wait()
			do(t.Context(), "later")
			if errs["first"] != nil || errs["a"] == nil || errs["b"] == nil || errs["later"] != nil {
				t.Errorf("errors %v", errs)
			}
		})
	}
}

// Who writes for all may run out of time: what is under way goes on, within the time that
// an event waits for the database.
func TestGroupGoesOn(t *testing.T) {
	for _, tt := range []struct {
		after time.Duration
		want  error
	}{{eventWait / 2, nil}, {2 * eventWait, context.DeadlineExceeded}} {
		synctest.Test(t, func(t *testing.T) {
			g := newGroups()
			ctx, cancel := context.WithTimeout(t.Context(), eventWait/10)
			defer cancel()
			time.AfterFunc(tt.after, func() { g.let <- nil })
			if _, _, err := g.do(ctx, groupRow{key: "a"}); !errors.Is(err, tt.want) {
				t.Errorf("written after %v: %v, want %v", tt.after, err, tt.want)
			}
			time.Sleep(2 * eventWait)
		})
	}
}
