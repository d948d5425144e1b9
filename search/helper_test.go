package search

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// LoadGuide reads the guide in fsys.
func LoadGuide(tb testing.TB, fsys fs.FS) *content.Guide {
	tb.Helper()
	g, err := content.Load(fsys)
	if err != nil {
		tb.Fatalf("load the guide: %v", err)
	}
	return g
}

// Open indexes the guide in fsys until the test ends.
func Open(tb testing.TB, fsys fs.FS) *Index {
	tb.Helper()
	ix, err := New(LoadGuide(tb, fsys))
	if err != nil {
		tb.Fatalf("New: %v", err)
	}
	closeAfter(tb, ix)
	return ix
}

// OneByOne skips a test that asks many questions one after the other where they are looked
// at for data races (-short): others ask by several goroutines.
func OneByOne(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: asks one question after the other")
	}
}

// Whole is an index over the guide that ships with the program, one for all tests.
func Whole(tb testing.TB) *Index {
	tb.Helper()
	ix, err := whole()
	if err != nil {
		tb.Fatal(err)
	}
	return ix
}

var whole = sync.OnceValues(func() (*Index, error) {
	g, err := content.Load(content.FS())
	if err != nil {
		return nil, err
	}
	return New(g)
})

func closeAfter(tb testing.TB, ix *Index) {
	tb.Cleanup(func() {
		if err := ix.Close(); err != nil {
			tb.Error(err)
		}
	})
}

// Copy returns the files of fsys in memory, without those of the given names.
func Copy(tb testing.TB, fsys fs.FS, without ...string) fstest.MapFS {
	tb.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(without, path.Base(p)) {
			return err
		}
		data, err := fs.ReadFile(fsys, p)
		files[p] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// HeldOut names the question set of the package.
const HeldOut = "testdata/heldout.jsonl"

// Questions reads a file of judged questions.
func Questions(tb testing.TB, file string) []Judged {
	tb.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	qs, err := ReadJudged(bytes.NewReader(data))
	if err != nil {
		tb.Fatalf("%s: %v", file, err)
	}
	return qs
}

// Slipped swaps two letters in the middle of the longest word.
func Slipped(text string) string { return slipped(text) }
