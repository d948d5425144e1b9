package bot

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// maxRow is how many buttons stand under an answer: more are a third row on a phone.
const maxRow = 5

// lead is what the conversation puts before an answer's own buttons.
type lead struct {
	before *content.Entry  // the subject before, to go back to; nil where it is the same
	asked  content.Section // asked for of both; empty for the whole
	other  *content.Entry  // what else may have been meant; nil for nothing
	text   string          // the question
}

// buttons lays out what is pressed.
type buttons struct{ composer }

// row are the buttons of an answer, always in this order: two that are likely to be
// asked for next, the case note, the text to the participant, the whole entry. A way
// back takes the first place, what else may have been meant the second. What was asked for
// too goes before that, and three of it before the text to the participant, which stands
// among what is more. A section that is missing is nothing to note: the editors can be told
// instead.
func (gr gister) row(g Gist) []Action {
	e, press := gr.entry, buttons{gr.composer}
	here, _ := gr.refs(e)
	shown := here
	if s := g.Subject.Section; gr.has(s) {
		shown.Section = s
	}
	var out []Action
	if gr.lead.before != nil {
		out = append(out, press.back(gr.lead))
	}
	if e.Kind == content.Journey && here.Digest == "" {
		out = append(out, press.goTo(here.atStep(1), locales.ActionStart, true))
	}
	places := max(maxNext, len(g.Next))
	beside := gr.localBeside()
	if (gr.lead.other != nil || len(beside) > 0) && len(g.Also) == 0 {
		places--
	}
	for _, s := range g.Next {
		if len(out) >= places {
			break
		}
		out = append(out, press.asking(here, s, g.Subject.Title))
	}
	if o := gr.lead.other; o != nil && len(out) < maxNext {
		to := Ref{Lang: gr.lang, Entry: o.ID, Section: gr.lead.asked}
		out = append(out, showing(to, gr.short(o)+"?", gr.words.Text(locales.AnswerOther, "Title", gr.title(o))))
	}
	if len(beside) > 0 && len(out) < maxNext {
		out = append(out, press.entry(beside[0]))
	}
	if g.Gap != "" {
		out = append(out, press.sendEditors(shown, gr.lead.text))
	} else {
		out = append(out, press.noteAction(shown, g.Points))
		if len(e.Snippets) > 0 && len(out) < maxRow-1 {
			out = append(out, Action{Kind: ShowSnippet, Label: gr.words.Text(locales.RowSnippet), Aloud: gr.words.Text(locales.ActionSnippet), Entry: e.ID, Path: here.Path() + "#snippets", Ref: here})
		}
	}
	return append(out, press.moreAction(shown, g.Subject.Title))
}

// step are the buttons of a step of journey e: the steps before and behind it, its first
// offer.
func (co buttons) step(e *content.Entry, here Ref, st *Step) []Action {
	var out []Action
	if st.Number > 1 {
		out = append(out, co.goTo(here.atStep(st.Number-1), locales.RowPrevious, false))
	}
	if st.Number < st.Of {
		out = append(out, co.goTo(here.atStep(st.Number+1), locales.ActionNext, true))
	}
	for _, id := range e.Steps[st.Number-1].Offers {
		if offer, ok := co.guide.Entry(id); ok {
			out = append(out, co.entry(offer))
			break
		}
	}
	whole := here
	whole.Step = 0
	return append(out, co.noteAction(here, nil), co.moreAction(whole, e.Text(co.lang).Title))
}

func (co buttons) goTo(to Ref, label locales.Key, primary bool) Action {
	return Action{Kind: GoToStep, Label: co.words.Text(label), Entry: to.Entry, Step: to.Step, Path: to.Path(), Primary: primary, Ref: to}
}

// back leads to the same section of the subject before.
func (co buttons) back(l lead) Action {
	e := l.before
	to, aloud := Ref{Lang: co.lang, Entry: e.ID, Section: l.asked}, co.title(e)
	if to.Section != "" {
		aloud = co.SectionTitle(to.Section) + ": " + aloud
	}
	return showing(to, co.words.Text(locales.AnswerBack, "Title", co.short(e)), aloud)
}

// showing leads to a place.
func showing(to Ref, label, aloud string) Action {
	return Action{Kind: ShowEntry, Label: label, Aloud: aloud, Entry: to.Entry, Section: to.Section, Path: to.Path(), Ref: to}
}

