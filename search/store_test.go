package search

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"veiviser/content"
)

// storedGuide is a guide of three entries; its first title is given.
func storedGuide(title string) fstest.MapFS {
	entry := func(id, title, summary string) *fstest.MapFile {
		text := fmt.Sprintf("{title: %q, also_called: [%q], asked: [%q], summary: %q, what: [{text: %q, source: a, asked: [%q]}]}",
			title, title+"sordning", "hva gir "+title, summary, summary+" Fra 23/5.", "når får man "+title)
		return &fstest.MapFile{Data: []byte("id: " + id + "\nkind: topic\nsources:\n  a: {title: A, url: \"https://a.no/\", dated: 2024}\n" +
			"nb: " + text + "\nnn: " + text + "\nen: " + text + "\n")}
	}
	return fstest.MapFS{
		"a.yaml": entry("a", title, "Plass for de små."), "b.yaml": entry("b", "Fagbrev på jobb", "Prøve etter praksis."),
		"c.yaml":        entry("c", "Norskkurs", "Undervisning i språket."),
		"_outside.yaml": {Data: []byte("outside:\n  - id: bil\n    nb: [førerkort, kjøpe bil]\n    nn: [førarkort]\n    en: [driving licence]\n")},
	}
}

// said asks ix and writes all there is to the answers, the scores to the last bit.
func said(tb testing.TB, ix *Index) string {
	tb.Helper()
	var out strings.Builder
	fmt.Fprintln(&out, ix.Guide().Release())
	for _, q := range []string{
		"barnehage", "hva koster fagbrev på jobb", "norskkrus", "fagbrevet jobb", "when does the language course begin", "førerkort", "kven betaler for barnehageplass?",
		"Hei! Jeg har en deltaker fra Syria. Hva er norskkursordningen, og hvor lenge varer den?",
	} {
		res, err := ix.Search(tb.Context(), Query{Text: q, Limit: 1000})
		if err != nil {
			tb.Fatalf("Search(%q): %v", q, err)
		}
		fmt.Fprintln(&out, q, res.Lang, res.Section, res.Confidence, res.Unknown)
		for _, h := range res.Hits {
			fmt.Fprintf(&out, " %s %x", h.Entry.ID, h.Score)
		}
		for _, p := range res.Passages {
			fmt.Fprintf(&out, " %s %s %d %x", p.Entry.ID, p.Section, p.Point, p.Score)
		}
		fmt.Fprintln(&out)
	}
	return out.String()
}

// open opens an index over fsys in a store and returns what it said and logged.
func open(tb testing.TB, dir string, fsys fs.FS) (answers, log string) {
	tb.Helper()
	return openWith(tb, dir, func(s *Store) (*Index, error) { return s.Open(fsys) })
}

// openWith is open for who has a way of its own.
func openWith(tb testing.TB, dir string, by func(*Store) (*Index, error)) (answers, log string) {
	tb.Helper()
	var lines bytes.Buffer
	ix, err := by(NewStore(dir, slog.New(slog.NewTextHandler(&lines, nil))))
	if err != nil {
		tb.Fatal(err)
	}
	answers = said(tb, ix)
	if err := ix.Close(); err != nil {
		tb.Error(err)
	}
	return answers, lines.String()
}

// keptOf is where the index over fsys is kept in dir.
func keptOf(tb testing.TB, dir string, fsys fs.FS) kept {
	tb.Helper()
	program, err := NewStore(dir, nil).program()
	if err != nil {
		tb.Fatal(err)
	}
	return keptAt(dir, keyOf(content.ReadFiles(fsys).Digest(), program))
}

// folder lists what stands in a store's folder.
func folder(tb testing.TB, dir string) []string {
	tb.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, d := range list {
		out = append(out, d.Name())
	}
	return out
}

