package cards

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"veiviser/bot"
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
	Verb     string  `json:"verb"`
	Ref      bot.Ref `json:"ref"`
	Language string  `json:"language,omitempty"`
	Helpful  bool    `json:"helpful,omitempty"`
}

// ErrBadPress is a value that no button of ours sends.
var ErrBadPress = errors.New("not a button of ours")

// DecodePress reads what a button sent; strangers can send anything. Cards sent before
// buttons had a ref carry its parts as fields, and stay in channels for years.
func DecodePress(raw json.RawMessage) (Press, error) {
	var p struct {
		Press
		Lang    string `json:"lang"`
		Entry   string `json:"entry"`
		Section string `json:"section"`
		Step    int    `json:"step"`
	}
	if len(raw) == 0 {
		return Press{}, fmt.Errorf("%w: no value", ErrBadPress)
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return Press{}, fmt.Errorf("%w: not JSON of its form", ErrBadPress)
	}
	if p.Ref != (bot.Ref{}) {
		return p.Press, nil
	}
	ref, ok := bot.ParseCompact(strings.Join([]string{p.Lang, p.Entry, p.Section, strconv.Itoa(p.Step)}, "/"))
	if !ok {
		return Press{}, fmt.Errorf("%w: no place in the guide", ErrBadPress)
	}
	p.Ref = ref
	return p.Press, nil
}

// InPlace reports whether the pressed card gives way to the new one. The others are
// answers of their own.
func (p Press) InPlace() bool {
	return p.Verb == ShowAgain || p.Verb == Step || p.Verb == Note || p.Verb == Snippet
}
