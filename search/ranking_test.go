package search_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/content"
	"veiviser/search"
)

var update = flag.Bool("update", false, "rewrite testdata/ranking.txt")

// TestRanking compares how the guide answers the held-out questions with what it did
// before: a change of analysis, weight or content shows as a diff of the file.
func TestRanking(t *testing.T) {
	rep, err := search.Evaluate(t.Context(), search.Whole(t), search.Questions(t, search.HeldOut))
	if err != nil {
		t.Fatal(err)
	}
	const file = "testdata/ranking.txt"
	got := ranking(rep)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the ranking changed (-before +now); if it is meant, go test ./search -update and commit the file:\n%s", diff)
	}
}

// ranking writes a report in plain lines.
func ranking(rep search.Report) string {
	var s strings.Builder
	s.WriteString("# How the guide answers testdata/heldout.jsonl. Written by go test ./search -update.\n\n")
	fmt.Fprintf(&s, "%-15s%5s%11s%11s%8s%8s%13s%16s\n", "", "n", "success@1", "success@3", "mrr@10", "ndcg@5", "none_recall", "none_precision")
	line := func(name string, m search.Metrics) {
		none := fmt.Sprintf("%13.3f%16.3f", m.NoneRecall, m.NonePrecision)
		if m.NoneRecall == 0 && m.NonePrecision == 0 {
			none = ""
		}
		if name == "none" {
			fmt.Fprintf(&s, "%-15s%5d%38s%s\n", name, m.N, "", none)
			return
		}
		fmt.Fprintf(&s, "%-15s%5d%11.3f%11.3f%8.3f%8.3f%s\n", name, m.N, m.Success1, m.Success3, m.MRR10, m.NDCG5, none)
	}
	line("all", rep.Metrics)
	for _, by := range []map[string]search.Metrics{rep.ByLang, rep.ByType} {
		s.WriteString("\n")
		for _, name := range slices.Sorted(maps.Keys(by)) {
			line(name, by[name])
		}
	}
	s.WriteString("\n# Misses: another entry first, or a wrong \"none\".\n")
	for _, m := range rep.Misses {
		want, got := strings.Join(m.Want, ", "), strings.Join(m.Got, ", ")
		if want == "" {
			want = "none"
		}
		fmt.Fprintf(&s, "\n%s %s\n  want %s\n  got  %s\n", m.ID, m.Query, want, got)
	}
	return s.String()
}

// TestHeldOutQuestionsStayHeldOut: none of them may be written into the guide as a way
// of asking, and all name entries that exist.
func TestHeldOutQuestionsStayHeldOut(t *testing.T) {
	search.OneByOne(t)
	g := search.LoadGuide(t, content.FS())
	plain := func(s string) string { return strings.Trim(strings.ToLower(s), " ?.!") }
	written := map[string]string{}
	for _, e := range g.Entries() {
		for _, l := range content.Langs() {
			for _, a := range e.Text(l).Questions() {
				written[plain(a)] = e.ID
			}
		}
	}
	for _, q := range search.Questions(t, search.HeldOut) {
		if id, ok := written[plain(q.Query)]; ok && len(strings.Fields(q.Query)) > 3 {
			t.Errorf("%s %q stands in the asked list of %s", q.ID, q.Query, id)
		}
		for id := range q.Relevant {
			if _, ok := g.Entry(id); !ok {
				t.Errorf("%s names the unknown entry %q", q.ID, id)
			}
		}
	}
}
