package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/search"
)

// changes are the ways in which people write a name of one word otherwise than the guide
// does, and the share of the names that must still be found in each.
var changes = []struct {
	name  string
	least float64
	of    func(string) string
}{
	{"genitive", 0.99, func(n string) string { return n + "s" }},
	{"definite, common gender", 0.97, func(n string) string { return strings.TrimSuffix(n, "e") + "en" }},
	{"definite, neuter", 0.97, func(n string) string { return strings.TrimSuffix(n, "e") + "et" }},
	{"definite, feminine", 0.97, func(n string) string { return strings.TrimSuffix(n, "e") + "a" }},
	{"plural", 0.97, func(n string) string { return strings.TrimSuffix(n, "e") + "er" }},
	{"plural, definite", 0.97, func(n string) string { return strings.TrimSuffix(n, "e") + "ene" }},
	{"plural, nynorsk", 0.97, func(n string) string { return strings.TrimSuffix(n, "e") + "ane" }},
	{"without Norwegian letters", 0.99, strings.NewReplacer("å", "aa", "ø", "oe", "æ", "ae").Replace},
	{"without dots and rings", 0.99, strings.NewReplacer("å", "a", "ø", "o", "æ", "a").Replace},
	{"capitals", 0.99, strings.ToUpper},
	{"a letter left out", 0.97, func(n string) string { return n[:mid(n)] + n[next(n):] }},
	{"a letter doubled", 0.97, func(n string) string { return n[:next(n)] + n[mid(n):next(n)] + n[next(n):] }},
	{"first part of a compound", 0.97, func(n string) string { return n + "deltakere" }},
	{"with a hyphen", 0.95, func(n string) string { return n + "-deltakere" }},
}

// mid is where the middle letter of n begins, next where the one after it does.
func mid(n string) int {
	i := len(n) / 2
	for !utf8.RuneStart(n[i]) {
		i--
	}
	return i
}

func next(n string) int {
	_, size := utf8.DecodeRuneInString(n[mid(n):])
	return mid(n) + size
}

// TestNamesWrittenOtherwise changes every title of one long word and asks for it.
func TestNamesWrittenOtherwise(t *testing.T) {
	ix := search.Whole(t)
	const long = 9
	for _, c := range changes {
		all, found := 0, 0
		for _, e := range ix.Guide().Entries() {
			for _, l := range []content.Lang{content.Bokmal, content.Nynorsk} {
				n := named(e.Text(l).Title)
				if strings.ContainsAny(n, " .-") || utf8.RuneCountInString(n) < long || e.Kind == content.Actor || e.Kind == content.Topic {
					continue
				}
				if all++; all%sparse != 0 {
					found++
					continue
				}
				q := "hva er " + c.of(n) + "?"
				if res := ask(t, ix, q); res.Confidence == search.Strong && res.Hits[0].Entry == e {
					found++
				} else {
					t.Logf("%s: %s %v", q, res.Confidence, ids(res, 2))
				}
			}
		}
		t.Logf("%s: %d of %d", c.name, found, all)
		if all < 40 || float64(found) < c.least*float64(all) {
			t.Errorf("%s: %d of %d, want %.2f", c.name, found, all, c.least)
		}
	}
}

func TestMentions(t *testing.T) {
	ix := search.Whole(t)
	tests := []struct {
		text string
		want []string // entries, in the order of the question
	}{
		{"hva er fagbrev på jobb", []string{"fagbrev-pa-jobb"}}, // the longest
		{"KVP-deltakere og introprogramdeltakeren", []string{"kvalifiseringsprogram", "deltaker", "introduksjonsprogram"}},
		{"KVPen", []string{"kvalifiseringsprogram"}},
		{"norsk opplæringen", []string{"norskopplaering"}},
		{"Jobbsjansen-tilskudd", []string{"tilskudd-jobbsjansen"}},
		{"AEV", []string{"behovs-og-arbeidsevnevurdering"}},
		{"av hvem", nil},         // folded as AEV is
		{"se hva hun gjør", nil}, // SE is Supported Employment
		{"after that", nil},      // AFT, and the end of a plural
		{"jeg vet ikke", nil},    // VET, in English
		{"fins det klasser for høyere nivåer", nil},
		{"Norwegian tuition", []string{"norskopplaering"}}, // a term the guide rejects
		{"Jamal", []string{"jamal"}},
		{"reise til Xyzzy", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, m := range ask(t, ix, tt.text).Mentions {
			got = append(got, m.Entry.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("Search(%q) mentions %v, want %v", tt.text, got, tt.want)
		}
	}
}

// TestNamesDecide: what is named is answered, whatever is like it, unless more is asked.
func TestNamesDecide(t *testing.T) {
	ix := search.Whole(t)
	tests := []struct {
		text  string
		entry string
		sure  bool
	}{
		{"introduksjonsprogrammet varighet", "introduksjonsprogram", true},
		{"hva koster det å gå på fagskole for Tesfay?", "fagskole", true},
		{"jeg har aldri hørt om KVP, hva er det?", "kvalifiseringsprogram", true},
		{"kan hun ha deltidsjobb mens hun er i introduksjonsprogrammet?", "introduksjonsprogram", true},
		{"hva kan lønnstilskudd kombineres med, og hvor lenge varer det?", "lonnstilskudd", true},
		{"hva er forskjellen på fagbrev på jobb og praksisbrev?", "", false},
	}
	for _, tt := range tests {
		res := ask(t, ix, tt.text)
		if sure := res.Confidence == search.Strong; sure != tt.sure || tt.sure && res.Hits[0].Entry.ID != tt.entry {
			t.Errorf("Search(%q): %s, %v", tt.text, res.Confidence, ids(res, 3))
		}
	}
}

func TestTwoSections(t *testing.T) {
	ix := search.Whole(t)
	tests := []struct {
		text          string
		want, further []content.Section
	}{
		{"hvem betaler fagskole og hvor lenge varer det?", []content.Section{content.Payer, content.Duration}, nil},
		{"what are the requirements for KVP, and who decides?", []content.Section{content.Requirements, content.Responsible}, nil},
		{"kva er krava til fagskule?", []content.Section{content.Requirements}, nil},
		{"rett og plikt til norskopplæring", nil, nil}, // a name
		// Two are answered, the others are not forgotten.
		{"hvem kan få KVP, hvor lenge varer det, hvem søker og hva kommer etterpå", []content.Section{content.Duration, content.Next}, []content.Section{content.Who, content.Responsible}},
		{"kven betaler, kor lenge varer det og kva krevst for Jobbsjansen?", []content.Section{content.Duration, content.Requirements}, []content.Section{content.Payer}},
		{"requirements, duration and livelihood of KVP", []content.Section{content.Requirements, content.Livelihood}, []content.Section{content.Duration}},
		{"hvor lenge varer KVP og hva lever hun av? Hvem betaler? Hun er glad i barn.", []content.Section{content.Duration, content.Payer}, []content.Section{content.Livelihood}},
	}
	for _, tt := range tests {
		if u := ask(t, ix, tt.text); !slices.Equal(u.Sections, tt.want) || !slices.Equal(u.Further, tt.further) {
			t.Errorf("Search(%q) asks for %v and %v, want %v and %v", tt.text, u.Sections, u.Further, tt.want, tt.further)
		}
	}
}
