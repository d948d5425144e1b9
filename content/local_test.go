package content_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// example is the folder of the invented municipalities 9901 and 9902.
const example = "testdata/local"

func readExample() *content.LocalFiles {
	return content.ReadLocal(content.LocalFolder{Name: "local", FS: os.DirFS(example)})
}

func withLocal(t *testing.T, local *content.LocalFiles) *content.Guide {
	t.Helper()
	g, err := load(t).With(local)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// The example is what an editor looks at: it has no finding, warnings included.
func TestLocalExample(t *testing.T) {
	g := load(t)
	for _, p := range content.CheckLocal(g, readExample(), today) {
		t.Error(p)
	}
	if len(g.Places().Numbers()) != 0 {
		t.Error("a check has changed the guide")
	}
}

func ids(es []*content.Entry) string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return strings.Join(out, " ")
}

// What is local stands in the guide of its place alone, and in that of the places of its
// county.
func TestLocalViews(t *testing.T) {
	g := withLocal(t, readExample())
	if got := strings.Join(g.Places().Numbers(), " "); got != "99 9901 9902" {
		t.Errorf("places are %s", got)
	}
	if got := ids(g.Places().Entries()); got != "99-karrieredag 9901-norsk-pa-jobb 9901-norskopplaering 9902-strikkekafe" {
		t.Errorf("local entries are %s", got)
	}
	for number, want := range map[string]string{
		"9901": "99-karrieredag 9901-norsk-pa-jobb 9901-norskopplaering", "9902": "99-karrieredag 9902-strikkekafe",
		"9903": "99-karrieredag", "0301": "", "99": "", "": "", "x901": "", "99011": "", "9900": "",
	} {
		v := g.At(number)
		if got := ids(v.Here().Shown()); got != want {
			t.Errorf("in %q stand %s, want %s", number, got, want)
		}
		for _, e := range g.Places().Entries() {
			here := slices.Contains(strings.Fields(want), e.ID)
			if _, ok := v.Entry(e.ID); ok != here {
				t.Errorf("in %q there is %s: %v, want %v", number, e.ID, ok, here)
			}
			if listed := slices.Contains(v.OfKind(e.Kind), e); listed != (here && e.AddsTo == "") {
				t.Errorf("in %q %s is listed: %v", number, e.ID, listed)
			}
			if e.AddsTo != "" && (len(v.Here().Added(e.AddsTo)) > 0) != here {
				t.Errorf("in %q something is added to %s: %v", number, e.AddsTo, ids(v.Here().Added(e.AddsTo)))
			}
			if _, ok := v.Called(e.ID); !ok {
				t.Errorf("in %q the permalink of %s leads nowhere", number, e.ID)
			}
			if v.Digest(e.ID) != e.Digest() {
				t.Errorf("in %q %s has the digest %s", number, e.ID, v.Digest(e.ID))
			}
		}
		if v != g.At(number) {
			t.Errorf("the guide of %q is made again", number)
		}
	}
	if got := ids(g.At("9901").Here().Beside("norskopplaering")); got != "9901-norsk-pa-jobb" {
		t.Errorf("beside norskopplaering stand %q", got)
	}
}

// A local folder changes no national entry: digests, order and what points at what stay.
func TestLocalChangesNothingNational(t *testing.T) {
	plain, g := load(t), withLocal(t, readExample())
	if ids(plain.Entries()) != ids(g.Entries()) {
		t.Error("the guide has other entries")
	}
	for _, number := range []string{"", "9901", "9902"} {
		v := g.At(number)
		for _, e := range plain.Entries() {
			got, ok := v.Entry(e.ID)
			if !ok || got.Digest() != e.Digest() || v.Digest(e.ID) != plain.Digest(e.ID) {
				t.Errorf("in %q %s is another entry", number, e.ID)
			}
			if ids(plain.Through(e.ID)) != ids(v.Through(e.ID)) {
				t.Errorf("in %q other journeys pass through %s", number, e.ID)
			}
		}
	}
	if plain.Release() == g.Release() {
		t.Error("two guides that answer differently share a release")
	}
	back, err := content.Decode(content.Encode(g))
	if err != nil || back.Release() != g.Release() || ids(back.At("9901").Here().Shown()) != ids(g.At("9901").Here().Shown()) {
		t.Errorf("the guide read back has other local entries: %v", err)
	}
	if none := withLocal(t, content.ReadLocal()); none.Release() != plain.Release() {
		t.Error("without local folders the guide is another")
	}
}

// wrong is a local folder with one mistake.
type wrong struct {
	name, file, old, text string
	want                  string // "file:line: text (hint)", in part
}

