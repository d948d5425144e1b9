package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Of some packages the script of the checks runs only those tests for data races that do
// several things at once, by their names: each of these has such a name.
func TestRacesAreRun(t *testing.T) {
	t.Parallel()
	line := regexp.MustCompile(`(?m)^go test -race -short -run '([^']+)' (.+)$`).FindStringSubmatch(read(t, "../../.ci/run"))
	if line == nil {
		t.Fatal("the script runs no tests for data races by name")
	}
	named := regexp.MustCompile(line[1])
	starts := regexp.MustCompile(`\bgo func|\.Go\(func`)
	found := 0
	for dir := range strings.FieldsSeq(line[2]) {
		files, err := filepath.Glob(filepath.Join("../..", dir, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for _, test := range strings.Split(read(t, file), "\nfunc Test")[1:] {
				name, _, _ := strings.Cut(test, "(")
				body, _, _ := strings.Cut(test, "\n}\n")
				if !starts.MatchString(body) {
					continue
				}
				if found++; !named.MatchString("Test" + name) {
					t.Errorf("%s: Test%s does several things at once, and its name is none of %s", file, name, line[1])
				}
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d tests do several things at once", found)
	}
}
