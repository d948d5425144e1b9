package pathway

import (
	"container/heap"
	"slices"

	"veiviser/content"
)

// The bounds of a search.
const (
	maxMains  = 10   // phases that are about something
	maxMonths = 180  // of a path
	maxNodes  = 1500 // that are looked at
)

// planner looks for the paths of one person to one goal.
type planner struct {
	terrain *terrain
	person  *person
	target  *target
	duties  *duties
	purse   *purse
	fits    *fits
}

func newPlanner(g *content.Guide, p content.Profile, goal string, o Options) *planner {
	pl := &planner{terrain: newTerrain(g, o.Without), fits: &fits{of: map[*content.Entry]*fitsOf{}}}
	pl.person = newPerson(pl.terrain, p)
	pl.target = newTarget(pl.person, goal, o)
	pl.duties = newDuties(pl.terrain, pl.person, pl.target)
	pl.purse = &purse{pl.terrain, pl.person, pl.target, pl.fits}
	return pl
}

func (pl *planner) layout() *layout {
	return &layout{pl.terrain, pl.person, pl.target, pl.duties, pl}
}

// path returns the path of a style that costs least; ok is false where there is none.
func (pl *planner) path(s Style) (p Path, ok bool) {
	choices := pl.choices(s)
	first := &node{profile: pl.person.start, pay: -1, paid: map[string]int{}, free: true}
	for _, paper := range pl.person.start.Papers {
		if paper == "trade-certificate" || paper == "fagskole-degree" {
			first.reached = append(first.reached, paper)
		}
	}
	if slices.Contains(pl.person.start.Status, "employed") {
		first.worked = true
	}
	q := &queue{first}
	seen := map[string]int{}
	var end *node
	considered, found := 0, 0
	for q.Len() > 0 && considered < maxNodes {
		n := heap.Pop(q).(*node)
		if n.next != nil { // what it costs is looked at when it is its turn
			if m, ok := pl.take(n.before, *n.next, s); ok {
				m.order = n.order
				heap.Push(q, m)
			}
			continue
		}
		if n.before != nil && pl.target.done(n, s) {
			if end == nil {
				end = n
				p = pl.layout().laidOut(n, s)
				continue
			}
			if !slices.Equal(sorted(n.taken), sorted(end.taken)) {
				p.Next = &Next{Entries: n.taken, Cost: n.cost}
				break
			}
			continue
		}
		if end != nil {
			if found++; found > 8 || n.cost.Total() > end.cost.Total()+24 {
				break
			}
		}
		if pl.target.beyond(n, s) {
			continue
		}
		if n.mains >= maxMains || n.elapsed >= maxMonths {
			continue
		}
		if least, there := seen[n.key()]; there && least <= n.cost.Total() {
			continue
		}
		seen[n.key()] = n.cost.Total()
		for _, a := range pl.actions(n, s, choices) {
			considered++
			heap.Push(q, pl.glance(n, a, considered))
		}
	}
	p.Considered = considered
	return p, end != nil
}

// glance is the node that an action leads to before its conditions are looked at, with
// the least it can cost.
func (pl *planner) glance(n *node, a action, order int) *node {
	m := &node{before: n, next: &a, order: order, cost: n.cost}
	m.taken = append(slices.Clone(n.taken), a.outcome.Entry)
	m.cost.Steps++
	for _, part := range a.parts {
		m.taken = append(m.taken, part.Entry)
		if part.Months > 0 {
			m.cost.Steps++
		}
	}
	if n.learnt > 0 && a.outcome.Norwegian != "" || a.outcome.Entry == pl.person.ongoing || a.outcome.Entry == "norskopplaering" || slices.Contains(a.outcome.Reaches, "job") {
		return m // may take less time than its outcome says
	}
	m.cost.Months += a.months()
	return m
}

// choices are what a path of a style can go through.
func (pl *planner) choices(s Style) []choice {
	all := pl.target.relevantFor(s)
	return slices.DeleteFunc(all, func(c choice) bool {
		return !pl.duties.usable(c.entry) || slices.ContainsFunc(c.with, func(id string) bool { return pl.terrain.entries[id] == nil || !pl.duties.usable(id) })
	})
}

// actions are what n can go on with: choices that hold for the person and give something
// that isn't there yet.
func (pl *planner) actions(n *node, s Style, choices []choice) []action {
	var out []action
	for _, c := range choices {
		if slices.Contains(n.taken, c.entry) || n.before == nil && pl.person.ongoing != "" && c.entry != pl.person.ongoing {
			continue
		}
		if slices.ContainsFunc(c.with, func(id string) bool { return slices.Contains(n.taken, id) }) {
			continue
		}
		if a, ok := pl.outcomeFor(n, c.entry, c.with); ok && pl.target.allowed(n, s, a) && pl.target.useful(n, a) {
			out = append(out, a)
		}
	}
	return out
}

// outcomeFor is the outcome of an entry, with others as part of it, that holds for n: the
// first of which all is met, else the first that nothing is against.
func (pl *planner) outcomeFor(n *node, id string, with []string) (action, bool) {
	var a action
	ok := false
	for _, i := range pl.terrain.byEntry[id] {
		o := &pl.terrain.outcomes[i]
		if !slices.Equal(o.With, with) || !pl.target.forGoal(o) || slices.ContainsFunc(o.Needs, func(c string) bool { return !slices.Contains(n.reached, c) }) {
			continue
		}
		state := o.Holds(n.profile)
		if state == content.NotMet || state == content.NotStated && (ok || o.Sure) {
			continue
		}
		a, ok = action{place: i, outcome: o, state: state}, true
		if state == content.Met {
			break
		}
	}
	if !ok || len(with) == 0 {
		return a, ok
	}
	for _, id := range with { // how long each takes, before it is known when it begins
		i := slices.IndexFunc(pl.terrain.byEntry[id], func(i int) bool {
			return len(pl.terrain.outcomes[i].With) == 0 && pl.target.forGoal(&pl.terrain.outcomes[i])
		})
		if i < 0 {
			return action{}, false
		}
		a.parts = append(a.parts, &pl.terrain.outcomes[pl.terrain.byEntry[id][i]])
	}
	for i, id := range with {
		p := pl.person.within(n.profile, n.elapsed, a.outcome, a.parts)[i]
		part, ok := pl.outcomeFor(&node{profile: p, reached: n.reached}, id, nil)
		if !ok {
			return action{}, false
		}
		a.parts[i] = part.outcome
		if part.state == content.NotStated {
			a.state = content.NotStated
		}
	}
	return a, true
}
