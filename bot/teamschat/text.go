package teamschat

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"

	"veiviser/bot"
)

var (
	// Names of people come with the mention; they are no words of the question.
	// No part of the expressions reads past a "<", so that a thousand tags that
	// never end cost no more than as many that do.
	mentionTag = regexp.MustCompile(`(?i)<at\b[^<>]*>[^<]*</at>`)
	anyTag     = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
	quotedTag  = regexp.MustCompile(`(?i)<quoted\b[^<>]*/?>`)
	quoteBlock = regexp.MustCompile(`(?is)<blockquote\b[^<>]*schema\.skype\.com/Reply[^<>]*>(.*?)</blockquote>`)
	preview    = regexp.MustCompile(`(?is)<p\b[^<>]*itemprop\s*=\s*["']preview["'][^<>]*>(.*?)</p>`)
	linkTag    = regexp.MustCompile(`(?i)<a\b[^<>]*?\bhref\s*=\s*["']([^"'<>]{1,1000})["'][^<>]*>`)
)

// reader reads what people write in Teams; the bot knows the links to its own pages.
type reader struct{ bot *bot.Bot }

// question returns the words of a message, with what it quotes, and the links to our own
// pages that it holds: a link under other words stands in the message's HTML alone, which
// Teams attaches.
func (r reader) question(a activity) string {
	text := r.plainText(a.Text)
	if q := r.quoted(a); q != "" && !strings.Contains(text, q) {
		text = strings.TrimSpace(text + "\n" + q)
	}
	for _, page := range a.pages() {
		page = quoteBlock.ReplaceAllString(page, " ")
		for _, tag := range linkTag.FindAllStringSubmatch(page, -1) {
			address := html.UnescapeString(tag[1])
			if _, ours := r.bot.ParseLink(address); ours && !strings.Contains(text, address) {
				text += " " + address
			}
		}
	}
	return text
}

// quoted are the words of the messages that a message answers. Of an answer of the bot's
// own it is what that is about, which stands before the first dot of its heading.
func (r reader) quoted(a activity) string {
	var out []string
	for _, e := range a.Entities {
		if e.Type != "quotedReply" || e.Quoted.Deleted {
			continue
		}
		words := r.plainText(e.Quoted.Preview)
		if long := r.whole(a, words); long != "" {
			words = long
		}
		if e.Quoted.Sender != "" && e.Quoted.Sender == a.Recipient.ID {
			words, _, _ = strings.Cut(words, " · ")
		}
		out = append(out, words)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// whole is the quote that begins as a preview does, as long as the message's HTML has it;
// empty where that is not longer.
func (r reader) whole(a activity, begins string) string {
	begins = strings.TrimRight(begins, ".… ")
	for _, page := range a.pages() {
		for _, block := range quoteBlock.FindAllStringSubmatch(page, -1) {
			for _, p := range preview.FindAllStringSubmatch(block[1], -1) {
				if words := r.plainText(p[1]); len(words) > len(begins) && strings.HasPrefix(words, begins) {
					return words
				}
			}
		}
	}
	return ""
}

// pages are the message as HTML.
func (a *activity) pages() []string {
	var out []string
	for _, at := range a.Attachments {
		var page string
		if at.ContentType == "text/html" && json.Unmarshal(at.Content, &page) == nil {
			out = append(out, page)
		}
	}
	return out
}

// plainText returns the words of a message: without mentions, tags and entities, of
// which Teams puts some into messages that say they are plain. Of links, those to our
// own pages keep their address, the others their words alone.
func (r reader) plainText(s string) string {
	s = quotedTag.ReplaceAllString(mentionTag.ReplaceAllString(s, " "), " ")
	s = linkTag.ReplaceAllStringFunc(s, func(tag string) string {
		address := html.UnescapeString(linkTag.FindStringSubmatch(tag)[1])
		if _, ours := r.bot.ParseLink(address); !ours {
			return tag
		}
		return " " + html.EscapeString(address) + " "
	})
	s = anyTag.ReplaceAllString(s, " ")
	return strings.TrimSpace(html.UnescapeString(s))
}
