package search

import (
	"cmp"
	"context"
	"math"
	"slices"

	"veiviser/content"
	"veiviser/search/classifier"
)

// What the rules are fitted for.
const (
	// outsideShare is the share of questions that lie outside the guide: of those that
	// advisers asked in trials, one in seven.
	outsideShare = 0.15
	// refused is the share of answerable phrases that may be answered with none. It looks
	// high: a word that stands in the phrase alone is unknown here, and half of them are
	// asked with a slip. Of real questions a tenth as many are.
	refused = 0.12
	// rightAtLeast is the share of strong answers whose first hit is the entry that the
	// phrase was left out of. A phrase has one entry here, and a question often several
	// that answer it; but what is left of the same voice is nearer to it than to any question.
	rightAtLeast = 0.92
)

// Train trains the classifier on the guide, and fits the rules on the guide's phrases,
// each asked of an index and a model without it. The same guide gives the same
// training, to the last bit. Questions are learnt from where a point is chosen, beside
// those that stand at the points. It takes about two minutes on two cores.
func Train(ctx context.Context, g *content.Guide, questions []PointQuestion) (*Training, error) {
	c, s := corpusOf(g), setup{tune: defaultTuning(), lexicon: newLexicon(fold)}
	t := &Training{fitted: fitted{Texts: c.digest()}, laid: c.laid()}
	obs, err := observe(ctx, c, s)
	if err != nil {
		return nil, err
	}
	t.fitted.With = fit(obs)
	for _, o := range obs {
		o.learnt = nil
	}
	t.fitted.Without = fit(obs)
	t.model = c.train(s.lexicon)
	t.points, t.asked = c.trainPoints(s.lexicon, questions)
	ix, err := newIndex(c, s)
	if err != nil {
		return nil, err
	}
	t.sections = ix.trainSections()
	return t, ix.Close()
}

// fit fits the rules to what was observed.
func fit(obs []observation) rules {
	r := rules{Mix: fitMix(obs)}
	covers, right := samplesOf(obs, r.Mix)
	r.Covers = fitLogistic(covers)
	r.Covers.From = rounded(quantile(r.Covers, covers, refused))
	r.Right = fitLogistic(right)
	r.Right.From = rounded(least(r.Right, right, rightAtLeast))
	return r
}

// samplesOf lists what was observed for the two rules. Questions outside weigh as much
// as their share, however many phrases the list of them has.
func samplesOf(obs []observation, m mixing) (covers, right []sample) {
	outside := 0.0
	for _, o := range obs {
		o.ix.rules.Mix = m
		o.mix()
		ev, ok := o.evidence()
		if !ok {
			continue
		}
		first := slices.Index(o.total, slices.Max(o.total))
		covers = append(covers, sample{ev.covered(), o.entry != notCovered, 1})
		right = append(right, sample{ev.against(), o.entry == first, 1})
		if o.entry == notCovered {
			outside++
		}
	}
	weight := outsideShare / (1 - outsideShare) * (float64(len(covers)) - outside) / max(1, outside)
	for i, s := range covers {
		if !s.holds {
			covers[i].weight, right[i].weight = weight, weight
		}
	}
	return covers, right
}

// sample is one observation of a rule.
type sample struct {
	values []float64
	holds  bool
	weight float64
}

// rounded keeps three decimals: more would differ with the last bit of a logarithm.
func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }

// quantile returns the log-odds below which a share of the samples lies that hold.
func quantile(l logistic, samples []sample, share float64) float64 {
	var odds []float64
	for _, s := range samples {
		if s.holds {
			odds = append(odds, l.odds(s.values))
		}
	}
	if len(odds) == 0 {
		return 0
	}
	slices.Sort(odds)
	return odds[int(share*float64(len(odds)))]
}

// least returns the lowest log-odds from which on the rule holds for a share of the
// samples' weight; the highest of all where it never does.
func least(l logistic, samples []sample, share float64) float64 {
	type scored struct {
		odds float64
		sample
	}
	all := make([]scored, len(samples))
	for i, s := range samples {
		all[i] = scored{l.odds(s.values), s}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.odds, a.odds) })
	var holds, sum, from float64
	for _, s := range all {
		sum += s.weight
		if s.holds {
			holds += s.weight
		}
		if holds >= share*sum {
			from = s.odds
		}
	}
	return from
}

