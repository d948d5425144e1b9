package content

import (
	"slices"
)

// transitionsFile holds how entries hand over to one another.
const transitionsFile = "_transitions.yaml"

// Transition is how one entry hands over to another: what must be true in between, who
// decides, how long it can take and what to look out for.
type Transition struct {
	From, To  string
	Kind      TransitionKind
	Requires  []Condition // on a person; all must hold
	Says      Statement
	Pitfall   Statement // empty where none is known
	Decider   string    // the actor who decides; empty where nobody does
	Decision  map[Lang]string
	Deadline  Statement // empty where none is known
	WaitMin   int       // months that pass at least
	WaitMax   int       // months it can take at most; 0 = not said
	Waiting   Statement // says so; empty where nothing is to wait for
	Before    string    // what one lives on before: a support or one of Livelihoods; empty = not said
	After     string    // and afterwards
	Certainty string    // of Certainties

	line int // in transitionsFile
}

// TransitionKind says how a transition's entries stand in time.
type TransitionKind string

// The kinds of transitions.
const (
	Then   TransitionKind = "then"   // the second comes after the first
	With   TransitionKind = "with"   // both at the same time
	Within TransitionKind = "within" // the second is part of the first
)

// Exclusion is two entries that can't be had together, or not unchanged.
type Exclusion struct {
	A, B      string // entries, or one of Livelihoods
	Kind      ExclusionKind
	Says      Statement
	Partly    map[Lang]string // it holds only so far: "more than half a post"; empty where it holds for all
	Only      []Condition     // it holds for those alone of whom all of these hold
	Except    []Condition     // it doesn't hold for those of whom all of these hold
	Certainty string

	line int
}

// ExclusionKind says what two entries do to each other.
type ExclusionKind string

// The kinds of exclusions.
const (
	NotTogether ExclusionKind = "excludes"    // not at the same time
	Reduces     ExclusionKind = "reduces"     // the one makes the other smaller
	AfterOther  ExclusionKind = "after"       // B is to be used before A
	Consequence ExclusionKind = "consequence" // it matters for something else
)

// Holds reports whether the exclusion keeps a person from having both entries: one that
// is told apart by what nobody knows of the person holds.
func (x Exclusion) Holds(p Profile) bool {
	if x.Kind != NotTogether || len(x.Partly) > 0 {
		return false
	}
	if slices.ContainsFunc(x.Only, func(c Condition) bool { return holds(c, p) == NotMet }) {
		return false
	}
	return len(x.Except) == 0 || slices.ContainsFunc(x.Except, func(c Condition) bool { return holds(c, p) != Met })
}

// Outcome is what taking part in an entry makes of a person, as far as a path can be
// planned with it. An entry may have several: the first that holds is used.
type Outcome struct {
	Entry     string
	With      []string    // entries that are taken as part of it, one after the other, in the same time
	Ways      []string    // ways in to the entry that it is for; none = all
	Goals     []string    // of PathGoals: the goals it is used for; none = all
	Requires  []Condition // on the person when it begins
	Asks      []Condition // on the person too; what nobody stated of it is said aloud
	Sure      bool        // what Requires asks must be known of the person, not only not be against it
	Needs     []string    // competences that are reached before
	Months    int         // how long it takes at most
	Length    NamedPoint  // the point that says so; empty where the guide names no length and Months is only reckoned with
	Frame     bool        // others can be part of it
	During    []string    // of Statuses: what the person is meanwhile
	After     []string    // of Statuses: what the person is from then on
	Clock     string      // what has been over since then: a "since" of time_in_norway
	Norwegian string      // level that is the aim; empty where it teaches none
	Level     NamedPoint  // the point that says so
	Schooling string      // schooling it gives; empty for none
	Papers    []string    // of Papers
	Reaches   []string    // competences it leads to
	Working   bool        // the time counts as work experience
	Hard      int         // months that count against it in the choice of a path

	line int
}

// Holds tells whether the outcome is one for p: not met where something that it requires
// is against it, not stated where something isn't told.
func (o Outcome) Holds(p Profile) State { return HoldAll(o.Requires, p) }