// entry leads to an entry.
func (co buttons) entry(e *content.Entry) Action {
	return showing(Ref{Lang: co.lang, Entry: e.ID}, co.short(e), co.title(e))
}

// asking leads to a section of the entry at here, which is called title.
func (co buttons) asking(here Ref, s Side, title string) Action {
	here.Section = s.Section
	return showing(here, capital(s.Short), s.Title+": "+title)
}

// openMap leads to the opportunity map.
func (co buttons) openMap() Action {
	return Action{Kind: ShowMap, Label: co.words.Text(locales.ActionMap), Path: MapPath(co.lang), Ref: Ref{Lang: co.lang}}
}

func (co buttons) noteAction(of Ref, points []Passage) Action {
	return Action{
		Kind: CopyNote, Label: co.words.Text(locales.RowNote), Aloud: co.words.Text(locales.ActionNote),
		Entry: of.Entry, Section: of.Section, Step: of.Step, Path: of.note().Path(), Ref: of, Value: FormatPoints(of.Entry, points),
	}
}

func (co buttons) moreAction(of Ref, title string) Action {
	return Action{
		Kind: ShowMore, Label: co.words.Text(locales.RowMore), Aloud: co.words.Text(locales.RowMoreOf, "Title", title),
		Entry: of.Entry, Section: of.Section, Path: of.Path(), Ref: of,
	}
}

// sendEditors lets the asker see the question as it will be sent. It has no page: the
// text must stand in no address.
func (co buttons) sendEditors(about Ref, text string) Action {
	return Action{
		Kind: SendEditors, Label: co.words.Text(locales.RowEditors), Aloud: co.words.Text(locales.RowEditorsAloud),
		Entry: about.Entry, Section: about.Section, Ref: about, Value: text,
	}
}

// Shared is the row where only the asker sees the answer: to share it takes the place of
// the text to the participant, which stands among what is more.
func (c Card) Shared(w *locales.Words) []Action {
	share := Action{Kind: ShareAnswer, Label: w.Text(locales.RowShare), Aloud: w.Text(locales.RowShareAloud), Entry: c.Entry, Ref: c.Ref(), Value: FormatPoints(c.Entry, c.Points)}
	out := slices.Clone(c.Row)
	if c.Entry == "" {
		return out
	}
	i := slices.IndexFunc(out, func(a Action) bool { return a.Kind == ShowSnippet })
	if i < 0 {
		i = max(0, len(out)-1)
		if len(out) < maxRow {
			return slices.Insert(out, i, share)
		}
	}
	out[i] = share
	return out
}

// short is an entry's title where there is little room.
func (co composer) short(e *content.Entry) string {
	t := e.Text(co.lang)
	return marked(cmp.Or(t.Short, t.Title), e)
}

// capital begins s with a capital.
func capital(s string) string {
	rs := []rune(s)
	return strings.ToUpper(string(rs[:min(1, len(rs))])) + string(rs[min(1, len(rs)):])
}

// PointRef is where a statement stands in an entry.
type PointRef struct {
	Section content.Section
	Index   int // from 0
}

// maxPointRefs is how many points a button can name: what an answer has.
const maxPointRefs = maxPoints

// FormatPoints names where those of the statements that are the entry's stand,
// "duration.0,duration.2", as [ParsePoints] reads it; empty for none, and for a summary's.
// What stands in a message is read for ever.
func FormatPoints(entry string, ps []Passage) string {
	var out []string
	for _, p := range ps {
		if p.Entry == entry && section(p.ID.Part) != "" {
			out = append(out, p.ID.Part+"."+strconv.Itoa(p.ID.N))
		}
	}
	return strings.Join(out[:min(len(out), maxPointRefs)], ",")
}

// ParsePoints reads what [FormatPoints] wrote, and leaves out what it did not.
func ParsePoints(s string) []PointRef {
	var out []PointRef
	for _, part := range strings.SplitN(s, ",", maxPointRefs+1) {
		name, number, _ := strings.Cut(part, ".")
		n, err := strconv.Atoi(number)
		if sec := section(name); sec != "" && err == nil && n >= 0 && len(out) < maxPointRefs {
			out = append(out, PointRef{sec, n})
		}
	}
	return out
}
