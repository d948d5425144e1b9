package pathway

import (
	"fmt"
	"slices"

	"veiviser/content"
)

// What a search holds to, that no single condition of an entry says.
const (
	settledDuty  = 24 // months after the settlement in which a programme is right and duty
	socialYear   = 15 // months after the settlement in which social studies are done: a year, and three months to begin
	permitMonths = 60 // that collective protection lasts at most
	protectedFor = 60 // months of residence that permanent residence asks of the protected
	mostOpen     = 2  // formal conditions that nobody stated, which a path may rest on
	offeredCost  = 15 // what it costs to rest Norwegian on a programme that is no right
	rightCost    = 30 // what it costs to leave a programme with a support of its own unused
)

// norwegianRight is how many months after the settlement the right to Norwegian is over;
// 0 where there is no such limit.
func norwegianRight(p content.Profile) int {
	switch {
	case p.Residence == "collective-protection":
		return 12
	case !slices.Contains(protectedGrounds, p.Residence) && p.Residence != "family-of-other" && p.Residence != "independent" && p.Residence != content.FamilyResidence:
		return 0
	case p.Schooling == "upper-secondary" || p.Schooling == "higher":
		return 18
	}
	return 36
}

var (
	protectedGrounds = []string{"refugee", "humanitarian", "family-of-protected"}
	rightStatuses    = []string{"right-and-duty-norwegian", "right-to-norwegian"}
)

// clocked is p with the right to Norwegian that the time since the settlement leaves:
// right and no right are never both there.
func (pl *planner) clocked(p content.Profile) content.Profile {
	has := func(s string) bool { return slices.Contains(p.Status, s) }
	switch limit := norwegianRight(p); {
	case has("used-up-norwegian-right"), has("no-norwegian-right"):
	case slices.Contains([]string{"eea", "nordic", "citizen", "student"}, p.Residence):
		p = withStatus(p, "no-norwegian-right")
	case limit > 0 && p.MonthsSettled != nil && *p.MonthsSettled > limit:
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

// derived adds what follows from what is told: the right to school, and who is registered.
func derived(p content.Profile) content.Profile {
	competent := slices.ContainsFunc(p.Papers, func(s string) bool {
		return slices.Contains([]string{"study-competence", "vocational-competence", "trade-certificate", "norwegian-upper-secondary"}, s)
	})
	add := func(s string) {
		if !slices.Contains(p.NotStatus, s) {
			p = withStatus(p, s)
		}
	}
	if p.MonthsSettled != nil {
		add("registered-in-municipality")
	}
	if p.Age >= 25 && !slices.Contains(p.Status, "right-to-vgs-youth") {
		p = withoutStatus(p, "right-to-vgs-youth")
	}
	if competent || p.Residence == "" {
		return p
	}
	switch p.Schooling {
	case "none":
		add("right-to-fov")
		add("without-study-or-vocational-competence")
	case "primary":
		add("without-study-or-vocational-competence")
		if p.Age >= 19 {
			add("right-to-vgs-adult")
		}
	}
	if p.Schooling != "" && p.Schooling != "none" && !slices.Contains(p.Status, "right-to-fov") {
		p = withoutStatus(p, "right-to-fov")
	}
	return p
}

// unsure reports whether a right may be over, though nothing told is against it: the
// programme it was part of has ended.
func unsure(id string, p content.Profile) bool {
	_, finished := p.MonthsSince["finished-introduction-programme"]
	switch id {
	case "norskopplaering":
		return finished
	case "samfunnskunnskap":
		return socialDone(p)
	}
	return false
}

// socialDone reports whether the hours of social studies are behind a person, or aren't
// for them.
func socialDone(p content.Profile) bool {
	_, finished := p.MonthsSince["finished-introduction-programme"]
	return finished || p.MonthsSettled != nil && *p.MonthsSettled > socialYear || slices.Contains([]string{"permanent", "citizen", "eea", "nordic", "student"}, p.Residence)
}

// judge is how p stands to e by some of its ways in; all for none.
func judge(e *content.Entry, p content.Profile, ways []string) content.Fit {
	f := content.ConditionsBy(e, p, ways)
	if f.State == content.Met && unsure(e.ID, p) {
		f.State = content.NotStated
	}
	return f
}

// waysOf are the ways in to an offer beside others that its ground of residence has; nil
// for all.
func waysOf(id string, p content.Profile) []string {
	kollektiv := p.Residence == "collective-protection"
	without := slices.ContainsFunc(p.Status, func(s string) bool { return s == "used-up-norwegian-right" || s == "no-norwegian-right" })
	switch {
	case id == "norskplan" && kollektiv:
		return []string{"kollektiv"}
	case id == "norskplan":
		return []string{"ordinaer"}
	case id == "realkompetansevurdering" && p.Schooling == "none":
		return []string{"rett-fov", "tilradd"}
	case id == "realkompetansevurdering" && p.Schooling != "" && !slices.Contains(p.Status, "right-to-fov"):
		return []string{"rett-vgs", "tilradd"}
	case id == "norskopplaering" && !without && p.Residence != "":
		return []string{"rett-og-plikt", "bare-plikt", "kollektiv"}
	}
	return nil
}

// needs reports whether a fit asks for a need or a status of a person that nobody told of.
func needs(f content.Fit) bool {
	return slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
		return r.State == content.NotStated && r.Condition.Effect == content.Must && (r.Condition.Field == "status" || r.Condition.Field == "care") && r.Condition.Formal && !r.Condition.Local
	})
}

