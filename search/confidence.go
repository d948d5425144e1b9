package search

import (
	"context"
	"math"
	"slices"

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
	lead    float64 // logarithm of the first hit's score over the second's
	cover   float64 // share of the question's weight that the first hit covers
	known   float64 // share of it that any entry covers
	weight  float64 // logarithm of what the question says
	found   float64 // root of what the fields of the first hit say to it
	name    float64 // share of its weight that a name of the first hit is
	slipped float64 // share of it that is taken for a slip
	outside float64 // likeness to the nearest subject that the guide leaves out, 0 to 1
	apart   float64 // logit of the first hit over what lies outside, by the classifier
	learnt  float64 // logarithm of the classifier's probability for the first hit
	agreed  float64 // 1 where it is first by its fields alone, too, and by the classifier
	subject float64 // 1 where the question names it, or no other that it may be about
	unknown float64 // share of the question that neither the guide nor a slip explains
	chance  float64 // the first hit's mixed chance
	context bool    // it is rather what a question speaks of than what it asks about
	either  bool    // the question asks of one thing or another
}

// against lists what tells the first hit from its rivals, in the order of the
// coefficients of the rule for right.
func (ev evidence) against() []float64 {
	return []float64{ev.lead, ev.cover, ev.known, ev.weight, ev.found, ev.name, ev.slipped, ev.outside, ev.apart, ev.learnt, ev.agreed, ev.subject}
}

// covered lists what tells a question about the guide from one outside: the same, and
// how much of it is known at all.
func (ev evidence) covered() []float64 { return append(ev.against(), ev.unknown) }

// evidence gathers what there is for the best entry; ok is false where there is none.
func (s *scorer) evidence() (ev evidence, ok bool) {
	first, second := firstTwo(s.total)
	if first < 0 || s.cover[first] == 0 {
		return evidence{}, false
	}
	// What words say is counted in words nobody knows, of which there are perUnit to a
	// unit of the logarithm, so that guides of any size compare.
	const perUnit = 6
	rare := s.ix.idf(0)
	ev = evidence{
		lead: mostLead, cover: s.cover[first], known: slices.Max(s.cover),
		// A name of common words says as much as a rare word.
		weight: math.Log1p(perUnit * max(s.weight, s.named[first]) / rare), found: math.Sqrt(s.fields[first] / rare),
		name: min(1, s.named[first]/s.weight), outside: s.outside,
		unknown: s.unknown / (s.unknown + s.weight),
		chance:  s.total[first], context: IsContext(s.ix.entries[first]), either: s.read.either(s.ix.small.either),
	}
	if second >= 0 {
		ev.lead = min(mostLead, math.Log(s.total[first]/s.total[second]))
	}
	for _, t := range s.asked {
		if t.slip {
			ev.slipped += t.need / s.weight
		}
	}
	if s.learnt != nil {
		last := len(s.learnt) - 1
		ev.apart = s.learnt[first] - s.learnt[last]
		ev.learnt = math.Log(probability(s.learnt, first))
		if s.learnt[first] == slices.Max(s.learnt[:last]) && s.fields[first] == slices.Max(s.fields) {
			ev.agreed = 1
		}
	}
	if subjects := s.read.Subjects; len(subjects) == 0 || slices.Contains(subjects, s.ix.entries[first]) {
		ev.subject = 1
	}
	return ev, true
}

// firstTwo returns the two entries with the highest scores, -1 where there is none.
func firstTwo(scores []float64) (first, second int) {
	first, second = -1, -1
	for i, v := range scores {
		switch {
		case v == 0:
		case first < 0 || v > scores[first]:
			first, second = i, first
		case second < 0 || v > scores[second]:
			second = i
		}
	}
	return first, second
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
	Weights []float64 `json:"weights"`
	From    float64   `json:"from"` // least log-odds
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

// confidence tells how far the first hit can be trusted. Where the sentences that ask
// put the same entry first by themselves, they alone tell: a case around a question
// makes its answer neither surer nor less sure.
func (s *scorer) confidence(ctx context.Context) (Confidence, error) {
	own := slices.DeleteFunc(slices.Clone(s.words), func(w token) bool { return w.share < 1 })
	if len(own) == len(s.words) || len(own) == 0 {
		return s.rate(), nil
	}
	asking := &scorer{ix: s.ix, words: own, read: s.read}
	if err := asking.run(ctx); err != nil {
		return "", err
	}
	first, _ := firstTwo(s.total)
	if best, _ := firstTwo(asking.total); best != first {
		return s.rate(), nil
	}
	return asking.rate(), nil
}

// rate applies the rules to the evidence for the best entry; None where there is none.
func (s *scorer) rate() Confidence {
	ev, ok := s.evidence()
	if !ok {
		return None
	}
	return s.ix.rules.confidence(ev)
}

// surely is the chance from which the first hit answers whatever else tells, unless it is
// rather what a question speaks of, or that asks of one thing or another. It can't be
// fitted on phrases left out, of which the classifier is never so sure as of a question
// with its phrases at hand; of 706 questions that others wrote, 55 had such a chance and
// were choices by the rule, and the first was right in all of them.
const surely = 0.995

// confidence applies the rules.
func (r rules) confidence(ev evidence) Confidence {
	switch {
	case r.Covers.odds(ev.covered()) < r.Covers.From:
		return None
	case r.Right.odds(ev.against()) >= r.Right.From, !ev.context && !ev.either && ev.chance >= surely:
		return Strong
	}
	return Weak
}
