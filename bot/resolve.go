package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// Versions finds entries as they stood; the journal keeps them.
type Versions interface {
	// Version returns the version of the entry whose digest begins with the hexadecimal
	// digits; ok is false where none or several do.
	Version(ctx context.Context, id, digits string) (v Version, ok bool, err error)
	// Versions returns every version of the entry, newest first; none for an entry that
	// never was.
	Versions(ctx context.Context, id string) ([]Version, error)
}

// Version is an entry as it stood for a time.
type Version struct {
	Entry  *content.Entry
	Digest string    // with its prefix
	From   time.Time // when it was first served; zero where nobody knows
	To     time.Time // when it was last served; likewise
}

// Places finds what a [Ref] points to, in today's guide and in those before it. It is
// safe for concurrent use.
type Places struct {
	Cards
	versions Versions // nil: today's are known alone
	base     string   // before our links; empty: none are known
}

// State says how what a [Ref] points to stands to today's guide.
type State int

// The states.
const (
	NeverWas State = iota // no entry has, or had, this id as far as anybody knows
	Today                 // today's entry, asked for by its id or by today's digest
	Renamed               // today's entry, asked for by an id it had before
	Older                 // a version, and the guide has another today
	Changed               // a version that nobody kept; the guide has another today
	Gone                  // the guide had the entry and has it no more
)

// Resolved is a [Ref] with what it points to.
type Resolved struct {
	Ref   Ref // with today's id where State is Renamed, the version's own digest, and no step the entry doesn't have
	State State
	// Version is what is to be shown: the version asked for, else today's. Its Entry is
	// nil where there is nothing to show: NeverWas, Changed, whose text no other must
	// stand in for, and Gone without a version that is known.
	Version
	Today *content.Entry // nil where the guide has none
}

// Resolve finds what r points to and how it stands. Only refs to a version, or to an
// entry the guide does not have, need [Config].Versions; its error comes back with what
// today's guide says in Resolved.Today. Today's entry is found without it.
func (ps Places) Resolve(ctx context.Context, r Ref) (Resolved, error) {
	res := Resolved{Ref: r}
	g := ps.guide
	if today, ok := g.Called(r.Entry); ok {
		res.Today = today
	}
	err := ps.resolve(ctx, &res)
	if e := res.Entry; e == nil || res.Ref.Step > len(e.Steps) {
		res.Ref.Step = 0
	}
	return res, err
}

// resolve sets the state of res, and what is shown.
func (ps Places) resolve(ctx context.Context, res *Resolved) error {
	r, current := res.Ref, Version{}
	if res.Today != nil {
		current = Version{Entry: res.Today, Digest: ps.guide.Digest(res.Today.ID)}
	}
	switch {
	case r.Digest == "" && res.Today == nil:
		return ps.resolveMissing(ctx, res)
	case r.Digest == "":
		res.State, res.Version, res.Ref.Entry = Today, current, res.Today.ID
		if res.Today.ID != r.Entry {
			res.State = Renamed
		}
		return nil
	}
	v, known, err := ps.version(ctx, r)
	switch {
	case res.Today != nil && strings.HasPrefix(strings.TrimPrefix(current.Digest, content.DigestPrefix), r.Digest):
		// Today's needs no journal, which alone knows since when it has been today's.
		if known && v.Digest == current.Digest {
			current = v
			current.Entry = res.Today
		}
		res.State, res.Version, res.Ref.Entry = Today, current, res.Today.ID
	case err != nil:
		return err
	case known:
		res.State, res.Version = Older, v
		if res.Today == nil {
			res.State = Gone
		}
	case res.Today == nil:
		return ps.resolveMissing(ctx, res)
	default:
		res.State = Changed
		return nil // the ref keeps the digest that was asked for
	}
	res.Ref.Digest = ShortDigest(res.Digest)
	return nil
}

// resolveMissing tells an entry the guide no longer has from one that never was.
func (ps Places) resolveMissing(ctx context.Context, res *Resolved) error {
	vs, err := ps.Versions(ctx, res.Ref.Entry)
	if err == nil && len(vs) > 0 {
		res.State = Gone
	}
	return err
}

