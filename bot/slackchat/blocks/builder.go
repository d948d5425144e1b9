package blocks

import (
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// builder gathers blocks and counts their text.
type builder struct {
	Renderer
	words  *locales.Words
	blocks []slack.Block
	used   int // characters
	ids    int // action ids given out

	room    int  // characters; a block past it is left out. 0 for no end
	most    int  // blocks, likewise
	skipped bool // something was left out
}

func (r Renderer) builder(l content.Lang) *builder {
	return &builder{Renderer: r, words: r.Words.In(string(l))}
}

// add appends a block whose text has n characters.
func (b *builder) add(block slack.Block, n int) {
	if b.room > 0 && b.used+n > b.room || b.most > 0 && len(b.blocks) >= b.most {
		b.skipped = true
		return
	}
	b.blocks = append(b.blocks, block)
	b.used += n
}

func (b *builder) header(text string) {
	t := plain(text, MaxHeader)
	b.add(slack.NewHeaderBlock(t), size(t.Text))
}

// context is small print; mrkdwn must be escaped.
func (b *builder) context(texts ...string) {
	var elements []slack.MixedElement
	n := 0
	for _, t := range texts {
		if t == "" || len(elements) == MaxContext {
			continue
		}
		o := mrkdwn(cut(t, MaxSection))
		elements, n = append(elements, o), n+size(o.Text)
	}
	if len(elements) > 0 {
		b.add(slack.NewContextBlock("", elements...), n)
	}
}

// section is a paragraph of plain text, with a menu or button beside it (may be nil).
func (b *builder) section(text string, beside slack.BlockElement) {
	if text == "" {
		text = " "
	}
	t := plain(text, MaxSection)
	b.sectionOf(t, beside)
}

func (b *builder) sectionOf(t *slack.TextBlockObject, beside slack.BlockElement) {
	var accessory *slack.Accessory
	if beside != nil {
		accessory = slack.NewAccessory(beside)
	}
	b.add(slack.NewSectionBlock(t, nil, accessory, slack.SectionBlockOptionExpand(true)), size(t.Text)+labelSize(beside))
}

// actions are buttons side by side; those past Slack's limit are left out.
func (b *builder) actions(elements ...slack.BlockElement) {
	if len(elements) == 0 {
		return
	}
	elements = elements[:min(len(elements), MaxButtons)]
	n := 0
	for _, e := range elements {
		n += labelSize(e)
	}
	b.add(slack.NewActionBlock("", elements...), n)
}

// labelSize counts the text of an element.
func labelSize(e slack.BlockElement) int {
	n := 0
	options := func(os []*slack.OptionBlockObject) {
		for _, o := range os {
			n += size(o.Text.Text)
		}
	}
	switch e := e.(type) {
	case *slack.ButtonBlockElement:
		n = size(e.Text.Text)
	case *slack.CheckboxGroupsBlockElement:
		options(e.Options)
	case *slack.SelectBlockElement:
		options(e.Options)
	}
	return n
}

// actionID numbers the actions of a payload: Slack wants them apart.
func (b *builder) actionID(verb string) string {
	b.ids++
	return verb + ":" + strconv.Itoa(b.ids)
}

func (b *builder) button(verb, label string, ref bot.Ref) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(b.actionID(verb), ref.String(), plain(label, MaxButton))
}

// linkButton opens a page; nil where there are no pages.
func (b *builder) linkButton(label, path string) *slack.ButtonBlockElement {
	e := b.button(Open, label, bot.Ref{})
	e.Value = ""
	return e.WithURL(b.url(path))
}

// url is the address of a page, "" where there are none.
func (b *builder) url(path string) string {
	if b.Base == "" || path == "" {
		return ""
	}
	return b.Base + path
}

// divider is a line across.
func (b *builder) divider() { b.add(slack.NewDividerBlock(), 0) }

// maxOfList is how many blocks a list has.
const maxOfList = 5

// sections are texts of mrkdwn, a block each; the last block takes what there are too many
// of, and a text that is too long is cut at a line.
func (b *builder) sections(texts []string) {
	if len(texts) > maxOfList {
		last := strings.Join(texts[maxOfList-1:], "\n\n")
		texts = append(slices.Clone(texts[:maxOfList-1]), last)
	}
	for _, t := range texts {
		t, all := cutLines(t, MaxSection)
		b.skipped = b.skipped || !all
		if t != "" {
			b.sectionOf(mrkdwn(t), nil)
		}
	}
}

// lines are lines of mrkdwn, in as many blocks as they take.
func (b *builder) lines(ls []string) {
	var text string
	for _, l := range ls {
		l, all := cutLines(l, MaxSection)
		if !all {
			b.skipped = true
			continue
		}
		if text != "" && size(text)+1+size(l) > MaxSection {
			b.sectionOf(mrkdwn(text), nil)
			text = ""
		}
		if text != "" {
			text += "\n"
		}
		text += l
	}
	if text != "" {
		b.sectionOf(mrkdwn(text), nil)
	}
}