// given reports whether what a fit asks for and nobody told can be had without more: an
// assessment gives it, or it is one condition alone.
func (pl *planner) given(f content.Fit) bool {
	open := 0
	for _, r := range f.Reasons {
		c := r.Condition
		if r.State != content.NotStated || c.Effect != content.Must || !c.Formal || c.Local {
			continue
		}
		if c.Field != "status" {
			open++
			continue
		}
		if !slices.ContainsFunc(pl.outcomes, func(o content.Outcome) bool { return o.Months == 0 && len(o.Requires) == 0 && gives(o, c) }) {
			return false
		}
	}
	return open <= 1
}

// owed is the condition that says who has to offer an entry, by the way in that holds.
func owed(e *content.Entry, way string) (c content.Condition, ok bool) {
	for _, d := range e.Conditions {
		if d.Field != "municipality_duty" || d.Value.Word("when") != "" {
			continue
		}
		switch {
		case slices.Contains(d.Routes, way):
			return d, true
		case len(d.Routes) == 0 && !ok:
			c, ok = d, true
		}
	}
	return c, ok
}

// offered reports whether an entry may be offered by the way that holds, and is no right.
func offered(e *content.Entry, way string) (c content.Condition, ok bool) {
	c, ok = owed(e, way)
	wage := !c.Formal && slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "livelihood" && c.Value.Word("support") == "wage" // a job is no office's offer
	})
	return c, ok && c.Value.Word("level") == "may" && c.Value.Word("right") == "none" && !wage
}

// obliged finds the programme that is right and duty, whatever the options leave out, and
// what goes in its place or ends the duty: a job of full time.
func (pl *planner) obliged() {
	for _, out := range pl.outcomes {
		e, ok := pl.guide.Entry(out.Entry)
		if !ok || !out.Frame || pl.programme != "" || !rightAndDuty(e) {
			continue
		}
		f := judge(e, pl.start, nil)
		c, _ := owed(e, f.Route)
		switch residence := slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
			return r.State == content.Met && r.Condition.Field == "residence" && r.Condition.Effect == content.Must
		}); {
		case f.State == content.NotMet, c.Value.Word("right") != "right-and-duty":
			continue
		case stands(f) == content.Met:
			pl.duty = dutyCost
		case residence, pl.start.Residence == content.FamilyResidence && pl.start.MonthsSettled != nil:
			pl.duty = dutyCost / 2
		default:
			continue
		}
		pl.programme = e.ID
		pl.ends[e.ID] = true
		for pair, xs := range pl.excludes {
			if !pl.options.PartTime && pair[0] == e.ID && slices.ContainsFunc(xs, func(x *content.Exclusion) bool {
				return x.Kind == content.NotTogether && x.A == e.ID && pair[1] == "direkte-i-arbeid"
			}) {
				pl.ends[pair[1]] = true
			}
		}
	}
}

