package search

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// TestTrainedOnTheGuideThatShips: what is embedded was trained on today's texts, and
// with -train, training again gives the same bytes, on this machine as on the one it was done on.
func TestTrainedOnTheGuideThatShips(t *testing.T) {
	t.Parallel()
	g := LoadGuide(t, content.FS())
	fit, err := Trained(g)
	if err != nil {
		t.Fatal(err)
	}
	if fit != Same {
		t.Fatal("the classifier was trained on other texts: run go generate ./search and commit search/trained")
	}
	if !*train {
		t.Skip("trains for a minute: -train runs it")
	}
	questions, err := trainingQuestions()
	if err != nil {
		t.Fatal(err)
	}
	c, lx := corpusOf(g), newLexicon(fold)
	points, asked := c.trainPoints(lx, questions)
	again := models{c.train(lx), untrainedOn(t, c).trainSections(), points, asked}
	for name, m := range again.files() {
		got, err := m.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile("trained/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("training on the same guide gives another %s", name)
		}
	}
}

// untrainedOn is an index over c without what is learnt.
func untrainedOn(t *testing.T, c corpus) *Index {
	ix, err := newIndex(c, setup{tune: defaultTuning(), lexicon: newLexicon(fold)})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, ix)
	return ix
}

// phrased is a guide of two entries with phrases of their own words, and a subject
// outside.
func phrased() fstest.MapFS {
	entry := func(id, title, asked string) *fstest.MapFile {
		text := "  title: " + title + "\n  summary: " + title + ".\n  what:\n    - {text: " + title + " er bra., source: a}\n  asked: [" + asked + "]\n"
		return &fstest.MapFile{Data: []byte("id: " + id + "\nkind: topic\nsources:\n  a: {title: A, url: \"https://a.no/\", dated: 2024}\n" +
			"nb:\n" + text + "nn:\n" + text + "en:\n" + text)}
	}
	return fstest.MapFS{
		"fagbrev.yaml":  entry("fagbrev", "Fagbrev", "svenn, snekkerlaug, tømmermann, håndverker, murermester, prøvenemnd, læretid, verksted"),
		"sykkel.yaml":   entry("sykkel", "Sykkel", "tohjuling, pedaler, ramme, kjede, styre, ringeklokke, dekk, felg"),
		"_outside.yaml": {Data: []byte("outside:\n  - id: bil\n    nb: [førerkort, kjøpe bil]\n    nn: [førarkort]\n    en: [driving licence]\n")},
	}
}

// related is the same guide, where the phrases of one entry share a word.
func related() fstest.MapFS {
	files := phrased()
	data := string(files["fagbrev.yaml"].Data)
	for _, w := range []string{"svenn", "snekkerlaug", "tømmermann", "håndverker", "murermester", "prøvenemnd", "læretid", "verksted"} {
		data = strings.ReplaceAll(data, w, w+" og stykke")
	}
	files["fagbrev.yaml"] = &fstest.MapFile{Data: []byte(data)}
	return files
}

// TestTrainAgain: a training is the same to the last byte, and its files are read as
// they were written.
func TestTrainAgain(t *testing.T) {
	g := LoadGuide(t, related())
	var files [2]map[string][]byte
	for i := range files {
		tr, err := Train(t.Context(), g, nil)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		if err := tr.Write(dir); err != nil {
			t.Fatal(err)
		}
		files[i] = map[string][]byte{}
		left, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range left {
			if files[i][f.Name()], err = os.ReadFile(filepath.Join(dir, f.Name())); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(files[0]) != 6 {
		t.Errorf("%d files written, want six", len(files[0]))
	}
	for name, b := range files[0] {
		if !bytes.Equal(b, files[1][name]) {
			t.Errorf("%s differs", name)
		}
	}
	var f fitted
	if err := json.Unmarshal(files[0][rulesFile], &f); err != nil {
		t.Fatal(err)
	}
	if f.Texts != corpusOf(g).digest() || f.Without.Mix.Learnt != 0 || len(f.With.Covers.Weights) == 0 {
		t.Errorf("fitted %+v", f)
	}
}

func TestWriteNamesTheFolder(t *testing.T) {
	c := corpusOf(LoadGuide(t, phrased()))
	lx := newLexicon(fold)
	points, asked := c.trainPoints(lx, nil)
	tr := &Training{models: models{c.train(lx), untrainedOn(t, c).trainSections(), points, asked}}
	if err := tr.Write(filepath.Join(t.TempDir(), "gone")); err == nil {
		t.Error("no error for a folder that is not there")
	}
}

// TestDigestIsOfTheTexts: what is learnt from changes it, a date or a link does not.
func TestDigestIsOfTheTexts(t *testing.T) {
	change := func(old, new string) string {
		files := phrased()
		f := files["fagbrev.yaml"]
		files["fagbrev.yaml"] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Data, []byte(old), []byte(new))}
		return corpusOf(LoadGuide(t, files)).digest()
	}
	want := change("", "")
	for _, tt := range []struct {
		old, new string
		same     bool
	}{{"2024", "2025", true}, {"svenn", "svein", false}, {"er bra", "er fint", false}, {"title: Fagbrev", "title: Svennebrev", false}} {
		if got := change(tt.old, tt.new) == want; got != tt.same {
			t.Errorf("%s for %s: same digest %v, want %v", tt.new, tt.old, got, tt.same)
		}
	}
	without := phrased()
	delete(without, "_outside.yaml")
	if corpusOf(LoadGuide(t, without)).digest() == want {
		t.Error("the subjects outside are learnt from too")
	}
}

