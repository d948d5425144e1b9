package content

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
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

// handover is everything that transitionsFile says.
type handover struct {
	Transitions []Transition
	Exclusions  []Exclusion
	Outcomes    []Outcome
	Amounts     []PaidAmount
	Spans       []PaidSpan
}

func (h *handover) empty() bool {
	return len(h.Transitions)+len(h.Exclusions)+len(h.Outcomes)+len(h.Amounts)+len(h.Spans) == 0
}

// Transitions returns how entries hand over to one another, in the order of the file. The
// slice is the caller's.
func (g *Guide) Transitions() []Transition { return slices.Clone(g.hands.Transitions) }

// Exclusions returns which entries can't be had together, in the order of the file.
func (g *Guide) Exclusions() []Exclusion { return slices.Clone(g.hands.Exclusions) }

// Outcomes returns what taking part makes of a person, in the order of the file.
func (g *Guide) Outcomes() []Outcome { return slices.Clone(g.hands.Outcomes) }

// Amount returns the point that says how much the support is for p; ok is false where none
// is known.
func (g *Guide) Amount(support string, p Profile) (r NamedPoint, ok bool) {
	for _, a := range g.hands.Amounts {
		if a.Support == support && HoldAll(a.Requires, p) == Met {
			return a.Point, true
		}
	}
	return NamedPoint{}, false
}

