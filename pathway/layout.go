package pathway

import (
	"maps"
	"slices"
	"strings"

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

// laidOut is the path to a node: its phases in their order, with what comes first and what
// goes beside.
func (pl *planner) laidOut(end *node, s Style) Path {
	p := Path{Style: s, Months: end.elapsed, Pay: end.pay, Cost: end.cost}
	for n := end; n.before != nil; n = n.before {
		p.Phases = append(p.Phases, *n.phase)
	}
	slices.Reverse(p.Phases)
	taken := slices.Clone(end.taken)
	if first, ok := pl.first(p, &taken); ok {
		p.Phases = append([]Phase{first}, p.Phases...)
	}
	pl.waited(&p)
	pl.ended(&p, end)
	p.Phases = joinShort(pl.again(p.Phases))
	for i := range p.Phases {
		pl.beside(&p.Phases[i], &taken)
		pl.instead(&p.Phases[i], taken)
		pl.decided(&p.Phases[i], taken)
	}
	return p
}

// waited adds what must be waited for after the first phase, which was put before the rest.
func (pl *planner) waited(p *Path) {
	if !p.Phases[0].first || len(p.Phases) < 2 {
		return
	}
	ph := &p.Phases[1]
	for _, st := range ph.Steps {
		for _, t := range pl.handsTo[st.Entry] {
			if t.Kind != content.Then || t.WaitMax == 0 || !slices.ContainsFunc(p.Phases[0].Steps, func(s Step) bool { return s.Entry == t.From }) {
				continue
			}
			if !slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Waiting && g.Entry == st.Entry }) {
				ph.Gaps = append(ph.Gaps, Gap{Kind: Waiting, Entry: st.Entry, Months: t.WaitMax, Point: t.Waiting.Point})
			}
		}
	}
}

// again judges the steps anew by what the first phase gave.
func (pl *planner) again(phases []Phase) []Phase {
	if len(phases) == 0 || !phases[0].first {
		return phases
	}
	var given []string
	for _, o := range phases[0].outs {
		given = append(given, o.After...)
	}
	for i := range phases[1:] {
		ph := &phases[i+1]
		ph.Profile.Status, ph.Profile.NotStatus = slices.Clone(ph.Profile.Status), slices.Clone(ph.Profile.NotStatus)
		for _, s := range given {
			ph.Profile = withStatus(ph.Profile, s)
		}
		ph.Gaps = slices.DeleteFunc(ph.Gaps, func(g Gap) bool { return g.Kind == NotStated })
		for j := range ph.outs {
			judged := cloneStatus(ph.judged[j])
			for _, s := range given {
				judged = withStatus(judged, s)
			}
			ph.Steps[j].Fit = judge(pl.entries[ph.Steps[j].Entry], judged, ph.outs[j].Ways)
			if !(ph.ongoing && j == 0) {
				gaps, _ := pl.notStated(ph.Steps[j].Entry, ph.Steps[j].Fit)
				ph.Gaps = append(ph.Gaps, gaps...)
			}
		}
	}
	return phases
}

