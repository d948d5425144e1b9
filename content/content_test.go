package content_test

import (
	"bufio"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"veiviser/content"
)

// today is the day the tests check on: the calendar makes no test fail.
var today = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// load returns the guide that ships with the program, read once.
func load(t *testing.T) *content.Guide {
	t.Helper()
	g, err := shipped()
	if err != nil {
		t.Fatalf("Load(FS()): %v", err)
	}
	return g
}

var shipped = sync.OnceValues(func() (*content.Guide, error) { return content.Load(content.FS()) })

func TestTheGuideHasNoFindings(t *testing.T) {
	for _, p := range content.Check(content.FS(), today) {
		t.Error(p)
	}
}

func TestEveryEntryOfTheTaxonomyIsThere(t *testing.T) {
	g := load(t)
	f, err := os.Open("testdata/taxonomy.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for sc := bufio.NewScanner(f); sc.Scan(); n++ {
		kind, id, _ := strings.Cut(sc.Text(), " ")
		e, ok := g.Entry(id)
		if !ok {
			t.Errorf("no entry %q", id)
			continue
		}
		if string(e.Kind) != kind {
			t.Errorf("%s is of kind %s, want %s", id, e.Kind, kind)
		}
	}
	if got := len(g.Entries()); got != n {
		t.Errorf("the guide has %d entries, the taxonomy %d", got, n)
	}
}

func TestOffersSayEnough(t *testing.T) {
	g := load(t)
	var counts []int
	for _, e := range g.OfKind(content.Offer) {
		n := 0
		for _, s := range e.Text(content.Bokmal).Sections {
			n += len(s.Points)
		}
		counts = append(counts, n)
	}
	slices.Sort(counts)
	if median := counts[len(counts)/2]; median < 10 {
		t.Errorf("median points of an offer = %d, want at least 10", median)
	}
}

// small is a guide of four entries that has no findings.
func small() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"topic/tema.yaml":    file(entry("tema", "kind: topic\n")),
		"actor/kommune.yaml": file(entry("kommune", "kind: actor\ntopic: tema\n")),
		"offer/kurs.yaml":    file(entry("kurs", "kind: offer\ntopic: tema\nresponsible: [kommune]\ncombines_with: [praksis]\nleads_to: [praksis]\nconditions: [{field: unknown, value: age}]\n")),
		"offer/praksis.yaml": file(entry("praksis", "kind: offer\ntopic: tema\nresponsible: [kommune]\ncombines_with: [kurs]\nleads_to: [kurs]\nconditions: [{field: unknown, value: age}]\n")),
	}
}

// entry writes an entry file: the fields given, one source and three points.
func entry(id, fields string) string {
	text := func(lang, word string) string {
		return lang + ":\n  title: " + word + " " + id + "\n  summary: " + word + " om " + id + "\n  differs: " + word + " skilt fra andre\n  what:\n" +
			"    - {text: \"" + word + " en\", source: imdi}\n    - {text: \"" + word + " to\", source: imdi}\n    - {text: \"" + word + " tre\", source: imdi}\n"
	}
	return "id: " + id + "\n" + fields + "sources:\n  imdi: {title: IMDi, url: \"https://www.imdi.no/\", dated: 2024-03}\n" +
		text("nb", "Tekst") + text("nn", "Tekst på nynorsk") + text("en", "Text") + "summary_sources: [imdi]\n"
}

// change returns the small guide with old replaced by new in one file.
func change(t *testing.T, file, old, new string) fs.FS {
	t.Helper()
	g := small()
	data := string(g[file].Data)
	if !strings.Contains(data, old) {
		t.Fatalf("%s has no %q", file, old)
	}
	g[file] = &fstest.MapFile{Data: []byte(strings.Replace(data, old, new, 1))}
	return g
}

func TestSmallGuideHasNoFindings(t *testing.T) {
	if ps := content.Check(small(), today); len(ps) > 0 {
		t.Fatal(ps)
	}
}

