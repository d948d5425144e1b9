package content

// valueKind says what the value of a key may be.
type valueKind int

const (
	wordsValue  valueKind = iota // of the key's words; any word where it has none
	numberValue                  // 18, 1.5
	truthValue                   // true or false
	dateValue                    // 2026-12-31
	entryValue                   // the id of an entry, or one of the key's words
	noteValue                    // a note to editors, never shown
)

// valueKey is one key of a condition's value.
type valueKey struct {
	name  string
	kind  valueKind
	words []string
}

// conditionField is one thing an entry can ask for or lead to.
type conditionField struct {
	name   string
	person bool // it is asked of a person, so it has an effect
	keys   []valueKey
}

// isValue is the key of a value that is written without one: {value: true}.
const isValue = "is"

// Residences lists the grounds of residence a condition can name. The ground is the one
// at the time the permit was given. The three family grounds together are what a profile
// calls [FamilyResidence]; the any ones stand for several.
func Residences() []string {
	return []string{
		"refugee", "humanitarian", "collective-protection", "labour", "family-of-protected", "family-of-other", "family-of-labour",
		"independent", "permanent", "student", "asylum-seeker", "eea", "nordic", "citizen", anyPermit, anyLegal, anyResidence,
	}
}

// What stands for several grounds of residence.
const (
	anyPermit    = "any-permit" // every residence permit
	anyLegal     = "any-legal"  // every lawful stay; asylum seekers are not meant
	anyResidence = "any"
)

// Statuses lists what a person can be in, have, need or receive, as conditions name it.
func Statuses() []string {
	return []string{
		"in-introduction-programme", "in-norwegian-training", "in-fov", "in-vgs-adult", "in-vgs-full-time", "in-kvp", "in-nav-measure",
		"in-arbeidstrening", "in-nav-training", "in-sommerjobb", "in-lonnstilskudd", "in-reception", "in-reception-with-permit",
		"in-treatment", "in-training",
		"mapped", "already-mapped", "guided", "settled", "registered-in-municipality", "moved-without-agreement",
		"right-to-fov", "right-to-vgs-adult", "right-to-vgs-youth", "used-up-vgs-right", "right-to-norwegian", "right-and-duty-norwegian",
		"used-up-norwegian-right", "no-norwegian-right",
		"recommended-by-municipality", "recommended-by-nav",
		"without-study-or-vocational-competence", "has-study-competence", "passed-social-studies-in-norwegian",
		"norwegian-school-social-studies", "studies-10-credits-social-studies", "assessed-by-authority", "real-competence-assessed",
		"admitted-to-education",
		"employed", "work-30-hours", "unemployed", "laid-off", "jobseeker", "real-jobseeker", "self-inflicted-unemployment",
		"wants-work-assistance", "needs-broader-assessment", "needs-close-follow-up", "needs-composite-support",
		"needs-treatment-or-measure", "needs-certificate", "has-branch-background", "lacks-qualification", "special-workplace-needs",
		"assessed-need", "assessed-work-capacity", "reduced-work-capacity", "permanently-reduced-work-capacity", "serious-disability",
		"vulnerable-participant", "apprentice-contract", "student", "student-without-children", "regulated-profession",
		"work-permit-as-asylum-seeker", "under-30", "at-home", "on-care-leave",
		"finished-introduction-programme",
		"on-introduksjonsstonad", "on-dagpenger", "on-arbeidsavklaringspenger", "on-sosialhjelp", "on-overgangsstonad",
		"newcomer-in-target-group",
	}
}

// Papers lists the documents of schooling that a condition can name, beside the levels.
func Papers() []string {
	return []string{
		"foreign-higher", "foreign-upper-secondary", "foreign-vocational", "trade-certificate", "fagskole-degree",
		"norwegian-upper-secondary", "study-competence", "vocational-competence", "vg1-vg2",
	}
}

// Genders lists the genders a condition can name.
func Genders() []string { return []string{"woman", "man"} }

// Recipients lists who an offer or support can be for where that is not the participant.
func Recipients() []string { return []string{"municipality", "employer", "provider"} }

// ConditionFields lists the fields of conditions: what is asked of a person first, then
// what the entry is and leads to.
func ConditionFields() []string {
	var names []string
	for _, f := range conditionFields() {
		names = append(names, f.name)
	}
	return names
}

// conditionFields is the table of what a condition may say.
func conditionFields() []conditionField {
	return append(personFields(), propertyFields()...)
}

