package content

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// handed is a small guide with the given list of transitions, and what is wrong with it.
func handed(t *testing.T, list string) (*Guide, Problems) {
	t.Helper()
	point := func(id string) *Text {
		return &Text{Sections: []SectionText{{Key: What, Points: []Point{{ID: id, Text: "Sånn er det."}}}}}
	}
	g := &Guide{byID: map[string]*Entry{}}
	for _, e := range []*Entry{
		{ID: "kurs", Kind: Offer, Texts: map[Lang]*Text{Bokmal: point("lengde")}},
		{ID: "praksis", Kind: Offer, Texts: map[Lang]*Text{Bokmal: point("lengde")}},
		{ID: "fagbrev", Kind: Offer, Texts: map[Lang]*Text{Bokmal: point("lengde")}, Conditions: []Condition{{Field: "leads_competence"}}},
		{ID: "stonad", Kind: Support, Texts: map[Lang]*Text{Bokmal: point("belop")}},
		{ID: "nav", Kind: Actor, Texts: map[Lang]*Text{Bokmal: point("x")}},
	} {
		g.byID[e.ID] = e
	}
	g.book.laws = []*Law{{ID: "lov/2020-11-06-127", Names: map[Lang]string{Bokmal: "integreringsloven", Nynorsk: "integreringslova", English: "Integration Act"}, Sections: []string{"12", "14 a"}}}
	var ps Problems
	g.hands, ps = decodeHandover(transitionsFile, []byte(list))
	ps = append(ps, g.check(func(c *checker) { resolver{c}.resolveHandover() })...)
	return g, append(ps, (&handoverChecker{byID: g.byID, hands: &g.hands}).check()...)
}

// TestTransitionsAreChecked: each fault is told with the file, its line and, where there is
// something to say, how to mend it.
func TestTransitionsAreChecked(t *testing.T) {
	const law = `rule: {law: integreringsloven § 12, in_force: 2026-01-01, checked: 2026-07-02}`
	const says = `says: {nb: "a", nn: "b", en: "c", ` + law + `}`
	whole := func(more string) string {
		return "transitions:\n  - {from: kurs, to: fagbrev, kind: then, certainty: sure, " + more + "}\n"
	}
	for _, tt := range []struct {
		name, list, text, hint string
		line                   int
	}{
		{"an unknown entry", "transitions:\n  - {from: kurs, to: fagbrew, kind: then, certainty: sure, " + says + "}\n", `no entry "fagbrew"`, "fagbrev", 2},
		{"an exclusion of an entry that isn't there", "exclusions:\n  - {a: kurs, b: stønad, kind: excludes, certainty: sure, " + says + "}\n", `no entry "stønad"`, "stonad", 2},
		{"a section not in the act", whole(`says: {nb: "a", nn: "b", en: "c", rule: {law: integreringsloven § 99, in_force: 2026-01-01, checked: 2026-07-02}}`), "99", "", 2},
		{"an unknown act", whole(`says: {nb: "a", nn: "b", en: "c", rule: {law: integreringslova § 12, in_force: 2026-01-01, checked: 2026-07-02}}`), "integreringslova", "", 2},
		{"an unknown point", whole("says: {point: kurs/varighet}"), `no point "varighet" in "kurs"`, "", 2},
		{"no point", whole("says: {point: kurs}"), "names no point", "kvalifiseringsprogram/oppstart", 2},
		{"a point and a text", whole(`says: {point: kurs/lengde, nb: "a"}`), "has a point and a text", "", 2},
		{"a language that is missing", whole(`says: {nb: "a", nn: "b", ` + law + `}`), "has no en", "", 2},
		{"nothing that it rests on", whole(`says: {nb: "a", nn: "b", en: "c"}`), "rests on nothing", "rule", 2},
		{"an unknown status", whole(says + ", requires: [{field: status, value: {any: [in-kpv]}}]"), `"in-kpv"`, "did you mean", 2},
		{"who decides is no actor", whole(says + `, decision: {who: kurs, nb: "a", nn: "b", en: "c"}`), `"kurs" is of kind offer`, "actor", 2},
		{"one lives on an offer", whole(says + ", after: kurs"), `"kurs" is of kind offer`, "support", 2},
		{"an unknown field", whole(says + ", whence: kurs"), `unknown field "whence"`, "", 2},
		{"a length that is none", "outcomes:\n  - {entry: kurs, months: many}\n", "no number of months", "0 to", 2},
		{"no length", "outcomes:\n  - {entry: kurs}\n", "lacks entry or months", "", 2},
		{"a level without a point", "outcomes:\n  - {entry: kurs, months: 1, norwegian: B1}\n", "norwegian or level alone", "", 2},
		{"an outcome of a support", "outcomes:\n  - {entry: stonad, months: 1}\n", `"stonad" is of kind support`, "offer", 2},
		{"a span without an end", "spans:\n  - {support: stonad, point: stonad/belop}\n", "lacks support, months or point", "", 2},
		{"a ring that leads to nothing", fmt.Sprintf("transitions:\n  - {from: kurs, to: praksis, kind: then, certainty: sure, %s}\n  - {from: praksis, to: kurs, kind: then, certainty: sure, %s}\n", says, says), "kurs → praksis → kurs", "take one transition away", 3},
	} {
		_, ps := handed(t, tt.list)
		if !slices.ContainsFunc(ps, func(p Problem) bool {
			return p.File == transitionsFile && p.Line == tt.line && strings.Contains(p.Text, tt.text) && strings.Contains(p.Hint, tt.hint)
		}) {
			t.Errorf("%s: %v, want %q in line %d with %q", tt.name, ps, tt.text, tt.line, tt.hint)
		}
	}
	for _, right := range []string{
		whole(says), whole("says: {point: kurs/lengde}, before: wage, after: stonad"),
		fmt.Sprintf("transitions:\n  - {from: kurs, to: fagbrev, kind: then, certainty: sure, %s}\n  - {from: fagbrev, to: kurs, kind: then, certainty: sure, %s}\n", says, says), // it leads to something
	} {
		if g, ps := handed(t, right); len(ps) > 0 || len(g.Handover().Transitions) == 0 {
			t.Errorf("%s: %v", right, ps)
		}
	}
}

