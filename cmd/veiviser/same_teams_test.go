package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
)

// gist is what an answer says, a fact each, in the order that every rendering has them:
// of the card that which stands on the first screen, and nothing of the rest.
func gist(c bot.Card) []string {
	title, _, side := c.Heading()
	if c.Step != nil {
		title, side = c.Subject.Short, c.Step.Position
	}
	out := []string{c.Moved, title, side}
	if c.Step != nil {
		out = append(out, c.Step.Persona, c.Step.Title)
	}
	switch {
	case c.Kind == bot.TextCard, c.Kind == bot.ListCard && c.Aside == "", c.Kind == bot.NoneCard && c.Understood == "" && c.Near == "":
		out = append(out, c.Lead)
	}
	out = append(out, c.Understood, c.Gap)
	if c.Table == nil {
		for i, p := range c.Points {
			if i == 0 {
				out = append(out, c.Near)
			}
			out = append(out, p.Before+p.Text+p.Marks(), p.Caution)
		}
	} else {
		out = append(out, tableFacts(*c.Table)...)
	}
	if c.Kind == bot.NoneCard {
		out = append(out, c.Near)
	}
	out = append(out, listFacts(c)...)
	for _, s := range c.Cited() {
		out = append(out, "["+strconv.Itoa(s.Number)+"] "+s.Title, s.Dated, s.Note)
	}
	if c.Ask != nil {
		out = append(out, c.Ask.Label)
		out = append(out, titles(c.Ask.Items)...)
	}
	out = append(out, c.Foot...)
	if c.Subject == nil {
		for _, s := range c.Sections {
			out = append(out, optional+s.Title) // where its points are buttons they say what they are
			for _, p := range s.Points {
				out = append(out, p.Text)
			}
		}
	}
	for _, a := range c.Row {
		if a.Kind != bot.Choose { // the choice says it
			out = append(out, a.Label)
		}
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// optional begins a fact that a rendering may leave out.
const optional = "\x00"

func tableFacts(t bot.Table) []string {
	var out []string
	for _, col := range t.Columns {
		out = append(out, col.Short)
	}
	for _, row := range t.Rows {
		out = append(out, row.Short)
		for _, cell := range row.Cells {
			out = append(out, cell.Text+number(cell.Source))
		}
	}
	return out
}

// listFacts are the choices and the entries of a list, each with what tells it from the
// others or made it stand there. A list too long for that says what its groups are.
func listFacts(c bot.Card) []string {
	var out []string
	for _, ch := range c.Choices {
		out = append(out, ch.Title, ch.Explained(), optional+ch.Differs)
	}
	if c.Kind != bot.ListCard {
		return out
	}
	n := 0
	for _, g := range c.Groups {
		n += len(g.Items)
	}
	for _, g := range c.Groups {
		out = append(out, g.Title)
		for _, ch := range g.Items {
			if n <= 12 {
				out = append(out, ch.Short, ch.InList())
			}
		}
	}
	return out
}

// teamsElement is any element of an Adaptive Card.
type teamsElement struct {
	Text                        string
	Items, Columns, Rows, Cells []teamsElement
	Actions                     []struct{ Title string }
}

// teamsLines are the lines of a message and its card, as they are read.
func teamsLines(tb testing.TB, a cards.Answer) (lines []string, links map[string]string) {
	tb.Helper()
	var card struct {
		Body    []teamsElement
		Actions []struct{ Title string }
	}
	if err := json.Unmarshal([]byte(marshal(tb, a.Card)), &card); err != nil {
		tb.Fatal(err)
	}
	links = map[string]string{}
	read := func(markdown string) {
		for line := range strings.SplitSeq(markdown, "\n") {
			if line = plainTeams(line, links); line != "" {
				lines = append(lines, line)
			}
		}
	}
	read(a.Text)
	var walk func(es []teamsElement)
	walk = func(es []teamsElement) {
		for _, e := range es {
			read(e.Text)
			for _, of := range [][]teamsElement{e.Items, e.Columns, e.Rows, e.Cells} {
				walk(of)
			}
			for _, b := range e.Actions {
				lines = append(lines, b.Title)
			}
		}
	}
	walk(card.Body)
	for _, b := range card.Actions {
		lines = append(lines, b.Title)
	}
	return lines, links
}

var (
	teamsLink = regexp.MustCompile(`\[((?:\\.|[^\]\\])*)\]\(([^)]*)\)`)
	teamsMark = regexp.MustCompile(`\\(.)|\*+|^[-•] | ▾$|^›$`)
)

// plainTeams is a line without its marks; it notes where its links lead.
func plainTeams(line string, links map[string]string) string {
	line = teamsLink.ReplaceAllStringFunc(line, func(s string) string {
		m := teamsLink.FindStringSubmatch(s)
		links[teamsMark.ReplaceAllString(m[1], "$1")] = m[2]
		return m[1]
	})
	return strings.TrimSpace(teamsMark.ReplaceAllString(line, "$1"))
}

// compareTeams wants an answer in Teams to say what the card answers, in its order, and
// nothing else.
func compareTeams(tb testing.TB, name string, c bot.Card, a cards.Answer) {
	tb.Helper()
	lines, links := teamsLines(tb, a)
	all := strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
	facts := gist(c)
	for i, f := range facts {
		f, may := strings.CutPrefix(f, optional)
		facts[i] = strings.Join(strings.Fields(f), " ")
		if !may && !strings.Contains(strings.ToLower(all), strings.ToLower(facts[i])) {
			tb.Errorf("%s leaves out %q of\n%s", name, f, strings.Join(lines, "\n"))
		}
	}
	beside := []string{"Endre", "Change"} // what is told and asked back
	if c.AskBack != nil {
		beside = append(beside, c.AskBack.Text)
	}
	for _, m := range c.Menu() {
		beside = append(beside, m.Label)
	}
	for _, line := range lines {
		if slices.Contains(beside, line) {
			continue
		}
		line = strings.Join(strings.Fields(line), " ")
		said := func(f string) bool {
			f, l := strings.ToLower(f), strings.ToLower(line)
			return slices.Contains([]string{"kilder", "kjelder", "sources", "mer", "meir", "more"}, l) || strings.Contains(l, f) || len(l) > 20 && strings.Contains(f, l) // a fact can stand in two lines
		}
		if !slices.ContainsFunc(facts, said) {
			tb.Errorf("%s says what the answer does not: %q", name, line)
		}
	}
	at := -1
	for _, p := range c.Points {
		if c.Table != nil {
			break
		}
		next := strings.Index(all, strings.Join(strings.Fields(p.Text), " "))
		if next < at {
			tb.Errorf("%s has its statements in another order", name)
		}
		at = next
	}
	for _, s := range c.Cited() {
		if s.URL != "" && links[s.Title] != strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(s.URL) {
			tb.Errorf("%s: %q leads to %q, want %q", name, s.Title, links[s.Title], s.URL)
		}
	}
}

// TestSameGist: Teams says of every answer what it answers, with buttons and with links
// only.
func TestSameGist(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	p := whole(t)
	teams := cards.Renderer{Words: p.words, BaseURL: publicURL}
	webhook := teams
	webhook.LinksOnly = true
	compareAll := func(name string, c bot.Card) {
		compareTeams(t, name+" in Teams", c, teams.Answer(c, c.Row))
		alone := cards.Answer{Card: teams.Alone(c, c.Row)}
		compareTeams(t, name+" alone", c, alone)
		var links []bot.Action
		for _, a := range c.Row {
			if a.Path != "" {
				links = append(links, a)
			}
		}
		answer := webhook.Answer(c, c.Row)
		c.Row = links
		compareTeams(t, name+" in the webhook", c, answer)
	}
	p.eachAnswer(t, bot.Teams, compareAll)
	p.eachStep(compareAll)
	for _, l := range content.Langs() {
		both, _ := p.bot.Compare(l, []string{"introduksjonsprogram", "kvalifiseringsprogram"}, "")
		compareAll(string(l)+" side by side", both)
	}
}