// due is the duty to the programme as an action begins: none once it is gone through, two
// years have gone by, or a job that goes on has lifted it.
func (pl *planner) due(n *node, o *content.Outcome, p content.Profile) int {
	switch {
	case pl.duty == 0, pl.ongoing == pl.programme, slices.Contains(n.taken, pl.programme), o.Entry == pl.programme:
		return 0
	case p.MonthsSettled != nil && *p.MonthsSettled >= settledDuty, p.MonthsSettled == nil && n.elapsed >= settledDuty:
		return 0
	case !pl.options.PartTime && slices.Contains(n.taken, "direkte-i-arbeid") && slices.Contains(n.profile.Status, "employed") && slices.Contains(o.During, "employed"):
		return 0
	}
	return pl.duty
}

// bent reports whether the options themselves leave out what is right and duty.
func (pl *planner) bent() bool {
	return pl.options.PartTime || slices.Contains(pl.options.Without, pl.programme)
}

// promised finds programmes with a support of their own that are open to a person who is
// assessed, and so would be left unused.
func (pl *planner) promised() {
	if pl.goal != "work" {
		return
	}
	p := withStatus(withStatus(cloneStatus(pl.start), "assessed-need"), "assessed-work-capacity")
	for id, e := range pl.entries {
		if !pl.outcomes[pl.byEntry[id][0]].Frame || id == pl.programme || id == "direkte-i-arbeid" || id == "introduksjonsprogram" || !pl.usable(id) {
			continue
		}
		f := judge(e, p, nil)
		open := f.State != content.NotMet && !slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
			return r.Condition.Effect == content.Must && r.State != content.Met && r.Condition.Field != "income"
		})
		if open {
			pl.rights[id] = hasRight(e)
		}
	}
}

// unused is what it costs to begin with something else than a programme that is open.
func (pl *planner) unused(s Style, id string) int {
	if _, it := pl.rights[id]; it || pl.ongoing != "" {
		return 0
	}
	for _, right := range pl.rights {
		if right && s != Formal || s == Combination {
			return rightCost
		}
	}
	return 0
}

// within are the profiles by which what is part of an outcome is judged, each when it
// begins: the last ends with the outcome, and before the first there is time for Norwegian.
func (pl *planner) within(p content.Profile, elapsed int, o *content.Outcome, parts []*content.Outcome) []content.Profile {
	left := 0
	for _, part := range parts {
		left += part.Months
	}
	at := max(0, o.Months-left)
	q := pl.later(p, at, elapsed+at)
	if at >= 12 && level(q.Norwegian) >= 0 && level(q.Norwegian) < level("A2") && level(o.Norwegian) >= level("A2") {
		q.Norwegian = "A2"
	}
	q = pl.meanwhile(q, o)
	out := make([]content.Profile, len(parts))
	for i, part := range parts {
		out[i] = q
		at += part.Months
		q = pl.meanwhile(pl.after(q, []*content.Outcome{part}, part.Months, elapsed+at), o)
	}
	return out
}

