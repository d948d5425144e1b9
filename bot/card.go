package bot

import "veiviser/content"

// Card is an answer laid out for people, for no platform in particular. A renderer
// shows all of it, in this order; where a platform's limits cut it, the card links to
// the page. Its Gist is the answer itself. Its JSON, with its Brief, is what `ask
// --format json` and POST /api/ask print.
type Card struct {
	Gist
	Kind      CardKind     `json:"kind"`
	Lang      content.Lang `json:"lang"`
	Entry     string       `json:"entry,omitempty"` // id, where the card is of one entry
	EntryKind content.Kind `json:"entry_kind,omitempty"`
	Label     string       `json:"label,omitempty"` // what it is: "Tilbud · Programmer"
	Title     string       `json:"title"`
	Aside     string       `json:"aside,omitempty"`     // behind the title of a card of no entry: the sections asked for
	Lead      string       `json:"lead,omitempty"`      // the summary, or what to do
	Notices   []Notice     `json:"notices,omitempty"`   // must be read before acting
	Step      *Step        `json:"step,omitempty"`      // the step of a journey
	Facts     []Fact       `json:"facts,omitempty"`     // short label-value pairs
	Sections  []Section    `json:"sections,omitempty"`  // the one asked for first
	Relations []Relation   `json:"relations,omitempty"` // ways on
	Choices   []Choice     `json:"choices,omitempty"`
	Groups    []Group      `json:"groups,omitempty"` // a list by topic
	Told      []Chip       `json:"told,omitempty"`   // what is told of the participant, on a list
	AskBack   *AskBack     `json:"ask_back,omitempty"`
	Fits      *Fits        `json:"fits,omitempty"` // how the participant stands to the entry; nil where nothing is told
	Links     []Link       `json:"links,omitempty"`
	Sources   []Source     `json:"sources,omitempty"` // numbered as the points name them
	Actions   []Action     `json:"actions,omitempty"`
	Path      string       `json:"path,omitempty"`      // the page: today's, or the version's
	Permalink string       `json:"permalink,omitempty"` // the page as it stands today, for ever
	Picture   *Picture     `json:"picture,omitempty"`
	Changed   bool         `json:"changed"`         // the conversation was about another entry
	Place     string       `json:"place,omitempty"` // number of the municipality or county whose entry it is; empty for a national one
	Behind    []Action     `json:"-"`               // buttons that have no place in the row, which the question's answers take
	Tongue    string       `json:"-"`               // the language of Lead where that is not the card's; empty else
	Version   string       `json:"-"`               // digits of the version's digest; empty for today's entry
}

// Heading is the line over the card: a title, the page it leads to, and what of it the
// card is about. Path and side may be empty.
func (c Card) Heading() (title, path, side string) {
	if s := c.Subject; s != nil {
		return s.Title, s.Path, s.Side
	}
	return c.Title, c.Path, c.Aside
}

// Menu are the presses of a list that need no place of their own: what is told, each to be
// taken away, and what the row has no place for.
func (c Card) Menu() []Action {
	var out []Action
	for _, ch := range c.Told {
		out = append(out, ch.Press)
	}
	return append(out, c.Behind...)
}

// Ref is the place that the card shows: what its buttons carry.
func (c Card) Ref() Ref {
	r := Ref{Lang: c.Lang, Entry: c.Entry, Digest: c.Version}
	if c.Step != nil {
		r.Step = c.Step.Number
	}
	if len(c.Sections) > 0 && c.Sections[0].Asked {
		r.Section = c.Sections[0].Key
	}
	return r
}

// CardKind says how a card is put together.
type CardKind string

// The kinds of cards.
const (
	EntryCard   CardKind = "entry"
	StepCard    CardKind = "step"
	ChoicesCard CardKind = "choices"
	NoneCard    CardKind = "none"
	ListCard    CardKind = "list"
	CompareCard CardKind = "compare"
	PathCard    CardKind = "path" // paths of one's own, or a phase of one
	TextCard    CardKind = "text" // help, guard and other words of the bot itself
)

// Notice is a warning or caution, a full sentence.
type Notice struct {
	Kind NoticeKind `json:"kind"`
	Text string     `json:"text"`
	Path string     `json:"path,omitempty"` // page to read instead; empty for none
}

// NoticeKind tells notices apart for those who draw them.
type NoticeKind string

// The kinds of notices.
const (
	LawChanged  NoticeKind = "law"         // the law changed after a source
	LawComing   NoticeKind = "coming"      // a change of law is adopted and not in force yet
	Outdated    NoticeKind = "outdated"    // a link or button is older than today's guide
	Local       NoticeKind = "local"       // offers vary between municipalities
	Constructed NoticeKind = "constructed" // the person or step is made up
	Draft       NoticeKind = "draft"       // nobody who reads the language has checked the text
)

// Warning reports whether the notice stands before all else and is drawn as a warning;
// the others may stand last.
func (n Notice) Warning() bool { return n.Kind == LawChanged || n.Kind == Outdated }

// Fact is a short label with its value.
type Fact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Section is one side of the entry.
type Section struct {
	Key    content.Section `json:"key"`
	Title  string          `json:"title"`
	Asked  bool            `json:"asked,omitempty"` // it is what the question asked for
	Gap    bool            `json:"gap,omitempty"`   // no source answers; Points says whom to ask
	Points []Point         `json:"points"`
}

// Point is one statement. Source is the number of a Source of the card, 0 for the
// bot's own words.
type Point struct {
	Text   string         `json:"text"`
	Source int            `json:"source,omitempty"`
	Weight content.Weight `json:"weight,omitempty"` // how much its source can carry
	Rule   *Rule          `json:"rule,omitempty"`   // where the law says so; nil for what is no rule
	Place  string         `json:"place,omitempty"`  // number of the municipality or county where it holds, beside a national entry; empty for the entry's own

	Caution string `json:"-"` // what must be known of this very statement; [Passage] has it for programs
}