func TestFindings(t *testing.T) {
	const kurs = "offer/kurs.yaml"
	tests := []struct {
		name, file, old, new string
		want                 string
	}{
		{"unknown field", kurs, "  summary: Tekst om", "  sumary: Tekst om", `offer/kurs.yaml:12: unknown field "sumary" (did you mean "summary"?)`},
		{"unknown kind", kurs, "kind: offer", "kind: ofer", `kind: unknown value "ofer" (did you mean "offer"?)`},
		{"repeated field", kurs, "topic: tema\n", "topic: tema\ntopic: tema\n", `field "topic" stands twice (first in line 3)`},
		{"not YAML", kurs, "kind: offer", "kind: [offer", "not YAML"},
		{"alias", kurs, "responsible: [kommune]", "responsible: &a [kommune]\nlivelihood: *a", "anchors and aliases are not used"},
		{"no id", kurs, "id: kurs\n", "", `no "id"`},
		{"id is not the file's name", kurs, "id: kurs\n", "id: kursa\n", `id "kursa" is not the file's name`},
		{"id is no slug", kurs, "id: kurs\n", "id: Kurs på\n", "is not a slug"},
		{"missing reference", kurs, "responsible: [kommune]", "responsible: [komune]", `responsible: no entry "komune" (did you mean "kommune"?)`},
		{"wrong kind of reference", kurs, "responsible: [kommune]", "responsible: [praksis]", `responsible: "praksis" is of kind offer`},
		{"points at itself", kurs, "leads_to: [praksis]", "leads_to: [kurs]", "points at the entry itself"},
		{"one-sided combination", kurs, "combines_with: [praksis]\n", "", `combines_with "kurs", which does not combine back`},
		{"dead end", kurs, "leads_to: [praksis]\n", "", "warning: the offer leads nowhere"},
		{"nobody responsible", kurs, "responsible: [kommune]\n", "", "warning: the offer has no responsible actor"},
		{"long summary", kurs, "summary: Tekst om kurs", "summary: " + strings.Repeat("lang ", 61), "nb.summary has 304 characters (at most 300)"},
		{"no summary", kurs, "  summary: Tekst om kurs\n", "", "nb has no summary"},
		{"empty text", kurs, "title: Tekst kurs", "title: \"\"", "nb.title is empty"},
		{"missing point", kurs, "    - {text: \"Text to\", source: imdi}\n", "", "en.what has 2 points, nb.what has 3"},
		{"missing section", kurs, "summary: Tekst på nynorsk om kurs\n  differs: Tekst på nynorsk skilt fra andre\n  what:", "summary: Tekst på nynorsk om kurs\n  differs: Tekst på nynorsk skilt fra andre\n  who:", `nn has no section "what", nb has`},
		{"point without source", kurs, "{text: \"Tekst en\", source: imdi}", "{text: \"Tekst en\"}", "point 1 of nb.what has no source"},
		{"unknown source", kurs, "{text: \"Tekst en\", source: imdi}", "{text: \"Tekst en\", source: imdy}", `no source "imdy" (did you mean "imdi"?)`},
		{"source without date", kurs, ", dated: 2024-03", "", `source "imdi" has no date`},
		{"bad date", kurs, "2024-03", "mars 2024", `"mars 2024" is not a date`},
		{"bad url", kurs, "https://www.imdi.no/", "www.imdi.no", "is not a web address"},
		{"mirror", kurs, "https://www.imdi.no/", "https://imdiny-prep.imdi.no/x", "a mirror or preview host"},
		{"private source with url", kurs, "dated: 2024-03", "dated: 2024-03, kind: private", "is private and has a url"},
		{"news carries a right", kurs, "dated: 2024-03", "dated: 2024-03}\n  avis: {title: Avisen, dated: 2024, kind: news", "no statement uses source"},
		{"amount without year", kurs, "Tekst en\"", "Satsen er 12 000 kroner\"", "an amount without a year"},
		{"proposal as law", kurs, "dated: 2024-03", "dated: 2024-03, kind: proposal", "a proposal told as law"},
		{"proposal not marked", kurs, "title: IMDi,", "title: \"Prop. 81 L (2024–2025)\",", "is named as a proposal"},
		{"nynorsk is bokmål", kurs, "Tekst på nynorsk om kurs", "Tekst om kurs", ""},
		{"two ids", "offer/praksis.yaml", "id: praksis", "id: kurs", `id "kurs" is taken`},
		{"same name twice", kurs, "  title: Text kurs\n", "  title: Text kurs\n  also_called: [Course]\n", ""},
		{"alias of an entry", kurs, "topic: tema\n", "topic: tema\naliases: [praksis]\n", `alias "praksis" is the id of an entry`},
		{"steps on an offer", kurs, "topic: tema\n", "topic: tema\nsteps: [{offers: [praksis]}]\n", "only a journey has steps"},
		{"snippet without original", kurs, "topic: tema\n", "topic: tema\nsnippets: {uk: {text: Текст, status: draft}}\n", "without the Norwegian original"},
		{"snippet in the wrong script", kurs, "topic: tema\n", "topic: tema\nsnippets: {nb: {text: Tekst, status: draft}, ar: {text: Tekst, status: draft}}\n", "is not in the script"},
		{"snippet with a new number", kurs, "topic: tema\n", "topic: tema\nsnippets: {nb: {text: Tekst, status: draft}, ar: {text: نص ٣٠٠, status: draft}}\n", "has the number 300"},
		{"checked by nobody", kurs, "topic: tema\n", "topic: tema\nsnippets: {nb: {text: Tekst, status: checked}}\n", "is checked by nobody"},
		{"gap with a section", kurs, "topic: tema\n", "topic: tema\ngaps: [what]\n", `gap "what" has a section`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := content.Check(change(t, tt.file, tt.old, tt.new), today)
			if tt.want == "" {
				if len(got) > 0 {
					t.Errorf("findings %v, want none", got)
				}
				return
			}
			if !strings.Contains(got.Error(), tt.want) {
				t.Errorf("findings:\n%v\nwant one with %q", got, tt.want)
			}
		})
	}
}