// during is p while outcomes last; a job that is part of a programme takes up a piece of it
// alone.
func (pl *planner) during(p content.Profile, outs []*content.Outcome) content.Profile {
	q := pl.meanwhile(p, outs[0])
	for _, o := range outs[1:] {
		for _, s := range o.During {
			if s != "employed" && s != "apprentice-contract" || !outs[0].Frame || slices.Contains(outs[0].During, "employed") {
				q = withStatus(q, s)
			}
		}
	}
	if pl.fulltime[outs[0].Entry] && !slices.Contains(outs[0].During, "employed") {
		q = withoutStatus(q, "employed")
	}
	return q
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

// openOf names the formal conditions of a fit that nobody stated.
func openOf(f content.Fit) []string {
	var out []string
	for _, r := range f.Reasons {
		if c := r.Condition; r.State == content.NotStated && c.Effect == content.Must && c.Formal && !c.Local && c.Field != "income" {
			out = append(out, fmt.Sprint(c.Field, c.Value))
		}
	}
	return out
}

// said are the gaps that the law leaves in a phase: duty, what is no right, what ends, and
// how what one lives on is given.
func (pl *planner) said(n *node, ph *Phase, s Style) []Gap {
	var out []Gap
	o := ph.outs[0]
	point := func(entry, id string) content.NamedPoint {
		return pl.existing(content.NamedPoint{Entry: entry, ID: id})
	}
	if o.Entry == "introduksjonsprogram" && !ph.ongoing {
		if len(ph.outs) == 1 && ph.Profile.Age > 0 && ph.Profile.Age < 25 && (ph.Profile.Schooling == "none" || ph.Profile.Schooling == "primary") {
			out = append(out, Gap{Kind: Heed, Entry: o.Entry, Point: point(o.Entry, "under-25")})
		}
		if pl.programme == o.Entry && len(ph.Gaps) >= 0 && !slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Waiting }) {
			out = append(out, Gap{Kind: Waiting, Entry: o.Entry, Months: 3, Point: point(o.Entry, "oppstart")})
		}
	}
	for _, status := range pl.start.Status { // what is given now and ends
		id, ok := cutOn(status)
		if !ok || !slices.Contains(n.profile.Status, status) || slices.ContainsFunc(endings(n), func(g Gap) bool { return g.Entry == id }) {
			continue
		}
		for _, step := range ph.outs {
			if pl.excluded(id, step.Entry, ph.Profile) {
				out = append(out, Gap{Kind: Ends, Entry: id})
				break
			}
		}
	}
	if slices.Contains(n.profile.Status, "employed") && pl.fulltime[o.Entry] && !slices.Contains(o.During, "employed") || slices.Contains(n.profile.Status, "employed") && slices.Contains(o.During, "admitted-to-education") {
		out = append(out, Gap{Kind: Ends, Entry: "wage"})
	}
	for _, l := range ph.Livelihood {
		switch l.Support {
		case "tiltakspenger":
			out = append(out, Gap{Kind: Days, Entry: l.Support, Point: point(l.Support, "dager")})
		case "flyktningstipend":
			g := Gap{Kind: Grant, Entry: l.Support, Point: point(l.Support, "frister")}
			if _, known := ph.Profile.MonthsSince["protection"]; known {
				g.Months = l.Months
			}
			out = append(out, g)
		}
		if l.off > 0 {
			g := Gap{Kind: Summer, Entry: l.Support, Months: l.off}
			if l.Support == "flyktningstipend" {
				g.Point = point(l.Support, "ti-maneder")
			}
			out = append(out, g)
		}
	}
	before := n
	for before.phase != nil && before.phase.Months == 0 {
		before = before.before
	}
	if b := before.phase; b != nil && b.outs[0].Frame && slices.Contains(b.outs[0].During, "on-introduksjonsstonad") && slices.Contains(o.Reaches, "job") && !slices.Contains(n.profile.Status, "employed") {
		out = append(out, Gap{Kind: AfterSupport, Entry: b.outs[0].Entry, Point: point("dagpenger", "inntekt")})
	}
	for i, part := range ph.outs {
		p := ph.judged[i]
		school := slices.Contains(part.During, "in-vgs-adult") || slices.Contains(part.Papers, "trade-certificate") && part.Months > 0
		if school && level(p.Norwegian) >= 0 && level(p.Norwegian) < level("B1") && !slices.ContainsFunc(out, func(g Gap) bool { return g.Kind == Level }) {
			g := Gap{Kind: Level, Entry: part.Entry}
			if slices.Contains(part.During, "in-vgs-adult") {
				g.Point = point("videregaende-opplaering-for-voksne", "b1-rad")
			}
			out = append(out, g)
		}
		if part.Months == 0 && slices.ContainsFunc(part.Reaches, func(c string) bool {
			return c == "authorisation" || c == "recognition-higher" || c == "recognition-vocational"
		}) {
			out = append(out, Gap{Kind: Answer, Entry: part.Entry})
		}
	}
	return out
}

// endings are the gaps of what ended before.
func endings(n *node) []Gap {
	var out []Gap
	for ; n != nil && n.phase != nil; n = n.before {
		for _, g := range n.phase.Gaps {
			if g.Kind == Ends {
				out = append(out, g)
			}
		}
	}
	return out
}

