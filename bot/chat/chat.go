// Package chat is what every chat does alike. An event is taken once, in turn, within
// limits, and kept until it is answered; a question, an action and a failure are the
// same in every chat.
//
// A [Platform] says what a chat can do. [New] makes its [Chat]: the platform's requests
// become a [Question] for [Chat.Ask], an [Action] for [Chat.Act] or an [Event] of their
// own for [Chat.Do], each of which returns nil when the request may be acknowledged;
// [Chat.Run] does them. Below lie the [Inbox], which knows no guide, and the [Limiter].
// The package never logs or keeps what people write.
package chat

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// People remembers what a person chose. A person is named by platform, workspace and id.
type People interface {
	// Preference returns what KeepPreference kept; ok is false for nothing.
	Preference(ctx context.Context, person string) (p Preference, ok bool)
	KeepPreference(person string, p Preference)
}

// Preference is what a person chose for later questions. It is kept as JSON: a field can
// be added but not renamed.
type Preference struct {
	Lang         content.Lang `json:"lang,omitempty"`         // empty for none
	Municipality string       `json:"municipality,omitempty"` // its number, four digits; empty for none
	Follows      bool         `json:"follows,omitempty"`      // of a thread, which is named as a person is: its messages are answered unasked
}

// IsMunicipality reports whether s is written as a municipality's number is: four digits.
func IsMunicipality(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == ""
}

// Editors want to know what was of use.
type Editors interface {
	// Feedback counts a person's judgement of an entry, one a person and entry.
	Feedback(f bot.Feedback) error
	NoteCopied(entry string, l content.Lang)
}

// Config is what a Chat is made of. Bot, Words, Platform, Ledger and Log are required.
type Config struct {
	Bot      *bot.Bot
	Words    *locales.Catalog
	Platform Platform
	Ledger   Ledger
	Log      *slog.Logger

	People   People                    // nil: nothing is remembered of a person
	Settings SettingsKeeper            // nil: nobody chooses anything for a workspace
	Editors  Editors                   // nil: nobody is told what was of use; one that is a [bot.Desk] takes inquiries too
	Kept     Subscriptions             // nil: nobody is told of changes
	Keeper   Keeper                    // nil: what is acknowledged before it is done is lost with the program
	Count    func(what, detail string) // counts what happens, for metrics; nil: nothing
	Panicked func(job string)          // counts a panic in a job of that kind; nil: nothing
	Private  bool                      // answers in channels are seen by the asker alone
	BaseURL  string                    // public address of the pages, for case notes; empty: bare paths
	Now      func() time.Time          // nil: time.Now
	Inbox    InboxConfig               // sizes and times; the rest is set

	// Resume does anew what was kept by [WithBody]; required with a Keeper.
	Resume func(ctx context.Context, name string, body []byte) error
}

// Chat answers on one platform. It is safe for concurrent use.
type Chat struct {
	Changes *Changes // who is told of changes of the guide

	c         Config
	limits    Limits
	inbox     *Inbox
	channels  *Limiter
	inquiries *Limiter // by person
	told      *Limiter // of what nobody asked for just now, by workspace
	*Organisation
}

// New returns a chat from c.
func New(c Config) *Chat {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Count == nil {
		c.Count = func(string, string) {}
	}
	ch := &Chat{c: c, limits: c.Platform.Limits()}
	ch.Organisation = &Organisation{c: c, limits: ch.limits, settings: newSettings(c), language: ch.Language}
	ch.channels, ch.inquiries = NewLimiter(Same(ch.limits.Channel...)), NewLimiter(Same(inquiryRates...))
	ch.told, ch.Changes = NewLimiter(Same(toldRates...)), newChanges(ch)
	in := c.Inbox
	in.Platform, in.Ledger, in.Log, in.Count, in.Panicked, in.Channels = c.Platform.Name(), c.Ledger, c.Log, c.Count, c.Panicked, ch.channels
	ch.inbox = NewInbox(in)
	return ch
}

// Run does what the chat took on until ctx ends, and then, for at most the inbox's
// drain, what is left.
func (c *Chat) Run(ctx context.Context) {
	var wg sync.WaitGroup
	defer wg.Wait()
	if c.c.Keeper != nil {
		wg.Go(func() { c.resume(ctx) })
	}
	if c.Changes.reacher != nil {
		wg.Go(func() { teller{c, c.Changes.reacher}.run(ctx) })
	}
	c.inbox.Run(ctx)
}

