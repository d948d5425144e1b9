package bot

import (
	"veiviser/content"
	"veiviser/search"
)

// Platform is where a question was asked; it is counted and changes no answer.
type Platform string

// The platforms.
const (
	Terminal Platform = "terminal"
	Web      Platform = "web"
	Slack    Platform = "slack"
	Teams    Platform = "teams"
	MCP      Platform = "mcp" // another assistant, by the Model Context Protocol
)

// Question is what somebody asked. A Lang or Fallback that the guide does not have
// counts as empty.
type Question struct {
	Text         string
	Lang         content.Lang // chosen by the asker; empty to detect it
	Fallback     content.Lang // where neither text nor conversation tells a language; empty means bokmål
	Platform     Platform
	Conversation string // opaque; follow-ups are understood within it. Empty for none
	Person       string // opaque: who asks, whatever the conversation. Empty where nobody knows
	Choice       string // pressed in place of a text: an id, or a place in what was offered last, from 1
	Municipality string // its number: local entries of there stand beside the national ones. Empty for none
	Draft        bool   // still being typed: it is not counted
}

// What can be chosen beside an entry. Text is then the question that was asked, and is
// only handed back to the asker.
const (
	ChooseNone = "none" // none of what was offered
	ChooseNext = "more" // the next page of a list
	ChoosePath = "path" // a path of one's own; Text is then as [ParseWay] reads it
)

// Answer is what the bot says.
type Answer struct {
	Lang       content.Lang
	Confidence search.Confidence
	Section    content.Section   // asked for; empty for the whole entry
	Sections   []content.Section // all that are asked for, Section first; none for the whole
	Hits       []search.Hit      // best first
	Card       Card
	Guard      NumberKind // a personal number was found; empty for none
	Release    string     // of the guide that answered

	Note   bool         // a case note of the place that Card shows is asked for
	Chosen content.Lang // a language was chosen for what comes; empty for none

	Subscribe Subscribing // what is asked about being told of changes; zero for nothing

	counted bool     // it answers a question to the guide
	chosen  bool     // it answers with what was chosen of several
	refused []string // ids of what was offered, of which none was meant
}

// Sure reports whether the answer is one, and no choice or refusal.
func (a Answer) Sure() bool { return a.Confidence == search.Strong }
