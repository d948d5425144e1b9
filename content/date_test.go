package content_test

import (
	"testing"
	"time"

	"veiviser/content"
)

func date(t *testing.T, s string) content.Date {
	t.Helper()
	d, err := content.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDates(t *testing.T) {
	for _, s := range []string{"2024", "2024-03", "2024-03-07", "ukjent"} {
		if got := date(t, s).String(); got != s {
			t.Errorf("ParseDate(%q).String() = %q", s, got)
		}
	}
	for _, s := range []string{"", "24", "2024-13", "2024-02-30", "mars 2024", "2024-03-07T00:00:00Z"} {
		if _, err := content.ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) gave no error", s)
		}
	}
	order := []string{"ukjent", "2023-12-31", "2024", "2024-03-07", "2025-01"}
	for i := 1; i < len(order); i++ {
		if a, b := date(t, order[i-1]), date(t, order[i]); !a.Before(b) || b.Before(a) {
			t.Errorf("%s is not before %s", a, b)
		}
	}
	if date(t, "ukjent").BeforeTime(time.Now()) {
		t.Error("an unknown date is before now")
	}
}

func TestStagesAndFreshness(t *testing.T) {
	g := load(t)
	for _, e := range g.OfKind(content.Journey) {
		n := 0
		for _, stage := range e.Stages() {
			n += len(stage)
		}
		if n != len(e.Steps) {
			t.Errorf("%s: stages hold %d of %d steps", e.ID, n, len(e.Steps))
		}
		if e.Newest().Before(e.Oldest()) {
			t.Errorf("%s: newest source %s is older than the oldest %s", e.ID, e.Newest(), e.Oldest())
		}
	}
	if all, none := g.Stale(time.Now().AddDate(100, 0, 0)), g.Stale(time.Time{}); len(all) != len(g.Entries()) || len(none) >= len(all) {
		t.Errorf("Stale: %d of %d are older than a century from now, %d older than the beginning of time", len(all), len(g.Entries()), len(none))
	}
}
