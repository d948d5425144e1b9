package teamschat

import (
	"fmt"
	"strings"
	"testing"

	"veiviser/bot"
)

// BenchmarkPlainText prints the cost per byte of reading a message, by its length, of
// texts that cost a careless reading most.
func BenchmarkPlainText(b *testing.B) {
	r := reader{bot.New(bot.Config{BaseURL: "https://veiviser.example.no"})}
	for _, unit := range []string{"norsk ", "<at>", "<at>x</at>", "<at ", "<a ", "<b>1</b>", "&amp;", "<", "</at>", "<at>" + strings.Repeat("x", 290)} {
		for _, size := range []int{1 << 10, 8 << 10, 64 << 10, 512 << 10} {
			text := strings.Repeat(unit, size/len(unit)+1)[:size]
			b.Run(fmt.Sprintf("%.8q/%dkB", unit, size>>10), func(b *testing.B) {
				for b.Loop() {
					r.plainText(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/B")
			})
		}
	}
}
