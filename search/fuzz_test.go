package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"
	"unicode/utf8"

	"veiviser/content"
)

// strange are texts that strangers send.
var strange = []string{
	"", "hva er fagbrev?", "kven betaler, og kor lenge?", "§ 4-1 23/5 37,5 1.2.3", "norsk-opplæring", "ÆØÅ æøå aa ae oe",
	"\xff\xfe\xc3", "\x00\x1b[31m", "\u202efagbrev\u202c", "🙂👨‍👩‍👧", "la\u030an", "ﬁﬀ Ⅷ ½ ①", "İIıi ßẞ Σς", "１２／３",
	strings.Repeat("a", 61), strings.Repeat("leve * av ", 50), "a\u0301\u0301\u0301", "كيف", "今日は", "*", "hvem * betaler",
}

// FuzzWords: every word is folded, of bounded length and of letters and digits, and a
// word of its own stays one.
func FuzzWords(f *testing.F) {
	for _, s := range strange {
		f.Add(s)
	}
	lx, d := newLexicon(fold), newDetector(fold)
	f.Fuzz(func(t *testing.T, text string) {
		ws := lx.words(text)
		for _, w := range ws {
			if n := utf8.RuneCountInString(w); n == 0 || n > maxWord || !utf8.ValidString(w) {
				t.Fatalf("words(%q) has %q of %d characters", text, w, n)
			}
			if i := strings.IndexFunc(w, func(r rune) bool {
				return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/,.", r)
			}); i >= 0 {
				t.Fatalf("words(%q) has %q", text, w)
			}
			for _, l := range content.Langs() {
				stem(l, w)
			}
		}
		if upper := lx.words(strings.ToLower(text)); len(upper) != len(ws) {
			t.Fatalf("words(%q) = %q, of the lower case %q", text, ws, upper)
		}
		for _, q := range []content.Lang{"", content.English} {
			if l := d.detect(text, q); !slices.Contains(content.Langs(), l) {
				t.Fatalf("language of %q is %q", text, l)
			}
		}
	})
}

// FuzzSearch: no panic, an answer within a second, and one that holds together.
func FuzzSearch(f *testing.F) {
	for _, s := range strange {
		f.Add(s, "")
		f.Add(s, "nn")
	}
	f.Add("barnehage", "xx")
	text := "title: Barnehage og fagbrev\n  summary: Sju øre for eit fagprov\n  what:\n    - {text: Til 23/5, source: a}\n"
	files := fstest.MapFS{"tema.yaml": {Data: []byte("id: tema\nkind: topic\nsources:\n  a: {title: A, url: \"https://a.no/\", dated: 2024}\n" +
		"nb:\n  " + text + "nn:\n  " + text + "en:\n  " + text)}}
	ix := Open(f, files)
	f.Fuzz(func(t *testing.T, text, lang string) {
		l, ok := content.ParseLang(lang)
		if !ok {
			l = "" // to be detected
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		res, err := ix.Search(ctx, Query{Text: text, Lang: l})
		if errors.Is(err, ErrEmptyQuery) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(content.Langs(), res.Lang) || !slices.Contains([]Confidence{Strong, Weak, None}, res.Confidence) {
			t.Fatalf("Search(%q) = %+v", text, res)
		}
		if res.Section != "" && !slices.Contains(content.Sections(), res.Section) {
			t.Fatalf("Search(%q) asks for section %q", text, res.Section)
		}
		for _, h := range res.Hits {
			if !(h.Score > 0) || h.Entry == nil {
				t.Fatalf("Search(%q) has hit %+v", text, h)
			}
		}
	})
}

// FuzzComplete: what a text becomes is of the guide, bounded, each once, and the same again.
func FuzzComplete(f *testing.F) {
	for _, s := range append(slices.Clone(strange), "fagbrev hvor lenge", "fag", "hva er norsk") {
		f.Add(s)
	}
	c := NewCompleter(LoadGuide(f, content.FS()))
	f.Fuzz(func(t *testing.T, text string) {
		const limit = 5
		got := c.Complete(text, content.Bokmal, limit)
		if len(got) > limit || utf8.RuneCountInString(text) < minTyped && len(got) > 0 {
			t.Fatalf("Complete(%q) = %v", text, got)
		}
		for i, a := range got {
			if a.Section != "" && a.Entry.Text(content.Bokmal).Section(a.Section) == nil {
				t.Fatalf("Complete(%q) has a section that %s lacks", text, a.Entry.ID)
			}
			if slices.ContainsFunc(got[:i], func(b Completion) bool { return a.Entry == b.Entry && a.Section == b.Section }) {
				t.Fatalf("Complete(%q) has %s twice", text, a.Entry.ID)
			}
		}
		if !slices.Equal(got, c.Complete(text, content.Bokmal, limit)) {
			t.Fatalf("Complete(%q) is another the second time", text)
		}
	})
}