// TestAnotherGuideDoesWithout: over other texts the fields decide, and that is told.
func TestAnotherGuideDoesWithout(t *testing.T) {
	g := LoadGuide(t, phrased())
	if fit, err := Trained(g); fit != Other || err != nil {
		t.Errorf("Trained = %v, %v; want other", fit, err)
	}
	ix := Open(t, phrased())
	if ix.model != nil {
		t.Error("a classifier of another guide is used")
	}
	res, err := ix.Search(t.Context(), Query{Text: "hva er fagbrev"})
	if err != nil || res.Confidence != Strong || res.Hits[0].Entry.ID != "fagbrev" {
		t.Errorf("Search = %+v, %v; want fagbrev, strong", res, err)
	}
}

// TestGuideNearTheTrainedOne: a guide whose statements are mended, or that has one more, keeps
// what was learnt, also when its index is kept; one with another entry does not.
func TestGuideNearTheTrainedOne(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{}
	err := fs.WalkDir(content.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content.FS(), name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	const name, old = "support/tiltakspenger.yaml", "Satsen er den samme for alle som har fylt 18 år."
	if !bytes.Contains(files[name].Data, []byte(old)) {
		t.Fatal("another statement is needed")
	}
	files[name] = &fstest.MapFile{Data: bytes.Replace(files[name].Data, []byte(old), []byte("Den er lik for alle som har fylt 18 år."), 1)}
	if fit, err := Trained(LoadGuide(t, files)); fit != Near || err != nil {
		t.Fatalf("Trained = %v, %v; want near", fit, err)
	}
	dir := t.TempDir()
	for _, which := range []string{"built", "kept"} {
		ix, err := NewStore(dir, nil).Open(files)
		if err != nil {
			t.Fatal(err)
		}
		closeAfter(t, ix)
		res, err := ix.Search(t.Context(), Query{Text: "hva er dagsatsen på tiltakspenger?"})
		if err != nil || res.Confidence != Strong || len(res.Passages) == 0 || res.Passages[0].Section != content.What {
			t.Errorf("%s: %v, %s, %+v", which, err, res.Confidence, res.Passages)
		}
		if ix.model == nil || ix.fit != Near || ix.asked.Len() != len(ix.passages.places) {
			t.Errorf("%s: fit %v, the questions of %d points of %d", which, ix.fit, ix.asked.Len(), len(ix.passages.places))
		}
	}
	files["topic/sykkel.yaml"] = phrased()["sykkel.yaml"]
	if fit, err := Trained(LoadGuide(t, files)); fit != Other || err != nil {
		t.Errorf("with another entry: %v, %v; want other", fit, err)
	}
}

// TestPointsOfATraining: a point is the trained one that says the same, wherever it stands in
// its section, else that mended in its place; a new one is none.
func TestPointsOfATraining(t *testing.T) {
	of := func(texts ...string) (out layout) {
		for _, text := range texts {
			out = append(out, laidPoint{"kurs", "what", text})
		}
		return append(out, laidPoint{entry: "tom", section: "-", text: "-"}, laidPoint{"tolk", "who", "z"})
	}
	then := of("a", "b", "c", "a")
	for _, tt := range []struct {
		now   layout
		order []int
		known int
	}{
		{of("a", "b", "c", "a"), []int{0, 1, 2, 3, 4}, 5},
		{of("b", "a", "a", "c"), []int{1, 0, 3, 2, 4}, 5},
		{of("a", "x", "c", "a"), []int{0, 1, 2, 3, 4}, 5},
		{of("a", "b", "new", "c", "a"), []int{0, 1, -1, 2, 3, 4}, 5},
		{of("x", "y", "c", "a"), []int{1, 3, 2, 0, 4}, 5},
		{of("x", "c", "a"), []int{-1, 2, 0, 4}, 3},
		{of(), []int{4}, 1},
	} {
		order, known := tt.now.since(then)
		if !slices.Equal(order, tt.order) || known != tt.known {
			t.Errorf("%v: %v, %d known; want %v, %d", tt.now, order, known, tt.order, tt.known)
		}
	}
	if got := then.entries(); !slices.Equal(got, []string{"kurs", "tom", "tolk"}) {
		t.Errorf("entries %q", got)
	}
}
