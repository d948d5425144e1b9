package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"veiviser/content"
)

// postings are the entries that a term stands in, with its frequency in each: each field
// weighted and normalised by its length, as BM25F does.
type postings struct {
	entries []uint32
	freqs   []float64
}

// postingsCache reads postings from Bleve, once: the guide's own terms come again and
// again, and are few.
type postingsCache struct {
	ix    *Index
	known sync.Map // of spoken: postings
}

// spoken is a stem in a language.
type spoken struct {
	lang content.Lang
	stem string
}

// of returns the postings of a stem in a language, which nobody may change.
func (c *postingsCache) of(ctx context.Context, l content.Lang, stem string) (postings, error) {
	if err := ctx.Err(); err != nil {
		return postings{}, err
	}
	at := spoken{l, stem}
	if known, ok := c.known.Load(at); ok {
		return known.(postings), nil
	}
	out, err := c.read(ctx, at)
	if err == nil && len(out.entries) > 0 { // of terms that the guide has not there is no end
		c.known.Store(spoken{l, strings.Clone(stem)}, out)
	}
	return out, err
}

// read sums the frequencies of a stem over the fields, in their order.
func (c *postingsCache) read(ctx context.Context, at spoken) (postings, error) {
	t := c.ix.tune
	sum := c.ix.room.Get().(*sparse)
	defer func() {
		sum.clear()
		c.ix.room.Put(sum)
	}()
	for _, f := range []string{fieldName, fieldAsked, fieldLead, fieldBody} {
		field := in(f, at.lang)
		l := c.ix.lengths[field]
		err := c.each(ctx, field, at.stem, func(entry uint32, freq float64) {
			if x := t.weight[f] * freq / (1 - t.b + t.b*l.of[entry]/l.mean); x > 0 {
				sum.add(int(entry), x)
			}
		})
		if err != nil {
			return postings{}, err
		}
	}
	slices.Sort(sum.touched)
	out := postings{make([]uint32, len(sum.touched)), make([]float64, len(sum.touched))}
	for i, entry := range sum.touched {
		out.entries[i], out.freqs[i] = uint32(entry), sum.of[entry]
	}
	return out, nil
}

// each calls fn with the entries that have a term in a field, and how often.
func (c *postingsCache) each(ctx context.Context, field, term string, fn func(entry uint32, freq float64)) error {
	if c.ix.few != nil {
		c.ix.few.each(field, term, fn)
		return nil
	}
	r, err := c.ix.reader.TermFieldReader(ctx, []byte(term), field, true, false, false)
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
		n, ok := docNumber(got.ID, len(c.ix.docs))
		if !ok {
			return fmt.Errorf("document number %x is out of range", got.ID)
		}
		fn(uint32(c.ix.docs[n]), float64(got.Freq))
	}
}
