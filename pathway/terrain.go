package pathway

import (
	"slices"
	"strings"

	"veiviser/content"
)

// terrain is the guide as a path can go through it: what is open to participants, what taking
// part makes of a person, and how entries stand to one another.
type terrain struct {
	guide    *content.Guide
	without  []string // ids of entries that are left out
	outcomes []content.Outcome
	entries  map[string]*content.Entry // open ones that have an outcome
	byEntry  map[string][]int          // places in outcomes
	offers   []*content.Entry
	hands    []content.Transition
	handsTo  map[string][]*content.Transition // by where to
	excludes map[[2]string][]*content.Exclusion
	fulltime map[string]bool
}

func newTerrain(g *content.Guide, without []string) *terrain {
	hands := g.Handover()
	tr := &terrain{
		guide: g, without: without, outcomes: slices.Clone(hands.Outcomes), offers: g.OfKind(content.Offer), hands: slices.Clone(hands.Transitions),
		entries: map[string]*content.Entry{}, byEntry: map[string][]int{}, handsTo: map[string][]*content.Transition{},
		excludes: map[[2]string][]*content.Exclusion{}, fulltime: map[string]bool{},
	}
	for i, out := range tr.outcomes {
		if e, ok := tr.open(out.Entry); ok {
			tr.entries[out.Entry] = e
			tr.byEntry[out.Entry] = append(tr.byEntry[out.Entry], i)
			tr.fulltime[out.Entry] = fullTime(e)
		}
	}
	for i, t := range tr.hands {
		tr.handsTo[t.To] = append(tr.handsTo[t.To], &tr.hands[i])
	}
	for _, x := range hands.Exclusions {
		tr.excludes[[2]string{x.A, x.B}] = append(tr.excludes[[2]string{x.A, x.B}], &x)
		if x.A != x.B {
			tr.excludes[[2]string{x.B, x.A}] = append(tr.excludes[[2]string{x.B, x.A}], &x)
		}
	}
	return tr
}

// open returns the entry if a path may go through it: one that takes people, for them, and
// that isn't left out.
func (tr *terrain) open(id string) (*content.Entry, bool) {
	e, ok := tr.guide.Entry(id)
	return e, ok && !e.Closed && e.Recipient == "" && !slices.Contains(tr.without, id)
}

// planned are the statuses that a path itself brings about: whoever doesn't tell of one
// isn't in it.
func (tr *terrain) planned() []string {
	var out []string
	for _, s := range content.Statuses() {
		if strings.HasPrefix(s, "in-") && s != "in-treatment" && s != "in-training" && !strings.HasPrefix(s, "in-reception") {
			out = append(out, s)
		}
	}
	for _, o := range tr.outcomes {
		for _, s := range o.During {
			if s != "employed" && s != "apprentice-contract" {
				out = appendNew(out, s)
			}
		}
	}
	return out
}

// existing is the point where there is one; zero for none.
func (tr *terrain) existing(r content.NamedPoint) content.NamedPoint {
	if _, _, _, ok := tr.guide.Find(r); !ok {
		return content.NamedPoint{}
	}
	return r
}

// excluded reports whether two entries, or an entry and a support, can't be had together.
func (tr *terrain) excluded(a, b string, p content.Profile) bool {
	return slices.ContainsFunc(tr.excludes[[2]string{a, b}], func(x *content.Exclusion) bool { return x.Holds(p) })
}

// short is the outcome of an entry that takes no time.
func (tr *terrain) short(id string) (*content.Outcome, bool) {
	for _, i := range tr.byEntry[id] {
		if o := &tr.outcomes[i]; o.Months == 0 && len(o.With) == 0 && len(o.After) > 0 && !o.Sure {
			return o, true
		}
	}
	return nil, false
}

// usual reports whether the guide itself says that an entry goes together with one of a
// phase.
func (tr *terrain) usual(id string, ph Phase) bool {
	e, _ := tr.guide.Entry(id)
	return slices.ContainsFunc(ph.Steps, func(s Step) bool {
		main, _ := tr.guide.Entry(s.Entry)
		return s.Fills() && (slices.Contains(together(main), id) || slices.Contains(together(e), s.Entry))
	})
}

