package search_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/content"
	"veiviser/search"
)

func TestReadJudged(t *testing.T) {
	in := `{"id": "a", "lang": "nb", "type": "need", "query": "hva er fagbrev", "relevant": {"fagbrev": 3, "kommune": 1}}

{"id": "b", "lang": "en", "type": "none", "query": "weather", "relevant": {}}
`
	want := []search.Judged{
		{ID: "a", Lang: content.Bokmal, Type: "need", Query: "hva er fagbrev", Relevant: map[string]int{"fagbrev": 3, "kommune": 1}},
		{ID: "b", Lang: content.English, Type: "none", Query: "weather", Relevant: map[string]int{}},
	}
	got, err := search.ReadJudged(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadJudgedNamesTheLine(t *testing.T) {
	const good = `{"id": "a", "query": "q", "relevant": {}}` + "\n"
	tests := []struct{ name, in, want string }{
		{"not JSON", good + "{", "line 2:"},
		{"no query", good + "\n" + `{"id": "b"}`, "line 3: no query"},
		{"grade 0", `{"query": "q", "relevant": {"fagbrev": 0}}`, `line 1: grade 0 of "fagbrev"`},
		{"grade 4", `{"query": "q", "relevant": {"fagbrev": 4}}`, `line 1: grade 4 of "fagbrev"`},
		{"grade in words", `{"query": "q", "relevant": {"fagbrev": "best"}}`, "line 1:"},
		{"empty", "\n\n", "no questions"},
		{"endless line", strings.Repeat("x", 2<<20), "read questions"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := search.ReadJudged(strings.NewReader(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("err = %v, want one with %q", err, tt.want)
			}
		})
	}
}

// canned answers each question with the entries written in it, worst case first.
type canned map[string][]string

func (c canned) Search(_ context.Context, q search.Query) (search.Result, error) {
	hits, known := c[q.Text]
	if !known {
		return search.Result{}, errors.New("no such question")
	}
	res := search.Result{Confidence: search.Strong}
	if len(hits) == 0 || hits[0] == "none" {
		res.Confidence = search.None
	}
	for _, id := range hits {
		if id != "none" {
			res.Hits = append(res.Hits, search.Hit{Entry: &content.Entry{ID: id}})
		}
	}
	return res, nil
}

// TestEvaluate checks the figures against those worked out by hand.
func TestEvaluate(t *testing.T) {
	questions := []search.Judged{
		{ID: "1", Lang: "nb", Type: "need", Query: "first", Relevant: map[string]int{"a": 3, "b": 1}},
		{ID: "2", Lang: "nb", Type: "need", Query: "second", Relevant: map[string]int{"a": 3}},
		{ID: "3", Lang: "en", Type: "need", Query: "missing", Relevant: map[string]int{"a": 3}},
		{ID: "4", Lang: "en", Type: "none", Query: "outside", Relevant: map[string]int{}},
		{ID: "5", Lang: "en", Type: "none", Query: "answered", Relevant: map[string]int{}},
		{ID: "6", Lang: "nn", Type: "need", Query: "denied", Relevant: map[string]int{"a": 3}},
	}
	rep, err := search.Evaluate(t.Context(), canned{
		"first": {"a", "b"}, "second": {"x", "a"}, "missing": {"x", "y"}, "outside": nil, "answered": {"x"}, "denied": {"none", "a"},
	}, questions)
	if err != nil {
		t.Fatal(err)
	}
	second := 1 / math.Log2(3) // the discount of the second place
	want := search.Metrics{
		N: 6, Success1: 2. / 4, Success3: 3. / 4, MRR10: 2.5 / 4,
		NDCG5: (1 + second + 0 + 1) / 4, NDCG10: (1 + second + 0 + 1) / 4,
		NoneRecall: 1. / 2, NonePrecision: 1. / 2,
		// "first" is right; "second", "missing" and "answered", which has no answer, are wrong.
		Strong: 4. / 4, StrongRight: 1. / 4, StrongWrong: 3. / 4,
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-12 })
	if diff := cmp.Diff(want, rep.Metrics, near); diff != "" {
		t.Error(diff)
	}
	if got := rep.ByLang["en"]; got.N != 3 || got.Success3 != 0 || got.NoneRecall != 0.5 || got.NonePrecision != 1 {
		t.Errorf("by_lang en = %+v", got)
	}
	if got := rep.ByType["none"]; got.N != 2 || got.Success1 != 0 {
		t.Errorf("by_type none = %+v", got)
	}
	wantMisses := []search.Miss{
		{ID: "2", Query: "second", Want: []string{"a"}, Got: []string{"x", "a"}},
		{ID: "3", Query: "missing", Want: []string{"a"}, Got: []string{"x", "y"}},
		{ID: "5", Query: "answered", Want: []string{}, Got: []string{"x"}},
		{ID: "6", Query: "denied", Want: []string{"a"}, Got: []string{"none", "a"}},
	}
	if diff := cmp.Diff(wantMisses, rep.Misses); diff != "" {
		t.Error(diff)
	}
}

func TestEvaluateNamesTheQuestionThatFails(t *testing.T) {
	_, err := search.Evaluate(t.Context(), canned{}, []search.Judged{{ID: "h007", Query: "x"}})
	if err == nil || !strings.Contains(err.Error(), "h007") {
		t.Errorf("err = %v, want one that names h007", err)
	}
}
