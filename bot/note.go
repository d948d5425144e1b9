package bot

import (
	"html/template"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"veiviser/locales"
)

// Note is a text to paste into a case system: what was advised on and what it rests
// on. It says nothing about the participant. A note of nothing is the zero Note.
type Note struct {
	Title    string     `json:"title"` // of its first part
	Parts    []NotePart `json:"parts"`
	Links    []Link     `json:"links"`    // permalinks, each title saying when the text stood so; then today's where it is another
	Reminder string     `json:"reminder"` // to the adviser; Plain, Markdown and HTML leave it out
}

// NotePart is what is noted of one side of an entry.
type NotePart struct {
	Title  string      `json:"title"` // "Kvalifiseringsprogrammet (KVP), varighet"
	Points []NotePoint `json:"points"`
}

// NotePoint is a statement with what it rests on.
type NotePoint struct {
	Text    string       `json:"text"`
	Sources []NoteSource `json:"sources,omitempty"`
	Caution string       `json:"caution,omitempty"` // what must be known of this very statement
}

// NoteSource is a law or a source by which it was checked, or from when it is.
type NoteSource struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
	Dated string `json:"dated"` // "kontrollert 02.07.2026", "26.01.2026"
}

// NoteOptions is what a note says besides its statements.
type NoteOptions struct {
	Base string    // before the links: "https://…" without a slash at its end; empty leaves paths
	On   time.Time // the day the note is made
}

// Superseded tells how a text that is no longer today's stands to it.
type Superseded struct {
	From, To time.Time // when it was shown first and last; zero where nobody knows
	Today    string    // permalink of today's text; empty where the guide has the entry no more
}

// Note makes a note of what a card of an entry or a step answers: the points shown, with
// their sources alone. The card is of today's guide; [Places.Compose] makes notes of any.
func (cs Cards) Note(c Card, o NoteOptions) Note {
	co := cs.in(c.Lang)
	var said []noted
	if c.Gap != "" {
		said = append(said, noted{Passage{Text: c.Gap, Place: Place{Title: c.Subject.Title, Side: c.Subject.Side}}, Resolved{}, c.Permalink})
	}
	for _, p := range c.Points {
		said = append(said, noted{p, Resolved{}, Ref{Lang: co.lang, Entry: p.ID.Entry, Digest: p.ID.Digest}.Path()})
	}
	return noteOf(co.words, said, o)
}

// noted is a statement of a note, with where it was found.
type noted struct {
	Passage
	found     Resolved
	permalink string
}

// noteOf makes a note of the statements, in their order: what stands in one place is put
// together.
func noteOf(w *locales.Words, said []noted, o NoteOptions) Note {
	n := Note{Reminder: w.Text(locales.NoteReminder)}
	var places, permalinks []string
	for _, p := range said {
		key := p.permalink + "\x00" + p.Place.heading()
		i := slices.Index(places, key)
		if i < 0 {
			i = len(places)
			places, n.Parts = append(places, key), append(n.Parts, NotePart{Title: p.Place.heading()})
		}
		n.Parts[i].Points = append(n.Parts[i].Points, p.note())
		if !slices.Contains(permalinks, p.permalink) {
			permalinks = append(permalinks, p.permalink)
			n.Links = append(n.Links, noteLinks(w, p.permalink, p.found.Superseded(), o)...)
		}
	}
	if len(n.Parts) > 0 {
		n.Title = n.Parts[0].Title
	}
	// What has the same to say of it stands together, first what was said first.
	order := map[string]int{}
	for i, l := range n.Links {
		if _, there := order[l.Title]; !there {
			order[l.Title] = i
		}
	}
	slices.SortStableFunc(n.Links, func(a, b Link) int { return order[a.Title] - order[b.Title] })
	return n
}

// note is the passage as a note has it.
func (p Passage) note() NotePoint {
	out := NotePoint{Text: p.Full(), Caution: p.Caution}
	for _, s := range p.Sources() {
		if s.Noted == "" {
			s.Noted = s.Dated
		}
		out.Sources = append(out.Sources, NoteSource{s.Title, s.URL, s.Noted})
	}
	return out
}

