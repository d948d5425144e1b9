package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/locales"
)

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
	Style    json.RawMessage // a word of a list
	ActionID string          `json:"action_id"`
	Value    string
	Options  []struct{ Value, URL string }
	Elements []slackElement
}

type slackBlock struct {
	Type      string
	Text      struct{ Type, Text string }
	Fields    []struct{ Text string }
	Accessory *slackElement
	Elements  []slackElement
}

// slackReader reads a message as a person does, from the top.
type slackReader struct {
	said
	words *locales.Words
	open  string // the label or title whose entries the next buttons are
	kind  string // of them: relation or item
	step  string // the position a step has
}

var (
	mrkdwnLink = regexp.MustCompile(`<([^|>]+)\|([^>]*)>`)
	unescaped  = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
)

func readSlack(tb testing.TB, words *locales.Words, payload string) said {
	tb.Helper()
	var bs []slackBlock
	if err := json.Unmarshal([]byte(payload), &bs); err != nil {
		tb.Fatal(err)
	}
	r := slackReader{words: words}
	for i, b := range bs {
		switch b.Type {
		case "header":
			r.add("title", b.Text.Text)
		case "section":
			r.section(b)
		case "context":
			r.context(b, i == 1)
		case "rich_text":
			r.rich(b)
		case "actions":
			r.actions(b.Elements)
		case "image", "context_actions":
		default:
			tb.Errorf("block of type %s", b.Type)
		}
	}
	return r.said
}

func (r *slackReader) section(b slackBlock) {
	text := b.Text.Text
	switch lines := strings.SplitN(text, "\n", 3); {
	case len(b.Fields) > 0:
		for _, f := range b.Fields {
			label, value, _ := strings.Cut(f.Text, "\n")
			r.add("fact", unbold(label), unescaped.Replace(value))
		}
	case strings.HasPrefix(text, "⚠️ "):
		r.add("notice", strings.TrimPrefix(text, "⚠️ "))
	case b.Text.Type == "plain_text":
		r.add("lead", text)
	case b.Accessory != nil && b.Accessory.Type == "button":
		r.add("choice", unbold(lines[0]), strings.Trim(unescaped.Replace(lines[1]), "_"), unescaped.Replace(lines[2]))
	case r.step != "":
		title, rest, _ := strings.Cut(text, "\n")
		r.add("step", r.step, unbold(title), unescaped.Replace(rest))
	default:
		r.group(text)
	}
	if b.Accessory != nil && b.Accessory.Type == "overflow" {
		for _, o := range b.Accessory.Options {
			r.press(o.Value, o.URL)
		}
	}
}

// group reads the head of a list: its title, why each entry stands in it, and how many
// are left out. The entries are the buttons that follow.
func (r *slackReader) group(text string) {
	head, rest, _ := strings.Cut(text, "\n")
	r.kind, r.open = "item", unbold(mrkdwnLink.ReplaceAllString(head, "$2"))
	for line := range strings.Lines(rest) {
		line = strings.TrimSpace(line)
		if title, why, ok := strings.Cut(line, "*: "); ok && strings.HasPrefix(line, "*") {
			r.add("why", r.open, unbold(title), unescaped.Replace(why))
			continue
		}
		r.add("more", r.open, strings.Trim(unescaped.Replace(line), "_"))
	}
}

func unbold(s string) string { return strings.Trim(unescaped.Replace(s), "*") }

// press notes what a button or menu item does.
func (r *slackReader) press(action, link string) {
	verb, rest := blocks.Verb(action)
	ref, _ := bot.ParseCompact(rest)
	page := bot.Ref{Lang: ref.Lang, Entry: ref.Entry}.Path()
	switch verb {
	case blocks.Open:
		r.action(strings.TrimPrefix(link, publicURL))
	case blocks.Note:
		r.action(page + "/note")
	case blocks.Snippet:
		r.action(page + "#snippets")
	case blocks.Map:
		r.action(bot.MapPath(ref.Lang))
	case blocks.Step, blocks.Show:
		r.action(bot.Ref{Lang: ref.Lang, Entry: ref.Entry, Step: ref.Step}.Path())
	}
}

func (r *slackReader) actions(es []slackElement) {
	for _, e := range es {
		verb, _ := blocks.Verb(e.ActionID)
		if ref, ok := bot.ParseCompact(e.Value); ok && verb == blocks.Show && ref.Step == 0 {
			r.add(r.kind, r.open, string(e.Text))
			continue
		}
		r.press(verb+":"+e.Value, e.URL)
	}
}

var position = regexp.MustCompile(`\S+ \d+ \S+ \d+$`)

func (r *slackReader) context(b slackBlock, label bool) {
	more := strings.TrimSuffix(r.words.Text(locales.SlackMore, "Link", ""), " ")
	for _, e := range b.Elements {
		text := string(e.Text)
		head, rest, _ := strings.Cut(text, "\n")
		switch title, value, _ := strings.Cut(head, ": "); {
		case label:
			if p := position.FindString(text); p != "" {
				r.step = p
			}
		case strings.HasPrefix(text, "ℹ️ "):
			r.add("notice", strings.TrimPrefix(text, "ℹ️ "))
		case strings.HasPrefix(text, more), text == r.words.Text(locales.SlackMoreNoPage):
			r.rest = true
			if m := mrkdwnLink.FindStringSubmatch(text); m != nil {
				r.page = strings.TrimPrefix(m[1], publicURL)
			}
		case unbold(head) == r.words.Text(locales.LinksTitle):
			for line := range strings.Lines(rest) {
				m := mrkdwnLink.FindStringSubmatch(line)
				r.addressed("link", unescaped.Replace(m[2]), unescaped.Replace(m[1]))
			}
		case unbold(head) == r.words.Text(locales.SourcesTitle):
			r.sources(rest)
		case strings.HasPrefix(text, "["):
			r.sources(text)
		case strings.HasPrefix(head, "<"): // the permalink
		case strings.HasPrefix(head, "*"):
			r.kind, r.open = "relation", unbold(title)
			if value != "" {
				r.relation(r.open, unescaped.Replace(value))
			}
		default:
			r.add("origin", unescaped.Replace(head))
			if _, names, ok := strings.Cut(rest, ": "); ok {
				r.add("parallel", unescaped.Replace(names))
			}
		}
	}
}

func (r *slackReader) sources(text string) {
	for line := range strings.Lines(text) {
		link := ""
		if m := mrkdwnLink.FindStringSubmatch(line); m != nil {
			link = unescaped.Replace(m[1])
		}
		r.addressed("source", unescaped.Replace(mrkdwnLink.ReplaceAllString(line, "$2")), link)
	}
}

// rich reads a section or a journey's steps: a title and a list; or long facts, which
// have no list.
func (r *slackReader) rich(b slackBlock) {
	if b.Elements[len(b.Elements)-1].Type != "rich_text_list" {
		for _, e := range b.Elements {
			label, value, _ := strings.Cut(e.words(), ": ")
			r.add("fact", label, value)
		}
		return
	}
	title, list := b.Elements[0].words(), b.Elements[1]
	for _, line := range list.Elements {
		if string(list.Style) == `"ordered"` { // a step's title and where it is from
			r.add("item", title, string(line.Elements[0].Text))
			continue
		}
		r.add("point", title, line.words())
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