// first is what comes before the first phase: mapping and guidance that the guide says
// lead there, in their order, and that nothing is against.
func (pl *planner) first(p Path, taken *[]string) (Phase, bool) {
	ph := Phase{Profile: pl.start, From: pl.start.Norwegian, first: true}
	if pl.ongoing != "" {
		return ph, false
	}
	var before func(id string, deep int)
	profile := pl.start
	var ids []string
	at := 0
	before = func(id string, deep int) {
		if deep > 3 || len(ids) >= maxFirst {
			return
		}
		for _, t := range pl.hands {
			if t.Kind != content.Then || t.To != id || slices.Contains(*taken, t.From) || slices.Contains(ids, t.From) {
				continue
			}
			if _, ok := pl.short(t.From); !ok || pl.entries[t.From] == nil {
				continue
			}
			before(t.From, deep+1)
			if !slices.Contains(ids, t.From) {
				ids = append(ids, t.From)
			}
		}
		for _, from := range slices.Sorted(maps.Keys(pl.entries)) {
			if _, ok := pl.short(from); ok && slices.Contains(pl.entries[from].LeadsTo, id) && !slices.Contains(*taken, from) && !slices.Contains(ids, from) {
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
				return slices.Contains(pl.entries[id].LeadsTo, st.Entry) || slices.ContainsFunc(pl.hands, func(t content.Transition) bool { return t.Kind == content.Then && t.From == id && t.To == st.Entry })
			}
			if !slices.ContainsFunc(ph.Steps, leads) || slices.Contains(*taken, id) || mappedIn(id) {
				continue
			}
			if fit := judge(pl.entries[id], ph.Profile, waysOf(id, ph.Profile)); fit.State != content.NotMet && !needs(fit) {
				ph.Steps = append(ph.Steps, Step{Entry: id, Role: Beside, Fit: fit})
				*taken = append(*taken, id)
			}
		}
	}
	ids = slices.DeleteFunc(ids, func(id string) bool { return slices.Contains(*taken, id) })
	trained := slices.ContainsFunc(*taken, func(id string) bool { return id == "introduksjonsprogram" || id == "norskopplaering" })
	_, finished := pl.start.MonthsSince["finished-introduction-programme"]
	if finished || !trained || pl.start.MonthsSettled != nil && *pl.start.MonthsSettled > mapped { // that is behind them, or for those in training
		ids = slices.DeleteFunc(ids, func(id string) bool { return mappedIn(id) })
	} else {
		before("karriereveiledning", 0)
	}
	if trained && !finished && !(pl.start.MonthsSettled != nil && *pl.start.MonthsSettled > mapped) && pl.entries["karriereveiledning"] != nil && !slices.Contains(ids, "karriereveiledning") {
		ids = append(ids, "karriereveiledning")
	}
	for _, id := range ids {
		o, _ := pl.short(id)
		fit := judge(pl.entries[id], profile, waysOf(id, profile))
		if fit.State == content.NotMet || fit.State == content.NotStated && !pl.someMet(fit) && !hasRight(pl.entries[id]) || o.Holds(profile) == content.NotMet || slices.ContainsFunc(o.After, func(s string) bool { return slices.Contains(profile.Status, s) }) || slices.Contains(*taken, id) {
			continue
		}
		gaps, _ := pl.notStated(id, fit)
		ph.Steps = append(ph.Steps, Step{Entry: id, Role: Main, Fit: fit})
		ph.Gaps = append(ph.Gaps, gaps...)
		profile = pl.after(profile, []*content.Outcome{o}, 0, 0)
		ph.outs = append(ph.outs, o)
		*taken = append(*taken, id)
	}
	return ph, len(ph.Steps) > 0
}

// mappedIn reports whether an entry is the mapping or guidance that comes first.
func mappedIn(id string) bool { return id == "kompetansekartlegging" || id == "karriereveiledning" }

// someMet reports whether the ground of residence, which most ways in ask for, holds.
func (pl *planner) someMet(f content.Fit) bool {
	return slices.ContainsFunc(f.Reasons, func(r content.Reason) bool { return r.State == content.Met && r.Condition.Effect == content.Must })
}

// short is the outcome of an entry that takes no time.
func (pl *planner) short(id string) (*content.Outcome, bool) {
	for _, i := range pl.byEntry[id] {
		if o := &pl.outcomes[i]; o.Months == 0 && len(o.With) == 0 && len(o.After) > 0 && !o.Sure {
			return o, true
		}
	}
	return nil, false
}

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

