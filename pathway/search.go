package pathway

import (
	"cmp"
	"container/heap"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// The bounds of a search.
const (
	maxMains  = 10   // phases that are about something
	maxMonths = 180  // of a path
	maxNodes  = 1500 // that are looked at
)

// dutyCost is what it costs to begin with something else than a programme that is right and
// duty; a job of full time ends the duty.
const dutyCost = 36

// planner looks for the paths of one person to one goal.
type planner struct {
	guide     *content.Guide
	start     content.Profile
	goal      string
	options   Options
	outcomes  []content.Outcome
	entries   map[string]*content.Entry
	byEntry   map[string][]int // places in outcomes
	offers    []*content.Entry
	hands     []content.Transition
	handsTo   map[string][]*content.Transition // by where to
	excludes  map[[2]string][]*content.Exclusion
	ongoing   string            // entry of the frame that the person is in
	relevant  map[string][]bool // by competences: which of outcomes
	ends      map[string]bool   // entries that use the duty, or end it
	duty      int               // what it costs not to use a programme that is right and duty
	programme string            // that is right and duty; empty for none
	rights    map[string]bool   // programmes that are open with a support of their own, and whether they are a right
	fulltime  map[string]bool
	fits      map[string]map[fitOf]content.Fit // by what is told of the person then
}

func newPlanner(g *content.Guide, p content.Profile, goal string, o Options) *planner {
	pl := &planner{
		guide: g, goal: goal, options: o, outcomes: slices.Clone(g.Handover().Outcomes), offers: g.OfKind(content.Offer), hands: slices.Clone(g.Handover().Transitions), handsTo: map[string][]*content.Transition{}, excludes: map[[2]string][]*content.Exclusion{},
		entries: map[string]*content.Entry{}, byEntry: map[string][]int{}, fulltime: map[string]bool{}, relevant: map[string][]bool{}, fits: map[string]map[fitOf]content.Fit{}, ends: map[string]bool{}, rights: map[string]bool{},
	}
	for i, out := range pl.outcomes {
		if e, ok := pl.open(out.Entry); ok {
			pl.entries[out.Entry] = e
			pl.byEntry[out.Entry] = append(pl.byEntry[out.Entry], i)
			pl.fulltime[out.Entry] = fullTime(e)
		}
	}
	for i, t := range pl.hands {
		pl.handsTo[t.To] = append(pl.handsTo[t.To], &pl.hands[i])
	}
	for _, x := range g.Handover().Exclusions {
		pl.excludes[[2]string{x.A, x.B}] = append(pl.excludes[[2]string{x.A, x.B}], &x)
		if x.A != x.B {
			pl.excludes[[2]string{x.B, x.A}] = append(pl.excludes[[2]string{x.B, x.A}], &x)
		}
	}
	pl.start = pl.known(p)
	for _, out := range pl.outcomes {
		if out.Frame && len(out.During) > 0 && slices.Contains(p.Status, out.During[0]) && pl.entries[out.Entry] != nil && out.Entry != "direkte-i-arbeid" {
			pl.ongoing = out.Entry
		}
	}
	pl.obliged()
	pl.promised()
	return pl
}

// stands is how a person stands to the conditions that somebody could state: what no source
// answers is left out.
func stands(f content.Fit) content.State {
	if f.State != content.NotStated {
		return f.State
	}
	musts := 0
	for _, r := range f.Reasons {
		if r.Condition.Effect != content.Must {
			continue
		}
		if r.State != content.Met {
			return content.NotStated
		}
		musts++
	}
	if musts == 0 {
		return content.NotStated
	}
	return content.Met
}

// open returns the entry if a path may go through it: one that takes people, for them, and
// that isn't left out.
func (pl *planner) open(id string) (*content.Entry, bool) {
	e, ok := pl.guide.Entry(id)
	return e, ok && !e.Closed && e.Recipient == "" && !slices.Contains(pl.options.Without, id)
}

// usable reports whether the options and the permit leave room for an entry: nothing on
// full time on part time, nor what counts practice by full time, and no job on a permit
// for studies.
func (pl *planner) usable(id string) bool {
	working := slices.ContainsFunc(pl.byEntry[id], func(i int) bool {
		o := pl.outcomes[i]
		return pl.start.Residence == "student" && (o.Working || slices.Contains(o.During, "in-nav-measure") || slices.Contains(o.During, "in-kvp")) || pl.options.PartTime && o.Working && slices.Contains(o.Papers, "trade-certificate")
	})
	return !working && !(pl.options.PartTime && pl.fulltime[id])
}

func fullTime(e *content.Entry) bool {
	full, other := false, false
	for _, c := range e.Conditions {
		if c.Field == "load" {
			kind := c.Value.Word("kind")
			full, other = full || kind == "full-time", other || kind == "part-time" || kind == "flexible"
		}
	}
	return full && !other
}

func rightAndDuty(e *content.Entry) bool {
	return slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "municipality_duty" && c.Value.Word("right") == "right-and-duty"
	})
}

