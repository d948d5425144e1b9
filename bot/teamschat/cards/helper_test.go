package cards_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/chat"
	"veiviser/bot/chat/chattest"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
	"veiviser/search"
)

const base = "https://veiviser.example.no"

// unsure is as sure of what it finds as it is told to be.
type unsure struct {
	bot.Searcher
	confidence search.Confidence
}

func (u unsure) Search(ctx context.Context, q search.Query) (search.Result, error) {
	res, err := u.Searcher.Search(ctx, q)
	res.Confidence = u.confidence
	return res, err
}

// unsureCard is the answer to a question when the search is so sure.
func unsureCard(tb testing.TB, l content.Lang, sure search.Confidence) bot.Card {
	tb.Helper()
	p := bottest.Whole(tb)
	ans, err := bot.New(bot.Config{Guide: p.Guide, Index: unsure{p.Index, sure}, Words: p.Words}).
		Answer(tb.Context(), bot.Question{Text: "norsk på jobben", Lang: l})
	if err != nil {
		tb.Fatal(err)
	}
	return ans.Card
}

func newBot(tb testing.TB) *bot.Bot {
	tb.Helper()
	p := bottest.Whole(tb)
	return bot.New(bot.Config{Guide: p.Guide, Index: p.Index, Words: p.Words})
}

func newRenderer(tb testing.TB) cards.Renderer {
	tb.Helper()
	return cards.Renderer{Words: bottest.Whole(tb).Words, BaseURL: base}
}

// press is the button that a card was pressed on, under the text of its answer.
func pressed(c bot.Card) cards.Press {
	return cards.Press{Ref: c.Ref(), From: &cards.Origin{Ref: c.Ref(), Points: bot.FormatPoints(c.Entry, c.Points), Below: true}}
}

// noteOf is the case note of c in a conversation.
func noteOf(tb testing.TB, b *bot.Bot, c bot.Card, conversation string) chat.Message {
	tb.Helper()
	ticks, err := b.Ticks(tb.Context(), conversation, c.Ref())
	if err != nil {
		tb.Fatal(err)
	}
	n, err := b.Compose(tb.Context(), c.Lang, ticks, bot.NoteOptions{Base: base, On: time.Date(2026, 11, 26, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		tb.Fatal(err)
	}
	return chat.Message{Kind: chat.NoteMessage, Lang: c.Lang, Card: c, Ref: c.Ref(), Note: n.Note, Ticks: n.Ticks, Groups: n.Groups}
}

// everyAnswer calls f with the answers that the guide can give in every language: each
// entry whole and asked for a section it has not, each step, the lists and the bot's own
// words.
func everyAnswer(tb testing.TB, f func(name string, c bot.Card)) {
	tb.Helper()
	b := newBot(tb)
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(b.Guide().Entries()) {
			name := fmt.Sprintf("%s/%s", l, e.ID)
			f(name, b.EntryCard(l, e, ""))
			f(name+" local", b.EntryCard(l, e, content.Local))
			for k := range e.Steps {
				step, _ := b.StepCard(l, e, k+1)
				f(fmt.Sprintf("%s step %d", name, k+1), step)
			}
		}
		f(string(l)+" choices", unsureCard(tb, l, search.Weak))
		f(string(l)+" none", unsureCard(tb, l, search.None))
		f(string(l)+" map", b.Map(l))
		f(string(l)+" help", b.Help(l))
		both, _ := b.Compare(l, []string{"introduksjonsprogram", "kvalifiseringsprogram"}, "")
		f(string(l)+" compare", both)
		for i, q := range questions {
			ans, err := b.Answer(tb.Context(), bot.Question{Text: q, Lang: l})
			if err != nil {
				tb.Fatal(err)
			}
			f(fmt.Sprintf("%s question %d", l, i), ans.Card)
		}
	}
}

// everyCard calls f with the cards of everyAnswer: below their text, alone, with links
// only, and what is shown in their place.
func everyCard(tb testing.TB, f func(name string, c cards.Card)) {
	tb.Helper()
	b, r := newBot(tb), newRenderer(tb)
	links, preview := r, r
	links.LinksOnly, preview.LinksOnly, preview.Max = true, true, 5000
	for _, l := range content.Langs() {
		f("settings "+string(l), r.Settings(chattest.SettingsForm(tb, r.Words, l, false)))
	}
	everyAnswer(tb, func(name string, c bot.Card) {
		if below := r.Below(c, c.Row); !below.Empty() {
			f(name, below)
		}
		f(name+" alone", r.Alone(c, c.Row))
		if below := links.Below(c, c.Row); !below.Empty() {
			f(name+" links", below)
		}
		f(name+" preview", preview.Alone(c, []bot.Action{{Kind: bot.OpenPage, Label: "x", Path: "/nb"}}))
		if c.Kind != bot.EntryCard || strings.HasSuffix(name, " local") {
			return
		}
		f(name+" more", r.More(c, pressed(c)))
		p := pressed(c)
		p.Open = "ways"
		f(name+" ways", r.More(c, p))
		f(name+" note", r.Note(noteOf(tb, b, c, ""), pressed(c)))
		e, _ := b.Guide().Entry(c.Entry)
		for _, s := range content.SnippetLangs() {
			if c.Lang != content.Bokmal && s != "ar" {
				continue // the texts are the same in every language of the adviser
			}
			if text, ok := b.Snippet(c.Lang, e, s); ok {
				f(name+" snippet "+s, r.Snippet(c, text, func(o string) string { return b.Names(c.Lang).SnippetLang(o) }, pressed(c)))
			}
		}
	})
}

// questions lead to a list, the guard, too much and nothing.
var questions = []string{
	"hvilke tilbud for B1 i arbeid", number + " hva nå?", strings.Repeat("lang ", 1000), "!?",
}

// number has the form and check digits of a personal number.
const number = "01010700066"
