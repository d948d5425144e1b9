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
)

// parts are what an answer says: what it is about, and one to three statements, each with
// the numbers of its sources, which Teams makes citations of in a message.
func (r Renderer) parts(c bot.Card) []part {
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
		add(aside, Escape(c.Step.Persona))
		add(paragraph, "**"+Escape(c.Step.Title)+"**")
	case c.Kind == bot.TextCard, c.Kind == bot.ListCard && c.Aside == "", c.Kind == bot.NoneCard && c.Understood == "" && c.Near == "":
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
func (r Renderer) told(c bot.Card) []part {
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
	text := Escape(p.Text) + p.Marks()
	if p.Caution != "" {
		text += " *" + Escape(p.Caution) + "*"
	}
	return text
}

// title is the line over an answer: what it is about, which leads to its page, and the
// side of it that was asked for; of a journey, where it stands.
func (r Renderer) title(c bot.Card) string {
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

// texts are parts as elements of a card, which has no lists: they are cut at the right
// there.
func texts(ps []part) []Element {
	out := make([]Element, len(ps))
	for i, p := range ps {
		switch p.kind {
		case listed:
			out[i] = block("• " + p.text)
			out[i].Spacing = "Small"
		case aside:
			out[i] = small(p.text)
		default:
			out[i] = block(p.text)
			if i > 0 && strings.HasSuffix(ps[i-1].text, "**") {
				out[i].Spacing = "None" // under its own title
			}
		}
	}
	return out
}

// linked is a text that leads to a page of ours, or a text alone where there is none.
func (r Renderer) linked(text, path string) string {
	if path == "" {
		return Escape(text)
	}
	return link(text, r.page(path))
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
