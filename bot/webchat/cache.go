package webchat

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/sync/singleflight"

	"veiviser/bot/chat"
	"veiviser/bot/webchat/assets"
)

const (
	// maxPages holds the page of every entry in every language and beside every other one,
	// at about 15 kB each.
	maxPages = 2000
	// pageAge is how late a page tells of a version that another replica wrote.
	pageAge = time.Minute
)

// pageCache keeps pages that change only with the guide, and with the list of versions.
type pageCache struct {
	now   func() time.Time
	pages *lru.Cache[string, cachedPage]
	once  singleflight.Group // a page that several ask for is made once
}

type cachedPage struct {
	doc  *assets.Document
	made time.Time
}

func newPageCache(now func() time.Time) *pageCache {
	pages, err := lru.New[string, cachedPage](maxPages)
	if err != nil {
		panic(err) // only for a size below one
	}
	return &pageCache{now: now, pages: pages}
}

// get returns the page kept under key, or keeps what render returns. An error is not
// kept; a panic in render is an error to everybody who waits for the page.
func (pc *pageCache) get(key string, render func() (*assets.Document, error)) (*assets.Document, error) {
	if p, ok := pc.pages.Get(key); ok && pc.now().Sub(p.made) <= pageAge {
		return p.doc, nil
	}
	d, err, _ := pc.once.Do(key, func() (d any, err error) {
		err = chat.Call(func() error {
			doc, err := render()
			if err == nil {
				pc.pages.Add(key, cachedPage{doc, pc.now()})
			}
			d = doc
			return err
		})
		return d, err
	})
	if err != nil {
		return nil, err
	}
	return d.(*assets.Document), nil
}
