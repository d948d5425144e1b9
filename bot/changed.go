package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"veiviser/content"
	"veiviser/locales"
)

// PointChange is a statement that two versions of an entry don't have alike.
type PointChange struct {
	Kind PointChangeKind
	Text string // as it is now; of one that is gone, as it was

	short string // where it has a short form that tells as much
}

// PointChangeKind says what became of a statement.
type PointChangeKind int

// What can become of one.
const (
	PointAdded PointChangeKind = iota
	PointReworded
	PointRemoved
)

// ComparePoints returns what of the statements of an entry differs in l, in the order of
// the page: those that were reworded or are new, and then those that are gone. A statement
// that only moved is the same. What is no statement (a source, a picture, a link, the
// phrases people ask with) is no difference.
func ComparePoints(l content.Lang, then, now *content.Entry) []PointChange {
	was, is := statementsOf(l, then), statementsOf(l, now)
	was, is = without(was, is), without(is, was)
	var out []PointChange
	for _, s := range is {
		kind := PointAdded
		if i := slices.IndexFunc(was, func(o statement) bool { return o.part == s.part && (s.part == pickSummary || alike(o.text, s.text)) }); i >= 0 {
			if kind = PointReworded; was[i].short == s.short { // which does not tell what is new
				s.short = ""
			}
			was = slices.Delete(was, i, i+1)
		}
		out = append(out, PointChange{kind, s.text, s.short})
	}
	for _, s := range was {
		out = append(out, PointChange{PointRemoved, s.text, s.short})
	}
	return out
}

// statement is a statement with where it stands.
type statement struct{ part, text, short string }

// maxChangeText is how long a statement is in a message of what changed.
const maxChangeText = 160

// brief is the statement in a message.
func (p PointChange) brief() string { return cutWords(cmp.Or(p.short, p.Text), maxChangeText) }

// statementsOf are all that an entry states in l: its summary, its points, and the steps
// of a journey.
func statementsOf(l content.Lang, e *content.Entry) []statement {
	t := e.Text(l)
	if t == nil {
		return nil
	}
	out := []statement{{pickSummary, t.Summary, ""}}
	for _, s := range t.Sections {
		for _, p := range s.Points {
			out = append(out, statement{string(s.Key), p.Text, p.Short})
		}
	}
	for _, s := range e.Steps {
		out = append(out, statement{"steps", s.Texts[l].Text, s.Texts[l].Title})
	}
	return slices.DeleteFunc(out, func(s statement) bool { return s.text == "" })
}

// without are those of some whose texts are not among others, each text as often as it is
// more often there.
func without(some, others []statement) []statement {
	n := map[string]int{}
	for _, o := range others {
		n[o.text]++
	}
	var out []statement
	for _, s := range some {
		if n[s.text] > 0 {
			n[s.text]--
			continue
		}
		out = append(out, s)
	}
	return out
}

// alike reports whether two statements have more than half of their words in common: one
// is the other in other words.
func alike(a, b string) bool {
	as, bs := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	n := map[string]int{}
	for _, w := range as {
		n[w]++
	}
	common := 0
	for _, w := range bs {
		if n[w] > 0 {
			n[w]--
			common++
		}
	}
	return 4*common > len(as)+len(bs)
}

// Since is what became of an entry since it was told of.
type Since struct {
	Entry  string // today's id; the one before where the guide has it no more
	Digest string // today's, with its prefix; empty where the guide has it no more
	Title  string // empty where nobody knows
	Path   string // of the page that shows what changed; of today's where that is not known
	State  SinceState
	Points []PointChange // of SinceChanged; none where nobody knows what it said before
}

// SinceState says what became of an entry.
type SinceState int

// The states.
const (
	SinceSame    SinceState = iota // it says what it said: under another digest it may differ in other things
	SinceChanged                   // it says something else
	SinceGone                      // the guide has it no more
	SinceUnknown                   // it never was, as far as anybody knows
)

