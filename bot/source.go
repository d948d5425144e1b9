package bot

import (
	"slices"
	"strconv"
	"strings"
)

// Source is where statements come from.
type Source struct {
	Number int    `json:"number"`
	Title  string `json:"title"`
	URL    string `json:"url,omitempty"`
	Dated  string `json:"dated"`          // in words: "26. januar 2026", "2021", "uten dato", "kontrollert 2. juli 2026"
	Note   string `json:"note,omitempty"` // "forslag", "nyhetsoppslag" …; empty for official ones

	Noted string `json:"-"` // its date and kind as a case note has them; empty: as Dated has it
}

// Mark is the number of the source as statements have it: "[1]".
func (s Source) Mark() string { return "[" + strconv.Itoa(s.Number) + "]" }

// About is when the source is from and what kind it is: "26. januar 2026, lokal kilde".
func (s Source) About() string { return joined(", ", s.Dated, s.Note) }

// String is the source as a line.
func (s Source) String() string { return joined(" · ", s.Title, s.About()) }

// SourceLine is a line of what an answer cites: sources that follow one another, of which
// the same is to be said.
type SourceLine struct {
	Sources []Source
	About   string // each of them; it stands behind the last
}

// SourceLines puts sources into lines.
func SourceLines(ss []Source) []SourceLine {
	var out []SourceLine
	for _, s := range ss {
		if last := len(out) - 1; last >= 0 && out[last].About == s.About() {
			out[last].Sources = append(out[last].Sources, s)
			continue
		}
		out = append(out, SourceLine{[]Source{s}, s.About()})
	}
	return out
}

// Join writes the line, each source's title as title does: "[1] integreringsloven § 13 ·
// [2] integreringsloven § 14 · kontrollert 2. juli 2026". No line ends behind a number.
func (l SourceLine) Join(title func(Source) string, escape func(string) string) string {
	parts := make([]string, len(l.Sources), len(l.Sources)+1)
	for i, s := range l.Sources {
		parts[i] = s.Mark() + "\u00a0" + title(s)
	}
	return strings.Join(append(parts, escape(l.About)), " · ")
}

// Cited are the sources of the answer's points, in the order of their numbers.
func (g Gist) Cited() []Source { return cited(g.Points) }

// Cited are the sources of what the card answers, in the order of their numbers: of its
// points, or of what its choices say.
func (c Card) Cited() []Source {
	said := c.Points
	for _, ch := range c.Choices {
		if ch.Says != nil {
			said = append(slices.Clip(said), *ch.Says)
		}
	}
	return cited(said)
}

// CitedBy are the sources of points of the card's sections, in the order of their numbers.
func (c Card) CitedBy(ps []Point) []Source {
	return slices.DeleteFunc(slices.Clone(c.Sources), func(s Source) bool {
		return !slices.ContainsFunc(ps, func(p Point) bool { return p.Source == s.Number })
	})
}

// CitedIn are the sources of rows of the card's table, in the order of their numbers.
func (c Card) CitedIn(rows []TableRow) []Source {
	return slices.DeleteFunc(c.Cited(), func(s Source) bool {
		return !slices.ContainsFunc(rows, func(r TableRow) bool {
			return slices.ContainsFunc(r.Cells, func(cell Cell) bool { return cell.Source == s.Number })
		})
	})
}

func cited(ps []Passage) []Source {
	var out []Source
	for _, p := range ps {
		for _, s := range p.Sources() {
			if s.Number > len(out) {
				out = append(out, s)
			}
		}
	}
	return out
}

// renumber gives the sources of an answer's points numbers in the order they are named.
func renumber(ps []Passage) {
	var seen []Source
	number := func(s Source) Source {
		s.Number = 0
		if i := slices.Index(seen, s); i >= 0 {
			s.Number = i + 1
			return s
		}
		seen = append(seen, s)
		s.Number = len(seen)
		return s
	}
	for i := range ps {
		p := &ps[i]
		if p.Source == nil {
			continue
		}
		s := number(*p.Source)
		p.Source = &s
		for k := range p.Also {
			p.Also[k] = number(p.Also[k])
		}
	}
}
