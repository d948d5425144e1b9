package content

import "slices"

// stated is Met or NotMet.
func stated(met bool) State {
	if met {
		return Met
	}
	return NotMet
}

// holds tells whether the value of a condition is true of p. A value that asks for more
// than a profile can tell is at most not stated.
func holds(c Condition, p Profile) State {
	v := c.Value
	switch c.Field {
	case "age":
		return agesHold(v, p)
	case "gender":
		return among(v, p.Gender)
	case "residence":
		return residenceHolds(v.Words("any"), p.Residence)
	case "norwegian":
		return norwegianHolds(v.Word("need"), p.Norwegian)
	case "schooling":
		return schoolingHolds(v, p)
	case "status":
		return statusHolds(v.Words("any"), p)
	case "settled_by_agreement":
		if p.Settled == nil {
			return NotStated
		}
		return stated(*p.Settled == v.True(isValue))
	case "time_since_settlement":
		limit, ok := v.Number("max_months")
		if p.MonthsSettled == nil || !ok {
			return NotStated
		}
		return stated(float64(*p.MonthsSettled) < limit) // "less than two years"
	case "time_in_norway":
		if v.True("any") {
			return Met
		}
		return timeHolds(v, p)
	case "work_experience":
		return workHolds(v, p.YearsOfWork)
	case "care":
		return careHolds(p.Care)
	}
	return NotStated
}

// timeHolds judges the months since something. Nobody has been a member of the insurance
// scheme, or done with the programme, for longer than they have been in Norway.
func timeHolds(v Value, p Profile) State {
	since := v.Word("since")
	if months, ok := p.MonthsSince[since]; ok {
		return between(v, "min_months", "max_months", months)
	}
	if least, ok := v.Number("min_months"); ok && p.InNorway != nil && since != "protection" && since != "" && float64(*p.InNorway) < least {
		return NotMet
	}
	return NotStated
}

// careHolds judges care. How old a child is and how much there is to take care of is more
// than a profile tells: only who has nobody surely does not hold it.
func careHolds(care *bool) State {
	if care != nil && !*care {
		return NotMet
	}
	return NotStated
}

func among(v Value, word string) State {
	if word == "" {
		return NotStated
	}
	return stated(slices.Contains(v.Words("any"), word))
}

// between tells whether n is within the bounds of v, both included.
func between(v Value, low, high string, n int) State {
	least, hasLeast := v.Number(low)
	most, hasMost := v.Number(high)
	return stated((!hasLeast || float64(n) >= least) && (!hasMost || float64(n) <= most))
}

// compulsorySchool is the age from which nobody goes to school by duty.
const compulsorySchool = 17

// agesHold judges every age that p may be of: what differs among them is not stated.
func agesHold(v Value, p Profile) State {
	s := ageHolds(v, p)
	for p.Age != 0 && p.Age < p.AgeTo {
		if p.Age++; ageHolds(v, p) != s {
			return NotStated
		}
	}
	return s
}

func ageHolds(v Value, p Profile) State {
	age := p.Age
	switch {
	case v.True("any"):
		return Met
	case age == 0:
		return NotStated
	case v.Word("over") == "compulsory-school":
		return stated(age >= compulsorySchool)
	}
	if v.Word("at") == "permit" {
		months, known := p.MonthsSince["protection"]
		if most, ok := v.Number("max"); ok && !known && float64(age) > most {
			return NotStated // may have been younger when the permit was granted
		}
		most, least := age-months/12, age-(months+11)/12 // a birthday may have been in the rest of a year
		if s := between(v, "min", "max", most); s == between(v, "min", "max", least) {
			return s
		}
		return NotStated
	}
	return between(v, "min", "max", age)
}

// grounds returns the single grounds that words stand for.
func grounds(words []string) []string {
	out := slices.Clone(words)
	all := Residences()
	permits := all[:slices.Index(all, "asylum-seeker")]
	legal := []string{"eea", "nordic", "citizen"}
	if slices.Contains(words, anyPermit) {
		out = append(out, permits...)
	}
	if slices.Contains(words, anyLegal) {
		out = slices.Concat(out, permits, legal)
	}
	if slices.Contains(words, anyResidence) {
		out = slices.Concat(out, permits, legal, []string{"asylum-seeker"})
	}
	return out
}