// Since tells what became of the entry of which the version with the digest was told last,
// in l. An entry that was renamed is followed to what it is called today. Without a digest
// nothing is compared. An error means that versions can't be asked for now.
func (ps Places) Since(ctx context.Context, l content.Lang, entry, digest string) (Since, error) {
	co := ps.in(l)
	res, err := ps.Resolve(ctx, Ref{Lang: co.lang, Entry: entry, Digest: ShortDigest(digest)})
	if err != nil {
		return Since{}, err
	}
	out := Since{Entry: entry, State: SinceSame, Path: Ref{Lang: co.lang, Entry: entry, Digest: ShortDigest(digest)}.Path()}
	if e := res.Today; e != nil {
		out.Entry, out.Digest, out.Title = e.ID, ps.guide.Digest(e.ID), co.title(e)
	}
	switch {
	case res.State == NeverWas:
		out.State = SinceUnknown
	case res.Today == nil:
		out.State = SinceGone
		if res.Entry != nil {
			out.Title = co.title(res.Entry)
		}
	case res.State == Changed: // what it said nobody kept
		out.State, out.Path = SinceChanged, Ref{Lang: co.lang, Entry: out.Entry}.Path()
	case res.State == Older:
		if out.Points = ComparePoints(co.lang, res.Entry, res.Today); len(out.Points) > 0 {
			out.State = SinceChanged
		}
	}
	return out, nil
}

// Revision is a version of an entry by which it changed, or came to be.
type Revision struct {
	Entry  string
	Digest string    // with its prefix
	Before string    // the digest of the version before; empty for an entry that was new
	At     time.Time // when it was first served
}

// RevisionItem is a change of an entry as it is told in a list of changes.
type RevisionItem struct {
	Item            // today's title, with the page of the version by which it changed, for ever
	Digest string   // of that version
	Before string   // path of the page that shows what changed since; empty for an entry that was new
	Lines  []string // what changed, in words
	At     time.Time
}

// Revisions lays out the first most of the revisions by which entries that today's guide
// has, and of says it is of, state something else than before, or are new. What changed
// nothing of what is stated is left out, and so is a version that nobody knows.
func (ps Places) Revisions(ctx context.Context, l content.Lang, revs []Revision, of func(*content.Entry) bool, most int) ([]RevisionItem, error) {
	co := changes{ps.in(l)}
	var out []RevisionItem
	for _, r := range revs {
		if len(out) == most {
			break
		}
		today, ok := ps.guide.Called(r.Entry)
		if !ok || !of(today) {
			continue
		}
		it, err := ps.revision(ctx, co, r, today)
		if err != nil {
			return nil, err
		}
		if len(it.Lines) > 0 {
			out = append(out, it)
		}
	}
	return out, nil
}

// revision lays out one; without lines it is to be left out.
func (ps Places) revision(ctx context.Context, co changes, r Revision, today *content.Entry) (RevisionItem, error) {
	at := Ref{Lang: co.lang, Entry: r.Entry, Digest: ShortDigest(r.Digest)}
	it := RevisionItem{Item: Item{ID: today.ID, Title: co.title(today), Path: at.Path()}, Digest: r.Digest, At: r.At}
	now, known, err := ps.version(ctx, at)
	if err != nil || !known {
		return it, err
	}
	before := Ref{Lang: co.lang, Entry: r.Entry, Digest: ShortDigest(r.Before)}
	var was Version
	known = false
	if r.Before != "" {
		was, known, err = ps.version(ctx, before)
	} else if was, known, err = ps.lastCalled(ctx, today.Aliases); known {
		before.Entry, before.Digest = was.Entry.ID, ShortDigest(was.Digest)
	}
	switch {
	case err != nil:
		return it, err
	case known:
		it.Before = before.Path()
		for _, p := range ComparePoints(co.lang, was.Entry, now.Entry) {
			it.Lines = append(it.Lines, co.line(p.Kind, p.Text))
		}
	case r.Before == "":
		it.Lines = []string{co.words.Text(locales.SubscribeFeedNew, "Text", now.Entry.Text(co.lang).Summary)}
	}
	return it, nil
}

// lastCalled is the latest version under the ids that an entry had before; ok is false for
// none.
func (ps Places) lastCalled(ctx context.Context, ids []string) (v Version, ok bool, err error) {
	for _, id := range ids {
		vs, err := ps.Versions(ctx, id)
		if err != nil {
			return v, false, err
		}
		if len(vs) > 0 && (!ok || vs[0].To.After(v.To)) {
			v, ok = vs[0], true
		}
	}
	return v, ok, nil
}
