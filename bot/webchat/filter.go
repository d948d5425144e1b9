package webchat

import (
	"net/url"
	"slices"
	"strconv"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
)

// filterView is a choice among the marks of offers.
type filterView struct {
	Name, ID, Label string
	Any             string // nothing is chosen
	Options         []option
}

type option struct {
	Value, Label string
	Selected     bool
}

// filterValues are what may be chosen of a field of a filter.
func filterValues(name string) []string {
	switch name {
	case "goal":
		return content.EntryGoals()
	case "level":
		return content.CEFRLevels()
	case "schooling":
		return content.SchoolingLevels()
	case "residence":
		return content.ResidenceGrounds()
	}
	return nil
}

// filterLabels name the fields of a filter.
var filterLabels = map[string]locales.Key{
	"goal": locales.FactGoals, "level": locales.WebFilterLevel, "schooling": locales.FactSchooling, "residence": locales.FactResidence,
}

// keepFilter keeps of an address the fields of a filter, each once, that say something of
// the guide's.
func keepFilter(q url.Values, names ...string) url.Values {
	out := url.Values{}
	for _, name := range names {
		if v := q.Get(name); slices.Contains(filterValues(name), v) {
			out.Set(name, v)
		}
	}
	return out
}

// filterOf is what the kept fields of an address tell.
func filterOf(q url.Values) bot.Filter {
	age, _ := strconv.Atoi(q.Get("age")) // 0 where it is not told
	return bot.Filter{Age: age, Goal: q.Get("goal"), Level: q.Get("level"), Schooling: q.Get("schooling"), Residence: q.Get("residence")}
}

// filters lists the fields of a filter's form, whose ids begin alike.
func (c *edition) filters(l content.Lang, f bot.Filter, begins string, none locales.Key, names ...string) []filterView {
	chosen := map[string]string{"goal": f.Goal, "level": f.Level, "schooling": f.Schooling, "residence": f.Residence}
	var out []filterView
	for _, name := range names {
		v := filterView{Name: name, ID: begins + name, Label: c.text(l, filterLabels[name]), Any: c.text(l, none)}
		for _, x := range filterValues(name) {
			v.Options = append(v.Options, option{x, c.Bot.Names(l).MarkTitle(x), x == chosen[name]})
		}
		out = append(out, v)
	}
	return out
}
