package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"veiviser/bot"
	"veiviser/content"
	"veiviser/locales"
	"veiviser/pathway"
)

// pathFlags is what the command is told of a participant and of the path.
type pathFlags struct {
	profile                   content.Profile
	way                       bot.Way
	lang, format, dir, style  string
	county, reaches           string
	settled, protection, left int // months; -1 = not told
	work                      int // years; -1 = not told
	explain                   bool
}

func pathCommand(e env) *cobra.Command {
	var f pathFlags
	cmd := &cobra.Command{
		Use:   "path",
		Short: "Find examples of a path through the guide for a participant",
		Example: "  veiviser path --age 34 --residence refugee --norwegian A1 --schooling primary --goal work\n" +
			"  veiviser path --age 29 --residence collective-protection --goal trade-certificate --without kvalifiseringsprogram --explain",
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := f.check()
			if err != nil {
				return err
			}
			g, err := loadGuide(f.dir)
			if err != nil {
				return err
			}
			for _, id := range f.way.Without {
				if _, ok := g.Entry(id); !ok {
					return fmt.Errorf("--without %q: the guide has no such entry", id)
				}
			}
			words, err := locales.New()
			if err != nil {
				return err
			}
			b := bot.New(bot.Config{Guide: g, Words: words})
			return printPaths(e, b, words, l, f)
		},
	}
	fl := cmd.Flags()
	fl.IntVar(&f.profile.Age, "age", 0, "years")
	fl.StringVar(&f.profile.Gender, "gender", "", strings.Join(content.Genders(), " or "))
	fl.StringVar(&f.profile.Residence, "residence", "", "ground of residence: refugee, collective-protection, family, …")
	fl.StringVar(&f.profile.Norwegian, "norwegian", "", "none, or A1 to C1")
	fl.StringVar(&f.profile.Schooling, "schooling", "", strings.Join(content.SchoolingLevels(), ", "))
	fl.StringSliceVar(&f.profile.Papers, "papers", nil, "documents of schooling: trade-certificate, foreign-higher, …")
	fl.StringSliceVar(&f.profile.Status, "status", nil, "what the participant is in, has or receives: employed, in-kvp, …")
	fl.IntVar(&f.settled, "settled", -1, "months since settlement, by agreement")
	fl.IntVar(&f.protection, "protection", -1, "months since protection was granted")
	fl.IntVar(&f.left, "finished-programme", -1, "months since the introduction programme was finished")
	fl.IntVar(&f.work, "work", -1, "years of work")
	fl.StringVar(&f.way.Goal, "goal", "work", strings.Join(content.PathGoals(), ", "))
	fl.StringVar(&f.reaches, "reaches", "", "level of Norwegian that is wanted")
	fl.StringSliceVar(&f.way.Without, "without", nil, "ids of entries that are in no path")
	fl.BoolVar(&f.way.PartTime, "part-time", false, "nothing on full time")
	fl.BoolVar(&f.way.Soon, "income-soon", false, "money is needed soon")
	fl.StringVar(&f.county, "county", "", "number of the county: 18")
	fl.StringVar(&f.style, "style", "", "which of the paths: fast, formal or combination (default: all)")
	fl.StringVar(&f.lang, "lang", "nb", "nb, nn or en")
	fl.StringVar(&f.format, "format", "text", "text, json or note")
	fl.BoolVar(&f.explain, "explain", false, "what each part costs, and what was weighed against it")
	fl.StringVar(&f.dir, "content", e.getenv("VEIVISER_CONTENT"), "folder of the guide (default: the one built in)")
	return cmd
}

// check reports the first flag with a value that nothing has, and fills in the profile.
func (f *pathFlags) check() (content.Lang, error) {
	l, ok := content.ParseLang(f.lang)
	if !ok {
		return "", oneOf("lang", f.lang, "nb", "nn", "en")
	}
	some := func(name, value string, allowed []string) error {
		if value == "" {
			return nil
		}
		return oneOf(name, value, allowed...)
	}
	styles := []string{string(pathway.Fast), string(pathway.Formal), string(pathway.Combination)}
	for _, c := range []struct {
		name, value string
		allowed     []string
	}{
		{"format", f.format, []string{"text", "json", "note"}}, {"gender", f.profile.Gender, content.Genders()},
		{"residence", f.profile.Residence, append(content.Residences(), content.FamilyResidence)},
		{"norwegian", f.profile.Norwegian, append([]string{"none"}, content.CEFRLevels()...)},
		{"reaches", f.reaches, content.CEFRLevels()},
		{"schooling", f.profile.Schooling, content.SchoolingLevels()}, {"goal", f.way.Goal, content.PathGoals()}, {"style", f.style, styles},
	} {
		if err := some(c.name, c.value, c.allowed); err != nil {
			return "", err
		}
	}
	for _, s := range f.profile.Status {
		if err := oneOf("status", s, content.Statuses()...); err != nil {
			return "", err
		}
	}
	for _, s := range f.profile.Papers {
		if err := oneOf("papers", s, content.Papers()...); err != nil {
			return "", err
		}
	}
	f.way.County, f.way.Style = f.county, pathway.Style(f.style)
	if w, ok := bot.ParseWay(f.way.String()); !ok {
		return "", fmt.Errorf("--county %q: the number of a county, such as 18", f.county)
	} else if len(w.Without) != len(f.way.Without) {
		return "", fmt.Errorf("--without: too many entries")
	}
	f.profile.MonthsSince = map[string]int{}
	if f.settled >= 0 {
		yes := true
		f.profile.MonthsSettled, f.profile.Settled = &f.settled, &yes
	}
	if f.protection >= 0 {
		f.profile.MonthsSince["protection"] = f.protection
	}
	if f.left >= 0 {
		f.profile.MonthsSince["finished-introduction-programme"] = f.left
	}
	if f.work >= 0 {
		f.profile.YearsOfWork = &f.work
	}
	return l, nil
}

