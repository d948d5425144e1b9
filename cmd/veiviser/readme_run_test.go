package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
)

// runner does what lines say.
type runner struct {
	slack   string // address of the Slack that servers call
	data    string // folder of what has been served
	skipped map[string]bool
}

// busySlack is a Slack that has no time, so that nobody needs the real one.
func busySlack(tb testing.TB) (api string) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }))
	tb.Cleanup(s.Close)
	return s.URL + "/api/"
}

// write does what a line says and returns whose line it was.
func (r runner) write(t *testing.T, l written) (program string) {
	t.Helper()
	line := strings.TrimSuffix(strings.TrimSpace(l.text), " &")
	if dir, rest, ok := strings.Cut(line, " && "); ok && strings.HasPrefix(dir, "cd ") {
		if _, err := os.Stat(strings.TrimPrefix(dir, "cd ")); err != nil {
			t.Errorf("%s: %v", l.where, err)
		}
		line = rest
	}
	for begins := range notRun {
		if strings.HasPrefix(line, begins) {
			r.skipped[begins] = true
			return "not run"
		}
	}
	vars, args := words(line)
	for begins, s := range prose {
		if strings.HasPrefix(line, begins) {
			maps.Copy(vars, s)
		}
	}
	for k, v := range l.with {
		vars[k] = strings.ReplaceAll(v, "…", "example")
	}
	switch {
	case args[0] == "veiviser":
		r.veiviser(t, l.where, vars, args[1:])
	case len(args) > 3 && slices.Equal(args[:3], []string{"go", "run", "./cmd/veiviser"}):
		r.veiviser(t, l.where, vars, args[3:])
	case strings.HasPrefix(line, "go test "):
		goTest(t, l.where, args[2:])
	case args[0] == "/veiviser" || args[0] == "@Veiviser":
		if strings.HasPrefix(args[1], "…") {
			return "placeholder"
		}
		answers(t, l.where, strings.Join(args[1:], " "))
		return "question"
	default:
		t.Errorf("%s: %q is no line this test knows", l.where, l.text)
	}
	return args[0]
}

// quoted is a word of a shell's line.
var quoted = regexp.MustCompile(`'[^']*'|"[^"]*"|\S+`)

// words splits a line as a shell does, the variables before the command apart.
func words(line string) (vars settings, args []string) {
	vars = settings{}
	for _, w := range quoted.FindAllString(line, -1) {
		k, v, isVar := strings.Cut(w, "=")
		if isVar && len(args) == 0 && strings.HasPrefix(k, "VEIVISER_") {
			vars[k] = v
			continue
		}
		args = append(args, strings.Trim(w, `'"`))
	}
	return vars, args
}

// veiviser runs the program. A server is started, asked whether it is ready and
// stopped; a question must be answered by one entry; all else must succeed and say
// something.
func (r runner) veiviser(t *testing.T, where string, vars settings, args []string) {
	t.Helper()
	args = slices.Clone(args)
	for i, a := range args {
		if f, ok := filled[a]; ok {
			args[i] = f
		}
	}
	if slices.Contains(args, "--leave-out") {
		args = append(args, "--content", "bot/testdata/guide") // the whole guide takes a minute, and shows no more
	}
	switch {
	case len(args) == 0 || args[0] == "help":
		must(t, nil, args...)
	case args[0] == "serve":
		r.serve(t, where, vars, args[1:])
	default:
		if vars["VEIVISER_DATA"] == "" {
			vars["VEIVISER_DATA"] = r.data
		}
		if vars["VEIVISER_INDEX"] == "" { // as each user has one
			vars["VEIVISER_INDEX"] = filepath.Join(r.data, "index")
		}
		var out, log bytes.Buffer
		if err := run(t.Context(), args, env{vars.get, &out, &log, noWindow, noCache}); err != nil {
			t.Errorf("%s: veiviser %s: %v", where, strings.Join(args, " "), err)
		} else if out.Len()+log.Len() == 0 {
			t.Errorf("%s: veiviser %s says nothing", where, strings.Join(args, " "))
		}
		switch {
		case args[0] == "ask" && slices.Contains(args, "--local"):
			answersLocally(t, where, vars, args[1:])
		case args[0] == "ask":
			answers(t, where, asksOf(args[1:]))
		}
	}
}

