package content_test

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"gopkg.in/yaml.v3"

	"veiviser/content"
)

// person is a profile as a case writes it.
type person struct {
	Age           int            `yaml:"age"`
	Gender        string         `yaml:"gender"`
	Residence     string         `yaml:"residence"`
	Norwegian     string         `yaml:"norwegian"`
	Schooling     string         `yaml:"schooling"`
	Papers        []string       `yaml:"papers"`
	AllPapers     bool           `yaml:"all_papers"`
	Status        []string       `yaml:"status"`
	NotStatus     []string       `yaml:"not_status"`
	Settled       *bool          `yaml:"settled"`
	MonthsSettled *int           `yaml:"months_settled"`
	Since         map[string]int `yaml:"since"`
	WorkYears     *int           `yaml:"work_years"`
}

// conditionCase is one participant and one entry; cases.yaml says what the fields mean.
type conditionCase struct {
	Who       string    `yaml:"who"`
	But       yaml.Node `yaml:"but"`
	Without   []string  `yaml:"without"`
	Entry     string    `yaml:"entry"`
	Way       string    `yaml:"way"`
	Is        string    `yaml:"is"`
	Met       []string  `yaml:"met"`
	NotMet    []string  `yaml:"not_met"`
	NotStated []string  `yaml:"not_stated"`
	Unasked   []string  `yaml:"unasked"`
	Law       []string  `yaml:"law"`
	line      int
	whole     *tally // counts instead of failing; nil for a case that must hold
}

// tally counts the conditions and ways in that are judged as the law says.
type tally struct{ fields, fieldsRight, ways, waysRight, harm int }

type caseFile struct {
	People map[string]yaml.Node `yaml:"people"`
	Cases  []yaml.Node          `yaml:"cases"`
	Points []struct {
		Entry string   `yaml:"entry"`
		Law   string   `yaml:"law"`
		Says  []string `yaml:"says"`
	} `yaml:"points"`

	must int // the first cases, which must hold; the others are counted
}

// strictly decodes n into v and refuses keys that v has not.
func strictly(t *testing.T, n *yaml.Node, v any) {
	t.Helper()
	data, err := yaml.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(v); err != nil {
		t.Fatalf("testdata/conditions/cases.yaml:%d: %v", n.Line, err)
	}
}

func readCases(t *testing.T) caseFile {
	t.Helper()
	var all caseFile
	for _, name := range []string{"cases", "whole"} {
		data, err := os.ReadFile("testdata/conditions/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		var f caseFile
		if err := yaml.Unmarshal(data, &f); err != nil {
			t.Fatal(err)
		}
		if all.People == nil {
			all, all.must = f, len(f.Cases)
			continue
		}
		maps.Copy(all.People, f.People)
		all.Cases, all.Points = append(all.Cases, f.Cases...), append(all.Points, f.Points...)
	}
	return all
}

// profile returns who the case is about.
func (c conditionCase) profile(t *testing.T, people map[string]yaml.Node) content.Profile {
	t.Helper()
	base, ok := people[c.Who]
	if !ok {
		t.Fatalf("line %d: nobody is called %q", c.line, c.Who)
	}
	var p person
	strictly(t, &base, &p)
	if c.But.Kind != 0 {
		var changed person // what a case gives replaces the whole field
		strictly(t, &c.But, &changed)
		if changed.Since != nil {
			p.Since = nil
		}
		if err := c.But.Decode(&p); err != nil {
			t.Fatal(err)
		}
	}
	for _, w := range c.Without {
		switch w {
		case "age":
			p.Age = 0
		case "gender":
			p.Gender = ""
		case "residence":
			p.Residence = ""
		case "norwegian":
			p.Norwegian = ""
		case "status":
			p.Status = nil
		case "settled":
			p.Settled = nil
		case "since":
			p.Since = nil
		case "months_settled":
			p.MonthsSettled = nil
		default:
			t.Fatalf("line %d: %q can't be taken away", c.line, w)
		}
	}
	for _, s := range slices.Concat(p.Status, p.NotStatus) {
		if !slices.Contains(content.Statuses(), s) {
			t.Fatalf("line %d: there is no status %q", c.line, s)
		}
	}
	if p.Residence != "" && p.Residence != content.FamilyResidence && !slices.Contains(content.Residences(), p.Residence) {
		t.Fatalf("line %d: there is no residence %q", c.line, p.Residence)
	}
	return content.Profile{Age: p.Age, Gender: p.Gender, Residence: p.Residence, Norwegian: p.Norwegian, Schooling: p.Schooling,
		Papers: p.Papers, AllPapers: p.AllPapers, Status: p.Status, NotStatus: p.NotStatus, Settled: p.Settled,
		MonthsSettled: p.MonthsSettled, MonthsSince: p.Since, YearsOfWork: p.WorkYears}
}

// judged returns e, or e with no other way in than way.
func judged(t *testing.T, e *content.Entry, way string) *content.Entry {
	t.Helper()
	if way == "" {
		return e
	}
	i := slices.IndexFunc(e.Routes, func(r content.Route) bool { return r.Key == way })
	if i < 0 {
		t.Errorf("%s has no way in called %q", e.ID, way)
		return nil
	}
	one := *e
	one.Routes = e.Routes[i : i+1]
	return &one
}

// worst is the state of all conditions on a field together; "" where none is asked. What
// excludes and is not known excludes nobody.
func worst(reasons []content.Reason, field string) content.State {
	var out content.State
	rank := []content.State{"", content.Met, content.NotStated, content.NotMet}
	for _, r := range reasons {
		if r.Condition.Effect == content.Excludes && r.State == content.NotStated {
			continue
		}
		if r.Condition.Field == field && slices.Index(rank, r.State) > slices.Index(rank, out) {
			out = r.State
		}
	}
	return out
}

// restsOn reports whether a point rests on a section, written "integreringsloven § 8".
func restsOn(p content.Point, law string) bool {
	if p.Rule == nil {
		return false
	}
	return slices.ContainsFunc(append([]content.Citation{p.Rule.Law}, p.Rule.Also...), func(c content.Citation) bool { return c.String() == law })
}

// TestConditionCases asks the shipped guide what cases.yaml asks. A way called met where
// the law says otherwise is counted apart: that is the error that harms.
func TestConditionCases(t *testing.T) {
	g, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	f := readCases(t)
	var whole tally
	seen := map[content.State]int{}
	entries := map[string]bool{}
	for i := range f.Cases {
		var c conditionCase
		strictly(t, &f.Cases[i], &c)
		c.line = f.Cases[i].Line
		if i >= f.must {
			c.whole = &whole
		}
		e, ok := g.Entry(c.Entry)
		if !ok {
			t.Fatalf("line %d: no entry %q", c.line, c.Entry)
		}
		entries[c.Entry] = true
		if e = judged(t, e, c.Way); e == nil {
			continue
		}
		c.check(t, e, content.Conditions(e, c.profile(t, f.People)), seen)
	}
	for _, e := range slices.Concat(g.OfKind(content.Offer), g.OfKind(content.Support)) {
		if !entries[e.ID] && slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
			return c.Effect == content.Must || c.Effect == content.Excludes
		}) {
			t.Errorf("no case asks %s", e.ID)
		}
	}
	share := float64(whole.fieldsRight) / float64(whole.fields)
	t.Logf("whole participants: %d of %d conditions right, %.3f; %d of %d ways in; met where the source says not: %d", whole.fieldsRight, whole.fields, share, whole.waysRight, whole.ways, whole.harm)
	if share < 0.97 || whole.harm > 0 {
		t.Errorf("whole participants: %.3f of the conditions right, %d met where the source says not", share, whole.harm)
	}
	t.Logf("%d cases on %d entries, states expected of entries and conditions: %v", len(f.Cases), len(entries), seen)
	if len(f.Cases) < 300 || seen[content.Met] < 100 || seen[content.NotMet] < 100 || seen[content.NotStated] < 100 {
		t.Errorf("%d cases, states %v: too few", len(f.Cases), seen)
	}
}

