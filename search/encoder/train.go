package encoder

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"veiviser/search/classifier"
)

// Group is some statements of which a question wants one.
type Group struct {
	Statements []Statement
	Questions  []Question
}

// Statement is what is said, in every language that it is said in.
type Statement [][]classifier.Word

// Question is answered by one statement of its group.
type Question struct {
	Words  []classifier.Word
	Answer int // an index into the group's statements
}

// The training: gradient descent with a step of its own for every weight (Adagrad), a
// group at a time.
const (
	epochs = 5
	rate   = 0.1
	// strangers is how many other groups' statements a question is drawn away from beside
	// those of its own, others each time: they tell apart by more than a group's words.
	strangers = 2
	// sharp is what the likeness of two texts is multiplied by before it becomes a chance.
	sharp = 10
	// first is how far from 0 the weights begin.
	first = 0.1
	// smallest is the gradient below which a statement is left alone: it saves time and
	// changes no weight that eight bits would show.
	smallest = 1e-4
)

// Train learns a model from groups. Their order counts: the same list gives the same
// model. A question whose answer is no statement of its group is left out.
func Train(groups []Group) *Model {
	idf := rarities(groups)
	lessons := make([]lesson, len(groups))
	for i, g := range groups {
		lessons[i] = lessonOf(g, idf)
	}
	tables := make([][]int8, parts)
	var wg sync.WaitGroup
	for p := range tables {
		wg.Go(func() { tables[p] = trainPart(lessons, p) })
	}
	wg.Wait()
	table := make([]int8, 0, buckets*Dims)
	for b := range buckets {
		for _, t := range tables {
			table = append(table, t[b*part:][:part]...)
		}
	}
	return &Model{wordsOf(groups), idf, table}
}

// trainPart learns one part of the vectors: a row of the table for each bucket. Each
// begins with other numbers and meets other strangers.
func trainPart(lessons []lesson, p int) []int8 {
	t := &trainer{weights: make([]float32, buckets*part), steps: make([]float32, buckets*part), grads: make([]float32, buckets*part), has: make([]bool, buckets)}
	random := rand.NewPCG(1, uint64(p+2)) // any numbers, the same each time
	for i := range t.weights {
		t.weights[i] = first * (float32(random.Uint64()>>40)/(1<<23) - 1)
	}
	for epoch := range epochs {
		step := float32(rate) * float32(epochs-epoch) / epochs
		for i, l := range lessons {
			for n := range strangers {
				if k := (i + 1 + otherStrangers*p + prime*(strangers*epoch+n)) % len(lessons); k != i {
					l = l.beside(lessons[k])
				}
			}
			t.learn(l, step)
		}
	}
	return quantised(t.weights)
}

// eachText calls fn with every text that is learnt from.
func eachText(groups []Group, fn func([]classifier.Word)) {
	for _, g := range groups {
		for _, s := range g.Statements {
			for _, words := range s {
				fn(words)
			}
		}
		for _, q := range g.Questions {
			fn(q.Words)
		}
	}
}

