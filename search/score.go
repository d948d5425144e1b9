package search

import (
	"context"
	"fmt"
	"slices"
	"strings"

	index "github.com/blevesearch/bleve_index_api"

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
	meaning encoder.Vector     // where the question lies for the encoder of points; nil without one
	needs   map[string]float64 // by word: what it asks for
	unknown float64            // summed weight of the words that neither guide nor slips explain
	fields  []float64          // by entry: what its fields say
	learnt  []float64          // by entry, then what lies outside: logits; nil without a classifier
	total   []float64          // by entry: the chance that it answers
	cover   []float64          // weighted share of the question that each entry covers
	weight  float64            // summed need of the question's terms
	outside float64            // likeness to the nearest subject that the guide leaves out
	named   []float64          // by entry: weight of its longest name in the question
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
	s.meaning = s.meant()
	return nil
}

// scoreTerms adds, for each word of the question, what it says about each entry: the
// best of its variants, BM25 over the weighted fields. Only entries that a posting leads
// to are looked at.
func (s *scorer) scoreTerms(ctx context.Context) error {
	n := len(s.ix.entries)
	s.fields, s.cover = make([]float64, n), make([]float64, n)
	best, tf := newSparse(n), newSparse(n)
	for _, t := range s.asked {
		s.weight += t.need
		best.clear()
		for _, v := range t.variants {
			if err := s.termFreq(ctx, v, tf); err != nil {
				return err
			}
			for _, i := range tf.touched {
				f := tf.of[i]
				best.raise(i, v.gain*f*(s.ix.tune.k1+1)/(f+s.ix.tune.k1))
			}
		}
		for _, i := range best.touched {
			s.fields[i] += best.of[i]
			s.cover[i] += min(t.need, best.of[i])
		}
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

// termFreq sets tf to the variant's frequency in the entries, each field weighted and
// normalised by its length, as BM25F does.
func (s *scorer) termFreq(ctx context.Context, v variant, tf *sparse) error {
	t := s.ix.tune
	tf.clear()
	for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
		field := in(f, v.lang)
		l := s.ix.lengths[field]
		found, err := s.postings(ctx, field, v.stem)
		if err != nil {
			return err
		}
		for _, p := range found {
			tf.add(int(p.entry), t.weight[f]*float64(p.freq)/(1-t.b+t.b*l.of[p.entry]/l.mean))
		}
	}
	return nil
}

// posting is an entry that has a term in a field.
type posting struct {
	entry uint32
	freq  float32 // a count
}

// indexed is a term in a field.
type indexed struct{ field, term string }

// postings returns the entries that have the term in the field. They are read once: the
// guide's own terms come again and again, and are few.
func (s *scorer) postings(ctx context.Context, field, term string) ([]posting, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at := indexed{field, term}
	if known, ok := s.ix.postings.Load(at); ok {
		return known.([]posting), nil
	}
	out, err := s.ix.readPostings(ctx, at)
	if err == nil && len(out) > 0 { // of terms that the guide has not there is no end
		s.ix.postings.Store(indexed{field, strings.Clone(term)}, out)
	}
	return out, err
}

func (ix *Index) readPostings(ctx context.Context, at indexed) (out []posting, err error) {
	r, err := ix.reader.TermFieldReader(ctx, []byte(at.term), at.field, true, false, false)
	if err != nil {
		return nil, err
	}
	var p index.TermFieldDoc
	for {
		got, err := r.Next(p.Reset())
		if err != nil {
			return nil, err
		}
		if got == nil {
			return slices.Clone(out), r.Close() // without the room to grow
		}
		n, ok := docNumber(got.ID, len(ix.docs))
		if !ok {
			return nil, fmt.Errorf("document number %x is out of range", got.ID)
		}
		out = append(out, posting{uint32(ix.docs[n]), float32(got.Freq)})
	}
}
