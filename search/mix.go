package search

import (
	"math"
	"slices"

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
	if subjects, one := s.subjects(); subjects != nil {
		subject, first = make([]float64, len(s.fields)), make([]float64, len(s.fields))
		for _, i := range subjects {
			subject[i] = 1
		}
		if one >= 0 {
			first[one] = 1
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
	of := s.ix.rules.Mix
	mean, apart := spread(s.fields)
	subjects, first := s.subjects()
	var most float64
	some := false
	for i, f := range s.fields {
		if f == 0 {
			continue
		}
		parts := [mixed]float64{(f - mean) / apart}
		if s.learnt != nil {
			parts[1] = s.learnt[i]
		}
		if slices.Contains(subjects, i) {
			parts[2] = 1
		}
		if i == first {
			parts[3] = 1
		}
		x := of.logit(parts)
		if s.total[i] = x; !some || x > most {
			most, some = x, true
		}
	}
	var sum float64
	for i, f := range s.fields {
		if f > 0 {
			s.total[i] = classifier.Exp(s.total[i] - most)
			sum += s.total[i]
		}
	}
	for i, f := range s.fields {
		if f > 0 {
			s.total[i] = max(s.total[i]/max(sum, 1), leastChance)
		}
	}
}

// subjects are the entries that the question may be about by name, and the first of them;
// -1 where others have equal right to its name, or there is none.
func (s *scorer) subjects() (all []int, first int) {
	first = -1
	for at, e := range s.read.Subjects {
		i := s.ix.numbers[e.ID]
		if all = append(all, i); at == 0 && !s.read.shared {
			first = i
		}
	}
	return all, first
}

// leastChance keeps an entry that shares a word with the question above one that
// shares none.
const leastChance = 1e-9

// logit mixes the parts of one entry.
func (m mixing) logit(parts [mixed]float64) float64 {
	var out float64
	for k, w := range m.weights() {
		out += float64(w * parts[k])
	}
	return out
}

// logits mixes the parts of every entry; one that is nil is of none.
func (m mixing) logits(parts [mixed][]float64) []float64 {
	out := make([]float64, len(parts[0]))
	for i := range out {
		var of [mixed]float64
		for k, part := range parts {
			if part != nil {
				of[k] = part[i]
			}
		}
		out[i] = m.logit(of)
	}
	return out
}

// standardised returns xs by how far each stands out: in standard deviations from the
// mean, of the most there can be, which one value has that differs from all others. So
// guides of any size compare. All are 0 where they are alike.
func standardised(xs []float64) []float64 {
	out := make([]float64, len(xs))
	mean, apart := spread(xs)
	for i, x := range xs {
		out[i] = (x - mean) / apart
	}
	return out
}

// spread returns what standardised takes from every number, and what it divides by.
func spread(xs []float64) (mean, apart float64) {
	n := float64(len(xs))
	var sum, square float64
	for _, x := range xs {
		sum += x
	}
	mean = sum / n
	for _, x := range xs {
		square += float64((x - mean) * (x - mean))
	}
	if square == 0 {
		return mean, 1 // 0 for each
	}
	return mean, math.Sqrt(square/n) * math.Sqrt(n-1)
}
