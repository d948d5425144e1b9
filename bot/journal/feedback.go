package journal

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"veiviser/bot"
)

// Feedback counts f and keeps its text where that is allowed. It never waits. What the
// same person thought of the entry before, within 90 days, no longer counts. The error
// says what of f is not as it must be; nothing of f is kept then.
func (c *Counts) Feedback(f bot.Feedback) error {
	if err := c.checkFeedback(f); err != nil {
		c.queue.rejected.Add(1)
		return fmt.Errorf("feedback: %w", err)
	}
	v := vote{day: dayOf(c.cfg.Now()), entry: f.Entry, lang: string(f.Lang), helpful: f.Helpful, reasons: joined(f.Reasons)}
	if v.text = c.remarkable(f.Text); v.text != "" {
		v.remark = rand.Text()
	}
	if f.Person != "" {
		c.queue.vote(c.hash("vote", f.Person+"\x00"+f.Entry), v)
		return nil
	}
	for _, k := range v.counts() {
		c.queue.count(k)
	}
	if v.text != "" {
		c.queue.remark(v.asRemark())
	}
	return nil
}

// remarkable is what of a text may be kept.
func (c *Counts) remarkable(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || c.cfg.FreeText == nil {
		return ""
	}
	if !c.cfg.FreeText(text) {
		c.queue.rejected.Add(1)
		return ""
	}
	return text
}

func (c *Counts) checkFeedback(f bot.Feedback) error {
	var problems []error
	if !c.entries.knows(f.Entry) {
		problems = append(problems, errors.New("no such entry"))
	}
	if !validLang(f.Lang) {
		problems = append(problems, errors.New("no such language"))
	}
	if len(f.Reasons) > bot.MaxReasons {
		problems = append(problems, fmt.Errorf("%d reasons (at most %d)", len(f.Reasons), bot.MaxReasons))
	}
	for i, r := range f.Reasons {
		if !slices.Contains(bot.Reasons(), r) || slices.Contains(f.Reasons[:i], r) {
			problems = append(problems, fmt.Errorf("reason %d is unknown or given twice", i+1))
		}
	}
	if n := utf8.RuneCountInString(f.Text); n > bot.MaxRemark {
		problems = append(problems, fmt.Errorf("text of %d characters (at most %d)", n, bot.MaxRemark))
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
	_, err := tx.ExecContext(ctx, `INSERT INTO remark (id, day, entry, lang, helpful, text)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
		r.id, r.day, r.entry, r.lang, number(r.helpful), r.text)
	return err
}

// vote is a row of the table: what somebody thought of an entry last, and how that was
// counted.
type vote struct {
	day, entry, lang string
	helpful          bool
	reasons          string // separated by spaces
	remark           string // id of its text, empty for none
	text             string // kept as a remark alone
}

func (v vote) asRemark() remark {
	return remark{id: v.remark, day: v.day, entry: v.entry, lang: v.lang, helpful: v.helpful, text: v.text}
}

func joined(rs []bot.Reason) string {
	words := make([]string, len(rs))
	for i, r := range rs {
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// counts is what the vote counts as.
func (v vote) counts() []countKey {
	k := countKey{day: v.day, kind: unhelpful, entry: v.entry, lang: v.lang}
	if v.helpful {
		k.kind = helpful
	}
	all := []countKey{k}
	for r := range strings.FieldsSeq(v.reasons) {
		all = append(all, countKey{day: v.day, kind: reason, entry: v.entry, detail: r, lang: v.lang})
	}
	return all
}

// write keeps v in place of what was kept, and adds what changes by it to counts.
func (v vote) write(ctx context.Context, tx *sql.Tx, id string, counts map[countKey]int64) error {
	old, err := v.replace(ctx, tx, id)
	if err != nil {
		return err
	}
	if old.remark != "" {
		if _, err := tx.ExecContext(ctx, `DELETE FROM remark WHERE id = $1`, old.remark); err != nil {
			return err
		}
	}
	if v.remark != "" {
		if err := v.asRemark().write(ctx, tx); err != nil {
			return err
		}
	}
	for _, k := range v.counts() {
		counts[k]++
	}
	if old.entry == "" {
		return nil
	}
	for _, k := range old.counts() {
		counts[k]--
	}
	return nil
}

// replace returns the vote that v takes the place of; the zero vote for none. Another
// replica can be doing the same: then it is looked at once more.
func (v vote) replace(ctx context.Context, tx *sql.Tx, id string) (old vote, err error) {
	for {
		res, err := tx.ExecContext(ctx, `INSERT INTO vote (id, day, entry, lang, helpful, reasons, remark)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
			id, v.day, v.entry, v.lang, number(v.helpful), v.reasons, v.remark)
		if err != nil {
			return vote{}, err
		}
		if n, err := res.RowsAffected(); n > 0 || err != nil {
			return vote{}, err
		}
		var wasHelpful int
		err = tx.QueryRowContext(ctx, `SELECT day, entry, lang, helpful, reasons, remark FROM vote WHERE id = $1`, id).
			Scan(&old.day, &old.entry, &old.lang, &wasHelpful, &old.reasons, &old.remark)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return vote{}, err
		}
		old.helpful = wasHelpful == 1
		res, err = tx.ExecContext(ctx, `UPDATE vote SET day = $2, lang = $3, helpful = $4, reasons = $5, remark = $6
			WHERE id = $1 AND day = $7 AND lang = $8 AND helpful = $9 AND reasons = $10 AND remark = $11`,
			id, v.day, v.lang, number(v.helpful), v.reasons, v.remark, old.day, old.lang, wasHelpful, old.reasons, old.remark)
		if err != nil {
			return vote{}, err
		}
		if n, err := res.RowsAffected(); n > 0 || err != nil {
			return old, err
		}
	}
}
