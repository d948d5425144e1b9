package journal

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veiviser/content"
)

// Event is one answer, without its question.
type Event struct {
	Platform   string // lower-case letters
	Entry      string // shown; empty for none
	Section    content.Section
	Lang       content.Lang
	Confidence string // strong, weak or none
	Missing    bool   // the section asked for has no source
}

// Reason is why somebody found an entry helpful or not.
type Reason string

// The reasons, so that none has to be written.
const (
	Incomplete Reason = "incomplete" // something is missing
	Outdated   Reason = "outdated"   // the facts have changed
	Unclear    Reason = "unclear"    // hard to understand
	OffTopic   Reason = "off-topic"  // not what was asked
)

// Reasons lists the reasons in the order they are shown in.
func Reasons() []Reason { return []Reason{Incomplete, Outdated, Unclear, OffTopic} }

const (
	// MaxReasons that one feedback can give.
	MaxReasons = 2
	// MaxText is the longest remark in characters: a paragraph.
	MaxText = 1000
)

// Feedback is what somebody thinks of an entry; nothing tells who.
type Feedback struct {
	Entry   string
	Lang    content.Lang
	Helpful bool
	Reasons []Reason // at most MaxReasons
	Text    string   // at most MaxText; kept only where Config.FreeText says so
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
)

// countKey is what is counted together.
type countKey struct{ day, kind, entry, detail, lang, platform string }

// Count counts an answer. It never waits. An event with an unknown entry, section,
// language or confidence is refused and counted as such.
func (j *Journal) Count(e Event) {
	if e.Entry != "" && !j.guides.knows(e.Entry) || !validEvent(e) {
		j.queue.rejected.Add(1)
		return
	}
	today, lang := dayOf(j.c.Now()), string(e.Lang)
	j.queue.count(countKey{day: today, kind: answers, detail: e.Confidence, lang: lang, platform: e.Platform})
	if e.Entry == "" {
		return
	}
	j.queue.count(countKey{day: today, kind: shown, entry: e.Entry, detail: string(e.Section), lang: lang})
	if e.Missing && e.Section != "" {
		j.queue.count(countKey{day: today, kind: missing, entry: e.Entry, detail: string(e.Section), lang: lang})
	}
}

func validEvent(e Event) bool {
	return (e.Section == "" || slices.Contains(content.Sections(), e.Section)) &&
		slices.Contains([]string{"strong", "weak", "none"}, e.Confidence) &&
		len(e.Platform) <= 20 && strings.Trim(e.Platform, "abcdefghijklmnopqrstuvwxyz") == "" &&
		validLang(e.Lang)
}

// Opened counts that an entry's page was opened, on the terms of Count.
func (j *Journal) Opened(entry string, lang content.Lang) { j.countEntry(opened, entry, lang) }

// NoteCopied counts that an entry's case note was asked for, on the terms of Count.
func (j *Journal) NoteCopied(entry string, lang content.Lang) { j.countEntry(noted, entry, lang) }

func (j *Journal) countEntry(kind, entry string, lang content.Lang) {
	if !j.guides.knows(entry) || !validLang(lang) {
		j.queue.rejected.Add(1)
		return
	}
	j.queue.count(countKey{day: dayOf(j.c.Now()), kind: kind, entry: entry, lang: string(lang)})
}

// Feedback counts f and keeps its text where that is allowed. It never waits. The
// error says what of f is not as it must be; nothing of f is kept then.
func (j *Journal) Feedback(f Feedback) error {
	if err := j.checkFeedback(f); err != nil {
		j.queue.rejected.Add(1)
		return fmt.Errorf("feedback: %w", err)
	}
	kind := unhelpful
	if f.Helpful {
		kind = helpful
	}
	j.countEntry(kind, f.Entry, f.Lang)
	today := dayOf(j.c.Now())
	for _, r := range f.Reasons {
		j.queue.count(countKey{day: today, kind: reason, entry: f.Entry, detail: string(r), lang: string(f.Lang)})
	}
	text := strings.TrimSpace(f.Text)
	if text == "" || j.c.FreeText == nil {
		return nil
	}
	if !j.c.FreeText(text) {
		j.queue.rejected.Add(1)
		return nil
	}
	j.queue.remark(remark{id: rand.Text(), day: today, entry: f.Entry, lang: string(f.Lang), helpful: f.Helpful, text: text})
	return nil
}

func (j *Journal) checkFeedback(f Feedback) error {
	var problems []error
	if !j.guides.knows(f.Entry) {
		problems = append(problems, errors.New("no such entry"))
	}
	if !validLang(f.Lang) {
		problems = append(problems, errors.New("no such language"))
	}
	if len(f.Reasons) > MaxReasons {
		problems = append(problems, fmt.Errorf("%d reasons (at most %d)", len(f.Reasons), MaxReasons))
	}
	for i, r := range f.Reasons {
		if !slices.Contains(Reasons(), r) || slices.Contains(f.Reasons[:i], r) {
			problems = append(problems, fmt.Errorf("reason %d is unknown or given twice", i+1))
		}
	}
	if n := utf8.RuneCountInString(f.Text); n > MaxText {
		problems = append(problems, fmt.Errorf("text of %d characters (at most %d)", n, MaxText))
	}
	if !utf8.ValidString(f.Text) || strings.ContainsFunc(f.Text, hidden) {
		problems = append(problems, errors.New("text has characters that can't be read"))
	}
	return errors.Join(problems...)
}

// hidden characters can hide digits from Config.FreeText, and PostgreSQL has no zero.
func hidden(r rune) bool {
	return unicode.Is(unicode.Cc, r) && r != '\n' && r != '\r' && r != '\t'
}

// remark is a row of the table. Its id makes writing it twice harmless and says
// nothing of the time.
type remark struct {
	id, day, entry, lang string
	helpful              bool
	text                 string
}

func (r remark) write(ctx context.Context, tx *sql.Tx) error {
	helpful := 0
	if r.helpful {
		helpful = 1
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO remark (id, day, entry, lang, helpful, text)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
		r.id, r.day, r.entry, r.lang, helpful, r.text)
	return err
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
