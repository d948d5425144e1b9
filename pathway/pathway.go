// Package pathway finds ways for a person through the guide: which offers one after the
// other and side by side, what one lives on meanwhile, who decides, and where something is
// missing. [Find] searches the guide's own transitions, conditions and exclusions; it
// knows neither the conversation nor the search. A path is an example, never a decision:
// every step is what the guide says of an entry.
//
// What a path costs is stated in [Cost]. Of paths that cost the same the one whose entries
// stand first by their ids is chosen, so that the same person has the same paths each time.
package pathway

import (
	"slices"

	"veiviser/content"
)

// Options narrow what a path may be.
type Options struct {
	Without    []string // ids of entries that are in no path
	PartTime   bool     // nothing on full time
	IncomeSoon bool     // money is needed soon: months without it, and before the first pay, weigh more
	County     string   // where; shown, as offers vary between counties
	Reaches    string   // level of Norwegian that is wanted; B1 where it isn't said
}

// Result is what Find found.
type Result struct {
	Goal  string
	Why   Refusal // why there is no path; empty where there is one
	Field string  // of the profile, that Why is about; empty for none
	Paths []Path  // at most three, that differ in what they go through
}

// Refusal says why there is no path.
type Refusal string

// The refusals.
const (
	NoGoal        Refusal = "goal"     // no goal that a path leads to
	NoAge         Refusal = "age"      // an age that no participant has
	Contradiction Refusal = "against"  // what is told can't all be true
	AsylumSeeker  Refusal = "asylum"   // the application for protection isn't decided
	Reached       Refusal = "reached"  // the goal is reached already
	NotFound      Refusal = "notfound" // the guide has no way there for this person
)

// Style is what a path puts first.
type Style string

// The styles. A path of each is looked for; those that go through the same are one.
const (
	Fast        Style = "fast"        // to the goal with the least cost
	Formal      Style = "formal"      // a formal competence, by school or recognition
	Combination Style = "combination" // a formal competence beside work
)

// Styles lists the styles in the order they are shown in.
func Styles() []Style { return []Style{Fast, Formal, Combination} }

// Path is one way to the goal.
type Path struct {
	Style      Style
	Phases     []Phase
	Months     int  // from beginning to end, waiting too
	Pay        int  // months until the first pay; -1 where there is none
	Cost       Cost // of all phases
	Considered int  // steps that were weighed
	Next       *Next
}

// Next is the nearest other way that was found, with what it costs.
type Next struct {
	Entries []string
	Cost    Cost
}

// Cost is what stands against a phase or a path; the parts are added.
type Cost struct {
	Months    int // that it takes
	Waiting   int // months that can go by before it
	Income    int // twice the months in which nothing was found to live on, six times where income is needed soon; months in which a support isn't paid, or that a grant loses
	NotStated int // three for each formal condition that nobody stated, one for each informal one
	Hard      int // what the guide says makes it less likely without level, practice or experience
	Duty      int // 36 where it is without a programme that is right and duty, half where that isn't sure; 30 where another that is open is left unused
	Steps     int // one each
}

// Total is the sum of the parts.
func (c Cost) Total() int {
	return c.Months + c.Waiting + c.Income + c.NotStated + c.Hard + c.Duty + c.Steps
}

func (c Cost) plus(o Cost) Cost {
	return Cost{
		c.Months + o.Months, c.Waiting + o.Waiting, c.Income + o.Income, c.NotStated + o.NotStated,
		c.Hard + o.Hard, c.Duty + o.Duty, c.Steps + o.Steps,
	}
}

// Phase is a part of a path: what goes on at the same time.
type Phase struct {
	Steps      []Step
	Start      int                  // months after the beginning
	Months     int                  // how long it takes at most; 0 for what takes no time of its own
	Last       bool                 // the goal is reached as it begins
	Length     content.NamedPoint   // the point that says how long; zero where the guide names no length
	Needs      string               // level of Norwegian that is asked for
	From       string               // level there is when it begins; empty where it isn't known
	Reaches    string               // level that is the aim; empty where it teaches none
	Level      content.NamedPoint   // the point that says so
	Livelihood []Livelihood         // one after the other
	Handovers  []content.Transition // from what was before
	Wait       int                  // months that can go by before it begins
	Gaps       []Gap
	Profile    content.Profile // when it begins
	Cost       Cost

	outs    []*content.Outcome // of the steps that fill it
	judged  []content.Profile  // by which each of them is judged
	ongoing bool
	first   bool // mapping and guidance before the rest
}

// Role is what an entry does in a phase.
type Role string

// The roles.
const (
	Main    Role = "main"    // what the phase is about
	Part    Role = "part"    // as part of it, giving something of its own
	Beside  Role = "beside"  // beside it
	Instead Role = "instead" // in the place of it: it leads to the same
	Ongoing Role = "ongoing" // what the person is in already
)

// Step is an entry of a phase, and how the person stands to it then.
type Step struct {
	Entry string
	Role  Role
	Fit   content.Fit
}

// Fills reports whether the step is of what the phase is about, and nothing beside or in
// place of it.
func (s Step) Fills() bool { return s.Role != Beside && s.Role != Instead }