// planned are the statuses that a path itself brings about: whoever doesn't tell of one
// isn't in it.
func (pl *planner) planned() []string {
	var out []string
	for _, s := range content.Statuses() {
		if strings.HasPrefix(s, "in-") && s != "in-treatment" && s != "in-training" && !strings.HasPrefix(s, "in-reception") {
			out = append(out, s)
		}
	}
	for _, o := range pl.outcomes {
		for _, s := range o.During {
			if s != "employed" && s != "apprentice-contract" {
				out = appendNew(out, s)
			}
		}
	}
	return out
}

// known is p with what a path's own beginning tells of it.
func (pl *planner) known(p content.Profile) content.Profile {
	p.Status, p.NotStatus = slices.Clone(p.Status), slices.Clone(p.NotStatus)
	for _, s := range pl.planned() {
		if !slices.Contains(p.Status, s) && !slices.Contains(p.NotStatus, s) {
			p.NotStatus = append(p.NotStatus, s)
		}
	}
	if p.Schooling == "none" || p.Schooling == "primary" { // papers of more than that there are none
		p.AllPapers = true
	}
	if p.MonthsSettled != nil || p.Settled != nil {
		for _, s := range []string{"in-reception", "in-reception-with-permit"} {
			if !slices.Contains(p.Status, s) {
				p = withoutStatus(p, s)
			}
		}
	}
	return pl.later(derived(p), 0, 0)
}

// later is p when months have gone by, elapsed in all since the beginning. What of
// protection nobody told has lasted at least as long as the settlement, or the path.
func (pl *planner) later(p content.Profile, months, elapsed int) content.Profile {
	if p.Age > 0 && elapsed > 0 {
		p.Age = pl.start.Age + elapsed/12
	}
	least := elapsed
	if p.MonthsSettled != nil {
		n := *p.MonthsSettled + months
		p.MonthsSettled, least = &n, max(least, n)
	}
	since := map[string]int{}
	for k, n := range p.MonthsSince {
		since[k] = n + months
	}
	if _, told := since["protection"]; !told && least > 60 {
		since["protection"] = least
	}
	p.MonthsSince = since
	return pl.clocked(cloneStatus(p))
}

// told is a person as text: who is told the same of stands to everything alike.
func told(p content.Profile) string {
	b := make([]byte, 0, 256)
	number := func(n int) { b = append(strconv.AppendInt(b, int64(n), 10), ' ') }
	list := func(all []string) {
		for _, s := range all {
			b = append(append(b, s...), ',')
		}
		b = append(b, ';')
	}
	number(p.Age)
	for _, n := range []*int{p.MonthsSettled, p.YearsOfWork} {
		if n != nil {
			number(*n)
		}
		b = append(b, ';')
	}
	for _, since := range []string{"protection", "membership", "finished-introduction-programme"} {
		if n, ok := p.MonthsSince[since]; ok {
			number(n)
		}
		b = append(b, ';')
	}
	list([]string{p.Norwegian, p.Schooling})
	list(p.Papers)
	list(p.Status)
	list(p.NotStatus)
	return string(b)
}

// fitOf is an entry, and the ways in to it.
type fitOf struct {
	entry *content.Entry
	ways  string
}