// beside adds what the guide says goes together with a phase's entries: what nothing is
// against then, what is met first, and nothing twice.
func (pl *planner) beside(ph *Phase, taken *[]string) {
	if len(ph.Steps) == 0 || ph.Months == 0 && !ph.Last {
		return
	}
	frame := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return o.Frame })
	during := pl.during(ph.Profile, ph.outs)
	most := maxBeside
	if frame {
		most = maxInFrame
	}
	most -= countRole(ph.Steps, Beside)
	school := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-vgs-adult") })
	type other struct {
		id   string
		fit  content.Fit
		rank int
	}
	var found []other
	consider := func(id string) {
		e, ok := pl.open(id)
		if !ok || e.Kind != content.Offer || slices.Contains(*taken, id) || slices.ContainsFunc(found, func(o other) bool { return o.id == id }) || fullTime(e) {
			return
		}
		if !pl.light(id, slices.Contains(during.Status, "employed")) || len(e.Schooling) > 0 && ph.Profile.Schooling != "" && !slices.Contains(e.Schooling, ph.Profile.Schooling) {
			return
		}
		if id == "norskplan" && !slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "norskopplaering" && s.Fit.Route != "kan" }) {
			return // the plan is for those with right or duty
		}
		if unfit(e, ph.Profile, school) || id == "samfunnskunnskap" && socialDone(during) {
			return
		}
		if top := teaches(e); top > 0 && top <= level(ph.Profile.Norwegian) {
			return
		}
		fit := judge(e, during, waysOf(id, during))
		if fit.State == content.NotMet || pl.against(id, *ph, during) {
			return
		}
		rank := 0
		switch {
		case stands(fit) == content.Met && (rightAndDuty(e) || hasRight(e)):
		case (rightAndDuty(e) || hasRight(e)) && pl.usual(id, *ph) && !needs(fit):
			rank = 1
		case stands(fit) == content.Met:
			rank = 2
		default:
			if needs(fit) || len(openOf(fit)) > 0 && !pl.usual(id, *ph) {
				return // nobody said what it asks for
			}
			_, risk := pl.notStated(id, fit)
			rank = 3 + risk
		}
		found = append(found, other{id, fit, rank})
	}
	for _, st := range slices.Clone(ph.Steps) {
		for _, t := range pl.hands {
			if t.Kind != content.Then {
				if t.From == st.Entry {
					consider(t.To)
				} else if t.To == st.Entry {
					consider(t.From)
				}
			}
		}
		e, _ := pl.guide.Entry(st.Entry)
		for _, id := range together(e) {
			consider(id)
		}
		for _, o := range pl.offers {
			if slices.Contains(together(o), st.Entry) {
				consider(o.ID)
			}
		}
	}
	for _, f := range slices.Clone(found) {
		if f.id == "norskopplaering" || f.id == "introduksjonsprogram" {
			if e, ok := pl.guide.Entry(f.id); ok {
				for _, id := range together(e) {
					consider(id)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b other) int { return a.rank - b.rank })
	for _, f := range found {
		if most == 0 {
			break
		}
		if pl.against(f.id, *ph, during) {
			continue
		}
		most--
		ph.Steps = append(ph.Steps, Step{Entry: f.id, Role: Beside, Fit: f.fit})
		*taken = append(*taken, f.id)
	}
}

// unfit reports whether an offer is no company for what a phase has: a course to a trade
// certificate of its own, work or courses to work beside school on full time, or help with
// Norwegian for those who know it.
func unfit(e *content.Entry, p content.Profile, school bool) bool {
	for _, c := range e.Conditions {
		switch c.Field {
		case "leads_competence":
			to := c.Value.Word("to")
			if to == "trade-certificate" || to == "study-competence" || school && (to == "job" || to == "certificate" || to == "work-experience") {
				return true
			}
		case "norwegian":
			if c.Effect == content.Must && c.Formal && c.Value.Word("need") == "other" && level(p.Norwegian) >= level("B2") {
				return true
			}
		}
	}
	return false
}

// usual reports whether the guide itself says that an entry goes together with one of a
// phase.
func (pl *planner) usual(id string, ph Phase) bool {
	e, _ := pl.guide.Entry(id)
	return slices.ContainsFunc(ph.Steps, func(s Step) bool {
		main, _ := pl.guide.Entry(s.Entry)
		return s.Fills() && (slices.Contains(together(main), id) || slices.Contains(together(e), s.Entry))
	})
}

// light reports whether an offer can go beside what fills a phase: it is no programme and
// no schooling of its own, and no second job where there is one.
func (pl *planner) light(id string, employed bool) bool {
	e, _ := pl.guide.Entry(id)
	if employed && slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "livelihood" && c.Value.Word("support") == "wage"
	}) {
		return false
	}
	return !slices.ContainsFunc(pl.byEntry[id], func(i int) bool {
		o := pl.outcomes[i]
		return o.Frame || o.Schooling != "" || len(o.Papers) > 0 || slices.Contains(o.Reaches, "job") || employed && o.Working || slices.Contains(o.During, "student")
	})
}

// teaches is the highest level of Norwegian that an offer leads to, 0 for none.
func teaches(e *content.Entry) int {
	top := 0
	for _, c := range e.Conditions {
		if c.Field == "leads_norwegian" {
			top = max(top, level(c.Value.Word("level")))
		}
	}
	for _, id := range e.LeadsTo {
		if l, ok := strings.CutPrefix(id, "norsk-"); ok && top == 0 {
			top = max(top, level(strings.ToUpper(l)))
		}
	}
	return top
}

// instead adds what leads to the same as a phase, and that nothing is against then.
func (pl *planner) instead(ph *Phase, taken []string) {
	if len(ph.outs) == 0 || ph.first {
		return
	}
	main := ph.outs[0]
	n := &node{profile: ph.Profile, reached: pl.startReached()}
	for _, id := range slices.Sorted(maps.Keys(pl.entries)) {
		if slices.Contains(taken, id) || !pl.usable(id) || len(ph.Steps) > 0 && countRole(ph.Steps, Instead) == maxInstead {
			continue
		}
		a, ok := pl.outcomeFor(n, id, nil)
		if !ok || a.outcome.Frame != main.Frame || !slices.ContainsFunc(a.outcome.Reaches, func(c string) bool { return slices.Contains(main.Reaches, c) }) && !(level(main.Norwegian) > 0 && !main.Frame && level(a.outcome.Norwegian) >= level(main.Norwegian)) {
			continue
		}
		fit := judge(pl.entries[id], ph.Profile, a.outcome.Ways)
		if fit.State == content.NotMet || !pl.given(fit) {
			continue
		}
		ph.Steps = append(ph.Steps, Step{Entry: id, Role: Instead, Fit: fit})
	}
}

