package bot

import (
	"cmp"
	"slices"

	"veiviser/content"
)

// Gist is what a card answers, on one screen; the rest of the card is the whole entry.
// A renderer draws the card's heading and then all of it, in this order.
type Gist struct {
	Moved      string    `json:"moved,omitempty"`      // over the heading: what the conversation was about before, or why this is answered and not what was asked for
	Subject    *Subject  `json:"subject,omitempty"`    // what the answer is about; nil for a card of no entry
	Understood string    `json:"understood,omitempty"` // where nothing answers: what was understood of the question
	Gap        string    `json:"gap,omitempty"`        // said first: no source answers what was asked, and who knows; empty where one does
	Near       string    `json:"near,omitempty"`       // where nothing answers: what Points or Row are about instead
	Points     []Passage `json:"points,omitempty"`     // the answer: one to three statements; with a Gap, at most the nearest one
	Table      *Table    `json:"table,omitempty"`      // the Points of several entries, side by side
	Ask        *Relation `json:"ask,omitempty"`        // people to ask
	Foot       []string  `json:"foot,omitempty"`       // in small print: whose word it is, how to go on
	Row        []Action  `json:"row,omitempty"`        // the buttons, at most maxRow
	Next       []Side    `json:"next,omitempty"`       // at most two sections that are likely to be asked for next, three where they were asked for
	Also       []Side    `json:"also,omitempty"`       // sections that were asked for too, and that Points don't answer
	More       []Side    `json:"more,omitempty"`       // every section there is beside those asked for
}

// Subject is the entry that an answer is about, and the side of it. Its Section is the
// first of those asked for, what it is where nothing is asked of it; empty for the whole.
type Subject struct {
	Item
	Short string `json:"short"`          // the title where there is little room
	Side  string `json:"side,omitempty"` // the sections asked for, within a sentence: "varighet"; or where a journey stands
}

// String is the line over an answer: "Kvalifiseringsprogrammet (KVP) · varighet".
func (s Subject) String() string { return joined(" · ", s.Title, s.Side) }

// Passage is a statement of the answer. It says of itself where it stands, as it can be
// of another entry than the card.
type Passage struct {
	ID      Pick            `json:"id,omitzero"` // by which a note names it; zero for words of the bot's own
	Text    string          `json:"text"`
	Whole   string          `json:"whole,omitempty"`  // the statement where Text says it in short
	Source  *Source         `json:"source,omitempty"` // numbered among the sources of the answer's points; nil for the bot's own words
	Also    []Source        `json:"also,omitempty"`   // what a summary rests on beside Source
	Entry   string          `json:"entry"`
	Section content.Section `json:"section,omitempty"` // empty for a step; of a summary, what it is
	Rule    *Rule           `json:"rule,omitempty"`    // where the law says so; nil for what is no rule
	Caution string          `json:"caution,omitempty"` // what must be known of this very statement
	Local   string          `json:"place,omitempty"`   // number of the municipality or county where it holds; empty for everywhere

	Before string `json:"-"` // before the statement: how somebody stands to it; [Fits] has it for programs
	Short  string `json:"-"` // where there is little room; empty for the text's own beginning
	Place  Place  `json:"-"` // where it stands, in words
}

// Place is a side of an entry in words.
type Place struct{ Title, Short, Side string }

// heading is what a note has a statement under: "Kvalifiseringsprogrammet (KVP), varighet".
func (p Place) heading() string { return joined(", ", p.Title, p.Side) }

// Full is the statement at length.
func (p Passage) Full() string { return cmp.Or(p.Whole, p.Text) }

// Sources are what the statement rests on; none for the bot's own words.
func (p Passage) Sources() []Source {
	if p.Source == nil {
		return nil
	}
	return append([]Source{*p.Source}, p.Also...)
}

// Marks are the numbers of the passage's sources behind its text: " [1] [2]".
func (p Passage) Marks() string {
	var marks string
	for _, s := range p.Sources() {
		marks += " " + s.Mark()
	}
	return marks
}

// Side is a section of an entry and what it is called.
type Side struct {
	Section content.Section `json:"section"`
	Title   string          `json:"title"`
	Short   string          `json:"short"` // within a sentence: "varighet"
}

// answer gives the card its answer. The sources of the whole are numbered on from those
// of the answer, so that a number is one source wherever in the card it stands. The
// card's sections must be its own.
func (c *Card) answer(g Gist) {
	c.Gist = g
	all := g.Cited()
	numbers := make([]int, len(c.Sources)+1) // of the sources, by the number they had
	for _, s := range c.Sources {
		was := s.Number
		i := slices.IndexFunc(all, func(o Source) bool {
			s.Number = o.Number
			return s == o
		})
		if i < 0 {
			i, s.Number = len(all), len(all)+1
			all = append(all, s)
		}
		numbers[was] = i + 1
	}
	c.Sources = all
	for _, s := range c.Sections {
		for i := range s.Points {
			s.Points[i].Source = numbers[s.Points[i].Source]
		}
	}
}
