package cards

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/content"
	"veiviser/locales"
)

// The ids of the inputs, by which [Press] has their values.
const (
	inputSection  = "section"
	inputLanguage = "language"
	inputTicks    = "ticks" // with a number behind
	inputText     = "text"
	inputReasons  = "reasons"
)

// ways is what of an entry is no section: what it belongs together with.
const ways = "ways"

// inPlace lays out what takes the place of the card that was pressed.
type inPlace struct {
	Renderer
	pressed Press
}

// More shows the whole entry, a part at a time, in the place of the card that was
// pressed.
func (r Renderer) More(c bot.Card, p Press) Card {
	open := p.Open
	if open == "" {
		open = first(c)
	}
	in := inPlace{r, p}
	out := in.more(c, open, 0)
	for left := 1; r.over(Answer{Card: out}) && left < maxLeft; left++ {
		out = in.more(c, open, left)
	}
	return out
}

// maxLeft is more points than a section has.
const maxLeft = 100

// first is what is read first of the whole entry: the section asked for where it has
// more to say, else the next.
func first(c bot.Card) string {
	if len(c.Sections) > 0 && len(c.Sections[0].Points) > len(c.Points) || len(c.More) == 0 {
		return string(c.Ref().Section)
	}
	return string(c.More[0].Section)
}

// more is the part of c that is open, but the last points that are left out.
func (r inPlace) more(c bot.Card, open string, left int) Card {
	w := r.words(c.Lang)
	out := r.blank(c.Lang, c.Title)
	shown := slices.IndexFunc(c.Sections, func(s bot.Section) bool { return string(s.Key) == open })
	if shown < 0 && open != ways {
		shown = 0
	}
	here := c.Ref()
	if shown >= 0 && shown < len(c.Sections) {
		here.Section = c.Sections[shown].Key
	}
	out.Body = append(out.Body, r.menu(c, here, shown))
	if shown >= 0 && shown < len(c.Sections) {
		out.Body = append(out.Body, r.section(c, shown, left)...)
	} else {
		out.Body = append(out.Body, r.waysOn(c)...)
	}
	if left > 0 {
		out.Body = append(out.Body, small(r.linked(w.Text(locales.TeamsRest), here.Path())))
	}
	note := press(w.Text(locales.RowNote), Press{Verb: chat.Note, Ref: here, Asker: r.pressed.Asker, From: r.pressed.From})
	out.Actions = []Action{r.back(c), note, openURL(w.Text(locales.ActionOpen), r.page(here.Path()))}
	if r.Subscribe && here.Digest == "" {
		tell := press(w.Text(locales.SubscribePress), Press{Verb: chat.Subscribe, Ref: bot.Ref{Lang: here.Lang, Entry: here.Entry}, Asker: r.pressed.Asker})
		tell.Mode = "secondary"
		out.Actions = append(out.Actions, tell)
	}
	return out
}

// menu chooses the part to read.
func (r inPlace) menu(c bot.Card, here bot.Ref, shown int) Element {
	w := r.words(c.Lang)
	e := Element{Type: "Input.ChoiceSet", ID: inputSection, Style: "compact", Label: w.Text(locales.RowMoreOf, "Title", short(c)), Value: ways}
	for i, s := range c.Sections {
		e.Choices = append(e.Choices, choice{s.Title, string(s.Key)})
		if i == shown {
			e.Value = string(s.Key)
		}
	}
	if len(r.waysOn(c)) > 0 {
		e.Choices = append(e.Choices, choice{w.Text(locales.TeamsWays), ways})
	}
	look := press(w.Text(locales.TeamsShow), Press{Verb: chat.More, Ref: here, Asker: r.pressed.Asker, From: r.pressed.From})
	return Element{Type: "ColumnSet", Spacing: "None", Columns: []Element{
		{Type: "Column", Width: "stretch", Items: []Element{e}},
		{Type: "Column", Width: "auto", Align: "Bottom", Items: []Element{{Type: "ActionSet", Actions: []Action{look}}}},
	}}
}

