package bot_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
)

// benchmarkScan prints the cost per byte of a scan of strangers' text by its length,
// of the heavy text that costs most.
func benchmarkScan(b *testing.B, scan func(string)) {
	for _, size := range []int{1 << 10, 8 << 10, 64 << 10, 512 << 10} {
		for _, name := range slices.Sorted(maps.Keys(heavy)) {
			text := strings.Repeat(heavy[name], size/len(heavy[name])+1)[:size]
			b.Run(fmt.Sprintf("%dkB/%s", size>>10, strings.ReplaceAll(name, " ", "-")), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					scan(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/B")
			})
		}
	}
}

func BenchmarkFindNumber(b *testing.B) { benchmarkScan(b, func(s string) { bot.FindNumber(s) }) }

func BenchmarkVisible(b *testing.B) { benchmarkScan(b, func(s string) { bot.Visible(s) }) }

// BenchmarkAnswer is a whole answer: a text that is too long costs nothing.
func BenchmarkAnswer(b *testing.B) {
	bt := newBot(b, bot.Config{})
	benchmarkScan(b, func(s string) { answer(b, bt, bot.Question{Text: s}) })
}

// BenchmarkNote is the note's Markdown of a card whose text a stranger wrote.
func BenchmarkNote(b *testing.B) {
	benchmarkScan(b, func(s string) {
		bot.Note{Parts: []bot.NotePart{{Title: s, Points: []bot.NotePoint{{Text: s}}}}}.Markdown()
	})
}
