package pathway

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"veiviser/content"
)

// silent are what a path keeps to itself though an adviser must know it, and what it says
// though it doesn't hold for the person.
func silent(g *content.Guide, start content.Profile, goal string, o Options, path Path) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	in := func(p content.Profile, s string) bool { return slices.Contains(p.Status, s) }
	has := func(ph Phase, k GapKind, entry, point string) bool {
		return slices.ContainsFunc(ph.Gaps, func(g Gap) bool {
			return g.Kind == k && (entry == "" || g.Entry == entry) && (point == "" || g.Point.Entry+"/"+g.Point.ID == point)
		})
	}
	any := func(k GapKind, entry, point string) bool {
		return slices.ContainsFunc(path.Phases, func(ph Phase) bool { return has(ph, k, entry, point) })
	}
	mains, all := mains0(path), path.Entries()
	_, finished := start.MonthsSince["finished-introduction-programme"]
	ongoing := in(start, "in-introduction-programme")
	if finished && !ongoing && (slices.Contains(mains, "introduksjonsprogram") || any(Duty, "", "") || any(Possible, "", "")) {
		fault("a programme that is behind them")
	}
	if i := slices.IndexFunc(path.Phases, func(ph Phase) bool { return ph.Months > 0 }); i >= 0 && slices.ContainsFunc(path.Phases[i+1:], func(ph Phase) bool {
		return slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "introduksjonsprogram" && s.Role == Main })
	}) {
		fault("%s before the programme", path.Phases[i].Steps[0].Entry)
	}
	if i, j := slices.Index(mains, "direkte-i-arbeid"), slices.Index(mains, "nav-opplaeringstiltak"); i >= 0 && j > i {
		fault("training for the unemployed after a job")
	}
	for i, ph := range path.Phases {
		p := ph.Profile
		during := cloned(p)
		for _, o := range ph.outs {
			for _, s := range o.During {
				during = withStatus(during, s)
			}
		}
		if slices.Contains(o.Without, "introduksjonsprogram") && in(p, "in-introduction-programme") {
			fault("in a programme that is left out")
		}
		for _, gp := range ph.Gaps {
			if !gp.Point.IsZero() && gp.Kind != NotStated && !saidOf(g, gp.Point, during) {
				fault("%s/%s is said of who it isn't for (%s)", gp.Point.Entry, gp.Point.ID, gp.Kind)
			}
		}
		for _, t := range ph.Handovers {
			if content.HoldAll(t.Requires, during) == content.NotMet || !t.Says.Point.IsZero() && !saidOf(g, t.Says.Point, during) {
				fault("%s hands over to %s what isn't for them", t.From, t.To)
			}
			if t.From == "introduksjonsprogram" && !slices.Contains(mains, t.From) && t.Kind == content.Then && t.To != "jobbsjansen" {
				fault("%s is long over", t.From)
			}
			if p.Residence == "collective-protection" && t.Says.Point == (content.NamedPoint{Entry: "norskplan", ID: "kommunen-lager"}) {
				fault("a plan of section 34 for who has collective protection")
			}
			if t.From == "introduksjonsprogram" && t.To == "direkte-i-arbeid" && t.Says.Point.ID == "jobb30" {
				fault("a job in place of the programme, after it")
			}
		}
		for j, s := range ph.Steps {
			route := s.Fit.Route
			if gsu := s.Entry == "introduksjonsprogram" && p.Residence != "collective-protection" && ph.Length.ID == "lengde-12" || s.Entry == "universitet-og-hogskole" && route == "utland"; gsu && (s.Role == Main || s.Role == Part) && p.Schooling == "upper-secondary" && !holdsPaper(p, "foreign-higher", "norwegian-upper-secondary", "study-competence", "vocational-competence", "trade-certificate") &&
				!has(ph, NotStated, s.Entry, s.Entry+"/gsu") {
				fault("that the list of countries counts for %s is left unsaid", s.Entry)
			}
			fills, begins := s.Fills(), s.Role == Main || s.Role == Part
			if p.Age >= 67 && (s.Entry == "norskprove" && route == "gratis" || slices.Contains([]string{"norskopplaering", "samfunnskunnskap"}, s.Entry) && slices.Contains([]string{"rett-og-plikt", "bare-plikt"}, route)) {
				fault("%s by %s at %d", s.Entry, route, p.Age)
			}
			switch s.Entry {
			case "introduksjonsprogram":
				owed := slices.Contains([]string{"rett-og-plikt", "rett-familie", "rett-selvstendig"}, route)
				wait := slices.IndexFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Waiting && g.Entry == s.Entry })
				if begins && owed != (wait >= 0) {
					fault("a wait of the programme by %s: %v", route, wait >= 0)
				}
				if wait >= 0 && p.MonthsSettled != nil && *p.MonthsSettled < 3 && ph.Gaps[wait].Months > 3-*p.MonthsSettled {
					fault("a wait of %d months, settled for %d", ph.Gaps[wait].Months, *p.MonthsSettled)
				}
				if wait >= 0 && p.Settled != nil && *p.Settled && p.MonthsSettled != nil && *p.MonthsSettled >= 3 && ph.Gaps[wait].Months > 0 {
					fault("a wait of %d months, and the time is over", ph.Gaps[wait].Months)
				}
				if (!owed || s.Role == Ongoing) && has(ph, Decision, s.Entry, "") {
					fault("a decision that nobody owes on the programme by %s", route)
				}
				for _, g := range ph.Gaps {
					if g.Kind == Decision && g.Entry == s.Entry && g.Point.ID != "oppstart" {
						fault("the decision on the programme by %s", g.Point.ID)
					}
				}
				if ph.Length.ID == "lengde-fag" && !slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.Papers, "trade-certificate") }) {
					fault("as long as for a trade certificate, without one")
				}
				if last := ph.outs[len(ph.outs)-1]; slices.Contains(last.During, "apprentice-contract") {
					for _, l := range ph.Livelihood {
						if l.Support == "introduksjonsstonad" && l.From+l.Months > ph.Months-last.Months {
							fault("the whole support in paid training")
						}
					}
					if !has(ph, Heed, "", "fag-og-yrkesopplaering/introstonad") {
						fault("that the support is less is left unsaid")
					}
				}
				if begins && p.Residence == "independent" && !has(ph, NotStated, s.Entry, "") {
					fault("which permit of one's own it is is taken for told")
				}
				upper := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-vgs-adult") })
				if begins && !upper && p.Age > 0 && p.Age < 25 && (p.Schooling == "none" || p.Schooling == "primary") && !has(ph, Heed, "", "introduksjonsprogram/under-25") {
					fault("that upper secondary is the aim at %d is left unsaid", p.Age)
				}
				if upper || slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-fov") }) {
					if begins && p.Age > 0 && p.Age < 25 && ph.Length.ID == "lengde-arbeid" {
						fault("a programme to work at %d, filled with school", p.Age)
					}
				}
				if o.PartTime && begins && !has(ph, Heed, "", "introduksjonsprogram/fulltid") {
					fault("that the programme is on full time is left unsaid")
				}
				if len(ph.outs) == 1 && ph.Months > 0 && !slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "norskopplaering" }) && (in(p, "right-to-norwegian") || in(p, "right-and-duty-norwegian")) && slices.Contains([]string{"refugee", "humanitarian", "collective-protection"}, p.Residence) && (p.Settled == nil || *p.Settled) && p.Age >= 18 && p.Age < 60 {
					fault("a programme without Norwegian")
				}
				atWork := slices.ContainsFunc(ph.Steps, func(s Step) bool {
					return slices.Contains([]string{"sprakpraksis", "arbeidstrening", "deltidsarbeid"}, s.Entry)
				})
				if len(ph.outs) == 1 && !slices.Contains(o.Without, "sprakpraksis") && !atWork && ph.Months > 0 {
					fault("a programme to work without hours at work")
				}
			case "autorisasjon-av-lovregulerte-yrker":
				if !fills || route != "helse-utenfor-eos" {
					break
				}
				done := slices.Index(mains, "kompletterende-utdanning")
				if done < 0 || done > slices.Index(mains, s.Entry) {
					fault("authorisation without what it asks for besides")
				}
				if !has(ph, NotStated, s.Entry, "") {
					fault("training outside the EEA is taken for told")
				}
			case "kompletterende-utdanning":
				if test := slices.Index(mains, "norskprove"); fills && (test < 0 || test > slices.Index(mains, s.Entry)) {
					fault("a completing education before Norwegian is shown")
				}
				if fills && !in(start, "assessed-by-authority") && !has(path.Phases[0], Answer, "autorisasjon-av-lovregulerte-yrker", "") {
					fault("nobody applies to the authority")
				}
			case "engelskopplaering":
				if p.Schooling == "primary" && start.Age > 0 && start.Age < 23 && p.Age < 24 && len(start.Papers) == 0 && start.Residence != "" && start.Residence != "asylum-seeker" && slices.Contains([]string{"fov", "fov-venter"}, route) {
					fault("preparatory training for who has the right of youth")
				}
			case "realkompetansevurdering":
				if route == "tilradd" && (start.Schooling == "upper-secondary" || start.Schooling == "higher") {
					fault("a recommendation that isn't needed")
				}
			case "behovs-og-arbeidsevnevurdering":
				if in(start, "assessed-need") || in(start, "assessed-work-capacity") {
					fault("who is assessed is assessed")
				}
			case "samfunnskunnskap":
				if fills && (route == "rett-og-plikt" || route == "bare-plikt") && in(p, "used-up-norwegian-right") {
					fault("social studies as if they were a right")
				}
			case "norskopplaering":
				if s.Role == Ongoing || s.Role == Instead {
					break
				}
				if fills && route == "kan" && !has(ph, Heed, "", "norskopplaering/andre") || fills && route == "bare-plikt" && !has(ph, Heed, "", "rett-og-plikt-norsk/arbeidsinnvandrere") {
					fault("that a course may cost is left unsaid")
				}
				if ongoing && ph.ongoing && route == "kan" && start.Residence != "" && !in(start, "used-up-norwegian-right") && !in(start, "no-norwegian-right") && !slices.Contains([]string{"eea", "nordic", "citizen", "student"}, start.Residence) {
					fault("Norwegian in the programme as if it were no right")
				}
				if limit := norwegianRight(p); !(s.Role == Beside && ph.Steps[0].Entry == "introduksjonsprogram" && len(ph.outs) == 1) && limit > 0 && (route == "rett-og-plikt" || route == "kollektiv") && p.MonthsSettled != nil && ph.Months > limit-*p.MonthsSettled && ph.Months > 1 &&
					!slices.ContainsFunc(ph.Gaps, func(g Gap) bool {
						return g.Kind == Heed && slices.Contains([]string{"tre-ar", "atten-maneder", "ett-ar", "alder"}, g.Point.ID)
					}) {
					fault("a right to Norwegian of %d months in %d", limit-*p.MonthsSettled, ph.Months)
				}
			}
			if j < len(ph.outs) && slices.Contains(ph.outs[j].During, "student") && s.Entry == "universitet-og-hogskole" && !has(ph, Heed, s.Entry, "universitet-og-hogskole/frist") {
				fault("the day of admission is left unsaid")
			}
			if fills && p.Residence == "student" && s.Entry == "universitet-og-hogskole" && !has(ph, Heed, s.Entry, "universitet-og-hogskole/egenbetaling") {
				fault("that studies may cost is left unsaid")
			}
			if j < len(ph.outs) && slices.Contains(ph.outs[j].During, "in-vgs-adult") && in(ph.judged[j], "right-to-norwegian") && !has(ph, Heed, "", "videregaende-opplaering-for-voksne/norsk-hos-fylket") {
				fault("that the county has the Norwegian is left unsaid")
			}
			if s.Role == Instead && s.Entry != "kvalifiseringsprogram" && len(ph.outs[0].Papers) > 0 {
				gives := slices.ContainsFunc(g.Handover().Outcomes, func(o content.Outcome) bool {
					return o.Entry == s.Entry && slices.ContainsFunc(o.Papers, func(paper string) bool { return slices.Contains(ph.outs[0].Papers, paper) })
				})
				if !gives {
					fault("%s in place of %s gives no paper", s.Entry, ph.Steps[0].Entry)
				}
			}
		}
		job := len(ph.outs) > 0 && slices.Contains(ph.outs[0].During, "employed") && !slices.Contains(ph.outs[0].During, "apprentice-contract") && !in(p, "employed")
		if low := level(p.Norwegian); job && (low >= 0 && low <= level("A2") || in(p, "reduced-work-capacity")) && !has(ph, Uncertain, "", "") {
			fault("a job at %s as if it were likely", p.Norwegian)
		}
		if job && !ph.first {
			before := i - 1
			for before >= 0 && path.Phases[before].Months == 0 {
				before--
			}
			if before >= 0 {
				if first := path.Phases[before].Steps[0]; first.Fills() && (first.Entry == "kvalifiseringsprogram" || first.Entry == "introduksjonsprogram") && !has(ph, AfterSupport, first.Entry, "") {
					fault("after %s nothing is said to follow", first.Entry)
				}
			}
		}
		if p.Age > 0 && ph.Months > 0 && ph.Steps[0].Role == Main && ph.outs[0].Working && p.Age+ph.Months/12 > 67 {
			fault("work until %d", p.Age+ph.Months/12)
		}
		if p.Residence == "student" && ph.Months > 0 && !slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "student") }) && !any(StudyPermit, "", "") {
			fault("a permit for studies is put at risk in silence")
		}
		at := ph.Start
		for _, l := range ph.Livelihood {
			switch {
			case l.Support == "lan-og-stipend" && in(during, "student") && !in(during, "in-vgs-adult") && !in(during, "in-fov"):
				if l.off != l.Months/12 || l.Amount.ID == "basislan" {
					fault("a student's year of %d months of loan", 12-l.off)
				}
			case l.Support == "lan-og-stipend" && in(start, "on-sosialhjelp") && in(p, "on-sosialhjelp") && !has(ph, Heed, "sosialhjelp", ""):
				fault("a loan goes before social assistance, unsaid")
			case l.Support == "sosialhjelp" && goal == "permanent-or-citizen" && !in(start, "on-sosialhjelp"):
				fault("social assistance for who must have means of their own")
			case l.Support == "sosialhjelp" && dutyFor(start) && !ongoing && !finished && !slices.Contains(mains, "introduksjonsprogram") && *start.MonthsSettled+at < 24:
				fault("social assistance while the programme's support is open")
			case l.Support == "wage" && l.State == content.Met && slices.ContainsFunc(path.Phases[:i], func(b Phase) bool {
				return slices.ContainsFunc(b.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-lonnstilskudd") })
			}) && !slices.ContainsFunc(path.Phases[:i], func(b Phase) bool {
				return slices.ContainsFunc(b.outs, func(o *content.Outcome) bool {
					return slices.Contains(o.After, "employed") && !slices.Contains(o.During, "in-lonnstilskudd")
				})
			}) && !in(start, "employed"):
				fault("the pay of a job with a subsidy goes on for sure")
			}
		}
		for _, gp := range ph.Gaps {
			if gp.Kind == NotStated && gp.Field == "norwegian" && len(gp.Values) == 0 && level(p.Norwegian) >= level("B2") && gp.Entry == "realkompetansevurdering" {
				fault("Norwegian isn't told at %s", p.Norwegian)
			}
		}
	}
	known := path.Phases[0].Profile
	if start.Age > 0 && start.Age < 19 && in(known, "right-to-vgs-youth") && !holdsPaper(start, "foreign-upper-secondary") {
		if !any(Heed, "", adults+"/ungdom-eller-voksen") || !any(Heed, "", adults+"/for-19") {
			fault("the right to ordinary upper secondary is left unsaid at %d", start.Age)
		}
		for _, ph := range path.Phases {
			if ph.Profile.Age < 19 && slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == "realkompetansevurdering" && s.Role != Instead }) {
				fault("real competence is no right at %d", ph.Profile.Age)
			}
			if slices.ContainsFunc(ph.Steps, func(s Step) bool { return s.Entry == adults && s.Fills() }) && len(ph.outs) == 1 && ph.Profile.Age < 19 {
				fault("school for adults at %d", ph.Profile.Age)
			}
		}
	}
	if in(known, "right-and-duty-norwegian") && !finished {
		if any(Offered, "samfunnskunnskap", "") {
			fault("social studies as if they were no right")
		}
		if i := slices.Index(all, "samfunnskunnskap"); i < 0 && slices.ContainsFunc(path.Phases, func(ph Phase) bool {
			return ph.Months > 0 && len(ph.outs) == 1 && ph.Steps[0].Entry == "introduksjonsprogram" && in(ph.Profile, "right-and-duty-norwegian") && ph.Profile.Residence != "collective-protection" && !socialDone(ph.Profile)
		}) {
			fault("a programme without social studies")
		}
	}
	for i, ph := range path.Phases {
		for _, s := range ph.Steps {
			if s.Role == Main && slices.Contains([]string{"godkjenning-av-hoyere-utdanning", "godkjenning-av-fag-og-yrkesopplaering"}, s.Entry) && slices.ContainsFunc(path.Phases[:i], func(b Phase) bool { return b.Months > 0 }) {
				fault("%s is applied for in month %d", s.Entry, ph.Start)
			}
		}
	}
	if goal == "work" {
		long, measures := 0, 0
		for _, ph := range path.Phases {
			for _, o := range ph.outs {
				if slices.Contains(o.During, "in-nav-measure") {
					long, measures = max(long, o.Months), measures+1
				}
			}
		}
		if long > 24 && measures > 1 {
			fault("%d measures, one of %d months", measures, long)
		}
	}
	kvp, _ := g.Entry("kvalifiseringsprogram")
	first := slices.IndexFunc(path.Phases, func(ph Phase) bool { return ph.Months > 0 || ph.Last })
	if goal == "work" && first >= 0 && in(start, "reduced-work-capacity") && start.Residence != "" && start.Residence != "student" && start.Age >= 18 && !o.PartTime && !slices.Contains(o.Without, kvp.ID) &&
		!slices.ContainsFunc(start.Status, func(s string) bool { return strings.HasPrefix(s, "on-") && s != "on-sosialhjelp" }) &&
		content.Conditions(kvp, path.Phases[first].Profile).State != content.NotMet && content.Conditions(kvp, path.Phases[0].Profile).State != content.NotMet && !path.Phases[first].outs[0].Frame && !slices.Contains(all, kvp.ID) {
		fault("the qualification programme is left unsaid")
	}
	takes := slices.IndexFunc(path.Phases, func(ph Phase) bool { return ph.Months > 0 || ph.Last })
	if takes >= 0 && (start.Residence == "refugee" || start.Residence == "humanitarian") && start.Age >= 20 && start.Age <= 50 && start.MonthsSettled != nil && *start.MonthsSettled <= 15 && !finished && !in(start, "used-up-norwegian-right") && !in(start, "no-norwegian-right") &&
		!slices.Contains(all, "norskopplaering") && !slices.Contains(all, "introduksjonsprogram") && !slices.Contains(all, "videregaende-opplaering-for-voksne") && level(start.Norwegian) < level(map[bool]string{true: "B2", false: "B1"}[start.Schooling == "upper-secondary" || start.Schooling == "higher"]) && !any(Obliged, "", "") && !slices.ContainsFunc(path.Phases[takes].outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-vgs-adult") }) {
		fault("a duty to Norwegian is left unsaid")
	}
	if start.Residence == "refugee" && start.Settled != nil && !*start.Settled && start.Age >= 20 && start.Age <= 50 && start.MonthsSettled != nil && *start.MonthsSettled < 24 && !finished && !ongoing && len(o.Without) == 0 && !in(start, "moved-without-agreement") &&
		!slices.Contains(all, "introduksjonsprogram") && !any(Possible, "introduksjonsprogram", "") {
		fault("a programme that may be offered is left unsaid")
	}
	if goal == "permanent-or-citizen" && start.MonthsSettled != nil && slices.Contains([]string{"labour", "family-of-labour", "family-of-other"}, start.Residence) {
		want := max(0, 36-*start.MonthsSettled-path.Months)
		if !slices.ContainsFunc(path.Phases[len(path.Phases)-1].Gaps, func(g Gap) bool { return g.Kind == Residence && g.Months == want }) {
			fault("%d months of residence are left unsaid", want)
		}
	}
	if had, told := start.MonthsSince["protection"]; told && goal == "permanent-or-citizen" && slices.Contains([]string{"refugee", "humanitarian", "family-of-protected"}, start.Residence) {
		if want := max(0, 60-had-path.Months); !slices.ContainsFunc(path.Phases[len(path.Phases)-1].Gaps, func(g Gap) bool { return g.Kind == Residence && g.Months == want }) {
			fault("%d months of residence since the protection are left unsaid", want)
		}
	}
	return out
}

