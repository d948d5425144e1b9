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
// seven of ten of the offers that the guide's own steps go through, but for those that the
// law, as the guide's conditions tell it, closes to them by now, that ask for what nobody
// told, or in whose place another way to the same stands.
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
		var have, wanted, missing, told []string
		var paths []Path
		for _, goal := range j.Goals {
			for _, p := range find(t, j.profile(), goal, Options{Reaches: j.Reaches}).Paths {
				have = appendNew(have, p.Entries()...)
				paths = append(paths, p)
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
			if slices.Contains(have, id) {
				continue
			}
			if why := whyNot(g, id, paths); why != "" {
				told = append(told, id+" ("+why+")")
			} else {
				missing = append(missing, id)
			}
		}
		held := len(wanted) - len(missing) - len(told)
		share := float64(held) / float64(len(wanted)-len(told))
		t.Logf("%s: %d of %d; not %v; and without %v: %.2f of what is open", j.ID, held, len(wanted), told, missing, share)
		if share < 0.7 {
			t.Errorf("%s: the paths hold %.2f of what of the journey is open, not %v", j.ID, share, missing)
		}
	}
}

// whyNot says why an offer is in none of a person's paths; empty where nothing but the room
// beside others is against it.
func whyNot(g *content.Guide, id string, paths []Path) string {
	e, _ := g.Entry(id)
	closed, untold := "", ""
	leads := func(e *content.Entry) []string {
		var out []string
		for _, c := range e.Conditions {
			if c.Field == "leads_competence" {
				out = append(out, c.Value.Word("to"))
			}
		}
		return out
	}
	open := false
	for _, p := range paths {
		for _, ph := range p.Phases {
			for _, s := range ph.Steps {
				other, _ := g.Entry(s.Entry)
				for _, x := range g.Handover().Exclusions {
					if (x.A == id && x.B == s.Entry || x.A == s.Entry && x.B == id) && x.Holds(ph.Profile) && s.Fills() {
						return "not together with " + s.Entry
					}
				}
				if s.Fills() && teaches(e) > 0 && teaches(other) >= teaches(e) {
					return s.Entry + " in its place"
				}
				for _, c := range leads(other) {
					if s.Fills() && c != "work-experience" && slices.Contains(leads(e), c) {
						return s.Entry + " in its place"
					}
				}
			}
			f := judge(e, ph.Profile, waysOf(id, ph.Profile))
			switch {
			case f.State == content.NotMet:
				for _, r := range f.Reasons {
					if r.State == content.NotMet {
						closed = "closed by " + r.Condition.Field
					}
				}
			case needs(f, ph.Profile) || len(openOf(f)) > 0:
				untold = "asks for what nobody told"
			default:
				open = true
			}
		}
	}
	switch {
	case open:
		return ""
	case untold != "":
		return untold
	}
	return closed
}
