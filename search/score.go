package search

import (
	"context"
	"fmt"
	"math"

	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
)

// tuning holds the weights of the scoring; a weight of 0 switches its part off. They
// were set on two sets of questions; README.md has the figures.
type tuning struct {
	k1        float64            // saturation of repeated terms
	b         map[string]float64 // how much a field's length counts
	weight    map[string]float64 // of an entry's fields
	otherLang float64            // a term found in another language than the question's
	fuzzy     float64            // a term the guide does not know, one or two slips away
	joined    float64            // two words read as one, or one as two
	grams     float64            // character grams
	name      float64            // a whole name of the entry stands in the question
	kind      float64            // the question names the kind of entry

	phrase    float64            // best single phrase of the entry
	second    float64            // the second best, of the best
	phraseOf  map[string]float64 // by the field it comes from
	phraseLen float64            // shorter phrases count as this long
}

func defaultTuning() tuning {
	return tuning{
		k1:        8,
		b:         map[string]float64{fieldName: 0.3, fieldAsked: 0.5, fieldLead: 0.3, fieldBody: 0.5},
		weight:    map[string]float64{fieldName: 3, fieldAsked: 1, fieldLead: 1.6, fieldBody: 0.5},
		otherLang: 0.8,
		fuzzy:     0.7,
		joined:    0.8,
		grams:     0.2,
		name:      1.5,
		kind:      0.1,
		phrase:    0.5,
		second:    0.3,
		phraseOf:  map[string]float64{fieldName: 1, fieldAsked: 1, fieldLead: 1, fieldBody: 1, fieldOutside: 1},
		phraseLen: 4,
	}
}

// scorer answers one question. Every total is summed in a fixed order, so that the
// same question gives the same bits.
type scorer struct {
	ix      *Index
	lang    content.Lang
	words   []string
	cues    []int     // which words ask for a section
	slipsOf nearby    // what the question's unknown words may be slips of
	asked   []term    // the question's own words that are searched for
	total   []float64 // by entry
	cover   []float64 // idf-weighted share of the question each entry covers
	known   float64   // share of the question the guide knows at all
	weight  float64   // summed need of the question's terms
	outside float64   // best phrase about what the guide does not cover
	named   []float64 // weight of the longest name of the entry in the question
}

func (s *scorer) run(ctx context.Context) error {
	if err := s.analyse(ctx); err != nil {
		return err
	}
	if err := s.scoreTerms(ctx); err != nil {
		return err
	}
	s.scorePhrases()
	if err := s.scoreGrams(ctx); err != nil {
		return err
	}
	s.scoreNames()
	s.scoreKinds()
	return nil
}

// scoreTerms adds, for each word of the question, what it says about each entry: the
// best of its variants, BM25 over the weighted fields.
func (s *scorer) scoreTerms(ctx context.Context) error {
	n := len(s.ix.entries)
	s.cover = make([]float64, n)
	var sum float64
	best := make([]float64, n)
	for _, t := range s.asked {
		sum += t.need
		clear(best)
		for _, v := range t.variants {
			tf, err := s.termFreq(ctx, v)
			if err != nil {
				return err
			}
			for i, f := range tf {
				if f > 0 {
					best[i] = max(best[i], v.gain*f*(s.ix.tune.k1+1)/(f+s.ix.tune.k1))
				}
			}
		}
		found := 0.0
		for i, v := range best {
			s.total[i] += v
			c := min(t.need, v)
			s.cover[i] += c
			found = max(found, c)
		}
		s.known += found
	}
	if sum == 0 {
		return nil
	}
	s.known /= sum
	s.weight = sum
	for i := range s.cover {
		s.cover[i] /= sum
	}
	return nil
}

// termFreq returns the variant's frequency in every entry, each field weighted and
// normalised by its length, as BM25F does.
func (s *scorer) termFreq(ctx context.Context, v variant) ([]float64, error) {
	t := s.ix.tune
	tf := make([]float64, len(s.ix.entries))
	for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
		field := in(f, v.lang)
		l := s.ix.lengths[field]
		err := s.postings(ctx, field, v.stem, func(d int, freq float64) {
			tf[d] += t.weight[f] * freq / (1 - t.b[f] + t.b[f]*l.of[d]/l.mean)
		})
		if err != nil {
			return nil, err
		}
	}
	return tf, nil
}

// postings calls fn for every document that has the term in the field.
func (s *scorer) postings(ctx context.Context, field, term string, fn func(d int, freq float64)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r, err := s.ix.reader.TermFieldReader(ctx, []byte(term), field, true, false, false)
	if err != nil {
		return err
	}
	var p index.TermFieldDoc
	for {
		got, err := r.Next(p.Reset())
		if err != nil {
			return err
		}
		if got == nil {
			return r.Close()
		}
		n, ok := docNumber(got.ID, len(s.ix.docs))
		if !ok {
			return fmt.Errorf("document number %x is out of range", got.ID)
		}
		fn(s.ix.docs[n], float64(got.Freq))
	}
}

// scoreGrams adds the character grams that question and entry share.
func (s *scorer) scoreGrams(ctx context.Context) error {
	w := s.ix.tune.grams
	if w == 0 {
		return nil
	}
	n := float64(len(s.ix.entries))
	l := s.ix.lengths[fieldGrams]
	type hit struct {
		entry int
		freq  float64
	}
	seen := map[string]bool{}
	for _, g := range grams(s.content()) {
		if seen[g] {
			continue
		}
		if len(seen) == maxGrams {
			break
		}
		seen[g] = true
		var hits []hit
		err := s.postings(ctx, fieldGrams, g, func(d int, freq float64) { hits = append(hits, hit{d, freq}) })
		if err != nil {
			return err
		}
		idf := math.Log(1 + (n-float64(len(hits))+0.5)/(float64(len(hits))+0.5))
		for _, h := range hits {
			tf := h.freq / (0.5 + 0.5*l.of[h.entry]/l.mean)
			s.total[h.entry] += w * idf * tf * 2 / (tf + 1)
		}
	}
	return nil
}

// maxGrams bounds the grams of one question, and so its time: of a long text, the
// first count.
const maxGrams = 200

// content returns the question's words that are searched for, in order.
func (s *scorer) content() []string {
	out := make([]string, len(s.asked))
	for i, t := range s.asked {
		out[i] = t.word
	}
	return out
}
