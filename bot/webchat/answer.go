package webchat

import (
	"crypto/rand"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"veiviser/bot"
	"veiviser/content"
)

// answerView is an answer as the page shows it: the answer itself, its buttons, and
// behind one of them all that the guide has of the entry.
type answerView struct {
	bot.Card
	Heading bot.Link      // the line over it; no URL where no page is behind it
	Side    string        // behind the heading: what of it the answer is about
	Intro   string        // of a card that has no statements
	Own     []bot.Section // the bot's own words in parts, on such a card
	Notices []bot.Notice  // to be read with the answer
	Said    []statement
	Table   *tableView
	Cited   []cited
	Offered []choiceView
	Listed  []bot.Group // a list
	Row     []button
	Beside  []button     // what the row has no place for
	Signs   bool         // each statement begins with how somebody stands to it
	Told    []button     // what is told of a participant, each to be taken away
	Form    *profileForm // to tell more of one, on a list
	Ways    []bot.Group  // where nothing answers: what else there is
	Drawn   bool         // somebody draws the pictures
	Rest    *restView
	Now     place  // what the conversation is about after the answer; zero for nothing
	Address string // of the answer; empty where none names it without the question's words
}

// statement is a statement of the guide. The numbers of its sources lead to them in the
// same card.
type statement struct {
	Text    string
	Marks   []mark
	Caution string
	Pick    string // by which a note names it; empty for what is none of the guide's
}

// mark is the number of a source, and the id that the source has on the page.
type mark struct {
	Number int
	ID     string
}

// cited is a line of sources.
type cited struct {
	Sources []citedSource
	About   string
}

type citedSource struct {
	bot.Source
	ID string
}

// tableView is a comparison.
type tableView struct {
	Columns []bot.Column
	Rows    []tableRow
}

type tableRow struct {
	Title string
	Cells []statement
}

// choiceView is a choice, which is pressed.
type choiceView struct {
	bot.Choice
	Press press
}

// button is one of the answer's buttons: it does what its Press says, or is a page, or
// opens in place.
type button struct {
	bot.Action
	Press   press
	Name    string       // what a screen reader says
	Variant string       // of Designsystemet's buttons; empty for a chip
	Form    *editorsPage // to the editors; nil for another button
}

// variantOf is how the button of an action of the row is drawn.
func variantOf(a bot.Action) string {
	if a.Primary {
		return "primary"
	}
	return "secondary"
}

// restView is the whole entry.
type restView struct {
	Lead      string
	Notices   []bot.Notice
	Facts     []bot.Fact
	Groups    []bot.Group
	Parallel  []string
	Sections  []restSection
	Relations []bot.Relation
	Links     []bot.Link
	Picture   *bot.Picture
	Pages     []bot.Action
	Feedback  *feedbackForm
}

type restSection struct {
	Title string
	Gap   bool
	Said  []statement
	Cited []cited
}

// idLetters are enough that no two answers of a page begin the ids of their sources alike.
const idLetters = 8

// idOf begins the ids of what is drawn once.
func idOf() string { return strings.ToLower(rand.Text()[:idLetters]) }

// replies lays out answers.
type replies struct{ *edition }

// view lays out an answer, after which the conversation is about now.
func (c replies) view(a bot.Answer, now place) answerView {
	card := a.Card
	title, path, side := card.Heading()
	ids := "k" + idOf()
	v := answerView{
		Card: card, Heading: bot.Link{Title: title, URL: path}, Side: side, Intro: intro(card),
		Cited: citedIn(ids, card.Cited()), Drawn: c.Pictures != nil, Now: now,
		Notices: slices.DeleteFunc(slices.Clone(card.Notices), func(n bot.Notice) bool { return card.Entry != "" && n.Kind != bot.Outdated }),
	}
	if placeOf(card).Ref.Entry != "" {
		v.Address = now.Path()
	}
	if card.Table != nil {
		v.Table = tableOf(ids, *card.Table)
	} else {
		for _, p := range card.Points {
			v.Said = append(v.Said, said(ids, p))
			v.Signs = v.Signs || p.Before != ""
		}
	}
	for _, ch := range card.Choices {
		v.Offered = append(v.Offered, choiceView{ch, choosing(card.Lang, ch)})
	}
	for _, act := range card.Row {
		if act.Kind != bot.Choose { // the choices themselves are pressed
			v.Row = append(v.Row, button{act, pressOf(act, card), named(act), variantOf(act), c.editorsForm(card.Lang, act)})
		}
	}
	for _, act := range card.Behind {
		v.Beside = append(v.Beside, button{act, pressOf(act, card), named(act), "tertiary", nil})
	}
	for _, ch := range card.Told {
		act := ch.Press
		act.Label = ch.Text // the chip draws its own cross
		v.Told = append(v.Told, button{act, pressOf(act, card), act.Aloud, "", nil})
	}
	if len(card.Told) > 0 {
		v.Form = c.profileForm("p"+idOf()+"-", card)
	}
	switch {
	case card.Entry != "":
		v.Rest = c.rest(ids, card)
	case card.Kind == bot.NoneCard:
		v.Ways, v.Own = card.Groups, card.Sections
	default:
		v.Listed, v.Own = card.Groups, card.Sections
	}
	return v
}

