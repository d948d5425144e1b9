package bot

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/search"
)

// localSearcher is a [Searcher] that can search what a municipality has beside the national
// guide; [search.Index] is one.
type localSearcher interface {
	In(view *content.Guide) (*search.Placed, error)
}

// placed are the bots of the places that were asked in, each made once.
type placed struct {
	mu sync.Mutex
	of map[*content.Guide]*Bot
}

var errNoLocalSearch = errors.New("the index searches no local entries")

// At returns the bot as a municipality has it: it answers from the national guide and the
// local entries of the municipality and its county, [content.Guide.At], and of no other
// place, whatever is asked of it. It is b itself where there are none, for no number, and
// where the local entries can't be searched, which Answer then reports.
func (b *Bot) At(municipality string) *Bot {
	at, err := b.at(municipality)
	if err != nil {
		return b
	}
	return at
}

func (b *Bot) at(municipality string) (*Bot, error) {
	national := cmp.Or(b.national, b)
	view := national.guide.At(municipality)
	if view == national.guide {
		return national, nil
	}
	national.placed.mu.Lock()
	defer national.placed.mu.Unlock()
	if at := national.placed.of[view]; at != nil {
		return at, nil
	}
	ix, ok := national.index.(localSearcher)
	if !ok {
		return nil, errNoLocalSearch
	}
	local, err := ix.In(view)
	if err != nil {
		return nil, fmt.Errorf("search of a municipality: %w", err)
	}
	c := national.c
	c.Guide, c.Index = view, local
	at := newBot(c)
	at.line, at.given, at.national, at.place = national.line, national.given, national, municipality
	if national.placed.of == nil {
		national.placed.of = map[*content.Guide]*Bot{}
	}
	national.placed.of[view] = at
	return at, nil
}

// maxLocal is how many local entries an answer names.
const maxLocal = 3

// title is an entry's title, with the place of a local one.
func (co composer) title(e *content.Entry) string {
	t := e.Text(co.lang).Title
	if e.Place == "" {
		return t
	}
	return co.words.Text(locales.LocalTitle, "Title", t, "Number", e.Place)
}

// marked puts the place of a local entry behind a short name of it.
func marked(short string, e *content.Entry) string {
	if e.Place == "" {
		return short
	}
	return short + " (" + e.Place + ")"
}

// local says in a sentence of its own that something holds in the entry's place: "lokalt i
// 3301"; empty for a national entry.
func (co composer) local(e *content.Entry) string {
	if e.Place == "" {
		return ""
	}
	return co.words.Text(locales.LocalIn, "Number", e.Place)
}

// besides is what the places that the guide is seen in add to the entry that answers: of each
// the point that was found, else its first in the sections asked for, else for somebody who
// asks what it is, the first there is. They say where they hold.
func (gr gister) besides(asked []content.Section) []Passage {
	if here, _ := gr.refs(gr.entry); here.Digest != "" {
		return nil // another day's
	}
	var out []Passage
	for _, e := range gr.guide.Here().Added(gr.entry.ID) {
		if len(out) == maxPoints-1 {
			break
		}
		of := statements{composer: gr.composer, entry: e}
		at, ok := of.added(gr.local, asked)
		if !ok {
			continue
		}
		p := of.passages([]search.Passage{at})[0]
		p.Text = gr.words.Text(locales.LocalSays, "Number", e.Place, "Text", p.Text)
		out = append(out, p)
	}
	return out
}

// added is the point of what a place adds that answers; ok is false where none does.
func (st statements) added(found []search.Passage, asked []content.Section) (p search.Passage, ok bool) {
	for _, p := range found {
		if p.Entry == st.entry && (len(asked) == 0 || p.Answers || slices.Contains(asked, p.Section)) {
			return p, true
		}
	}
	if len(asked) == 0 {
		asked = content.Sections()
	}
	for _, s := range asked {
		if st.has(s) {
			return search.Passage{Entry: st.entry, Section: s}, true
		}
	}
	return search.Passage{}, false
}

// localSections adds what places say of the entry to its sections, behind what is national.
func (co whole) localSections(sections []Section, sources []Source) ([]Section, []Source) {
	for _, added := range co.guide.Here().Added(co.entry.ID) {
		n := &numbering{entry: added, lang: co.lang, words: co.words, sources: sources}
		for _, st := range added.Text(co.lang).Sections {
			i := slices.IndexFunc(sections, func(s Section) bool { return s.Key == st.Key })
			if i < 0 {
				i = len(sections)
				sections = append(sections, Section{Key: st.Key, Title: co.words.Text(sectionKeys[st.Key])})
			}
			for _, p := range st.Points {
				point := n.point(p)
				point.Place, point.Text = added.Place, co.words.Text(locales.LocalSays, "Number", added.Place, "Text", point.Text)
				sections[i].Points = append(sections[i].Points, point)
			}
		}
		sources = n.sources
	}
	return sections, sources
}

// localBeside are the local entries to go on to from an entry: those that the question may
// have meant, and those that point at it.
func (gr gister) localBeside() []*content.Entry {
	var out []*content.Entry
	for _, e := range slices.Concat(gr.likely, gr.guide.Here().Beside(gr.entry.ID)) {
		if e != gr.entry && e.Place != "" && !slices.Contains(out, e) && len(out) < maxLocal {
			out = append(out, e)
		}
	}
	return out
}

// localFoot names the local entries beside an answer, in small print.
func (gr gister) localFoot(es []*content.Entry) []string {
	if len(es) == 0 {
		return nil
	}
	names := make([]string, len(es))
	for i, e := range es {
		names[i] = marked(e.Text(gr.lang).Title, e)
	}
	return []string{gr.words.Text(locales.LocalBeside, "Titles", strings.Join(names, ", "))}
}

// localRelation are the local entries of the guide's places that point at the entry.
func (co whole) localRelation() []Relation {
	items := co.items(ids(co.guide.Here().Beside(co.entry.ID)))
	if len(items) == 0 {
		return nil
	}
	return []Relation{{co.words.Text(locales.LocalRelation), items}}
}

// withLocal puts the local entries that may answer behind the national choices.
func withLocal(hits []search.Hit, local []*content.Entry) []*content.Entry {
	var out []*content.Entry
	for _, h := range hits[:min(maxChoices, len(hits))] {
		out = append(out, h.Entry)
	}
	for _, e := range local[:min(maxLocal-1, len(local))] {
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// apart tells the national offers from the local ones, each in their order.
func (os offers) apart() (national, local offers) {
	for _, o := range os {
		if o.Place == "" {
			national = append(national, o)
		} else {
			local = append(local, o)
		}
	}
	return national, local
}
