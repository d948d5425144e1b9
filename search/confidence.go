package search

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
	cover float64 // share of the question, by weight, that the first hit covers
	known float64 // share of the question the guide knows at all
	gap   float64 // how far the second hit lies behind the first, of 1
	named bool    // a name of the first hit stands in the question
}

func (s *scorer) evidence(hits []Hit) evidence {
	if len(hits) == 0 {
		return evidence{}
	}
	var ev evidence
	for i, e := range s.ix.entries {
		if e == hits[0].Entry {
			ev.cover, ev.named = s.cover[i], s.named[i] > 0
		}
	}
	ev.known = s.known
	ev.gap = 1
	if len(hits) > 1 {
		ev.gap = 1 - hits[1].Score/hits[0].Score
	}
	return ev
}

// confidence is the one rule.
func (ev evidence) confidence() Confidence {
	switch {
	case ev.cover == 0 || ev.cover < 0.35 && !ev.named:
		return None
	case ev.cover >= 0.6 || ev.named && ev.gap > 0.05 || ev.gap > 0.15:
		return Strong
	}
	return Weak
}
