package search

import (
	"math"
	"testing"
)

// TestFitLogistic recovers the rule that made the samples: odds of 3:1 for and against,
// told by the first value; the second says nothing.
func TestFitLogistic(t *testing.T) {
	var samples []sample
	for i := range 400 {
		x := float64(i % 2)
		holds := x == 1
		if i%8 >= 6 { // a quarter goes the other way
			holds = !holds
		}
		samples = append(samples, sample{[]float64{x, 0.5}, holds, 1})
	}
	l := fitLogistic(samples)
	for x, want := range map[float64]float64{0: -math.Log(3), 1: math.Log(3)} {
		if got := l.odds([]float64{x, 0.5}); math.Abs(got-want) > 0.1 {
			t.Errorf("odds at %v = %.3f, want %.3f", x, got, want)
		}
	}
}

// TestFitLogisticWeighs: a sample of weight 3 counts as three.
func TestFitLogisticWeighs(t *testing.T) {
	l := fitLogistic([]sample{{[]float64{0}, true, 300}, {[]float64{0}, false, 100}})
	if got, want := l.odds([]float64{0}), math.Log(3); math.Abs(got-want) > 0.1 {
		t.Errorf("odds = %.3f, want %.3f", got, want)
	}
}

func TestFitOfNothing(t *testing.T) {
	if r := fit(nil); r.Covers.Weights != nil || r.Mix != (mixing{}) {
		t.Errorf("rules of nothing: %+v", r)
	}
}

// TestFitMix: the score that puts the right entry first gets the weight.
func TestFitMix(t *testing.T) {
	right := func(fields, learnt float64) observation {
		return observation{leftOut{entry: 0}, &scorer{fields: []float64{1 + fields, 1, 1}, learnt: []float64{learnt, 0, 0, 0}, read: &Understanding{}}, true}
	}
	var obs []observation
	for range 100 {
		obs = append(obs, right(1, 1), right(-0.5, 1), right(1, 1))
	}
	m := fitMix(obs)
	if m.Learnt <= m.Fields || m.Fields <= 0 {
		t.Errorf("%+v: want more weight on the score that is always right, some on the other", m)
	}
	for _, o := range obs {
		o.learnt = nil
	}
	if m := fitMix(obs); m.Learnt != 0 || m.Fields <= 0 {
		t.Errorf("without a classifier %+v", m)
	}
}

func TestThresholds(t *testing.T) {
	rule := logistic{Weights: []float64{1}}
	var samples []sample
	for i := range 10 {
		samples = append(samples, sample{[]float64{float64(i)}, i >= 5 || i == 2, 1})
	}
	// Of 2 and 5 to 9, a third lies below 6.
	if got := quantile(rule, samples, 1.0/3); got != 6 {
		t.Errorf("quantile = %v, want 6", got)
	}
	// From 5 on all hold, from 2 on six of eight.
	if got := least(rule, samples, 1); got != 5 {
		t.Errorf("least of 1 = %v, want 5", got)
	}
	if got := least(rule, samples, 0.75); got != 2 {
		t.Errorf("least of 0.75 = %v, want 2", got)
	}
	if got := quantile(rule, nil, 0.5); got != 0 {
		t.Errorf("quantile of nothing = %v", got)
	}
}

func TestSolve(t *testing.T) {
	x := solve([][]float64{{4, 1}, {1, 3}}, []float64{1, 2})
	if math.Abs(x[0]-1.0/11) > 1e-12 || math.Abs(x[1]-7.0/11) > 1e-12 {
		t.Errorf("solve = %v, want 1/11 and 7/11", x)
	}
}
