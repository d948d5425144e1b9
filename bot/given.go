package bot

import (
	"context"
	"slices"
	"strings"

	"veiviser/content"
)

// Given is an answer that a conversation was given: what it was about and which points it
// showed, never its words.
type Given struct {
	Entry   string          `json:"entry"`
	Section content.Section `json:"section,omitempty"` // empty for the whole
	Step    int             `json:"step,omitempty"`    // of a journey, from 1; 0 for none
	Points  []Pick          `json:"points"`
}

// maxGiven is how many answers a note is made of at the most: more are not looked through.
const maxGiven = 6

// gave remembers what a card answered. One that says that the guide lacks what was asked
// for is nothing to note.
func (c *Conversation) gave(card Card) {
	if card.Entry == "" || card.Gap != "" || len(card.Points) == 0 {
		return
	}
	r := card.Ref()
	g := Given{Entry: r.Entry, Section: r.Section, Step: r.Step}
	for _, p := range card.Points {
		if p.ID != (Pick{}) {
			g.Points = append(g.Points, p.ID)
		}
	}
	c.Given = slices.DeleteFunc(slices.Clone(c.Given), func(o Given) bool { return o.Entry == g.Entry && o.Section == g.Section && o.Step == g.Step })
	c.Given = append(c.Given, g)
	c.Given = c.Given[max(0, len(c.Given)-maxGiven):]
}

// isAt reports whether the answer was of the place r, in whatever language.
func (g Given) isAt(r Ref) bool {
	return g.Entry == r.Entry && g.Section == r.Section && g.Step == r.Step &&
		len(g.Points) > 0 && strings.HasPrefix(g.Points[0].Digest, r.Digest)
}

const (
	ticked   = 2 // of the answer whose note is asked for
	maxOfOne = 6 // statements that are offered of that answer: more scroll off a phone
)

// Ticks are what a note of r can have, the first two statements ticked: the answer at r,
// with the points that it showed where they are named, else as the conversation was given
// it, else as it stands; the rest of its section; then the conversation's other answers,
// the latest first. Of an entry that no answer was given of,
// what its marks say comes first. conversation may be empty. The error is [ErrGone] where
// there is nothing to note.
func (b *Bot) Ticks(ctx context.Context, conversation string, r Ref, points ...PointRef) (Ticks, error) {
	was, err := b.load(ctx, conversation)
	if err != nil {
		return Ticks{}, err
	}
	var t Ticks
	offer := func(ps []Pick) {
		for _, p := range ps {
			if !slices.Contains(t.Offered, p) && len(t.Offered) < maxPicks {
				t.Offered = append(t.Offered, p)
			}
		}
	}
	given := slices.Clone(was.Given)
	slices.Reverse(given)
	if i := slices.IndexFunc(given, func(g Given) bool { return g.isAt(r) }); i >= 0 && len(points) == 0 {
		offer(given[i].Points)
		t.On = slices.Clone(t.Offered[:min(ticked, len(t.Offered))])
	}
	if r.Entry != "" {
		own, on, err := b.ownTicks(ctx, r, points)
		if err != nil && len(given) == 0 {
			return Ticks{}, err
		}
		if len(t.On) == 0 {
			t.On = on
		}
		offer(own)
		t.Offered = t.Offered[:min(max(maxOfOne, len(t.On)), len(t.Offered))]
	}
	for _, g := range given {
		offer(g.Points)
	}
	if len(t.On) == 0 {
		t.On = slices.Clone(t.Offered[:min(ticked, len(t.Offered))])
	}
	if len(t.Offered) == 0 {
		return Ticks{}, ErrGone
	}
	return t, nil
}

// ownTicks are the statements of the place r that a note can have, and those it has where
// nobody has chosen: of an entry what its marks say and what it is, of a section its first
// points, of a step its text.
func (ps Places) ownTicks(ctx context.Context, r Ref, points []PointRef) (offered, on []Pick, err error) {
	res, err := ps.Resolve(ctx, r)
	switch {
	case err != nil && res.Entry == nil:
		return nil, nil, err
	case res.Entry == nil:
		return nil, nil, ErrGone
	}
	st := statements{composer: ps.in(r.Lang), entry: res.Entry}
	c := ps.compose(res, points...)
	picks := func(all []Passage) (out []Pick) {
		for _, p := range all {
			out = append(out, p.ID)
		}
		return out
	}
	said := picks(c.Points)
	if c.Gap != "" || c.Ref().Section == "" && c.Step == nil && len(points) == 0 {
		facts := picks(st.facts())
		said = picks(st.definition())
		on = append(facts, said[:min(ticked, len(said))]...)
		return append(facts, said...), on, nil
	}
	on = said[:min(ticked, len(said))]
	if c.Step == nil && res.Ref.Section != "" {
		said = append(said, picks(st.passages(st.order(res.Ref.Section)))...)
	}
	return said, on, nil
}
