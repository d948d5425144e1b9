package bot

import (
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"veiviser/locales"
)

// Note is a text to paste into a case system: what was advised on and what it rests
// on. It says nothing about the participant.
type Note struct {
	Title    string
	Label    string   // what the entry is
	Summary  string   // empty where the card has none
	Section  *Section // the side asked for; nil for the whole
	Cautions []string // the law has changed, offers vary …
	Sources  []Source // those the note names, numbered as on the card
	Links    []Link   // the permalink first, its title saying when the text stood so; then today's
	Reminder string   // to the adviser; Plain, Markdown and HTML leave it out

	sourcesTitle string
}

// NoteOptions is what a note says besides its card.
type NoteOptions struct {
	Base       string      // before the links: "https://…" without a slash at its end; empty leaves paths
	On         time.Time   // the day the note is made
	Superseded *Superseded // nil where the card is of today's text
}

// Superseded tells how a text that is no longer today's stands to it.
type Superseded struct {
	From, To time.Time // when it was shown first and last; zero where nobody knows
	Today    string    // permalink of today's text; empty where the guide has the entry no more
}

// Note makes a note of an entry's or a step's card: the section asked for where there
// is one, and the sources it rests on. It links to the card's permalink with the day
// the text stood so: the note's own day for today's text, for a superseded one the
// days it was shown; that note links to today's text too.
func (cs Cards) Note(c Card, o NoteOptions) Note {
	w := cs.words(c.Lang)
	n := Note{
		Title: c.Title, Label: c.Label, Summary: c.Lead, Sources: c.Sources, Links: noteLinks(w, c.Permalink, o),
		Reminder: w.Text(locales.NoteReminder), sourcesTitle: w.Text(locales.SourcesTitle),
	}
	if c.Step != nil {
		n.Title += " · " + c.Step.Position + ": " + c.Step.Title
		n.Summary = c.Step.Text
	}
	for _, notice := range c.Notices {
		n.Cautions = append(n.Cautions, notice.Text)
	}
	if len(c.Sections) > 0 && c.Sections[0].Asked {
		n.Section = &c.Sections[0]
		n.Sources = slices.DeleteFunc(slices.Clone(c.Sources), func(s Source) bool {
			return !slices.ContainsFunc(n.Section.Points, func(p Point) bool { return p.Source == s.Number })
		})
	}
	return n
}

// AnswerNote makes a note of what a card of an entry or a step answers: the points shown,
// and their sources alone. Links are those of [Cards.Note].
func (cs Cards) AnswerNote(c Card, o NoteOptions) Note {
	w := cs.words(c.Lang)
	n := Note{
		Title: c.Title, Summary: joined(" ", c.Gap, c.Near), Section: &Section{}, Sources: c.Cited(), Links: noteLinks(w, c.Permalink, o),
		Reminder: w.Text(locales.NoteReminder), sourcesTitle: w.Text(locales.SourcesTitle),
	}
	if c.Subject != nil {
		n.Title = c.Subject.String()
	}
	for _, p := range c.Points {
		n.Section.Points = append(n.Section.Points, Point{Text: p.Text + p.Marks()})
		if p.Caution != "" && !slices.Contains(n.Cautions, p.Caution) {
			n.Cautions = append(n.Cautions, p.Caution)
		}
	}
	return n
}

// noteLinks are a note's links with what they show. The last has no address where
// today's guide has nothing to link to.
func noteLinks(w *locales.Words, permalink string, o NoteOptions) []Link {
	date := func(t time.Time) string { return t.Format(w.Text(locales.DateLayout)) }
	s := o.Superseded
	if s == nil {
		return []Link{{w.Text(locales.NoteLink, "Date", date(o.On)), o.Base + permalink}}
	}
	title := w.Text(locales.NoteLinkOlder)
	if !s.From.IsZero() {
		title = w.Text(locales.NoteLinkShown, "From", date(s.From), "To", date(s.To))
	}
	links := []Link{{title, o.Base + permalink}}
	if s.Today == "" {
		return append(links, Link{Title: w.Text(locales.NoteRemoved, "Date", date(o.On))})
	}
	return append(links, Link{w.Text(locales.NoteLinkChanged, "Date", date(o.On)), o.Base + s.Today})
}

// String returns the source as a line: its title, date and what kind it is.
func (s Source) String() string {
	if s.Note == "" {
		return s.Title + " (" + s.Dated + ")"
	}
	return s.Title + " (" + s.Dated + ", " + s.Note + ")"
}

