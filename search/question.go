package search

import (
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"veiviser/content"
)

// term is one word of the question with the ways it may stand in the guide.
type term struct {
	word     string
	need     float64 // how much the question asks for it: its idf, as far as known
	variants []variant
}

// variant is a stem to look for in one language, and what finding it is worth.
type variant struct {
	lang content.Lang
	stem string
	gain float64
}

// analyse turns the question's words into terms. Stop words of any language are left
// out: people mix languages, and the language may be detected wrongly.
func (s *scorer) analyse(ctx context.Context) error {
	seen := map[string]bool{}
	for i, w := range s.words {
		if seen[w] || s.ix.stop.any(w) {
			continue
		}
		seen[w] = true
		terms, err := s.terms(ctx, i, w)
		if err != nil {
			return err
		}
		if slices.Contains(s.cues, i) {
			// It asks for a side of the entry; the entry need not be about it.
			for k := range terms {
				terms[k].need *= cueNeed
			}
		}
		s.asked = append(s.asked, terms...)
	}
	return nil
}

// terms looks word i up in every language, alone and joined to its neighbours. One the
// guide does not know is taken for a slip of the hand, or else for two words in one.
func (s *scorer) terms(ctx context.Context, i int, w string) ([]term, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t := term{word: w, variants: s.exact(w, 1)}
	unknown := len(t.variants) == 0
	t.need = best(t.variants)
	if i+1 < len(s.words) {
		t.variants = append(t.variants, s.exact(w+s.words[i+1], s.ix.tune.joined)...)
	}
	if i > 0 {
		t.variants = append(t.variants, s.exact(s.words[i-1]+w, s.ix.tune.joined)...)
	}
	if !unknown {
		return []term{t}, nil
	}
	t.need = s.ix.idf(0)
	if !isWord(w) {
		return []term{t}, nil
	}
	slips, err := s.slips(w)
	if err != nil || len(slips) > 0 {
		t.variants = append(t.variants, slips...)
		if len([]rune(w)) >= surelySlip {
			t.need = best(slips) / s.ix.tune.fuzzy
		}
		return []term{t}, err
	}
	if parts := s.split(w); parts != nil {
		// What the whole word means beyond its parts stays unknown.
		t.need *= unknownCompound
		return append(parts, t), nil
	}
	return []term{t}, nil
}

// surelySlip is the length from which a word so near to a known one is that word and
// nothing else.
const surelySlip = 9

// cueNeed is how much a word still counts that asks for a section: "lever" in "hva
// lever hun av".
const cueNeed = 0.3

// unknownCompound is how much of an unknown compound's weight is left when both its
// parts are known: barnehageplass is more than any barnehage and any plass.
const unknownCompound = 0.4

// best returns the largest gain, 0 for no variants.
func best(vs []variant) float64 {
	var most float64
	for _, v := range vs {
		most = max(most, v.gain)
	}
	return most
}

// exact returns the word's stem in each language that knows it.
func (s *scorer) exact(w string, weight float64) []variant {
	var out []variant
	for _, l := range content.Langs() {
		if st := stem(l, w); s.ix.df[l][st] > 0 {
			out = append(out, variant{lang: l, stem: st})
		}
	}
	gain := weight * s.ix.idf(s.most(out))
	for i := range out {
		out[i].gain = gain
		if !s.near(out[i].lang) {
			out[i].gain *= s.ix.tune.otherLang
		}
	}
	return slices.DeleteFunc(out, func(v variant) bool { return v.gain == 0 })
}

// near reports whether a find in l is a find in the question's own language: the two
// written forms of Norwegian share most words.
func (s *scorer) near(l content.Lang) bool {
	return (l == content.English) == (s.lang == content.English)
}

// most returns in how many entries the most common variant stands.
func (s *scorer) most(vs []variant) int {
	n := 0
	for _, v := range vs {
		n = max(n, s.ix.df[v.lang][v.stem])
	}
	return n
}

// split returns the two known words an unknown one is made of, with or without an s
// or e between them; nil if there are none. Of several splits the one with the
// longest first part wins.
func (s *scorer) split(w string) []term {
	const shortest = 4
	rs := []rune(w)
	for cut := len(rs) - shortest; cut >= shortest; cut-- {
		head, tail := rs[:cut], s.exact(string(rs[cut:]), s.ix.tune.joined)
		if len(tail) == 0 {
			continue
		}
		first := s.exact(string(head), s.ix.tune.joined)
		if last := head[cut-1]; len(first) == 0 && cut > shortest && (last == 's' || last == 'e') {
			first = s.exact(string(head[:cut-1]), s.ix.tune.joined)
		}
		if len(first) > 0 {
			return []term{{string(head), best(first), first}, {string(rs[cut:]), best(tail), tail}}
		}
	}
	return nil
}

// slips returns the known stems near the word's.
func (s *scorer) slips(w string) ([]variant, error) {
	near, looked := s.slipsOf[w]
	if !looked {
		var err error
		if near, err = s.ix.near.slipsOf(w); err != nil {
			return nil, err
		}
	}
	var out []variant
	for _, l := range content.Langs() {
		for _, n := range near[l] {
			// The more of a word is as it was, the surer the slip.
			sure := 1 - float64(n.slips)/float64(utf8.RuneCountInString(stem(l, w)))
			if gain := s.ix.tune.fuzzy * sure * s.ix.idf(s.ix.df[l][n.stem]); gain > 0 {
				out = append(out, variant{l, n.stem, gain})
			}
		}
	}
	return out, nil
}

// idf weighs a word that stands in n entries.
func (ix *Index) idf(n int) float64 {
	all := float64(len(ix.entries))
	return math.Log(1 + (all-float64(n)+0.5)/(float64(n)+0.5))
}
