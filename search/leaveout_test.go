package search

import (
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// TestLeaveOutLeavesOut: every phrase is asked once, of an index that has never seen
// it: phrases of words of their own are found by none.
func TestLeaveOutLeavesOut(t *testing.T) {
	rep, err := LeaveOut(t.Context(), LoadGuide(t, phrased()))
	if err != nil {
		t.Fatal(err)
	}
	const asked, outside = 2 * 8 * 3, 2 * 4 // those outside alone, and with their subject
	if rep.N != asked+outside {
		t.Errorf("%d phrases asked, want %d", rep.N, asked+outside)
	}
	if rep.Success1 != 0 {
		t.Errorf("success@1 = %v: a phrase was found that only itself could find", rep.Success1)
	}
	if rep.NoneRecall != 1 {
		t.Errorf("none_recall = %v: a subject outside was answered", rep.NoneRecall)
	}
	if got := rep.ByType["topic"].N; got != asked {
		t.Errorf("%d phrases of topics, want %d", got, asked)
	}
	if got := rep.ByForm["1-3 words"].N; got != rep.N {
		t.Errorf("%d short phrases, want all", got)
	}
	if len(rep.Misses) != 0 {
		t.Error("misses are listed")
	}
}

// TestLeaveOutFindsByOtherPhrases: what is left still finds a phrase of the same words.
func TestLeaveOutFindsByOtherPhrases(t *testing.T) {
	rep, err := LeaveOut(t.Context(), LoadGuide(t, related()))
	if err != nil {
		t.Fatal(err)
	}
	if rep.Success1 != 0.5 {
		t.Errorf("success@1 = %v, want that of one entry of two", rep.Success1)
	}
}

func TestLeaveOutOfAGuideWithoutPhrases(t *testing.T) {
	files := phrased()
	delete(files, "_outside.yaml")
	asked := regexp.MustCompile(`(?m)^  asked:.*$`)
	for name, f := range files {
		files[name] = &fstest.MapFile{Data: asked.ReplaceAll(f.Data, nil)}
	}
	if _, err := LeaveOut(t.Context(), LoadGuide(t, files)); err == nil {
		t.Error("no error for a guide without phrases")
	}
}

// TestFolds: each phrase falls into one fold, the same wording of two languages into
// the same, and no fold is much larger than another.
func TestFolds(t *testing.T) {
	OneByOne(t)
	c := corpusOf(LoadGuide(t, content.FS()))
	total := 0
	var sizes [folds]int
	for part := range folds {
		rest, left := c.without(part)
		sizes[part] = len(left)
		gone := map[string]bool{}
		for _, l := range left {
			if l.entry != notCovered {
				gone[fold(l.text)] = true
				total++
			}
		}
		for _, e := range rest.entries {
			for _, l := range content.Langs() {
				for _, a := range e.Text(l).Questions() {
					if gone[fold(a)] {
						t.Errorf("%s: %q is both left out and not", e.ID, a)
					}
				}
			}
		}
	}
	want := 0
	for _, e := range c.entries {
		for _, l := range content.Langs() {
			want += len(e.Text(l).Questions())
		}
	}
	if total != want {
		t.Errorf("%d phrases left out, want %d", total, want)
	}
	if slices.Min(sizes[:])*10 < slices.Max(sizes[:])*9 {
		t.Errorf("folds of %v phrases", sizes)
	}
}