func holdsPaper(p content.Profile, names ...string) bool {
	return slices.ContainsFunc(p.Papers, func(s string) bool { return slices.Contains(names, s) })
}

// saidOf reports whether a point is said of somebody: of the ways in that its conditions are
// for, there is one by which nothing is against them.
func saidOf(g *content.Guide, r content.NamedPoint, p content.Profile) bool {
	e, ok := g.Entry(r.Entry)
	if !ok {
		return false
	}
	against := map[string]bool{} // by way in
	for _, c := range e.Conditions {
		if c.PointID != r.ID || c.Effect != content.Must || c.Local {
			continue
		}
		for _, way := range append(slices.Clone(c.Routes), "") {
			if way != "" || len(c.Routes) == 0 {
				against[way] = against[way] || content.HoldAll([]content.Condition{c}, p) == content.NotMet
			}
		}
	}
	for _, no := range against {
		if !no {
			return true
		}
	}
	return len(against) == 0
}

// alike are paths of one person that are no two ways: they differ in what takes no time
// alone, or one begins with the whole of another to a goal that is reached then.
func alike(res Result) []string {
	var out []string
	for i, p := range res.Paths {
		for j, q := range res.Paths {
			a, b := mains0(p), mains0(q)
			switch {
			case i < j && slices.Equal(mains(p), mains(q)):
				out = append(out, fmt.Sprintf("%s and %s go through the same in another order: %v", p.Style, q.Style, b))
			case i < j && slices.Equal(lasting(p), lasting(q)):
				out = append(out, fmt.Sprintf("%s and %s are the same but for what takes no time: %v", p.Style, q.Style, b))
			case i != j && res.Goal != "work" && !strings.HasPrefix(a[0], "godkjenning-") && len(a) < len(b) && slices.Equal(a, b[:len(a)]):
				out = append(out, fmt.Sprintf("%s is %s and goes on past the goal: %v", q.Style, p.Style, b))
			}
		}
	}
	return out
}

