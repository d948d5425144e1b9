package mcpchat

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/locales"
)

// text draws a reply as plain text, for clients that read no data: all that it says, in
// the same order.
type text struct {
	strings.Builder
	words   *locales.Words
	sources []bot.Source // of what was drawn, by their numbers
	links   []string     // permalinks of it
}

// plain is the reply as plain text.
func (r reply) plain(w *locales.Words) string {
	t := &text{words: w}
	t.line("", r.Moved)
	t.line("", strings.Trim(r.Title+" · "+r.Side, " ·"))
	for _, n := range r.Notices {
		t.line("! ", n.Text, n.URL)
	}
	if r.Step != nil {
		t.line("", r.Step.Persona)
	}
	for _, s := range []string{r.Lead, r.Understood, r.Gap} {
		t.line("", s)
	}
	if len(r.Statements) > 0 {
		t.line("", r.Near)
	}
	t.statements(r.Statements)
	t.options(r.Choices)
	t.table(r.Table)
	for _, f := range r.Facts {
		t.line("", f.Label+": "+f.Value)
	}
	for _, s := range r.Sections {
		t.heading(s.Title)
		t.statements(s.Statements)
	}
	for _, l := range r.Lists {
		t.heading(l.Title)
		t.options(l.Items)
		t.line("", l.More)
	}
	t.cited()
	for _, rel := range r.Related {
		t.heading(rel.Label)
		t.items(rel.Items)
	}
	t.foot(r)
	return strings.TrimSpace(t.String())
}

// line draws what there is of parts in one line; nothing for an empty first.
func (t *text) line(mark string, parts ...string) {
	if parts[0] == "" {
		return
	}
	parts = slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" })
	t.WriteString(mark + strings.Join(parts, " · ") + "\n")
}

func (t *text) heading(s string) {
	if s != "" {
		t.WriteString("\n" + s + "\n")
	}
}

func (t *text) statements(ss []statement) {
	for _, s := range ss {
		t.line("- ", s.Text+t.marks(s))
		t.line("  ", s.Whole)
		t.line("  ! ", s.Caution)
	}
}

// marks are the numbers of a statement's sources, which are drawn below.
func (t *text) marks(s statement) string {
	var marks string
	for _, src := range s.Sources {
		marks += " " + src.Mark()
		if !slices.Contains(t.sources, src) {
			t.sources = append(t.sources, src)
		}
	}
	link, _, _ := strings.Cut(s.Permalink, "#") // one for all sections of the entry
	if link != "" && !slices.Contains(t.links, link) {
		t.links = append(t.links, link)
	}
	return marks
}

func (t *text) options(os []option) {
	for _, o := range os {
		mark := "- "
		if o.Number > 0 {
			mark = strconv.Itoa(o.Number) + ". "
		}
		t.line(mark, o.Title, o.Line, o.URL)
		t.line("  ", o.Why)
		if o.Says != nil {
			t.line("  ", o.Says.Text+t.marks(*o.Says))
			t.line("  ! ", o.Says.Caution)
		}
	}
}

func (t *text) table(tb *table) {
	if tb == nil {
		return
	}
	for _, r := range tb.Rows {
		t.heading(r.Title)
		for i, c := range r.Cells {
			says := c.Short
			if c.Statement != nil {
				says = c.Statement.Text + t.marks(*c.Statement)
			}
			t.line("- ", tb.Columns[i].Title+": "+says)
		}
	}
}

func (t *text) items(is []item) {
	for _, i := range is {
		t.line("- ", i.Title, i.URL)
	}
}

// cited draws the sources of what was drawn, and where it stands so for ever.
func (t *text) cited() {
	slices.SortStableFunc(t.sources, func(a, b bot.Source) int { return cmp.Compare(a.Number, b.Number) })
	if len(t.sources) > 0 {
		t.heading(t.words.Text(locales.SourcesTitle))
	}
	for _, s := range t.sources {
		t.line(s.Mark()+" ", s.String(), s.URL)
	}
	if len(t.links) > 0 {
		t.heading(t.words.Text(locales.McpPermalinks))
	}
	for _, l := range t.links {
		t.line("", l)
	}
}

// foot draws small print, what may be asked next and how to go on.
func (t *text) foot(r reply) {
	var next []string
	for _, s := range r.Next {
		next = append(next, s.Title+" ("+string(s.Section)+")")
	}
	t.WriteString("\n")
	for _, s := range r.Remarks {
		t.line("", s)
	}
	if len(next) > 0 {
		t.line("", t.words.Text(locales.McpNext, "Sections", strings.Join(next, ", ")))
	}
	if len(r.Choices) > 0 {
		t.line("", t.words.Text(locales.McpChoose))
	}
	if r.Conversation != "" {
		t.line("", t.words.Text(locales.McpConversation, "ID", r.Conversation))
	}
	fmt.Fprintf(t, "%s\n", t.words.Text(locales.McpRelease, "Release", r.Release))
}
