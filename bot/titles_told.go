package bot

import (
	"strconv"
	"strings"

	"veiviser/locales"
	"veiviser/search"
)

// ToldTitle names a value of a field in a form.
func (na Names) ToldTitle(field, value string) string {
	switch field {
	case "abroad", "care", "income_soon":
		return na.words.Text(yesNo(value, locales.ToldFormYes, locales.ToldFormNo))
	case "status":
		return capital(na.statusTitle(value))
	case "goal":
		return capital(na.goalTitle(value))
	case "reaches":
		return value
	}
	return capital(na.saysTold(toldValue{field, value}))
}

// saysTold is a value in few words.
func (na Names) saysTold(v toldValue) string {
	w := na.words
	switch v.field {
	case "age":
		return w.Text(locales.ToldAge, "Age", v.value)
	case "norwegian":
		if v.value == "none" {
			return w.Text(locales.ToldNoNorwegian)
		}
	case "reaches":
		return w.Text(locales.ToldReaches, "Level", v.value)
	case "goal":
		return w.Text(locales.ToldGoal, "Goal", na.goalTitle(v.value))
	case "months_settled":
		return w.Text(locales.ToldSettled, "Months", v.value)
	case "months_in_norway":
		return w.Text(locales.ToldInNorway, "Months", v.value)
	case "years_of_work":
		if v.value == "0" {
			return w.Text(locales.ToldNoWork)
		}
		return w.Text(locales.ToldWork, "Years", v.value)
	case "care":
		return w.Text(yesNo(v.value, locales.ToldCare, locales.ToldNoCare))
	case "income_soon":
		return w.Text(locales.ToldIncomeSoon)
	case "abroad":
		return w.Text(yesNo(v.value, locales.ToldAbroad, locales.ToldNotAbroad))
	case "gender", "residence", "schooling":
		return na.valueTitle(v.value)
	default:
		if _, err := strconv.Atoi(v.value); err == nil && v.value != "true" {
			return w.Text(locales.ToldSince, "Months", v.value, "What", na.statusTitle(v.field))
		}
		if v.value == "false" {
			return w.Text(locales.ToldNot, "Status", na.statusTitle(v.field))
		}
		return na.statusTitle(v.field)
	}
	return v.value
}

// goalTitle names a goal: some are called what a schooling is.
func (na Names) goalTitle(goal string) string {
	switch goal {
	case "primary":
		return na.words.Text(locales.ToldGoalPrimary)
	case "upper-secondary":
		return na.words.Text(locales.ToldGoalUpper)
	case "higher":
		return na.words.Text(locales.ToldGoalHigher)
	}
	return na.valueTitle(goal)
}

func yesNo(value string, yes, no locales.Key) locales.Key {
	if value == "true" {
		return yes
	}
	return no
}

// aloudTold is a value with the name of its field, for who hears it alone.
func (na Names) aloudTold(v toldValue, text string) string {
	switch v.field {
	case "norwegian":
		if v.value != "none" {
			return na.words.Text(locales.ToldNorwegian, "Level", v.value)
		}
	case "residence":
		return na.words.Text(locales.FieldResidence) + " " + text
	}
	return text
}

// statusTitle names a status; one without a name is told of as such.
func (na Names) statusTitle(s string) string {
	if k, ok := statusKeys[s]; ok {
		return na.words.Text(k)
	}
	return na.words.Text(locales.FieldStatusTold)
}

// describe repeats what was told in the bot's own words, never the asker's.
func (na Names) describe(t Told) string {
	var parts []string
	for _, v := range t.values() {
		k, ok := describedBy[v.field]
		switch {
		case !ok:
			parts = append(parts, na.saysTold(v))
		case v.field == "goal":
			parts = append(parts, na.words.Text(k)+": "+na.goalTitle(v.value))
		case v.field == "age", v.field == "reaches":
			parts = append(parts, na.words.Text(k)+": "+na.valueTitle(v.value))
		default:
			parts = append(parts, na.words.Text(k)+": "+na.saysTold(v))
		}
	}
	return joined(" · ", parts...)
}

// describedBy names the fields whose values say little alone.
var describedBy = map[string]locales.Key{
	"age": locales.FieldAge, "gender": locales.FieldGender, "norwegian": locales.FactNorwegian, "reaches": locales.FieldReaches,
	"schooling": locales.FactSchooling, "residence": locales.FactResidence, "goal": locales.FactGoals,
}

