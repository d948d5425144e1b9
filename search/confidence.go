package search

import "math"

// Confidence tells how far the first hit can be taken for the answer.
type Confidence string

// The three confidences.
const (
	Strong Confidence = "strong" // one entry answers: show its card
	Weak   Confidence = "weak"   // some may: show choices
	None   Confidence = "none"   // the guide does not cover it: say so
)

// evidence is what the rule of confidence looks at. Scores themselves mean nothing
// across questions, so all of it is relative to the question.
type evidence struct {
	cover   float64 // share of the question's weight that the first hit covers
	known   float64 // share of it that any entry covers
	weight  float64 // how much the question says, in words that no entry knows
	outside float64 // likeness to the nearest subject the guide leaves out, 0 to 1
	named   bool    // a name of the first hit stands in the question
	gap     float64 // how far the second hit lies behind the first, of 1
}

func (s *scorer) evidence(hits []Hit) evidence {
	if len(hits) == 0 {
		return evidence{}
	}
	ev := evidence{known: s.known, weight: s.weight / s.ix.idf(0), outside: s.outside, gap: 1}
	for i, e := range s.ix.entries {
		if e == hits[0].Entry {
			ev.cover, ev.named = s.cover[i], s.named[i] > 0
		}
	}
	if len(hits) > 1 {
		ev.gap = 1 - hits[1].Score/hits[0].Score
	}
	return ev
}

// The rule's numbers are a logistic regression over 350 questions, 50 of them without
// an answer, rounded. In five-fold cross-validation it finds 9 of 10 questions without
// an answer, and 8 to 9 of 10 it calls so are. What tells best is how much of the
// question the entry covers, and how like it is to a subject outside; a long question
// covers less of itself, so its weight counts for it.
const (
	perCover   = 7.0
	perKnown   = 4.0
	perWeight  = 1.5 // of the logarithm
	perName    = 2.0
	perOutside = -7.0
	perUnknown = 5.8 // idf of an unknown word in the guide the rule was set on
	answerable = 8.95

	// clearGap is the gap, with half the cover, from which the first hit was the right one
	// for nine of ten questions.
	clearGap = 0.45
	// leastGap is the gap below which the first hit was the right one for every other
	// question only, whatever it covered.
	leastGap = 0.08
)

// confidence is the one rule.
func (ev evidence) confidence() Confidence {
	if ev.cover == 0 {
		return None
	}
	sum := perCover*ev.cover + perKnown*ev.known + perWeight*math.Log1p(perUnknown*ev.weight) + perOutside*ev.outside
	if ev.named {
		sum += perName
	}
	switch {
	case sum < answerable:
		return None
	case ev.gap >= leastGap && ev.gap+ev.cover/2 >= clearGap:
		return Strong
	}
	return Weak
}
