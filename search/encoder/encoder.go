// Package encoder tells how alike a question and a statement are that need not share a
// word: every word, its beginning and its end have a vector, and a text's vector is their
// sum.
//
// [Train] learns a [Model] from [Group]s of statements with the questions that each of
// them answers, so that a question's vector points to its statement rather than to the
// others of the group. A model is a few bytes of integers ([Model.MarshalBinary]). As in
// the package classifier, training and encoding round at every step, so that the same
// groups give the same model, and the same text the same vector, to the last bit on every
// machine. The package knows nothing of guides or languages: words come to it folded.
package encoder

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"

	"veiviser/search/classifier"
)

// A vector is of parts that were trained apart, from other beginnings: where one is
// mistaken, the other seldom is. Of 2,960 questions asked blind two parts found the statement
// of 35 more than one, of 751 by those who saw titles alone of four; three found no more.
const (
	parts = 2
	part  = 128 // the length of one: half as much found two of a hundred less, half as much again no more
)

// Dims is the length of a vector.
const Dims = parts * part

// buckets is the number of features: every word and part of a word is hashed into one.
const buckets = 1 << 15

// Model is a trained encoder. It is immutable and safe for concurrent use.
type Model struct {
	words []uint32 // hashes of the words that were learnt from, sorted
	idf   []uint16 // by bucket, in 1/idfUnit; 0 where nothing was learnt
	table []int8   // by bucket, then dimension
}

// idfUnit is the resolution of the rarity of a feature.
const idfUnit = 256

// Vector is where a text lies: of unit length, or nil for a text of which the model
// knows no word.
type Vector []float32

// Dot is how alike two texts are, from -1 to 1, and 0 where one of them is nil.
func (v Vector) Dot(w Vector) float64 {
	if v == nil || w == nil {
		return 0
	}
	return float64(dot(v, w))
}

// Encode returns the vector of a text. A word that was not learnt from says nothing: its
// buckets are those of others.
func (m *Model) Encode(words []classifier.Word) Vector {
	words = slices.DeleteFunc(slices.Clone(words), func(w classifier.Word) bool {
		_, known := slices.BinarySearch(m.words, hash(whole, w.Text))
		return !known
	})
	out := make([]float32, Dims)
	for _, f := range weighed(count(words), m.idf) {
		row := m.table[int(f.bucket)*Dims:][:Dims]
		for i, w := range row {
			out[i] += float32(f.value * float32(w))
		}
	}
	for p := range parts { // each says as much as the others
		unit(out[p*part:][:part])
	}
	if unit(out) == 0 {
		return nil
	}
	return out
}

// feature is a bucket that a text falls into, with what it is worth there.
type feature struct {
	bucket uint32
	value  float32
}

// affix is the length of the beginning and of the end of a word that are features of
// their own: inflected and compound words meet there.
const affix = 5

// count lists the buckets of the words, each once, in order, with the summed shares of
// the words they come from.
func count(words []classifier.Word) []feature {
	var out []feature
	for _, w := range words {
		if w.Share <= 0 {
			continue
		}
		rs := []rune(w.Text)
		n := min(affix, len(rs))
		for kind, part := range []string{whole: w.Text, beginning: string(rs[:n]), end: string(rs[len(rs)-n:])} {
			out = append(out, feature{hash(kind, part) % buckets, float32(w.Share)})
		}
	}
	slices.SortStableFunc(out, func(a, b feature) int { return int(a.bucket) - int(b.bucket) })
	merged := out[:0]
	for _, f := range out {
		if n := len(merged); n > 0 && merged[n-1].bucket == f.bucket {
			merged[n-1].value += f.value
			continue
		}
		merged = append(merged, f)
	}
	return merged
}

// The kinds of features.
const (
	whole = iota
	beginning
	end
)

// hash hashes a part of a word, so that a word and a part of the same letters differ.
func hash(kind int, part string) uint32 {
	h := fnv.New32a()
	h.Write([]byte{byte(kind)})
	h.Write([]byte(part))
	s := h.Sum32()
	return s ^ s>>15
}

// weighed multiplies shares by the rarity of their buckets and leaves out those in which
// nothing was learnt.
func weighed(fs []feature, idf []uint16) []feature {
	out := fs[:0]
	for _, f := range fs {
		if idf[f.bucket] == 0 {
			continue
		}
		f.value = float32(f.value * float32(idf[f.bucket]) / idfUnit)
		out = append(out, f)
	}
	return out
}

// unit makes v of unit length and returns the length it had.
func unit(v []float32) float32 {
	length := float32(math.Sqrt(float64(dot(v, v))))
	if length > 0 {
		for i := range v {
			v[i] /= length
		}
	}
	return length
}

// dot rounds every product before it is added: a machine that does both at once would
// have other sums.
func dot(a, b []float32) float32 {
	var sum float32
	for i, x := range a {
		sum += float32(x * b[i])
	}
	return sum
}

// magic begins every model; the digit is the version of the form and of the features.
const magic = "veiviser-encoder-3\n"

// MarshalBinary writes the model: the number of words and their hashes, the rarities, the
// table.
func (m *Model) MarshalBinary() ([]byte, error) {
	out := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(m.words)))
	for _, w := range m.words {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	for _, v := range m.idf {
		out = binary.LittleEndian.AppendUint16(out, v)
	}
	for _, w := range m.table {
		out = append(out, byte(w))
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote; anything else is an error.
func (m *Model) UnmarshalBinary(b []byte) error {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return errors.New("not an encoder of this version")
	}
	b = b[len(magic):]
	words := uint64(binary.LittleEndian.Uint32(b))
	b = b[4:]
	if want := 4*words + buckets*(2+Dims); uint64(len(b)) != want {
		return fmt.Errorf("%d bytes for %d words, want %d", len(b), words, want)
	}
	n := Model{make([]uint32, words), make([]uint16, buckets), make([]int8, buckets*Dims)}
	for i := range n.words {
		n.words[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	b = b[4*words:]
	for i := range n.idf {
		n.idf[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	for i, w := range b[2*buckets:] {
		n.table[i] = int8(w)
	}
	*m = n
	return nil
}