// statusKeys name the statuses that are read of a participant.
var statusKeys = map[string]locales.Key{
	"in-introduction-programme": locales.ToldInIntroduction, "in-norwegian-training": locales.ToldInNorwegian, "in-fov": locales.ToldInFOV,
	"in-vgs-adult": locales.ToldInVGS, "in-kvp": locales.ToldInKVP, "in-nav-measure": locales.ToldInMeasure, "in-reception": locales.ToldInReception,
	"employed": locales.ToldEmployed, "unemployed": locales.ToldUnemployed, "laid-off": locales.ToldLaidOff, "jobseeker": locales.ToldJobseeker,
	"student": locales.ToldStudent, "on-introduksjonsstonad": locales.ToldOnIntroduction, "on-dagpenger": locales.ToldOnDagpenger,
	"on-arbeidsavklaringspenger": locales.ToldOnAAP, "on-sosialhjelp": locales.ToldOnSosialhjelp, "on-overgangsstonad": locales.ToldOnOvergangsstonad,
	"reduced-work-capacity": locales.ToldReducedCapacity, "on-care-leave": locales.ToldOnLeave, finished: locales.ToldFinished, "settled": locales.ToldNewlySettled,
	"protection": locales.ToldProtection,
}

// fieldTitle names a field of the guide's conditions.
func (na Names) fieldTitle(field string) string {
	if k, ok := fieldKeys[field]; ok {
		return na.words.Text(k)
	}
	return na.words.Text(locales.FieldOther)
}

// fieldKeys name what the guide's conditions are about.
var fieldKeys = map[string]locales.Key{
	"age": locales.FieldAge, "gender": locales.FieldGender, "residence": locales.FieldResidence, "norwegian": locales.FieldNorwegian,
	"schooling": locales.FieldSchooling, "status": locales.FieldStatus, "time_in_norway": locales.FieldTime, "time_since_settlement": locales.FieldTime,
	"work_experience": locales.FieldWork, "care": locales.FieldCare, "income": locales.FieldIncome, "settled_by_agreement": locales.FieldSettled,
}

// valueTitle names a value that is told of a participant; a level and a number are their
// own names.
func (na Names) valueTitle(v string) string {
	if k, ok := valueKeys[v]; ok {
		return na.words.Text(k)
	}
	return na.markTitle(v)
}

// valueKeys name what is told of a participant beside the marks of entries.
var valueKeys = map[string]locales.Key{
	"woman": locales.ValueWoman, "man": locales.ValueMan, "eea": locales.ValueEEA, "asylum-seeker": locales.ValueAsylumSeeker, "permanent": locales.ValuePermanent,
	"citizen": locales.ValueCitizen, "family-of-protected": locales.ValueFamilyOfProtected, "family-of-labour": locales.ToldResidenceLabour,
	"family-of-other": locales.ToldResidenceOther, "independent": locales.ToldResidenceIndependent, "student": locales.ToldResidenceStudent, "nordic": locales.ToldResidenceNordic,
	"trade-certificate": locales.ToldGoalTrade, "recognition": locales.ToldGoalRecognition, "norwegian": locales.ToldGoalNorwegian,
	"permanent-or-citizen": locales.ToldGoalPermanent,
}

// optionText is an answer in few words.
func (na Names) optionText(field, value string) string {
	w := na.words
	switch field {
	case "norwegian":
		return value
	case "goal":
		return na.goalTitle(value)
	case "residence", "schooling", "gender":
		return na.valueTitle(value)
	case "age":
		if value == "67-99" {
			return w.Text(locales.AskBackOver, "Age", "66")
		}
		return strings.ReplaceAll(value, "-", "–")
	case "months_settled":
		if value == "6" {
			return w.Text(locales.AskBackHalfYear)
		}
		n, _ := strconv.Atoi(value) // one of our own
		return w.Text(locales.AskBackYears, "Years", n/12)
	case "years_of_work":
		switch value {
		case "0":
			return w.Text(locales.AskBackNever)
		case "5":
			return w.Text(locales.AskBackYearsMore, "Years", value)
		}
		return w.Text(locales.AskBackYears, "Years", value)
	}
	return w.Text(yesNo(value, locales.ToldFormYes, locales.ToldFormNo))
}

// againstPair says what can't be true of somebody.
func (na Names) againstPair(a search.Against) string {
	if a.Second == "" {
		return na.words.Text(locales.ToldImpossible, "Field", na.fieldTitle(a.Field), "Value", na.valueTitle(a.First))
	}
	return na.words.Text(locales.AgainstPair, "Field", na.fieldTitle(a.Field), "First", na.valueTitle(a.First), "Second", na.valueTitle(a.Second))
}
