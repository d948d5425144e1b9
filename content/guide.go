package content

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed all:guide
var embedded embed.FS

// FS returns the guide that ships with the program, to be given to [Load].
func FS() fs.FS {
	sub, err := fs.Sub(embedded, "guide")
	if err != nil {
		panic("content: embedded guide: " + err.Error()) // the path is constant
	}
	return sub
}

// Guide is all entries, loaded and checked. It is immutable and safe for concurrent
// use.
type Guide struct {
	entries []*Entry
	byID    map[string]*Entry
	alias   map[string]*Entry
	changes []Change
	words   Words
	book    lawBook
	hands   Handover
	watched map[string]mark // by law, as a rule writes it
	release string
	digests map[string]string
	reverse map[string][]*Entry // who points at an id, by any relation or step

	local  []*Entry // of municipalities and counties, sorted by id
	places *Places
	here   Here
}

// Load reads and checks the guide in fsys: every *.yaml below its root is one entry,
// but for the lists, whose names start with "_". Findings that are not warnings
// come back together as a [Problems] error; an empty folder is one.
func Load(fsys fs.FS) (*Guide, error) { return ReadFiles(fsys).Load() }

// Check reads the guide in fsys and returns every finding on the day now, warnings
// included.
func Check(fsys fs.FS, now time.Time) Problems {
	g, ps := read(fsys)
	ps = append(ps, g.check(mustHold)...)
	ps = append(ps, g.check(shouldHold)...)
	ps = append(ps, g.check(func(c *checker) { lawChecker{c}.expired(now) })...)
	ps.sort()
	return ps
}

// read reads and decodes every file; nothing is checked yet.
func read(fsys fs.FS) (*Guide, Problems) { return ReadFiles(fsys).decode() }

// decodeEntries decodes files side by side: half the time to a first answer would go by here.
func decodeEntries(files []*file) {
	var workers sync.WaitGroup
	next := make(chan *file)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for one := range next {
				one.entry, one.problems = decodeEntry(one.name, one.data)
			}
		})
	}
	for _, one := range files {
		next <- one
	}
	close(next)
	workers.Wait()
}

// reason drops the path from a file error: the caller names the place.
func reason(err error) string {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Sprintf("%s: %v", pe.Path, pe.Err)
	}
	return err.Error()
}

// seal computes what a loaded guide answers from.
func (g *Guide) seal() {
	var all bytes.Buffer
	g.digests = map[string]string{}
	for _, e := range slices.Concat(g.entries, g.local) {
		g.digests[e.ID] = e.Digest()
		fmt.Fprintln(&all, e.ID, g.digests[e.ID])
		for _, l := range Langs() {
			if t := e.Texts[l]; t != nil {
				fmt.Fprintln(&all, strings.Join(t.Questions(), "\x00"))
			}
		}
		if len(e.Conditions) > 0 || e.Recipient != "" || e.Closed {
			fmt.Fprintln(&all, e.Recipient, e.Closed, e.NotRelevant, e.Routes, e.Conditions)
		}
		for _, a := range e.Aliases {
			fmt.Fprintln(&all, a)
		}
	}
	all.Write(listsOf(g))
	g.release = digest(all.Bytes())
	g.link()
}

// link finds what is found from the entries alone.
func (g *Guide) link() {
	g.linkEntries()
	g.places, g.here = newPlaces(g.local), Here{}
}

// linkEntries finds the entries by their ids and by what points at them.
func (g *Guide) linkEntries() {
	g.byID, g.alias, g.reverse = map[string]*Entry{}, map[string]*Entry{}, map[string][]*Entry{}
	for _, e := range g.entries {
		g.byID[e.ID] = e
		for _, a := range e.Aliases {
			g.alias[a] = e
		}
		seen := map[string]bool{}
		for _, id := range e.refs() {
			if !seen[id] {
				seen[id] = true
				g.reverse[id] = append(g.reverse[id], e)
			}
		}
	}
}

// listsOf is what the guide's lists say. Phrases of the program's own are none of them.
func listsOf(g *Guide) []byte {
	parts := []any{g.words.terms, g.changes, g.words.outside}
	if !g.words.shipped {
		parts = append(parts, g.words.sections)
	}
	if len(g.words.choices) > 0 {
		parts = append(parts, g.words.choices)
	}
	if !g.hands.empty() {
		parts = append(parts, g.hands)
	}
	data, err := json.Marshal(parts)
	if err != nil {
		panic("content: lists that are not JSON: " + err.Error()) // plain strings only
	}
	return data
}

