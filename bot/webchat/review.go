package webchat

import (
	"slices"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// What an editor has to look at again is told this long before, and of a source after.
const (
	reviewAhead = 182 * 24 * time.Hour
	sourceAge   = 2 * 365 * 24 * time.Hour
)

// dueLine is a rule to be read again, or a change that comes.
type dueLine struct {
	Day     string // empty where none is set
	Overdue bool
	Law     string // of a change, what will be
	URL     string // empty for a change
	What    string
	Entries []bot.Item
}

// due lists the laws to be read again, the first first.
func (c reports) due(l content.Lang) []dueLine {
	now := c.Now().UTC()
	var out []dueLine
	for _, d := range content.DueBefore(c.Bot.Guide(), now.Add(reviewAhead)) {
		x := dueLine{Law: d.Law, URL: d.URL, What: c.text(l, locales.ReportReadAgain)}
		if !d.Day.IsZero() {
			x.Day, x.Overdue = content.DateOf(d.Day).In(l), !now.Before(d.Day)
		}
		switch {
		case d.Change != "":
			x.Law, x.What = d.Note[l], c.text(l, locales.ReportComes)
		case d.Ends:
			x.What = c.text(l, locales.ReportEnds)
		}
		for _, p := range d.Points {
			e, ok := c.Bot.Guide().Entry(p.Entry)
			if !ok {
				continue
			}
			it := bot.Item{ID: e.ID, Title: e.Text(l).Title, Path: bot.Ref{Lang: l, Entry: e.ID, Section: p.Section}.Path()}
			if p.Section != "" {
				it.Title += " · " + c.Bot.Names(l).SectionTitle(p.Section)
			}
			if !slices.Contains(x.Entries, it) {
				x.Entries = append(x.Entries, it)
			}
		}
		out = append(out, x)
	}
	return out
}

// oldLine is an entry whose sources are old.
type oldLine struct {
	bot.Item
	Newest string // the date of its newest source; empty where none has a date
}

// old lists the entries with old sources, the oldest first.
func (c reports) old(l content.Lang) []oldLine {
	var out []oldLine
	for _, e := range c.Bot.Guide().Stale(c.Now().Add(-sourceAge)) {
		x := oldLine{Item: c.Bot.Item(l, e)}
		if d := e.Newest(); !d.Unknown() {
			x.Newest = d.In(l)
		}
		out = append(out, x)
	}
	return out
}
