package content

import (
	"cmp"
	"maps"
	"slices"
	"sync"
)

// places are the local entries of a guide, by where they hold, and the guide as it is seen
// in each place.
type places struct {
	by    map[string][]*Entry // by the number of a municipality or a county, sorted by id
	byID  map[string]*Entry
	alias map[string]*Entry

	mu    sync.Mutex
	views map[string]*Guide // by place: made when first asked for
}

// linkPlaces finds the local entries by their places and ids.
func (g *Guide) linkPlaces() {
	g.added = nil
	g.places = &places{by: map[string][]*Entry{}, byID: map[string]*Entry{}, alias: map[string]*Entry{}, views: map[string]*Guide{}}
	for _, e := range g.local {
		g.places.by[e.Place] = append(g.places.by[e.Place], e)
		g.places.byID[e.ID] = e
		for _, a := range e.Aliases {
			g.places.alias[a] = e
		}
	}
}

// Local returns the local entries of every municipality and county, sorted by id; none
// where the guide has no local folders. They are in no other list of g, but in those of
// [Guide.At].
func (g *Guide) Local() []*Entry { return slices.Clone(g.local) }

// Places returns the numbers of the municipalities and counties that have local entries,
// in order.
func (g *Guide) Places() []string {
	if g.places == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(g.places.by))
}

// LocalAt returns the local entries that stand beside the national ones in a municipality,
// its county's and its own, sorted by id; none where it has none, or number is that of no
// municipality.
func (g *Guide) LocalAt(municipality string) []*Entry {
	if g.places == nil {
		return nil
	}
	var out []*Entry
	for _, p := range placesAt(municipality) {
		out = append(out, g.places.by[p]...)
	}
	slices.SortFunc(out, func(a, b *Entry) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// At returns the guide as it is seen in a municipality: the national entries as they are,
// behind them, in every list, the local ones of the municipality and its county, and none of any other. A
// municipality without local entries, and what is no municipality's number, sees the
// national guide. Two calls for the same one return the same guide.
func (g *Guide) At(municipality string) *Guide {
	local := g.LocalAt(municipality)
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
	v.shown, v.added = local, map[string][]*Entry{}
	for _, e := range local {
		if e.AddsTo == "" {
			v.entries = append(v.entries, e)
			continue
		}
		v.added[e.AddsTo] = append(v.added[e.AddsTo], e)
	}
	v.linkEntries()
	for _, e := range local {
		v.byID[e.ID] = e
	}
	return &v
}

// Shown returns the local entries that g shows, as [Guide.At] made it: none for the national
// guide.
func (g *Guide) Shown() []*Entry { return slices.Clone(g.shown) }

// Added returns what the places that g is seen in add to a national entry, the county
// before the municipality; none for the national guide.
func (g *Guide) Added(id string) []*Entry { return slices.Clone(g.added[id]) }

// Beside returns the local entries of g that point at an entry or that it points at, sorted
// by id; none for the national guide.
func (g *Guide) Beside(id string) []*Entry {
	var out []*Entry
	for _, e := range g.shown {
		if e.AddsTo == "" && e.ID != id && slices.Contains(e.refs(), id) && e.Topic != id {
			out = append(out, e)
		}
	}
	return out
}
