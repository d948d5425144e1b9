package bot

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	bcp47 "golang.org/x/text/language"

	"veiviser/content"
	"veiviser/locales"
)

// OfferColumn is what a table of offers tells of each, and can be sorted by.
type OfferColumn string

// The columns.
const (
	OfferTitle       OfferColumn = "title"
	OfferFits        OfferColumn = "fits" // how the participant stands to it
	OfferWho         OfferColumn = "who"
	OfferNorwegian   OfferColumn = "norwegian"
	OfferResponsible OfferColumn = "responsible"
	OfferLivelihood  OfferColumn = "livelihood"
	OfferDuration    OfferColumn = "duration"
)

// OfferTable are offers side by side by what tells them apart.
type OfferTable struct {
	Columns []OfferColumn // those that say anything of any offer, in their order; the title first
	Rows    []OfferRow
	Told    string // what is told of a participant, in the bot's words; empty for nothing
	Counts  string // how many there are of each state, in words; empty where nothing is told
}

// OfferRow is one offer.
type OfferRow struct {
	Item
	Says  map[OfferColumn]string // what the guide says, in short; nothing where it does not
	State content.State          // how the participant stands to it; empty where nothing is told, or it is for no participant
	Stand string                 // that in words
	Why   string                 // what makes it so

	months, level int // by which rows are sorted
}

// Offers sets the offers and the money of a topic side by side, as a participant stands to
// them of whom f tells, sorted by a column; down turns it round. What the guide does not
// say stands last either way. An unknown column sorts by how the participant stands to
// them, else by title. ok is false for a topic that has none.
func (cs Cards) Offers(l content.Lang, topic string, f Filter, by OfferColumn, down bool) (t OfferTable, ok bool) {
	co := offerTable{stands{cs.in(l), f.told()}}
	for _, e := range co.guide.OfTopic(topic) {
		if (e.Kind == content.Offer || e.Kind == content.Support) && !e.Closed {
			t.Rows = append(t.Rows, co.row(e))
		}
	}
	for _, c := range []OfferColumn{OfferTitle, OfferFits, OfferWho, OfferNorwegian, OfferResponsible, OfferLivelihood, OfferDuration} {
		if slices.ContainsFunc(t.Rows, func(r OfferRow) bool { return r.Says[c] != "" }) {
			t.Columns = append(t.Columns, c)
		}
	}
	if co.told.fields() > 0 {
		t.Told, t.Counts = co.describe(co.told), co.counts(t.Rows)
	}
	co.sort(t.Rows, by, down)
	return t, len(t.Rows) > 0
}

// offerTable lays out rows of offers.
type offerTable struct{ stands }

func (co offerTable) row(e *content.Entry) OfferRow {
	r := OfferRow{Item: co.item(e), Says: map[OfferColumn]string{OfferTitle: e.Text(co.lang).Title}, months: longest(e)}
	say := func(c OfferColumn, text string) {
		if text != "" {
			r.Says[c] = text
		}
	}
	if co.told.fields() > 0 && e.Recipient == "" {
		o := offerTo(e, co.told)
		r.State = o.fit.State
		r.Why, _ = co.why(o)
		r.Stand = co.words.Text(standKeys[r.State])
		say(OfferFits, r.Stand)
	}
	say(OfferWho, co.cellOf(e, content.Who))
	var level string
	level, r.level = co.level(e)
	say(OfferNorwegian, level)
	say(OfferResponsible, co.shorts(e.Responsible))
	say(OfferLivelihood, cmp.Or(co.shorts(e.Livelihood), co.cellOf(e, content.Livelihood)))
	say(OfferDuration, co.cellOf(e, content.Duration))
	return r
}

// standKeys name the states.
var standKeys = map[content.State]locales.Key{
	content.Met: locales.ListMet, content.NotStated: locales.OffersNotStated, content.NotMet: locales.ListNotMet,
}

