package mcpchat

import (
	"slices"
	"strings"

	"veiviser/bot"
	"veiviser/content"
)

// reply is a card as the tools give it. Fields may be added, never renamed or taken away.
type reply struct {
	Kind         bot.CardKind `json:"kind" jsonschema:"entry, step, choices, none (nothing answers), list, compare, or text (the bot's own words)"`
	Lang         content.Lang `json:"language"`
	Confidence   string       `json:"confidence,omitempty" jsonschema:"of ask: strong for an answer, weak for choices, none where nothing answers"`
	Title        string       `json:"title"`
	Side         string       `json:"side,omitempty" jsonschema:"what of the entry the answer is about"`
	Entry        string       `json:"entry,omitempty" jsonschema:"id of the entry"`
	Moved        string       `json:"moved,omitempty" jsonschema:"what the conversation was about before"`
	Notices      []notice     `json:"notices,omitempty" jsonschema:"must be read before acting"`
	Lead         string       `json:"lead,omitempty" jsonschema:"what the bot says itself"`
	Understood   string       `json:"understood,omitempty" jsonschema:"where nothing answers: what was understood of the question"`
	Gap          string       `json:"gap,omitempty" jsonschema:"no source answers what was asked, and who knows"`
	Near         string       `json:"near,omitempty" jsonschema:"where nothing answers: what the statements are about instead"`
	Statements   []statement  `json:"statements,omitempty" jsonschema:"the answer"`
	Choices      []option     `json:"choices,omitempty" jsonschema:"possible answers; ask again in the conversation with a number as choice"`
	Step         *step        `json:"step,omitempty" jsonschema:"the step of a journey"`
	Table        *table       `json:"table,omitempty" jsonschema:"entries side by side"`
	Facts        []bot.Fact   `json:"facts,omitempty"`
	Sections     []section    `json:"sections,omitempty" jsonschema:"all that the guide has of the entry"`
	Lists        []list       `json:"lists,omitempty" jsonschema:"entries by groups, or the steps of a journey"`
	Related      []related    `json:"related,omitempty" jsonschema:"entries to go on to, and people to ask"`
	Next         []bot.Side   `json:"next,omitempty" jsonschema:"sections that are likely to be asked for next"`
	Remarks      []string     `json:"remarks,omitempty" jsonschema:"in small print"`
	Page         string       `json:"page,omitempty" jsonschema:"address of the page as it is today"`
	Permalink    string       `json:"permalink,omitempty" jsonschema:"address of the page as it stands now, for ever"`
	Conversation string       `json:"conversation,omitempty" jsonschema:"send it back with what is asked on"`
	Release      string       `json:"release" jsonschema:"digest of the guide that answered"`
}

// statement is what the guide says, with what it rests on.
type statement struct {
	Text      string          `json:"text"`
	Whole     string          `json:"whole,omitempty" jsonschema:"the statement where text says it in short: quote this one"`
	Sources   []bot.Source    `json:"sources,omitempty" jsonschema:"with the day each is from or was checked; none for the bot's own words"`
	Law       *bot.Rule       `json:"law,omitempty" jsonschema:"where the law says so: act, section and when it was read"`
	Caution   string          `json:"caution,omitempty" jsonschema:"must be known of this very statement"`
	Entry     string          `json:"entry,omitempty"`
	Section   content.Section `json:"section,omitempty"`
	Permalink string          `json:"permalink,omitempty" jsonschema:"where it stands so, for ever"`
}

type notice struct {
	Kind bot.NoticeKind `json:"kind"`
	Text string         `json:"text"`
	URL  string         `json:"url,omitempty"`
}

