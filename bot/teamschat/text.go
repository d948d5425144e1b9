package teamschat

import (
	"html"
	"regexp"
	"strings"
)

var (
	// Names of people come with the mention; they are no words of the question.
	// No part of the expressions reads past a "<", so that a thousand tags that
	// never end cost no more than as many that do.
	mentionTag = regexp.MustCompile(`(?i)<at\b[^<>]*>[^<]*</at>`)
	anyTag     = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
)

// plainText returns the words of a message: without mentions, tags and entities, of
// which Teams puts some into messages that say they are plain.
func plainText(s string) string {
	s = mentionTag.ReplaceAllString(s, " ")
	s = anyTag.ReplaceAllString(s, " ")
	return strings.TrimSpace(html.UnescapeString(s))
}
