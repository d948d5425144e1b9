package bot

import (
	"veiviser/content"
)

// Chip is one thing that is told of a participant, with a press that takes it away.
type Chip struct {
	Field  string `json:"field"`  // of content.ProfileFields; a status' own name
	Value  string `json:"value"`  // as it is told
	Text   string `json:"text"`   // in words
	Choice string `json:"choice"` // the press, as [Question.Choice] has it

	Press Action `json:"-"`
}

// tellPrefix begins a choice that tells something of a participant. Behind it stands
// "field=value" for what is told, "-field" for what is taken away, "?field" for what was
// asked and is not known, "!id" for why an entry fits.
const tellPrefix = "tell:"

// Telling is the choice that a press tells by, whose value the button carries.
func Telling(value string) string { return tellPrefix + value }

// tellPress is the press that tells something.
func tellPress(l content.Lang, value string) Action {
	return Action{Kind: TellOf, Ref: Ref{Lang: l}, Value: value}
}