func TestFindingsOfTwoEntries(t *testing.T) {
	g := small()
	for _, f := range []string{"offer/kurs.yaml", "offer/praksis.yaml"} {
		g[f] = &fstest.MapFile{Data: []byte(strings.Replace(string(g[f].Data), "nb:\n", "nb:\n  also_called: [Kurset]\n", 1))}
	}
	got := content.Check(g, today).Error()
	if want := `warning: also_called "Kurset" is claimed twice (also in offer/kurs.yaml:`; !strings.Contains(got, want) {
		t.Errorf("findings %v, want %q", got, want)
	}
}

func TestNynorskMustBeWritten(t *testing.T) {
	long := "Denne setningen er den samme på begge målformer, ord for ord."
	g := small()
	data := string(g["offer/kurs.yaml"].Data)
	data = strings.Replace(data, "Tekst en\"", long+"\"", 1)
	data = strings.Replace(data, "Tekst på nynorsk en\"", long+"\"", 1)
	g["offer/kurs.yaml"] = &fstest.MapFile{Data: []byte(data)}
	if got := content.Check(g, today).Error(); !strings.Contains(got, "nn.what.0 is the bokmål text unchanged") {
		t.Errorf("findings %v", got)
	}
}

func TestTermsAndChanges(t *testing.T) {
	g := small()
	g["_terms.yaml"] = &fstest.MapFile{Data: []byte("terms:\n  - {nb: tekst, nn: tekst, en: text, reject: {en: [Text to]}}\n")}
	if got := content.Check(g, today).Error(); !strings.Contains(got, `en.what.1 uses "text to" (the guide says "text")`) {
		t.Errorf("findings %v", got)
	}
	g = small()
	g["_changes.yaml"] = &fstest.MapFile{Data: []byte("changes:\n  - {id: ny-lov, date: 2025-01-01, entries: [kurs], topics: [], nb: Ny lov., nn: Ny lov., en: New act.}\n")}
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := guide.Entry("kurs")
	if got := guide.ChangesSince(e); len(got) != 1 || got[0].Note[content.English] != "New act." {
		t.Errorf("ChangesSince(kurs) = %v, want the one change", got)
	}
	if e, _ = guide.Entry("praksis"); len(guide.ChangesSince(e)) != 0 {
		t.Error("ChangesSince(praksis): a change that does not touch it")
	}
}

