package bot_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/content"
	"veiviser/search"
)

// asking counts what is searched for.
type asking struct {
	bot.Searcher
	n atomic.Int64
}

func (a *asking) Search(ctx context.Context, q search.Query) (search.Result, error) {
	a.n.Add(1)
	return a.Searcher.Search(ctx, q)
}

func rememberer(t *testing.T) (*bot.Bot, *asking) {
	p := bottest.Whole(t)
	ix := &asking{Searcher: p.Index}
	return bot.New(bot.Config{Guide: p.Guide, Index: ix, Words: p.Words, Conversations: bot.NewMemory(100)}), ix
}

// What was asked before is answered as at first, whoever asks and wherever: by what the
// text says, the language and what the conversation was about. It is searched for once.
func TestRemembered(t *testing.T) {
	b, ix := rememberer(t)
	talk := []bot.Question{
		{Text: "hvem betaler for fagbrev på jobb"}, {Text: "hva med varighet?"}, {Text: "who pays?", Lang: content.English}, {Text: "hvilke kurs finnes for flyktninger"},
		{Text: "den andre"}, {Text: "mer"}, {Text: "språk nynorsk"}, {Text: "fagbrev på jobb"}, {Text: "tilbake"}, {Text: "noe helt annet xyzzy"},
	}
	answer := func(q bot.Question) bot.Answer {
		a, err := b.Answer(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	var first []bot.Answer
	for round := range 3 {
		for i, q := range talk {
			q.Conversation, q.Platform = fmt.Sprint("c", round), bot.Platform([]string{"slack", "teams", "web"}[round])
			a := answer(q)
			if round == 0 {
				first = append(first, a)
			} else if !reflect.DeepEqual(a, first[i]) {
				t.Errorf("round %d: %q is answered with %v, at first with %v", round, q.Text, a.Card, first[i].Card)
			}
		}
	}
	if n := ix.n.Load(); n != int64(len(talk)) {
		t.Errorf("%d questions, asked three times over, were searched for %d times", len(talk), n)
	}
}

// What depends on what the person saw in other conversations is not remembered.
func TestOfDayIsNotRemembered(t *testing.T) {
	b, _ := rememberer(t)
	say := func(person, conversation, text string) string {
		a, err := b.Answer(t.Context(), bot.Question{Text: text, Person: person, Conversation: conversation})
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf("%s %+v", a.Card, a.Card.Choices)
	}
	before := say("ada", "c0", "hva kreves for det?")
	say("ada", "c1", "fagbrev på jobb")
	if after := say("ada", "c2", "hva kreves for det?"); after == before || !strings.Contains(after, "fagbrev-pa-jobb") {
		t.Errorf("after an answer elsewhere: %s", after)
	}
	if other := say("bo", "c3", "hva kreves for det?"); other != before {
		t.Errorf("another person is answered with %s", other)
	}
}

// Drafts are as many as the letters of a question, errors may be gone the next time, and
// another guide has other answers.
func TestNotRemembered(t *testing.T) {
	b, ix := rememberer(t)
	q := bot.Question{Text: "hvem betaler for fagbrev på jobb", Draft: true}
	for range 2 {
		if _, err := b.Answer(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	if n := ix.n.Load(); n != 2 {
		t.Errorf("a draft is searched for %d times of 2", n)
	}
	q.Draft = false
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 2 {
		if _, err := b.Answer(gone, q); !errors.Is(err, context.Canceled) {
			t.Errorf("asked by nobody: %v", err)
		}
	}
	ask := func() {
		now, done := b.Current()
		defer done()
		if _, err := now.Answer(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		ask()
	}
	if _, err := b.Answer(gone, q); !errors.Is(err, context.Canceled) {
		t.Errorf("asked by nobody, and known: %v", err)
	}
	if n := ix.n.Load(); n != 5 {
		t.Errorf("searched %d times, want 5", n)
	}
	other := &asking{Searcher: ix.Searcher}
	b.Replace(bottest.Whole(t).Guide, other, func() {})
	ask()
	if n := other.n.Load(); n != 1 {
		t.Error("another guide answers by what the one before remembers")
	}
}

// Many at once ask the same and get the same.
func TestRememberedTogether(t *testing.T) {
	b, _ := rememberer(t)
	var all sync.WaitGroup
	for n := range 16 {
		all.Go(func() {
			for i := range 5 {
				text := []string{"fagbrev på jobb", "norskprøve B1", "hva kreves for det?", "kurs for flyktninger", "hjelp"}[(n+i)%5]
				if _, err := b.Answer(t.Context(), bot.Question{Text: text, Conversation: fmt.Sprint(n), Person: "ada"}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
}
