package pathway

import (
	"maps"
	"slices"
	"strings"

	"veiviser/content"
)

// beside adds what the guide says goes together with a phase's entries: what nothing is
// against then, what is met first, and nothing twice.
func (lay *layout) beside(ph *Phase, taken *[]string) {
	if len(ph.Steps) == 0 || ph.Months == 0 && !ph.Last {
		return
	}
	frame := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return o.Frame })
	during := lay.person.during(ph.Profile, ph.outs)
	toWork := frame && len(ph.outs) == 1 && slices.Contains(ph.outs[0].During, "in-introduction-programme") // some of its hours are at work
	most := maxBeside
	if frame {
		most = maxInFrame
	}
	if toWork { // what it has to hold, and some hours at work
		most++
	}
	most -= countRole(ph.Steps, Beside)
	school := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-vgs-adult") })
	type other struct {
		id   string
		fit  content.Fit
		rank int
	}
	var found []other
	in := func(id string) bool {
		return slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == id })
	}
	consider := func(id string) { // a course goes on after the programme it was part of
		e, ok := lay.terrain.open(id)
		if !ok || e.Kind != content.Offer || slices.Contains(*taken, id) && !(id == "norskopplaering" && (toWork || obliged(during)) && !in(id)) || slices.ContainsFunc(found, func(o other) bool { return o.id == id }) || fullTime(e) {
			return
		}
		if !lay.terrain.light(id, slices.Contains(during.Status, "employed")) || len(e.Schooling) > 0 && ph.Profile.Schooling != "" && !slices.Contains(e.Schooling, ph.Profile.Schooling) {
			return
		}
		if id == "norskplan" && !slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "norskopplaering" && s.Fit.Route != "kan" }) {
			return // the plan is for those with right or duty
		}
		if unfit(e, ph.Profile, school) || id == "samfunnskunnskap" && socialDone(during) {
			return
		}
		part := toWork && id == "norskopplaering"                    // it is part of every programme
		aim := id == "norskopplaering" && obliged(during) && !school // the county has it there
		if top := teaches(e); !part && !aim && top > 0 && top <= level(ph.Profile.Norwegian) {
			return
		}
		fit := lay.planner.fits.stood(e, during, waysOf(id, during))
		if fit.State == content.NotMet || lay.against(id, *ph, during) {
			return
		}
		rank := 0
		switch {
		case toWork && practice(e) && !needs(fit, during) && len(openOf(fit)) == 0:
			rank = -1 // without it the programme has nothing of work
		case part, stands(fit) == content.Met && (rightAndDuty(e) || hasRight(e)):
		case (rightAndDuty(e) || hasRight(e)) && lay.terrain.usual(id, *ph) && !needs(fit, during):
			rank = 1
		case stands(fit) == content.Met:
			rank = 2
		default:
			if needs(fit, during) || len(openOf(fit)) > 0 && !lay.terrain.usual(id, *ph) {
				return // nobody said what it asks for
			}
			_, risk := notStated(id, fit, during)
			rank = 3 + risk
		}
		found = append(found, other{id, fit, rank})
	}
	if obliged(during) && !school {
		consider("norskopplaering")
	}
	if slices.Contains(during.Status, "right-and-duty-norwegian") && !school {
		consider("samfunnskunnskap")
	}
	for _, st := range slices.Clone(ph.Steps) {
		for _, t := range lay.terrain.hands {
			if t.Kind != content.Then {
				if t.From == st.Entry {
					consider(t.To)
				} else if t.To == st.Entry {
					consider(t.From)
				}
			}
		}
		e, _ := lay.terrain.guide.Entry(st.Entry)
		for _, id := range together(e) {
			consider(id)
		}
		for _, o := range lay.terrain.offers {
			if slices.Contains(together(o), st.Entry) {
				consider(o.ID)
			}
		}
	}
	for _, f := range slices.Clone(found) {
		if f.id == "norskopplaering" || f.id == "introduksjonsprogram" {
			if e, ok := lay.terrain.guide.Entry(f.id); ok {
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
		if lay.against(f.id, *ph, during) {
			continue
		}
		most--
		if f.id == "norskopplaering" && !toWork { // that is part of the programme to its end
			months := ph.Months
			if ph.Last { // a job has no end
				months = norwegianYears
			}
			ph.Gaps = append(ph.Gaps, lay.planner.rightEnds(ph.Profile, months, f.fit.Route)...)
		}
		ph.Steps = append(ph.Steps, Step{Entry: f.id, Role: Beside, Fit: f.fit})
		*taken = append(*taken, f.id)
	}
}

// practice reports whether an offer is practice at work, without pay.
func practice(e *content.Entry) bool {
	paid := slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "livelihood" && c.Value.Word("support") == "wage"
	})
	return !paid && e.ID == "sprakpraksis"
}

