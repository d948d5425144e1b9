package search

import "math"

// wholePhrase is the share of a phrase that must be met to call it met: slips count for
// less than the word itself.
const wholePhrase = 0.95

// outsideness is how like a question is to what the guide leaves out.
type outsideness struct {
	like  float64 // to the nearest phrase, as a cosine
	named float64 // weight of the heaviest phrase that stands whole in the question
}

// scoreOutside compares the question with the phrases of the subjects outside.
func (s *scorer) scoreOutside() {
	book := s.ix.outsideBook
	overlap := make([]float64, len(book.norms))
	var norm float64
	for _, t := range s.asked {
		norm += float64(t.need * t.need)
		book.find(t, 0, len(overlap), func(p int, gain float64) { overlap[p] += float64(gain * gain) })
	}
	norm = math.Sqrt(norm)
	for p, v := range overlap {
		if v == 0 {
			continue
		}
		s.outside.like = max(s.outside.like, min(1, v/(norm*book.norms[p])))
		if math.Sqrt(v) > wholePhrase*book.norms[p] {
			s.outside.named = max(s.outside.named, book.norms[p])
		}
	}
}
