package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

// written is a line that a document tells its reader to write.
type written struct {
	where string // file and line, or the help it stands in
	text  string
	with  settings // exported by the lines before it in the same block
}

// notRun are the lines that a test can't run, by how they begin, with the reason.
var notRun = map[string]string{
	"bash .ci/run":                      "runs this test",
	"go generate ./search":              "trains for a minute and a half; TestTrainAgain does the same",
	"veiviser train":                    "the same, and writes what is embedded",
	"npm ci --ignore-scripts":           ".ci/run does, for the tests that need the packages",
	"npx -y @modelcontextprotocol/":     "fetches from npm, and asks a server that is running; the SDK's client asks in TestMCPSameAsAsk",
	"npx agentsplayground start":        "serves until it is killed; TestPlayground starts and uses the same",
	"veiviser watch":                    "reads Lovdata's open data, which is not here; TestWatchAndAccept writes its own",
	"veiviser links":                    "asks sites of others; TestLinks asks its own",
	"openssl rand -hex 32":              "not ours, and not on every machine",
	"openssl req -x509":                 "not ours; TestCertificateEnds makes such a file",
	"docker ":                           "needs a daemon; TestDeployImage and TestDeployManifests read what it is given",
	"kubectl ":                          "needs a cluster; TestDeployManifests reads what it is given",
	"systemctl ":                        "changes the machine; TestDeployUnit asks systemd about the unit",
	"install -m":                        "changes the machine, as root",
	"goreleaser ":                       "not ours; TestDeployManifests reads its configuration",
	"echo POSTGRES_PASSWORD=":           "not ours, and openssl is not on every machine",
	"CGO_ENABLED=0 go build":            "builds for minutes; TestDeployReproducible does with -release",
	"veiviser health":                   "asks a server; TestHealth and TestDeployManifests have one",
	`sqlite3 journal.db ".backup`:       "not ours, and not on every machine",
	"pyftsubset NotoSans-SemiCondensed": "made the fonts once, from files that are not here",
}

// prose are settings that a document tells its reader to make in words, before a line.
var prose = map[string]settings{
	"veiviser teams package": {"VEIVISER_TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555", "VEIVISER_BASE_URL": publicURL},
}

// filled are what a reader puts in the place of a name in capitals or of dots.
var filled = map[string]string{"FILE.jsonl": "search/testdata/heldout.jsonl", "manifest.yaml": "bot/slackchat/manifest.yaml", "…": "introduksjonsprogram"}

// Every command that a document or the help tells one to write does what it is said
// for, written as it stands there.
func TestWritten(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: every line opens the guide anew")
	}
	lines := append(ofDocuments(t), ofHelp(t, nil)...)
	inRoot(t)
	r := runner{slack: busySlack(t), data: t.TempDir(), skipped: map[string]bool{}}
	// report is of what a served journal holds.
	start(t, nil, "--content", "bot/testdata/guide", "--data", r.data).stop(t)
	programs := map[string]int{}
	done := map[string]string{} // programs by what is written: README and the help say some lines alike
	for _, l := range lines {
		key := fmt.Sprint(strings.TrimPrefix(l.text, "go run ./cmd/"), l.with)
		if _, again := done[key]; !again {
			done[key] = r.write(t, l)
		}
		programs[done[key]]++
	}
	for begins := range notRun {
		if !r.skipped[begins] {
			t.Errorf("nothing is written that begins with %q: take it off the list", begins)
		}
	}
	if programs["veiviser"] < 20 || programs["go"] < 15 || programs["question"] < 2 {
		t.Errorf("too few lines were found to be true: %v", programs)
	}
	t.Logf("%d lines: %v", len(lines), programs)
}

// inRoot makes a folder with the project's files the working directory, where files
// can be written.
func inRoot(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	there, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range there {
		if err := os.Symlink(filepath.Join(root, f.Name()), filepath.Join(dir, f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
}

// documents are what people read: every README, and the files in Markdown at the top and
// beside the program. What [newLocal] fills in and writes, TestLocalNew reads when it is
// written.
func documents(tb testing.TB) []string {
	tb.Helper()
	var out []string
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"node_modules", ".git", "newplace"}, d.Name()):
			return fs.SkipDir
		case d.Name() == "README.md" || filepath.Ext(name) == ".md" && (filepath.Dir(name) == "../.." || filepath.Dir(name) == "../../cmd/veiviser"):
			out = append(out, name)
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	if len(out) < 8 {
		tb.Fatalf("documents: %v", out)
	}
	return out
}

var (
	// span is code within a line, of a program that the project speaks of.
	span   = regexp.MustCompile("`((?:veiviser|go|bash|npm|npx|openssl|sqlite3|pg_dump|/veiviser|@Veiviser) [^`]+)`")
	fence  = regexp.MustCompile("^ *```(.*)$")
	indent = regexp.MustCompile(`^ {4}\S`)
)

// ofDocuments are the lines of every document: those of blocks of sh and console, of
// blocks by indentation, and of code within a sentence.
func ofDocuments(tb testing.TB) []written {
	tb.Helper()
	var out []written
	for _, name := range documents(tb) {
		out = append(out, ofDocument(filepath.ToSlash(name)[len("../../"):], read(tb, name))...)
	}
	return out
}

func ofDocument(name, text string) []written {
	var out []written
	block, exported := "", settings{} // the kind of block, empty for none
	for i, line := range strings.Split(strings.ReplaceAll(text, "\\\n", " "), "\n") {
		where := fmt.Sprintf("%s:%d", name, i+1)
		if m := fence.FindStringSubmatch(line); m != nil {
			if block == "" {
				block, exported = "```"+m[1], settings{}
			} else {
				block = ""
			}
			continue
		}
		switch {
		case block == "```sh", block == "```console", block == "" && indent.MatchString(line):
			line, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), "$ "), "  #")
			line = strings.TrimSpace(line)
			if vars, ok := strings.CutPrefix(line, "export "); ok {
				for _, v := range strings.Fields(vars) {
					k, value, _ := strings.Cut(v, "=")
					exported[k] = value
				}
				continue
			}
			if line != "" {
				out = append(out, written{where, line, maps.Clone(exported)})
			}
		case block == "":
			for _, m := range span.FindAllStringSubmatch(line, -1) {
				out = append(out, written{where, m[1], nil})
			}
		}
	}
	return out
}

