package bot

import (
	"context"
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Fits is how the participant that was told of stands to the conditions of an entry.
type Fits struct {
	State      content.State  `json:"state"`
	Title      string         `json:"title"`           // the state in a sentence
	Line       string         `json:"line"`            // the conditions in one line: "✓ alder · ✗ norsk · ? skolegang"
	Aloud      string         `json:"aloud"`           // the same without signs
	Route      string         `json:"route,omitempty"` // the way in that was met, or is nearest; empty where there is one only
	Conditions []FitCondition `json:"conditions"`      // what closes first, then what is not stated, then what is met; never null
	Changes    []Change       `json:"changes,omitempty"`
}

// FitCondition is one condition as the participant stands to it.
type FitCondition struct {
	Field  string        `json:"field"` // of content.ConditionFields
	Title  string        `json:"title"` // the field in words
	State  content.State `json:"state"`
	Mark   string        `json:"mark"`   // ✓, ✗ or ?
	Said   string        `json:"said"`   // the state in words, for who sees no signs
	Formal bool          `json:"formal"` // law or rules say so; else it is usual in practice
	Local  bool          `json:"local,omitempty"`
	Says   *Passage      `json:"says,omitempty"` // the guide's statement; nil where no source answers
}

// Change is what would have to be otherwise for a condition, and the entries that lead there.
type Change struct {
	Field string `json:"field"`
	Text  string `json:"text"`
	Items []Item `json:"items"`
}

// marks are the signs of the states.
var marks = map[content.State]string{content.Met: "✓", content.NotMet: "✗", content.NotStated: "?"}

// fitting tells why an entry fits those told of.
type fitting struct{ *turn }

// answer answers "hvorfor passer …?", "hva mangler for …?" and the like, of what is named or
// was spoken of, where something is told of a participant.
func (t fitting) answer(context.Context) (Answer, bool, error) {
	same := t.was.Fitted && t.res.Also && len(t.res.Sections) == 0 && len(t.res.Subjects) > 0                                    // "og til fagbrev på jobb?"
	if before := t.was.Told.fields() > 0; !t.res.Fits && !same || t.now.Told.fields() == 0 || !before && t.tells() < leastCase { // "har flyktninger rett til …?" asks of the entry
		return Answer{}, false, nil
	}
	e, _ := t.goesOnFrom()
	named := func(s *content.Entry) bool {
		return !search.IsContext(s) && (s.Kind == content.Offer || s.Kind == content.Support)
	}
	if i := slices.IndexFunc(t.res.Subjects, named); i >= 0 {
		e = t.res.Subjects[i]
	} else if i := slices.IndexFunc(t.res.Hits, func(h search.Hit) bool { return named(h.Entry) }); i >= 0 && (e == nil || len(t.res.Mentions) > 0) {
		e = t.res.Hits[i].Entry
	}
	if e == nil || e.Kind != content.Offer && e.Kind != content.Support {
		return Answer{}, false, nil
	}
	return t.show(e), true, nil
}

// show answers with the conditions of e.
func (t fitting) show(e *content.Entry) Answer {
	page, told := t.was.Page, t.now.Told
	a := t.stay(e, "")
	t.now.Told = told
	t.now.Page, t.now.Fitted = page, true // the list still stands
	a.Card = conditions{t.in(t.res.Lang), e, told}.card(a.Card)
	return a
}

// maxFits is how many conditions stand on one screen; the rest are told of.
const maxFits = 5

// conditions are those of an entry, as those told of stand to them.
type conditions struct {
	composer
	entry *content.Entry
	told  Told
}

// card is c, the card of the entry, with its conditions for an answer.
func (co conditions) card(c Card) Card {
	f := co.fits()
	g := c.Gist
	subject := *g.Subject
	subject.Side, subject.Section = co.words.Text(locales.FitSide), ""
	g.Subject, g.Points, g.Gap, g.Near, g.Table = &subject, nil, "", "", nil
	left := 0
	for _, fc := range f.Conditions {
		switch {
		case fc.Says == nil:
		case len(g.Points) == maxFits:
			left++
		default:
			p := *fc.Says
			p.Before = co.before(fc)
			g.Points = append(g.Points, p)
		}
	}
	renumber(g.Points)
	g.Foot = []string{f.Title}
	if f.Route != "" {
		g.Foot[0] += " " + co.words.Text(locales.FitRoute, "Route", f.Route)
	}
	if len(g.Points) == 0 {
		g.Foot = []string{co.words.Text(locales.FitNone)}
	}
	var ways []Action
	for _, ch := range f.Changes {
		g.Foot = append(g.Foot, ch.Text)
		for _, it := range ch.Items {
			if to, ok := co.guide.Entry(it.ID); ok && len(ways) < maxNext && !slices.ContainsFunc(ways, func(a Action) bool { return a.Entry == to.ID }) {
				ways = append(ways, buttons{co.composer}.entry(to))
			}
		}
	}
	if left > 0 {
		g.Foot = append(g.Foot, co.words.Text(locales.FitRest, "Number", left))
	}
	g.Foot = append(g.Foot, co.words.Text(locales.FitNote))
	for _, a := range g.Row {
		if a.Kind == CopyNote || a.Kind == ShowMore {
			ways = append(ways, a)
		}
	}
	g.Row = ways
	c.answer(g)
	c.Fits = &f
	return c
}

// before stands before a condition's statement: its sign, what it is about and how it stands.
func (co conditions) before(f FitCondition) string {
	kind := locales.FitInformal
	if f.Formal {
		kind = locales.FitFormal
	}
	about := f.Title + ", " + f.Said
	if !f.Formal || f.Local {
		about += ", " + strings.ToLower(co.words.Text(kind))
	}
	if f.Local {
		about += ", " + co.words.Text(locales.FitLocal)
	}
	return f.Mark + " " + capital(about) + ": "
}

// fits is how they stand to the entry.
func (co conditions) fits() Fits {
	w, e := co.words, co.entry
	fit := content.Conditions(e, co.told.profile())
	f := Fits{State: fit.State, Conditions: []FitCondition{}}
	for _, r := range e.Routes {
		if r.Key == fit.Route && len(e.Routes) > 1 {
			f.Route = r.Names[co.lang]
		}
	}
	reasons := slices.Clone(fit.Reasons)
	order := []content.State{content.NotMet, content.NotStated, content.Met}
	slices.SortStableFunc(reasons, func(a, b content.Reason) int {
		n := slices.Index(order, a.State) - slices.Index(order, b.State)
		if n == 0 && a.Condition.Formal != b.Condition.Formal {
			if a.Condition.Formal {
				return -1
			}
			return 1
		}
		return n
	})
	for _, r := range reasons {
		f.Conditions = append(f.Conditions, co.condition(r))
	}
	f.Line, f.Aloud = fitLine(f.Conditions, true), fitLine(f.Conditions, false)
	k := locales.FitOpen
	switch {
	case len(reasons) == 0:
		k = locales.FitNone
	case f.State == content.Met:
		k = locales.FitAllMet
	case f.State == content.NotMet && fit.Formal:
		k = locales.FitClosed
	case f.State == content.NotMet:
		k = locales.FitClosedUsual
	}
	f.Title, f.Changes = w.Text(k), co.changes(reasons)
	return f
}

// condition lays a reason out.
func (co conditions) condition(r content.Reason) FitCondition {
	said := map[content.State]locales.Key{content.Met: locales.FitMet, content.NotMet: locales.FitNotMet, content.NotStated: locales.FitNotStated}
	c := r.Condition
	field := c.Field
	if field == "unknown" {
		field = c.Value.Word("is")
	}
	f := FitCondition{
		Field: field, Title: co.fieldTitle(field), State: r.State, Mark: marks[r.State], Said: co.words.Text(said[r.State]), Formal: c.Formal, Local: c.Local,
	}
	if r.Section == "" {
		f.Said += ", " + co.words.Text(locales.FitUnasked)
		return f
	}
	st := statements{composer: co.composer, entry: co.entry}
	ps := st.passages([]search.Passage{{Entry: co.entry, Section: r.Section, Point: r.Index}})
	p := ps[0]
	if p.Short != "" {
		p.Text, p.Whole = p.Short, p.Text
	}
	f.Says = &p
	return f
}

// fitLine is all conditions in one line, by their states; with signs, or in words.
func fitLine(cs []FitCondition, signs bool) string {
	var parts []string
	for _, s := range []content.State{content.NotMet, content.NotStated, content.Met} {
		var names []string
		lead := marks[s]
		for _, c := range cs {
			if c.State == s && !slices.Contains(names, c.Title) {
				names = append(names, c.Title)
			}
			if c.State == s && !signs {
				said, _, _ := strings.Cut(c.Said, ",")
				lead = said + ":"
			}
		}
		if len(names) > 0 {
			parts = append(parts, lead+" "+strings.Join(names, ", "))
		}
	}
	return strings.Join(parts, " · ")
}

// statusBy are the entries by which somebody comes to have a status.
var statusBy = map[string]string{
	"in-introduction-programme": "introduksjonsprogram", "in-kvp": "kvalifiseringsprogram", "in-fov": "forberedende-voksenopplaering", "in-vgs-adult": "videregaende-for-voksne",
	"mapped": "kompetansekartlegging", "guided": "karriereveiledning", "in-norwegian-training": "norskopplaering", "in-arbeidstrening": "arbeidstrening",
	"real-competence-assessed": "realkompetansevurdering", "in-lonnstilskudd": "lonnstilskudd", "has-study-competence": "generell-studiekompetanse",
}

// changes are what would have to be otherwise where a condition is not met, with at most two
// offers each that lead there and that are not closed to those told of.
func (co conditions) changes(reasons []content.Reason) []Change {
	var out []Change
	for _, r := range reasons {
		if r.State != content.NotMet || r.Condition.Effect == content.Excludes || slices.ContainsFunc(out, func(c Change) bool { return c.Field == r.Condition.Field }) {
			continue
		}
		var items []Item
		var names []string
		for _, to := range co.leadTo(r.Condition) {
			if to != co.entry && len(items) < maxNext {
				items, names = append(items, co.item(to)), append(names, to.Text(co.lang).Title)
			}
		}
		if len(items) > 0 {
			title := co.fieldTitle(r.Condition.Field)
			out = append(out, Change{Field: r.Condition.Field, Text: co.words.Text(locales.FitChange, "Field", title, "Offers", strings.Join(names, ", ")), Items: items})
		}
	}
	return out
}

// leadTo are the open offers that give what a condition asks for.
func (co conditions) leadTo(c content.Condition) []*content.Entry {
	var out []*content.Entry
	gives := func(*content.Entry) bool { return false }
	switch c.Field {
	case "norwegian":
		need := c.Value.Word("need")
		gives = func(e *content.Entry) bool { return need != "" && need != "none" && leadsTo(e, need) }
	case "schooling":
		asked := append(c.Value.Words("any"), c.Value.Word("min"))
		gives = func(e *content.Entry) bool {
			return slices.ContainsFunc(e.Conditions, func(lead content.Condition) bool {
				return lead.Field == "leads_competence" && slices.ContainsFunc(lead.Value.Words("to"), func(to string) bool { return gaveSchooling(to, asked) })
			})
		}
	case "status":
		for _, s := range c.Value.Words("any") {
			if e, ok := co.guide.Entry(statusBy[s]); ok && !e.Closed {
				out = append(out, e)
			}
		}
		return out
	}
	for _, e := range co.guide.OfKind(content.Offer) {
		if !e.Closed && e.Recipient == "" && gives(e) {
			out = append(out, e)
		}
	}
	fit := func(e *content.Entry) int { return offerTo(e, co.told).order() }
	out = slices.DeleteFunc(out, func(e *content.Entry) bool { return content.Conditions(e, co.told.profile()).State == content.NotMet })
	slices.SortStableFunc(out, func(a, b *content.Entry) int { return fit(a) - fit(b) })
	return out
}

// gaveSchooling reports whether a competence is one of the schoolings asked for.
func gaveSchooling(to string, asked []string) bool {
	switch to {
	case "primary", "trade-certificate", "study-competence", "fagskole-degree":
	case "higher-degree":
		to = "higher"
	default:
		return false
	}
	return slices.Contains(asked, to) || (to == "study-competence" || to == "trade-certificate") && slices.Contains(asked, "upper-secondary")
}

// withFits adds to the card of an entry that stands in an answer how those told of stand to
// it, in one line, and a way to why.
func (t *turn) withFits(a Answer) Answer {
	e, ok := t.guide.Entry(a.Card.Entry)
	if !ok || a.Card.Fits != nil || a.Card.Kind != EntryCard || t.now.Told.fields() == 0 || e.Kind != content.Offer && e.Kind != content.Support || a.Card.Subject == nil || e.Recipient != "" {
		return a
	}
	co := conditions{t.in(a.Card.Lang), e, t.now.Told}
	f := co.fits()
	if len(f.Conditions) == 0 {
		return a
	}
	a.Card.Fits = &f
	a.Card.Foot = append([]string{f.Line}, a.Card.Foot...)
	why := tellPress(co.lang, "!"+e.ID)
	why.Label, why.Aloud, why.Entry = co.words.Text(locales.FitWhy), co.words.Text(locales.FitWhyAloud, "Title", e.Text(co.lang).Title), e.ID
	row := slices.Clone(a.Card.Row)
	for i := len(row) - 1; len(row) >= maxRow && i >= 0; i-- {
		if row[i].Kind == ShowSnippet { // which stands among what is more
			row = slices.Delete(row, i, i+1)
		}
	}
	if len(row) < maxRow {
		row = slices.Insert(row, min(len(row), maxNext), why)
	}
	a.Card.Row = row
	return a
}