// asksOf is the question among the arguments of ask, each of whose flags but --full has a
// value.
func asksOf(args []string) string {
	for len(args) > 1 && strings.HasPrefix(args[0], "--") {
		n := 2
		if args[0] == "--full" {
			n = 1
		}
		args = args[n:]
	}
	return strings.Join(args, " ")
}

// answers wants a question answered by one entry, neither by choices nor by none.
func answers(t *testing.T, where, question string) {
	t.Helper()
	a, err := whole(t).bot.Answer(t.Context(), bot.Question{Text: question})
	if err != nil {
		t.Fatal(err)
	}
	if a.Card.Entry == "" {
		t.Errorf("%s: %q is answered with %s", where, question, a.Card.Kind)
	}
}

// answersLocally wants a question answered by one entry, of the place that it is asked in
// unless the question is left to the reader.
func answersLocally(t *testing.T, where string, vars settings, args []string) {
	t.Helper()
	var said struct{ Answer struct{ Entry, Place string } }
	out := must(t, vars, append([]string{"ask", "--format", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &said); err != nil {
		t.Fatal(err)
	}
	if said.Answer.Entry == "" || said.Answer.Place == "" && asksOf(args) != filled["…"] {
		t.Errorf("%s: %v is answered with entry %q of place %q", where, args, said.Answer.Entry, said.Answer.Place)
	}
}

// serve starts a server as the line says, but for its port and its Slack, which a test
// can't share with the world.
func (r runner) serve(t *testing.T, where string, vars settings, args []string) {
	t.Helper()
	for i, a := range args {
		if _, port, ok := strings.Cut(a, ":"); ok {
			args[i] = strings.TrimSuffix(a, port) + "0"
		}
	}
	vars["VEIVISER_SLACK_API_URL"] = r.slack
	guide := "bot/testdata/guide"
	if vars["VEIVISER_LOCAL"] != "" { // which stands beside the whole one
		guide, vars["VEIVISER_INDEX"] = "content/guide", filepath.Join(r.data, "index")
	}
	s := start(t, vars, append([]string{"--content", guide, "--data", t.TempDir()}, args...)...)
	if got := s.page(t, "/readyz"); !strings.HasPrefix(got, "ready\n") || strings.Contains(got, "off") {
		t.Errorf("%s: the server says %q", where, got)
	}
	s.stop(t)
}

// goTest wants the packages, tests, benchmarks and flags that a line of go test names.
func goTest(t *testing.T, where string, args []string) {
	t.Helper()
	var names []string
	flags := map[string]bool{}
	for _, a := range args {
		dir, ok := strings.CutPrefix(a, "./")
		if !ok {
			continue
		}
		dir, all := strings.CutSuffix(dir, "...")
		err := filepath.WalkDir("./"+dir+"/.", func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && !all && filepath.Clean(name) != filepath.Clean(dir) {
				return fs.SkipDir
			}
			if err == nil && strings.HasSuffix(name, "_test.go") {
				names = append(names, declared(t, name, flags)...)
			}
			return err
		})
		if err != nil || dir != "" && len(names) == 0 {
			t.Errorf("%s: %s: no tests (%v)", where, a, err)
		}
	}
	for i, a := range args {
		switch {
		case a == "-update" && !flags["update"]:
			t.Errorf("%s: no test takes -update", where)
		case a == "-bench", a == "-run" && args[i+1] != "^$" && args[i+1] != "xxx":
			kind := map[string]string{"-bench": "Benchmark", "-run": "Test"}[a]
			match := regexp.MustCompile(args[i+1])
			if !slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, kind) && match.MatchString(n) }) {
				t.Errorf("%s: nothing matches %s %s", where, a, args[i+1])
			}
		}
	}
}

// declared are the functions of a file of tests; the flags it declares go to flags.
func declared(t *testing.T, name string, flags map[string]bool) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			out = append(out, n.Name.Name)
		case *ast.CallExpr:
			if s, ok := n.Fun.(*ast.SelectorExpr); ok && s.Sel.Name == "Bool" && len(n.Args) == 3 {
				if lit, ok := n.Args[0].(*ast.BasicLit); ok {
					flags[strings.Trim(lit.Value, `"`)] = true
				}
			}
		}
		return true
	})
	return out
}
