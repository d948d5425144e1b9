package pathway

import (
	"slices"

	"veiviser/content"
)

// adults is the entry that says who has the right to ordinary upper secondary.
const adults = "videregaende-opplaering-for-voksne"

// ended adds what the whole of a path leaves to say: the duty, the permit, the time of
// residence.
func (lay *layout) ended(p *Path, end *node) {
	last := &p.Phases[len(p.Phases)-1]
	told := slices.ContainsFunc(p.Phases, func(ph Phase) bool {
		return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Duty })
	})
	over := lay.person.start.MonthsSettled != nil && *lay.person.start.MonthsSettled >= settledDuty
	if lay.duties.duty > 0 && !told && !over && !slices.Contains(end.taken, lay.duties.programme) {
		p.Phases[0].Gaps = append(p.Phases[0].Gaps, lay.duties.dutyGap())
		told = true
	}
	if told && lay.duties.duty == dutyCost { // the right is lost where nothing is decided in time
		p.Phases[0].Gaps = append(p.Phases[0].Gaps, Gap{Kind: Heed, Entry: lay.duties.programme, Point: lay.terrain.existing(content.NamedPoint{Entry: lay.duties.programme, ID: "to-ar"})})
	}
	_, finished := lay.person.start.MonthsSince["finished-introduction-programme"]
	if lay.person.start.Residence == content.FamilyResidence && lay.duties.duty == 0 && !over && !finished && lay.person.ongoing == "" && !slices.Contains(end.taken, "introduksjonsprogram") { // family of whom nobody said
		g := lay.duties.dutyGap()
		g.Entry, g.Point = "introduksjonsprogram", lay.terrain.existing(content.NamedPoint{Entry: "introduksjonsprogram", ID: "referanse"})
		p.Phases[0].Gaps = append(p.Phases[0].Gaps, g)
	}
	if young(lay.person.start) { // school comes first
		for _, id := range []string{"ungdom-eller-voksen", "for-19"} {
			p.Phases[0].Gaps = append(p.Phases[0].Gaps, Gap{Kind: Heed, Entry: adults, Point: lay.terrain.existing(content.NamedPoint{Entry: adults, ID: id})})
		}
	}
	if g, ok := lay.possible(end.taken); ok {
		p.Phases[0].Gaps = append(p.Phases[0].Gaps, g)
	}
	if i := slices.IndexFunc(p.Phases, func(ph Phase) bool {
		return ph.Months > 0 && !slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "student") })
	}); i >= 0 && lay.person.start.Residence == "student" {
		p.Phases[i].Gaps = append(p.Phases[i].Gaps, Gap{Kind: StudyPermit, Entry: p.Phases[i].Steps[0].Entry})
	}
	if lay.person.start.Residence == "collective-protection" && p.Months > 12 {
		ph := last
		for i := range p.Phases { // the first that a year of the permit ends in
			if p.Phases[i].Start+p.Phases[i].Months >= 12-lay.person.start.MonthsSince["protection"]%12 {
				ph = &p.Phases[i]
				break
			}
		}
		ph.Gaps = append(ph.Gaps, Gap{Kind: Permit, Entry: "kollektiv-beskyttelse", Point: lay.terrain.existing(content.NamedPoint{Entry: "kollektiv-beskyttelse", ID: "varighet"})})
	}
	lay.assessed(p)
	if lay.target.goal == "permanent-or-citizen" {
		g := Gap{Kind: Residence, Entry: "norskkrav-opphold-og-statsborgerskap"}
		switch {
		case slices.Contains(protectedGrounds, lay.person.start.Residence):
			g.Point = lay.terrain.existing(content.NamedPoint{Entry: g.Entry, ID: "botid-permanent"})
			g.Months = lay.left(protectedFor, p)
		case lay.person.start.Residence == "collective-protection":
			g.Point = lay.terrain.existing(content.NamedPoint{Entry: "kollektiv-beskyttelse", ID: "permanent"})
		case slices.Contains(otherGrounds, lay.person.start.Residence):
			g.Months = lay.left(othersFor, p)
		}
		last.Gaps = append(last.Gaps, g)
	}
}

// assessed adds that an authority is applied to at once, where what comes later asks for its
// assessment.
func (lay *layout) assessed(p *Path) {
	for _, ph := range p.Phases {
		for _, st := range ph.Steps {
			for _, r := range st.Fit.Reasons {
				if r.State == content.NotStated && r.Condition.Effect == content.Must && slices.Contains(r.Condition.Value.Words("any"), "assessed-by-authority") && st.Fills() {
					p.Phases[0].Gaps = append(p.Phases[0].Gaps, Gap{Kind: Answer, Entry: "autorisasjon-av-lovregulerte-yrker", Point: content.NamedPoint{Entry: st.Entry, ID: r.Condition.PointID}})
					return
				}
			}
		}
	}
}

// left are the months of residence that are missing of some when the path ends: they run from
// the protection where that is told, else from the settlement.
func (lay *layout) left(months int, p *Path) int {
	start := lay.person.start
	had, told := start.MonthsSince["protection"]
	if !told || !slices.Contains(protectedGrounds, start.Residence) {
		if start.MonthsSettled == nil {
			return 0
		}
		had = *start.MonthsSettled
	}
	return max(0, months-had-p.Months)
}

// possible is the gap of a programme that may be offered to the person and that a path with
// what is taken leaves out; ok is false for none.
func (lay *layout) possible(taken []string) (g Gap, ok bool) {
	start := lay.person.start
	_, finished := start.MonthsSince["finished-introduction-programme"]
	e := lay.terrain.entries["introduksjonsprogram"]
	if e == nil || slices.Contains(taken, e.ID) || finished || lay.person.ongoing != "" || lay.duties.duty > 0 || start.MonthsSettled == nil || *start.MonthsSettled >= settledDuty {
		return g, false
	}
	fit := lay.planner.fits.stood(e, start, nil)
	c, may := offered(e, fit.Route)
	if !may || fit.State == content.NotMet || len(openOf(fit)) > 0 {
		return g, false
	}
	g = Gap{Kind: Possible, Entry: e.ID, Months: settledDuty - *start.MonthsSettled, Who: c.Value.Word("who"), Point: lay.terrain.existing(content.NamedPoint{Entry: e.ID, ID: fit.Route})}
	return g, true
}

// courses adds that Norwegian is a duty, where nothing of the path teaches it: to the first
// phase that takes time.
func (lay *layout) courses(p *Path) {
	start := lay.person.start
	may := (start.Residence == "labour" || start.Residence == "family-of-labour") && level(start.Norwegian) < level("B1") && (start.MonthsSettled == nil || *start.MonthsSettled <= norwegianYears) && start.Age >= 18 && start.Age < 67
	if !may && !obliged(start) || slices.ContainsFunc(p.Entries(), func(id string) bool { return id == "norskopplaering" || id == "introduksjonsprogram" }) {
		return
	}
	for i := range p.Phases {
		ph := &p.Phases[i]
		if ph.Months == 0 && !ph.Last {
			continue
		}
		if slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-vgs-adult") }) && !may {
			return // it is the county's there
		}
		g := Gap{Kind: Obliged, Entry: "norskopplaering", Point: lay.terrain.existing(content.NamedPoint{Entry: "norskopplaering", ID: "tillatelser"})}
		if may {
			g.Point.ID = "bare-plikt"
		}
		g.Point, _ = lay.terrain.says(g.Point, ph.Profile)
		ph.Gaps = append(ph.Gaps, g)
		return
	}
}