// stood is how p, of whom what says as text is told, stands to e by ways; it is looked at
// once.
func (pl *planner) stood(e *content.Entry, p content.Profile, what string, ways []string) content.Fit {
	of := pl.fits[what]
	if of == nil {
		of = map[fitOf]content.Fit{}
		pl.fits[what] = of
	}
	k := fitOf{e, strings.Join(ways, " ")}
	f, ok := of[k]
	if !ok {
		f = judge(e, p, ways)
		of[k] = f
	}
	return f
}

// action is something a person can go into next.
type action struct {
	place   int // in outcomes
	outcome *content.Outcome
	parts   []*content.Outcome // that are part of it, one after the other
	state   content.State      // of what the outcomes require
}

// months is how long the action takes.
func (a action) months() int {
	within := 0
	for _, part := range a.parts {
		within += part.Months
	}
	return max(a.outcome.Months, within)
}

// node is where a path has come to.
type node struct {
	profile content.Profile
	elapsed int
	pay     int // months until the first pay; -1 for none yet
	reached []string
	taken   []string
	worked  bool           // time in work or practice has gone by
	beside  bool           // a formal competence came with work or after it
	free    bool           // nothing that takes time has begun
	paid    map[string]int // months each support was given
	open    []string       // formal conditions that nobody stated
	phase   *Phase
	before  *node
	next    *action // gone into from before, and not looked at yet; nil for a node that was
	cost    Cost
	mains   int
	order   int // in which it was found
}

func (n *node) key() string {
	sorted := slices.Clone(n.taken)
	slices.Sort(sorted)
	return strings.Join(sorted, " ") + "|" + n.profile.Norwegian
}

// queue is the nodes by their cost, then by the ids they went through.
type queue []*node

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].cost.Total(), q[j].cost.Total()), slices.Compare(q[i].taken, q[j].taken), cmp.Compare(q[i].order, q[j].order)) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*node)) }
func (q *queue) Pop() any {
	old := *q
	n := old[len(old)-1]
	*q = old[:len(old)-1]
	return n
}

// path returns the path of a style that costs least; ok is false where there is none.
func (pl *planner) path(s Style) (p Path, ok bool) {
	relevant := pl.relevantFor(s)
	first := &node{profile: pl.start, pay: -1, paid: map[string]int{}, free: true}
	for _, paper := range pl.start.Papers {
		if paper == "trade-certificate" || paper == "fagskole-degree" {
			first.reached = append(first.reached, paper)
		}
	}
	if slices.Contains(pl.start.Status, "employed") {
		first.worked = true
	}
	q := &queue{first}
	seen := map[string]int{}
	var end *node
	considered, found := 0, 0
	for q.Len() > 0 && considered < maxNodes {
		n := heap.Pop(q).(*node)
		if n.next != nil { // what it costs is looked at when it is its turn
			if m, ok := pl.take(n.before, *n.next, s); ok {
				m.order = n.order
				heap.Push(q, m)
			}
			continue
		}
		if n.before != nil && pl.done(n, s) {
			if end == nil {
				end = n
				p = pl.laidOut(n, s)
				continue
			}
			if !slices.Equal(sorted(n.taken), sorted(end.taken)) {
				p.Next = &Next{Entries: n.taken, Cost: n.cost}
				break
			}
			continue
		}
		if end != nil {
			if found++; found > 8 || n.cost.Total() > end.cost.Total()+24 {
				break
			}
		}
		if n.mains >= maxMains || n.elapsed >= maxMonths {
			continue
		}
		if least, there := seen[n.key()]; there && least <= n.cost.Total() {
			continue
		}
		seen[n.key()] = n.cost.Total()
		for _, a := range pl.actions(n, s, relevant) {
			considered++
			heap.Push(q, pl.glance(n, a, considered))
		}
	}
	p.Considered = considered
	return p, end != nil
}

