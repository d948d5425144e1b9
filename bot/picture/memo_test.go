package picture

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestMemoStaysWithinItsBound(t *testing.T) {
	m := newMemo(100)
	drawn := 0
	get := func(id string) {
		t.Helper()
		if _, err := m.get(t.Context(), key{id: id}, func() ([]byte, error) { drawn++; return make([]byte, 40), nil }); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"a", "b", "a", "c", "a"} { // b is the least recently used
		get(id)
	}
	if drawn != 3 || m.size != 80 || len(m.cells) != 2 {
		t.Errorf("%d drawn, %d bytes of %d pictures kept; want 3 drawn, 80 bytes of 2", drawn, m.size, len(m.cells))
	}
	get("b")
	if drawn != 4 {
		t.Errorf("%d drawn, want 4: b was forgotten", drawn)
	}
}

func TestMemoForgetsErrors(t *testing.T) {
	m := newMemo(100)
	broken := errors.New("broken")
	if _, err := m.get(t.Context(), key{}, func() ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	b, err := m.get(t.Context(), key{}, func() ([]byte, error) { return []byte("x"), nil })
	if err != nil || string(b) != "x" || len(m.cells) != 1 {
		t.Errorf("then %q, %v, with %d kept", b, err, len(m.cells))
	}
}

// Who waits for another's drawing can leave; the drawing goes on.
func TestMemoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemo(100)
		finish := make(chan struct{})
		first := make(chan []byte, 1)
		go func() {
			b, _ := m.get(context.Background(), key{}, func() ([]byte, error) { <-finish; return []byte("x"), nil })
			first <- b
		}()
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan error, 1)
		go func() {
			_, err := m.get(ctx, key{}, func() ([]byte, error) { t.Error("drawn twice"); return nil, nil })
			left <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want %v", err, context.Canceled)
		}
		close(finish)
		if b := <-first; string(b) != "x" {
			t.Errorf("drew %q, want x", b)
		}
	})
}

// A drawing that panics does not hang those who wait for it; the next is drawn anew.
func TestMemoPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := newMemo(100)
		begin := make(chan struct{})
		panicked := make(chan any, 1)
		go func() {
			defer func() { panicked <- recover() }()
			_, _ = m.get(context.Background(), key{}, func() ([]byte, error) { <-begin; panic("broken") })
		}()
		synctest.Wait()
		waited := make(chan error, 1)
		go func() {
			_, err := m.get(t.Context(), key{}, func() ([]byte, error) { t.Error("drawn twice"); return nil, nil })
			waited <- err
		}()
		synctest.Wait()
		close(begin)
		if v := <-panicked; v != "broken" {
			t.Errorf("who draws recovered %v", v)
		}
		if err := <-waited; !errors.Is(err, errBroken) {
			t.Errorf("who waits got %v, want errBroken", err)
		}
		b, err := m.get(t.Context(), key{}, func() ([]byte, error) { return []byte("x"), nil })
		if err != nil || string(b) != "x" || len(m.cells) != 1 || m.size != 1 {
			t.Errorf("then %q, %v, with %d kept of %d bytes", b, err, len(m.cells), m.size)
		}
	})
}
