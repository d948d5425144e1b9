package teamschat_test

import (
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"testing"

	"veiviser/bot/journal"
)

// TestJournal: an activity that Teams brings to two replicas, in any order and more than
// once, is answered once.
func TestJournal(t *testing.T) {
	m := newMicrosoft(t)
	j, err := journal.Open(t.Context(), journal.Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := j.Close(); err != nil {
			t.Error(err)
		}
	})
	c := m.config(t)
	c.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	c.Ledger, c.App.RequestsPerSecond = j.Events, 10_000
	replicas := []running{run(t, m, c), run(t, m, c)}
	var wg sync.WaitGroup
	questions := 100
	if testing.Short() { // a journal that the race detector slows down is waited for no longer
		questions = 20
	}
	for i := range questions {
		body := encode(t, by(fmt.Sprint("29:", i), m.message("hjelp")))
		token := m.token(t, "teams", m.claims(nil))
		for i := range 4 {
			wg.Go(func() {
				if w := replicas[i%2].post(token, body); w.Code != http.StatusOK {
					t.Errorf("status %d", w.Code)
				}
			})
		}
	}
	wg.Wait()
	seen := map[string]bool{}
	for range questions {
		s := m.next(t)
		if seen[s.Path] {
			t.Errorf("answered twice at %s", s.Path)
		}
		seen[s.Path] = true
	}
	if n := len(m.sent); n > 0 {
		t.Errorf("%d answers too many", n)
	}
}
