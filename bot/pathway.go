package bot

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/pathway"
	"veiviser/search"
)

// paths lays out paths of one's own.
type paths struct{ lists }

// PathAsked is for whom a path is looked for, and which way.
type PathAsked struct {
	Profile content.Profile
	Reaches string // level of Norwegian that is wanted; empty where none is
	Way     Way
}

// Path lays out the paths there are, or where the way is at one, its phase.
func (cs Cards) Path(l content.Lang, a PathAsked) Card { return paths{lists{cs.in(l)}}.card(a) }

// Paths finds the paths, as [Cards.Path] lays them out.
func (cs Cards) Paths(a PathAsked) pathway.Result {
	return pathway.Find(cs.guide, a.Profile, a.Way.Goal, a.Way.options(a.Reaches))
}

// PathTitle names a value of a field that a path is asked for by: its goal, or what is told
// of the participant.
func (cs Cards) PathTitle(l content.Lang, field, value string) string {
	co := paths{lists{cs.in(l)}}
	switch {
	case field == "goal":
		return capital(co.goal(value))
	case value == "none" && field == "norwegian":
		return co.words.Text(locales.ValueNoNorwegian)
	case field == "norwegian":
		return value
	}
	return co.valueTitle(value)
}

func (co paths) find(a PathAsked) pathway.Result {
	return pathway.Find(co.guide, a.Profile, a.Way.Goal, a.Way.options(a.Reaches))
}

// card is a phase of a path, or where the way has none, the paths to choose from.
func (co paths) card(a PathAsked) Card {
	res := co.find(a)
	if res.Why != "" {
		return co.refused(a, res)
	}
	i := slices.IndexFunc(res.Paths, func(p pathway.Path) bool { return p.Style == a.Way.Style })
	if i < 0 || a.Way.Phase < 1 || a.Way.Phase > len(res.Paths[i].Phases) {
		return co.overview(a, res)
	}
	return co.phase(a, res.Paths[i])
}

// refusalKeys say why there is no path.
var refusalKeys = map[pathway.Refusal]locales.Key{
	pathway.NoGoal: locales.PathNoGoal, pathway.NoAge: locales.PathNoAge, pathway.Contradiction: locales.PathContradiction,
	pathway.AsylumSeeker: locales.PathAsylumSeeker, pathway.Reached: locales.PathReached, pathway.NotFound: locales.PathNotFound,
}

func (co paths) refused(a PathAsked, res pathway.Result) Card {
	w := co.words
	c := Card{Kind: PathCard, Lang: co.lang, Title: w.Text(locales.PathNone), Lead: w.Text(refusalKeys[res.Why])}
	c.Lead = joined(" ", c.Lead, co.changed(a.Way))
	if len(a.Way.Without) > 0 || a.Way.PartTime {
		plain := Way{Goal: a.Way.Goal, Soon: a.Way.Soon, County: a.Way.County}
		c.Row = append(c.Row, co.walk(plain, w.Text(locales.PathPlain), ""))
	}
	c.Row = append(c.Row, buttons{co.composer}.openMap())
	return c
}

// styleKeys name what a path puts first.
var styleKeys = map[pathway.Style]locales.Key{
	pathway.Fast: locales.PathFast, pathway.Formal: locales.PathFormal, pathway.Combination: locales.PathCombination,
}

// overview are the paths to choose from, with what tells them apart.
func (co paths) overview(a PathAsked, res pathway.Result) Card {
	w := co.words
	c := Card{Kind: PathCard, Lang: co.lang, Title: w.Text(locales.PathTitle, "Goal", co.goal(a.Way.Goal))}
	c.Lead = joined(" ", w.Text(locales.PathExample), co.changed(a.Way))
	for i, p := range res.Paths {
		name := strconv.Itoa(i+1) + " " + w.Text(styleKeys[p.Style])
		s := Section{Title: name}
		s.Points = []Point{{Text: co.through(p)}, {Text: co.differs(p)}}
		c.Sections = append(c.Sections, s)
		c.Row = append(c.Row, co.walk(a.Way.at(p.Style, 1), name, co.differs(p)))
	}
	c.Row = append(c.Row, co.chips(a.Way, res)...)
	c.Row = c.Row[:min(len(c.Row), maxRow)]
	c.Foot = []string{w.Text(locales.PathHow)}
	return c
}

// chips change what the paths may be: on part time, or without what they begin with.
func (co paths) chips(way Way, res pathway.Result) []Action {
	w := co.words
	var out []Action
	for _, p := range res.Paths {
		for _, ph := range p.Phases {
			if ph.Months == 0 || len(way.Without) == maxWithout {
				continue
			}
			if e, ok := co.guide.Entry(ph.Steps[0].Entry); ok {
				out = append(out, co.walk(way.without(e.ID), w.Text(locales.PathWithout, "Title", co.short(e)), ""))
			}
			break
		}
		break
	}
	part := way.whole()
	part.PartTime = !way.PartTime
	label := locales.PathPartTime
	if way.PartTime {
		label = locales.PathFullTime
	}
	return append(out, co.walk(part, w.Text(label), ""))
}

