package pathway

import (
	"slices"

	"veiviser/content"
)

// extra are supports that come beside what one lives on, never in place of it.
var extra = []string{"bostotte"}

// last is the support that everything else is used before.
const last = "sosialhjelp"

// purse finds what one lives on.
type purse struct {
	terrain *terrain
	person  *person
	target  *target
	fits    *fits
}

// liveOn finds what one lives on while outcomes last: by what the guide says of them, the
// supports whose conditions nothing is against then, one after the other as long as each
// is given. without is how many months nothing was found for; months is 0 for what takes
// no time. unclaimed is whether there is another right that goes before the last support.
func (ps *purse) liveOn(outs []*content.Outcome, during content.Profile, months int, paid map[string]int, employed, unclaimed bool) (all []Livelihood, now map[string]int, without int) {
	now = map[string]int{}
	for k, v := range paid {
		now[k] = v
	}
	at := 0
	for at < max(1, months) {
		l, ok := ps.livelihoodAt(outs, ps.person.later(during, at, 0), during, months-at, now, employed, unclaimed)
		if !ok {
			break
		}
		l.From = at
		all = append(all, l)
		now[l.Support] += l.Months
		if l.Months == 0 {
			return all, now, 0
		}
		at += l.Months
	}
	return all, now, max(0, months-at)
}

// livelihoodAt is the support that is given at a moment of a phase, for at most months.
func (ps *purse) livelihoodAt(outs []*content.Outcome, p, during content.Profile, months int, paid map[string]int, employed, unclaimed bool) (Livelihood, bool) {
	var best Livelihood
	found, rank, at := false, 0, 0
	for i, o := range outs {
		for _, c := range ps.terrain.entries[o.Entry].Conditions {
			if c.Field != "livelihood" {
				continue
			}
			l, ok := ps.payable(o, c, outs, p, months, paid)
			if !ok || unclaimed && l.Support == last {
				continue
			}
			r := at + 100*i // what it is part of says first what one lives on
			at++
			for _, f := range l.Fields {
				if f != "time_in_norway" {
					r += 10
				}
			}
			switch {
			case l.Support == last:
				r += 1000
			case slices.Contains(p.Status, "on-"+l.Support): // what is given goes on
				r -= 50
			}
			if !found || r < rank {
				best, found, rank = l, true, r
			}
		}
	}
	if employed && found && best.Support == last && slices.Contains(during.Status, "employed") {
		found = false // the pay of a job comes first
	}
	if !found && slices.Contains(during.Status, "employed") { // who has a job lives on its pay
		best, found = Livelihood{Support: "wage", Months: months, Says: ps.terrain.existing(content.NamedPoint{Entry: "direkte-i-arbeid", ID: "lonn"}), State: content.Met}, true
	}
	if e, ok := ps.terrain.guide.Entry(last); !found && !unclaimed && p.Residence != "student" && !slices.Contains(during.Status, "employed") && ok && slices.Contains(p.Status, "on-"+last) && len(ps.terrain.excludes[[2]string{last, outs[0].Entry}]) == 0 { // what is given goes on
		best, found = Livelihood{Support: e.ID, Months: months, Says: ps.terrain.existing(content.NamedPoint{Entry: last, ID: "siste-utvei"}), State: content.NotStated}, true
	}
	if found && (best.Support == "wage" || best.Support == "laerlinglonn") && !employed { // the job must be found
		best.State = content.NotStated
	}
	return best, found
}

// payable is what condition c of an outcome's entry says one lives on, where it can be paid
// to p.
func (ps *purse) payable(o *content.Outcome, c content.Condition, outs []*content.Outcome, p content.Profile, months int, paid map[string]int) (Livelihood, bool) {
	l := Livelihood{Support: c.Value.Word("support"), Months: months, Says: content.NamedPoint{Entry: o.Entry, ID: c.PointID}, State: content.Met}
	if slices.Contains(extra, l.Support) || l.Support == "none" || l.Support == "overgangsstonad" {
		return l, false
	}
	for _, out := range outs {
		if ps.terrain.excluded(l.Support, out.Entry, p) {
			return l, false
		}
	}
	if l.Support == "wage" {
		return l, slices.Contains(p.Status, "employed")
	}
	e, ok := ps.terrain.guide.Entry(l.Support)
	if !ok || e.Closed || e.Recipient != "" || slices.Contains(ps.target.options.Without, e.ID) || earned(e) && !slices.Contains(p.Status, "on-"+e.ID) {
		return l, false
	}
	if l.Support == last && p.Residence == "student" {
		return l, false // the permit asks for means of one's own
	}
	if l.Support == last && ps.target.goal == "permanent-or-citizen" && !slices.Contains(p.Status, "on-"+last) {
		return l, false // means of one's own are what it asks for
	}
	f := ps.fits.stood(e, p, nil)
	if f.State == content.NotMet {
		return l, false
	}
	for _, r := range f.Reasons {
		if c := r.Condition; r.State == content.Met && c.Effect == content.Must && c.Field == "residence" && len(c.Routes) > 0 { // by the ground that is theirs
			l.Says = content.NamedPoint{Entry: e.ID, ID: c.PointID}
		}
		if r.State == content.NotStated && r.Condition.Effect == content.Must && r.Condition.Field != "income" {
			l.State = content.NotStated
			if !slices.Contains(l.Fields, r.Condition.Field) {
				l.Fields = append(l.Fields, r.Condition.Field)
			}
		}
	}
	if l.Support == last && (!slices.Contains(p.Status, "on-"+last) || ps.target.goal == "permanent-or-citizen") { // what else there is nobody said
		l.State, l.Fields = content.NotStated, appendNew(l.Fields, "income")
	}
	l.Amount, _ = ps.terrain.guide.Handover().Amount(l.Support, p)
	if s, ok := ps.terrain.guide.Handover().Span(l.Support, p); ok {
		left := s.Months - paid[l.Support]
		if since, told := p.MonthsSince["protection"]; told && s.Until > 0 {
			left = min(left, s.Until-since)
		}
		if left <= 0 && months > 0 {
			return l, false
		}
		l.Span = s.Point
		l.Months = min(months, left)
		if s.Yearly > 0 {
			l.off = l.Months * (12 - s.Yearly) / 12
		}
	}
	return l, true
}

// earned reports whether a support is given for what one has earned or how long one was a
// member, of which a profile tells nothing: it is reckoned with where it is told of alone.
func earned(e *content.Entry) bool {
	return slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		_, above := c.Value.Number("above_g")
		return c.Effect == content.Must && (c.Field == "income" && above || c.Value.Word("since") == "membership")
	})
}
