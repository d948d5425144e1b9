package teamschat

import (
	"html"
	"regexp"
	"strings"
)

var (
	// Names of people come with the mention; they are no words of the question.
	mentionTag = regexp.MustCompile(`(?is)<at\b[^>]*>.{0,300}?</at>`)
	anyTag     = regexp.MustCompile(`</?[a-zA-Z][^<>]{0,1000}>`)
)

// plainText returns the words of a message: without mentions, tags and entities, of
// which Teams puts some into messages that say they are plain.
func plainText(s string) string {
	s = mentionTag.ReplaceAllString(s, " ")
	s = anyTag.ReplaceAllString(s, " ")
	return strings.TrimSpace(html.UnescapeString(s))
}
