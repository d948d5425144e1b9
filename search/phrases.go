package search

import (
	"maps"
	"math"
	"slices"

	"veiviser/content"
)

// phrasebook finds the texts of a list that share stems with a question. Bleve could
// hold them too, at ten times the cost: they are thousands, of ten words each.
type phrasebook struct {
	norms []float64                           // Euclidean length of each text's idf
	with  map[content.Lang]map[string][]int32 // texts a stem stands in, in order
}

func newPhrasebook() *phrasebook {
	b := &phrasebook{with: map[content.Lang]map[string][]int32{}}
	for _, l := range content.Langs() {
		b.with[l] = map[string][]int32{}
	}
	return b
}

// add takes a text of stems into the book and returns its number.
func (b *phrasebook) add(l content.Lang, stems []string) int {
	n := int32(len(b.norms))
	b.norms = append(b.norms, 0)
	for _, st := range stems {
		list := b.with[l][st]
		if len(list) == 0 || list[len(list)-1] != n {
			b.with[l][st] = append(list, n)
		}
	}
	return int(n)
}

// weigh computes the norms, once every entry is counted.
func (b *phrasebook) weigh(idf func(content.Lang, string) float64) {
	for _, l := range content.Langs() {
		// In order: a sum of floats depends on it.
		for _, st := range slices.Sorted(maps.Keys(b.with[l])) {
			w := idf(l, st)
			for _, p := range b.with[l][st] {
				b.norms[p] += float64(w * w)
			}
		}
	}
	for i, n := range b.norms {
		b.norms[i] = math.Sqrt(n)
	}
}

// find calls fn for every text in [from, to) that a term stands in, with the best gain
// of the term's variants there, in the order of the texts.
func (b *phrasebook) find(t term, from, to int, fn func(text int, gain float64)) {
	best := map[int32]float64{}
	var found []int32
	for _, v := range t.variants {
		list := b.with[v.lang][v.stem]
		at, _ := slices.BinarySearch(list, int32(from))
		for ; at < len(list) && int(list[at]) < to; at++ {
			if _, ok := best[list[at]]; !ok {
				found = append(found, list[at])
			}
			best[list[at]] = max(best[list[at]], v.gain)
		}
	}
	slices.Sort(found)
	for _, p := range found {
		fn(int(p), best[p])
	}
}