func (ps Places) version(ctx context.Context, r Ref) (Version, bool, error) {
	if ps.versions == nil {
		return Version{}, false, nil
	}
	v, ok, err := ps.versions.Version(ctx, r.Entry, r.Digest)
	if err != nil {
		return Version{}, false, fmt.Errorf("version of %q: %w", r.Entry, err)
	}
	return v, ok, nil
}

// Versions returns the versions of an entry that are known, newest first; none without
// [Config].Versions.
func (ps Places) Versions(ctx context.Context, id string) ([]Version, error) {
	if ps.versions == nil {
		return nil, nil
	}
	vs, err := ps.versions.Versions(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("versions of %q: %w", id, err)
	}
	return vs, nil
}

// ErrGone is a place that the guide has nothing to show of: it never was, or is there
// no more.
var ErrGone = errors.New("not in the guide")

// Open resolves r and lays it out as [Places.Card] does, for who follows a link to it or
// presses a button with it. The error is [ErrGone] where there is nothing to show.
func (ps Places) Open(ctx context.Context, r Ref, points ...PointRef) (Resolved, Card, error) {
	res, err := ps.Resolve(ctx, r)
	if err != nil {
		return res, Card{}, err
	}
	if res.Entry == nil {
		return res, Card{}, ErrGone
	}
	return res, ps.Card(res, points...), nil
}

// Card lays out what was found, which must have an Entry: the step where the ref names
// one, else the entry with the section it asks for first. The points that the entry has
// of those named are the answer, as they were where they were shown; one alone leads it. Where today's guide
// says another thing than the version shown, a notice comes first; not for a case note,
// which is of the text as it stood.
func (ps Places) Card(r Resolved, points ...PointRef) Card {
	c := ps.compose(r, points...)
	if !r.Ref.Note {
		c.Notices = append(ps.outdated(r, locales.VersionChanged), c.Notices...)
	}
	return c
}

func (ps Places) compose(r Resolved, points ...PointRef) Card {
	if c, ok := ps.StepCard(r.Ref.Lang, r.Entry, r.Ref.Step); ok {
		return c
	}
	co := ps.in(r.Ref.Lang)
	gr := gistOf(co, r.Entry, passagesAt(r.Entry, co.lang, points))
	gr.shown = len(gr.found) > 1 // one leads: behind it may have stood what it points to
	return co.answered(gr, r.Ref.Section, sectionsOf(r.Ref.Section)...)
}

// passagesAt are the points that e has of those named.
func passagesAt(e *content.Entry, l content.Lang, points []PointRef) []search.Passage {
	var out []search.Passage
	for _, p := range points {
		if p.Index < len(e.Text(l).Section(p.Section)) {
			out = append(out, search.Passage{Entry: e, Section: p.Section, Point: p.Index})
		}
	}
	return out
}

// Superseded tells a note of r how its text stands to today's; nil for today's.
func (r Resolved) Superseded() *Superseded {
	if r.State != Older && r.State != Gone {
		return nil
	}
	s := &Superseded{From: r.From, To: r.To}
	if r.Today != nil {
		s.Today = Ref{Lang: r.Ref.Lang, Entry: r.Today.ID, Digest: ShortDigest(r.Today.Digest())}.Path()
	}
	return s
}

// outdated tells that what is shown, or linked to, is older than today's guide, with the
// page to read instead; changed is what it says of an entry that is still there.
func (ps Places) outdated(r Resolved, changed locales.Key) []Notice {
	w := ps.words(r.Ref.Lang)
	switch r.State {
	case Older, Changed:
		return []Notice{{Kind: Outdated, Text: w.Text(changed), Path: Ref{Lang: r.Ref.Lang, Entry: r.Today.ID}.Path()}}
	case Gone:
		return []Notice{{Kind: Outdated, Text: w.Text(locales.LinkGone)}}
	}
	return nil
}