// newtonSteps is more than either fit needs to stand still.
const newtonSteps = 25

// longestStep keeps Newton's method from leaping over the top where it is far from it.
const longestStep = 2

// fitMix finds the weights of the mixed score that make the entries of the left-out
// phrases, and those named in the frames, likeliest.
func fitMix(obs []observation) mixing {
	type known struct {
		entry int
		parts [mixed][]float64
	}
	var all []known
	for _, o := range obs {
		if (o.plain || o.name) && o.entry != notCovered && o.fields[o.entry] > 0 {
			all = append(all, known{o.entry, o.parts()})
		}
	}
	var w [mixed]float64
	for range newtonSteps {
		var grad [mixed]float64
		hess := make([][]float64, mixed)
		for a := range hess {
			hess[a] = make([]float64, mixed)
			hess[a][a], grad[a] = ridge, -ridge*w[a]
		}
		for _, k := range all {
			addMix(k.parts, k.entry, mixing{w[0], w[1], w[2], w[3]}, &grad, hess)
		}
		for a, step := range solve(hess, grad[:]) {
			w[a] += min(longestStep, max(-longestStep, step))
		}
	}
	return mixing{rounded(w[0]), rounded(w[1]), rounded(w[2]), rounded(w[3])}
}

// addMix adds one observation's gradient and curvature of the log-likelihood.
func addMix(parts [mixed][]float64, entry int, m mixing, grad *[mixed]float64, hess [][]float64) {
	logits := m.logits(parts)
	most := slices.Max(logits)
	value := func(part, i int) float64 {
		if parts[part] == nil {
			return 0
		}
		return parts[part][i]
	}
	var sum float64
	var mean [mixed]float64
	var square [mixed][mixed]float64
	for i, x := range logits {
		p := classifier.Exp(x - most)
		if p < leastChance {
			continue
		}
		sum += p
		for a := range parts {
			mean[a] += p * value(a, i)
			for b := range parts {
				square[a][b] += p * value(a, i) * value(b, i)
			}
		}
	}
	for a := range parts {
		grad[a] += value(a, entry) - mean[a]/sum
		for b := range parts {
			hess[a][b] += square[a][b]/sum - mean[a]/sum*mean[b]/sum
		}
	}
}

// fitLogistic fits a logistic regression by Newton's method.
func fitLogistic(samples []sample) logistic {
	if len(samples) == 0 {
		return logistic{}
	}
	n := len(samples[0].values) + 1
	w := make([]float64, n) // the bias last
	for range newtonSteps {
		grad, hess := make([]float64, n), make([][]float64, n)
		for a := range hess {
			hess[a] = make([]float64, n)
			hess[a][a] = ridge
			grad[a] = -ridge * w[a]
		}
		for _, s := range samples {
			addLogistic(s, w, grad, hess)
		}
		for a, step := range solve(hess, grad) {
			w[a] += step
		}
	}
	for i := range w {
		w[i] = rounded(w[i])
	}
	return logistic{Bias: w[n-1], Weights: w[:n-1]}
}

// ridge holds the weights back, so that evidence that is always the same gets none: as
// much as a handful of samples say.
const ridge = 1

func addLogistic(s sample, w, grad []float64, hess [][]float64) {
	x := append(slices.Clone(s.values), 1)
	var z float64
	for i, v := range x {
		z += w[i] * v
	}
	p := 1 / (1 + math.Exp(-z))
	y := 0.0
	if s.holds {
		y = 1
	}
	for a, v := range x {
		grad[a] += s.weight * (y - p) * v
		for b, u := range x {
			hess[a][b] += s.weight * p * (1 - p) * v * u
		}
	}
}

// solve returns x of a·x = b for a symmetric positive matrix, by Gauss. It changes both.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := a[j][i] / a[i][i]
			for k := i; k < n; k++ {
				a[j][k] -= f * a[i][k]
			}
			b[j] -= f * b[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= a[i][k] * b[k]
		}
		b[i] /= a[i][i]
	}
	return b
}
