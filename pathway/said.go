package pathway

import (
	"slices"

	"veiviser/content"
)

// said are the gaps that the law leaves in a phase: duty, what is no right, what ends, and
// how what one lives on is given.
func (pl *planner) said(n *node, ph *Phase) []Gap {
	var out []Gap
	o := ph.outs[0]
	point := func(entry, id string) content.NamedPoint {
		return pl.terrain.existing(content.NamedPoint{Entry: entry, ID: id})
	}
	if o.Entry == "introduksjonsprogram" && !ph.ongoing {
		upper := slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return slices.Contains(o.During, "in-vgs-adult") })
		if !upper && ph.Profile.Age > 0 && ph.Profile.Age < 25 && (ph.Profile.Schooling == "none" || ph.Profile.Schooling == "primary") {
			out = append(out, Gap{Kind: Heed, Entry: o.Entry, Point: point(o.Entry, "under-25")})
		}
		if !slices.ContainsFunc(ph.Gaps, func(g Gap) bool { return g.Kind == Waiting }) && pl.terrain.owes(ph.Steps[0]) {
			out = append(out, Gap{Kind: Waiting, Entry: o.Entry, Months: startWithin(ph.Profile), Point: point(o.Entry, "oppstart")})
		}
		if pl.target.options.PartTime {
			out = append(out, Gap{Kind: Heed, Entry: o.Entry, Point: point(o.Entry, "fulltid")})
		}
	}
	for _, status := range pl.person.start.Status { // what is given now and ends
		id, ok := cutOn(status)
		if !ok || !slices.Contains(n.profile.Status, status) || slices.ContainsFunc(endings(n), func(g Gap) bool { return g.Entry == id }) {
			continue
		}
		if slices.ContainsFunc(ph.outs, func(o *content.Outcome) bool { return pl.terrain.excluded(id, o.Entry, ph.Profile) }) ||
			slices.ContainsFunc(ph.Livelihood, func(l Livelihood) bool { return l.Support != id && pl.terrain.excluded(id, l.Support, ph.Profile) }) {
			out = append(out, Gap{Kind: Ends, Entry: id})
		}
		for _, l := range ph.Livelihood { // what is used before it
			for _, x := range pl.terrain.excludes[[2]string{id, l.Support}] {
				if g := (Gap{Kind: Heed, Entry: id, Point: x.Says.Point}); x.Kind == content.AfterOther && x.A == id && !slices.ContainsFunc(out, func(o Gap) bool { return o.Point == g.Point }) {
					out = append(out, g)
				}
			}
		}
	}
	for _, st := range ph.Steps {
		switch {
		case st.Entry == "norskopplaering" && st.Fit.Route == "kan":
			out = append(out, Gap{Kind: Heed, Entry: st.Entry, Point: point(st.Entry, "andre")})
		case st.Entry == "norskopplaering" && st.Fit.Route == "bare-plikt":
			out = append(out, Gap{Kind: Heed, Entry: st.Entry, Point: point("rett-og-plikt-norsk", "arbeidsinnvandrere")})
		}
	}
	if slices.Contains(n.profile.Status, "employed") && pl.terrain.fulltime[o.Entry] && !slices.Contains(o.During, "employed") || slices.Contains(n.profile.Status, "employed") && slices.Contains(o.During, "admitted-to-education") {
		out = append(out, Gap{Kind: Ends, Entry: "wage"})
	}
	for _, l := range ph.Livelihood {
		switch l.Support {
		case "tiltakspenger":
			out = append(out, Gap{Kind: Days, Entry: l.Support, Point: point(l.Support, "dager")})
		case "flyktningstipend":
			g := Gap{Kind: Grant, Entry: l.Support, Point: point(l.Support, "frister")}
			if _, known := ph.Profile.MonthsSince["protection"]; known {
				g.Months = l.Months
			}
			out = append(out, g)
		}
		if l.off > 0 {
			g := Gap{Kind: Summer, Entry: l.Support, Months: l.off}
			if l.Support == "flyktningstipend" {
				g.Point = point(l.Support, "ti-maneder")
			}
			out = append(out, g)
		}
	}
	before := n
	for before.phase != nil && before.phase.Months == 0 {
		before = before.before
	}
	if b := before.phase; b != nil && b.outs[0].Frame && (slices.Contains(b.outs[0].During, "on-introduksjonsstonad") || slices.Contains(b.outs[0].During, "in-kvp")) && slices.Contains(o.Reaches, "job") && !slices.Contains(n.profile.Status, "employed") {
		out = append(out, Gap{Kind: AfterSupport, Entry: b.outs[0].Entry, Point: point("dagpenger", "inntekt")})
	}
	for i, part := range ph.outs {
		p := ph.judged[i]
		school := slices.Contains(part.During, "in-vgs-adult") || slices.Contains(part.Papers, "trade-certificate") && part.Months > 0
		if school && level(p.Norwegian) >= 0 && level(p.Norwegian) < level("B1") && !slices.ContainsFunc(out, func(g Gap) bool { return g.Kind == Level }) {
			g := Gap{Kind: Level, Entry: part.Entry}
			if slices.Contains(part.During, "in-vgs-adult") {
				g.Point = point("videregaende-opplaering-for-voksne", "b1-rad")
			}
			out = append(out, g)
		}
		if part.Entry == "norskopplaering" {
			out = append(out, pl.rightEnds(ph.Profile, ph.Months, ph.Steps[i].Fit.Route)...)
		}
		if slices.Contains(part.During, "student") { // studies begin in their season, and admission has its day
			if p.Residence == "student" { // who may borrow as a Norwegian doesn't pay
				out = append(out, Gap{Kind: Heed, Entry: part.Entry, Point: point(part.Entry, "egenbetaling")})
			}
			for _, c := range pl.terrain.entries[part.Entry].Conditions {
				if c.Field == "application" && c.Value.Word("deadline") != "" && c.Value.Word("deadline") != "rolling" {
					out = append(out, Gap{Kind: Heed, Entry: part.Entry, Point: point(part.Entry, c.PointID)})
				}
			}
		}
		if right := slices.Contains(p.Status, "right-to-norwegian"); right && slices.Contains(part.During, "in-vgs-adult") {
			out = append(out, Gap{Kind: Heed, Entry: part.Entry, Point: point("videregaende-opplaering-for-voksne", "norsk-hos-fylket")})
		}
		if slices.Contains(p.Status, "right-to-vgs-youth") && slices.Contains(part.During, "in-vgs-adult") {
			out = append(out, Gap{Kind: Heed, Entry: part.Entry, Point: point("fag-og-yrkesopplaering", "ungdom")})
		}
		if part.Months == 0 && slices.ContainsFunc(part.Reaches, func(c string) bool {
			return c == "authorisation" || c == "recognition-higher" || c == "recognition-vocational"
		}) {
			out = append(out, Gap{Kind: Answer, Entry: part.Entry})
		}
	}
	return out
}

