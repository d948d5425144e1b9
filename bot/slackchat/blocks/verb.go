package blocks

import "strings"

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
	Tab          = "tab"     // a section within the dialog that is open
	Menu         = "menu"    // a menu of older messages, whose items have verbs
	Feedback     = "feedback"
	FollowThread = "follow"       // the thread, or no more
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
	MoreView    = "more"
	EditorsView = "editors"

	SettingsView = "settings"
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
