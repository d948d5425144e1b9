package cards

import (
	"veiviser/bot"
	"veiviser/locales"
)

// Note shows a case note as text to select: a chat can't reach the clipboard.
func (r Renderer) Note(c bot.Card, n bot.Note) Card {
	w := r.words(c.Lang)
	title := w.Text(locales.ActionNote)
	out := r.blank(c.Lang, title)
	field := container(Element{
		Type: "Input.Text", ID: "note", Label: n.Title, Multiline: true, Value: n.Plain(), Height: "stretch",
	})
	field.MinHeight = noteHeight
	out.Body = []Element{heading(title, "Large"), text(w.Text(locales.TeamsNoteHint)), field, subtle(n.Reminder)}
	page := c.Ref()
	page.Note = true
	out.Actions = []Action{
		openURL(w.Text(locales.TeamsNotePage), r.page(page.Path())),
		withoutInputs(press(w.Text(locales.TeamsBack), Press{Verb: ShowAgain, Ref: c.Ref()})),
	}
	return out
}

// noteHeight shows most notes without scrolling in the field.
const noteHeight = "320px"

// withoutInputs leaves what the fields hold out of the press.
func withoutInputs(a *Action) Action {
	a.Inputs, a.Fallback.Inputs = "none", "none"
	return *a
}

// Snippet shows a text to the participant beside the Norwegian one, and lets the
// adviser choose the language. A snippet in Norwegian shows the choice
// alone. name names a language in the adviser's.
func (r Renderer) Snippet(c bot.Card, s bot.Snippet, name func(lang string) string) Card {
	w := r.words(c.Lang)
	title := w.Text(locales.ActionSnippet)
	out := r.blank(c.Lang, title)
	out.Body = []Element{subtle(c.Title), heading(title, "Large")}
	if s.Lang != Norwegian {
		out.Body = append(out.Body, heading(s.Name, "Default"), foreign(s))
		if s.Caution != "" {
			e := container(paragraph(Run{Text: s.Caution}))
			e.Style = "warning"
			out.Body = append(out.Body, e)
		}
	}
	languages := Element{Type: "Input.ChoiceSet", ID: "language", Style: "compact", Label: w.Text(locales.TeamsSnippetLanguage), Value: s.Lang}
	for _, l := range s.Others {
		languages.Choices = append(languages.Choices, choice{name(l), l})
	}
	out.Body = append(out.Body,
		heading(w.Text(locales.SnippetOriginal), "Default"), paragraph(Run{Text: s.Original}), languages)
	out.Actions = []Action{
		*press(w.Text(locales.TeamsSnippetShow), Press{Verb: Snippet, Ref: c.Ref()}),
		*press(w.Text(locales.TeamsBack), Press{Verb: ShowAgain, Ref: c.Ref()}),
	}
	return out
}

// Norwegian is the language of the original of every snippet.
const Norwegian = "nb"

// foreign is a text in the participant's language and direction.
func foreign(s bot.Snippet) Element {
	e := container(paragraph(Run{Text: s.Text, Size: "Medium"}))
	e.Style, e.Lang = "emphasis", s.Lang
	if s.RTL {
		e.RTL = &s.RTL
	}
	return e
}
