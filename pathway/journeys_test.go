package pathway

import (
	"os"
	"slices"
	"testing"

	"gopkg.in/yaml.v3"

	"veiviser/content"
)

type journeyPerson struct {
	ID                                      string
	Goals, Papers, Status                   []string
	Age                                     int
	Gender, Residence, Norwegian, Schooling string
	Settled, Protection, Finished, Work     *int
	Agreement                               *bool
	Reaches                                 string
	Low                                     string
}

func (j journeyPerson) profile() content.Profile {
	p := content.Profile{
		Age: j.Age, Gender: j.Gender, Residence: j.Residence, Norwegian: j.Norwegian, Schooling: j.Schooling, Papers: j.Papers, Status: j.Status,
		Settled: j.Agreement, MonthsSettled: j.Settled, YearsOfWork: j.Work, MonthsSince: map[string]int{},
	}
	if j.Protection != nil {
		p.MonthsSince["protection"] = *j.Protection
	}
	if j.Finished != nil {
		p.MonthsSince["finished-introduction-programme"] = *j.Finished
	}
	return p
}

// TestPathsHoldTheJourneys: what is proposed for the persons of the guide's journeys holds
// seven of ten of the offers that the guide's own steps go through, or says why not.
func TestPathsHoldTheJourneys(t *testing.T) {
	data, err := os.ReadFile("testdata/journeys.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Journeys []journeyPerson }
	if err := yaml.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	g := guide(t)
	if want := len(g.OfKind(content.Journey)); len(all.Journeys) != want {
		t.Errorf("%d persons, the guide has %d journeys", len(all.Journeys), want)
	}
	for _, j := range all.Journeys {
		e, ok := g.Entry(j.ID)
		if !ok || e.Kind != content.Journey {
			t.Errorf("no journey %q", j.ID)
			continue
		}
		var have, wanted, missing []string
		for _, goal := range j.Goals {
			for _, p := range find(t, j.profile(), goal, Options{Reaches: j.Reaches}).Paths {
				have = appendNew(have, p.Entries()...)
			}
		}
		for _, s := range e.Steps {
			for _, id := range s.Offers {
				if o, _ := g.Entry(id); o.Kind == content.Offer && o.Recipient == "" {
					wanted = appendNew(wanted, id)
				}
			}
		}
		for _, id := range wanted {
			if !slices.Contains(have, id) {
				missing = append(missing, id)
			}
		}
		share := 1 - float64(len(missing))/float64(len(wanted))
		t.Logf("%s: %.2f of %d, without %v", j.ID, share, len(wanted), missing)
		if share < 0.7 && j.Low == "" {
			t.Errorf("%s: the paths hold %.2f of the journey's offers, not %v", j.ID, share, missing)
		}
		if share >= 0.7 && j.Low != "" {
			t.Errorf("%s holds %.2f: low is no longer so", j.ID, share)
		}
	}
}
