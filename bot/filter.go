package bot

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