// Span returns how long the support is given to p when it begins now; ok is false where
// the guide sets no end to it. What nobody knows of p counts against it: the shortest of
// the spans that may hold.
func (g *Guide) Span(support string, p Profile) (s PaidSpan, ok bool) {
	for _, a := range g.hands.Spans {
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

// Find returns the entry, the section and the place in it of a point; ok is false for none.
func (g *Guide) Find(r NamedPoint) (e *Entry, s Section, index int, ok bool) {
	if e, ok = g.Entry(r.Entry); !ok {
		return nil, "", 0, false
	}
	s, index = e.pointPlace(r.ID)
	return e, s, index, s != ""
}

// handoverDecoder reads transitionsFile.
type handoverDecoder struct{ conditionDecoder }

func decodeHandover(file string, data []byte) (handover, Problems) {
	d := handoverDecoder{conditionDecoder{&decoder{file: file, pos: map[string]int{}}, conditionFields()}}
	var h handover
	root := d.root(data)
	if root == nil {
		return h, d.problems
	}
	d.mapping("", root, []field{
		{"transitions", d.list(func(path string, n *yaml.Node) { h.Transitions = append(h.Transitions, d.transition(path, n)) })},
		{"exclusions", d.list(func(path string, n *yaml.Node) { h.Exclusions = append(h.Exclusions, d.exclusion(path, n)) })},
		{"outcomes", d.list(func(path string, n *yaml.Node) { h.Outcomes = append(h.Outcomes, d.outcome(path, n)) })},
		{"amounts", d.list(func(path string, n *yaml.Node) { h.Amounts = append(h.Amounts, d.amount(path, n)) })},
		{"spans", d.list(func(path string, n *yaml.Node) { h.Spans = append(h.Spans, d.span(path, n)) })},
	})
	return h, d.problems
}

func (d handoverDecoder) transition(path string, n *yaml.Node) Transition {
	t := Transition{line: n.Line}
	d.mapping(path, n, []field{
		{"from", d.str(&t.From)},
		{"to", d.str(&t.To)},
		{"kind", oneOf(d.decoder, &t.Kind, []TransitionKind{Then, With, Within})},
		{"requires", d.asked(&t.Requires)},
		{"says", d.statement(&t.Says)},
		{"pitfall", d.statement(&t.Pitfall)},
		{"deadline", d.statement(&t.Deadline)},
		{"decision", func(path string, n *yaml.Node) {
			t.Decision = map[Lang]string{}
			d.mapping(path, n, append(d.langFields(t.Decision), field{"who", d.str(&t.Decider)}))
			d.inEveryLang(path, n, t.Decision)
		}},
		{"waiting", func(path string, n *yaml.Node) {
			d.mapping(path, n, []field{
				{"min_months", d.months(&t.WaitMin)},
				{"max_months", d.months(&t.WaitMax)},
				{"point", d.point(&t.Waiting.Point)},
			})
		}},
		{"before", d.str(&t.Before)},
		{"after", d.str(&t.After)},
		{"certainty", oneOf(d.decoder, &t.Certainty, Certainties())},
	})
	if t.From == "" || t.To == "" || t.Kind == "" || t.Certainty == "" || t.Says.IsZero() {
		d.report(n, path+" lacks from, to, kind, says or certainty", "")
	}
	return t
}

func (d handoverDecoder) exclusion(path string, n *yaml.Node) Exclusion {
	x := Exclusion{line: n.Line}
	d.mapping(path, n, []field{
		{"a", d.str(&x.A)},
		{"b", d.str(&x.B)},
		{"kind", oneOf(d.decoder, &x.Kind, []ExclusionKind{NotTogether, Reduces, AfterOther, Consequence})},
		{"says", d.statement(&x.Says)},
		{"partly", func(path string, n *yaml.Node) {
			x.Partly = map[Lang]string{}
			d.mapping(path, n, d.langFields(x.Partly))
			d.inEveryLang(path, n, x.Partly)
		}},
		{"only", d.asked(&x.Only)},
		{"except", d.asked(&x.Except)},
		{"certainty", oneOf(d.decoder, &x.Certainty, Certainties())},
	})
	if x.A == "" || x.B == "" || x.Kind == "" || x.Certainty == "" || x.Says.IsZero() {
		d.report(n, path+" lacks a, b, kind, says or certainty", "")
	}
	return x
}

func (d handoverDecoder) outcome(path string, n *yaml.Node) Outcome {
	o := Outcome{line: n.Line, Months: -1}
	since := slices.IndexFunc(d.table, func(f conditionField) bool { return f.name == "time_in_norway" })
	var clocks []string
	for _, k := range d.table[since].keys {
		if k.name == "since" {
			clocks = k.words
		}
	}
	d.mapping(path, n, []field{
		{"entry", d.str(&o.Entry)},
		{"with", d.one(&o.With)},
		{"ways", d.one(&o.Ways)},
		{"goals", oneOfEach(d.decoder, &o.Goals, PathGoals())},
		{"requires", d.asked(&o.Requires)},
		{"sure", d.boolean(&o.Sure)},
		{"needs", oneOfEach(d.decoder, &o.Needs, competences())},
		{"months", d.months(&o.Months)},
		{"point", d.point(&o.Length)},
		{"frame", d.boolean(&o.Frame)},
		{"during", oneOfEach(d.decoder, &o.During, Statuses())},
		{"after", oneOfEach(d.decoder, &o.After, Statuses())},
		{"clock", oneOf(d.decoder, &o.Clock, clocks)},
		{"norwegian", oneOf(d.decoder, &o.Norwegian, CEFRLevels())},
		{"level", d.point(&o.Level)},
		{"schooling", oneOf(d.decoder, &o.Schooling, SchoolingLevels())},
		{"papers", oneOfEach(d.decoder, &o.Papers, Papers())},
		{"reaches", oneOfEach(d.decoder, &o.Reaches, competences())},
		{"working", d.boolean(&o.Working)},
		{"hard", d.months(&o.Hard)},
	})
	if o.Entry == "" || o.Months < 0 {
		d.report(n, path+" lacks entry or months", "months: 0 for what takes no time of its own")
		o.Months = max(0, o.Months)
	}
	if (o.Norwegian == "") != o.Level.IsZero() {
		d.report(n, path+" has norwegian or level alone", "level: the point that says which level is the aim")
	}
	return o
}

func (d handoverDecoder) amount(path string, n *yaml.Node) PaidAmount {
	a := PaidAmount{line: n.Line}
	d.mapping(path, n, []field{
		{"support", d.str(&a.Support)},
		{"requires", d.asked(&a.Requires)},
		{"point", d.point(&a.Point)},
	})
	if a.Support == "" || a.Point.IsZero() {
		d.report(n, path+" lacks support or point", "")
	}
	return a
}

func (d handoverDecoder) span(path string, n *yaml.Node) PaidSpan {
	a := PaidSpan{line: n.Line}
	d.mapping(path, n, []field{
		{"support", d.str(&a.Support)},
		{"requires", d.asked(&a.Requires)},
		{"months", d.months(&a.Months)},
		{"until", d.months(&a.Until)},
		{"yearly", d.months(&a.Yearly)},
		{"point", d.point(&a.Point)},
	})
	if a.Support == "" || a.Months == 0 || a.Point.IsZero() {
		d.report(n, path+" lacks support, months or point", "")
	}
	return a
}

// one reads a word or a list of words.
func (d handoverDecoder) one(dst *[]string) func(string, *yaml.Node) {
	item := func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		*dst = append(*dst, s)
	}
	return func(path string, n *yaml.Node) {
		if n.Kind == yaml.SequenceNode {
			d.list(item)(path, n)
			return
		}
		item(path, n)
	}
}

// asked reads conditions that have a field and a value alone.
func (d handoverDecoder) asked(dst *[]Condition) func(string, *yaml.Node) {
	var people []string
	for _, f := range personFields() {
		people = append(people, f.name)
	}
	return d.list(func(path string, n *yaml.Node) {
		c := Condition{Effect: Must, Formal: true}
		var value *yaml.Node
		d.mapping(path, n, []field{
			{"field", oneOf(d.decoder, &c.Field, people)},
			{"value", func(_ string, n *yaml.Node) { value = n }},
		})
		i := slices.IndexFunc(d.table, func(f conditionField) bool { return f.name == c.Field })
		if i < 0 || value == nil {
			d.report(n, path+" has no field or no value", "{field: age, value: {min: 18}}")
			return
		}
		c.Value = d.value(path+".value", value, d.table[i])
		*dst = append(*dst, c)
	})
}

func (d handoverDecoder) statement(dst *Statement) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		s := Statement{Texts: map[Lang]string{}}
		d.pos[path] = n.Line
		dated := false
		d.mapping(path, n, append(d.langFields(s.Texts),
			field{"point", d.point(&s.Point)},
			field{"rule", func(path string, n *yaml.Node) { s.rule = d.rule(path, n) }},
			field{"source", func(path string, n *yaml.Node) {
				s.From = &Source{Kind: Official}
				d.mapping(path, n, []field{
					{"title", d.str(&s.From.Title)},
					{"url", d.str(&s.From.URL)},
					{"dated", func(path string, n *yaml.Node) { dated = true; d.date(&s.From.Dated)(path, n) }},
					{"kind", oneOf(d.decoder, &s.From.Kind, []SourceKind{Official, LocalGov, Research})},
				})
			}}))
		switch {
		case !s.Point.IsZero() && (len(s.Texts) > 0 || s.rule != nil || s.From != nil):
			d.report(n, path+" has a point and a text, rule or source", "a point has its own")
		case s.Point.IsZero():
			d.inEveryLang(path, n, s.Texts)
			if (s.rule == nil) == (s.From == nil) {
				d.report(n, path+" rests on nothing, or on two", "rule: {law: …}, or source: {title: …, dated: …}")
			}
			if s.From != nil && (s.From.Title == "" || !dated) {
				d.report(n, path+" has a source without title or date", "")
			}
		}
		if !s.Point.IsZero() {
			s.Texts = nil
		}
		*dst = s
	}
}

