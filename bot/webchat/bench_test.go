package webchat_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkPages serves pages over HTTP to as many readers at once as there are
// cores, and says how many a second and how long the median reader waits.
func BenchmarkPages(b *testing.B) {
	s := newWholeSite(b)
	srv := httptest.NewServer(s)
	defer srv.Close()
	for _, bb := range []struct{ name, path string }{
		{"entry", "/nb/fagbrev-pa-jobb"},
		{"journey", "/nb/jamal"},
		{"version", "/nb/fagbrev-pa-jobb@" + digits(s, "fagbrev-pa-jobb")},
		{"note", "/nb/fagbrev-pa-jobb/note"},
		{"map", "/nb/map"},
		{"answer", "/?q=hva+er+fagbrev+p%C3%A5+jobb"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			var mu sync.Mutex
			var waits []time.Duration
			b.RunParallel(func(pb *testing.PB) {
				client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
				var mine []time.Duration
				for pb.Next() {
					start := time.Now()
					res, err := client.Get(srv.URL + bb.path)
					if err != nil {
						b.Error(err)
						return
					}
					io.Copy(io.Discard, res.Body)
					res.Body.Close()
					mine = append(mine, time.Since(start))
				}
				mu.Lock()
				defer mu.Unlock()
				waits = append(waits, mine...)
			})
			slices.Sort(waits)
			b.ReportMetric(float64(len(waits))/b.Elapsed().Seconds(), "pages/s")
			b.ReportMetric(float64(waits[len(waits)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// BenchmarkQueries prints the cost per byte of the addresses strangers write, by their
// length, up to what the server takes of a request's head.
func BenchmarkQueries(b *testing.B) {
	s := newSite(b)
	for _, bb := range []struct{ name, path, unit string }{
		{"map", "/nb/map?goal=", "work"}, {"map-keys", "/nb/map?", "goal=x&"}, {"near", "/nb/", "fagbrev-"}, {"digits", "/nb/", "1-"},
	} {
		for _, size := range []int{1 << 10, 8 << 10, 64 << 10, 512 << 10} {
			path := bb.path + strings.Repeat(bb.unit, size/len(bb.unit))
			b.Run(fmt.Sprintf("%s/%dkB", bb.name, size>>10), func(b *testing.B) {
				for b.Loop() {
					body(b, s.get(b, path))
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/B")
			})
		}
	}
}
