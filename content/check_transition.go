package content

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// handoverChecker checks what a list of transitions refers to.
type handoverChecker struct {
	byID     map[string]*Entry // of the guide
	hands    *Handover
	problems Problems
}

// check returns what is wrong in the list.
func (c *handoverChecker) check() Problems {
	h := c.hands
	for _, t := range h.Transitions {
		c.handed(t.line, t.From)
		c.handed(t.line, t.To)
		if t.Decider != "" {
			c.handed(t.line, t.Decider, Actor)
		}
		for _, l := range []string{t.Before, t.After} {
			if l != "" && !slices.Contains(Livelihoods(), l) {
				c.handed(t.line, l, Support)
			}
		}
		for _, s := range []Statement{t.Says, t.Pitfall, t.Deadline, t.Waiting} {
			c.pointed(t.line, s.Point)
		}
	}
	for _, x := range h.Exclusions {
		for _, id := range []string{x.A, x.B} {
			if !slices.Contains(Livelihoods(), id) {
				c.handed(x.line, id)
			}
		}
		c.pointed(x.line, x.Says.Point)
	}
	for _, o := range h.Outcomes {
		c.handed(o.line, o.Entry, Offer)
		for _, id := range o.With {
			c.handed(o.line, id, Offer)
		}
		if e, ok := c.byID[o.Entry]; ok {
			for _, way := range o.Ways {
				if !slices.ContainsFunc(e.Routes, func(r Route) bool { return r.Key == way }) {
					c.inHandover(o.line, fmt.Sprintf("no way %q in to %q", way, o.Entry), "")
				}
			}
		}
		c.pointed(o.line, o.Length)
		c.pointed(o.line, o.Level)
	}
	for _, a := range h.Amounts {
		c.handed(a.line, a.Support, Support)
		c.pointed(a.line, a.Point)
	}
	for _, a := range h.Spans {
		c.handed(a.line, a.Support, Support)
		c.pointed(a.line, a.Point)
	}
	c.round()
	return c.problems
}

func (c *handoverChecker) inHandover(line int, text, hint string) {
	c.problems = append(c.problems, Problem{File: transitionsFile, Line: line, Text: text, Hint: hint})
}

func (c *handoverChecker) handed(line int, id string, kinds ...Kind) {
	e, ok := c.byID[id]
	switch {
	case !ok:
		c.inHandover(line, fmt.Sprintf("no entry %q", id), didYouMean(id, slices.Sorted(maps.Keys(c.byID))))
	case len(kinds) > 0 && !slices.Contains(kinds, e.Kind):
		c.inHandover(line, fmt.Sprintf("%q is of kind %s", id, e.Kind), fmt.Sprintf("want %v", kinds))
	}
}

func (c *handoverChecker) pointed(line int, r NamedPoint) {
	if r.IsZero() {
		return
	}
	e, ok := c.byID[r.Entry]
	if !ok {
		c.handed(line, r.Entry)
		return
	}
	if ids := e.pointIDs(); ids[r.ID] == "" {
		c.inHandover(line, fmt.Sprintf("no point %q in %q", r.ID, r.Entry), didYouMean(r.ID, slices.Sorted(maps.Keys(ids))))
	}
}

// round reports entries that hand over to one another in a ring, none of which leads to
// anything: whoever follows them comes nowhere.
func (c *handoverChecker) round() {
	next := map[string][]string{}
	line := map[[2]string]int{}
	leads := func(id string) bool {
		e := c.byID[id]
		return e == nil || slices.ContainsFunc(e.Conditions, func(c Condition) bool { return strings.HasPrefix(c.Field, "leads_") })
	}
	for _, t := range c.hands.Transitions {
		if t.Kind == Then && !leads(t.From) && !leads(t.To) {
			next[t.From] = append(next[t.From], t.To)
			line[[2]string{t.From, t.To}] = t.line
		}
	}
	state := map[string]int{} // 1 = on the way, 2 = done
	var follow func(id string, way []string)
	follow = func(id string, way []string) {
		state[id] = 1
		way = append(way, id)
		for _, to := range next[id] {
			switch state[to] {
			case 0:
				follow(to, way)
			case 1:
				ring := append(slices.Clone(way[slices.Index(way, to):]), to)
				c.inHandover(line[[2]string{id, to}], "entries that hand over in a ring and lead to nothing: "+strings.Join(ring, " → "), "take one transition away, or write what one of them leads to")
			}
		}
		state[id] = 2
	}
	for _, id := range slices.Sorted(maps.Keys(next)) {
		if state[id] == 0 {
			follow(id, nil)
		}
	}
}