func personFields() []conditionField {
	levels := append([]string{"none"}, append(CEFRLevels(), "other")...)
	number, truth, note := func(n string) valueKey { return valueKey{n, numberValue, nil} },
		func(n string) valueKey { return valueKey{n, truthValue, nil} },
		func(n string) valueKey { return valueKey{n, noteValue, nil} }
	words := func(n string, of ...string) valueKey { return valueKey{n, wordsValue, of} }
	return []conditionField{
		{"age", true, []valueKey{number("min"), number("max"), words("at", "permit", "application", "intake-year"), words("count", "year"), words("over", "compulsory-school"), truth("any")}},
		{"gender", true, []valueKey{words("any", Genders()...)}},
		{"residence", true, []valueKey{words("any", Residences()...)}},
		{"time_in_norway", true, []valueKey{number("min_months"), number("max_months"), words("since", "protection", "membership", "finished-introduction-programme"), truth("any"), note("note")}},
		{"time_since_settlement", true, []valueKey{number("max_months"), words("since", "first-municipality-with-permit", "settlement")}},
		{"norwegian", true, []valueKey{words("need", levels...), words("skills", "all", "oral"), note("text"), note("range")}},
		{"schooling", true, []valueKey{words("any", append(SchoolingLevels(), Papers()...)...), words("min", SchoolingLevels()...), words("max", SchoolingLevels()...), note("with"), number("min_years"), number("min_months"), words("countries"), truth("outside_eea"), words("alternatives", "nine-years-abroad", "real-competence-primary")}},
		{"status", true, []valueKey{words("any", Statuses()...)}},
		{"work_experience", true, []valueKey{number("min_years"), words("kind", "any", "relevant", "trade", "in-norway-full-time"), truth("low"), words("counts", "work", "care", "education", "military"), words("waiver", "refugee-without-documents"), note("formula")}},
		{"care", true, []valueKey{number("children_under"), truth("great_care_duties"), truth("own_children_in_home")}},
		{"income", true, []valueKey{number("above_g"), number("months"), note("below"), note("above")}},
		{"settled_by_agreement", true, []valueKey{truth(isValue)}},
	}
}

func propertyFields() []conditionField {
	number, note := func(n string) valueKey { return valueKey{n, numberValue, nil} },
		func(n string) valueKey { return valueKey{n, noteValue, nil} }
	words := func(n string, of ...string) valueKey { return valueKey{n, wordsValue, of} }
	who := []string{"participant", "municipality", "county", "nav", "employer", "provider", "organisation"}
	offices := []string{"kommune", "fylkeskommune", "nav", "imdi", "hkdir", "lanekassen", "husbanken", "helsedirektoratet", "dsb", "andre", "samordna-opptak", "universitet-hogskole", "fagskole", "voksenopplaering", "frivillige"}
	return []conditionField{
		{"municipality_duty", false, []valueKey{words("who", "kommune", "fylkeskommune", "nav", "offentlig-organ", "frivillige"), words("level", "duty", "may", "none"), words("right", "right-and-duty", "right", "none"), {"until", dateValue, nil}, note("when")}},
		{"application", false, []valueKey{words("by", who...), words("to", offices...), note("deadline"), number("within_months"), note("before"), note("after"), note("with")}},
		{"leads_norwegian", false, []valueKey{words("level", append(CEFRLevels(), "documents", "other")...), words("skills", "all", "mixed"), words("oral", CEFRLevels()...), note("for"), note("text"), note("range")}},
		{"leads_competence", false, []valueKey{words("to", competences()...)}},
		{"duration", false, []valueKey{number("min_months"), number("typical_months"), number("max_months"), number("extend_months"), number("hours"), number("sessions"), note("for")}},
		{"load", false, []valueKey{words("kind", "full-time", "part-time", "flexible", "hours"), number("hours_week"), number("min_hours_week"), number("hours_month"), number("days_week"), {"full_year", truthValue, nil}, note("per"), note("for")}},
		{"livelihood", false, []valueKey{{"support", entryValue, []string{"wage", "none", "overgangsstonad"}}, note("when")}},
		{"combines", false, []valueKey{{"with", entryValue, nil}, number("max_percent"), note("when")}},
		{"excludes", false, []valueKey{{"with", entryValue, []string{"overgangsstonad"}}, words("kind", "excludes", "reduces", "replaces", "after"), note("what"), note("when")}},
		{"unknown", false, []valueKey{words(isValue, "age", "norwegian", "residence")}},
	}
}

// competences lists what an offer can lead to.
func competences() []string {
	return []string{
		"assessment", "basic-skills", "primary", "real-competence", "upper-secondary-partial", "study-competence", "trade-certificate",
		"basic-competence", "certificate", "work-experience", "job", "fagskole-degree", "higher-degree", "higher-admission",
		"engineering-admission", "english-requirement", "recognition-higher", "recognition-vocational", "authorisation",
		"authorisation-basis", "norwegian-documented", "social-studies-test", "citizenship-test",
	}
}
