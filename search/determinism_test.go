package search_test

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"

	"veiviser/content"
	"veiviser/search"
)

// asked is what the tests of determinism ask: one of each kind.
var asked = []string{
	"norskopplæring", "hvem betaler lønnstilskudd", "kva lever ho av i introduksjonsprogrammet", "realkompetanse vurdreing",
	"which level of Norwegian does an apprentice need", "aprenticeship with langauge suport", "barnetrygd", "fag brev på jobb",
	"Hei! Eg har ein deltakar frå Syria som har jobba som snikkar i ti år og vil ha fagbrev. Kor lang tid tek det, og kven betaler?",
}

// results searches ix for every question and writes all there is to the results as
// JSON, the scores to the last bit.
func results(tb testing.TB, ix *search.Index) string {
	tb.Helper()
	type hit struct {
		ID    string
		Score float64
	}
	var out []any
	for _, text := range asked {
		res, err := ix.Search(tb.Context(), search.Query{Text: text, Limit: 1000})
		if err != nil {
			tb.Fatalf("Search(%q): %v", text, err)
		}
		hits := []hit{}
		for _, h := range res.Hits {
			hits = append(hits, hit{h.Entry.ID, h.Score})
		}
		out = append(out, []any{text, res.Lang, res.Section, res.FollowUp, res.Confidence, hits})
	}
	b, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

func TestSameQuestionSameBytes(t *testing.T) {
	search.OneByOne(t)
	want := results(t, search.Whole(t))
	for _, procs := range []int{1, 8} {
		before := runtime.GOMAXPROCS(procs)
		got := results(t, search.Open(t, content.FS()))
		runtime.GOMAXPROCS(before)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("another index, on %d cores: %s", procs, diff)
		}
	}
	t.Run("shuffled files", func(t *testing.T) {
		if diff := gocmp.Diff(want, results(t, search.Open(t, shuffled(t, content.FS())))); diff != "" {
			t.Error(diff)
		}
	})
}

// shuffled returns the guide with every file in another folder, so that they are read
// in another order, and the top-level keys of every entry backwards.
func shuffled(t *testing.T, fsys fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for p, f := range search.Copy(t, fsys) {
		name := p[strings.LastIndex(p, "/")+1:]
		if strings.HasPrefix(name, "_") {
			files[p] = f
			continue
		}
		folder := string(rune('z' - len(name)%7))
		files[folder+"/"+name] = &fstest.MapFile{Data: []byte(backwards(string(f.Data)))}
	}
	return files
}

// backwards reverses the top-level blocks of a YAML file: a line that starts with a
// key, and the indented lines below it.
func backwards(yaml string) string {
	var blocks []string
	for line := range strings.Lines(yaml) {
		if len(blocks) == 0 || line[0] != ' ' && line[0] != '\n' && line[0] != '#' && line[0] != '-' {
			blocks = append(blocks, line)
			continue
		}
		blocks[len(blocks)-1] += line
	}
	slices.Reverse(blocks)
	last := len(blocks) - 1
	for i := range blocks[:last] {
		if !strings.HasSuffix(blocks[i], "\n") {
			blocks[i] += "\n"
		}
	}
	return strings.Join(blocks, "")
}

// TestHitsAreOrderedAndLimited: hits come best first, equal scores by id, at most as many as
// asked for.
func TestHitsAreOrderedAndLimited(t *testing.T) {
	ix := search.Whole(t)
	for _, text := range asked {
		all, err := ix.Search(t.Context(), search.Query{Text: text, Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSortedFunc(all.Hits, func(a, b search.Hit) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Entry.ID, b.Entry.ID))
		}) {
			t.Errorf("Search(%q): hits are not in order", text)
		}
		for limit, want := range map[int]int{-1: search.DefaultLimit, 0: search.DefaultLimit, 1: 1, 3: 3} {
			res, err := ix.Search(t.Context(), search.Query{Text: text, Limit: limit})
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(res, 1000); !slices.Equal(got, ids(all, min(want, len(all.Hits)))) {
				t.Errorf("Search(%q) with limit %d = %v, want the first %d of all", text, limit, got, want)
			}
		}
	}
}
