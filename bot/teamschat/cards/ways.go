package cards

import (
	"slices"
	"strconv"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// press is a button that comes back to us: Action.Execute, and Action.Submit for
// clients that know no better.
func press(title string, p Press) *Action {
	return &Action{
		Type: "Action.Execute", Title: title, Verb: p.Verb, Data: &p,
		Fallback: &Action{Type: "Action.Submit", Title: title, Data: &p},
	}
}

// way goes on to an item: its card in the chat, or its page where cards have only
// links. Items without a page (a livelihood that is not told) lead nowhere.
func (r Renderer) way(l content.Lang, it bot.Item, step int) *Action {
	switch {
	case it.ID == "":
		return nil
	case r.LinksOnly:
		return link(it.Title, r.page(it.Path))
	case step > 0:
		return press(it.Title, Press{Verb: Step, Ref: bot.Ref{Lang: l, Entry: it.ID, Step: step}})
	}
	// What is answered in a message of its own needs no answer to the press.
	return &Action{Type: "Action.Submit", Title: it.Title, Data: &Press{Verb: Show, Ref: bot.Ref{Lang: l, Entry: it.ID, Section: it.Section}}}
}

// relation is a line of entries to go on to.
func (r Renderer) relation(l content.Lang, rel bot.Relation) Element {
	runs := []Run{{Text: rel.Label + ": ", Weight: "Bolder"}}
	for i, it := range rel.Items {
		if i > 0 {
			runs = append(runs, Run{Text: " · ", Subtle: true})
		}
		run := Run{Text: it.Title, Select: r.way(l, it, 0)}
		if run.Select != nil {
			run.Color = "Accent"
		}
		runs = append(runs, run)
	}
	e := paragraph(runs...)
	e.Spacing = "Small"
	return e
}

// choice is an entry to choose: the whole row can be pressed.
// step is the step of a journey it stands for, 0 for an entry.
func (r Renderer) choice(l content.Lang, ch bot.Choice, step int) Element {
	title := text(ch.Title)
	title.Color, title.Weight = "Accent", "Bolder"
	label := subtle(ch.Label)
	label.Spacing = "None"
	line := paragraph(Run{Text: ch.Line, Size: "Small"})
	line.Spacing = "None"
	arrow := text("›")
	arrow.Color, arrow.Size = "Accent", "Large"
	return Element{
		Type: "ColumnSet", Spacing: "Small", Select: r.way(l, ch.Item, step),
		Columns: []Element{
			{Type: "Column", Width: "stretch", Items: []Element{title, label, line}},
			{Type: "Column", Width: "auto", Items: []Element{arrow}},
		},
	}
}

// maxLines is how many list entries are shown with their summaries; longer lists are
// for picking by name, on one screen.
const maxLines = 8

// withLines reports whether the lists of c are short, or a journey's own steps.
func withLines(c bot.Card) bool {
	n := 0
	for _, g := range c.Groups {
		n += len(g.Items)
	}
	return n <= maxLines || c.EntryKind == content.Journey
}

// group is a part of a list under its heading.
func (r Renderer) group(c bot.Card, g bot.Group, lines bool) []Element {
	h := heading(g.Title, "Medium")
	h.Separator, h.Spacing = true, "Medium"
	if g.More != "" || slices.ContainsFunc(g.Items, func(ch bot.Choice) bool { return ch.Why != "" }) {
		return r.standing(c.Lang, g, h)
	}
	if lines {
		out := []Element{h}
		for i, ch := range g.Items {
			step := 0
			if ch.ID == c.Entry { // a journey lists its own steps
				step = i + 1
			}
			out = append(out, r.choice(c.Lang, ch, step))
		}
		return out
	}
	var runs []Run
	for i, ch := range g.Items {
		if i > 0 {
			runs = append(runs, Run{Text: " · ", Subtle: true})
		}
		runs = append(runs, Run{Text: ch.Title, Color: "Accent", Select: r.way(c.Lang, ch.Item, 0)})
	}
	return []Element{h, paragraph(runs...)}
}

func (r Renderer) links(c bot.Card) []Element {
	if len(c.Links) == 0 {
		return nil
	}
	out := []Element{heading(r.words(c.Lang).Text(locales.LinksTitle), "Default")}
	for _, l := range c.Links {
		e := paragraph(Run{Text: l.Title, Color: "Accent", Select: link(l.Title, l.URL)})
		e.Spacing = "Small"
		out = append(out, e)
	}
	return out
}

// sources tells where the statements come from, and when that was written.
func (r Renderer) sources(c bot.Card) []Element {
	if len(c.Sources) == 0 {
		return nil
	}
	h := text(r.words(c.Lang).Text(locales.SourcesTitle))
	h.Size, h.Weight, h.Separator, h.Spacing = "Small", "Bolder", true, "Medium"
	out := []Element{h}
	for _, s := range c.Sources {
		e := paragraph(
			Run{Text: "[" + strconv.Itoa(s.Number) + "] ", Size: "Small", Subtle: true},
			Run{Text: s.String(), Size: "Small", Subtle: s.URL == ""})
		if s.URL != "" {
			e.Inlines[1].Color, e.Inlines[1].Select = "Accent", link(s.Title, s.URL)
		}
		e.Spacing = "None"
		out = append(out, e)
	}
	return out
}

// feedback asks whether the card helped.
func (r Renderer) feedback(c bot.Card) Element {
	w := r.words(c.Lang)
	p := Press{Verb: Feedback, Ref: c.Ref()}
	yes, no := p, p
	yes.Helpful = true
	return Element{Type: "ActionSet", Spacing: "Medium", Actions: []Action{
		*press(w.Text(locales.TeamsHelpful), yes), *press(w.Text(locales.TeamsNotHelpful), no),
	}}
}

// verbs are the actions that come back to us; the others open their page.
var verbs = map[bot.ActionKind]string{
	bot.GoToStep: Step, bot.CopyNote: Note, bot.ShowSnippet: Snippet, bot.ShowMap: Map,
}

func (r Renderer) actions(c bot.Card) []Action {
	var out []Action
	for _, a := range c.Actions {
		verb, ok := verbs[a.Kind]
		shown := a.Kind == bot.ShowMap && a.Path == c.Path // the map's card leads to its drawing
		if r.LinksOnly || !ok || shown {
			out = append(out, openURL(a.Label, r.page(a.Path)))
			continue
		}
		p := Press{Verb: verb, Ref: c.Ref()}
		if a.Kind == bot.GoToStep {
			p.Ref.Step, p.Ref.Section = a.Step, ""
		}
		out = append(out, *press(a.Label, p))
	}
	return out
}

// standing is a group of offers, each with how a participant stands to it where that is
// told, and how many are left out.
func (r Renderer) standing(l content.Lang, g bot.Group, head Element) []Element {
	out := []Element{head}
	for _, ch := range g.Items {
		runs := []Run{{Text: ch.Title, Color: "Accent", Select: r.way(l, ch.Item, 0)}}
		if ch.Why != "" {
			runs = append(runs, Run{Text: " " + ch.Why, Subtle: true, Size: "Small"})
		}
		e := paragraph(runs...)
		e.Spacing = "Small"
		out = append(out, e)
	}
	if g.More != "" {
		out = append(out, subtle(g.More))
	}
	return out
}
