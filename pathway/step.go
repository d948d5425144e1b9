package pathway

import (
	"slices"

	"veiviser/content"
)

// entering is the going into an action: the phase it makes, what that costs, and the node it
// leads to.
type entering struct {
	planner *planner
	from    *node
	action  action
	style   Style
	begins  content.Profile    // who it is when the phase begins
	outs    []*content.Outcome // the action's, with what they lead to in the time there is
	phase   *Phase
	price   Cost
	to      *node
}

// take goes into an action; ok is false where a condition is known to fail, or what is to
// be had excludes each other.
func (pl *planner) take(n *node, a action, s Style) (*node, bool) {
	en := &entering{planner: pl, from: n, action: a, style: s, outs: append([]*content.Outcome{a.outcome}, a.parts...)}
	en.begin()
	if !en.fit() {
		return nil, false
	}
	en.last()
	if pl.person.expired(en.to.elapsed) {
		return nil, false
	}
	en.live()
	if !en.dutiful() {
		return nil, false
	}
	en.phase.Gaps = append(en.phase.Gaps, pl.said(n, en.phase)...)
	en.phase.Cost = en.price
	en.to.cost = n.cost.plus(en.price)
	return en.to, true
}

// ongoing reports whether it is what the person is in already.
func (en *entering) ongoing() bool {
	return en.from.before == nil && en.action.outcome.Entry == en.planner.person.ongoing
}

// begin finds what must be waited for, and who the person is then.
func (en *entering) begin() {
	n, o, pl := en.from, en.action.outcome, en.planner
	ph := &Phase{From: n.profile.Norwegian, Length: o.Length, ongoing: en.ongoing(), outs: en.outs}
	for _, t := range pl.terrain.handsTo[o.Entry] {
		if t.Kind == content.Then && (slices.Contains(n.taken, t.From) || n.before == nil && slices.Contains(pl.person.prior(), t.From) && asksFor(t, "finished-introduction-programme")) {
			ph.Handovers = append(ph.Handovers, *t)
			if t.WaitMax > ph.Wait && t.WaitMin == 0 {
				ph.Wait = t.WaitMax
				ph.Gaps = append(ph.Gaps, Gap{Kind: Waiting, Entry: o.Entry, Months: t.WaitMax, Point: t.Waiting.Point})
			}
		}
	}
	if ph.ongoing {
		ph.Wait, ph.Gaps = 0, nil
	}
	ph.Start = n.elapsed + ph.Wait
	en.begins = pl.person.later(n.profile, ph.Wait, ph.Start)
	ph.Profile = en.begins
	ph.judged = append([]content.Profile{en.begins}, pl.person.within(en.begins, ph.Start, o, en.action.parts)...)
	en.phase = ph
}

// asksFor reports whether a transition asks how long something has been over.
func asksFor(t *content.Transition, since string) bool {
	return slices.ContainsFunc(t.Requires, func(c content.Condition) bool { return c.Value.Word("since") == since })
}

// fit looks at the conditions of what fills the phase; it reports whether nothing is
// against it.
func (en *entering) fit() bool {
	o, pl, ph := en.action.outcome, en.planner, en.phase
	en.price = Cost{Waiting: ph.Wait, Steps: 1, Hard: o.Hard}
	for _, part := range en.action.parts {
		if part.Months > 0 { // what takes no time of its own is no step more
			en.price.Steps++
		}
	}
	if pl.target.options.IncomeSoon {
		en.price.Hard /= 3
	}
	open := slices.Clone(en.from.open)
	for i, out := range en.outs {
		judged, role := ph.judged[i], Main
		if i > 0 {
			role = Part
		}
		if slices.Contains(out.During, "in-vgs-adult") && young(judged) {
			return false
		}
		stand := pl.fits.stand(pl.terrain.entries[out.Entry], judged, waysFor(out, judged))
		st := Step{Entry: out.Entry, Role: role, Fit: stand.Fit}
		switch {
		case ph.ongoing && i == 0:
			st.Role = Ongoing
		case st.Fit.State == content.NotMet:
			return false
		default:
			open = appendNew(open, stand.open...)
			gaps, risk := notStated(out.Entry, st.Fit, judged)
			ph.Gaps, en.price.NotStated = append(ph.Gaps, gaps...), en.price.NotStated+risk
		}
		if out.Months > 0 && out.Length.IsZero() && !slices.Contains(out.Reaches, "job") {
			ph.Gaps = append(ph.Gaps, Gap{Kind: NoLength, Entry: out.Entry, Months: out.Months})
		}
		ph.Steps = append(ph.Steps, st)
	}
	if content.HoldAll(o.Asks, en.begins) == content.NotMet || o.Working && en.begins.Age+en.action.months()/12 > pension {
		return false
	}
	asked := pl.terrain.askedBesides(o, en.begins)
	ph.Gaps = append(ph.Gaps, asked...)
	if !o.Frame { // of a programme the length alone hangs on it
		en.price.NotStated += 3 * len(asked)
	}
	if len(open) > mostOpen { // it would rest on what nobody said
		return false
	}
	if en.action.state == content.NotStated {
		en.price.NotStated += 3
	}
	if o.Hard > 0 || unlikely(o, en.begins) && !ph.ongoing {
		ph.Gaps = append(ph.Gaps, Gap{Kind: Uncertain, Entry: o.Entry})
	}
	during := pl.person.during(en.begins, en.outs)
	for _, part := range en.action.parts { // the parts come one after the other
		if pl.terrain.excluded(o.Entry, part.Entry, during) {
			return false
		}
	}
	n := en.from
	en.to = &node{before: n, phase: ph, mains: n.mains + 1, worked: n.worked, beside: n.beside, pay: n.pay, taken: slices.Clone(n.taken), reached: slices.Clone(n.reached), open: open}
	for _, out := range en.outs {
		en.to.taken = append(en.to.taken, out.Entry)
		en.to.reached = appendNew(en.to.reached, out.Reaches...)
		en.to.worked = en.to.worked || out.Working
		en.to.beside = en.to.beside || en.to.worked && slices.ContainsFunc(pl.target.formal, func(c string) bool { return slices.Contains(out.Reaches, c) })
	}
	return true
}

