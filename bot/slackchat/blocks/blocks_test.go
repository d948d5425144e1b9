package blocks_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

const base = "https://veiviser.example.no"

// fixture is the real guide with its bot and a renderer.
type fixture struct {
	bot   *bot.Bot
	guide *content.Guide
	blocks.Renderer
}

func newFixture(tb testing.TB) fixture {
	tb.Helper()
	guide, err := content.Load(content.FS())
	if err != nil {
		tb.Fatal(err)
	}
	index, err := search.New(guide)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { index.Close() })
	words, err := locales.New()
	if err != nil {
		tb.Fatal(err)
	}
	return fixture{
		bot:   bot.New(bot.Config{Guide: guide, Index: index, Words: words}),
		guide: guide, Renderer: blocks.Renderer{Words: words, Base: base, Pictures: true},
	}
}

// judge checks payloads against Slack's types and limits.
type judge struct {
	modal, home, entity *jsonschema.Schema
	blocks              map[string]*jsonschema.Schema // by type
}

func newJudge(tb testing.TB) judge {
	tb.Helper()
	c := jsonschema.NewCompiler()
	compile := func(def string) *jsonschema.Schema {
		s, err := c.Compile("testdata/blockkit.schema.json#/definitions/" + def)
		if err != nil {
			tb.Fatal(err)
		}
		return s
	}
	// A block is checked against the definition of its type alone: the fault then names
	// its place, where Slack's union of all blocks would list every type it is not.
	return judge{
		modal: compile("Modal"), home: compile("Home"), entity: compile("Entity"),
		blocks: map[string]*jsonschema.Schema{
			"header": compile("HeaderBlock"), "section": compile("SectionBlock"), "context": compile("ContextBlock"), "image": compile("ImageBlock"),
			"actions": compile("ActionsBlock"), "context_actions": compile("ContextActionsBlock"), "rich_text": compile("RichTextBlock"),
			"divider": compile("DividerBlock"), "input": compile("InputBlock"),
		},
	}
}

// check returns what is wrong with a payload: a message, or what s describes.
func (j judge) check(s *jsonschema.Schema, payload any, maxBlocks int) []string {
	raw, err := json.Marshal(payload)
	if err != nil {
		return []string{err.Error()}
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err != nil {
		return []string{err.Error()}
	}
	l := &limits{ids: map[string]bool{}}
	l.walk("", doc)
	m := doc.(map[string]any)
	bs, _ := m["blocks"].([]any)
	if len(bs) > maxBlocks {
		l.faultf("%d blocks", len(bs))
	}
	for i, b := range bs {
		kind, _ := b.(map[string]any)["type"].(string)
		if s := j.blocks[kind]; s == nil {
			l.faultf("block %d of type %q", i, kind)
		} else if err := s.Validate(b); err != nil {
			l.faultf("block %d: %v", i, err)
		}
	}
	if s != nil && len(l.faults) == 0 {
		if err := s.Validate(doc); err != nil {
			l.faultf("%v", err)
		}
	}
	if m["type"] == nil && l.text > blocks.MaxText {
		l.faultf("%d characters of text", l.text)
	}
	return l.faults
}

type message struct {
	Blocks []slack.Block `json:"blocks"`
}

// limits walks a payload with a table of Slack's limits, written here anew from its
// documentation: type and field, and the most characters or elements.
type limits struct {
	ids    map[string]bool
	text   int
	faults []string
}

var texts = map[string]int{
	"header.text": 150, "section.text": 3000, "section.fields": 2000, "button.text": 75, "option.text": 75, "option.description": 75,
	"modal.title": 24, "modal.submit": 24, "modal.close": 24, "context.elements": 3000, "input.label": 2000, "input.hint": 2000,
	"static_select.placeholder": 150, "feedback_button.text": 75,
}

var lists = map[string]int{
	"section.fields": 10, "context.elements": 10, "actions.elements": 25, "static_select.options": 100, "overflow.options": 5,
	"context_actions.elements": 5,
}

var strs = map[string]int{
	"value": 2000, "url": 3000, "action_id": 255, "block_id": 255, "callback_id": 255, "private_metadata": 3000, "alt_text": 2000,
	"initial_value": 3000, "accessibility_label": 75, "image_url": 3000,
}

func (l *limits) faultf(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func (l *limits) walk(owner string, v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.walk(owner, e)
		}
	case map[string]any:
		l.object(owner, v)
	}
}

