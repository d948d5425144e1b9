package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/teamschat/cards"
	"veiviser/locales"
)

// teamsElement is any element of an Adaptive Card.
type teamsElement struct {
	Type, ID, Text, Size, Weight, Style, Color string
	Separator, IsSubtle                        bool
	Inlines                                    []struct {
		Text, Weight string
		Italic       bool
		IsSubtle     bool
		SelectAction *teamsAction
	}
	Facts        []struct{ Title, Value string }
	Items        []teamsElement
	Columns      []teamsElement
	SelectAction *teamsAction
}

type teamsAction struct {
	Type, URL, Verb string
	Data            cards.Press
}

// teamsReader reads a card as a person does, from the top.
type teamsReader struct {
	said
	words *locales.Words
	part  string // what the headings say the elements are
	open  string // the group's title
	step  []string
}

var escaped = regexp.MustCompile(`\\(.)`)

func (e teamsElement) text() string {
	s := escaped.ReplaceAllString(e.Text, "$1")
	for _, run := range e.Inlines {
		s += run.Text
	}
	return s
}

func readTeams(tb testing.TB, words *locales.Words, payload string) said {
	tb.Helper()
	var card struct {
		Body    []teamsElement
		Actions []teamsAction
	}
	if err := json.Unmarshal([]byte(payload), &card); err != nil {
		tb.Fatal(err)
	}
	r := teamsReader{words: words, part: "head"}
	for _, e := range card.Body {
		switch e.Type {
		case "TextBlock":
			r.heading(e)
		case "RichTextBlock":
			r.paragraph(e)
		case "Container":
			r.container(e)
		case "FactSet":
			for _, f := range e.Facts {
				r.add("fact", f.Title, escaped.ReplaceAllString(f.Value, "$1"))
			}
		case "ColumnSet":
			r.choice(e)
		case "Image", "ActionSet":
		default:
			tb.Errorf("element of type %s", e.Type)
		}
	}
	for _, a := range card.Actions {
		r.press(a)
	}
	return r.said
}

func (r *teamsReader) heading(e teamsElement) {
	text := e.text()
	switch {
	case e.Size == "Large":
		r.add("title", text)
	case text == r.words.Text(locales.SourcesTitle):
		r.part = "sources"
	case text == r.words.Text(locales.LinksTitle):
		r.part = "links"
	case e.Size == "Medium" && e.Separator:
		r.part, r.open = "group", text
	case e.Size == "Medium":
		r.step = append(r.step, text)
	case e.Weight == "Bolder":
		r.part, r.step = "step", []string{text}
	case r.part == "step":
		r.add("origin", text)
		r.part = ""
	case r.part == "group":
		r.add("more", r.open, text)
	}
}

func (r *teamsReader) paragraph(e teamsElement) {
	first, text := e.Inlines[0], e.text()
	label, bold := strings.CutSuffix(first.Text, ": ")
	switch {
	case text == r.words.Text(locales.TeamsRest) && first.SelectAction != nil:
		r.rest, r.page = true, strings.TrimPrefix(first.SelectAction.URL, publicURL)
	case r.part == "sources":
		link := ""
		if a := e.Inlines[1].SelectAction; a != nil {
			link = a.URL
		}
		r.addressed("source", text, link)
	case r.part == "links":
		r.addressed("link", text, first.SelectAction.URL)
	case r.part == "group":
		r.items(e)
	case bold && first.Weight == "Bolder" && label == r.words.Text(locales.JourneyParallel):
		r.add("parallel", e.Inlines[1].Text)
	case bold && first.Weight == "Bolder":
		r.each(e, 1, func(title string) { r.relation(label, title) })
	case first.Italic:
		r.add("notice", text)
	case r.part == "step":
		r.add("step", append(r.step, text)...)
	default:
		r.add("lead", text)
	}
}

// each calls f with the entries of a line, which stand apart by a dot.
func (r *teamsReader) each(e teamsElement, from int, f func(title string)) {
	for _, run := range e.Inlines[from:] {
		if run.Text != " · " {
			f(run.Text)
		}
	}
}

// items reads a line of a list: entries, and why each stands there.
func (r *teamsReader) items(e teamsElement) {
	title := ""
	for _, run := range e.Inlines {
		switch {
		case run.Text == " · ":
		case run.IsSubtle:
			r.add("why", r.open, title, run.Text)
		default:
			title = run.Text
			r.add("item", r.open, title)
		}
	}
}

// container reads a warning, a section, or the sections behind a button.
func (r *teamsReader) container(e teamsElement) {
	switch {
	case e.Style == "warning":
		r.add("notice", e.Items[0].text())
	case e.Items[0].Type == "Container":
		for _, section := range e.Items {
			r.container(section)
		}
	default:
		for _, p := range e.Items[1:] {
			r.add("point", e.Items[0].text(), strings.TrimPrefix(p.text(), "• "))
		}
	}
}

func (r *teamsReader) choice(e teamsElement) {
	items := e.Columns[0].Items
	if r.part == "group" {
		r.add("item", r.open, items[0].text())
		return
	}
	r.add("choice", items[0].text(), items[1].text(), items[2].text())
}

// press notes what a button does.
func (r *teamsReader) press(a teamsAction) {
	if a.Type == "Action.OpenUrl" {
		r.action(strings.TrimPrefix(a.URL, publicURL))
		return
	}
	ref := a.Data.Ref
	page := bot.Ref{Lang: ref.Lang, Entry: ref.Entry}.Path()
	switch a.Verb {
	case cards.Note:
		r.action(page + "/note")
	case cards.Snippet:
		r.action(page + "#snippets")
	case cards.Map:
		r.action(bot.MapPath(ref.Lang))
	case cards.Step:
		r.action(bot.Ref{Lang: ref.Lang, Entry: ref.Entry, Step: ref.Step}.Path())
	}
}
