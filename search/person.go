package search

import (
	"slices"

	"veiviser/content"
)

// Person is what a text tells of a participant. What the asker is or works with is no
// part of it, nor is what is told of their family.
type Person struct {
	content.Profile
	Goal       string    // of content.Goals
	Reaches    string    // of content.CEFRLevels: wanted, or asked for
	IncomeSoon bool      // money is needed soon
	Abroad     *bool     // whether the schooling is from abroad; nil where that is not told
	ByPronoun  bool      // nothing but a pronoun tells the gender
	Against    []Against // what can't be true together
	Drops      []string  // of content.ProfileFields and content.Statuses: to be forgotten of what was told before
	DropsLevel string    // of content.CEFRLevels: likewise, whatever of the participant it is
}

// Known reports whether anything is told.
func (p Person) Known() bool {
	return p.Goal != "" || p.Reaches != "" || p.Age != 0 || p.Gender != "" || p.Residence != "" || p.Norwegian != "" || p.Schooling != "" ||
		len(p.Status) > 0 || len(p.NotStatus) > 0 || p.MonthsSettled != nil || p.InNorway != nil || len(p.MonthsSince) > 0 || p.YearsOfWork != nil ||
		p.Care != nil || p.IncomeSoon || p.Abroad != nil
}

// Against are two values of one field of a [content.Profile] that can't both be true of
// somebody, in the order they are told in. Second is empty where First can't be true of
// anybody.
type Against struct{ Field, First, Second string }

// fields are the fields of what is told.
func (p Person) fields() []string {
	var out []string
	for _, f := range []struct {
		name string
		told bool
	}{
		{"age", p.Age != 0}, {"gender", p.Gender != "" && !p.ByPronoun}, {"residence", p.Residence != ""}, {"norwegian", p.Norwegian != ""}, {"reaches", p.Reaches != ""},
		{"schooling", p.Schooling != ""}, {"status", len(p.Status)+len(p.NotStatus) > 0}, {"months_settled", p.MonthsSettled != nil}, {"months_in_norway", p.InNorway != nil},
		{"years_of_work", p.YearsOfWork != nil}, {"care", p.Care != nil}, {"income_soon", p.IncomeSoon}, {"goal", p.Goal != ""},
	} {
		if f.told {
			out = append(out, f.name)
		}
	}
	return out
}

// set sets a field, or notes that it can't be both.
func (p *Person) set(field string, to *string, v string) {
	if *to == "" || *to == v {
		*to = v
		return
	}
	if a := (Against{field, *to, v}); !slices.Contains(p.Against, a) {
		p.Against = append(p.Against, a)
	}
}
