package bot

import (
	"veiviser/content"
	"veiviser/locales"
)

// Standing is how the participant that a filter tells of stands to an offer.
type Standing struct {
	State content.State
	Some  bool   // not all is stated, and something that was told of the participant holds
	Title string // the state in words
	Why   string // what makes it so, in a few words; empty where nothing more is to say
	Line  string // the same in the guide's own, or what tells the offer from others
}

// Standings tell how the participant stands to each offer that comes into question, by its
// id, as [Cards.List] has them. An offer that isn't there serves another goal than the
// filter's, takes nobody any more or is for others than participants.
func (cs Cards) Standings(l content.Lang, f Filter) map[string]Standing {
	co, told := lists{cs.in(l)}, f.told()
	titles := map[content.State]locales.Key{content.Met: locales.ListMet, content.NotStated: locales.ListUntold, content.NotMet: locales.ListNotMet}
	out := map[string]Standing{}
	for _, o := range co.offersFor(told, func(*content.Entry) bool { return true }) {
		s := Standing{State: o.fit.State, Title: co.words.Text(titles[o.fit.State])}
		if s.Some = s.State == content.NotStated && o.met > 0; s.Some {
			s.Title = co.words.Text(locales.ListNotStated)
		}
		s.Why, s.Line = co.why(o, told)
		out[o.ID] = s
	}
	return out
}
