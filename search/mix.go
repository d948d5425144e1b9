package search

import (
	"math"

	"veiviser/search/classifier"
)

// scoreLearnt asks the classifier, with the words that are searched for.
func (s *scorer) scoreLearnt() {
	if s.ix.model == nil {
		return
	}
	words := make([]classifier.Word, len(s.asked))
	for i, t := range s.asked {
		words[i] = classifier.Word{Text: t.word, Share: t.share}
	}
	s.learnt = s.ix.model.Scores(words)
}

// mixing weighs two scores that have no unit in common, each as [standardised]. The weights are those that make the mixed score, as a softmax, the
// likeliest for phrases left out: it is then a probability.
type mixing struct {
	Fields float64 `json:"fields"`
	Learnt float64 `json:"learnt"`
}

// mix sets the totals: for every entry that shares anything with the question, the
// chance that it is the answer among them all.
func (s *scorer) mix() {
	s.total = make([]float64, len(s.fields))
	logits := s.ix.rules.Mix.logits(s.fields, s.learnt)
	var most float64
	first := true
	for i, x := range logits {
		if s.fields[i] > 0 && (first || x > most) {
			most, first = x, false
		}
	}
	var sum float64
	for i, x := range logits {
		if s.fields[i] > 0 {
			s.total[i] = classifier.Exp(x - most)
			sum += s.total[i]
		}
	}
	for i := range s.total {
		s.total[i] = max(s.total[i]/max(sum, 1), leastChance)
		if s.fields[i] == 0 {
			s.total[i] = 0
		}
	}
}

// leastChance keeps an entry that shares a word with the question above one that
// shares none.
const leastChance = 1e-9

// logits mixes the scores of the fields and of the classifier, which may be nil.
func (m mixing) logits(fields, learnt []float64) []float64 {
	out := standardised(fields)
	for i := range out {
		out[i] *= m.Fields
	}
	if learnt == nil {
		return out
	}
	for i, z := range standardised(learnt[:len(fields)]) {
		out[i] += float64(m.Learnt * z)
	}
	return out
}

// standardised returns xs by how far each stands out: in standard deviations from the
// mean, of the most there can be, which one value has that differs from all others. So
// guides of any size compare. All are 0 where they are alike.
func standardised(xs []float64) []float64 {
	n := float64(len(xs))
	var sum, square float64
	for _, x := range xs {
		sum += x
	}
	mean := sum / n
	out := make([]float64, len(xs))
	for i, x := range xs {
		out[i] = x - mean
		square += float64(out[i] * out[i])
	}
	if square == 0 {
		return out
	}
	most := math.Sqrt(square/n) * math.Sqrt(n-1)
	for i := range out {
		out[i] /= most
	}
	return out
}