// glance is the node that an action leads to before its conditions are looked at, with
// the least it can cost.
func (pl *planner) glance(n *node, a action, order int) *node {
	m := &node{before: n, next: &a, order: order, cost: n.cost}
	m.taken = append(slices.Clone(n.taken), a.outcome.Entry)
	m.cost.Steps++
	for _, part := range a.parts {
		m.taken = append(m.taken, part.Entry)
		if part.Months > 0 {
			m.cost.Steps++
		}
	}
	if a.outcome.Entry == pl.ongoing || a.outcome.Entry == "norskopplaering" || slices.Contains(a.outcome.Reaches, "job") {
		return m // may take less time than its outcome says
	}
	m.cost.Months += a.months()
	return m
}

func sorted(ids []string) []string {
	out := slices.Clone(ids)
	slices.Sort(out)
	return out
}

// actions are what n can go on with: outcomes that matter for the goal, hold for the
// person and give something that isn't there yet.
func (pl *planner) actions(n *node, s Style, relevant []bool) []action {
	var out []action
	done := map[string]bool{}
	for i := range pl.outcomes {
		o := &pl.outcomes[i]
		if !relevant[i] || pl.entries[o.Entry] == nil || slices.Contains(n.taken, o.Entry) || !pl.usable(o.Entry) {
			continue
		}
		if n.before == nil && pl.ongoing != "" && o.Entry != pl.ongoing {
			continue
		}
		key := o.Entry + " " + strings.Join(o.With, " ")
		if done[key] || slices.ContainsFunc(o.With, func(id string) bool { return pl.entries[id] == nil || slices.Contains(n.taken, id) || !pl.usable(id) }) {
			continue
		}
		done[key] = true // an entry's outcomes are gone through at its first
		if a, ok := pl.outcomeFor(n, o.Entry, o.With); ok {
			out = append(out, a)
		}
	}
	return slices.DeleteFunc(out, func(a action) bool { return !pl.allowed(n, s, a) || !pl.useful(n, a) })
}

// outcomeFor is the outcome of an entry, with others as part of it, that holds for n: the
// first of which all is met, else the first that nothing is against.
func (pl *planner) outcomeFor(n *node, id string, with []string) (action, bool) {
	var a action
	ok := false
	for _, i := range pl.byEntry[id] {
		o := &pl.outcomes[i]
		if !slices.Equal(o.With, with) || !pl.forGoal(o) || slices.ContainsFunc(o.Needs, func(c string) bool { return !slices.Contains(n.reached, c) }) {
			continue
		}
		state := o.Holds(n.profile)
		if state == content.NotMet || state == content.NotStated && (ok || o.Sure) {
			continue
		}
		a, ok = action{place: i, outcome: o, state: state}, true
		if state == content.Met {
			break
		}
	}
	if !ok || len(with) == 0 {
		return a, ok
	}
	for _, id := range with { // how long each takes, before it is known when it begins
		i := slices.IndexFunc(pl.byEntry[id], func(i int) bool { return len(pl.outcomes[i].With) == 0 && pl.forGoal(&pl.outcomes[i]) })
		if i < 0 {
			return action{}, false
		}
		a.parts = append(a.parts, &pl.outcomes[pl.byEntry[id][i]])
	}
	for i, id := range with {
		p := pl.within(n.profile, n.elapsed, a.outcome, a.parts)[i]
		part, ok := pl.outcomeFor(&node{profile: p, reached: n.reached}, id, nil)
		if !ok {
			return action{}, false
		}
		a.parts[i] = part.outcome
		if part.state == content.NotStated {
			a.state = content.NotStated
		}
	}
	return a, true
}

func (pl *planner) forGoal(o *content.Outcome) bool {
	return len(o.Goals) == 0 || slices.Contains(o.Goals, pl.goal)
}

