package blocks

import (
	"strings"

	"github.com/slack-go/slack"
)

// Escape makes s plain text within mrkdwn: nothing of it can mention a user or a
// channel, or become a link.
func Escape(s string) string {
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// plain is text shown as it is: ":smile:" and "*stars*" stay what they are.
func plain(s string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, cut(s, limit), false, false)
}

// mrkdwn is formatted text; what comes from outside must have gone through Escape.
// Verbatim keeps Slack from finding links and channel names in it.
func mrkdwn(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, s, false, true)
}

// bold is s between stars, for mrkdwn.
func bold(s string) string { return "*" + Escape(s) + "*" }

// What a link has at most; a link cut in the middle would be none.
const (
	maxLinkText = 300
	maxURL      = 2000
)

// link is a link in mrkdwn; without an address its text.
func link(url, text string) string {
	text = cut(text, maxLinkText)
	if url == "" || len(url) > maxURL {
		return Escape(text)
	}
	// "|" and ">" end a link's address.
	return "<" + strings.NewReplacer("|", "%7C", ">", "%3E", "<", "%3C", "&", "&amp;").Replace(url) + "|" + Escape(strings.ReplaceAll(text, "|", "¦")) + ">"
}

// The parts of rich text.

func words(s string) slack.RichTextSectionElement { return slack.NewRichTextSectionTextElement(s, nil) }

func strong(s string) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(s, &slack.RichTextSectionTextStyle{Bold: true})
}

func faint(s string) slack.RichTextSectionElement {
	return slack.NewRichTextSectionTextElement(s, &slack.RichTextSectionTextStyle{Italic: true})
}

// reference is a link to a source, or the text alone where it has no page.
func reference(url, text string) slack.RichTextSectionElement {
	if url == "" {
		return words(text)
	}
	return slack.NewRichTextSectionLinkElement(url, text, nil)
}

func line(parts ...slack.RichTextSectionElement) *slack.RichTextSection {
	return slack.NewRichTextSection(parts...)
}

// rtl marks text that runs from right to left, so that a line which begins with a
// number or a Latin word still starts at the right.
func rtl(s string) string {
	const rightToLeftMark = "\u200f"
	return rightToLeftMark + strings.ReplaceAll(s, "\n", "\n"+rightToLeftMark)
}

// list is a list of lines; slack.RichTextList writes an offset, which Slack's own
// types do not know.
type list struct {
	Type     slack.RichTextElementType     `json:"type"`
	Style    slack.RichTextListElementType `json:"style"`
	Elements []slack.RichTextElement       `json:"elements"`
}

// RichTextElementType implements slack.RichTextElement.
func (l list) RichTextElementType() slack.RichTextElementType { return l.Type }

func listOf(style slack.RichTextListElementType, items []slack.RichTextElement) list {
	return list{slack.RTEList, style, items}
}
