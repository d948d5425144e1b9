package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

// badCommand is a command that can't be done.
type badCommand struct {
	name string
	args []string
	want []string // parts of the one line
}

// badCommands are all of them, given a folder, a file that is of no use and an address
// in use.
func badCommands(dir, file, taken string) []badCommand {
	return []badCommand{
		{"unknown command", []string{"srve"}, []string{`"srve"`, "did you mean serve?"}},
		{"no command like it", []string{"utterly"}, []string{`"utterly"`, "--help"}},
		{"unknown flag", []string{"serve", "--prot", "80"}, []string{"--prot", "veiviser serve --help"}},
		{"unknown short flag", []string{"ask", "-x"}, []string{"-x", "veiviser ask --help"}},
		{"flag without a value", []string{"serve", "--addr"}, []string{"--addr", "--help"}},
		{"argument too many", []string{"serve", "now"}, []string{`"now"`, "veiviser serve"}},
		{"no question", []string{"ask"}, []string{"veiviser ask QUESTION..."}},
		{"no file", []string{"rank"}, []string{"veiviser rank FILE.jsonl"}},

		{"language of ask", []string{"ask", "--lang", "xx", "norskkurs"}, []string{`--lang "xx"`, "nb, nn or en"}},
		{"language of map", []string{"map", "--lang", ""}, []string{`--lang ""`, "nb, nn or en"}},
		{"format of ask", []string{"ask", "--format", "xx", "norskkurs"}, []string{`--format "xx"`, "text, json or note"}},
		{"format of rank", []string{"rank", "--format", "xml", file}, []string{`--format "xml"`, "text or json"}},
		{"format of map", []string{"map", "--format", "png"}, []string{`--format "png"`, "html, svg or pdf"}},
		{"format of report", []string{"report", "--format", "html"}, []string{`--format "html"`, "text or csv"}},
		{"goal of path", []string{"path", "--content", small, "--goal", "fame"}, []string{`--goal "fame"`, "work"}},
		{"status of path", []string{"path", "--content", small, "--status", "in-kpv"}, []string{`--status "in-kpv"`}},
		{"county of path", []string{"path", "--content", small, "--county", "99"}, []string{`--county "99"`, "18"}},
		{"left out of path", []string{"path", "--content", small, "--without", "never-was"}, []string{`--without "never-was"`}},
		{"paper", []string{"map", "--paper", "a9"}, []string{`--paper "a9"`, "a2, a3 or a4"}},
		{"age", []string{"check", "--stale", "old"}, []string{`--stale "old"`, "18mo or 2y"}},
		{"no age", []string{"check", "--stale", "0y"}, []string{`--stale "0y"`, "18mo or 2y"}},
		{"days", []string{"report", "--days", "0"}, []string{"--days 0", "1 or more"}},
		{"no note for choices", []string{"ask", "--format", "note", "--content", small, "kart"}, []string{"ask for one by name"}},

		{"missing guide", []string{"serve", "--content", dir + "/none"}, []string{dir + "/none", "give a folder"}},
		{"missing guide to check", []string{"check", dir + "/none"}, []string{dir + "/none", "give a folder"}},
		{"guide is a file", []string{"ask", "--content", file, "norskkurs"}, []string{file, "give the folder"}},
		{"missing questions", []string{"rank", dir + "/none.jsonl"}, []string{"none.jsonl", "no such file"}},
		{"questions that are none", []string{"rank", "--content", small, file}, []string{file, "line 1"}},
		{"data folder is a file", []string{"serve", "--content", small, "--data", file}, []string{file, "--data"}},
		{"nothing was served", []string{"report", "--data", dir + "/none"}, []string{dir + "/none", "--data"}},
		{"output to nowhere", []string{"map", "--content", small, "-o", dir + "/none/map.html"}, []string{dir + "/none/map.html"}},

		{"no port", []string{"serve", "--addr", "8080"}, []string{"VEIVISER_ADDR", `"8080"`, `":8080"`}},
		{"bad port", []string{"serve", "--addr", ":99999"}, []string{"VEIVISER_ADDR", `"99999"`, "0 to 65535"}},
		{"taken port", []string{"serve", "--content", small, "--data", dir + "/data", "--addr", taken},
			[]string{taken, "address already in use", "--addr"}},

		{"no address for the manifest", []string{"slack", "manifest"}, []string{"VEIVISER_BASE_URL", "--base-url", "--socket"}},
		{"address of the manifest", []string{"slack", "manifest", "--base-url", "foo"}, []string{`"foo"`, "https://"}},
	}
}