// section is a section with the sources of its points, but the last that are left out.
func (r inPlace) section(c bot.Card, shown, left int) []Element {
	s := c.Sections[shown]
	points := s.Points[:max(0, len(s.Points)-left)]
	var out []Element
	for _, p := range points {
		text := "• " + Escape(p.Text)
		if p.Source > 0 {
			text += " [" + strconv.Itoa(p.Source) + "]"
		}
		e := block(text)
		e.Spacing = "Small"
		out = append(out, e)
	}
	for _, n := range c.Notices {
		if n.Warning() {
			out = append(out, small(Escape(n.Text)+" "+r.today(c.Lang, n.Path)))
		}
		if n.Kind == bot.Local && r.Municipality != "" {
			out = append(out, small(Escape(n.Text+" "+r.words(c.Lang).Text(locales.SlackYourMunicipality, "Number", r.Municipality))))
		}
	}
	return append(out, sources(c.CitedBy(points))...)
}

// waysOn are what an entry belongs together with, and what is told of it in a word.
func (r inPlace) waysOn(c bot.Card) []Element {
	var out []Element
	line := func(label, text string) {
		e := block("**" + Escape(label) + ":** " + text)
		e.Size, e.Spacing = "Small", "Small"
		out = append(out, e)
	}
	for _, f := range c.Facts {
		line(f.Label, Escape(f.Value))
	}
	for _, rel := range c.Relations {
		names := make([]string, len(rel.Items))
		for i, it := range rel.Items {
			names[i] = r.linked(it.Title, it.Path)
		}
		line(rel.Label, strings.Join(names, ", "))
	}
	for _, g := range c.Groups {
		names := make([]string, len(g.Items))
		for i, it := range g.Items {
			names[i] = r.linked(it.Title, it.Path)
		}
		line(g.Title, strings.Join(names, ", "))
	}
	for _, l := range c.Links {
		e := block(link(l.Title, l.URL))
		e.Size, e.Spacing = "Small", "Small"
		out = append(out, e)
	}
	if slices.ContainsFunc(c.Actions, func(a bot.Action) bool { return a.Kind == bot.ShowSnippet }) {
		b := press(r.words(c.Lang).Text(locales.RowSnippet), Press{Verb: chat.Snippet, Ref: c.Ref(), Asker: r.pressed.Asker, From: r.pressed.From})
		out = append(out, Element{Type: "ActionSet", Spacing: "Small", Actions: []Action{b}})
	}
	return out
}

// short is what the entry of c is called where there is little room.
func short(c bot.Card) string {
	if c.Subject != nil {
		return c.Subject.Short
	}
	return c.Title
}

// back leads to the answer that the card stands in the place of.
func (r inPlace) back(c bot.Card) Action {
	return withoutInputs(press(r.words(c.Lang).Text(locales.TeamsBack), back(c.Ref(), r.pressed)))
}

// back is the press that leads from a card at r, that p brought, to the answer again.
func back(r bot.Ref, p Press) Press {
	if p.From == nil {
		return Press{Verb: chat.Again, Ref: r, Asker: p.Asker}
	}
	return Press{Verb: chat.Again, Ref: p.From.Ref, Value: p.From.Points, Asker: p.Asker, From: p.From}
}

// withoutInputs leaves what the fields hold out of the press.
func withoutInputs(a Action) Action {
	a.Inputs, a.Fallback.Inputs = "none", "none"
	return a
}

