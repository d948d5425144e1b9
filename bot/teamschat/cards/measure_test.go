package cards_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/teamschat/cards"
	"veiviser/content"
)

var measure = flag.Bool("measure", false, "measure every answer, not some of them")

// The screens that an answer arrives on: a chat in a telephone and beside a meeting.
var screens = []struct{ width, height float64 }{{330, 560}, {480, 700}}

// TestFirstScreen measures what is seen of an answer when it arrives, by Microsoft's
// library: of some answers, and with -measure of every section of every entry in every
// language, and of the questions the search is judged by:
//
//	go test ./bot/teamschat/cards -run TestFirstScreen -v -measure
//
// What is seen is what is drawn of the answer, text and card, as far as a screen shows it:
// what a short answer leaves empty of a screen is nobody's. The answer's part of that is
// its text with the lines that tell where it is from, which are read with it; what is
// beside it are the buttons and what is said of the card. A journey's picture is drawn as
// it is: where it is missing a browser writes what it shows in its place, in many lines.
func TestFirstScreen(t *testing.T) {
	needNode(t)
	const some = 60
	for _, of := range []struct {
		name string
		all  []bot.Card
	}{{"sections", everySection(t)}, {"questions", judgedAnswers(t)}} {
		if step := len(of.all)/some + 1; !*measure {
			var few []bot.Card
			for i := 0; i < len(of.all); i += step {
				few = append(few, of.all[i])
			}
			of.all = few
		}
		r := newRenderer(t)
		var messages []message
		var words []int
		for i, c := range of.all {
			a := r.Answer(c, c.Row)
			m := message{Name: fmt.Sprintf("%d %s %s", i, c.Kind, heading(c)), Text: a.Text, Card: a.Card}
			if c.Table == nil {
				for _, p := range c.Points {
					m.Points = append(m.Points, p.Text)
				}
			}
			messages, words = append(messages, m), append(words, len(strings.Fields(a.Text))+wordsOn(a.Card))
		}
		slices.Sort(words)
		t.Logf("%s: %d answers, words before the buttons %s", of.name, len(messages), spread(words))
		if at(words, 50) > 60 || at(words, 95) > 120 {
			t.Errorf("%s: %d words in the middle, 95 in 100 have at most %d; want 60 and 120", of.name, at(words, 50), at(words, 95))
		}
		all := draw(t, "", []int{330, 480}, messages)
		for s, screen := range screens {
			var heights, shares []int
			seen, points, low, half := 0, 0, 0, 0
			for i := s; i < len(all); i += len(screens) {
				d := all[i]
				if d.Buttons > 5 {
					t.Errorf("%s: %d buttons in view", d.Name, d.Buttons)
				}
				heights = append(heights, int(d.Card))
				if d.Card <= 350 {
					low++
				} else if screen.width == 330 {
					t.Logf("%s: card %.0f px high", d.Name, d.Card)
				}
				if len(d.Points) == 0 || d.Points[0] == nil {
					continue
				}
				points++
				visible, asked := min(d.All, screen.height), 0.0
				for _, p := range d.Points {
					if p != nil {
						asked += p.Height
					}
				}
				if d.All-d.Points[0].Top <= screen.height {
					seen++
				} else {
					t.Logf("%s: the first statement is out of sight at %.0f", d.Name, screen.width)
				}
				if d.Text > 0 {
					asked = max(asked, d.Text)
				}
				asked += d.Sources
				share := int(100 * asked / visible)
				if shares = append(shares, share); share >= 50 {
					half++
				}
			}
			slices.Sort(heights)
			slices.Sort(shares)
			t.Logf("%s at %.0fx%.0f: card %s px, at most 350 in %.1f %%; first statement in view in %.1f %%; the answer's part of what is seen %s %%, half of it in %.1f %%",
				of.name, screen.width, screen.height, spread(heights), percent(low, len(heights)), percent(seen, points), spread(shares), percent(half, points))
			if percent(seen, points) < 95 {
				t.Errorf("%s: the first statement is in view in %d of %d", of.name, seen, points)
			}
			if screen.width == 330 && low < len(heights) {
				t.Errorf("%s: %d of %d cards are more than 350 px high", of.name, len(heights)-low, len(heights))
			}
			if at(shares, 50) < 50 {
				t.Errorf("%s at %.0f: beside the answer stands more than it", of.name, screen.width)
			}
		}
	}
}

// everySection are the answers about each section of each entry, in every language.
func everySection(tb testing.TB) []bot.Card {
	tb.Helper()
	b := newBot(tb)
	var out []bot.Card
	for _, l := range content.Langs() {
		for _, e := range b.Guide().Entries() {
			out = append(out, b.EntryCard(l, e, ""))
			for _, s := range e.Text(l).Sections {
				out = append(out, b.EntryCard(l, e, s.Key))
			}
			for k := range e.Steps {
				step, _ := b.StepCard(l, e, k+1)
				out = append(out, step)
			}
		}
	}
	return out
}

// judgedAnswers answer the questions the search is judged by.
func judgedAnswers(tb testing.TB) []bot.Card {
	tb.Helper()
	b := newBot(tb)
	var out []bot.Card
	for _, name := range []string{"heldout.jsonl", "longcases.jsonl"} {
		for _, q := range bottest.Judged(tb, filepath.Join("..", "..", "..", "search", "testdata", name)) {
			a, err := b.Answer(tb.Context(), bot.Question{Text: q, Draft: true})
			if err != nil {
				tb.Fatal(err)
			}
			out = append(out, a.Card)
		}
	}
	return out
}

func heading(c bot.Card) string {
	title, _, side := c.Heading()
	return title + " " + side
}

// wordsOn are the words on a card beside its buttons.
func wordsOn(c cards.Card) int {
	n := 0
	var walk func(es []cards.Element)
	walk = func(es []cards.Element) {
		for _, e := range es {
			if e.Hidden == nil {
				n += len(strings.Fields(e.Text))
				for _, of := range [][]cards.Element{e.Items, e.Columns, e.Rows, e.Cells} {
					walk(of)
				}
			}
		}
	}
	walk(c.Body)
	return n
}

// at is the value that so many in a hundred are at most.
func at(sorted []int, percent int) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}

func spread(sorted []int) string {
	return fmt.Sprintf("%d/%d/%d (median/p95/most)", at(sorted, 50), at(sorted, 95), at(sorted, 100))
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
