package blocks_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
	"veiviser/locales"
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
	p := bottest.Whole(tb)
	return fixture{
		bot:   bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words, Conversations: bot.NewMemory(100)}),
		guide: p.Guide, Renderer: blocks.Renderer{Words: p.Words, Base: base, Pictures: true},
	}
}

// note is the case note of a place, with its ticks.
func (f fixture) note(tb testing.TB, r bot.Ref) chat.Message {
	tb.Helper()
	t, err := f.bot.Ticks(tb.Context(), "", r)
	if err != nil {
		tb.Fatal(err)
	}
	n, err := f.bot.Compose(tb.Context(), r.Lang, t, bot.NoteOptions{Base: base, On: time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		tb.Fatal(err)
	}
	return chat.Message{Kind: chat.NoteMessage, Lang: r.Lang, Ref: r, Note: n.Note, Ticks: n.Ticks, Groups: n.Groups}
}

// form is a text to the editors.
func (f fixture) form(l content.Lang, noHelp bool) chat.Message {
	return chat.Message{Kind: chat.EditorsMessage, Lang: l, Form: f.bot.ToEditors(l).Form("Kan hun ta førerkort som del av introduksjonsprogrammet?", noHelp), Ref: bot.Ref{Lang: l, Entry: "introduksjonsprogram"}}
}

// outdated is a card that says that its link is old.
func outdated(c bot.Card) bot.Card {
	n := bot.Notice{Kind: bot.Outdated, Text: "Siden er endret etter at lenken ble laget.", Path: "/nb/jamal"}
	c.Notices = append([]bot.Notice{n}, c.Notices...)
	return c
}

// home is a home tab with everything in it.
func (f fixture) home(l content.Lang) blocks.Home {
	h := blocks.Home{Lang: l, Chosen: l, Municipality: "4204", Help: f.bot.Help(l), Days: 30}
	item := func(e *content.Entry) bot.Item {
		return bot.Item{ID: e.ID, Title: e.Text(l).Title, Path: bot.Ref{Lang: l, Entry: e.ID}.Path()}
	}
	for _, e := range f.guide.Topics() {
		offers := 0
		for _, o := range f.guide.OfTopic(e.ID) {
			if o.Kind == content.Offer {
				offers++
			}
		}
		h.Topics = append(h.Topics, blocks.Topic{Item: item(e), Line: e.Text(l).Summary, Offers: offers})
	}
	for _, e := range f.guide.OfKind(content.Support)[:12] {
		h.News = append(h.News, item(e))
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

// evil is text that tries to be more than text.
const evil = "<!channel> <@U1> <https://evil.example|x> & *bold* 🇺🇦 "

// monsters are cards of every kind beyond every limit.
func monsters(l content.Lang) map[string]bot.Card {
	long := strings.Repeat(evil, 200)
	source := &bot.Source{Number: 1, Title: long, URL: "https://x.example/a|b>c?d=<e>&f", Dated: evil, Note: long}
	item := bot.Item{ID: "x", Title: long, Path: "/nb/x"}
	base := bot.Card{
		Lang: l, Label: long, Title: long, Lead: long, Path: "/nb/x", Permalink: "/nb/x@0",
		Gist:    bot.Gist{Moved: evil, Understood: evil, Gap: long, Near: evil, Ask: &bot.Relation{Label: evil, Items: slices.Repeat([]bot.Item{item}, 30)}, Foot: []string{evil, long}},
		Notices: []bot.Notice{{Kind: bot.Outdated, Text: evil, Path: "/nb/x"}, {Kind: bot.Local, Text: evil}},
	}
	for i := range 40 {
		base.Points = append(base.Points, bot.Passage{Text: long, Source: source, Caution: evil, Also: []bot.Source{{Number: i + 2, Title: evil, URL: "https://x.example/" + strings.Repeat("y", 100)}}})
		base.Facts = append(base.Facts, bot.Fact{Label: evil, Value: evil})
		base.Sections = append(base.Sections, bot.Section{Key: content.Section(fmt.Sprint("s", i)), Title: evil, Points: []bot.Point{{Text: long, Source: i + 1}, {Text: evil}}})
		base.Sources = append(base.Sources, bot.Source{Number: i + 1, Title: evil, URL: "https://x.example/a|b>c?d=<e>&f", Dated: "2024"})
		base.Links = append(base.Links, bot.Link{Title: evil, URL: "https://x.example/" + strings.Repeat("y", 100)})
		base.Relations = append(base.Relations, bot.Relation{Label: evil, Items: slices.Repeat([]bot.Item{item}, 30)})
		base.Row = append(base.Row, bot.Action{Kind: bot.CopyNote, Label: long, Aloud: long})
		base.Actions = append(base.Actions, bot.Action{Kind: bot.CopyNote, Label: long})
	}
	subject := &bot.Subject{Item: item, Short: long, Side: long}
	of := func(kind bot.CardKind, change func(*bot.Card)) bot.Card {
		c := base
		c.Kind = kind
		change(&c)
		return c
	}
	choices := slices.Repeat([]bot.Choice{{Item: item, Number: 1, Short: long, Line: long, Differs: long, Why: evil}}, 30)
	return map[string]bot.Card{
		"entry": of(bot.EntryCard, func(c *bot.Card) { c.Entry, c.Subject = "x", subject }),
		"step": of(bot.StepCard, func(c *bot.Card) {
			c.Entry, c.Subject, c.Picture = "x", subject, &bot.Picture{Path: "/p.png", Strip: "/s.png", Alt: long}
			c.Step = &bot.Step{Number: 1, Of: 2, Position: evil, Title: long, Text: long, Persona: long, Origin: evil}
		}),
		"choices": of(bot.ChoicesCard, func(c *bot.Card) { c.Choices = choices }), "none": of(bot.NoneCard, func(*bot.Card) {}),
		"list": of(bot.ListCard, func(c *bot.Card) {
			c.Groups = slices.Repeat([]bot.Group{{Title: evil, Path: "/nb/x", Count: 30, Items: choices[:3], More: evil}}, 5)
		}),
		"long list": of(bot.ListCard, func(c *bot.Card) {
			c.Groups = slices.Repeat([]bot.Group{{Title: long, Path: "/nb/x", Items: choices}}, 30)
		}),
		"compare": of(bot.CompareCard, func(c *bot.Card) {
			cells := []bot.Cell{{Text: long, Source: 1}, {Text: long, Source: 99}}
			c.Table = &bot.Table{Columns: []bot.Column{{Item: item, Short: long}, {Item: item, Short: long}}, Rows: slices.Repeat([]bot.TableRow{{Side: bot.Side{Short: evil, Title: evil}, Cells: cells}}, 4)}
		}),
		"text": of(bot.TextCard, func(*bot.Card) {}),
	}
}

// What a notification shows is the answer in few words, as plain text.
func TestTextIsTheBrief(t *testing.T) {
	f := newFixture(t)
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(f.guide.Entries()) {
			c := f.bot.EntryCard(l, e, content.Livelihood)
			if got := f.Card(c, blocks.Options{}).Text; got != blocks.Escape(c.Brief()) {
				t.Errorf("%s: the text is %q, the brief %q", e.ID, got, c.Brief())
			}
		}
	}
}

// A card beyond every limit is cut, and its text stays text.
func TestMonsters(t *testing.T) {
	f, j := newFixture(t), newJudge(t)
	for name, c := range monsters(content.Bokmal) {
		m := f.Card(c, blocks.Options{}).AskedBy("U1")
		plain := m.Plain
		if plain == nil {
			plain = m.Blocks
		}
		for shown, bs := range map[string][]slack.Block{
			"card": m.Blocks, "plain": plain, "preview": f.Preview(c),
			"dialog": f.CardView(c, blocks.Place{Channel: "C1", Thread: "1.1"}, blocks.Options{}).Blocks.BlockSet,
		} {
			name := name + " " + shown
			most := blocks.MaxAnswer
			if shown == "dialog" {
				most = blocks.MaxViewBlocks
			}
			for _, fault := range j.check(nil, message{bs}, most) {
				t.Errorf("%s: %s", name, fault)
			}
			raw, _ := json.Marshal(message{bs})
			var m any
			_ = json.Unmarshal(raw, &m)
			noMarkup(t, name, m)
		}
		if strings.ContainsAny(m.Text, "<>") {
			t.Errorf("%s: the fallback text is %q", name, m.Text)
		}
	}
	raw, _ := json.Marshal(f.Card(monsters(content.Bokmal)["entry"], blocks.Options{}).Blocks)
	if !strings.Contains(string(raw), "Resten står på siden") {
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
	for _, l := range content.Langs() {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			p := payloads{t, f, j, l, 0}
			for _, e := range bottest.Some(f.guide.Entries()) {
				p.entry(e)
			}
			p.others()
			t.Logf("%d payloads", p.n)
		})
	}
}

// payloads tries every payload of a language.
type payloads struct {
	t *testing.T
	fixture
	judge
	lang content.Lang
	n    int
}

func (p *payloads) try(name string, s *jsonschema.Schema, payload any, most int) {
	p.n++
	for _, fault := range p.check(s, payload, most) {
		p.t.Errorf("%s: %s", name, fault)
	}
}

func (p *payloads) card(name string, c bot.Card, o blocks.Options) {
	m := p.Card(c, o)
	if m.Text == "" || units(m.Text) > 700 {
		p.t.Errorf("%s: fallback text of %d characters", name, units(m.Text))
	}
	p.try(name, nil, message{m.Blocks}, 50)
}

func (p *payloads) entry(e *content.Entry) {
	l := p.lang
	c := p.bot.EntryCard(l, e, "")
	p.card(e.ID, c, blocks.Options{})
	asked := p.bot.EntryCard(l, e, content.Livelihood)
	p.card(e.ID+" livelihood", asked, blocks.Options{Municipality: "4204"})
	p.try(e.ID+" view", p.modal, p.CardView(c, blocks.Place{}, blocks.Options{}), 100)
	p.try(e.ID+" preview", nil, message{p.Preview(outdated(c))}, 50)
	p.try(e.ID+" work object", p.judge.entity, p.WorkObject(c.Ref(), e, base+c.Permalink), 0)
	note := p.note(p.t, bot.Ref{Lang: l, Entry: e.ID, Section: content.Livelihood})
	p.try(e.ID+" note", p.modal, p.NoteView(note), 100)
	p.try(e.ID+" note message", nil, message{p.NoteMessage(l, note.Note).Blocks}, 50)
	for k := range e.Steps {
		sc, _ := p.bot.StepCard(l, e, k+1)
		p.card(fmt.Sprintf("%s step %d", e.ID, k+1), sc, blocks.Options{})
	}
	names := func(lang string) string { return p.bot.Names(l).SnippetLang(lang) }
	for _, s := range e.Snippets {
		sn, _ := p.bot.Snippet(l, e, s.Lang)
		p.try(e.ID+" snippet "+s.Lang, p.modal, p.SnippetView(l, sn, names, bot.Ref{Lang: l, Entry: e.ID}), 100)
	}
}

func (p *payloads) others() {
	l := p.lang
	p.card("choices", p.choices(l), blocks.Options{})
	p.card("map", p.bot.Map(l), blocks.Options{})
	p.card("help", p.bot.Help(l), blocks.Options{})
	p.card("list", p.bot.List(l, bot.Filter{Goal: "work"}), blocks.Options{})
	p.card("no list", p.bot.List(l, bot.Filter{Goal: "nothing"}), blocks.Options{})
	p.try("editors", p.modal, p.EditorsView(p.form(l, true), blocks.Place{Channel: "C1", Thread: "1.1"}), 100)
	p.try("ask", p.modal, p.AskView(l, strings.Repeat("å", 4000)), 100)
	home := p.fixture.home(l)
	p.try("home", p.judge.home, p.Home(home), 100)
	home.Administers = true
	p.try("home of who administers", p.judge.home, p.Home(home), 100)
	p.try("settings", p.modal, p.SettingsView(chattest.SettingsForm(p.t, p.Words, l, true), blocks.Place{Channel: "C1"}), 100)
}