// HoldAll tells whether all the conditions are true of p. None is met.
func HoldAll(cs []Condition, p Profile) State {
	s := Met
	for _, c := range cs {
		switch holds(c, p) {
		case NotMet:
			return NotMet
		case NotStated:
			s = NotStated
		}
	}
	return s
}

// PaidAmount names the point that says how much a support is for those of whom all of
// Requires hold.
type PaidAmount struct {
	Support  string
	Requires []Condition
	Point    NamedPoint

	line int
}

// PaidSpan is how long a support is given to those of whom all of Requires hold when it
// begins.
type PaidSpan struct {
	Support  string
	Requires []Condition
	Months   int
	Until    int // months since protection after which it ends; 0 = it doesn't
	Yearly   int // months a year that it is paid; 0 = all of them
	Point    NamedPoint

	line int
}

// NamedPoint names a point: the entry it stands in, and its id there.
type NamedPoint struct{ Entry, ID string }

// IsZero reports whether r names no point.
func (r NamedPoint) IsZero() bool { return r == NamedPoint{} }

// Statement is a point of an entry, or a text of its own with a rule or a source. The
// zero Statement says nothing.
type Statement struct {
	Point NamedPoint
	Texts map[Lang]string
	Rules map[Lang]*Rule
	From  *Source // of a text without a rule

	rule *Rule // as written
}

// IsZero reports whether the statement says nothing.
func (s Statement) IsZero() bool { return s.Point.IsZero() && len(s.Texts) == 0 }

// Certainties lists how sure a transition or an exclusion is: read in so many words, read
// with a step of reasoning, or of a source that is old, local or undated.
func Certainties() []string { return []string{"sure", "likely", "unclear"} }

// Livelihoods lists what one can live on that is no support of the guide.
func Livelihoods() []string { return []string{"wage", "none", "overgangsstonad"} }

// PathGoals lists what a path can lead to: the goals of entries, and closer ones.
func PathGoals() []string {
	out := Goals()
	for _, g := range []string{"trade-certificate", "upper-secondary", "primary", "higher", "recognition", "norwegian", "permanent-or-citizen"} {
		if !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// Handover is everything that transitionsFile says, in its order: how entries hand over to
// one another, which exclude each other, and what taking part makes of a person. It is the
// guide's own; nobody changes it.
type Handover struct {
	Transitions []Transition
	Exclusions  []Exclusion
	Outcomes    []Outcome
	Amounts     []PaidAmount
	Spans       []PaidSpan
}

func (h *Handover) empty() bool {
	return len(h.Transitions)+len(h.Exclusions)+len(h.Outcomes)+len(h.Amounts)+len(h.Spans) == 0
}

// Handover returns how the guide's entries hand over to one another.
func (g *Guide) Handover() *Handover { return &g.hands }

// Amount returns the point that says how much the support is for p; ok is false where none
// is known.
func (h *Handover) Amount(support string, p Profile) (r NamedPoint, ok bool) {
	for _, a := range h.Amounts {
		if a.Support == support && HoldAll(a.Requires, p) == Met {
			return a.Point, true
		}
	}
	return NamedPoint{}, false
}

// Span returns how long the support is given to p when it begins now; ok is false where
// the guide sets no end to it. What nobody knows of p counts against it: the shortest of
// the spans that may hold.
func (h *Handover) Span(support string, p Profile) (s PaidSpan, ok bool) {
	for _, a := range h.Spans {
		if a.Support != support {
			continue
		}
		switch HoldAll(a.Requires, p) {
		case Met:
			return a, true
		case NotStated:
			if !ok || a.Months < s.Months {
				s, ok = a, true
			}
		}
	}
	return s, ok
}

// resolveHandover fills in the rules of statements that are texts of their own.
func (c resolver) resolveHandover() {
	at := &Entry{file: transitionsFile}
	fill := func(s *Statement, line int) {
		if s.rule == nil {
			return
		}
		at.pos = map[string]int{"id": line}
		s.Rules = c.rules(at, "rule", s.rule)
	}
	h := &c.g.hands
	for i := range h.Transitions {
		t := &h.Transitions[i]
		for _, s := range []*Statement{&t.Says, &t.Pitfall, &t.Deadline} {
			fill(s, t.line)
		}
	}
	for i := range h.Exclusions {
		fill(&h.Exclusions[i].Says, h.Exclusions[i].line)
	}
}
