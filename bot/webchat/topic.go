package webchat

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// offersView is the table of a topic's offers, with what it is filtered and sorted by.
type offersView struct {
	bot.OfferTable
	Path    string
	Age     string // as it is told; empty for none
	Filters []filterView
	Sorts   []option // for where the heads of the columns have no room
	Heads   []offersHead
	Lines   []offersLine
}

// offersHead is the head of a column.
type offersHead struct {
	Title string
	Sort  string // aria-sort
	Press string // what its button sorts by
}

// offersLine is an offer with its cells, the first of them its title.
type offersLine struct {
	bot.Item
	Cells []offersCell
}

type offersCell struct {
	Label, Text string
	State       content.State // of how the participant stands to it; empty for other cells
	Why         string
}

// offersColumns name the columns.
var offersColumns = map[bot.OfferColumn]locales.Key{
	bot.OfferTitle: locales.OffersColTitle, bot.OfferFits: locales.OffersColFits, bot.OfferWho: locales.OffersColWho,
	bot.OfferNorwegian: locales.OffersColLevel, bot.OfferResponsible: locales.OffersColBy,
	bot.OfferLivelihood: locales.OffersColLives, bot.OfferDuration: locales.OffersColLasts,
}

// topicFilters are the fields of the form beside the age.
var topicFilters = []string{"level", "schooling", "residence"}

// offersQuery keeps of an address what the table reads of it, each once.
func offersQuery(q url.Values) url.Values {
	out := keepFilter(q, topicFilters...)
	if q.Get("level") == noNorwegian {
		out.Set("level", noNorwegian)
	}
	if n, err := strconv.Atoi(q.Get("age")); err == nil && n >= minAge && n <= maxAge {
		out.Set("age", strconv.Itoa(n))
	}
	// The button of a column's head goes behind the form's own field.
	if by := q["sort"]; len(by) > 0 {
		last := by[len(by)-1]
		if _, ok := offersColumns[bot.OfferColumn(strings.TrimPrefix(last, "-"))]; ok {
			out.Set("sort", last)
		}
	}
	return out
}

// The ages that can be told of a participant.
const (
	minAge = 1
	maxAge = 120
)

// noNorwegian is the level of a participant who knows none.
const noNorwegian = "none"

// offers is the table of a topic's offers as the address asks for it; nil for an entry that
// is no topic, or has none.
func (c entries) offers(l content.Lang, e *content.Entry, q url.Values) *offersView {
	if e.Kind != content.Topic {
		return nil
	}
	f := filterOf(q)
	by, down := strings.CutPrefix(q.Get("sort"), "-")
	table, ok := c.Bot.Offers(l, e.ID, f, bot.OfferColumn(by), down)
	if !ok {
		return nil
	}
	v := &offersView{OfferTable: table, Path: bot.Ref{Lang: l, Entry: e.ID}.Path(), Filters: c.conditions(l, f)}
	if f.Age > 0 {
		v.Age = strconv.Itoa(f.Age)
	}
	for _, col := range table.Columns {
		title := c.text(l, offersColumns[col])
		head := offersHead{Title: title, Sort: "none", Press: string(col)}
		current := string(col) == by
		switch {
		case current && down:
			head.Sort = "descending"
		case current:
			head.Sort, head.Press = "ascending", "-"+string(col)
		}
		v.Heads = append(v.Heads, head)
		v.Sorts = append(v.Sorts, option{string(col), title, current && !down}, option{"-" + string(col), c.text(l, locales.OffersDown, "Column", title), current && down})
	}
	for _, r := range table.Rows {
		line := offersLine{Item: r.Item}
		for _, col := range table.Columns[1:] {
			cell := offersCell{Label: c.text(l, offersColumns[col]), Text: r.Says[col]}
			if col == bot.OfferFits {
				cell.State, cell.Why = r.State, r.Why
			}
			line.Cells = append(line.Cells, cell)
		}
		v.Lines = append(v.Lines, line)
	}
	return v
}

// conditions lists what can be told of a participant, beside the age.
func (c entries) conditions(l content.Lang, f bot.Filter) []filterView {
	out := c.filters(l, f, "o-", locales.OffersNone, topicFilters...)
	for i := range out {
		switch out[i].Name {
		case "residence":
			out[i].Label = c.text(l, locales.OffersResidence)
		case "level":
			out[i].Options = slices.Insert(out[i].Options, 0, option{noNorwegian, c.text(l, locales.ValueNoNorwegian), f.Level == noNorwegian})
		}
	}
	return out
}

// topicPage is where a topic's page and its address in other languages go on from what the
// reader told and sorted by.
func (c entries) topicPage(r *http.Request, l content.Lang, e *content.Entry, p *page, v *entryPage) {
	q := offersQuery(r.URL.Query())
	if v.Offers = c.offers(l, e, q); v.Offers == nil {
		return
	}
	p.Script = "topic.js"
	p.Langs = c.langLinks(l, func(l content.Lang) string { return withQuery(bot.Ref{Lang: l, Entry: e.ID}.Path(), q) })
	p.Pages = c.langLinks(l, func(l content.Lang) string { return bot.Ref{Lang: l, Entry: e.ID}.Path() })
}
