package bot

import (
	"slices"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/pathway"
	"veiviser/search"
)

// maxPhasePoints is how many statements a phase shows: more are not on one screen.
const maxPhasePoints = 3

// phase is a part of a path: what the guide says of it, and in the bot's own words what
// goes beside it and what is missing.
func (co paths) phase(a PathAsked, p pathway.Path) Card {
	w, k := co.words, a.Way.Phase
	ph := p.Phases[k-1]
	c := Card{Kind: PathCard, Lang: co.lang, Title: w.Text(styleKeys[p.Style]), Lead: w.Text(locales.PathExample)}
	main, _ := co.guide.Entry(ph.Steps[0].Entry)
	titles := co.titlesOf(ph, pathway.Step.Fills)
	side := w.Text(locales.PathPhase, "K", k, "Of", len(p.Phases))
	c.Subject = &Subject{
		Item: Item{ID: main.ID, Title: strings.Join(titles, " + "), Path: Ref{Lang: co.lang, Entry: main.ID}.Path()}, Short: co.short(main),
		Side: joined(", ", side, co.when(ph)),
	}
	all := co.statements(ph)
	c.Points = slices.Clone(all[:min(len(all), maxPhasePoints)])
	renumber(c.Points)
	c.Foot = co.own(ph)
	c.Foot = append(c.Foot, w.Text(locales.PathNotAnswer))
	if k > 1 {
		c.Row = append(c.Row, co.walk(a.Way.at(p.Style, k-1), w.Text(locales.RowPrevious), ""))
	}
	if k < len(p.Phases) {
		next := co.walk(a.Way.at(p.Style, k+1), w.Text(locales.ActionNext), "")
		next.Primary = true
		c.Row = append(c.Row, next)
	}
	if n := co.noteOfPath(p); n.Value != "" {
		c.Row = append(c.Row, n)
	}
	c.Row = append(c.Row, buttons{co.composer}.entry(main), co.walk(a.Way.whole(), w.Text(locales.PathOthers), ""))
	c.Row = c.Row[:min(len(c.Row), maxRow)]
	return c
}

func (co paths) titlesOf(ph pathway.Phase, ok func(pathway.Step) bool) []string {
	var out []string
	for _, s := range ph.Steps {
		if e, there := co.guide.Entry(s.Entry); there && ok(s) {
			out = append(out, e.Text(co.lang).Title)
		}
	}
	return out
}

// when says which months of the path a phase fills.
func (co paths) when(ph pathway.Phase) string {
	switch {
	case ph.Last:
		return co.words.Text(locales.PathFrom, "Month", ph.Start)
	case ph.Months == 0:
		return co.words.Text(locales.PathNoTime)
	}
	return co.words.Text(locales.PathWhen, "From", ph.Start+1, "To", ph.Start+ph.Months)
}

// statements are what the guide says of a phase, the most needed first: how long, what one
// lives on and how much it is, what must be waited for, deadlines, what to look out for.
func (co paths) statements(ph pathway.Phase) []Passage {
	var out []Passage
	add := func(r content.NamedPoint) {
		p, ok := co.passageAt(r)
		if ok && !slices.ContainsFunc(out, func(o Passage) bool { return o.ID == p.ID }) {
			out = append(out, p)
		}
	}
	add(ph.Length)
	for _, l := range ph.Livelihood {
		if l.Amount.IsZero() {
			add(l.Says)
		}
		add(l.Amount)
		add(l.Span)
	}
	for _, g := range ph.Gaps {
		if g.Kind != pathway.NotStated && !g.Point.IsZero() {
			add(g.Point)
		}
	}
	for _, t := range ph.Handovers {
		for _, s := range []content.Statement{t.Says, t.Deadline, t.Pitfall} {
			if !s.Point.IsZero() {
				add(s.Point)
			} else if !s.IsZero() {
				out = append(out, co.ownStatement(t, s))
			}
		}
	}
	add(ph.Level)
	for _, l := range ph.Livelihood {
		add(l.Says)
	}
	for _, g := range ph.Gaps {
		if g.Kind == pathway.NotStated {
			add(g.Point)
		}
	}
	if len(out) == 0 {
		if e, ok := co.guide.Entry(ph.Steps[0].Entry); ok {
			out = append(out, gistOf(co.composer, e, nil).definition()...)
		}
	}
	return out
}

// passageAt is the statement of a named point; ok is false for none.
func (co paths) passageAt(r content.NamedPoint) (Passage, bool) {
	e, s, i, ok := co.guide.Find(r)
	if !ok {
		return Passage{}, false
	}
	ps := gistOf(co.composer, e, nil).passages([]search.Passage{{Entry: e, Section: s, Point: i}})
	return ps[0], true
}

// ownStatement is a statement of a transition that no point of an entry says.
func (co paths) ownStatement(t content.Transition, s content.Statement) Passage {
	p := Passage{Text: s.Texts[co.lang], Entry: t.To}
	if e, ok := co.guide.Entry(t.To); ok {
		p.Place = Place{Title: e.Text(co.lang).Title, Short: co.short(e)}
	}
	if r := s.Rules[co.lang]; r != nil {
		p.Rule = &Rule{Act: r.Law.Act, Section: r.Law.Section, Checked: co.words.Text(locales.RuleChecked, "Date", r.Checked.In(co.lang)), URL: r.Law.URL}
		p.Source = &Source{Title: r.Law.String(), URL: r.Law.URL, Dated: p.Rule.Checked, Noted: co.words.Text(locales.RuleChecked, "Date", numeric(co.words, r.Checked))}
	} else if s.From != nil {
		dated := co.words.Text(locales.SourceUndated)
		if !s.From.Dated.Unknown() {
			dated = s.From.Dated.In(co.lang)
		}
		p.Source = &Source{Title: s.From.Title, URL: s.From.URL, Dated: dated}
	}
	return p
}