// Each mistake in a local folder is told with its file, its line and what to do.
func TestLocalMistakes(t *testing.T) {
	g := renamed(t)
	const job, more = "9901/9901-norsk-pa-jobb.yaml", "9901/9901-norskopplaering.yaml"
	for _, w := range []wrong{
		{"redefines", job, "id: 9901-norsk-pa-jobb", "id: norskopplaering", `9901-norsk-pa-jobb.yaml:2: "norskopplaering" redefines the national entry "norskopplaering" (a local entry changes no national one: id: 9901-norskopplaering and adds_to: norskopplaering`},
		{"redefines an old id", job, "id: 9901-norsk-pa-jobb", "id: " + once, `yaml:2: "` + once + `" redefines the national entry`},
		{"of another place", job, "id: 9901-norsk-pa-jobb", "id: 9902-norsk-pa-jobb", `yaml:2: id "9902-norsk-pa-jobb" is of another place than the folder 9901 (id: 9901-norsk-pa-jobb, or move the file)`},
		{"without a number", job, "id: 9901-norsk-pa-jobb", "id: norsk-pa-jobb", `yaml:2: id "norsk-pa-jobb" does not begin with "9901-" (id: 9901-norsk-pa-jobb`},
		{"without an id", job, "id: 9901-norsk-pa-jobb\n", "", `yaml:1: no "id" (the file's name without .yaml, 9901-`},
		{"the number alone", job, "id: 9901-norsk-pa-jobb", "id: 9901-", `yaml:2: id "9901-" `},
		{"not the file's name", job, "id: 9901-norsk-pa-jobb", "id: 9901-norsk", `yaml:2: id "9901-norsk" is not the file's name (rename`},
		{"without a source", more, "kurs på dagtid på Sundet skole og kveldskurs på nett.\", source: vo}", "kurs på dagtid på Sundet skole og kveldskurs på nett.\"}", "yaml:9: point 1 of nb.what has no source (every statement"},
		{"source without a date", more, "dated: 2026-08-15, ", "", `yaml:5: source "vo" has no date (dated: `},
		{"unknown date", more, "dated: 2026-08-15", "dated: ukjent", `yaml:5: source "vo" has no date (dated: 2026-03-01`},
		{"official source", more, ", kind: local", "", `yaml:5: source "vo" is official (a local statement rests on a local source, kind: local`},
		{"a right", more, "  duration:", "  right:", `yaml:11: a local entry has a section "right" (rights and requirements are the law's`},
		{"requirements", more, "  duration:", "  requirements:", `yaml:11: a local entry has a section "requirements" (rights`},
		{"a rule", job, `passer for voksne i jobb som kan litt norsk, omtrent A2.", short`, `passer for voksne i jobb som kan litt norsk, omtrent A2.", rule: {law: integreringsloven § 14, in_force: 2021-01-01, checked: 2026-07-02}, short`, "yaml:29: a local statement has a rule (what the law"},
		{"binding", job, "effect: suits, scope: local", "effect: must", `yaml:14: condition 1 is not local (binding: informal, scope: local)`},
		{"formal", job, "binding: informal", "binding: formal", `yaml:14: condition 1 is not local (binding`},
		{"adds to nothing", more, "adds_to: norskopplaering", "adds_to: norskopplering", `yaml:3: adds_to: no national entry "norskopplering" (did you mean "norskopplaering"?)`},
		{"adds to itself", more, "adds_to: norskopplaering", "adds_to: 9901-norskopplaering", `yaml:3: adds_to: no national entry "9901-norskopplaering" (adds_to is a national entry`},
		{"adds to what adds to it", job, "kind: offer", "kind: offer\nadds_to: 9901-norskopplaering", `yaml:4: adds_to: no national entry "9901-norskopplaering" (adds_to is a national`},
		{"leads to itself", job, "leads_to: [arbeidstrening]", "leads_to: [9901-norsk-pa-jobb]", "yaml:8: leads_to points at the entry itself"},
		{"points at another place's", job, "see_also: [norskopplaering]", "see_also: [9902-strikkekafe]", `yaml:9: see_also: no entry "9902-strikkekafe"`},
		{"a topic", job, "kind: offer\ntopic: norsk-og-samfunnskunnskap", "kind: topic", "yaml:3: a local entry is no topic (one of"},
		{"alias of a national entry", job, "goals: [work]", "goals: [work]\naliases: [norskopplaering]", `yaml:6: alias "norskopplaering" shadows the national entry "norskopplaering" (remove`},
		{"alias that a national entry had", job, "goals: [work]", "goals: [work]\naliases: [" + once + "]", `yaml:6: alias "` + once + `" shadows`},
		{"alias without the number", job, "goals: [work]", "goals: [work]\naliases: [norsk-pa-jobben]", `yaml:6: alias "norsk-pa-jobben" does not begin with "9901-" (a local`},
		{"alias that is an id", job, "goals: [work]", "goals: [work]\naliases: [9901-norskopplaering]", ` is taken (by local/9901/9901-norsk`},
		{"not YAML", job, "id: 9901-norsk-pa-jobb", "id: [", "yaml:"},
		{"another language lacks a point", more, "    - {text: \"Deltakarar på øyane får skyss med båten kl. 8.15.\", source: vo}\n", "", "nn.local has no points"},
	} {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			files := changed(t, w.file, w.old, w.text)
			local := content.ReadLocal(content.LocalFolder{Name: "local", FS: files})
			found := content.CheckLocal(g, local, today)
			told := slices.ContainsFunc(found.Errors(), func(p content.Problem) bool {
				return strings.HasPrefix(p.File, "local/") && p.Line > 0 && strings.Contains(p.String(), w.want)
			})
			if !told {
				t.Errorf("nothing tells %s:\n%v", w.want, found)
			}
			if _, err := g.With(local); err == nil {
				t.Error("the guide is loaded with it")
			}
		})
	}
}

