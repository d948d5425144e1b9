package bot

import (
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// Filter narrows the offers to those that fit a participant. The zero Filter lets
// every offer through.
type Filter struct {
	Goal      string // of content.Goals
	Level     string // of content.CEFRLevels: what the participant has
	Schooling string // of content.SchoolingLevels
	Residence string // of content.ResidenceGrounds
	list      bool   // the text asks for a list
}

// Lists reports whether the text the filter was read from asks for a list of offers
// and names at least one condition.
func (f Filter) Lists() bool {
	return f.list && (f.Goal != "" || f.Level != "" || f.Schooling != "" || f.Residence != "")
}

// ParseFilter reads the conditions a text names in any of the three languages.
func ParseFilter(text string) Filter {
	text = " " + strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return strings.ContainsRune(" \t\n,.;:?!()/", r)
	}), " ") + " "
	first := func(phrases map[string][]string, order []string) string {
		for _, v := range order {
			if slices.ContainsFunc(phrases[v], func(p string) bool { return strings.Contains(text, " "+p) }) {
				return v
			}
		}
		return ""
	}
	f := Filter{
		Goal:      first(goalPhrases, content.Goals()),
		Schooling: first(schoolingPhrases, content.SchoolingLevels()),
		Residence: first(residencePhrases, content.ResidenceGrounds()),
		list:      slices.ContainsFunc(listPhrases, func(p string) bool { return strings.Contains(text, " "+p+" ") }),
	}
	for _, l := range content.CEFRLevels() {
		if strings.Contains(text, " "+strings.ToLower(l)+" ") {
			f.Level = l
		}
	}
	return f
}

// listPhrases ask for several offers at once.
var listPhrases = []string{
	"hvilke tilbud", "hvilke tiltak", "alle tilbud", "alle tiltak", "liste over tilbud", "tilbud for", "tilbud til", "tiltak for",
	"kva tilbod", "kva tiltak", "alle tilbod", "tilbod for", "tilbod til", "which offers", "what offers", "list offers", "all offers", "offers for", "which measures",
}

// The phrases are beginnings of words or of groups of words.
var (
	goalPhrases = map[string][]string{
		"work":          {"i arbeid", "jobb", "arbeid ", "work ", "a job", "employment"},
		"education":     {"utdanning", "skole", "skule", "studere", "study", "education", "school"},
		"participation": {"sosialt", "fritid", "nettverk", "social", "leisure"},
	}
	schoolingPhrases = map[string][]string{
		"none":            {"uten skolegang", "ingen skolegang", "utan skulegang", "ingen skulegang", "aldri gått på skole", "aldri gått på skule", "no schooling", "never went to school", "analfabet"},
		"primary":         {"grunnskole", "grunnskule", "primary", "lite skolegang", "lite skulegang"},
		"upper-secondary": {"videregående", "vidaregåande", "upper secondary"},
		"higher":          {"høyere utdanning", "høgare utdanning", "universitetsutdann", "bachelor", "master", "higher education", "a degree"},
	}
	residencePhrases = map[string][]string{
		"refugee":               {"flyktning", "asyl", "refugee", "asylum"},
		"humanitarian":          {"humanitær", "humanitarian"},
		"family":                {"familiegjenfor", "familiesamein", "family reunif", "family immigr"},
		"collective-protection": {"ukrain", "kollektiv beskyttelse", "kollektivt vern", "collective protection", "temporary protection"},
		"labour":                {"arbeidsinnvandr", "eøs", "labour migrant", "labour immigrant", "eea"},
	}
)

// Fits reports whether an offer is for a participant the filter describes. An offer
// that does not say fits everybody.
func (f Filter) Fits(e *content.Entry) bool {
	says := func(values []string, v string) bool {
		return v == "" || len(values) == 0 || slices.Contains(values, v)
	}
	level := func(l string) int { return slices.Index(content.CEFRLevels(), l) }
	return says(e.Goals, f.Goal) && says(e.Schooling, f.Schooling) && says(e.Residence, f.Residence) &&
		(f.Level == "" || e.Norwegian == nil || level(e.Norwegian.Level) <= level(f.Level))
}

// describe repeats the conditions in the bot's own words, never the asker's.
func (f Filter) describe(w *locales.Words) string {
	var parts []string
	add := func(label locales.Key, value string) { parts = append(parts, w.Text(label)+": "+value) }
	if f.Goal != "" {
		add(locales.FactGoals, w.Text(goalKeys[f.Goal]))
	}
	if f.Level != "" {
		add(locales.FactNorwegian, f.Level)
	}
	if f.Schooling != "" {
		add(locales.FactSchooling, w.Text(schoolingKeys[f.Schooling]))
	}
	if f.Residence != "" {
		add(locales.FactResidence, w.Text(residenceKeys[f.Residence]))
	}
	return strings.Join(parts, " · ")
}