// Note shows a case note as text to select: a chat can't reach the clipboard. What it
// could have beside, or need not, is ticked behind a line. Clients send what is ticked in
// a group as one input, by its number.
func (r Renderer) Note(m chat.Message, p Press) Card {
	c, w := m.Card, r.words(m.Lang)
	out := r.blank(m.Lang, w.Text(locales.ActionNote))
	field := container(Element{Type: "Input.Text", ID: "note", Label: w.Text(locales.TeamsNoteHint), Multiline: true, Value: m.Note.Plain(), Height: "stretch"})
	field.MinHeight, field.Spacing = noteHeight, "None"
	out.Body = append(out.Body, field)
	if len(m.Ticks.Offered) > 1 {
		ticks := container()
		for i, g := range m.Groups {
			ticks.Items = append(ticks.Items, tickedOf(i, g))
		}
		make := press(w.Text(locales.TeamsNoteMake), Press{Verb: chat.Tick, Ref: m.Ref, Value: m.Ticks.String(), Asker: p.Asker, From: p.From})
		ticks.Items = append(ticks.Items, Element{Type: "ActionSet", Spacing: "Small", Actions: []Action{make}})
		out.Body = append(out.Body, folded("ticks", w.Text(locales.TeamsNoteChoose), ticks)...)
	}
	out.Body = append(out.Body, small(Escape(m.Note.Reminder)))
	out.Actions = []Action{openURL(w.Text(locales.TeamsNotePage), r.page(notePage(m))), inPlace{r, p}.back(c)}
	return out
}

// tickedOf are the statements of a group, to be ticked.
func tickedOf(i int, g bot.TickGroup) Element {
	e := Element{Type: "Input.ChoiceSet", ID: inputTicks + strconv.Itoa(i), Style: "expanded", Multi: true, Wrap: true, Label: g.Title, Spacing: "Small"}
	var on []string
	for _, t := range g.Ticks {
		e.Choices = append(e.Choices, choice{t.Label, t.ID.String()})
		if t.On {
			on = append(on, t.ID.String())
		}
	}
	e.Value = strings.Join(on, ",")
	return e
}

// notePage is the page with the same note and buttons that copy it.
func notePage(m chat.Message) string {
	r := m.Ref
	r.Note = true
	if len(m.Ticks.On) == 0 {
		return r.Path()
	}
	r.Section, r.Step = "", 0
	q := url.Values{}
	for _, t := range m.Ticks.On {
		q.Add("p", t.String())
	}
	return r.Path() + "?" + q.Encode()
}

// noteHeight leaves a note and its buttons within a phone's screen.
const noteHeight = "150px"

// Snippet shows a text to the participant, and lets the adviser choose the language; the
// Norwegian one stands below. A snippet in Norwegian shows the choice alone. name names a
// language in the adviser's.
func (r Renderer) Snippet(c bot.Card, s bot.Snippet, name func(lang string) string, p Press) Card {
	w := r.words(c.Lang)
	out := r.blank(c.Lang, w.Text(locales.ActionSnippet))
	languages := Element{Type: "Input.ChoiceSet", ID: inputLanguage, Style: "compact", Label: w.Text(locales.TeamsSnippetLanguage), Value: s.Lang}
	for _, l := range s.Others {
		languages.Choices = append(languages.Choices, choice{name(l), l})
	}
	show := press(w.Text(locales.TeamsShow), Press{Verb: chat.Snippet, Ref: c.Ref(), Asker: p.Asker, From: p.From})
	out.Body = []Element{{Type: "ColumnSet", Spacing: "None", Columns: []Element{
		{Type: "Column", Width: "stretch", Items: []Element{languages}},
		{Type: "Column", Width: "auto", Align: "Bottom", Items: []Element{{Type: "ActionSet", Actions: []Action{show}}}},
	}}}
	if s.Lang != Norwegian {
		out.Body = append(out.Body, foreign(s))
		if s.Caution != "" {
			out.Body = append(out.Body, small(Escape(s.Caution)))
		}
	}
	original := block(Escape(s.Original))
	original.Size, original.Spacing = "Small", "None"
	if s.Lang == Norwegian {
		out.Body = append(out.Body, original)
	} else {
		out.Body = append(out.Body, folded("original", w.Text(locales.SnippetOriginal), original)...)
	}
	out.Actions = []Action{inPlace{r, p}.back(c)}
	return out
}

// Norwegian is the language of the original of every snippet.
const Norwegian = string(content.Bokmal)

// foreign is a text in the participant's language and direction.
func foreign(s bot.Snippet) Element {
	e := container(block(Escape(s.Text)))
	e.Style, e.Lang, e.Spacing = "emphasis", s.Lang, "Small"
	if s.RTL {
		e.RTL = &s.RTL
	}
	return e
}
