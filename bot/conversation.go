package bot

import (
	"context"
	"fmt"
	"slices"

	"veiviser/content"
)

// Conversations remembers what each conversation is about.
type Conversations interface {
	// Last returns what Keep kept for the conversation; ok is false for none.
	Last(ctx context.Context, conversation string) (c Conversation, ok bool, err error)
	Keep(ctx context.Context, conversation string, c Conversation) error
}

// Conversation is what is remembered of one: never its words. It is kept as JSON for a
// day, so a field can be added but not renamed. Whatever is a string must be an entry's
// id, a [Pick] or a word of the guide's own lists: nothing else is kept. Everybody who writes in
// one shares it.
type Conversation struct {
	Subject  string          `json:"entry,omitempty"`    // id of the entry it is about; empty after choices, a list or no answer
	Section  content.Section `json:"section,omitempty"`  // asked for last, of the subject or of what was offered
	Step     int             `json:"step,omitempty"`     // of a journey, from 1; 0 for none
	Before   []string        `json:"before,omitempty"`   // subjects before this one, the latest last
	Offered  []string        `json:"offered,omitempty"`  // ids of what was offered last, in the order shown
	Likely   string          `json:"likely,omitempty"`   // id of what is gone on from while there is no subject; empty for nothing
	Doubt    bool            `json:"doubt,omitempty"`    // another of Offered may as well be gone on from as Likely
	Says     []Pick          `json:"says,omitempty"`     // what stood beside those of Offered
	Compared bool            `json:"compared,omitempty"` // those of Offered stand side by side
	Chosen   int             `json:"chosen,omitempty"`   // place in Offered that was chosen last, from 1
	Told     Told            `json:"told,omitzero"`      // of the participant
	Fitted   bool            `json:"fitted,omitempty"`   // the answer before told how somebody stands to an entry
	Asking   string          `json:"asking,omitempty"`   // of the Asked: what was asked back last and isn't answered; empty for nothing
	Asked    []string        `json:"asked,omitempty"`    // what was asked back, each once: fields of content.ProfileFields, and statuses
	Page     int             `json:"page,omitempty"`     // of the list shown last, from 1; 0 for none
	Listed   int             `json:"listed,omitempty"`   // page of the list that was shown before what it is about now, from 1; 0 for none
	Way      Way             `json:"way,omitzero"`       // the path that is looked at
	Lang     content.Lang    `json:"lang,omitempty"`     // language chosen by command, for the whole conversation; empty for none
	Answered content.Lang    `json:"answered,omitempty"` // language of the last answer; empty for none
	Given    []Given         `json:"given,omitempty"`    // answers that a note can be made of, the latest last
}

// The most that is remembered of each.
const (
	maxBefore  = 10
	maxOffered = 40
	maxRecent  = 3 // subjects of the day: more choices scroll off a phone
)

// about makes e what the conversation is about.
func (c *Conversation) about(e *content.Entry, s content.Section, step int) {
	if c.Subject != e.ID {
		c.leave()
	}
	c.Subject, c.Section, c.Step, c.Page, c.Way = e.ID, s, step, 0, Way{}
	c.Chosen = slices.Index(c.Offered, e.ID) + 1
}

// leave ends the subject; it can be gone back to.
func (c *Conversation) leave() {
	if c.Subject != "" {
		c.Before = append(c.Before, c.Subject)
		c.Before = c.Before[max(0, len(c.Before)-maxBefore):]
	}
	c.Subject, c.Likely, c.Doubt, c.Section, c.Step, c.Page, c.Way = "", "", false, "", 0, 0, Way{}
}

// offer ends the subject and remembers what was offered in its place, and the section
// that was asked for.
func (c *Conversation) offer(ids []string, s content.Section) {
	c.leave()
	c.Offered, c.Says, c.Compared, c.Chosen, c.Section = ids[:min(len(ids), maxOffered)], nil, false, 0, s
}

// load returns what is kept of a conversation, the zero Conversation for none.
func (b *Bot) load(ctx context.Context, conversation string) (Conversation, error) {
	if conversation == "" || b.c.Conversations == nil {
		return Conversation{}, nil
	}
	c, _, err := b.c.Conversations.Last(ctx, conversation)
	if err != nil {
		return Conversation{}, fmt.Errorf("what the conversation is about: %w", err)
	}
	return c, nil
}

// store keeps c, and for whoever asks, that they asked about its subject today.
func (b *Bot) store(ctx context.Context, conversation, person string, c Conversation) error {
	if b.c.Conversations == nil {
		return nil
	}
	if conversation != "" {
		if err := b.c.Conversations.Keep(ctx, conversation, c); err != nil {
			return fmt.Errorf("keep what the conversation is about: %w", err)
		}
	}
	if person == "" || c.Subject == "" {
		return nil
	}
	done, err := b.line.turns.take(ctx, ofDay(person))
	if err != nil {
		return err
	}
	defer done()
	day, err := b.load(ctx, ofDay(person))
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(day.Before), func(id string) bool { return id == c.Subject })
	kept = append(kept, c.Subject)
	if err := b.c.Conversations.Keep(ctx, ofDay(person), Conversation{Before: kept[max(0, len(kept)-maxBefore):]}); err != nil {
		return fmt.Errorf("keep the person's subjects: %w", err)
	}
	return nil
}

// ofDay names what is kept of a person's subjects, whatever conversation they were in.
func ofDay(person string) string { return "of the day/" + person }

// recent returns the last subjects of the day, the latest first: the conversation's own,
// then the asker's.
func (b *Bot) recent(ctx context.Context, q Question, c Conversation) ([]*content.Entry, error) {
	ids := slices.Clone(c.Before)
	if c.Subject != "" {
		ids = append(ids, c.Subject)
	}
	if q.Person != "" {
		day, err := b.load(ctx, ofDay(q.Person))
		if err != nil {
			return nil, err
		}
		ids = slices.Concat(day.Before, ids) // what is kept is others' too
	}
	slices.Reverse(ids)
	var out []*content.Entry
	for _, id := range ids {
		if e, ok := b.guide.Entry(id); ok && !slices.Contains(out, e) && len(out) < maxRecent {
			out = append(out, e)
		}
	}
	return out, nil
}

// shown returns the last subjects of the turn, those of other conversations among them.
func (t *turn) shown(ctx context.Context) ([]*content.Entry, error) {
	t.ofDay = true
	return t.recent(ctx, t.q, t.was)
}

// Showed tells the bot that a conversation was shown a place without a question, by the
// press of a button of the person, so that what comes next is about it. Either may be
// empty.
func (b *Bot) Showed(ctx context.Context, conversation, person string, r Ref, points ...PointRef) error {
	e, ok := b.guide.Entry(r.Entry)
	if !ok {
		return nil
	}
	done, err := b.line.turns.take(ctx, conversation)
	if err != nil {
		return err
	}
	defer done()
	c, err := b.load(ctx, conversation)
	if err != nil {
		return err
	}
	c.about(e, r.Section, r.Step)
	if _, card, err := b.Open(ctx, r, points...); err == nil { // else there is nothing to note
		c.gave(card)
	}
	return b.store(ctx, conversation, person, c)
}
