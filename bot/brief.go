package bot

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxBrief is the longest brief in characters: what a telephone's notification shows.
const MaxBrief = 300

// Brief is the card as plain text of at most MaxBrief characters, for notifications,
// screen readers and previews: what it is about and the first that it says, then as much
// more of that as there is room for. It is empty only for the zero Card, has no marks and
// no links, and is cut at a word only where the first statement alone is too long.
func (c Card) Brief() string {
	about, says := c.Title, []string{c.Lead}
	switch {
	case c.Subject != nil:
		about, says = joined(", ", c.Subject.Short, c.Subject.Side), c.statements()
	case len(c.Choices) > 0:
		says = nil
		for i, ch := range c.Choices {
			says = append(says, strconv.Itoa(i+1)+" "+stop(ch.Title))
		}
	}
	out := about
	for i, s := range says {
		if s == "" {
			continue
		}
		next := out + " " + s
		if i == 0 && !strings.HasSuffix(out, stop(out)) {
			next = out + ": " + s
		}
		if i > 0 && utf8.RuneCountInString(next) > MaxBrief {
			break
		}
		out = next
	}
	return cutWords(out, MaxBrief)
}

// statements are what the answer says, in sentences.
func (g Gist) statements() []string {
	var out []string
	if g.Gap != "" {
		out = append(out, g.Gap)
	}
	for i, p := range g.Points {
		if i == 0 {
			p.Text = joined(" ", g.Near, p.Text)
		}
		out = append(out, p.Text)
	}
	return out
}

// stop ends s as a sentence.
func stop(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:") {
		return s
	}
	return s + "."
}

// cutWords is as many whole words of s as n characters hold; a longer word is broken.
func cutWords(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	s = string([]rune(s)[:n-1])
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return strings.TrimRight(s, " ,;:-–") + "…"
}
