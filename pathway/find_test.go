package pathway

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"veiviser/content"
)

// TestRefused: what can't be is said, with what it is about.
func TestRefused(t *testing.T) {
	change := func(f func(*content.Profile)) content.Profile {
		p := newcomer()
		f(&p)
		return p
	}
	for _, tt := range []struct {
		name, goal, field string
		p                 content.Profile
		o                 Options
		want              Refusal
	}{
		{"a goal that nobody has", "astronaut", "", newcomer(), Options{}, NoGoal},
		{"no goal", "", "", newcomer(), Options{}, NoGoal},
		{"a child", "work", "age", change(func(p *content.Profile) { p.Age = 7 }), Options{}, NoAge},
		{"older than anybody", "work", "age", change(func(p *content.Profile) { p.Age = 130 }), Options{}, NoAge},
		{"in and not in", "work", "status", change(func(p *content.Profile) { p.Status, p.NotStatus = []string{"employed"}, []string{"employed"} }), Options{}, Contradiction},
		{"in work and out of it", "work", "status", change(func(p *content.Profile) { p.Status = []string{"employed", "unemployed"} }), Options{}, Contradiction},
		{"two programmes", "work", "status", change(func(p *content.Profile) { p.Status = []string{"in-kvp", "in-introduction-programme"} }), Options{}, Contradiction},
		{"an asylum seeker who is settled", "work", "residence", change(func(p *content.Profile) { p.Residence = "asylum-seeker" }), Options{}, Contradiction},
		{"an asylum seeker", "work", "residence", content.Profile{Age: 30, Residence: "asylum-seeker"}, Options{}, AsylumSeeker},
		{"in work already", "work", "", change(func(p *content.Profile) { p.Status = []string{"work-30-hours"} }), Options{}, Reached},
		{"at the level already", "norwegian", "", change(func(p *content.Profile) { p.Norwegian = "B1" }), Options{}, Reached},
		{"primary school already", "primary", "", newcomer(), Options{}, Reached},
		{"a course for those with a right, for who never had it", "norwegian", "", content.Profile{Age: 41, Residence: "labour", Norwegian: "A2", Schooling: "higher", Status: []string{"employed"}}, Options{Reaches: "B2"}, NotFound},
		{"everything left out", "trade-certificate", "", newcomer(), Options{Without: []string{
			"fag-og-yrkesopplaering", "fagbrev-pa-jobb", "praksiskandidat", "nav-opplaeringstiltak", "godkjenning-av-fag-og-yrkesopplaering",
		}}, NotFound},
	} {
		if r := find(t, tt.p, tt.goal, tt.o); r.Why != tt.want || r.Field != tt.field || len(r.Paths) > 0 {
			t.Errorf("%s: %q about %q with %d paths, want %q about %q", tt.name, r.Why, r.Field, len(r.Paths), tt.want, tt.field)
		}
	}
	if r := find(t, change(func(p *content.Profile) { p.Norwegian = "B1" }), "norwegian", Options{Reaches: "B2"}); r.Why == Reached {
		t.Error("B1 is told to have reached B2")
	}
}

// TestPathsDiffer: a newcomer has two or three ways, that go through other entries, the
// soonest by the programme that is right and duty, and each time the same.
func TestPathsDiffer(t *testing.T) {
	r := find(t, newcomer(), "work", Options{})
	if len(r.Paths) != 3 {
		t.Fatalf("%d paths, want 3", len(r.Paths))
	}
	for i, p := range r.Paths {
		for _, q := range r.Paths[:i] {
			if slices.Equal(mains(p), mains(q)) {
				t.Errorf("%s and %s go through the same: %v", p.Style, q.Style, mains(p))
			}
		}
		if !slices.Contains(mains(p), "introduksjonsprogram") {
			t.Errorf("%s leaves the programme out that is right and duty: %v", p.Style, mains(p))
		}
		sum := Cost{}
		for _, ph := range p.Phases {
			sum = sum.plus(ph.Cost)
		}
		if sum != p.Cost {
			t.Errorf("%s costs %v, its phases %v", p.Style, p.Cost, sum)
		}
	}
	if again := find(t, newcomer(), "work", Options{}); !reflect.DeepEqual(r, again) {
		t.Error("the same person has other paths the second time")
	}
	if fast := r.Paths[0]; fast.Cost.Total() > r.Paths[1].Cost.Total() {
		t.Error("the soonest costs more than another")
	}
}

