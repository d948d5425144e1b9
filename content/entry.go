// Package content is the guide: what advisers are answered with.
//
// [Load] reads a folder of YAML files, one an [Entry], checks them and returns an
// immutable [Guide]; [Check] does the same and returns every finding with its place.
// The guide that ships with the program is [FS]. A point that states law has a [Rule],
// an amount of money is a [Rate], and what an offer asks of a person is a [Condition]:
// [Conditions] tells how a person stands to it, and [Guide.Watch] what became of the
// law. The package knows neither the search nor the chat: it owns the format, its rules
// and its digests.
package content

import "slices"

// Kind says what an entry is about.
type Kind string

// The kinds of entries.
const (
	Topic    Kind = "topic"    // an area of the opportunity map
	Offer    Kind = "offer"    // something a participant can take part in
	Support  Kind = "support"  // money: what one lives on, or what pays for a measure
	Journey  Kind = "journey"  // an example of a persona's way through the map
	Actor    Kind = "actor"    // who is responsible or takes part
	Level    Kind = "level"    // a CEFR level of Norwegian
	Guidance Kind = "guidance" // a rule, a transition, a way of working
	Resource Kind = "resource" // an outside tool or site
)

// Kinds lists the kinds in the order lists are shown in.
func Kinds() []Kind {
	return []Kind{Topic, Offer, Support, Journey, Actor, Level, Guidance, Resource}
}

// Section is the key of one side of an entry.
type Section string

// The sections in the order they are written and shown.
const (
	What         Section = "what"
	Who          Section = "who"
	Right        Section = "right"
	Requirements Section = "requirements"
	Responsible  Section = "responsible"
	Payer        Section = "payer"
	Livelihood   Section = "livelihood"
	Duration     Section = "duration"
	Combine      Section = "combine"
	Next         Section = "next"
	Pitfalls     Section = "pitfalls"
	Local        Section = "local"
)

// Sections lists the section keys in the order they are written and shown.
func Sections() []Section {
	return []Section{What, Who, Right, Requirements, Responsible, Payer, Livelihood, Duration, Combine, Next, Pitfalls, Local}
}

// Entry is one thing to know about. Entries of a loaded [Guide] are shared and must
// not be changed.
type Entry struct {
	ID    string // stable ASCII slug; case notes link to it
	Kind  Kind
	Topic string // id of the topic it belongs to; empty for topics and journeys

	Goals     []string        // of Goals: what it serves; empty = not said
	Norwegian *NorwegianLevel // nil where no source tells
	Schooling []string        // of SchoolingLevels: who it suits; empty = all
	Residence []string        // of ResidenceGrounds: what it is limited to; empty = all

	Responsible  []string // actors
	Livelihood   []string // supports
	CombinesWith []string // offers
	LeadsTo      []string // offers, levels, …: what comes next
	SeeAlso      []string // any entry
	Aliases      []string // ids this entry had before

	Links   []Link
	Gaps    []Section // asked for, but no source answers
	Sources []Source  // sorted by key

	SummarySources []string // keys of Sources that the summary rests on

	Recipient   string      // who the offer is for where that is not the participant: of Recipients
	Closed      bool        // takes nobody any more
	Routes      []Route     // ways in, where there are several
	NotRelevant []string    // fields of conditions left out on purpose
	Conditions  []Condition // what the entry asks for and leads to

	Place  string // number of the municipality or county whose entry it is; empty for a national one
	AddsTo string // id of the national entry that a local one adds to; empty for an entry of its own

	Texts    map[Lang]*Text // all three languages
	Steps    []Step         // journeys only
	Snippets []Snippet      // in the order of SnippetLangs

	ownAmounts []string // paths of texts with an amount of money that is no rate

	file string         // where it was read
	pos  map[string]int // line of a path such as "nb.what.2"
}

