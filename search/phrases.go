package search

import (
	"maps"
	"math"
	"slices"

	"veiviser/content"
)

// phrase is one way of putting what an entry is about: a name, a way of asking, a
// summary, a point.
type phrase struct {
	entry int     // index into the entries; notCovered for a subject outside the guide
	field string  // where it comes from
	norm  float64 // Euclidean length of its stems' idf
}

const (
	// wholePhrase is the share of a phrase that must be met to call it met: slips
	// count for less than the word itself.
	wholePhrase = 0.95
	// namedOutside is the likeness of a question that names a subject outside in so
	// many words, whatever else it says.
	namedOutside = 0.6
)

// notCovered stands for the entry of a phrase about what the guide leaves out.
const notCovered = -1

// phrasebook finds the phrases that share stems with a question. Bleve could hold
// them too, at ten times the cost: there are a hundred to an entry, of ten words.
type phrasebook struct {
	phrases []phrase
	with    map[content.Lang]map[string][]int32 // phrases a stem stands in
}

func newPhrasebook() *phrasebook {
	b := &phrasebook{with: map[content.Lang]map[string][]int32{}}
	for _, l := range content.Langs() {
		b.with[l] = map[string][]int32{}
	}
	return b
}

func (b *phrasebook) add(p phrase, l content.Lang, terms []string) {
	n := int32(len(b.phrases))
	b.phrases = append(b.phrases, p)
	for _, t := range terms {
		list := b.with[l][t]
		if len(list) == 0 || list[len(list)-1] != n {
			b.with[l][t] = append(list, n)
		}
	}
}

// weigh computes the norms, once every entry is counted.
func (b *phrasebook) weigh(idf func(content.Lang, string) float64) {
	for _, l := range content.Langs() {
		// In order: a sum of floats depends on it.
		for _, st := range slices.Sorted(maps.Keys(b.with[l])) {
			w := idf(l, st)
			for _, p := range b.with[l][st] {
				b.phrases[p].norm += w * w
			}
		}
	}
	for i, p := range b.phrases {
		b.phrases[i].norm = math.Sqrt(p.norm)
	}
}

// overlap returns, by phrase, what the terms find in it: the squared gain of each
// term's best variant, summed.
func (b *phrasebook) overlap(terms []term) []float64 {
	scores := make([]float64, len(b.phrases))
	best := make([]float64, len(b.phrases))
	for _, t := range terms {
		var touched []int32
		for _, v := range t.variants {
			for _, p := range b.with[v.lang][v.stem] {
				if best[p] == 0 {
					touched = append(touched, p)
				}
				best[p] = max(best[p], v.gain)
			}
		}
		for _, p := range touched {
			scores[p] += best[p] * best[p]
			best[p] = 0
		}
	}
	return scores
}

// likeness compares a phrase about a subject outside with a question, 0 to 1, from
// their overlap and the question's norm.
func (p phrase) likeness(overlap, norm float64) float64 {
	like := min(1, overlap/(norm*p.norm))
	if math.Sqrt(overlap) > wholePhrase*p.norm {
		return max(like, namedOutside)
	}
	return like
}

// scorePhrases adds the phrases of each entry that are most like the question: one
// way of asking that fits is worth more than words strewn over a long entry.
func (s *scorer) scorePhrases() {
	t, book := s.ix.tune, s.ix.phrases
	var sum, norm float64
	for _, term := range s.asked {
		sum += term.need
		norm += term.need * term.need
	}
	norm = math.Sqrt(norm)
	top, second := make([]float64, len(s.ix.entries)), make([]float64, len(s.ix.entries))
	for i, v := range book.overlap(s.asked) {
		if v == 0 {
			continue
		}
		p := book.phrases[i]
		if p.entry == notCovered {
			s.outside = max(s.outside, t.phraseOf[p.field]*p.likeness(v, norm))
			continue
		}
		v = v / (norm * max(p.norm, t.phraseLen)) * t.phraseOf[p.field]
		if v > top[p.entry] {
			top[p.entry], second[p.entry] = v, top[p.entry]
		} else if v > second[p.entry] {
			second[p.entry] = v
		}
	}
	for i := range top {
		s.total[i] += sum * t.phrase * (top[i] + t.second*second[i])
	}
}