// TestOptions: what is left out is in no path, nothing is on full time on part time, and
// who needs money soon has pay no later than others.
func TestOptions(t *testing.T) {
	for _, p := range find(t, newcomer(), "work", Options{Without: []string{"introduksjonsprogram"}}).Paths {
		if slices.Contains(p.Entries(), "introduksjonsprogram") {
			t.Errorf("%s goes through what is left out", p.Style)
		}
	}
	g := guide(t)
	for _, p := range find(t, newcomer(), "work", Options{PartTime: true}).Paths {
		for _, id := range p.Entries() {
			if e, _ := g.Entry(id); fullTime(e) && id != "introduksjonsprogram" { // that is right and duty
				t.Errorf("%s goes through %s on part time", p.Style, id)
			}
		}
	}
	usual, soon := find(t, newcomer(), "work", Options{}).Paths[0], find(t, newcomer(), "work", Options{IncomeSoon: true}).Paths[0]
	if soon.Pay < 0 || soon.Pay >= usual.Pay {
		t.Errorf("first pay after %d months where it is needed soon, else after %d", soon.Pay, usual.Pay)
	}
}

// TestTimeRunsOn: limits of age and of time are judged when a phase begins.
func TestTimeRunsOn(t *testing.T) {
	late := newcomer()
	late.MonthsSettled = of(24)
	for _, p := range find(t, late, "work", Options{}).Paths {
		if slices.Contains(mains(p), "introduksjonsprogram") {
			t.Error("a programme after two years in a municipality")
		}
	}
	for _, p := range find(t, newcomer(), "work", Options{}).Paths {
		for _, ph := range p.Phases {
			if want := newcomer().Age + ph.Start/12; ph.Profile.Age != want || *ph.Profile.MonthsSettled != *newcomer().MonthsSettled+ph.Start {
				t.Errorf("%s after %d months: %d years old and settled for %d months", p.Style, ph.Start, ph.Profile.Age, *ph.Profile.MonthsSettled)
			}
		}
	}
	grant := func(protection int) (months int) {
		p := newcomer()
		p.MonthsSettled, p.MonthsSince = of(30), map[string]int{"protection": protection, "finished-introduction-programme": 1}
		p.Schooling = "none"
		for _, ph := range find(t, p, "primary", Options{}).Paths[0].Phases {
			for _, l := range ph.Livelihood {
				if l.Support == "flyktningstipend" {
					months += l.Months
				}
			}
		}
		return months
	}
	for _, tt := range []struct{ protection, want int }{{36, 24}, {40, 24}, {49, 12}, {61, 0}} {
		if got := grant(tt.protection); got != tt.want {
			t.Errorf("%d months after protection: %d months of the refugee grant, want %d", tt.protection, got, tt.want)
		}
	}
}

// TestOngoing: who is in a programme goes on with it first, and its rest is shorter.
func TestOngoing(t *testing.T) {
	p := newcomer()
	p.Status, p.MonthsSettled = []string{"in-introduction-programme", "on-introduksjonsstonad"}, of(15)
	r := find(t, p, "work", Options{})
	if len(r.Paths) == 0 {
		t.Fatal("no path")
	}
	if first := r.Paths[0].Phases[0]; first.Steps[0].Role != Ongoing || first.Steps[0].Entry != "introduksjonsprogram" || first.Months != 12 {
		t.Errorf("begins with %+v for %d months", first.Steps[0], first.Months)
	}
}

// random is a person of whom things are told by chance.
func random(r *rand.Rand) (content.Profile, string, Options) {
	pick := func(from []string) string {
		if r.IntN(4) == 0 {
			return ""
		}
		return from[r.IntN(len(from))]
	}
	p := content.Profile{
		Gender: pick(content.Genders()), Residence: pick(content.Residences()[:14]), Schooling: pick(content.SchoolingLevels()),
		Norwegian: pick(append([]string{"none"}, content.CEFRLevels()...)), MonthsSince: map[string]int{},
	}
	if r.IntN(5) > 0 {
		p.Age = 16 + r.IntN(55)
	}
	if r.IntN(2) == 0 {
		p.MonthsSettled = of(r.IntN(90))
	}
	if r.IntN(3) == 0 {
		p.Settled = of(r.IntN(2) == 0)
	}
	if r.IntN(3) == 0 {
		p.YearsOfWork = of(r.IntN(15))
	}
	for _, since := range []string{"protection", "membership", "finished-introduction-programme"} {
		if r.IntN(4) == 0 {
			p.MonthsSince[since] = r.IntN(100)
		}
	}
	for range r.IntN(4) {
		p.Status = appendNew(p.Status, content.Statuses()[r.IntN(len(content.Statuses()))])
	}
	if r.IntN(3) == 0 {
		p.Papers = []string{content.Papers()[r.IntN(len(content.Papers()))]}
	}
	o := Options{PartTime: r.IntN(8) == 0, IncomeSoon: r.IntN(5) == 0}
	if r.IntN(5) == 0 {
		o.Without = []string{"introduksjonsprogram"}
	}
	goals := content.PathGoals()
	return p, goals[r.IntN(len(goals))], o
}

