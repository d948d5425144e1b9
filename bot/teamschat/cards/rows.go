package cards

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"veiviser/bot"
	"veiviser/locales"
)

// rows lays out entries, a line each, which is pressed.
type rows struct{ buttons }

// choices are entries to choose among: the whole row is pressed, and its number can be
// written.
func (r rows) choices(row []bot.Action) []Element {
	var out []Element
	for _, ch := range r.at.card.Choices {
		name := strconv.Itoa(ch.Number) + "  " + ch.Title
		if ch.Number == 0 {
			name = ch.Title
		}
		title := block("**" + Escape(name) + "**")
		title.Color = "Accent"
		line := small(Escape(r.beside(ch)))
		line.Subtle, line.Spacing = false, "None"
		arrow := block("›")
		arrow.Color, arrow.Size = "Accent", "Large"
		e := Element{
			Type: "ColumnSet", Spacing: "Small", Separator: len(out) > 0, Select: r.choose(ch, row),
			Columns: []Element{
				{Type: "Column", Width: "stretch", Items: []Element{title, line}},
				{Type: "Column", Width: "auto", Align: "Center", Items: []Element{arrow}},
			},
		}
		out = append(out, e)
	}
	return out
}

// maxBeside is the longest statement that stands in a choice's row, in characters: two
// lines of a phone.
const maxBeside = 100

// beside is the line under a choice: what it answers, or where that is long, what tells it
// from the others; the statement is then told with the sources.
func (r rows) beside(ch bot.Choice) string {
	if said := ch.Explained(); r.LinksOnly || ch.Differs == "" || utf8.RuneCountInString(said) <= maxBeside {
		return said
	}
	return ch.Differs
}

// behind is what stands behind the choices of a card: the statements that are too long for
// their rows, and where all of them are from.
func (r rows) behind(c bot.Card) []Element {
	title, es := locales.SourcesTitle, []Element{}
	for _, ch := range c.Choices {
		if said := ch.Explained(); r.beside(ch) != said {
			title = locales.RowMore
			es = append(es, small(strconv.Itoa(ch.Number)+"  "+Escape(said)))
		}
	}
	if es = append(es, sources(c.Cited())...); len(es) == 0 || r.LinksOnly {
		return es
	}
	return folded("behind", r.words(c.Lang).Text(title), container(es...))
}

// choose is what a choice does: what its button in the row does, else to show it.
func (r rows) choose(ch bot.Choice, row []bot.Action) *Action {
	a := bot.Action{Kind: bot.ShowEntry, Path: ch.Path, Ref: bot.Ref{Lang: r.at.card.Lang, Entry: ch.ID, Section: ch.Section}}
	if i := slices.IndexFunc(row, func(a bot.Action) bool { return a.Kind == bot.Choose && a.Entry == ch.ID }); i >= 0 {
		a = row[i]
	}
	a.Label, a.Aloud = ch.Title, ""
	b, ok := r.button(a)
	if !ok {
		return nil
	}
	return &b
}

// maxOpen is how many entries of a list stand with what made them stand there; longer
// lists are for picking by name.
const maxOpen = 12

// groups are the parts of a list: each under its title with how many there are, and a
// line an entry. What a phone has no room for is opened by its title.
func (r rows) groups() []Element {
	n := 0
	for _, g := range r.at.card.Groups {
		n += len(g.Items)
	}
	var out []Element
	for i, g := range r.at.card.Groups {
		title := "**" + r.linked(g.Title, g.Path) + "**"
		plain := g.Title
		if g.Count > 0 {
			title, plain = title+" · "+strconv.Itoa(g.Count), plain+" · "+strconv.Itoa(g.Count)
		}
		head := block(title)
		head.Spacing = "Small"
		if n > maxOpen { // the titles lead to their pages
			out = append(out, head)
			continue
		}
		items := container()
		items.Spacing = "None"
		for _, ch := range g.Items {
			items.Items = append(items.Items, r.listed(ch))
		}
		if i > 0 && !r.LinksOnly && high(append(out, head, items)...) > maxHigh-frame-rowHigh {
			out = append(out, folded("group"+strconv.Itoa(i), plain, items)...)
			continue
		}
		out = append(out, head, items)
	}
	return out
}

// listed is an entry of a list; the line is pressed.
func (r rows) listed(ch bot.Choice) Element {
	text := "**" + Escape(ch.Short) + "**"
	if ch.Number > 0 {
		text = strconv.Itoa(ch.Number) + "  " + text
	}
	if beside := ch.InList(); beside != "" {
		text += ": " + Escape(beside)
	}
	line := block(text)
	line.Size = "Small"
	e := container(line)
	e.Spacing = "None"
	a := bot.Action{Kind: bot.ShowEntry, Label: ch.Title, Path: ch.Path, Ref: bot.Ref{Lang: r.at.card.Lang, Entry: ch.ID, Section: ch.Section}}
	if at, ok := bot.ParseRef("", ch.Path); ok && at.Digest != "" { // what changed since stands on its page alone
		a.Kind = bot.OpenPage
	}
	if b, ok := r.button(a); ok {
		e.Select = &b
	}
	return e
}

// menu is what needs no place of its own, a line each, which is pressed: what is told, to be
// taken away, and what the row has no place for. It is opened by its title.
func (r rows) menu() []Element {
	c := r.at.card
	items := container()
	for _, a := range c.Menu() {
		b, ok := r.button(a)
		if !ok {
			continue
		}
		line := block(Escape(a.Label))
		line.Size = "Small"
		e := container(line)
		e.Spacing, e.Select = "None", &b
		items.Items = append(items.Items, e)
	}
	if len(items.Items) == 0 || r.LinksOnly {
		return nil
	}
	return folded("told", r.words(c.Lang).Text(locales.ToldChange), items)
}
