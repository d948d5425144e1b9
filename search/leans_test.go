package search

import (
	"slices"
	"testing"

	"veiviser/content"
)

// TestLeans: an unsure text is asked of the subject where that is likely enough.
func TestLeans(t *testing.T) {
	ix := Whole(t)
	entry := func(id string) *content.Entry {
		e, ok := ix.Guide().Entry(id)
		if !ok {
			t.Fatal(id)
		}
		return e
	}
	subject, other := entry("kvalifiseringsprogram"), entry("arbeidstrening")
	lacks := func(e *content.Entry) bool { return e.Text(content.Bokmal).Section(content.Livelihood) == nil }
	i := slices.IndexFunc(ix.entries, lacks)
	if i < 0 || lacks(subject) {
		t.Fatal("other entries have what one lives on")
	}
	lacking := ix.entries[i]
	hits := func(es ...*content.Entry) (out []Hit) {
		for _, e := range es {
			out = append(out, Hit{e, leansChance})
		}
		return out
	}
	weak := func(hits []Hit, with ...func(*Result)) *Result {
		r := &Result{Confidence: Weak, Hits: hits}
		for _, w := range with {
			w(r)
		}
		return r
	}
	for name, tt := range map[string]struct {
		subject *content.Entry
		res     *Result
		want    bool
	}{
		"first":                {subject, weak(hits(subject, other)), true},
		"third":                {subject, weak(hits(other, other, subject)), true},
		"fourth":               {subject, weak(hits(other, other, other, subject)), false},
		"a long shot":          {subject, weak([]Hit{{other, 0.9}, {subject, leansChance / 2}}), false},
		"another is sure":      {subject, weak(hits(other, subject), func(r *Result) { r.Confidence = Strong }), false},
		"nothing answers":      {subject, weak(hits(subject), func(r *Result) { r.Confidence = None }), false},
		"a list":               {subject, weak(hits(subject), func(r *Result) { r.Intent = List }), false},
		"a comparison":         {subject, weak(hits(subject), func(r *Result) { r.Intent = Compare }), false},
		"what about":           {subject, weak(hits(subject), func(r *Result) { r.About = true }), false},
		"it lacks the section": {lacking, weak(hits(subject, lacking), func(r *Result) { r.Section = content.Livelihood }), false},
		"both lack it":         {lacking, weak(hits(lacking), func(r *Result) { r.Section = content.Livelihood }), true},
		"it has the section":   {subject, weak(hits(lacking, subject), func(r *Result) { r.Section = content.Livelihood }), true},
		"nothing found":        {lacking, weak(nil, func(r *Result) { r.Section = content.Livelihood }), false},
	} {
		if got := leans(tt.subject, tt.res); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
