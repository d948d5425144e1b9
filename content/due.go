package content

import (
	"cmp"
	"slices"
	"time"
)

// Due is what an editor must read again, or write anew, by a day.
type Due struct {
	Day    time.Time       // zero for a change that comes on a day nobody has set yet
	Law    string          // the place in the law, in bokmål; empty for a change
	URL    string          // of it
	Ends   bool            // the rule ends by itself on the day
	Change string          // id of a change of law that comes; empty for a rule
	Note   map[Lang]string // what will be, of a change
	Points []PointRef      // what rests on it, in the order of the guide; of a change, its entries alone
}

// DueBefore returns the rules to be read again or that end, and the changes of law that come,
// before the day: the first first, those without a day last. Rules of one place in the law
// that are due on one day are one.
func DueBefore(g *Guide, before time.Time) []Due {
	type place struct {
		day  time.Time
		law  string
		ends bool
	}
	at := map[place]*Due{}
	add := func(day time.Time, law Citation, ends bool, p PointRef) {
		if !day.Before(before) {
			return
		}
		k := place{day, law.String(), ends}
		if at[k] == nil {
			at[k] = &Due{Day: day, Law: k.law, URL: law.URL, Ends: ends}
		}
		at[k].Points = append(at[k].Points, p)
	}
	for _, e := range g.entries {
		for _, st := range e.Texts[Bokmal].Sections {
			for i, p := range st.Points {
				if p.Rule == nil || p.Rule.Checked.Unknown() {
					continue
				}
				ref := PointRef{e.ID, st.Key, i}
				add(p.Rule.ReviewBy(), p.Rule.Law, false, ref)
				if !p.Rule.Until.Unknown() {
					add(p.Rule.Until.start(), p.Rule.Law, true, ref)
				}
			}
		}
	}
	var out []Due
	for _, d := range at {
		out = append(out, *d)
	}
	for _, ch := range g.changes {
		if !ch.Coming || !ch.Date.Unknown() && !ch.Date.start().Before(before) {
			continue
		}
		d := Due{Change: ch.ID, Note: ch.Note}
		if !ch.Date.Unknown() {
			d.Day = ch.Date.start()
		}
		for _, id := range ch.Entries {
			d.Points = append(d.Points, PointRef{Entry: id})
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Due) int {
		if a.Day.IsZero() != b.Day.IsZero() {
			if a.Day.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Day.Compare(b.Day), cmp.Compare(a.Law, b.Law), cmp.Compare(a.Change, b.Change))
	})
	return out
}
