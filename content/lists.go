package content

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// The files of a guide that are not entries.
const (
	termsFile   = "_terms.yaml"
	changesFile = "_changes.yaml"
	outsideFile = "_outside.yaml"
	choicesFile = "_choices.yaml"
)

// Term is one word of the field with its name in each language, so that the guide
// calls a thing the same everywhere.
type Term struct {
	Names    map[Lang]string   // the word the guide uses
	Rejected map[Lang][]string // variants the guide does not use
}

// Change is a change of law: one in force makes older sources doubtful, one to come is
// told of beforehand.
type Change struct {
	ID      string
	Date    Date            // when it is in force; unknown for one to come whose day is not set
	Coming  bool            `json:",omitempty"` // adopted, and not in force when the guide was read against the law
	Entries []string        // ids it touches
	Topics  []string        // every entry of these topics is touched
	Note    map[Lang]string // the warning, a full sentence; of one to come, what will be
}

// Outside is a subject near the guide's that it does not cover, so that a question
// about it is told so instead of being led to the nearest entry.
type Outside struct {
	ID      string
	Phrases map[Lang][]string // words and short phrases people name it by
}

// Choices is what to ask when all the choices are among a set of siblings.
type Choices struct {
	Entries  []string        // ids
	Question map[Lang]string // "Hvilken vei til fagbrev?"
}

// Changes returns the changes of law of g, in the order of their file.
func Changes(g *Guide) []Change { return slices.Clone(g.changes) }

// ChangesSince returns the changes of law that touch e, in the order of their file: those
// that came after it was read against the law, else after the oldest of its dated
// sources, and those to come. It is what the reader must be told of.
func (g *Guide) ChangesSince(e *Entry) []Change {
	oldest := e.checked()
	if oldest.Unknown() {
		oldest = e.Oldest()
	}
	var out []Change
	for _, c := range g.changes {
		touched := slices.Contains(c.Entries, e.ID) || slices.Contains(c.Topics, e.Topic)
		if touched && (c.Coming || !oldest.Unknown() && oldest.Before(c.Date)) {
			out = append(out, c)
		}
	}
	return out
}

// checked is the first day one of the entry's rules was read in the law; unknown for an
// entry without rules.
func (e *Entry) checked() Date {
	var first Date
	t := e.Text(Bokmal)
	if t == nil {
		return first
	}
	for _, s := range t.Sections {
		for _, p := range s.Points {
			if p.Rule != nil && (first.Unknown() || p.Rule.Checked.Before(first)) {
				first = p.Rule.Checked
			}
		}
	}
	return first
}

// langFields makes one text field a language.
func (d *decoder) langFields(dst map[Lang]string) []field {
	var fields []field
	for _, l := range Langs() {
		fields = append(fields, field{string(l), func(path string, n *yaml.Node) {
			var s string
			d.str(&s)(path, n)
			dst[l] = s
		}})
	}
	return fields
}

// items calls read for every mapping below the one key of a list file.
func (d *decoder) items(data []byte, key string, read func(path string, n *yaml.Node)) {
	root := d.root(data)
	if root == nil {
		return
	}
	d.mapping("", root, []field{{key, d.list(read)}})
}

func decodeTerms(file string, data []byte) ([]Term, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	var out []Term
	d.items(data, "terms", func(path string, n *yaml.Node) {
		t := Term{Names: map[Lang]string{}, Rejected: map[Lang][]string{}}
		fields := append(d.langFields(t.Names), field{"reject", func(path string, n *yaml.Node) {
			var byLang []field
			for _, l := range Langs() {
				byLang = append(byLang, field{string(l), func(path string, n *yaml.Node) {
					var words []string
					d.strs(&words)(path, n)
					t.Rejected[l] = words
				}})
			}
			d.mapping(path, n, byLang)
		}})
		d.mapping(path, n, fields)
		for _, l := range Langs() {
			if t.Names[l] == "" {
				d.report(n, path+" has no "+string(l), "every term has a name in nb, nn and en")
			}
		}
		out = append(out, t)
	})
	return out, d.problems
}

func decodeChanges(file string, data []byte) ([]Change, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	var out []Change
	d.items(data, "changes", func(path string, n *yaml.Node) {
		c := Change{Note: map[Lang]string{}}
		fields := append(d.langFields(c.Note),
			field{"id", d.str(&c.ID)},
			field{"date", d.date(&c.Date)},
			field{"coming", d.boolean(&c.Coming)},
			field{"entries", d.strs(&c.Entries)},
			field{"topics", d.strs(&c.Topics)})
		d.mapping(path, n, fields)
		for _, l := range Langs() {
			if c.Note[l] == "" {
				d.report(n, path+" has no "+string(l), "the warning is shown in every language")
			}
		}
		if c.ID == "" || c.Date.Unknown() && !c.Coming {
			d.report(n, path+" lacks id or date", "only a change to come may be without a day")
		}
		out = append(out, c)
	})
	return out, d.problems
}

func decodeOutside(file string, data []byte) ([]Outside, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	var out []Outside
	d.items(data, "outside", func(path string, n *yaml.Node) {
		o := Outside{Phrases: map[Lang][]string{}}
		fields := []field{{"id", d.str(&o.ID)}}
		for _, l := range Langs() {
			fields = append(fields, field{string(l), func(path string, n *yaml.Node) {
				var phrases []string
				d.strs(&phrases)(path, n)
				o.Phrases[l] = phrases
			}})
		}
		d.mapping(path, n, fields)
		if o.ID == "" {
			d.report(n, path+" has no id", "")
		}
		out = append(out, o)
	})
	return out, d.problems
}

func decodeChoices(file string, data []byte) ([]Choices, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	var out []Choices
	d.items(data, "choices", func(path string, n *yaml.Node) {
		c := Choices{Question: map[Lang]string{}}
		d.mapping(path, n, append(d.langFields(c.Question), field{"entries", d.strs(&c.Entries)}))
		for _, l := range Langs() {
			if c.Question[l] == "" {
				d.report(n, path+" has no "+string(l), "the question is asked in every language")
			}
		}
		if len(c.Entries) < 2 {
			d.report(n, path+" has fewer than two entries", "entries: the siblings one chooses among")
		}
		out = append(out, c)
	})
	return out, d.problems
}
