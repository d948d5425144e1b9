package journal

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"veiviser/bot"
	"veiviser/content"
)

// Inquiries keeps what the editors are sent until one of them closes it, and for 90 days at
// most; encrypted where there is a key. It implements [bot.Desk].
type Inquiries struct{ *core }

const (
	// maxInquiries that are open: more than editors read, and what strangers can make the
	// journal keep is bounded.
	maxInquiries = 1000
	// inquiryWait is how long somebody waits who sends one.
	inquiryWait = 3 * time.Second
)

// Inquire implements [bot.Desk]. It waits for the database: who sends something is told
// whether it is kept. An entry, a section or a language that the guide does not have is left
// out.
func (in *Inquiries) Inquire(ctx context.Context, i bot.Inquiry) (kept bool, err error) {
	if i, err = i.Checked(); err != nil {
		in.queue.rejected.Add(1)
		return false, err
	}
	if !in.entries.knows(i.Entry) {
		i.Entry = ""
	}
	if !slices.Contains(content.Sections(), i.Section) {
		i.Section = ""
	}
	i.Lang = knownLang(i.Lang)
	id, text, sealed := in.hash("inquiry", i.Person+"\x00"+i.Text), i.Text, 0
	if in.seal != nil {
		sealed = 1
		if text, err = in.seal.seal(i.Text, "inquiry "+id); err != nil {
			return false, fmt.Errorf("inquire: %w", err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, inquiryWait)
	defer cancel()
	err = in.db.inTx(ctx, func(tx *sql.Tx) error {
		kept = false
		var there, open int
		err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM inquiry WHERE id = $1), (SELECT count(*) FROM inquiry)`, id).Scan(&there, &open)
		switch {
		case err != nil || there > 0:
			return err
		case open >= maxInquiries:
			return bot.ErrInquiriesFull
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO inquiry (id, day, entry, section, lang, sealed, text)
			VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
			id, dayOf(in.cfg.Now()), i.Entry, string(i.Section), string(i.Lang), sealed, text)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		kept = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("inquire: %w", err)
	}
	return kept, nil
}

// lastDay is the day from which on inquiries are no longer kept: those of the whole day are
// at most 90 days old.
func (in *Inquiries) lastDay() string { return dayOf(in.cfg.Now().AddDate(0, 0, -bot.InquiryDays)) }

// Inquiries returns what is open, latest day first.
func (in *Inquiries) Inquiries(ctx context.Context) ([]bot.OpenInquiry, error) {
	rows, err := in.db.read.QueryContext(ctx, `SELECT id, day, entry, section, lang, sealed, text FROM inquiry
		WHERE day > $1 ORDER BY day DESC, id LIMIT $2`, in.lastDay(), maxInquiries)
	if err != nil {
		return nil, fmt.Errorf("inquiries: %w", err)
	}
	defer rows.Close()
	var all []bot.OpenInquiry
	for rows.Next() {
		i, err := in.scan(rows)
		if err != nil {
			return nil, fmt.Errorf("inquiries: %w", err)
		}
		all = append(all, i)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("inquiries: %w", err)
	}
	return all, nil
}

// scan reads a row. What was encrypted under another key has no text, and can be closed.
func (in *Inquiries) scan(rows *sql.Rows) (i bot.OpenInquiry, err error) {
	var on string
	var sealed int
	if err := rows.Scan(&i.ID, &on, &i.Entry, &i.Section, &i.Lang, &sealed, &i.Text); err != nil {
		return i, err
	}
	if sealed != 0 {
		text := i.Text
		i.Text = ""
		i.Sealed = in.seal == nil || in.seal.open(text, "inquiry "+i.ID, &i.Text) != nil
	}
	if i.Day, err = time.Parse(time.DateOnly, on); err != nil {
		return i, err
	}
	i.Deleted = i.Day.AddDate(0, 0, bot.InquiryDays)
	return i, nil
}

// CloseInquiry deletes an inquiry for good. There being none is no error: another editor
// was first.
func (in *Inquiries) CloseInquiry(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, inquiryWait)
	defer cancel()
	if _, err := in.db.exec(ctx, `DELETE FROM inquiry WHERE id = $1`, id); err != nil {
		return fmt.Errorf("close inquiry: %w", err)
	}
	return nil
}
