package classifier

import (
	"math"
	"slices"
)

// Example is a text of a class.
type Example struct {
	Class int    // from 0
	Words []Word // folded
}

// The training: plain stochastic gradient descent.
const (
	epochs = 4
	// rate is the step of the first epoch; the later ones come down to nothing in a line,
	// which on phrases left out is far better than to divide it by their number.
	rate = 2
	// smallest is the gradient below which a class is left alone: it saves two thirds of
	// the time and changes no weight that eight bits would show.
	smallest = 1e-3
	// negligible is how far below the best a logit has no chance that a float32 shows.
	negligible = -17
)

// Train learns a model that tells classes apart from examples of each. The order of
// the examples counts: they are taken in an order that their words decide, and the
// same list gives the same model. Examples without words or of a class that is
// not in [0, classes) are left out.
func Train(examples []Example, classes int) *Model {
	m := &Model{classes: classes, idf: make([]uint16, Buckets), scale: make([]float32, classes), weights: make([]int8, Buckets*classes)}
	t := &trainer{model: m, weights: make([]float32, Buckets*classes), logits: make([]float32, classes)}
	for _, e := range examples {
		if len(e.Words) > 0 && e.Class >= 0 && e.Class < classes {
			t.take(e)
		}
	}
	t.weigh()
	for epoch := range epochs {
		step := float32(rate) * float32(epochs-epoch) / epochs
		for _, s := range t.shuffled(uint32(epoch)) {
			t.learn(s, step)
		}
	}
	t.quantise()
	return m
}

// trainer holds what training needs beside the model.
type trainer struct {
	model   *Model
	samples []sample
	weights []float32 // by bucket, then class
	logits  []float32 // of the sample at hand
	moves   []move    // of the step at hand
}

// move is how far a step moves the weights of a class.
type move struct {
	class int
	by    float32
}

// sample is an example as features.
type sample struct {
	class  int
	hash   uint32
	counts []feature
	values []float32 // of unit length
}

func (t *trainer) take(e Example) {
	h := hash(kindWord, "")
	for _, w := range e.Words {
		h = extend(extend(h, " "), w.Text)
	}
	t.samples = append(t.samples, sample{class: e.Class, hash: h, counts: count(e.Words)})
}

// weigh sets the rarity of every bucket, and with it the values of the samples.
func (t *trainer) weigh() {
	in := make([]int, Buckets)
	for _, s := range t.samples {
		for _, f := range s.counts {
			in[f.bucket]++
		}
	}
	all := float64(1 + len(t.samples))
	for b, n := range in {
		if n > 0 {
			t.model.idf[b] = uint16(math.Round(idfUnit * (1 + math.Log(all/float64(1+n)))))
		}
	}
	for i := range t.samples {
		s := &t.samples[i]
		s.values = make([]float32, len(s.counts))
		var square float64
		for j := range s.counts {
			f := &s.counts[j]
			f.value = weigh(f.share, t.model.idf[f.bucket])
			square += float64(f.value * f.value)
		}
		length := math.Sqrt(square)
		for j, f := range s.counts {
			s.values[j] = float32(float64(f.value) / length)
		}
	}
}

// shuffled returns the samples in the order of an epoch.
func (t *trainer) shuffled(epoch uint32) []*sample {
	type keyed struct {
		key uint32
		s   *sample
	}
	keys := make([]keyed, len(t.samples))
	for i := range t.samples {
		s := &t.samples[i]
		// Multiplied by an odd number, and its high bits folded in, a hash gives another
		// order for each epoch.
		k := (s.hash ^ epoch*0x9e3779b9) * 0x85ebca6b
		keys[i] = keyed{k ^ k>>15, s}
	}
	slices.SortStableFunc(keys, func(a, b keyed) int {
		switch {
		case a.key < b.key:
			return -1
		case a.key > b.key:
			return 1
		}
		return 0
	})
	out := make([]*sample, len(keys))
	for i, k := range keys {
		out[i] = k.s
	}
	return out
}

// learn takes one step. Every product is rounded before it is added: a machine that
// does both at once would learn other weights.
func (t *trainer) learn(s *sample, step float32) {
	n := t.model.classes
	t.score(s)
	softmax(t.logits)
	t.moves = t.moves[:0]
	for c, p := range t.logits {
		g := -p
		if c == s.class {
			g = 1 - p
		}
		if g >= smallest || g <= -smallest {
			t.moves = append(t.moves, move{c, g * step})
		}
	}
	for j, f := range s.counts { // the weights of a bucket lie side by side
		row, x := t.weights[int(f.bucket)*n:][:n], s.values[j]
		for _, m := range t.moves {
			row[m.class] += float32(m.by * x)
		}
	}
}

// score sets the logits of a sample. Four features at once: the logits are read and
// written a quarter as often, and most of the training's time goes by here.
func (t *trainer) score(s *sample) {
	n := t.model.classes
	logits := t.logits[:n]
	clear(logits)
	row := func(j int) []float32 { return t.weights[int(s.counts[j].bucket)*n:][:n] }
	j := 0
	for ; j+4 <= len(s.counts); j += 4 {
		a, b, c, d := s.values[j], s.values[j+1], s.values[j+2], s.values[j+3]
		ra, rb, rc, rd := row(j), row(j+1), row(j+2), row(j+3)
		for i := range logits {
			logits[i] += float32(a*ra[i]) + float32(b*rb[i]) + float32(c*rc[i]) + float32(d*rd[i])
		}
	}
	for ; j < len(s.counts); j++ {
		x := s.values[j]
		for i, w := range row(j) {
			logits[i] += float32(x * w)
		}
	}
}

// softmax turns logits into probabilities.
func softmax(xs []float32) {
	top := slices.Max(xs)
	var sum float64
	for i, x := range xs {
		if x-top < negligible {
			xs[i] = 0
			continue
		}
		e := Exp(float64(x - top))
		xs[i] = float32(e)
		sum += e
	}
	for i, x := range xs {
		xs[i] = float32(float64(x) / sum)
	}
}

// quantise keeps eight bits of each weight.
func (t *trainer) quantise() {
	n := t.model.classes
	for c := range n {
		var most float32
		for b := range Buckets {
			most = max(most, t.weights[b*n+c], -t.weights[b*n+c])
		}
		if most == 0 {
			continue
		}
		t.model.scale[c] = most / math.MaxInt8
		for b := range Buckets {
			w := float64(t.weights[b*n+c]) / float64(most)
			t.model.weights[b*n+c] = int8(math.Round(float64(w * math.MaxInt8)))
		}
	}
}
