package bot

import (
	"slices"

	"veiviser/content"
)

// Filter narrows the offers by what was chosen on a form. The zero Filter lets every
// offer through.
type Filter struct {
	Age       int    // years; 0 where it is not told
	Goal      string // of content.Goals
	Level     string // of content.CEFRLevels: what the participant has
	Schooling string // of content.SchoolingLevels
	Residence string // of content.ResidenceGrounds
}

// told is what the filter tells of a participant.
func (f Filter) told() Told {
	return Told{Age: f.Age, Goal: f.Goal, Norwegian: f.Level, Schooling: f.Schooling, Residence: f.Residence}
}

// Fits reports whether an offer is marked for a participant the filter describes. An
// offer that does not say is for everybody.
func (f Filter) Fits(e *content.Entry) bool {
	says := func(values []string, v string) bool {
		return v == "" || len(values) == 0 || slices.Contains(values, v)
	}
	level := func(l string) int { return slices.Index(content.CEFRLevels(), l) }
	return says(e.Goals, f.Goal) && says(e.Schooling, f.Schooling) && says(e.Residence, f.Residence) &&
		(f.Level == "" || e.Norwegian == nil || level(e.Norwegian.Level) <= level(f.Level))
}
