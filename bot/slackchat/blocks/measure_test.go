package blocks_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/bottest"
	"veiviser/bot/slackchat/blocks"
	"veiviser/content"
)

var measured = flag.String("measured", "", "folder to write a sample of what is measured into, for testdata/pictures.sh to draw with MEASURE=1")

// What an answer may be.
const (
	maxMedianWords = 60 // before the buttons
	max95Words     = 120
	leastInView    = 0.95 // of answers, those whose first point is in view on arrival
	leastAsked     = 0.5  // of what is in view, that which was asked for
	phoneHeight    = 660  // of a telephone's screen, in pixels
)

// TestMeasures prints how long answers are, over all entries and sections and the questions
// that the search is judged by:
//
//	go test ./bot/slackchat/blocks -run TestMeasures -v
//
// Heights are estimated from the text; what is drawn of a sample stands in the README.
func TestMeasures(t *testing.T) {
	f := newFixture(t)
	var entries, asked []measure
	for _, l := range content.Langs() {
		for _, e := range bottest.Some(f.guide.Entries()) {
			for _, s := range append([]content.Section{""}, content.Sections()...) {
				entries = append(entries, f.measure(t, f.bot.EntryCard(l, e, s)))
			}
			for k := range e.Steps {
				c, _ := f.bot.StepCard(l, e, k+1)
				entries = append(entries, f.measure(t, c))
			}
		}
	}
	for i, q := range bottest.Some(questions(t)) {
		a, err := f.bot.Answer(t.Context(), bot.Question{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, f.measure(t, a.Card))
		if *measured != "" && i%5 == 0 {
			raw, err := json.Marshal(message{f.Card(a.Card, blocks.Options{}).Blocks})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(*measured, fmt.Sprintf("q%03d.json", i)), raw, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	report(t, "entries and sections", entries)
	report(t, "questions", asked)
}

func questions(tb testing.TB) []string {
	tb.Helper()
	return bottest.Judged(tb, "../../../search/testdata/heldout.jsonl")
}

// measure is how much of a screen an answer takes.
type measure struct {
	words, blocks, buttons int
	height                 int     // of all, in pixels of a telephone
	asked                  float64 // what was asked for, of all that is text
	first                  bool    // the first statement is in view on arrival, when the end of the message is
}

func (f fixture) measure(tb testing.TB, c bot.Card) measure {
	tb.Helper()
	bs := f.Card(c, blocks.Options{}).AskedBy("U012ABCDEF").Blocks
	m := measure{blocks: len(bs), height: 40} // the app's name over the message
	var all, said int
	for _, b := range bs {
		text, answers := blockText(b)
		n := len(strings.Fields(text))
		all += n
		if answers {
			said += n
		}
		m.height += heightOf(b, text)
		if a, ok := b.(*slack.ActionBlock); ok {
			m.buttons += len(a.Elements.ElementSet)
			continue
		}
		if m.buttons == 0 {
			m.words += n
		}
	}
	m.first = m.height <= phoneHeight
	if all > 0 {
		m.asked = float64(said) / float64(all)
	}
	return m
}

// blockText is what is read in a block, and whether it answers: sources, labels and what is
// said of the card itself do not.
func blockText(b slack.Block) (text string, answers bool) {
	raw, _ := json.Marshal(b)
	var v any
	_ = json.Unmarshal(raw, &v)
	var out []string
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			if s, ok := v["text"].(string); ok {
				out = append(out, markup.ReplaceAllStringFunc(s, func(m string) string {
					_, label, _ := strings.Cut(strings.TrimSuffix(m, ">"), "|")
					return label
				}))
			}
			for k, e := range v {
				if k != "accessibility_label" {
					walk(e)
				}
			}
		}
	}
	if t := b.BlockType(); t == slack.MBTAction || t == "context_actions" {
		return "", false
	}
	walk(v)
	t := b.BlockType()
	return strings.Join(out, " "), t == slack.MBTSection || t == slack.MBTRichText || t == slack.MBTTable
}

// heightOf is about how high a block is on a telephone: a line has so many characters, in
// small print more.
func heightOf(b slack.Block, text string) int {
	lines := func(perLine, line int) int {
		n := 0
		for _, l := range strings.Split(text, "\n") {
			n += max(1, int(math.Ceil(float64(len([]rune(l)))/float64(perLine))))
		}
		return n * line
	}
	switch b := b.(type) {
	case *slack.ActionBlock:
		rows, width := 1, 0
		for _, e := range b.Elements.ElementSet {
			w := 34
			if button, ok := e.(*slack.ButtonBlockElement); ok {
				w += 8 * len([]rune(button.Text.Text))
			}
			if width += w; width > 330 {
				rows, width = rows+1, w
			}
		}
		return 36*rows + 8
	case *slack.ContextBlock:
		return lines(54, 18) + 4
	case *slack.ImageBlock:
		return 60
	case *slack.TableBlock:
		return 40 + len(b.Rows)*66
	}
	if b.BlockType() == "context_actions" {
		return 36
	}
	return lines(44, 22) + 6
}

func report(t *testing.T, what string, ms []measure) {
	t.Helper()
	words := make([]int, len(ms))
	inView, told, most, buttons := 0, 0, 0, 0
	for i, m := range ms {
		words[i] = m.words
		most, buttons = max(most, m.blocks), max(buttons, m.buttons)
		if m.first {
			inView++
		}
		if m.asked >= leastAsked {
			told++
		}
	}
	slices.Sort(words)
	median, p95 := words[len(words)/2], words[len(words)*95/100]
	share := func(n int) float64 { return float64(n) / float64(len(ms)) }
	t.Logf("%s: %d answers; words before the buttons median %d, p95 %d, most %d; blocks at most %d; buttons at most %d; first point in view on arrival %.3f; asked for is half of what is read in %.3f",
		what, len(ms), median, p95, words[len(words)-1], most, buttons, share(inView), share(told))
	if !testing.Short() && (median > maxMedianWords || p95 > max95Words || most > blocks.MaxAnswer || buttons > 5 || share(inView) < leastInView || share(told) < leastInView) {
		t.Errorf("%s: answers are too long", what)
	}
}
