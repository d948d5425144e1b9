package search

import (
	"slices"

	"veiviser/content"
)

// residence reads the ground of residence of a participant.
type residence struct {
	*telling
	family string // the ground of somebody in the family, empty for none
}

// phrase reads a phrase of a ground, and reports whether it tells what somebody has.
func (r *residence) phrase(a asking) bool {
	v := a.says.Value
	if r.meant.wanted(a.first()) && (v == "permanent" || v == "citizen" || v == "student") {
		return false
	}
	if (v == "eea" || v == "nordic") && r.preceded(a.first(), 2, r.told.outside) {
		return false // "from outside the EEA"
	}
	r.set(v)
	return true
}

// set sets the ground: of two that both hold the finer one.
func (r *residence) set(v string) {
	was := r.Residence
	for _, f := range finer {
		if f[0] == v && f[1] == was || f[0] == was && f[1] == v {
			r.Residence = f[2]
			return
		}
	}
	if was == "family-of-protected" && slices.Contains([]string{"refugee", "family", "collective-protection"}, v) {
		return
	}
	r.Person.set("residence", &r.Residence, v)
}

// finer are grounds of which one makes the other exact, and what both mean.
var finer = [][3]string{
	{"refugee", "collective-protection", "collective-protection"}, {"refugee", "family", "family-of-protected"}, {"collective-protection", "family", "family-of-protected"},
	{"refugee", "permanent", "refugee"}, {"collective-protection", "permanent", "collective-protection"}, {"family", "permanent", "family"},
	{"labour", "family", "family-of-labour"}, {"labour", "eea", "eea"}, {"labour", "permanent", "labour"}, {"humanitarian", "permanent", "humanitarian"}, {"humanitarian", "family", "humanitarian"},
	{"refugee", "humanitarian", "humanitarian"}, {"family-of-other", "family", "family-of-other"}, {"family-of-labour", "family", "family-of-labour"}, {"family-of-labour", "labour", "family-of-labour"},
	{"independent", "permanent", "independent"}, {"labour", "nordic", "nordic"}, {"eea", "nordic", "nordic"}, {"family-of-other", "eea", "family-of-other"}, {"family-of-other", "citizen", "family-of-other"},
	{"family-of-protected", "family", "family-of-protected"}, {"family", "independent", "independent"}, {"family", "citizen", "family-of-other"}, {"eea", "permanent", "eea"},
}

// reunite makes the ground of who came to their family the finer one, where the family's is told.
func (r *residence) reunite() {
	if r.Residence != content.FamilyResidence {
		return
	}
	switch r.family {
	case "refugee", "collective-protection", "humanitarian":
		r.Residence = "family-of-protected"
	case "labour":
		r.Residence = "family-of-labour"
	case "citizen":
		r.Residence = "family-of-other"
	}
}

// ofSomebody reports whether word i, where somebody is from, is told of them: it stands alone,
// beside a person or behind "er".
func (r *residence) ofSomebody(i int) bool {
	if !r.whose.ofParticipant(i) || r.whose.ofSelf(i) || r.preceded(i, 3, r.told.marries) {
		return false
	}
	person := func(w string) bool {
		return in1(r.told.people, w) || in1(r.told.trades, w) || in1(r.told.professions, w)
	}
	beside := r.sameClause(i, i+1) && person(r.at(i+1)) || r.sameClause(i-1, i) && (in1(r.told.people, r.at(i-1)) || in1(r.told.is, r.at(i-1)))
	opens := !r.sameClause(i-1, i) && i > 0 && r.sameClause(i, i+1) && r.tells(i+1)
	return r.alone(i) || beside || opens
}

// bare reads a ground of residence that stands alone.
func (r *residence) bare() {
	for i, w := range r.tokens {
		if r.Residence != "" {
			return
		}
		ground := ""
		switch {
		case w.text == "53" && w.section:
			ground = "independent"
		case !r.ofSomebody(i):
		case in1(r.told.fromEEA, w.text):
			ground = "eea"
		case in1(r.told.nordic, w.text):
			ground = "nordic"
		}
		if ground == "" {
			continue
		}
		r.Residence = ground
		if r.tell(i); r.sameClause(i, i+1) && (in1(r.told.trades, r.at(i+1)) || in1(r.told.professions, r.at(i+1))) {
			r.tell(i + 1)
		}
	}
}