// own are the bot's own words on a phase: what goes beside it, which level there is and is
// the aim, who decides, what nobody told and what was not found.
func (co paths) own(ph pathway.Phase) []string {
	w := co.words
	var out []string
	line := func(k locales.Key, args ...any) { out = append(out, w.Text(k, args...)) }
	if names := co.titlesOf(ph, func(s pathway.Step) bool { return s.Role == pathway.Beside }); len(names) > 0 {
		line(locales.PathBeside, "Titles", strings.Join(names, ", "))
	}
	if names := co.titlesOf(ph, func(s pathway.Step) bool { return s.Role == pathway.Instead }); len(names) > 0 {
		line(locales.PathInstead, "Titles", strings.Join(names, ", "))
	}
	if who := co.responsible(ph); who != "" {
		line(locales.StepResponsible, "Actors", who)
	}
	if ph.Reaches != "" {
		line(locales.PathLevel, "Level", ph.Reaches)
	}
	if ph.Needs != "" {
		line(locales.PathNeeds, "Level", ph.Needs)
	}
	var lives []string
	for _, l := range ph.Livelihood {
		s := co.supportTitle(l.Support)
		if l.Months > 0 && l.Months < ph.Months {
			s += " (" + co.months(l.Months) + ")"
		}
		lives = append(lives, s)
	}
	if len(lives) > 0 {
		line(locales.PathLives, "Supports", strings.Join(lives, ", "))
	}
	return append(out, co.gaps(ph)...)
}

func (co paths) responsible(ph pathway.Phase) string {
	var ids []string
	for _, s := range ph.Steps {
		if e, ok := co.guide.Entry(s.Entry); ok && s.Fills() {
			for _, id := range e.Responsible {
				if !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
	}
	return strings.Join(co.titles(ids), ", ")
}

// gapKeys say the gaps that are about an entry and nothing else.
var gapKeys = map[pathway.GapKind]locales.Key{
	pathway.Obliged: locales.PathObliged, pathway.StudyPermit: locales.PathStudies, pathway.AfterSupport: locales.PathAfter, pathway.Days: locales.PathDays, pathway.Grant: locales.PathGrant,
	pathway.Level: locales.PathLowLevel, pathway.Answer: locales.PathAnswer, pathway.Permit: locales.PathPermit,
}

// gaps say aloud what is missing of a phase.
func (co paths) gaps(ph pathway.Phase) []string {
	w := co.words
	var out, unstated []string
	for _, g := range ph.Gaps {
		title := g.Entry
		if e, ok := co.guide.Entry(g.Entry); ok {
			title = co.short(e)
		}
		switch g.Kind {
		case pathway.NoLivelihood:
			out = append(out, w.Text(locales.PathNoLivelihood, "Length", co.months(g.Months)))
		case pathway.Waiting:
			if g.Months > 0 { // else the time there was is over, as the point says
				out = append(out, w.Text(locales.PathWait, "Length", co.months(g.Months), "Title", title))
			}
		case pathway.Decision:
			out = append(out, w.Text(locales.PathDecides, "Who", strings.Join(co.titles([]string{g.Who}), ""), "Title", title))
		case pathway.NoLength:
			out = append(out, w.Text(locales.PathNoLength, "Title", title, "Length", co.months(g.Months)))
		case pathway.Uncertain:
			out = append(out, w.Text(locales.PathUncertain, "Title", title))
		case pathway.Offered:
			s := w.Text(locales.PathOffered, "Title", title)
			if g.Who != "" {
				s = w.Text(locales.PathOfferedBy, "Who", strings.Join(co.titles([]string{g.Who}), ""), "Title", title)
			}
			if slices.ContainsFunc(ph.Livelihood, func(l pathway.Livelihood) bool { return l.Says.Entry == g.Entry }) { // it gives what one lives on
				s = joined(" ", s, w.Text(locales.PathOfferedElse))
			}
			out = append(out, s)
		case pathway.Possible:
			out = append(out, w.Text(locales.PathPossible, "Who", strings.Join(co.titles([]string{g.Who}), ""), "Title", title, "Length", co.months(g.Months)))
		case pathway.Summer:
			out = append(out, w.Text(locales.PathSummer, "Length", co.months(g.Months), "Title", title))
		case pathway.Ends:
			out = append(out, w.Text(locales.PathEnds, "Title", co.supportTitle(g.Entry)))
		case pathway.Residence:
			if g.Months > 0 {
				out = append(out, w.Text(locales.PathResidenceLeft, "Length", co.months(g.Months)))
			} else {
				out = append(out, w.Text(locales.PathResidence))
			}
		case pathway.Duty:
			k := locales.PathDuty
			if g.Sure {
				k = locales.PathDutySure
			}
			out = append(out, w.Text(k, "Title", title))
		case pathway.Obliged, pathway.StudyPermit, pathway.AfterSupport, pathway.Days, pathway.Grant, pathway.Level, pathway.Answer, pathway.Permit:
			out = append(out, w.Text(gapKeys[g.Kind], "Title", title))
		case pathway.NotStated:
			if s := title + ": " + strings.ToLower(co.fieldTitle(g.Field)); !slices.Contains(unstated, s) {
				unstated = append(unstated, s)
			}
		}
	}
	for _, l := range ph.Livelihood {
		for _, f := range l.Fields {
			if s := co.supportTitle(l.Support) + ": " + strings.ToLower(co.fieldTitle(f)); !slices.Contains(unstated, s) {
				unstated = append(unstated, s)
			}
		}
	}
	if len(unstated) > 0 {
		out = append(out, w.Text(locales.PathUnstated, "Fields", strings.Join(unstated, "; ")))
	}
	return out
}