// rightEnds is the gap of a right to Norwegian by a way in, that is over before some months
// have gone by; none where it isn't.
func (pl *planner) rightEnds(p content.Profile, months int, way string) []Gap {
	limit := norwegianRight(p)
	if way != "rett-og-plikt" && way != "kollektiv" || limit == 0 {
		return nil
	}
	left := limit
	if p.MonthsSettled != nil {
		left -= *p.MonthsSettled
	}
	if p.Age > 0 && p.Age < pension && p.Age+months/12 >= pension {
		return []Gap{{Kind: Heed, Entry: "norskopplaering", Point: pl.terrain.existing(content.NamedPoint{Entry: "norskopplaering", ID: "alder"})}}
	}
	if left >= months {
		return nil
	}
	id := "tre-ar"
	switch limit {
	case 12:
		id = "ett-ar"
	case 18:
		id = "atten-maneder"
	}
	return []Gap{{Kind: Heed, Entry: "norskopplaering", Point: pl.terrain.existing(content.NamedPoint{Entry: "norskopplaering", ID: id})}}
}

// startWithin is how many months there are to begin a programme that the municipality owes:
// three from the settlement by agreement, none where they are over, else from when it is
// claimed.
func startWithin(p content.Profile) int {
	if p.MonthsSettled != nil && p.Settled != nil && *p.Settled {
		return max(0, programmeWait-*p.MonthsSettled)
	}
	if p.MonthsSettled != nil && *p.MonthsSettled < programmeWait {
		return programmeWait - *p.MonthsSettled
	}
	return programmeWait
}

// endings are the gaps of what ended before.
func endings(n *node) []Gap {
	var out []Gap
	for ; n != nil && n.phase != nil; n = n.before {
		for _, g := range n.phase.Gaps {
			if g.Kind == Ends {
				out = append(out, g)
			}
		}
	}
	return out
}

func cutOn(status string) (string, bool) {
	const on = "on-"
	if len(status) < len(on) || status[:len(on)] != on || status == "on-care-leave" {
		return "", false
	}
	return status[len(on):], true
}