func (l *limits) object(owner string, m map[string]any) {
	kind, _ := m["type"].(string)
	switch {
	case kind == "plain_text" || kind == "mrkdwn":
		s, _ := m["text"].(string)
		l.text += units(s)
		if most, ok := texts[owner]; ok && units(s) > most || s == "" {
			l.faultf("%s has %d characters", owner, units(s))
		}
		return
	case kind == "text" || kind == "link":
		s, _ := m["text"].(string)
		u, _ := m["url"].(string)
		l.text += units(s) + units(u)
	case kind == "" && strings.HasSuffix(owner, "_button"):
		kind = "feedback_button"
	case kind == "":
		kind = "option"
	}
	for k, v := range m {
		name := kind + "." + k
		if s, ok := v.(string); ok {
			if most, ok := strs[k]; ok && units(s) > most {
				l.faultf("%s has %d characters", name, units(s))
			}
			if k == "alt_text" {
				l.text += units(s)
			}
			if (k == "action_id" || k == "block_id") && s != "" {
				if l.ids[k+s] {
					l.faultf("%s %q twice", k, s)
				}
				l.ids[k+s] = true
			}
		}
		if list, ok := v.([]any); ok {
			if most, ok := lists[name]; ok && (len(list) > most || len(list) == 0) {
				l.faultf("%s has %d elements", name, len(list))
			}
		}
		if k == "initial_option" {
			continue
		}
		l.walk(name, v)
	}
}

// home is a home tab with everything in it.
func (f fixture) home(l content.Lang) blocks.Home {
	h := blocks.Home{Lang: l, Chosen: l, Municipality: "4204", Help: f.bot.Help(l), Days: 30}
	for i, e := range f.guide.Topics() {
		item := bot.Item{ID: e.ID, Title: e.Text(l).Title, Path: bot.Path(l, e.ID)}
		h.Topics = append(h.Topics, blocks.Topic{Item: item, Line: e.Text(l).Summary, Offers: i})
		h.News = append(h.News, item, item)
	}
	return h
}

// choices is the card of a question that may mean several entries.
func (f fixture) choices(l content.Lang) bot.Card {
	w := f.Words.In(string(l))
	c := bot.Card{Kind: bot.ChoicesCard, Lang: l, Title: w.Text(locales.ChoicesTitle), Lead: w.Text(locales.ChoicesIntro)}
	for _, e := range f.guide.OfKind(content.Support)[:3] {
		ec := f.bot.EntryCard(l, e, "")
		c.Choices = append(c.Choices, bot.Choice{Item: bot.Item{ID: e.ID, Title: ec.Title, Path: ec.Path}, Label: ec.Label, Line: ec.Lead})
	}
	return c
}

// monster is a card beyond every limit, of text that tries to be more than text.
func monster(l content.Lang) bot.Card {
	evil := "<!channel> <@U1> <https://evil.example|x> & *bold* 🇺🇦 "
	long := strings.Repeat(evil, 200)
	c := bot.Card{
		Kind: bot.StepCard, Lang: l, Entry: strings.Repeat("e", 200), Label: long, Title: long, Lead: long, Path: "/nb/x", Permalink: "/nb/x@0",
		Picture: &bot.Picture{Path: "/p.png", Alt: long},
		Step:    &bot.Step{Number: 1, Of: 2, Position: evil, Title: long, Text: long, Origin: evil, Parallel: []string{evil, evil}},
	}
	for i := range 40 {
		item := bot.Item{ID: "x", Title: long, Path: "/nb/x"}
		c.Facts = append(c.Facts, bot.Fact{Label: evil, Value: evil}, bot.Fact{Label: "y", Value: evil[:20]})
		c.Sections = append(c.Sections, bot.Section{Title: evil, Points: []bot.Point{{Text: long, Source: i + 1}, {Text: evil}}})
		c.Sources = append(c.Sources, bot.Source{Number: i + 1, Title: evil, URL: "https://x.example/a|b>c?d=<e>&f", Dated: "2024"})
		c.Links = append(c.Links, bot.Link{Title: evil, URL: "https://x.example/" + strings.Repeat("y", 100)})
		c.Choices = append(c.Choices, bot.Choice{Item: item, Line: long})
		c.Actions = append(c.Actions, bot.Action{Kind: bot.CopyNote, Label: long}, bot.Action{Kind: bot.GoToStep, Label: long, Step: i})
		if i < 4 {
			c.Step.Relations = append(c.Step.Relations, bot.Relation{Label: evil, Items: slices.Repeat([]bot.Item{item}, 30)})
			c.Notices = append(c.Notices, bot.Notice{Kind: bot.Local, Text: evil})
		}
	}
	return c
}