// residenceHolds tells whether a ground is among those asked for. Family of nobody said
// whom is only known where all or none of the family grounds are.
func residenceHolds(words []string, ground string) State {
	if ground == "" {
		return NotStated
	}
	asked := grounds(words)
	if ground != FamilyResidence {
		return stated(slices.Contains(asked, ground))
	}
	n, family := 0, []string{"family-of-protected", "family-of-other", "family-of-labour"}
	for _, f := range family {
		if slices.Contains(asked, f) {
			n++
		}
	}
	switch n {
	case 0:
		return NotMet
	case len(family):
		return Met
	}
	return NotStated
}

func norwegianHolds(need, have string) State {
	rank := func(level string) int {
		if level == "none" {
			return 0
		}
		if i := slices.Index(CEFRLevels(), level); i >= 0 {
			return i + 1
		}
		return -1
	}
	want, got := rank(need), rank(have)
	switch {
	case want == 0:
		return Met
	case want < 0 || got < 0: // no level in the source, or none given
		return NotStated
	}
	return stated(got >= want)
}

// schoolingHolds judges schooling and papers. A length, a country or a subject is more
// than a profile tells.
func schoolingHolds(v Value, p Profile) State {
	s := NotStated
	if asked := v.Words("any"); len(asked) > 0 {
		switch {
		case slices.Contains(asked, p.Schooling), slices.ContainsFunc(p.Papers, func(d string) bool { return slices.Contains(asked, d) }):
			s = Met
		case p.Schooling != "" && p.AllPapers:
			s = NotMet
		}
	} else if p.Schooling == SomeSchooling {
		s = someSchoolingHolds(v)
	} else if have := slices.Index(SchoolingLevels(), p.Schooling); have >= 0 {
		low, high := slices.Index(SchoolingLevels(), v.Word("min")), slices.Index(SchoolingLevels(), v.Word("max"))
		s = stated(have >= low && (high < 0 || have <= high))
	}
	for _, more := range []string{"min_years", "min_months", "countries", "outside_eea", "with"} {
		if s == Met && len(v[more]) > 0 {
			return NotStated
		}
	}
	if s == NotMet && len(v["alternatives"]) > 0 {
		return NotStated
	}
	return s
}

// someSchoolingHolds judges the levels asked for of who has some schooling: it is no upper
// secondary and not none, and may be a finished primary.
func someSchoolingHolds(v Value) State {
	const primary = 1 // in SchoolingLevels
	low, high := slices.Index(SchoolingLevels(), v.Word("min")), slices.Index(SchoolingLevels(), v.Word("max"))
	switch {
	case low > primary, high == 0:
		return NotMet
	case low < primary && high >= primary:
		return Met
	}
	return NotStated
}

// statusHolds judges a list of statuses: one is enough, and only a person known to be
// none of them does not hold it.
func statusHolds(asked []string, p Profile) State {
	none := true
	for _, s := range asked {
		if slices.Contains(p.Status, s) {
			return Met
		}
		none = none && slices.Contains(p.NotStatus, s)
	}
	if none {
		return NotMet
	}
	return NotStated
}

// workHolds judges work experience; of its kind a profile tells nothing. How little
// "little or no experience" is, no source says: only who has none surely has it.
func workHolds(v Value, years *int) State {
	if years == nil {
		return NotStated
	}
	if v.True("low") {
		if *years == 0 {
			return Met
		}
		return NotStated
	}
	least, ok := v.Number("min_years")
	kind := v.Word("kind")
	switch enough := float64(*years) >= least; {
	case !ok, enough && (kind != "" && kind != "any" || len(v["formula"]) > 0), !enough && len(v["waiver"]) > 0:
		return NotStated
	default:
		return stated(enough)
	}
}