// TestHolding: a phase keeps what is said of the person then, and nothing of others.
func TestHolding(t *testing.T) {
	p := newcomer()
	p.Residence = "collective-protection"
	lay := newPlanner(guide(t), p, "work", Options{}).layout()
	ph := Phase{Profile: p, Gaps: []Gap{
		{Kind: Heed, Entry: "introduksjonsprogram", Point: content.NamedPoint{Entry: "introduksjonsprogram", ID: "kan-familie"}},
		{Kind: Waiting, Entry: "introduksjonsprogram", Point: content.NamedPoint{Entry: "introduksjonsprogram", ID: "kan-familie"}},
		{Kind: Heed, Entry: "introduksjonsprogram", Point: content.NamedPoint{Entry: "introduksjonsprogram", ID: "fulltid"}},
	}}
	for _, h := range guide(t).Handover().Transitions {
		if h.From == "norskplan" || h.From == "introduksjonsprogram" && h.To == "kvalifiseringsprogram" {
			ph.Handovers = append(ph.Handovers, h)
		}
	}
	lay.holding(&ph)
	if len(ph.Gaps) != 2 || !ph.Gaps[0].Point.IsZero() || ph.Gaps[1].Point.ID != "fulltid" {
		t.Errorf("gaps that hold: %+v", ph.Gaps)
	}
	if len(ph.Handovers) != 2 || ph.Handovers[0].Says.Point.ID != "kollektiv" {
		t.Errorf("handovers that hold: %+v", ph.Handovers)
	}
}
