package picture

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
)

func TestCacheForgetsWhatIsUsedLeast(t *testing.T) {
	p := &Painter{cache: newCache(2)}
	drawn := map[string]int{}
	for _, id := range []string{"a", "b", "a", "c", "a", "b"} { // when c comes, b is used least
		b, err := p.draw(t.Context(), key{id: id}, func() ([]byte, error) { drawn[id]++; return []byte(id), nil })
		if err != nil || string(b) != id {
			t.Fatalf("%s: %q, %v", id, b, err)
		}
	}
	if drawn["a"] != 1 || drawn["b"] != 2 || drawn["c"] != 1 {
		t.Errorf("drawn %v, want b alone twice", drawn)
	}
	if _, err := p.draw(t.Context(), key{id: "a", view: View{Step: 1}}, func() ([]byte, error) { return nil, errBroken }); !errors.Is(err, errBroken) {
		t.Errorf("another view is taken for the same picture: %v", err)
	}
}

func TestCacheForgetsErrors(t *testing.T) {
	p := &Painter{cache: newCache(2)}
	broken := errors.New("broken")
	if _, err := p.draw(t.Context(), key{}, func() ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
	if b, err := p.draw(t.Context(), key{}, func() ([]byte, error) { return []byte("x"), nil }); err != nil || string(b) != "x" {
		t.Errorf("then %q, %v", b, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.draw(ctx, key{id: "new"}, func() ([]byte, error) { t.Error("drawn for nobody"); return nil, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v", err)
	}
}

// A drawing that panics is drawn once and fails for everybody who waits for it, as
// Recover says; the next is drawn anew.
func TestDrawingPanics(t *testing.T) {
	told := errors.New("told by Recover")
	for name, tt := range map[string]struct {
		recover func(func() error) error
		want    error
	}{
		"nothing set": {nil, errBroken},
		"Recover":     {func(f func() error) error { _ = recovered(f); return told }, told},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := &Painter{cache: newCache(2), Recover: tt.recover}
				begin := make(chan struct{})
				ends := make(chan error, 3)
				for range cap(ends) {
					go func() {
						_, err := p.draw(context.Background(), key{}, func() ([]byte, error) { <-begin; panic("broken") })
						ends <- err
					}()
				}
				synctest.Wait()
				close(begin)
				for range cap(ends) {
					if err := <-ends; !errors.Is(err, tt.want) {
						t.Errorf("error %v, want %v", err, tt.want)
					}
				}
				p.Recover = nil
				if b, err := p.draw(t.Context(), key{}, func() ([]byte, error) { return []byte("x"), nil }); err != nil || string(b) != "x" {
					t.Errorf("then %q, %v", b, err)
				}
			})
		})
	}
}
