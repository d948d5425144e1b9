package pathway

import (
	"flag"
	"sync"
	"testing"

	"veiviser/content"
)

var profiles = flag.Int("profiles", 120, "random profiles that paths are looked for")

var shipped = sync.OnceValues(func() (*content.Guide, error) { return content.Load(content.FS()) })

func guide(tb testing.TB) *content.Guide {
	tb.Helper()
	g, err := shipped()
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func of[T any](v T) *T { return &v }

// newcomer is a refugee who was just settled.
func newcomer() content.Profile {
	return content.Profile{
		Age: 34, Gender: "woman", Residence: "refugee", Norwegian: "A1", Schooling: "primary", Settled: of(true), MonthsSettled: of(2),
		MonthsSince: map[string]int{"protection": 6},
	}
}

func find(tb testing.TB, p content.Profile, goal string, o Options) Result {
	tb.Helper()
	return Find(guide(tb), p, goal, o)
}

func BenchmarkFind(b *testing.B) {
	g := guide(b)
	for b.Loop() {
		Find(g, newcomer(), "work", Options{})
	}
}
