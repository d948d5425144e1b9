package search

import (
	"math"

	"veiviser/search/classifier"
)

// Confidence tells how far the first hit can be taken for the answer.
type Confidence string

// The three confidences.
const (
	Strong Confidence = "strong" // one entry answers: show its card
	Weak   Confidence = "weak"   // some may: show choices
	None   Confidence = "none"   // the guide does not cover it: say so
)

// evidence is what the rules of confidence look at. Scores themselves mean nothing
// across questions, so all of it is relative to the question, and all of it is about the
// first hit against its rivals: words that the guide does not know are in none of it.
type evidence struct {
	chance  float64 // logit of the first hit's share of the score
	lead    float64 // logarithm of its score over the second's
	cover   float64 // share of the question's weight that it covers
	known   float64 // share of it that any entry covers
	weight  float64 // logarithm of what the question says
	outside float64 // likeness to the nearest subject that the guide leaves out, 0 to 1
	named   float64 // weight of a phrase of such a subject that stands in the question
	apart   float64 // logit of the first hit over what lies outside, by the classifier
	learnt  float64 // logarithm of the classifier's probability for the first hit
}

// values lists the evidence in the order of the rules' coefficients.
func (ev evidence) values() []float64 {
	return []float64{ev.chance, ev.lead, ev.cover, ev.known, ev.weight, ev.outside, ev.named, ev.apart, ev.learnt}
}

// evidence gathers what there is for the best entry; ok is false where there is none.
func (s *scorer) evidence() (ev evidence, ok bool) {
	first, second := -1, -1
	for i, v := range s.total {
		switch {
		case v == 0:
		case first < 0 || v > s.total[first]:
			first, second = i, first
		case second < 0 || v > s.total[second]:
			second = i
		}
	}
	if first < 0 || s.cover[first] == 0 {
		return evidence{}, false
	}
	const nearly = 1 - leastChance
	p := min(s.total[first], nearly)
	ev = evidence{
		chance: math.Log(p / (1 - p)), lead: mostLead, cover: s.cover[first],
		weight: math.Log1p(s.weight), outside: s.outside.like, named: s.outside.named,
	}
	if second >= 0 {
		ev.lead = min(mostLead, math.Log(s.total[first]/s.total[second]))
	}
	for _, c := range s.cover {
		ev.known = max(ev.known, c)
	}
	if s.learnt != nil {
		last := len(s.learnt) - 1
		ev.apart = s.learnt[first] - s.learnt[last]
		ev.learnt = math.Log(probability(s.learnt, first))
	}
	return ev, true
}

// mostLead is a lead that leaves no doubt; e to the power of it is a thousand.
const mostLead = 7

// probability is the softmax of logit i, never quite 0.
func probability(logits []float64, i int) float64 {
	most := logits[0]
	for _, x := range logits {
		most = max(most, x)
	}
	var sum float64
	for _, x := range logits {
		sum += classifier.Exp(x - most)
	}
	return max(leastChance, classifier.Exp(logits[i]-most)/sum)
}

// logistic is a logistic regression over the evidence with the probability from
// which it holds.
type logistic struct {
	Bias    float64   `json:"bias"`
	Weights []float64 `json:"weights"` // in the order of evidence.values
	From    float64   `json:"from"`    // least log-odds
}

// odds returns the log-odds for the values; missing weights count as 0.
func (l logistic) odds(values []float64) float64 {
	sum := l.Bias
	for i, w := range l.Weights {
		sum += float64(w * values[i])
	}
	return sum
}

// rules turn scores into an answer. Their numbers are fitted on phrases left out of the
// guide and on subjects outside: [Train] writes them.
type rules struct {
	Mix    mixing   `json:"mix"`
	Covers logistic `json:"covers"` // the guide has an answer
	Right  logistic `json:"right"`  // the first hit is it
}

// confidence of the best entry; None where there is no evidence for any.
func (s *scorer) confidence() Confidence {
	ev, ok := s.evidence()
	if !ok {
		return None
	}
	return s.ix.rules.confidence(ev)
}

// confidence applies the two rules.
func (r rules) confidence(ev evidence) Confidence {
	values := ev.values()
	switch {
	case r.Covers.odds(values) < r.Covers.From:
		return None
	case r.Right.odds(values) >= r.Right.From:
		return Strong
	}
	return Weak
}