// Plain returns the note as plain text, for systems that keep nothing else.
func (n Note) Plain() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	line(n.Title)
	if n.Label != "" {
		line(n.Label)
	}
	if n.Summary != "" {
		line("\n", n.Summary)
	}
	if n.Section != nil {
		if n.Section.Title != "" {
			line("\n", n.Section.Title)
		} else {
			line()
		}
		for _, p := range n.Section.Points {
			line("- ", p.Text, reference(p.Source))
		}
	}
	for _, c := range n.Cautions {
		line("\n", c)
	}
	if len(n.Sources) > 0 {
		line("\n", n.sourcesTitle)
	}
	for _, s := range n.Sources {
		line("[", strconv.Itoa(s.Number), "] ", s.String())
		if s.URL != "" {
			line("    ", s.URL)
		}
	}
	for _, l := range n.Links {
		if l.URL == "" {
			line("\n", l.Title)
			continue
		}
		line("\n", l.Title, ":\n", l.URL)
	}
	return b.String()
}

// reference names a source of a point; 0 is the bot's own words.
func reference(number int) string {
	if number == 0 {
		return ""
	}
	return " [" + strconv.Itoa(number) + "]"
}

// Markdown returns the note as CommonMark.
func (n Note) Markdown() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	if n.Label != "" {
		line("**", markdown(n.Title), "**  ")
		line(markdown(n.Label))
	} else {
		line("**", markdown(n.Title), "**")
	}
	if n.Summary != "" {
		line("\n", markdown(n.Summary))
	}
	if n.Section != nil {
		if n.Section.Title != "" {
			line("\n**", markdown(n.Section.Title), "**\n")
		} else {
			line()
		}
		for _, p := range n.Section.Points {
			line("- ", markdown(p.Text), markdown(reference(p.Source)))
		}
	}
	for _, c := range n.Cautions {
		line("\n*", markdown(c), "*")
	}
	if len(n.Sources) > 0 {
		line("\n**", markdown(n.sourcesTitle), "**\n")
	}
	for _, s := range n.Sources {
		text := markdown(s.String())
		if href := webURL(s.URL); href != "" {
			text = "[" + text + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(href) + ">)"
		}
		line("- ", markdown(reference(s.Number)[1:]), " ", text)
	}
	for _, l := range n.Links {
		if l.URL == "" {
			line("\n", markdown(l.Title))
			continue
		}
		line("\n", markdown(l.Title), ": <", l.URL, ">")
	}
	return b.String()
}

// special is what Markdown reads as more than itself: its marks anywhere, and a list's
// number or dash at the start.
var special = regexp.MustCompile("[\\\\`*_{}\\[\\]<>#|~]|^[+-]|^\\d+[.)]|&#?\\w+;")

func markdown(s string) string {
	return special.ReplaceAllStringFunc(s, func(m string) string {
		return m[:len(m)-1] + `\` + m[len(m)-1:]
	})
}

// noteHTML is a fragment without styles.
var noteHTML = template.Must(template.New("note").Funcs(template.FuncMap{"ref": reference, "web": webURL}).Parse(
	`<p><strong>{{.Title}}</strong>{{with .Label}}<br>{{.}}{{end}}</p>
{{with .Summary}}<p>{{.}}</p>
{{end}}{{with .Section}}{{with .Title}}<p><strong>{{.}}</strong></p>
{{end}}<ul>
{{range .Points}}<li>{{.Text}}{{ref .Source}}</li>
{{end}}</ul>
{{end}}{{range .Cautions}}<p><em>{{.}}</em></p>
{{end}}{{if .Sources}}<p><strong>{{.Heading}}</strong></p>
<ul>
{{range .Sources}}<li>[{{.Number}}] {{with $href := web .URL}}<a href="{{$href}}">{{end}}{{.String}}{{if web .URL}}</a>{{end}}</li>
{{end}}</ul>
{{end}}{{range .Links}}<p>{{.Title}}{{with .URL}}:<br><a href="{{.}}">{{.}}</a>{{end}}</p>
{{end}}`))

// HTML returns the note as a fragment of HTML without styles, for editors that keep
// headings, lists and links.
func (n Note) HTML() string {
	var b strings.Builder
	data := struct {
		Note
		Heading string // of the sources
	}{n, n.sourcesTitle}
	if err := noteHTML.Execute(&b, data); err != nil {
		panic("bot: the note's template: " + err.Error()) // it names a field that there is none of
	}
	return b.String()
}

// webURL returns s where it is a web address, else "": a guide read from a folder is
// not to put a script into a note.
func webURL(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}
