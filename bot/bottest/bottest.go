// Package bottest holds what tests of the conversation and of the chats have in common.
package bottest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Parts are what a bot is made of.
type Parts struct {
	Guide *content.Guide
	Index *search.Index
	Words *locales.Catalog
}

// Whole returns the guide that ships with the program, its search and the bot's words.
// They take seconds to make under the race detector and are made once for all tests of a
// package: nobody closes or changes them.
func Whole(tb testing.TB) Parts {
	tb.Helper()
	p, err := whole()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

var whole = sync.OnceValues(func() (p Parts, err error) {
	if p.Words, err = locales.New(); err != nil {
		return p, err
	}
	if p.Guide, err = content.Load(content.FS()); err != nil {
		return p, err
	}
	p.Index, err = search.New(p.Guide)
	return p, err
})

// OneByOne skips a test with -short that does one thing after the other: the race detector,
// under which it takes minutes, learns nothing from it.
func OneByOne(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: does one thing after the other")
	}
}

// Some returns all, and with -short one in ten of it, the first among them. It is for
// what is tried of every entry though the code that runs is the same: the race detector,
// under which it takes minutes, learns nothing from the tenth that it did not from the
// first.
func Some[T any](all []T) []T {
	if !testing.Short() {
		return all
	}
	var some []T
	for i := 0; i < len(all); i += 10 {
		some = append(some, all[i])
	}
	return some
}

// BenchmarkBytes prints what f costs per byte of a text of each unit, by the text's length.
func BenchmarkBytes(b *testing.B, f func(text string), units ...string) {
	for _, unit := range units {
		for _, size := range []int{1 << 10, 8 << 10, 64 << 10, 512 << 10} {
			text := strings.Repeat(unit, size/len(unit)+1)[:size]
			b.Run(fmt.Sprintf("%.8q/%dkB", unit, size>>10), func(b *testing.B) {
				for b.Loop() {
					f(text)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(size), "ns/B")
			})
		}
	}
}

// Judged are the questions of a file that the search is judged by
// ("../../search/testdata/heldout.jsonl"), in its order.
func Judged(tb testing.TB, file string) []string {
	tb.Helper()
	f, err := os.Open(file)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	judged, err := search.ReadJudged(f)
	if err != nil {
		tb.Fatal(err)
	}
	out := make([]string, len(judged))
	for i, j := range judged {
		out[i] = j.Query
	}
	return out
}

// Changed returns the guide that ships with the program with a text of one of its files
// replaced, as it is read from a folder of its own.
func Changed(tb testing.TB, file, old, text string) *content.Guide {
	tb.Helper()
	dir := tb.TempDir()
	if err := os.CopyFS(dir, content.FS()); err != nil {
		tb.Fatal(err)
	}
	name := filepath.Join(dir, file)
	data, err := os.ReadFile(name)
	if err == nil && !strings.Contains(string(data), old) {
		err = fmt.Errorf("%s does not hold %q", file, old)
	}
	if err == nil {
		err = os.WriteFile(name, []byte(strings.ReplaceAll(string(data), old, text)), 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
	g, err := content.Load(os.DirFS(dir))
	if err != nil {
		tb.Fatal(err)
	}
	return g
}