// check compares a fit with what the case expects and counts the states expected.
func (c conditionCase) check(t *testing.T, e *content.Entry, fit content.Fit, seen map[content.State]int) {
	t.Helper()
	fail := func(what string, got, want content.State) {
		harm := ""
		if got == content.Met {
			harm = " (MET where the source says not)"
		}
		if c.whole != nil {
			if harm != "" {
				c.whole.harm++
			}
			t.Logf("whole.yaml:%d: %s and %s %s: %s is %q, want %q%s", c.line, c.Who, c.Entry, c.Way, what, got, want, harm)
			return
		}
		t.Errorf("line %d: %s and %s %s: %s is %q, want %q%s", c.line, c.Who, c.Entry, c.Way, what, got, want, harm)
	}
	if w := c.whole; w != nil && c.Is != "" {
		w.ways++
		if fit.State == content.State(c.Is) {
			w.waysRight++
		}
	}
	if c.Is != "" {
		seen[content.State(c.Is)]++
		if fit.State != content.State(c.Is) {
			fail("the way in", fit.State, content.State(c.Is))
		}
	}
	fields := slices.Concat(c.Met, c.NotMet, c.NotStated)
	for want, asked := range map[content.State][]string{content.Met: c.Met, content.NotMet: c.NotMet, content.NotStated: c.NotStated, "": c.Unasked} {
		for _, field := range asked {
			if want != "" {
				seen[want]++
			}
			got := worst(fit.Reasons, field)
			if w := c.whole; w != nil {
				w.fields++
				if got == want {
					w.fieldsRight++
				}
			}
			if got != want {
				fail(field, got, want)
			}
		}
	}
	for _, law := range c.Law {
		if !slices.ContainsFunc(fit.Reasons, func(r content.Reason) bool {
			return (len(fields) == 0 || slices.Contains(fields, r.Condition.Field)) && r.Section != "" &&
				restsOn(e.Text(content.Bokmal).Section(r.Section)[r.Index], law)
		}) {
			t.Errorf("line %d: %s and %s %s: none of the conditions on %v rests on %s", c.line, c.Who, c.Entry, c.Way, fields, law)
		}
	}
}

// TestPointCases asks for rules that no condition carries: a point rests on the section
// and has its figures and levels, in every language.
func TestPointCases(t *testing.T) {
	g, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	// An amount has spaces in Norwegian and commas in English.
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	for _, c := range readCases(t).Points {
		e, ok := g.Entry(c.Entry)
		if !ok {
			t.Fatalf("no entry %q", c.Entry)
		}
		for _, l := range content.Langs() {
			said := slices.ContainsFunc(e.Text(content.Bokmal).Sections, func(st content.SectionText) bool {
				for i, p := range st.Points {
					text := e.Text(l).Section(st.Key)[i].Text
					if restsOn(p, c.Law) && !slices.ContainsFunc(c.Says, func(w string) bool { return !strings.Contains(letters(text), letters(w)) }) {
						return true
					}
				}
				return false
			})
			if !said {
				t.Errorf("%s in %s: no point on %s says %v", c.Entry, l, c.Law, c.Says)
			}
		}
	}
}
