package pathway

import (
	"slices"

	"veiviser/content"
)

// What a search holds to, that no single condition of an entry says.
const (
	pension        = 67 // age after which nobody is led to work, and there is no right to Norwegian
	programmeWait  = 3  // months in which a programme that is owed begins
	adultSchool    = 19 // years of age from which upper secondary for adults is a right, by the year
	youthRight     = 24 // years of age until which the right of youth to upper secondary surely lasts
	norwegianYears = 36 // months after the settlement in which a duty to Norwegian may last
	settledDuty    = 24 // months after the settlement in which a programme is right and duty
	socialYear     = 15 // months after the settlement in which social studies are done: a year, and three months to begin
	longMeasure    = 24 // months of a measure from Nav, beside which there is no other on the way to work
	permitMonths   = 60 // that collective protection lasts at most
	protectedFor   = 60 // months of residence that permanent residence asks of the protected
	othersFor      = 36 // and of others whose permits count
	mostOpen       = 2  // formal conditions that nobody stated, which a path may rest on
	offeredCost    = 15 // what it costs to rest Norwegian on a programme that is no right
	rightCost      = 30 // what it costs to leave a programme with a support of its own unused
)

var (
	protectedGrounds = []string{"refugee", "humanitarian", "family-of-protected"}
	otherGrounds     = []string{"labour", "family-of-labour", "family-of-other", "independent"}
	rightStatuses    = []string{"right-and-duty-norwegian", "right-to-norwegian"}
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
		if p.Age > 0 && p.Age < youthRight && p.Residence != "asylum-seeker" {
			add("right-to-vgs-youth")
			if !slices.Contains(p.Status, "used-up-vgs-right") {
				p = withoutStatus(p, "used-up-vgs-right")
			}
		}
		if p.Age >= 19 {
			add("right-to-vgs-adult")
		}
	}
	if p.Schooling != "" && p.Schooling != "none" && !slices.Contains(p.Status, "right-to-fov") {
		p = withoutStatus(p, "right-to-fov")
	}
	return p
}

// young reports whether somebody has the right to ordinary upper secondary, and none to that
// for adults: that is for special reasons alone before the year of one's nineteenth birthday,
// but for schooling finished abroad.
func young(p content.Profile) bool {
	return p.Age > 0 && p.Age < adultSchool && slices.Contains(p.Status, "right-to-vgs-youth") && !slices.Contains(p.Papers, "foreign-upper-secondary")
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

// ofProgramme reports whether an entry is for those of the introduction programme: of permits
// of one's own, the Immigration Act's section 53, for some alone.
func ofProgramme(id string) bool {
	return id == "introduksjonsprogram" || id == "kompetansekartlegging" || id == "karriereveiledning"
}

// socialDone reports whether the hours of social studies are behind a person, or aren't
// for them.
func socialDone(p content.Profile) bool {
	_, finished := p.MonthsSince["finished-introduction-programme"]
	return finished || p.MonthsSettled != nil && *p.MonthsSettled > socialYear || slices.Contains([]string{"permanent", "citizen", "eea", "nordic", "student"}, p.Residence)
}

// waysFor are the ways in that an outcome is of: its own, else those of the ground.
func waysFor(o *content.Outcome, p content.Profile) []string {
	if len(o.Ways) > 0 {
		return o.Ways
	}
	return waysOf(o.Entry, p)
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
		return []string{"rett-vgs"}
	case id == "samfunnskunnskap" && without:
		return []string{"kan"}
	case id == "samfunnskunnskap" && slices.Contains(p.Status, "right-and-duty-norwegian"):
		return []string{"rett-og-plikt"}
	case id == "norskopplaering" && !without && p.Residence != "":
		return []string{"rett-og-plikt", "bare-plikt", "kollektiv"}
	}
	return nil
}
