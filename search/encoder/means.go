package encoder

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Means are the middles of sets of vectors: where the questions lie that one statement
// answers. The less alike those of a set are, the shorter is its mean. It is immutable and
// safe for concurrent use.
type Means struct {
	scale float32 // what one of a number is worth
	at    []int8  // by set, then dimension
}

// MeansOf returns the mean of each set. That of an empty set is as like anything as
// nothing is; a nil vector counts as one that lies nowhere.
func MeansOf(sets [][]Vector) *Means {
	all := make([]float32, len(sets)*Dims)
	var most float32
	for i, set := range sets {
		mean := all[i*Dims:][:Dims]
		for _, v := range set {
			for d, x := range v {
				mean[d] += float32(x / float32(len(set)))
			}
		}
		for _, x := range mean {
			most = max(most, x, -x)
		}
	}
	return &Means{most / math.MaxInt8, quantised(all)}
}

// Len is the number of sets.
func (m *Means) Len() int { return len(m.at) / Dims }

// Laid are the means in another order: set i is that which stood at order[i], an empty one
// where that is -1.
func (m *Means) Laid(order []int) *Means {
	out := &Means{m.scale, make([]int8, len(order)*Dims)}
	for i, at := range order {
		if at >= 0 {
			copy(out.at[i*Dims:][:Dims], m.at[at*Dims:][:Dims])
		}
	}
	return out
}

// Dot is how alike v is to those of set i on the whole, from -1 to 1; 0 for a nil vector.
func (m *Means) Dot(i int, v Vector) float64 {
	if v == nil {
		return 0
	}
	var sum float32
	for d, x := range m.at[i*Dims:][:Dims] {
		sum += float32(float32(x) * v[d])
	}
	return float64(sum * m.scale)
}

// meansMagic begins all means; the digit is the version of the form.
const meansMagic = "veiviser-means-1\n"

// MarshalBinary writes the means: the number of sets, the scale, the numbers.
func (m *Means) MarshalBinary() ([]byte, error) {
	out := binary.LittleEndian.AppendUint32([]byte(meansMagic), uint32(m.Len()))
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(m.scale))
	for _, x := range m.at {
		out = append(out, byte(x))
	}
	return out, nil
}

// UnmarshalBinary reads what MarshalBinary wrote; anything else is an error.
func (m *Means) UnmarshalBinary(b []byte) error {
	if len(b) < len(meansMagic)+8 || string(b[:len(meansMagic)]) != meansMagic {
		return errors.New("no means of this version")
	}
	b = b[len(meansMagic):]
	sets, scale := uint64(binary.LittleEndian.Uint32(b)), math.Float32frombits(binary.LittleEndian.Uint32(b[4:]))
	b = b[8:]
	if uint64(len(b)) != sets*Dims {
		return fmt.Errorf("%d bytes for %d means, want %d", len(b), sets, sets*Dims)
	}
	n := Means{scale, make([]int8, len(b))}
	for i, x := range b {
		n.at[i] = int8(x)
	}
	*m = n
	return nil
}
