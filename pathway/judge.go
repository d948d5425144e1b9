package pathway

import (
	"fmt"
	"slices"

	"veiviser/content"
)

// fits are how persons stand to entries: who is alike in what an entry looks at is judged
// once.
type fits struct {
	of   map[*content.Entry]*fitsOf
	text []byte // what an entry looks at in the last one
}

// fitsOf are the fits of one entry.
type fitsOf struct {
	looks *content.Looks
	by    map[string]*stand // by what the entry looks at, and the ways in to it
}

// stand is how somebody stands to an entry, with the formal conditions that nobody stated.
type stand struct {
	content.Fit
	open []string
}

// stood is how p stands to e by ways.
func (fs *fits) stood(e *content.Entry, p content.Profile, ways []string) content.Fit {
	return fs.stand(e, p, ways).Fit
}

func (fs *fits) stand(e *content.Entry, p content.Profile, ways []string) *stand {
	of := fs.of[e]
	if of == nil {
		of = &fitsOf{content.LooksOf(e), map[string]*stand{}}
		fs.of[e] = of
	}
	fs.text = of.looks.Append(fs.text[:0], p)
	_, finished := p.MonthsSince["finished-introduction-programme"] // judge looks at more than the entry
	fs.text = append(fs.text, word(finished)+word(socialDone(p))+p.Residence...)
	for _, way := range ways {
		fs.text = append(append(fs.text, ' '), way...)
	}
	f, ok := of.by[string(fs.text)]
	if !ok {
		f = &stand{Fit: judge(e, p, ways)}
		f.open = openOf(f.Fit)
		of.by[string(fs.text)] = f
	}
	return f
}

func word(b bool) string {
	if b {
		return "+"
	}
	return "-"
}

// judge is how p stands to e by some of its ways in; all for none.
func judge(e *content.Entry, p content.Profile, ways []string) content.Fit {
	f := content.ConditionsBy(e, p, ways)
	if f.State == content.Met && unsure(e.ID, p) {
		f.State = content.NotStated
	}
	if p.Residence == "independent" && ofProgramme(e.ID) { // a permit of one's own is of several sorts, and not all are meant
		f.Reasons = slices.Clone(f.Reasons)
		for i := range f.Reasons {
			if r := &f.Reasons[i]; r.Condition.Field == "residence" && r.Condition.Effect == content.Must && r.State == content.Met {
				r.State = content.NotStated
				if f.State == content.Met {
					f.State = content.NotStated
				}
			}
		}
	}
	return f
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

// needs reports whether a fit asks for a need or a status of a person that nobody told of.
func needs(f content.Fit, p content.Profile) bool {
	return slices.ContainsFunc(f.Reasons, func(r content.Reason) bool {
		return r.State == content.NotStated && r.Condition.Effect == content.Must && (r.Condition.Field == "status" || r.Condition.Field == "care" && (p.Care == nil || !*p.Care)) && r.Condition.Formal && !r.Condition.Local
	})
}

// openOf names the formal conditions of a fit that nobody stated.
func openOf(f content.Fit) []string {
	var out []string
	for _, r := range f.Reasons {
		if c := r.Condition; r.State == content.NotStated && c.Effect == content.Must && c.Formal && !c.Local && c.Field != "income" {
			out = append(out, fmt.Sprint(c.Field, c.Value))
		}
	}
	return out
}

// notStated are the conditions of an entry that nobody stated, and what they weigh.
func notStated(id string, f content.Fit, p content.Profile) (gaps []Gap, risk int) {
	for _, r := range f.Reasons {
		c := r.Condition
		if r.State != content.NotStated || c.Effect != content.Must || understood(c, p) {
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

// someMet reports whether the ground of residence, which most ways in ask for, holds.
func someMet(f content.Fit) bool {
	return slices.ContainsFunc(f.Reasons, func(r content.Reason) bool { return r.State == content.Met && r.Condition.Effect == content.Must })
}

// understood reports whether a condition asks for Norwegian of no level that is named, and
// somebody is at B2 or above.
func understood(c content.Condition, p content.Profile) bool {
	return c.Field == "norwegian" && c.Value.Word("need") == "other" && level(p.Norwegian) >= level("B2")
}