// walk is the button of a way.
func (co paths) walk(way Way, label, aloud string) Action {
	if aloud != "" {
		aloud = label + ". " + aloud
	}
	return Action{Kind: WalkPath, Label: label, Aloud: aloud, Ref: Ref{Lang: co.lang}, Value: way.String()}
}

// changed says what the way leaves out, or where it is.
func (co paths) changed(way Way) string {
	var parts []string
	for _, id := range way.Without {
		if e, ok := co.guide.Entry(id); ok {
			parts = append(parts, co.words.Text(locales.PathWithout, "Title", e.Text(co.lang).Title))
		}
	}
	if way.PartTime {
		parts = append(parts, co.words.Text(locales.PathPartTime))
	}
	if way.Soon {
		parts = append(parts, co.words.Text(locales.PathSoon))
	}
	if way.County != "" {
		parts = append(parts, co.words.Text(locales.PathCounty, "County", counties[way.County]))
	}
	if len(parts) == 0 {
		return ""
	}
	return co.words.Text(locales.PathChanged, "Changes", strings.Join(parts, " · "))
}

// pathGoalKeys name goals that are no marks of entries.
var pathGoalKeys = map[string]locales.Key{
	"trade-certificate": locales.PathGoalTrade, "upper-secondary": locales.PathGoalUpper, "primary": locales.PathGoalPrimary, "higher": locales.PathGoalHigher,
	"recognition": locales.PathGoalRecognition, "norwegian": locales.PathGoalNorwegian, "permanent-or-citizen": locales.PathGoalCitizen,
}

func (co paths) goal(g string) string {
	if k, ok := pathGoalKeys[g]; ok {
		return co.words.Text(k)
	}
	return strings.ToLower(co.markTitle(g))
}

// months is a length in words.
func (co paths) months(n int) string {
	if n >= 24 && n%12 == 0 {
		return co.words.Count(locales.PathYears, n/12)
	}
	return co.words.Count(locales.PathMonths, n)
}

// through names what a path goes through.
func (co paths) through(p pathway.Path) string {
	var names []string
	for _, ph := range p.Phases {
		var in []string
		for _, s := range ph.Steps {
			if e, ok := co.guide.Entry(s.Entry); ok && s.Fills() {
				in = append(in, co.short(e))
			}
		}
		names = append(names, strings.Join(in, " + "))
	}
	return strings.Join(names, " → ")
}

// differs tells a path from the others: how long it is, what one lives on, what is missing.
func (co paths) differs(p pathway.Path) string {
	w := co.words
	var lives []string
	open := 0
	for _, ph := range p.Phases {
		for _, l := range ph.Livelihood {
			if name := co.supportTitle(l.Support); !slices.Contains(lives, name) {
				lives = append(lives, name)
			}
		}
		for _, g := range ph.Gaps {
			if g.Kind != pathway.Decision && g.Kind != pathway.NoLength && g.Kind != pathway.Heed {
				open++
			}
		}
	}
	length := w.Text(locales.PathAtOnce)
	if p.Months > 0 {
		length = w.Text(locales.PathUpTo, "Length", co.months(p.Months))
	}
	clear := w.Text(locales.PathNoGaps)
	if open > 0 {
		clear = w.Count(locales.PathGaps, open)
	}
	return joined(" · ", length, strings.Join(lives, ", "), clear)
}

func (co paths) supportTitle(id string) string {
	if e, ok := co.guide.Entry(id); ok {
		return strings.ToLower(co.short(e))
	}
	return co.words.Text(locales.PathWage)
}

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
			out = append(out, w.Text(locales.PathWait, "Length", co.months(g.Months), "Title", title))
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

// noteOfPath is the button for a case note of all of a path's statements; of nothing where
// it has none.
func (co paths) noteOfPath(p pathway.Path) Action {
	var t Ticks
	for _, ph := range p.Phases {
		for i, s := range co.statements(ph) {
			if s.ID != (Pick{}) && i < maxPhasePoints && !slices.Contains(t.Offered, s.ID) && len(t.Offered) < maxPicks {
				t.Offered = append(t.Offered, s.ID)
			}
		}
	}
	t.On = t.Offered
	if len(t.Offered) == 0 {
		return Action{}
	}
	r := Ref{Lang: co.lang, Entry: t.Offered[0].Entry}
	return Action{Kind: NotePath, Label: co.words.Text(locales.RowNote), Aloud: co.words.Text(locales.PathNote), Ref: r, Value: t.String(), Path: notePicksPath(co.lang, t.On)}
}

// notePicksPath is the address of the page that makes a note of statements.
func notePicksPath(l content.Lang, ps []Pick) string {
	return "/" + string(l) + "/note?" + url.Values{"p": {joinPicks(ps)}}.Encode()
}

