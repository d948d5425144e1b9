package bot

import (
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// journeys lays out journeys and their steps.
type journeys struct{ composer }

// stepCard lays out step k (from 1) of a journey; ok is false for no such step.
func (cs composer) stepCard(e *content.Entry, k int) (c Card, ok bool) {
	co := journeys{cs}
	if e.Kind != content.Journey || k < 1 || k > len(e.Steps) {
		return Card{}, false
	}
	l, w, s := co.lang, co.words, e.Steps[k-1]
	n := &numbering{entry: e, lang: l, words: w}
	here, permalink := co.refs(e)
	c = Card{
		Kind: StepCard, Lang: l, Entry: e.ID, EntryKind: e.Kind, Label: co.label(e), Title: e.Text(l).Title, Version: here.Digest,
		Path: here.atStep(k).Path(), Permalink: permalink.Path(), Picture: co.picture(e, k),
	}
	st := &Step{
		Number: k, Of: len(e.Steps), Position: w.Text(locales.JourneyStep, "K", k, "Of", len(e.Steps)),
		Title: s.Texts[l].Title, Persona: co.persona(e), Text: s.Texts[l].Text, Constructed: s.Constructed,
		Origin: w.Text(locales.StepSourced), Parallel: parallel(l, e, k-1),
	}
	if s.Constructed {
		st.Origin = w.Text(locales.StepConstructed)
	}
	n.of(s.Source)
	st.Relations = co.stepRelations(s)
	c.Step, c.Gist = st, gistOf(cs, e, nil).ofStep(here.atStep(k), st, n.sources)
	c.Notices = []Notice{{Kind: Constructed, Text: w.Text(locales.CautionConstructed)}}
	c.Sources = n.sources
	c.Actions = co.stepActions(here, e, k)
	return c, true
}

// The most characters of a persona and of a goal in the line over a step.
const (
	maxPersona = 90
	maxGoal    = 60
)

// persona says in a line whose journey e is, and where to: the page has all of it.
func (co journeys) persona(e *content.Entry) string {
	t := e.Text(co.lang)
	who := ""
	if said := sentences(t.Persona); len(said) > 0 {
		who = cutWords(said[0], maxPersona)
	}
	if t.Goal == "" {
		return who
	}
	return joined(" ", stop(who), co.words.Text(locales.JourneyGoal)+": "+cutWords(t.Goal, maxGoal))
}

func (co journeys) stepRelations(s content.Step) []Relation {
	w := co.words
	out := []Relation{{w.Text(locales.RelationOffers), co.items(s.Offers)}}
	if items := co.items(s.Responsible); len(items) > 0 {
		out = append(out, Relation{w.Text(locales.RelationResponsible), items})
	}
	livelihood := co.items(s.Livelihood)
	if len(livelihood) == 0 {
		livelihood = []Item{{Title: w.Text(locales.LivelihoodWage)}}
	}
	return append(out, Relation{w.Text(locales.RelationLivelihood), livelihood})
}

// parallel names the other steps of the same stage.
func parallel(l content.Lang, e *content.Entry, i int) []string {
	var out []string
	for _, stage := range e.Stages() {
		in := false
		for _, j := range stage {
			in = in || j == i
		}
		if !in {
			continue
		}
		for _, j := range stage {
			if j != i {
				out = append(out, e.Steps[j].Texts[l].Title)
			}
		}
	}
	return out
}

func (co journeys) stepActions(here Ref, e *content.Entry, k int) []Action {
	w := co.words
	var out []Action
	if k > 1 {
		out = append(out, Action{Kind: GoToStep, Label: w.Text(locales.ActionPrevious), Entry: e.ID, Step: k - 1, Path: here.atStep(k - 1).Path()})
	}
	if k < len(e.Steps) {
		out = append(out, Action{Kind: GoToStep, Label: w.Text(locales.ActionNext), Entry: e.ID, Step: k + 1, Path: here.atStep(k + 1).Path()})
	}
	return append(out,
		Action{Kind: OpenPage, Label: w.Text(locales.ActionOpen), Entry: e.ID, Path: here.Path()},
		Action{Kind: CopyNote, Label: w.Text(locales.ActionNote), Entry: e.ID, Path: here.note().Path()})
}

// stepList lists the steps of the journey at here, told apart by where they come from.
func (co journeys) stepList(here Ref, e *content.Entry) Group {
	w := co.words
	g := Group{Title: w.Text(locales.JourneySteps)}
	for i, s := range e.Steps {
		origin := w.Text(locales.StepSourced)
		if s.Constructed {
			origin = w.Text(locales.StepConstructed)
		}
		label := strconv.Itoa(i+1) + " · " + origin
		if s.Parallel {
			label += " · " + strings.ToLower(w.Text(locales.JourneyParallel))
		}
		g.Items = append(g.Items, Choice{
			Item:  Item{ID: e.ID, Title: s.Texts[co.lang].Title, Path: here.atStep(i + 1).Path()},
			Label: label, Line: s.Texts[co.lang].Text,
		})
	}
	return g
}

// picture names the drawing of a journey and says in words what it shows; nil for an
// older version: what is drawn is today's guide.
func (co journeys) picture(e *content.Entry, k int) *Picture {
	if co.digest(e) != co.guide.Digest(e.ID) {
		return nil
	}
	titles := make([]string, len(e.Steps))
	for i, s := range e.Steps {
		titles[i] = strconv.Itoa(i+1) + ". " + s.Texts[co.lang].Title
		var marks []string
		if i+1 == k {
			marks = append(marks, strings.ToLower(co.words.Text(locales.PictureHere)))
		}
		if s.Constructed {
			marks = append(marks, strings.ToLower(co.words.Text(locales.PictureConstructed)))
		}
		if len(marks) > 0 {
			titles[i] += " (" + strings.Join(marks, ", ") + ")"
		}
	}
	at := Ref{Lang: co.lang, Entry: e.ID, Step: k}
	strip := ""
	if k > 0 {
		strip = at.StripPath()
	}
	return &Picture{Path: at.PicturePath(), Strip: strip, Alt: e.Text(co.lang).Title + ". " + strings.Join(titles, ". ") + "."}
}

// foot says where a step is from, and who is responsible.
func (co journeys) foot(e *content.Entry, st *Step) []string {
	line := stop(st.Origin)
	if len(e.Steps[st.Number-1].Responsible) > 0 {
		line += " " + co.words.Text(locales.StepResponsible, "Actors", strings.Join(co.titles(e.Steps[st.Number-1].Responsible), ", "))
	}
	return []string{line}
}
