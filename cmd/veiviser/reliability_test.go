package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every fault and attack names tests, and they are there.
func TestFaultsHaveTests(t *testing.T) {
	t.Parallel()
	named := regexp.MustCompile("`([a-z/]+) (Test\\w+)`")
	there := map[string]map[string]bool{} // tests by folder
	rows := 0
	for line := range strings.Lines(read(t, "RELIABILITY.md")) {
		cells := strings.Split(line, "|")
		if len(cells) < 5 || strings.Contains(line, "| --- |") || strings.Contains(cells[3], " test ") {
			continue
		}
		rows++
		tests := named.FindAllStringSubmatch(cells[3], -1)
		if len(tests) == 0 || len(cells) != 5 {
			t.Errorf("%s: no test tries it", strings.TrimSpace(cells[1]))
		}
		for _, m := range tests {
			if there[m[1]] == nil {
				there[m[1]] = testsIn(t, m[1])
			}
			if !there[m[1]][m[2]] {
				t.Errorf("%s: there is no test %s in %s", strings.TrimSpace(cells[1]), m[2], m[1])
			}
		}
	}
	if rows < 30 {
		t.Errorf("%d faults and attacks", rows)
	}
}

// testsIn are the tests in a folder.
func testsIn(tb testing.TB, folder string) map[string]bool {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join("../..", folder, "*_test.go"))
	if err != nil || len(names) == 0 {
		tb.Fatalf("%s has no tests (%v)", folder, err)
	}
	out := map[string]bool{}
	for _, name := range names {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			tb.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test") {
				out[fn.Name.Name] = true
			}
		}
	}
	return out
}
