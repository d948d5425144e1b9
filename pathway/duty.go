package pathway

import (
	"slices"

	"veiviser/content"
)

// dutyCost is what it costs to begin with something else than a programme that is right and
// duty; a job of full time ends the duty.
const dutyCost = 36

// duties are the programmes that a person has to go through, or that are open to them with a
// support of their own.
type duties struct {
	terrain   *terrain
	person    *person
	target    *target
	ends      map[string]bool // entries that use the duty, or end it
	duty      int             // what it costs not to use a programme that is right and duty
	programme string          // that is right and duty; empty for none
	rights    map[string]bool // programmes that are open with a support of their own, and whether they are a right
	hopeful   map[string]bool // programmes that are a right, or are if a need that nobody told of is there
}

func newDuties(tr *terrain, who *person, to *target) *duties {
	d := &duties{terrain: tr, person: who, target: to, ends: map[string]bool{}, rights: map[string]bool{}, hopeful: map[string]bool{}}
	d.obliged()
	d.promised()
	return d
}

// obliged finds the programme that is right and duty, whatever the options leave out, and
// what goes in its place or ends the duty: a job of full time.
func (d *duties) obliged() {
	for _, out := range d.terrain.outcomes {
		e, ok := d.terrain.guide.Entry(out.Entry)
		if !ok || !out.Frame || d.programme != "" || !rightAndDuty(e) || d.person.behind(&out) {
			continue
		}
		f := judge(e, d.person.start, nil)
		c, _ := owed(e, f.Route)
		switch residence := slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
			return r.State == content.Met && r.Condition.Field == "residence" && r.Condition.Effect == content.Must
		}); {
		case f.State == content.NotMet, c.Value.Word("right") != "right-and-duty":
			continue
		case stands(f) == content.Met:
			d.duty = dutyCost
		case residence, d.person.start.Residence == "independent", d.person.start.Residence == content.FamilyResidence && d.person.start.MonthsSettled != nil:
			d.duty = dutyCost / 2
		default:
			continue
		}
		d.programme = e.ID
		d.ends[e.ID] = true
		for pair, xs := range d.terrain.excludes {
			if !d.target.options.PartTime && pair[0] == e.ID && slices.ContainsFunc(xs, func(x *content.Exclusion) bool {
				return x.Kind == content.NotTogether && x.A == e.ID && pair[1] == "direkte-i-arbeid"
			}) {
				d.ends[pair[1]] = true
			}
		}
	}
}

// due is the duty to the programme as an action begins: none once it is gone through, two
// years have gone by, or a job that goes on has lifted it.
func (d *duties) due(n *node, o *content.Outcome, p content.Profile) int {
	switch {
	case d.duty == 0, d.person.ongoing == d.programme, slices.Contains(n.taken, d.programme), o.Entry == d.programme:
		return 0
	case p.MonthsSettled != nil && *p.MonthsSettled >= settledDuty, p.MonthsSettled == nil && n.elapsed >= settledDuty:
		return 0
	case !d.target.options.PartTime && slices.Contains(n.taken, "direkte-i-arbeid") && slices.Contains(n.profile.Status, "employed") && slices.Contains(o.During, "employed"):
		return 0
	}
	return d.duty
}

// bent reports whether the options themselves leave out what is right and duty. That nothing
// shall be on full time doesn't: a job on part time lifts no duty.
func (d *duties) bent() bool {
	return slices.Contains(d.target.options.Without, d.programme)
}

// promised finds programmes with a support of their own that are open to a person who is
// assessed, and so would be left unused, and those that hang on a need alone.
func (d *duties) promised() {
	if d.target.goal != "work" {
		return
	}
	p := withStatus(withStatus(d.person.start, "assessed-need"), "assessed-work-capacity")
	for id, e := range d.terrain.entries {
		if !d.terrain.outcomes[d.terrain.byEntry[id][0]].Frame || id == d.programme || id == "direkte-i-arbeid" || id == "introduksjonsprogram" || !d.usable(id) {
			continue
		}
		f := judge(e, p, nil)
		open := f.State != content.NotMet && !slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
			return r.Condition.Effect == content.Must && r.State != content.Met && r.Condition.Field != "income"
		})
		if open {
			d.rights[id] = hasRight(e)
		}
		needy := f.State != content.NotMet && hasRight(e) && slices.Contains(p.Status, "reduced-work-capacity") && !slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
			c := r.Condition
			return c.Effect == content.Must && r.State != content.Met && c.Field != "income" && !(r.State == content.NotStated && slices.Contains(c.Value.Words("any"), "needs-close-follow-up"))
		})
		if needy && !slices.ContainsFunc(p.Status, func(s string) bool { id, on := cutOn(s); return on && id != last }) {
			d.hopeful[id] = true
		}
	}
}

// unused is what it costs to begin with something else than a programme that is open.
func (d *duties) unused(s Style, id string) int {
	if _, it := d.rights[id]; it || d.person.ongoing != "" {
		return 0
	}
	for _, right := range d.rights {
		if right && s != Formal || s == Combination {
			return rightCost
		}
	}
	return 0
}

func (d *duties) dutyGap() Gap {
	return Gap{Kind: Duty, Entry: d.programme, Sure: d.duty == dutyCost, Point: d.terrain.existing(content.NamedPoint{Entry: d.programme, ID: "jobb30"})}
}

func rightAndDuty(e *content.Entry) bool {
	return slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "municipality_duty" && c.Value.Word("right") == "right-and-duty"
	})
}

// hasRight reports whether an offer is a right where its conditions are met.
func hasRight(e *content.Entry) bool {
	return slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "municipality_duty" && c.Value.Word("right") == "right"
	})
}

// owed is the condition that says who has to offer an entry, by the way in that holds.
func owed(e *content.Entry, way string) (c content.Condition, ok bool) {
	for _, d := range e.Conditions {
		if d.Field != "municipality_duty" || d.Value.Word("when") != "" {
			continue
		}
		switch {
		case slices.Contains(d.Routes, way):
			return d, true
		case len(d.Routes) == 0 && !ok:
			c, ok = d, true
		}
	}
	return c, ok
}

// offered reports whether an entry may be offered by the way that holds, and is no right.
func offered(e *content.Entry, way string) (c content.Condition, ok bool) {
	c, ok = owed(e, way)
	wage := !c.Formal && slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "livelihood" && c.Value.Word("support") == "wage" // a job is no office's offer
	})
	return c, ok && c.Value.Word("level") == "may" && c.Value.Word("right") == "none" && !wage
}

// usable reports whether what is told and the options leave room for an entry: no programme
// that is behind the person, nothing on full time on part time but a programme that is right
// and duty, nor what counts practice by full time, and no job on a permit for studies.
func (d *duties) usable(id string) bool {
	start, options := d.person.start, d.target.options
	shut := slices.ContainsFunc(d.terrain.byEntry[id], func(i int) bool {
		o := &d.terrain.outcomes[i]
		works := o.Working || slices.Contains(o.During, "in-nav-measure") || slices.Contains(o.During, "in-kvp")
		return d.person.behind(o) || start.Residence == "student" && works || options.PartTime && o.Working && slices.Contains(o.Papers, "trade-certificate")
	})
	return !shut && !(options.PartTime && d.terrain.fulltime[id] && !(id == d.programme && d.duty == dutyCost))
}
