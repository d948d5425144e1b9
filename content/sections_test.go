package content_test

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"veiviser/content"
)

func TestSectionPhrasesAreRead(t *testing.T) {
	g := small()
	g["_sections.yaml"] = &fstest.MapFile{Data: []byte("payer:\n  nb:\n    \"hva|kva * koster? {}\": \"Hva koster kurset?\"\n")}
	guide, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	want := []content.SectionPhrase{{
		Section: content.Payer, Lang: content.Bokmal, Example: "Hva koster kurset?",
		Parts: []content.PhrasePart{{Words: []string{"hva", "kva"}}, {Gap: true}, {Words: []string{"koster"}, Optional: true}, {Name: true}},
	}}
	if got := guide.Words().SectionPhrases(); !reflect.DeepEqual(got, want) {
		t.Errorf("phrases %+v, want %+v", got, want)
	}
}

func TestSectionPhrasesAreChecked(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"unknown section", "paier:\n  nb: {hva koster: hva koster det}\n", `_sections.yaml:1: unknown field "paier" (did you mean "payer"?)`},
		{"unknown language", "payer:\n  no: {hva koster: hva koster det}\n", `_sections.yaml:2: unknown field "no"`},
		{"no example", "payer:\n  nb:\n    hva koster: \"\"\n", "_sections.yaml:3: payer.nb is empty"},
		{"a list", "payer:\n  nb: [hva koster]\n", "_sections.yaml:2: payer.nb is not a mapping (write phrase: example lines)"},
		{"begins with a gap", "payer:\n  nb:\n    \"* koster\": hva koster det\n", `_sections.yaml:3: phrase "* koster": begins with what may be left out`},
		{"begins with an optional word", "payer:\n  nb:\n    hva? koster: hva koster det\n", "begins with what may be left out"},
		{"half an alternative", "payer:\n  nb:\n    hva koster|: hva koster det\n", `"koster|" is not a word`},
		{"no word", "payer:\n  nb:\n    hva del-tid: hva koster det\n", `"del-tid" is not a word of letters and digits`},
		{"nothing", "payer:\n  nb:\n    \" \": hva koster det\n", "has no words"},
		{"two sections", "payer:\n  nb:\n    hva koster: hva koster det\nduration:\n  nb:\n    Hva koster: hva koster det\n", `_sections.yaml:6: phrase "Hva koster" asks for payer already (a phrase asks for one section)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := small()
			g["_sections.yaml"] = &fstest.MapFile{Data: []byte(tt.file)}
			if got := content.Check(g, today).Error(); !strings.Contains(got, tt.want) {
				t.Errorf("findings:\n%v\nwant one with %q", got, tt.want)
			}
		})
	}
}

// TestShippedPhrases: a guide without the file has those that ship with the program, and
// its release is none of theirs.
func TestShippedPhrases(t *testing.T) {
	guide, err := content.Load(small())
	if err != nil {
		t.Fatal(err)
	}
	shipped := load(t).Words().SectionPhrases()
	if got := guide.Words().SectionPhrases(); len(got) < 1000 || !reflect.DeepEqual(got, shipped) {
		t.Errorf("%d phrases, want the %d shipped", len(got), len(shipped))
	}
	g := small()
	g["_sections.yaml"] = &fstest.MapFile{Data: []byte("payer:\n  nb:\n    hva koster: hva koster det\n")}
	own, err := content.Load(g)
	if err != nil {
		t.Fatal(err)
	}
	if own.Release() == guide.Release() {
		t.Error("a guide's own phrases change nothing in its release")
	}
}
