package bot

import (
	"maps"
	"slices"
	"strconv"

	"veiviser/content"
)

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

// The most that a value can be: above every month and year of a life.
const maxMonths, maxWork = 1200, 80

// ageRange reads "25-55".
func ageRange(s string) (from, to int, ok bool) {
	if len(s) != len("25-55") || s[2] != '-' {
		return 0, 0, false
	}
	from, err := strconv.Atoi(s[:2])
	to, err2 := strconv.Atoi(s[3:])
	return from, to, err == nil && err2 == nil && youngestTold <= from && from < to && to <= oldestTold
}

// The ages that a participant can have.
const youngestTold, oldestTold = 15, 99

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
