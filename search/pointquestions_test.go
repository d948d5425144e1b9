package search

import (
	"os"
	"testing"
)

// trainingQuestions are those that the encoder of points learns from.
func trainingQuestions() ([]PointQuestion, error) { return readQuestions("questions.tsv") }

func readQuestions(name string) ([]PointQuestion, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadPointQuestions(f)
}

// TestPointsAskedForBlind asks for statements in words that nothing was made of, where
// the entry is given: whether the statement comes first, or among three. A statement that
// has been rewritten since is left out.
func TestPointsAskedForBlind(t *testing.T) {
	OneByOne(t)
	ix := Whole(t)
	for _, tt := range []struct {
		file         string
		first, three int // of a hundred: what was measured, less two
	}{
		// Written for a statement by somebody who saw that and its entry's title alone.
		{"testdata/pointquestions.tsv", 79, 93},
		// Written by somebody who saw the titles of entries and sections alone, who then
		// picked the statement that answers. Often others of the entry answer too.
		{"testdata/titlequestions.tsv", 63, 85},
	} {
		t.Run(tt.file, func(t *testing.T) {
			questions, err := readQuestions(tt.file)
			if err != nil {
				t.Fatal(err)
			}
			every := 1
			if testing.Short() {
				every = 20
			}
			a, gone := askedBlind(t, ix, questions, every)
			t.Logf("%d statements are gone", gone)
			if gone*4 > a.all {
				t.Errorf("%d of %d statements are gone: their questions are to be written anew", gone, a.all+gone)
			}
			if testing.Short() {
				return
			}
			a.holds(t, tt.first, tt.three, 0)
		})
	}
}

// askedBlind asks one of every so many questions of its entry, and counts those whose
// statements are gone.
func askedBlind(t *testing.T, ix *Index, questions []PointQuestion, every int) (a answered, gone int) {
	t.Helper()
	for n, q := range questions {
		if n%every != 0 {
			continue
		}
		i, ok := ix.numbers[q.Entry]
		if !ok {
			gone++
			continue
		}
		at := placesOf(ix.entries[i], q.Begins)
		if len(at) == 0 {
			gone++
			continue
		}
		a.ask(t, ix, ix.entries[i], at, q.Text)
	}
	return a, gone
}