// startReached are competences that need not have been reached for something to be named in
// place of something else.
func (pl *planner) startReached() []string { return []string{"work-experience", "english-requirement"} }

func countRole(steps []Step, r Role) int {
	n := 0
	for _, s := range steps {
		if s.Role == r {
			n++
		}
	}
	return n
}

// hasRight reports whether an offer is a right where its conditions are met.
func hasRight(e *content.Entry) bool {
	return slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "municipality_duty" && c.Value.Word("right") == "right"
	})
}

// against reports whether an entry can't be had beside what a phase has.
func (pl *planner) against(id string, ph Phase, during content.Profile) bool {
	for _, st := range ph.Steps {
		if pl.excluded(id, st.Entry, during) {
			return true
		}
	}
	return slices.ContainsFunc(ph.Livelihood, func(l Livelihood) bool { return pl.excluded(id, l.Support, during) })
}

// together lists what an entry says it goes together with.
func together(e *content.Entry) []string {
	if e == nil {
		return nil
	}
	out := slices.Clone(e.CombinesWith)
	for _, c := range e.Conditions {
		if c.Field == "combines" {
			out = appendNew(out, c.Value.Words("with")...)
		}
	}
	return out
}

// decided tells who decides on a phase, by the transitions to and within it, and which
// level is asked for.
func (pl *planner) decided(ph *Phase, taken []string) {
	for i, st := range ph.Steps {
		e, _ := pl.guide.Entry(st.Entry)
		if c, ok := offered(e, st.Fit.Route); ok && (st.Fills() && st.Role != Ongoing || st.Role == Beside && len(c.Routes) > 0) {
			g := Gap{Kind: Offered, Entry: st.Entry, Point: pl.existing(content.NamedPoint{Entry: st.Entry, ID: st.Fit.Route})}
			if g.Point.IsZero() {
				g.Point.Entry, g.Point.ID = st.Entry, c.PointID
			}
			if a, ok := pl.guide.Entry(c.Value.Word("who")); ok && a.Kind == content.Actor {
				g.Who = a.ID
			}
			ph.Gaps = append(ph.Gaps, g)
		}
		if _, ok := offered(e, st.Fit.Route); i == 0 && st.Role == Main && (ok || len(openOf(st.Fit)) > 0) {
			for j := range ph.Livelihood { // it is paid if there is a place
				if l := &ph.Livelihood[j]; l.Support != last && l.Support != "wage" {
					l.State = content.NotStated
				}
			}
		}
		for _, x := range pl.reducing(st.Entry, *ph) {
			ph.Gaps = append(ph.Gaps, Gap{Kind: Heed, Entry: st.Entry, Point: x})
		}
		for _, t := range pl.hands {
			in := func(id string) bool { return slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == id }) }
			if t.To != st.Entry || t.Decider == "" || !slices.Contains(taken, t.From) && !slices.Contains(pl.prior(), t.From) || t.Kind != content.Then && !in(t.From) || st.Role == Beside && t.Kind == content.Then {
				continue
			}
			if !slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Decision && g.Entry == st.Entry }) {
				g := Gap{Kind: Decision, Entry: st.Entry, Who: t.Decider, Point: t.Says.Point}
				if t.From == "norskplan" && ph.Profile.Residence == "collective-protection" {
					g.Point = pl.existing(content.NamedPoint{Entry: t.From, ID: "kollektiv"})
				}
				ph.Gaps = append(ph.Gaps, g)
			}
			if t.Kind != content.Then {
				ph.Handovers = append(ph.Handovers, t)
			}
		}
		for _, r := range st.Fit.Reasons {
			if r.Condition.Field == "norwegian" && r.Condition.Effect == content.Must && st.Fills() {
				if need := r.Condition.Value.Word("need"); level(need) > max(0, level(ph.Needs)) {
					ph.Needs = need
				}
			}
		}
	}
}

// reducing are the points that say that an entry makes smaller what one lives on.
func (pl *planner) reducing(id string, ph Phase) []content.NamedPoint {
	var out []content.NamedPoint
	for _, l := range ph.Livelihood {
		for _, x := range pl.excludes[[2]string{l.Support, id}] {
			if x.Kind == content.Reduces && !x.Says.Point.IsZero() {
				out = append(out, x.Says.Point)
			}
		}
	}
	return out
}