func cutOn(status string) (string, bool) {
	const on = "on-"
	if len(status) < len(on) || status[:len(on)] != on || status == "on-care-leave" {
		return "", false
	}
	return status[len(on):], true
}

// existing is the point where there is one; zero for none.
func (pl *planner) existing(r content.NamedPoint) content.NamedPoint {
	if _, _, _, ok := pl.guide.Find(r); !ok {
		return content.NamedPoint{}
	}
	return r
}

// lost are the months of the refugee grant that a school loses by beginning later than now.
func (pl *planner) lost(o *content.Outcome, p content.Profile) int {
	if !slices.Contains(o.During, "in-fov") && !slices.Contains(o.During, "in-vgs-adult") || p.Residence != "refugee" && p.Residence != "collective-protection" {
		return 0
	}
	months := func(p content.Profile) int {
		if since, ok := p.MonthsSince["protection"]; !ok || since > 60 {
			return 0
		}
		s, _ := pl.guide.Handover().Span("flyktningstipend", p)
		return s.Months
	}
	return min(o.Months, max(0, months(pl.start)-months(p)))
}

// expired reports whether a permit that can't be had any longer ends before a path does.
func (pl *planner) expired(elapsed int) bool {
	if pl.start.Residence != "collective-protection" {
		return false
	}
	had := pl.start.MonthsSince["protection"]
	if pl.start.MonthsSettled != nil {
		had = max(had, *pl.start.MonthsSettled)
	}
	return had+elapsed > permitMonths
}

// ended adds what the whole of a path leaves to say: the duty, the permit, the time of
// residence.
func (pl *planner) ended(p *Path, end *node) {
	last := &p.Phases[len(p.Phases)-1]
	told := slices.ContainsFunc(p.Phases, func(ph Phase) bool {
		return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Duty })
	})
	over := pl.start.MonthsSettled != nil && *pl.start.MonthsSettled >= settledDuty
	if pl.duty > 0 && !told && !over && !slices.Contains(end.taken, pl.programme) {
		p.Phases[0].Gaps = append(p.Phases[0].Gaps, pl.dutyGap())
	}
	_, finished := pl.start.MonthsSince["finished-introduction-programme"]
	if pl.start.Residence == content.FamilyResidence && pl.duty == 0 && !over && !finished && pl.ongoing == "" && !slices.Contains(end.taken, "introduksjonsprogram") { // family of whom nobody said
		g := pl.dutyGap()
		g.Entry, g.Point = "introduksjonsprogram", pl.existing(content.NamedPoint{Entry: "introduksjonsprogram", ID: "referanse"})
		p.Phases[0].Gaps = append(p.Phases[0].Gaps, g)
	}
	if pl.start.Residence == "collective-protection" && p.Months > 12 {
		last.Gaps = append(last.Gaps, Gap{Kind: Permit, Entry: "kollektiv-beskyttelse", Point: pl.existing(content.NamedPoint{Entry: "kollektiv-beskyttelse", ID: "varighet"})})
	}
	if pl.goal == "permanent-or-citizen" {
		g := Gap{Kind: Residence, Entry: "norskkrav-opphold-og-statsborgerskap"}
		switch {
		case slices.Contains(protectedGrounds, pl.start.Residence):
			g.Point = pl.existing(content.NamedPoint{Entry: g.Entry, ID: "botid-permanent"})
			if pl.start.MonthsSettled != nil {
				g.Months = max(0, protectedFor-*pl.start.MonthsSettled-p.Months)
			}
		case pl.start.Residence == "collective-protection":
			g.Point = pl.existing(content.NamedPoint{Entry: "kollektiv-beskyttelse", ID: "permanent"})
		}
		last.Gaps = append(last.Gaps, g)
	}
}

func (pl *planner) dutyGap() Gap {
	return Gap{Kind: Duty, Entry: pl.programme, Point: pl.existing(content.NamedPoint{Entry: pl.programme, ID: "jobb30"})}
}

func cloneStatus(p content.Profile) content.Profile {
	p.Status, p.NotStatus = slices.Clone(p.Status), slices.Clone(p.NotStatus)
	return p
}
