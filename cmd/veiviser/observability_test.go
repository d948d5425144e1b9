package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tableOf are the rows of the table below a heading of OBSERVABILITY.md, by what stands in
// backticks in their first cell; the other cells are their values.
func tableOf(tb testing.TB, heading string) map[string][]string {
	tb.Helper()
	_, text, ok := strings.Cut(read(tb, "OBSERVABILITY.md"), "\n## "+heading+"\n")
	if !ok {
		tb.Fatalf("OBSERVABILITY.md has no %q", heading)
	}
	text, _, _ = strings.Cut(text, "\n## ")
	out := map[string][]string{}
	for line := range strings.Lines(text) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for name := range strings.SplitSeq(cells[0], ",") {
			out[strings.Trim(name, " `")] = cells[1:]
		}
	}
	return out
}

// sample is a line of /metrics.
var sample = regexp.MustCompile(`^([a-z_]+)(?:\{(.*)\})? `)

// labelPair is a label with its value, as /metrics and PromQL write it.
var labelPair = regexp.MustCompile(`([a-z_]+)(=~|=)"([^"]*)"`)

// busy is what /metrics says of a run in which all has happened that can: by metric, its
// labels with their values.
func busy(t *testing.T) map[string]map[string][]string {
	t.Helper()
	slack := newFakeSlack(t)
	vars := slack.settings()
	vars["VEIVISER_TEAMS_WEBHOOK_SECRET"] = webhookSecret
	s, st, _, end := tracedSite(t, vars)
	s.mention(t, "Ev1", "1.1", "", "norskkurs")
	within(t, slack.posts, "the answer")
	s.ask(t, "hvem betaler norskkurs")
	st.metrics.panicked("web")("GET /")
	st.metrics.notReloaded(1)
	st.addExpiry(expiry{"Teams app's secret", time.Now()})
	st.metrics.chats.WithLabelValues("slack", "failed", "app_mention").Inc()
	end()
	out := map[string]map[string][]string{}
	for line := range strings.Lines(st.scrape(t)) {
		m := sample.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if out[m[1]] == nil {
			out[m[1]] = map[string][]string{}
		}
		for _, p := range labelPair.FindAllStringSubmatch(m[2], -1) {
			out[m[1]][p[1]] = append(out[m[1]][p[1]], p[3])
		}
	}
	return out
}

// The metrics that are documented are those there are, with their labels; dashboard and
// alerts ask for nothing else.
func TestMetricsAreDocumented(t *testing.T) {
	t.Parallel()
	there := busy(t)
	said := tableOf(t, "Metrics")
	families := map[string]bool{}
	for name, labels := range there {
		if !strings.HasPrefix(name, "veiviser_") {
			continue
		}
		for _, suffix := range []string{"_bucket", "_sum", "_count"} {
			if base := strings.TrimSuffix(name, suffix); said[base] != nil {
				name = base
			}
		}
		families[name] = true
		row := said[name]
		if row == nil {
			t.Errorf("%s is not documented", name)
			continue
		}
		for label := range labels {
			if label != "le" && !strings.Contains(row[0], "`"+label+"`") {
				t.Errorf("%s has a label %s that is not documented: %q", name, label, row[0])
			}
		}
		for label := range strings.FieldsFuncSeq(row[0], func(r rune) bool { return !(r == '_' || r >= 'a' && r <= 'z') }) {
			if labels[label] == nil {
				t.Errorf("%s has no label %s, which is documented", name, label)
			}
		}
	}
	for name := range said {
		if !families[name] {
			t.Errorf("%s is documented, and is not there", name)
		}
	}
	asked := expressions(t)
	if len(asked) < 20 {
		t.Fatalf("dashboard and alerts ask %d times", len(asked))
	}
	for _, expr := range asked {
		if err := answered(expr, there); err != nil {
			t.Errorf("%s: %v", expr, err)
		}
	}
}

// expressions are what the dashboard and the alerts ask Prometheus.
func expressions(tb testing.TB) []string {
	tb.Helper()
	var board struct {
		Panels []struct{ Targets []struct{ Expr string } }
	}
	if err := json.Unmarshal([]byte(read(tb, "deploy/dashboard.json")), &board); err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, p := range board.Panels {
		for _, target := range p.Targets {
			out = append(out, target.Expr)
		}
	}
	alerts := documentsOf(tb, "deploy/alerts.yaml")[""]
	rules := valuesAt(alerts, "rules", "expr")
	names := valuesAt(alerts, "rules", "alert")
	if len(rules) != 5 || len(names) != 5 {
		tb.Errorf("%d alerts: %v", len(rules), names)
	}
	said := tableOf(tb, "Alerts")
	if got := slices.Sorted(maps.Keys(said)); !slices.Equal(got, slices.Sorted(slices.Values(names))) {
		tb.Errorf("the alerts %v are documented, %v there", got, names)
	}
	return append(out, rules...)
}

