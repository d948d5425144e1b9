package encoder

import (
	"bytes"
	"strings"
	"testing"

	"veiviser/search/classifier"
)

func words(text string) []classifier.Word {
	var out []classifier.Word
	for w := range strings.FieldsSeq(text) {
		out = append(out, classifier.Word{Text: w, Share: 1})
	}
	return out
}

// money and time are statements of one group, with questions that share no word with them.
func group() Group {
	return Group{
		Statements: []Statement{
			{words("stønaden er to ganger grunnbeløpet i året"), words("the benefit is two base amounts")},
			{words("programmet varer høyst tolv måneder"), words("the programme lasts a year at most")},
		},
		Questions: []Question{
			{words("hvor mye penger"), 0}, {words("kroner i lomma"), 0}, {words("penger hver uke"), 0},
			{words("hvor lenge"), 1}, {words("når slutter det"), 1}, {words("lenge til slutt"), 1},
			{words("nobody answers this"), 2},
		},
	}
}

func TestQuestionsFindWhatTheyShareNoWordWith(t *testing.T) {
	m := Train([]Group{group()})
	money, time := m.Encode(words("stønaden er to ganger grunnbeløpet i året")), m.Encode(words("programmet varer høyst tolv måneder"))
	for text, want := range map[string][2]Vector{
		"mye penger": {money, time}, "lenge": {time, money}, "kroner i uken": {money, time},
	} {
		q := m.Encode(words(text))
		if q.Dot(want[0]) <= q.Dot(want[1]) {
			t.Errorf("%q is as like the other statement: %.2f, %.2f", text, q.Dot(want[0]), q.Dot(want[1]))
		}
	}
}

// The parts of a vector are trained apart: as alike as two vectors by chance, and each says
// as much as the other.
func TestPartsAreTrainedApart(t *testing.T) {
	v := Train([]Group{group()}).Encode(words("penger"))
	a, b := v[:part], v[part:]
	if d := Vector(a).Dot(b); d > 0.25 || d < -0.25 {
		t.Errorf("the parts are alike: %.2f", d)
	}
	if la, lb := Vector(a).Dot(a), Vector(b).Dot(b); la < 0.49 || la > 0.51 || lb < 0.49 || lb > 0.51 {
		t.Errorf("the parts have the squared lengths %.2f and %.2f, want a half each", la, lb)
	}
}

func TestVectorsAreOfUnitLength(t *testing.T) {
	m := Train([]Group{group()})
	v := m.Encode(words("hvor mye penger"))
	if d := v.Dot(v); d < 0.999 || d > 1.001 {
		t.Errorf("a text is %.4f alike itself, want 1", d)
	}
	if w := m.Encode(words("hvor mye penger xyzzy")); v.Dot(w) < 0.999 {
		t.Errorf("with a word nobody knows a text is %.4f alike itself, want the same", v.Dot(w))
	}
	for _, nothing := range [][]classifier.Word{nil, words("xyzzy qwertz"), {{Text: "penger", Share: 0}}} {
		if got := m.Encode(nothing); got != nil || got.Dot(v) != 0 || v.Dot(got) != 0 {
			t.Errorf("a text without a known word has vector %v", got)
		}
	}
}

func TestTrainingIsTheSameEachTime(t *testing.T) {
	a, errA := Train([]Group{group(), {}}).MarshalBinary()
	b, errB := Train([]Group{group(), {}}).MarshalBinary()
	if errA != nil || errB != nil || !bytes.Equal(a, b) {
		t.Errorf("the same groups give other bytes (%v, %v)", errA, errB)
	}
	var m Model
	if err := m.UnmarshalBinary(a); err != nil {
		t.Fatal(err)
	}
	if c, err := m.MarshalBinary(); err != nil || !bytes.Equal(a, c) {
		t.Errorf("read and written again, a model is another (%v)", err)
	}
}

func TestTrainingOfNothing(t *testing.T) {
	if v := Train(nil).Encode(words("hvor mye penger")); v != nil {
		t.Errorf("a model of nothing encodes %v", v)
	}
}

func TestNoModel(t *testing.T) {
	whole, err := Train(nil).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"nothing": nil, "another form": []byte("veiviser-linear-2\n"), "cut off": whole[:len(whole)-1], "too long": append(bytes.Clone(whole), 0),
	} {
		if err := new(Model).UnmarshalBinary(b); err == nil {
			t.Errorf("%s: read as a model", name)
		}
	}
}
