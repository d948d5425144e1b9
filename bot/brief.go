package bot

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
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
		about, says = joined(" ", c.Title, c.Aside), nil
		for i, ch := range c.Choices {
			line := strconv.Itoa(i+1) + " " + ch.Short
			if ch.Says != nil {
				line += ": " + ch.Says.Text
			}
			says = append(says, stop(line))
		}
	case c.Table != nil:
		says = c.Table.statements()
	case c.Kind == NoneCard:
		says = []string{c.ways()}
	case c.Kind == ListCard && c.Aside != "":
		about, says = joined(", ", c.Title, c.Aside), groupNames(c.Groups)
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
		out = append(out, stop(p.Text))
	}
	return out
}

// statements are what is compared, a row a sentence.
func (t Table) statements() []string {
	var out []string
	for _, r := range t.Rows {
		var says []string
		for i, cell := range r.Cells {
			says = append(says, t.Columns[i].Short+" – "+cell.Text)
		}
		out = append(out, stop(capital(r.Short)+": "+strings.Join(says, "; ")))
	}
	return out
}

// ways are where somebody can go on whom nothing answers.
func (g Gist) ways() string {
	var near, people []string
	for _, a := range g.Row {
		if a.Kind == ShowEntry {
			near = append(near, a.Aloud)
		}
	}
	if g.Ask != nil {
		for _, it := range g.Ask.Items {
			people = append(people, it.Title)
		}
		people = []string{stop(g.Ask.Label + ": " + strings.Join(people, ", "))}
	}
	if len(near) > 0 {
		near = []string{stop(g.Near + " " + strings.Join(near, "; "))}
	}
	return strings.Join(append(near, people...), " ")
}

// groupNames are a list's groups: how many each has, and the first of them by name.
func groupNames(gs []Group) []string {
	var out []string
	for _, g := range gs {
		var names []string
		for _, it := range g.Items {
			names = append(names, it.Short)
		}
		out = append(out, stop(g.Title+" ("+strconv.Itoa(g.Count)+"): "+strings.Join(names, ", ")))
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

// sentences breaks a text of the guide after each stop that a capital letter follows.
func sentences(text string) []string {
	var out []string
	rs := []rune(text)
	from := 0
	for i := 2; i < len(rs); i++ {
		if unicode.IsUpper(rs[i]) && rs[i-1] == ' ' && strings.ContainsRune(".!?", rs[i-2]) {
			out, from = append(out, string(rs[from:i-1])), i
		}
	}
	if from < len(rs) {
		out = append(out, string(rs[from:]))
	}
	return out
}

// FirstSentence is the first sentence of a text of the guide; empty for none.
func FirstSentence(text string) string {
	if said := sentences(text); len(said) > 0 {
		return said[0]
	}
	return ""
}

// joined joins the parts that say something.
func joined(by string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), by)
}
