package content_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

const lawList = `laws:
  - id: lov/2020-11-06-127
    nb: integreringsloven
    nn: integreringslova
    en: Integration Act
    title: Lov om integrering
    bills: ["Prop. 89 L (2019–2020)"]
    sections: [1, 13, 14 a, 7-5a]
  - {id: lov/2025-06-20-35, nb: endringsloven, nn: endringslova, en: amending act, title: Lov om endringer}
`

// ruled is the small guide with laws, rates and one point of the course that is a rule.
func ruled() fstest.MapFS {
	g := small()
	g["_laws.yaml"] = &fstest.MapFile{Data: []byte(lawList)}
	g["_rates.yaml"] = &fstest.MapFile{Data: []byte(rateList)}
	data := string(g["offer/kurs.yaml"].Data)
	data = strings.Replace(data, "sources:\n", "sources:\n  intl: {law: integreringsloven, dated: 2026-07-02}\n", 1)
	for _, p := range []string{"Tekst en", "Tekst på nynorsk en", "Text en"} {
		point := `{text: "` + p + `", source: intl, short: "` + p + `", asked: ["` + p + `?"]`
		if p == "Tekst en" {
			point += ", id: lengde, rule: {law: integreringsloven § 14 A, also: [integreringsloven § 7-5a], in_force: 2021-01-01, checked: 2026-07-02}"
		}
		data = strings.Replace(data, `{text: "`+p+`", source: imdi`, point, 1)
	}
	data = strings.Replace(data, "conditions: [{field: unknown, value: age}]", "routes: {rett: {nb: Rett, nn: Rett, en: Right}}\nconditions:\n  - {field: age, value: {min: 18, max: 55}, binding: formal, effect: must, route: rett, point: lengde}", 1)
	g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
	return g
}

func kurs(t *testing.T, g fstest.MapFS) *content.Entry {
	t.Helper()
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := guide.Entry("kurs")
	return e
}

// edit replaces old with new in one file of the guide with a rule.
func edit(t *testing.T, file, old, new string) fstest.MapFS {
	t.Helper()
	g := ruled()
	data := string(g[file].Data)
	if !strings.Contains(data, old) {
		t.Fatalf("%s has no %q:\n%s", file, old, data)
	}
	g[file] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, new, 1))}
	return g
}

func TestRulesAreTheSameInEveryLanguage(t *testing.T) {
	if ps := content.Check(ruled(), today); len(ps) > 0 {
		t.Fatal(ps)
	}
	e := kurs(t, ruled())
	for lang, want := range map[content.Lang]string{content.Bokmal: "integreringsloven § 14 a", content.Nynorsk: "integreringslova § 14 a", content.English: "Integration Act § 14 a"} {
		p := e.Text(lang).Section(content.What)[0]
		if p.Rule == nil || p.Rule.Law.String() != want || p.Rule.Law.URL != "https://lovdata.no/lov/2020-11-06-127/§14a" || p.Rule.Checked.String() != "2026-07-02" {
			t.Errorf("%s: rule = %+v, want %s", lang, p.Rule, want)
		}
		if len(p.Rule.Also) != 1 || p.Rule.Also[0].Section != "7-5a" || p.ID != "lengde" {
			t.Errorf("%s: also %v, id %q", lang, p.Rule.Also, p.ID)
		}
		if w := e.Weight(p); w != content.Binding {
			t.Errorf("%s: weight %q, want binding", lang, w)
		}
		if other := e.Text(lang).Section(content.What)[1]; other.Rule != nil || e.Weight(other) != content.Guiding {
			t.Errorf("%s: the point beside has rule %v and weight %q", lang, other.Rule, e.Weight(other))
		}
	}
	s, _ := e.Source("intl")
	if s.Title != "Lov om integrering" || s.URL != "https://lovdata.no/lov/2020-11-06-127" || s.Kind != content.Statute {
		t.Errorf("the act as a source is %+v", s)
	}
	back, err := content.ParseCanonical(e.Canonical())
	if err != nil || back.Digest() != e.Digest() {
		t.Errorf("a version with a rule doesn't come back: %v", err)
	}
	if strings.Contains(string(e.Canonical()), "Tekst en?") {
		t.Error("a hidden question is part of the version")
	}
}

