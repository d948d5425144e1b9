package bot

import (
	"fmt"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// StepPath returns the address of step k (from 1) of a journey's page.
func StepPath(l content.Lang, id string, k int) string {
	return fmt.Sprintf("%s?step=%d", Path(l, id), k)
}

// PicturePath returns the address of a journey's picture with step k marked, 0 for
// none.
func PicturePath(l content.Lang, id string, k int) string {
	if k == 0 {
		return fmt.Sprintf("/pictures/%s/%s.png", l, id)
	}
	return fmt.Sprintf("/pictures/%s/%s-%d.png", l, id, k)
}

// StepCard lays out step k (from 1) of a journey. ok is false if the entry is no
// journey or has no such step.
func (b *Bot) StepCard(l content.Lang, e *content.Entry, k int) (c Card, ok bool) {
	if e.Kind != content.Journey || k < 1 || k > len(e.Steps) {
		return Card{}, false
	}
	w, t, s := b.words(l), e.Text(l), e.Steps[k-1]
	n := &numbering{entry: e, words: w}
	c = Card{
		Kind: StepCard, Lang: l, Entry: e.ID, EntryKind: e.Kind, Label: b.label(l, e), Title: t.Title,
		Path: StepPath(l, e.ID, k), Permalink: Permalink(l, e.ID, b.digest(e)), Picture: b.picture(l, e, k),
	}
	st := &Step{
		Number: k, Of: len(e.Steps), Position: w.Text(locales.JourneyStep, "K", k, "Of", len(e.Steps)),
		Title: s.Texts[l].Title, Text: s.Texts[l].Text, Constructed: s.Constructed,
		Origin: w.Text(locales.StepSourced), Parallel: parallel(l, e, k-1),
	}
	if s.Constructed {
		st.Origin = w.Text(locales.StepConstructed)
	}
	n.of(s.Source)
	st.Relations = b.stepRelations(l, s)
	c.Step = st
	c.Notices = []Notice{{Constructed, w.Text(locales.CautionConstructed)}}
	c.Sources = n.sources
	c.Actions = b.stepActions(l, e, k)
	return c, true
}

func (b *Bot) stepRelations(l content.Lang, s content.Step) []Relation {
	w := b.words(l)
	out := []Relation{{w.Text(locales.RelationOffers), b.items(l, s.Offers)}}
	if items := b.items(l, s.Responsible); len(items) > 0 {
		out = append(out, Relation{w.Text(locales.RelationResponsible), items})
	}
	livelihood := b.items(l, s.Livelihood)
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

func (b *Bot) stepActions(l content.Lang, e *content.Entry, k int) []Action {
	w := b.words(l)
	var out []Action
	if k > 1 {
		out = append(out, Action{Kind: GoToStep, Label: w.Text(locales.ActionPrevious), Entry: e.ID, Step: k - 1, Path: StepPath(l, e.ID, k-1)})
	}
	if k < len(e.Steps) {
		out = append(out, Action{Kind: GoToStep, Label: w.Text(locales.ActionNext), Entry: e.ID, Step: k + 1, Path: StepPath(l, e.ID, k+1)})
	}
	return append(out,
		Action{Kind: OpenPage, Label: w.Text(locales.ActionOpen), Entry: e.ID, Path: Path(l, e.ID)},
		Action{Kind: CopyNote, Label: w.Text(locales.ActionNote), Entry: e.ID, Path: Path(l, e.ID) + "/note"})
}

// stepList lists a journey's steps, told apart by where they come from.
func (b *Bot) stepList(l content.Lang, e *content.Entry) Group {
	w := b.words(l)
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
			Item:  Item{ID: e.ID, Title: s.Texts[l].Title, Path: StepPath(l, e.ID, i+1)},
			Label: label, Line: s.Texts[l].Text,
		})
	}
	return g
}

// picture names the drawing of a journey and says in words what it shows; nil for an
// older version: what is drawn is today's guide.
func (b *Bot) picture(l content.Lang, e *content.Entry, k int) *Picture {
	if b.digest(e) != b.c.Guide.Digest(e.ID) {
		return nil
	}
	titles := make([]string, len(e.Steps))
	for i, s := range e.Steps {
		titles[i] = strconv.Itoa(i+1) + ". " + s.Texts[l].Title
	}
	return &Picture{Path: PicturePath(l, e.ID, k), Alt: e.Text(l).Title + ". " + strings.Join(titles, ". ") + "."}
}
