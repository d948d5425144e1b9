package search

import "math"

// scoreOutside notes how like the question is to the nearest phrase about what the
// guide leaves out: the cosine of their words' weights, 0 to 1.
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
		if v > 0 {
			s.outside = max(s.outside, min(1, v/(norm*book.norms[p])))
		}
	}
}

// mostlyOutside is the likeness from which a question is rather of a subject that the guide
// leaves out than of one that it doesn't understand.
const mostlyOutside = 0.5
