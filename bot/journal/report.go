package journal

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"veiviser/bot"
	"veiviser/content"
)

// MaxRemarks in one report: more than anybody reads.
const MaxRemarks = 1000

// Report sums up what happened on the days (UTC) from since on, by all replicas. What
// this one still has to write it writes first.
func (c *Counts) Report(ctx context.Context, since time.Time) (bot.Report, error) {
	if err := c.flush(ctx); err != nil {
		return bot.Report{}, fmt.Errorf("report: %w", err)
	}
	var r bot.Report
	if err := c.sumUp(ctx, since, &r); err != nil {
		return bot.Report{}, fmt.Errorf("report: %w", err)
	}
	var err error
	if r.Remarks, err = c.remarks(ctx, since); err != nil {
		return bot.Report{}, fmt.Errorf("report: remarks: %w", err)
	}
	return r, nil
}

// sums gathers counts into the rows they belong to.
type sums struct {
	rows    map[string]*bot.ReportRow
	answers map[countKey]*bot.ReportAnswers // by platform and language alone
	months  []bot.ReportMonth               // the first first, as they are read
}

func (c *Counts) sumUp(ctx context.Context, since time.Time, r *bot.Report) error {
	rows, err := c.db.read.QueryContext(ctx, `SELECT substr(day, 1, 7) AS month, kind, entry, detail, lang, platform, CAST(sum(n) AS BIGINT)
		FROM day_count WHERE day >= $1 GROUP BY substr(day, 1, 7), kind, entry, detail, lang, platform HAVING sum(n) <> 0 ORDER BY month`, dayOf(since))
	if err != nil {
		return err
	}
	defer rows.Close()
	s := sums{rows: map[string]*bot.ReportRow{}, answers: map[countKey]*bot.ReportAnswers{}}
	for rows.Next() {
		var k countKey
		var n int
		if err := rows.Scan(&k.day, &k.kind, &k.entry, &k.detail, &k.lang, &k.platform, &n); err != nil {
			return err
		}
		month, err := time.Parse("2006-01", k.day)
		if err != nil {
			return err
		}
		s.add(k, month, n)
	}
	r.Months = s.months
	for _, id := range slices.Sorted(maps.Keys(s.rows)) {
		r.Rows = append(r.Rows, *s.rows[id])
	}
	for _, k := range slices.SortedFunc(maps.Keys(s.answers), func(a, b countKey) int {
		return cmp.Or(cmp.Compare(a.platform, b.platform), cmp.Compare(a.lang, b.lang))
	}) {
		r.Answers = append(r.Answers, *s.answers[k])
	}
	return rows.Err()
}

func (s *sums) add(k countKey, month time.Time, n int) {
	if k.kind == answers {
		s.addAnswers(k, month, n)
		return
	}
	row, there := s.rows[k.entry]
	if !there {
		row = &bot.ReportRow{Entry: k.entry}
		s.rows[k.entry] = row
	}
	switch k.kind {
	case shown:
		row.Shown += n
	case opened:
		row.Opened += n
	case noted:
		row.Noted += n
	case helpful:
		row.Helpful += n
	case unhelpful:
		row.NotHelpful += n
	case missing:
		addTo(&row.Missing, content.Section(k.detail), n)
	case reason:
		addTo(&row.Reasons, bot.Reason(k.detail), n)
	case offered:
		row.Offered += n
	case chosen:
		row.Chosen += n
	case refused:
		row.Refused += n
	}
	for _, months := range []*[]bot.ReportMonth{&row.Months, &s.months} {
		switch k.kind {
		case shown:
			inMonth(months, month).Shown += n
		case unhelpful, missing, refused: // as bot.ReportRow.Need has it
			inMonth(months, month).Need += n
		}
	}
}

// inMonth is the month among months, which are read in their order.
func inMonth(months *[]bot.ReportMonth, month time.Time) *bot.ReportMonth {
	if n := len(*months); n == 0 || !(*months)[n-1].Month.Equal(month) {
		*months = append(*months, bot.ReportMonth{Month: month})
	}
	return &(*months)[len(*months)-1]
}

func (s *sums) addAnswers(k countKey, month time.Time, n int) {
	group := countKey{platform: k.platform, lang: k.lang}
	a, there := s.answers[group]
	if !there {
		a = &bot.ReportAnswers{Platform: bot.Platform(k.platform), Lang: content.Lang(k.lang)}
		s.answers[group] = a
	}
	switch k.detail {
	case "strong":
		a.Strong += n
	case "weak":
		a.Weak += n
		inMonth(&s.months, month).Weak += n
	case "none":
		a.None += n
		inMonth(&s.months, month).None += n
	}
}

func addTo[K comparable](m *map[K]int, k K, n int) {
	if *m == nil {
		*m = map[K]int{}
	}
	(*m)[k] += n
}

func (c *Counts) remarks(ctx context.Context, since time.Time) ([]bot.Remark, error) {
	rows, err := c.db.read.QueryContext(ctx, `SELECT day, entry, lang, helpful, text FROM remark
		WHERE day >= $1 ORDER BY day DESC, id LIMIT $2`, dayOf(since), MaxRemarks)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []bot.Remark
	for rows.Next() {
		r, err := scanRemark(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

func scanRemark(rows *sql.Rows) (bot.Remark, error) {
	var r bot.Remark
	var on string
	var helpful int
	if err := rows.Scan(&on, &r.Entry, &r.Lang, &helpful, &r.Text); err != nil {
		return r, err
	}
	var err error
	r.Day, err = time.Parse(time.DateOnly, on)
	r.Helpful = helpful == 1
	return r, err
}
