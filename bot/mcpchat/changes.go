package mcpchat

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

type changesArgs struct {
	Since    string       `json:"since,omitempty" jsonschema:"a day as 2026-07-01; a year ago where it is left out"`
	Language content.Lang `json:"language,omitempty" jsonschema:"nb where it is left out"`
}

// changesReply tells what is changed. Fields may be added, never renamed or taken away.
type changesReply struct {
	Lang    content.Lang `json:"language"`
	Since   string       `json:"since" jsonschema:"the day from which on in_force and entries are"`
	Coming  []lawChange  `json:"coming" jsonschema:"changes of law that are adopted and not in force, the next first"`
	InForce []lawChange  `json:"in_force" jsonschema:"changes of law in force since, the newest first"`
	Entries []item       `json:"entries" jsonschema:"entries that are new or changed in the guide since, the newest first; none where nobody keeps that"`
	Release string       `json:"release" jsonschema:"digest of the guide"`
}

type lawChange struct {
	Date    string `json:"date,omitempty" jsonschema:"when it is in force; left out where no day is set"`
	Text    string `json:"text"`
	Entries []item `json:"entries" jsonschema:"what of the guide it touches"`
}

func (r changesReply) lang() content.Lang { return r.Lang }

// changes tells what is changed in the law under the guide, and in the guide.
func (s replier) changes(ctx context.Context, in changesArgs) (changesReply, error) {
	l := cmp.Or(in.Language, content.Bokmal)
	now := s.c.Now()
	since := now.AddDate(-1, 0, 0)
	if in.Since != "" {
		var err error
		if since, err = time.Parse(time.DateOnly, in.Since); err != nil {
			return changesReply{}, wrong(s.words(l).Text(locales.McpNoDay))
		}
	}
	r := changesReply{Lang: l, Since: since.Format(time.DateOnly), Coming: []lawChange{}, InForce: []lawChange{}, Entries: []item{}, Release: s.bot.Guide().Release()}
	changes := content.Changes(s.bot.Guide())
	slices.SortStableFunc(changes, func(a, b content.Change) int { return cmp.Compare(a.Date.String(), b.Date.String()) }) // "ukjent" stands behind every year
	for _, ch := range changes {
		switch today := content.DateOf(now); {
		case ch.Date.Unknown() || today.Before(ch.Date):
			r.Coming = append(r.Coming, s.lawChange(l, ch))
		case !ch.Date.BeforeTime(since.Truncate(24 * time.Hour)):
			r.InForce = slices.Insert(r.InForce, 0, s.lawChange(l, ch))
		}
	}
	var err error
	r.Entries, err = s.changed(ctx, l, since)
	return r, err
}

func (s replier) lawChange(l content.Lang, ch content.Change) lawChange {
	out := lawChange{Text: ch.Note[l], Entries: s.byID(l, ch.Entries)}
	if !ch.Date.Unknown() {
		out.Date = ch.Date.String()
	}
	return out
}

// changed are the entries of today's guide that are new or changed since.
func (s replier) changed(ctx context.Context, l content.Lang, since time.Time) ([]item, error) {
	if s.c.News == nil {
		return []item{}, nil
	}
	ids, err := s.c.News.Changed(ctx, since)
	if err != nil {
		return nil, fmt.Errorf("changed entries: %w", err)
	}
	return s.byID(l, ids), nil
}

func (s replier) byID(l content.Lang, ids []string) []item {
	var found []bot.Item
	for _, id := range ids {
		if e, ok := s.bot.Guide().Entry(id); ok {
			found = append(found, s.bot.Item(l, e))
		}
	}
	return s.items(found)
}

// plain is the reply as plain text.
func (r changesReply) plain(w *locales.Words) string {
	t := &text{words: w}
	for _, part := range []struct {
		title   locales.Key
		changes []lawChange
	}{{locales.McpComing, r.Coming}, {locales.McpInForce, r.InForce}} {
		t.heading(w.Text(part.title, "Date", r.Since))
		if len(part.changes) == 0 {
			t.line("", w.Text(locales.McpNothing))
		}
		for _, ch := range part.changes {
			t.line("- ", cmp.Or(ch.Date, w.Text(locales.FrontNoDay)), ch.Text)
			for _, e := range ch.Entries {
				t.line("  ", e.Title, e.URL)
			}
		}
	}
	if len(r.Entries) > 0 {
		t.heading(w.Text(locales.McpChanged, "Date", r.Since))
		t.items(r.Entries)
	}
	t.foot(reply{Release: r.Release})
	return strings.TrimSpace(t.String())
}
