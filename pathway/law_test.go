package pathway

import (
	"fmt"
	"slices"
	"testing"

	"veiviser/content"
)

// dutyFor reports whether a programme is right and duty for somebody, as far as that can't
// be doubted.
func dutyFor(p content.Profile) bool {
	lifted := func(s string) bool { return slices.Contains(p.Status, s) }
	return (p.Residence == "refugee" || p.Residence == "humanitarian") && p.Settled != nil && *p.Settled && p.Age >= 30 && p.Age <= 50 &&
		p.MonthsSettled != nil && *p.MonthsSettled < 24 && !lifted("work-30-hours") && !lifted("moved-without-agreement")
}

// unlawful are what no single condition forbids and the law does, and gaps that a path
// keeps to itself.
func unlawful(g *content.Guide, start content.Profile, goal string, o Options, path Path) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	gap := func(ph Phase, k GapKind) bool {
		return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == k })
	}
	any := func(k GapKind) bool {
		return slices.ContainsFunc(path.Phases, func(ph Phase) bool { return gap(ph, k) })
	}
	all := path.Entries()
	has := func(p content.Profile, s string) bool { return slices.Contains(p.Status, s) }
	_, finished := start.MonthsSince["finished-introduction-programme"]
	mains := mains(path)
	if dutyFor(start) && !has(start, "in-introduction-programme") && !finished && !slices.Contains(mains, "introduksjonsprogram") {
		if !any(Duty) {
			fault("a duty is left unsaid")
		}
		first := slices.IndexFunc(path.Phases, func(ph Phase) bool { return ph.Months > 0 || ph.Last })
		if !o.PartTime && len(o.Without) == 0 && first >= 0 && path.Phases[first].Steps[0].Entry != "direkte-i-arbeid" {
			fault("%s in the place of a programme that is right and duty", path.Phases[first].Steps[0].Entry)
		}
	}
	if i, j := slices.Index(mains0(path), "direkte-i-arbeid"), slices.Index(mains0(path), "introduksjonsprogram"); i >= 0 && j > i && dutyFor(start) {
		fault("a job before the programme that is a duty")
	}
	open := map[string]bool{}
	for _, ph := range path.Phases {
		p := ph.Profile
		if (has(p, "right-to-norwegian") || has(p, "right-and-duty-norwegian")) && (has(p, "used-up-norwegian-right") || has(p, "no-norwegian-right")) && !has(start, "right-to-norwegian") && !has(start, "right-and-duty-norwegian") {
			fault("right and no right to Norwegian in month %d", ph.Start)
		}
		programme := slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "introduksjonsprogram" && s.Fills() })
		beside := 0
		for i, s := range ph.Steps {
			e, _ := g.Entry(s.Entry)
			route := s.Fit.Route
			switch s.Entry {
			case "norskopplaering":
				right := route == "rett-og-plikt" || route == "kollektiv"
				if s.Role == Beside && programme { // it is part of that
					break
				}
				limit := 36
				if p.Schooling == "upper-secondary" || p.Schooling == "higher" {
					limit = 18
				}
				if p.Residence == "collective-protection" {
					limit = 12
				}
				if _, done := p.MonthsSince["finished-introduction-programme"]; right && s.Fit.State == content.Met && (done || p.MonthsSettled != nil && *p.MonthsSettled > limit) && !has(start, "right-to-norwegian") && !has(start, "right-and-duty-norwegian") {
					fault("a right to Norwegian %s that is over in month %d", route, ph.Start)
				}
			case "samfunnskunnskap":
				if s.Role == Beside && goal != "permanent-or-citizen" && (finished || p.MonthsSettled != nil && *p.MonthsSettled > 15) {
					fault("social studies again")
				}
			case "norskplan":
				if programme {
					fault("two plans")
				}
				if p.Residence == "collective-protection" && route != "kollektiv" || p.Residence == "eea" || p.Residence == "student" {
					fault("a Norwegian plan by %s for %s", route, p.Residence)
				}
			case "mentor":
				if s.Role == Beside && route == "tiltak" && !slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool {
					return slices.ContainsFunc([]string{"in-arbeidstrening", "in-nav-training", "in-lonnstilskudd"}, func(s string) bool { return slices.Contains(o.During, s) })
				}) && !has(start, "in-arbeidstrening") && !has(start, "in-nav-training") && !has(start, "in-sommerjobb") && !has(start, "in-lonnstilskudd") {
					fault("a mentor of a measure outside one")
				}
			case "autorisasjon-av-lovregulerte-yrker":
				if route == "helse-eos" && p.Residence != "eea" && p.Residence != "nordic" {
					fault("authorisation by EEA training for %s", p.Residence)
				}
			case "nav-opplaeringstiltak":
				if s.Fills() && route != "kort" {
					fault("a trade certificate by the way %s", route)
				}
			case "realkompetansevurdering":
				if route == "rett-fov" && p.Schooling != "none" && p.Schooling != "" && !has(start, "right-to-fov") {
					fault("real competence by the right to primary school for schooling %s", p.Schooling)
				}
			case "direkte-i-arbeid":
				if s.Role == Main && has(p, "employed") && goal != "work" {
					fault("a job for who has one")
				}
				if s.Role == Main && p.Residence == "student" {
					fault("a job on a permit for studies")
				}
			case "kompetansekartlegging":
				if !slices.Contains(all, "introduksjonsprogram") && !slices.Contains(all, "norskopplaering") {
					fault("mapping without training")
				}
			}
			if s.Role == Beside {
				beside++
				if !mappedIn(s.Entry) && s.Entry != "realkompetansevurdering" && !(programme && s.Entry == "norskopplaering") && needs(s.Fit, start) {
					fault("%s beside, which asks for what nobody told", s.Entry)
				}
			}
			c, ok := owed(e, route)
			if wage := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "employed") }); ok && s.Role == Main && !wage && c.Value.Word("level") == "may" && c.Value.Word("right") == "none" {
				if !gap(ph, Offered) {
					fault("%s is no right, and nobody says so", s.Entry)
				}
				for _, l := range ph.Livelihood {
					if i == 0 && l.State == content.Met && l.Support != "sosialhjelp" && l.Support != "wage" {
						fault("%s for sure in %s, that is no right", l.Support, s.Entry)
					}
				}
			}
			if (s.Role == Main || s.Role == Part) && !ph.first {
				for _, c := range openOf(s.Fit) {
					open[c] = true
				}
			}
		}
		if beside > 5 && !(beside == 6 && programme && len(ph.outs) == 1) {
			fault("%d beside a phase", beside)
		}
		longest := map[string]int{"lengde-12": 12, "lengde-arbeid": 24, "lengde-deler": 48, "lengde-full": 60, "lengde-fag": 60}
		if most := longest[ph.Length.ID]; programme && most > 0 && ph.Months > most {
			fault("%d months of a programme by %s", ph.Months, ph.Length.ID)
		}
		if programme && len(ph.outs) > 1 && ph.Length.ID == "lengde-full" && !slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.Reaches, "study-competence") }) {
			fault("a programme as long as for completed upper secondary without it")
		}
		if programme && ph.Steps[0].Role == Main && len(ph.outs) == 1 && p.Age > 0 && p.Age < 25 && (p.Schooling == "none" || p.Schooling == "primary") && slices.Contains([]string{"trade-certificate", "upper-secondary", "higher", "education"}, goal) {
			fault("a programme to work at %d for %s", p.Age, goal)
		}
		if ph.ongoing && ph.Reaches != "" && 2*ph.Months < ph.outs[0].Months {
			fault("a level in %d months that are left", ph.Months)
		}
		if ph.Months > 0 && ph.Months <= 12 && ph.Reaches != "" && level(ph.From) >= 0 && level(ph.Reaches) > level(ph.From)+2 {
			fault("from %s to %s in a year", ph.From, ph.Reaches)
		}
		for _, l := range ph.Livelihood {
			switch {
			case (l.Support == "flyktningstipend" || l.Support == "lan-og-stipend") && l.Months >= 12 && !gap(ph, Summer):
				fault("a summer on %s", l.Support)
			case l.Support == "flyktningstipend" && !gap(ph, Grant):
				fault("the years of the grant are left unsaid")
			case l.Support == "tiltakspenger" && !gap(ph, Days):
				fault("measure allowance as if for every day")
			case l.Support == "wage" && l.State == content.Met && !has(p, "employed"):
				fault("the pay of a job that isn't found")
			case l.Support == "sosialhjelp" && p.Residence == "student":
				fault("social assistance on a permit for studies")
			case l.Support == "sosialhjelp" && l.State == content.Met && (goal == "permanent-or-citizen" || !has(p, "on-sosialhjelp")):
				fault("social assistance as if it were sure")
			}
			if p.Age > 0 && p.Age < 21 && l.Amount.ID == "basislan" {
				fault("the rate of adults at %d", p.Age)
			}
		}
		for _, s := range start.Status {
			if id, ok := cutOn(s); ok && id == "dagpenger" && has(p, s) && slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Fills() && s.Entry == "universitet-og-hogskole" }) && !any(Ends) {
				fault("%s ends in silence", id)
			}
		}
	}
	if len(open) > 2 {
		fault("rests on %d conditions that nobody stated: %v", len(open), open)
	}
	if goal == "permanent-or-citizen" && !any(Residence) {
		fault("time of residence is left unsaid")
	}
	if start.Residence == "collective-protection" {
		had := start.MonthsSince["protection"]
		if start.MonthsSettled != nil {
			had = max(had, *start.MonthsSettled)
		}
		if path.Months+had > 60 && had <= 60 {
			fault("%d months on a permit for five years", path.Months+had)
		}
	}
	return out
}