// intro is what a card says that has no statements and nothing to choose from.
func intro(card bot.Card) string {
	if card.Entry != "" || len(card.Points) > 0 || len(card.Choices) > 0 || card.Understood != "" || card.Lead == card.Aside {
		return ""
	}
	return card.Lead
}

// named is what a screen reader says of a button: its label first, for those who speak to
// it, and then what more there is to say; empty for the label alone.
func named(a bot.Action) string {
	if a.Aloud == "" || strings.HasPrefix(strings.ToLower(a.Aloud), strings.ToLower(a.Label)) {
		return a.Aloud
	}
	return a.Label + ". " + a.Aloud
}

// editorsForm lets the asker see and change what is sent to the editors, of which nothing is
// kept before; nil for the button of another action, and where nobody reads it.
func (c replies) editorsForm(l content.Lang, a bot.Action) *editorsPage {
	if a.Kind != bot.SendEditors || c.Desk == nil {
		return nil
	}
	return &editorsPage{InquiryForm: c.Bot.ToEditors(l).Form(a.Value, false), Lang: l, Entry: a.Ref.Entry, Section: a.Ref.Section}
}

// said lays out a statement of the answer.
func said(ids string, p bot.Passage) statement {
	s := statement{Text: p.Before + p.Text, Caution: p.Caution}
	if p.ID != (bot.Pick{}) {
		s.Pick = p.ID.String()
	}
	for _, src := range p.Sources() {
		s.Marks = append(s.Marks, marksOf(ids, src.Number)...)
	}
	return s
}

// marksOf marks a source; none for 0.
func marksOf(ids string, number int) []mark {
	if number == 0 {
		return nil
	}
	return []mark{{number, ids + "-" + strconv.Itoa(number)}}
}

// date is a day in words, which stands in one line.
var date = regexp.MustCompile(`(\d+\.?) (\p{L}+) (\d{4})`)

// citedIn are sources in lines.
func citedIn(ids string, sources []bot.Source) []cited {
	var out []cited
	for _, l := range bot.SourceLines(sources) {
		line := cited{About: date.ReplaceAllString(l.About, "$1\u00a0$2\u00a0$3")}
		for _, s := range l.Sources {
			line.Sources = append(line.Sources, citedSource{s, marksOf(ids, s.Number)[0].ID})
		}
		out = append(out, line)
	}
	return out
}

// tableOf lays out a comparison.
func tableOf(ids string, t bot.Table) *tableView {
	v := &tableView{Columns: t.Columns}
	for _, r := range t.Rows {
		row := tableRow{Title: r.Title}
		for _, cell := range r.Cells {
			row.Cells = append(row.Cells, statement{Text: cell.Text, Marks: marksOf(ids, cell.Source)})
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// rest lays out all that the guide has of the card's entry.
func (c replies) rest(ids string, card bot.Card) *restView {
	v := &restView{
		Notices: slices.DeleteFunc(slices.Clone(card.Notices), func(n bot.Notice) bool { return n.Kind == bot.Outdated }),
		Lead:    card.Lead, Facts: card.Facts, Groups: card.Groups, Relations: card.Relations, Links: card.Links,
		Picture: card.Picture, Feedback: c.feedbackForm(card.Lang, card.Entry),
	}
	if st := card.Step; st != nil {
		v.Relations, v.Parallel = st.Relations, st.Parallel
	}
	if c.Pictures == nil {
		v.Picture = nil
	}
	for _, s := range card.Sections {
		v.Sections = append(v.Sections, restOf(ids+"-"+string(s.Key), s, card))
	}
	for _, act := range card.Actions { // the row has the others
		if !slices.ContainsFunc(card.Row, func(b bot.Action) bool { return b.Kind == act.Kind && (b.Kind != bot.GoToStep || b.Step == act.Step) }) {
			v.Pages = append(v.Pages, act)
		}
	}
	return v
}

// restOf lays out a section with the sources of its statements.
func restOf(ids string, s bot.Section, card bot.Card) restSection {
	out := restSection{Title: s.Title, Gap: s.Gap, Cited: citedIn(ids, card.CitedBy(s.Points))}
	for i, p := range s.Points {
		said := statement{Text: p.Text, Marks: marksOf(ids, p.Source)}
		if p.Place == "" { // else it is of another entry
			said.Pick = pickAt(card, s, i)
		}
		out.Said = append(out.Said, said)
	}
	return out
}

// pickAt is by what a note names point i of a section of an entry's card; empty for the
// bot's own words.
func pickAt(card bot.Card, s bot.Section, i int) string {
	at, ok := bot.ParseRef("", card.Permalink)
	if !ok || s.Gap {
		return ""
	}
	return bot.Pick{Entry: at.Entry, Digest: at.Digest, Part: string(s.Key), N: i}.String()
}
