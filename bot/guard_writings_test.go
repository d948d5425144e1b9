package bot_test

import (
	"math/rand/v2"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
)

// TestWritings holds the guard against writings of personal numbers and of what is
// none, each with several numbers. Those it was made with are all judged right; the set
// apart tells how it does on others.
func TestWritings(t *testing.T) {
	bottest.OneByOne(t)
	const each = 20
	for _, file := range []string{"guard.txt", "guard_heldout.txt"} {
		r := rand.New(rand.NewPCG(2, 9))
		var found, numbers, kinds, alarms, harmless int
		for _, w := range bottest.Writings(t, "testdata/"+file) {
			missed := 0
			for range each {
				text := bottest.Fill(r, w.Text)
				got := bot.FindNumber(text)
				if w.Label == "none" {
					harmless++
					if got != "" {
						alarms++
						missed++
					}
					continue
				}
				numbers++
				if got == "" {
					missed++
					continue
				}
				found++
				if string(got) == w.Label {
					kinds++
				}
			}
			if missed > 0 && file == "guard.txt" {
				t.Errorf("%d of %d wrong: %s %s", missed, each, w.Label, w.Text)
			} else if missed > 0 {
				t.Logf("%s: %d of %d wrong: %s %s", file, missed, each, w.Label, w.Text)
			}
		}
		recall := float64(found) / float64(numbers)
		kind := float64(kinds) / float64(found)
		alarm := float64(alarms) / float64(harmless)
		t.Logf("%s: found %d of %d (%.4f), of the right kind %.4f, alarms %d of %d (%.4f)", file, found, numbers, recall, kind, alarms, harmless, alarm)
		if recall < 0.98 || kind < 0.98 || alarm > 0.005 {
			t.Errorf("%s: recall %.4f, kind %.4f, alarms %.4f, want 0.98, 0.98, 0.005", file, recall, kind, alarm)
		}
	}
}