// NorwegianLevel is the level of Norwegian an entry asks for.
type NorwegianLevel struct {
	Level   string `json:"Level"`   // A1, A2, B1, B2 or C1
	Binding string `json:"Binding"` // "formal" (a law or regulation says so) or "informal" (usual in practice)
}

// Link is a page to send an adviser on to.
type Link struct {
	Title string `json:"Title"`
	URL   string `json:"URL"`
}

// Source is where a statement comes from.
type Source struct {
	Key   string     `json:"Key"`
	Title string     `json:"Title"`
	URL   string     `json:"URL"` // empty where the page must not be linked to
	Dated Date       `json:"Dated"`
	Kind  SourceKind `json:"Kind"`

	law string // the act's name, where the source is one
}

// SourceKind tells how much a source can carry.
type SourceKind string

// The kinds of sources. A statute is an act or a regulation. Private sites and news are never linked to and never carry a
// right; a proposal is told as one.
const (
	Statute  SourceKind = "law"
	Official SourceKind = "official"
	LocalGov SourceKind = "local"
	Research SourceKind = "research"
	Private  SourceKind = "private"
	News     SourceKind = "news"
	Proposal SourceKind = "proposal"
)

// Text is an entry in one language.
type Text struct {
	Title      string
	Short      string             // the title where there is little room, at most ShortTitleMax
	Differs    string             // what tells the entry from its siblings, at most DiffersMax
	AlsoCalled []string           // names people really use
	Asked      []string           // how advisers put it; searched, never shown
	Unanswered []SectionQuestions `json:"-"` // asked of a section, and no point of it answers; searched, never shown
	Summary    string             // at most SummaryMax characters; stands alone
	Persona    string             // journeys only
	Start      string             // journeys only
	Goal       string             // journeys only
	Sections   []SectionText
}

// Section returns the points of section s, nil where the text has none.
func (t *Text) Section(s Section) []Point {
	for _, st := range t.Sections {
		if st.Key == s {
			return st.Points
		}
	}
	return nil
}

// SectionQuestions are questions for one section of an entry, as advisers put them.
type SectionQuestions struct {
	Key       Section
	Questions []string
}

// Questions returns what the entry and each of its points answer, as advisers put it,
// and what they ask of it that no point answers: searched, never shown.
func (t *Text) Questions() []string {
	out := slices.Clone(t.Asked)
	for _, s := range Sections() {
		out = append(out, t.QuestionsFor(s)...)
	}
	return out
}

// QuestionsFor returns the questions for section s: those that its points answer, in
// their order, and those that none does. It is empty where there are none.
func (t *Text) QuestionsFor(s Section) []string {
	var out []string
	for _, p := range t.Section(s) {
		out = append(out, p.Asked...)
	}
	for _, q := range t.Unanswered {
		if q.Key == s {
			out = append(out, q.Questions...)
		}
	}
	return out
}

// SectionText is one section of a Text; it has at least one point.
type SectionText struct {
	Key    Section `json:"Key"`
	Points []Point `json:"Points"`
}

// Point is one statement with one source.
type Point struct {
	Text   string `json:"Text"`
	Source string `json:"Source"` // key in Entry.Sources

	Short string `json:"Short,omitempty"` // the statement where there is little room, at most ShortMax
	Rule  *Rule  `json:"Rule,omitempty"`  // where the law says so; nil for what is no rule

	ID    string   `json:"-"` // what conditions name the point by; unique in the entry
	Asked []string `json:"-"` // questions this very point answers; searched, never shown
}

// Step is one step of a journey.
type Step struct {
	Offers      []string          `json:"Offers"`      // entries the step goes through, at least one
	Responsible []string          `json:"Responsible"` // actors
	Livelihood  []string          `json:"Livelihood"`  // supports; empty = not said
	Source      string            `json:"Source"`      // key in Entry.Sources; empty when constructed
	Constructed bool              `json:"Constructed"` // made up for the guide from facts about the offers
	Parallel    bool              `json:"Parallel"`    // runs at the same time as the step before
	Texts       map[Lang]StepText `json:"Texts"`
}