// parts are all that was made of the guide, by their names, but the numbers that Bleve gave
// the entries, which are others each time.
func (ix *Index) parts() map[string]any {
	d, p := ix.detector, ix.passages
	return map[string]any{
		"lengths": ix.lengths, "stems": ix.stems, "common words": ix.common, "names": ix.book, "subjects outside": ix.outsideBook,
		"words of languages": d.counts, "names of languages": d.names, "longest name": d.longest,
		"stems of points": p.with, "points of texts": p.texts, "points": p.places, "texts of entries": p.ends,
	}
}

// TestKeptIndexAnswersAlike: over the guide that ships, an index that was kept says what a
// new one says, and has the same guide; it can be kept anew from there.
func TestKeptIndexAnswersAlike(t *testing.T) {
	OneByOne(t)
	dir, want := t.TempDir(), said(t, Whole(t))
	if got, log := open(t, dir, content.FS()); got != want || log != "" {
		t.Errorf("built: %s%s, want %s", got, log, want)
	}
	k := keptOf(t, dir, content.FS())
	ix, err := k.open()
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, ix)
	if got := said(t, ix); got != want {
		t.Errorf("kept: %s, want %s", got, want)
	}
	built := Whole(t).parts()
	for name, got := range ix.parts() {
		if !reflect.DeepEqual(got, built[name]) {
			t.Errorf("%s are not as they were built", name)
		}
	}
	for i, e := range ix.entries {
		kept := ix.passages.vectors.of[i].Load()
		if kept == nil || !slices.EqualFunc(*kept, Whole(t).passages.vectors.at(i), func(a, b vectors) bool { return reflect.DeepEqual(a, b) }) {
			t.Errorf("the points of %q lie elsewhere, or are not kept", e.ID)
		}
	}
	if ix.model == nil || ix.points == nil || ix.Guide().Release() != Whole(t).Guide().Release() {
		t.Error("the kept index has no training, or another guide")
	}
	again := keptAt(t.TempDir(), k.key)
	if err := again.keep(ix); err != nil {
		t.Fatal(err)
	}
	copied, err := again.open()
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, copied)
	if got := said(t, copied); got != want {
		t.Errorf("kept again: %s, want %s", got, want)
	}
}

