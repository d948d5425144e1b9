package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCheckedBeforeUpload: what is uploaded to Teams and Slack is checked by the commands that
// make it, theirs and anybody's; each problem is a line, and any ends in an error.
func TestCheckedBeforeUpload(t *testing.T) {
	t.Parallel()
	app := settings{"VEIVISER_BASE_URL": publicURL, "VEIVISER_TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555"}
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	pack := filepath.Join(dir, "veiviser.zip")
	must(t, app, "teams", "package", "-o", pack, "--copilot", "agent")
	manifest := must(t, app, "slack", "manifest", "--workflow")
	for _, tt := range []struct {
		name string
		vars settings
		args []string
		out  string // in what is printed
		err  string // in the error; empty for none
	}{
		{"a package", nil, []string{"teams", "package", "--check", pack}, "as Teams asks for", ""},
		{"what would be one", app, []string{"teams", "package", "--check"}, "as Teams asks for", ""},
		{"no base url", settings{"VEIVISER_TEAMS_APP_ID": app["VEIVISER_TEAMS_APP_ID"]}, []string{"teams", "package", "--check"}, "", "VEIVISER_BASE_URL: not set"},
		{"http", settings{"VEIVISER_TEAMS_APP_ID": app["VEIVISER_TEAMS_APP_ID"], "VEIVISER_BASE_URL": "http://x.example"}, []string{"teams", "package", "--check"}, "", "no https address"},
		{"a long name", app, []string{"teams", "package", "--developer", strings.Repeat("x", 33), "-o", filepath.Join(dir, "no.zip")}, "", "33 characters"},
		{"an operator's long name", settings{"VEIVISER_OPERATOR": strings.Repeat("x", 33), "VEIVISER_BASE_URL": publicURL, "VEIVISER_TEAMS_APP_ID": app["VEIVISER_TEAMS_APP_ID"]}, []string{"teams", "package", "--check"}, "", "33 characters"},
		{"starters of neither kind", settings{"VEIVISER_TEAMS_STARTERS": "some", "VEIVISER_BASE_URL": publicURL, "VEIVISER_TEAMS_APP_ID": "x"}, []string{"teams", "package", "--check"}, "", "VEIVISER_TEAMS_STARTERS"},
		{"unknown way into Copilot", app, []string{"teams", "package", "--check", "--copilot", "cloud"}, "", "no way into Copilot"},
		{"no package", nil, []string{"teams", "package", "--check", file("x.zip", "x")}, "package is no zip", "has 1 problem"},
		{"no file", nil, []string{"teams", "package", "--check", filepath.Join(dir, "none.zip")}, "", "none.zip"},
		{"a file to write", app, []string{"teams", "package", pack}, "", "--check"},
		{"a manifest", nil, []string{"slack", "manifest", "--check", file("good.yaml", manifest)}, "as Slack and this service ask for", ""},
		{"what would be a manifest", app, []string{"slack", "manifest", "--check", "--channels"}, "as Slack and this service ask for", ""},
		{"another's manifest", settings{"VEIVISER_BASE_URL": "https://other.example.no"}, []string{"slack", "manifest", "--check", file("good.yaml", manifest)}, "is not served", "problems"},
		{"a broken manifest", app, []string{"slack", "manifest", "--check", file("bad.yaml", "a: [")}, "neither YAML nor JSON", "has 1 problem"},
		{"no manifest", nil, []string{"slack", "manifest", "--check", filepath.Join(dir, "none.yaml")}, "", "none.yaml"},
		{"of no address", nil, []string{"slack", "manifest", "--check"}, "", "no public address"},
		{"a manifest to write", app, []string{"slack", "manifest", "x.yaml"}, "", "--check"},
	} {
		out, err := try(t, tt.vars, tt.args...)
		if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
		}
		if !strings.Contains(out, tt.out) || tt.out == "" && out != "" {
			t.Errorf("%s: printed %q, want %q in it", tt.name, out, tt.out)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "no.zip")); err == nil {
		t.Error("a package that could not be made is left behind")
	}
}
