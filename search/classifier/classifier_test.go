package classifier_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"veiviser/search/classifier"
)

// examples are of three classes that share words and differ in some.
func examples() []classifier.Example {
	texts := [][]string{
		{"fagbrev pa jobb", "bevis for et yrke", "svennebrev i bedrift", "fagprove etter praksis"},
		{"norskkurs for voksne", "undervisning i norsk", "norskprove pa niva", "kurs i spraket"},
		{"stonad til livsopphold", "penger mens man leser", "lan og stipend", "utbetalt hver maned"},
	}
	var out []classifier.Example
	for c, list := range texts {
		for _, t := range list {
			out = append(out, classifier.Example{Class: c, Words: words(t)})
		}
	}
	return out
}

func words(text string) []classifier.Word {
	var out []classifier.Word
	for _, w := range strings.Fields(text) {
		out = append(out, classifier.Word{Text: w, Share: 1})
	}
	return out
}

// best is the class with the highest score.
func best(m *classifier.Model, text string) int {
	s := m.Scores(words(text))
	return slices.Index(s, slices.Max(s))
}

func TestScoresFindTheClass(t *testing.T) {
	m := classifier.Train(examples(), 3)
	tests := []struct {
		part, text string
		want       int
	}{
		{"a word", "fagbrev", 0},
		{"another class's word", "stipend", 2},
		{"inflected: the grams", "norskkurset", 1},
		{"with a slip: the grams", "stipned og lan", 2},
		{"a compound: the grams", "norskundervisningen", 1},
		{"among words of no class", "hva koster xyzzy undervisning", 1},
	}
	for _, tt := range tests {
		t.Run(tt.part, func(t *testing.T) {
			if got := best(m, tt.text); got != tt.want {
				t.Errorf("best class of %q is %d, want %d", tt.text, got, tt.want)
			}
		})
	}
}

// TestPairs: the same words side by side in another order are another class.
func TestPairs(t *testing.T) {
	m := classifier.Train([]classifier.Example{
		{Class: 0, Words: words("a b")}, {Class: 1, Words: words("b a")},
	}, 2)
	if best(m, "a b") != 0 || best(m, "b a") != 1 {
		t.Error("the order of two words changes nothing")
	}
}

// TestShare: a word counts for its share, and for nothing at 0.
func TestShare(t *testing.T) {
	m := classifier.Train(examples(), 3)
	both := func(fagbrev, stipend float64) []float64 {
		return m.Scores([]classifier.Word{{Text: "fagbrev", Share: fagbrev}, {Text: "og", Share: 0}, {Text: "stipend", Share: stipend}})
	}
	if s := both(1, 0.2); s[0] <= s[2] {
		t.Errorf("scores %v: the word of the background wins", s)
	}
	if s := both(0.2, 1); s[2] <= s[0] {
		t.Errorf("scores %v: the word of the background wins", s)
	}
	if a, b := both(1, 0), m.Scores(words("fagbrev")); !slices.Equal(a, b) {
		t.Errorf("a word of no share changes %v to %v", b, a)
	}
}

func TestNothingToSay(t *testing.T) {
	m := classifier.Train(examples(), 3)
	for name, ws := range map[string][]classifier.Word{"no words": nil, "no share": {{Text: "fagbrev"}}, "unknown": {{Text: "ø", Share: 1}}} {
		if got := m.Scores(ws); len(got) != 3 {
			t.Errorf("%s: %v, want a score for each of three classes", name, got)
		} else if name != "unknown" && !slices.Equal(got, []float64{0, 0, 0}) {
			t.Errorf("%s: %v, want zeros", name, got)
		}
	}
}

// TestSameBytes: the same examples give the same model, and a model that was written
// and read scores as before.
func TestSameBytes(t *testing.T) {
	m := classifier.Train(examples(), 3)
	a, err := m.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	b, err := classifier.Train(examples(), 3).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("training again gives other bytes")
	}
	var read classifier.Model
	if err := read.UnmarshalBinary(a); err != nil {
		t.Fatal(err)
	}
	if read.Classes() != 3 || !slices.Equal(read.Scores(words("fagbrev og stipend")), m.Scores(words("fagbrev og stipend"))) {
		t.Error("the model read back scores otherwise")
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	good, err := classifier.Train(examples(), 3).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	more := bytes.Clone(good)
	more[bytes.IndexByte(more, '\n')+1]++ // one class more than there is room for
	for name, b := range map[string][]byte{
		"empty": nil, "cut": good[:len(good)-1], "longer": append(bytes.Clone(good), 0),
		"another form": append([]byte("x"), good[1:]...), "another count": more,
	} {
		var m classifier.Model
		if err := m.UnmarshalBinary(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestExamplesLeftOut: what can't be learnt from changes nothing.
func TestExamplesLeftOut(t *testing.T) {
	want, err := classifier.Train(examples(), 3).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	odd := append(examples(), classifier.Example{Class: 0}, classifier.Example{Class: 3, Words: words("x")},
		classifier.Example{Class: -1, Words: words("x")})
	got, err := classifier.Train(odd, 3).MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("an example without words, weight or class changes the model")
	}
}

func TestExp(t *testing.T) {
	for x := 0.0; x > -690; x -= 0.37 {
		if got, want := classifier.Exp(x), math.Exp(x); math.Abs(got-want) > 1e-8*want {
			t.Fatalf("Exp(%v) = %v, want %v", x, got, want)
		}
	}
	if got := classifier.Exp(math.Inf(-1)); got != 0 {
		t.Errorf("Exp(-Inf) = %v, want 0", got)
	}
}

// FuzzUnmarshal: what strangers write is an error or a model that scores.
func FuzzUnmarshal(f *testing.F) {
	good, err := classifier.Train(examples()[:1], 1).MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:40])
	f.Fuzz(func(t *testing.T, b []byte) {
		var m classifier.Model
		if m.UnmarshalBinary(b) == nil && len(m.Scores(words("fagbrev"))) != m.Classes() {
			t.Error("a score is missing")
		}
	})
}