func (f pathFlags) asked() bot.PathAsked {
	return bot.PathAsked{Profile: f.profile, Reaches: f.reaches, Way: f.way}
}

// pathReply is the paths as JSON.
type pathReply struct {
	Goal  string     `json:"goal"`
	Why   string     `json:"why,omitempty"` // why there is none
	Field string     `json:"field,omitempty"`
	Paths []pathJSON `json:"paths"`
	Card  bot.Card   `json:"card"`
}

type pathJSON struct {
	Style  pathway.Style `json:"style"`
	Months int           `json:"months"`
	Pay    int           `json:"months_to_pay"`
	Cost   pathway.Cost  `json:"cost"`
	Phases []bot.Card    `json:"phases"`
}

// printPaths writes the paths in the format that the caller asked for.
func printPaths(e env, b *bot.Bot, words *locales.Catalog, l content.Lang, f pathFlags) error {
	base, err := baseURL(e)
	if err != nil {
		return err
	}
	res := b.Paths(f.asked())
	if f.style != "" {
		res.Paths = slices.DeleteFunc(res.Paths, func(p pathway.Path) bool { return string(p.Style) != f.style })
	}
	switch f.format {
	case "json":
		out := pathReply{Goal: f.way.Goal, Why: string(res.Why), Field: res.Field, Paths: []pathJSON{}, Card: b.Path(l, f.asked())}
		for _, p := range res.Paths {
			j := pathJSON{Style: p.Style, Months: p.Months, Pay: p.Pay, Cost: p.Cost}
			for k := range p.Phases {
				j.Phases = append(j.Phases, b.Path(l, f.at(p.Style, k+1)))
			}
			out.Paths = append(out.Paths, j)
		}
		enc := json.NewEncoder(e.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(out)
	case "note":
		note, ok := b.PathNote(l, f.asked(), bot.NoteOptions{Base: base, On: time.Now()})
		if !ok {
			return fmt.Errorf("there is no path to note: %s", res.Why)
		}
		fmt.Fprintln(e.log, note.Reminder)
		_, err = io.WriteString(e.out, note.Plain())
		return err
	}
	t := newTerminal(e, words.In(string(l)), base)
	t.card(b.Path(l, bot.PathAsked{Profile: f.profile, Reaches: f.reaches, Way: bot.Way{Goal: f.way.Goal, Without: f.way.Without, PartTime: f.way.PartTime, Soon: f.way.Soon, County: f.way.County}}))
	for _, p := range res.Paths {
		for k, ph := range p.Phases {
			c := b.Path(l, f.at(p.Style, k+1))
			fmt.Fprintln(e.out)
			screen{t}.phase(c)
			if f.explain {
				explain(e.out, ph.Cost)
			}
		}
		if f.explain {
			fmt.Fprintf(e.out, "\n%s: %d in all, of %d steps weighed\n", p.Style, p.Cost.Total(), p.Considered)
			if p.Next != nil {
				fmt.Fprintf(e.out, "nearest other: %s, %d in all\n", strings.Join(p.Next.Entries, " → "), p.Next.Cost.Total())
			}
		}
	}
	return nil
}

// at is what is asked with a place on a path.
func (f pathFlags) at(s pathway.Style, phase int) bot.PathAsked {
	a := f.asked()
	a.Way.Style, a.Way.Phase = s, phase
	return a
}

// phase draws a phase of a path.
func (t screen) phase(c bot.Card) {
	t.over(c)
	for _, p := range c.Points {
		t.item("  - ", p.Text+p.Marks(), "")
		t.item("  ! ", p.Caution, yellow)
	}
	for _, line := range c.Foot {
		t.item("  ", line, dim)
	}
	t.cited(c)
}

// explain writes what a part costs.
func explain(w io.Writer, c pathway.Cost) {
	var parts []string
	for _, p := range []struct {
		name string
		n    int
	}{{"months", c.Months}, {"waiting", c.Waiting}, {"income", c.Income}, {"not stated", c.NotStated}, {"hard", c.Hard}, {"duty not used", c.Duty}, {"steps", c.Steps}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", p.name, p.n))
		}
	}
	fmt.Fprintf(w, "  = %d (%s)\n", c.Total(), strings.Join(parts, ", "))
}
