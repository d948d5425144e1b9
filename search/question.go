package search

import (
	"math"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
)

// analyse turns the question's words into terms with variants. Words that are stop
// words in the question's language are left out, unless nothing else is left.
func (s *scorer) analyse() error {
	seen := map[string]bool{}
	for i, w := range s.words {
		if seen[w] || s.ix.stop.has(s.lang, w) {
			continue
		}
		seen[w] = true
		t, err := s.term(i, w)
		if err != nil {
			return err
		}
		s.asked = append(s.asked, t)
	}
	return nil
}

// term looks the word up in every language; one the guide does not know is tried
// joined to its neighbour, split in two, and with a slip or two mended.
func (s *scorer) term(i int, w string) (term, error) {
	t := term{word: w}
	t.variants = s.exact(w, 1)
	known, _ := s.frequency(t.variants)
	if i+1 < len(s.words) {
		s.add(&t, s.exact(w+s.words[i+1], s.ix.tune.joined))
	}
	if i > 0 {
		s.add(&t, s.exact(s.words[i-1]+w, s.ix.tune.joined))
	}
	if !known {
		if err := s.mend(&t, w); err != nil {
			return t, err
		}
	}
	_, n := s.frequency(t.variants)
	t.idf = s.idf(n)
	return t, nil
}

// exact returns the word's stem in each language.
func (s *scorer) exact(w string, weight float64) []variant {
	var out []variant
	for _, l := range content.Langs() {
		v := variant{l, stem(l, w), weight}
		if l != s.lang && !(l != content.English && s.lang != content.English) {
			v.weight *= s.ix.tune.otherLang
		}
		out = append(out, v)
	}
	return out
}

// add appends the variants that the guide knows.
func (s *scorer) add(t *term, vs []variant) {
	if known, _ := s.frequency(vs); known {
		t.variants = append(t.variants, vs...)
	}
}

// mend adds what an unknown word may be: two known words written as one, or a known
// word with a slip.
func (s *scorer) mend(t *term, w string) error {
	if !isWord(w) {
		return nil
	}
	const shortestPart = 3
	rs := []rune(w)
	for cut := shortestPart; cut+shortestPart <= len(rs); cut++ {
		a, b := s.exact(string(rs[:cut]), s.ix.tune.joined), s.exact(string(rs[cut:]), s.ix.tune.joined)
		okA, _ := s.frequency(a)
		okB, _ := s.frequency(b)
		if okA && okB {
			t.variants = slices.Concat(t.variants, a, b)
		}
	}
	return s.slips(t, w)
}

// slips adds the known stems within a slip of the word's, two for long words.
func (s *scorer) slips(t *term, w string) error {
	const shortest, long = 4, 8
	fuzzy, ok := s.ix.reader.(index.IndexReaderFuzzy)
	if !ok {
		return nil
	}
	for _, l := range content.Langs() {
		st := stem(l, w)
		n := len([]rune(st))
		if n < shortest {
			continue
		}
		slips := 1
		if n >= long {
			slips = 2
		}
		for _, f := range []string{fieldName, fieldAsked, fieldBody} {
			d, err := fuzzy.FieldDictFuzzy(in(f, l), st, slips, st[:1])
			if err != nil {
				return err
			}
			for {
				e, err := d.Next()
				if err != nil {
					return err
				}
				if e == nil {
					break
				}
				v := variant{l, strings.Clone(e.Term), s.ix.tune.fuzzy}
				if !slices.Contains(t.variants, v) {
					t.variants = append(t.variants, v)
				}
			}
			if err := d.Close(); err != nil {
				return err
			}
		}
	}
	return nil
}

// frequency tells whether any variant is known, and in how many entries the most
// common of them stands.
func (s *scorer) frequency(vs []variant) (known bool, entries int) {
	for _, v := range vs {
		n := s.ix.df[v.lang][v.stem]
		entries = max(entries, n)
	}
	return entries > 0, entries
}

// idf weighs a word that stands in n entries.
func (s *scorer) idf(n int) float64 {
	all := float64(len(s.ix.entries))
	return math.Log(1 + (all-float64(n)+0.5)/(float64(n)+0.5))
}
