package search_test

import (
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// longFloor is the share of long cases with a right entry among the first three.
const longFloor = 0.90

// TestLongCases asks 300 cases of two to five sentences, background first, that were
// written before the search was asked. The floor holds for a classifier trained on
// today's texts.
func TestLongCases(t *testing.T) {
	search.OneByOne(t)
	questions := search.Questions(t, "testdata/longcases.jsonl")
	asked := map[content.Lang]int{}
	for _, q := range questions {
		asked[q.Lang]++
		if len(q.Relevant) < 1 || len(q.Relevant) > 2 {
			t.Errorf("%s: %d entries, want one or two", q.ID, len(q.Relevant))
		}
	}
	if asked[content.Bokmal] != 150 || asked[content.Nynorsk] != 90 || asked[content.English] != 60 {
		t.Errorf("questions by language: %v", asked)
	}
	if sparse > 1 {
		questions = questions[:len(questions)/sparse]
	}
	rep, err := search.Evaluate(t.Context(), search.Whole(t), questions)
	if err != nil {
		t.Fatal(err)
	}
	fit, err := search.Trained(search.LoadGuide(t, content.FS()))
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("long cases: success@1 %.3f, success@3 %.3f, strong %.3f, strong and wrong %.3f; trained on texts: %v",
		rep.Success1, rep.Success3, rep.Strong, rep.StrongWrong, fit)
	if fit == search.Same && sparse == 1 && rep.Success3 < longFloor {
		t.Errorf("success@3 %.3f, want at least %.2f", rep.Success3, longFloor)
	}
}