// Inbox returns the events on their way, for metrics.
func (c *Chat) Inbox() *Inbox { return c.inbox }

// Do does an event of the platform's own kind, and tells the person at the address if
// it fails. It returns as [Inbox.Deliver] does, at the latest at the platform's deadline.
func (c *Chat) Do(ctx context.Context, e Event, at Address) error {
	name := c.c.Platform.Name()
	within := string(name) + " " + at.Workspace
	e.IDs, e.Repeats = append(prefixed(within, e.IDs), prefixed(string(name), e.Shared)...), prefixed(within, e.Repeats)
	e.Workspace, e.Person = at.Workspace, at.who(name)
	if e.Fail == nil && at.Person != "" {
		e.Fail = func(ctx context.Context, id string) error { return c.sentence(ctx, at, locales.ChatFailed, "ID", id) }
		e.Slow = func(ctx context.Context) error { return c.sentence(ctx, at, locales.ChatTooFast) }
		e.Unsure = func(ctx context.Context) error { return c.sentence(ctx, at, locales.ChatUnsure) }
	}
	wait := ctx
	if c.limits.Deadline > 0 {
		var cancel context.CancelFunc
		wait, cancel = context.WithTimeout(ctx, c.limits.Deadline)
		defer cancel()
	}
	err := c.inbox.Deliver(wait, e)
	if errors.Is(err, ErrPending) {
		return c.keep(ctx, e)
	}
	return err
}

// prefixed tells ids from those of other platforms and workspaces: they share the ledger.
func prefixed(by string, ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = by + " " + id
	}
	return out
}

// Language is the language to speak to a person in: of what they pressed, their choice,
// what is set where they are, their platform's, else bokmål.
func (c *Chat) Language(ctx context.Context, at Address) content.Lang {
	return cmp.Or(at.Lang, c.Chosen(ctx, at), content.Bokmal)
}

// Chosen is the person's own choice, else what is set where they are, else what they use
// the platform in; empty for none.
func (c *Chat) Chosen(ctx context.Context, at Address) content.Lang {
	return c.chosen(ctx, at, c.Preference(ctx, at))
}

func (c *Chat) chosen(ctx context.Context, at Address, p Preference) content.Lang {
	if l := cmp.Or(p.Lang, c.Settings(ctx, at).Lang); l != "" {
		return l
	}
	if s, ok := c.c.Platform.(Speaker); ok {
		return s.Language(ctx, at)
	}
	return ""
}

// Preference is what the person chose earlier.
func (c *Chat) Preference(ctx context.Context, at Address) Preference {
	who := at.who(c.c.Platform.Name())
	if c.c.People == nil || who == "" {
		return Preference{}
	}
	p, _ := c.c.People.Preference(ctx, who)
	return p
}

// KeepPreference remembers what the person chose.
func (c *Chat) KeepPreference(at Address, p Preference) {
	if who := at.who(c.c.Platform.Name()); c.c.People != nil && who != "" {
		c.c.People.KeepPreference(who, p)
	}
}

// Tell shows m to the one person of the address.
func (c *Chat) Tell(ctx context.Context, at Address, m Message) error {
	Begin(ctx)
	ctx, traced := bot.Trace(ctx, "tell")
	err := c.c.Platform.Tell(ctx, at, m)
	traced(bot.Span{Platform: c.c.Platform.Name(), Failed: err != nil})
	return err
}

// sentence tells the person one of our own sentences.
func (c *Chat) sentence(ctx context.Context, at Address, k locales.Key, pairs ...any) error {
	l := c.Language(ctx, at)
	fault := k == locales.ChatFailed || k == locales.ChatTooFast
	return c.Tell(ctx, at, Message{Kind: TextMessage, Lang: l, Text: c.c.Words.In(string(l)).Text(k, pairs...), Fault: fault})
}

// Post shows m to everybody at the address, within the channel's rate. Where the platform
// asks to be left alone for a while, the channel waits for that long.
func (c *Chat) Post(ctx context.Context, at Address, m Message) error {
	channel := at.channel()
	if channel != "" {
		if err := c.channels.Wait(ctx, channel); err != nil {
			return Retry(err, 0) // its time was over before anything went out
		}
	}
	Begin(ctx)
	ctx, traced := bot.Trace(ctx, "post")
	err := c.c.Platform.Post(ctx, at, m)
	traced(bot.Span{Platform: c.c.Platform.Name(), Failed: err != nil})
	if f := failure(err); channel != "" && f.After > 0 {
		c.channels.BackOff(channel, f.After)
	}
	return err
}
