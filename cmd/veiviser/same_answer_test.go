package main

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
)

// inFront is what a card answers, in the order in which every platform says it. The
// buttons are those of the web.
func inFront(c bot.Card) said {
	var s said
	add := func(kind, text string) {
		if text != "" {
			s.add(kind, text)
		}
	}
	add("moved", c.Moved)
	s.add("heading", slices.Concat(list(c.Heading()))...)
	add("understood", c.Understood)
	for _, n := range c.Notices {
		if n.Kind == bot.Outdated || c.Entry == "" {
			s.add("notice", n.Text)
		}
	}
	if c.Step != nil {
		add("persona", c.Step.Persona)
	}
	if c.Entry == "" && len(c.Points) == 0 && len(c.Choices) == 0 && c.Understood == "" && c.Lead != c.Aside {
		add("lead", c.Lead)
	}
	for _, sec := range c.Sections {
		for _, p := range sec.Points {
			if c.Entry == "" {
				s.add("own", sec.Title, p.Text)
			}
		}
	}
	add("gap", c.Gap)
	if c.Table == nil {
		for i, p := range c.Points {
			if i == 0 {
				add("near", c.Near)
			}
			s.add("point", p.Before+p.Text+p.Marks())
			add("caution", p.Caution)
		}
	}
	s.table(c.Table)
	for _, ch := range c.Choices {
		to := bot.Ref{Lang: c.Lang, Entry: ch.ID, Section: ch.Section}
		s.add("choice", strconv.Itoa(ch.Number), ch.Title, ch.Explained(), string(chat.Choose)+" "+to.String())
	}
	for _, told := range c.Told { // each is taken away by pressing it; the chip draws its own cross
		told.Press.Label = told.Text
		s.button(c, told.Press)
	}
	if c.Entry == "" && c.Kind != bot.NoneCard {
		s.groups(c.Groups)
	}
	for _, src := range c.Cited() {
		s.source(src)
	}
	if c.Ask != nil {
		s.add("ask", c.Ask.Label+": "+strings.Join(titles(c.Ask.Items), ", "))
	}
	for _, line := range c.Foot {
		s.add("foot", line)
	}
	if len(c.Points) == 0 {
		add("near", c.Near)
	}
	if c.AskBack != nil {
		add("asked", c.AskBack.Text)
	}
	for _, a := range slices.Concat(c.Row, c.Behind) {
		s.button(c, a)
	}
	if c.Kind == bot.NoneCard {
		s.groups(c.Groups)
	}
	return s
}

func list(parts ...string) []string { return parts }

func (s *said) source(src bot.Source) {
	text := fmt.Sprintf("[%d] %s · %s", src.Number, src.Title, src.Dated)
	if src.Note != "" {
		text += ", " + src.Note
	}
	s.addressed("source", text, src.URL)
}

func (s *said) table(t *bot.Table) {
	if t == nil {
		return
	}
	head := []string{""}
	for _, c := range t.Columns {
		head = append(head, c.Short)
	}
	s.add("row", head...)
	for _, r := range t.Rows {
		row := []string{r.Title}
		for _, c := range r.Cells {
			row = append(row, c.Text+number(c.Source))
		}
		s.add("row", row...)
	}
}

func (s *said) groups(gs []bot.Group) {
	for _, g := range gs {
		title := g.Title
		if g.Count > 0 {
			title += " · " + strconv.Itoa(g.Count)
		}
		s.add("group", title)
		if g.State != "" {
			s.add("state", string(g.State))
		}
		for _, it := range g.Items {
			name := it.Title
			if it.Number > 0 {
				name = strconv.Itoa(it.Number) + " " + name
			}
			s.add("item", name, it.Line)
		}
		if g.More != "" {
			s.add("more", g.More)
		}
	}
}

// button is what a button of the web is called and does.
func (s *said) button(c bot.Card, a bot.Action) {
	v := chat.VerbOf(a, c)
	answers, _ := v.Answers()
	switch {
	case a.Kind == bot.Choose: // the choices are pressed
	case a.Kind == bot.SendEditors: // nobody reads what is sent in these tests
	case a.Kind == bot.ShowMore:
		s.add("button", a.Label, "rest")
	case a.Kind != bot.GoToStep && answers: // a step is a page
		s.add("button", a.Label, strings.TrimSpace(string(v)+" "+a.Ref.String()+" "+a.Value))
	default:
		s.add("button", a.Label, a.Path)
	}
}

// behind is all that a card has of its entry, as the web has it: every section with the
// sources of its statements.
func behind(c bot.Card) said {
	var s said
	if c.Entry == "" {
		return s
	}
	s.add("lead", c.Lead)
	if c.Lead == "" {
		s.facts = nil
	}
	for _, n := range c.Notices {
		if n.Kind != bot.Outdated {
			s.add("notice", n.Text)
		}
	}
	for _, f := range c.Facts {
		s.add("fact", f.Label, f.Value)
	}
	s.groups(c.Groups)
	for _, sec := range c.Sections {
		for _, p := range sec.Points {
			s.add("point", sec.Title, p.Text+number(p.Source))
		}
		for _, src := range c.Sources {
			if slices.ContainsFunc(sec.Points, func(p bot.Point) bool { return p.Source == src.Number }) {
				s.source(src)
			}
		}
	}
	relations := c.Relations
	if c.Step != nil {
		relations = c.Step.Relations
	}
	for _, r := range relations {
		s.relation(r.Label, titles(r.Items)...)
	}
	for _, l := range c.Links {
		s.addressed("link", l.Title, l.URL)
	}
	for _, a := range c.Actions {
		if !slices.ContainsFunc(c.Row, func(b bot.Action) bool { return b.Kind == a.Kind && (b.Kind != bot.GoToStep || b.Step == a.Step) }) {
			s.add("page", a.Label, a.Path)
		}
	}
	return s
}

// sameOnTheWeb wants the page that the request leads to to answer as the card does, and
// to have all of its entry behind that.
func (r renderers) sameOnTheWeb(tb testing.TB, name string, c bot.Card, request *http.Request) {
	tb.Helper()
	card := webCard(tb, r.web(tb, request))
	if diff := cmp.Diff(inFront(c).facts, readWeb(card).facts); diff != "" {
		tb.Errorf("%s: the web answers otherwise (-want +got):\n%s", name, diff)
	}
	got := readWebRest(card)
	got.facts = slices.DeleteFunc(got.facts, func(f string) bool { return strings.HasPrefix(f, "parallel: ") })
	if diff := cmp.Diff(behind(c).facts, got.facts); diff != "" {
		tb.Errorf("%s: the web has another entry behind the answer (-want +got):\n%s", name, diff)
	}
}

// TestSameOnTheWeb: the web says what the card says, in its order, whatever is asked.
func TestSameOnTheWeb(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	r := newRenderers(t)
	kinds := r.parts.eachAnswer(t, bot.Web, func(q string, c bot.Card) { r.sameOnTheWeb(t, q, c, question(q)) })
	r.parts.eachStep(func(path string, c bot.Card) {
		request, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, path+"&part=card", nil)
		r.sameOnTheWeb(t, path, c, request)
	})
	t.Logf("cards %v", kinds)
}
