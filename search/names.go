package search

// scoreNames weighs what the question names of each entry: by the weight of the name's
// words, and for one of several words at least by that of a rare one, since common words
// side by side make a rare name.
func (s *scorer) scoreNames() {
	s.named = map[int]float64{}
	for _, m := range s.read.Mentions {
		i := s.ix.numbers[m.Entry.ID]
		s.named[i] = max(s.named[i], weighName(s, m))
	}
	for i, v := range s.named {
		s.fields[i] += s.ix.tune.name * v
	}
}

// weighName is what the words of a mention ask for, 0 where none of them is asked.
func weighName(s *scorer, m Mention) float64 {
	var sum float64
	var share float64
	for _, w := range s.words {
		if m.First <= w.place && w.place <= m.Last {
			sum += s.needs[w.text]
			share = max(share, w.share)
		}
	}
	if m.Last > m.First {
		sum = max(sum, share*s.ix.idf(1))
	}
	return sum
}
