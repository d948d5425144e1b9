package pathway

import (
	"slices"

	"veiviser/content"
)

// The ages between which somebody can be a participant.
const (
	youngest = 16
	oldest   = 99
)

// refused says why no path is looked for, and what of the profile it is about.
func refused(p content.Profile, goal string, o Options) (why Refusal, field string) {
	switch {
	case !slices.Contains(content.PathGoals(), goal):
		return NoGoal, ""
	case p.Age != 0 && (p.Age < youngest || p.Age > oldest):
		return NoAge, "age"
	case slices.ContainsFunc(p.Status, func(s string) bool { return slices.Contains(p.NotStatus, s) }),
		both(p.Status, "employed", "unemployed"), both(p.Status, "work-30-hours", "in-introduction-programme"), both(p.Status, "in-kvp", "in-introduction-programme"):
		return Contradiction, "status"
	case p.Residence == "asylum-seeker" && (slices.Contains(p.Status, "in-introduction-programme") || p.Settled != nil && *p.Settled):
		return Contradiction, "residence"
	case p.Residence == "asylum-seeker":
		return AsylumSeeker, "residence"
	case reachedAlready(p, goal, o):
		return Reached, ""
	}
	return "", ""
}

func both(have []string, a, b string) bool {
	return slices.Contains(have, a) && slices.Contains(have, b)
}

// level is the place of a level of Norwegian, 0 for none; -1 where it isn't known.
func level(l string) int {
	if l == "none" {
		return 0
	}
	if i := slices.Index(content.CEFRLevels(), l); i >= 0 {
		return i + 1
	}
	return -1
}

// wanted is the level of Norwegian that a path to Norwegian ends with.
func wanted(o Options) int {
	if n := level(o.Reaches); n > 0 {
		return n
	}
	return level("B1")
}

// target is where a path is to lead.
type target struct {
	terrain *terrain
	person  *person
	goal    string
	options Options

	competences []string // that reach the goal: one is enough
	formal      []string // that are formal ones
}

func newTarget(who *person, goal string, o Options) *target {
	return &target{terrain: who.terrain, person: who, goal: goal, options: o, competences: competences(goal, who.start), formal: formalOnes(goal, who.start)}
}

// wanted is the level of Norwegian that the goal asks for: A2 for permanent residence.
func (to *target) wanted() int {
	if to.goal == "permanent-or-citizen" && to.options.Reaches == "" {
		return level("A2")
	}
	if to.goal == "higher" || to.goal == "education" || to.goal == "recognition" {
		return level("B2")
	}
	return wanted(to.options)
}

func reachedAlready(p content.Profile, goal string, o Options) bool {
	paper := func(names ...string) bool {
		return slices.ContainsFunc(p.Papers, func(s string) bool { return slices.Contains(names, s) })
	}
	switch goal {
	case "work":
		return slices.Contains(p.Status, "work-30-hours")
	case "trade-certificate":
		return paper("trade-certificate")
	case "upper-secondary":
		return paper("study-competence", "vocational-competence", "norwegian-upper-secondary", "trade-certificate")
	case "primary":
		return p.Schooling != "" && p.Schooling != "none"
	case "higher":
		return p.Schooling == "higher"
	case "norwegian", "participation":
		return level(p.Norwegian) >= wanted(o)
	}
	return false
}

// competences lists what reaches a goal: one of a set is enough.
func competences(goal string, start content.Profile) []string {
	switch goal {
	case "work":
		return []string{"job"}
	case "trade-certificate":
		return []string{"trade-certificate"}
	case "upper-secondary":
		return []string{"study-competence", "trade-certificate"}
	case "primary":
		return []string{"primary"}
	case "higher":
		return []string{"higher-degree"}
	case "education":
		if slices.Contains(start.Papers, "fagskole-degree") {
			return []string{"higher-degree"}
		}
		if slices.ContainsFunc(start.Papers, func(s string) bool {
			return slices.Contains([]string{"study-competence", "norwegian-upper-secondary", "trade-certificate", "vocational-competence"}, s)
		}) || start.Schooling == "upper-secondary" || start.Schooling == "higher" {
			return []string{"higher-degree", "fagskole-degree"}
		}
		return []string{"study-competence", "trade-certificate"}
	case "recognition":
		if slices.Contains(start.Status, "regulated-profession") {
			return []string{"authorisation"}
		}
		return []string{"recognition-higher", "recognition-vocational"}
	case "permanent-or-citizen":
		return []string{"social-studies-test"}
	}
	return nil
}