// item is an entry to go on to; one that is none of the guide's has a title alone.
type item struct {
	Entry string `json:"entry,omitempty"`
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// option is a choice, or an entry of a list.
type option struct {
	Entry  string     `json:"entry"`
	Title  string     `json:"title"`
	URL    string     `json:"url"`
	Number int        `json:"number,omitempty" jsonschema:"by which it can be chosen; 0 where it can't"`
	Line   string     `json:"line,omitempty" jsonschema:"what tells it from the others"`
	Why    string     `json:"why,omitempty" jsonschema:"how the participant stands to it"`
	Says   *statement `json:"says,omitempty" jsonschema:"what it answers"`
}

type list struct {
	Title string   `json:"title"`
	Count int      `json:"count,omitempty" jsonschema:"how many there are, shown or not"`
	Items []option `json:"items"`
	More  string   `json:"more,omitempty"`
}

type related struct {
	Label string `json:"label"`
	Items []item `json:"items"`
}

type section struct {
	Section    content.Section `json:"section"`
	Title      string          `json:"title"`
	Gap        bool            `json:"gap,omitempty" jsonschema:"no source answers; the statement says whom to ask"`
	Statements []statement     `json:"statements"`
}

type step struct {
	Number      int    `json:"number"`
	Of          int    `json:"of"`
	Position    string `json:"position"`
	Title       string `json:"title"`
	Persona     string `json:"persona,omitempty" jsonschema:"whose journey it is"`
	Origin      string `json:"origin" jsonschema:"whether a source tells of it"`
	Constructed bool   `json:"constructed"`
}

// table has entries for its columns.
type table struct {
	Columns []item `json:"columns"`
	Rows    []row  `json:"rows"`
}

type row struct {
	bot.Side
	Cells []cell `json:"cells" jsonschema:"in the order of the columns"`
}

type cell struct {
	Short     string     `json:"short" jsonschema:"the statement in few words, or that the entry says nothing"`
	Statement *statement `json:"statement,omitempty"`
}

// replier makes replies of the cards of one guide.
type replier struct {
	*Server
	bot *bot.Bot
	at  bot.Ref // the place of the card that is laid out: its language, and the step of a journey
}

// answer is what a card answers.
func (s replier) answer(c bot.Card) reply {
	s.at = c.Ref()
	title, path, side := c.Heading()
	r := reply{
		Kind: c.Kind, Lang: c.Lang, Title: title, Side: side, Entry: c.Entry, Moved: c.Moved, Understood: c.Understood, Gap: c.Gap, Near: c.Near,
		Next: c.Next, Page: s.url(path), Permalink: s.url(c.Permalink), Release: s.bot.Guide().Release(),
	}
	for _, n := range c.Notices {
		r.Notices = append(r.Notices, notice{n.Kind, n.Text, s.url(n.Path)})
	}
	if c.Entry == "" {
		if c.Lead != c.Aside && c.Understood == "" {
			r.Lead = c.Lead
		}
		r.Sections, r.Lists = s.sections(c), s.lists(c.Groups)
	}
	if c.Table != nil {
		r.Table = s.table(c)
	} else {
		r.Statements = s.statements(c.Points)
	}
	r.Choices = s.options(c.Choices)
	if st := c.Step; st != nil {
		r.Step = &step{st.Number, st.Of, st.Position, st.Title, st.Persona, st.Origin, st.Constructed}
		r.Related = s.related(st.Relations)
	}
	if c.Ask != nil {
		r.Related = append(r.Related, s.related([]bot.Relation{*c.Ask})...)
	}
	switch c.Kind {
	case bot.NoneCard:
		r.Related = append(r.Related, s.nearest(c)...)
	case bot.ChoicesCard: // how to choose is another thing here
	default:
		r.Remarks = c.Foot
	}
	return r
}

// whole is all that a card has of its entry; of a section that is asked for, that alone.
func (s replier) whole(c bot.Card) reply {
	s.at = c.Ref()
	r := s.answer(c)
	if c.Step != nil {
		return r
	}
	sections := s.sections(c)
	if asked := c.Ref().Section; asked != "" {
		r.Sections = slices.DeleteFunc(sections, func(o section) bool { return o.Section != asked })
		return r
	}
	r.Side, r.Next, r.Page = "", nil, s.url(c.Path)
	r.Sections, r.Facts, r.Lists, r.Related = sections, c.Facts, s.lists(c.Groups), s.related(c.Relations)
	return r
}

func (s replier) statements(ps []bot.Passage) []statement {
	var out []statement
	for _, p := range ps {
		out = append(out, s.statement(p))
	}
	return out
}

func (s replier) statement(p bot.Passage) statement {
	st := statement{Text: p.Text, Whole: p.Whole, Sources: p.Sources(), Law: p.Rule, Caution: p.Caution, Entry: p.Entry, Section: p.Section}
	if at := p.ID; at.Entry != "" {
		st.Permalink = s.url(bot.Ref{Lang: s.at.Lang, Entry: at.Entry, Digest: at.Digest, Section: p.Section, Step: s.at.Step}.Path())
	}
	return st
}

// sections are the card's, each statement with the sources that its number names.
func (s replier) sections(c bot.Card) []section {
	var out []section
	for _, sec := range c.Sections {
		o := section{Section: sec.Key, Title: sec.Title, Gap: sec.Gap, Statements: []statement{}}
		for _, p := range sec.Points {
			st := statement{Text: p.Text, Sources: c.CitedBy([]bot.Point{p}), Law: p.Rule, Caution: p.Caution, Entry: c.Entry, Section: sec.Key}
			if c.Permalink != "" && p.Source > 0 {
				st.Permalink = s.url(c.Permalink) + "#" + string(sec.Key)
			}
			o.Statements = append(o.Statements, st)
		}
		out = append(out, o)
	}
	return out
}

func (s replier) item(i bot.Item) item { return item{i.ID, i.Title, s.url(i.Path)} }

func (s replier) items(is []bot.Item) []item {
	out := []item{}
	for _, i := range is {
		out = append(out, s.item(i))
	}
	return out
}

func (s replier) options(cs []bot.Choice) []option {
	var out []option
	for _, c := range cs {
		o := option{Entry: c.ID, Title: c.Title, URL: s.url(c.Path), Number: c.Number, Line: c.InList(), Why: c.Why}
		if c.Says != nil {
			says := s.statement(*c.Says)
			o.Says = &says
		}
		out = append(out, o)
	}
	return out
}

func (s replier) lists(gs []bot.Group) []list {
	var out []list
	for _, g := range gs {
		l := list{Title: g.Title, Count: g.Count, Items: s.options(g.Items), More: g.More}
		if l.Items == nil {
			l.Items = []option{}
		}
		out = append(out, l)
	}
	return out
}

func (s replier) related(rs []bot.Relation) []related {
	var out []related
	for _, r := range rs {
		out = append(out, related{r.Label, s.items(r.Items)})
	}
	return out
}

// nearest are the entries that a card offers where nothing answers.
func (s replier) nearest(c bot.Card) []related {
	near := related{Label: strings.TrimSuffix(c.Near, ":")}
	for _, a := range c.Row {
		if a.Kind == bot.ShowEntry {
			near.Items = append(near.Items, item{a.Entry, a.Label, s.url(a.Path)})
		}
	}
	if near.Items == nil || near.Label == "" {
		return nil
	}
	return []related{near}
}

// table sets entries side by side, each cell with the whole statement that it is short for.
func (s replier) table(c bot.Card) *table {
	t := &table{Columns: []item{}, Rows: []row{}}
	for _, col := range c.Table.Columns {
		t.Columns = append(t.Columns, s.item(col.Item))
	}
	for _, tr := range c.Table.Rows {
		r := row{Side: tr.Side, Cells: []cell{}}
		for i, tc := range tr.Cells {
			o := cell{Short: tc.Text}
			if at := slices.IndexFunc(c.Points, func(p bot.Passage) bool { return p.Entry == c.Table.Columns[i].ID && p.Section == tr.Section }); at >= 0 {
				st := s.statement(c.Points[at])
				o.Statement = &st
			}
			r.Cells = append(r.Cells, o)
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}