var deepLink = regexp.MustCompile(`^https://lovdata\.no/(lov|forskrift)/\d{4}-\d{2}-\d{2}-\d+/§(\d+A-)?\d+[a-zA-Z]{0,2}(-\d+[a-zA-Z]{0,2})?$`)

func TestEveryLinkToASectionHasTheForm(t *testing.T) {
	n := 0
	for _, l := range load(t).Laws() {
		for _, s := range l.Sections {
			n++
			if u := l.SectionURL(s); !deepLink.MatchString(u) {
				t.Errorf("%s § %s has the link %q", l.Names[content.Bokmal], s, u)
			}
		}
	}
	if n < 2000 {
		t.Errorf("only %d sections were tried", n)
	}
}

func TestFindingsOfRules(t *testing.T) {
	const kurs = "offer/kurs.yaml"
	tests := []struct{ name, file, old, new, want string }{
		{"unknown act", kurs, "integreringsloven § 14 A", "integreringslova § 14 A", `offer/kurs.yaml:18: no law "integreringslova" (did you mean "integreringsloven"?)`},
		{"unknown section", kurs, "integreringsloven § 14 A", "integreringsloven § 14 b", `integreringsloven has no § 14 b (did you mean "14 a"?)`},
		{"unknown other section", kurs, "[integreringsloven § 7-5a]", "[integreringsloven § 99]", "integreringsloven has no § 99"},
		{"no section", kurs, "integreringsloven § 14 A", "integreringsloven", `"integreringsloven" names no section`},
		{"an act without sections", kurs, "integreringsloven § 14 A", "endringsloven", ""},
		{"no law", kurs, "law: integreringsloven § 14 A, ", "", "names no law"},
		{"not checked", kurs, ", checked: 2026-07-02", "", "does not say which day it was checked"},
		{"checked some day", kurs, "checked: 2026-07-02", "checked: 2026-07", "does not say which day it was checked"},
		{"in force since nobody knows when", kurs, "in_force: 2021-01-01, ", "", "does not say since when it is in force"},
		{"adopted only", kurs, "in_force: 2021-01-01", "in_force: nei", ""},
		{"rule in another language", kurs, `short: "Text en"`, `short: "Text en", rule: {law: x}`, `unknown field "rule"`},
		{"source is no act", kurs, "{law: integreringsloven, ", "{law: integringsloven, ", `no law "integringsloven" (did you mean "integreringsloven"?)`},
		{"an act with a title", kurs, "{law: integreringsloven, ", "{law: integreringsloven, title: Loven, ", "has law and title, url or kind"},
		{"review passed", kurs, "checked: 2026-07-02", "checked: 2025-07-02", "offer/kurs.yaml:18: nb.what.0.rule must be read again on 2026-07-02"},
		{"review soon", kurs, "checked: 2026-07-02", "checked: 2026-07-02, review: 2027-01-15", "warning: nb.what.0.rule must be read again on 2027-01-15"},
		{"review later", kurs, "checked: 2026-07-02", "checked: 2026-07-02, review: 2027-02-15", ""},
		{"ended", kurs, "checked: 2026-07-02", "checked: 2026-07-02, until: 2026-11-26", "18: nb.what.0.rule ends by itself on 2026-11-26"},
		{"ends soon", kurs, "checked: 2026-07-02", "checked: 2026-07-02, until: 2026-12-31", "warning: nb.what.0.rule ends by itself on 2026-12-31"},
		{"long short", kurs, `short: "Tekst en"`, `short: "` + strings.Repeat("lang ", 13) + `"`, "nb.what.0.short has 64 characters (at most 60)"},
		{"short in one language", kurs, `, short: "Text en"`, "", "one has a short form, the other has not"},
		{"long differs", kurs, "differs: Tekst", "differs: " + strings.Repeat("lang ", 15), "(at most 75)"},
		{"long short title", kurs, "  differs: Tekst", "  short: Et navn på over tyve tegn\n  differs: Tekst", "nb.short has 25 characters (at most 20)"},
		{"unknown summary source", kurs, "summary_sources: [imdi]", "summary_sources: [imdy]", `summary_sources: no source "imdy" (did you mean "imdi"?)`},
		{"own amount", kurs, "Tekst to", "Det er 12 000 kroner i 2026", "warning: nb.what.1 has an amount of its own"},
		{"own amount in a summary", kurs, "summary: Tekst om", "summary: Gir kr 500 i 2026", "warning: nb.summary has an amount of its own"},
		{"source in the sentence", kurs, "Tekst to", "Tekst to, ifølge en rapport", `warning: nb.what.1 names its source in the sentence: "ifølge"`},
		{"source in the English sentence", kurs, "Text to", "Text to, according to a report", "warning: en.what.1 names its source"},
		{"unknown rate", kurs, "Tekst to", "{grunnbelopp} i 2026", `no rate "grunnbelopp" (did you mean "grunnbelop"?)`},
		{"rate without year", kurs, "Tekst to", "Det er {grunnbelop}", "nb.what.1 has a rate without a year (add {grunnbelop:from} or {grunnbelop:year})"},
		{"the year of nothing", kurs, "Tekst to", "Det er {grunnbelop} i 2026", "has a rate without a year"},
		{"rate in one language", kurs, "Tekst to", "Det er {grunnbelop} i {grunnbelop:year}", "en.what.1 has the rates [], in nb [{grunnbelop}]"},
		{"no such year", kurs, "Tekst to", "{grunnbelop@2019} i 2019", `rate "grunnbelop" has no amount from 2019`},
		{"an old amount without its year", kurs, "Tekst to", "Det var {grunnbelop@2025}", "has a rate without a year"},
		{"factor alone", kurs, "Tekst to", "{*2} i 2026", `"{*2}" is not a reference to a rate`},
		{"factor of nothing", kurs, "Tekst to", "{grunnbelop*0} i {grunnbelop:year}", "has a factor that is not a number"},
		{"factor of a day", kurs, "Tekst to", "{grunnbelop*2:from}", "a day has no factor"},
		{"loose brace", kurs, "Tekst to", "Tekst } to", `"}" is not a reference to a rate`},
		{"two amounts of one day", "_rates.yaml", "from: 2025-05-01", "from: 2026-05-01", `_rates.yaml:8: rate "grunnbelop" has two amounts of one day`},
		{"rate twice", "_rates.yaml", "name: time,", "name: stonad,", `rate "stonad" stands twice (first in line 9)`},
		{"rate without a year", "_rates.yaml", "{from: 2025-05-01, amount", "{amount", `_rates.yaml:7: an amount of rate "grunnbelop" has no year`},
		{"factor without rate", "_rates.yaml", "rate: grunnbelop, factor", "factor", `_rates.yaml:9: rate "stonad" has a factor without a rate`},
		{"rate without factor", "_rates.yaml", "factor: 2, ", "", `rate "stonad" is computed without a factor`},
		{"rate of no rate", "_rates.yaml", "rate: grunnbelop,", "rate: grunnbelob,", `_rates.yaml:9: rate "stonad": no rate "grunnbelob" (did you mean "grunnbelop"?)`},
		{"rate of itself", "_rates.yaml", "rate: grunnbelop,", "rate: time,", `rate "stonad": no rate`},
		{"rate of no section", "_rates.yaml", "law: integreringsloven § 13", "law: integreringsloven § 15", "_rates.yaml:9: rate \"stonad\": integreringsloven has no § 15"},
		{"amount in words", "_rates.yaml", "130160", "mye", `"mye" is not a number`},
		{"law twice", "_laws.yaml", "nb: endringsloven", "nb: integreringsloven", `law "integreringsloven" stands twice (first in line 2)`},
		{"law id", "_laws.yaml", "id: lov/2025-06-20-35", "id: 2025-06-20-35", "is not Lovdata's"},
		{"condition without a point", kurs, ", point: lengde", "", "has no point"},
		{"condition on no point", kurs, "point: lengde", "point: lengda", `offer/kurs.yaml:9: condition 1: no point "lengda" (did you mean "lengde"?)`},
		{"condition of no field", kurs, "field: age", "field: agee", `unknown value "agee" (did you mean "age"?)`},
		{"condition with no key", kurs, "value: {min: 18,", "value: {mn: 18,", `unknown field "mn" (did you mean "min"?)`},
		{"condition with no number", kurs, "min: 18", "min: atten", `unknown value "atten" (a number)`},
		{"condition without effect", kurs, "effect: must, ", "", "a condition on age has no effect"},
		{"condition without binding", kurs, "binding: formal, ", "", "has no binding"},
		{"property with effect", kurs, "field: age, value: {min: 18, max: 55}", "field: duration, value: {max_months: 24}", "has no effect (leave effect out)"},
		{"unknown with a point", kurs, "field: age, value: {min: 18, max: 55}, binding: formal, effect: must", "field: unknown, value: age", "what no source answers has no point"},
		{"no such route", kurs, "route: rett", "route: ret", `condition 1: no route "ret" (did you mean "rett"?)`},
		{"unused route", kurs, "route: rett, ", "", `no condition uses route "rett"`},
		{"route in one language", kurs, "nb: Rett, nn: Rett,", "nb: Rett,", `route "rett" has no nn`},
		{"no such entry", kurs, "field: age, value: {min: 18, max: 55}, binding: formal, effect: must", "field: combines, value: {with: praksiss}, binding: formal", `no entry "praksiss" (did you mean "praksis"?)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := content.Check(edit(t, tt.file, tt.old, tt.new), today)
			if tt.want == "" {
				if len(got) > 0 {
					t.Errorf("findings %v, want none", got)
				}
				return
			}
			if !strings.Contains(got.Error(), tt.want) {
				t.Errorf("findings:\n%v\nwant one with %q", got, tt.want)
			}
			for _, p := range got {
				if p.Line == 0 && p.File != "." {
					t.Errorf("a finding without a line: %v", p)
				}
			}
		})
	}
}

// TestWhatCarriesAPoint moves the course's points to a section and a kind of source.
func TestWhatCarriesAPoint(t *testing.T) {
	for _, section := range content.Sections() {
		for _, kind := range []content.SourceKind{content.Official, content.LocalGov, content.Research, content.Private, content.News, content.Proposal} {
			g := small()
			data := strings.ReplaceAll(string(g["offer/kurs.yaml"].Data), "  what:\n", "  "+string(section)+":\n")
			data = strings.Replace(data, `url: "https://www.imdi.no/", dated: 2024-03`, "dated: 2024-03, kind: "+string(kind), 1)
			g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
			strong := section == content.Right || section == content.Duration
			must := strong || section == content.Requirements || section == content.Payer || section == content.Livelihood
			weak := kind == content.Private || kind == content.News || kind == content.Proposal
			want := weak && must || strong && kind != content.Official
			if got := strings.Contains(content.Check(g, today).Error(), "rests on a "+string(kind)+" source"); got != want {
				t.Errorf("a %s source under %s is reported: %v, want %v", kind, section, got, want)
			}
		}
	}
}

// TestARuleNeedsASource moves the rule to a source of each kind.
func TestARuleNeedsASource(t *testing.T) {
	for kind, weight := range map[content.SourceKind]content.Weight{
		content.Official: content.Binding, content.LocalGov: content.LocalRule, content.Research: content.Studied, content.Private: content.Weightless,
	} {
		g := ruled()
		data := strings.ReplaceAll(string(g["offer/kurs.yaml"].Data), "source: intl", "source: imdi")
		data = strings.Replace(data, `url: "https://www.imdi.no/", dated: 2024-03`, "dated: 2024-03, kind: "+string(kind), 1)
		g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
		ps := content.Check(g, today).Errors().Error()
		if kind == content.Official {
			if e := kurs(t, g); ps != "" || e.Weight(e.Text(content.Bokmal).Section(content.What)[0]) != weight {
				t.Errorf("a rule of an official source: %s", ps)
			}
			continue
		}
		for _, want := range []string{"a rule whose source is " + string(kind), `condition 1 is formal and its point "lengde" rests on less than an agency`} {
			if !strings.Contains(ps, want) {
				t.Errorf("findings %s, want %q", ps, want)
			}
		}
	}
}

func TestAddresses(t *testing.T) {
	guide, err := content.Load(ruled())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range guide.Cited().Addresses() {
		got = append(got, a.URL+" "+strings.Join(a.Where, ","))
	}
	want := []string{
		"https://lovdata.no/lov/2020-11-06-127 offer/kurs.yaml",
		"https://lovdata.no/lov/2020-11-06-127/§14a offer/kurs.yaml",
		"https://lovdata.no/lov/2020-11-06-127/§7-5a offer/kurs.yaml",
		"https://www.imdi.no/ actor/kommune.yaml,offer/kurs.yaml,offer/praksis.yaml,topic/tema.yaml",
	}
	if !slices.Equal(got, want) {
		t.Errorf("addresses\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestABillThatIsLaw(t *testing.T) {
	g := edit(t, "offer/kurs.yaml", "title: IMDi,", `title: "Prop. 89 L (2019–2020), kapittel 9", kind: proposal,`)
	if got := content.Check(g, today).Error(); !strings.Contains(got, `source "imdi" is Prop. 89 L (2019–2020), which has become law (cite integreringsloven)`) {
		t.Errorf("findings %v", got)
	}
}

// TestASummaryRestsOnSources leaves out what the summary of the course rests on.
func TestASummaryRestsOnSources(t *testing.T) {
	g := edit(t, "offer/kurs.yaml", "summary_sources: [imdi]\n", "")
	if got := content.Check(g, today).Error(); !strings.Contains(got, "no summary_sources") {
		t.Errorf("findings %v", got)
	}
}

func TestTheQuestionOfChoices(t *testing.T) {
	g := small()
	g["_choices.yaml"] = &fstest.MapFile{Data: []byte("choices:\n  - {entries: [kurs, praksis, kommune], nb: \"Hva?\", nn: \"Kva?\", en: \"What?\"}\n  - {entries: [praksis, kurs], nb: \"Hvilket?\", nn: \"Kva?\", en: \"Which?\"}\n")}
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	for ids, want := range map[string]string{"kurs praksis": "Which?", "kurs kommune": "What?", "kurs": "", "kurs tema": ""} {
		if got := guide.Words().Question(strings.Fields(ids), content.English); got != want {
			t.Errorf("Question(%s) = %q, want %q", ids, got, want)
		}
	}
	g["_choices.yaml"] = &fstest.MapFile{Data: []byte("choices:\n  - {entries: [kurs, praksi], nb: \"Hva?\", nn: \"Kva?\"}\n")}
	got := content.Check(g, today).Error()
	for _, want := range []string{"has no en", `choices: no entry "praksi" (did you mean "praksis"?)`} {
		if !strings.Contains(got, want) {
			t.Errorf("findings %v, want %q", got, want)
		}
	}
}

// TestRuleInJSON pins the words that machines read of a rule.
func TestRuleInJSON(t *testing.T) {
	b, err := json.Marshal(kurs(t, ruled()).Text(content.English).Section(content.What)[0].Rule)
	const want = `{"Law":{"Act":"Integration Act","Section":"14 a","URL":"https://lovdata.no/lov/2020-11-06-127/§14a"},"Also":[{"Act":"Integration Act","Section":"7-5a","URL":"https://lovdata.no/lov/2020-11-06-127/§7-5a"}],"InForce":"2021-01-01","Checked":"2026-07-02","Review":"ukjent","Until":"ukjent"}`
	if err != nil || string(b) != want {
		t.Errorf("rule = %s, %v\nwant %s", b, err, want)
	}
}

// TestSiblingsHaveAQuestion: whatever two offers of one set an answer is unsure between,
// the guide has a question for them, so every offer, support and journey is in a set.
func TestSiblingsHaveAQuestion(t *testing.T) {
	g, err := content.Load(content.FS())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range g.Entries() {
		if !slices.Contains([]content.Kind{content.Offer, content.Support, content.Journey}, e.Kind) {
			continue
		}
		asked := slices.ContainsFunc(g.Entries(), func(o *content.Entry) bool {
			return o != e && g.Words().Question([]string{e.ID, o.ID}, content.English) != ""
		})
		if !asked {
			t.Errorf("%s is in no set of choices: no question tells it from its siblings", e.ID)
		}
	}
}
