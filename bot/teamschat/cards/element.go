package cards

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
	Type      string `json:"type"`
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

	Inlines   []Run     `json:"inlines,omitempty"`   // RichTextBlock
	Facts     []fact    `json:"facts,omitempty"`     // FactSet
	Items     []Element `json:"items,omitempty"`     // Container, Column
	MinHeight string    `json:"minHeight,omitempty"` // Container
	Columns   []Element `json:"columns,omitempty"`   // ColumnSet
	Width     string    `json:"width,omitempty"`     // Column
	Select    *Action   `json:"selectAction,omitempty"`

	URL     string   `json:"url,omitempty"` // Image
	AltText string   `json:"altText,omitempty"`
	Actions []Action `json:"actions,omitempty"` // ActionSet

	// Inputs
	Height    string   `json:"height,omitempty"`
	Label     string   `json:"label,omitempty"`
	Value     string   `json:"value,omitempty"`
	Multiline bool     `json:"isMultiline,omitempty"`
	Choices   []choice `json:"choices,omitempty"`
}

// Run is a piece of running text. No client reads Markdown in it, so the guide's text
// needs no escaping here.
type Run struct {
	Type   string  `json:"type"`
	Text   string  `json:"text"`
	Weight string  `json:"weight,omitempty"`
	Subtle bool    `json:"isSubtle,omitempty"`
	Italic bool    `json:"italic,omitempty"`
	Size   string  `json:"size,omitempty"`
	Color  string  `json:"color,omitempty"`
	Select *Action `json:"selectAction,omitempty"`
}

type fact struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

type choice struct {
	Title string `json:"title"`
	Value string `json:"value"`
}

// Action is what a press does: Action.OpenUrl, Action.Execute, Action.Submit or
// Action.ToggleVisibility.
type Action struct {
	Type     string   `json:"type"`
	Title    string   `json:"title,omitempty"`
	URL      string   `json:"url,omitempty"`
	Verb     string   `json:"verb,omitempty"`
	Data     *Press   `json:"data,omitempty"`
	Fallback *Action  `json:"fallback,omitempty"`
	Targets  []string `json:"targetElements,omitempty"`
	Inputs   string   `json:"associatedInputs,omitempty"` // "none" leaves the inputs where they are
}

func (e Element) hidden() Element {
	no := false
	e.Hidden = &no
	return e
}

func text(s string) Element { return Element{Type: "TextBlock", Text: Escape(s), Wrap: true} }

func heading(s, size string) Element {
	e := text(s)
	e.Size, e.Weight, e.Style = size, "Bolder", "heading"
	return e
}

func subtle(s string) Element {
	e := text(s)
	e.Size, e.Subtle, e.Spacing = "Small", true, "Small"
	return e
}

func paragraph(runs ...Run) Element {
	for i := range runs {
		runs[i].Type = "TextRun"
	}
	return Element{Type: "RichTextBlock", Inlines: runs}
}

func container(items ...Element) Element { return Element{Type: "Container", Items: items} }

func openURL(title, url string) Action {
	return Action{Type: "Action.OpenUrl", Title: title, URL: url}
}
