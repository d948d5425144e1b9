package content

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// Places are the local entries of a guide, by where they hold, and the guide as it is seen
// in each place. A nil Places has none.
type Places struct {
	all   []*Entry            // sorted by id
	by    map[string][]*Entry // by the number of a municipality or a county, sorted by id
	byID  map[string]*Entry
	alias map[string]*Entry

	mu    sync.Mutex
	views map[string]*Guide // by place: made when first asked for
}

// newPlaces finds local entries, sorted by id, by their places and ids.
func newPlaces(local []*Entry) *Places {
	p := &Places{all: local, by: map[string][]*Entry{}, byID: map[string]*Entry{}, alias: map[string]*Entry{}, views: map[string]*Guide{}}
	for _, e := range local {
		p.by[e.Place] = append(p.by[e.Place], e)
		p.byID[e.ID] = e
		for _, a := range e.Aliases {
			p.alias[a] = e
		}
	}
	return p
}

// Places returns the local entries of g, by where they hold.
func (g *Guide) Places() *Places { return g.places }

// Entries returns the local entries of every municipality and county, sorted by id; none
// where the guide has no local folders. They are in no list of the guide, but in those of
// [Guide.At].
func (p *Places) Entries() []*Entry {
	if p == nil {
		return nil
	}
	return slices.Clone(p.all)
}

// Numbers returns the numbers of the municipalities and counties that have local entries,
// in order.
func (p *Places) Numbers() []string {
	if p == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(p.by))
}

// at returns the local entries that stand beside the national ones in a municipality, its
// county's and its own, sorted by id; none where it has none, or number is that of no
// municipality.
func (p *Places) at(municipality string) []*Entry {
	if p == nil {
		return nil
	}
	var out []*Entry
	for _, number := range placesAt(municipality) {
		out = append(out, p.by[number]...)
	}
	slices.SortFunc(out, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// seenFrom returns the local entries that are seen from a place, a county's own from a
// county.
func (p *Places) seenFrom(number string) []*Entry {
	if number == countyOf(number) {
		return p.by[number]
	}
	return p.at(number)
}

// At returns the guide as it is seen in a municipality: the national entries as they are,
// behind them, in every list, the local ones of the municipality and its county, and none of any other. A
// municipality without local entries, and what is no municipality's number, sees the
// national guide. Two calls for the same one return the same guide.
func (g *Guide) At(municipality string) *Guide {
	local := g.places.at(municipality)
	if len(local) == 0 {
		return g
	}
	if len(g.places.by[municipality]) == 0 { // all municipalities that only have the county's see the same
		municipality = countyOf(municipality)
	}
	g.places.mu.Lock()
	defer g.places.mu.Unlock()
	v := g.places.views[municipality]
	if v == nil {
		v = g.with(local)
		g.places.views[municipality] = v
	}
	return v
}

// with is the national guide with local entries behind its own. What only adds to a
// national entry is no entry of a list.
func (g *Guide) with(local []*Entry) *Guide {
	v := *g
	v.entries = slices.Clone(g.entries)
	v.here = Here{local, map[string][]*Entry{}}
	for _, e := range local {
		if e.AddsTo == "" {
			v.entries = append(v.entries, e)
			continue
		}
		v.here.added[e.AddsTo] = append(v.here.added[e.AddsTo], e)
	}
	v.linkEntries()
	for _, e := range local {
		v.byID[e.ID] = e
	}
	return &v
}

// Here is what a guide shows of the place it is seen in, as [Guide.At] made it; nothing for
// the national guide.
type Here struct {
	shown []*Entry            // local entries, sorted by id
	added map[string][]*Entry // of shown, those that add to a national entry, by its id
}

// Here returns what g shows of the place it is seen in.
func (g *Guide) Here() Here { return g.here }

// Shown returns the local entries that the guide shows.
func (h Here) Shown() []*Entry { return slices.Clone(h.shown) }

// Added returns what the place adds to a national entry, the county before the municipality.
func (h Here) Added(id string) []*Entry { return slices.Clone(h.added[id]) }

// Beside returns the local entries that point at an entry or that it points at, sorted by
// id.
func (h Here) Beside(id string) []*Entry {
	var out []*Entry
	for _, e := range h.shown {
		if e.AddsTo == "" && e.ID != id && slices.Contains(e.refs(), id) && e.Topic != id {
			out = append(out, e)
		}
	}
	return out
}
