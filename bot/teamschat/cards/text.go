package cards

import (
	"net/url"
	"slices"
	"strings"

	"veiviser/bot"
)

// part is a piece of what an answer says, in the Markdown that a Teams message and a
// TextBlock have in common.
type part struct {
	text string
	kind partKind
}

type partKind int

const (
	paragraph partKind = iota
	listed             // one of a list
	aside              // in small print
	whose              // whose journey it is, as plain text: behind its first sentence
)

// texts lays out what is read of an answer.
type texts struct{ Renderer }

// parts are what an answer says: what it is about, and one to three statements, each with
// the numbers of its sources, which Teams makes citations of in a message.
func (r texts) parts(c bot.Card) []part {
	var out []part
	add := func(kind partKind, text string) {
		if text != "" {
			out = append(out, part{text, kind})
		}
	}
	if c.Moved != "" {
		add(aside, "↪ "+Escape(c.Moved))
	}
	add(paragraph, r.title(c))
	switch {
	case c.Step != nil:
		add(whose, c.Step.Persona)
		add(paragraph, "**"+Escape(c.Step.Title)+"**")
	case c.Kind == bot.TextCard, c.Kind == bot.PathCard && c.Subject == nil, c.Kind == bot.ListCard && c.Aside == "", c.Kind == bot.NoneCard && c.Understood == "" && c.Near == "":
		add(paragraph, Escape(c.Lead))
	}
	add(paragraph, Escape(c.Understood))
	add(paragraph, Escape(c.Gap))
	if c.Table == nil { // whose cells say them
		for i, p := range c.Points {
			switch text := statement(p); {
			case i > 0:
				add(listed, text)
			case c.Near != "":
				add(paragraph, "**"+Escape(c.Near)+"** "+text)
			default:
				add(paragraph, text)
			}
		}
	}
	if c.Subject == nil {
		out = append(out, r.told(c)...)
	}
	if footAbove(c) {
		for _, f := range c.Foot {
			add(paragraph, Escape(f))
		}
	}
	return out
}

// told are the words of the bot's own on a card of no entry.
func (r texts) told(c bot.Card) []part {
	var out []part
	for _, n := range c.Notices {
		out = append(out, part{Escape(n.Text), aside})
	}
	for _, s := range c.Sections {
		if !r.LinksOnly && pressable(s, c.Row) {
			continue
		}
		out = append(out, part{"**" + Escape(s.Title) + "**", paragraph})
		for _, p := range s.Points {
			out = append(out, part{Escape(p.Text), listed})
		}
	}
	return out
}

// pressable reports whether the points of a section are questions to press.
func pressable(s bot.Section, row []bot.Action) bool {
	return len(s.Points) > 0 && !slices.ContainsFunc(s.Points, func(p bot.Point) bool {
		return !slices.ContainsFunc(row, func(a bot.Action) bool { return a.Kind == bot.AskThis && a.Value == p.Text })
	})
}

// statement is a passage with the marks of its sources, and what must be known of it.
func statement(p bot.Passage) string {
	text := Escape(p.Before+p.Text) + p.Marks()
	if p.Caution != "" {
		text += " *" + Escape(p.Caution) + "*"
	}
	return text
}

// title is the line over an answer: what it is about, which leads to its page, and the
// side of it that was asked for; of a journey, where it stands.
func (r texts) title(c bot.Card) string {
	title, path, side := c.Heading()
	if c.Step != nil {
		title, side = c.Subject.Short, c.Step.Position
	}
	out := "**" + r.linked(title, path) + "**"
	if side != "" {
		out += " · " + Escape(side)
	}
	return out
}

// markdown is parts as a message: paragraphs, and lists of those that stand together.
func markdown(ps []part) string {
	var b strings.Builder
	for i, p := range ps {
		switch {
		case i > 0 && p.kind == listed && ps[i-1].kind == listed:
			b.WriteString("\n")
		case i > 0:
			b.WriteString("\n\n")
		}
		switch p.kind {
		case listed:
			b.WriteString("- " + p.text)
		case aside:
			b.WriteString("*" + p.text + "*")
		default:
			b.WriteString(p.text)
		}
	}
	return b.String()
}

// elements are parts as elements of a card, which has no lists: they are cut at the right
// there.
func (r texts) elements(ps []part) []Element {
	var out []Element
	for i, p := range ps {
		e := block(p.text)
		switch p.kind {
		case whose:
			out = append(out, r.persona(p.text)...)
			continue
		case listed:
			e.Text, e.Spacing = "• "+p.text, "Small"
		case aside:
			e = small(p.text)
		default:
			switch {
			case i > 0 && strings.HasSuffix(ps[i-1].text, "**"):
				e.Spacing = "None" // under its own title
			case i > 0 && ps[i-1].kind == whose:
				e.Spacing = "Small" // a telephone has room for the card
			}
		}
		out = append(out, e)
	}
	return out
}

// persona says in a line whose journey it is; what more is told of them is opened there.
func (r texts) persona(text string) []Element {
	first, rest, more := strings.Cut(text, ". ")
	if !more || r.LinksOnly {
		return []Element{small(Escape(text))}
	}
	first += "."
	line, whole := small(Escape(first)+" ▾"), small(Escape(rest))
	line.Spacing, whole.Spacing, whole.ID = "None", "None", "persona"
	head := container(line)
	head.Spacing, head.Select = "None", &Action{Type: "Action.ToggleVisibility", Title: first, Targets: []string{whole.ID}}
	return []Element{head, whole.hidden()}
}

// link is a text that leads to an address; what is no web address leads nowhere.
func link(text, address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return Escape(text)
	}
	return "[" + Escape(text) + "](" + linkEnds.Replace(address) + ")"
}

// linkEnds keeps what ends an address in Markdown within it.
var linkEnds = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "\\", "%5C")
