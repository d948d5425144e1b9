package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// maxGroup is how many a group of a list shows at once: with what is told over them and a
// question below, four groups fill a phone's screen.
const maxGroup = 2

// leastCase is from how many things told of a participant a text that asks nothing is a
// case, and offers are wanted. One is more often a subject: "ukrainere".
const leastCase = 2

// listing answers with offers as they stand to a participant.
type listing struct{ *turn }

// list answers a question for several offers, or a case without a question: it is known
// for one before anything is ranked. What the conversation told of the participant
// before, in a list, still holds.
func (t listing) list(context.Context) (Answer, bool, error) {
	res := t.res
	told := toldBy(res.Person)
	told.Money = res.Money
	goesOn := t.was.Page > 0 && (res.Bare || res.Case && !t.asksOfEntry())
	wanted := res.Intent == search.List && (res.Bare || res.Confidence != search.None || told.fields() > leastCase) && !(res.Confidence == search.Strong && told.hardlyJudged()) // else it is of what the guide leaves out, or of one entry
	if res.Another && told.fields() > 0 {
		return t.page(told, 1), true, nil
	}
	if told.fields() == 0 || !wanted && !t.isCase() && !goesOn {
		return Answer{}, false, nil
	}
	few := t.inList() && told.fields() <= leastCase // too little to be of somebody else
	if goesOn || few || wanted && t.was.Page > 0 && t.sameAs(told) {
		told = t.was.Told.with(told)
	}
	return t.page(told, 1), true, nil
}

// isCase reports whether a text tells so much of a participant, and asks nothing of an entry,
// that offers are wanted.
func (t listing) isCase() bool {
	n, res := t.tells(), t.res
	if len(res.Sections) > 0 || n < leastCase {
		return false
	}
	if res.Bare || res.Broad || res.Case && res.Unnamed && n > leastCase && describes(toldBy(res.Person)) {
		return true
	}
	return !t.asksOfEntry() && ((res.Case || !res.Asks) && n > leastCase || res.Unnamed && n > leastCase+1)
}

// describes reports whether what is told is of somebody before the asker, and not of those
// that something is for: "lege fra Ukraina vil jobbe som lege her".
func describes(t Told) bool {
	return t.Age != 0 || t.Gender != "" || t.Norwegian != "" || len(t.Status) > 0 || t.Care != nil || t.MonthsSettled != nil || t.MonthsInNorway != nil
}

// asksOfEntry reports whether a text is about an entry or a side of one, whatever else it
// tells.
func (t listing) asksOfEntry() bool {
	return t.res.Confidence == search.Strong || len(t.res.Sections) > 0 ||
		slices.ContainsFunc(t.res.Subjects, func(e *content.Entry) bool { return !search.IsContext(e) })
}

// sameAs reports whether what is told says nothing of who the participant is, so that it is
// the one of the list before.
func (t listing) sameAs(told Told) bool {
	return told.Age == 0 && told.Residence == "" && told.Norwegian == "" && told.Schooling == ""
}

// tells counts what the text tells of a participant; a pronoun alone tells of nobody.
func (t *turn) tells() int {
	n := toldBy(t.res.Person).fields()
	if t.res.Person.ByPronoun {
		n--
	}
	return n
}

// page answers with a page of the offers as they stand to a participant.
func (t listing) page(told Told, page int) Answer {
	co := lists{t.in(t.res.Lang)}
	all := t.offersFor(told)
	c := co.standing(all, told, page)
	if !t.MakesPaths() {
		c.Row = slices.DeleteFunc(c.Row, func(a Action) bool { return a.Kind == WalkPath })
	}
	c.Told = co.chips(told)
	if t.now.Asking = ""; page == 1 {
		c.AskBack = asked(t).ask(co, all, told)
	}
	if q := c.AskBack; q != nil {
		t.now.Asking, t.now.Asked = q.Field, union(slices.Clone(t.now.Asked), []string{q.Field})
		c.Row, c.Behind = q.Buttons, c.Row
	}
	a := t.plain(co.lang, c)
	a.counted = true
	a.Hits, a.Confidence = all.hits(), all.confidence()
	t.now.offer(shownIDs(a.Card), "")
	t.now.Told, t.now.Page, t.now.Listed = told, page, page
	return a
}