// TestChangesToCome: a change that is adopted and not in force is told of whatever the
// entry rests on, with or without a day, and is a finding once its day has come.
func TestChangesToCome(t *testing.T) {
	g := small()
	g["_changes.yaml"] = &fstest.MapFile{Data: []byte("changes:\n" +
		"  - {id: med-dag, date: 2099-01-01, coming: true, entries: [kurs], topics: [], nb: Noe kommer., nn: Noko kjem., en: Something comes.}\n" +
		"  - {id: uten-dag, date: ukjent, coming: true, entries: [kurs], topics: [], nb: Noe kommer., nn: Noko kjem., en: Something comes.}\n")}
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := guide.Entry("kurs")
	if got := guide.ChangesSince(e); len(got) != 2 || !got[0].Coming || !got[1].Date.Unknown() {
		t.Errorf("ChangesSince(kurs) = %+v, want both changes to come", got)
	}
	if e, _ = guide.Entry("praksis"); len(guide.ChangesSince(e)) != 0 {
		t.Error("ChangesSince(praksis): a change to come that does not touch it")
	}
	for day, want := range map[string]int{"2098-12-31": 0, "2099-01-02": 1} {
		now, _ := time.Parse(time.DateOnly, day)
		if got := strings.Count(content.Check(g, now).Error(), `change "med-dag" came on 2099-01-01`); got != want {
			t.Errorf("on %s %d findings of the change that came, want %d", day, got, want)
		}
	}
	g["_changes.yaml"] = &fstest.MapFile{Data: []byte("changes:\n  - {id: uten-dag, date: ukjent, entries: [kurs], topics: [], nb: Noe., nn: Noko., en: Some.}\n")}
	if got := content.Check(g, today).Error(); !strings.Contains(got, "lacks id or date (only a change to come may be without a day)") {
		t.Errorf("findings %v, want a change without a day refused", got)
	}
}

func TestBrokenFolders(t *testing.T) {
	for name, g := range map[string]fs.FS{
		"empty":     fstest.MapFS{},
		"missing":   os.DirFS("testdata/none"),
		"not a map": fstest.MapFS{"a.yaml": {Data: []byte("- a\n")}},
		"too large": fstest.MapFS{"a.yaml": {Data: make([]byte, 2<<20)}},
	} {
		if _, err := content.Load(g); err == nil {
			t.Errorf("%s: Load gave no error", name)
		}
	}
}

// TestChangesAfterReading: what was read against the law is warned of later changes
// alone, whatever else it rests on.
func TestChangesAfterReading(t *testing.T) {
	g := load(t)
	warned, read := 0, 0
	for _, e := range g.Entries() {
		checked := content.Date{}
		for _, s := range e.Text(content.Bokmal).Sections {
			for _, p := range s.Points {
				if p.Rule != nil && (checked.Unknown() || p.Rule.Checked.Before(checked)) {
					checked = p.Rule.Checked
				}
			}
		}
		for _, c := range g.ChangesSince(e) {
			if c.Coming {
				continue
			}
			if warned++; !checked.Unknown() && c.Date.Before(checked) {
				t.Errorf("%s, read in the law on %s, is warned of a change of %s", e.ID, checked, c.Date)
			}
		}
		if !checked.Unknown() {
			read++
		}
	}
	if warned == 0 || read == 0 {
		t.Errorf("%d warnings and %d entries read in the law: nothing was tried", warned, read)
	}
}
