package bot

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Told is what a conversation tells of a participant. What isn't told isn't known. It is of
// nobody: no name, no number. It is kept with the conversation and gone with it.
type Told struct {
	Age            int            `json:"age,omitempty"`              // years
	AgeTo          int            `json:"age_to,omitempty"`           // above Age where it is from Age to this; 0 where Age is exact
	Gender         string         `json:"gender,omitempty"`           // woman, man
	Residence      string         `json:"residence,omitempty"`        // of content.Residences, or content.FamilyResidence
	Norwegian      string         `json:"norwegian,omitempty"`        // none, or of content.CEFRLevels
	Schooling      string         `json:"schooling,omitempty"`        // of content.SchoolingLevels, or content.SomeSchooling
	Abroad         *bool          `json:"abroad,omitempty"`           // whether the schooling is from abroad
	Status         []string       `json:"status,omitempty"`           // of content.Statuses
	NotStatus      []string       `json:"not_status,omitempty"`       // likewise: what they are not
	MonthsSettled  *int           `json:"months_settled,omitempty"`   // since they were settled
	MonthsInNorway *int           `json:"months_in_norway,omitempty"` // since they came
	Since          map[string]int `json:"since,omitempty"`            // months since protection, finished-introduction-programme
	YearsOfWork    *int           `json:"years_of_work,omitempty"`
	Care           *bool          `json:"care,omitempty"`        // own children at home, or others to take care of
	IncomeSoon     bool           `json:"income_soon,omitempty"` // money is needed soon
	Goal           string         `json:"goal,omitempty"`        // of content.Goals
	Reaches        string         `json:"reaches,omitempty"`     // level of Norwegian that is wanted
	Money          bool           `json:"money,omitempty"`       // supports are wanted, not offers
}

// finished is the status of who is done with the introduction programme.
const finished = "finished-introduction-programme"

// toldBy is what a question tells.
func toldBy(p search.Person) Told {
	return Told{
		Age: p.Age, Gender: p.Gender, Residence: p.Residence, Norwegian: p.Norwegian, Schooling: p.Schooling, Abroad: p.Abroad,
		Status: p.Status, NotStatus: p.NotStatus, MonthsSettled: p.MonthsSettled, MonthsInNorway: p.InNorway, Since: p.MonthsSince,
		YearsOfWork: p.YearsOfWork, Care: p.Care, IncomeSoon: p.IncomeSoon, Goal: p.Goal, Reaches: p.Reaches,
	}
}

// apart are statuses of which the later told ends the earlier.
var apart = [][2]string{
	{"employed", "unemployed"}, {"employed", "laid-off"}, {"in-introduction-programme", finished},
}

// with is what is told of both, the later of two values where they differ.
func (t Told) with(later Told) Told {
	out := Told{
		Age: cmp.Or(later.Age, t.Age), AgeTo: t.AgeTo, Gender: cmp.Or(later.Gender, t.Gender), Residence: cmp.Or(later.Residence, t.Residence),
		Norwegian: cmp.Or(later.Norwegian, t.Norwegian), Schooling: cmp.Or(later.Schooling, t.Schooling), Abroad: cmp.Or(later.Abroad, t.Abroad),
		MonthsSettled: cmp.Or(later.MonthsSettled, t.MonthsSettled), MonthsInNorway: cmp.Or(later.MonthsInNorway, t.MonthsInNorway),
		YearsOfWork: cmp.Or(later.YearsOfWork, t.YearsOfWork), Care: cmp.Or(later.Care, t.Care), IncomeSoon: later.IncomeSoon || t.IncomeSoon,
		Goal: cmp.Or(later.Goal, t.Goal), Reaches: cmp.Or(later.Reaches, t.Reaches), Money: later.Money || t.Money,
	}
	if later.Age != 0 {
		out.AgeTo = later.AgeTo
	}
	if later.Schooling != "" && later.Abroad == nil && later.Schooling != t.Schooling {
		out.Abroad = nil // it was of another schooling
	}
	if since := maps.Clone(t.Since); since != nil || later.Since != nil {
		if out.Since = since; since == nil {
			out.Since = map[string]int{}
		}
		maps.Copy(out.Since, later.Since)
	}
	ended := func(s string) bool {
		return slices.Contains(later.NotStatus, s) || slices.ContainsFunc(apart, func(a [2]string) bool {
			return a[0] == s && slices.Contains(later.Status, a[1]) || a[1] == s && slices.Contains(later.Status, a[0])
		})
	}
	out.Status = union(slices.DeleteFunc(slices.Clone(t.Status), ended), later.Status)
	out.NotStatus = union(slices.DeleteFunc(slices.Clone(t.NotStatus), func(s string) bool { return slices.Contains(later.Status, s) }), later.NotStatus)
	return out
}