var (
	metricAsked = regexp.MustCompile(`\b((?:veiviser|process|go)_[a-z_]+)(?:\{([^}]*)\})?`)
	groupedBy   = regexp.MustCompile(`by \(([a-z_, ]+)\)`)
)

// answered tells what an expression asks for that a run does not have.
func answered(expr string, there map[string]map[string][]string) error {
	labels := map[string]bool{}
	asked := metricAsked.FindAllStringSubmatch(expr, -1)
	if len(asked) == 0 {
		return fmt.Errorf("asks for nothing of ours")
	}
	for _, m := range asked {
		have, ok := there[m[1]]
		if !ok {
			return fmt.Errorf("no metric %s", m[1])
		}
		for label := range have {
			labels[label] = true
		}
		for _, p := range labelPair.FindAllStringSubmatch(m[2], -1) {
			if _, ok := have[p[1]]; !ok || p[2] == "=" && !slices.Contains(have[p[1]], p[3]) {
				return fmt.Errorf("%s has no %s %q: %v", m[1], p[1], p[3], have[p[1]])
			}
		}
	}
	for _, m := range groupedBy.FindAllStringSubmatch(expr, -1) {
		for label := range strings.SplitSeq(m[1], ", ") {
			if !labels[label] {
				return fmt.Errorf("no label %s", label)
			}
		}
	}
	return nil
}

// Prometheus itself finds nothing wrong in the alerts, and sets each off by what it is for.
func TestAlerts(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("no promtool: TestMetricsAreDocumented checks their names alone")
	}
	for _, args := range [][]string{{"check", "rules", "alerts.yaml"}, {"test", "rules", "alerts_test.yaml"}} {
		cmd := exec.CommandContext(t.Context(), tool, args...)
		cmd.Dir = "deploy"
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %v: %v\n%s", args, err, out)
		}
	}
}

// logged are the fields that the program's log lines have, with a place where each is.
func logged(tb testing.TB) map[string]string {
	tb.Helper()
	out := map[string]string{}
	at := map[string]int{"Debug": 1, "Info": 1, "Warn": 1, "Error": 1, "DebugContext": 2, "InfoContext": 2, "WarnContext": 2, "ErrorContext": 2, "With": 0}
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "chattest" || d.Name() == "node_modules") {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			first, ok := at[sel.Sel.Name]
			if x, isName := sel.X.(*ast.Ident); !ok || isName && x.Name == "http" || len(call.Args) <= first {
				return true
			}
			for i := first; i < len(call.Args); i += 2 {
				if lit, ok := call.Args[i].(*ast.BasicLit); ok && lit.Kind == token.STRING {
					key, _ := strconv.Unquote(lit.Value)
					out[key] = files.Position(lit.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil || len(out) < 10 {
		tb.Fatalf("logged: %v (%v)", out, err)
	}
	return out
}

// The fields of the log that are documented are those there are.
func TestLogFieldsAreDocumented(t *testing.T) {
	t.Parallel()
	there := logged(t)
	said := tableOf(t, "Log")
	for field, where := range there {
		if said[field] == nil {
			t.Errorf("%s: the field %s is not documented", where, field)
		}
	}
	for field := range said {
		if own := field == "time" || field == "level" || field == "msg"; !own && there[field] == "" {
			t.Errorf("the field %s is documented, and no line has it", field)
		}
	}
}

// The attributes of spans that are documented are those there are.
func TestSpansAreDocumented(t *testing.T) {
	t.Parallel()
	said := slices.Sorted(maps.Keys(tableOf(t, "Traces")))
	var there []string
	for _, m := range regexp.MustCompile(`"((?:veiviser|http)\.[a-z_.]+)"`).FindAllStringSubmatch(read(t, "trace.go"), -1) {
		there = append(there, m[1])
	}
	slices.Sort(there)
	if !slices.Equal(said, there) {
		t.Errorf("documented are %v, there are %v", said, there)
	}
}