// TestStatementOfTransition: a text of its own has its section in every language.
func TestStatementOfTransition(t *testing.T) {
	g, _ := handed(t, `transitions:
  - {from: kurs, to: fagbrev, kind: then, certainty: sure, says: {nb: "a", nn: "b", en: "c", rule: {law: integreringsloven § 14 a, in_force: 2026-01-01, checked: 2026-07-02}}}
`)
	for l, want := range map[Lang]string{Bokmal: "integreringsloven § 14 a", Nynorsk: "integreringslova § 14 a", English: "Integration Act § 14 a"} {
		if got := g.Handover().Transitions[0].Says.Rules[l].Law.String(); got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
}

// TestExclusionHolds: one that is partly so keeps nobody from both, one for some holds for
// them, and one with an exception for all but those.
func TestExclusionHolds(t *testing.T) {
	adult := []Condition{{Field: "age", Value: Value{"min": {"25"}}}}
	for _, tt := range []struct {
		name string
		x    Exclusion
		p    Profile
		want bool
	}{
		{"always", Exclusion{Kind: NotTogether}, Profile{}, true},
		{"reduces", Exclusion{Kind: Reduces}, Profile{}, false},
		{"partly", Exclusion{Kind: NotTogether, Partly: map[Lang]string{Bokmal: "over halv stilling"}}, Profile{}, false},
		{"only those", Exclusion{Kind: NotTogether, Only: adult}, Profile{Age: 30}, true},
		{"not those", Exclusion{Kind: NotTogether, Only: adult}, Profile{Age: 20}, false},
		{"only those, nobody knows", Exclusion{Kind: NotTogether, Only: adult}, Profile{}, true},
		{"an exception", Exclusion{Kind: NotTogether, Except: adult}, Profile{Age: 30}, false},
		{"an exception that nobody knows of", Exclusion{Kind: NotTogether, Except: adult}, Profile{}, true},
	} {
		if got := tt.x.Holds(tt.p); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// TestReleaseHasTransitions: the release is another where a transition is.
func TestReleaseHasTransitions(t *testing.T) {
	a, b := shippedGuide(t), shippedGuide(t)
	b.hands.Transitions = b.hands.Transitions[1:]
	b.seal()
	if a.Release() == b.Release() {
		t.Error("the same release with other transitions")
	}
	if n, m := len(a.Handover().Transitions), len(a.Handover().Exclusions); n != 61 || m != 33 {
		t.Errorf("%d transitions and %d exclusions, want 61 and 33", n, m)
	}
}
