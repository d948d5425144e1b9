package content_test

import (
	"slices"
	"testing"

	"veiviser/content"
)

// personas are what stays the same of a persona through the whole journey: schooling,
// Norwegian and status are what the journey changes. Mariia and Alex are known by name
// alone.
var personas = map[string]content.Profile{
	"ghulam":  {Age: 45, Gender: "man"},
	"jamal":   {Age: 37, Gender: "man", Residence: "refugee"},
	"jasmin":  {Age: 40, Gender: "woman", Residence: "refugee"},
	"alex":    {},
	"hawa":    {Age: 29, Gender: "woman", Residence: "refugee"},
	"rebecca": {Age: 34, Gender: "woman", Residence: "refugee"},
	"viktor":  {Age: 39, Gender: "man", Residence: "collective-protection"},
	"mariia":  {Gender: "woman", Residence: "collective-protection"},
}

// TestJourneysKeepToTheConditions: no step takes its persona through an offer, or lets
// them live on a support, that is closed by law to a person of that age and with that
// ground of residence.
func TestJourneysKeepToTheConditions(t *testing.T) {
	g, err := content.Load(content.FS())
	if err != nil {
		t.Fatal(err)
	}
	journeys, judged := 0, 0
	for _, e := range g.Entries() {
		if e.Kind != content.Journey {
			continue
		}
		journeys++
		p, ok := personas[e.ID]
		if !ok {
			t.Errorf("%s: no persona to read its steps against", e.ID)
		}
		for i, s := range e.Steps {
			for _, id := range slices.Concat(s.Offers, s.Livelihood) {
				o, ok := g.Entry(id)
				if !ok || len(o.Conditions) == 0 {
					continue
				}
				judged++
				if f := content.Conditions(o, p); f.State == content.NotMet && f.Formal {
					t.Errorf("%s, step %d: %s is closed to the persona: %+v", e.ID, i+1, id, closed(f))
				}
			}
		}
	}
	if journeys != len(personas) || judged < 2*len(personas) {
		t.Errorf("%d journeys and %d offers judged, want every journey", journeys, judged)
	}
}

// closed returns the conditions that close the way.
func closed(f content.Fit) []content.Condition {
	var out []content.Condition
	for _, r := range f.Reasons {
		if r.State == content.NotMet {
			out = append(out, r.Condition)
		}
	}
	return out
}
