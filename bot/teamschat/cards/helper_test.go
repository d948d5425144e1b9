package cards_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"veiviser/bot"
	"veiviser/bot/bottest"
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

// everyCard calls f with the cards the guide can give in every language: each entry
// whole and asked for a section it has not, each step, each note, each text to a
// participant, the lists and the bot's own words, all of them with buttons and with
// links only.
func everyCard(tb testing.TB, f func(name string, c cards.Card)) {
	tb.Helper()
	b, r := newBot(tb), newRenderer(tb)
	links, brief := r, r
	links.LinksOnly = true
	brief.LinksOnly, brief.Brief, brief.Max = true, true, 5000
	all := func(name string, c bot.Card) {
		f(name, r.Card(c))
		f(name+" links", links.Card(c))
		f(name+" brief", brief.Card(c))
	}
	on := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(b.Guide().Entries()) {
			name := fmt.Sprintf("%s/%s", l, e.ID)
			c := b.EntryCard(l, e, "")
			all(name, c)
			f(name+" note", r.Note(c, b.Note(c, bot.NoteOptions{Base: base, On: on})))
			f(name+" local", r.Card(b.EntryCard(l, e, content.Local)))
			for k := range e.Steps {
				step, _ := b.StepCard(l, e, k+1)
				all(fmt.Sprintf("%s step %d", name, k+1), step)
			}
			for _, s := range content.SnippetLangs() {
				if l != content.Bokmal && s != "ar" {
					continue // the texts are the same in every language of the adviser
				}
				if text, ok := b.Snippet(l, e, s); ok {
					f(name+" snippet "+s, r.Snippet(c, text, func(o string) string { return b.SnippetLang(l, o) }))
				}
			}
		}
		all(string(l)+" choices", unsureCard(tb, l, search.Weak))
		all(string(l)+" none", unsureCard(tb, l, search.None))
		all(string(l)+" map", b.Map(l))
		all(string(l)+" help", b.Help(l))
		for i, q := range questions {
			ans, err := b.Answer(tb.Context(), bot.Question{Text: q, Lang: l})
			if err != nil {
				tb.Fatal(err)
			}
			all(fmt.Sprintf("%s question %d", l, i), ans.Card)
		}
	}
}

// questions lead to a list, the guard, too much and nothing.
var questions = []string{
	"hvilke tilbud for B1 i arbeid", number + " hva nå?", strings.Repeat("lang ", 1000), "!?",
}

// number has the form and check digits of a personal number.
const number = "01010700066"
