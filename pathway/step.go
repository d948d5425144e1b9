package pathway

import (
	"slices"

	"veiviser/content"
)

// take goes into an action; ok is false where a condition is known to fail, or what is to
// be had excludes each other.
func (pl *planner) take(n *node, a action, s Style) (*node, bool) {
	o := a.outcome
	ph := &Phase{From: n.profile.Norwegian, Length: o.Length, ongoing: n.before == nil && o.Entry == pl.person.ongoing}
	wait := 0
	for _, t := range pl.terrain.handsTo[o.Entry] {
		if t.Kind == content.Then && (slices.Contains(n.taken, t.From) || n.before == nil && slices.Contains(pl.person.prior(), t.From)) {
			ph.Handovers = append(ph.Handovers, *t)
			if t.WaitMax > wait && t.WaitMin == 0 {
				wait = t.WaitMax
				ph.Gaps = append(ph.Gaps, Gap{Kind: Waiting, Entry: o.Entry, Months: t.WaitMax, Point: t.Waiting.Point})
			}
		}
	}
	if n.before == nil && o.Entry == pl.person.ongoing {
		wait = 0
		ph.Gaps = nil
	}
	ph.Wait, ph.Start = wait, n.elapsed+wait
	p := pl.person.later(n.profile, wait, n.elapsed+wait)
	ph.Profile = p
	outs := append([]*content.Outcome{o}, a.parts...)
	ph.outs = outs
	ph.judged = append([]content.Profile{p}, pl.person.within(p, ph.Start, o, a.parts)...)
	during := pl.person.during(p, outs)
	cost := Cost{Waiting: wait, Steps: 1, Hard: o.Hard}
	for _, part := range a.parts {
		if part.Months > 0 { // what takes no time of its own is no step more
			cost.Steps++
		}
	}
	if pl.target.options.IncomeSoon {
		cost.Hard /= 3
	}
	ongoing := n.before == nil && o.Entry == pl.person.ongoing
	open := slices.Clone(n.open)
	for i, out := range outs {
		judged, role := ph.judged[i], Main
		if i > 0 {
			role = Part
		}
		st := Step{Entry: out.Entry, Role: role, Fit: pl.fits.stood(pl.terrain.entries[out.Entry], judged, told(judged), out.Ways)}
		if ongoing && i == 0 {
			st.Role = Ongoing
		} else if st.Fit.State == content.NotMet {
			return nil, false
		} else {
			open = appendNew(open, openOf(st.Fit)...)
			gaps, risk := notStated(out.Entry, st.Fit)
			ph.Gaps, cost.NotStated = append(ph.Gaps, gaps...), cost.NotStated+risk
		}
		if out.Months > 0 && out.Length.IsZero() && !slices.Contains(out.Reaches, "job") {
			ph.Gaps = append(ph.Gaps, Gap{Kind: NoLength, Entry: out.Entry, Months: out.Months})
		}
		ph.Steps = append(ph.Steps, st)
	}
	if len(open) > mostOpen { // it would rest on what nobody said
		return nil, false
	}
	if a.state == content.NotStated {
		cost.NotStated += 3
	}
	if o.Hard > 0 {
		ph.Gaps = append(ph.Gaps, Gap{Kind: Uncertain, Entry: o.Entry})
	}
	for _, part := range a.parts { // the parts come one after the other
		if pl.terrain.excluded(o.Entry, part.Entry, during) {
			return nil, false
		}
	}
	m := &node{before: n, phase: ph, mains: n.mains + 1, worked: n.worked, beside: n.beside, pay: n.pay, taken: slices.Clone(n.taken), reached: slices.Clone(n.reached), open: open}
	months, whole := a.months(), a.months()
	if ongoing && p.MonthsSettled != nil {
		months = max(1, months-max(0, *p.MonthsSettled-3))
	}
	if way := ph.Steps[0].Fit.Route; o.Entry == "norskopplaering" && (way == "rett-og-plikt" || way == "kollektiv") && p.MonthsSettled != nil && norwegianRight(p) > 0 {
		months = max(1, min(months, norwegianRight(p)-*p.MonthsSettled)) // the right runs from the settlement
	}
	cut := 2*months < whole // too little is left for what the whole leads to
	for _, out := range outs {
		m.taken = append(m.taken, out.Entry)
		m.reached = appendNew(m.reached, out.Reaches...)
		m.worked = m.worked || out.Working
		m.beside = m.beside || m.worked && slices.ContainsFunc(pl.target.formal(), func(c string) bool { return slices.Contains(out.Reaches, c) })
	}
	if cut {
		ph.Reaches = ""
		outs = slices.Clone(outs)
		for i, out := range outs {
			less := *out
			less.Norwegian = ""
			outs[i] = &less
		}
	}
	m.profile = pl.person.after(p, outs, months, ph.Start+months)
	if pl.target.done(m, s) && slices.Contains(o.Reaches, "job") && o.Entry == "direkte-i-arbeid" && len(a.parts) == 0 { // a job has no end
		months, ph.Last = 0, true
		m.profile = pl.person.after(p, outs, 0, ph.Start)
	}
	ph.Months = months
	if ph.Months > o.Months && len(a.parts) > 0 {
		ph.Length = content.NamedPoint{}
	}
	m.elapsed = ph.Start + months
	if pl.person.expired(m.elapsed) {
		return nil, false
	}
	for _, out := range outs {
		if reaches := within(out, p, months); level(reaches) > max(0, level(p.Norwegian)) && level(reaches) > level(ph.Reaches) {
			ph.Reaches, ph.Level = reaches, out.Level
		}
	}
	m.paid = n.paid
	var without int
	ph.Livelihood, m.paid, without = pl.purse.liveOn(outs, during, months, n.paid, slices.Contains(n.profile.Status, "employed"))
	if months > 0 && without > 0 {
		ph.Gaps = append(ph.Gaps, Gap{Kind: NoLivelihood, Entry: o.Entry, Months: without})
	}
	if m.pay < 0 && slices.ContainsFunc(ph.Livelihood, func(l Livelihood) bool { return l.Support == "wage" || l.Support == "laerlinglonn" }) {
		m.pay = ph.Start
	}
	weight := 2
	if pl.target.options.IncomeSoon {
		weight = 6
		if m.pay < 0 {
			cost.Income += months + wait
		}
	}
	cost.Months, cost.Income = months, cost.Income+weight*without+pl.person.lost(o, p)
	for _, l := range ph.Livelihood {
		cost.Income += l.off
	}
	if o.Entry == pl.duties.programme && slices.Contains(n.taken, "direkte-i-arbeid") { // the programme comes first
		return nil, false
	}
	if duty := pl.duties.due(n, o, p); duty > 0 && (months > 0 || ph.Last) {
		if !pl.duties.ends[o.Entry] {
			if duty == dutyCost && !pl.duties.bent() || !n.free && !pl.duties.bent() { // it would be broken, or come back
				return nil, false
			}
			if n.cost.Duty == 0 {
				cost.Duty = duty
			}
		}
		if pl.duties.ends[o.Entry] && duty == dutyCost && o.Hard > 0 && !pl.duties.bent() && !pl.target.options.IncomeSoon { // no job that is unlikely in its place
			return nil, false
		}
		ph.Gaps = append(ph.Gaps, pl.duties.dutyGap())
	}
	if _, may := offered(pl.terrain.entries[o.Entry], ph.Steps[0].Fit.Route); may && o.Frame && !ongoing && (pl.target.goal == "norwegian" || pl.target.goal == "participation") {
		cost.NotStated += offeredCost // what is a right comes before what may be offered
	}
	if n.free && (months > 0 || ph.Last) {
		cost.Duty += pl.duties.unused(s, o.Entry)
	}
	ph.Gaps = append(ph.Gaps, pl.said(n, ph, s)...)
	m.free = n.free && months == 0
	ph.Cost = cost
	m.cost = n.cost.plus(cost)
	return m, true
}
