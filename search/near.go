package search

import (
	"slices"

	"veiviser/content"
)

// nearness is how near a text must lie to a statement of what was spoken of, as
// [pointing.means] counts it, to be asked of that.
type nearness struct {
	least float64 // to one at all
	apart float64 // against the nearest statement of the first hits; less than 0 is farther
}

// enoughNear is so by what answers beside the subject. Of questions written for a statement
// that name nothing of their own, and that its words alone don't tell, as many are so near
// behind the name of its entry, and as few behind that of another: where the hits are weak 69
// and 8 of a hundred, where one is strong 47 and 2, where nothing answers 69 and 8
// (go test ./search -run TestNearWhatWasSpokenOf -v). Of the phrases about subjects outside
// the guide 3 are near where nothing answers.
var enoughNear = map[Confidence]nearness{Strong: {10, -1.5}, Weak: {10, -4}, None: {16, -8}}

// What a text names stands beside the subject where a statement of that is as near as any of
// what it names; where a section is asked for, that is rather asked of the name; a name that
// several entries have is that of none so much.
const (
	nearBeside  = 16.0
	asNear      = 0.0
	nearPhrased = 2.0
	nearShared  = -4.0
)

// A text that sounds as if it went on does not where it lies so much farther from the subject
// than from a hit: of the questions above that sound so, none of 57 does behind its entry and
// 16 of 79 behind another where the hits are weak, 1 of 4 and 4 of 7 where one is strong.
const (
	farWeak   = -18.0
	farStrong = -8.0
)

// near reports whether a text that names nothing lies near what entry i says.
func (s onSubject) near(i int, res *Result) bool {
	switch {
	case s.meaning == nil, res.Intent == List, res.Intent == Compare, res.listed, res.Outside:
		return false
	case res.About && res.Confidence != None, res.Also && !res.Refers && len(res.Mentions) > 0: // "and upper secondary?"
		return false
	}
	enough := enoughNear[res.Confidence]
	mine, most := s.nearest(i), s.nearestHit(i, res)
	return mine >= enough.least && mine-most >= enough.apart
}

// nearer reports whether a text lies nearer to what entry i says than to what it names, of
// which it tells something: "is the refugee grant counted as income?", of the housing
// allowance.
func (s onSubject) nearer(i int, res *Result) bool {
	if s.meaning == nil || res.About && !res.supposes || res.bare && !res.Refers || res.Intent != Answer || len(res.Subjects) != 1 && !res.shared {
		return false
	}
	apart := asNear
	switch {
	case len(res.phrased) > 0:
		apart = nearPhrased
	case res.shared:
		apart = nearShared
	}
	mine := s.nearest(i)
	return mine >= nearBeside && !slices.ContainsFunc(res.Subjects, func(e *content.Entry) bool { return mine-s.nearest(s.ix.numbers[e.ID]) < apart })
}

// far reports whether a text that sounds as if it went on says something of its own that lies
// far from what entry i says. How that combines with something, and what a pronoun of a
// thing stands for, is asked of it however far.
func (s onSubject) far(i int, res *Result) bool {
	if !res.says || s.meaning == nil || res.Confidence == None || res.Hits[0].Entry == s.ix.entries[i] || slices.Contains(res.Sections, content.Combine) || res.ofThing() {
		return false
	}
	apart := farWeak
	if res.Confidence == Strong {
		apart = farStrong
	}
	return s.nearest(i)-s.nearestHit(i, res) < apart
}

// nearest is how near the question lies to the nearest point of entry i.
func (s onSubject) nearest(i int) float64 {
	return slices.Max(append(pointing(s).means(i, s.meaning), 0))
}

// nearestHit is how near it lies to the nearest point of the first hits beside entry i.
func (s onSubject) nearestHit(i int, res *Result) (most float64) {
	for _, h := range res.Hits[:min(leansFirst, len(res.Hits))] {
		if k := s.ix.numbers[h.Entry.ID]; k != i {
			most = max(most, s.nearest(k))
		}
	}
	return most
}
