package search

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"veiviser/content"
)

// Judged is a question with the entries that answer it.
type Judged struct {
	ID       string         `json:"id"`
	Lang     content.Lang   `json:"lang"`
	Query    string         `json:"query"`
	Relevant map[string]int `json:"relevant"` // grade 1..3 by entry id; empty: the guide has no answer
	Type     string         `json:"type"`
}

// BestGrade is the grade of an entry that should come first.
const BestGrade = 3

// ReadJudged reads one question a line. An error names the line.
func ReadJudged(r io.Reader) ([]Judged, error) {
	var out []Judged
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		if len(sc.Bytes()) == 0 {
			continue
		}
		var j Judged
		if err := json.Unmarshal(sc.Bytes(), &j); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if j.Query == "" {
			return nil, fmt.Errorf("line %d: no query", n)
		}
		for id, g := range j.Relevant {
			if g < 1 || g > BestGrade {
				return nil, fmt.Errorf("line %d: grade %d of %q (want 1..3)", n, g, id)
			}
		}
		out = append(out, j)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read questions: %w", err)
	}
	if len(out) == 0 {
		return nil, errors.New("no questions: want one JSON object a line")
	}
	return out, nil
}

// Searcher is what Evaluate scores.
type Searcher interface {
	Search(ctx context.Context, q Query) (Result, error)
}

// Metrics are means over questions. Success, MRR and nDCG are over answerable
// questions only; the share of right "none" answers has its own two.
type Metrics struct {
	N             int     `json:"n"`
	Success1      float64 `json:"success@1"` // a grade-3 entry comes first
	Success3      float64 `json:"success@3"` // … is among the first three
	MRR10         float64 `json:"mrr@10"`    // of the first grade-3 entry
	NDCG5         float64 `json:"ndcg@5"`    // gain 2^grade-1
	NDCG10        float64 `json:"ndcg@10"`
	NoneRecall    float64 `json:"none_recall"`    // unanswerable questions answered with none
	NonePrecision float64 `json:"none_precision"` // answers with none that were right
}

// Report is what Evaluate measured.
type Report struct {
	Metrics
	ByLang  map[string]Metrics `json:"by_lang"`
	ByType  map[string]Metrics `json:"by_type"`
	Latency struct {
		P50 float64 `json:"p50"`
		P99 float64 `json:"p99"`
	} `json:"latency_ms"`
	Misses []Miss `json:"misses"` // answerable without a grade-3 first, or none answered wrongly
}

// Miss is a question that was not answered as judged.
type Miss struct {
	ID    string   `json:"id"`
	Query string   `json:"query"`
	Want  []string `json:"want"` // grade-3 entries; empty: none
	Got   []string `json:"got"`  // first three hits; empty: none
}

// Evaluate asks every question and scores the answers. The language is left to the
// searcher to detect, as in a chat.
func Evaluate(ctx context.Context, s Searcher, questions []Judged) (Report, error) {
	rep := Report{ByLang: map[string]Metrics{}, ByType: map[string]Metrics{}, Misses: []Miss{}}
	var all tally
	langs, types := map[string]*tally{}, map[string]*tally{}
	var times []float64
	for _, q := range questions {
		start := time.Now()
		res, err := s.Search(ctx, Query{Text: q.Query})
		times = append(times, float64(time.Since(start).Microseconds())/1000)
		if err != nil {
			return Report{}, fmt.Errorf("question %s: %w", q.ID, err)
		}
		o := judge(q, res)
		for _, t := range []*tally{&all, of(langs, string(q.Lang)), of(types, q.Type)} {
			t.add(o)
		}
		if o.missed {
			rep.Misses = append(rep.Misses, missOf(q, res))
		}
	}
	rep.Metrics = all.metrics()
	for k, t := range langs {
		rep.ByLang[k] = t.metrics()
	}
	for k, t := range types {
		rep.ByType[k] = t.metrics()
	}
	slices.Sort(times)
	rep.Latency.P50 = times[len(times)/2]
	rep.Latency.P99 = times[min(len(times)-1, len(times)*99/100)]
	return rep, nil
}

// outcome is how one question went.
type outcome struct {
	answerable, none, missed        bool
	success1, success3, rr, n5, n10 float64
}

func judge(q Judged, res Result) outcome {
	o := outcome{answerable: len(q.Relevant) > 0, none: res.Confidence == None}
	if !o.answerable {
		o.missed = !o.none
		return o
	}
	for i, h := range res.Hits[:min(10, len(res.Hits))] {
		if q.Relevant[h.Entry.ID] == BestGrade {
			o.rr = 1 / float64(i+1)
			break
		}
	}
	if o.rr == 1 {
		o.success1 = 1
	}
	if o.rr >= 1.0/3 {
		o.success3 = 1
	}
	o.n5, o.n10 = ndcg(q.Relevant, res.Hits, 5), ndcg(q.Relevant, res.Hits, 10)
	o.missed = o.success1 == 0 || o.none
	return o
}

// ndcg is the discounted gain of the first k hits over that of the best order.
func ndcg(relevant map[string]int, hits []Hit, k int) float64 {
	gain := func(grade, rank int) float64 {
		return (math.Exp2(float64(grade)) - 1) / math.Log2(float64(rank+2))
	}
	var got, best float64
	for i, h := range hits[:min(k, len(hits))] {
		got += gain(relevant[h.Entry.ID], i)
	}
	var grades []int
	for _, g := range relevant {
		grades = append(grades, g)
	}
	slices.SortFunc(grades, func(a, b int) int { return b - a })
	for i, g := range grades[:min(k, len(grades))] {
		best += gain(g, i)
	}
	return got / best
}

func missOf(q Judged, res Result) Miss {
	m := Miss{ID: q.ID, Query: q.Query, Want: []string{}, Got: []string{}}
	for id, g := range q.Relevant {
		if g == BestGrade {
			m.Want = append(m.Want, id)
		}
	}
	slices.Sort(m.Want)
	if res.Confidence == None && len(q.Relevant) == 0 {
		return m
	}
	if res.Confidence == None {
		m.Got = append(m.Got, string(None))
	}
	for _, h := range res.Hits[:min(3, len(res.Hits))] {
		m.Got = append(m.Got, h.Entry.ID)
	}
	return m
}

// tally sums outcomes.
type tally struct {
	n, answerable, unanswerable, none, rightNone int
	success1, success3, rr, n5, n10              float64
}

func of(m map[string]*tally, key string) *tally {
	if m[key] == nil {
		m[key] = &tally{}
	}
	return m[key]
}

func (t *tally) add(o outcome) {
	t.n++
	if o.none {
		t.none++
	}
	if !o.answerable {
		t.unanswerable++
		if o.none {
			t.rightNone++
		}
		return
	}
	t.answerable++
	t.success1 += o.success1
	t.success3 += o.success3
	t.rr += o.rr
	t.n5 += o.n5
	t.n10 += o.n10
}

// metrics divides; a share of nothing is 0.
func (t *tally) metrics() Metrics {
	over := func(x float64, n int) float64 {
		if n == 0 {
			return 0
		}
		return x / float64(n)
	}
	return Metrics{
		N: t.n, Success1: over(t.success1, t.answerable), Success3: over(t.success3, t.answerable),
		MRR10: over(t.rr, t.answerable), NDCG5: over(t.n5, t.answerable), NDCG10: over(t.n10, t.answerable),
		NoneRecall: over(float64(t.rightNone), t.unanswerable), NonePrecision: over(float64(t.rightNone), t.none),
	}
}
