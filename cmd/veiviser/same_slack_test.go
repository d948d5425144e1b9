package main

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
)

// slackSays is what a card answers, as Slack says it.
func slackSays(c bot.Card) said {
	var s said
	add := func(kind string, parts ...string) {
		if strings.Join(parts, "") != "" {
			s.add(kind, parts...)
		}
	}
	add("moved", c.Moved)
	title, path, side := c.Heading()
	add("heading", title, path, side)
	add("small", c.Understood)
	if c.Step != nil {
		add("small", c.Step.Persona)
	}
	add("gap", c.Gap)
	if c.Table == nil {
		for i, p := range c.Points {
			if i == 0 && c.Near != "" {
				p.Text = c.Near + " " + p.Text
			}
			add("point", p.Before+p.Text+p.Marks()+" "+p.Caution)
		}
	} else {
		for _, r := range c.Table.Rows {
			for i, cell := range r.Cells {
				add("cell", r.Short, c.Table.Columns[i].Short, cell.Text+number(cell.Source))
			}
		}
	}
	for _, ch := range c.Choices {
		name := ch.Title
		if ch.Number > 0 {
			name = strconv.Itoa(ch.Number) + " " + name
		}
		add("choice", name, ch.Explained())
	}
	for _, src := range c.Cited() {
		s.addressed("source", "["+strconv.Itoa(src.Number)+"] "+src.Title, src.URL)
	}
	if c.Ask != nil {
		add("ask", append([]string{c.Ask.Label}, titles(c.Ask.Items)...)...)
	}
	for _, f := range c.Foot {
		add("small", f)
	}
	if c.AskBack != nil {
		add("asked", c.AskBack.Text)
	}
	for _, a := range c.Menu() {
		add("menu", a.Label, string(chat.VerbOf(a, c)), a.Ref.String(), a.Value)
	}
	for _, a := range c.Row {
		add("button", a.Label, string(chat.VerbOf(a, c)), a.Ref.String(), a.Value)
	}
	return s
}

// loose is a text that stands alone or in a text object.
type loose string

func (l *loose) UnmarshalJSON(b []byte) error {
	var o struct{ Text string }
	if b[0] == '"' {
		return json.Unmarshal(b, (*string)(l))
	}
	err := json.Unmarshal(b, &o)
	*l = loose(o.Text)
	return err
}

// slackElement is a part of a block: a text, what can be pressed, a line or list.
type slackElement struct {
	Type     string
	Text     loose
	URL      string
	ActionID string `json:"action_id"`
	Value    string
	Elements []slackElement
}

type slackBlock struct {
	Type     string
	Text     struct{ Type, Text string }
	Elements []slackElement
	Rows     [][]slackElement

	Accessory struct {
		ActionID string `json:"action_id"`
		Options  []struct {
			Text  loose
			Value string
		}
	}
}

var (
	mrkdwnLink = regexp.MustCompile(`<([^|>]+)\|([^>]*)>`)
	unescaped  = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
	numbered   = regexp.MustCompile(`^\[\d+\] `)
	ofChoice   = regexp.MustCompile(`^\*(\d+) {2}(.*)\*$`)
)

// readSlack reads a message as a person does, from the top.
func readSlack(tb testing.TB, words *locales.Words, c bot.Card, payload string) said {
	tb.Helper()
	var bs []slackBlock
	if err := json.Unmarshal([]byte(payload), &bs); err != nil {
		tb.Fatal(err)
	}
	if len(bs) > blocks.MaxAnswer {
		tb.Errorf("%d blocks", len(bs))
	}
	var s said
	headed := false
	for _, b := range bs {
		switch b.Type {
		case "section":
			s.slackSection(c, b.Text.Text, b.Text.Type == "plain_text", &headed)
			if verb, _ := blocks.Verb(b.Accessory.ActionID); verb == blocks.Menu {
				s.slackMenu(b)
			}
		case "context":
			if strings.HasPrefix(string(b.Elements[0].Text), strings.TrimSuffix(words.Text(locales.SlackMore, "Link", ""), " ")) {
				s.rest = true
				continue
			}
			s.slackContext(c, string(b.Elements[0].Text))
		case "rich_text":
			s.slackPoints(c, b)
		case "table":
			s.slackTable(b)
		case "actions":
			for _, e := range b.Elements {
				verb, _ := blocks.Verb(e.ActionID)
				ref, value := blocks.ParseValue(e.Value)
				s.add("button", string(e.Text), verb, ref.String(), value)
			}
		case "image", "context_actions":
		default:
			tb.Errorf("block of type %s", b.Type)
		}
	}
	return s
}

