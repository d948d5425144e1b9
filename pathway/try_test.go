package pathway

import (
	"fmt"
	"testing"
	"veiviser/content"
)

func TestTry(t *testing.T) {
	g, err := content.Load(content.FS())
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	m := 2
	for _, c := range []struct {
		p    content.Profile
		goal string
	}{
		{content.Profile{Age: 34, Gender: "woman", Residence: "refugee", Norwegian: "A1", Schooling: "primary", Settled: &yes, MonthsSettled: &m}, "work"},
		{content.Profile{Age: 34, Gender: "woman", Residence: "refugee", Norwegian: "none", Schooling: "none", Settled: &yes, MonthsSettled: &m}, "trade-certificate"},
		{content.Profile{Age: 45, Residence: "permanent", Norwegian: "A2", Schooling: "primary", Status: []string{"unemployed", "on-sosialhjelp", "reduced-work-capacity", "needs-close-follow-up"}}, "work"},
		{content.Profile{Age: 29, Residence: "refugee", Norwegian: "B2", Schooling: "upper-secondary", Papers: []string{"foreign-upper-secondary"}, Status: []string{"employed"}, MonthsSince: map[string]int{"protection": 60, "finished-introduction-programme": 24}}, "higher"},
		{content.Profile{Age: 39, Residence: "collective-protection", Norwegian: "none", Schooling: "upper-secondary", Settled: &yes}, "work"},
		{content.Profile{Age: 30, Residence: "eea", Norwegian: "A1"}, "norwegian"},
		{content.Profile{Age: 37, Gender: "man", Residence: "refugee", Norwegian: "A1", Schooling: "primary", Settled: &yes, MonthsSettled: &m}, "upper-secondary"},
		{content.Profile{Age: 40, Residence: "refugee", Norwegian: "none", Schooling: "higher", Papers: []string{"foreign-higher"}, Settled: &yes, MonthsSettled: &m, Status: []string{"regulated-profession"}}, "recognition"},
	} {
		r := Find(g, c.p, c.goal, Options{})
		fmt.Println("==", c.goal, r.Why, len(r.Paths))
		for _, p := range r.Paths {
			fmt.Println(" ", p.Style, p.Months, "pay", p.Pay, "cost", p.Cost.Total(), p.Cost, "n", p.Considered, p.Next)
			for _, ph := range p.Phases {
				fmt.Print("    [", ph.Start, "+", ph.Months, "] ")
				for _, s := range ph.Steps {
					fmt.Print(s.Role, ":", s.Entry, "(", stands(s.Fit), ") ")
				}
				fmt.Print(" | ", ph.From, "→", ph.Reaches, " | ")
				for _, l := range ph.Livelihood {
					fmt.Print(l.Support, " ", l.Months, " ", l.State, l.Fields, "; ")
				}
				fmt.Print(" | ")
				for _, g := range ph.Gaps {
					fmt.Print(g.Kind, " ", g.Entry, " ", g.Field, g.Values, g.Months, g.Who, "; ")
				}
				fmt.Println()
			}
		}
	}
}
func BenchmarkFind(b *testing.B) {
	g, _ := content.Load(content.FS())
	yes := true
	m := 2
	for b.Loop() {
		Find(g, content.Profile{Age: 34, Gender: "woman", Residence: "refugee", Norwegian: "A1", Schooling: "primary", Settled: &yes, MonthsSettled: &m}, "work", Options{})
	}
}