// StepText is a step in one language.
type StepText struct {
	Title string `json:"Title"`
	Text  string `json:"Text"`
}

// Snippet is a short text to the participant in the participant's own language.
type Snippet struct {
	Lang   string `json:"Lang"` // of SnippetLangs
	Text   string `json:"Text"`
	Status string `json:"Status"` // "draft" or "checked"
	By     string `json:"By"`     // who checked it
	On     Date   `json:"On"`     // when it was checked
}

// Checked reports whether a person who reads the language has checked the text.
func (s Snippet) Checked() bool { return s.Status == "checked" }

// EntryGoals lists what an entry can be marked to serve.
func EntryGoals() []string { return []string{"work", "education", "participation"} }

// SchoolingLevels lists the schooling an entry can suit, least first.
func SchoolingLevels() []string { return []string{"none", "primary", "upper-secondary", "higher"} }

// ResidenceGrounds lists the grounds of residence an entry can be limited to.
func ResidenceGrounds() []string {
	return []string{"refugee", "humanitarian", "family", "collective-protection", "labour"}
}

// CEFRLevels lists the levels of Norwegian, lowest first.
func CEFRLevels() []string { return []string{"A1", "A2", "B1", "B2", "C1"} }

// SnippetLangs lists the languages of snippets: the original first, then English,
// Ukrainian, Arabic, Somali, Tigrinya, Dari and Polish.
func SnippetLangs() []string { return []string{"nb", "en", "uk", "ar", "so", "ti", "prs", "pl"} }

// SummaryMax is the longest summary in characters: two lines of a chat card, and
// what a link preview shows.
const SummaryMax = 300

// The longest short forms in characters: a table's cell, the head of its column, and the
// line under a choice.
const (
	ShortMax      = 60
	ShortTitleMax = 20
	DiffersMax    = 75
)

// Text returns the entry's text in l. Entries of a loaded guide have all three
// languages, so it is nil only for a language the guide does not know.
func (e *Entry) Text(l Lang) *Text { return e.Texts[l] }

// Source returns the source named key.
func (e *Entry) Source(key string) (Source, bool) {
	i, ok := slices.BinarySearchFunc(e.Sources, key, func(s Source, k string) int {
		switch {
		case s.Key < k:
			return -1
		case s.Key > k:
			return 1
		}
		return 0
	})
	if !ok {
		return Source{}, false
	}
	return e.Sources[i], true
}

// Snippet returns the snippet in the language lang (of SnippetLangs).
func (e *Entry) Snippet(lang string) (Snippet, bool) {
	for _, s := range e.Snippets {
		if s.Lang == lang {
			return s, true
		}
	}
	return Snippet{}, false
}

// Newest returns the date of the newest dated source, the zero Date if none has one.
func (e *Entry) Newest() Date {
	var d Date
	for _, s := range e.Sources {
		if d.Unknown() || (!s.Dated.Unknown() && d.Before(s.Dated)) {
			d = s.Dated
		}
	}
	return d
}

// Oldest returns the date of the oldest dated source, the zero Date if none has one.
func (e *Entry) Oldest() Date {
	var d Date
	for _, s := range e.Sources {
		if s.Dated.Unknown() {
			continue
		}
		if d.Unknown() || s.Dated.Before(d) {
			d = s.Dated
		}
	}
	return d
}

// Stages groups a journey's steps: the steps of one stage run in parallel, the
// stages one after the other. The numbers are indexes into Steps.
func (e *Entry) Stages() [][]int {
	var stages [][]int
	for i, s := range e.Steps {
		if s.Parallel && len(stages) > 0 {
			stages[len(stages)-1] = append(stages[len(stages)-1], i)
			continue
		}
		stages = append(stages, []int{i})
	}
	return stages
}