// noteLinks are a note's links to a text with what they show. The last has no address where
// today's guide has nothing to link to.
func noteLinks(w *locales.Words, permalink string, s *Superseded, o NoteOptions) []Link {
	date := func(t time.Time) string { return t.Format(w.Text(locales.DateLayout)) }
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

// line is the statement with its sources in brackets behind, as source writes each.
func (p NotePoint) line(escape func(string) string, source func(NoteSource) string) string {
	out := escape(p.Text)
	if len(p.Sources) > 0 {
		all := make([]string, len(p.Sources))
		for i, s := range p.Sources {
			all[i] = source(s) + escape(", "+s.Dated)
		}
		out += " (" + strings.Join(all, "; ") + ")"
	}
	return joined(" ", out, escape(p.Caution))
}

// Plain returns the note as plain text, for systems that keep nothing else.
func (n Note) Plain() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	asIs := func(s string) string { return s }
	for i, p := range n.Parts {
		if i > 0 {
			line()
		}
		line(p.Title)
		for _, pt := range p.Points {
			line("- ", pt.line(asIs, func(s NoteSource) string { return s.Title }))
		}
	}
	for i, l := range n.Links {
		switch {
		case l.URL == "":
			line("\n", l.Title)
			continue
		case i == 0 || n.Links[i-1].Title != l.Title:
			line("\n", l.Title, ":")
		}
		line(l.URL)
	}
	return b.String()
}

// Markdown returns the note as CommonMark.
func (n Note) Markdown() string {
	var b strings.Builder
	line := func(parts ...string) { b.WriteString(strings.Join(parts, "") + "\n") }
	for i, p := range n.Parts {
		if i > 0 {
			line()
		}
		line("**", markdown(p.Title), "**\n")
		for _, pt := range p.Points {
			line("- ", pt.line(markdown, markdownSource))
		}
	}
	for i, l := range n.Links {
		switch {
		case l.URL == "":
			line("\n", markdown(l.Title))
			continue
		case i == 0 || n.Links[i-1].Title != l.Title:
			line("\n", markdown(l.Title), ":\n")
		}
		line("- <", l.URL, ">")
	}
	return b.String()
}

func markdownSource(s NoteSource) string {
	href := webURL(s.URL)
	if href == "" {
		return markdown(s.Title)
	}
	return "[" + markdown(s.Title) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(href) + ">)"
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
var noteHTML = template.Must(template.New("note").Funcs(template.FuncMap{"web": webURL}).Parse(
	`{{range .Parts}}<p><strong>{{.Title}}</strong></p>
<ul>
{{range .Points}}<li>{{.Text}}{{with .Sources}} ({{range $i, $s := .}}{{if $i}}; {{end}}{{with $href := web .URL}}<a href="{{$href}}">{{$s.Title}}</a>{{else}}{{.Title}}{{end}}, {{.Dated}}{{end}}){{end}}{{with .Caution}} {{.}}{{end}}</li>
{{end}}</ul>
{{end}}{{range .Linked}}<p>{{.Title}}{{if .URLs}}:{{range .URLs}}<br><a href="{{.}}">{{.}}</a>{{end}}{{end}}</p>
{{end}}`))

// linked are links that say the same.
type linked struct {
	Title string
	URLs  []string
}

// HTML returns the note as a fragment of HTML without styles, for editors that keep
// headings, lists and links.
func (n Note) HTML() string {
	data := struct {
		Parts  []NotePart
		Linked []linked
	}{Parts: n.Parts}
	for i, l := range n.Links {
		if i == 0 || n.Links[i-1].Title != l.Title {
			data.Linked = append(data.Linked, linked{Title: l.Title})
		}
		if last := &data.Linked[len(data.Linked)-1]; l.URL != "" {
			last.URLs = append(last.URLs, l.URL)
		}
	}
	var b strings.Builder
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