// light reports whether an offer can go beside what fills a phase: it is no programme and
// no schooling of its own, and no second job where there is one.
func (tr *terrain) light(id string, employed bool) bool {
	e, _ := tr.guide.Entry(id)
	if employed && slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "livelihood" && c.Value.Word("support") == "wage"
	}) {
		return false
	}
	return !slices.ContainsFunc(tr.byEntry[id], func(i int) bool {
		o := tr.outcomes[i]
		return o.Frame || o.Schooling != "" || len(o.Papers) > 0 || slices.Contains(o.Reaches, "job") || employed && o.Working || slices.Contains(o.During, "student")
	})
}

// given reports whether what a fit asks for and nobody told can be had without more: an
// assessment gives it, or it is one condition alone.
func (tr *terrain) given(f content.Fit) bool {
	open := 0
	for _, r := range f.Reasons {
		c := r.Condition
		if r.State != content.NotStated || c.Effect != content.Must || !c.Formal || c.Local {
			continue
		}
		if c.Field != "status" {
			open++
			continue
		}
		if !slices.ContainsFunc(tr.outcomes, func(o content.Outcome) bool { return o.Months == 0 && len(o.Requires) == 0 && gives(&o, c) }) {
			return false
		}
	}
	return open <= 1
}

// reducing are the points that say that an entry makes smaller what one lives on.
func (tr *terrain) reducing(id string, ph Phase) []content.NamedPoint {
	var out []content.NamedPoint
	for _, l := range ph.Livelihood {
		for _, x := range tr.excludes[[2]string{l.Support, id}] {
			if x.Kind == content.Reduces && !x.Says.Point.IsZero() {
				out = append(out, x.Says.Point)
			}
		}
	}
	return out
}

func fullTime(e *content.Entry) bool {
	full, other := false, false
	for _, c := range e.Conditions {
		if c.Field == "load" {
			kind := c.Value.Word("kind")
			full, other = full || kind == "full-time", other || kind == "part-time" || kind == "flexible"
		}
	}
	return full && !other
}

// together lists what an entry says it goes together with.
func together(e *content.Entry) []string {
	if e == nil {
		return nil
	}
	out := slices.Clone(e.CombinesWith)
	for _, c := range e.Conditions {
		if c.Field == "combines" {
			out = appendNew(out, c.Value.Words("with")...)
		}
	}
	return out
}

// owes reports whether somebody has to offer a step's entry by its way in.
func (tr *terrain) owes(st Step) bool {
	c, ok := owed(tr.entries[st.Entry], st.Fit.Route)
	return ok && c.Value.Word("level") == "duty"
}

// says is the point where it is said of people like p: one that says whom a way in is for is
// none for those whom no such way is for.
func (tr *terrain) says(r content.NamedPoint, p content.Profile) (content.NamedPoint, bool) {
	e, ok := tr.guide.Entry(r.Entry)
	if !ok {
		return content.NamedPoint{}, false
	}
	var ways []string
	asked := func(c content.Condition) bool { return c.PointID == r.ID && c.Effect == content.Must && !c.Local }
	for _, c := range e.Conditions {
		if asked(c) {
			ways = appendNew(ways, c.Routes...)
			if len(c.Routes) == 0 {
				ways = appendNew(ways, "")
			}
		}
	}
	holds := func(way string) bool {
		return !slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
			return asked(c) && (len(c.Routes) == 0 || slices.Contains(c.Routes, way)) && content.HoldAll([]content.Condition{c}, p) == content.NotMet
		})
	}
	if len(ways) > 0 && !slices.ContainsFunc(ways, holds) {
		return content.NamedPoint{}, false
	}
	return r, true
}

// has reports whether somebody is what an entry makes of people.
func (tr *terrain) has(id string, p content.Profile) bool {
	return slices.ContainsFunc(tr.byEntry[id], func(i int) bool {
		return slices.ContainsFunc(tr.outcomes[i].After, func(s string) bool { return slices.Contains(p.Status, s) })
	})
}
