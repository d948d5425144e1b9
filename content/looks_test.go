package content_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"veiviser/content"
)

// TestLooks: who is alike in what an entry's conditions look at stands to it alike, whatever
// else is changed of them.
func TestLooks(t *testing.T) {
	g := load(t)
	r := rand.New(rand.NewPCG(1, 5))
	number := func(most int) *int { n := r.IntN(most); return &n }
	word := func(from []string) string { return from[r.IntN(len(from))] }
	changes := []func(*content.Profile){
		func(p *content.Profile) { p.Age = 16 + r.IntN(55) },
		func(p *content.Profile) { p.AgeTo = p.Age + r.IntN(10) },
		func(p *content.Profile) { p.Gender = word(content.Genders()) },
		func(p *content.Profile) { p.Residence = word(content.Residences()) },
		func(p *content.Profile) { p.Norwegian = word(content.CEFRLevels()) },
		func(p *content.Profile) { p.Schooling = word(content.SchoolingLevels()) },
		func(p *content.Profile) { p.Papers = []string{word(content.Papers())} },
		func(p *content.Profile) { p.AllPapers = !p.AllPapers },
		func(p *content.Profile) { p.Status = []string{word(content.Statuses()), word(content.Statuses())} },
		func(p *content.Profile) { p.NotStatus = []string{word(content.Statuses())} },
		func(p *content.Profile) { yes := r.IntN(2) == 0; p.Settled = &yes },
		func(p *content.Profile) { yes := r.IntN(2) == 0; p.Care = &yes },
		func(p *content.Profile) { p.MonthsSettled = number(90) },
		func(p *content.Profile) { p.InNorway = number(90) },
		func(p *content.Profile) { p.YearsOfWork = number(15) },
		func(p *content.Profile) {
			p.MonthsSince = map[string]int{word([]string{"protection", "membership", "finished-introduction-programme"}): r.IntN(90)}
		},
	}
	alike, apart := 0, 0
	for _, e := range g.Entries() {
		looks := content.LooksOf(e)
		for range 200 {
			var p content.Profile
			for range 6 {
				changes[r.IntN(len(changes))](&p)
			}
			q := p
			changes[r.IntN(len(changes))](&q)
			if string(looks.Append(nil, p)) != string(looks.Append(nil, q)) {
				apart++
				continue
			}
			alike++
			if a, b := content.Conditions(e, p), content.Conditions(e, q); !reflect.DeepEqual(a, b) {
				t.Fatalf("%s: %+v and %+v look alike and stand to it as %s and %s", e.ID, p, q, a.State, b.State)
			}
		}
	}
	if alike == 0 || apart == 0 {
		t.Errorf("%d pairs alike, %d apart: the test says nothing", alike, apart)
	}
}
