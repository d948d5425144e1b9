package content

import (
	"cmp"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// watchedFile keeps what the cited sections were when they were last read.
const watchedFile = "_watched.yaml"

// mark is a section as it was read: digests of its words and of its amendment notes.
type mark struct{ text, notes string }

func decodeWatched(file string, data []byte) (map[string]mark, Problems) {
	d := &decoder{file: file, pos: map[string]int{}}
	out := map[string]mark{}
	d.items(data, "watched", func(path string, n *yaml.Node) {
		var law string
		var m mark
		d.mapping(path, n, []field{{"law", d.str(&law)}, {"text", d.str(&m.text)}, {"notes", d.str(&m.notes)}})
		if law == "" || m.text == "" || m.notes == "" {
			d.report(n, path+" lacks law, text or notes", "the file is written by watch --accept")
		}
		out[law] = m
	})
	return out, d.problems
}

// WatchState is what became of a section since it was last read.
type WatchState string

// The states. All but Unchanged need a person.
const (
	Unchanged  WatchState = "unchanged"
	Unmarked   WatchState = "new"          // never watched before: accept it
	Reworded   WatchState = "changed"      // its words are others
	NoteAdded  WatchState = "new footnote" // the words are the same; an amendment is told below them
	IsRepealed WatchState = "repealed"
	Missing    WatchState = "missing" // neither the act nor the section is in the folder
)

// Watched is one cited place in the law, as the folder has it today.
type Watched struct {
	Law    string // as a rule writes it: "integreringsloven § 14 a"
	URL    string
	State  WatchState
	Text   string     // the section's words today, a line a paragraph
	Before string     // its words when it was last read; empty where the older folder lacks them
	Notes  []string   // what is said of amendments today
	Points []PointRef // what rests on it, sorted
	Rates  []string   // the rates that rest on it

	law, section string
	now          mark
}

// PointRef is a point's place in the guide.
type PointRef struct {
	Entry   string
	Section Section
	Index   int
}

// String returns "kvalifiseringsprogram duration 1"; points count from one.
func (p PointRef) String() string { return fmt.Sprintf("%s %s %d", p.Entry, p.Section, p.Index+1) }

// NeedsPerson reports whether somebody must look at the section.
func (w Watched) NeedsPerson() bool { return w.State != Unchanged }

// Cited is what a guide cites outside itself: law, and addresses.
type Cited struct {
	entries []*Entry
	book    *lawBook
	marks   map[string]mark // of sections as they were last read, by law as a rule writes it
}

// Cited returns what the guide cites.
func (g *Guide) Cited() Cited { return Cited{g.entries, &g.book, g.watched} }

// entry returns the entry called id, nil for none.
func (c Cited) entry(id string) *Entry {
	if i := slices.IndexFunc(c.entries, func(e *Entry) bool { return e.ID == id }); i >= 0 {
		return c.entries[i]
	}
	return nil
}

// Watch compares every section that a rule or rate cites with a folder of Lovdata's open
// data (see [readLaws]) and with what it was when it was last accepted. An older folder,
// nil where there is none, gives the words from before. The result is sorted by law.
func (c Cited) Watch(law, older fs.FS) ([]Watched, error) {
	cited := c.sections()
	ids := map[string]bool{}
	for _, w := range cited {
		ids[w.law] = true
	}
	texts, err := readLaws(law, ids)
	if err != nil {
		return nil, err
	}
	var before map[string]lawText
	if older != nil {
		if before, err = readLaws(older, ids); err != nil {
			return nil, err
		}
	}
	out := make([]Watched, 0, len(cited))
	for _, w := range cited {
		s := texts[w.law][foldSection(w.section)]
		w.judge(s, c.marks)
		if b := before[w.law][foldSection(w.section)]; b != nil && w.State == Reworded && hash(b.text) == c.marks[w.Law].text {
			w.Before = b.words()
		}
		out = append(out, *w)
	}
	slices.SortFunc(out, func(a, b Watched) int { return cmp.Compare(a.Law, b.Law) })
	return out, nil
}

// judge says what became of the section s, nil where the folder lacks it.
func (w *Watched) judge(s *lawSection, marks map[string]mark) {
	last, known := marks[w.Law]
	if s == nil {
		w.State = Missing
		return
	}
	w.Text, w.Notes, w.now = s.words(), s.notes, mark{hash(s.text), hash(s.notes)}
	switch {
	case len(s.text) > 0 && repealed.MatchString(s.text[0]) && w.section != "":
		w.State = IsRepealed
	case !known:
		w.State = Unmarked
	case last.text != w.now.text:
		w.State = Reworded
	case last.notes != w.now.notes:
		w.State = NoteAdded
	default:
		w.State = Unchanged
	}
}

// sections returns every place in the law that the guide cites, with what rests on it.
func (c Cited) sections() map[string]*Watched {
	out := map[string]*Watched{}
	at := func(l Citation) *Watched {
		w := out[l.String()]
		if w == nil {
			w = &Watched{Law: l.String(), URL: l.URL, law: c.book.law(l.Act).ID, section: l.Section}
			out[w.Law] = w
		}
		return w
	}
	for _, e := range c.entries {
		for _, st := range e.Texts[Bokmal].Sections {
			for i, p := range st.Points {
				if p.Rule == nil {
					continue
				}
				for _, l := range append([]Citation{p.Rule.Law}, p.Rule.Also...) {
					w := at(l)
					if ref := (PointRef{e.ID, st.Key, i}); !slices.Contains(w.Points, ref) {
						w.Points = append(w.Points, ref)
					}
				}
			}
		}
	}
	for _, r := range c.book.rates {
		if r.Law != "" {
			l, section, _, _ := c.book.cite(r.Law)
			w := at(l.citation(section, Bokmal))
			w.Rates = append(w.Rates, r.Name)
		}
	}
	return out
}

// Accept returns the files to write when a person has read what ws lists, by their names
// in the guide's folder: the list of marks, and the entries whose rules were read anew,
// with the day now as checked. A section seen for the first time is marked only: its
// rules were checked when they were written. Repealed and missing ones are left: their
// points must be written anew.
func (c Cited) Accept(fsys fs.FS, ws []Watched, now time.Time) (map[string][]byte, error) {
	r := renewal{fsys, map[string][]byte{}, now.Format(time.DateOnly)}
	var lines []string
	for _, w := range ws {
		m := w.now
		if w.State == IsRepealed || w.State == Missing {
			last, known := c.marks[w.Law]
			if !known {
				continue
			}
			m = last
		}
		lines = append(lines, fmt.Sprintf("  - {law: %s, text: %q, notes: %q}\n", w.Law, m.text, m.notes))
		if w.State != Reworded && w.State != NoteAdded {
			continue
		}
		for _, p := range w.Points {
			if err := r.renew(c.entry(p.Entry), p); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(lines)
	r.files[watchedFile] = []byte("# Digests of the cited sections as they were last read. Written by veiviser watch --accept.\nwatched:\n" + strings.Join(lines, ""))
	return r.files, nil
}

// checkedDay matches the day a rule was checked, in the line it stands in.
var checkedDay = regexp.MustCompile(`(checked: *"?)\d{4}-\d{2}-\d{2}`)

// renewal is the files of a guide to write with new days.
type renewal struct {
	fsys  fs.FS
	files map[string][]byte
	day   string
}

// renew writes the day the rule of p was checked into the file of its entry e.
func (r renewal) renew(e *Entry, p PointRef) error {
	data, ok := r.files[e.file]
	if !ok {
		var err error
		if data, err = fs.ReadFile(r.fsys, e.file); err != nil {
			return fmt.Errorf("entry %q: %s", p.Entry, reason(err))
		}
	}
	n := e.line(fmt.Sprintf("%s.%s.%d.rule.checked", Bokmal, p.Section, p.Index))
	lines := strings.SplitAfter(string(data), "\n")
	if n < 1 || n > len(lines) || len(checkedDay.FindAllString(lines[n-1], -1)) != 1 {
		return fmt.Errorf("%s:%d: no day of the rule of point %q to renew", e.file, n, p)
	}
	lines[n-1] = checkedDay.ReplaceAllString(lines[n-1], "${1}"+r.day)
	r.files[e.file] = []byte(strings.Join(lines, ""))
	return nil
}