// obliged reports whether somebody has to learn Norwegian: until the aim is reached, which is
// B2 in part for those with upper secondary, else B1.
func obliged(p content.Profile) bool {
	aim := "B1"
	if p.Schooling == "upper-secondary" || p.Schooling == "higher" {
		aim = "B2"
	}
	return slices.Contains(p.Status, "right-and-duty-norwegian") && level(p.Norwegian) < level(aim)
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
func (lay *layout) instead(ph *Phase, taken []string) {
	if len(ph.outs) == 0 || ph.first {
		return
	}
	main := ph.outs[0]
	n := &node{profile: ph.Profile, reached: lay.startReached()}
	for _, id := range slices.Sorted(maps.Keys(lay.terrain.entries)) {
		if slices.Contains(taken, id) || !lay.duties.usable(id) || len(ph.Steps) > 0 && countRole(ph.Steps, Instead) == maxInstead {
			continue
		}
		a, ok := lay.planner.outcomeFor(n, id, nil)
		if !ok || a.outcome.Frame != main.Frame || !slices.ContainsFunc(a.outcome.Reaches, func(c string) bool { return slices.Contains(main.Reaches, c) }) && !(level(main.Norwegian) > 0 && !main.Frame && level(a.outcome.Norwegian) >= level(main.Norwegian)) {
			continue
		}
		goals := lay.target.competences
		reaches := func(o *content.Outcome) bool {
			return slices.ContainsFunc(o.Reaches, func(c string) bool { return slices.Contains(goals, c) })
		}
		if reaches(main) && !reaches(a.outcome) || len(main.Papers) > 0 && !slices.ContainsFunc(a.outcome.Papers, func(s string) bool { return slices.Contains(main.Papers, s) }) {
			continue // it leads elsewhere, or to less
		}
		fit := lay.planner.fits.stood(lay.terrain.entries[id], ph.Profile, a.outcome.Ways)
		if fit.State == content.NotMet || !lay.terrain.given(fit) {
			continue
		}
		ph.Steps = append(ph.Steps, Step{Entry: id, Role: Instead, Fit: fit})
	}
}

// promising adds, to the first phase that takes time and is no programme, what could be a
// right in its place and has a support of its own.
func (lay *layout) promising(p *Path, taken []string) {
	i := slices.IndexFunc(p.Phases, func(ph Phase) bool { return ph.Months > 0 || ph.Last })
	if i < 0 || p.Phases[i].outs[0].Frame {
		return
	}
	ph := &p.Phases[i]
	for _, id := range slices.Sorted(maps.Keys(lay.duties.hopeful)) {
		if fit := lay.planner.fits.stood(lay.terrain.entries[id], ph.Profile, nil); fit.State != content.NotMet && !slices.Contains(taken, id) {
			ph.Steps = append(ph.Steps, Step{Entry: id, Role: Instead, Fit: fit})
		}
	}
}

// startReached are competences that need not have been reached for something to be named in
// place of something else.
func (lay *layout) startReached() []string { return []string{"work-experience", "english-requirement"} }

func countRole(steps []Step, r Role) int {
	n := 0
	for _, s := range steps {
		if s.Role == r {
			n++
		}
	}
	return n
}

// against reports whether an entry can't be had beside what a phase has.
func (lay *layout) against(id string, ph Phase, during content.Profile) bool {
	for _, st := range ph.Steps {
		if lay.terrain.excluded(id, st.Entry, during) {
			return true
		}
	}
	return slices.ContainsFunc(ph.Livelihood, func(l Livelihood) bool { return lay.terrain.excluded(id, l.Support, during) })
}

// decided tells who decides on a phase, by the transitions to and within it, and which
// level is asked for.
func (lay *layout) decided(ph *Phase, taken []string) {
	for i, st := range ph.Steps {
		e, _ := lay.terrain.guide.Entry(st.Entry)
		if c, ok := offered(e, st.Fit.Route); ok && (st.Fills() && st.Role != Ongoing || st.Role == Beside && len(c.Routes) > 0) {
			g := Gap{Kind: Offered, Entry: st.Entry, Point: lay.terrain.existing(content.NamedPoint{Entry: st.Entry, ID: st.Fit.Route})}
			if g.Point.IsZero() {
				g.Point.Entry, g.Point.ID = st.Entry, c.PointID
			}
			if a, ok := lay.terrain.guide.Entry(c.Value.Word("who")); ok && a.Kind == content.Actor {
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
		for _, x := range lay.terrain.reducing(st.Entry, *ph) {
			ph.Gaps = append(ph.Gaps, Gap{Kind: Heed, Entry: st.Entry, Point: x})
		}
		for _, t := range lay.terrain.hands {
			in := func(id string) bool { return slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == id }) }
			if t.To != st.Entry || t.Decider == "" || st.Role == Instead || !slices.Contains(taken, t.From) && !slices.Contains(lay.person.prior(), t.From) || t.Kind != content.Then && !in(t.From) || st.Role == Beside && t.Kind == content.Then || content.HoldAll(t.Requires, lay.person.meanwhile(ph.Profile, ph.outs...)) == content.NotMet {
				continue
			}
			if _, may := offered(e, st.Fit.Route); !may && st.Role != Ongoing && !slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Decision && g.Entry == st.Entry }) {
				g := Gap{Kind: Decision, Entry: st.Entry, Who: t.Decider, Point: t.Says.Point}
				if !t.Waiting.Point.IsZero() && t.Kind == content.Then { // what is decided, and by when
					g.Point = t.Waiting.Point
				} else if c, ok := owed(e, st.Fit.Route); ok && g.Point.IsZero() && len(c.Routes) > 0 {
					g.Point = content.NamedPoint{Entry: e.ID, ID: c.PointID}
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
