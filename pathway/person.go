package pathway

import (
	"cmp"
	"maps"
	"slices"

	"veiviser/content"
)

// person is for whom a path is looked for, and what becomes of them as time goes by.
type person struct {
	terrain *terrain
	start   content.Profile
	ongoing string // entry of the frame that they are in
}

func newPerson(tr *terrain, p content.Profile) *person {
	who := &person{terrain: tr}
	for _, out := range tr.outcomes { // who goes on without a programme is no longer in it
		if out.Frame && slices.Contains(tr.without, out.Entry) && !slices.Contains(out.During, "employed") {
			for _, s := range out.During {
				if slices.Contains(p.Status, s) {
					p = withoutStatus(p, s)
				}
			}
		}
	}
	who.start = who.known(p)
	for _, out := range tr.outcomes {
		if out.Frame && len(out.During) > 0 && slices.Contains(p.Status, out.During[0]) && tr.entries[out.Entry] != nil && out.Entry != "direkte-i-arbeid" {
			who.ongoing = out.Entry
		}
	}
	return who
}

// known is p with what a path's own beginning tells of it.
func (who *person) known(p content.Profile) content.Profile {
	p.NotStatus = slices.Clip(p.NotStatus)
	for _, s := range who.terrain.planned() {
		if !slices.Contains(p.Status, s) && !slices.Contains(p.NotStatus, s) {
			p.NotStatus = append(p.NotStatus, s)
		}
	}
	if p.Schooling == "none" || p.Schooling == "primary" { // papers of more than that there are none
		p.AllPapers = true
	}
	if p.MonthsSettled != nil || p.Settled != nil {
		for _, s := range []string{"in-reception", "in-reception-with-permit"} {
			if !slices.Contains(p.Status, s) {
				p = withoutStatus(p, s)
			}
		}
	}
	return who.later(derived(p), 0, 0)
}

// later is p when months have gone by, elapsed in all since the beginning. What of
// protection nobody told has lasted at least as long as the settlement, or the path.
func (who *person) later(p content.Profile, months, elapsed int) content.Profile {
	if p.Age > 0 && elapsed > 0 {
		p.Age = who.start.Age + elapsed/12
	}
	least := elapsed
	if p.MonthsSettled != nil {
		n := *p.MonthsSettled + months
		if months != 0 {
			p.MonthsSettled = &n
		}
		least = max(least, n)
	}
	if _, told := p.MonthsSince["protection"]; months != 0 || !told && least > 60 || p.MonthsSince == nil {
		since := make(map[string]int, len(p.MonthsSince)+1)
		for k, n := range p.MonthsSince {
			since[k] = n + months
		}
		if !told && least > 60 {
			since["protection"] = least
		}
		p.MonthsSince = since
	}
	p = who.clocked(p)
	if p.Age > youthRight && who.start.Age > 0 && who.start.Age <= youthRight { // the right of youth is over
		p = withoutStatus(p, "right-to-vgs-youth")
	}
	return p
}

// clocked is p with the right to Norwegian that the time since the settlement leaves:
// right and no right are never both there.
func (who *person) clocked(p content.Profile) content.Profile {
	has := func(s string) bool { return slices.Contains(p.Status, s) }
	switch limit := norwegianRight(p); {
	case has("used-up-norwegian-right"), has("no-norwegian-right"):
	case slices.Contains([]string{"eea", "nordic", "citizen", "student"}, p.Residence):
		p = withStatus(p, "no-norwegian-right")
	case p.Age >= pension: // right and duty last until then
		p = withStatus(p, "no-norwegian-right")
	case p.Residence == "labour" || p.Residence == "family-of-labour": // theirs is a duty alone
		for _, s := range rightStatuses {
			if !has(s) {
				p = withoutStatus(p, s)
			}
		}
	case has("in-introduction-programme"): // Norwegian is part of the programme while that lasts
		p = withStatus(p, "right-to-norwegian")
	case (limit > 0 || p.Residence == "permanent") && p.MonthsSettled != nil && *p.MonthsSettled > cmp.Or(limit, norwegianYears):
		p = withStatus(p, "used-up-norwegian-right")
	case limit > 0 && p.Residence != content.FamilyResidence && p.Age >= 18 && p.Age < 67:
		p = withStatus(p, "right-to-norwegian")
		if p.Residence != "collective-protection" {
			p = withStatus(p, "right-and-duty-norwegian")
		}
	}
	if has("used-up-norwegian-right") || has("no-norwegian-right") {
		for _, s := range rightStatuses {
			p = withoutStatus(p, s)
		}
		p = withoutStatus(p, "in-norwegian-training")
	}
	return p
}

// within are the profiles by which what is part of an outcome is judged, each when it
// begins: the last ends with the outcome, and before the first there is time for Norwegian.
// What takes no time of its own is begun with.
func (who *person) within(p content.Profile, elapsed int, o *content.Outcome, parts []*content.Outcome) []content.Profile {
	left := 0
	for _, part := range parts {
		left += part.Months
	}
	at := max(0, o.Months-left)
	q := who.later(p, at, elapsed+at)
	if at >= 12 && level(q.Norwegian) >= 0 && level(q.Norwegian) < level("A2") && level(o.Norwegian) >= level("A2") {
		q.Norwegian = "A2"
	}
	q = who.meanwhile(q, o)
	out := make([]content.Profile, len(parts))
	for i, part := range parts {
		out[i] = q
		if part.Months == 0 {
			out[i] = who.meanwhile(p, o)
			continue
		}
		at += part.Months
		q = who.meanwhile(who.after(q, []*content.Outcome{part}, part.Months, elapsed+at), o)
	}
	return out
}

