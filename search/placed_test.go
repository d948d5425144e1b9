package search

import (
	"bytes"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

// exampleFolder is the folder of the invented municipalities 9901 and 9902.
func exampleFolder() content.LocalFolder {
	return content.LocalFolder{Name: "local", FS: os.DirFS("../content/testdata/local")}
}

// placedIn is the search of a municipality of the example.
func placedIn(tb testing.TB, municipality string) *Placed {
	tb.Helper()
	g, err := exampleGuide()
	if err != nil {
		tb.Fatal(err)
	}
	p, err := Whole(tb).In(g.At(municipality))
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

var exampleGuide = sync.OnceValues(func() (*content.Guide, error) {
	ix, err := whole()
	if err != nil {
		return nil, err
	}
	return ix.Guide().With(content.ReadLocal(exampleFolder()))
})

func idsOf(es []*content.Entry) string {
	var out []string
	for _, e := range es {
		out = append(out, e.ID)
	}
	return strings.Join(out, " ")
}

// What is local answers where it is named, and stands beside a national answer that it may
// be meant by; nothing of another municipality is ever found.
func TestPlaced(t *testing.T) {
	for _, tt := range []struct {
		in, text   string
		first      string // the first hit
		confidence Confidence
		local      string // beside
		point      content.Section
	}{
		{"9901", "norsk på jobb", "9901-norsk-pa-jobb", Strong, "", ""},
		{"9902", "norsk på jobb", "arbeidsnorsk", Weak, "", ""},
		{"9901", "hva koster fiskebrukskurset?", "9901-norsk-pa-jobb", Strong, "", ""},
		{"9901", "the fish plant course", "9901-norsk-pa-jobb", Strong, "", ""},
		{"9902", "strikkekafé i Prøvestad", "9902-strikkekafe", Strong, "", ""},
		{"9902", "garnkaféen", "9902-strikkekafe", Strong, "", ""},
		{"9901", "garnkaféen", "", None, "", ""},
		{"9901", "norskkurs om kvelden", "norskopplaering", Weak, "9901-norsk-pa-jobb", content.Duration},
		{"9901", "karrieredag", "karriereveiledning-no", Weak, "99-karrieredag", ""},
		{"9902", "karrieredag", "karriereveiledning-no", Weak, "99-karrieredag", ""},
		{"9901", "norskopplæring", "norskopplaering", Strong, "", ""},
		{"9901", "hvor lenge varer norskopplæring", "norskopplaering", Strong, "9901-norsk-pa-jobb", content.Duration},
		{"9901", "når er neste inntak til norskkurs", "norskopplaering", Strong, "", content.Duration},
		{"9901", "kvalifiseringsprogrammet", "kvalifiseringsprogram", Strong, "", ""},
		{"9901", "hvor høy er eiffeltårnet", "bostotte", None, "", ""},
	} {
		res, err := placedIn(t, tt.in).Search(t.Context(), Query{Text: tt.text})
		if err != nil {
			t.Fatal(err)
		}
		first := ""
		if len(res.Hits) > 0 {
			first = res.Hits[0].Entry.ID
		}
		point := content.Section("")
		if len(res.LocalPoints) > 0 {
			point = res.LocalPoints[0].Section
		}
		if first != tt.first || res.Confidence != tt.confidence || idsOf(res.Local) != tt.local || point != tt.point {
			t.Errorf("%q in %s: %s %s, beside it %q, point of %q; want %s %s, %q, %q", tt.text, tt.in, first, res.Confidence, idsOf(res.Local), point, tt.first, tt.confidence, tt.local, tt.point)
		}
		for _, h := range res.Hits {
			if p := h.Entry.Place; p != "" && p != "99" && p != tt.in || h.Entry.AddsTo != "" {
				t.Errorf("%q in %s finds %s", tt.text, tt.in, h.Entry.ID)
			}
		}
	}
	if _, err := placedIn(t, "9901").Search(t.Context(), Query{Text: "?"}); err != ErrEmptyQuery {
		t.Errorf("no words: %v", err)
	}
}

// What the guide answers to questions of its own is the same in a municipality: what is local
// stands beside it.
func TestPlacedNational(t *testing.T) {
	OneByOne(t)
	national, p, named := Whole(t), placedIn(t, "9901"), 0
	for _, q := range Questions(t, HeldOut) {
		want, err := national.Search(t.Context(), Query{Text: q.Query})
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Search(t.Context(), Query{Text: q.Query})
		if err != nil {
			t.Fatal(err)
		}
		if got.Hits != nil && got.Hits[0].Entry.Place != "" && got.Hits[0].Entry.Place == got.Mentions[0].Entry.Place {
			named++ // "norwegian at work"
			continue
		}
		if idsOf(got.Local) != "" {
			t.Errorf("%q has %s beside it", q.Query, idsOf(got.Local))
		}
		got.Local, got.LocalPoints = nil, nil
		if !reflect.DeepEqual(got.Hits, want.Hits) || got.Confidence != want.Confidence || got.Section != want.Section || !reflect.DeepEqual(got.Passages, want.Passages) {
			t.Errorf("%q is answered otherwise in 9901: %v %s, want %v %s", q.Query, got.Hits, got.Confidence, want.Hits, want.Confidence)
		}
	}
	if named > 1 {
		t.Errorf("%d questions name what is local by chance", named)
	}
}

// A conversation about a local entry goes on, and ends where another is named.
func TestPlacedGoesOn(t *testing.T) {
	p := placedIn(t, "9901")
	subject, ok := p.view.Entry("9901-norsk-pa-jobb")
	if !ok {
		t.Fatal("the example is another")
	}
	for text, want := range map[string]bool{
		"hvor lenge varer det?": true, "hva lever han av?": true, "og hvem betaler?": true,
		"hva er kvalifiseringsprogrammet?": false, "hvor lenge varer introduksjonsprogrammet?": false,
	} {
		res, err := p.Search(t.Context(), Query{Text: text, Subject: subject})
		if err != nil {
			t.Fatal(err)
		}
		if got := res.FollowUp || res.Goes != nil; got != want {
			t.Errorf("%q goes on from %s: %v, want %v", text, subject.ID, got, want)
		}
	}
}

// The local indexes are made once, however many ask first.
func TestPlacedOnceConcurrently(t *testing.T) {
	g := LoadGuide(t, storedGuide("Barnehage"))
	over, err := g.With(content.ReadLocal(content.LocalFolder{FS: fstest.MapFS{"9901/9901-a.yaml": {Data: []byte(localEntry("9901-a", "a"))}}}))
	if err != nil {
		t.Fatal(err)
	}
	ix, err := New(over)
	if err != nil {
		t.Fatal(err)
	}
	found := make([]*Placed, 8)
	var all sync.WaitGroup
	for i := range found {
		all.Go(func() {
			p, err := ix.In(over.At("9901"))
			if err == nil {
				_, err = p.Search(t.Context(), Query{Text: "strikkekafé"})
			}
			if err != nil {
				t.Error(err)
			}
			found[i] = p
		})
	}
	all.Wait()
	for _, p := range found {
		if p != found[0] {
			t.Error("two indexes are made of one place")
		}
	}
	if err := ix.Close(); err != nil {
		t.Error(err)
	}
}

// localEntry is an entry of topic a.
func localEntry(id, topic string) string {
	text := "{title: Strikkekafé, summary: Kafé., what: [{text: Hver onsdag., source: s}]}"
	return "id: " + id + "\nkind: offer\ntopic: " + topic + "\nsources:\n  s: {title: S, dated: 2026-03, kind: local}\nnb: " + text + "\nnn: " + text + "\nen: " + text + "\n"
}

// An index is kept with its local entries, and built anew where these are others.
func TestStoreLocal(t *testing.T) {
	dir := t.TempDir()
	national := storedGuide("Barnehage")
	files := fstest.MapFS{"9901/9901-a.yaml": {Data: []byte(localEntry("9901-a", "a"))}}
	opened := func() (ids, log string) {
		t.Helper()
		var lines bytes.Buffer
		ix, err := NewStore(dir, slog.New(slog.NewTextHandler(&lines, nil))).Open(national, content.LocalFolder{FS: files})
		if err != nil {
			t.Fatal(err)
		}
		defer ix.Close()
		p, err := ix.In(ix.Guide().At("9901"))
		if err != nil {
			t.Fatal(err)
		}
		res, err := p.Search(t.Context(), Query{Text: "strikkekafé"})
		if err != nil || idsOf(res.Local) == "" && (len(res.Hits) == 0 || res.Hits[0].Entry.Place != "9901") {
			t.Fatalf("what is local is not found: %v, %v, %v", res.Hits, res.Local, err)
		}
		return idsOf(ix.Guide().Places().Entries()), lines.String()
	}
	for range 2 {
		if ids, log := opened(); ids != "9901-a" || log != "" {
			t.Errorf("local entries are %s, the log has %s", ids, log)
		}
		if kept := folder(t, dir); len(kept) != 1 {
			t.Errorf("%v are kept", kept)
		}
	}
	files["9901/9901-b.yaml"] = &fstest.MapFile{Data: []byte(localEntry("9901-b", "b"))}
	if ids, _ := opened(); ids != "9901-a 9901-b" {
		t.Errorf("local entries are %s", ids)
	}
	if kept := folder(t, dir); len(kept) != 2 {
		t.Errorf("%v are kept", kept)
	}
	files["9901/9901-b.yaml"] = &fstest.MapFile{Data: []byte(localEntry("9902-b", "b"))}
	if _, err := NewStore(dir, nil).Open(national, content.LocalFolder{FS: files}); err == nil || !strings.Contains(err.Error(), "another place") {
		t.Errorf("an entry of another place: %v", err)
	}
}

// Few entries are found as Bleve finds them.
func TestFewAsBleve(t *testing.T) {
	g, err := exampleGuide()
	if err != nil {
		t.Fatal(err)
	}
	c, s := corpus{guide: g, entries: g.Places().Entries()}, setup{tune: defaultTuning(), lexicon: newLexicon(fold), like: Whole(t)}
	few := newFew(c, s)
	all, err := newIndex(c, s)
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, all)
	for _, q := range []string{"norsk på jobb", "kurs om kvelden på fiskebruket", "prøve yrker med tolk", "knitting and yarn at the library", "når er inntaket"} {
		want, err := all.Search(t.Context(), Query{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		got, err := few.Search(t.Context(), Query{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		if len(want.Hits) == 0 || !reflect.DeepEqual(got.Hits, want.Hits) || got.Confidence != want.Confidence {
			t.Errorf("%q: %v %s, by Bleve %v %s", q, got.Hits, got.Confidence, want.Hits, want.Confidence)
		}
	}
}
