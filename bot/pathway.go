package bot

import (
	"slices"
	"strconv"
	"strings"

	"veiviser/content"
	"veiviser/locales"
	"veiviser/pathway"
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
