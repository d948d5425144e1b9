package bot

import (
	"time"

	"veiviser/content"
)

// Feedback is what somebody thinks of an entry.
type Feedback struct {
	// Person is who thinks so: platform, workspace and user in one string. Who gives
	// feedback on an entry again changes what they gave. Empty where nobody knows who it
	// is. It is kept as a keyed hash at most.
	Person  string
	Entry   string
	Lang    content.Lang
	Helpful bool
	Reasons []Reason // why not, at most MaxReasons
	Text    string   // at most MaxRemark characters
}

// Reason is why somebody found an entry of no help.
type Reason string

// The reasons, so that none has to be written.
const (
	ReasonIncomplete Reason = "incomplete" // something is missing
	ReasonOutdated   Reason = "outdated"   // the facts are wrong or have changed
	ReasonUnclear    Reason = "unclear"    // hard to understand
	ReasonOffTopic   Reason = "off-topic"  // not what was asked
)

// Reasons lists the reasons in the order they are shown in.
func Reasons() []Reason {
	return []Reason{ReasonIncomplete, ReasonOutdated, ReasonUnclear, ReasonOffTopic}
}

const (
	// MaxReasons that one feedback can give.
	MaxReasons = 2
	// MaxRemark is the longest text of a feedback in characters. More than a few
	// sentences is no feedback on an entry.
	MaxRemark = 500
)

// Report is what editors want to know.
type Report struct {
	Rows    []ReportRow     // by id; entries nothing happened to have none
	Answers []ReportAnswers // by platform and language
	Months  []ReportMonth   // the first first; a month without anything is left out
	Remarks []Remark        // latest day first
}

// ReportRow is what happened to one entry.
type ReportRow struct {
	Entry      string
	Shown      int // in answers
	Opened     int // its page
	Noted      int // in case notes
	Helpful    int
	NotHelpful int
	Missing    map[content.Section]int // sections asked for that have no source; nil for none
	Reasons    map[Reason]int          // why it was no help; nil for none

	Offered int // as one of several choices
	Chosen  int // of them
	Refused int // it was offered, and none of what was offered was meant

	Months []ReportMonth // of the entry alone, the first first
}

// Need is how often the entry left somebody without what they wanted.
func (r ReportRow) Need() int {
	n := r.NotHelpful + r.Refused
	for _, k := range r.Missing {
		n += k
	}
	return n
}

// ReportMonth is what happened in a month.
type ReportMonth struct {
	Month time.Time // its first day, UTC
	Shown int       // entries, in answers
	Need  int       // as in ReportRow.Need
	Weak  int       // answers that were choices; 0 in an entry's months
	None  int       // questions that nothing answered; 0 in an entry's months
}

// ReportAnswers is how sure the answers on a platform in a language were.
type ReportAnswers struct {
	Platform           Platform
	Lang               content.Lang
	Strong, Weak, None int
}

// Remark is the text of a feedback.
type Remark struct {
	Day     time.Time // UTC, no hour: a remark can't be tied to a conversation
	Entry   string
	Lang    content.Lang
	Helpful bool
	Text    string
}
