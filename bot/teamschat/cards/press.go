package cards

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
)

// Press is what a button carries: enough to lay out its card anew. Of a question it holds
// what its own asker may send to the editors, and nothing else. The inputs of a card
// arrive in it too.
type Press struct {
	Verb    chat.Verb `json:"verb"`
	Ref     bot.Ref   `json:"ref"`
	Value   string    `json:"value,omitempty"`   // as [chat.Action] has it
	Asker   string    `json:"asker,omitempty"`   // whose answer it stands under, in front of others
	From    *Origin   `json:"from,omitempty"`    // of a button that changes the card
	Helpful bool      `json:"helpful,omitempty"` // of cards sent before Teams had thumbs of its own

	Open     string `json:"section,omitempty"`  // input: the part of the entry to be read
	Language string `json:"language,omitempty"` // input: of the text to the participant
	Text     string `json:"text,omitempty"`     // input: to the editors
	Reasons  string `json:"reasons,omitempty"`  // input: why an answer was of no help, commas between

	Ticked string `json:"-"` // inputs: what is ticked of a note
	Chosen string `json:"-"` // inputs: settings, a [chat.SettingsValue]
}

// Origin is the answer that a card stands under or in the place of, to come back to.
type Origin struct {
	Ref    bot.Ref `json:"ref"`
	Points string  `json:"points,omitempty"` // that it showed, as [bot.FormatPoints] has them
	Below  bool    `json:"below,omitempty"`  // its text stands above the card

	// Question is what was asked where the answer is of no entry, to lay it out again.
	Question string `json:"question,omitempty"`
}

// originOf is the answer c, whose text stands above the card or on it.
func originOf(c bot.Card, below bool) Origin {
	return Origin{Ref: c.Ref(), Points: bot.FormatPoints(c.Entry, c.Points), Below: below}
}

// changes are the verbs that put another card in the place of the one pressed.
var changes = []chat.Verb{chat.Note, chat.Tick, chat.Snippet, chat.More, chat.ToEditors, chat.Send, chat.Again}

// Below reports whether the text of the answer stands above the card that was pressed.
// Cards sent before answers had a text of their own don't tell.
func (p Press) Below() bool { return p.From != nil && p.From.Below }

// Why are the reasons that an input of the press gives.
func (p Press) Why() []bot.Reason { return reasonsOf(p.Reasons) }

// ErrBadPress is a value that no button of ours sends.
var ErrBadPress = errors.New("not a button of ours")

// DecodePress reads what a button sent; strangers can send anything. Cards sent before
// buttons had a ref carry its parts as fields, and stay in channels for years.
func DecodePress(raw json.RawMessage) (Press, error) {
	var p struct {
		Press
		Lang  string `json:"lang"`
		Entry string `json:"entry"`
		Step  int    `json:"step"`
	}
	if len(raw) == 0 {
		return Press{}, fmt.Errorf("%w: no value", ErrBadPress)
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return Press{}, fmt.Errorf("%w: not JSON of its form", ErrBadPress)
	}
	if p.Verb == chat.Tick {
		p.Ticked = ticked(raw)
	}
	if p.Verb == chat.SaveSettings {
		p.Chosen = chat.SettingsValue(chat.Level(p.Value), settings(raw))
	}
	if p.Ref != (bot.Ref{}) {
		return p.Press, nil
	}
	ref, ok := bot.ParseCompact(strings.Join([]string{p.Lang, p.Entry, p.Open, strconv.Itoa(p.Step)}, "/"))
	if !ok {
		return Press{}, fmt.Errorf("%w: no place in the guide", ErrBadPress)
	}
	p.Ref, p.Open = ref, ""
	return p.Press, nil
}

// maxGroups is more groups of statements than a note offers.
const maxGroups = 24

// ticked is what is ticked in the groups of a note, in their order, commas between.
func ticked(raw json.RawMessage) string {
	var inputs map[string]json.RawMessage
	if json.Unmarshal(raw, &inputs) != nil {
		return ""
	}
	var out []string
	for i := range maxGroups {
		var s string
		if json.Unmarshal(inputs[inputTicks+strconv.Itoa(i)], &s) == nil && s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ",")
}