func unbold(s string) string { return strings.Trim(s, "*") }

func (s *said) slackSection(c bot.Card, text string, plain bool, headed *bool) {
	name, rest, _ := strings.Cut(text, "\n")
	switch {
	case !*headed:
		*headed = true
		path := ""
		if m := mrkdwnLink.FindStringSubmatch(text); m != nil {
			path = strings.TrimPrefix(unescaped.Replace(m[1]), publicURL)
		}
		whole, _, _ := strings.Cut(mrkdwnLink.ReplaceAllString(text, "$2")+"\x00", "*\x00")
		title, side, _ := strings.Cut(strings.TrimSuffix(whole, "\x00"), "* · ")
		if side == "" {
			title = strings.TrimSuffix(title, "*")
		}
		s.add("heading", unescaped.Replace(strings.TrimPrefix(title, "*")), path, unescaped.Replace(side))
	case plain && text == c.Gap:
		s.add("gap", text)
	case c.AskBack != nil && unescaped.Replace(unbold(text)) == c.AskBack.Text:
		s.add("asked", c.AskBack.Text)
	case plain: // the lead, or what the buttons are about
	case c.Kind == bot.ChoicesCard:
		if m := ofChoice.FindStringSubmatch(name); m != nil {
			name = m[1] + " " + m[2]
		}
		s.add("choice", unescaped.Replace(unbold(name)), unescaped.Replace(mrkdwnLink.ReplaceAllString(rest, "$2")))
	case c.Ask != nil && strings.HasPrefix(text, c.Ask.Label+": "):
		parts := []string{c.Ask.Label}
		for _, m := range mrkdwnLink.FindAllStringSubmatch(text, -1) {
			parts = append(parts, unescaped.Replace(m[2]))
		}
		s.add("ask", parts...)
	}
}

// slackMenu reads what can be chosen beside a section.
func (s *said) slackMenu(b slackBlock) {
	for _, o := range b.Accessory.Options {
		verb, value, _ := strings.Cut(o.Value, ":")
		ref, more := blocks.ParseValue(value)
		s.add("menu", string(o.Text), verb, ref.String(), more)
	}
}

func (s *said) slackContext(c bot.Card, text string) {
	if moved, ok := strings.CutPrefix(text, "↪ "); ok {
		s.add("moved", unescaped.Replace(moved))
		return
	}
	text = strings.ReplaceAll(text, "]\u00a0", "] ") // which keeps a number with its title
	if !numbered.MatchString(text) {
		for line := range strings.Lines(text) {
			s.add("small", unescaped.Replace(mrkdwnLink.ReplaceAllString(line, "$2")))
		}
		return
	}
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(text, " · [", "\n["), func(r rune) bool { return r == '\n' }) {
		number, _, _ := strings.Cut(part, " ")
		title, url := part, ""
		if m := mrkdwnLink.FindStringSubmatch(part); m != nil {
			title, url = number+" "+m[2], unescaped.Replace(m[1])
		}
		for _, src := range c.Cited() {
			if named := number + " " + src.Title; src.URL == "" && strings.HasPrefix(unescaped.Replace(part), named) {
				title = named
			}
		}
		s.addressed("source", unescaped.Replace(title), url)
	}
}