// refs lists every id the entry points at.
func (e *Entry) refs() []string {
	ids := slices.Concat(e.Responsible, e.Livelihood, e.CombinesWith, e.LeadsTo, e.SeeAlso)
	if e.Topic != "" {
		ids = append(ids, e.Topic)
	}
	for _, s := range e.Steps {
		ids = slices.Concat(ids, s.Offers, s.Responsible, s.Livelihood)
	}
	return ids
}

// Entry returns the entry with the given id. It does not follow aliases.
func (g *Guide) Entry(id string) (*Entry, bool) {
	e, ok := g.byID[id]
	return e, ok
}

// Called returns the entry with the given id, or that had it before. A local entry is
// found by its id wherever it is asked for: a permalink is anybody's.
func (g *Guide) Called(id string) (*Entry, bool) {
	if e, ok := g.byID[id]; ok {
		return e, true
	}
	e, ok := g.alias[id]
	if ok || g.places == nil {
		return e, ok
	}
	if e, ok = g.places.byID[id]; !ok {
		e, ok = g.places.alias[id]
	}
	return e, ok
}

// Find returns the entry, the section and the place in it of a point; ok is false for none.
func (g *Guide) Find(r NamedPoint) (e *Entry, s Section, index int, ok bool) {
	if e, ok = g.Entry(r.Entry); !ok {
		return nil, "", 0, false
	}
	s, index = e.pointPlace(r.ID)
	return e, s, index, s != ""
}

// Entries returns every entry, sorted by id. The slice is the caller's.
func (g *Guide) Entries() []*Entry { return slices.Clone(g.entries) }

// OfKind returns the entries of kind k, sorted by id.
func (g *Guide) OfKind(k Kind) []*Entry {
	var out []*Entry
	for _, e := range g.entries {
		if e.Kind == k {
			out = append(out, e)
		}
	}
	return out
}

// OfTopic returns the entries that belong to the topic, by kind and then by id.
func (g *Guide) OfTopic(topic string) []*Entry {
	var out []*Entry
	for _, e := range g.entries {
		if e.Topic == topic {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *Entry) int {
		return slices.Index(Kinds(), a.Kind) - slices.Index(Kinds(), b.Kind)
	})
	return out
}

// Topics returns the topics in the order of the opportunity map: the eight of the
// original guide, then money and responsibility, then any other by id.
func (g *Guide) Topics() []*Entry {
	order := []string{
		"kartlegging-og-veiledning", "tolk", "norsk-og-samfunnskunnskap", "programmer", "fov-og-videregaende",
		"hoyere-utdanning-og-fagskole", "arbeidsrettet", "supplerende", "livsopphold-og-finansiering", "samarbeid-og-ansvar",
	}
	rank := func(e *Entry) int {
		if i := slices.Index(order, e.ID); i >= 0 {
			return i
		}
		return len(order)
	}
	out := g.OfKind(Topic)
	slices.SortStableFunc(out, func(a, b *Entry) int { return rank(a) - rank(b) })
	return out
}

// Through returns the journeys that pass through the entry, sorted by id.
func (g *Guide) Through(id string) []*Entry {
	var out []*Entry
	for _, e := range g.reverse[id] {
		if e.Kind == Journey {
			out = append(out, e)
		}
	}
	return out
}

// Stale returns the entries whose newest dated source is older than limit, and those
// with no dated source at all, oldest first.
func (g *Guide) Stale(limit time.Time) []*Entry {
	var out []*Entry
	for _, e := range g.entries {
		if d := e.Newest(); d.Unknown() || d.BeforeTime(limit) {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *Entry) int { return cmp.Compare(a.Newest().String(), b.Newest().String()) })
	return out
}

// Digest returns the digest of today's version of the entry, be it of any municipality,
// "" for an unknown id.
func (g *Guide) Digest(id string) string { return g.digests[id] }

// Release returns the digest over every entry, local ones among them, and list: what two
// guides must share to give the same answers.
func (g *Guide) Release() string { return g.release }
