package encoder

import (
	"bytes"
	"math"
	"testing"
)

func TestMeansLieAmongTheirs(t *testing.T) {
	a, b := make(Vector, Dims), make(Vector, Dims)
	a[0], b[1] = 1, 1
	m := MeansOf([][]Vector{{a}, {a, b}, {}, {b, b, nil, a}})
	if m.Len() != 4 {
		t.Fatalf("%d means, want 4", m.Len())
	}
	for i, want := range [][2]float64{{1, 0}, {0.5, 0.5}, {0, 0}, {0.25, 0.5}} {
		if x, y := m.Dot(i, a), m.Dot(i, b); math.Abs(x-want[0]) > 0.01 || math.Abs(y-want[1]) > 0.01 {
			t.Errorf("mean %d is %.2f and %.2f alike, want %v", i, x, y, want)
		}
		if d := m.Dot(i, nil); d != 0 {
			t.Errorf("mean %d is %.2f like nothing", i, d)
		}
	}
}

func TestMeansAreKept(t *testing.T) {
	v := make(Vector, Dims)
	v[3], v[7] = 0.6, -0.8
	for name, m := range map[string]*Means{"some": MeansOf([][]Vector{{v}, nil}), "none": MeansOf(nil)} {
		b, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		var again Means
		if err := again.UnmarshalBinary(b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if c, err := again.MarshalBinary(); err != nil || !bytes.Equal(b, c) || again.Len() != m.Len() {
			t.Errorf("%s: read and written again, they are others (%v)", name, err)
		}
		for what, bad := range map[string][]byte{
			"nothing": nil, "another form": []byte("veiviser-means-9\n00000000"), "cut off": b[:len(b)-1], "too long": append(bytes.Clone(b), 0),
			"too many": append([]byte(meansMagic), 255, 255, 255, 255, 0, 0, 0, 0),
		} {
			if err := new(Means).UnmarshalBinary(bad); err == nil {
				t.Errorf("%s, %s: read as means", name, what)
			}
		}
	}
}
