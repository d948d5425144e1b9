package search

import (
	"cmp"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
	whole, bare := LoadGuide(b, content.FS()), bareGuide(b)
	for b.Loop() {
		t := &table{b: b, questions: questions}
		t.head("%d questions of %s, %d entries", len(questions), filepath.Base(file), len(whole.Entries()))
		ours := t.line("this package", built(b, whole, shipped(b, whole)), nil)
		for _, p := range peers {
			t.line(p.name, p.over(b, whole), ours)
		}
		t.head("without the lists of ways to ask: what the analysis itself gains")
		plain := t.line("this package", built(b, bare, shipped(b, bare)), nil)
		for _, p := range peers {
			t.line(p.name, p.over(b, bare), plain)
		}
		t.head("this package without")
		for _, p := range parts {
			g, s := whole, shipped(b, whole)
			p.off(&s)
			if p.guide != nil {
				g = p.guide(b)
				s = shipped(b, g)
			}
			t.line(p.name, built(b, g, s), ours)
		}
		fmt.Print("\n" + t.String())
	}
}

// shipped is how an index over g is set up.
func shipped(tb testing.TB, g *content.Guide) setup {
	tb.Helper()
	t, err := trainedOn(corpusOf(g))
	if err != nil {
		tb.Fatal(err)
	}
	return setup{tune: defaultTuning(), lexicon: newLexicon(fold), trained: t}
}

func built(tb testing.TB, g *content.Guide, s setup) Searcher {
	tb.Helper()
	ix, err := newIndex(corpusOf(g), s)
	if err != nil {
		tb.Fatal(err)
	}
	closeAfter(tb, ix)
	return ix
}

// parts are the parts of the analysis with the way to switch each off. Another guide
// than the one that ships has no classifier.
var parts = []struct {
	name  string
	off   func(*setup)
	guide func(testing.TB) *content.Guide
}{
	{"classifier", func(s *setup) { s.trained.model = nil }, nil},
	{"fields", func(s *setup) { s.trained.rules.Mix.Fields = 0 }, nil},
	{"asked lists", func(*setup) {}, bareGuide},
	{"folding", func(s *setup) { s.lexicon = newLexicon(asWritten) }, nil},
	{"stop words", func(s *setup) { s.lexicon.stop = nil }, nil},
	{"slips (fuzziness)", func(s *setup) { s.tune.fuzzy = 0 }, nil},
	{"joined and split words", func(s *setup) { s.tune.joined = 0 }, nil},
	{"slips and joined words", func(s *setup) { s.tune.fuzzy, s.tune.joined = 0, 0 }, nil},
	{"names", func(s *setup) { s.tune.name = 0 }, nil},
	{"field weights (all 1)", func(s *setup) {
		for f := range s.tune.weight {
			s.tune.weight[f] = 1
		}
	}, nil},
	{"outside list", func(*setup) {}, func(tb testing.TB) *content.Guide {
		return LoadGuide(tb, Copy(tb, content.FS(), "_outside.yaml"))
	}},
}

// bareGuide is the guide without its lists of ways to ask.
func bareGuide(tb testing.TB) *content.Guide {
	g := LoadGuide(tb, content.FS()) // a guide of our own, that we may change
	for _, e := range g.Entries() {
		for l, t := range e.Texts {
			e.Texts[l] = withoutAsked(t, func(string) bool { return true })
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