// formalOnes lists the competences that are formal ones.
func formalOnes(goal string, start content.Profile) []string {
	out := []string{"trade-certificate", "fagskole-degree", "higher-degree"}
	if goal == "upper-secondary" || goal == "education" || goal == "higher" {
		out = append(out, "study-competence")
	}
	if goal == "work" && start.Schooling == "higher" {
		out = append(out, "recognition-higher", "authorisation")
	}
	return out
}

// done reports whether n is where a path of the style ends.
func (to *target) done(n *node, s Style) bool {
	has := func(names []string) bool {
		return slices.ContainsFunc(names, func(c string) bool { return slices.Contains(n.reached, c) })
	}
	switch to.goal {
	case "norwegian", "participation":
		if level(n.profile.Norwegian) < to.wanted() {
			return false
		}
	case "permanent-or-citizen":
		if !has(to.competences) || level(n.profile.Norwegian) < to.wanted() || !slices.Contains(n.reached, "norwegian-documented") {
			return false
		}
	default:
		if !has(to.competences) {
			return false
		}
	}
	switch s {
	case Formal:
		switch to.goal {
		case "work":
			return has(to.formal)
		case "norwegian", "participation":
			return slices.Contains(n.reached, "norwegian-documented")
		}
	case Combination:
		switch to.goal {
		case "work", "trade-certificate", "upper-secondary", "higher", "education":
			return n.beside
		}
		return n.worked
	}
	return true
}

// beyond reports whether the goal is reached already, and not as the style wants it: going on
// is no way there.
func (to *target) beyond(n *node, s Style) bool {
	return s == Combination && to.goal != "work" && n.before != nil && to.done(n, Fast)
}

// allowed reports whether a style lets an entry into its paths.
func (to *target) allowed(n *node, s Style, a action) bool {
	o := a.outcome
	if s != Combination && (to.goal == "norwegian" || to.goal == "participation") && (o.Working || slices.Contains(o.During, "in-nav-measure")) {
		return false // work is for who wants it beside
	}
	switch s {
	case Formal:
		apprentice := slices.Contains(o.During, "apprentice-contract")
		if to.goal == "work" && slices.Contains(o.Reaches, "job") { // the job comes last
			return slices.ContainsFunc(to.formal, func(c string) bool { return slices.Contains(n.reached, c) || slices.Contains(o.Reaches, c) })
		}
		if slices.Contains(o.During, "in-nav-measure") && len(o.Papers) == 0 { // follow-up is for work, not before school
			return false
		}
		return !o.Working || apprentice
	case Combination:
		school := func(o *content.Outcome) bool {
			return slices.Contains(o.During, "admitted-to-education") && o.Months > 0 && !slices.Contains(o.Papers, "study-competence") && !slices.Contains(o.Reaches, "higher-degree")
		}
		return !school(o) && !slices.ContainsFunc(a.parts, school)
	}
	return true
}

func (to *target) forGoal(o *content.Outcome) bool {
	return len(o.Goals) == 0 || slices.Contains(o.Goals, to.goal)
}

// useful reports whether an action gives what isn't there yet.
func (to *target) useful(n *node, a action) bool {
	if slices.Contains(n.profile.Status, "employed") && a.outcome.Entry == "direkte-i-arbeid" && (n.before != nil || to.goal != "work") {
		return false // who has a job doesn't need another
	}
	if slices.Contains(n.profile.Status, "employed") && slices.Contains(a.outcome.During, "in-nav-measure") && n.before != nil {
		return false // nobody leaves a job for a measure
	}
	if to.goal == "work" && slices.Contains(a.outcome.During, "in-nav-measure") && slices.ContainsFunc(n.measures(), func(o *content.Outcome) bool {
		return max(o.Months, a.outcome.Months) > longMeasure
	}) {
		return false // one of them leads to work
	}
	for _, o := range append([]*content.Outcome{a.outcome}, a.parts...) {
		if level(o.Norwegian) > level(n.profile.Norwegian) {
			return true
		}
		if slices.Contains(o.Reaches, "norwegian-documented") && level(n.profile.Norwegian) < to.wanted() {
			return false // what isn't there yet can't be shown
		}
		if o.Schooling != "" && slices.Index(content.SchoolingLevels(), o.Schooling) > slices.Index(content.SchoolingLevels(), n.profile.Schooling) {
			return true
		}
		fresh := func(have, given []string) bool {
			return slices.ContainsFunc(given, func(s string) bool { return !slices.Contains(have, s) })
		}
		if fresh(n.profile.Papers, o.Papers) || fresh(n.reached, o.Reaches) || fresh(n.profile.Status, o.After) {
			return true
		}
	}
	return a.outcome.Frame && a.outcome.Clock != ""
}
