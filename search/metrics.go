package search

// outcome is how one question went.
type outcome struct {
	answerable, missed              bool
	confidence                      Confidence
	right                           bool // the first hit answers
	success1, success3, rr, n5, n10 float64
}

// answers is the least grade of an entry that is no wrong answer by itself.
const answers = 2

func judge(q Judged, res Result) outcome {
	o := outcome{answerable: len(q.Relevant) > 0, confidence: res.Confidence}
	none := res.Confidence == None
	if !o.answerable {
		o.missed = !none
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
	o.right = len(res.Hits) > 0 && q.Relevant[res.Hits[0].Entry.ID] >= answers
	o.n5, o.n10 = ndcg(q.Relevant, res.Hits, 5), ndcg(q.Relevant, res.Hits, 10)
	o.missed = o.success1 == 0 || none
	return o
}

// tally sums outcomes.
type tally struct {
	n, answerable, unanswerable, none, rightNone int
	strong, strongRight, strongWrong             int
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
	switch {
	case o.confidence == None:
		t.none++
	case o.confidence == Strong && o.right:
		t.strong++
		t.strongRight++
	case o.confidence == Strong:
		t.strong++
		t.strongWrong++
	}
	if !o.answerable {
		t.unanswerable++
		if o.confidence == None {
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
		Strong: over(float64(t.strong), t.answerable), StrongRight: over(float64(t.strongRight), t.answerable),
		StrongWrong: over(float64(t.strongWrong), t.answerable),
	}
}

// metricsOf is metrics of each tally.
func metricsOf(m map[string]*tally) map[string]Metrics {
	out := map[string]Metrics{}
	for k, t := range m {
		out[k] = t.metrics()
	}
	return out
}

// join adds the sums of another tally.
func (t *tally) join(o *tally) {
	t.n += o.n
	t.answerable += o.answerable
	t.unanswerable += o.unanswerable
	t.none += o.none
	t.rightNone += o.rightNone
	t.strong += o.strong
	t.strongRight += o.strongRight
	t.strongWrong += o.strongWrong
	t.success1 += o.success1
	t.success3 += o.success3
	t.rr += o.rr
	t.n5 += o.n5
	t.n10 += o.n10
}
