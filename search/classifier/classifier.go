// Package classifier is a linear text classifier: softmax regression over hashed
// words, character grams and word pairs.
//
// [Train] learns a [Model] from [Example]s; [Model.Scores] says how like a text is to
// each class. A model is a few bytes of integers ([Model.MarshalBinary]), and both
// training and scoring round at every step, so that the same examples give the same
// model, and the same text the same scores, to the last bit on every machine. The
// package knows nothing of guides or languages: words come to it folded.
package classifier

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Buckets is the number of features: every word, gram and pair is hashed into one.
// Twice as many gained nothing on phrases left out, and make the file twice as large.
const Buckets = 1 << 15

// Model is a trained classifier. It is immutable and safe for concurrent use.
type Model struct {
	classes int
	idf     []uint16  // by bucket, in 1/idfUnit
	scale   []float32 // by class: what one unit of its weights is worth
	weights []int8    // by bucket, then class
}

// idfUnit is the resolution of the rarity of a feature: fine enough to change no
// order, coarse enough that a last bit of a logarithm never shows.
const idfUnit = 256

// Classes is the number of classes the model tells apart.
func (m *Model) Classes() int { return m.classes }

// Word is a word of a text with how much it counts: 1 for a word of the question
// itself, less for a small one or one of its background.
type Word struct {
	Text  string
	Share float64
}

// Scores returns the logit of every class for a text, all 0 for one without words.
// They are comparable within one text only.
func (m *Model) Scores(words []Word) []float64 {
	sums := make([]int64, m.classes)
	var square float64 // of whole numbers: exact
	for _, f := range m.features(words) {
		square += float64(f.value * f.value)
		row := m.weights[int(f.bucket)*m.classes:][:m.classes]
		for c, w := range row {
			sums[c] += f.value * int64(w)
		}
	}
	out := make([]float64, m.classes)
	if square == 0 {
		return out
	}
	length := math.Sqrt(square)
	for c, s := range sums {
		out[c] = float64(s) * float64(m.scale[c]) / length
	}
	return out
}

// features weighs the features of a text as whole numbers.
func (m *Model) features(words []Word) []feature {
	fs := count(words)
	out := fs[:0]
	for _, f := range fs {
		if f.value = weigh(f.share, m.idf[f.bucket]); f.value != 0 {
			out = append(out, f)
		}
	}
	return out
}

// weigh is what a feature is worth that stands in a text share times: the first time
// counts most.
func weigh(share float64, idf uint16) int64 {
	if share > 1 {
		share = 1 + math.Log(share)
	}
	return int64(math.Round(float64(share * float64(idf))))
}

// magic begins every model; the digit is the version of the form and of the features.
const magic = "veiviser-linear-2\n"

// MarshalBinary writes the model: two counts, the rarities, the scales, the weights.
func (m *Model) MarshalBinary() ([]byte, error) {
	out := []byte(magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(m.classes))
	for _, v := range m.idf {
		out = binary.LittleEndian.AppendUint16(out, v)
	}
	for _, s := range m.scale {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(s))
	}
	for _, w := range m.weights {
		out = append(out, byte(w))
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote; anything else is an error.
func (m *Model) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return errors.New("not a model of this version")
	}
	b = b[len(magic):]
	classes := int(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if want := Buckets*2 + classes*4 + Buckets*classes; classes < 1 || len(b) != want {
		return fmt.Errorf("%d bytes for %d classes", len(b), classes)
	}
	n := Model{classes: classes, idf: make([]uint16, Buckets), scale: make([]float32, classes), weights: make([]int8, Buckets*classes)}
	for i := range n.idf {
		n.idf[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	b = b[2*Buckets:]
	for i := range n.scale {
		n.scale[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	b = b[4*classes:]
	for i := range n.weights {
		n.weights[i] = int8(b[i])
	}
	*m = n
	return nil
}