// wordsOf are the hashes of all words, sorted.
func wordsOf(groups []Group) []uint32 {
	var out []uint32
	eachText(groups, func(words []classifier.Word) {
		for _, w := range words {
			out = append(out, hash(whole, w.Text))
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// rarities weighs every bucket: the fewer texts fall into it, the more it tells.
func rarities(groups []Group) []uint16 {
	in, all := make([]int, buckets), 1
	eachText(groups, func(words []classifier.Word) {
		all++
		for _, f := range count(words) {
			in[f.bucket]++
		}
	})
	out := make([]uint16, buckets)
	for b, n := range in {
		if n > 0 {
			out[b] = uint16(math.Round(idfUnit * (1 + math.Log(float64(all)/float64(1+n)))))
		}
	}
	return out
}

// lesson is a group as features.
type lesson struct {
	texts     [][]feature
	says      []int // by text: the statement that says it
	questions [][]feature
	answers   []int // by question: the statement
}

func lessonOf(g Group, idf []uint16) lesson {
	var l lesson
	for i, s := range g.Statements {
		for _, words := range s {
			l.texts, l.says = append(l.texts, weighed(count(words), idf)), append(l.says, i)
		}
	}
	for _, q := range g.Questions {
		if q.Answer >= 0 && q.Answer < len(g.Statements) {
			l.questions, l.answers = append(l.questions, weighed(count(q.Words), idf)), append(l.answers, q.Answer)
		}
	}
	return l
}

// prime spreads the strangers of a group, and otherStrangers those of each part.
const (
	prime          = 37
	otherStrangers = 11
)

// beside is the lesson with the texts of another, which answer none of its questions.
func (l lesson) beside(o lesson) lesson {
	l.texts, l.says = slices.Concat(l.texts, o.texts), slices.Clone(l.says)
	for range o.texts {
		l.says = append(l.says, -1)
	}
	return l
}

// trainer holds what training needs beside the model.
type trainer struct {
	weights []float32 // by bucket, then dimension
	steps   []float32 // summed squares of each weight's gradients
	grads   []float32 // of the lesson at hand
	has     []bool    // by bucket: has gradients
	touched []uint32  // the buckets that have
}

// placed is a text as a vector, with the gradient that comes to it.
type placed struct {
	at     []float32
	length float32 // before it was made 1
	grad   []float32
}

func (t *trainer) place(fs []feature) placed {
	p := placed{at: make([]float32, part), grad: make([]float32, part)}
	for _, f := range fs {
		add(p.at, t.weights[int(f.bucket)*part:][:part], f.value)
	}
	p.length = unit(p.at)
	return p
}

// learn takes the step of one lesson: every question is drawn to the texts of its answer,
// and they to it, away from the others.
func (t *trainer) learn(l lesson, step float32) {
	texts := make([]placed, len(l.texts))
	for i, fs := range l.texts {
		texts[i] = t.place(fs)
	}
	chances := make([]float64, len(texts))
	for i, fs := range l.questions {
		q := t.place(fs)
		right := l.chances(chances, q, texts, l.answers[i])
		for j, p := range chances {
			pull := -p
			if l.says[j] == l.answers[i] {
				pull += p / right // the likelier text of the answer is drawn more
			}
			if pull < smallest && pull > -smallest {
				continue
			}
			add(q.grad, texts[j].at, float32(sharp*pull))
			add(texts[j].grad, q.at, float32(sharp*pull))
		}
		t.back(fs, q)
	}
	for i, fs := range l.texts {
		t.back(fs, texts[i])
	}
	t.step(step)
}

// chances sets how likely each text is to answer the question, and returns how likely
// those of the statement that does are together.
func (l lesson) chances(out []float64, q placed, texts []placed, answer int) float64 {
	most := -math.MaxFloat64
	for j, d := range texts {
		out[j] = float64(sharp * dot(q.at, d.at))
		most = max(most, out[j])
	}
	var sum, right float64
	for j := range out {
		out[j] = classifier.Exp(out[j] - most)
		sum += out[j]
	}
	for j := range out {
		out[j] /= sum
		if l.says[j] == answer {
			right += out[j]
		}
	}
	return right
}

// back hands the gradient of a text to its features. What would change the length alone
// is left out: a vector is made of unit length.
func (t *trainer) back(fs []feature, p placed) {
	if p.length == 0 {
		return
	}
	add(p.grad, p.at, -dot(p.grad, p.at))
	for _, f := range fs {
		if !t.has[f.bucket] {
			t.has[f.bucket] = true
			t.touched = append(t.touched, f.bucket)
		}
		add(t.grads[int(f.bucket)*part:][:part], p.grad, f.value/p.length)
	}
}

// step moves the weights that have a gradient, the less the more they have moved.
func (t *trainer) step(rate float32) {
	const nothing = 1e-6 // keeps from dividing by 0
	for _, b := range t.touched {
		from := int(b) * part
		for i := from; i < from+part; i++ {
			g := t.grads[i]
			t.steps[i] += float32(g * g)
			t.weights[i] += float32(rate * g / (float32(math.Sqrt(float64(t.steps[i]))) + nothing))
			t.grads[i] = 0
		}
		t.has[b] = false
	}
	t.touched = t.touched[:0]
}

// add adds a multiple of v to sum, both of part numbers. It is half of what a training does:
// four numbers a turn, of arrays whose bounds need no looking at, take a third of the time.
func add(sum, v []float32, times float32) {
	s, w := (*[part]float32)(sum), (*[part]float32)(v)
	for i := 0; i < part; i += 4 {
		s[i] += float32(times * w[i])
		s[i+1] += float32(times * w[i+1])
		s[i+2] += float32(times * w[i+2])
		s[i+3] += float32(times * w[i+3])
	}
}

// quantised keeps eight bits of each weight. What they are worth is left out: a vector's
// length is.
func quantised(weights []float32) []int8 {
	var most float32
	for _, w := range weights {
		most = max(most, w, -w)
	}
	out := make([]int8, len(weights))
	if most == 0 {
		return out
	}
	for i, w := range weights {
		out[i] = int8(math.Round(float64(w/most) * math.MaxInt8))
	}
	return out
}