// union is a with what b has beside it.
func union(a, b []string) []string {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// then is what is known once later is told. Another age or ground of residence is another
// participant's, unless the text that tells it goes on from the one before ("and if she
// is 23?").
func (t Told) then(later Told, goesOn bool) Told {
	differs := later.Age != 0 && t.Age != 0 && later.Age != t.Age || later.Residence != "" && t.Residence != "" && later.Residence != t.Residence
	if differs && !goesOn {
		return later
	}
	return t.with(later)
}

// without is t without a field of content.ProfileFields, or without one of its statuses.
func (t Told) without(field string) Told {
	switch field {
	case "age":
		t.Age, t.AgeTo = 0, 0
	case "gender":
		t.Gender = ""
	case "residence":
		t.Residence = ""
	case "norwegian":
		t.Norwegian = ""
	case "reaches":
		t.Reaches = ""
	case "schooling":
		t.Schooling, t.Abroad = "", nil
	case "abroad":
		t.Abroad = nil
	case "status":
		t.Status, t.NotStatus = nil, nil
	case "months_settled":
		t.MonthsSettled = nil
	case "months_in_norway":
		t.MonthsInNorway = nil
	case "years_of_work":
		t.YearsOfWork = nil
	case "care":
		t.Care = nil
	case "income_soon":
		t.IncomeSoon = false
	case "goal":
		t.Goal = ""
	default:
		is := func(s string) bool { return s == field }
		t.Status, t.NotStatus = slices.DeleteFunc(slices.Clone(t.Status), is), slices.DeleteFunc(slices.Clone(t.NotStatus), is)
		if t.Since != nil {
			t.Since = maps.Clone(t.Since)
			delete(t.Since, field)
		}
	}
	return t
}

// drop is t without what a text says to forget.
func (t Told) drop(p search.Person) Told {
	for _, f := range p.Drops {
		t = t.without(f)
	}
	if l := p.DropsLevel; l != "" {
		if t.Reaches == l && t.Norwegian != l {
			t.Reaches = ""
		} else {
			t.Norwegian = ""
		}
	}
	return t
}

// profile is t as the guide's conditions read it.
func (t Told) profile() content.Profile {
	p := content.Profile{
		Age: t.Age, AgeTo: t.AgeTo, Gender: t.Gender, Residence: t.Residence, Norwegian: t.Norwegian, Schooling: t.Schooling,
		Status: t.Status, NotStatus: t.NotStatus, MonthsSettled: t.MonthsSettled, MonthsSince: t.Since, InNorway: t.MonthsInNorway,
		YearsOfWork: t.YearsOfWork, Care: t.Care,
	}
	if slices.Contains(t.Status, finished) {
		p.NotStatus = union(slices.Clone(p.NotStatus), []string{"in-introduction-programme"})
	}
	if t.Abroad != nil {
		p.Papers = papers(t.Schooling, *t.Abroad)
	}
	return p
}

// papers are what somebody has of a schooling from abroad, or from here.
func papers(schooling string, abroad bool) []string {
	switch {
	case schooling == "higher" && abroad:
		return []string{"foreign-higher"}
	case schooling == "upper-secondary" && abroad:
		return []string{"foreign-upper-secondary"}
	case schooling == "upper-secondary":
		return []string{"norwegian-upper-secondary"}
	}
	return nil
}

// tells reports whether a field of the guide's conditions is told.
func (t Told) tells(field string) bool {
	switch field {
	case "age":
		return t.Age != 0
	case "gender":
		return t.Gender != ""
	case "residence":
		return t.Residence != ""
	case "norwegian":
		return t.Norwegian != ""
	case "schooling":
		return t.Schooling != ""
	case "status":
		return len(t.Status)+len(t.NotStatus) > 0
	case "time_since_settlement":
		return t.MonthsSettled != nil
	case "time_in_norway":
		return t.MonthsInNorway != nil || len(t.Since) > 0
	case "work_experience":
		return t.YearsOfWork != nil
	case "care":
		return t.Care != nil
	}
	return false
}

// fields counts what is told.
func (t Told) fields() int { return len(t.values()) }

// hardlyJudged reports whether nothing is told by which offers stand differently: what is
// told of care, of leave and of money names what is asked for rather than who it is for.
func (t Told) hardlyJudged() bool {
	t.Care, t.IncomeSoon = nil, false
	t.Status = slices.DeleteFunc(slices.Clone(t.Status), func(s string) bool { return s == "on-care-leave" })
	return t.fields() == 0
}

// toldValue is one thing that is told: a field with its value. Of a status the field is its
// own name.
type toldValue struct{ field, value string }

// values are what is told, in the order of content.ProfileFields.
func (t Told) values() []toldValue {
	var out []toldValue
	add := func(field, value string) {
		if value != "" {
			out = append(out, toldValue{field, value})
		}
	}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	truth := func(b *bool) string {
		if b == nil {
			return ""
		}
		return strconv.FormatBool(*b)
	}
	switch {
	case t.Age != 0 && t.AgeTo > t.Age:
		add("age", strconv.Itoa(t.Age)+"-"+strconv.Itoa(t.AgeTo))
	case t.Age != 0:
		add("age", strconv.Itoa(t.Age))
	}
	add("gender", t.Gender)
	add("norwegian", t.Norwegian)
	add("reaches", t.Reaches)
	add("schooling", t.Schooling)
	add("abroad", truth(t.Abroad))
	add("residence", t.Residence)
	for _, s := range t.Status {
		add(s, "true")
	}
	for _, s := range t.NotStatus {
		add(s, "false")
	}
	add("months_settled", number(t.MonthsSettled))
	add("months_in_norway", number(t.MonthsInNorway))
	for _, k := range slices.Sorted(maps.Keys(t.Since)) {
		if !slices.Contains(t.Status, k) {
			add(k, strconv.Itoa(t.Since[k]))
		}
	}
	add("years_of_work", number(t.YearsOfWork))
	add("care", truth(t.Care))
	if t.IncomeSoon {
		add("income_soon", "true")
	}
	add("goal", t.Goal)
	return out
}

// The most that a value can be: above every month and year of a life.
const maxMonths, maxWork = 1200, 80

// tell is t with the value of a field, as values writes it; ok is false for what no form or
// button of ours sends. An empty value is one that isn't told.
func (t Told) tell(field, value string) (_ Told, ok bool) {
	later := Told{}
	n, err := strconv.Atoi(value)
	yes, notTruth := strconv.ParseBool(value)
	in := func(list []string) bool { return slices.Contains(list, value) }
	switch {
	case value == "":
		return t, true
	case field == "age":
		if from, to, ok := ageRange(value); ok {
			later.Age, later.AgeTo = from, to
			return t.with(later), true
		}
		later.Age, ok = n, err == nil && n >= youngestTold && n <= oldestTold
	case field == "gender":
		later.Gender, ok = value, in(content.Genders())
	case field == "residence":
		later.Residence, ok = value, in(content.Residences()) || value == content.FamilyResidence
	case field == "norwegian":
		later.Norwegian, ok = value, value == "none" || in(content.CEFRLevels())
	case field == "reaches":
		later.Reaches, ok = value, in(content.CEFRLevels())
	case field == "schooling":
		later.Schooling, ok = value, in(content.SchoolingLevels()) || value == content.SomeSchooling
	case field == "abroad":
		later.Abroad, ok = &yes, notTruth == nil
	case field == "months_settled":
		later.MonthsSettled, ok = &n, err == nil && n >= 0 && n <= maxMonths
	case field == "months_in_norway":
		later.MonthsInNorway, ok = &n, err == nil && n >= 0 && n <= maxMonths
	case field == "years_of_work":
		later.YearsOfWork, ok = &n, err == nil && n >= 0 && n <= maxWork
	case field == "care":
		later.Care, ok = &yes, notTruth == nil
	case field == "income_soon":
		later.IncomeSoon, ok = yes, notTruth == nil
	case field == "goal":
		later.Goal, ok = value, in(content.Goals())
	case slices.Contains(content.Statuses(), field) && notTruth == nil:
		if ok = true; yes {
			later.Status = []string{field}
		} else {
			later.NotStatus = []string{field}
		}
	}
	if !ok {
		return t, false
	}
	return t.with(later), true
}

// The ages that a participant can have.
const youngestTold, oldestTold = 15, 99

// ageRange reads "25-55".
func ageRange(s string) (from, to int, ok bool) {
	if len(s) != len("25-55") || s[2] != '-' {
		return 0, 0, false
	}
	from, err := strconv.Atoi(s[:2])
	to, err2 := strconv.Atoi(s[3:])
	return from, to, err == nil && err2 == nil && youngestTold <= from && from < to && to <= oldestTold
}

// ToldValues are what can be chosen of a field in a form; of status, what has a name.
func ToldValues(field string) []string {
	truth := []string{"true", "false"}
	switch field {
	case "gender":
		return content.Genders()
	case "residence":
		all := content.Residences()
		return slices.Insert(all[:slices.Index(all, "any-permit")], 0, content.FamilyResidence)
	case "norwegian":
		return append([]string{"none"}, content.CEFRLevels()...)
	case "reaches":
		return content.CEFRLevels()
	case "schooling":
		return slices.Insert(content.SchoolingLevels(), 1, content.SomeSchooling)
	case "abroad", "care":
		return truth
	case "income_soon":
		return truth[:1]
	case "goal":
		return content.Goals()
	case "status":
		var out []string
		for _, s := range content.Statuses() {
			if _, ok := statusKeys[s]; ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// ToldTitle names a value of a field in a form.
func (cs Cards) ToldTitle(l content.Lang, field, value string) string {
	co := lists{cs.in(l)}
	switch field {
	case "abroad", "care", "income_soon":
		return co.words.Text(yesNo(value, locales.ToldFormYes, locales.ToldFormNo))
	case "status":
		return capital(co.statusTitle(value))
	case "goal":
		return capital(co.goalTitle(value))
	case "reaches":
		return value
	}
	return capital(co.saysTold(toldValue{field, value}))
}

// Chip is one thing that is told of a participant, with a press that takes it away.
type Chip struct {
	Field  string `json:"field"`  // of content.ProfileFields; a status' own name
	Value  string `json:"value"`  // as it is told
	Text   string `json:"text"`   // in words
	Choice string `json:"choice"` // the press, as [Question.Choice] has it

	Press Action `json:"-"`
}

// chips are what is told, each with a press that takes it away.
func (co lists) chips(t Told) []Chip {
	var out []Chip
	for _, v := range t.values() {
		a := tellPress(co.lang, "-"+v.field)
		text := co.saysTold(v)
		a.Label, a.Aloud = text+" ✕", co.words.Text(locales.ToldTakeAway, "What", co.aloudTold(v, text))
		out = append(out, Chip{Field: v.field, Value: v.value, Text: text, Choice: tellPrefix + a.Value, Press: a})
	}
	return out
}

// tellPrefix begins a choice that tells something of a participant. Behind it stands
// "field=value" for what is told, "-field" for what is taken away, "?field" for what was
// asked and is not known, "!id" for why an entry fits.
const tellPrefix = "tell:"

// Telling is the choice that a press tells by, whose value the button carries.
func Telling(value string) string { return tellPrefix + value }

// tellPress is the press that tells something.
func tellPress(l content.Lang, value string) Action {
	return Action{Kind: TellOf, Ref: Ref{Lang: l}, Value: value}
}

// saysTold is a value in few words.
func (co lists) saysTold(v toldValue) string {
	w := co.words
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
		return w.Text(locales.ToldGoal, "Goal", co.goalTitle(v.value))
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
		return co.valueTitle(v.value)
	default:
		if _, err := strconv.Atoi(v.value); err == nil && v.value != "true" {
			return w.Text(locales.ToldSince, "Months", v.value, "What", co.statusTitle(v.field))
		}
		if v.value == "false" {
			return w.Text(locales.ToldNot, "Status", co.statusTitle(v.field))
		}
		return co.statusTitle(v.field)
	}
	return v.value
}

// goalTitle names a goal: some are called what a schooling is.
func (co lists) goalTitle(goal string) string {
	switch goal {
	case "primary":
		return co.words.Text(locales.ToldGoalPrimary)
	case "upper-secondary":
		return co.words.Text(locales.ToldGoalUpper)
	case "higher":
		return co.words.Text(locales.ToldGoalHigher)
	}
	return co.valueTitle(goal)
}

func yesNo(value string, yes, no locales.Key) locales.Key {
	if value == "true" {
		return yes
	}
	return no
}

// aloudTold is a value with the name of its field, for who hears it alone.
func (co lists) aloudTold(v toldValue, text string) string {
	switch v.field {
	case "norwegian":
		if v.value != "none" {
			return co.words.Text(locales.ToldNorwegian, "Level", v.value)
		}
	case "residence":
		return co.words.Text(locales.FieldResidence) + " " + text
	}
	return text
}

// statusTitle names a status; one without a name is told of as such.
func (co lists) statusTitle(s string) string {
	if k, ok := statusKeys[s]; ok {
		return co.words.Text(k)
	}
	return co.words.Text(locales.FieldStatusTold)
}

// describe repeats what was told in the bot's own words, never the asker's.
func (co lists) describe(t Told) string {
	var parts []string
	for _, v := range t.values() {
		k, ok := describedBy[v.field]
		switch {
		case !ok:
			parts = append(parts, co.saysTold(v))
		case v.field == "goal":
			parts = append(parts, co.words.Text(k)+": "+co.goalTitle(v.value))
		case v.field == "age", v.field == "reaches":
			parts = append(parts, co.words.Text(k)+": "+co.valueTitle(v.value))
		default:
			parts = append(parts, co.words.Text(k)+": "+co.saysTold(v))
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
