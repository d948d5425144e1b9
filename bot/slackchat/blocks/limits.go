package blocks

import (
	"strings"
	"unicode/utf16"
)

// Slack's limits, in characters where nothing else is said. A payload past one of
// them is refused whole, so everything made here is cut to fit.
const (
	MaxMessageBlocks = 50
	MaxViewBlocks    = 100  // of a dialog and of the home tab
	MaxSection       = 3000 // also any other text object
	MaxHeader        = 150
	MaxContext       = 10 // elements
	MaxButtons       = 25 // elements of one actions block
	MaxButton        = 75 // its text; also an option's text and description
	MaxOptions       = 100
	MaxTicks         = 10 // options of checkboxes
	MaxViewTitle     = 24 // also the texts of submit and close
	MaxInput         = 3000

	// MaxText is all text of one message. Slack refuses somewhere above 11,300,
	// undocumented; what a link points to counts too.
	MaxText = 11000

	// forEnd is what of MaxText is left for what a payload ends with: buttons, thumbs and
	// where to read the rest.
	forEnd = 2000

	// maxFallback is the text for notifications and screen readers: two sentences.
	maxFallback = 600
)

// size is how Slack counts a text: in UTF-16 code units.
func size(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}

// cut shortens s to at most limit characters, at a word where there is one.
func cut(s string, limit int) string {
	if size(s) <= limit {
		return s
	}
	n, end, space := 0, 0, 0
	for i, r := range s {
		if n += max(1, utf16.RuneLen(r)); n > limit-1 { // one for the ellipsis
			break
		}
		if r == ' ' || r == '\n' {
			space = i
		}
		end = i + len(string(r))
	}
	if space > end/2 {
		end = space
	}
	return strings.TrimRight(s[:end], " \n") + "…"
}

// cutLines shortens s to whole lines of at most limit characters together.
func cutLines(s string, limit int) (text string, all bool) {
	if size(s) <= limit {
		return s, true
	}
	var kept strings.Builder
	left := limit
	for line := range strings.Lines(s) {
		if left -= size(line); left < 0 {
			break
		}
		kept.WriteString(line)
	}
	return kept.String(), false
}
