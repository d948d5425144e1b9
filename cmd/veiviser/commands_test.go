package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

// judged is a set of questions on the small guide, and what rank is to print of it.
const judged = `{"id":"q1","lang":"nb","type":"name","query":"norskkurs","relevant":{"norskkurs":3}}
{"id":"q2","lang":"en","type":"side","query":"who pays for the norwegian course","relevant":{"norskkurs":3,"sprakpraksis":1}}
{"id":"q3","lang":"nb","type":"outside","query":"hvor høy er eiffeltårnet","relevant":{}}
{"id":"q4","lang":"nn","type":"name","query":"språkpraksis","relevant":{"jamal":3}}
`

func TestRank(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "questions.jsonl")
	if err := os.WriteFile(file, []byte(judged), 0o600); err != nil {
		t.Fatal(err)
	}
	var rep map[string]json.RawMessage
	if err := json.Unmarshal([]byte(must(t, settings{"VEIVISER_CONTENT": small}, "rank", "--format", "json", file)), &rep); err != nil {
		t.Fatal(err)
	}
	keys := "by_lang by_type latency_ms misses mrr@10 n ndcg@10 ndcg@5 none_precision none_recall strong strong_right strong_wrong success@1 success@3"
	if got := strings.Join(slices.Sorted(maps.Keys(rep)), " "); got != keys {
		t.Errorf("rank has the keys %s, want %s", got, keys)
	}
	var latency map[string]float64
	var misses []struct {
		ID, Query string
		Want, Got []string
	}
	for key, v := range map[string]any{"latency_ms": &latency, "misses": &misses} {
		if err := json.Unmarshal(rep[key], v); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
	if latency["p50"] <= 0 || latency["p99"] < latency["p50"] {
		t.Errorf("latency is %v", latency)
	}
	if len(misses) != 1 || misses[0].ID != "q4" || misses[0].Want[0] != "jamal" || misses[0].Got[0] != "sprakpraksis" {
		t.Errorf("misses are %+v", misses)
	}
	for key, want := range map[string]string{"n": "4", "none_recall": "1", "none_precision": "1"} {
		if string(rep[key]) != want {
			t.Errorf("%s is %s, want %s", key, rep[key], want)
		}
	}
	table := must(t, nil, "rank", "--content", small, file)
	for _, want := range []string{"success@1", "\nall ", "\nnb ", "\noutside ", "latency ms: p50", `miss q4 "språkpraksis" want jamal got sprakpraksis`} {
		if !strings.Contains(table, want) {
			t.Errorf("rank lacks %q:\n%s", want, table)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	if out := must(t, nil, "check", "--strict", "../../content/guide"); out != "0 errors, 0 warnings\n" {
		t.Errorf("the guide that ships:\n%s", out)
	}
	// The small guide lacks what a whole one has: conditions and short forms.
	out := must(t, nil, "check", small)
	if !strings.HasSuffix(out, "0 errors, 15 warnings\n") {
		t.Errorf("the small guide:\n%s", out)
	}

	broken := copyGuide(t, "norskkurs.yaml", "responsible: [kommune]", "responsible: [komune]")
	out, err := try(t, nil, "check", broken)
	if err == nil || !strings.Contains(out, "norskkurs.yaml:5: ") || !strings.Contains(out, `"komune"`) || !strings.HasSuffix(out, "1 error, 15 warnings\n") {
		t.Errorf("an unknown actor: %v\n%s", err, out)
	}

	if _, err := try(t, settings{"VEIVISER_CONTENT": broken}, "check"); err == nil {
		t.Error("without a folder another guide is checked than the one that is served")
	}

	// The same name in two entries is a warning with both places.
	doubtful := copyGuide(t, "norskkurs.yaml", "also_called: [norskopplæring]", "also_called: [norskopplæring, språkplass]")
	out = must(t, nil, "check", doubtful)
	if !strings.Contains(out, "norskkurs.yaml:") || !strings.Contains(out, "sprakpraksis.yaml:") || !strings.HasSuffix(out, "0 errors, 16 warnings\n") {
		t.Errorf("a name used twice:\n%s", out)
	}
	if _, err := try(t, nil, "check", "--strict", doubtful); err == nil {
		t.Error("--strict lets a warning pass")
	}

	// Sources of the small guide are of 2020 to 2025; one is of no date.
	for _, tt := range []struct {
		age  string
		want bool
	}{{"18mo", true}, {"2y", true}, {"99y", false}} {
		out := must(t, nil, "check", "--stale", tt.age, small)
		if got := strings.Contains(out, "kommune\tnewest source 2021-01-01, oldest 2021-01-01\n"); got != tt.want {
			t.Errorf("--stale %s names kommune: %v\n%s", tt.age, got, out)
		}
		if !strings.Contains(out, "jamal\tnewest source ukjent") {
			t.Errorf("--stale %s leaves out the entry with no date:\n%s", tt.age, out)
		}
	}
}

func TestMap(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	dir := t.TempDir()
	vars := settings{"VEIVISER_BASE_URL": publicURL + "/"}
	for _, tt := range []struct{ file, begins, holds string }{
		{"kart.html", "<!doctype html>", `"/nn/norskkurs`},
		{"kart.svg", "<svg", `"` + publicURL + "/nn/norskkurs"},
		{"kart.pdf", "%PDF-", "(" + publicURL + "/nn/norskkurs)"},
	} {
		name := filepath.Join(dir, tt.file)
		must(t, vars, "map", "--content", small, "--lang", "nn", "--format", filepath.Ext(tt.file)[1:], "-o", name)
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(strings.ToLower(string(b)), strings.ToLower(tt.begins)) || !strings.Contains(string(b), tt.holds) {
			t.Errorf("%s begins %.40q, want %q, and %q in it", tt.file, b, tt.begins, tt.holds)
		}
	}
	b, err := os.ReadFile(filepath.Join(dir, "kart.svg"))
	if err != nil {
		t.Fatal(err)
	}
	if got := must(t, vars, "map", "--content", small, "--lang", "nn", "--format", "svg"); got != string(b) {
		t.Error("standard output is not what the file has")
	}
}

// A file that lies on no site links to no site, and the command says so.
func TestMapWithoutAddress(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	for format, says := range map[string]string{"svg": "VEIVISER_BASE_URL", "pdf": "VEIVISER_BASE_URL", "html": "paths there"} {
		var out, log bytes.Buffer
		if err := run(t.Context(), []string{"map", "--content", small, "--format", format}, env{settings{}.get, &out, &log, noWindow, noCache}); err != nil {
			t.Fatal(err)
		}
		for _, link := range []string{"href=", "/URI", "/nb/", "example.no"} {
			if format == "html" && link != "example.no" {
				continue // has paths
			}
			if strings.Contains(out.String(), link) {
				t.Errorf("%s: the map holds %q", format, link)
			}
		}
		if !strings.Contains(log.String(), says) {
			t.Errorf("%s: nothing says where the map's links lead: %q", format, &log)
		}
	}
}

func TestPlatformFiles(t *testing.T) {
	t.Parallel()
	manifest := must(t, settings{"VEIVISER_BASE_URL": publicURL}, "slack", "manifest")
	if !strings.Contains(manifest, publicURL+"/slack/events") {
		t.Errorf("the manifest has no address for events:\n%s", manifest)
	}
	if socket := must(t, nil, "slack", "manifest", "--socket"); !strings.Contains(socket, "socket_mode_enabled: true") {
		t.Errorf("the manifest for Socket Mode:\n%s", socket)
	}

	name := filepath.Join(t.TempDir(), "veiviser.zip")
	vars := settings{"VEIVISER_BASE_URL": publicURL, "VEIVISER_TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555"}
	must(t, vars, "teams", "package", "-o", name)
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if _, err := z.Open("manifest.json"); err != nil {
		t.Error(err)
	}

	none := filepath.Join(t.TempDir(), "none.zip")
	_, err = try(t, nil, "teams", "package", "-o", none)
	if err == nil || !strings.Contains(err.Error(), "VEIVISER_TEAMS_APP_ID") || !strings.Contains(err.Error(), "VEIVISER_BASE_URL") {
		t.Errorf("a package for nobody: %v", err)
	}
	if _, err := os.Stat(none); err == nil {
		t.Error("a package that could not be made is left behind")
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	release := whole(t).guide.Release()
	if out := must(t, nil, "version"); !strings.HasPrefix(out, "veiviser ") || !strings.Contains(out, "guide "+release) {
		t.Errorf("version says %s", out)
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	out := must(t, nil)
	for _, command := range []string{"ask", "check", "map", "rank", "report", "serve", "slack", "teams", "version"} {
		if !strings.Contains(out, "\n  "+command+" ") {
			t.Errorf("help does not name %s:\n%s", command, out)
		}
	}
}