// TestDamagedIndexIsBuiltAnew: whatever became of the files, the answers are those of the
// guide, it is told in one line, and the next start has a whole index.
func TestDamagedIndexIsBuiltAnew(t *testing.T) {
	OneByOne(t)
	guide, other := storedGuide("Barnehage"), storedGuide("Skole")
	dir := t.TempDir()
	want, _ := open(t, dir, guide)
	k := keptOf(t, dir, guide)
	files := content.ReadFiles(guide)
	start := func() (answers, log string) {
		return openWith(t, dir, func(s *Store) (*Index, error) { return s.openAt(k, guideFiles{files, content.ReadLocal()}) })
	}
	whole, err := readAll(k.path)
	if err != nil || len(whole) < 4 {
		t.Fatalf("%d files are kept: %v", len(whole), err)
	}
	names := []string{sumsFile}
	for name := range whole {
		names = append(names, name)
	}
	change := func(name string, data func([]byte) []byte) func() error {
		return func() error {
			path := filepath.Join(k.path, name)
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return os.WriteFile(path, data(b), 0o600)
		}
	}
	damage := map[string]func() error{
		"one file too much": func() error { return os.WriteFile(filepath.Join(k.path, "more"), nil, 0o600) },
		"of another guide": func() error {
			elsewhere := t.TempDir()
			open(t, elsewhere, other)
			return errors.Join(os.RemoveAll(k.path), os.Rename(keptOf(t, elsewhere, other).path, k.path))
		},
	}
	for _, name := range names {
		damage[name+" is cut"] = change(name, func(b []byte) []byte { return b[:len(b)-1] })
		damage[name+" is empty"] = change(name, func([]byte) []byte { return nil })
		damage[name+" is longer"] = change(name, func(b []byte) []byte { return append(b, 0) })
		for _, part := range []int{0, 2, 3} {
			damage[fmt.Sprintf("%s has another byte at %d/3", name, part)] = change(name, func(b []byte) []byte { b[min(len(b)-1, len(b)*part/3)] ^= 1; return b })
		}
		if name != sumsFile { // without it there is no index
			damage[name+" is missing"] = func() error { return os.Remove(filepath.Join(k.path, name)) }
		}
	}
	for name, do := range damage {
		if err := do(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, log := start()
		if got != want {
			t.Errorf("%s: the answers are %s, want %s", name, got, want)
		}
		if strings.Count(log, "\n") != 1 || !strings.Contains(log, "built anew") {
			t.Errorf("%s: the log has %q, want one line", name, log)
		}
		if got, log := start(); got != want || log != "" {
			t.Errorf("%s: the start after says %s%s, want %s", name, got, log, want)
		}
	}
	if err := os.Remove(filepath.Join(k.path, sumsFile)); err != nil {
		t.Fatal(err)
	}
	if got, log := start(); got != want || log != "" {
		t.Errorf("never finished: %s%s, want %s", got, log, want)
	}
	if got := folder(t, dir); len(got) != 1 {
		t.Errorf("the folder holds %v", got)
	}
}

// TestTablesWithoutBleve: tables whose postings are gone are no index, rather than one that
// finds nothing.
func TestTablesWithoutBleve(t *testing.T) {
	dir, guide := t.TempDir(), storedGuide("Barnehage")
	open(t, dir, guide)
	k := keptOf(t, dir, guide)
	files, err := k.verified()
	if err != nil {
		t.Fatal(err)
	}
	g, err := content.Decode(files[guideFile])
	if err != nil {
		t.Fatal(err)
	}
	data := files[tablesFile]
	for name, b := range map[string][]byte{"short": data[:len(data)-1], "long": append(slices.Clone(data), 0), "another form": append([]byte("x"), data...), "empty": nil} {
		if _, err := savedIn(k.path).open(b, g); err == nil {
			t.Errorf("tables that are %s give no error", name)
		}
	}
	bleve := savedIn(k.path).bleve()
	if err := errors.Join(os.RemoveAll(bleve), os.Mkdir(bleve, 0o700)); err != nil {
		t.Fatal(err)
	}
	if _, err := savedIn(k.path).open(data, g); err == nil {
		t.Error("tables without postings give no error")
	}
}

// TestUnwritableFolder: an index that can't be kept is in memory, and one line says so.
func TestUnwritableFolder(t *testing.T) {
	guide := storedGuide("Barnehage")
	want, _ := open(t, "", guide)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("no folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "deep", "down")} {
		got, log := open(t, dir, guide)
		if got != want {
			t.Errorf("%s: the answers are %s, want %s", dir, got, want)
		}
		if strings.Count(log, "\n") != 1 || !strings.Contains(log, file) {
			t.Errorf("%s: the log has %q, want one line", dir, log)
		}
	}
}

// TestStoreKeepsFew: another guide is another index; of those before one stays, and what
// a process left unfinished goes when it is old.
func TestStoreKeepsFew(t *testing.T) {
	dir := t.TempDir()
	titles := []string{"Barnehage", "Skole", "Tolk"}
	answers := map[string]bool{}
	for i, title := range titles {
		got, log := open(t, dir, storedGuide(title))
		if log != "" {
			t.Errorf("%s: the log has %q", title, log)
		}
		answers[got] = true
		at := time.Unix(int64(i+1)*1000, 0)
		if err := os.Chtimes(keptOf(t, dir, storedGuide(title)).path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if len(answers) != len(titles) {
		t.Errorf("%d guides have %d different answers", len(titles), len(answers))
	}
	old, young := filepath.Join(dir, buildingPrefix+"1"), filepath.Join(dir, buildingPrefix+"2")
	if err := errors.Join(os.Mkdir(old, 0o700), os.Mkdir(young, 0o700), os.Mkdir(filepath.Join(dir, "other"), 0o700)); err != nil {
		t.Fatal(err)
	}
	at := time.Now().Add(-2 * abandoned)
	if err := os.Chtimes(old, at, at); err != nil {
		t.Fatal(err)
	}
	open(t, dir, storedGuide("Mentor"))
	want := []string{filepath.Base(keptOf(t, dir, storedGuide("Mentor")).path), filepath.Base(keptOf(t, dir, storedGuide("Tolk")).path), buildingPrefix + "2", "other"}
	slices.Sort(want)
	if got := folder(t, dir); !slices.Equal(got, want) {
		t.Errorf("the folder holds %v, want %v", got, want)
	}
}

// TestManyStartAtOnce: processes that start together, over a damaged index too, all answer
// alike and leave one index.
func TestManyStartAtOnce(t *testing.T) {
	guide := storedGuide("Barnehage")
	want, _ := open(t, "", guide)
	dir := t.TempDir()
	k := keptOf(t, dir, guide)
	for _, before := range []string{"nothing", "a damaged index"} {
		if before != "nothing" {
			if err := os.WriteFile(filepath.Join(k.path, tablesFile), []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				if got, _ := open(t, dir, guide); got != want {
					t.Errorf("over %s: the answers are %s, want %s", before, got, want)
				}
			})
		}
		all.Wait()
		if got := folder(t, dir); !slices.Equal(got, []string{filepath.Base(k.path)}) {
			t.Errorf("over %s: the folder holds %v", before, got)
		}
		if _, err := k.verified(); err != nil {
			t.Errorf("over %s: %v", before, err)
		}
	}
}

// TestKeyOfAnIndex: another byte of the guide's files or of the program is another index.
func TestKeyOfAnIndex(t *testing.T) {
	seen := map[string]bool{}
	for _, title := range []string{"Barnehage", "Skole"} {
		guide := content.ReadFiles(storedGuide(title)).Digest()
		for _, program := range []string{"a", "b"} {
			key := keyOf(guide, program)
			if key != keyOf(guide, program) || seen[key] {
				t.Errorf("%s by program %s has the key %s: of another too, or not always", title, program, key)
			}
			seen[key] = true
		}
	}
}

// TestProgramDigest: it is of every byte of the program that runs, and of none that can't be
// read.
func TestProgramDigest(t *testing.T) {
	name := filepath.Join(t.TempDir(), "program")
	digest := func(data string) string {
		t.Helper()
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := programDigest(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if a, b := digest("one build"), digest("two build"); a == b || a != digest("one build") {
		t.Error("the digest does not follow the program")
	}
	if _, err := programDigest(name+"-gone", nil); err == nil {
		t.Error("a program that is gone has a digest")
	}
	if _, err := programDigest("", fs.ErrNotExist); err == nil {
		t.Error("a program without a name has a digest")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := programDigest(self, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := NewStore("", nil).program(); got != want || err != nil {
		t.Errorf("the program that runs has the digest %s (%v), want %s", got, err, want)
	}
}

// TestStoreOfBrokenGuide: a guide with problems is refused with all of them, and nothing of
// it is kept.
func TestStoreOfBrokenGuide(t *testing.T) {
	dir := t.TempDir()
	_, err := NewStore(dir, nil).Open(fstest.MapFS{"a.yaml": {Data: []byte("id: a\nkind: nothing\n")}})
	if _, ok := errors.AsType[content.Problems](err); !ok {
		t.Errorf("a broken guide gives %v", err)
	}
	if _, err := NewStore(dir, nil).Open(fstest.MapFS{}); err == nil {
		t.Error("an empty guide gives no error")
	}
	if got := folder(t, dir); len(got) != 0 {
		t.Errorf("the folder holds %v", got)
	}
}
