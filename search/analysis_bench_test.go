package search

import (
	"fmt"
	"strings"
	"testing"

	"veiviser/content"
)

// BenchmarkAnalysis prints the cost per byte of reading a question, by its length:
// its words and its language. Search itself reads no more words
// than maxWords.
func BenchmarkAnalysis(b *testing.B) {
	lx := newLexicon(fold)
	langs := newDetector(fold)
	for _, unit := range []string{"norskopplæring og arbeid ", "a", "1,1.", "å", "a\u0301", "aa ee ", "kven betaler for ", "\ufdfa"} {
		for _, size := range []int{1 << 10, 8 << 10, 64 << 10, 512 << 10} {
			text := strings.ToValidUTF8(strings.Repeat(unit, size/len(unit)+1)[:size], "")
			b.Run(fmt.Sprintf("%.8q/%dkB", unit, size>>10), func(b *testing.B) {
				for b.Loop() {
					ws := lx.words(text)
					_ = ws[:min(len(ws), maxWords)]
					langs.detect(text, content.Bokmal)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/B")
			})
		}
	}
}