func (d handoverDecoder) inEveryLang(path string, n *yaml.Node, texts map[Lang]string) {
	for _, l := range Langs() {
		if texts[l] == "" {
			d.report(n, path+" has no "+string(l), "it is shown in every language")
		}
	}
}

// point reads "entry/point".
func (d handoverDecoder) point(dst *NamedPoint) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		if s == "" {
			return
		}
		entry, id, ok := strings.Cut(s, "/")
		if !ok || !isSlug(entry) || !isSlug(id) {
			d.report(n, fmt.Sprintf("%s: %q names no point", path, s), "the entry's id and the point's: kvalifiseringsprogram/oppstart")
			return
		}
		*dst = NamedPoint{entry, id}
	}
}

// maxMonths is far longer than anything a path is planned with.
const maxMonths = 120

func (d handoverDecoder) months(dst *int) func(string, *yaml.Node) {
	return func(path string, n *yaml.Node) {
		var s string
		d.str(&s)(path, n)
		v, err := strconv.Atoi(s)
		if err != nil || v < 0 || v > maxMonths {
			d.report(n, fmt.Sprintf("%s: %q is no number of months", path, s), fmt.Sprintf("0 to %d", maxMonths))
			return
		}
		*dst = v
	}
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

// handover checks what the list refers to.
func (c *checker) handover() {
	h := &c.g.hands
	for _, t := range h.Transitions {
		c.handed(t.line, t.From)
		c.handed(t.line, t.To)
		if t.Decider != "" {
			c.handed(t.line, t.Decider, Actor)
		}
		for _, l := range []string{t.Before, t.After} {
			if l != "" && !slices.Contains(Livelihoods(), l) {
				c.handed(t.line, l, Support)
			}
		}
		for _, s := range []Statement{t.Says, t.Pitfall, t.Deadline, t.Waiting} {
			c.pointed(t.line, s.Point)
		}
	}
	for _, x := range h.Exclusions {
		for _, id := range []string{x.A, x.B} {
			if !slices.Contains(Livelihoods(), id) {
				c.handed(x.line, id)
			}
		}
		c.pointed(x.line, x.Says.Point)
	}
	for _, o := range h.Outcomes {
		c.handed(o.line, o.Entry, Offer)
		for _, id := range o.With {
			c.handed(o.line, id, Offer)
		}
		if e, ok := c.g.byID[o.Entry]; ok {
			for _, way := range o.Ways {
				if !slices.ContainsFunc(e.Routes, func(r Route) bool { return r.Key == way }) {
					c.inHandover(o.line, fmt.Sprintf("no way %q in to %q", way, o.Entry), "")
				}
			}
		}
		c.pointed(o.line, o.Length)
		c.pointed(o.line, o.Level)
	}
	for _, a := range h.Amounts {
		c.handed(a.line, a.Support, Support)
		c.pointed(a.line, a.Point)
	}
	for _, a := range h.Spans {
		c.handed(a.line, a.Support, Support)
		c.pointed(a.line, a.Point)
	}
	c.round(h)
}

func (c *checker) inHandover(line int, text, hint string) {
	c.problems = append(c.problems, Problem{File: transitionsFile, Line: line, Text: text, Hint: hint})
}

func (c *checker) handed(line int, id string, kinds ...Kind) {
	e, ok := c.g.byID[id]
	switch {
	case !ok:
		c.inHandover(line, fmt.Sprintf("no entry %q", id), didYouMean(id, slices.Sorted(maps.Keys(c.g.byID))))
	case len(kinds) > 0 && !slices.Contains(kinds, e.Kind):
		c.inHandover(line, fmt.Sprintf("%q is of kind %s", id, e.Kind), fmt.Sprintf("want %v", kinds))
	}
}

func (c *checker) pointed(line int, r NamedPoint) {
	if r.IsZero() {
		return
	}
	e, ok := c.g.byID[r.Entry]
	if !ok {
		c.handed(line, r.Entry)
		return
	}
	if ids := e.pointIDs(); ids[r.ID] == "" {
		c.inHandover(line, fmt.Sprintf("no point %q in %q", r.ID, r.Entry), didYouMean(r.ID, slices.Sorted(maps.Keys(ids))))
	}
}

// round reports entries that hand over to one another in a ring, none of which leads to
// anything: whoever follows them comes nowhere.
func (c *checker) round(h *handover) {
	next := map[string][]string{}
	line := map[[2]string]int{}
	leads := func(id string) bool {
		e := c.g.byID[id]
		return e == nil || slices.ContainsFunc(e.Conditions, func(c Condition) bool { return strings.HasPrefix(c.Field, "leads_") })
	}
	for _, t := range h.Transitions {
		if t.Kind == Then && !leads(t.From) && !leads(t.To) {
			next[t.From] = append(next[t.From], t.To)
			line[[2]string{t.From, t.To}] = t.line
		}
	}
	state := map[string]int{} // 1 = on the way, 2 = done
	var follow func(id string, way []string)
	follow = func(id string, way []string) {
		state[id] = 1
		way = append(way, id)
		for _, to := range next[id] {
			switch state[to] {
			case 0:
				follow(to, way)
			case 1:
				ring := append(slices.Clone(way[slices.Index(way, to):]), to)
				c.inHandover(line[[2]string{id, to}], "entries that hand over in a ring and lead to nothing: "+strings.Join(ring, " → "), "take one transition away, or write what one of them leads to")
			}
		}
		state[id] = 2
	}
	for _, id := range slices.Sorted(maps.Keys(next)) {
		if state[id] == 0 {
			follow(id, nil)
		}
	}
}
