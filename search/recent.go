package search

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"

	lru "github.com/hashicorp/golang-lru/v2"
)

// maxRecent results take about five megabytes.
const maxRecent = 1000

// Recent is an index that knows what it was asked last: people of one office ask the same,
// and the same question on the same guide has the same answer. It keeps no question but
// what stands for it under a key of its own, and goes when its index goes. It is safe for
// concurrent use.
type Recent struct {
	*Index
	key     []byte
	results *lru.Cache[[sha256.Size]byte, Result]
}

// NewRecent returns ix with a memory that is empty.
func NewRecent(ix *Index) *Recent {
	results, err := lru.New[[sha256.Size]byte, Result](maxRecent)
	if err != nil {
		panic(err) // only for a size below one
	}
	key := make([]byte, sha256.Size)
	rand.Read(key) // never fails
	return &Recent{ix, key, results}
}

// Search is as [Index.Search]. What it returns may be returned to others too, and is not
// to be written to.
func (r *Recent) Search(ctx context.Context, q Query) (Result, error) {
	name, ok := r.name(q)
	if !ok {
		return r.Index.Search(ctx, q)
	}
	if res, ok := r.results.Get(name); ok {
		return res, ctx.Err()
	}
	res, err := r.Index.Search(ctx, q)
	if err == nil {
		res.near, res.tokens = nil, nil                                             // the question's words
		res.Hits, res.Passages = slices.Clone(res.Hits), slices.Clone(res.Passages) // theirs were made for many more
		r.results.Add(name, res)
	}
	return res, err
}

// name stands for a query. ok is false for one that says more than is looked at here.
func (r *Recent) name(q Query) (name [sha256.Size]byte, ok bool) {
	h := hmac.New(sha256.New, r.key)
	fmt.Fprintf(h, "%d %q %q ", q.Limit, q.Lang, q.Fallback)
	for _, e := range q.Among {
		fmt.Fprintf(h, "%s ", e.ID)
	}
	if q.Subject != nil {
		fmt.Fprintf(h, "of %s ", q.Subject.ID)
	}
	h.Write([]byte("\x00" + q.Text))
	q.Text, q.Lang, q.Fallback, q.Limit, q.Among, q.Subject = "", "", "", 0, nil, nil
	return [sha256.Size]byte(h.Sum(nil)), reflect.ValueOf(q).IsZero()
}