// Livelihood is what one lives on for some months of a phase.
type Livelihood struct {
	Support string             // id of a support, or of content.Livelihoods
	From    int                // months after the phase began
	Months  int                // 0 for a phase that takes no time
	Says    content.NamedPoint // the point that says so
	Amount  content.NamedPoint // the point that says how much; zero where none does
	Span    content.NamedPoint // the point that says for how long; zero where none does
	State   content.State      // met, or not stated where a condition of it isn't
	Fields  []string           // conditions of it that aren't stated

	off int // months in which it isn't paid, of Months
}

// GapKind says what is missing.
type GapKind string

// The kinds of gaps.
const (
	NoLivelihood GapKind = "livelihood" // nothing was found to live on
	Waiting      GapKind = "wait"       // time can go by before
	Decision     GapKind = "decision"   // somebody decides
	NotStated    GapKind = "notstated"  // a condition of which nobody told
	NoLength     GapKind = "length"     // the guide doesn't say how long
	Uncertain    GapKind = "uncertain"  // no level, practice or experience speaks for it
	Duty         GapKind = "duty"       // a programme is right and duty, and the path is without it
	Obliged      GapKind = "obliged"    // a course is a duty, and nothing of the path has it
	Offered      GapKind = "offered"    // somebody may offer it, and it is no right
	Possible     GapKind = "possible"   // somebody may offer it for some months more, and the path is without it
	Ends         GapKind = "ends"       // what is given now, or a job, ends as it begins
	AfterSupport GapKind = "after"      // a support ends, and nothing follows by itself
	Days         GapKind = "days"       // a support is for days of attendance alone
	Grant        GapKind = "grant"      // how long a grant lasts hangs on when one begins
	Summer       GapKind = "summer"     // months of each year in which a support isn't paid
	Level        GapKind = "level"      // the level of Norwegian is low for what is taught
	Answer       GapKind = "answer"     // nobody knows how long an authority takes
	Permit       GapKind = "permit"     // a permit has an end
	StudyPermit  GapKind = "studies"    // a permit is for studies, and this is something else
	Residence    GapKind = "residence"  // time of residence and income are asked for too
	Heed         GapKind = "heed"       // the guide says something to look out for
)

// Gap is something of a phase that must be known or found out.
type Gap struct {
	Kind   GapKind
	Entry  string             // that it is about
	Field  string             // of a condition that isn't stated
	Values []string           // what the condition asks for
	Months int                // without a livelihood, or of waiting
	Point  content.NamedPoint // the point that says so; zero for none
	Who    string             // the actor who decides
	Sure   bool               // of a duty: all that it asks for is told
}

// Entries lists the ids of a path's entries, in their order, with what goes beside or in
// place of them.
func (p Path) Entries() []string {
	var out []string
	for _, ph := range p.Phases {
		for _, s := range ph.Steps {
			out = append(out, s.Entry)
		}
	}
	return out
}

// Find looks for ways of p to the goal, of content.PathGoals, through g. Two or three that
// differ are returned where there are as many; Why says why there is none. The same guide,
// person, goal and options give the same result.
func Find(g *content.Guide, p content.Profile, goal string, o Options) Result {
	res := Result{Goal: goal}
	if res.Why, res.Field = refused(p, goal, o); res.Why != "" {
		return res
	}
	pl := newPlanner(g, p, goal, o)
	for _, s := range Styles() {
		path, ok := pl.path(s)
		if !ok && s == Fast { // the others ask for more
			break
		}
		if ok {
			res.Paths = added(res.Paths, path)
		}
	}
	if len(res.Paths) > 1 && bare(res.Paths[0]) == 0 { // nobody is led through months without anything to live on where there is another way
		res.Paths = slices.DeleteFunc(res.Paths, func(p Path) bool { return bare(p) > maxBare })
	}
	if len(res.Paths) == 0 {
		res.Why = NotFound
	}
	return res
}

// maxBare is how many months without anything to live on a path may have, where another has
// none.
const maxBare = 6

// bare is how many months of a path nothing was found to live on.
func bare(p Path) int {
	months := 0
	for _, ph := range p.Phases {
		for _, g := range ph.Gaps {
			if g.Kind == NoLivelihood {
				months += g.Months
			}
		}
	}
	return months
}

// added is paths with one more, where it differs: of two that are apart in what takes no
// time alone, the fuller is kept.
func added(paths []Path, path Path) []Path {
	i := slices.IndexFunc(paths, func(q Path) bool { return slices.Equal(lasting(q), lasting(path)) })
	switch {
	case i < 0:
		return append(paths, path)
	case len(mains(path)) > len(mains(paths[i])):
		path.Style = paths[i].Style
		paths[i] = path
	}
	return paths
}

// lasting are the entries that a path's phases are about and that take time.
func lasting(p Path) []string {
	var out []string
	for _, ph := range p.Phases {
		if ph.Months > 0 || ph.Last { // a job that is the goal has no end
			for _, s := range ph.Steps {
				if s.Fills() {
					out = append(out, s.Entry)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// mains are the entries that a path's phases are about.
func mains(p Path) []string {
	var out []string
	for _, ph := range p.Phases {
		for _, s := range ph.Steps {
			if s.Fills() {
				out = append(out, s.Entry)
			}
		}
	}
	slices.Sort(out)
	return out
}
