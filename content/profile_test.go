package content_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

func number(n int) *int { return &n }

func truth(b bool) *bool { return &b }

// participants are seven people; participants.tsv has how each stands to each entry by a
// reference reading of the same conditions, written in another language.
var participants = map[string]content.Profile{
	"rebecca":     {Age: 34, Residence: "refugee", Settled: truth(true), MonthsSettled: number(2), Schooling: "none", Norwegian: "A1", Gender: "woman", Status: []string{"settled"}, YearsOfWork: number(0), MonthsSince: map[string]int{"protection": 3, "membership": 2}},
	"ghulam":      {Age: 45, Residence: "permanent", MonthsSettled: number(120), Schooling: "primary", Norwegian: "A2", Gender: "man", Status: []string{"unemployed", "jobseeker", "on-sosialhjelp", "wants-work-assistance"}, YearsOfWork: number(3), MonthsSince: map[string]int{"protection": 120, "membership": 120, "finished-introduction-programme": 90}},
	"asylsoker":   {Age: 30, Residence: "asylum-seeker", Schooling: "upper-secondary", Norwegian: "none", Status: []string{"in-reception"}},
	"ukrainer-40": {Age: 40, Residence: "collective-protection", Settled: truth(true), MonthsSettled: number(3), Schooling: "higher", Norwegian: "A1", Status: []string{"settled"}, MonthsSince: map[string]int{"protection": 6, "membership": 6}, Papers: []string{"foreign-higher", "foreign-upper-secondary"}, AllPapers: true},
	"ukrainer-58": {Age: 58, Residence: "collective-protection", Settled: truth(true), MonthsSettled: number(3), Schooling: "higher", Norwegian: "none"},
	"polsk":       {Age: 35, Residence: "eea", Schooling: "upper-secondary", Norwegian: "B1", Status: []string{"employed"}, YearsOfWork: number(6), Papers: []string{"foreign-vocational"}, AllPapers: true, MonthsSince: map[string]int{"membership": 72}},
	"familie":     {Age: 29, Residence: "family-of-other", Schooling: "upper-secondary", Norwegian: "B1", MonthsSettled: number(12), Settled: truth(false)},
}

