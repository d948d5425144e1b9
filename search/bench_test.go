package search_test

import (
	"runtime"
	"slices"
	"testing"
	"time"

	"veiviser/content"
	"veiviser/search"
)

// BenchmarkSearch asks the whole guide the held-out questions, over and over, on one
// core. Besides the mean it prints the median and the slowest of a hundred.
func BenchmarkSearch(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	ix := search.Open(b, content.FS())
	questions := search.Questions(b, search.HeldOut)
	var times []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		began := time.Now()
		if _, err := ix.Search(b.Context(), search.Query{Text: questions[i%len(questions)].Query}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	ms := func(share int) float64 { return float64(times[(len(times)-1)*share/100].Microseconds()) / 1000 }
	b.ReportMetric(ms(50), "p50-ms")
	b.ReportMetric(ms(99), "p99-ms")
}

// BenchmarkNew indexes the whole guide on one core, and prints the memory that the
// index then holds besides the guide.
func BenchmarkNew(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	g := search.LoadGuide(b, content.FS())
	var grown uint64
	for b.Loop() {
		b.StopTimer()
		before := heap()
		b.StartTimer()
		ix, err := search.New(g)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		grown = heap() - before
		if err := ix.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(grown)/(1<<20), "MB-held")
	b.ReportMetric(float64(len(g.Entries())), "entries")
}

// heap is the memory in use once the garbage is collected.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