// Rule is the section a statement rests on. The statement's Source shows the same.
type Rule struct {
	Act     string `json:"act"`               // "integreringsloven", "Integration Act"
	Section string `json:"section,omitempty"` // "14 a"; empty for a whole act
	Checked string `json:"checked"`           // in words: "kontrollert 2. juli 2026"
	URL     string `json:"url"`               // the section at Lovdata
}

// Relation is a labelled list of entries.
type Relation struct {
	Label string `json:"label"`
	Items []Item `json:"items"`
}

// Item is an entry to go on to.
type Item struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Path  string `json:"path"`

	Section content.Section `json:"section,omitempty"` // what the question asked for, to be shown first
	Place   string          `json:"place,omitempty"`   // number of the municipality or county whose entry it is; empty for a national one
}

// Choice is one of several possible answers.
type Choice struct {
	Item
	Number  int    `json:"number,omitempty"`  // by which it can be chosen, from 1; 0 where it can't
	Short   string `json:"short"`             // the title where there is little room
	Label   string `json:"label"`             // what it is
	Line    string `json:"line"`              // its summary; with Why, what of the guide makes it stand so
	Differs string `json:"differs,omitempty"` // what tells it from the others, in one line
	Why     string `json:"why,omitempty"`     // how the participant stands to it

	Says *Passage `json:"says,omitempty"` // what it answers to the question, its source numbered among those of all choices; nil where nothing is known to
}

// Explained is the line under a choice: what it answers to the question, with the numbers
// of its sources, else what tells it from the others.
func (c Choice) Explained() string {
	if c.Says != nil {
		return c.Says.Text + c.Says.Marks()
	}
	return c.Differs
}

// InList is what stands beside an entry of a list where there is little room: what makes
// it stand where it does, in the guide's own words, else what tells it from the others.
func (c Choice) InList() string {
	if c.Why != "" {
		return c.Line
	}
	return c.Differs
}

// Group is a part of a list.
type Group struct {
	Title string        `json:"title"`
	State content.State `json:"state,omitempty"` // how a participant stands to what is in it, which Title says; empty where nothing was told of one
	Path  string        `json:"path,omitempty"`
	Count int           `json:"count,omitempty"` // how many there are, shown or not; 0 where that says nothing
	Items []Choice      `json:"items"`
	More  string        `json:"more,omitempty"` // how many are left out, and how to see them
}

// Link is a page outside the guide.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

// Step is where a journey stands.
type Step struct {
	Number      int        `json:"number"` // from 1
	Of          int        `json:"of"`
	Position    string     `json:"position"` // "Steg 2 av 8"
	Title       string     `json:"title"`
	Persona     string     `json:"persona,omitempty"` // whose journey it is, and where to
	Text        string     `json:"text"`
	Origin      string     `json:"origin"` // in words: from the source, or made for the guide
	Constructed bool       `json:"constructed"`
	Relations   []Relation `json:"relations"`          // offers, responsible, livelihood
	Parallel    []string   `json:"parallel,omitempty"` // titles of the steps at the same time
}

// Action is something the reader can do with the card: a button, or a page that does
// the same.
type Action struct {
	Kind    ActionKind      `json:"kind"`
	Label   string          `json:"label"`
	Aloud   string          `json:"aloud,omitempty"` // what a screen reader says in place of Label
	Entry   string          `json:"entry,omitempty"`
	Section content.Section `json:"section,omitempty"`
	Step    int             `json:"step,omitempty"` // from 1, for steps
	Path    string          `json:"path,omitempty"` // page that does the same
	Primary bool            `json:"primary,omitempty"`

	Ref   Ref    `json:"-"` // what a button carries
	Value string `json:"-"` // and beside it: see the kinds
}

// ActionKind names what an action does.
type ActionKind string

// The kinds of actions.
const (
	OpenPage    ActionKind = "open"
	CopyNote    ActionKind = "note" // Value: the points, as [ParsePoints] reads them
	GoToStep    ActionKind = "step"
	ShowSnippet ActionKind = "snippet"
	ShowMap     ActionKind = "map"
	ShowEntry   ActionKind = "show"    // another entry, or another section of this one
	ShowMore    ActionKind = "more"    // the whole entry
	ShareAnswer ActionKind = "share"   // what one person sees, with everybody; Value: the points
	SendEditors ActionKind = "editors" // Value: the question, for the asker to see before it is sent
	Choose      ActionKind = "choose"  // one of the choices, in their place
	NoneOfThese ActionKind = "none"    // of the choices; Value: the question
	NextPage    ActionKind = "page"    // more of a list
	AskThis     ActionKind = "ask"     // a question to try; Value: its text
	CompareOn   ActionKind = "compare" // another section of what is compared; Value: the ids, between commas
	TellOf      ActionKind = "tell"    // something of the participant; Value: as behind tellPrefix

	WalkPath ActionKind = "path"      // a path of one's own; Value: as [ParseWay] reads it
	NotePath ActionKind = "path-note" // a case note of all of a path; Value: as [ParseTicks] reads it

	EndSubscription ActionKind = "unsubscribe" // no more of what changes; Value: the ids, between commas
)

// Picture is a drawing that goes with the card.
type Picture struct {
	Path  string `json:"path"`            // PNG
	Strip string `json:"strip,omitempty"` // PNG of a step's place among the steps, as high as a line or two
	Alt   string `json:"alt"`
}
