package content

import "slices"

// Words are the guide's lists of words: those of the field, what is near the guide and not
// in it, what to ask where several entries are meant, and the phrases that ask for a section
// or say what no entry answers.
type Words struct {
	terms    []Term
	outside  []Outside
	choices  []Choices
	sections []SectionPhrase
	talk     []TalkPhrase
	shipped  bool // sections are those of the guide that ships with the program
}

// Words returns the guide's lists of words.
func (g *Guide) Words() *Words { return &g.words }

// Terms returns the words of the field, in the order of their file.
func (w *Words) Terms() []Term { return slices.Clone(w.terms) }

// Outside returns the subjects the guide does not cover, in the order of their file.
func (w *Words) Outside() []Outside { return slices.Clone(w.outside) }

// Question returns what to ask when the choices are the entries ids: the question of the
// smallest set that has them all, "" where there is none or fewer than two choices.
func (w *Words) Question(ids []string, l Lang) string {
	best := Choices{}
	for _, c := range w.choices {
		all := len(ids) > 1
		for _, id := range ids {
			all = all && slices.Contains(c.Entries, id)
		}
		if all && (best.Entries == nil || len(c.Entries) < len(best.Entries)) {
			best = c
		}
	}
	return best.Question[l]
}

// SectionPhrases returns the ways to ask for a section, in the order of their file. A
// guide without the file has those of the guide that ships with the program: they are
// of the language, not of the guide.
func (w *Words) SectionPhrases() []SectionPhrase { return slices.Clone(w.sections) }

// TalkPhrases returns the phrases of talk, in the order of their file. A guide without
// the file has those that ship with the program. They are of the language and of the
// program, so a guide's release is none of theirs.
func (w *Words) TalkPhrases() []TalkPhrase { return slices.Clone(w.talk) }
