package chat

import (
	"context"
	"time"

	"veiviser/bot"
	"veiviser/content"
)

// Platform is what a chat must be able to do. What more it can do, it says by also being
// a [Replacer], an [Opener], a [Sharer], a [Worker], a [Checker], a [Speaker] or an
// [Administrator].
//
// The errors of its methods are [Refused], [Retry] or [Unknown]; any other is taken for
// a fault of our own after which nothing went out.
type Platform interface {
	Name() bot.Platform
	Limits() Limits
	// Post shows m to everybody at the address, in the thread it names.
	Post(ctx context.Context, to Address, m Message) error
	// Tell shows m to the one person of the address, by whatever way reaches them.
	Tell(ctx context.Context, to Address, m Message) error
}

// Replacer can put a message in the place of the one that was pressed.
type Replacer interface {
	Replace(ctx context.Context, to Address, m Message) error
}

// Opener can show a message in a dialog that disturbs nobody.
type Opener interface {
	Open(ctx context.Context, to Address, m Message) error
}

// Sharer can show to everybody what one person was shown, and take that away.
type Sharer interface {
	Share(ctx context.Context, to Address, m Message) error
}

// Worker can show that an answer is being made.
type Worker interface {
	Working(ctx context.Context, to Address)
}

// Checker can find out whether the answer to an event is out. known is false where it
// can't.
type Checker interface {
	Posted(ctx context.Context, to Address, key string) (posted, known bool)
}

// Speaker knows what language the platform speaks to a person; empty for one the guide
// is not written in.
type Speaker interface {
	Language(ctx context.Context, at Address) content.Lang
}

// Limits are what a platform allows. The engine and the renderers keep to them.
type Limits struct {
	Text      int           // characters of a message
	Blocks    int           // parts a message is laid out in
	Buttons   int           // buttons side by side
	Channel   []Rate        // messages to one channel or conversation
	Deadline  time.Duration // from an event to its acknowledgement
	Redeliver bool          // an event that is refused comes again
	Threads   bool          // answers stand in threads of their own
	Edits     bool          // a message can be changed after it was sent
	Private   bool          // one person can be told something in front of others
	Forms     bool          // a text can be written in a message: EditorsMessage is drawn
	AnyRoom   bool          // a channel of another workspace can't be posted to, whatever it is called
}

// Surface is where a button was pressed or a command written.
type Surface int

// The surfaces.
const (
	InThread  Surface = iota // a message that everybody in the conversation sees
	Ephemeral                // a message that one person sees
	InDialog                 // a dialog
	OnHome                   // the bot's own page in the platform
	OnPreview                // the preview of a link in somebody's message
)

// Address is where and to whom something is said.
type Address struct {
	Workspace string // with its organisation, so that two never have the same
	Person    string // within the workspace
	Channel   string // channel or conversation; empty for none
	Room      string // the channel that settings are chosen for; empty: Channel
	Team      string // of the workspace, that the channel lies in; empty for none
	Thread    string // message the thread begins with; empty for none
	Direct    bool   // nobody else is there
	Surface   Surface
	Lang      content.Lang // of what was pressed, or chosen; empty for none
	// Way is what the platform itself needs to reach the place, such as a reply address
	// that ends. Nobody else looks into it.
	Way any
}

// who names the person for what is remembered of them.
func (a Address) who(p bot.Platform) string {
	if a.Person == "" {
		return ""
	}
	return string(p) + "/" + a.Workspace + "/" + a.Person
}

// conversation names a conversation of the platform among all; empty for none.
func (a Address) conversation(p bot.Platform, within string) string {
	if within == "" {
		return ""
	}
	return string(p) + "/" + a.Workspace + "/" + within
}

// asker is whose question is answered in front of others; empty where nobody else is.
func (a Address) asker() string {
	if a.Direct {
		return ""
	}
	return a.Person
}

// channel names the channel among all workspaces; empty for none.
func (a Address) channel() string {
	if a.Channel == "" {
		return ""
	}
	return a.Workspace + "/" + a.Channel
}

// Kind says what a Message is.
type Kind int

// The kinds of messages.
const (
	CardMessage     Kind = iota // an answer: Card
	NoteMessage                 // a case note: Note, the Card it is of, and in Groups what it has and could have
	SnippetMessage              // a text to the participant: Snippet, and the Card it is of
	TextMessage                 // a sentence: Text
	EditorsMessage              // a text to be sent to the editors by Send: Form, with Ref
	SettingsMessage             // the settings of a workspace or channel: Settings
	MoreMessage                 // the whole entry: Card, open at the section of Ref
)

// Message is what is to be shown, for no platform in particular.
type Message struct {
	Kind         Kind
	Lang         content.Lang
	Card         bot.Card
	Note         bot.Note
	Ticks        bot.Ticks       // of a note, as its buttons and dialogs carry them
	Groups       []bot.TickGroup // the same, laid out
	Snippet      bot.Snippet
	Text         string
	Fault        bool // the text tells that something went wrong
	Form         bot.InquiryForm
	Settings     SettingsForm
	Ref          bot.Ref // the place it shows; zero for none
	Private      bool    // one person sees it in front of others, who can be shown it too
	Asker        string  // the person whose question it answers in front of others; empty for none
	Municipality string  // the person's own or what is set for them, where only they see it; empty for none
	Key          string  // tells the message apart from every other; the same each time it is tried
}
