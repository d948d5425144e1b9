package blocks

import (
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/content"
)

// Ref is what a button or menu carries: a place in the guide, never text. Its String
// stays far below Slack's limit of a value.
type Ref struct {
	Lang    content.Lang
	Entry   string
	Section content.Section // asked for; empty for the whole
	Step    int             // of a journey, from 1; 0 for none
}

// String returns the ref as ParseRef reads it.
func (r Ref) String() string {
	return strings.Join([]string{string(r.Lang), r.Entry, string(r.Section), strconv.Itoa(r.Step)}, "/")
}

// ParseRef reads what String wrote; ok is false for anything else.
func ParseRef(s string) (r Ref, ok bool) {
	parts := strings.Split(s, "/")
	if len(parts) != 4 {
		return Ref{}, false
	}
	lang, ok := content.ParseLang(parts[0])
	step, err := strconv.Atoi(parts[3])
	if !ok || err != nil || step < 0 {
		return Ref{}, false
	}
	return Ref{Lang: lang, Entry: parts[1], Section: content.Section(parts[2]), Step: step}, true
}

// refOf is the place a card shows.
func refOf(c bot.Card) Ref {
	r := Ref{Lang: c.Lang, Entry: c.Entry}
	if c.Step != nil {
		r.Step = c.Step.Number
	}
	if len(c.Sections) > 0 && c.Sections[0].Asked {
		r.Section = c.Sections[0].Key
	}
	return r
}

// The verbs of buttons and menu items: the part of an action id before the colon, or
// of a menu item's value.
const (
	Show         = "show"    // an entry, in a message of its own
	Step         = "step"    // a step, in place of the one shown
	Note         = "note"    // the case note's dialog
	Snippet      = "snippet" // the dialog with the text to the participant
	Map          = "map"     // the opportunity map
	Share        = "share"   // what only one sees, to everybody
	Open         = "open"    // a page; nothing to do
	Menu         = "menu"    // a menu, whose items have verbs
	Feedback     = "feedback"
	Language     = "language"     // the participant's language chosen
	HomeLanguage = "homelanguage" // the adviser's
	HomePlace    = "homeplace"    // the adviser's municipality
	Ask          = "ask"          // the dialog to ask in
)

// The dialogs.
const (
	AskView     = "ask"
	NoteView    = "note"
	SnippetView = "snippet"
	CardView    = "card"
)

// The values of a feedback button, before the colon and the ref.
const (
	Helpful    = "yes"
	NotHelpful = "no"
)

// Verb returns the verb of an action id ("show:3" is a show) or a menu value, and
// what stands after the colon.
func Verb(s string) (verb, rest string) {
	verb, rest, _ = strings.Cut(s, ":")
	return verb, rest
}