// A card beyond every limit is cut, and its text stays text.
func TestMonster(t *testing.T) {
	f, j := newFixture(t), newJudge(t)
	c := monster(content.Bokmal)
	for name, bs := range map[string][]slack.Block{"card": f.Card(c, blocks.Options{Private: true}).Blocks, "preview": f.Preview(c, true)} {
		for _, fault := range j.check(nil, message{bs}, 50) {
			t.Errorf("%s: %s", name, fault)
		}
		raw, _ := json.Marshal(message{bs})
		var m any
		_ = json.Unmarshal(raw, &m)
		noMarkup(t, name, m)
	}
	if text := f.Card(c, blocks.Options{}).Text; strings.ContainsAny(text, "<>") {
		t.Errorf("the fallback text is %q", text)
	}
	rest := false
	for _, b := range f.Card(c, blocks.Options{}).Blocks {
		raw, _ := json.Marshal(b)
		rest = rest || strings.Contains(string(raw), "Resten står på siden")
	}
	if !rest {
		t.Error("the cut card does not say where the rest is")
	}
}

// noMarkup fails on text that Slack would read as a mention, or as a link to anywhere
// but the sources' and our own.
func noMarkup(t *testing.T, name string, v any) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			noMarkup(t, name, e)
		}
	case map[string]any:
		if s, _ := v["text"].(string); v["type"] == "mrkdwn" {
			for _, m := range markup.FindAllString(s, -1) {
				if !strings.HasPrefix(m, "<https://x.example/") && !strings.HasPrefix(m, "<"+base+"/") {
					t.Errorf("%s: %q is markup in %q", name, m, s[:min(80, len(s))])
				}
			}
		}
		for _, e := range v {
			noMarkup(t, name, e)
		}
	}
}

var markup = regexp.MustCompile(`<[^>]*>?`)

// Every payload of every entry, step and language keeps to Slack's types and limits.
func TestPayloads(t *testing.T) {
	f, j := newFixture(t), newJudge(t)
	n := 0
	try := func(name string, s *jsonschema.Schema, payload any, most int) {
		n++
		for _, fault := range j.check(s, payload, most) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	day := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, l := range content.Langs() {
		card := func(name string, c bot.Card, o blocks.Options) {
			m := f.Card(c, o)
			if m.Text == "" || units(m.Text) > 700 {
				t.Errorf("%s: fallback text of %d characters", name, units(m.Text))
			}
			try(name, nil, message{m.Blocks}, 50)
		}
		for _, e := range f.guide.Entries() {
			name := string(l) + " " + e.ID
			c := f.bot.EntryCard(l, e, "")
			card(name, c, blocks.Options{})
			asked := f.bot.EntryCard(l, e, content.Livelihood)
			card(name+" livelihood", asked, blocks.Options{Private: true, Municipality: "4204"})
			try(name+" view", j.modal, f.CardView(c, blocks.Options{}), 100)
			try(name+" preview", nil, message{f.Preview(c, true)}, 50)
			try(name+" work object", j.entity, f.WorkObject(l, e, base+c.Permalink), 0)
			note := f.bot.Note(asked, base, day)
			try(name+" note", j.modal, f.NoteView(l, note, blocks.Ref{Lang: l, Entry: e.ID, Section: content.Livelihood}), 100)
			try(name+" note message", nil, message{f.NoteMessage(l, note).Blocks}, 50)
			for k := range e.Steps {
				sc, _ := f.bot.StepCard(l, e, k+1)
				card(fmt.Sprintf("%s step %d", name, k+1), sc, blocks.Options{})
			}
			for _, s := range e.Snippets {
				sn, _ := f.bot.Snippet(l, e, s.Lang)
				names := func(lang string) string { return f.bot.SnippetLang(l, lang) }
				try(name+" snippet "+s.Lang, j.modal, f.SnippetView(l, sn, names, blocks.Ref{Lang: l, Entry: e.ID}), 100)
			}
		}
		card(string(l)+" choices", f.choices(l), blocks.Options{})
		card(string(l)+" map", f.bot.Map(l), blocks.Options{})
		card(string(l)+" help", f.bot.Help(l), blocks.Options{})
		card(string(l)+" list", f.bot.List(l, bot.Filter{Goal: "work"}), blocks.Options{Private: true})
		card(string(l)+" no list", f.bot.List(l, bot.Filter{Goal: "nothing"}), blocks.Options{})
		try(string(l)+" ask", j.modal, f.AskView(l, strings.Repeat("å", 4000)), 100)
		try(string(l)+" home", j.home, f.Home(f.home(l)), 100)
	}
	t.Logf("%d payloads", n)
}
