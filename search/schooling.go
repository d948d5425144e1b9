package search

import (
	"slices"
	"strings"

	"veiviser/content"
)

// schooling reads what schooling a participant has, and where from.
type schooling struct {
	*telling
	highest int // the level found that is the highest, -1 for none
}

// phrase reads a phrase of a level, and reports whether it tells what somebody has. No
// schooling and some can't both be.
func (s *schooling) phrase(a asking) bool {
	if s.meant.wanted(a.first()) || s.meant.unfinished(a) {
		return false
	}
	levels := content.SchoolingLevels()
	n := slices.Index(levels, a.says.Value)
	if s.highest >= 0 && (n == 0) != (s.highest == 0) {
		s.against("schooling", levels[s.highest], a.says.Value)
	}
	if n > s.highest {
		s.highest, s.Schooling = n, a.says.Value
	}
	return true
}

// abroad reads whether the schooling is from abroad: what stands around it tells.
func (s *schooling) abroad() {
	if s.Schooling == "" || s.Schooling == "none" {
		return
	}
	for _, a := range s.said {
		if a.says != (Saying{content.Schooled, s.Schooling}) || s.whose.family[a.first()] {
			continue
		}
		if s.norwegian(a) {
			s.from(false)
			return
		}
		for i := a.first() - 2; i <= a.last()+4; i++ {
			if !s.sameClause(i, a.first()) {
				continue
			}
			behind := i > a.first()
			from := in1(s.told.from, s.at(i-1))
			home := in1(s.told.homeOf, s.at(i-1)) && s.at(i) == "country"
			switch {
			case in1(s.told.abroad, s.at(i)), home, behind && (from || s.at(i-1) == "pa") && s.placeAbroad(i):
				s.from(true)
			case behind && from && in1(s.told.norwegian, s.at(i)):
				s.from(false)
			default:
				continue
			}
			s.tell(i)
			return
		}
	}
}

// from notes whether the schooling is from abroad.
func (s *schooling) from(abroad bool) { s.Abroad = &abroad }

// norwegian reports whether the phrase of a schooling says that it is: "norsk videregående".
func (s *schooling) norwegian(a asking) bool {
	before := a.first() - 1
	return s.sameClause(before, a.first()) && (s.at(before) == "norsk" || s.at(before) == "norwegian") ||
		slices.ContainsFunc(a.words, func(i int) bool { return s.at(i) == "norsk" })
}

// placeAbroad reports whether word i names a place that is not in Norway.
func (s *schooling) placeAbroad(i int) bool {
	x := s.tokens[i]
	return in1(s.told.names, x.text) || x.capital && !x.initial && !in1(s.told.norwegian, x.text) && !in1(s.told.places, x.text) && !strings.HasSuffix(x.text, "kommune")
}
