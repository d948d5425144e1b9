package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veiviser/bot/bottest"
)

func TestWhereIndexesAreKept(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, setting, usual, want string }{
		{"not set", "", "usual", "usual"},
		{"set", "other", "usual", "other"},
		{"off", "off", "usual", ""},
		{"nowhere", "", "", ""},
	}
	for _, tt := range tests {
		if got := folderFor(tt.setting, tt.usual); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// kept lists the indexes in a folder.
func kept(tb testing.TB, dir string) []string {
	tb.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "index-*"))
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

// TestAskKeepsItsIndex: the second ask answers from what the first one kept, alike, and
// without a word about it.
func TestAskKeepsItsIndex(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	cache := t.TempDir()
	ask := func(vars settings) string {
		t.Helper()
		var out, log bytes.Buffer
		e := env{vars.get, &out, &log, noWindow, func() (string, error) { return cache, nil }}
		if err := run(t.Context(), []string{"ask", "--content", small, "--format", "json", "hvem betaler norskkurs"}, e); err != nil {
			t.Fatal(err)
		}
		if log.Len() > 0 {
			t.Errorf("ask says %q beside its answer", log.String())
		}
		return out.String()
	}
	want := ask(settings{"VEIVISER_INDEX": "off"})
	if list := kept(t, filepath.Join(cache, "veiviser")); len(list) != 0 {
		t.Errorf("off: %v are kept", list)
	}
	first := ask(nil)
	list := kept(t, filepath.Join(cache, "veiviser"))
	if len(list) != 1 {
		t.Fatalf("%v are kept", list)
	}
	before, err := os.Stat(list[0])
	if err != nil {
		t.Fatal(err)
	}
	second := ask(nil)
	after, err := os.Stat(list[0])
	if err != nil {
		t.Fatal(err)
	}
	if first != want || second != want {
		t.Errorf("answers %s and %s, want %s", first, second, want)
	}
	if !os.SameFile(before, after) {
		t.Error("the index was built again")
	}
	elsewhere := t.TempDir()
	if ask(settings{"VEIVISER_INDEX": elsewhere}) != want || len(kept(t, elsewhere)) != 1 {
		t.Error("the index is not kept in the folder that is set")
	}
}

// TestServeKeepsItsIndex: a start on the data folder of an earlier one reads the index of
// that, and a damaged one is built anew with one line in the log.
func TestServeKeepsItsIndex(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	answer := func() (answer, log string) {
		s := start(t, nil, "--data", data)
		_, answer = s.do(t, http.MethodPost, "/api/ask", `{"question": "hvem betaler norskkurs"}`)
		s.stop(t)
		return answer, s.log.String()
	}
	first, _ := answer()
	list := kept(t, filepath.Join(data, "index"))
	if len(list) != 1 {
		t.Fatalf("%v are kept", list)
	}
	second, log := answer()
	if second != first || strings.Contains(log, "index") {
		t.Errorf("the second start answers %s, want %s; it logs %s", second, first, log)
	}
	if err := os.WriteFile(filepath.Join(list[0], "tables"), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	third, log := answer()
	if third != first || strings.Count(log, "built anew") != 1 {
		t.Errorf("over a damaged index it answers %s, want %s; it logs %s", third, first, log)
	}
}
