package journal

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"veiviser/content"
)

// Report is what editors want to know.
type Report struct {
	Rows    []Row     // by id; entries nothing happened to have none
	Answers []Answers // by platform and language
	Remarks []Remark  // latest day first, at most MaxRemarks
}

// Row is what happened to one entry.
type Row struct {
	Entry                                    string
	Shown, Opened, Noted, Helpful, Unhelpful int
	Missing                                  map[content.Section]int // sections asked for that have no source; nil for none
	Reasons                                  map[Reason]int          // nil for none
}

// Answers is how sure the answers were.
type Answers struct {
	Platform           string
	Lang               content.Lang
	Strong, Weak, None int
}

// Remark is a feedback's text.
type Remark struct {
	Day     time.Time // UTC, no hour: a remark can't be tied to a conversation
	Entry   string
	Lang    content.Lang
	Helpful bool
	Text    string
}

// MaxRemarks in one report: more than anybody reads.
const MaxRemarks = 1000

// Report sums up what happened on the days (UTC) from since on, by all replicas. What
// this one still has to write it writes first.
func (j *Journal) Report(ctx context.Context, since time.Time) (Report, error) {
	if err := j.write(ctx); err != nil {
		return Report{}, fmt.Errorf("report: %w", err)
	}
	var r Report
	if err := j.sumUp(ctx, since, &r); err != nil {
		return Report{}, fmt.Errorf("report: %w", err)
	}
	var err error
	if r.Remarks, err = j.remarks(ctx, since); err != nil {
		return Report{}, fmt.Errorf("report: remarks: %w", err)
	}
	return r, nil
}

// sums gathers counts into the rows they belong to.
type sums struct {
	rows    map[string]*Row
	answers map[countKey]*Answers // by platform and language alone
}

func (j *Journal) sumUp(ctx context.Context, since time.Time, r *Report) error {
	rows, err := j.db.read.QueryContext(ctx, `SELECT kind, entry, detail, lang, platform, CAST(sum(n) AS BIGINT)
		FROM day_count WHERE day >= $1 GROUP BY kind, entry, detail, lang, platform`, dayOf(since))
	if err != nil {
		return err
	}
	defer rows.Close()
	s := sums{rows: map[string]*Row{}, answers: map[countKey]*Answers{}}
	for rows.Next() {
		var k countKey
		var n int
		if err := rows.Scan(&k.kind, &k.entry, &k.detail, &k.lang, &k.platform, &n); err != nil {
			return err
		}
		s.add(k, n)
	}
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

func (s sums) add(k countKey, n int) {
	if k.kind == answers {
		s.addAnswers(k, n)
		return
	}
	row, there := s.rows[k.entry]
	if !there {
		row = &Row{Entry: k.entry}
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
		row.Unhelpful += n
	case missing:
		addTo(&row.Missing, content.Section(k.detail), n)
	case reason:
		addTo(&row.Reasons, Reason(k.detail), n)
	}
}

func (s sums) addAnswers(k countKey, n int) {
	group := countKey{platform: k.platform, lang: k.lang}
	a, there := s.answers[group]
	if !there {
		a = &Answers{Platform: k.platform, Lang: content.Lang(k.lang)}
		s.answers[group] = a
	}
	switch k.detail {
	case "strong":
		a.Strong += n
	case "weak":
		a.Weak += n
	case "none":
		a.None += n
	}
}

func addTo[K comparable](m *map[K]int, k K, n int) {
	if *m == nil {
		*m = map[K]int{}
	}
	(*m)[k] += n
}

func (j *Journal) remarks(ctx context.Context, since time.Time) ([]Remark, error) {
	rows, err := j.db.read.QueryContext(ctx, `SELECT day, entry, lang, helpful, text FROM remark
		WHERE day >= $1 ORDER BY day DESC, id LIMIT $2`, dayOf(since), MaxRemarks)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []Remark
	for rows.Next() {
		r, err := scanRemark(rows)
		if err != nil {
			return nil, err
		}
		found = append(found, r)
	}
	return found, rows.Err()
}

func scanRemark(rows *sql.Rows) (Remark, error) {
	var r Remark
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