// cellOf is what e says of a section where there is little room; empty for nothing.
func (co offerTable) cellOf(e *content.Entry, s content.Section) string {
	if ps := (statements{composer: co.composer, entry: e}).cell(s); len(ps) > 0 {
		return comparing{co.composer}.cellText(ps[0])
	}
	return ""
}

// shorts names entries where there is little room.
func (co offerTable) shorts(ids []string) string {
	var out []string
	for _, id := range ids {
		if e, ok := co.guide.Entry(id); ok {
			out = append(out, co.short(e))
		}
	}
	return strings.Join(out, ", ")
}

// level says which level of Norwegian e asks for, and how high that is; empty where the
// guide does not say.
func (co offerTable) level(e *content.Entry) (said string, height int) {
	all := content.CEFRLevels()
	if n := e.Norwegian; n != nil {
		k := locales.OffersLevelUsual
		if n.Binding == "formal" {
			k = locales.OffersLevelFormal
		}
		return co.words.Text(k, "Level", n.Level), slices.Index(all, n.Level) + 1
	}
	for _, c := range e.Conditions {
		need := c.Value.Word("need")
		height := slices.Index(all, need) + 1
		switch {
		case c.Field != "norwegian":
		case need == "none":
			return co.words.Text(locales.OffersLevelNone), 0
		case c.Effect != content.Must || height == 0:
			said = co.words.Text(locales.CompareSeePage)
		case c.Local:
			return co.words.Text(locales.OffersLevelLocal, "Level", need), height
		case c.Formal:
			return co.words.Text(locales.OffersLevelFormal, "Level", need), height
		default:
			return co.words.Text(locales.OffersLevelUsual, "Level", need), height
		}
	}
	return said, len(all) + 1
}

// longest is how many months e lasts at the most, as far as the guide knows; 0 where it does not.
func longest(e *content.Entry) int {
	most := 0.0
	for _, c := range e.Conditions {
		if c.Field != "duration" {
			continue
		}
		for _, key := range []string{"max_months", "typical_months", "min_months"} {
			if n, ok := c.Value.Number(key); ok {
				most = max(most, n)
				break
			}
		}
	}
	return int(most)
}

// counts tells how many rows there are of each state.
func (co offerTable) counts(rows []OfferRow) string {
	var out []string
	for _, s := range []content.State{content.Met, content.NotStated, content.NotMet} {
		n := 0
		for _, r := range rows {
			if r.State == s {
				n++
			}
		}
		if n > 0 {
			out = append(out, co.words.Text(locales.OffersCountOf, "State", co.words.Text(standKeys[s]), "Number", n))
		}
	}
	return strings.Join(out, " · ")
}

// sort puts rows in order.
func (co offerTable) sort(rows []OfferRow, by OfferColumn, down bool) {
	tag := bcp47.Norwegian
	if co.lang == content.English {
		tag = bcp47.English
	}
	order := collate.New(tag, collate.IgnoreCase)
	compare := func(a, b OfferRow) int {
		switch by {
		case OfferTitle, OfferWho, OfferResponsible, OfferLivelihood:
			return order.CompareString(a.Says[by], b.Says[by])
		case OfferNorwegian:
			return cmp.Compare(a.level, b.level)
		case OfferDuration:
			return cmp.Compare(a.months, b.months)
		}
		states := []content.State{content.Met, content.NotStated, content.NotMet}
		return cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State))
	}
	unsaid := func(r OfferRow) bool {
		switch by {
		case OfferDuration:
			return r.months == 0
		case OfferTitle, OfferWho, OfferNorwegian, OfferResponsible, OfferLivelihood:
			return r.Says[by] == ""
		}
		return r.State == "" && co.told.fields() > 0
	}
	slices.SortStableFunc(rows, func(a, b OfferRow) int {
		switch x, y := unsaid(a), unsaid(b); {
		case x && !y:
			return 1
		case y && !x:
			return -1
		case !x:
			n := compare(a, b)
			if down {
				n = -n
			}
			if n != 0 {
				return n
			}
		}
		return order.CompareString(a.Title, b.Title)
	})
}