// once is an id that norskopplaering had before, in the guide of renamed.
const once = "norskkurs-for"

// renamed is the guide with an entry that had another id before.
func renamed(t *testing.T) *content.Guide {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, content.FS()); err != nil {
		t.Fatal(err)
	}
	name := dir + "/offer/norskopplaering.yaml"
	data, err := os.ReadFile(name)
	if err == nil {
		err = os.WriteFile(name, []byte(strings.Replace(string(data), "kind: offer\n", "kind: offer\naliases: ["+once+"]\n", 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	g, err := content.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func changed(t *testing.T, file, old, text string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(example), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(example + "/" + name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	was := string(files[file].Data)
	if !strings.Contains(was, old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	files[file] = &fstest.MapFile{Data: []byte(strings.Replace(was, old, text, 1))}
	return files
}

// A folder that is of no place is told, and so is what lies in none.
func TestLocalFolders(t *testing.T) {
	g := load(t)
	for name, want := range map[string]string{
		"drammen/x.yaml":        `local/drammen: the folder's name "drammen" is no number of a municipality (four digits) or a county (two) (name it`,
		"330/x.yaml":            "local/330: the folder's name \"330\" is no number",
		"33011/x.yaml":          "local/33011: the folder's name \"33011\" is no number",
		"33o1/x.yaml":           "local/33o1: the folder's name \"33o1\" is no number",
		"3005/x.yaml":           "local/3005: the folder's name \"3005\" is of no county: there is none with the number 30 (name",
		"30/x.yaml":             "local/30: the folder's name \"30\" is of no county",
		"3300/x.yaml":           "local/3300: the folder's name \"3300\" is no municipality: write 33 for all",
		"x.yaml":                "local/x.yaml:1: the file lies in no municipality's folder (move it",
		"9901/_rates.yaml":      "local/9901/_rates.yaml:1: a local folder has no lists (laws",
		"9901/deep/_terms.yaml": "local/9901/deep/_terms.yaml:1: a local folder has no lists",
	} {
		local := content.ReadLocal(content.LocalFolder{Name: "local", FS: fstest.MapFS{name: {Data: []byte("id: x\n")}}})
		found := content.CheckLocal(g, local, today)
		if len(found) == 0 || !strings.HasPrefix(found[0].String(), want) {
			t.Errorf("%s: %v, want %s", name, found, want)
		}
		if local.Digest() != "" {
			t.Errorf("%s: what can't be loaded has a digest", name)
		}
	}
	passed := content.ReadLocal(content.LocalFolder{FS: fstest.MapFS{
		".git/x.yaml": {Data: []byte("x")}, "README.md": {Data: []byte("x")}, "9901/README.md": {Data: []byte("x")}, "9901/.x.yaml": {Data: []byte("x")},
	}})
	if found := content.CheckLocal(g, passed, today); len(found) > 0 || passed.Len() > 0 {
		t.Errorf("what is no entry is read: %v", found)
	}
	gone := content.ReadLocal(content.LocalFolder{Name: "away", FS: os.DirFS("testdata/away")})
	if found := content.CheckLocal(g, gone, today); len(found) != 1 || !strings.Contains(found[0].Text, "away") {
		t.Errorf("a folder that is not there: %v", found)
	}
}

// The same id in two folders is told with both files.
func TestLocalTwice(t *testing.T) {
	at := content.LocalFolder{Name: "a", FS: os.DirFS(example)}
	b := at
	b.Name = "b"
	found := content.CheckLocal(load(t), content.ReadLocal(at, b), today)
	want := `b/9901/9901-norsk-pa-jobb.yaml:2: id "9901-norsk-pa-jobb" is taken (by a/9901/9901-norsk-pa-jobb.yaml)`
	if !slices.ContainsFunc(found, func(p content.Problem) bool { return p.String() == want }) {
		t.Errorf("%v, want %s", found, want)
	}
}

// A name that a national entry has is a warning: the search can't tell which is meant.
func TestLocalNames(t *testing.T) {
	g := load(t)
	e, _ := g.Entry("sprakkafe")
	files := changed(t, "9902/9902-strikkekafe.yaml", `["garnkaféen"]`, `["garnkaféen", "`+strings.ToUpper(e.Text(content.Bokmal).Title)+`"]`)
	found := content.CheckLocal(g, content.ReadLocal(content.LocalFolder{FS: files}), today)
	if len(found) != 1 || !found[0].Warning || !strings.Contains(found[0].String(), `is the name of "sprakkafe", too`) {
		t.Errorf("%v", found)
	}
}