// mains0 are the entries that the phases of a path are about, in their order.
func mains0(p Path) []string {
	var out []string
	for _, ph := range p.Phases {
		for _, s := range ph.Steps {
			if s.Fills() {
				out = append(out, s.Entry)
			}
		}
	}
	return out
}

// TestPathsOfTheRead: what two readers found wrong in paths is right in those proposed now.
func TestPathsOfTheRead(t *testing.T) {
	g := guide(t)
	settled := func(n int, change func(*content.Profile)) content.Profile {
		p := newcomer()
		p.MonthsSettled = of(n)
		change(&p)
		return p
	}
	same := func(*content.Profile) {}
	followed := content.Profile{Age: 45, Gender: "man", Residence: "permanent", Norwegian: "A2", Schooling: "primary", Status: []string{"unemployed", "on-sosialhjelp", "reduced-work-capacity", "needs-close-follow-up", "used-up-norwegian-right"}, MonthsSettled: of(110)}
	for _, tt := range []struct {
		name, goal string
		p          content.Profile
		o          Options
		want       func(Path) bool // of every path
		some       func(Path) bool // of one at least; nil for no matter
	}{
		{"three years after the settlement", "work", settled(40, func(p *content.Profile) { p.MonthsSince["finished-introduction-programme"] = 6 }), Options{}, besideNot("samfunnskunnskap"), nil},
		{"one plan", "work", newcomer(), Options{}, besideNot("norskplan"), nil},
		{"a mentor is of a measure", "trade-certificate", newcomer(), Options{}, besideNot("mentor"), nil},
		{"a trade certificate in the programme takes five years", "trade-certificate", newcomer(), Options{}, nil, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool { return ph.Months == 60 && ph.Length.ID == "lengde-fag" && len(ph.outs) == 3 })
		}},
		{"eighteen, and nineteen when school begins", "upper-secondary", settled(3, func(p *content.Profile) { p.Age, p.Norwegian, p.MonthsSince = 18, "A2", nil }), Options{}, nil, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool { return ph.Months == 48 && ph.Length.ID == "lengde-full" })
		}},
		{"without the programme the duty is said", "work", newcomer(), Options{Without: []string{"introduksjonsprogram"}}, gapped(Duty), nil},
		{"on part time the programme that is a duty stands, and that it is on full time", "work", newcomer(), Options{PartTime: true}, func(p Path) bool {
			return slices.Contains(mains(p), "introduksjonsprogram") && gapped(Heed)(p)
		}, nil},
		{"settled without agreement there is no duty", "upper-secondary", settled(8, func(p *content.Profile) { p.Settled, p.Norwegian = of(false), "B1" }), Options{}, func(p Path) bool {
			return !gapped(Duty)(p) && p.Cost.Duty == 0
		}, nil},
		{"over 55 the municipality decides, and Norwegian is the right", "norwegian", settled(1, func(p *content.Profile) { p.Age, p.Schooling, p.Norwegian = 62, "none", "none" }), Options{Reaches: "A2"}, nil, func(p Path) bool {
			return slices.Contains(mains(p), "norskopplaering")
		}},
		{"family of others may be offered it", "work", content.Profile{Age: 27, Gender: "woman", Residence: "family-of-other", Norwegian: "A1", Schooling: "upper-secondary", MonthsSettled: of(5)}, Options{}, func(p Path) bool {
			return !slices.Contains(mains(p), "introduksjonsprogram") || gapped(Offered)(p)
		}, func(p Path) bool { return slices.Contains(mains(p), "introduksjonsprogram") }},
		{"after the programme a support ends", "work", newcomer(), Options{}, nil, gapped(AfterSupport)},
		{"a programme's wait is said", "work", newcomer(), Options{}, gapped(Waiting), nil},
		{"qualification programme where it is a right", "work", content.Profile{Age: 45, Gender: "man", Residence: "permanent", Norwegian: "A2", Schooling: "primary", Status: []string{"unemployed", "on-sosialhjelp", "reduced-work-capacity", "needs-close-follow-up", "used-up-norwegian-right"}, MonthsSettled: of(110)}, Options{}, nil, func(p Path) bool {
			i := slices.IndexFunc(p.Phases, func(ph Phase) bool { return ph.Steps[0].Entry == "kvalifiseringsprogram" })
			return i >= 0 && gapped(Waiting)(p)
		}},
		{"Jobbsjansen where it is for her", "work", settled(70, func(p *content.Profile) {
			p.Norwegian, p.MonthsSince = "A2", map[string]int{"protection": 80, "finished-introduction-programme": 40}
		}), Options{}, nil, func(p Path) bool {
			return slices.Contains(mains(p), "jobbsjansen")
		}},
		{"a month that is left leads to no level", "work", content.Profile{Age: 38, Residence: "collective-protection", Norwegian: "A2", Schooling: "higher", Papers: []string{"foreign-higher"}, Settled: of(true), MonthsSettled: of(14), Status: []string{"in-introduction-programme", "on-introduksjonsstonad"}}, Options{}, func(p Path) bool {
			return p.Phases[0].Reaches == ""
		}, nil},
		{"permanent residence asks for time", "permanent-or-citizen", content.Profile{Age: 42, Residence: "family-of-labour", Norwegian: "A1", Schooling: "higher", MonthsSettled: of(12)}, Options{}, gapped(Residence), nil},
		{"who applies waits for the answer", "recognition", content.Profile{Age: 35, Residence: "permanent", Norwegian: "B1", Schooling: "higher", Papers: []string{"foreign-higher"}, Status: []string{"unemployed"}}, Options{}, gapped(Answer), nil},
		{"authorisation comes last and at B2", "recognition", settled(2, func(p *content.Profile) {
			p.Age, p.Schooling, p.Papers, p.Status = 40, "higher", []string{"foreign-higher"}, []string{"regulated-profession"}
		}), Options{}, func(p Path) bool {
			last := p.Phases[len(p.Phases)-1]
			return slices.ContainsFunc(last.Steps, func(s Step) bool { return s.Entry == "autorisasjon-av-lovregulerte-yrker" }) && last.From == "B2"
		}, nil},
		{"a degree is applied for with the level shown", "higher", content.Profile{Age: 29, Residence: "refugee", Norwegian: "B2", Schooling: "upper-secondary", Papers: []string{"foreign-upper-secondary"}, Status: []string{"employed"}, MonthsSettled: of(54)}, Options{}, func(p Path) bool {
			return slices.Contains(mains(p), "norskprove") && !slices.Contains(mains(p), "direkte-i-arbeid") && gapped(Ends)(p)
		}, nil},
		{"school on the grant has summers and years", "primary", settled(30, func(p *content.Profile) {
			p.Schooling, p.MonthsSince = "none", map[string]int{"protection": 36, "finished-introduction-programme": 2}
		}), Options{}, func(p Path) bool { return gapped(Summer)(p) && gapped(Grant)(p) }, nil},
		{"upper secondary at A2 says so", "upper-secondary", settled(40, func(p *content.Profile) { p.Norwegian = "A2" }), Options{}, nil, gapped(Level)},
		{"five years of protection are the end", "work", settled(50, func(p *content.Profile) {
			p.Residence, p.MonthsSince, p.Norwegian = "collective-protection", map[string]int{"protection": 55}, "B1"
		}), Options{}, func(p Path) bool { return p.Months <= 5 }, nil},
		{"a job is in no path on a permit for studies", "norwegian", content.Profile{Age: 28, Residence: "student", Norwegian: "A2", Schooling: "higher"}, Options{Reaches: "B2"}, func(p Path) bool {
			return !slices.Contains(mains(p), "direkte-i-arbeid") && !slices.Contains(p.Entries(), "norskplan") && gapped(NoLivelihood)(p)
		}, nil},
		{"family of whom nobody said may have a duty", "trade-certificate", content.Profile{Age: 30, Residence: content.FamilyResidence, Norwegian: "B1", Schooling: "primary"}, Options{}, gapped(Duty), nil},
		{"a Nordic citizen borrows by the rules for the EEA", "higher", content.Profile{Age: 44, Residence: "nordic", Norwegian: "B2", Schooling: "upper-secondary", Status: []string{"unemployed", "on-dagpenger"}}, Options{}, func(p Path) bool {
			return !slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return slices.ContainsFunc(ph.Livelihood, func(l Livelihood) bool { return l.Support == "lan-og-stipend" && l.Says.ID != "eos" })
			})
		}, gapped(Ends)},
		{"training from Nav is for who has sosialhjelp and needs follow-up", "work", followed, Options{}, nil, func(p Path) bool {
			return slices.Contains(mains(p), "nav-opplaeringstiltak") && !slices.ContainsFunc(p.Phases[0].Gaps, func(g Gap) bool { return g.Kind == Uncertain })
		}},
		{"Norwegian is part of every programme", "trade-certificate", content.Profile{Age: 27, Residence: "collective-protection", Norwegian: "B1", Schooling: "higher", Settled: of(true), Status: []string{"apprentice-contract"}}, Options{}, nil, func(p Path) bool {
			return slices.Contains(p.Entries(), "introduksjonsprogram") && slices.Contains(p.Entries(), "norskopplaering")
		}},
		{"Norwegian is part of a programme whatever is told", "work", content.Profile{Schooling: "primary", Gender: "woman", MonthsSettled: of(19), Status: []string{"in-introduction-programme"}}, Options{}, nil, func(p Path) bool {
			return p.Style == Fast && slices.Contains(p.Entries(), "norskopplaering")
		}},
		{"who never had a right learns Norwegian without it", "norwegian", content.Profile{Age: 41, Residence: "labour", Norwegian: "A1", Schooling: "higher", MonthsSettled: of(20), Status: []string{"employed"}}, Options{Reaches: "B1"}, func(p Path) bool {
			return slices.Contains(mains(p), "norskopplaering-uten-rett")
		}, nil},
		{"who leaves the programme is no longer in it", "norwegian", settled(15, func(p *content.Profile) { p.Status = []string{"in-introduction-programme", "on-introduksjonsstonad"} }), Options{Without: []string{"introduksjonsprogram"}}, nil, func(p Path) bool { return true }},
		{"no social assistance on a permit for studies", "permanent-or-citizen", content.Profile{Age: 52, Residence: "student", Norwegian: "A1", Schooling: "primary", Status: []string{"on-sosialhjelp"}, MonthsSettled: of(20)}, Options{Without: []string{"introduksjonsprogram"}}, gapped(NoLivelihood), nil},
		{"nobody leaves a job for a measure", "work", settled(60, func(p *content.Profile) {
			p.Norwegian, p.MonthsSince = "A2", map[string]int{"protection": 66, "finished-introduction-programme": 30}
			p.Status = []string{"unemployed", "jobseeker", "lacks-qualification", "reduced-work-capacity"}
		}), Options{}, func(p Path) bool {
			i := slices.IndexFunc(p.Phases, func(ph Phase) bool { return len(ph.outs) > 0 && slices.Contains(ph.outs[0].After, "employed") })
			return i < 0 || !slices.ContainsFunc(p.Phases[i:], func(ph Phase) bool { return len(ph.outs) > 0 && slices.Contains(ph.outs[0].During, "in-nav-measure") })
		}, nil},
		{"at 67 there is no right to Norwegian", "norwegian", settled(2, func(p *content.Profile) { p.Age, p.Schooling, p.Norwegian = 66, "none", "none" }), Options{Reaches: "A2"}, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Point == content.NamedPoint{Entry: "norskopplaering", ID: "alder"} })
			})
		}, nil},
		{"who is assessed goes to work without another assessment", "work", content.Profile{Age: 45, Residence: "permanent", Norwegian: "A1", Schooling: "primary", Status: []string{"unemployed", "reduced-work-capacity", "assessed-work-capacity"}}, Options{Without: []string{"kvalifiseringsprogram"}}, besideNot("behovs-og-arbeidsevnevurdering"), nil},
		{"a course that is a duty goes beside a job", "work", newcomer(), Options{Without: []string{"introduksjonsprogram"}}, func(p Path) bool {
			return slices.Contains(p.Entries(), "norskopplaering") && slices.Contains(p.Entries(), "samfunnskunnskap")
		}, func(p Path) bool { return p.Phases[0].Steps[0].Entry == "direkte-i-arbeid" }},
		{"who is assessed isn't assessed again", "work", content.Profile{Age: 50, Gender: "woman", Residence: "refugee", Norwegian: "A2", Schooling: "primary", MonthsSettled: of(40), MonthsSince: map[string]int{"finished-introduction-programme": 6, "protection": 48},
			Status: []string{"reduced-work-capacity", "assessed-work-capacity", "needs-close-follow-up", "on-sosialhjelp"}}, Options{}, besideNot("behovs-og-arbeidsevnevurdering"), gapped(AfterSupport)},
		{"six years at work are the way to a trade certificate", "trade-certificate", content.Profile{Age: 36, Gender: "man", Residence: "labour", Norwegian: "A2", Schooling: "upper-secondary", Papers: []string{"foreign-vocational"}, Status: []string{"employed"}, YearsOfWork: of(6)}, Options{}, nil, func(p Path) bool {
			return p.Style == Fast && slices.Contains(mains(p), "praksiskandidat") && gapped(Obliged)(p)
		}},
		{"Norwegian goes on beside a job, and the authority is applied to at once", "recognition", settled(2, func(p *content.Profile) {
			p.Age, p.Schooling, p.Papers, p.Status = 40, "higher", []string{"foreign-higher"}, []string{"regulated-profession"}
		}), Options{}, func(p Path) bool {
			return p.Months <= 36 && bare(p) == 0
		}, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return len(ph.outs) == 2 && ph.outs[0].Entry == "direkte-i-arbeid" && ph.outs[1].Entry == "norskopplaering"
			})
		}},
		{"parts of upper secondary are no trade certificate", "trade-certificate", settled(1, func(p *content.Profile) { p.Schooling, p.Norwegian = "none", "none" }), Options{}, nil, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool { return ph.Months == 48 && ph.Length.ID == "lengde-deler" })
		}},
		{"who is seventeen is not taken for having used up the right", "upper-secondary", content.Profile{Age: 17, Gender: "man", Residence: "refugee", Norwegian: "B1", Schooling: "primary", MonthsSettled: of(20)}, Options{}, func(p Path) bool {
			return !slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Fit.Route == "uten-rett" })
			})
		}, nil},
		{"a job that is unlikely is not in the place of a programme", "work", settled(1, func(p *content.Profile) { p.Norwegian, p.Schooling, p.YearsOfWork = "A2", "upper-secondary", of(5) }), Options{}, func(p Path) bool {
			return slices.Contains(mains(p), "introduksjonsprogram")
		}, nil},
		{"foreign schooling is admitted by its own way", "higher", content.Profile{Age: 26, Residence: "permanent", Norwegian: "B2", Schooling: "upper-secondary", Papers: []string{"foreign-upper-secondary"}}, Options{}, func(p Path) bool {
			return slices.Contains(mains(p), "norskprove")
		}, nil},
		{"a course that the right runs out of", "recognition", settled(10, func(p *content.Profile) {
			p.Norwegian, p.Schooling, p.Papers, p.Status = "B1", "higher", []string{"foreign-higher"}, []string{"regulated-profession"}
			p.MonthsSince = map[string]int{"finished-introduction-programme": 1}
		}), Options{}, nil, func(p Path) bool { return p.Months <= 24 }},
		{"no way goes on past school", "upper-secondary", settled(3, func(p *content.Profile) { p.Age, p.Norwegian, p.MonthsSince = 18, "A2", nil }), Options{}, func(p Path) bool { return p.Months <= 60 }, nil},
		{"a course that is too short is gone on with", "norwegian", settled(14, func(p *content.Profile) {
			p.Norwegian, p.Schooling, p.MonthsSince = "B1", "higher", map[string]int{"finished-introduction-programme": 1}
		}), Options{Reaches: "B2"}, func(p Path) bool { return p.Months <= 14 }, func(p Path) bool {
			return p.Phases[0].Steps[0].Entry == "norskopplaering" && p.Phases[0].Months == 4 && p.Phases[1].Months == 8
		}},
		{"a programme that may be offered is said", "upper-secondary", settled(8, func(p *content.Profile) { p.Settled, p.Norwegian = of(false), "B1" }), Options{}, gapped(Possible), nil},
		{"a loan goes before social assistance", "upper-secondary", content.Profile{Age: 45, Gender: "man", Residence: "permanent", Norwegian: "B1", Schooling: "primary", Status: []string{"unemployed", "on-sosialhjelp"}, MonthsSettled: of(110)}, Options{}, nil, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return slices.ContainsFunc(ph.Gaps, func(g Gap) bool {
					return g.Kind == Heed && g.Point == content.NamedPoint{Entry: "sosialhjelp", ID: "lanekassen"}
				})
			})
		}},
		{"a permit of one's own is of several sorts", "trade-certificate", content.Profile{Age: 41, Gender: "woman", Residence: "independent", Norwegian: "A2", Schooling: "primary", MonthsSettled: of(10)}, Options{}, nil, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == NotStated && g.Entry == "introduksjonsprogram" })
			})
		}},
		{"what schooling from abroad is worth hangs on the country", "work", settled(1, func(p *content.Profile) {
			p.Age, p.Norwegian, p.Schooling, p.Papers, p.YearsOfWork = 28, "A2", "upper-secondary", []string{"foreign-upper-secondary"}, of(5)
		}), Options{}, said(NotStated, "introduksjonsprogram", "gsu"), nil},
		{"collective protection needs no list for the programme, and does for admission", "higher", settled(3, func(p *content.Profile) {
			p.Residence, p.Norwegian, p.Schooling, p.Papers = "collective-protection", "B2", "upper-secondary", []string{"foreign-upper-secondary"}
		}), Options{}, func(p Path) bool {
			return said(NotStated, "universitet-og-hogskole", "gsu")(p) && !said(NotStated, "introduksjonsprogram", "gsu")(p)
		}, nil},
		{"social studies are a right beside the programme and beside a job, not after them", "permanent-or-citizen", content.Profile{Age: 29, Gender: "woman", Residence: "family-of-other", Norwegian: "A1", Schooling: "higher", MonthsSettled: of(8)}, Options{}, func(p Path) bool {
			i := slices.IndexFunc(p.Phases, func(ph Phase) bool { return ph.Months > 0 })
			return slices.ContainsFunc(p.Phases[i].Steps, func(s Step) bool { return s.Entry == "samfunnskunnskap" && s.Fit.Route == "rett-og-plikt" })
		}, func(p Path) bool { return slices.Contains(mains(p), "introduksjonsprogram") }},
		{"who can be recognised applies at once, and works after", "recognition", settled(30, func(p *content.Profile) {
			p.Age, p.Norwegian, p.Schooling, p.Papers, p.Status = 45, "B1", "higher", []string{"foreign-higher"}, []string{"unemployed", "jobseeker"}
			p.MonthsSince = map[string]int{"protection": 36, "finished-introduction-programme": 15}
		}), Options{}, func(p Path) bool { return p.Phases[0].Steps[0].Entry == "godkjenning-av-hoyere-utdanning" }, func(p Path) bool {
			return p.Style == Combination && p.Phases[len(p.Phases)-1].Steps[0].Entry == "direkte-i-arbeid" && gapped(Answer)(p)
		}},
		{"an application comes before the programme", "recognition", settled(3, func(p *content.Profile) {
			p.Residence, p.Schooling, p.Papers, p.YearsOfWork, p.MonthsSince = "collective-protection", "upper-secondary", []string{"foreign-vocational"}, of(8), nil
		}), Options{}, func(p Path) bool {
			return slices.ContainsFunc(p.Phases[0].Steps, func(s Step) bool { return s.Entry == "godkjenning-av-fag-og-yrkesopplaering" })
		}, func(p Path) bool { return slices.Contains(mains(p), "introduksjonsprogram") }},
		{"at 67 the test isn't free any more", "norwegian", settled(2, func(p *content.Profile) { p.Age, p.Schooling, p.Norwegian = 66, "none", "none" }), Options{Reaches: "A2"}, func(p Path) bool {
			return !slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return ph.Start > 12 && slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Fit.Route == "gratis" })
			})
		}, func(p Path) bool { return slices.Contains(p.Entries(), "norskprove") }},
		{"at B1 the right to Norwegian goes on to B2 for who has a degree", "work", settled(2, func(p *content.Profile) {
			p.Age, p.Norwegian, p.Schooling, p.Papers = 30, "B1", "higher", []string{"foreign-higher"}
		}), Options{IncomeSoon: true}, func(p Path) bool { return slices.Contains(p.Entries(), "norskopplaering") }, func(p Path) bool {
			return p.Phases[len(p.Phases)-1].Last && said(Heed, "norskopplaering", "atten-maneder")(p)
		}},
		{"after a programme of a year half a year of Norwegian is left", "work", settled(1, func(p *content.Profile) {
			p.Age, p.Norwegian, p.Schooling, p.YearsOfWork = 28, "A2", "upper-secondary", of(5)
		}), Options{}, func(p Path) bool {
			return !slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return len(ph.outs) == 1 && ph.From == "B1" && slices.Contains(ph.outs[0].During, "in-vgs-adult") && slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "norskopplaering" })
			})
		}, func(p Path) bool {
			last := p.Phases[len(p.Phases)-1]
			return p.Style == Fast && last.Steps[0].Entry == "direkte-i-arbeid" && slices.ContainsFunc(last.Steps, func(s Step) bool { return s.Entry == "norskopplaering" && s.Role == Beside })
		}},
		{"at seventeen ordinary upper secondary is the way, and said", "work", content.Profile{Age: 17, Gender: "man", Residence: "refugee", Norwegian: "B1", Schooling: "primary", MonthsSettled: of(20)}, Options{}, func(p Path) bool {
			return said(Heed, adults, "ungdom-eller-voksen")(p) && said(Heed, adults, "for-19")(p)
		}, nil},
		{"time of residence runs from the protection", "permanent-or-citizen", settled(48, func(p *content.Profile) {
			p.Norwegian, p.Status, p.MonthsSince = "A2", []string{"employed"}, map[string]int{"protection": 50, "finished-introduction-programme": 20}
		}), Options{}, func(p Path) bool {
			return slices.ContainsFunc(p.Phases[len(p.Phases)-1].Gaps, func(g Gap) bool { return g.Kind == Residence && g.Months == 10-p.Months })
		}, nil},
		{"primary school under 25 is the beginning of a programme to upper secondary", "primary", settled(3, func(p *content.Profile) { p.Age, p.Schooling = 19, "none" }), Options{}, nil, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool { return ph.Length.ID == "lengde-deler" && ph.Months == 24 })
		}},
		{"a student from abroad may have to pay", "higher", content.Profile{Age: 23, Gender: "woman", Residence: "student", Norwegian: "B2", Schooling: "upper-secondary", Papers: []string{"foreign-upper-secondary"}}, Options{}, said(Heed, "universitet-og-hogskole", "egenbetaling"), nil},
		{"with less capacity the qualification programme is named, and one measure is enough", "work", settled(60, func(p *content.Profile) {
			p.Age, p.Norwegian, p.Status = 39, "A2", []string{"unemployed", "jobseeker", "reduced-work-capacity"}
			p.MonthsSince = map[string]int{"protection": 66, "finished-introduction-programme": 30}
		}), Options{}, func(p Path) bool {
			return p.Months <= 36 && slices.Contains(p.Entries(), "kvalifiseringsprogram")
		}, nil},
		{"with a benefit of one's own the qualification programme isn't named", "work", settled(60, func(p *content.Profile) {
			p.Age, p.Norwegian, p.Status = 39, "A2", []string{"reduced-work-capacity", "on-arbeidsavklaringspenger"}
			p.MonthsSince = map[string]int{"protection": 66, "finished-introduction-programme": 30}
		}), Options{}, besideNot("kvalifiseringsprogram"), nil},
		{"social studies are begun with where nothing of the path goes with them", "permanent-or-citizen", content.Profile{Age: 60, Residence: "refugee", Norwegian: "A1", MonthsSettled: of(30), MonthsSince: map[string]int{"protection": 34, "membership": 51}}, Options{IncomeSoon: true}, func(p Path) bool {
			return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return slices.ContainsFunc(ph.Steps, func(s Step) bool {
					return ph.Start == 0 && s.Entry == "samfunnskunnskap" && s.Fit.Route == "rett-og-plikt"
				})
			})
		}, nil},
		{"nothing is named in the place of a programme", "work", settled(2, func(p *content.Profile) { p.Status = []string{"reduced-work-capacity"} }), Options{}, func(p Path) bool {
			return !slices.ContainsFunc(p.Phases, func(ph Phase) bool {
				return ph.Steps[0].Entry == "introduksjonsprogram" && slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "kvalifiseringsprogram" })
			})
		}, nil},
		{"at eighteen real competence is no right yet", "norwegian", settled(2, func(p *content.Profile) { p.Age = 18 }), Options{}, besideNot("realkompetansevurdering"), nil},
		{"at seventeen schooling finished abroad opens school for adults", "upper-secondary", content.Profile{Age: 17, Gender: "man", Residence: "refugee", Norwegian: "B1", Schooling: "upper-secondary", Papers: []string{"foreign-upper-secondary"}, Status: []string{"right-to-vgs-youth", "without-study-or-vocational-competence"}, MonthsSettled: of(20)}, Options{}, nil, func(p Path) bool {
			return slices.Contains(mains(p), adults)
		}},
		{"nothing changed", "work", settled(2, same), Options{}, nil, func(p Path) bool { return p.Style == Fast }},
	} {
		r := Find(g, tt.p, tt.goal, tt.o)
		if len(r.Paths) == 0 {
			t.Errorf("%s: no path", tt.name)
			continue
		}
		found := tt.some == nil
		for _, p := range r.Paths {
			if tt.want != nil && !tt.want(p) {
				t.Errorf("%s: %s through %v is not so", tt.name, p.Style, p.Entries())
			}
			found = found || tt.some(p)
			for _, wrong := range slices.Concat(faults(g, tt.p, p), unlawful(g, tt.p, tt.goal, tt.o, p), silent(g, tt.p, tt.goal, tt.o, p)) {
				t.Errorf("%s: %s: %s", tt.name, p.Style, wrong)
			}
		}
		if !found {
			t.Errorf("%s: no path is so", tt.name)
		}
	}
}

