package cards

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"veiviser/bot"
	"veiviser/content"
)

// The verbs of our buttons.
const (
	ShowAgain = "card"     // show the card again, in place
	Show      = "show"     // show another entry, as an answer
	Step      = "step"     // walk a journey, in place
	Note      = "note"     // the case note, in place
	Snippet   = "snippet"  // the text to the participant, in place
	Map       = "map"      // the opportunity map, as an answer
	Feedback  = "feedback" // was the card helpful?
)

// Press is what a button carries: enough to lay out its card anew, and never a word
// of a question. The input "language" of the snippet card arrives in it too.
type Press struct {
	Verb     string          `json:"verb"`
	Lang     content.Lang    `json:"lang"`
	Entry    string          `json:"entry,omitempty"`
	Section  content.Section `json:"section,omitempty"` // the one asked for
	Step     int             `json:"step,omitempty"`    // from 1; 0 for the entry's own card
	Language string          `json:"language,omitempty"`
	Helpful  bool            `json:"helpful,omitempty"`
}

var (
	ErrBadPress = errors.New("not a button of ours")
	// ErrGone: the guide no longer has what the button is about.
	ErrGone = errors.New("entry is gone")
)

// DecodePress reads what a button sent; strangers can send anything.
func DecodePress(raw json.RawMessage) (Press, error) {
	var p Press
	if len(raw) == 0 {
		return p, fmt.Errorf("%w: no value", ErrBadPress)
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, fmt.Errorf("%w: not JSON of its form", ErrBadPress)
	}
	l, ok := content.ParseLang(string(p.Lang))
	if !ok {
		return p, fmt.Errorf("%w: unknown language", ErrBadPress)
	}
	p.Lang = l
	if !slices.Contains(content.Sections(), p.Section) {
		p.Section = ""
	}
	return p, nil
}

// InPlace reports whether the pressed card gives way to the new one. The others are
// answers of their own.
func (p Press) InPlace() bool {
	return p.Verb == ShowAgain || p.Verb == Step || p.Verb == Note || p.Verb == Snippet
}

// Card lays out the card of the entry or step that p is about.
func (p Press) Card(b *bot.Bot) (bot.Card, *content.Entry, error) {
	e, ok := b.Guide().Entry(p.Entry)
	if !ok {
		if e, ok = b.Guide().Renamed(p.Entry); !ok {
			return bot.Card{}, nil, ErrGone
		}
	}
	if p.Step == 0 {
		return b.EntryCard(p.Lang, e, p.Section), e, nil
	}
	c, ok := b.StepCard(p.Lang, e, p.Step)
	if !ok {
		return bot.Card{}, nil, ErrGone
	}
	return c, e, nil
}
