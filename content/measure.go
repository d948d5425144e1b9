package content

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// Measures are the shares and counts that tell how well a guide rests on law. Points are
// those of the bokmål text: the other languages have the same.
type Measures struct {
	Points      int
	Carried     int            // rest on an act, a regulation or an official source
	Dated       int            // have a source with a date
	Rules       int            // state a section
	Fresh       int            // rules checked within twelve months
	ByWeight    map[Weight]int // points by the weight of their source
	MostUsed    string         // the title of the source of research most points rest on
	MostUsedFor int            // how many
	OwnAmounts  int            // texts, of any language, with an amount that is no rate
	Conditions  int            // conditions
	Unanswered  int            // questions in bokmål, asked of a section, that no point answers
	GapsOf      map[Section]int
	Entries     int
}

// Measure reads the guide in fsys, however many findings it has, and measures it on the
// day now.
func Measure(fsys fs.FS, now time.Time) Measures {
	g, _ := read(fsys)
	m := Measures{Entries: len(g.entries), ByWeight: map[Weight]int{}, GapsOf: map[Section]int{}}
	uses := map[string]int{}
	for _, e := range g.entries {
		m.OwnAmounts += len(e.ownAmounts)
		m.Conditions += len(e.Conditions)
		for _, s := range e.Gaps {
			m.GapsOf[s]++
		}
		if nb := e.Texts[Bokmal]; nb != nil {
			for _, q := range nb.Unanswered {
				m.Unanswered += len(q.Questions)
			}
			for _, st := range nb.Sections {
				for _, p := range st.Points {
					m.point(e, p, now, uses)
				}
			}
		}
	}
	for title, n := range uses {
		if n > m.MostUsedFor || n == m.MostUsedFor && title < m.MostUsed {
			m.MostUsed, m.MostUsedFor = title, n
		}
	}
	return m
}

func (m *Measures) point(e *Entry, p Point, now time.Time, uses map[string]int) {
	s, _ := e.Source(p.Source)
	w := e.Weight(p)
	m.Points++
	m.ByWeight[w]++
	if w == Binding || w == Guiding {
		m.Carried++
	}
	if !s.Dated.Unknown() {
		m.Dated++
	}
	if s.Kind == Research {
		uses[s.Title]++
	}
	if p.Rule != nil {
		m.Rules++
		if p.Rule.Checked.start().AddDate(0, reviewAfter, 0).After(now) {
			m.Fresh++
		}
	}
}

// String prints one measure a line.
func (m Measures) String() string {
	var b strings.Builder
	share := func(what string, n, of int) {
		if of == 0 {
			fmt.Fprintf(&b, "%-44s  none\n", what)
			return
		}
		fmt.Fprintf(&b, "%-44s %6.3f  %d of %d\n", what, float64(n)/float64(of), n, of)
	}
	count := func(what string, n int) { fmt.Fprintf(&b, "%-44s %6d\n", what, n) }
	share("points on law or an official source", m.Carried, m.Points)
	share("points with a dated source", m.Dated, m.Points)
	share("rule points checked within twelve months", m.Fresh, m.Rules)
	share("points that state a rule", m.Rules, m.Points)
	for _, w := range []Weight{Binding, Guiding, LocalRule, Studied} {
		share("points of weight "+string(w), m.ByWeight[w], m.Points)
	}
	share("points of no weight", m.ByWeight[Weightless], m.Points)
	if m.MostUsed != "" {
		share("the most used study", m.MostUsedFor, m.Points)
		fmt.Fprintf(&b, "  %s\n", m.MostUsed)
	}
	for _, s := range []Section{Livelihood, Duration} {
		count(string(s)+" gaps", m.GapsOf[s])
	}
	others := 0
	for s, n := range m.GapsOf {
		if !slices.Contains([]Section{Livelihood, Duration}, s) {
			others += n
		}
	}
	count("other gaps", others)
	count("questions in bokmål that no point answers", m.Unanswered)
	count("texts with an amount of their own", m.OwnAmounts)
	count("conditions", m.Conditions)
	return b.String()
}
