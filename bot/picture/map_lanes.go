package picture

import (
	"cmp"
	"slices"
)

// assign gives every leg a lane: no two legs cover each other, there are as few lanes
// as that allows, and the lines cross as little as a few rounds of moving single legs
// can reach.
func (g *gutter) assign() {
	order := slices.Clone(g.legs)
	// Short legs first, and those that stay on one side: they belong next to it.
	slices.SortStableFunc(order, func(a, b *leg) int {
		return cmp.Or(cmp.Compare(a.low()-a.top(), b.low()-b.top()), cmp.Compare(a.top(), b.top()))
	})
	g.lanes = g.fewest()
	for {
		if g.fill(order) {
			break
		}
		g.lanes++
	}
	for range 6 {
		if !g.improve(order) {
			break
		}
	}
}

// fewest is the largest number of legs at one height.
func (g *gutter) fewest() int {
	most := 0
	for _, a := range g.legs {
		n := 0
		for _, b := range g.legs {
			if b.top() <= a.top() && a.top() <= b.low() {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// fill places the legs one by one in the lane with the fewest crossings; it reports
// false when one finds no lane.
func (g *gutter) fill(order []*leg) bool {
	for _, l := range order {
		l.lane = -1
	}
	for _, l := range order {
		if lane, ok := g.bestLane(l, order); ok {
			l.lane = lane
			continue
		}
		return false
	}
	return true
}

// improve moves legs to better lanes; it reports whether any moved.
func (g *gutter) improve(order []*leg) bool {
	moved := false
	for _, l := range order {
		was := l.lane
		l.lane = -1
		l.lane, _ = g.bestLane(l, order)
		moved = moved || l.lane != was
	}
	return moved
}

func (g *gutter) bestLane(l *leg, others []*leg) (lane int, ok bool) {
	cost := 0
	for n := range g.lanes {
		if !g.free(l, n, others) {
			continue
		}
		if k := g.cost(l, n, others); !ok || k < cost {
			lane, cost, ok = n, k, true
		}
	}
	return lane, ok
}

func (g *gutter) free(l *leg, lane int, others []*leg) bool {
	for _, o := range others {
		if o == l || o.lane != lane {
			continue
		}
		const meet = 0.01 // a line's legs may meet at a stop
		if o.top() < l.low()-meet && l.top() < o.low()-meet {
			return false
		}
	}
	return true
}

// cost counts a hundred for every crossing, and the lanes to the sides it touches.
func (g *gutter) cost(l *leg, lane int, others []*leg) int {
	k := 0
	for _, o := range others {
		if o == l || o.lane < 0 {
			continue
		}
		k += 100 * (crossings(l, lane, o, o.lane) + crossings(o, o.lane, l, lane))
	}
	for _, left := range []bool{l.left1, l.left2} {
		if left {
			k += lane
		} else {
			k += g.lanes - 1 - lane
		}
	}
	return k
}

// crossings counts where the ends of a, which lead to the gutter's sides, cut b.
func crossings(a *leg, laneA int, b *leg, laneB int) int {
	n := 0
	for _, e := range []struct {
		y    float64
		left bool
	}{{a.y1, a.left1}, {a.y2, a.left2}} {
		if b.top() < e.y && e.y < b.low() && (laneB < laneA) == e.left && laneA != laneB {
			n++
		}
	}
	return n
}
