package content_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"veiviser/content"
)

// TestParseLang: what is no language of the guide never becomes a Lang.
func TestParseLang(t *testing.T) {
	for _, l := range content.Langs() {
		if got, ok := content.ParseLang(string(l)); got != l || !ok {
			t.Errorf("ParseLang(%q) = %q, %v", l, got, ok)
		}
	}
	for _, s := range []string{"", "no", "NB", "nb-NO", " nb", "nb\x00", "sv", "*", strings.Repeat("nb", 1<<16)} {
		if got, ok := content.ParseLang(s); got != "" || ok {
			t.Errorf("ParseLang(%.20q) = %.20q, %v, want none", s, got, ok)
		}
	}
}

func TestLangOfTag(t *testing.T) {
	for tag, want := range map[string]content.Lang{
		"nb": content.Bokmal, "nb-NO": content.Bokmal, "NB_no": content.Bokmal, "no": content.Bokmal, "NO-no": content.Bokmal, "no_NO.UTF-8": content.Bokmal,
		"nn": content.Nynorsk, "nn-NO": content.Nynorsk, "NN": content.Nynorsk, "nn-Latn-NO": content.Nynorsk,
		"en": content.English, "en-US": content.English, "en_GB": content.English, "EN-au": content.English,
		"": "", "*": "", "-": "", "_nb": "", "sv-SE": "", "da": "", "se-NO": "", "x-klingon": "", "i-enochian": "", "nbx": "", "norsk": "", "../../etc": "", "\x00": "", "n\xffb": "",
		strings.Repeat("a", 1<<20): "", "nb-" + strings.Repeat("a", 1<<20): content.Bokmal,
	} {
		if got := content.LangOfTag(tag); got != want {
			t.Errorf("LangOfTag(%.20q) = %q, want %q", tag, got, want)
		}
	}
}

// TestLangOfEveryTag: of all languages there are, those of the guide and Norwegian
// itself are known.
func TestLangOfEveryTag(t *testing.T) {
	known := []string{"nb", "nn", "no", "en"}
	tags := 0
	for _, tag := range letters(3) {
		if _, err := language.ParseBase(tag); err != nil {
			continue
		}
		tags++
		if got := content.LangOfTag(tag + "-XX"); (got != "") != slices.Contains(known, tag) {
			t.Errorf("LangOfTag(%s) = %q", tag, got)
		}
	}
	if tags < 5000 {
		t.Errorf("tried %d languages, want all there are", tags)
	}
}

// letters are all strings of two to n small letters.
func letters(n int) []string {
	last := []string{""}
	var out []string
	for i := range n {
		var next []string
		for _, s := range last {
			for r := 'a'; r <= 'z'; r++ {
				next = append(next, s+string(r))
			}
		}
		if last = next; i > 0 {
			out = append(out, last...)
		}
	}
	return out
}

func FuzzLangOfTag(f *testing.F) {
	for _, tag := range []string{"nb-NO", "nn_NO", "no", "en", "sv-SE", "", "*", "x-klingon", "\x00", strings.Repeat("a", 300)} {
		f.Add(tag)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		if l := content.LangOfTag(tag); l != "" && !slices.Contains(content.Langs(), l) {
			t.Errorf("LangOfTag(%q) = %q, which the guide does not have", tag, l)
		}
		if l, ok := content.ParseLang(tag); ok != (l != "") {
			t.Errorf("ParseLang(%q) = %q, %v", tag, l, ok)
		}
	})
}