// ofHelp are the examples in the help of a command and of those below it. A command
// that does something has one.
func ofHelp(tb testing.TB, command []string) []written {
	tb.Helper()
	help := must(tb, nil, append(slices.Clone(command), "--help")...)
	where := strings.Join(append([]string{"veiviser"}, command...), " ") + " --help"
	var out []written
	_, commands, group := strings.Cut(help, "Available Commands:\n")
	if group {
		for line := range strings.Lines(commands) {
			name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
			if name == "" {
				break
			}
			if name != "help" && name != "completion" {
				out = append(out, ofHelp(tb, append(slices.Clone(command), name))...)
			}
		}
		return out
	}
	_, examples, _ := strings.Cut(help, "Examples:\n")
	for line := range strings.Lines(examples) {
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		out = append(out, written{where, line, nil})
	}
	if len(out) == 0 {
		tb.Errorf("%s shows no example", where)
	}
	return out
}

// settingName is a setting as documents and tests write it, and setting as the program
// reads it.
var (
	settingName = regexp.MustCompile(`\bVEIVISER_[A-Z]\w*`)
	setting     = regexp.MustCompile(`(?:hidden|plain|isOn)\("([A-Z_]+)"\)|getenv\("VEIVISER_([A-Z_]+)"\)`)
	testSetting = regexp.MustCompile(`os\.Getenv\("VEIVISER_([A-Z_]+)"\)`)
)

// Every setting that the program reads stands in a document, and every one that stands
// there is read, by the program or by a test.
func TestSettingsOfDocuments(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	said, reads, tests := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, name := range documents(t) {
		for _, s := range settingName.FindAllString(read(t, name), -1) {
			said[strings.TrimPrefix(s, "VEIVISER_")] = true
		}
	}
	err := filepath.WalkDir("../..", func(name string, _ fs.DirEntry, err error) error {
		into, pattern := reads, setting
		if strings.HasSuffix(name, "_test.go") || filepath.Base(filepath.Dir(name)) == "pgtest" {
			into, pattern = tests, testSetting
		}
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		for _, m := range pattern.FindAllStringSubmatch(read(t, name), -1) {
			into[m[1]+strings.Join(m[2:], "")] = true
		}
		return nil
	})
	if err != nil || len(reads) < 20 {
		t.Fatalf("the program reads %v (%v)", reads, err)
	}
	for s := range reads {
		if !said[s] {
			t.Errorf("no document names VEIVISER_%s, which the program reads", s)
		}
	}
	for s := range said {
		if group := strings.HasSuffix(s, "_"); !group && !reads[s] && !tests[s] { // VEIVISER_SLACK_*
			t.Errorf("a document names VEIVISER_%s, which nothing reads", s)
		}
	}
}

// The README's list of commands and its number of entries are the program's.
func TestReadme(t *testing.T) {
	t.Parallel()
	bottest.OneByOne(t)
	readme := read(t, "../../README.md")
	_, list, _ := strings.Cut(readme, "`veiviser help` lists the commands: ")
	list, _, _ = strings.Cut(list, ".\n")
	want := map[string]bool{}
	for _, l := range ofHelp(t, nil) {
		want["`"+strings.TrimSuffix(strings.TrimPrefix(l.where, "veiviser "), " --help")+"`"] = true
	}
	got := strings.Split(list, ", ")
	slices.Sort(got)
	if commands := slices.Sorted(maps.Keys(want)); !slices.Equal(got, commands) {
		t.Errorf("the README lists the commands %v, the help %v", got, commands)
	}
	if n := fmt.Sprintf("of %d entries", len(whole(t).guide.Entries())); !strings.Contains(strings.Join(strings.Fields(readme), " "), n) {
		t.Errorf("the README does not say %q", n)
	}
	check := must(t, nil, "check", "../../content/guide")
	if contributing := read(t, "../../CONTRIBUTING.md"); !strings.Contains(contributing, "`"+strings.TrimSpace(check)+"`") {
		t.Errorf("CONTRIBUTING does not say that check ends with %q", check)
	}
}

func read(tb testing.TB, name string) string {
	tb.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}
