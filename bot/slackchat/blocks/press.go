package blocks

import (
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/bot/chat"
	"veiviser/locales"
)

// maxRow is how many buttons stand under an answer; a card has no more.
const maxRow = 5

// pressBuilder builds what is pressed under an answer.
type pressBuilder struct{ *builder }

// row are a card's buttons, in its order.
func (b pressBuilder) row(c bot.Card) {
	var out []slack.BlockElement
	for _, a := range c.Row[:min(maxRow, len(c.Row))] {
		if e := b.press(a, chat.VerbOf(a, c)); e != nil {
			out = append(out, e)
		}
	}
	b.actions(out...)
}

// press is a button that does what the verb says, or opens a page; nil where there are no
// pages.
func (b pressBuilder) press(a bot.Action, verb chat.Verb) slack.BlockElement {
	if verb == "" {
		if b.url(a.Path) == "" {
			return nil
		}
		return b.linkButton(a.Label, a.Path)
	}
	e := b.button(string(verb), a.Label, a.Ref)
	e.Value = Value(a.Ref, a.Value)
	if a.Aloud != "" && a.Aloud != a.Label {
		e.AccessibilityLabel = cut(a.Aloud, MaxButton)
	}
	if a.Primary {
		e = e.WithStyle(slack.StylePrimary)
	}
	return e
}

// menu holds the presses of a card that need no place of their own; nil for none.
func (b pressBuilder) menu(c bot.Card) slack.BlockElement {
	var options []option
	for _, a := range c.Menu() {
		if v := chat.VerbOf(a, c); v != "" {
			options = append(options, option{string(v) + ":" + Value(a.Ref, a.Value), a.Label})
		}
	}
	if len(options) == 0 {
		return nil
	}
	e := selection(b.actionID(Menu), options)
	e.Placeholder = plain(b.words.Text(locales.ToldChange), MaxButton)
	return e
}

// rowPrefix begins the id of a row of buttons; behind it stands whose answer it is under.
const rowPrefix = "row "

// rowAskedBy are blocks with the asker in the row of buttons, which are the last that are
// pressed.
func rowAskedBy(bs []slack.Block, asker string) []slack.Block {
	for i, b := range slices.Backward(bs) {
		if row, ok := b.(*slack.ActionBlock); ok {
			bs = slices.Clone(bs)
			bs[i] = slack.NewActionBlock(rowPrefix+asker, row.Elements.ElementSet...)
			return bs
		}
	}
	return bs
}

// Asker is Slack's id of whose answer the row of buttons stands under; empty where nobody
// knows, as in older messages.
func Asker(blockID string) string {
	if who, ok := strings.CutPrefix(blockID, rowPrefix); ok {
		return who
	}
	return ""
}

// Value is what a button carries: a place, and behind a space what goes with it. It is
// never cut: what goes with it is bounded by who made it.
func Value(r bot.Ref, more string) string {
	if more == "" {
		return r.String()
	}
	return r.String() + " " + more
}

// ParseValue reads what [Value] wrote; a place that is none of the guide's is the zero Ref.
func ParseValue(s string) (r bot.Ref, more string) {
	place, more, _ := strings.Cut(s, " ")
	r, _ = bot.ParseCompact(place)
	return r, more
}

// feedback are thumbs, small and apart from the buttons.
func (b pressBuilder) feedback(c bot.Card) {
	ref := c.Ref().String()
	choice := func(k locales.Key, value string) *slack.FeedbackButton {
		return slack.NewFeedbackButton(plain(b.words.Text(k), MaxButton), value+":"+ref)
	}
	e := slack.NewFeedbackButtonsBlockElement(b.actionID(Feedback),
		choice(locales.SlackHelpful, Helpful), choice(locales.SlackNotHelpful, NotHelpful))
	b.add(slack.NewContextActionsBlock("", e), size(e.PositiveButton.Text.Text)+size(e.NegativeButton.Text.Text))
}