// useful reports whether an action gives what isn't there yet.
func (pl *planner) useful(n *node, a action) bool {
	if slices.Contains(n.profile.Status, "employed") && a.outcome.Entry == "direkte-i-arbeid" && (n.before != nil || pl.goal != "work") {
		return false // who has a job doesn't need another
	}
	for _, o := range append([]*content.Outcome{a.outcome}, a.parts...) {
		if level(o.Norwegian) > level(n.profile.Norwegian) {
			return true
		}
		if slices.Contains(o.Reaches, "norwegian-documented") && level(n.profile.Norwegian) < pl.wanted() {
			return false // what isn't there yet can't be shown
		}
		if o.Schooling != "" && slices.Index(content.SchoolingLevels(), o.Schooling) > slices.Index(content.SchoolingLevels(), n.profile.Schooling) {
			return true
		}
		fresh := func(have, given []string) bool {
			return slices.ContainsFunc(given, func(s string) bool { return !slices.Contains(have, s) })
		}
		if fresh(n.profile.Papers, o.Papers) || fresh(n.reached, o.Reaches) || fresh(n.profile.Status, o.After) {
			return true
		}
	}
	return a.outcome.Frame && a.outcome.Clock != ""
}

// meanwhile is p while an outcome lasts.
func (pl *planner) meanwhile(p content.Profile, outs ...*content.Outcome) content.Profile {
	p.Status, p.NotStatus = slices.Clone(p.Status), slices.Clone(p.NotStatus)
	for _, o := range outs {
		for _, s := range o.During {
			p = withStatus(p, s)
		}
	}
	return p
}

func withStatus(p content.Profile, s string) content.Profile {
	if !slices.Contains(p.Status, s) {
		p.Status = append(p.Status, s)
	}
	p.NotStatus = slices.DeleteFunc(p.NotStatus, func(o string) bool { return o == s })
	return p
}

func withoutStatus(p content.Profile, s string) content.Profile {
	p.Status = slices.DeleteFunc(p.Status, func(o string) bool { return o == s })
	if !slices.Contains(p.NotStatus, s) {
		p.NotStatus = append(p.NotStatus, s)
	}
	return p
}

