package bot

import (
	"cmp"
	"maps"
	"slices"

	"veiviser/content"
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
