package search

import (
	"context"
	"math"
	"unicode/utf8"

	"veiviser/content"
	"veiviser/search/classifier"
)

// term is one word of the question with the ways it may stand in the guide.
type term struct {
	word     string
	share    float64 // how much the word counts in the question
	need     float64 // how much the question asks for it: share times idf, as far as known
	slip     bool    // the guide knows only words near it
	variants []variant
}

// variant is a stem to look for in one language, and what finding it is worth.
type variant struct {
	lang content.Lang
	stem string
	gain float64
}

// analyse turns the question's words into terms. Stop words of any language are left
// out: people mix languages, and the language may be detected wrongly. So are words that
// the guide does not know: a name, a place or nonsense is no evidence for or against an
// entry, and the same question with and without it has the same answer.
func (s *scorer) analyse(ctx context.Context) error {
	shares := map[string]float64{} // a word of the background may stand in the question too
	asks := false
	var weighs []float64 // of the words that are said
	s.needs = map[string]float64{}
	for _, w := range s.words {
		shares[w.text] = max(shares[w.text], w.share)
	}
	for i, w := range s.words {
		share := shares[w.text]
		if share == 0 {
			continue
		}
		shares[w.text] = 0 // once
		if s.ix.stop.any(w.text) {
			s.said, weighs = append(s.said, classifier.Word{Text: w.text, Share: smallShare}), append(weighs, share)
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		terms := s.terms(i)
		if len(terms) == 0 && share == 1 && isWord(w.text) {
			s.unknown += s.ix.idf(0)
		}
		for _, t := range terms {
			t.share = share
			s.needs[w.text] += share * t.need
			s.said, weighs = append(s.said, classifier.Word{Text: t.word, Share: 1}), append(weighs, share)
			s.asked = append(s.asked, t)
			asks = asks || share == 1
		}
	}
	for i := range s.asked {
		if asks {
			s.asked[i].weigh(s.asked[i].share)
		} else {
			s.asked[i].weigh(1) // "…? what now?": the case is all there is
		}
	}
	for i, share := range weighs {
		if asks {
			s.said[i].Share *= share
		}
	}
	return nil
}

// weigh makes the term count for a share of itself.
func (t *term) weigh(share float64) {
	t.share = share
	t.need *= share
	for i := range t.variants {
		t.variants[i].gain *= share
	}
}

// terms looks word i up in every language, alone and joined to its neighbours. One the
// guide does not know is taken for a slip of the hand, or else for two words in one, or
// the first of two, or else for nothing.
func (s *scorer) terms(i int) []term {
	w := s.words[i].text
	t := term{word: w, variants: s.exact(w, 1)}
	unknown := len(t.variants) == 0
	t.need = best(t.variants)
	if i+1 < len(s.words) {
		t.variants = append(t.variants, s.exact(w+s.words[i+1].text, s.ix.tune.joined)...)
	}
	if i > 0 {
		t.variants = append(t.variants, s.exact(s.words[i-1].text+w, s.ix.tune.joined)...)
	}
	if !unknown {
		return []term{t}
	}
	if len(t.variants) > 0 {
		t.need = best(t.variants)
		return []term{t}
	}
	if !isWord(w) {
		return nil
	}
	if slips := s.slips(s.words[i]); len(slips) > 0 {
		t.variants, t.need, t.slip = slips, s.ix.idf(0), true
		if len([]rune(w)) >= surelySlip {
			t.need = best(slips) / s.ix.tune.fuzzy
		}
		return []term{t}
	}
	if parts := s.split(w); parts != nil {
		return parts
	}
	t.variants = s.longer(w)
	if len(t.variants) == 0 {
		return nil
	}
	t.need = best(t.variants)
	return []term{t}
}

// surelySlip is the length from which a word so near to a known one is that word and
// nothing else.
const surelySlip = 9

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
		if st := stem(l, w); s.ix.stems.in(l, st) > 0 {
			out = append(out, variant{lang: l, stem: st})
		}
	}
	gain := weight * s.ix.idf(s.ix.stems.most(out))
	for i := range out {
		out[i].gain = gain
	}
	return out
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
			return []term{{word: string(head), need: best(first), variants: first}, {word: string(rs[cut:]), need: best(tail), variants: tail}}
		}
	}
	return nil
}

// longer returns the known stems that the word is the first part of: realkompetanse.
func (s *scorer) longer(w string) []variant {
	const shortest = 6
	if utf8.RuneCountInString(w) < shortest {
		return nil
	}
	var out []variant
	for _, l := range content.Langs() {
		v := s.ix.stems[l]
		from, to := v.begin(w)
		for i := from; i < to; i++ {
			if gain := s.ix.tune.joined * s.ix.idf(int(v.entries[i])); gain > 0 {
				out = append(out, variant{l, v.at(i), gain})
			}
		}
	}
	return out
}

// surelyWord is the share of its letters that must be right of a word that begins a
// sentence: it may as well be a name.
const surelyWord = 0.85

// slips returns the known stems near the word's.
func (s *scorer) slips(w token) []variant {
	near, looked := s.read.near[w.text]
	if !looked {
		near = s.ix.stems.slipsOf(w.text)
	}
	var out []variant
	for _, l := range content.Langs() {
		for _, n := range near[l] {
			// The more of a word is as it was, the surer the slip.
			sure := n.sure(stem(l, w.text))
			if w.capital && sure < surelyWord {
				continue
			}
			if gain := s.ix.tune.fuzzy * sure * s.ix.idf(s.ix.stems.in(l, n.stem)); gain > 0 {
				out = append(out, variant{l, n.stem, gain})
			}
		}
	}
	return out
}

// idf weighs a word that stands in n entries.
func (ix *Index) idf(n int) float64 { return ix.idfs[min(n, len(ix.idfs)-1)] }

// newIDFs lists the weights of words by the number of entries they stand in, of all
// entries.
func newIDFs(all int) []float64 {
	out := make([]float64, all+1)
	for n := range out {
		out[n] = math.Log(1 + (float64(all-n)+0.5)/(float64(n)+0.5))
	}
	return out
}
