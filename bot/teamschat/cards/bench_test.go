package cards

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkEscape prints the cost per byte of making a text harmless, by its length.
func BenchmarkEscape(b *testing.B) {
	for _, unit := range []string{"norsk ", "[a](b)", "&amp;", "*_~`"} {
		for _, size := range []int{1 << 10, 8 << 10, 64 << 10, 512 << 10} {
			text := strings.Repeat(unit, size/len(unit)+1)[:size]
			b.Run(fmt.Sprintf("%.8q/%dkB", unit, size>>10), func(b *testing.B) {
				for b.Loop() {
					Escape(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/B")
			})
		}
	}
}
