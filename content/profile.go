package content

import "slices"

// Profile is what is known of a person. What is not given is not known.
type Profile struct {
	Age           int    // years; 0 = not known
	AgeTo         int    // above Age where all that is known is that it is from Age to this; 0 = Age is exact
	Gender        string // woman, man
	Residence     string // of Residences but the any ones, or FamilyResidence
	Norwegian     string // none, or of CEFRLevels: the lowest of the person's skills
	Schooling     string // of SchoolingLevels, or SomeSchooling
	Papers        []string
	AllPapers     bool // Papers are all there are
	Status        []string
	NotStatus     []string       // of Statuses: what the person is certainly not
	Settled       *bool          // settled by agreement between state and municipality
	MonthsSettled *int           // since the person was settled
	MonthsSince   map[string]int // since protection, membership, finished-introduction-programme
	InNorway      *int           // months since the person came to Norway
	YearsOfWork   *int           // of any work
	Care          *bool          // own children at home, or others to take care of
}

// ProfileFields lists what can be told of a person: what a profile has, and what is wanted
// of an offer.
func ProfileFields() []string {
	return []string{
		"age", "gender", "norwegian", "reaches", "schooling", "abroad", "residence", "status", "settled", "months_settled",
		"months_in_norway", "years_of_work", "care", "income_soon", "goal",
	}
}

// SomeSchooling is the schooling of a profile that says little of it: more than none, and no
// level that is finished.
const SomeSchooling = "some"

// FamilyResidence is the ground of a profile that says family and not whose.
const FamilyResidence = "family"

// State is what a condition is for a person.
type State string

// The states. What nobody said, and what no source says, is not stated: never a fit.
const (
	Met       State = "met"
	NotMet    State = "not met"
	NotStated State = "not stated"
)

// Reason is one condition with its state and the point that says so.
type Reason struct {
	Condition Condition
	State     State
	Section   Section // of the point; empty for what no source answers
	Index     int     // of the point in its section
}

// Fit is how a person stands to an entry, by the best way in.
type Fit struct {
	State   State
	Formal  bool     // for NotMet: law or regulation closes it; else it is only usual so
	Route   string   // key of the way in; empty where there is one way only
	Reasons []Reason // the conditions that can close the way and what is unknown, in the order of the entry
}

// Conditions tells how the person p stands to the conditions of e. Of several ways in,
// the best counts: one that is met, else one that is not closed, with the fewest
// conditions not stated. An entry that asks nothing of a person is not stated.
func Conditions(e *Entry, p Profile) Fit { return ConditionsBy(e, p, nil) }

// ConditionsBy is [Conditions] by some of the ways in alone; by all where none is named.
func ConditionsBy(e *Entry, p Profile, ways []string) Fit {
	routes := e.Routes
	if len(routes) == 0 {
		routes = []Route{{}}
	}
	var best Fit
	first := true
	for _, r := range routes {
		if len(ways) > 0 && !slices.Contains(ways, r.Key) {
			continue
		}
		if f := e.way(r.Key, p); first || f.rank() < best.rank() {
			best, first = f, false
		}
	}
	return best
}

// Suited returns the conditions of e that say whom it suits or who goes first and that
// are known to hold for p, in the order of the entry. They never close an offer.
func Suited(e *Entry, p Profile) []Reason {
	var out []Reason
	for _, c := range e.Conditions {
		if (c.Effect == Suits || c.Effect == Priority) && holds(c, p) == Met {
			r := Reason{Condition: c, State: Met}
			r.Section, r.Index = e.pointPlace(c.PointID)
			out = append(out, r)
		}
	}
	return out
}

// rank orders ways in, the best first.
func (f Fit) rank() int {
	const more = 1000 // than an entry has conditions
	notStated := 0
	for _, r := range f.Reasons {
		if r.State == NotStated && r.Condition.Effect == Must {
			notStated++
		}
	}
	switch {
	case f.State == NotMet && f.Formal:
		return 2*more + notStated
	case f.State == NotMet:
		return more + notStated
	}
	return notStated
}

// way judges one way in.
func (e *Entry) way(route string, p Profile) Fit {
	f := Fit{Route: route, State: NotStated, Reasons: make([]Reason, 0, e.asking(route))}
	met, open := 0, true
	for _, c := range e.Conditions {
		if len(c.Routes) > 0 && !slices.Contains(c.Routes, route) {
			continue
		}
		if c.Effect != Must && c.Effect != Excludes && c.Field != unknownField {
			continue
		}
		r := e.reason(c, p)
		f.Reasons = append(f.Reasons, r)
		switch {
		case r.State == NotMet:
			f.State = NotMet
			f.Formal = f.Formal || c.Formal
		case r.State == Met && c.Effect == Must:
			met++
		case r.State == NotStated && (c.Effect != Excludes || c.Local):
			open = false
		}
	}
	if f.State != NotMet && open && met > 0 {
		f.State = Met
	}
	return f
}

// asking is how many conditions a way in has a reason for.
func (e *Entry) asking(route string) int {
	n := 0
	for _, c := range e.Conditions {
		if (len(c.Routes) == 0 || slices.Contains(c.Routes, route)) && (c.Effect == Must || c.Effect == Excludes || c.Field == unknownField) {
			n++
		}
	}
	return n
}

// reason judges one condition. A local rule is not met nowhere but in its place.
func (e *Entry) reason(c Condition, p Profile) Reason {
	r := Reason{Condition: c, State: NotStated}
	r.Section, r.Index = e.pointPlace(c.PointID)
	if c.Field == unknownField {
		return r
	}
	r.State = holds(c, p)
	if c.Effect == Excludes {
		switch r.State {
		case Met:
			r.State = NotMet
		case NotMet:
			r.State = Met
		}
	}
	if c.Local && r.State == NotMet {
		r.State = NotStated
	}
	return r
}

func (e *Entry) pointPlace(id string) (Section, int) {
	if nb := e.Texts[Bokmal]; nb != nil && id != "" {
		for _, st := range nb.Sections {
			if i := slices.IndexFunc(st.Points, func(p Point) bool { return p.ID == id }); i >= 0 {
				return st.Key, i
			}
		}
	}
	return "", 0
}