// offer is an offer as a participant stands to it.
type offer struct {
	*content.Entry
	fit   content.Fit
	suits []content.Reason // those it is meant for
	met   int              // of what was told, how much the offer asks for and has, or is meant for
	at    int              // in the ranking of the question
}

type offers []offer

// offersFor are the open offers that are for participants, and serve what is wanted as
// far as they say: those whose conditions are met first, then those of which something
// isn't stated, then those that are closed. Within each, what answers the question best
// stands first.
func (t listing) offersFor(told Told) offers {
	all := lists{t.in(t.res.Lang)}.offersFor(told, func(e *content.Entry) bool { return t.namedWith(e) })
	for i, o := range all {
		all[i].at = len(t.res.Hits)
		if n := slices.IndexFunc(t.res.Hits, func(h search.Hit) bool { return h.Entry == o.Entry }); n >= 0 {
			all[i].at = n
		}
	}
	all.sort()
	return all
}

// namedWith reports whether e is of the topic or under the responsibility of the actor
// that the question names, where it does.
func (t listing) namedWith(e *content.Entry) bool {
	named, fits := false, false
	for _, m := range t.res.Mentions {
		switch {
		case m.Entry.Kind == content.Topic:
			named, fits = true, fits || e.Topic == m.Entry.ID
		case m.Entry.Kind == content.Actor && m.Entry.ID != participant:
			named, fits = true, fits || slices.Contains(e.Responsible, m.Entry.ID)
		}
	}
	return fits || !named
}

// participant is the actor that every offer is for.
const participant = "deltaker"

// offersFor are the offers that ok lets through, as those told of stand to them.
func (co lists) offersFor(told Told, ok func(*content.Entry) bool) offers {
	var out offers
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

// standing lays out a page of the offers, by how the participant stands to them.
func (co lists) standing(all offers, told Told, page int) Card {
	w := co.words
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
		g := co.groupOf(w.Text(part.title), slices.DeleteFunc(slices.Clone(all), func(o offer) bool { return !part.ok(o) }), told, page)
		g.State, left = part.state, left || g.More != ""
		c.addGroup(g)
	}
	c.addGroup(co.localGroup(local, told, page))
	c.number()
	if len(c.Groups) == 0 {
		c.Lead = w.Text(locales.ListNone)
	}
	if left {
		c.Row = append(c.Row, Action{Kind: NextPage, Label: w.Text(locales.RowNext), Aloud: w.Text(locales.RowNextAloud), Ref: Ref{Lang: co.lang}})
	}
	c.Actions = []Action{buttons(co).openMap()}
	if !told.Money {
		c.Row = append(c.Row, paths{co}.walk(Way{Goal: goalOf(told)}, w.Text(locales.PathMake), ""))
	}
	c.Row = append(c.Row, buttons(co).openMap())
	c.Foot = []string{w.Text(locales.ListFoot)}
	return c
}

// number gives the items of a list the numbers by which they can be chosen.
func (c *Card) number() {
	n := 0
	for _, g := range c.Groups {
		for i := range g.Items {
			n++
			g.Items[i].Number = n
		}
	}
}

// addGroup adds a group that has anything in it.
func (c *Card) addGroup(g Group) {
	if len(g.Items) > 0 {
		c.Groups = append(c.Groups, g)
	}
}

