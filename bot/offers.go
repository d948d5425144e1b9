package bot

import (
	"cmp"
	"slices"

	"veiviser/content"
	"veiviser/search"
)

// offer is an offer as a participant stands to it.
type offer struct {
	*content.Entry
	fit   content.Fit
	suits []content.Reason // those it is meant for
	met   int              // of what was told, how much the offer asks for and has, or is meant for
	at    int              // in the ranking of the question
}

type offers []offer

// offerTo is e as those told of stand to it.
func offerTo(e *content.Entry, told Told) offer {
	o := offer{Entry: e, fit: content.Conditions(e, told.profile()), suits: content.Suited(e, told.profile())}
	for _, r := range o.fit.Reasons {
		if r.State == content.Met && told.tells(r.Condition.Field) {
			o.met++
		}
	}
	o.met += len(o.suits)
	return o
}

// leadsTo reports whether e leads to the level of Norwegian; every offer does to none.
func leadsTo(e *content.Entry, level string) bool {
	if level == "" {
		return true
	}
	all := content.CEFRLevels()
	return slices.ContainsFunc(e.Conditions, func(c content.Condition) bool {
		return c.Field == "leads_norwegian" && slices.Index(all, c.Value.Word("level")) >= slices.Index(all, level)
	})
}

// order is the place of a state in a list.
func (o offer) order() int {
	return slices.Index([]content.State{content.Met, content.NotStated, content.NotMet}, o.fit.State)
}

func (os offers) sort() {
	slices.SortStableFunc(os, func(a, b offer) int {
		return cmp.Or(cmp.Compare(a.order(), b.order()), cmp.Compare(b.met, a.met), cmp.Compare(a.at, b.at))
	})
}

// hits are the offers that are not closed, in their order. Of what nothing told is known
// to hold, nothing is said.
func (os offers) hits() []search.Hit {
	var out []search.Hit
	for i, o := range os {
		if o.fit.State != content.NotMet && o.met > 0 {
			out = append(out, search.Hit{Entry: o.Entry, Score: 1 / float64(i+1)})
		}
	}
	return out
}

// confidence is that of a list: whether anything that was told is known to hold for
// anything in it.
func (os offers) confidence() search.Confidence {
	switch {
	case slices.ContainsFunc(os, func(o offer) bool { return o.fit.State == content.Met }):
		return search.Strong
	case len(os.hits()) > 0:
		return search.Weak
	}
	return search.None
}
