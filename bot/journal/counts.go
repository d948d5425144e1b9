package journal

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/content"
)

// Counts counts what happened by day, and keeps what people thought of entries. It
// implements [bot.Counter] and what the chats tell editors by.
type Counts struct {
	*core
	flush func(context.Context) error // writes what waits
}

// The kinds of counts.
const (
	answers   = "answer"    // detail: confidence
	shown     = "shown"     // detail: section asked for
	missing   = "missing"   // detail: section asked for
	opened    = "opened"    // the entry's page
	noted     = "noted"     // the case note
	helpful   = "helpful"   //
	unhelpful = "unhelpful" //
	reason    = "reason"    // detail: the reason
	offered   = "offered"   // as one of several choices
	chosen    = "chosen"    // of several choices
	refused   = "refused"   // it was offered, and none of what was offered was meant
)

// countKey is what is counted together.
type countKey struct{ day, kind, entry, detail, lang, platform string }

// Count counts an answer, or that none of what was offered was meant. It never waits. An
// event with an unknown entry, section, language or confidence is refused and counted as
// such.
func (c *Counts) Count(e bot.Event) {
	unknown := func(id string) bool { return !c.entries.knows(id) }
	if e.Entry != "" && unknown(e.Entry) || slices.ContainsFunc(e.Offered, unknown) || slices.ContainsFunc(e.Refused, unknown) || !validEvent(e) {
		c.queue.rejected.Add(1)
		return
	}
	today, lang, platform := dayOf(c.cfg.Now()), string(e.Lang), string(e.Platform)
	for kind, ids := range map[string][]string{offered: e.Offered, refused: e.Refused} {
		for _, id := range ids {
			c.queue.count(countKey{day: today, kind: kind, entry: id, lang: lang, platform: platform})
		}
	}
	if len(e.Refused) > 0 {
		return
	}
	c.queue.count(countKey{day: today, kind: answers, detail: string(e.Confidence), lang: lang, platform: platform})
	if e.Entry == "" {
		return
	}
	c.queue.count(countKey{day: today, kind: shown, entry: e.Entry, detail: string(e.Section), lang: lang, platform: platform})
	if e.Chosen {
		c.queue.count(countKey{day: today, kind: chosen, entry: e.Entry, lang: lang, platform: platform})
	}
	if e.Missing && e.Section != "" {
		c.queue.count(countKey{day: today, kind: missing, entry: e.Entry, detail: string(e.Section), lang: lang, platform: platform})
	}
}

func validEvent(e bot.Event) bool {
	return (e.Section == "" || slices.Contains(content.Sections(), e.Section)) &&
		slices.Contains([]string{"strong", "weak", "none"}, string(e.Confidence)) &&
		len(e.Platform) <= 20 && strings.Trim(string(e.Platform), "abcdefghijklmnopqrstuvwxyz") == "" &&
		validLang(e.Lang)
}

// Opened counts that an entry's page was opened, on the terms of Count.
func (c *Counts) Opened(entry string, lang content.Lang) { c.countEntry(opened, entry, lang) }

// NoteCopied counts that an entry's case note was asked for, on the terms of Count.
func (c *Counts) NoteCopied(entry string, lang content.Lang) { c.countEntry(noted, entry, lang) }

func (c *Counts) countEntry(kind, entry string, lang content.Lang) {
	if !c.entries.knows(entry) || !validLang(lang) {
		c.queue.rejected.Add(1)
		return
	}
	c.queue.count(countKey{day: dayOf(c.cfg.Now()), kind: kind, entry: entry, lang: string(lang)})
}

func (k countKey) write(ctx context.Context, tx *sql.Tx, n int64) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO day_count (day, kind, entry, detail, lang, platform, n)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (day, kind, entry, detail, lang, platform) DO UPDATE SET n = day_count.n + excluded.n`,
		k.day, k.kind, k.entry, k.detail, k.lang, k.platform, n)
	return err
}

func (k countKey) compare(o countKey) int {
	return cmp.Or(
		cmp.Compare(k.day, o.day), cmp.Compare(k.kind, o.kind), cmp.Compare(k.entry, o.entry),
		cmp.Compare(k.detail, o.detail), cmp.Compare(k.lang, o.lang), cmp.Compare(k.platform, o.platform),
	)
}
