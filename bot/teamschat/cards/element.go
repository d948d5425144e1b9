package cards

import "veiviser/bot/chat"

// The elements and actions of Adaptive Cards that our cards are made of: those that
// draw in version 1.3, and Action.Execute of 1.5, which falls back to Action.Submit.
// Clients drop what they do not know, so the newer properties (rtl, style heading)
// only add. https://adaptivecards.io/explorer

// ContentType is the content type of an Adaptive Card.
const ContentType = "application/vnd.microsoft.card.adaptive"

// Card is a card as Teams draws it.
type Card struct {
	Type         string    `json:"type"`
	Schema       string    `json:"$schema"`
	Version      string    `json:"version"`
	Lang         string    `json:"lang"`
	FallbackText string    `json:"fallbackText"` // for clients that draw no cards
	Teams        teamsCard `json:"msteams"`
	Body         []Element `json:"body"`
	Actions      []Action  `json:"actions,omitempty"`
}

type teamsCard struct {
	Width string `json:"width"`
}

// Element is any element of a card; Type says which fields it has.
type Element struct {
	Type      string `json:"type,omitempty"` // empty for a column of a Table
	ID        string `json:"id,omitempty"`
	Spacing   string `json:"spacing,omitempty"`
	Separator bool   `json:"separator,omitempty"`
	Hidden    *bool  `json:"isVisible,omitempty"` // false, or absent
	RTL       *bool  `json:"rtl,omitempty"`
	Lang      string `json:"lang,omitempty"`

	// TextBlock
	Text   string `json:"text,omitempty"`
	Wrap   bool   `json:"wrap,omitempty"`
	Size   string `json:"size,omitempty"`
	Weight string `json:"weight,omitempty"`
	Color  string `json:"color,omitempty"`
	Subtle bool   `json:"isSubtle,omitempty"`
	Style  string `json:"style,omitempty"` // of TextBlock, Container and Input.ChoiceSet

	Items     []Element `json:"items,omitempty"`     // Container, Column, TableCell
	MinHeight string    `json:"minHeight,omitempty"` // Container
	Columns   []Element `json:"columns,omitempty"`   // ColumnSet, Table
	Rows      []Element `json:"rows,omitempty"`      // Table
	Cells     []Element `json:"cells,omitempty"`     // TableRow
	Header    bool      `json:"firstRowAsHeaders,omitempty"`
	GridLines bool      `json:"showGridLines,omitempty"`
	Width     any       `json:"width,omitempty"` // Column: a word; of a Table: a share
	Align     string    `json:"verticalContentAlignment,omitempty"`
	Select    *Action   `json:"selectAction,omitempty"`

	Fallback *Element `json:"fallback,omitempty"` // where the element can't be drawn

	URL     string   `json:"url,omitempty"` // Image
	AltText string   `json:"altText,omitempty"`
	Actions []Action `json:"actions,omitempty"` // ActionSet

	// Inputs
	Height    string   `json:"height,omitempty"`
	Label     string   `json:"label,omitempty"`
	Value     string   `json:"value,omitempty"`
	Multiline bool     `json:"isMultiline,omitempty"`
	Multi     bool     `json:"isMultiSelect,omitempty"`
	Max       int      `json:"maxLength,omitempty"`
	Choices   []choice `json:"choices,omitempty"`
}

type choice struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

// Action is what a press does: Action.OpenUrl, Action.Execute, Action.Submit or
// Action.ToggleVisibility.
type Action struct {
	Type     string    `json:"type"`
	Title    string    `json:"title,omitempty"`
	URL      string    `json:"url,omitempty"`
	Verb     chat.Verb `json:"verb,omitempty"`
	Data     *Press    `json:"data,omitempty"`
	Fallback *Action   `json:"fallback,omitempty"`
	Tooltip  string    `json:"tooltip,omitempty"`          // read aloud too
	Targets  []string  `json:"targetElements,omitempty"`   // of Action.ToggleVisibility
	Style    string    `json:"style,omitempty"`            // "positive": the one to go on with
	Mode     string    `json:"mode,omitempty"`             // "secondary": behind "…"
	Teams    *quiet    `json:"msteams,omitempty"`          // of Action.Submit
	Inputs   string    `json:"associatedInputs,omitempty"` // "none" leaves the inputs where they are
}

// block is running text in Markdown.
func block(markdown string) Element { return Element{Type: "TextBlock", Text: markdown, Wrap: true} }

// small is a line in small print.
func small(markdown string) Element {
	e := block(markdown)
	e.Size, e.Subtle, e.Spacing = "Small", true, "Small"
	return e
}

func (e Element) hidden() Element {
	no := false
	e.Hidden = &no
	return e
}

// folded puts an element behind a line that opens and closes it where it stands.
func folded(id, title string, e Element) []Element {
	e.ID = id
	line := block("**" + Escape(title) + "** ▾")
	line.Spacing = "None"
	head := container(line)
	head.Spacing = "Small"
	head.Select = &Action{Type: "Action.ToggleVisibility", Title: title, Targets: []string{id}}
	return []Element{head, e.hidden()}
}

func container(items ...Element) Element { return Element{Type: "Container", Items: items} }

func openURL(title, url string) Action {
	return Action{Type: "Action.OpenUrl", Title: title, URL: url}
}

// quiet leaves out Teams' own word that a press was sent: the answer comes at once.
type quiet struct {
	Feedback struct {
		Hide bool `json:"hide"`
	} `json:"feedback"`
}

func hidden() *quiet {
	q := &quiet{}
	q.Feedback.Hide = true
	return q
}
