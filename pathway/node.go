package pathway

import (
	"cmp"
	"slices"
	"strings"

	"veiviser/content"
)

// action is something a person can go into next.
type action struct {
	place   int // in outcomes
	outcome *content.Outcome
	parts   []*content.Outcome // that are part of it, one after the other
	state   content.State      // of what the outcomes require
}

// months is how long the action takes.
func (a action) months() int {
	within := 0
	for _, part := range a.parts {
		within += part.Months
	}
	return max(a.outcome.Months, within)
}

// node is where a path has come to.
type node struct {
	profile content.Profile
	elapsed int
	pay     int // months until the first pay; -1 for none yet
	reached []string
	taken   []string
	learnt  int            // months of a course that was too short for its level
	worked  bool           // time in work or practice has gone by
	beside  bool           // a formal competence came with work or after it
	free    bool           // nothing that takes time has begun
	paid    map[string]int // months each support was given
	open    []string       // formal conditions that nobody stated
	phase   *Phase
	before  *node
	next    *action // gone into from before, and not looked at yet; nil for a node that was
	cost    Cost
	mains   int
	order   int // in which it was found
}

// measures are the outcomes of Nav's measures that were gone through.
func (n *node) measures() []*content.Outcome {
	var out []*content.Outcome
	for ; n != nil && n.phase != nil; n = n.before {
		for _, o := range n.phase.outs {
			if slices.Contains(o.During, "in-nav-measure") {
				out = append(out, o)
			}
		}
	}
	return out
}

func (n *node) key() string {
	sorted := slices.Clone(n.taken)
	slices.Sort(sorted)
	return strings.Join(sorted, " ") + "|" + n.profile.Norwegian
}

// queue is the nodes by their cost, then by the ids they went through.
type queue []*node

func (q queue) Len() int { return len(q) }

func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].cost.Total(), q[j].cost.Total()), slices.Compare(q[i].taken, q[j].taken), cmp.Compare(q[i].order, q[j].order)) < 0
}

func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

func (q *queue) Push(x any) { *q = append(*q, x.(*node)) }

func (q *queue) Pop() any {
	old := *q
	n := old[len(old)-1]
	*q = old[:len(old)-1]
	return n
}

func sorted(ids []string) []string {
	out := slices.Clone(ids)
	slices.Sort(out)
	return out
}