func gapped(k GapKind) func(Path) bool {
	return func(p Path) bool {
		return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
			return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == k })
		})
	}
}

func said(k GapKind, entry, point string) func(Path) bool {
	return func(p Path) bool {
		return slices.ContainsFunc(p.Phases, func(ph Phase) bool {
			return slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == k && g.Point == content.NamedPoint{Entry: entry, ID: point} })
		})
	}
}

func besideNot(id string) func(Path) bool {
	return func(p Path) bool { return !slices.Contains(p.Entries(), id) }
}

// TestTellingOfARight: who told of right and duty has social studies by them, whatever the
// ground.
func TestTellingOfARight(t *testing.T) {
	if ways := waysOf("samfunnskunnskap", content.Profile{Status: []string{"right-and-duty-norwegian"}}); !slices.Equal(ways, []string{"rett-og-plikt"}) {
		t.Errorf("ways in to social studies: %v", ways)
	}
}

// TestAgreeing: with too much untold there is no path but a refusal.
func TestAgreeing(t *testing.T) {
	for _, goal := range content.PathGoals() {
		for _, p := range find(t, content.Profile{Norwegian: "A2"}, goal, Options{}).Paths {
			for _, wrong := range unlawful(guide(t), content.Profile{Norwegian: "A2"}, goal, Options{}, p) {
				t.Errorf("%s: %s", goal, wrong)
			}
		}
	}
}
