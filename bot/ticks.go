package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
)

// Pick is a statement of the guide by where it stands. It is written
// "kvalifiseringsprogram@0123456789ab.duration.0": what was once written so must be read
// for ever.
type Pick struct {
	Entry  string
	Digest string // as of a [Ref]; empty for today's
	Part   string // a section, or one of the parts below
	N      int    // within the part, from 0; of a step, its number
}

// The parts of an entry beside its sections.
const (
	pickSummary = "summary"
	pickFacts   = "facts"
	pickStep    = "step"
)

// String returns the pick as [ParsePick] reads it.
func (p Pick) String() string {
	place := p.Entry
	if p.Digest != "" {
		place += "@" + p.Digest
	}
	return place + "." + p.Part + "." + strconv.Itoa(p.N)
}

// ParsePick reads what String wrote. ok is false for anything else.
func ParsePick(s string) (p Pick, ok bool) {
	parts := strings.Split(s, ".")
	if len(parts) != 3 || parts[0] == "" {
		return Pick{}, false
	}
	if p.Entry, p.Digest, ok = parseEntry(parts[0]); !ok {
		return Pick{}, false
	}
	p.Part = parts[1]
	if section(p.Part) == "" && !slices.Contains([]string{pickSummary, pickFacts, pickStep}, p.Part) {
		return Pick{}, false
	}
	n, err := strconv.Atoi(parts[2])
	if err != nil || n < 0 || n > maxStep || strconv.Itoa(n) != parts[2] {
		return Pick{}, false
	}
	p.N = n
	return p, true
}

// MarshalText implements [encoding.TextMarshaler].
func (p Pick) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText implements [encoding.TextUnmarshaler].
func (p *Pick) UnmarshalText(text []byte) error {
	parsed, ok := ParsePick(string(text))
	if !ok {
		return errNoRef
	}
	*p = parsed
	return nil
}

// maxPicks bounds a note: more is no note of a conversation. As text they fit into a
// button of any chat.
const maxPicks = 24

// ParsePicks reads picks with commas between, in their order and each once. What is none is
// left out, and so are those of more than a note has.
func ParsePicks(s string) []Pick {
	var out []Pick
	for part := range strings.SplitSeq(s, ",") {
		if p, ok := ParsePick(strings.TrimSpace(part)); ok && !slices.Contains(out, p) && len(out) < maxPicks {
			out = append(out, p)
		}
	}
	return out
}

// joinPicks writes what ParsePicks reads.
func joinPicks(ps []Pick) string {
	all := make([]string, len(ps))
	for i, p := range ps {
		all[i] = p.String()
	}
	return strings.Join(all, ",")
}

// Ticks are what a note can have and what it has. Messages carry them as text, so that
// nobody need remember them.
type Ticks struct {
	Offered []Pick
	On      []Pick // in the order of the note; all of them are offered
}

// String returns the ticks as [ParseTicks] reads them: which of the offered are on, in
// their order, and all that are offered.
func (t Ticks) String() string {
	var on []string
	for _, p := range t.On {
		if i := slices.Index(t.Offered, p); i >= 0 {
			on = append(on, strconv.Itoa(i))
		}
	}
	return strings.Join(on, ",") + ";" + joinPicks(t.Offered)
}

// ParseTicks reads what String wrote; what can't be read is left out.
func ParseTicks(s string) Ticks {
	on, offered, _ := strings.Cut(s, ";")
	t := Ticks{Offered: ParsePicks(offered)}
	for part := range strings.SplitSeq(on, ",") {
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(t.Offered) && !slices.Contains(t.On, t.Offered[i]) {
			t.On = append(t.On, t.Offered[i])
		}
	}
	return t
}

// Adding is t with the picks offered too, and on alone.
func (t Ticks) Adding(picks []Pick) Ticks {
	t.Offered = slices.Clone(t.Offered)
	for _, p := range picks {
		if !slices.Contains(t.Offered, p) {
			t.Offered = append(t.Offered, p)
		}
	}
	t.On = picks
	return t
}

// With is t with the picks on that are written in ids, in their order. What isn't offered is
// left out.
func (t Ticks) With(ids ...string) Ticks {
	t.On = slices.DeleteFunc(ParsePicks(strings.Join(ids, ",")), func(p Pick) bool { return !slices.Contains(t.Offered, p) })
	return t
}

// TickGroup is what is offered of one side of an entry.
type TickGroup struct {
	Title string `json:"title"` // "KVP · varighet"
	Ref   Ref    `json:"-"`     // the entry
	Ticks []Tick `json:"ticks"`
}

// Tick is a statement that a note has or can have.
type Tick struct {
	ID    Pick   `json:"id"`
	Label string `json:"label"` // in a few words
	Text  string `json:"text"`
	On    bool   `json:"on"`
}

// Composition is a note with what else it could have.
type Composition struct {
	Ticks
	Lang   content.Lang
	Groups []TickGroup
	Note   Note
}

// Compose makes the note of what is ticked, in that order, and lays out what is offered.
// What the guide and the journal no longer have is left out of both.
func (ps Places) Compose(ctx context.Context, l content.Lang, t Ticks, o NoteOptions) (Composition, error) {
	co := ps.in(l)
	out := Composition{Lang: co.lang}
	f := finder{ps: ps, co: co, found: map[Ref]Resolved{}}
	said := map[Pick]noted{}
	for _, p := range t.Offered {
		n, ok, err := f.find(ctx, p)
		if err != nil {
			return Composition{}, err
		}
		if !ok {
			continue
		}
		said[p] = n
		out.Offered = append(out.Offered, p)
	}
	var on []noted
	for _, p := range t.On {
		if n, ok := said[p]; ok {
			out.On, on = append(out.On, p), append(on, n)
		}
	}
	out.Groups, out.Note = groups(out.Ticks, said), noteOf(co.words, on, o)
	return out, nil
}

// groups lays out what is offered by where it stands, in the order it is offered.
func groups(t Ticks, said map[Pick]noted) []TickGroup {
	var out []TickGroup
	for _, p := range t.Offered {
		n := said[p]
		label, _ := inShort(n.Short, n.Text)
		title := joined(" · ", n.Place.Short, n.Place.Side)
		i := slices.IndexFunc(out, func(g TickGroup) bool { return g.Ref == n.found.Ref && g.Title == title })
		if i < 0 {
			i = len(out)
			out = append(out, TickGroup{Title: title, Ref: n.found.Ref})
		}
		out[i].Ticks = append(out[i].Ticks, Tick{p, label, n.Text, slices.Contains(t.On, p)})
	}
	return out
}

// finder finds picks, each version once.
type finder struct {
	ps    Places
	co    composer
	found map[Ref]Resolved
}

// find lays out what stands at p; ok is false where nothing does.
func (f finder) find(ctx context.Context, p Pick) (n noted, ok bool, err error) {
	at := Ref{Lang: f.co.lang, Entry: p.Entry, Digest: p.Digest}
	r, known := f.found[at]
	if !known {
		if r, err = f.ps.Resolve(ctx, at); err != nil && r.Entry == nil {
			return noted{}, false, err
		}
		f.found[at] = r
	}
	if r.Entry == nil {
		return noted{}, false, nil
	}
	passage, ok := statements{composer: f.co, entry: r.Entry}.at(p)
	if !ok {
		return noted{}, false, nil
	}
	_, permalink := f.co.refs(r.Entry)
	return noted{passage, r, permalink.Path()}, true, nil
}
