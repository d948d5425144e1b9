package search

import (
	"bufio"
	"os"
	"slices"
	"strings"
	"testing"

	"veiviser/content"
)

// pointQuestion is a question that was written for a statement by somebody who saw the
// statement and its entry's title alone. None is a phrase of the guide: what finds a point
// is measured by them, and not made of them.
type pointQuestion struct {
	entry, begins string // of the statement: its entry, and its first words in bokmål
	text          string
}

func pointQuestions(t *testing.T) []pointQuestion {
	t.Helper()
	f, err := os.Open("testdata/pointquestions.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []pointQuestion
	for sc := bufio.NewScanner(f); sc.Scan(); {
		fields := strings.Split(sc.Text(), "\t") // entry, beginning, language, question
		if len(fields) != 4 {
			t.Fatalf("%d fields in %q", len(fields), sc.Text())
		}
		out = append(out, pointQuestion{fields[0], fields[1], fields[3]})
	}
	return out
}

// placesOf are where an entry's statements stand, by their beginnings; two that begin
// alike stand for each other.
func placesOf(e *content.Entry, begins string) []place {
	var out []place
	for _, st := range e.Text(content.Bokmal).Sections {
		for i, p := range st.Points {
			if strings.HasPrefix(p.Text, begins) {
				out = append(out, place{st.Key, i})
			}
		}
	}
	return out
}

// TestPointsAskedForBlind asks for statements in words that were written without the
// guide's phrases, where the entry is given: whether the statement comes first, or among
// three. A statement that has been rewritten since is left out.
func TestPointsAskedForBlind(t *testing.T) {
	ix := Whole(t)
	all, gone, first, three := 0, 0, 0, 0
	every := 5
	if testing.Short() {
		every = 100
	}
	for n, q := range pointQuestions(t) {
		if n%every != 0 {
			continue
		}
		i, ok := ix.numbers[q.entry]
		var at []place
		if ok {
			at = placesOf(ix.entries[i], q.begins)
		}
		if len(at) == 0 {
			gone++
			continue
		}
		s, _ := ix.read(q.text)
		if err := s.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		all++
		for k, p := range (pointing{s}).best(i, maxPassages) {
			if slices.Contains(at, place{p.Section, p.Point}) {
				three++
				if k == 0 {
					first++
				}
				break
			}
		}
	}
	t.Logf("%d questions, %d of statements that are gone: the statement first %.3f, among three %.3f", all, gone, float64(first)/float64(all), float64(three)/float64(all))
	if gone*4 > all {
		t.Errorf("%d of %d statements are gone: their questions are to be written anew", gone, all+gone)
	}
	if !testing.Short() && (first*100 < all*firstBlind || three*100 < all*threeBlind) {
		t.Errorf("want %d and %d of a hundred", firstBlind, threeBlind)
	}
}

// The least shares, of a hundred, that TestPointsAskedForBlind holds: what was measured
// when the questions were written, less two.
const (
	firstBlind = 55
	threeBlind = 76
)