// askedBesides are the gaps of what an outcome asks of p and nobody told.
func (tr *terrain) askedBesides(o *content.Outcome, p content.Profile) []Gap {
	var out []Gap
	for _, c := range o.Asks {
		if content.HoldAll([]content.Condition{c}, p) == content.NotStated {
			out = append(out, Gap{Kind: NotStated, Entry: o.Entry, Field: c.Field, Values: c.Value.Words("any"), Point: tr.existing(content.NamedPoint{Entry: o.Entry, ID: c.Value.Word("with")})})
		}
	}
	return out
}

// last finds how long the phase takes, and what it makes of the person.
func (en *entering) last() {
	o, pl, ph, p := en.action.outcome, en.planner, en.phase, en.begins
	months := en.action.months()
	if o.Norwegian != "" && len(en.action.parts) == 0 { // what is learnt of a level already isn't learnt again
		months = max(1, months-en.from.learnt)
	}
	whole := months
	if ph.ongoing && p.MonthsSettled != nil {
		months = max(1, months-max(0, *p.MonthsSettled-3))
	}
	if way := ph.Steps[0].Fit.Route; o.Entry == "norskopplaering" && (way == "rett-og-plikt" || way == "kollektiv") && p.MonthsSettled != nil && norwegianRight(p) > 0 {
		months = max(1, min(months, norwegianRight(p)-*p.MonthsSettled)) // the right runs from the settlement
	}
	if 2*months < whole { // too little is left for what the whole leads to
		en.to.learnt = en.from.learnt + months
		en.outs = slices.Clone(en.outs)
		for i, out := range en.outs {
			less := *out
			less.Norwegian = ""
			en.outs[i] = &less
		}
	}
	en.to.profile = pl.person.after(p, en.outs, months, ph.Start+months)
	if pl.target.done(en.to, en.style) && slices.Contains(o.Reaches, "job") && o.Entry == "direkte-i-arbeid" && len(en.action.parts) == 0 { // a job has no end
		months, ph.Last = 0, true
		en.to.profile = pl.person.after(p, en.outs, 0, ph.Start)
	}
	ph.Months = months
	for i := range ph.Gaps {
		if g := &ph.Gaps[i]; g.Kind == NoLength && g.Entry == o.Entry && !o.Frame {
			g.Months = months
		}
	}
	if ph.Months > o.Months && len(en.action.parts) > 0 {
		ph.Length = content.NamedPoint{}
	}
	en.to.elapsed = ph.Start + months
	for _, out := range en.outs {
		if reaches := within(out, p, months); level(reaches) > max(0, level(p.Norwegian)) && level(reaches) > level(ph.Reaches) {
			ph.Reaches, ph.Level = reaches, out.Level
		}
	}
}

