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
	Form     string         `json:"form,omitempty"` // of a phrase left out: how long it is
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

	// Shares of the answerable questions. Right is a first hit of grade 2 or 3; any other
	// is wrong, and so is every strong answer to a question without one.
	Strong      float64 `json:"strong"`
	StrongRight float64 `json:"strong_right"`
	StrongWrong float64 `json:"strong_wrong"`
}

// Report is what Evaluate measured.
type Report struct {
	Metrics
	ByLang  map[string]Metrics `json:"by_lang"`
	ByType  map[string]Metrics `json:"by_type"`
	ByForm  map[string]Metrics `json:"by_form,omitempty"` // phrases left out: short, middling or long
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
	ev := newEvaluation()
	for _, q := range questions {
		if err := ev.ask(ctx, s, q); err != nil {
			return Report{}, err
		}
	}
	return ev.report(), nil
}

// evaluation gathers how questions went.
type evaluation struct {
	all                 tally
	langs, types, forms map[string]*tally
	times               []float64
	misses              []Miss
}

func newEvaluation() *evaluation {
	return &evaluation{langs: map[string]*tally{}, types: map[string]*tally{}, forms: map[string]*tally{}, misses: []Miss{}}
}

func (ev *evaluation) ask(ctx context.Context, s Searcher, q Judged) error {
	start := time.Now()
	res, err := s.Search(ctx, Query{Text: q.Query})
	ev.times = append(ev.times, float64(time.Since(start).Microseconds())/1000)
	if err != nil {
		return fmt.Errorf("question %s: %w", q.ID, err)
	}
	o := judge(q, res)
	tallies := []*tally{&ev.all, of(ev.langs, string(q.Lang)), of(ev.types, q.Type)}
	if q.Form != "" {
		tallies = append(tallies, of(ev.forms, q.Form))
	}
	for _, t := range tallies {
		t.add(o)
	}
	if o.missed {
		ev.misses = append(ev.misses, missOf(q, res))
	}
	return nil
}

func (ev *evaluation) report() Report {
	rep := Report{
		Metrics: ev.all.metrics(), Misses: ev.misses,
		ByLang: metricsOf(ev.langs), ByType: metricsOf(ev.types), ByForm: metricsOf(ev.forms),
	}
	times := slices.Sorted(slices.Values(ev.times))
	rep.Latency.P50 = times[len(times)/2]
	rep.Latency.P99 = times[min(len(times)-1, len(times)*99/100)]
	return rep
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
