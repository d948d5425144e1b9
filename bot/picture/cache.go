package picture

import (
	"context"
	"errors"
	"fmt"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"
)

// maxPictures holds every journey in every language with every step marked, about 250
// pictures of 90 kB, as many strips of 12 kB, and the maps: 40 MB.
const maxPictures = 600

// cache keeps what was drawn, the pictures used last. What several ask for at once is
// drawn once.
type cache struct {
	pictures *lru.Cache[string, []byte]
	once     singleflight.Group
}

// key names a picture.
type key struct {
	what, id string
	view     View
}

func newCache(size int) *cache {
	pictures, err := lru.New[string, []byte](size)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &cache{pictures: pictures}
}

// errBroken is a drawing that panicked.
var errBroken = errors.New("the drawing was not finished")

// recovered runs f; a panic in it is errBroken.
func recovered(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errBroken
		}
	}()
	return f()
}

// draw returns the picture k, drawing it if it is not there. An error is not kept. A
// drawing that panics is an error to everybody who waits for it: [Painter].Recover's.
func (p *Painter) draw(ctx context.Context, k key, draw func() ([]byte, error)) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("%#v", k)
	if b, ok := p.cache.pictures.Get(name); ok {
		return b, nil
	}
	recover := p.Recover
	if recover == nil {
		recover = recovered
	}
	v, err, _ := p.cache.once.Do(name, func() (v any, err error) {
		err = recover(func() error {
			b, err := draw()
			if err == nil {
				p.cache.pictures.Add(name, b)
			}
			v = b
			return err
		})
		return v, err
	})
	if err != nil {
		return nil, err
	}
	return v.([]byte), nil
}
