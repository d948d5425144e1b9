package teamschat

import (
	"encoding/json"
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
	linkTag    = regexp.MustCompile(`(?i)<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]+)["'][^<>]*>`)
)

// question returns the words of a message, with the links to our own pages that it
// holds: a link under other words stands in the message's HTML alone, which Teams
// attaches.
func (c *Chat) question(a activity) string {
	text := c.plainText(a.Text)
	for _, at := range a.Attachments {
		var page string
		if at.ContentType != "text/html" || json.Unmarshal(at.Content, &page) != nil {
			continue
		}
		for _, tag := range linkTag.FindAllStringSubmatch(page, -1) {
			address := html.UnescapeString(tag[1])
			if _, ours := c.c.Bot.ParseLink(address); ours && !strings.Contains(text, address) {
				text += " " + address
			}
		}
	}
	return text
}

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