// PathNote makes a case note of everything that the guide says of a path; ok is false for
// no such path.
func (cs Cards) PathNote(l content.Lang, a PathAsked, o NoteOptions) (n Note, ok bool) {
	co := paths{lists{cs.in(l)}}
	res := co.find(a)
	i := slices.IndexFunc(res.Paths, func(p pathway.Path) bool { return p.Style == a.Way.Style || a.Way.Style == "" })
	if i < 0 {
		return Note{}, false
	}
	var said []noted
	for _, ph := range res.Paths[i].Phases {
		for _, s := range co.statements(ph) {
			link := Ref{Lang: co.lang, Entry: s.Entry}
			if s.ID != (Pick{}) {
				link.Digest = s.ID.Digest
			}
			said = append(said, noted{s, Resolved{}, link.Path()})
		}
	}
	return noteOf(co.words, said, o), true
}

// walking answers with paths of one's own.
type walking struct{ *turn }

// asked answers a text that goes on along a path, or changes what it may be.
func (t walking) asked(context.Context) (Answer, bool, error) {
	on := t.was.Way
	said := t.res.Talk.Talk
	switch {
	case !t.MakesPaths():
		return Answer{}, false, nil
	case said == content.MakePath:
		return t.begin(), true, nil
	case on.Goal == "":
		return Answer{}, false, nil
	case on.Style == "" && t.res.Choice > 0 && t.res.Choice <= len(pathway.Styles()) && len(t.res.Sections) == 0:
		return t.choose(t.res.Choice), true, nil
	case on.Style != "" && said == content.NextOne:
		return t.show(on.at(on.Style, on.Phase+1)), true, nil
	case on.Style != "" && said == content.Back && on.Phase > 1:
		return t.show(on.at(on.Style, on.Phase-1)), true, nil
	case said == content.Back:
		return t.show(on.whole()), true, nil
	}
	return t.changes(on)
}

// changes reads a text that narrows the way: "uten KVP", "deltid", "i Nordland".
func (t walking) changes(on Way) (Answer, bool, error) {
	words := strings.Fields(strings.ToLower(strings.TrimRight(t.text, ".?!")))
	if len(words) == 0 || len(words) > 6 {
		return Answer{}, false, nil
	}
	if number := countyNamed(t.text); number != "" {
		on.County = number
		return t.show(on.whole()), true, nil
	}
	switch words[0] {
	case "uten", "utan", "without":
		for _, m := range t.res.Mentions {
			if m.Entry.Kind == content.Offer {
				return t.show(on.without(m.Entry.ID)), true, nil
			}
		}
	case "deltid", "part-time", "halv":
		if len(words) <= 2 {
			on.PartTime = true
			return t.show(on.whole()), true, nil
		}
	}
	return Answer{}, false, nil
}

// begin shows the paths of those told of.
func (t walking) begin() Answer {
	told := t.was.Told.then(toldBy(t.res.Person), true)
	t.now.Told = told
	if told.fields() == 0 {
		co := t.in(t.res.Lang)
		c := textCard(co.words, co.words.Text(locales.PathTellTitle), co.words.Text(locales.PathTell))
		c.Row = []Action{{Kind: AskThis, Label: co.words.Text(locales.PathTellExample), Ref: Ref{Lang: co.lang}, Value: co.words.Text(locales.PathTellExample)}}
		t.now.leave()
		return t.plain(co.lang, c)
	}
	return t.show(Way{Goal: goalOf(told)})
}

// choose shows the first phase of the path at a place among those shown.
func (t walking) choose(n int) Answer {
	co := paths{lists{t.in(t.res.Lang)}}
	res := co.find(t.asks(t.was.Way))
	if n > len(res.Paths) {
		return t.show(t.was.Way.whole())
	}
	return t.show(t.was.Way.at(res.Paths[n-1].Style, 1))
}

func (t walking) asks(way Way) PathAsked {
	return PathAsked{Profile: t.now.Told.profile(), Reaches: t.now.Told.Reaches, Way: way}
}

// show answers with the way, which the conversation is then on.
func (t walking) show(way Way) Answer {
	co := paths{lists{t.in(t.res.Lang)}}
	c := co.card(t.asks(way))
	t.now.leave()
	t.now.Way = way
	if c.Subject == nil {
		t.now.Way = way.whole()
	}
	return t.plain(co.lang, c)
}

// pressed answers the button of a way. What was told of the participant may be gone.
func (t walking) pressed(value string) Answer {
	way, ok := ParseWay(value)
	if !ok || t.now.Told.fields() == 0 {
		co := t.in(t.res.Lang)
		return t.plain(co.lang, textCard(co.words, co.words.Text(locales.PathTellTitle), co.words.Text(locales.PathGone)))
	}
	return t.show(way)
}