// Whatever is wrong with a command, one line says what it is and what to do.
func TestBadInput(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("{\"id\":\"1\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	empty := t.TempDir()
	for _, tt := range badCommands(dir, file, taken.Addr().String()) {
		out, err := try(t, settings{"VEIVISER_DATA": empty}, tt.args...)
		if err == nil {
			t.Errorf("%s: no error, but\n%s", tt.name, out)
			continue
		}
		for _, part := range tt.want {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q does not name %s", tt.name, err, part)
			}
		}
		if strings.Contains(err.Error(), "\n") || out != "" {
			t.Errorf("%s: %q is not the one line that is printed", tt.name, out+err.Error())
		}
	}
}

// Every setting that can't work is named at once, and no secret shown.
func TestBadSettings(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		vars settings
		want []string // the variables named, a line each
	}{
		{"all at once", settings{
			"ADDR": "8080", "BASE_URL": "veiviser", "DATABASE_URL": "mysql://hemmelig", "SECRET_KEY": "hemmelig",
			"SLACK_BOT_TOKEN": "hemmelig", "SLACK_APP_TOKEN": "hemmelig", "SLACK_API_URL": "http://127.0.0.1/api", "SLACK_PRIVATE": "perhaps",
			"TEAMS_APP_PASSWORD": "hemmelig", "TEAMS_WEBHOOK_SECRET": "hemmelig!",
		}, []string{"SLACK_PRIVATE", "ADDR", "BASE_URL", "DATABASE_URL", "SECRET_KEY", "SLACK_API_URL", "SLACK_APP_TOKEN", "SLACK_BOT_TOKEN",
			"TEAMS_APP_ID", "TEAMS_TENANT_ID", "TEAMS_WEBHOOK_SECRET"}},
		{"no tokens", settings{"SLACK_SIGNING_SECRET": "hemmelig"}, []string{"SLACK_BOT_TOKEN"}},
		{"no signing secret", settings{"SLACK_BOT_TOKEN": "xoxb-hemmelig"}, []string{"SLACK_SIGNING_SECRET"}},
		{"many workspaces", settings{"SLACK_SIGNING_SECRET": "hemmelig", "SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "hemmelig"}, []string{"BASE_URL", "SECRET_KEY"}},
		{"half of a pair", settings{"SLACK_CLIENT_SECRET": "hemmelig"}, []string{"SLACK_CLIENT_ID"}},
		{"rooms of editors without a chat", settings{"EDITORS_SLACK_CHANNEL": "C1", "EDITORS_TEAMS_CONVERSATION": "19:a@thread.tacv2"}, []string{"EDITORS_SLACK_CHANNEL", "EDITORS_TEAMS_CONVERSATION"}},
		{"rooms that are none", settings{
			"ADDR": "127.0.0.1:0", "SLACK_SIGNING_SECRET": "hemmelig", "SLACK_BOT_TOKEN": "xoxb-hemmelig", "TEAMS_DEV": "1",
			"EDITORS_SLACK_CHANNEL": "#redaksjon", "EDITORS_TEAMS_CONVERSATION": "https://example.org",
		}, []string{"EDITORS_SLACK_CHANNEL", "EDITORS_TEAMS_CONVERSATION"}},
		{"a room of no workspace", settings{
			"SLACK_SIGNING_SECRET": "hemmelig", "SLACK_CLIENT_ID": "1", "SLACK_CLIENT_SECRET": "hemmelig", "BASE_URL": publicURL,
			"SECRET_KEY": strings.Repeat("0", 64), "EDITORS_SLACK_CHANNEL": "C1",
		}, []string{"EDITORS_SLACK_CHANNEL"}},
		{"Teams without an address", settings{"TEAMS_WEBHOOK_SECRET": webhookSecret}, []string{"BASE_URL"}},
		{"half a registration", settings{"TEAMS_APP_ID": "1", "BASE_URL": publicURL}, []string{"TEAMS_APP_PASSWORD", "TEAMS_TENANT_ID"}},
		{"tenants that are none", settings{
			"TEAMS_APP_ID": "1", "TEAMS_APP_PASSWORD": "hemmelig", "TEAMS_TENANT_ID": "kommune.no", "BASE_URL": publicURL,
			"TEAMS_TENANTS": "99999999-8888-7777-6666-555555555555, kommune.onmicrosoft.com", "TEAMS_ADMINS": "kari@kommune.no",
			"TEAMS_APP_PASSWORD_EXPIRES": "31.1.2027",
		}, []string{"TEAMS_APP_PASSWORD_EXPIRES", "TEAMS_ADMINS", "TEAMS_TENANT_ID", "TEAMS_TENANTS"}},
		{"tenants without a home", settings{"TEAMS_TENANTS": "99999999-8888-7777-6666-555555555555"}, []string{"TEAMS_TENANTS"}},
		{"two credentials", settings{
			"TEAMS_APP_ID": "1", "TEAMS_APP_PASSWORD": "hemmelig", "TEAMS_CERTIFICATE": "teams.pem", "BASE_URL": publicURL,
			"TEAMS_TENANT_ID": "99999999-8888-7777-6666-555555555555",
		}, []string{"TEAMS_APP_PASSWORD"}},
		{"the end of no secret", settings{
			"TEAMS_APP_ID": "1", "TEAMS_FEDERATED_TOKEN_FILE": "token", "TEAMS_APP_PASSWORD_EXPIRES": "2027-01-31", "BASE_URL": publicURL,
			"TEAMS_TENANT_ID": "99999999-8888-7777-6666-555555555555",
		}, []string{"TEAMS_APP_PASSWORD_EXPIRES"}},
		{"registration in development", settings{"ADDR": "127.0.0.1:0", "TEAMS_APP_ID": "1", "TEAMS_DEV": "1", "BASE_URL": publicURL}, []string{"TEAMS_DEV"}},
		{"development for everybody", settings{"ADDR": ":8080", "TEAMS_DEV": "1", "BASE_URL": publicURL}, []string{"TEAMS_DEV"}},
		{"neither on nor off", settings{"TEAMS_DEV": "off"}, []string{"TEAMS_DEV"}},
		{"a page", settings{"BASE_URL": publicURL + "/?q=1"}, []string{"BASE_URL"}},
	} {
		vars := settings{}
		for k, v := range tt.vars {
			vars["VEIVISER_"+k] = v
		}
		_, err := try(t, vars, "serve", "--content", small, "--data", t.TempDir())
		if err == nil {
			t.Errorf("%s: no error", tt.name)
			continue
		}
		var named []string
		for line := range strings.Lines(err.Error()) {
			name, problem, _ := strings.Cut(strings.TrimPrefix(line, "VEIVISER_"), ": ")
			named = append(named, name)
			if len(problem) < 5 {
				t.Errorf("%s: %q says nothing", tt.name, line)
			}
		}
		if got, want := strings.Join(named, " "), strings.Join(tt.want, " "); got != want {
			t.Errorf("%s: names %s, want %s", tt.name, got, want)
		}
		if strings.Contains(err.Error(), "hemmelig") {
			t.Errorf("%s: shows a secret: %v", tt.name, err)
		}
	}
}

// A database that can't be used is named by its variable, without its password.
func TestBadDatabase(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"postgres://user:hem%melig@127.0.0.1/x", "postgres://user:hemmelig@127.0.0.1:port/x"} {
		_, err := try(t, settings{"VEIVISER_DATABASE_URL": url}, "serve", "--content", small, "--data", t.TempDir())
		if err == nil || !strings.HasPrefix(err.Error(), "VEIVISER_DATABASE_URL: ") || strings.Contains(err.Error(), "melig") {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// A guide with errors is not served, and every error is listed with its place.
func TestBrokenGuide(t *testing.T) {
	t.Parallel()
	dir := copyGuide(t, "norskkurs.yaml", "  summary: Undervisning", "  sumary: Undervisning")
	if err := os.WriteFile(filepath.Join(dir, "ny.yaml"), []byte("id: ny\nkind: tilbud\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := try(t, nil, "serve", "--addr", "127.0.0.1:0", "--content", dir, "--data", t.TempDir())
	if err == nil {
		t.Fatal("a broken guide is served")
	}
	out, checkErr := try(t, nil, "check", dir)
	if checkErr == nil || !strings.Contains(checkErr.Error(), "22 problems") {
		t.Errorf("check ended with %v", checkErr)
	}
	for _, want := range []string{`norskkurs.yaml:13: unknown field "sumary" (did you mean "summary"?)`, `ny.yaml:2: `} {
		if !strings.Contains(err.Error(), want) || !strings.Contains(out, want) {
			t.Errorf("%s is missing; serve said\n%v\ncheck said\n%s", want, err, out)
		}
	}
}
