package pathway

import (
	"slices"

	"veiviser/content"
)

// early puts what takes no time of its own where it belongs: an application that needs
// nothing first, and the course in social studies beside the Norwegian it goes with.
func (lay *layout) early(p *Path) {
	for i := 1; i < len(p.Phases); i++ {
		ph := p.Phases[i]
		if ph.Months > 0 || ph.Last || ph.first || len(ph.outs) != 1 || len(ph.Steps) != 1 {
			continue
		}
		switch {
		case ph.outs[0].Entry == "samfunnskunnskap":
			lay.withNorwegian(p, i)
		case applied(ph.outs[0]):
			lay.atOnce(p, i)
		}
	}
}

// applied reports whether an outcome is the answer of an authority, for which nothing has to
// be reached before.
func applied(o *content.Outcome) bool {
	return len(o.Needs) == 0 && slices.ContainsFunc(o.Reaches, func(c string) bool {
		return c == "authorisation" || c == "recognition-higher" || c == "recognition-vocational"
	})
}

// atOnce moves a phase of an application to the beginning, where it can be sent in then.
func (lay *layout) atOnce(p *Path, i int) {
	ph, start := p.Phases[i], lay.person.start
	o := ph.outs[0]
	fit := lay.planner.fits.stood(lay.terrain.entries[o.Entry], start, waysFor(o, start))
	to := 0
	for to < i && p.Phases[to].Months == 0 {
		to++
	}
	if to == i || o.Holds(start) != ph.holds() || fit.State == content.NotMet {
		return
	}
	gaps, _ := notStated(o.Entry, fit, start)
	for _, g := range ph.Gaps {
		if g.Kind == Answer || g.Kind == Uncertain {
			gaps = append(gaps, g)
		}
	}
	ph.Steps = []Step{{Entry: o.Entry, Role: Main, Fit: fit}}
	ph.Gaps = append(gaps, lay.terrain.askedBesides(o, start)...)
	ph.Start, ph.Profile, ph.From, ph.judged = 0, start, start.Norwegian, []content.Profile{start}
	ph.Livelihood, ph.Handovers = nil, nil
	p.Phases = slices.Insert(slices.Delete(p.Phases, i, i+1), to, ph)
}

// holds tells whether what a phase is about is for who it is when the phase begins.
func (ph Phase) holds() content.State { return ph.outs[0].Holds(ph.Profile) }

// withNorwegian puts the course in social studies beside the first phase in which somebody
// learns Norwegian and has the right to both; where there is none, who has the right goes there
// at once.
func (lay *layout) withNorwegian(p *Path, i int) {
	ph := p.Phases[i]
	for j := range p.Phases[:i] {
		to := &p.Phases[j]
		during := lay.person.meanwhile(to.Profile, to.outs...)
		if to.Months == 0 || !slices.Contains(during.Status, "right-and-duty-norwegian") || !slices.ContainsFunc(to.Steps, func(s Step) bool {
			return s.Fills() && (s.Entry == "introduksjonsprogram" || s.Entry == "norskopplaering")
		}) {
			continue
		}
		fit := lay.planner.fits.stood(lay.terrain.entries["samfunnskunnskap"], during, waysOf("samfunnskunnskap", during))
		if fit.State == content.NotMet || lay.against("samfunnskunnskap", *to, during) {
			continue
		}
		to.Steps = append(to.Steps, Step{Entry: "samfunnskunnskap", Role: Beside, Fit: fit})
		to.Cost = to.Cost.plus(ph.Cost)
		p.Phases = slices.Delete(p.Phases, i, i+1)
		return
	}
	if slices.Contains(lay.person.start.Status, "right-and-duty-norwegian") {
		lay.atOnce(p, i)
	}
}