// groupOf is a page of some offers.
func (co lists) groupOf(title string, in offers, told Told, page int) Group {
	g := Group{Title: title, Count: len(in)}
	from := min((page-1)*maxGroup, len(in))
	to := min(from+maxGroup, len(in))
	for _, o := range in[from:to] {
		ch := co.choice(o.Entry)
		ch.Why, ch.Line = co.why(o, told)
		g.Items = append(g.Items, ch)
	}
	if left := len(in) - to; left > 0 {
		g.More = co.words.Count(locales.ListMore, left)
	}
	return g
}

// why says in a few words how the participant stands to an offer, and in the guide's own
// what makes it stand so: what closes it, else what is met, else what tells it from others.
func (co lists) why(o offer, told Told) (why, said string) {
	var met, open []string
	var closed, holds *content.Reason
	for i, r := range o.fit.Reasons {
		title := co.fieldTitle(r.Condition.Field)
		if r.Condition.Field == "unknown" {
			title = co.fieldTitle(r.Condition.Value.Word("is"))
		}
		switch {
		case r.State == content.Met && told.tells(r.Condition.Field) && !slices.Contains(met, title):
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
func (co lists) pointOf(e *content.Entry, r content.Reason) string {
	ps := e.Text(co.lang).Section(r.Section)
	if r.Index < len(ps) {
		if said, ok := inShort(ps[r.Index].Short, ps[r.Index].Text); ok {
			return said
		}
	}
	return co.choice(e).Differs
}

// fieldTitle names a field of the guide's conditions.
func (co lists) fieldTitle(field string) string {
	if k, ok := fieldKeys[field]; ok {
		return co.words.Text(k)
	}
	return co.words.Text(locales.FieldOther)
}

// fieldKeys name what the guide's conditions are about.
var fieldKeys = map[string]locales.Key{
	"age": locales.FieldAge, "gender": locales.FieldGender, "residence": locales.FieldResidence, "norwegian": locales.FieldNorwegian,
	"schooling": locales.FieldSchooling, "status": locales.FieldStatus, "time_in_norway": locales.FieldTime, "time_since_settlement": locales.FieldTime,
	"work_experience": locales.FieldWork, "care": locales.FieldCare, "income": locales.FieldIncome, "settled_by_agreement": locales.FieldSettled,
}

// valueKeys name what is told of a participant beside the marks of entries.
var valueKeys = map[string]locales.Key{
	"woman": locales.ValueWoman, "man": locales.ValueMan, "eea": locales.ValueEEA, "asylum-seeker": locales.ValueAsylumSeeker, "permanent": locales.ValuePermanent,
	"citizen": locales.ValueCitizen, "family-of-protected": locales.ValueFamilyOfProtected, "family-of-labour": locales.ToldResidenceLabour,
	"family-of-other": locales.ToldResidenceOther, "independent": locales.ToldResidenceIndependent, "student": locales.ToldResidenceStudent, "nordic": locales.ToldResidenceNordic,
	"trade-certificate": locales.ToldGoalTrade, "recognition": locales.ToldGoalRecognition, "norwegian": locales.ToldGoalNorwegian,
	"permanent-or-citizen": locales.ToldGoalPermanent,
}

// valueTitle names a value that is told of a participant; a level and a number are their
// own names.
func (co lists) valueTitle(v string) string {
	if k, ok := valueKeys[v]; ok {
		return co.words.Text(k)
	}
	return co.markTitle(v)
}

// shownIDs are the entries that a list shows, in order.
func shownIDs(c Card) []string {
	var out []string
	for _, g := range c.Groups {
		for _, it := range g.Items {
			out = append(out, it.ID)
		}
	}
	return out
}

// choiceSays are the statements beside the choices of a card.
func choiceSays(c Card) []Pick {
	var out []Pick
	for _, ch := range c.Choices {
		if ch.Says != nil {
			out = append(out, ch.Says.ID)
		}
	}
	return out
}

// choiceIDs are the entries that a card offers to choose among, in order.
func choiceIDs(c Card) []string {
	var out []string
	for _, ch := range c.Choices {
		out = append(out, ch.ID)
	}
	return out
}
