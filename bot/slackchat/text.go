package slackchat

import (
	"regexp"
	"strings"

	"veiviser/bot"
)

// questionText is what is to be answered of a message. A text whose marks hide a
// personal number, as a link to a telephone can, is left as it is for the guard.
func (in *ingress) questionText(s string) string {
	if !bot.TooLong(s) && bot.FindNumber(s) != "" {
		return s
	}
	return plainText(in.c.Bot, s)
}

// markup is what Slack writes for mentions, channels, links and broadcasts.
var markup = regexp.MustCompile(`<([^<>|]*)(?:\|([^<>]*))?>`)

// plainText is what a person wrote: mentions gone, links by their label, those to our
// own pages with their address, the three escaped signs themselves again.
func plainText(b *bot.Bot, s string) string {
	s = markup.ReplaceAllStringFunc(s, func(m string) string {
		parts := markup.FindStringSubmatch(m)
		target, label := parts[1], parts[2]
		switch {
		case strings.HasPrefix(target, "@"), strings.HasPrefix(target, "!"):
			return " "
		case label != "":
			if _, ours := b.ParseLink(unescaper.Replace(target)); !ours {
				return label
			} else if !strings.HasSuffix(target, label) { // Slack labels a bare address with itself
				return label + " " + target
			}
		case strings.HasPrefix(target, "#"):
			return " "
		}
		return target
	})
	return strings.TrimSpace(unescaper.Replace(s))
}

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