// during is p while outcomes last; a job that is part of a programme takes up a piece of it
// alone.
func (who *person) during(p content.Profile, outs []*content.Outcome) content.Profile {
	q := who.meanwhile(p, outs[0])
	for _, o := range outs[1:] {
		for _, s := range o.During {
			if s != "employed" && s != "apprentice-contract" || !outs[0].Frame || slices.Contains(outs[0].During, "employed") {
				q = withStatus(q, s)
			}
		}
	}
	if who.terrain.fulltime[outs[0].Entry] && !slices.Contains(outs[0].During, "employed") {
		q = withoutStatus(q, "employed")
	}
	return q
}

// meanwhile is p while an outcome lasts.
func (who *person) meanwhile(p content.Profile, outs ...*content.Outcome) content.Profile {
	for _, o := range outs {
		for _, s := range o.During {
			p = withStatus(p, s)
		}
	}
	return p
}

// withStatus is p with a status. The lists of p stay as they are: profiles share them.
func withStatus(p content.Profile, s string) content.Profile {
	if !slices.Contains(p.Status, s) {
		p.Status = append(slices.Clip(p.Status), s)
	}
	p.NotStatus = without(p.NotStatus, s)
	return p
}

// withoutStatus is p that is known not to be something. The lists of p stay as they are.
func withoutStatus(p content.Profile, s string) content.Profile {
	p.Status = without(p.Status, s)
	if !slices.Contains(p.NotStatus, s) {
		p.NotStatus = append(slices.Clip(p.NotStatus), s)
	}
	return p
}

// without is a list without a word; the list itself where it hasn't it.
func without(list []string, s string) []string {
	i := slices.Index(list, s)
	if i < 0 {
		return list
	}
	out := make([]string, 0, len(list)-1)
	for _, o := range list {
		if o != s {
			out = append(out, o)
		}
	}
	return out
}

// after is p when outcomes have ended.
func (who *person) after(p content.Profile, outs []*content.Outcome, months, elapsed int) content.Profile {
	before := p
	p = who.later(p, months, elapsed)
	for _, o := range outs {
		for _, s := range o.During {
			if s != "employed" || !slices.Contains(o.After, s) {
				p = withoutStatus(p, s)
			}
		}
		if who.terrain.fulltime[o.Entry] && !slices.Contains(o.After, "employed") {
			p.Status = without(without(p.Status, "employed"), "work-30-hours")
		}
	}
	for _, o := range outs {
		for _, s := range o.After {
			p = withStatus(p, s)
			if s == "employed" {
				for _, over := range []string{"unemployed", "jobseeker", "on-dagpenger", "on-sosialhjelp"} {
					p = withoutStatus(p, over)
				}
			}
		}
		if reaches := within(o, before, months); level(reaches) > level(p.Norwegian) {
			p.Norwegian = reaches
		}
		if slices.Index(content.SchoolingLevels(), o.Schooling) > slices.Index(content.SchoolingLevels(), p.Schooling) {
			p.Schooling = o.Schooling
			p = withoutStatus(p, "right-to-fov")
		}
		p.Papers = appendNew(slices.Clip(p.Papers), o.Papers...)
		if o.Clock != "" {
			since := maps.Clone(p.MonthsSince)
			since[o.Clock] = 0
			p.MonthsSince = since
		}
		if o.Working {
			years := months / 12
			if p.YearsOfWork != nil {
				years += *p.YearsOfWork
			}
			p.YearsOfWork = &years
		}
	}
	return p
}

// within is the level that an outcome leads to: in a year nobody is counted on to come
// further than two levels.
func within(o *content.Outcome, p content.Profile, months int) string {
	from, to := level(p.Norwegian), level(o.Norwegian)
	if from < 0 || months > 12 || to <= from+2 {
		return o.Norwegian
	}
	return content.CEFRLevels()[from+1]
}

// behind reports whether the person has gone through what an outcome is of.
func (who *person) behind(o *content.Outcome) bool {
	_, over := who.start.MonthsSince[o.Clock]
	return o.Clock != "" && over
}

// prior are the entries of which the person is told to have come.
func (who *person) prior() []string {
	var out []string
	if _, ok := who.start.MonthsSince["finished-introduction-programme"]; ok {
		out = append(out, "introduksjonsprogram")
	}
	return out
}

// expired reports whether a permit that can't be had any longer ends before a path does.
func (who *person) expired(elapsed int) bool {
	if who.start.Residence != "collective-protection" {
		return false
	}
	had := who.start.MonthsSince["protection"]
	if who.start.MonthsSettled != nil {
		had = max(had, *who.start.MonthsSettled)
	}
	return had+elapsed > permitMonths
}

// lost are the months of the refugee grant that a school loses by beginning later than now.
func (who *person) lost(o *content.Outcome, p content.Profile) int {
	if !slices.Contains(o.During, "in-fov") && !slices.Contains(o.During, "in-vgs-adult") || p.Residence != "refugee" && p.Residence != "collective-protection" {
		return 0
	}
	months := func(p content.Profile) int {
		if since, ok := p.MonthsSince["protection"]; !ok || since > 60 {
			return 0
		}
		s, _ := who.terrain.guide.Handover().Span("flyktningstipend", p)
		return s.Months
	}
	return min(o.Months, max(0, months(who.start)-months(p)))
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