// TestNoPathBreaksTheLaw: of random persons no path goes through what a condition is known
// to close, what excludes each other, a level that isn't reached, or an entry twice; every
// livelihood can be paid then; and every path ends.
func TestNoPathBreaksTheLaw(t *testing.T) {
	g := guide(t)
	r := rand.New(rand.NewPCG(16, 4))
	n := *profiles
	if race {
		n /= 8
	}
	found := 0
	for i := range n {
		p, goal, o := random(r)
		res := Find(g, p, goal, o)
		for _, wrong := range alike(res) {
			t.Errorf("person %d to %s: %s", i, goal, wrong)
		}
		for _, path := range res.Paths {
			found++
			for _, wrong := range slices.Concat(faults(g, p, path), unlawful(g, p, goal, o, path), silent(g, p, goal, o, path)) {
				t.Errorf("person %d, %s to %s: %s", i, path.Style, goal, wrong)
			}
		}
	}
	t.Logf("%d persons, %d paths", n, found)
	if found < n {
		t.Errorf("%d paths for %d persons: the property says little", found, n)
	}
}

// faults are what a path does that nobody may.
func faults(g *content.Guide, start content.Profile, path Path) []string {
	var out []string
	exclusions := g.Handover().Exclusions
	fault := func(parts ...string) {
		s := ""
		for _, p := range parts {
			s += p + " "
		}
		out = append(out, s)
	}
	sum := Cost{}
	for _, ph := range path.Phases {
		sum = sum.plus(ph.Cost)
	}
	if sum != path.Cost {
		fault("the phases cost something else than the path")
	}
	seen := map[string]bool{}
	at := 0
	for _, ph := range path.Phases {
		if ph.Start < at {
			fault("a phase begins before the one before it ends")
		}
		at = ph.Start + ph.Months
		in := 0
		for _, s := range ph.Steps {
			e, ok := g.Entry(s.Entry)
			if !ok || e.Closed || e.Recipient != "" {
				fault(s.Entry, "isn't open to participants")
				continue
			}
			if s.Role != Instead && seen[s.Entry] && s.Entry != "norskopplaering" { // that goes on after the programme
				fault(s.Entry, "stands twice")
			}
			seen[s.Entry] = seen[s.Entry] || s.Role != Instead
			if s.Role == Ongoing {
				continue
			}
			if s.Fit.State == content.NotMet {
				fault(s.Entry, "is closed")
			}
			if s.Role == Main && !ph.first && !slices.ContainsFunc(path.Phases, func(o Phase) bool { return o.first }) {
				if f := content.Conditions(e, ph.Profile); f.State == content.NotMet {
					fault(s.Entry, "is closed when it begins")
				}
			}
			if s.Fills() {
				in++
			}
			for _, c := range e.Conditions {
				if need := c.Value.Word("need"); c.Field == "norwegian" && c.Effect == content.Must && !c.Local && len(c.Routes) == 0 && level(need) > 0 && ph.From != "" && level(ph.From) < level(need) && s.Role == Main {
					fault(s.Entry, "asks for", need, "and there is", ph.From)
				}
			}
		}
		for i, a := range ph.Steps {
			for _, b := range ph.Steps[i+1:] {
				for _, x := range exclusions {
					if a.Role == Part && b.Role == Part { // one after the other
						continue
					}
					if (x.A == a.Entry && x.B == b.Entry || x.A == b.Entry && x.B == a.Entry) && x.Holds(ph.Profile) && a.Role != Instead && b.Role != Instead && ph.Months > 0 {
						fault(a.Entry, "and", b.Entry, "exclude each other")
					}
				}
			}
			for _, l := range ph.Livelihood {
				for _, x := range exclusions {
					if (x.A == a.Entry && x.B == l.Support || x.A == l.Support && x.B == a.Entry) && x.Holds(ph.Profile) && a.Role != Instead {
						fault(a.Entry, "and", l.Support, "exclude each other")
					}
				}
			}
		}
		paid := 0
		for _, l := range ph.Livelihood {
			if l.From != paid && ph.Months > 0 {
				fault(l.Support, "doesn't follow on what was before it")
			}
			paid += l.Months
			e, ok := g.Entry(l.Support)
			if !ok {
				continue
			}
			during := ph.Profile
			for _, o := range ph.outs {
				for _, s := range o.During {
					during = withStatus(cloned(during), s)
				}
			}
			if f := content.Conditions(e, during); f.State == content.NotMet && l.From == 0 {
				fault(l.Support, "can't be paid then")
			}
		}
		missing := 0
		for _, gap := range ph.Gaps {
			if gap.Kind == NoLivelihood {
				missing += gap.Months
			}
		}
		if ph.Months > 0 && !ph.first && paid+missing != ph.Months {
			fault("months without anybody saying what one lives on")
		}
	}
	return out
}

func cloned(p content.Profile) content.Profile {
	p.Status, p.NotStatus = slices.Clone(p.Status), slices.Clone(p.NotStatus)
	return p
}
