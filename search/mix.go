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
	s.learnt = s.ix.model.Scores(s.said)
}

// mixing weighs what has no unit in common. The weights are those that make the mixed
// score, as a softmax, the likeliest for phrases left out: it is then a probability.
type mixing struct {
	Fields  float64 `json:"fields"`  // of what the fields say, as [standardised]
	Learnt  float64 `json:"learnt"`  // of the classifier's logit
	Subject float64 `json:"subject"` // of an entry that the question may be about by name
	First   float64 `json:"first"`   // of the likeliest of those besides
}

// mixed is the number of parts of a mixed score.
const mixed = 4

func (m mixing) weights() [mixed]float64 {
	return [mixed]float64{m.Fields, m.Learnt, m.Subject, m.First}
}

// parts returns what is mixed, by entry, in the order of the weights; nil for a part of
// which the question has nothing.
func (s *scorer) parts() [mixed][]float64 {
	var subject, first []float64
	for at, e := range s.read.Subjects {
		if at == 0 {
			subject, first = make([]float64, len(s.fields)), make([]float64, len(s.fields))
		}
		i := s.ix.numbers[e.ID]
		subject[i] = 1
		if at == 0 && !s.read.shared {
			first[i] = 1
		}
	}
	var learnt []float64
	if s.learnt != nil {
		learnt = s.learnt[:len(s.fields)]
	}
	return [mixed][]float64{standardised(s.fields), learnt, subject, first}
}

// mix sets the totals: for every entry that shares anything with the question, the
// chance that it is the answer among them all.
func (s *scorer) mix() {
	s.total = make([]float64, len(s.fields))
	logits := s.ix.rules.Mix.logits(s.parts())
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

// logits mixes the parts.
func (m mixing) logits(parts [mixed][]float64) []float64 {
	out := make([]float64, len(parts[0]))
	for k, w := range m.weights() {
		for i, x := range parts[k] {
			out[i] += float64(w * x)
		}
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
