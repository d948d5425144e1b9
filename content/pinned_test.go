package content_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"veiviser/content"
)

var update = flag.Bool("update", false, "pin the versions that are not pinned yet")

// pinnedDir holds the canonical form of versions, each in a file named after its
// digest. What stands there stays: a journal may hold such a version for ever.
const pinnedDir = "testdata/pinned"

// fullOffer and fullJourney have every field that the canonical form has.
func fullOffer(t *testing.T) *content.Entry {
	return &content.Entry{
		ID: "full-offer", Kind: content.Offer, Topic: "topic", Goals: []string{"work"},
		Norwegian: &content.NorwegianLevel{Level: "B1", Binding: "formal"}, Schooling: []string{"primary"},
		Residence: []string{"refugee"}, Responsible: []string{"actor"}, Livelihood: []string{"support"},
		CombinesWith: []string{"other-offer"}, LeadsTo: []string{"level"}, SeeAlso: []string{"guidance"},
		Links: []content.Link{{Title: "Side", URL: "https://example.no/"}},
		Gaps:  []content.Section{content.Payer}, SummarySources: []string{"law"},
		Sources: []content.Source{{Key: "law", Title: "Loven", URL: "https://lovdata.no/", Dated: dated(t, "2024-03-07"), Kind: content.Official}},
		Texts: map[content.Lang]*content.Text{
			content.Bokmal: {
				Title: "Tilbud", Short: "Tilb.", Differs: "Det eneste tilbudet.", AlsoCalled: []string{"kurs"}, Summary: "Et tilbud.",
				Sections: []content.SectionText{{Key: content.What, Points: []content.Point{{Text: "Æ, ø og å <b>.", Source: "law", Short: "Æ, ø", Rule: fullRule(t)}}}},
			},
			content.English: {Title: "Offer", Summary: "An offer."},
		},
		Snippets: []content.Snippet{{Lang: "uk", Text: "Це курс.", Status: "checked", By: "N. N.", On: dated(t, "2025-01")}},
	}
}

// fullLocal has what a local entry has beside that.
func fullLocal(t *testing.T) *content.Entry {
	e := fullOffer(t)
	e.ID, e.Place, e.AddsTo = "9901-full-offer", "9901", "full-offer"
	return e
}

func fullRule(t *testing.T) *content.Rule {
	return &content.Rule{
		Law:     content.Citation{Act: "integreringsloven", Section: "14 a", URL: "https://lovdata.no/lov/2020-11-06-127/§14a"},
		Also:    []content.Citation{{Act: "endringslov", URL: "https://lovdata.no/lov/2025-06-20-35"}},
		InForce: dated(t, "2026-01-01"), NotInForce: true, Checked: dated(t, "2026-07-02"), Review: dated(t, "2027-01"), Until: dated(t, "2028-07-01"),
	}
}

func fullJourney(t *testing.T) *content.Entry {
	return &content.Entry{
		ID: "full-journey", Kind: content.Journey,
		Sources: []content.Source{{Key: "report", Title: "Rapport", Kind: content.Research}},
		Texts: map[content.Lang]*content.Text{
			content.Nynorsk: {Title: "Reise", Summary: "Ei reise.", Persona: "Jamal", Start: "Starten", Goal: "Målet"},
		},
		Steps: []content.Step{
			{
				Offers: []string{"full-offer"}, Responsible: []string{"actor"}, Livelihood: []string{"support"}, Source: "report",
				Texts: map[content.Lang]content.StepText{content.Nynorsk: {Title: "Steg", Text: "Eit steg."}},
			},
			{Offers: []string{"full-offer"}, Constructed: true, Parallel: true},
		},
	}
}

func dated(t *testing.T, s string) content.Date {
	t.Helper()
	d, err := content.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPinnedVersions reads every version ever pinned and finds today's full ones among
// them. Where a field was added, "go test ./content -run Pinned -update" pins one more.
func TestPinnedVersions(t *testing.T) {
	for _, e := range []*content.Entry{fullOffer(t), fullJourney(t), fullLocal(t)} {
		file := filepath.Join(pinnedDir, strings.TrimPrefix(e.Digest(), content.DigestPrefix)+".json")
		if _, err := os.Stat(file); err != nil && *update {
			if err := os.WriteFile(file, e.Canonical(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s has a digest that is not pinned, %s: was a field renamed, or added?", e.ID, e.Digest())
		}
		back, err := content.ParseCanonical(e.Canonical())
		if err != nil || !reflect.DeepEqual(e, back) {
			t.Errorf("%s comes back from its canonical form as (%v)\n%+v, want\n%+v", e.ID, err, back, e)
		}
	}
	files, err := filepath.Glob(filepath.Join(pinnedDir, "*.json"))
	if err != nil || len(files) < 2 {
		t.Fatalf("pinned versions = %v, %v, want an offer and a journey", files, err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		e, err := content.ParseCanonical(b)
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		if !bytes.Equal(e.Canonical(), b) || e.Digest() != content.DigestPrefix+strings.TrimSuffix(filepath.Base(f), ".json") {
			t.Errorf("%s is another version once it is read:\n%s", f, e.Canonical())
		}
	}
}

// unpinned are the fields that are no part of what a reader can see.
var unpinned = []string{
	"Entry.Aliases", "Text.Asked", "Text.Unanswered", "Point.Asked", "Point.ID",
	"Entry.Recipient", "Entry.Closed", "Entry.Routes", "Entry.NotRelevant", "Entry.Conditions",
}

// TestPinnedFields holds the full entries to having every field, and every type within
// the canonical form to naming its fields itself.
func TestPinnedFields(t *testing.T) {
	set := map[string]bool{}
	for _, e := range []*content.Entry{fullOffer(t), fullJourney(t), fullLocal(t)} {
		visit(t, reflect.ValueOf(e), set)
	}
	for field, given := range set {
		if !given && !slices.Contains(unpinned, field) {
			t.Errorf("neither full entry has %s: give it to one, and pin that with -update", field)
		}
	}
	if len(set) < 50 {
		t.Errorf("only %d fields were found", len(set))
	}
}

// visit notes in set which fields of the structs in v are given.
func visit(t *testing.T, v reflect.Value, set map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			visit(t, v.Elem(), set)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visit(t, v.Index(i), set)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			visit(t, v.MapIndex(k), set)
		}
	case reflect.Struct:
		for f, fv := range v.Fields() {
			if !f.IsExported() {
				continue
			}
			name := v.Type().Name() + "." + f.Name
			set[name] = set[name] || !fv.IsZero()
			own := v.Type() == reflect.TypeFor[content.Entry]() || v.Type() == reflect.TypeFor[content.Text]()
			if _, tagged := f.Tag.Lookup("json"); !tagged && !own { // those two have a form of their own
				t.Errorf("%s has no json tag: its Go name would be part of every digest", name)
			}
			visit(t, fv, set)
		}
	}
}
