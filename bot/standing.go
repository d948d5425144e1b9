package bot

import (
	"slices"
	"strings"

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
	co := stands{cs.in(l), f.told()}
	titles := map[content.State]locales.Key{content.Met: locales.ListMet, content.NotStated: locales.ListUntold, content.NotMet: locales.ListNotMet}
	out := map[string]Standing{}
	for _, o := range co.offers(func(*content.Entry) bool { return true }) {
		s := Standing{State: o.fit.State, Title: co.words.Text(titles[o.fit.State])}
		if s.Some = s.State == content.NotStated && o.met > 0; s.Some {
			s.Title = co.words.Text(locales.ListNotStated)
		}
		s.Why, s.Line = co.why(o)
		out[o.ID] = s
	}
	return out
}

// stands lays out how those told of stand to offers.
type stands struct {
	composer
	told Told
}

// offers are the offers that ok lets through, as those told of stand to them.
func (co stands) offers(ok func(*content.Entry) bool) offers {
	var out offers
	told := co.told
	kind := content.Offer
	if told.Money {
		kind = content.Support
	}
	for _, e := range co.guide.OfKind(kind) {
		if e.Closed || e.Recipient != "" || !ok(e) || !e.Serves(told.Goal) || !leadsTo(e, told.Reaches) {
			continue
		}
		o := offerTo(e, told)
		if told.Reaches != "" {
			o.met++
		}
		out = append(out, o)
	}
	out.sort()
	return out
}

// card lays out a page of the offers, by how the participant stands to them.
func (co stands) card(all offers, page int) Card {
	w, told := co.words, co.told
	c := Card{Kind: ListCard, Lang: co.lang, Title: w.Text(locales.ListTitle), Lead: co.describe(told)}
	if told.Money {
		c.Title = w.Text(locales.SupportsTitle)
	}
	c.Aside = c.Lead
	all, local := all.apart()
	left := false
	for _, part := range []struct {
		title locales.Key
		state content.State
		ok    func(offer) bool
	}{
		{locales.ListMet, content.Met, func(o offer) bool { return o.fit.State == content.Met }},
		{locales.ListNotStated, content.NotStated, func(o offer) bool { return o.fit.State == content.NotStated && o.met > 0 }},
		{locales.ListUntold, content.NotStated, func(o offer) bool { return o.fit.State == content.NotStated && o.met == 0 }},
		{locales.ListNotMet, content.NotMet, func(o offer) bool { return o.fit.State == content.NotMet }},
	} {
		g := co.group(w.Text(part.title), slices.DeleteFunc(slices.Clone(all), func(o offer) bool { return !part.ok(o) }), page)
		g.State, left = part.state, left || g.More != ""
		c.addGroup(g)
	}
	c.addGroup(co.group(w.Text(locales.LocalRelation), local, page))
	c.number()
	if len(c.Groups) == 0 {
		c.Lead = w.Text(locales.ListNone)
	}
	if left {
		c.Row = append(c.Row, Action{Kind: NextPage, Label: w.Text(locales.RowNext), Aloud: w.Text(locales.RowNextAloud), Ref: Ref{Lang: co.lang}})
	}
	c.Actions = []Action{buttons{co.composer}.openMap()}
	if !told.Money {
		c.Row = append(c.Row, paths{lists{co.composer}}.walk(Way{Goal: goalOf(told)}, w.Text(locales.PathMake), ""))
	}
	c.Row = append(c.Row, buttons{co.composer}.openMap())
	c.Foot = []string{w.Text(locales.ListFoot)}
	return c
}

// maxGroup is how many a group of a list shows at once: with what is told over them and a
// question below, four groups fill a phone's screen.
const maxGroup = 2

// group is a page of some of them.
func (co stands) group(title string, in offers, page int) Group {
	g := Group{Title: title, Count: len(in)}
	from := min((page-1)*maxGroup, len(in))
	to := min(from+maxGroup, len(in))
	for _, o := range in[from:to] {
		ch := co.choice(o.Entry)
		ch.Why, ch.Line = co.why(o)
		g.Items = append(g.Items, ch)
	}
	if left := len(in) - to; left > 0 {
		g.More = co.words.Count(locales.ListMore, left)
	}
	return g
}

// why says in a few words how the participant stands to an offer, and in the guide's own
// what makes it stand so: what closes it, else what is met, else what tells it from others.
func (co stands) why(o offer) (why, said string) {
	var met, open []string
	var closed, holds *content.Reason
	for i, r := range o.fit.Reasons {
		title := co.fieldTitle(r.Condition.Field)
		if r.Condition.Field == "unknown" {
			title = co.fieldTitle(r.Condition.Value.Word("is"))
		}
		switch {
		case r.State == content.Met && co.told.tells(r.Condition.Field) && !slices.Contains(met, title):
			met = append(met, title)
			if holds == nil {
				holds = &o.fit.Reasons[i]
			}
		case r.State == content.NotStated && !slices.Contains(open, title):
			open = append(open, title)
		case r.State == content.NotMet && (closed == nil || r.Condition.Formal && !closed.Condition.Formal):
			closed = &o.fit.Reasons[i]
		}
	}
	if closed != nil {
		k := locales.WhyNotUsual
		if closed.Condition.Formal {
			k = locales.WhyNot
		}
		return co.words.Text(k, "Field", co.fieldTitle(closed.Condition.Field)), co.pointOf(o.Entry, *closed)
	}
	var parts, meant []string
	for i, r := range o.suits {
		if title := co.fieldTitle(r.Condition.Field); !slices.Contains(meant, title) {
			meant = append(meant, title)
			if holds == nil {
				holds = &o.suits[i]
			}
		}
	}
	if len(meant) > 0 {
		parts = append(parts, co.words.Text(locales.WhyMeant, "Fields", strings.Join(meant, ", ")))
	}
	if len(met) > 0 {
		parts = append(parts, co.words.Text(locales.WhyMet, "Fields", strings.Join(met, ", ")))
	}
	if len(open) > 0 {
		parts = append(parts, co.words.Text(locales.WhyNotStated, "Fields", strings.Join(open, ", ")))
	}
	why, said = strings.Join(parts, " · "), co.choice(o.Entry).Differs
	if holds != nil {
		said = co.pointOf(o.Entry, *holds)
	}
	return why, said
}

// pointOf is the statement behind a reason where there is little room, else what tells
// the entry from others.
func (co stands) pointOf(e *content.Entry, r content.Reason) string {
	ps := e.Text(co.lang).Section(r.Section)
	if r.Index < len(ps) {
		if said, ok := inShort(ps[r.Index].Short, ps[r.Index].Text); ok {
			return said
		}
	}
	return co.choice(e).Differs
}

// chips are what is told, each with a press that takes it away.
func (co stands) chips() []Chip {
	var out []Chip
	for _, v := range co.told.values() {
		a := tellPress(co.lang, "-"+v.field)
		text := co.saysTold(v)
		a.Label, a.Aloud = text+" ✕", co.words.Text(locales.ToldTakeAway, "What", co.aloudTold(v, text))
		out = append(out, Chip{Field: v.field, Value: v.value, Text: text, Choice: tellPrefix + a.Value, Press: a})
	}
	return out
}
