package search

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"veiviser/content"
	"veiviser/search/classifier"
	"veiviser/search/encoder"
)

// PointQuestion is a question that one statement of an entry answers, asked by who has
// the entry in mind: it need not name it. What such questions tell apart is the points of
// the entry. They are no phrases of the guide and lead to no entry.
type PointQuestion struct {
	Entry  string // id
	Begins string // the first words of the statement in bokmål
	Text   string
}

// ReadPointQuestions reads a line a question, of four fields with a tab between: the
// entry, the beginning of the statement, the language and the question. An error names
// the line.
func ReadPointQuestions(r io.Reader) ([]PointQuestion, error) {
	var out []PointQuestion
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		fields := strings.Split(sc.Text(), "\t")
		if len(fields) != 4 {
			return nil, fmt.Errorf("questions of points, line %d: %d fields, want entry, beginning, language and question", len(out)+1, len(fields))
		}
		out = append(out, PointQuestion{fields[0], fields[1], fields[3]})
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("questions of points: %w", err)
	}
	return out, nil
}

// placesOf are where an entry's statements stand, by their beginnings; two that begin
// alike stand for each other.
func placesOf(e *content.Entry, begins string) []place {
	var out []place
	for _, st := range e.Text(content.Bokmal).Sections {
		for i, p := range st.Points {
			if strings.HasPrefix(p.Text, begins) {
				out = append(out, place{st.Key, i})
			}
		}
	}
	return out
}

// trainPoints learns which point of an entry answers a question: from what its points
// say, at length and in short, from the questions that stand at them, and from others.
// A question of a statement that is gone is left out. The means are of the questions of
// each point, in the order of [corpus] and [eachPoint].
func (c corpus) trainPoints(lx lexicon, questions []PointQuestion) (*encoder.Model, *encoder.Means) {
	of := map[string][]PointQuestion{}
	for _, q := range questions {
		of[q.Entry] = append(of[q.Entry], q)
	}
	var groups []encoder.Group
	for _, e := range c.entries {
		var g encoder.Group
		at := map[place]int{}
		ask := func(text string, pl place) {
			g.Questions = append(g.Questions, encoder.Question{Words: lx.shares(text), Answer: at[pl]})
		}
		eachPoint(e, func(pl place, says []content.Point) {
			at[pl] = len(g.Statements)
			var st encoder.Statement
			for _, p := range says {
				st = append(st, lx.shares(p.Text))
				for _, a := range p.Asked {
					ask(a, pl)
				}
				if p.Short != "" {
					ask(p.Short, pl)
				}
			}
			g.Statements = append(g.Statements, st)
		})
		for _, q := range of[e.ID] {
			for _, pl := range placesOf(e, q.Begins) {
				ask(q.Text, pl)
			}
		}
		groups = append(groups, g)
	}
	m := encoder.Train(groups)
	var asked [][]encoder.Vector
	for _, g := range groups {
		of := make([][]encoder.Vector, len(g.Statements))
		for _, q := range g.Questions {
			of[q.Answer] = append(of[q.Answer], m.Encode(q.Words))
		}
		asked = append(asked, of...)
	}
	return m, encoder.MeansOf(asked)
}

// eachPoint calls fn with every point of an entry and what it says in each language.
func eachPoint(e *content.Entry, fn func(place, []content.Point)) {
	for _, st := range e.Text(content.Bokmal).Sections {
		for i := range st.Points {
			var says []content.Point
			for _, l := range content.Langs() {
				says = append(says, e.Text(l).Section(st.Key)[i])
			}
			fn(place{st.Key, i}, says)
		}
	}
}

// shorts calls fn with what the points say in short.
func (c corpus) shorts(fn func(string)) {
	for _, e := range c.entries {
		eachPoint(e, func(_ place, says []content.Point) {
			for _, p := range says {
				fn(p.Short)
			}
		})
	}
}

// meant is where the question lies for the encoder of points, nil without one. It reads
// all words but names, for it knows some that stand in no text of the guide, and those of
// the mentions beside.
func (s *scorer) meant(beside []Mention) encoder.Vector {
	if s.ix.points == nil {
		return nil
	}
	var words []classifier.Word
	for _, w := range s.words {
		if within(beside, w.place) || w.foreign || w.capital && !w.known {
			continue
		}
		words = append(words, classifier.Word{Text: w.text, Share: w.share * s.ix.share(w.text)})
	}
	return s.ix.points.Encode(words)
}