// take goes into an action; ok is false where a condition is known to fail, or what is to
// be had excludes each other.
func (pl *planner) take(n *node, a action, s Style) (*node, bool) {
	o := a.outcome
	ph := &Phase{From: n.profile.Norwegian, Length: o.Length, ongoing: n.before == nil && o.Entry == pl.ongoing}
	wait := 0
	for _, t := range pl.handsTo[o.Entry] {
		if t.Kind == content.Then && (slices.Contains(n.taken, t.From) || n.before == nil && slices.Contains(pl.prior(), t.From)) {
			ph.Handovers = append(ph.Handovers, *t)
			if t.WaitMax > wait && t.WaitMin == 0 {
				wait = t.WaitMax
				ph.Gaps = append(ph.Gaps, Gap{Kind: Waiting, Entry: o.Entry, Months: t.WaitMax, Point: t.Waiting.Point})
			}
		}
	}
	if n.before == nil && o.Entry == pl.ongoing {
		wait = 0
		ph.Gaps = nil
	}
	ph.Wait, ph.Start = wait, n.elapsed+wait
	p := pl.later(n.profile, wait, n.elapsed+wait)
	ph.Profile = p
	outs := append([]*content.Outcome{o}, a.parts...)
	ph.outs = outs
	ph.judged = append([]content.Profile{p}, pl.within(p, ph.Start, o, a.parts)...)
	during := pl.during(p, outs)
	cost := Cost{Waiting: wait, Steps: 1, Hard: o.Hard}
	for _, part := range a.parts {
		if part.Months > 0 { // what takes no time of its own is no step more
			cost.Steps++
		}
	}
	if pl.options.IncomeSoon {
		cost.Hard /= 3
	}
	ongoing := n.before == nil && o.Entry == pl.ongoing
	open := slices.Clone(n.open)
	for i, out := range outs {
		judged, role := ph.judged[i], Main
		if i > 0 {
			role = Part
		}
		st := Step{Entry: out.Entry, Role: role, Fit: pl.stood(pl.entries[out.Entry], judged, told(judged), out.Ways)}
		if ongoing && i == 0 {
			st.Role = Ongoing
		} else if st.Fit.State == content.NotMet {
			return nil, false
		} else {
			open = appendNew(open, openOf(st.Fit)...)
			gaps, risk := pl.notStated(out.Entry, st.Fit)
			ph.Gaps, cost.NotStated = append(ph.Gaps, gaps...), cost.NotStated+risk
		}
		if out.Months > 0 && out.Length.IsZero() && !slices.Contains(out.Reaches, "job") {
			ph.Gaps = append(ph.Gaps, Gap{Kind: NoLength, Entry: out.Entry, Months: out.Months})
		}
		ph.Steps = append(ph.Steps, st)
	}
	if len(open) > mostOpen { // it would rest on what nobody said
		return nil, false
	}
	if a.state == content.NotStated {
		cost.NotStated += 3
	}
	if o.Hard > 0 {
		ph.Gaps = append(ph.Gaps, Gap{Kind: Uncertain, Entry: o.Entry})
	}
	for _, part := range a.parts { // the parts come one after the other
		if pl.excluded(o.Entry, part.Entry, during) {
			return nil, false
		}
	}
	m := &node{before: n, phase: ph, mains: n.mains + 1, worked: n.worked, beside: n.beside, pay: n.pay, taken: slices.Clone(n.taken), reached: slices.Clone(n.reached), open: open}
	months, whole := a.months(), a.months()
	if ongoing && p.MonthsSettled != nil {
		months = max(1, months-max(0, *p.MonthsSettled-3))
	}
	if way := ph.Steps[0].Fit.Route; o.Entry == "norskopplaering" && (way == "rett-og-plikt" || way == "kollektiv") && p.MonthsSettled != nil && norwegianRight(p) > 0 {
		months = max(1, min(months, norwegianRight(p)-*p.MonthsSettled)) // the right runs from the settlement
	}
	cut := 2*months < whole // too little is left for what the whole leads to
	for _, out := range outs {
		m.taken = append(m.taken, out.Entry)
		m.reached = appendNew(m.reached, out.Reaches...)
		m.worked = m.worked || out.Working
		m.beside = m.beside || m.worked && slices.ContainsFunc(pl.formal(), func(c string) bool { return slices.Contains(out.Reaches, c) })
	}
	if cut {
		ph.Reaches = ""
		outs = slices.Clone(outs)
		for i, out := range outs {
			less := *out
			less.Norwegian = ""
			outs[i] = &less
		}
	}
	m.profile = pl.after(p, outs, months, ph.Start+months)
	if pl.done(m, s) && slices.Contains(o.Reaches, "job") && o.Entry == "direkte-i-arbeid" && len(a.parts) == 0 { // a job has no end
		months, ph.Last = 0, true
		m.profile = pl.after(p, outs, 0, ph.Start)
	}
	ph.Months = months
	if ph.Months > o.Months && len(a.parts) > 0 {
		ph.Length = content.NamedPoint{}
	}
	m.elapsed = ph.Start + months
	if pl.expired(m.elapsed) {
		return nil, false
	}
	for _, out := range outs {
		if reaches := within(out, p, months); level(reaches) > max(0, level(p.Norwegian)) && level(reaches) > level(ph.Reaches) {
			ph.Reaches, ph.Level = reaches, out.Level
		}
	}
	m.paid = n.paid
	var without int
	ph.Livelihood, m.paid, without = pl.liveOn(outs, during, months, n.paid, slices.Contains(n.profile.Status, "employed"))
	if months > 0 && without > 0 {
		ph.Gaps = append(ph.Gaps, Gap{Kind: NoLivelihood, Entry: o.Entry, Months: without})
	}
	if m.pay < 0 && slices.ContainsFunc(ph.Livelihood, func(l Livelihood) bool { return l.Support == "wage" || l.Support == "laerlinglonn" }) {
		m.pay = ph.Start
	}
	weight := 2
	if pl.options.IncomeSoon {
		weight = 6
		if m.pay < 0 {
			cost.Income += months + wait
		}
	}
	cost.Months, cost.Income = months, cost.Income+weight*without+pl.lost(o, p)
	for _, l := range ph.Livelihood {
		cost.Income += l.off
	}
	if o.Entry == pl.programme && slices.Contains(n.taken, "direkte-i-arbeid") { // the programme comes first
		return nil, false
	}
	if duty := pl.due(n, o, p); duty > 0 && (months > 0 || ph.Last) {
		if !pl.ends[o.Entry] {
			if duty == dutyCost && !pl.bent() || !n.free && !pl.bent() { // it would be broken, or come back
				return nil, false
			}
			if n.cost.Duty == 0 {
				cost.Duty = duty
			}
		}
		if pl.ends[o.Entry] && duty == dutyCost && o.Hard > 0 && !pl.bent() && !pl.options.IncomeSoon { // no job that is unlikely in its place
			return nil, false
		}
		ph.Gaps = append(ph.Gaps, pl.dutyGap())
	}
	if _, may := offered(pl.entries[o.Entry], ph.Steps[0].Fit.Route); may && o.Frame && !ongoing && (pl.goal == "norwegian" || pl.goal == "participation") {
		cost.NotStated += offeredCost // what is a right comes before what may be offered
	}
	if n.free && (months > 0 || ph.Last) {
		cost.Duty += pl.unused(s, o.Entry)
	}
	ph.Gaps = append(ph.Gaps, pl.said(n, ph, s)...)
	m.free = n.free && months == 0
	ph.Cost = cost
	m.cost = n.cost.plus(cost)
	return m, true
}