func (s *said) slackPoints(c bot.Card, b slackBlock) {
	if c.Subject == nil {
		return // our own words: help
	}
	for _, e := range b.Elements {
		if e.Type == "rich_text_list" {
			for _, line := range e.Elements {
				s.add("point", line.words())
			}
			continue
		}
		s.add("point", e.words())
	}
}

func (s *said) slackTable(b slackBlock) {
	for _, row := range b.Rows[1:] {
		for i, cell := range row[1:] {
			side := row[0].words()
			s.add("cell", strings.ToLower(side[:1])+side[1:], b.Rows[0][i+1].words(), cell.words())
		}
	}
}

// words are the texts of a line of rich text.
func (e slackElement) words() string {
	s := string(e.Text)
	for _, part := range e.Elements {
		s += part.words()
	}
	return s
}

// sameInSlack wants Slack to answer as the card does: in its order, with its sources and
// its buttons, and nothing else.
func (r renderers) sameInSlack(tb testing.TB, name string, c bot.Card) {
	tb.Helper()
	slack := blocks.Renderer{Words: r.parts.words, Base: publicURL, Pictures: true}
	got := readSlack(tb, r.parts.words.In(string(c.Lang)), c, marshal(tb, slack.Card(c, blocks.Options{}).Blocks))
	if diff := cmp.Diff(slackSays(c).facts, got.facts); diff != "" {
		tb.Errorf("%s: Slack answers otherwise (-want +got):\n%s", name, diff)
	}
	r.sameListInSlack(tb, name, c)
}

// sameListInSlack wants Slack to have the groups of a list and what is in them, in their
// order, each entry with what stands beside it. The longest lists have their groups alone.
func (r renderers) sameListInSlack(tb testing.TB, name string, c bot.Card) {
	tb.Helper()
	if c.Kind != bot.ListCard {
		return
	}
	slack := blocks.Renderer{Words: r.parts.words, Base: publicURL}
	text := unescaped.Replace(mrkdwnLink.ReplaceAllString(slackText(tb, slack.Card(c, blocks.Options{}).Blocks), "$2"))
	all := strings.Join(strings.Fields(text), " ")
	n := 0
	for _, g := range c.Groups {
		n += len(g.Items)
	}
	for _, g := range c.Groups {
		facts := []string{g.Title}
		for _, it := range g.Items {
			if n <= 16 {
				facts = append(facts, it.Title+": "+it.InList())
			}
		}
		for _, f := range facts {
			_, behind, ok := strings.Cut(all, strings.Join(strings.Fields(f), " "))
			if !ok {
				tb.Errorf("%s: Slack leaves out %q, or has it elsewhere: %s", name, f, text)
				return
			}
			all = behind
		}
	}
}

// slackText is what the sections of a message say.
func slackText(tb testing.TB, message any) string {
	tb.Helper()
	var all []slackBlock
	if err := json.Unmarshal([]byte(marshal(tb, message)), &all); err != nil {
		tb.Fatal(err)
	}
	var b strings.Builder
	for _, block := range all {
		b.WriteString(block.Text.Text + "\n")
	}
	return b.String()
}

// Slack says what the card says, whatever is asked.
func TestSameInSlack(t *testing.T) {
	bottest.OneByOne(t)
	t.Parallel()
	r := newRenderers(t)
	kinds := r.parts.eachAnswer(t, bot.Slack, func(q string, c bot.Card) { r.sameInSlack(t, q, c) })
	r.parts.eachStep(func(path string, c bot.Card) { r.sameInSlack(t, path, c) })
	for _, l := range content.Langs() {
		c, ok := r.parts.bot.Compare(l, []string{"introduksjonsprogram", "kvalifiseringsprogram"}, "")
		if !ok {
			t.Fatal("nothing is compared")
		}
		r.sameInSlack(t, "compare", c)
	}
	if !testing.Short() && len(kinds) < 5 {
		t.Errorf("cards %v", kinds)
	}
}
