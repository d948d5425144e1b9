package journal

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"
)

// In trouble it is tried ever slower, up to every five seconds; the next trouble begins
// anew.
func TestPauses(t *testing.T) {
	j := &Journal{core: &core{cfg: Config{Log: slog.New(slog.DiscardHandler)}, queue: newQueue(1)}}
	for range 2 {
		var pauses []time.Duration
		var pause time.Duration
		for range 8 {
			pause = j.wrote(context.Background(), pause, errors.New("disk full"))
			pauses = append(pauses, pause/time.Millisecond)
		}
		if want := []time.Duration{100, 200, 400, 800, 1600, 3200, 5000, 5000}; !slices.Equal(pauses, want) {
			t.Errorf("paused for %d ms, want %d", pauses, want)
		}
		if pause = j.wrote(context.Background(), pause, nil); pause != 0 {
			t.Errorf("when all is well again it pauses for %v", pause)
		}
	}
}