// prior are the entries of which the person is told to have come.
func (pl *planner) prior() []string {
	var out []string
	if _, ok := pl.start.MonthsSince["finished-introduction-programme"]; ok {
		out = append(out, "introduksjonsprogram")
	}
	return out
}

// after is p when outcomes have ended.
func (pl *planner) after(p content.Profile, outs []*content.Outcome, months, elapsed int) content.Profile {
	p.Status, p.NotStatus, p.Papers = slices.Clone(p.Status), slices.Clone(p.NotStatus), slices.Clone(p.Papers)
	before := p
	p = pl.later(p, months, elapsed)
	for _, o := range outs {
		for _, s := range o.During {
			if s != "employed" || !slices.Contains(o.After, s) {
				p = withoutStatus(p, s)
			}
		}
		if pl.fulltime[o.Entry] && !slices.Contains(o.After, "employed") {
			p.Status = slices.DeleteFunc(p.Status, func(s string) bool { return s == "employed" || s == "work-30-hours" })
		}
	}
	for _, o := range outs {
		for _, s := range o.After {
			p = withStatus(p, s)
			if s == "employed" {
				p = withoutStatus(withoutStatus(p, "unemployed"), "on-dagpenger")
			}
		}
		if reaches := within(o, before, months); level(reaches) > level(p.Norwegian) {
			p.Norwegian = reaches
		}
		if slices.Index(content.SchoolingLevels(), o.Schooling) > slices.Index(content.SchoolingLevels(), p.Schooling) {
			p.Schooling = o.Schooling
			p = withoutStatus(p, "right-to-fov")
		}
		p.Papers = appendNew(p.Papers, o.Papers...)
		if o.Clock != "" {
			p.MonthsSince[o.Clock] = 0
		}
		if o.Working {
			years := months / 12
			if p.YearsOfWork != nil {
				years += *p.YearsOfWork
			}
			p.YearsOfWork = &years
		}
	}
	return p
}

func appendNew(list []string, more ...string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// notStated are the conditions of an entry that nobody stated, and what they weigh.
func (pl *planner) notStated(id string, f content.Fit) (gaps []Gap, risk int) {
	for _, r := range f.Reasons {
		c := r.Condition
		if r.State != content.NotStated || c.Effect != content.Must {
			continue
		}
		g := Gap{Kind: NotStated, Entry: id, Field: c.Field, Values: c.Value.Words("any"), Point: content.NamedPoint{Entry: id, ID: c.PointID}}
		gaps = append(gaps, g)
		if c.Formal && !c.Local {
			risk += 3
		} else {
			risk++
		}
	}
	return gaps, risk
}

// excluded reports whether two entries, or an entry and a support, can't be had together.
func (pl *planner) excluded(a, b string, p content.Profile) bool {
	return slices.ContainsFunc(pl.excludes[[2]string{a, b}], func(x *content.Exclusion) bool { return x.Holds(p) })
}
