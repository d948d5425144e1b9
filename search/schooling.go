package search

import (
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// schooling reads what schooling a participant has, and where from.
type schooling struct {
	*telling
	highest int      // the level found that is the highest, -1 for none
	spans   [][2]int // the first and last word of what tells it
}

// phrase reads a phrase of a level, and reports whether it tells what somebody has. No
// schooling and some can't both be.
func (s *schooling) phrase(a asking) bool {
	studies := in1(s.told.students, s.next(a.last())) || s.preceded(a.first(), 3, s.told.students)
	if studies || s.meant.wanted(a.first()) || s.meant.unfinished(a) || s.named(a) {
		return false
	}
	levels := content.SchoolingLevels()
	n := slices.Index(levels, a.says.Value)
	if n < 0 { // some schooling, and no level of it
		if s.Schooling == "" {
			s.Schooling = a.says.Value
		}
		return true
	}
	if s.highest >= 0 && (n == 0) != (s.highest == 0) {
		s.against("schooling", levels[s.highest], a.says.Value)
	}
	if n > s.highest {
		s.highest, s.Schooling, s.spans = n, a.says.Value, nil
	}
	if n == s.highest {
		s.spans = append(s.spans, [2]int{a.first(), a.last()})
	}
	return true
}

// named reports whether a phrase only names what a question asks of: "hvilke krav har
// videregående opplæring?"
func (s *schooling) named(a asking) bool {
	return s.asks && s.names(a.last()) && s.meant.asked(a.first())
}

// byProfession reads the schooling of who is named by a profession that asks for a degree:
// "en ingeniør fra Iran", "lærer, 41, B1".
func (s *schooling) byProfession() {
	levels := content.SchoolingLevels()
	for i, w := range s.tokens {
		if !in1(s.told.professions, w.text) || !s.whose.ofParticipant(i) || s.whose.ofSelf(i) || s.meant.denied(i) || s.meant.wanted(i) || !s.isProfession(i) {
			continue
		}
		s.tell(i)
		if n := len(levels) - 1; s.highest < n {
			s.highest, s.Schooling, s.spans = n, levels[n], nil
		}
		s.spans = append(s.spans, [2]int{i, i})
		return
	}
}

// isProfession reports whether word i says what somebody is by profession, and not whom they
// go to, what they work as or what they study for.
func (s *schooling) isProfession(i int) bool {
	before, next := s.prev(i), s.next(i)
	if in1(s.told.studies, next) {
		return false
	}
	if in1(s.told.trained, next) || s.preceded(i, 2, s.told.trained) {
		return true
	}
	article := in1(s.told.articles, before)
	behind := before // what stands before the article
	if article {
		behind = s.prev(i - 1)
	}
	if in1(s.told.visits, behind) || behind == "som" || behind == "as" || in1(s.told.becomes, behind) {
		return false
	}
	_, err := strconv.Atoi(before)
	switch {
	case article, in1(s.small.from, next), in1(s.told.is, before), err == nil, before == "ar":
		return s.at(i) != "larer" || next != "norsk" && next != "seg" // "hun er ivrig og lærer norsk"
	case before == "":
		return next == "" || in1(s.small.joins, next) || in1(s.told.in, next) || next == "som"
	}
	return s.tells(i-1) || in1(s.told.people, before) || in1(s.told.fromEEA, before) || s.tokens[i-1].foreign
}

// abroad reads whether the schooling is from abroad: what stands around it tells.
func (s *schooling) abroad() {
	if s.Schooling == "none" {
		return
	}
	spans := s.spans
	if s.Schooling == "" { // of what was told before: "utdanninga er frå Iran"
		for i, w := range s.tokens {
			if in1(s.told.papers, w.text) && (in1(s.told.is, s.at(i+1)) || in1(s.small.from, s.at(i+1))) && !s.whose.family[i] && !s.whose.ofSelf(i) && !s.meant.asked(i) {
				spans = append(spans, [2]int{i, i})
			}
		}
	}
	for _, span := range spans {
		if abroad, at, ok := s.whereFrom(span[0], span[1]); ok {
			s.Abroad = &abroad
			s.tell(at, span[0])
			return
		}
	}
}

// whereFrom returns whether a schooling that words first to last tell is from abroad, and the
// word that tells it; ok is false where none does.
func (s *schooling) whereFrom(first, last int) (abroad bool, at int, ok bool) {
	const before, behind = 2, 7
	if b := s.prev(first); b == "norsk" || b == "norwegian" {
		return false, first - 1, true
	}
	apposed := s.holds(last+1) && !s.sameClause(last, last+1) && (in1(s.told.trained, s.at(last+1)) || in1(s.small.from, s.at(last+1))) // "engineer, trained in Iran"
	for i := max(0, first-before); i <= last+behind; i++ {
		if !s.sameClause(i, first) && !(apposed && i > last && s.sameClause(i, last+1)) {
			continue
		}
		home := in1(s.told.homeOf, s.at(i-1)) && s.at(i) == "country"
		if s.at(i) == "the" {
			continue
		}
		in := i - 1 // "in the Philippines"
		if s.at(in) == "the" {
			in--
		}
		from := i > last && (in1(s.told.from, s.at(in)) || in1(s.told.doing, s.at(in)) || s.at(in) == "av")
		switch {
		case i >= first && i <= last && s.at(i) == "norsk":
			return false, i, true
		case in1(s.told.abroad, s.at(i)) && (i < first || i > last), home, from && s.placeAbroad(i):
			return true, i, true
		case from && (in1(s.told.norwegian, s.at(i)) || in1(s.told.places, s.at(i)) && !in1(s.told.halfPlaces, s.at(i))):
			return false, i, true
		}
	}
	return false, 0, false
}

// placeAbroad reports whether word i names a place that is not in Norway.
func (s *schooling) placeAbroad(i int) bool {
	x := s.tokens[i]
	return in1(s.told.names, x.text) || x.capital && !x.initial && !in1(s.told.norwegian, x.text) && !in1(s.told.places, x.text) && !strings.HasSuffix(x.text, "kommune")
}
