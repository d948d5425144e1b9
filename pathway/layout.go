package pathway

import (
	"maps"
	"slices"

	"veiviser/content"
)

// The most entries beside what a phase is about.
const (
	maxInFrame = 5
	maxBeside  = 4
	maxFirst   = 4
	maxInstead = 3
)

// mapped is how many months after the settlement nobody is mapped for a programme any more.
const mapped = 24

// layout lays out a path that was found: what comes first, what goes beside its phases and
// in their place, who decides.
type layout struct {
	terrain *terrain
	person  *person
	target  *target
	duties  *duties
	planner *planner
}

// laidOut is the path to a node: its phases in their order, with what comes first and what
// goes beside.
func (lay *layout) laidOut(end *node, s Style) Path {
	p := Path{Style: s, Months: end.elapsed, Pay: end.pay, Cost: end.cost}
	for n := end; n.before != nil; n = n.before {
		p.Phases = append(p.Phases, *n.phase)
	}
	slices.Reverse(p.Phases)
	taken := slices.Clone(end.taken)
	if first, ok := lay.first(p, &taken); ok {
		p.Phases = append([]Phase{first}, p.Phases...)
	}
	lay.waited(&p)
	lay.early(&p)
	lay.ended(&p, end)
	p.Phases = joinShort(lay.again(p.Phases))
	for i := range p.Phases {
		lay.beside(&p.Phases[i], &taken)
		lay.instead(&p.Phases[i], taken)
		lay.decided(&p.Phases[i], taken)
		lay.holding(&p.Phases[i])
	}
	lay.promising(&p, taken)
	lay.courses(&p)
	return p
}

// holding leaves out of a phase what isn't said of the person then.
func (lay *layout) holding(ph *Phase) {
	p := lay.person.meanwhile(ph.Profile, ph.outs...)
	ph.Gaps = slices.DeleteFunc(ph.Gaps, func(g Gap) bool {
		_, ok := lay.terrain.says(g.Point, p)
		return g.Kind == Heed && !ok
	})
	for i, g := range ph.Gaps {
		if g.Kind != NotStated && !g.Point.IsZero() {
			ph.Gaps[i].Point, _ = lay.terrain.says(g.Point, p)
		}
	}
	ph.Handovers = slices.DeleteFunc(ph.Handovers, func(t content.Transition) bool {
		_, ok := lay.terrain.says(t.Says.Point, p)
		return !t.Says.Point.IsZero() && !ok || content.HoldAll(t.Requires, p) == content.NotMet
	})
}

// waited adds what must be waited for after the first phase, which was put before the rest.
func (lay *layout) waited(p *Path) {
	if !p.Phases[0].first || len(p.Phases) < 2 {
		return
	}
	ph := &p.Phases[1]
	for _, st := range ph.Steps {
		for _, t := range lay.terrain.handsTo[st.Entry] {
			if t.Kind != content.Then || t.WaitMax == 0 || !slices.ContainsFunc(p.Phases[0].Steps, func(s Step) bool { return s.Entry == t.From }) {
				continue
			}
			if _, may := offered(lay.terrain.entries[st.Entry], st.Fit.Route); !may && !slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Waiting && g.Entry == st.Entry }) {
				months := t.WaitMax
				if st.Entry == lay.duties.programme {
					months = startWithin(ph.Profile)
				}
				ph.Gaps = append(ph.Gaps, Gap{Kind: Waiting, Entry: st.Entry, Months: months, Point: t.Waiting.Point})
				if !t.Pitfall.IsZero() {
					ph.Handovers = append(ph.Handovers, *t)
				}
			}
		}
	}
}

// again judges the steps anew by what the first phase gave.
func (lay *layout) again(phases []Phase) []Phase {
	if len(phases) == 0 || !phases[0].first {
		return phases
	}
	var given []string
	for _, o := range phases[0].outs {
		given = append(given, o.After...)
	}
	for i := range phases[1:] {
		ph := &phases[i+1]
		for _, s := range given {
			ph.Profile = withStatus(ph.Profile, s)
		}
		ph.Gaps = slices.DeleteFunc(ph.Gaps, func(g Gap) bool { return g.Kind == NotStated })
		for j := range ph.outs {
			judged := ph.judged[j]
			for _, s := range given {
				judged = withStatus(judged, s)
			}
			ph.Steps[j].Fit = lay.planner.fits.stood(lay.terrain.entries[ph.Steps[j].Entry], judged, waysFor(ph.outs[j], judged))
			if !(ph.ongoing && j == 0) {
				gaps, _ := notStated(ph.Steps[j].Entry, ph.Steps[j].Fit, judged)
				ph.Gaps = slices.Concat(ph.Gaps, gaps, lay.terrain.askedBesides(ph.outs[j], judged))
			}
		}
	}
	return phases
}