// conditioned loads the entries of testdata/conditions/entries.txt, whose conditions all
// rest on the one point p.
func conditioned(t *testing.T) *content.Guide {
	t.Helper()
	data, err := os.ReadFile("testdata/conditions/entries.txt")
	if err != nil {
		t.Fatal(err)
	}
	g := fstest.MapFS{"topic/tema.yaml": {Data: []byte(entry("tema", "kind: topic\n"))}}
	for _, block := range strings.Split(string(data), "== ")[1:] {
		id, fields, _ := strings.Cut(block, "\n")
		text := entry(id, "kind: offer\ntopic: tema\n"+fields)
		g[id+".yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(text, `{text: "Tekst en"`, `{id: p, text: "Tekst en"`, 1))}
	}
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	return guide
}

// tellsMore reports whether a condition asks for what a profile can't tell, such as the
// length of a schooling or the kind of work: the reference takes that for true.
func tellsMore(c content.Condition) bool {
	for _, key := range []string{"min_years", "min_months", "countries", "outside_eea", "with", "alternatives", "formula", "waiver", "kind"} {
		if len(c.Value[key]) > 0 && (c.Field == "schooling" || c.Field == "work_experience") {
			return true
		}
	}
	return false
}

func TestSevenParticipants(t *testing.T) {
	g := conditioned(t)
	data, err := os.ReadFile("testdata/conditions/participants.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[content.State]int{}
	same := 0
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		who, id, route, want := f[0], f[1], f[2], f[3]
		e, ok := g.Entry(id)
		if !ok {
			t.Fatalf("no entry %q", id)
		}
		p, ok := participants[who]
		if !ok {
			t.Fatalf("no participant %q", who)
		}
		fit := content.Conditions(e, p)
		seen[fit.State]++
		if slices.ContainsFunc(e.Conditions, tellsMore) {
			if fit.State == content.Met && want != "open" || fit.State == content.NotMet && !strings.HasSuffix(want, "-no") {
				t.Errorf("%s and %s: %s, the reference says %s", who, id, fit.State, want)
			}
			continue
		}
		same++
		if got := reading(fit); got != want || route != "-" && fit.Route != route {
			t.Errorf("%s and %s: %s by %q, the reference says %s by %q", who, id, got, fit.Route, want, route)
		}
	}
	if same < 400 || seen[content.Met] == 0 || seen[content.NotMet] == 0 || seen[content.NotStated] == 0 {
		t.Errorf("%d compared in full, states %v", same, seen)
	}
}

// reading says a fit in the reference's words, which count neither what no source answers
// nor an entry that asks nothing.
func reading(f content.Fit) string {
	if f.State == content.NotMet {
		if f.Formal {
			return "formal-no"
		}
		return "informal-no"
	}
	for _, r := range f.Reasons {
		if r.State == content.NotStated && (r.Condition.Effect == content.Must || r.Condition.Effect == content.Excludes && r.Condition.Local) {
			return "unsure"
		}
	}
	return "open"
}

// TestSilenceIsNoFit asks every entry about nobody, and about people of whom one thing
// is known.
func TestSilenceIsNoFit(t *testing.T) {
	g := conditioned(t)
	for _, e := range g.Entries() {
		f := content.Conditions(e, content.Profile{})
		for _, r := range f.Reasons {
			if r.State == content.Met && r.Condition.Effect == content.Must && r.Condition.Value.Word("need") != "none" && !r.Condition.Value.True("any") {
				t.Errorf("%s: %s is met by nobody", e.ID, r.Condition.Field)
			}
			if r.State == content.NotMet {
				t.Errorf("%s: %s closes to nobody", e.ID, r.Condition.Field)
			}
			if (r.Section == "") != (r.Condition.Field == "unknown") {
				t.Errorf("%s: %s rests on no point", e.ID, r.Condition.Field)
			}
		}
		unknown := slices.ContainsFunc(e.Conditions, func(c content.Condition) bool { return c.Field == "unknown" && len(c.Routes) == 0 })
		for name, p := range participants {
			if f := content.Conditions(e, p); f.State == content.Met && unknown {
				t.Errorf("%s is met by %s though no source answers all", e.ID, name)
			}
		}
	}
}

// offer loads an offer with the given conditions, all on one point.
func offer(t *testing.T, conditions string) *content.Entry {
	t.Helper()
	g := fstest.MapFS{
		"tema.yaml": {Data: []byte(entry("tema", "kind: topic\n"))},
		"kurs.yaml": {Data: []byte(strings.Replace(entry("kurs", "kind: offer\ntopic: tema\n"+conditions), `{text: "Tekst to"`, `{id: p, text: "Tekst to"`, 1))},
	}
	return kurs(t, g)
}

func must(field, value string) string {
	return "  - {field: " + field + ", value: " + value + ", binding: formal, effect: must, point: p}\n"
}

func TestConditionsOneByOne(t *testing.T) {
	tests := []struct {
		field, value string
		p            content.Profile
		want         content.State
	}{
		{"age", "{min: 18, max: 55}", content.Profile{Age: 18}, content.Met},
		{"age", "{min: 18, max: 55}", content.Profile{Age: 55}, content.Met},
		{"age", "{min: 18, max: 55}", content.Profile{Age: 56}, content.NotMet},
		{"age", "{min: 18, max: 55}", content.Profile{Age: 17}, content.NotMet},
		{"age", "{max: 55, at: permit}", content.Profile{Age: 58, MonthsSince: map[string]int{"protection": 36}}, content.Met},
		{"age", "{max: 55, at: permit}", content.Profile{Age: 58}, content.NotStated},
		{"age", "{min: 18, max: 55, at: permit}", content.Profile{Age: 17}, content.NotMet},
		{"age", "{min: 18, max: 55, at: permit}", content.Profile{Age: 40}, content.Met},
		{"age", "{max: 55}", content.Profile{Age: 58, MonthsSince: map[string]int{"protection": 36}}, content.NotMet},
		{"age", "{over: compulsory-school}", content.Profile{Age: 16}, content.NotMet},
		{"age", "{over: compulsory-school}", content.Profile{Age: 17}, content.Met},
		{"age", "{min: 18}", content.Profile{}, content.NotStated},
		{"gender", "{any: [woman]}", content.Profile{Gender: "man"}, content.NotMet},
		{"residence", "{any: [any-permit]}", content.Profile{Residence: "student"}, content.Met},
		{"residence", "{any: [any-permit]}", content.Profile{Residence: "eea"}, content.NotMet},
		{"residence", "{any: [any-legal]}", content.Profile{Residence: "eea"}, content.Met},
		{"residence", "{any: [any-legal]}", content.Profile{Residence: "asylum-seeker"}, content.NotMet},
		{"residence", "{any: [any]}", content.Profile{Residence: "asylum-seeker"}, content.Met},
		{"residence", "{any: [family-of-protected]}", content.Profile{Residence: content.FamilyResidence}, content.NotStated},
		{"residence", "{any: [any-permit]}", content.Profile{Residence: content.FamilyResidence}, content.Met},
		{"residence", "{any: [refugee]}", content.Profile{Residence: content.FamilyResidence}, content.NotMet},
		{"norwegian", "{need: B1}", content.Profile{Norwegian: "A2"}, content.NotMet},
		{"norwegian", "{need: B1}", content.Profile{Norwegian: "B1"}, content.Met},
		{"norwegian", "{need: none}", content.Profile{}, content.Met},
		{"norwegian", "{need: other, text: standpunkt}", content.Profile{Norwegian: "C1"}, content.NotStated},
		{"schooling", "{min: primary}", content.Profile{Schooling: "none"}, content.NotMet},
		{"schooling", "{min: primary, alternatives: [nine-years-abroad]}", content.Profile{Schooling: "none"}, content.NotStated},
		{"schooling", "{max: primary}", content.Profile{Schooling: "higher"}, content.NotMet},
		{"schooling", "{min: primary}", content.Profile{Schooling: content.SomeSchooling}, content.NotStated},
		{"schooling", "{max: primary}", content.Profile{Schooling: content.SomeSchooling}, content.Met},
		{"schooling", "{max: none}", content.Profile{Schooling: content.SomeSchooling}, content.NotMet},
		{"schooling", "{min: upper-secondary}", content.Profile{Schooling: content.SomeSchooling}, content.NotMet},
		{"schooling", "{any: [primary]}", content.Profile{Schooling: content.SomeSchooling}, content.NotStated},
		{"schooling", "{any: [study-competence]}", content.Profile{Schooling: "upper-secondary"}, content.NotStated},
		{"schooling", "{any: [study-competence]}", content.Profile{Schooling: "upper-secondary", AllPapers: true}, content.NotMet},
		{"schooling", "{any: [foreign-higher]}", content.Profile{Schooling: "higher", Papers: []string{"foreign-higher"}}, content.Met},
		{"schooling", "{any: [foreign-higher], min_years: 2}", content.Profile{Schooling: "higher", Papers: []string{"foreign-higher"}}, content.NotStated},
		{"status", "{any: [employed, laid-off]}", content.Profile{Status: []string{"laid-off"}}, content.Met},
		{"status", "{any: [employed, laid-off]}", content.Profile{NotStatus: []string{"laid-off"}}, content.NotStated},
		{"status", "{any: [employed, laid-off]}", content.Profile{NotStatus: []string{"laid-off", "employed"}}, content.NotMet},
		{"settled_by_agreement", "true", content.Profile{Settled: truth(false)}, content.NotMet},
		{"settled_by_agreement", "true", content.Profile{}, content.NotStated},
		{"time_since_settlement", "{max_months: 24, since: settlement}", content.Profile{MonthsSettled: number(23)}, content.Met},
		{"time_since_settlement", "{max_months: 24, since: settlement}", content.Profile{MonthsSettled: number(24)}, content.NotMet},
		{"time_in_norway", "{min_months: 60, since: membership}", content.Profile{MonthsSince: map[string]int{"protection": 80}}, content.NotStated},
		{"time_in_norway", "{min_months: 60, since: membership}", content.Profile{MonthsSince: map[string]int{"membership": 59}}, content.NotMet},
		{"work_experience", "{min_years: 5, kind: any}", content.Profile{YearsOfWork: number(5)}, content.Met},
		{"work_experience", "{min_years: 5, kind: trade}", content.Profile{YearsOfWork: number(5)}, content.NotStated},
		{"work_experience", "{min_years: 5, kind: trade}", content.Profile{YearsOfWork: number(4)}, content.NotMet},
		{"work_experience", "{min_years: 5, waiver: refugee-without-documents}", content.Profile{YearsOfWork: number(4)}, content.NotStated},
		{"work_experience", "{low: true}", content.Profile{YearsOfWork: number(2)}, content.NotStated},
		{"work_experience", "{low: true}", content.Profile{YearsOfWork: number(0)}, content.Met},
		{"care", "{children_under: 18}", content.Profile{Age: 30}, content.NotStated},
		{"income", "{above_g: 1.5, months: 12}", content.Profile{Age: 30}, content.NotStated},
	}
	for _, tt := range tests {
		f := content.Conditions(offer(t, "conditions:\n"+must(tt.field, tt.value)), tt.p)
		if f.State != tt.want || len(f.Reasons) != 1 || f.Reasons[0].Section != content.What || f.Reasons[0].Index != 1 {
			t.Errorf("%s %s and %+v: %+v, want %s", tt.field, tt.value, tt.p, f, tt.want)
		}
		// The same asked as what excludes turns round; what is not known excludes nobody.
		turned := map[content.State]content.State{content.Met: content.NotMet, content.NotMet: content.NotStated, content.NotStated: content.NotStated}
		excl := strings.Replace("conditions:\n"+must(tt.field, tt.value), "effect: must", "effect: excludes", 1)
		if f := content.Conditions(offer(t, excl), tt.p); f.State != turned[tt.want] {
			t.Errorf("excludes %s %s and %+v: %s, want %s", tt.field, tt.value, tt.p, f.State, turned[tt.want])
		}
		local := strings.Replace("conditions:\n"+must(tt.field, tt.value), "effect: must", "effect: must, scope: local", 1)
		if f := content.Conditions(offer(t, local), tt.p); f.State == content.NotMet {
			t.Errorf("a local %s %s closes to %+v", tt.field, tt.value, tt.p)
		}
	}
}

func TestTheBestWayIn(t *testing.T) {
	e := offer(t, "routes: {a: {nb: a, nn: a, en: a}, b: {nb: b, nn: b, en: b}}\nconditions:\n"+
		strings.Replace(must("age", "{max: 55}"), "point", "route: a, point", 1)+
		strings.Replace(must("age", "{min: 56}"), "point", "route: [b], point", 1)+
		strings.Replace(must("norwegian", "{need: A2}"), "point", "route: b, point", 1)+
		must("residence", "{any: [refugee]}"))
	for _, tt := range []struct {
		p     content.Profile
		route string
		want  content.State
	}{
		{content.Profile{Age: 40, Residence: "refugee"}, "a", content.Met},
		{content.Profile{Age: 60, Residence: "refugee"}, "b", content.NotStated},
		{content.Profile{Age: 60, Residence: "refugee", Norwegian: "A2"}, "b", content.Met},
		{content.Profile{Age: 60, Residence: "refugee", Norwegian: "A1"}, "a", content.NotMet},
		{content.Profile{Age: 40, Residence: "eea"}, "a", content.NotMet},
		{content.Profile{Residence: "refugee"}, "a", content.NotStated},
	} {
		if f := content.Conditions(e, tt.p); f.State != tt.want || f.Route != tt.route {
			t.Errorf("%+v: %s by %q, want %s by %q", tt.p, f.State, f.Route, tt.want, tt.route)
		}
	}
}

// Of two closed ways the one closed by practice only is the better.
func TestClosedByPracticeOnly(t *testing.T) {
	e := offer(t, "routes: {a: {nb: a, nn: a, en: a}, b: {nb: b, nn: b, en: b}}\nconditions:\n"+
		strings.Replace(must("age", "{max: 55}"), "point", "route: a, point", 1)+
		strings.NewReplacer("point", "route: b, point", "binding: formal", "binding: informal").Replace(must("age", "{max: 50}")))
	if f := content.Conditions(e, content.Profile{Age: 60}); f.State != content.NotMet || f.Formal || f.Route != "b" {
		t.Errorf("%+v, want not met by practice, by b", f)
	}
}

// TestForgettingDecidesNothing takes away what is known of each participant, a thing at a
// time, for every entry: nothing known less makes a way closed, and but for what excludes,
// none open.
func TestForgettingDecidesNothing(t *testing.T) {
	forget := map[string]func(*content.Profile){
		"age":       func(p *content.Profile) { p.Age = 0 },
		"gender":    func(p *content.Profile) { p.Gender = "" },
		"residence": func(p *content.Profile) { p.Residence = "" },
		"norwegian": func(p *content.Profile) { p.Norwegian = "" },
		"schooling": func(p *content.Profile) { p.Schooling, p.Papers, p.AllPapers = "", nil, false },
		"status":    func(p *content.Profile) { p.Status, p.NotStatus = nil, nil },
		"settled":   func(p *content.Profile) { p.Settled = nil },
		"months":    func(p *content.Profile) { p.MonthsSettled = nil },
		"work":      func(p *content.Profile) { p.YearsOfWork = nil },
	}
	cases := 0
	for _, e := range conditioned(t).Entries() {
		excludes := slices.ContainsFunc(e.Conditions, func(c content.Condition) bool { return c.Effect == content.Excludes })
		for who, p := range participants {
			before := content.Conditions(e, p).State
			for what, f := range forget {
				less := p
				f(&less)
				cases++
				after := content.Conditions(e, less).State
				if after == content.NotMet && before != content.NotMet || after == content.Met && before != content.Met && !excludes {
					t.Errorf("%s and %s: %s, and without %s %s", who, e.ID, before, what, after)
				}
			}
		}
	}
	if cases < 5000 {
		t.Errorf("only %d cases", cases)
	}
}

// A local rule that would exclude somebody leaves the entry not stated, not met.
func TestALocalExclusion(t *testing.T) {
	e := offer(t, "conditions:\n"+must("age", "{min: 18}")+
		strings.Replace(must("status", "{any: [employed]}"), "effect: must", "effect: excludes, scope: local", 1))
	for state, p := range map[content.State]content.Profile{
		content.NotStated: {Age: 30, Status: []string{"employed"}},
		content.Met:       {Age: 30, NotStatus: []string{"employed"}},
	} {
		if f := content.Conditions(e, p); f.State != state {
			t.Errorf("%+v: %s, want %s", p, f.State, state)
		}
	}
}

func TestAnEntryThatAsksNothing(t *testing.T) {
	for _, conditions := range []string{"", "conditions: [{field: duration, value: {max_months: 12}, binding: formal, point: p}]\n", "conditions:\n" + strings.Replace(must("age", "{min: 18}"), "must", "suits", 1)} {
		if f := content.Conditions(offer(t, conditions), participants["rebecca"]); f.State != content.NotStated || len(f.Reasons) > 0 {
			t.Errorf("%q: %+v, want not stated", conditions, f)
		}
	}
	e := offer(t, "conditions:\n"+must("age", "{min: 18}")+"  - {field: unknown, value: norwegian}\n")
	if f := content.Conditions(e, content.Profile{Age: 30}); f.State != content.NotStated {
		t.Errorf("what no source answers is taken for %s", f.State)
	}
}
