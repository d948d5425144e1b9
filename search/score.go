package search

import (
	"context"

	"veiviser/content"
	"veiviser/search/classifier"
	"veiviser/search/encoder"
)

// tuning holds the weights of the scoring by fields; a weight of 0 switches its part
// off. They are round numbers on broad tops, set on phrases left out of the guide:
// README.md has the figures.
type tuning struct {
	k1     float64            // saturation of repeated terms
	b      float64            // how much a field's length counts
	weight map[string]float64 // of an entry's fields
	fuzzy  float64            // a term the guide does not know, one or two slips away
	joined float64            // two words read as one, or one as two
	name   float64            // a whole name of the entry stands in the question
}

func defaultTuning() tuning {
	return tuning{
		k1: 1.2, b: 0.5,
		weight: map[string]float64{fieldName: 2, fieldAsked: 2, fieldLead: 1, fieldBody: 1},
		fuzzy:  0.7,
		joined: 0.8,
		name:   1,
	}
}

// scorer answers one question. Every total is summed in a fixed order, so that the
// same question gives the same bits.
type scorer struct {
	ix      *Index
	words   []token
	read    *Understanding     // of the whole question
	asked   []term             // what is searched for
	said    []classifier.Word  // what the classifier is asked with
	who     participant        // whom the question is asked for
	then    *content.Entry     // what was spoken of before, beside which something else is asked for; nil for nothing
	meaning encoder.Vector     // where the question lies for the encoder of points; nil without one
	needs   map[string]float64 // by word: what it asks for
	unknown float64            // summed weight of the words that neither guide nor slips explain
	fields  []float64          // by entry: what its fields say
	learnt  []float64          // by entry, then what lies outside: logits; nil without a classifier
	total   []float64          // by entry: the chance that it answers
	cover   []float64          // weighted share of the question that each entry covers
	weight  float64            // summed need of the question's terms
	outside float64            // likeness to the nearest subject that the guide leaves out
	named   map[int]float64    // by entry: weight of its longest name in the question
}

func (s *scorer) run(ctx context.Context) error {
	if err := s.analyse(ctx); err != nil {
		return err
	}
	if err := s.scoreTerms(ctx); err != nil {
		return err
	}
	s.scoreNames()
	s.scoreLearnt()
	s.scoreOutside()
	s.mix()
	s.meaning = s.meant(nil)
	return nil
}

// scoreTerms adds, for each word of the question, what it says about each entry: the
// best of its variants, BM25 over the weighted fields. Only entries that a posting leads
// to are looked at.
func (s *scorer) scoreTerms(ctx context.Context) error {
	n := len(s.ix.entries)
	s.fields, s.cover = make([]float64, n), make([]float64, n)
	best := s.ix.room.Get().(*sparse)
	defer s.ix.room.Put(best)
	for _, t := range s.asked {
		s.weight += t.need
		for _, v := range t.variants {
			found, err := s.ix.postings.of(ctx, v.lang, v.stem)
			if err != nil {
				best.clear()
				return err
			}
			for i, entry := range found.entries {
				f := found.freqs[i]
				best.raise(int(entry), v.gain*f*(s.ix.tune.k1+1)/(f+s.ix.tune.k1))
			}
		}
		for _, i := range best.touched {
			s.fields[i] += best.of[i]
			s.cover[i] += min(t.need, best.of[i])
		}
		best.clear()
	}
	if s.weight == 0 {
		return nil
	}
	for i := range s.cover {
		s.cover[i] /= s.weight
	}
	return nil
}

// sparse holds a number for some entries. It is cleared by what was touched.
type sparse struct {
	of      []float64
	touched []int
}

func newSparse(n int) *sparse { return &sparse{of: make([]float64, n)} }

func (p *sparse) clear() {
	for _, i := range p.touched {
		p.of[i] = 0
	}
	p.touched = p.touched[:0]
}

// add adds a positive number to entry i.
func (p *sparse) add(i int, x float64) {
	if p.of[i] == 0 {
		p.touched = append(p.touched, i)
	}
	p.of[i] += x
}

// raise makes the number of entry i at least x.
func (p *sparse) raise(i int, x float64) {
	if x > p.of[i] {
		p.add(i, x-p.of[i])
		p.of[i] = x
	}
}