// first is what comes before the first phase: mapping and guidance that the guide says
// lead there, in their order, and that nothing is against.
func (lay *layout) first(p Path, taken *[]string) (Phase, bool) {
	ph := Phase{Profile: lay.person.start, From: lay.person.start.Norwegian, first: true}
	if lay.person.ongoing != "" {
		return ph, false
	}
	var before func(id string, deep int)
	profile := lay.person.start
	var ids []string
	at := 0
	before = func(id string, deep int) {
		if deep > 3 || len(ids) >= maxFirst {
			return
		}
		for _, t := range lay.terrain.hands {
			if t.Kind != content.Then || t.To != id || slices.Contains(*taken, t.From) || slices.Contains(ids, t.From) {
				continue
			}
			if _, ok := lay.terrain.short(t.From); !ok || lay.terrain.entries[t.From] == nil {
				continue
			}
			before(t.From, deep+1)
			if !slices.Contains(ids, t.From) {
				ids = append(ids, t.From)
			}
		}
		for _, from := range slices.Sorted(maps.Keys(lay.terrain.entries)) {
			if _, ok := lay.terrain.short(from); ok && slices.Contains(lay.terrain.entries[from].LeadsTo, id) && !slices.Contains(*taken, from) && !slices.Contains(ids, from) {
				ids = append(ids, from)
			}
		}
	}
	for i, phase := range p.Phases {
		for _, st := range phase.Steps {
			before(st.Entry, 0)
		}
		if i == 0 {
			at = len(ids)
		}
	}
	for _, id := range ids[at:] { // what is for a later phase stands there
		for i := range p.Phases[1:] {
			ph := &p.Phases[i+1]
			leads := func(st Step) bool {
				return slices.Contains(lay.terrain.entries[id].LeadsTo, st.Entry) || slices.ContainsFunc(lay.terrain.hands, func(t content.Transition) bool { return t.Kind == content.Then && t.From == id && t.To == st.Entry })
			}
			if !slices.ContainsFunc(ph.Steps, leads) || slices.Contains(*taken, id) || mappedIn(id) {
				continue
			}
			if fit := lay.planner.fits.stood(lay.terrain.entries[id], ph.Profile, waysOf(id, ph.Profile)); fit.State != content.NotMet && !needs(fit, ph.Profile) {
				ph.Steps = append(ph.Steps, Step{Entry: id, Role: Beside, Fit: fit})
				*taken = append(*taken, id)
			}
		}
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(*taken, id) })
	trained := slices.ContainsFunc(*taken, func(id string) bool { return id == "introduksjonsprogram" || id == "norskopplaering" })
	_, finished := lay.person.start.MonthsSince["finished-introduction-programme"]
	if finished || !trained || lay.person.start.MonthsSettled != nil && *lay.person.start.MonthsSettled > mapped { // that is behind them, or for those in training
		ids = slices.DeleteFunc(ids, func(id string) bool { return mappedIn(id) })
	} else {
		before("karriereveiledning", 0)
	}
	if trained && !finished && !(lay.person.start.MonthsSettled != nil && *lay.person.start.MonthsSettled > mapped) && lay.terrain.entries["karriereveiledning"] != nil && !slices.Contains(ids, "karriereveiledning") {
		ids = append(ids, "karriereveiledning")
	}
	for _, id := range ids {
		o, _ := lay.terrain.short(id)
		fit := lay.planner.fits.stood(lay.terrain.entries[id], profile, waysOf(id, profile))
		if fit.State == content.NotMet || fit.State == content.NotStated && !someMet(fit) && !hasRight(lay.terrain.entries[id]) || o.Holds(profile) == content.NotMet || lay.terrain.has(id, profile) || slices.Contains(*taken, id) || id == "realkompetansevurdering" && young(profile) {
			continue
		}
		gaps, _ := notStated(id, fit, profile)
		ph.Steps = append(ph.Steps, Step{Entry: id, Role: Main, Fit: fit})
		ph.Gaps = append(ph.Gaps, gaps...)
		profile = lay.person.after(profile, []*content.Outcome{o}, 0, 0)
		ph.outs = append(ph.outs, o)
		*taken = append(*taken, id)
	}
	return ph, len(ph.Steps) > 0
}

// mappedIn reports whether an entry is the mapping or guidance that comes first.
func mappedIn(id string) bool { return id == "kompetansekartlegging" || id == "karriereveiledning" }

// joinShort makes one phase of those beside each other that take no time.
func joinShort(phases []Phase) []Phase {
	var out []Phase
	for _, ph := range phases {
		if n := len(out); n > 0 && out[n-1].Months == 0 && ph.Months == 0 && !ph.Last && !out[n-1].Last && ph.Wait == 0 {
			l := &out[n-1]
			l.Steps, l.Gaps, l.Handovers = append(l.Steps, ph.Steps...), append(l.Gaps, ph.Gaps...), append(l.Handovers, ph.Handovers...)
			l.Cost = l.Cost.plus(ph.Cost)
			if len(l.Livelihood) == 0 {
				l.Livelihood = ph.Livelihood
			}
			continue
		}
		out = append(out, ph)
	}
	return out
}
