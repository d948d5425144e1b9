package search

// Reply is what a text says that answers a question, and nothing else.
type Reply string

// The replies.
const (
	Yes  Reply = "yes"
	No   Reply = "no"
	Skip Reply = "skip" // it is not known, or not to be asked for
)

// longestReply is how many words a text has at most that only answers.
const longestReply = 6

// replyOf is what a text says that answers a question, where it says nothing else; empty for
// none.
func replyOf(c clauses) Reply {
	if len(c.tokens) > longestReply {
		return ""
	}
	yes, no, skip := 0, 0, 0
	for _, w := range c.tokens {
		switch {
		case in1(c.told.yes, w.text):
			yes++
		case in1(c.told.no, w.text):
			no++
		case in1(c.told.skips, w.text):
			skip++
		case in1(c.small.polite, w.text), in1(c.small.pronouns, w.text), in1(c.told.besideReply, w.text):
		default:
			return ""
		}
	}
	switch {
	case skip > 0 && yes == 0 && (skip > 1 || no == 0):
		return Skip
	case yes > 0 && no == 0:
		return Yes
	case no > 0 && yes == 0:
		return No
	}
	return ""
}
