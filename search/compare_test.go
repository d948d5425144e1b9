package search

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"veiviser/content"
)

// BenchmarkCompare prints one table: this package, its peers, and this package with
// one part switched off, on the same guide and the same questions. VEIVISER_QUESTIONS
// names another file of questions.
//
//	go test ./search -run '^$' -bench Compare
func BenchmarkCompare(b *testing.B) {
	file := cmp.Or(os.Getenv("VEIVISER_QUESTIONS"), HeldOut)
	questions := Questions(b, file)
	whole, bare := LoadGuide(b, content.FS()), withoutAsked(b)
	for b.Loop() {
		t := &table{b: b, questions: questions}
		t.head("%d questions of %s, %d entries", len(questions), filepath.Base(file), len(whole.Entries()))
		ours := t.line("this package", built(b, setup{whole, defaultTuning(), newLexicon(fold)}), nil)
		for _, p := range peers {
			t.line(p.name, p.over(b, whole), ours)
		}
		t.head("without the lists of ways to ask: what the analysis itself gains")
		plain := t.line("this package", built(b, setup{bare, defaultTuning(), newLexicon(fold)}), nil)
		for _, p := range peers {
			t.line(p.name, p.over(b, bare), plain)
		}
		t.head("this package without")
		for _, p := range parts {
			s := setup{whole, defaultTuning(), newLexicon(fold)}
			p.off(b, &s)
			t.line(p.name, built(b, s), ours)
		}
		fmt.Print("\n" + t.String())
	}
}

// setup is what an index is made of.
type setup struct {
	guide   *content.Guide
	tune    tuning
	lexicon lexicon
}

func built(tb testing.TB, s setup) Searcher {
	tb.Helper()
	ix, err := newIndex(s.guide, s.tune, s.lexicon)
	if err != nil {
		tb.Fatal(err)
	}
	closeAfter(tb, ix)
	return ix
}

// parts are the parts of the analysis with the way to switch each off.
var parts = []struct {
	name string
	off  func(testing.TB, *setup)
}{
	{"asked lists", func(tb testing.TB, s *setup) { s.guide = withoutAsked(tb) }},
	{"character grams", func(_ testing.TB, s *setup) { s.tune.grams = 0 }},
	{"folding", func(_ testing.TB, s *setup) { s.lexicon = newLexicon(asWritten) }},
	{"stop words", func(_ testing.TB, s *setup) { s.lexicon.stop = nil }},
	{"slips (fuzziness)", func(_ testing.TB, s *setup) { s.tune.fuzzy = 0 }},
	{"joined and split words", func(_ testing.TB, s *setup) { s.tune.joined = 0 }},
	{"slips, joined words and grams", func(_ testing.TB, s *setup) { s.tune.fuzzy, s.tune.joined, s.tune.grams = 0, 0, 0 }},
	{"names", func(_ testing.TB, s *setup) { s.tune.name = 0 }},
	{"phrases", func(_ testing.TB, s *setup) {
		for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
			s.tune.phraseOf[f] = 0 // those of the outside list stay
		}
	}},
	{"field weights (all 1)", func(_ testing.TB, s *setup) {
		for f := range s.tune.weight {
			s.tune.weight[f] = 1
		}
	}},
	{"late saturation (k1 1.2)", func(_ testing.TB, s *setup) { s.tune.k1 = 1.2 }},
	{"other languages", func(_ testing.TB, s *setup) { s.tune.otherLang = 0 }},
	{"language of the question", func(_ testing.TB, s *setup) { s.tune.otherLang = 1 }},
	{"kind cues", func(_ testing.TB, s *setup) { s.lexicon.kinds = nil }},
	{"outside list", func(tb testing.TB, s *setup) { s.guide = LoadGuide(tb, Copy(tb, content.FS(), "_outside.yaml")) }},
}

// withoutAsked is the guide without its lists of ways to ask.
func withoutAsked(tb testing.TB) *content.Guide {
	g := LoadGuide(tb, content.FS()) // a guide of our own, that we may change
	for _, e := range g.Entries() {
		for _, t := range e.Texts {
			t.Asked = nil
		}
	}
	return g
}

// asWritten is fold without the folding of letters.
func asWritten(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// table collects the lines of the comparison.
type table struct {
	b         *testing.B
	questions []Judged
	strings.Builder
}

func (t *table) head(format string, args ...any) {
	if t.Len() > 0 {
		t.WriteString("\n")
	}
	fmt.Fprintf(t, format+"\n%-34s%7s%16s%11s%11s%10s%10s%13s%16s%8s\n", append(args,
		"", "ndcg@5", "change", "success@1", "success@3", "no æøå", "one slip", "none_recall", "none_precision", "p50 ms")...)
}

// line asks s every question, writes what comes of it and returns the nDCG@5 of each.
// The change is counted from base, with its standard error over the questions.
func (t *table) line(name string, s Searcher, base []float64) []float64 {
	t.b.Helper()
	ndcgs := t.ndcgs(s, func(q string) string { return q }) // and warms the caches
	rep, err := Evaluate(t.b.Context(), s, t.questions)
	if err != nil {
		t.b.Fatalf("%s: %v", name, err)
	}
	change := ""
	if base != nil {
		change = fmt.Sprintf("%+.3f ± %.3f", mean(ndcgs)-mean(base), standardError(ndcgs, base))
	}
	none := fmt.Sprintf("%13s%16s", "–", "–")
	if _, ours := s.(*Index); ours {
		none = fmt.Sprintf("%13.3f%16.3f", rep.NoneRecall, rep.NonePrecision)
	}
	fmt.Fprintf(t, "  %-32s%7.3f%16s%11.3f%11.3f%10.3f%10.3f%s%8.2f\n", name, rep.NDCG5, change,
		rep.Success1, rep.Success3, mean(t.ndcgs(s, plainLetters.Replace)), mean(t.ndcgs(s, slipped)), none, rep.Latency.P50)
	return ndcgs
}

// ndcgs is the nDCG@5 of every answerable question, each changed as told.
func (t *table) ndcgs(s Searcher, change func(string) string) []float64 {
	t.b.Helper()
	var out []float64
	for _, q := range t.questions {
		if len(q.Relevant) == 0 {
			continue
		}
		res, err := s.Search(t.b.Context(), Query{Text: change(q.Query)})
		if err != nil {
			t.b.Fatalf("question %s: %v", q.ID, err)
		}
		out = append(out, ndcg(q.Relevant, res.Hits, 5))
	}
	return out
}

// plainLetters types as on a keyboard without Norwegian letters.
var plainLetters = strings.NewReplacer("æ", "ae", "ø", "o", "å", "a", "Æ", "AE", "Ø", "O", "Å", "A")

// slipped swaps two letters in the middle of the longest word.
func slipped(text string) string {
	longest := ""
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if utf8.RuneCountInString(w) > utf8.RuneCountInString(longest) {
			longest = w
		}
	}
	rs := []rune(longest)
	if len(rs) < 4 {
		return text
	}
	m := len(rs) / 2
	rs[m], rs[m-1] = rs[m-1], rs[m]
	return strings.Replace(text, longest, string(rs), 1)
}

func mean(xs []float64) float64 {
	var sum float64
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

// standardError is that of the mean difference of pairs.
func standardError(a, b []float64) float64 {
	diff := mean(a) - mean(b)
	var sum float64
	for i := range a {
		sum += (a[i] - b[i] - diff) * (a[i] - b[i] - diff)
	}
	return math.Sqrt(sum) / float64(len(a))
}
