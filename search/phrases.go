package search

import (
	"math"
	"slices"

	"veiviser/content"
)

// phrasebook finds the texts of a list that share stems with a question. Bleve could
// hold them too, at ten times the cost: they are thousands, of ten words each.
type phrasebook struct {
	norms []float64                  // Euclidean length of each text's idf; nil where nobody asks
	with  map[content.Lang]listTable // texts a stem stands in, in order
}

// phraseDraft is a phrasebook while texts are taken into it.
type phraseDraft struct {
	texts int
	with  map[content.Lang]map[string][]int32
}

func newPhraseDraft() *phraseDraft {
	b := &phraseDraft{with: map[content.Lang]map[string][]int32{}}
	for _, l := range content.Langs() {
		b.with[l] = map[string][]int32{}
	}
	return b
}

// add takes a text of stems into the book.
func (b *phraseDraft) add(l content.Lang, stems []string) {
	n := int32(b.texts)
	b.texts++
	for _, st := range stems {
		list := b.with[l][st]
		if len(list) == 0 || list[len(list)-1] != n {
			b.with[l][st] = append(list, n)
		}
	}
}

// book returns the texts as they are looked up.
func (b *phraseDraft) book() *phrasebook {
	out := &phrasebook{with: map[content.Lang]listTable{}}
	for l, with := range b.with {
		out.with[l] = newListTable(with)
	}
	return out
}

// weigh computes the norms of so many texts, once every entry is counted.
func (b *phrasebook) weigh(texts int, idf func(content.Lang, string) float64) {
	b.norms = make([]float64, texts)
	for _, l := range content.Langs() {
		// In order: a sum of floats depends on it.
		with := b.with[l]
		for i := range with.ends {
			w := idf(l, with.at(i))
			for _, p := range with.lists.at(i) {
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
		with := b.with[v.lang]
		list := numbersOf(&with, v.stem)
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