// live finds what one lives on meanwhile, and what it costs where that is too little.
func (en *entering) live() {
	pl, ph, to := en.planner, en.phase, en.to
	var without int
	employed := slices.Contains(en.from.profile.Status, "employed")
	term := en.paidPart()
	ph.Livelihood, to.paid, without = pl.purse.liveOn(en.outs, pl.person.during(en.begins, en.outs), ph.Months-term.Months, en.from.paid, employed, en.unclaimed())
	if term.Months > 0 {
		ph.Livelihood = append(ph.Livelihood, term)
		ph.Gaps = append(ph.Gaps, Gap{Kind: Heed, Entry: term.Says.Entry, Point: term.Says})
	}
	if employed && pl.subsidised(en.from) { // that the job goes on nobody knows
		for i := range ph.Livelihood {
			if ph.Livelihood[i].Support == "wage" {
				ph.Livelihood[i].State = content.NotStated
			}
		}
	}
	if ph.Months > 0 && without > 0 {
		ph.Gaps = append(ph.Gaps, Gap{Kind: NoLivelihood, Entry: en.action.outcome.Entry, Months: without})
	}
	if i := slices.IndexFunc(ph.Livelihood, func(l Livelihood) bool { return l.Support == "wage" || l.Support == "laerlinglonn" }); to.pay < 0 && i >= 0 {
		to.pay = ph.Start + ph.Livelihood[i].From
	}
	weight := 2
	if pl.target.options.IncomeSoon {
		weight = 6
		if to.pay < 0 {
			en.price.Income += ph.Months + ph.Wait
		}
	}
	en.price.Months = ph.Months
	en.price.Income += weight*without + pl.person.lost(en.action.outcome, en.begins)
	for _, l := range ph.Livelihood {
		en.price.Income += l.off
	}
}

// unclaimed reports whether a programme with a support of its own, that is right and duty,
// is left out: who could have that has no right to the last support of all.
func (en *entering) unclaimed() bool {
	d := en.planner.duties
	return d.duty == dutyCost && d.due(en.from, en.action.outcome, en.begins) > 0
}

// paidPart is the pay of a part that is an apprenticeship, at the end of a programme with a
// support of its own: that support is less for the time at work. Months is 0 for none.
func (en *entering) paidPart() Livelihood {
	parts := en.action.parts
	if !en.action.outcome.Frame || len(parts) == 0 || !slices.Contains(parts[len(parts)-1].During, "apprentice-contract") {
		return Livelihood{}
	}
	part := parts[len(parts)-1]
	l := Livelihood{Support: "laerlinglonn", Months: min(part.Months, en.phase.Months), State: content.NotStated}
	l.From = en.phase.Months - l.Months
	for _, c := range en.planner.terrain.entries[part.Entry].Conditions {
		if c.Field == "livelihood" && slices.Contains(en.action.outcome.During, "on-"+c.Value.Word("support")) {
			l.Says = content.NamedPoint{Entry: part.Entry, ID: c.PointID}
		}
	}
	return l
}

// subsidised reports whether the job there is at n was one with a subsidy that is over.
func (pl *planner) subsidised(n *node) bool {
	for ; n != nil && n.phase != nil; n = n.before {
		for _, o := range n.phase.outs {
			switch {
			case slices.Contains(o.During, "in-lonnstilskudd"):
				return true
			case slices.Contains(o.After, "employed"):
				return false
			}
		}
	}
	return false
}

// unlikely reports whether little speaks for a job: no level of Norwegian above A2, or less
// capacity for work, for who has none.
func unlikely(o *content.Outcome, p content.Profile) bool {
	if !slices.Contains(o.During, "employed") || slices.Contains(o.During, "apprentice-contract") || slices.Contains(p.Status, "employed") {
		return false
	}
	return level(p.Norwegian) >= 0 && level(p.Norwegian) <= level("A2") || slices.Contains(p.Status, "reduced-work-capacity")
}

// dutiful reports whether no duty forbids it, and reckons with what it leaves unused.
func (en *entering) dutiful() bool {
	n, o, pl, ph, d := en.from, en.action.outcome, en.planner, en.phase, en.planner.duties
	if o.Clock != "" && !n.free { // the programme comes first
		return false
	}
	takes := ph.Months > 0 || ph.Last
	if duty := d.due(n, o, en.begins); duty > 0 && takes {
		if !d.ends[o.Entry] {
			if duty == dutyCost && !d.bent() || !n.free && !d.bent() { // it would be broken, or come back
				return false
			}
			if n.cost.Duty == 0 {
				en.price.Duty = duty
			}
		}
		if d.ends[o.Entry] && duty == dutyCost && (o.Hard > 0 || unlikely(o, en.begins)) && !d.bent() && !pl.target.options.IncomeSoon { // no job that is unlikely in its place
			return false
		}
		ph.Gaps = append(ph.Gaps, d.dutyGap())
	}
	if _, may := offered(pl.terrain.entries[o.Entry], ph.Steps[0].Fit.Route); may && o.Frame && !ph.ongoing && (pl.target.goal == "norwegian" || pl.target.goal == "participation") {
		en.price.NotStated += offeredCost // what is a right comes before what may be offered
	}
	if n.free && takes {
		en.price.Duty += d.unused(en.style, o.Entry)
	}
	en.to.free = n.free && ph.Months == 0
	return true
}
