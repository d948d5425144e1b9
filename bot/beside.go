package bot

import (
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
)

// gap says that no source of the guide tells of the sections, and who knows: those
// responsible, the entry itself where it is somebody, else those to ask of anything.
func (gr gister) gap(lacking []content.Section) string {
	ask := gr.titles(gr.entry.Responsible)
	switch {
	case len(ask) > 0:
	case gr.entry.Kind == content.Actor:
		ask = []string{gr.title(gr.entry)}
	default:
		ask = gr.titles(generalists)
	}
	k := locales.AnswerGap
	if len(ask) == 0 {
		k = locales.AnswerGapAlone
	}
	return gr.words.Text(k, "Sections", gr.sides(lacking), "Actors", strings.Join(ask[:min(maxAsk, len(ask))], ", "))
}

// maxAsk is how many are named to ask: the first that is reached knows the others.
const maxAsk = 2

// nearest is the statement that is most like the question, else the first of the section
// that is most like the one asked for.
func (gr gister) nearest(asked content.Section) (near string, points []Passage) {
	sections := beside[asked]
	if len(gr.found) > 0 {
		sections = append([]content.Section{gr.found[0].Section}, sections...)
	}
	for _, s := range sections {
		if gr.has(s) {
			return gr.words.Text(locales.AnswerNear, "Section", gr.sides([]content.Section{s})), gr.passages(gr.order(s))[:1]
		}
	}
	return "", nil
}

// beside are the sections that are likely to be asked for next, and that tell most of one
// that is not there.
var beside = map[content.Section][]content.Section{
	content.What:         {content.Requirements, content.Livelihood, content.Who},
	content.Who:          {content.Requirements, content.Right},
	content.Right:        {content.Requirements, content.Who, content.Responsible},
	content.Requirements: {content.Who, content.Right, content.Livelihood},
	content.Responsible:  {content.Payer, content.Right, content.Local},
	content.Payer:        {content.Responsible, content.Livelihood},
	content.Livelihood:   {content.Payer, content.Combine, content.Duration},
	content.Duration:     {content.Requirements, content.Livelihood, content.Next},
	content.Combine:      {content.Livelihood, content.Requirements, content.Next},
	content.Next:         {content.Requirements, content.Combine, content.Duration},
	content.Pitfalls:     {content.Requirements, content.Local, content.Right},
	content.Local:        {content.Responsible, content.Payer, content.Pitfalls},
}

// next are the sections that are likely to be asked for after those, else the first
// there are.
func (gr gister) next(asked []content.Section) []Side {
	first := content.What
	if len(asked) > 0 {
		first = asked[0]
	}
	var out []Side
	for _, s := range append(slices.Clone(beside[first]), content.Sections()...) {
		side := gr.side(s)
		if s != first && gr.has(s) && !slices.Contains(asked, s) && !slices.Contains(out, side) && len(out) < maxNext {
			out = append(out, side)
		}
	}
	return out
}

// more are the sections beside those asked for. What something is, is one of them where
// the summary said it.
func (gr gister) more(asked []content.Section) []Side {
	var out []Side
	for _, s := range content.Sections() {
		if gr.has(s) && (!slices.Contains(asked, s) || s == content.What && gr.summed()) {
			out = append(out, gr.side(s))
		}
	}
	return out
}
