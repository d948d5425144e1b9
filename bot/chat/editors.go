package chat

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// inquiryRates are how often one person may send something to the editors: a few at once,
// and a few an hour.
var inquiryRates = []Rate{{PerSecond: 10.0 / 3600, Burst: 5}}

// desk is where what is sent to the editors goes; nil where nobody reads it, or nobody can
// be shown it first.
func (c *Chat) desk() bot.Desk {
	d, ok := c.c.Editors.(bot.Desk)
	if !ok || !c.limits.Forms {
		return nil
	}
	return d
}

// asking does what is pressed to ask the editors.
type asking struct{ press }

// editors shows the text that is to be sent, for the asker to see and change. Nothing of it
// is kept before it is sent: it came with the button.
func (p asking) editors(ctx context.Context) error {
	if p.desk() == nil {
		return bot.ErrGone
	}
	return p.form(ctx, p.a.Value, false)
}

func (p asking) form(ctx context.Context, text string, noHelp bool) error {
	l := p.Language(ctx, p.a.At)
	f := p.bot.ToEditors(l).Form(text, noHelp)
	return p.open(ctx, Message{Kind: EditorsMessage, Lang: l, Text: f.Text, Form: f, Ref: p.a.Ref, Key: p.a.Key})
}

// send sends the value to the editors, and the reasons why the answer was of no help where
// any are given. Who sends it is told what came of it.
func (p asking) send(ctx context.Context) error {
	a := p.a
	l := p.Language(ctx, a.At)
	if len(a.Reasons) > 0 && a.Ref.Entry != "" {
		p.judge(ctx, bot.Feedback{Entry: a.Ref.Entry, Lang: l, Reasons: a.Reasons[:min(len(a.Reasons), bot.MaxReasons)]})
		if a.Value == "" {
			return p.sentence(ctx, a.At, locales.ChatThanks)
		}
	}
	d := p.desk()
	if d == nil {
		return bot.ErrGone
	}
	who := a.At.who(p.c.Platform.Name())
	i := bot.Inquiry{Person: who, Text: a.Value, Lang: l, Entry: a.Ref.Entry, Section: a.Ref.Section}
	if _, err := i.Checked(); err == nil && !p.inquiries.Allow(who) { // what can't be sent costs nothing
		return p.sentence(ctx, a.At, locales.EditorsTooFast)
	}
	_, err := p.inquire(ctx, d, a.At, i)
	text, ok := p.bot.ToEditors(l).Answer(err)
	if !ok {
		return Retry(err, 0) // sent twice it is kept once
	}
	p.c.Log.InfoContext(ctx, "sent to the editors", "platform", p.c.Platform.Name(), "entry", a.Ref.Entry, "kept", err == nil)
	return p.Tell(ctx, a.At, Message{Kind: TextMessage, Lang: l, Text: text, Key: a.Key})
}

// judge passes on what the person thinks of an entry.
func (p asking) judge(ctx context.Context, f bot.Feedback) {
	if p.c.Editors == nil {
		return
	}
	f.Person = p.a.At.who(p.c.Platform.Name())
	if err := p.c.Editors.Feedback(f); err != nil {
		p.c.Log.WarnContext(ctx, "feedback is not kept", "platform", p.c.Platform.Name(), "err", err)
	}
}

// Room is where editors read what they are sent, beside their page.
type Room struct {
	Name string // for the log
	At   Address
	Post func(ctx context.Context, at Address, m Message) error
}

// Desk keeps what the editors are sent, and tells them in their rooms. It implements
// [bot.Desk].
type Desk struct {
	keep    bot.Desk
	words   *locales.Catalog
	recover Recoverer
	log     *slog.Logger
	rooms   []Room
}

// NewDesk returns a desk without rooms that keeps with keep.
func NewDesk(keep bot.Desk, words *locales.Catalog, r Recoverer) *Desk {
	return &Desk{keep: keep, words: words, recover: r, log: r.Log}
}

// Add tells what is sent in the room too, from now on. It is for the start, before anything
// is sent.
func (d *Desk) Add(r Room) { d.rooms = append(d.rooms, r) }

// roomWait is how long who sends something waits for the rooms: they have their thanks for
// what is kept.
const roomWait = 3 * time.Second

// Inquire implements [bot.Desk]. A room that can't be told is logged: what is kept stands on
// the editors' page.
func (d *Desk) Inquire(ctx context.Context, i bot.Inquiry) (kept bool, err error) {
	return d.InquireIn(ctx, i, d.rooms...)
}

// InquireIn is Inquire that tells these rooms, and not those added.
func (d *Desk) InquireIn(ctx context.Context, i bot.Inquiry, rooms ...Room) (kept bool, err error) {
	kept, err = d.keep.Inquire(ctx, i)
	if err != nil || !kept {
		return kept, err
	}
	i, err = i.Checked() // as it was kept
	if err != nil {
		return kept, nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), roomWait)
	defer cancel()
	for _, r := range rooms {
		m := Message{Kind: TextMessage, Lang: content.Bokmal, Text: d.words.In(string(content.Bokmal)).Text(locales.EditorsRoom, "Text", i.Text)}
		if i.Entry != "" {
			m.Text += fmt.Sprintf(" (%s)", bot.Ref{Lang: i.Lang, Entry: i.Entry, Section: i.Section}.Path())
		}
		err := d.recover.Call("room", func() error { return r.Post(ctx, r.At, m) })
		if err != nil && d.log != nil {
			d.log.WarnContext(ctx, "the editors are not told in their room", "room", r.Name, "err", err)
		}
	}
	return kept, nil
}
