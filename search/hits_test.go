package search

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"veiviser/content"
)

// TestBestHits: the hits are the best of all in their order, however many are wanted and
// however many are alike.
func TestBestHits(t *testing.T) {
	var entries []*content.Entry
	for i := range 300 {
		entries = append(entries, &content.Entry{ID: fmt.Sprintf("%03d", i)})
	}
	r := rand.New(rand.NewPCG(1, 2))
	for _, kinds := range []int{1, 2, 10, 1000} {
		s := &scorer{ix: &Index{corpus: corpus{entries: entries}}, total: make([]float64, len(entries))}
		for i := range s.total {
			s.total[i] = float64(r.IntN(kinds+1)) / 8
		}
		all := s.hits(len(entries))
		for _, h := range all {
			if h.Score <= 0 {
				t.Fatalf("%q is a hit with score %v", h.Entry.ID, h.Score)
			}
		}
		var want []Hit
		for i, score := range s.total {
			if score > 0 {
				want = append(want, Hit{entries[i], score})
			}
		}
		slices.SortStableFunc(want, func(a, b Hit) int { // they are in the order of their ids
			switch {
			case a.Score > b.Score:
				return -1
			case a.Score < b.Score:
				return 1
			}
			return 0
		})
		for _, most := range []int{1, 2, 3, 10, 149, 150, 151, 300, 1000} {
			if got := s.hits(most); !slices.Equal(got, want[:min(most, len(want))]) {
				t.Errorf("%d of %d hits with %d scores are %v", most, len(want), kinds, got)
			}
		}
	}
}
