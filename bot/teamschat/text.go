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
	linkTag    = regexp.MustCompile(`(?i)<a\b[^<>]{0,1000}?\bhref\s*=\s*["']([^"'<>]{1,1000})["'][^<>]{0,1000}>`)
)

// plainText returns the words of a message: without mentions, tags and entities, of
// which Teams puts some into messages that say they are plain. Of links, those to our
// own pages keep their address, the others their words alone.
func (c *Chat) plainText(s string) string {
	s = mentionTag.ReplaceAllString(s, " ")
	s = linkTag.ReplaceAllStringFunc(s, func(tag string) string {
		address := html.UnescapeString(linkTag.FindStringSubmatch(tag)[1])
		if _, ours := c.c.Bot.ParseLink(address); !ours {
			return tag
		}
		return " " + html.EscapeString(address) + " "
	})
	s = anyTag.ReplaceAllString(s, " ")
	return strings.TrimSpace(html.UnescapeString(s))
}
