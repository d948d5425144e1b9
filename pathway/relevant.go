package pathway

import (
	"slices"

	"veiviser/content"
)

// choice is an entry that can be gone into, with others as part of it.
type choice struct {
	entry string
	with  []string
}

// relevantFor lists what can matter for a path of a style: what reaches what the goal asks
// for, and, from there back, what gives what that asks for, in the order of the outcomes.
// The search goes through nothing else.
func (to *target) relevantFor(s Style) []choice {
	wantedOnes := slices.Clone(to.competences)
	if s != Fast && to.goal == "work" {
		wantedOnes = append(wantedOnes, to.formal...)
	}
	is := make([]bool, len(to.terrain.outcomes))
	can := make([]bool, len(to.terrain.outcomes))
	for i := range to.terrain.outcomes {
		can[i] = to.terrain.entries[to.terrain.outcomes[i].Entry] != nil && to.possible(&to.terrain.outcomes[i])
	}
	var todo []int
	add := func(ok func(*content.Outcome) bool) {
		for i := range to.terrain.outcomes {
			if !is[i] && can[i] && ok(&to.terrain.outcomes[i]) {
				is[i] = true
				todo = append(todo, i)
			}
		}
	}
	add(func(o *content.Outcome) bool {
		return slices.ContainsFunc(o.Reaches, func(c string) bool { return slices.Contains(wantedOnes, c) })
	})
	norwegian := to.goal == "norwegian" || to.goal == "participation" || to.goal == "permanent-or-citizen"
	if norwegian {
		add(func(o *content.Outcome) bool { return o.Norwegian != "" })
		if s == Formal || to.goal == "permanent-or-citizen" {
			add(func(o *content.Outcome) bool { return slices.Contains(o.Reaches, "norwegian-documented") })
		}
		if s == Combination {
			add(func(o *content.Outcome) bool { return slices.Contains(o.Reaches, "job") })
		}
	}
	add(func(o *content.Outcome) bool { return o.Frame && o.Clock != "" }) // a programme is where most begin
	if s == Combination {
		add(func(o *content.Outcome) bool { return slices.Contains(o.Reaches, "work-experience") && !o.Frame })
	}
	for len(todo) > 0 {
		o := &to.terrain.outcomes[todo[0]]
		todo = todo[1:]
		asked := slices.Clone(o.Requires)
		for _, c := range to.terrain.entries[o.Entry].Conditions {
			if c.Effect == content.Must && (len(o.Ways) == 0 || len(c.Routes) == 0 || slices.ContainsFunc(c.Routes, func(way string) bool { return slices.Contains(o.Ways, way) })) {
				asked = append(asked, c)
			}
		}
		for _, c := range asked {
			if content.HoldAll([]content.Condition{c}, to.person.start) == content.Met {
				continue
			}
			add(func(o *content.Outcome) bool { return gives(o, c) })
		}
		if len(o.Needs) > 0 {
			add(func(g *content.Outcome) bool {
				return slices.ContainsFunc(g.Reaches, func(c string) bool { return slices.Contains(o.Needs, c) })
			})
		}
		// an entry's other outcomes, and what is part of it, belong to it
		add(func(g *content.Outcome) bool { return g.Entry == o.Entry || slices.Contains(o.With, g.Entry) })
	}
	var out []choice
	for i := range to.terrain.outcomes {
		o := &to.terrain.outcomes[i]
		if is[i] && !slices.ContainsFunc(out, func(c choice) bool { return c.entry == o.Entry && slices.Equal(c.with, o.With) }) {
			out = append(out, choice{o.Entry, o.With})
		}
	}
	return out
}

// possible reports whether an outcome can ever be one for the person and the goal: nobody
// grows younger, unlearns or changes the ground of residence on a path.
func (to *target) possible(o *content.Outcome) bool {
	return to.forGoal(o) && !slices.ContainsFunc(o.Requires, func(c content.Condition) bool {
		_, oldest := c.Value.Number("max")
		fixed := c.Field == "residence" || c.Field == "age" && oldest || c.Field == "schooling" && c.Value.Word("max") == "none"
		return fixed && content.HoldAll([]content.Condition{c}, to.person.start) == content.NotMet
	})
}

// gives reports whether an outcome can make a condition true.
func gives(o *content.Outcome, c content.Condition) bool {
	has := func(list []string) bool {
		return slices.ContainsFunc(c.Value.Words("any"), func(s string) bool { return slices.Contains(list, s) })
	}
	switch c.Field {
	case "status":
		return has(o.After)
	case "norwegian":
		need := level(c.Value.Word("need"))
		return need > 0 && level(o.Norwegian) >= need
	case "schooling":
		return has(o.Papers) || has([]string{o.Schooling}) || o.Schooling != "" && c.Value.Word("min") != "" && slices.Index(content.SchoolingLevels(), o.Schooling) >= max(1, slices.Index(content.SchoolingLevels(), c.Value.Word("min")))
	case "work_experience":
		return o.Working
	}
	return false
}
